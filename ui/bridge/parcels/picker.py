"""Whose parcel is it: found by initials, tail or nickname, made known here, or nobody yet. Shared by two pages."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.parcels.desk import looking
from kiosk.people import residents
from kiosk.people.residents import Resident
from kiosk.wire.parcel_events import Recipient
from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class RecipientPicker(Facts):
    """The dialog that chooses a recipient; its owner says what becomes of the answer."""

    changed = Signal()
    asked = Signal()
    done = Signal()

    people = fact(list, changed)
    hintText = fact(str, changed)
    """What the label says, or that nobody answers to what was typed."""
    nameText = fact(str, changed)
    phoneText = fact(str, changed)

    def __init__(self, app: "App", owner: QObject) -> None:
        """Belong to a page's facts."""
        super().__init__(app)
        self.setParent(owner)
        self._chosen: Callable[[Recipient], None] = lambda _: None
        self._asked = 0

    def begin(self, name: str, phone: str, chosen: Callable[[Recipient], None]) -> None:
        """Open the dialog: who comes near the label's name and phone stands there already."""
        self._chosen = chosen
        label = " ".join(word for word in (name, phone) if word)
        hint = self.text("parcel-ui.label_says", label=label) if label else ""
        self.show(people=[], hintText=hint, nameText=name, phoneText=phone, problems={}, troubleText="")
        self.asked.emit()
        station = self.app.station

        def near() -> tuple[Resident, ...]:
            with station.store.read() as db:
                certain, others = looking.likely(db, name, phone)
            return (certain, *others) if certain else others

        self.ask(near, self._near, quietly=True)

    def stop(self) -> None:
        """A scan has come: the question is over."""
        self.done.emit()

    @Slot(str)
    def find(self, typed: str) -> None:
        """Search while the clerk types."""
        self._asked += 1
        station, mine = self.app.station, self._asked

        def look() -> tuple[Resident, ...]:
            with station.store.read() as db:
                return residents.search(db, typed, 12)

        self.ask(look, lambda found: self._found(found, mine, typed), quietly=True)

    @Slot(str)
    def choose(self, resident: str) -> None:
        """This one."""
        self._answer(Recipient(resident=resident))

    @Slot(str, str)
    def add(self, name: str, phone: str) -> None:
        """Somebody whom the village did not know yet."""
        station, by = self.app.station, self.app.by
        self.ask(
            lambda: residents.enlist(station, name, phone.replace(" ", ""), by), lambda person: self.choose(person.id)
        )

    @Slot()
    def nobody(self) -> None:
        """Nobody yet: the parcel stands on its shelf all the same."""
        self._answer(Recipient())

    def _answer(self, who: Recipient) -> None:
        self.done.emit()
        self._chosen(who)

    def _near(self, found: tuple[Resident, ...]) -> None:
        self.show(people=[self._row(person) for person in found])

    def _found(self, found: tuple[Resident, ...], mine: int, typed: str) -> None:
        if mine == self._asked:
            empty = self.text("parcel-ui.nobody_called", typed=typed) if typed.strip() and not found else ""
            self.show(people=[self._row(person) for person in found], hintText=empty)

    def _row(self, person: Resident) -> dict[str, Any]:
        nickname = self.text("parcel-ui.nickname", name=person.nickname) if person.nickname else ""
        group = self.text("parcel-ui.group", group=person.group) if person.group else ""
        words = (nickname, person.village, group)
        return {
            "id": person.id,
            "name": person.name,
            "tail": person.tail or self.text("parcel-ui.no_phone"),
            "subtitle": " · ".join(word for word in words if word),
        }
