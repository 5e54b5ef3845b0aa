"""Complaints about parcels (P29): seven days for an answer, counted from the first minute, red once they are over."""

from typing import Any

from PySide6.QtCore import Signal, Slot

from kiosk.catalogue import ReasonGroup
from kiosk.parcels.desk import complaints, find
from kiosk.parcels.desk.complaints import Complaint, ComplaintForm
from ui.bridge.counterwork import shared
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.parcels import lines
from ui.words import moment_text

_SOON = 2  # days


@for_qml
class ComplaintsFacts(Facts):
    """The list, the complaint in hand, or a new one."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    rows = fact(list, changed)
    making = fact(bool, changed)
    """The form is in front."""
    reasons = fact(list, changed)
    waybill = fact(str, changed)
    nameText = fact(str, changed)
    phoneText = fact(str, changed)
    chosen = fact(str, changed)
    title = fact(str, changed)
    about = fact(str, changed)
    words = fact(str, changed)
    dueText = fact(str, changed)
    """The countdown, large."""
    dueDay = fact(str, changed)
    tone = fact(str, changed, "soft")
    isOpen = fact(bool, changed)
    answerText = fact(str, changed)
    steps = fact(list, changed)
    slip = fact(str, changed)
    done = fact(int, changed)

    def opened(self) -> None:
        """Read the list; a waybill in the arguments begins a new complaint."""
        station = self.app.station
        self.show(reasons=shared.reasons(station, ReasonGroup.COMPLAINT, self.app.texts))
        if waybill := str(self.args.get("waybill", "")):
            self.args = {}
            self.begin(waybill)
        self.ask(
            lambda: (complaints.open_ones(station), complaints.recent(station)), lambda got: self._listed(*got),
            quietly=True,
        )  # fmt: skip

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A scan is the parcel that somebody complains about."""
        self.begin(text)
        return True

    @Slot(str)
    def begin(self, waybill: str) -> None:
        """Somebody complains; who it is about is known if the parcel is."""
        self.show(making=True, waybill=waybill, slip="", nameText="", phoneText="", problems={}, troubleText="")
        if waybill:
            station = self.app.station
            self.ask(lambda: find.search(station, waybill), self._known, quietly=True)

    @Slot()
    def leave(self) -> None:
        """No complaint after all."""
        self.show(making=False, slip="", problems={}, troubleText="")

    @Slot(str, str, str, str, str)
    def make(self, waybill: str, reason: str, text: str, name: str, phone: str) -> None:
        """Take it down; the slip with the last day for the answer prints."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, slips = self.app.station, self.app.by, self.app.slips
        form = ComplaintForm(waybill, reason, text, name, phone)

        def work() -> tuple[Complaint, str]:
            made = complaints.make(station, form, by)
            return made, shared.newest_slip(station, slips)

        self.ask(work, lambda done: self._made(*done))

    @Slot(str)
    def choose(self, complaint: str) -> None:
        """This one."""
        self.show(chosen=complaint, making=False, slip="", problems={}, troubleText="")
        self._look()

    @Slot(str)
    def note(self, text: str) -> None:
        """Something was done about it."""
        if self.busy:  # a second tap of the same finger
            return
        self._step(lambda station, chosen, by: complaints.note(station, chosen, text, by), "counterwork-ui.noted")

    @Slot(str)
    def answer(self, text: str) -> None:
        """The person has the answer."""
        if self.busy:  # a second tap of the same finger
            return
        self._step(lambda station, chosen, by: complaints.answer(station, chosen, text, by), "counterwork-ui.answered")

    def _step(self, step: Any, said: str) -> None:  # noqa: ANN401  three ids and a complaint
        station, chosen, by = self.app.station, int(self.chosen or 0), self.app.by

        def kept(_one: Complaint) -> None:
            self.app.toast(self.text(said))
            self.show(done=self.done + 1)
            self.opened()

        self.ask(lambda: step(station, chosen, by), kept)

    def _known(self, found: find.Found) -> None:
        one = found.exact or (found.hits[0].parcel if found.hits else found.gone)
        if one is not None and self.making:
            self.show(waybill=one.waybill, nameText=one.name, phoneText=one.phone if "*" not in one.phone else "")

    def _made(self, made: Complaint, slip: str) -> None:
        self.show(making=False, chosen=str(made.id), slip=slip, done=self.done + 1)
        self.app.toast(self.text("counterwork-ui.complaint_made", due=shared.day_text(made.clock.due)))
        self.opened()

    def _listed(self, still_open: tuple[Complaint, ...], recent: tuple[Complaint, ...]) -> None:
        answered = tuple(one for one in recent if not one.open)
        self._known_ones = {str(one.id): one for one in (*still_open, *answered)}
        self.show(loaded=True, rows=[self._row(one) for one in self._known_ones.values()])
        if self.chosen not in self._known_ones:
            self.show(chosen=next(iter(self._known_ones), ""))
        self._look()

    def _look(self) -> None:
        if (one := self._known_ones.get(self.chosen)) is None:
            return
        self.show(
            title=one.reason or self.text("counterwork-ui.complaint"),
            about=" · ".join(filter(None, (one.name, one.phone, lines.spaced(one.waybill)))),
            words=one.text,
            dueText=self._due(one),
            dueDay=self.text("counterwork-ui.due_until", day=shared.day_text(one.clock.due)),
            tone=_tone(one),
            isOpen=one.open,
            answerText=one.answer,
            steps=[
                {"title": step.text, "subtitle": f"{self._when(step.at_ms)} · {step.by}"} for step in one.steps
            ],
        )  # fmt: skip

    def _row(self, one: Complaint) -> dict[str, Any]:
        return {
            "id": str(one.id),
            "title": " · ".join(filter(None, (one.reason, one.name))),
            "subtitle": f"{lines.spaced(one.waybill)} · {self._when(one.made_ms)}",
            "due": self._due(one),
            "tone": _tone(one),
            "icon": "circle-check" if not one.open else "octagon-alert" if one.clock.late else "message-square",
        }

    def _due(self, one: Complaint) -> str:
        clock = one.clock
        if not one.open:
            return self.text("counterwork-ui.answered_late" if clock.late else "counterwork-ui.answered_in_time")
        if clock.late:
            return self.text("counterwork-ui.late", days=-clock.days_left)
        return self.text("counterwork-ui.days_left", days=clock.days_left) if clock.days_left else self.text(
            "counterwork-ui.last_day"
        )  # fmt: skip

    def _when(self, at_ms: int) -> str:
        return moment_text(at_ms, self.app.now().county_ms, self.app.texts)


def _tone(one: Complaint) -> str:
    if not one.open:
        return "attention" if one.clock.late else "good"
    return "danger" if one.clock.late else "attention" if one.clock.days_left <= _SOON else "brand"
