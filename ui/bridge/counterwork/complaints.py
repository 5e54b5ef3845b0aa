"""Complaints about parcels (P29): seven days for an answer, counted from the first minute, red once they are over."""

from typing import Any

from PySide6.QtCore import Signal, Slot

from kiosk.catalogue import ReasonGroup
from kiosk.parcels.desk import complaints, find
from kiosk.parcels.desk.complaints import Complaint, ComplaintForm
from kiosk.texts import Texts
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
        """Read the list; a waybill in the arguments begins a new complaint, a complaint's id chooses that one."""
        station = self.app.station
        self.show(reasons=shared.reasons(station, ReasonGroup.COMPLAINT, self.app.texts))
        if waybill := str(self.args.get("waybill", "")):
            self.args = {}
            self.begin(waybill)
        if asked := int(self.args.get("complaint", 0)):
            self.args = {}
            self.show(chosen=str(asked))
        chosen = int(self.chosen or 0)

        def work() -> tuple[Complaint, ...]:
            known = {one.id: one for one in complaints.open_ones(station)}
            known |= {one.id: one for one in complaints.recent(station) if not one.open}
            if chosen and chosen not in known:  # answered long ago
                known[chosen] = complaints.one(station, chosen)
            return tuple(known.values())

        self.ask(work, self._listed, quietly=True)

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

    def _listed(self, found: tuple[Complaint, ...]) -> None:
        self._known_ones = {str(one.id): one for one in found}
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
            dueText=due_text(one, self.app.texts),
            dueDay=self.text("counterwork-ui.due_until", day=shared.day_text(one.clock.due)),
            tone=tone_of(one),
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
            "due": due_text(one, self.app.texts),
            "tone": tone_of(one),
            "icon": icon_of(one),
        }

    def _when(self, at_ms: int) -> str:
        return moment_text(at_ms, self.app.now().county_ms, self.app.texts)


def due_text(one: Complaint, texts: Texts) -> str:
    """How long there is for the answer, or whether it came in time."""
    clock = one.clock
    if not one.open:
        return texts("counterwork-ui.answered_late" if clock.late else "counterwork-ui.answered_in_time")
    if clock.late:
        return texts("counterwork-ui.late", days=-clock.days_left)
    return texts("counterwork-ui.days_left", days=clock.days_left) if clock.days_left else texts(
        "counterwork-ui.last_day"
    )  # fmt: skip


def icon_of(one: Complaint) -> str:
    """Answered, late or running."""
    return "circle-check" if not one.open else "octagon-alert" if one.clock.late else "message-square"


def tone_of(one: Complaint) -> str:
    """Red once the days are over."""
    if not one.open:
        return "attention" if one.clock.late else "good"
    return "danger" if one.clock.late else "attention" if one.clock.days_left <= _SOON else "brand"
