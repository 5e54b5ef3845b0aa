"""Read facts back from the journal: one entry, or a stream of some kinds in the order in which they stand here."""

from collections.abc import Iterator
from heapq import merge
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.engine import Connection

from kiosk.clock import day_of
from kiosk.errors import NotFound, UnknownVersion
from kiosk.journal.entry import Entry
from kiosk.journal.model import Origin, journal
from kiosk.store.prepared import Prepared
from kiosk.wire.events import Decision, Event, Lane, decode_decision, decode_event, unpack_record


class Told(NamedTuple):
    """An entry and what it says."""

    entry: Entry
    fact: Event | Decision


_AT = Prepared(select(journal).where(journal.c.position == bindparam("a_position")))


def entry_at(db: Connection, position: int) -> Told:
    """One entry by its place.

    Raises:
        NotFound: There is none.
    """
    if (row := _AT(db, a_position=position).first()) is None:
        raise NotFound
    return _told(row)


def stream(db: Connection, *kinds: type[Event] | type[Decision]) -> Iterator[Told]:
    """Every entry of these kinds in this station's order. Purged ones come without their person.

    Only the lanes of these kinds are read; those of a newer program are stepped over.
    """
    events = {kind.KIND: kind for kind in kinds if issubclass(kind, Event)}
    decisions = [kind.KIND for kind in kinds if issubclass(kind, Decision)]
    for row in merge(*_by_lane(db, events), _decided(db, decisions), key=attrgetter("position")):
        try:
            yield _told(row)
        except UnknownVersion:
            continue


def _by_lane(db: Connection, events: dict[int, type[Event]]) -> Iterator[Iterator[Any]]:
    """A run of rows for each lane; within a lane, later epochs stand later."""
    top = db.execute(select(func.max(journal.c.epoch))).scalar() or 1
    for lane in sorted({int(one) for event in events.values() for one in _lanes_of(event)}):
        wanted = [kind for kind, event in events.items() if lane in _lanes_of(event)]
        epochs = [_rows(db, Origin.STATION, epoch, lane, wanted) for epoch in range(1, top + 1)]
        yield chain.from_iterable(epochs)


def _lanes_of(event: type[Event]) -> tuple[Lane, ...]:
    return (event.LANE, Lane.URGENT) if event.MAY_OVERTAKE else (event.LANE,)


def _decided(db: Connection, kinds: list[int]) -> Iterator[Any]:
    return _rows(db, Origin.COUNTY, 0, 0, kinds) if kinds else iter(())


def _rows(db: Connection, origin: Origin, epoch: int, lane: int, kinds: list[int]) -> Iterator[Any]:
    """Some hundred thousand of them after five years: so on the driver (``store.prepared``)."""
    wanted = journal.c.kind.in_([literal_column(str(kind)) for kind in kinds])
    here = (journal.c.origin == int(origin)) & (journal.c.epoch == epoch) & (journal.c.lane == lane)
    return iter(Prepared(select(journal).where(here, wanted).order_by(journal.c.seq))(db))


def _told(row: Any) -> Told:  # noqa: ANN401 - a row of the journal
    if row.origin == Origin.COUNTY:
        entry = Entry(row.position, 0, 0, row.seq, row.at_ms, day_of(row.day), "")
        return Told(entry, decode_decision(row.kind, bytes(row.record)))
    record = unpack_record(bytes(row.record))
    entry = Entry(
        row.position, row.epoch, row.lane, row.seq, row.at_ms, day_of(row.day), record.by, bytes(row.hash)
    )  # fmt: skip
    return Told(entry, decode_event(row.kind, bytes(record.body)))
