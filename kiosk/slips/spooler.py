"""Carry slips from the spool to the printer, one at a time, on the device's own thread. Nothing waits for it."""

import logging

from kiosk.clock import Clock
from kiosk.errors import DeviceTrouble, Trouble
from kiosk.seams import Busy, DeviceState, Idle, Printer, Round
from kiosk.slips import spool
from kiosk.store import Store
from kiosk.texts import Texts

log = logging.getLogger(__name__)

_CANNOT = {DeviceState.PAPER_OUT, DeviceState.COVER_OPEN, DeviceState.GONE, DeviceState.SILENT, DeviceState.OFF}


class Spooler:
    """One printer's worker.

    Attributes:
        trouble: What keeps it from printing now, or None. Read by the screen from another thread.
        state: The printer's, as the last round found it: asking takes seconds, and is for this thread alone.
    """

    def __init__(self, store: Store, clock: Clock, printer: Printer, role: str) -> None:
        """Serve the slips queued for ``role`` (``receipt`` or ``label``)."""
        self._texts = Texts("zh")  # what is said on paper is Chinese
        self._store = store
        self._clock = clock
        self._printer = printer
        self._role = role
        self.trouble: DeviceTrouble | None = None
        self.state = DeviceState.BUSY

    def round(self) -> Round:
        """Print the oldest waiting slip, if there is one and the printer can."""
        with self._store.read() as db:
            waiting = spool.next_waiting(db, self._role)
        state = self.state = self._printer.state()
        if state in _CANNOT:
            self.trouble = DeviceTrouble(f"device.{state.value}", device=self._printer.name)
            return Idle()
        self.trouble = None
        if waiting is None:
            return Idle()
        self._print(waiting)
        # After a device's trouble there is a pause, or a printer that refuses at once would be asked without end.
        return Idle() if self.trouble else Busy()

    def _print(self, waiting: spool.Slip) -> None:
        with self._store.write() as db:
            spool.start(db, waiting.id)
        try:
            self._printer.print(waiting.document)
        except DeviceTrouble as trouble:
            self.trouble = trouble
            with self._store.write() as db:
                if trouble.values.get("sent_bytes") == 0:
                    spool.put_back(db, waiting.id)
                else:
                    spool.spoil(db, waiting.id, self._texts.trouble(trouble))
        except Trouble as trouble:
            # Not the device's fault: this document cannot be printed. Poison never blocks.
            log.warning("slip %s set aside: %s", waiting.id, trouble.key)
            with self._store.write() as db:
                spool.give_up(db, waiting.id, trouble.key)
        else:
            with self._store.write() as db:
                spool.finish(db, waiting.id, self._clock.now())
