"""The date at the counter: when the PC's clock has jumped, the books wait for a person's word (1970, 2099)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import Instant, day_number
from kiosk.errors import Refused
from kiosk.journal import kv
from kiosk.station import Station
from kiosk.wire.people_events import DayConfirmed

CONFIRMED_KEY = "clock.confirmed_day"


@dataclass(frozen=True)
class DayDoubt:
    """The PC's date and the books' do not agree.

    Attributes:
        clock_day: What the PC says.
        business_day: What the books say, and go on saying until somebody confirms.
        ahead: The PC is ahead: a person may confirm its date. Behind, only the PC's clock can be set right.
    """

    clock_day: date
    business_day: date
    ahead: bool


def doubt(db: Connection, at: Instant) -> DayDoubt | None:
    """Whether the PC's date is one that the books do not believe; None when all is well."""
    today = journal.business_day(db, at)
    return None if today == at.day else DayDoubt(at.day, today, ahead=at.day > today)


def confirm_day(station: Station, day: date, by: str) -> date:
    """A person says that the PC's date is right: from here on the books bear it, and never go back.

    Args:
        station: This one.
        day: The date that was shown to the person.
        by: Who says so.

    Returns:
        The business date.

    Raises:
        Refused: ``people.other_day``: the PC says another date by now; ``people.day_behind``: the books are ahead.
    """
    at = station.clock.now()
    if day != at.day:
        raise Refused("people.other_day")
    with station.store.write() as db:
        if journal.business_day(db, at) > day:
            raise Refused("people.day_behind")
        kv.put(db, CONFIRMED_KEY, day.isoformat())
        return journal.append(db, DayConfirmed(day_number(day)), at, by).day
