"""Hands and eyes for the counter's face: finds controls by their accessible names and works them as a person would.

Used by the UI tests and by the scripted day (``launch.py`` without a display): real mouse and key events on the real
window, never a call into a page.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.errors import Bug
from kiosk.seams import Scan
from ui.app import Face

WAIT_MS = 8000
HUMAN_GAP_MS = 90
RENEWED_MAX = 3
ENABLED_MS = 3_000  # a person waits as long for a button that is about to light up
_PRESSABLE = ("QQuickAbstractButton", "QQuickTextInput", "QQuickTextEdit", "QQuickMouseArea", "QQuickSlider")


class NotThere(Bug):
    """What a person would look for is not on the screen, or cannot be pressed."""


class Driver:
    """Drives one open face."""

    def __init__(self, face: Face, shots: Path | None = None) -> None:
        """Take the face in hand; pictures go to the folder ``shots``."""
        self.face = face
        self.app = face.app
        self.window: QQuickWindow = face.window
        self.shots = shots
        self._stamp_ms = 1_000
        QAccessible.setActive(True)
        self.window.requestActivate()
        self.settle()

    # Looking -------------------------------------------------------------------------------------------------------

    def items(self, root: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """Every item that can be seen, parents before children."""
        root = root if root is not None else self.window.contentItem()
        for child in root.childItems():
            if child.isVisible() and child.opacity() > 0:
                yield child
                yield from self.items(child)

    def all_named(self, name: str, *, pressable: bool = False) -> list[QQuickItem]:
        """Every visible item of this accessible name; only what can be pressed if asked so."""
        return [
            item for item in self.items() if name_of(item) == name and (not pressable or is_pressable(item))
        ]  # fmt: skip

    def find(self, name: str, *, nth: int | None = None, pressable: bool = False) -> QQuickItem:
        """The item of this name; it must be the only one unless ``nth`` says which.

        Raises:
            NotThere: None, or several.
        """
        found = self.all_named(name, pressable=pressable)
        if not found:
            raise NotThere(f"nothing is called {name!r}; there are: {', '.join(sorted(self.names()))}")
        if nth is None and len(found) > 1 and pressable:
            raise NotThere(f"{len(found)} controls are called {name!r}; say which with nth=")
        return found[nth or 0]

    def names(self) -> set[str]:
        """Every accessible name on the screen."""
        return {name for item in self.items() if (name := name_of(item))}

    def sees(self, text: str) -> bool:
        """Whether some visible name contains the text."""
        return any(text in name for name in self.names())

    def await_text(self, text: str, ms: int = WAIT_MS) -> None:
        """Wait until the screen shows the text.

        Raises:
            NotThere: It does not come.
        """
        if not self.wait(lambda: self.sees(text), ms):
            raise NotThere(f"{text!r} does not come; there are: {', '.join(sorted(self.names()))}")

    def value(self, name: str) -> str:
        """What stands in the text box of this name."""
        return str(self.find(name, pressable=True).property("text"))

    # Acting --------------------------------------------------------------------------------------------------------

    def click(self, name: str, *, nth: int | None = None) -> None:
        """Press the control of this name in its middle, with a mouse; scrolls it into sight first.

        Raises:
            NotThere: Not there, disabled, covered by a dialog or off the screen.
        """
        for again in range(RENEWED_MAX + 1):
            item = self.find(name, nth=nth, pressable=True)
            try:
                self.click_item(item)
            except RuntimeError:  # a list was renewed while we reached for it: the eye finds the control again
                if again == RENEWED_MAX:
                    raise
            else:
                return

    def click_item(self, item: QQuickItem) -> None:
        """Press this item in its middle."""
        name = name_of(item)
        if not item.isEnabled() and not self.wait(item.isEnabled, ENABLED_MS):
            raise NotThere(f"{name!r} is disabled")
        self.settle()
        self.reveal(item)
        centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        if not QRectF(0, 0, self.window.width(), self.window.height()).contains(centre):
            raise NotThere(f"{name!r} is off the screen at {centre.x():.0f},{centre.y():.0f}")
        if self._covered(item):
            raise NotThere(f"{name!r} is covered by a dialog")
        QTest.mouseClick(
            self.window,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(int(centre.x()), int(centre.y())),
        )
        self.settle()

    def write(self, name: str, text: str) -> None:
        """Press into the text box of this name, empty it, and write."""
        self.click(name)
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.key(Qt.Key.Key_Delete)
        self.type(text)

    def type(self, text: str) -> None:
        """Write where the keyboard is: ASCII as keys, everything else as an input method commits it."""
        for run in _runs(text):
            if run.isascii():
                self._stamp_ms += 1_000
                for character in run:
                    self._key_at(Qt.Key.Key_unknown, character, HUMAN_GAP_MS)
            else:
                event = QInputMethodEvent()
                event.setCommitString(run)
                target = self.window.focusObject()
                if target is None:
                    raise NotThere("nothing has the keyboard")
                QCoreApplication.sendEvent(target, event)
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        QTest.keyClick(self.window, key, modifiers)
        self.settle()

    def wedge(self, text: str, *, gap_ms: int = 8, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """Scan as a keyboard scanner does: keys with event timestamps ``gap_ms`` apart."""
        self._stamp_ms += 1_000
        for character in text:
            self._key_at(Qt.Key.Key_unknown, character, gap_ms)
        if end is not None:
            self._key_at(end, "\r", gap_ms)
        self.settle(150 if end is None else 0)

    def scan(self, text: str, symbology: str = "code128", source: str = "twin") -> None:
        """Scan as a serial scanner, a camera or the twin does: through the hub."""
        self.app.scans.feed(Scan(text, symbology, source, self.app.now()))
        self.settle()

    def reveal(self, item: QQuickItem) -> None:
        """Scroll whatever holds the item until it is in sight."""
        above = item.parentItem()
        while above is not None:
            if above.inherits("QQuickFlickable"):
                content = above.property("contentItem")
                top = item.mapToItem(content, QPointF(0, 0)).y()
                height, seen = above.height(), float(above.property("contentY"))
                if top < seen or top + item.height() > seen + height:
                    most = max(0.0, float(above.property("contentHeight")) - height)
                    above.setProperty("contentY", min(most, max(0.0, top - (height - item.height()) / 2)))
                    self.settle()
            above = above.parentItem()

    # Waiting -------------------------------------------------------------------------------------------------------

    def settle(self, at_least_ms: int = 0) -> None:
        """Let everything that was asked be answered and painted."""
        start = QDeadlineTimer(at_least_ms)
        self.wait(lambda: start.hasExpired() and not self._restless())
        self.window.grabWindow()  # lays out and paints what has changed: the next press must meet it where it is

    def wait(self, until: Callable[[], bool], ms: int = WAIT_MS) -> bool:
        """Let Qt work until the condition holds; whether it did in time."""
        deadline = QDeadlineTimer(ms)
        QTest.qWait(0)
        while not until():
            if deadline.hasExpired():
                return False
            QTest.qWait(4)
        return True

    # Keeping -------------------------------------------------------------------------------------------------------

    def picture(self) -> QImage:
        """The window as it is painted now."""
        return self.window.grabWindow()

    def shot(self, name: str) -> Path:
        """Keep a picture of the window.

        Raises:
            NotThere: No folder was given.
        """
        if self.shots is None:
            raise NotThere("no folder for pictures")
        self.settle(200)
        self.shots.mkdir(parents=True, exist_ok=True)
        file = self.shots / f"{name}.png"
        self.picture().save(str(file))
        return file

    def sign_in(self, name: str, pin: str) -> None:
        """Come to the counter: tile, digits, the button."""
        self.settle()
        if self.all_named(name, pressable=True):
            self.click(name)
        for digit in pin:
            self.click(digit)
        self.key(Qt.Key.Key_Return)
        self.wait(
            lambda: self.app.session.signedIn or bool(self.app.session.troubleText) or self.app.session.stage != "pin"
        )
        self.settle()

    # Within --------------------------------------------------------------------------------------------------------

    def _restless(self) -> bool:
        return self.app.worker.waiting > 0 or self.app.restless or self.face.wedge.holding

    def _key_at(self, key: Qt.Key, text: str, gap_ms: int) -> None:
        self._stamp_ms += gap_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self._stamp_ms)
            QCoreApplication.sendEvent(self.window, event)

    def _covered(self, item: QQuickItem) -> bool:
        """Whether a modal dialog lies over an item that is not part of it."""
        overlay = next((i for i in self.items() if i.inherits("QQuickOverlay")), None)
        if overlay is None or not overlay.childItems():
            return False
        above: QQuickItem | None = item
        while above is not None:
            if above == overlay:
                return False
            above = above.parentItem()
        return any(child.isVisible() for child in overlay.childItems())


def name_of(item: QQuickItem) -> str:
    """An item's accessible name; empty for what is not in the tree."""
    face = QAccessible.queryAccessibleInterface(item)
    return face.text(QAccessible.Text.Name) if face is not None and face.isValid() else ""


def is_pressable(item: QQuickItem) -> bool:
    """Whether a finger can do something with it."""
    return any(item.inherits(kind) for kind in _PRESSABLE)


def _runs(text: str) -> Iterator[str]:
    """The text cut where ASCII ends and begins."""
    run = ""
    for character in text:
        if run and run[-1].isascii() != character.isascii():
            yield run
            run = ""
        run += character
    if run:
        yield run
