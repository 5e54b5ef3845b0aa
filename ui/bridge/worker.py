"""The desk thread: every step and every query runs here, so that Qt's thread paints and does nothing else.

A slow disk (10 ms a sync) or a search over five years then delays an answer; it never freezes the counter. What takes
seconds (all books, a file on a tired stick) has a thread of its own, so that nobody who pays waits behind it.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kiosk.errors import Bug, Trouble

log = logging.getLogger(__name__)

_GIVE_WAY_S = 0.001


@dataclass(frozen=True)
class _Job:
    """One question: what runs on the desk thread, and who hears the answer on Qt's."""

    work: Callable[[], Any]
    then: Callable[[Any], None]
    failed: Callable[[Trouble | Bug], None]


class Cancelled(Trouble):
    """Nobody wants a :class:`Long` read any more."""

    default_key = "ui.cancelled"


class Long:
    """A read of seconds, as seen from both threads: how far it is, and whether anybody still wants it."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self.share = 0.0
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Nobody wants it any more; it ends at its next step."""
        self._cancelled.set()

    def step(self, share: float) -> None:
        """It has come so far (0 to 1); gives way for a moment, because a counter may want the processor.

        Raises:
            Cancelled: On the reading thread.
        """
        self.share = share
        if self._cancelled.wait(_GIVE_WAY_S):
            raise Cancelled


class Worker(QObject):
    """One thread, first come first served; answers arrive on Qt's thread as a queued signal."""

    reported = Signal(object)
    """A :class:`Bug` that somebody should keep a report of."""

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None, name: str = "desk") -> None:
        """Make the worker; :meth:`start` begins."""
        super().__init__(parent)
        self._name = name
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._waiting = 0
        self._long: Long | None = None
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def waiting(self) -> int:
        """Questions asked whose answers have not been delivered yet."""
        return self._waiting

    @Slot()
    def start(self) -> None:
        """Begin to work on what has been asked, and on what will be; again is harmless."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._loop, name=self._name, daemon=True)
            self._thread.start()

    def long(self) -> Long:
        """What a read of seconds tells of itself; :meth:`stop` does not wait for the last one."""
        self._long = Long()
        return self._long

    def stop(self) -> None:
        """Finish what was asked, then end."""
        if self._long is not None:
            self._long.cancel()
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    def ask(
        self, work: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Trouble | Bug], None]
    ) -> None:
        """Run ``work`` on the desk thread.

        Args:
            work: Runs off Qt's thread: must not touch a QObject.
            then: Called on Qt's thread with what ``work`` returned.
            failed: Called on Qt's thread instead, with the Trouble it raised, or the Bug that it turned out to be.
        """
        self._waiting += 1
        self._jobs.put(_Job(work, then, failed))

    def _loop(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._answered.emit(_round(job))

    @Slot(object)
    def _deliver(self, answer: Callable[[], None]) -> None:
        self._waiting -= 1
        answer()


def _round(job: _Job) -> Callable[[], None]:
    """Do one job; every outcome becomes something to call on Qt's thread."""
    try:
        result = job.work()
    except (Trouble, Bug) as known:
        error: Trouble | Bug = known
    except Exception as surprise:
        log.exception("a desk step failed in a way that nobody foresaw")
        error = Bug(f"{type(surprise).__name__}: {surprise}")
        error.__cause__ = surprise
    else:
        return lambda: job.then(result)
    return lambda: job.failed(error)
