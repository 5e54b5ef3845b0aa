"""Who speaks: found the way a village knows people, somebody new; and a clerk who acts for them (代办, C18)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.people import residents
from kiosk.people.residents import Resident
from kiosk.petitions import rules
from kiosk.petitions.desk import on_behalf
from kiosk.petitions.desk.on_behalf import OnBehalf, Presence
from ui.bridge.counterwork.shared import PhotoFacts
from ui.bridge.facts import Facts, fact, for_qml, part

if TYPE_CHECKING:
    from ui.bridge.app import App

_MINUTE_MS = 60_000


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
    """Acting for somebody who is here: identity each time, proof of presence, half an hour at most."""

    changed = Signal()
    begun = Signal()

    acting = fact(bool, changed)
    bannerText = fact(str, changed)
    identities = fact(list, changed)
    identity = fact(str, changed)
    photo = part(PhotoFacts)

    def __init__(self, app: "App", owner: QObject) -> None:
        """Belong to a page's facts."""
        super().__init__(app)
        self.setParent(owner)
        self._photo = PhotoFacts(app, self)
        self._current: OnBehalf | None = None
        self._ticker = QTimer(self)
        self._ticker.setInterval(_MINUTE_MS // 4)
        self._ticker.timeout.connect(self.look)

    def opened(self) -> None:
        """Who is acted for now."""
        self.show(
            identities=[{"value": one, "label": self.text(f"petitions.identity.{one}")} for one in rules.IDENTITIES]
        )
        self.look()

    @Slot()
    def look(self) -> None:
        """Ask again; the time may be over."""
        station, by = self.app.station, self.app.by

        def work() -> OnBehalf | None:
            with station.store.read() as db:
                return on_behalf.current(db, station, by, station.clock.now())

        self.ask(work, self._tell, quietly=True)

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

        def then(found: OnBehalf) -> None:
            self.photo.drop()
            self.show(identity="")
            self._tell(found)
            self.begun.emit()

        self.ask(lambda: on_behalf.begin(station, who, by), then)

    @Slot()
    def end(self) -> None:
        """Enough: the clerk is nobody but the clerk."""
        if (current := self._current) is None:
            return
        station, by = self.app.station, self.app.by
        self.ask(lambda: on_behalf.end(station, current.session, by), lambda _: self._tell(None))

    def _tell(self, found: OnBehalf | None) -> None:
        before, self._current = self._current, found
        if found is None:
            self._ticker.stop()
            self.show(acting=False, bannerText="")
            if before is not None:
                self.app.toast(self.text("petitions-ui.behalf_over", name=before.name), "quiet")
            return
        self._ticker.start()
        text = self.text("petitions-ui.behalf", name=found.name, minutes=found.minutes_left)
        self.show(acting=True, bannerText=text)
