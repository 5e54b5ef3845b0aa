"""One thread for one device: it calls rounds, survives their faults, and ends promptly."""

import logging
from collections.abc import Callable
from threading import Event, Thread

log = logging.getLogger(__name__)


class DeviceThread:
    """Calls ``round`` again and again; tests call the round themselves and never start one."""

    def __init__(self, name: str, round_: Callable[[], object], pause_s: Callable[[], float]) -> None:
        """Remember what to call.

        Args:
            name: The thread's, for logs and stack dumps.
            round_: One piece of work; blocks for a fraction of a second at most.
            pause_s: Asked after each round: seconds to wait before the next.
        """
        self._name = name
        self._round = round_
        self._pause_s = pause_s
        self._stopping = Event()
        self._awake = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin; a second start is harmless."""
        if self._thread is None:
            self._stopping.clear()
            self._thread = Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Cut the pause short: there is something to do."""
        self._awake.set()

    def stop(self) -> None:
        """End after the round in hand; a round that hangs in its device is left behind after five seconds."""
        self._stopping.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join(timeout=5)
            self._thread = None

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._awake.clear()
            try:
                self._round()
            except Exception:  # the device's thread outlives its faults: the trace is kept, the counter goes on
                log.exception("round of %s", self._name)
            if not self._stopping.is_set():
                self._awake.wait(self._pause_s())
