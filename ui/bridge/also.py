"""What else waits for the person at the counter: parcels, bills, answers, in one line at every action (G1)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.errors import NotFound
from kiosk.parcels.desk import find
from kiosk.payments.desk import enquiry
from kiosk.people import residents
from kiosk.petitions.desk import list as petitions
from kiosk.station import Station
from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from ui.bridge.app import App


@dataclass(frozen=True)
class Waiting:
    """How much waits for a person and the household."""

    parcels: int = 0
    bills: int = 0
    answers: int = 0


@for_qml
class AlsoFacts(Facts):
    """A part of every page that serves somebody."""

    changed = Signal()

    line = fact(str, changed)
    """还有：1 个包裹 · 2 张账单; empty when nothing waits, or nobody knows for whom."""

    def __init__(self, app: "App", owner: QObject) -> None:
        """Belong to a page's facts."""
        super().__init__(app)
        self.setParent(owner)
        self._resident = ""
        self._asked = 0

    def look(
        self, resident: str, *, parcels: bool = True, bills: bool = True, account: tuple[str, str] = ("", "")
    ) -> None:
        """Ask what waits for a resident.

        Args:
            resident: Id of the roll; "" for somebody unknown.
            parcels: Told here; False where the page tells of them itself.
            bills: Likewise.
            account: Biller and number that the page has in hand.
        """
        self._asked += 1
        mine, station = self._asked, self.app.station
        self._resident = resident
        if not resident:
            self.show(line="")
            return

        def work() -> Waiting:
            return waiting(station, resident, account)

        def then(found: Waiting) -> None:
            if mine == self._asked:
                self._tell(found, parcels=parcels, bills=bills)

        self.ask(work, then, quietly=True)

    @Slot()
    def open(self) -> None:
        """All of it, on the resident's page."""
        self.app.nav.open("ResidentPage", {"id": self._resident})

    def _tell(self, found: Waiting, *, parcels: bool, bills: bool) -> None:
        counts = {
            "parcels": found.parcels if parcels else 0,
            "bills": found.bills if bills else 0,
            "answers": found.answers,
        }
        texts = self.app.texts
        what = [texts(f"petition-work-ui.also.{name}", count=count) for name, count in counts.items() if count]
        joined = texts("petition-work-ui.also.join").join(what)
        self.show(line=texts("petition-work-ui.also", what=joined) if what else "")


def waiting(station: Station, resident: str, account: tuple[str, str] = ("", "")) -> Waiting:
    """What waits for a resident and the household; on the desk thread.

    Args:
        station: Where.
        resident: Id of the roll.
        account: Biller and number that are in hand already.
    """
    at = station.clock.now()
    try:
        found = find.of_resident(station, resident, before_max=0)
    except NotFound:  # a guest whom the roll does not know any more
        return Waiting()
    with station.store.read() as db:
        home = residents.household(db, residents.get(db, resident).household)
        everybody = tuple(dict.fromkeys((resident, *(one.id for one in home))))
        due = enquiry.due_for(db, station, everybody, at)
        answers = petitions.answers_for(db, station, everybody, at)
    bills = sum((one.biller, one.account) != account for one in due)
    return Waiting(len(found.here) + len(found.household), bills, len(answers))
