"""Lock on idle: a counter left alone closes itself, after a warning that one touch answers."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

IDLE_S = 300
WARNING_S = 30

_TOUCHES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.KeyPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)


class IdleWatch(QObject):
    """Counts the seconds since somebody last touched the window."""

    warned = Signal(int)
    """Seconds left before the lock; 0 takes the warning back."""
    idle = Signal()

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None, *, idle_s: int = IDLE_S) -> None:
        """Watch with a monotonic clock.

        Args:
            now_ms: Monotonic milliseconds.
            parent: The owner.
            idle_s: Seconds without a touch until the lock.
        """
        super().__init__(parent)
        self.idle_s = idle_s
        self._now_ms = now_ms
        self._touched_ms = now_ms()
        self._warning = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin counting."""
        self._touched_ms = self._now_ms()
        self._timer.start()

    def stop(self) -> None:
        """Nobody is signed in: nothing to lock."""
        self._timer.stop()
        self._take_back()

    def touch(self) -> None:
        """Somebody is here; a scan counts as well."""
        self._touched_ms = self._now_ms()
        self._take_back()

    def tick(self) -> None:
        """Once a second: warn, or lock."""
        left = self.idle_s - (self._now_ms() - self._touched_ms) // 1000
        if left <= 0:
            self.stop()
            self.idle.emit()
        elif left <= WARNING_S:
            self._warning = True
            self.warned.emit(left)

    def eventFilter(self, _target: QObject, event: QEvent) -> bool:
        """Notice a touch; keep nothing back."""
        if event.type() in _TOUCHES:
            self.touch()
        return False

    def _take_back(self) -> None:
        if self._warning:
            self._warning = False
            self.warned.emit(0)
