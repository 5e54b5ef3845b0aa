"""The call-out list (喊人单, G8): who has to be told by voice, by village group, and what came of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.parcels.desk import notices
from kiosk.parcels.desk.notices import OUTCOMES, CalledPerson
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from ui.bridge.app import App

_ICONS = {"told": "circle-check", "not_home": "door-open", "no_answer": "phone-off", "refused": "ban"}


@for_qml
class CallListFacts(Facts):
    """The list and the person in hand."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    people = part(RowsModel)
    countText = fact(str, changed)
    chosen = fact(str, changed)
    name = fact(str, changed)
    phone = fact(str, changed)
    about = fact(str, changed)
    parcels = fact(list, changed)
    outcomes = fact(list, changed)
    slip = fact(str, changed)
    told = fact(int, changed)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """An empty list."""
        super().__init__(app, args)
        self._people = RowsModel(("id", "group", "title", "subtitle", "pillText", "pillTone"), parent=self)
        self._called: dict[str, CalledPerson] = {}

    def opened(self) -> None:
        """Who is to be told."""
        station = self.app.station
        self.show(
            outcomes=[
                {"value": one, "label": self.text(f"counterwork-ui.called.{one}"), "icon": _ICONS[one]}
                for one in OUTCOMES
            ]
        )
        self.ask(lambda: notices.call_list(station), self._listed, quietly=True)

    @Slot(str)
    def choose(self, key: str) -> None:
        """This person."""
        self.show(chosen=key)
        self._look()

    @Slot(str, str)
    def outcome(self, outcome: str, note: str) -> None:
        """What came of it."""
        if self.busy:  # a second tap of the same finger
            return
        if (person := self._called.get(self.chosen)) is None:
            return
        station, by, ids = self.app.station, self.app.by, tuple(one.id for one in person.parcels)
        self.ask(
            lambda: notices.call_out(station, ids, outcome, note, by), lambda _: self._kept(person, outcome)
        )  # fmt: skip

    @Slot()
    def printList(self) -> None:
        """The paper for the group leaders."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, slips = self.app.station, self.app.by, self.app.slips
        self.ask(lambda: slips.show(notices.print_call_list(station, by)), self._printed)

    @Slot()
    def closeSlip(self) -> None:
        """Back to the person."""
        self.show(slip="")

    def _printed(self, slip: str) -> None:
        self.show(slip=slip)
        self.app.toast(self.text("counterwork-ui.printing"))

    def _kept(self, person: CalledPerson, outcome: str) -> None:
        self.app.toast(f"{self._name(person)} · {self.text(f'counterwork-ui.called.{outcome}')}")
        self.show(told=self.told + 1)
        self.opened()

    def _listed(self, people: tuple[CalledPerson, ...]) -> None:
        self._called = {str(one.parcels[0].id): one for one in people}
        self._people.replace([self._row(key, one) for key, one in self._called.items()])
        count = sum(len(one.parcels) for one in people)
        self.show(
            loaded=True,
            countText=self.text("counterwork-ui.calls", people=len(people), parcels=count) if people else "",
        )
        if self.chosen not in self._called:
            self.show(chosen=next(iter(self._called), ""))
        self._look()

    def _look(self) -> None:
        if (one := self._called.get(self.chosen)) is None:
            self.show(name="", parcels=[])
            return
        household = self.text("counterwork-ui.household", number=one.household) if one.household else ""
        self.show(
            name=self._name(one),
            phone=one.phone,
            about=" · ".join(filter(None, (self._group(one), household))),
            parcels=[lines.row(parcel, self.app.texts) for parcel in one.parcels],
        )

    def _row(self, key: str, one: CalledPerson) -> dict[str, Any]:
        last = self.text(f"counterwork-ui.called.{one.outcome}") if one.outcome else ""
        codes = "  ".join(parcel.code for parcel in one.parcels)
        return {
            "id": key,
            "group": self._group(one),
            "title": self._name(one),
            "subtitle": codes,
            "pillText": last or self.text("parcel-ui.days", days=one.days) if one.days or last else "",
            "pillTone": "attention" if last else "quiet",
        }

    def _name(self, one: CalledPerson) -> str:
        nickname = self.text("parcel-ui.nickname", name=one.nickname) if one.nickname else ""
        return " ".join(filter(None, (one.name or self.text("parcel-ui.nobody"), nickname)))

    def _group(self, one: CalledPerson) -> str:
        return self.text("parcel-ui.group", group=one.group) if one.group else self.text("counterwork-ui.no_group")
