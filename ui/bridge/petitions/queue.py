"""What the county has said to a resident and the household, and what is to be asked of them (G1)."""

from typing import TYPE_CHECKING

from kiosk.people import residents
from kiosk.petitions.desk import list as desk
from kiosk.petitions.desk import views
from kiosk.petitions.view import PetitionView
from ui.bridge.petitions import standing
from ui.bridge.queues import QueuePart, QueueRow

if TYPE_CHECKING:
    from datetime import date

    from kiosk.people.residents import Resident
    from kiosk.station import Station
    from kiosk.texts import Texts


def answers(station: "Station", person: "Resident", texts: "Texts") -> QueuePart:
    """A :data:`~ui.bridge.queues.QueueSource`: news first, then what is still open."""
    at = station.clock.now()
    with station.store.read() as db:
        home = tuple(one.id for one in residents.household(db, person.household))
        everybody = tuple(dict.fromkeys((person.id, *home)))
        news = desk.answers_for(db, station, everybody, at)
        still = desk.of_residents(db, station, everybody, at)
        today = views.today(db, at)
    known = {one.id for one in news}
    return QueuePart(
        title=texts("petition-work-ui.queue.title"),
        count=texts("petition-work-ui.queue.count", count=len(news)) if news else "",
        empty=texts("petition-work-ui.queue.empty"),
        rows=tuple(_news(one, person, texts) for one in news),
        before=tuple(_open(one, person, today, texts) for one in still if one.id not in known),
        before_title=texts("petition-work-ui.queue.before"),
    )


def _news(one: PetitionView, person: "Resident", texts: "Texts") -> QueueRow:
    what = "petition-work-ui.queue.ask" if not one.untold_step else "petition-work-ui.queue.tell"
    return QueueRow(
        icon=one.icon,
        tone="attention" if one.untold_step else "info",
        title=standing.title(one),
        subtitle=_about(one, person, texts),
        trailing=texts(what),
        page="PetitionPage",
        args={"id": one.id},
    )


def _open(one: PetitionView, person: "Resident", today: "date", texts: "Texts") -> QueueRow:
    due = one.next_due
    return QueueRow(
        icon=one.icon,
        tone="soft",
        title=standing.title(one),
        subtitle=_about(one, person, texts),
        trailing=standing.owed(due, today, texts) if due is not None else "",
        page="PetitionPage",
        args={"id": one.id},
    )


def _about(one: PetitionView, person: "Resident", texts: "Texts") -> str:
    whose = one.name if one.resident != person.id else ""
    return " · ".join(filter(None, (texts(one.state_word), whose, one.number)))
