"""The drawer's part of the home page: what must be counted before money is taken, and what the county doubts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from kiosk import journal
from kiosk.clock import DAY_MS
from kiosk.ledger import cash, day, shifts
from kiosk.ledger.model import z_check
from ui.bridge.home import HomePart, Task

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from kiosk.clock import Instant
    from kiosk.station import Station
    from kiosk.texts import Texts

_shown_days = 7


def drawer(station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> HomePart:
    """A :data:`~ui.bridge.home.HomeSource`."""
    return HomePart(tasks=(*_shift(station, db, now, texts), *_doubted(db, now, texts)))


def _shift(station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> Iterator[Task]:
    one = shifts.current(db, station, now)
    if one is not None:
        if one.forgotten:
            title = texts("till-ui.task.forgotten", name=one.clerk_name)
            yield Task("wallet", "danger", title, texts("till-ui.task.forgotten_do"), "ShiftPage", urgency=98)
    elif day.ended(db, journal.business_day(db, now)):
        return
    elif cash.opening_wanted(db) is not None:
        title = texts("till-ui.task.opening")
        yield Task("clipboard-check", "attention", title, texts("till-ui.task.opening_do"), "CashPage", urgency=97)
    else:
        title = texts("till-ui.task.none")
        yield Task("wallet", "attention", title, texts("till-ui.task.none_do"), "ShiftPage", urgency=96)


def _doubted(db: "Connection", now: "Instant", texts: "Texts") -> Iterator[Task]:
    """A Z whose sum the county has built otherwise (M21); its slip says so for ever."""
    lately = z_check.c.at_ms >= now.county_ms - _shown_days * DAY_MS
    query = select(z_check.c.z).where(z_check.c.differs == 1, lately).order_by(z_check.c.z.desc()).limit(1)
    for number in db.execute(query).scalars():
        title = texts("till-ui.task.differs", number=number)
        yield Task("octagon-alert", "danger", title, texts("till-ui.task.differs_do"), "TillReportsPage", urgency=94)
