"""A printer: a profile and a wire that keep the contract of :class:`kiosk.seams.Printer`.

State is asked between slips, never among a slip's bytes. No answer is a state of its own: libraries that read it as
"paper is fine" are how slips vanish.
"""

from drivers.printer.port import Port
from drivers.printer.profiles import Profile
from kiosk.errors import CoverOpen, DeviceBusy, DeviceGone, DeviceSilent, DeviceTrouble, PaperOut
from kiosk.seams import DeviceState
from kiosk.slips.document import Document

ask_online = b"\x10\x04\x01"
ask_offline_cause = b"\x10\x04\x02"
ask_paper = b"\x10\x04\x04"

_TROUBLES: dict[DeviceState, type[DeviceTrouble]] = {
    DeviceState.PAPER_OUT: PaperOut,
    DeviceState.COVER_OPEN: CoverOpen,
    DeviceState.GONE: DeviceGone,
    DeviceState.BUSY: DeviceBusy,
    DeviceState.SILENT: DeviceSilent,
}


class EscposPrinter:
    """Prints documents through a wire."""

    def __init__(self, name: str, profile: Profile, port: Port) -> None:
        """Hold the wire; it opens at the first use.

        Args:
            name: What the clerk calls it.
            profile: What it can do.
            port: Its wire.
        """
        self.name = name
        self._profile = profile
        self._port = port

    @property
    def profile(self) -> Profile:
        """What it can do."""
        return self._profile

    def print(self, document: Document) -> None:
        """Print the whole document and cut.

        Raises:
            DeviceTrouble: With ``values["sent_bytes"] == 0`` where nothing of it left; otherwise part may be on paper.
        """
        from drivers.printer.encode import encode  # noqa: PLC0415 - pictures and bar codes: no start waits for them

        data = encode(document, self._profile)
        self._refuse(self.state(), sent_bytes=0)
        self._port.send(data)
        # Paper that ended in the middle shows only now; silence now is a printer still busy with its buffer.
        if self._profile.answers and self.state() is DeviceState.PAPER_OUT:
            self._refuse(DeviceState.PAPER_OUT, sent_bytes=len(data))

    def state(self) -> DeviceState:
        """How the printer is now; never raises. Without a wire back, ready as long as the wire takes bytes."""
        try:
            if not self._profile.answers:
                self._port.send(b"")
                return DeviceState.READY
            return self._asked()
        except DeviceBusy:
            return DeviceState.BUSY
        except DeviceSilent:
            return DeviceState.SILENT
        except DeviceTrouble:
            return DeviceState.GONE

    def open_drawer(self) -> None:
        """Kick the cash drawer, even without paper.

        Raises:
            DeviceTrouble: It cannot be opened from here: use the key.
        """
        if not self._profile.drawer:
            raise DeviceGone("device.no_drawer", device=self.name)
        from drivers.printer.encode import drawer_kick  # noqa: PLC0415

        self._port.send(drawer_kick())

    def close(self) -> None:
        """Let go of the wire."""
        self._port.close()

    def _asked(self) -> DeviceState:
        """Ask by ``DLE EOT``: 1 is it online, 2 why not, 4 paper; bits as Epson defines them, and others follow."""
        online = self._answer(ask_online)
        if online is None:
            return DeviceState.SILENT
        paper = self._answer(ask_paper)
        if paper is not None and paper & 0x60:
            return DeviceState.PAPER_OUT
        if online & 0x08:
            cause = self._answer(ask_offline_cause)
            if cause is not None and cause & 0x04:
                return DeviceState.COVER_OPEN
            return DeviceState.PAPER_OUT if cause is not None and cause & 0x20 else DeviceState.BUSY
        return DeviceState.PAPER_NEAR_END if paper is not None and paper & 0x0C else DeviceState.READY

    def _answer(self, query: bytes) -> int | None:
        """One status byte; bits 1 and 4 are always set and 0 and 7 never, anything else is noise."""
        answer = self._port.ask(query)
        return answer if answer is not None and answer & 0x93 == 0x12 else None  # noqa: PLR2004 - the fixed bits

    def _refuse(self, state: DeviceState, sent_bytes: int) -> None:
        if trouble := _TROUBLES.get(state):
            raise trouble(device=self.name, sent_bytes=sent_bytes)
