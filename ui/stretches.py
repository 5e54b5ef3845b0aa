"""How long Qt's thread did not answer: the longest gap in a fine beat is the longest time the counter stood still.

Painting, QML and Python all count. (The dispatcher's ``awake`` and ``aboutToBlock`` would cost less, but under GLib,
Qt's usual dispatcher on Linux, the work lies on their other side.) For measuring only: the beat keeps a core busy.
"""

import time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 2
_KEPT_MAX = 200_000


class Stretches(QObject):
    """Watches this thread's event loop from :meth:`start` to :meth:`stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Watch nothing yet."""
        super().__init__(parent)
        self._beat_ns = 0
        self._gaps_ns: list[int] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin with nothing measured."""
        self._gaps_ns.clear()
        self._beat_ns = time.perf_counter_ns()
        self._timer.start()

    def stop(self) -> tuple[float, ...]:
        """End.

        Returns:
            Every stretch without an answer, in milliseconds, in order; an idle thread has them near 0.
        """
        self._timer.stop()
        return tuple(max(0.0, ns / 1e6 - BEAT_MS) for ns in self._gaps_ns)

    def _beat(self) -> None:
        now = time.perf_counter_ns()
        if len(self._gaps_ns) < _KEPT_MAX:
            self._gaps_ns.append(now - self._beat_ns)
        self._beat_ns = now
