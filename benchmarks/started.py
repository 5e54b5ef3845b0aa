"""The processes that ``start`` measures; nothing is imported here before it is needed, so that neither pays for it."""

import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtQuick import QQuickItem

    from ui.app import Face

HELLO = b"""
import QtQuick
Window { width: 1366; height: 768; visible: true; Text { anchors.centerIn: parent; text: "\xe4\xbd\xa0\xe5\xa5\xbd" } }
"""


def hello() -> int:
    """A window with one word, until its first frame."""
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415
    from PySide6.QtQml import QQmlApplicationEngine  # noqa: PLC0415
    from PySide6.QtQuick import QQuickWindow  # noqa: PLC0415

    app = QGuiApplication(sys.argv[:1])
    engine = QQmlApplicationEngine()
    engine.loadData(HELLO)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.frameSwapped.connect(ready, Qt.ConnectionType.SingleShotConnection)
    window.frameSwapped.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    return int(app.exec())


def counter(folder: str, pin: str) -> NoReturn:
    """The counter of a data folder: until the page of its clerks has taken a tap, and until a PIN opens it."""
    import launch  # noqa: PLC0415, TID251 - the benchmark starts the program as its command does
    from ui.app import Face  # noqa: PLC0415

    begin = Face.run

    def run(face: Face) -> int:
        hand = Hand(face, pin)
        face.window.frameSwapped.connect(hand.painted)
        return begin(face)

    Face.run = run  # type: ignore[method-assign, assignment]
    launch.leave(launch.main(["--data", folder]))


class Hand:
    """Taps on the first clerk's tile as soon as it is painted, types the PIN, and leaves."""

    def __init__(self, face: "Face", pin: str) -> None:
        """Bind the face; nothing is touched yet."""
        self._face, self._pin, self._session = face, pin, face.app.session
        self._taken = False

    def painted(self) -> None:
        """A frame: if it shows the tiles, the hand goes up, but not within the frame."""
        from PySide6.QtCore import QTimer  # noqa: PLC0415

        if self._session.tiles and not self._taken:
            self._taken = True
            QTimer.singleShot(0, self._sign_in)

    def _sign_in(self) -> None:
        from PySide6.QtCore import QEvent, Qt  # noqa: PLC0415

        self._tap(self._session.tiles[0]["name"])
        assert self._session.stage == "pin", "the tap was not taken"
        ready()
        self._session.entered.connect(self._leave, Qt.ConnectionType.QueuedConnection)
        for at, digit in enumerate((*self._pin, "\r")):
            key = Qt.Key.Key_Return if digit == "\r" else Qt.Key.Key_unknown
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self._press(kind, key, digit, at)

    def _leave(self) -> None:
        ready()
        self._face.qt.quit()

    def _tap(self, name: str) -> None:
        from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt  # noqa: PLC0415
        from PySide6.QtGui import QMouseEvent  # noqa: PLC0415

        tile = next(item for item in items(self._face.window.contentItem()) if item.property("text") == name)
        middle = tile.mapToScene(QPointF(tile.width() / 2, tile.height() / 2))
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        for kind, held in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
            event = QMouseEvent(kind, middle, middle, left, held, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(self._face.window, event)

    def _press(self, kind: "QEvent.Type", key: "Qt.Key", text: str, at: int) -> None:
        from PySide6.QtCore import QCoreApplication, Qt  # noqa: PLC0415
        from PySide6.QtGui import QKeyEvent  # noqa: PLC0415

        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        event.setTimestamp(1_000 + 150 * at)  # a person's: faster ones would be a scanner's
        QCoreApplication.sendEvent(self._face.window, event)


def items(root: "QQuickItem") -> "Iterator[QQuickItem]":
    """Every item below this one that can be seen."""
    for child in root.childItems():
        if child.isVisible():
            yield child
            yield from items(child)


def ready() -> None:
    """Tell the parent."""
    print("ready", flush=True)


if __name__ == "__main__":
    sys.exit(counter(*sys.argv[2:]) if sys.argv[1] == "counter" else hello())
