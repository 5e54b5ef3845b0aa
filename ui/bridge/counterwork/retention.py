"""Parcels that have waited long (P16): three stages, who is to be reminded now, and what each reminder came to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.catalogue import ReasonGroup
from kiosk.parcels.desk import retention
from kiosk.parcels.desk.partial import Partial
from kiosk.parcels.desk.retention import QUEUED, Ladder, Reminder, Waiting
from ui.bridge.counterwork import shared
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines
from ui.models.rows import RowsModel
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App

_STAGES = ("urgent", "serious", "warn")
_TONES = {"urgent": "danger", "serious": "attention", "warn": "soft"}
_ICONS = {"no_answer": "phone-off", "will_collect": "user-check", "later": "clock", "refused": "ban"}


@for_qml
class RetentionFacts(Facts):
    """The ladder and the parcel in hand."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    stage = fact(str, changed)
    tabs = fact(list, changed)
    rows = part(RowsModel)
    dueText = fact(str, changed)
    chosen = fact(str, changed)
    code = fact(str, changed)
    name = fact(str, changed)
    phone = fact(str, changed)
    about = fact(str, changed)
    daysText = fact(str, changed)
    tone = fact(str, changed, "soft")
    past = fact(list, changed)
    outcomes = fact(list, changed)
    refused = fact(bool, changed)
    """The last answer was a refusal: the way back is the next step."""
    failures = fact(list, changed)
    kept = fact(int, changed)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """An empty ladder."""
        super().__init__(app, args)
        fields = ("id", "iconName", "tone", "title", "subtitle", "pillText", "pillTone")
        self._rows = RowsModel(fields, parent=self)

    def opened(self) -> None:
        """Read the ladder."""
        station = self.app.station
        found = shared.reasons(station, ReasonGroup.RETENTION, self.app.texts)
        self.show(outcomes=[one | {"icon": _ICONS.get(one["value"], "pencil")} for one in found])
        self.ask(lambda: retention.worklist(station), self._listed, quietly=True)

    @Slot(str)
    def choose(self, parcel: str) -> None:
        """This one."""
        station = self.app.station
        self.show(chosen=parcel, refused=False)
        self._look()
        if parcel:
            self.ask(
                lambda: retention.reminders(station, int(parcel)),
                lambda past: self._history(parcel, past),
                quietly=True,
            )

    @Slot(str)
    def filter(self, stage: str) -> None:
        """Another step of the ladder."""
        self.show(stage=stage)
        self._tell()

    @Slot(str, str, str)
    def remind(self, channel: str, outcome: str, note: str) -> None:
        """Somebody rang or went there: what came of it."""
        if self.busy:  # a second tap of the same finger
            return
        if (one := self._waiting.get(self.chosen)) is None:
            return
        station, by, ids = self.app.station, self.app.by, (one.parcel.id,)
        self.ask(
            lambda: retention.remind(station, ids, channel, outcome, by, note), lambda _: self._kept(outcome)
        )  # fmt: skip

    @Slot()
    def message(self) -> None:
        """The county sends a message to everybody of this stage who can be reached so and is due."""
        if self.busy:  # a second tap of the same finger
            return
        station, by = self.app.station, self.app.by
        ids = tuple(one.parcel.id for one in self._of_stage() if one.due)
        self.ask(lambda: retention.remind_by_message(station, ids, by), self._messaged)

    @Slot()
    def sendBack(self) -> None:
        """Refused: set it on the return list."""
        if self.chosen:
            self.app.nav.open("ExceptionsPage", {"parcel": int(self.chosen), "kind": "return", "reason": "refused"})

    @Slot()
    def askAgain(self) -> None:
        """Perhaps they have changed their mind."""
        self.show(refused=False)

    def _listed(self, ladder: Ladder) -> None:
        self._ladder = ladder
        if not self.stage:
            self.show(stage=next((one for one in _STAGES if getattr(ladder, one)), "warn"))
        everybody = (*ladder.urgent, *ladder.serious, *ladder.warn)
        self._waiting = {str(one.parcel.id): one for one in everybody}
        self._tell()

    def _of_stage(self) -> tuple[Waiting, ...]:
        found: tuple[Waiting, ...] = getattr(self._ladder, self.stage)
        return found

    def _tell(self) -> None:
        here = self._of_stage()
        days = self.app.station.catalogue.limits.ladder_days
        self.show(
            loaded=True,
            tabs=[
                {
                    "value": one,
                    "label": self.text(f"counterwork-ui.stage.{one}", days=days[2 - at]),
                    "count": len(getattr(self._ladder, one)),
                }
                for at, one in enumerate(_STAGES)
            ],
            dueText=self.text("counterwork-ui.reminders_due", count=self._ladder.due) if self._ladder.due else "",
        )
        self._rows.replace([self._row(one) for one in here])
        ids = [str(one.parcel.id) for one in here]
        if self.chosen not in ids:
            self.choose(next((str(one.parcel.id) for one in here if one.due), ids[0] if ids else ""))
        else:
            self._look()

    def _look(self) -> None:
        if (found := self._waiting.get(self.chosen)) is None:
            self.show(code="", past=[])
            return
        one, texts = found.parcel, self.app.texts
        self.show(
            code=one.code,
            name=lines.whose(one, texts),
            phone=one.phone,
            about=" · ".join(filter(None, (one.carrier_name, lines.home(one, texts)))),
            daysText=lines.days(one, texts),
            tone=_TONES[self.stage],
        )

    def _history(self, parcel: str, past: tuple[Reminder, ...]) -> None:
        if parcel == self.chosen:
            refused = bool(past) and past[-1].outcome == "refused"
            self.show(past=[self._past(one) for one in reversed(past)], refused=refused)

    def _past(self, one: Reminder) -> dict[str, str]:
        when = moment_text(one.at_ms, self.app.now().county_ms, self.app.texts)
        outcome = self.text("counterwork-ui.queued") if one.outcome == QUEUED else one.outcome_name
        channel = self.text(f"counterwork-ui.channel.{one.channel}")
        return {"title": f"{channel} · {outcome}", "subtitle": " · ".join(filter(None, (when, one.by, one.note)))}

    def _row(self, found: Waiting) -> dict[str, Any]:
        row = lines.row(found.parcel, self.app.texts)
        last = ""
        if found.last is not None:
            last = found.last.outcome_name or self.text("counterwork-ui.queued")
        return {
            "id": row["id"],
            "iconName": "ban" if found.parcel.held else "package",
            "tone": lines.icon_tone(found.parcel),
            "title": row["code"],
            "subtitle": f"{row['who']} · {row['days']}",
            "pillText": self.text("counterwork-ui.due_now") if found.due and not last else last,
            "pillTone": "attention" if found.due else "quiet",
        }

    def _kept(self, outcome: str) -> None:
        chosen = self.chosen
        self.app.toast(self.text("counterwork-ui.reminder_kept"))
        self.show(kept=self.kept + 1, failures=[])
        if outcome == "refused":
            self.choose(chosen)  # stays: the next step is the way back
        self.opened()

    def _messaged(self, done: Partial[int]) -> None:
        codes = {one.parcel.id: one.parcel.code for one in self._waiting.values()}
        self.show(failures=shared.failures(done.failed, self.app.texts, lambda parcel: codes.get(parcel, str(parcel))))
        if done.done:
            self.app.toast(self.text("counterwork-ui.messages_queued", count=len(done.done)))
        self.opened()
