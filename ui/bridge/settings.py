"""Settings: the screen for everybody; backups, catalogue and clerks behind a lead's PIN (I2); the date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot

from kiosk import catalogue
from kiosk.catalogue.load import Reloaded
from kiosk.clock import local
from kiosk.errors import Refused, Trouble
from kiosk.people import clerks, day
from kiosk.people.day import DayDoubt
from kiosk.petitions.desk import dues
from kiosk.station import Station
from kiosk.store import backup
from kiosk.store.backup import Backup
from ui.bridge import preferences
from ui.bridge.app import TEXT_SCALES, App
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.preferences import Preferences
from ui.words import age_text

LOCKED = ("safety", "catalogue")
_KEY_TONES = {"system": ("good", "shield-check"), "file": ("attention", "shield-alert")}


@dataclass(frozen=True)
class _Seen:
    doubt: DayDoubt | None
    today: date
    backups: tuple[Backup, ...]


@dataclass(frozen=True)
class _Taken:
    """What came of a new catalogue, and how many due days of petitions moved with its holidays."""

    found: Reloaded
    moved: int


def _take(station: Station, folder: Path) -> _Taken:
    """Look at the folder again; where a catalogue comes into force, the running terms follow its holidays (G3)."""
    found = catalogue.reload(station.catalogue, folder)
    return _Taken(found, 0 if found.problems else dues.follow(replace(station, catalogue=found.catalogue)))


@for_qml
class SettingsFacts(Facts):
    """The page of settings."""

    changed = Signal()
    cleared = Signal()
    """The PIN pad empties itself."""

    tab = fact(str, changed, "screen")
    tabs = fact(list, changed)
    gate = fact(str, changed, "open")
    """``open``; ``pin`` asks for it again; ``closed`` for who is no lead."""
    gateText = fact(str, changed)
    language = fact(str, changed)
    languages = fact(list, changed)
    contrast = fact(str, changed)
    scale = fact(str, changed)
    scales = fact(list, changed)
    keyboard = fact(bool, changed)
    idle = fact(str, changed)
    idles = fact(list, changed)
    doubtText = fact(str, changed)
    canConfirmDay = fact(bool, changed)
    confirmText = fact(str, changed)
    todayText = fact(str, changed)
    backups = fact(list, changed)
    backupText = fact(str, changed)
    backupTone = fact(str, changed, "quiet")
    canBackUp = fact(bool, changed)
    keyText = fact(str, changed)
    keyTone = fact(str, changed, "quiet")
    keyIcon = fact(str, changed, "shield")
    catalogueText = fact(str, changed)
    catalogueProblems = fact(list, changed)
    catalogueResult = fact(str, changed)
    catalogueTone = fact(str, changed, "good")
    about = fact(list, changed)
    isLead = fact(bool, changed)

    def __init__(self, app: App, args: Mapping[str, Any] | None = None) -> None:
        """Nobody has proven anything yet."""
        super().__init__(app, args)
        self._proven = False

    def opened(self) -> None:
        """Say how everything is set, and look at date and backups."""
        self._say()
        counter = self.app.counter
        upkeep = counter.upkeep

        def look() -> _Seen:
            at = counter.station.clock.now()
            with counter.station.store.read() as db:
                doubt = day.doubt(db, at)
            today = doubt.business_day if doubt else at.day
            return _Seen(doubt, today, backup.backups(upkeep.backups) if upkeep else ())

        self.ask(look, self._tell, quietly=True)

    @Slot(str)
    def choose(self, tab: str) -> None:
        """Another part; the locked ones ask for the PIN once each time the page is opened."""
        self.show(tab=tab, catalogueResult="", catalogueProblems=[])
        self._say_gate()

    @Slot(str)
    def prove(self, pin: str) -> None:
        """The lead's PIN, again."""
        station, code = self.app.station, self.app.by
        self.ask(lambda: clerks.prove(station, code, pin), lambda _: self._unlocked(), self._locked)

    # The screen ----------------------------------------------------------------------------------------------------

    @Slot(str, "QVariant")
    def set(self, name: str, value: object) -> None:
        """One of ``language``, ``contrast``, ``scale``, ``keyboard``, ``idle``; takes effect at once and is kept."""
        now = preferences.current(self.app)
        changes: dict[str, Callable[[], Preferences]] = {
            "language": lambda: replace(now, language=str(value)),
            "contrast": lambda: replace(now, contrast=value == "high"),
            "scale": lambda: replace(now, scale=float(str(value))),
            "keyboard": lambda: replace(now, keyboard=bool(value)),
            "idle": lambda: replace(now, idle_s=int(str(value))),
        }
        chosen, store = changes[name](), self.app.station.store
        preferences.apply(self.app, chosen)
        self._say()
        self.ask(lambda: preferences.keep(store, chosen), quietly=True)

    @Slot()
    def changePin(self) -> None:
        """The old one first, then the new one twice."""
        self.app.session.beginChange()

    @Slot()
    def openClerks(self) -> None:
        """Accounts."""
        self.app.nav.open("ClerksPage")

    # The date, backups, the catalogue ------------------------------------------------------------------------------

    @Slot()
    def confirmDay(self) -> None:
        """The PC's date is right."""
        station, by, shown = self.app.station, self.app.by, self.app.now().day
        done = self.text("station-ui.day.confirmed")

        def after(_day: date) -> None:
            self.app.toast(done)
            self.opened()

        self.ask(lambda: day.confirm_day(station, shown, by), after)

    @Slot()
    def backUp(self) -> None:
        """Make one now."""
        upkeep = self.app.counter.upkeep
        if upkeep is None or self.gate != "open":
            return

        def done(_made: Backup) -> None:
            self.app.toast(self.text("station-ui.backup.made"))
            self.opened()

        self.ask(upkeep.back_up, done)

    @Slot()
    def reloadCatalogue(self) -> None:
        """Look at the folder again; a catalogue with faults never comes into force."""
        counter = self.app.counter
        upkeep = counter.upkeep
        if upkeep is None or self.gate != "open":
            return
        self.ask(lambda: _take(counter.station, upkeep.catalogue), self._reloaded)

    def _reloaded(self, taken: "_Taken") -> None:
        counter, found = self.app.counter, taken.found
        if found.problems:
            self.show(
                catalogueResult=self.text("station-ui.catalogue.kept", count=len(found.problems)),
                catalogueTone="attention",
                catalogueProblems=[
                    {"title": self.app.texts.problem(one), "subtitle": one.field} for one in found.problems[:50]
                ],
            )
            return
        self.app.counter = replace(counter, station=replace(counter.station, catalogue=found.catalogue))
        said = [self.text("station-ui.catalogue.taken")]
        if taken.moved:
            said.append(self.text("station-ui.catalogue.moved", count=taken.moved))
        self.show(catalogueResult=" ".join(said), catalogueTone="good", catalogueProblems=[])
        self._say()

    # Words ---------------------------------------------------------------------------------------------------------

    def _unlocked(self) -> None:
        self._proven = True
        self._say_gate()

    def _locked(self, trouble: Trouble) -> bool:
        self.cleared.emit()
        self.show(gateText=self.app.texts.trouble(trouble))
        return isinstance(trouble, Refused)

    def _say_gate(self) -> None:
        lead = self.app.session.may("lead", "county_it")
        if self.tab not in LOCKED:
            gate = "open"
        elif not lead:
            gate = "closed"
        else:
            gate = "open" if self._proven else "pin"
        self.show(
            gate=gate,
            isLead=lead,
            gateText=self.text("station-ui.gate.closed" if gate == "closed" else "station-ui.gate.pin"),
        )

    def _say(self) -> None:
        app, texts, now = self.app, self.app.texts, preferences.current(self.app)
        book = app.station.catalogue
        self._say_gate()
        self.show(
            tabs=[
                {"value": one, "label": texts(f"station-ui.tab.{one}")}
                for one in ("screen", "safety", "catalogue", "about")
            ],
            language=now.language,
            languages=[{"value": "zh", "label": "中文"}, {"value": "en", "label": "English"}],
            contrast="high" if now.contrast else "calm",
            scale=str(now.scale),
            scales=[{"value": str(one), "label": texts(f"station-ui.scale.{n}")} for n, one in enumerate(TEXT_SCALES)],
            keyboard=now.keyboard,
            idle=str(now.idle_s),
            idles=[
                {"value": str(one), "label": texts("station-ui.idle.minutes", minutes=one // 60)}
                for one in preferences.IDLE_S
            ],
            catalogueText=texts("station-ui.catalogue.head", id=book.head.id, version=book.head.version),
            about=self._about(),
        )
        self._say_key()

    def _say_key(self) -> None:
        upkeep = self.app.counter.upkeep
        kind = upkeep.key_kind if upkeep else "memory"
        tone, icon = _KEY_TONES.get(kind, ("quiet", "shield"))
        self.show(keyText=self.text(f"station-ui.key.{kind}"), keyTone=tone, keyIcon=icon, canBackUp=upkeep is not None)

    def _about(self) -> list[dict[str, str]]:
        station, upkeep, texts = self.app.station, self.app.counter.upkeep, self.app.texts
        return [
            {"label": texts("station-ui.about.station"), "value": f"{station.name} · {station.code}"},
            {"label": texts("station-ui.about.version"), "value": upkeep.version if upkeep else "?"},
            {"label": texts("station-ui.about.licence"), "value": "GPL-3.0-or-later"},
            {"label": texts("station-ui.about.parts"), "value": texts("station-ui.about.parts_text")},
            {"label": texts("station-ui.about.hotline"), "value": station.hotline},
        ]

    def _tell(self, seen: _Seen) -> None:
        texts, doubt = self.app.texts, seen.doubt
        now_ms = self.app.now().county_ms
        newest = seen.backups[0] if seen.backups else None
        self.show(
            todayText=texts("station-ui.day.today", day=f"{seen.today:%Y-%m-%d}"),
            canConfirmDay=bool(doubt and doubt.ahead),
            confirmText=texts("station-ui.day.confirm", day=f"{doubt.clock_day:%Y-%m-%d}") if doubt else "",
            doubtText=self._doubt(doubt),
            backups=[self._backup(one, now_ms) for one in seen.backups],
            backupText=texts("station-ui.backup.last", age=self._age(newest, now_ms))
            if newest
            else texts("station-ui.backup.none"),
            backupTone="good" if newest and now_ms - _made_ms(newest) < 2 * 86_400_000 else "attention",
        )

    def _doubt(self, doubt: DayDoubt | None) -> str:
        if doubt is None:
            return ""
        clock, books = f"{doubt.clock_day:%Y-%m-%d}", f"{doubt.business_day:%Y-%m-%d}"
        if doubt.ahead:
            return self.text("station-ui.day.ahead", clock=clock, books=books)
        return self.text("station-ui.day.behind", clock=clock, books=books)

    def _age(self, one: Backup, now_ms: int) -> str:
        return age_text(max(0, now_ms - _made_ms(one)), self.app.texts)

    def _backup(self, one: Backup, now_ms: int) -> dict[str, Any]:
        return {
            "title": when_made(one),
            "subtitle": self._age(one, now_ms).strip(),
            "size": f"{one.bytes / 1e6:.1f} MB",
        }


def _made_ms(one: Backup) -> int:
    return int(datetime.strptime(one.stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp() * 1000)


def when_made(one: Backup) -> str:
    """A backup's time at the counter: ``2026-11-20 08:00``."""
    return f"{local(_made_ms(one)):%Y-%m-%d %H:%M}"
