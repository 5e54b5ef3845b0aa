"""A small window instead of the counter while the store cannot be opened. ``launch.py`` shows it and tries again."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSize, QUrl
from PySide6.QtQuick import QQuickWindow

from kiosk.clock import Clock
from kiosk.errors import Bug, Trouble
from ui.app import QML, Engine, load_fonts, qt_app
from ui.bridge.app import App
from ui.bridge.counter import Front
from ui.bridge.recovery import Damage, RecoveryFacts
from ui.i18n import JsonTranslator
from ui.icons import IconProvider
from ui.scans import WedgeFilter

_SIZE = QSize(1024, 768)


class RecoveryFace:
    """The open window: says what is wrong, restores, and ends with an answer.

    Attributes:
        facts: What the window shows.
        again: Whether the counter is to be opened again; None while nobody has answered.
    """

    def __init__(
        self, trouble: Trouble, folder: Path, key: bytes | None, clock: Clock, *, language: str = "zh",
        size: QSize | None = None,
    ) -> None:  # fmt: skip
        """Prepare; :meth:`open` shows the window.

        Args:
            trouble: Why the store does not open.
            folder: The station's data folder.
            key: Of the store; None when the key store has none.
            clock: The station's.
            language: Of the screen.
            size: Of the window; None is full screen.
        """
        self.qt = qt_app()
        self.app = App(Front("", clock))  # and no counter ever comes
        self.facts = RecoveryFacts(self.app, Damage(trouble, folder, key, clock))
        self.wedge = WedgeFilter(self.app.scans.typed, self.app)  # nobody scans here; whoever drives a face expects it
        self.again: bool | None = None
        self.warnings: list[str] = []
        self._translator = JsonTranslator(language)
        self._size = size
        self._loop = QEventLoop()
        self.app.languageChanged.connect(self._relabel)
        self.facts.ended.connect(self._end)
        if language != "zh":
            self.app.texts = type(self.app.texts)(language)

    def open(self) -> QQuickWindow:
        """Show the window and start the worker.

        Raises:
            Bug: The QML does not load.
        """
        load_fonts(self.app)
        self.qt.installTranslator(self._translator)
        self._engine = Engine()
        self._engine.app = self.app
        self._engine.addImportPath(str(QML))
        self._engine.addImageProvider("icon", IconProvider())
        self._engine.warnings.connect(lambda found: self.warnings.extend(one.toString() for one in found))
        size = self._size or _SIZE
        self._engine.setInitialProperties({"facts": self.facts, "width": size.width(), "height": size.height()})
        self._engine.load(QUrl.fromLocalFile(str(QML / "Cunkou" / "shell" / "RecoveryWindow.qml")))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise Bug("the recovery window's QML does not load")
        self.window = roots[0]
        self.app.worker.start()
        self.facts.opened()
        if self._size is None:
            self.window.showFullScreen()
        else:
            self.window.show()
        return self.window

    def run(self) -> bool:
        """Wait for the answer.

        Returns:
            True: open the counter again.
        """
        if self.again is None:
            self._loop.exec()
        return bool(self.again)

    def close(self) -> None:
        """Finish the work in hand and take the window down."""
        self.app.worker.stop()
        self.qt.removeTranslator(self._translator)
        self.window.close()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _end(self, again: bool) -> None:  # noqa: FBT001  Qt's signal
        self.again = again
        self._loop.quit()

    def _relabel(self, language: str) -> None:
        self._translator.speak(language)
        self._engine.retranslate()


def recover_by_hand(trouble: Trouble, folder: Path, key: bytes | None, clock: Clock, language: str = "zh") -> bool:
    """Show the window until somebody has answered.

    Returns:
        True: try to open the counter again.
    """
    face = RecoveryFace(trouble, folder, key, clock, language=language)
    face.open()
    try:
        return face.run()
    finally:
        face.close()
