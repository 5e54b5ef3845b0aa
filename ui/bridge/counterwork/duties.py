"""The duty board (P31): what the point must do again and again, who did it last, and until when it holds."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.parcels.desk import duties
from kiosk.parcels.desk.duties import DutyLine, Signature
from ui.bridge.counterwork.shared import PhotoFacts, day_text
from ui.bridge.facts import Facts, fact, for_qml, part

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class DutiesFacts(Facts):
    """The board, and the duty in hand."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    headline = fact(str, changed)
    headlineTone = fact(str, changed, "good")
    lines = fact(list, changed)
    chosen = fact(str, changed)
    name = fact(str, changed)
    about = fact(str, changed)
    dueText = fact(str, changed)
    tone = fact(str, changed, "good")
    past = fact(list, changed)
    signed = fact(int, changed)
    """How often something was signed here: the note is emptied then."""
    photo = part(PhotoFacts)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the photo."""
        super().__init__(app, args)
        self._photo = PhotoFacts(app, self)

    def opened(self) -> None:
        """Read the board."""
        station = self.app.station
        self.ask(lambda: duties.board(station), self._board, quietly=True)

    @Slot(str)
    def choose(self, code: str) -> None:
        """Take one in hand."""
        station = self.app.station
        self._photo.drop()
        self.show(chosen=code)
        self._look()
        self.ask(lambda: duties.history(station, code, 12), lambda past: self._history(code, past), quietly=True)

    @Slot(str)
    def sign(self, note: str) -> None:
        """It was done today."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, code, photo = self.app.station, self.app.by, self.chosen, self._photo.data
        self.ask(lambda: duties.sign(station, code, by, note, photo), self._signed)

    def _board(self, board: tuple[DutyLine, ...]) -> None:
        self._lines = {line.code: line for line in board}
        overdue = sum(line.overdue for line in board)
        self.show(
            loaded=True,
            lines=[self._row(line) for line in board],
            headline=self.text("counterwork-ui.duties_overdue", count=overdue)
            if overdue
            else self.text("counterwork-ui.duties_good"),
            headlineTone="danger" if overdue else "good",
        )
        if self.chosen not in self._lines and board:
            self.choose(board[0].code)
        elif board:
            self._look()

    def _look(self) -> None:
        if (line := self._lines.get(self.chosen)) is None:
            return
        every = self.text("counterwork-ui.duty_every", days=line.every_days)
        self.show(
            name=self._name(line), about=" · ".join(filter(None, (every, line.basis))), dueText=self._due(line),
            tone=_tone(line),
        )  # fmt: skip

    def _history(self, code: str, past: tuple[Signature, ...]) -> None:
        if code == self.chosen:
            self.show(past=[{"day": day_text(one.day), "by": one.by, "note": one.note} for one in past])

    def _signed(self, line: DutyLine) -> None:
        self._photo.drop()
        self.show(signed=self.signed + 1)
        self.app.toast(self.text("counterwork-ui.duty_signed", name=self._name(line), due=day_text(line.due)))
        self.choose(line.code)
        self.opened()

    def _row(self, line: DutyLine) -> dict[str, str]:
        last = self.text("counterwork-ui.duty_last", day=day_text(line.last), by=line.by) if line.last else ""
        return {
            "code": line.code,
            "title": self._name(line),
            "subtitle": last or self.text("counterwork-ui.duty_never"),
            "due": self._due(line),
            "tone": _tone(line),
        }

    def _due(self, line: DutyLine) -> str:
        if line.last is None:
            return self.text("counterwork-ui.duty_now")
        if line.overdue:
            return self.text("counterwork-ui.duty_late", days=-line.days_left)
        return self.text("counterwork-ui.days_left", days=line.days_left)

    def _name(self, line: DutyLine) -> str:
        return line.name if self.app.texts.language == "zh" else line.name_en or line.name


def _tone(line: DutyLine) -> str:
    soon = 7
    return "danger" if line.overdue else "attention" if line.days_left <= soon else "good"
