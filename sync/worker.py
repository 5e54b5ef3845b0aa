"""The courier's thread: rounds, a pause, and a prompt end."""

import logging
from threading import Event, Thread

from kiosk.seams import Busy
from sync.courier import Courier

log = logging.getLogger(__name__)

SETTLE_S = 0.3  # scans come in bursts; a moment's patience puts a burst into one request
FAULT_S = 5.0


class CourierThread:
    """Calls the courier's rounds until stopped."""

    def __init__(self, courier: Courier) -> None:
        """Bind the courier; :meth:`start` begins."""
        self._courier = courier
        self._stopping = Event()
        self._awake = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin; a second start is harmless."""
        if self._thread is None:
            self._stopping.clear()
            self._thread = Thread(target=self._run, name="courier", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Something was committed, or somebody asked: look at once. From any thread."""
        self._awake.set()

    def send_now(self) -> None:
        """Ask the courier to try at once, and wake it."""
        self._courier.send_now()
        self.wake()

    def stop(self, wait_s: float = 5.0) -> None:
        """End after the exchange in hand; one that hangs on the line is left behind after ``wait_s``."""
        self._stopping.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join(wait_s)
            self._thread = None

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._awake.clear()
            pause_s = self._round()
            if self._awake.wait(pause_s):
                self._stopping.wait(SETTLE_S)

    def _round(self) -> float:
        try:
            return 0.0 if isinstance(self._courier.round(), Busy) else self._courier.pause_s()
        except Exception:  # a bug in one round must not end the road; the trace is kept
            log.exception("the courier's round")
            return FAULT_S
