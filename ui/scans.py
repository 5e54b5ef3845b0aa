"""Scans that arrive as keystrokes, told from typing, and one hub for scans of every source.

A keyboard-wedge scanner types 2–30 ms a character, people 80 ms and more (devices.md §4). The filter stands on the
window and holds keys back until it is sure: if it was no scan it gives them back, in order. Event timestamps
decide, not arrival, because after a stall human keys arrive together too. Keys of the on-screen keyboard and of tests
bear timestamp 0: never a scan.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from kiosk import limits
from kiosk.clock import Instant
from kiosk.seams import Scan

CHARS_MIN = 6
GAP_MS_MAX = 35
SILENCE_MS = 100

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_NOT_TYPING = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)  # fmt: skip


@dataclass
class _Held:
    """One key kept back: the press, its release if it came, and where it was going."""

    target: QObject
    press: QKeyEvent
    releases: list[QKeyEvent]


class WedgeFilter(QObject):
    """A filter on the window, where every key arrives first: fast typing is a scan, people's typing goes on."""

    def __init__(self, found: Callable[[str], None], parent: QObject | None = None) -> None:
        """Report to ``found``; install on the main window."""
        super().__init__(parent)
        self._found = found
        self._held: list[_Held] = []
        self._giving_back = False
        self._end_key: int | None = None
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SILENCE_MS)
        self._silence.timeout.connect(self._fell_silent)

    @property
    def holding(self) -> bool:
        """Keys are kept back until it is clear whether they are a scan."""
        return bool(self._held)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Hold, finish or pass on one key event. True: kept."""
        if self._giving_back or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._press(target, event)
        if event.type() == QEvent.Type.KeyRelease:
            return self._release(event)
        return False

    def _press(self, target: QObject, event: QKeyEvent) -> bool:
        if event.timestamp() == 0 or event.isAutoRepeat():
            self._give_back()
            return False
        in_step = not self._held or 0 <= event.timestamp() - self._held[-1].press.timestamp() <= GAP_MS_MAX
        if not in_step:
            self._give_back()
        if self._held and event.key() in _ENDS:
            return self._finish(event.key())
        if not _types_text(event) or len(self._held) >= limits.scan_chars_max * 2:
            self._give_back()
            return False
        self._held.append(_Held(target, event.clone(), []))
        self._silence.start()
        return True

    def _release(self, event: QKeyEvent) -> bool:
        if event.key() == self._end_key:
            self._end_key = None
            return True
        for held in reversed(self._held):
            if held.press.key() == event.key():
                held.releases.append(event.clone())
                return True
        return False

    def _finish(self, end_key: int) -> bool:
        if len(self._held) < CHARS_MIN:
            self._give_back()
            return False
        self._end_key = end_key  # its release must not pass either: it would commit a half-written word
        self._report()
        return True

    def _fell_silent(self) -> None:
        if len(self._held) >= CHARS_MIN:
            self._report()
        else:
            self._give_back()

    def _report(self) -> None:
        self._silence.stop()
        held, self._held = self._held, []
        self._found("".join(h.press.text() for h in held))

    def _give_back(self) -> None:
        self._silence.stop()
        held, self._held = self._held, []
        self._giving_back = True
        try:
            for key in held:
                QCoreApplication.sendEvent(key.target, key.press)
                for release in key.releases:
                    QCoreApplication.sendEvent(key.target, release)
        finally:
            self._giving_back = False


def _types_text(event: QKeyEvent) -> bool:
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & _NOT_TYPING


class ScanHub(QObject):
    """Every source of scans meets here; the page in front hears them on Qt's thread."""

    scanned = Signal(str, str, str)
    """Text, symbology, source."""

    _fed = Signal(object)

    def __init__(self, now: Callable[[], Instant], parent: QObject | None = None) -> None:
        """Stamp keyboard scans with ``now``."""
        super().__init__(parent)
        self._now = now
        self._fed.connect(self._deliver, Qt.ConnectionType.AutoConnection)

    def feed(self, scan: Scan) -> None:
        """A scan from a serial scanner, a camera or a twin; callable from any thread."""
        self._fed.emit(scan)

    def typed(self, text: str) -> None:
        """A scan that came as keystrokes."""
        self.feed(Scan(text, "", "wedge", self._now()))

    def _deliver(self, scan: Scan) -> None:
        self.scanned.emit(scan.text[: limits.scan_chars_max], scan.symbology, scan.source)
