"""Who speaks: found the way a village knows people, somebody new; and a clerk who acts for them (代办, C18)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.people import residents
from kiosk.people.residents import Resident
from kiosk.petitions import rules
from kiosk.petitions.desk import on_behalf
from kiosk.petitions.desk.on_behalf import OnBehalf, Presence
from ui.bridge.counterwork.shared import PhotoFacts
from ui.bridge.facts import Facts, fact, for_qml, part

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class PetitionPersonFacts(Facts):
    """The search; its owner keeps who was chosen."""

    changed = Signal()

    people = fact(list, changed)
    hintText = fact(str, changed)

    def __init__(self, app: "App", owner: QObject, chosen: Callable[[Resident], None]) -> None:
        """Belong to a page's facts; ``chosen`` gets a resident of the roll."""
        super().__init__(app)
        self.setParent(owner)
        self._chosen = chosen
        self._found: dict[str, Resident] = {}
        self._asked = 0

    @Slot(str)
    def find(self, typed: str) -> None:
        """Search while the clerk types."""
        self._asked += 1
        station, mine = self.app.station, self._asked

        def look() -> tuple[Resident, ...]:
            with station.store.read() as db:
                return residents.search(db, typed, 12)

        self.ask(look, lambda found: self._tell(found, mine, typed), quietly=True)

    @Slot(str)
    def choose(self, resident: str) -> None:
        """This one."""
        station = self.app.station

        def look() -> Resident:
            with station.store.read() as db:
                return residents.get(db, resident)

        self.ask(look, self._chosen)

    def _tell(self, found: tuple[Resident, ...], mine: int, typed: str) -> None:
        if mine == self._asked:
            nobody = self.text("petitions-ui.nobody", text=typed.strip()[:24])
            self.show(people=[self._row(one) for one in found], hintText="" if found or not typed.strip() else nobody)

    def _row(self, one: Resident) -> dict[str, Any]:
        nickname = self.text("petitions-ui.nickname", name=one.nickname) if one.nickname else ""
        words = (nickname, place_of(one, self.app))
        return {"id": one.id, "name": one.name, "tail": one.tail, "subtitle": " · ".join(filter(None, words))}


def place_of(one: Resident, app: "App") -> str:
    """Village and group."""
    group = app.texts("petitions-ui.group", group=one.group) if one.group else ""
    return f"{one.village}{group}"


@for_qml
class PetitionBehalfFacts(Facts):
    """Beginning to act for somebody who is here: identity each time, and proof of presence."""

    changed = Signal()
    begun = Signal()

    identities = fact(list, changed)
    identity = fact(str, changed)
    photo = part(PhotoFacts)

    def __init__(self, app: "App", owner: QObject) -> None:
        """Belong to a page's facts."""
        super().__init__(app)
        self.setParent(owner)
        self._photo = PhotoFacts(app, self)

    def opened(self) -> None:
        """What may show who it is."""
        ways = [{"value": one, "label": self.text(f"petitions.identity.{one}")} for one in rules.IDENTITIES]
        self.show(identities=ways)

    @Slot(str)
    def identify(self, how: str) -> None:
        """How it was made sure who this is."""
        self.show(identity=how, problems={}, troubleText="")

    @Slot(str, str, str, str)
    def begin(self, name: str, resident: str, id_tail: str, witness: str) -> None:
        """Begin to act for this person."""
        if self.busy:  # a second tap of the same finger
            return
        station, by = self.app.station, self.app.by
        who = Presence(name, resident, self.identity, id_tail.strip(), self.photo.data, witness)

        def then(_: OnBehalf) -> None:
            self.photo.drop()
            self.show(identity="")
            self.app.acting.opened()
            self.begun.emit()

        self.ask(lambda: on_behalf.begin(station, who, by), then)
