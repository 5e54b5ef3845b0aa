"""Opens the counter's window: fonts, translator, engine, shell. Imported by ``launch.py`` when a face is wanted."""

import logging
import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QSize, QUrl
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent, QQmlError
from PySide6.QtQuick import QQuickWindow

import resources
from kiosk.errors import Bug
from ui.bridge.app import App
from ui.bridge.counter import Counter
from ui.i18n import JsonTranslator
from ui.icons import IconProvider
from ui.scans import WedgeFilter

log = logging.getLogger(__name__)

QML = Path(__file__).resolve().parent / "qml"
FONTS = ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf")
FAMILY = "Cunkou Sans"
FALLBACK_FAMILIES = ("Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei")


def qt_app() -> QGuiApplication:
    """The one Qt application of this process, made with the surroundings that the counter needs.

    The on-screen keyboard is Qt's own, so that no system input method sees a scanner's keys (devices.md §4).
    """
    os.environ.setdefault("QT_IM_MODULE", "qtvirtualkeyboard")
    os.environ.setdefault("QT_VIRTUALKEYBOARD_DESKTOP_DISABLE", "1")
    os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    app = QGuiApplication(sys.argv[:1])
    app.setApplicationName("cunkou")
    app.setApplicationDisplayName("村口")
    return app


class Engine(QQmlApplicationEngine):
    """An engine that knows whose ``App`` its QML means."""

    app: App


class Face:
    """The open counter: engine, window and ``App``; lives until :meth:`close`."""

    def __init__(self, counter: Counter, *, language: str = "zh", size: QSize | None = None) -> None:
        """Prepare; :meth:`open` shows the window.

        Args:
            counter: Everything that the face is given.
            language: Of the screen.
            size: Of the counter in pixels; None is full screen.
        """
        self.qt = qt_app()
        self.app = App(counter)
        self.wedge = WedgeFilter(self.app.scans.typed, self.app)
        self.warnings: list[str] = []
        self.bugs: list[BaseException] = []
        self._hook = sys.excepthook
        self._size = size
        self._translator = JsonTranslator(language)
        if language != "zh":
            self.app.setLanguage(language)
        self._engine: Engine | None = None
        self._window: QQuickWindow | None = None

    @property
    def window(self) -> QQuickWindow:
        """The window.

        Raises:
            Bug: Not open.
        """
        if self._window is None:
            raise Bug("the face is not open")
        return self._window

    @property
    def engine(self) -> QQmlApplicationEngine:
        """The engine.

        Raises:
            Bug: Not open.
        """
        if self._engine is None:
            raise Bug("the face is not open")
        return self._engine

    def open(self) -> QQuickWindow:
        """Load fonts and QML, show the window, start the desk thread.

        Raises:
            Bug: The QML does not load.
        """
        self._hook, sys.excepthook = sys.excepthook, self._surprise
        load_fonts(self.app)
        self.qt.installTranslator(self._translator)
        engine = self._engine = Engine()
        engine.app = self.app
        engine.addImportPath(str(QML))
        engine.addImageProvider("icon", IconProvider())
        engine.addImageProvider("slip", self.app.slips)
        engine.warnings.connect(self._keep_warnings)
        if self._size is not None:
            engine.setInitialProperties({"width": self._size.width(), "height": self._size.height()})
        engine.load(QUrl.fromLocalFile(str(QML / "Cunkou" / "shell" / "Main.qml")))
        roots = engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise Bug("the shell's QML does not load")
        self._window = roots[0]
        self._listen(self._window)
        self.app.start()
        if self._size is None:
            self._window.showFullScreen()
        else:
            self._window.show()
        return self._window

    def loads(self, page: str) -> bool:
        """Whether a page's QML compiles; for the self-test. Nothing is shown."""
        file = QML / "Cunkou" / "pages" / f"{page}.qml"
        component = QQmlComponent(self.engine, QUrl.fromLocalFile(str(file)))
        for error in component.errors():
            log.error("%s", error.toString())
        return component.status() is QQmlComponent.Status.Ready

    def close(self) -> None:
        """Stop the desk thread, take the window down and let go of everything."""
        self.app.stop()
        sys.excepthook = self._hook
        self.qt.removeTranslator(self._translator)
        if self._window is not None:
            self._window.close()
            self._window = None
        if self._engine is not None:
            self._engine.deleteLater()
            self._engine = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def run(self) -> int:
        """Hand the thread to Qt until the window closes."""
        return self.qt.exec()

    def _listen(self, window: QQuickWindow) -> None:
        window.installEventFilter(self.wedge)
        window.installEventFilter(self.app.idle)
        for scanner in self.app.counter.scanners:
            scanner.start(self.app.scans.feed)
        self.app.languageChanged.connect(self._relabel)

    def _surprise(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An exception that left a slot: Qt goes on, so the counter does too, and says that something was wrong."""
        self._hook(kind, error, trace)
        self.bugs.append(error)
        bug = Bug(f"{kind.__name__}: {error}")
        bug.__cause__ = error
        self.app.worker.reported.emit(bug)
        self.app.toast(self.app.texts("ui.bug"), "danger")

    def _keep_warnings(self, warnings: list[QQmlError]) -> None:
        self.warnings.extend(warning.toString() for warning in warnings)

    def _relabel(self, language: str) -> None:
        self._translator.speak(language)
        if self._engine is not None:
            self._engine.retranslate()


def load_fonts(app: App) -> None:
    """Give this process the shipped fonts; without them the system's do, and the counter says so."""
    known = QFontDatabase.families()
    if FAMILY not in known:  # once a process
        for name in FONTS:
            QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))
        known = QFontDatabase.families()
    families = [family for family in (FAMILY, *FALLBACK_FAMILIES) if family in known]
    if FAMILY not in families:
        log.warning("the shipped fonts are not there; the system's will do")
        app.notice(app.texts("ui.font_missing"))
    font = QFont(families or [FAMILY])
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    qt_app().setFont(font)
