"""``App`` in QML: everything of the shell that is not one page's own. One for each engine, made in ``ui/app.py``."""

import logging
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QJSEngine, QmlElement, QmlSingleton, QQmlEngine

from kiosk.clock import Instant
from kiosk.errors import Bug
from kiosk.texts import Texts
from ui.bridge import preferences
from ui.bridge.counter import Counter, Front
from ui.bridge.facts import part
from ui.bridge.idle import IdleWatch
from ui.bridge.nav import Nav
from ui.bridge.petitions.acting import ActingFacts
from ui.bridge.session import SessionFacts
from ui.bridge.sync import SyncFacts
from ui.bridge.till.standing import TillFacts
from ui.bridge.worker import Worker
from ui.scans import ScanHub
from ui.slips import SlipGallery
from ui.words import ClockText, clock_text

if TYPE_CHECKING:
    from kiosk.station import Station

QML_IMPORT_NAME = "Cunkou.Bridge"
QML_IMPORT_MAJOR_VERSION = 1

log = logging.getLogger(__name__)

_SETTLE_MS = 60
"""Commits come in bursts (a manifest, a batch of decisions); the screen asks again once they pause …"""
_SETTLE_MS_MAX = 400
"""… or once a burst has lasted this long: sixty waiting labels print, and commit, for half a minute."""

TEXT_SCALES = (1.0, 1.15, 1.3)


