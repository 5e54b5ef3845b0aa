"""Opens the counter's window: fonts, translator, engine, shell. Imported by ``launch.py`` when a face is wanted."""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent, QQmlError
from PySide6.QtQuick import QQuickWindow

import resources
from kiosk.errors import Bug, Trouble
from ui.bridge.app import App
from ui.bridge.counter import Counter, Front
from ui.i18n import JsonTranslator
from ui.icons import IconProvider
from ui.scans import WedgeFilter

log = logging.getLogger(__name__)

_UNSEEN_MS_MAX = 2000
"""A window that nobody can see paints no frame; the counter behind it opens all the same."""

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

    def __init__(self, counter: Counter | Front, *, language: str = "zh", size: QSize | None = None) -> None:
        """Prepare; :meth:`open` shows the window.

        Args:
            counter: Everything that the face is given; or only its front, and the rest by :meth:`open_behind`.
            language: Of the screen.
            size: Of the counter in pixels; None is full screen.
        """
        self.qt = qt_app()
        self._given = None if isinstance(counter, Front) else counter
        self.app = App(counter if isinstance(counter, Front) else counter.front)
        self.ended = False
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
        """Load fonts and QML, show the window, start the desk thread: for a front, after the first frame.

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
        if self._given is not None:
            self.app.worker.start()
            self.admit(self._given)
        if self._size is None:
            self._window.showFullScreen()
        else:
            self._window.show()
        return self._window

    def open_behind(
        self, work: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Trouble | Bug], None]
    ) -> None:
        """Open the counter behind its front, on the desk thread, as soon as the front has been painted.

        Args:
            work: Opens it, off Qt's thread.
            then: Gets what ``work`` returned, on Qt's thread, and calls :meth:`admit`.
            failed: Gets why it does not open.
        """
        worker = self.app.worker
        worker.ask(work, then, failed)
        self.window.frameSwapped.connect(worker.start, Qt.ConnectionType.SingleShotConnection)
        QTimer.singleShot(_UNSEEN_MS_MAX, worker, worker.start)

    def admit(self, counter: Counter) -> None:
        """The counter is open."""
        for scanner in counter.scanners:
            scanner.start(self.app.scans.feed)
        self.app.admit(counter)

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
        return 0 if self.ended else self.qt.exec()

    def end(self) -> None:
        """There is nothing to open: :meth:`run` returns."""
        self.ended = True
        self.qt.quit()

    def _listen(self, window: QQuickWindow) -> None:
        window.installEventFilter(self.wedge)
        window.installEventFilter(self.app.idle)
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
