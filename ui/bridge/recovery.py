"""The store does not open: what is wrong in plain words, and the way back in a few touches, with no network (O9)."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.clock import Clock
from kiosk.errors import StoreDamaged, StoreFull, Trouble
from kiosk.journal.recover import Recovered, recover
from kiosk.store import backup
from kiosk.store.backup import Backup
from kiosk.texts import Texts
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.settings import when_made
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App


@dataclass(frozen=True)
class Damage:
    """What the recovery window is given.

    Attributes:
        trouble: Why the store does not open.
        folder: The station's data folder: ``station.db`` and ``backups``.
        key: Of the store; None when the key store has none.
        clock: The station's.
    """

    trouble: Trouble
    folder: Path
    key: bytes | None
    clock: Clock

    @property
    def mendable(self) -> bool:
        """Whether a restore can help: only where the file itself is damaged and we have its key."""
        return isinstance(self.trouble, StoreDamaged) and self.key is not None


@for_qml
class RecoveryFacts(Facts):
    """``stage`` is ``ask``, ``working`` or ``done``."""

    changed = Signal()
    ended = Signal(bool)
    """The window closes; true: try to open the counter again."""

    stage = fact(str, changed, "ask")
    headline = fact(str, changed)
    whatText = fact(str, changed)
    todoText = fact(str, changed)
    mendable = fact(bool, changed)
    backups = fact(list, changed)
    backupsText = fact(str, changed)
    resultLines = fact(list, changed)
    language = fact(str, changed, "zh")
    otherText = fact(str, changed)
    """The other language, in its own words."""

    def __init__(self, app: "App", damage: Damage) -> None:
        """Bind what is wrong."""
        super().__init__(app)
        self._damage = damage
        self._result: Recovered | None = None

    def opened(self) -> None:
        """Say it, and look at the backups."""
        trouble, folder = self._damage.trouble, self._damage.folder
        key = f"station-ui.recovery.todo.{trouble.key}"
        texts = self.app.texts
        free_mb = shutil.disk_usage(folder if folder.exists() else Path.home()).free // 1_000_000
        self.show(
            headline=texts("station-ui.recovery.headline"),
            whatText=texts.trouble(trouble),
            todoText=texts(key, free=free_mb) if texts.has(key) else texts("station-ui.recovery.todo"),
            mendable=self._damage.mendable,
            language=texts.language,
            otherText="English" if texts.language == "zh" else "中文",
        )
        self.ask(lambda: backup.backups(folder / "backups"), self._tell, quietly=True)

    @Slot(str)
    def speak(self, language: str) -> None:
        """The other language."""
        self.app.texts = Texts(language)
        self.app.languageChanged.emit(language)
        self.app.changed.emit()
        self.opened()
        if self._result:
            self._done(self._result)

    @Slot()
    def restore(self) -> None:
        """Put together what the damaged file and the backups still hold. Nothing is thrown away."""
        damage = self._damage
        if damage.key is None or not damage.mendable or self.stage != "ask":
            return
        self.show(stage="working", troubleText="")
        self.ask(_mending(damage, damage.key), self._done, self._failed)

    @Slot()
    def again(self) -> None:
        """Try to open the counter again."""
        self.ended.emit(True)  # noqa: FBT003  Qt's signal

    @Slot()
    def leave(self) -> None:
        """Not now."""
        self.ended.emit(False)  # noqa: FBT003  Qt's signal

    def _failed(self, trouble: Trouble) -> bool:
        self.show(stage="ask", whatText=self.app.texts.trouble(trouble))
        if isinstance(trouble, StoreDamaged):
            self.show(todoText=self.text("station-ui.recovery.nothing_left"), mendable=False)
        elif isinstance(trouble, StoreFull):
            self.show(todoText=self.text("station-ui.recovery.no_room"))
        return True

    def _tell(self, found: tuple[Backup, ...]) -> None:
        rows = [{"title": when_made(one), "size": f"{one.bytes / 1e6:.1f} MB"} for one in found]
        said = self.text("station-ui.recovery.backups", count=len(found)) if found else ""
        self.show(backups=rows, backupsText=said or self.text("station-ui.recovery.no_backup"))

    def _done(self, back: Recovered) -> None:
        self._result = back
        texts = self.app.texts
        lines = [self._line("good", "circle-check", texts("station-ui.recovery.entries", count=back.entries))]
        if back.last_ms is not None:
            when = moment_text(back.last_ms, self._damage.clock.now().county_ms, texts)
            lines.append(self._line("good", "clock", texts("station-ui.recovery.last", when=when)))
        lines += [
            self._line(
                "attention",
                "triangle-alert",
                texts("station-ui.recovery.missing", lane=texts(f"station-ui.lane.{lane}"), number=seq),
            )
            for lane, seq in back.missing
        ]
        if not back.missing:
            lines.append(self._line("good", "shield-check", texts("station-ui.recovery.whole")))
        lines.append(self._line("quiet", "archive", texts("station-ui.recovery.kept", file=back.kept.name)))
        self.show(stage="done", headline=texts("station-ui.recovery.done"), resultLines=lines)

    @staticmethod
    def _line(tone: str, icon: str, said: str) -> dict[str, Any]:
        return {"tone": tone, "icon": icon, "text": said}


def _mending(damage: Damage, key: bytes) -> Callable[[], Recovered]:
    def mend() -> Recovered:
        copies = tuple(one.file for one in backup.backups(damage.folder / "backups"))
        return recover(damage.folder / "station.db", key, copies, damage.clock.now())

    return mend