@QmlElement
@QmlSingleton
class App(QObject):
    """The shell's facts: who is here, how the road is, what time it is, how the screen looks."""

    changed = Signal()
    toasted = Signal(str, str, bool)
    """Text, tone (good, quiet, attention, danger), whether it can be undone."""
    languageChanged = Signal(str)
    keyboardWanted = Signal()
    committed = Signal()
    damaged = Signal()

    nav = part(Nav)
    session = part(SessionFacts)
    sync = part(SyncFacts)
    till = part(TillFacts)
    acting = part(ActingFacts)

    def __init__(self, front: Front, parent: QObject | None = None) -> None:
        """Wire the shell's parts together; :meth:`start` begins, and :meth:`admit` brings the counter."""
        super().__init__(parent)
        self.front = front
        self._counter: Counter | None = None
        self._steps: list[Callable[[], None]] = []
        self.texts = Texts("zh")
        self._telling = Lock()
        self._listening = False
        self.worker = Worker(self)
        self.aside = Worker(self, "aside")
        self._nav = Nav(self)
        self._session = SessionFacts(self)
        self._sync = SyncFacts(self)
        self._till = TillFacts(self)
        self._acting = ActingFacts(self)
        self.slips = SlipGallery(lambda slip: self.counter.painter.paint(slip))  # noqa: PLW0108 - the counter comes later
        self.scans = ScanHub(self.now, self)
        self.idle = IdleWatch(lambda: self.now().mono_ms, self)
        self.twins: QObject | None = None
        self._high_contrast = False
        self._text_scale = 1.0
        self._on_screen_keyboard = True
        self._clock = ClockText("", "", "")
        self._idle_left_s = 0
        self._burst_began_ms = 0
        self._notices: tuple[str, ...] = ()
        self._undo: Callable[[], None] | None = None
        self._connect()

    @staticmethod
    def create(engine: QQmlEngine | QJSEngine) -> "App":
        """Answer QML with the app that ``ui.app`` hung on this engine."""
        app: App = engine.app  # type: ignore[union-attr]
        return app

    # For Python ----------------------------------------------------------------------------------------------------

    @property
    def counter(self) -> Counter:
        """What the face is given.

        Raises:
            Bug: It is not open yet.
        """
        if self._counter is None:
            raise Bug("the counter is not open yet")
        return self._counter

    @counter.setter
    def counter(self, changed: Counter) -> None:
        self._counter = changed

    @property
    def is_open(self) -> bool:
        """Whether the counter is here; nobody can sign in before."""
        return self._counter is not None

    @property
    def station(self) -> "Station":
        """The station, for desk steps."""
        return self.counter.station

    @property
    def by(self) -> str:
        """The clerk in charge, for the ``by`` of every desk step."""
        return self.session.clerk_code

    def now(self) -> Instant:
        """The station's clock."""
        return self.front.clock.now()

    def start(self) -> None:
        """Start the clocks, and say who may sign in. The desk thread is the caller's to start."""
        if self.front.preferences is not None:
            preferences.apply(self, self.front.preferences)
        self._tick()
        self._ticker.start()
        self.session.opened()

    def admit(self, counter: Counter) -> None:
        """The counter is open: hear what happens in it, and let those in who have waited at the door."""
        self._counter = counter
        self._listening = True
        counter.station.store.on_commit(self._heard)
        counter.station.store.on_damage(self._alarmed)
        counter.road.on_change(self._heard)
        preferences.restore(self)
        self.session.opened()
        self.sync.opened()
        steps, self._steps = self._steps, []
        for step in steps:
            step()

    def once_open(self, step: Callable[[], None]) -> None:
        """Take a step now, or as soon as the counter is open."""
        if self.is_open:
            step()
        else:
            self._steps.append(step)

    def stop(self) -> None:
        """Finish what was asked and stop."""
        with self._telling:
            self._listening = False
        self._ticker.stop()
        self.idle.stop()
        self.session.close()
        self.worker.stop()
        self.aside.stop()

    @property
    def look(self) -> tuple[bool, float, bool]:
        """High contrast, type scale, on-screen keyboard: as they are set now."""
        return self._high_contrast, self._text_scale, self._on_screen_keyboard

    @property
    def restless(self) -> bool:
        """A refresh is about to be asked for."""
        return self._settle.isActive()

    def _heard(self) -> None:
        """A commit, or news of the road, on whatever thread; the store and the courier outlive this object."""
        with self._telling:
            if self._listening:
                self.committed.emit()

    def _alarmed(self) -> None:
        """The database is malformed somewhere; met on whatever thread."""
        with self._telling:
            if self._listening:
                self.damaged.emit()

    def toast(self, text: str, tone: str = "good", undo: Callable[[], None] | None = None) -> None:
        """Say in passing what has been done; ``undo`` adds a button that is there for as long as the words are."""
        self._undo = undo
        self.toasted.emit(text, tone, undo is not None)

    def notice(self, text: str) -> None:
        """Something about the program itself that stays on screen: a missing font, a clock in 1970."""
        if text not in self._notices:
            self._notices = (*self._notices, text)
            self.changed.emit()

    # For QML -------------------------------------------------------------------------------------------------------

    @Slot()
    def undo(self) -> None:
        """The toast's button."""
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    @Slot(str)
    def setLanguage(self, language: str) -> None:
        """Switch the screen between ``zh`` and ``en``; slips stay Chinese."""
        if language != self.texts.language:
            self.texts = Texts(language)
            self.languageChanged.emit(self.texts.language)
            self._tick()
            self.changed.emit()
            self.nav.changed.emit()
            self.session.refresh()
            self.refresh()

    @Slot(bool)
    def setHighContrast(self, on: bool) -> None:  # noqa: FBT001
        """Switch the theme."""
        self._high_contrast = on
        self.changed.emit()

    @Slot(float)
    def setTextScale(self, scale: float) -> None:
        """Larger type: one of :data:`TEXT_SCALES`."""
        self._text_scale = min(TEXT_SCALES, key=lambda s: abs(s - scale))
        self.changed.emit()

    @Slot(bool)
    def setOnScreenKeyboard(self, on: bool) -> None:  # noqa: FBT001
        """Whether the pinyin keyboard comes up by itself."""
        self._on_screen_keyboard = on
        self.changed.emit()

    @Slot()
    def wantKeyboard(self) -> None:
        """A finger has pressed into a text box. Focus alone brings no keyboard: a scanner needs the room."""
        if self._on_screen_keyboard:
            self.keyboardWanted.emit()

    @Slot()
    def stay(self) -> None:
        """The answer to the warning before the lock."""
        self.idle.touch()

    @Slot()
    def dismissNotice(self) -> None:
        """The first notice has been read."""
        self._notices = self._notices[1:]
        self.changed.emit()

    def refresh(self) -> None:
        """Ask again for what is on screen."""
        self.sync.refresh()
        self.till.refresh()
        self.acting.refresh()
        front = self.nav.front
        if front is not None and self.session.signedIn:
            front.refresh()

    # Wiring --------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._ticker = QTimer(self)
        self._ticker.setInterval(5000)
        self._ticker.timeout.connect(self._tick)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._after_commits)
        # The store tells on the thread that committed.
        self.committed.connect(self._wait_for_a_pause, Qt.ConnectionType.QueuedConnection)
        self.damaged.connect(self._say_damaged, Qt.ConnectionType.QueuedConnection)
        self.session.entered.connect(self._entered)
        self.session.left.connect(self.idle.stop)
        self.idle.idle.connect(self.session.lock_for_idleness)
        self.idle.warned.connect(self._warned)
        self.scans.scanned.connect(self._scanned)
        self.worker.reported.connect(self._report)

    @Slot()
    def _wait_for_a_pause(self) -> None:
        now = self.now().mono_ms
        if not self._settle.isActive():
            self._burst_began_ms = now
        if now - self._burst_began_ms < _SETTLE_MS_MAX:
            self._settle.start()

    @Slot()
    def _after_commits(self) -> None:
        self.sync.refresh()
        self.till.refresh()
        self.acting.refresh()
        front = self.nav.front
        if front is not None and front.refresh_on_commit:
            front.refresh()

    @Slot()
    def _say_damaged(self) -> None:
        self.notice(self.texts("ui.damaged"))

    @Slot()
    def _tick(self) -> None:
        clock = clock_text(self.now().county_ms, self.texts)
        if clock != self._clock:
            self._clock = clock
            self.changed.emit()
            self.sync.refresh()
            self.acting.minute()

    @Slot(bool)
    def _entered(self, came_back: bool) -> None:  # noqa: FBT001
        self.idle.start()
        self.till.refresh()
        if not came_back:
            self.acting.relieved()
        self.acting.refresh()
        if came_back and self.nav.front is not None:
            self.nav.refresh()
        else:
            self.nav.close_all()
            self.nav.home()

    @Slot(int)
    def _warned(self, left_s: int) -> None:
        self._idle_left_s = left_s
        self.changed.emit()

    @Slot(str, str, str)
    def _scanned(self, text: str, symbology: str, source: str) -> None:
        self.idle.touch()
        front = self.nav.front
        if not self.session.signedIn or front is None:
            return
        if not front.scanned(text, symbology, source):
            self.toast(self.texts("ui.scan_unused", text=text[:24]), "attention")

    @Slot(object)
    def _report(self, bug: Bug) -> None:
        log.error("bug: %s", bug, exc_info=bug.__cause__ or bug)

    title = Property(str, lambda self: self.front.title, constant=True)
    clockText = Property(str, lambda self: self._clock.both, notify=changed)
    dateText = Property(str, lambda self: self._clock.date, notify=changed)
    timeText = Property(str, lambda self: self._clock.time, notify=changed)
    language = Property(str, lambda self: self.texts.language, notify=changed)
    highContrast = Property(bool, lambda self: self._high_contrast, notify=changed)
    textScale = Property(float, lambda self: self._text_scale, notify=changed)
    onScreenKeyboard = Property(bool, lambda self: self._on_screen_keyboard, notify=changed)
    noticeText = Property(str, lambda self: (*self._notices, "")[0], notify=changed)
    idleLeft = Property(int, lambda self: self._idle_left_s, notify=changed)
    twinsPanel = Property(QObject, lambda self: self.twins, notify=changed)
