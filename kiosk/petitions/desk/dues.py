"""Due days after a new table of holidays (G3): only what counts working days can move, and each move says why."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.catalogue.calendar import Unit
from kiosk.clock import Instant
from kiosk.journal import kv
from kiosk.petitions.model import due
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire.petition_events import DuesMoved

HOLIDAYS = "holidays"
_FOLLOWED = "petitions.catalogue"
"""Digest of the catalogue by which the running terms were reckoned last."""
_moved_max = 1_500  # of one event: some 40 KB

Moved = tuple[int, str, int, bool]
"""Petition, clock, its new day, whether provisional."""

_WORKING = Prepared(
    select(due.c.petition, due.c.clock, due.c.day, due.c.provisional, due.c.start, due.c.days)
    .where(due.c.unit == Unit.WORKING.value, due.c.days > 0)
    .order_by(due.c.petition, due.c.clock)
)


def follow(station: Station) -> int:
    """Reckon again where the catalogue is not the one of the last time: at every opening and when one was taken.

    Returns:
        As :func:`recompute`.
    """
    with station.store.read() as db:
        if kv.get(db, _FOLLOWED) == station.catalogue.digest:
            return 0
    moved = recompute(station)
    with station.store.write() as db:
        kv.put(db, _FOLLOWED, station.catalogue.digest)
    return moved


def recompute(station: Station) -> int:
    """Reckon the running terms again by the catalogue in force.

    Returns:
        How many days moved, or are certain now.
    """
    at = station.clock.now()
    with station.store.read() as db:
        if not any(_moved(db, station)):
            return 0
    with station.store.write() as db:
        return _write(db, station, tuple(_moved(db, station)), at)


def _moved(db: Connection, station: Station) -> Iterator[Moved]:
    calendar = station.catalogue.calendar
    for row in _WORKING(db):
        term = calendar.after(row.start, row.days, Unit.WORKING)
        if term.provisional and not row.provisional:
            continue  # reckoned by who had that year's table: the county, or an earlier catalogue
        if (term.day, term.provisional) != (row.day, bool(row.provisional)):
            yield row.petition, row.clock, term.day, term.provisional


def _write(db: Connection, station: Station, moved: tuple[Moved, ...], at: Instant) -> int:
    for start in range(0, len(moved), _moved_max):
        fact = DuesMoved(HOLIDAYS, station.catalogue.digest, moved[start : start + _moved_max])
        journal.append(db, fact, at, "")
    return len(moved)
