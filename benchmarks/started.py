"""The processes that ``start`` measures; nothing is imported here before it is needed, so that neither pays for it."""

import sys
from typing import NoReturn

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


def counter(folder: str) -> NoReturn:
    """The counter of a data folder, until a frame shows who may sign in."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415

    import launch  # noqa: PLC0415, TID251 - the benchmark starts the program as its command does
    from ui.app import Face  # noqa: PLC0415

    begin = Face.run

    def run(face: Face) -> int:
        waiting = [ready]

        def painted() -> None:
            if face.app.session.tiles and waiting:
                waiting.pop()()
                QTimer.singleShot(0, face.qt.quit)  # not within the frame: quitting closes the window

        face.window.frameSwapped.connect(painted)
        return begin(face)

    Face.run = run  # type: ignore[method-assign, assignment]
    launch.leave(launch.main(["--data", folder]))


def ready() -> None:
    """Tell the parent."""
    print("ready", flush=True)


if __name__ == "__main__":
    sys.exit(counter(sys.argv[2]) if sys.argv[1] == "counter" else hello())
