"""Take the person out of old records, and leave the chain whole (design.md §4).

A record whose retention period is over is replaced by a *stub*: the same event without the person, so that replay gives
the same tables. Its chain value stays. What vouches for it from then on is an event of its own, ``RecordsPurged``: its
digest covers the values of all records that it emptied, so a record that somebody else blanked is still a broken chain.
Only what the county has acknowledged can be purged, because a stub must never travel.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import msgspec
from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection, Row

from kiosk.clock import Instant, day_number, day_of
from kiosk.errors import Bug
from kiosk.journal.append import append
from kiosk.journal.entry import Entry
from kiosk.journal.model import Origin, journal, lane
from kiosk.wire.counter_events import RecordsPurged
from kiosk.wire.events import (
    Decision,
    Event,
    decode_decision,
    decode_event,
    encode,
    pack_record,
    unpack_record,
)

Fact = TypeVar("Fact", bound=Event | Decision)


@dataclass(frozen=True)
class _Personal:
    about: Callable[[Entry, Any], tuple[str, ...]]
    strip: Callable[[Any], Any]


_PERSONAL: dict[tuple[Origin, int], _Personal] = {}


def personal(
    *kinds: type[Fact], about: Callable[[Entry, Fact], tuple[str, ...]], strip: Callable[[Fact], Fact]
) -> None:
    """Say which kinds of fact name a person.

    Args:
        kinds: Of the facts; registered once, by the service that owns them.
        about: The subjects of a fact, for example ``("p:1000000007",)``; it is kept until all of them may be forgotten.
        strip: The fact without the person. Replaying the stub must give the tables that forgetting leaves.
    """
    for kind in kinds:
        if is_personal(kind):
            raise TypeError(f"{kind.__name__} is registered already")
        _PERSONAL[_sort(kind)] = _Personal(about, strip)


def is_personal(kind: type[Any]) -> bool:
    """Whether a kind of fact loses its person when the time is over."""
    return _sort(kind) in _PERSONAL


def _sort(kind: type[Any]) -> tuple[Origin, int]:
    return (Origin.STATION if issubclass(kind, Event) else Origin.COUNTY, kind.KIND)


@dataclass(frozen=True)
class PersonalRecord:
    """A record that names a person.

    Attributes:
        position: In the journal.
        lane: Its lane, 0 for a decision; ``ref`` names it in there.
        subjects: Whom it is about.
        safe: The county has it.
    """

    position: int
    lane: int
    ref: int
    subjects: tuple[str, ...]
    safe: bool


def records(db: Connection, first: date, last: date) -> Iterator[PersonalRecord]:
    """Every record of these business days (both included) that names a person and was not purged.

    Business days never go back, so the days are a stretch of the journal and the rest of it is not read.
    """
    since = _first_position(db, day_number(first))
    acked = {(row.epoch, row.lane): row.acked_seq for row in db.execute(select(lane))}
    kinds = sorted({kind for _, kind in _PERSONAL})
    query = select(journal).where(journal.c.position >= since, journal.c.purged == 0, journal.c.kind.in_(kinds))
    for row in db.execute(query.order_by(journal.c.position).execution_options(yield_per=1000)):
        if row.day > day_number(last):
            return
        if (rule := _PERSONAL.get((Origin(row.origin), row.kind))) is None:
            continue
        safe = row.origin == Origin.COUNTY or row.seq <= acked.get((row.epoch, row.lane), 0)
        entry, fact = _read(row)
        yield PersonalRecord(row.position, entry.lane, entry.ref, rule.about(entry, fact), safe)


def purge(db: Connection, positions: Iterable[int], at: Instant, by: str) -> int:
    """Replace records by their stubs, in the caller's transaction.

    Args:
        db: Inside ``store.write()``.
        positions: Of records that name a person and that the county has.
        at: When.
        by: The acting clerk's code, "" for the program itself.

    Returns:
        How many records were replaced; one whose stub would be the same is left alone.

    Raises:
        Bug: One of them is not at the county yet.
    """
    stubs = _stubs(db, tuple(positions))
    if not stubs:
        return 0
    acked = {(row.epoch, row.lane): row.acked_seq for row in db.execute(select(lane))}
    own = [row for row, _ in stubs if row.origin == Origin.STATION]
    if any(row.seq > acked.get((row.epoch, row.lane), 0) for row in own):
        raise Bug("a record without the county's receipt is not purged")
    entry = append(db, RecordsPurged(len(own), _digest(own)), at, by)
    for row, stub in stubs:
        this = journal.c.position == row.position
        db.execute(update(journal).where(this).values(record=stub, purged=entry.position))
    return len(stubs)


def unaccounted(db: Connection) -> Iterator["Row[tuple[object, ...]]"]:
    """The first purged record of every group for which no ``RecordsPurged`` vouches; nothing when all is well."""
    station = journal.c.origin == int(Origin.STATION)
    groups = select(journal.c.purged).where(station, journal.c.purged > 0).group_by(journal.c.purged)
    for position in db.execute(groups).scalars().all():
        rows = db.execute(_in_chain_order(select(journal).where(station, journal.c.purged == position))).all()
        if _vouched(db, position) != RecordsPurged(len(rows), _digest(rows)):
            yield rows[0]


def _first_position(db: Connection, day: int) -> int:
    """The first position of a business day or later ones; found by halving, because no index is kept for it."""
    low, high = 1, int(db.execute(select(func.max(journal.c.position))).scalar() or 0) + 1
    while low < high:
        middle = (low + high) // 2
        found = select(journal.c.day).where(journal.c.position >= middle).order_by(journal.c.position).limit(1)
        if db.execute(found).scalar_one() < day:
            low = middle + 1
        else:
            high = middle
    return low


def _stubs(db: Connection, positions: tuple[int, ...]) -> list[tuple["Row[tuple[object, ...]]", bytes]]:
    found: list[tuple[Row[tuple[object, ...]], bytes]] = []
    for start in range(0, len(positions), 500):
        some = journal.c.position.in_(positions[start : start + 500])
        rows = db.execute(select(journal).where(some, journal.c.purged == 0)).all()
        found += [(row, stub) for row in rows if (stub := _stub(row)) != bytes(row.record)]
    return found


def _stub(row: "Row[tuple[object, ...]]") -> bytes:
    rule = _PERSONAL[Origin(row.origin), row.kind]
    _, fact = _read(row)
    body = encode(rule.strip(fact))
    if row.origin == Origin.COUNTY:
        return body
    record = unpack_record(bytes(row.record))
    return pack_record(msgspec.structs.replace(record, body=msgspec.Raw(body)))


def _read(row: "Row[tuple[object, ...]]") -> tuple[Entry, Event | Decision]:
    if row.origin == Origin.COUNTY:
        entry = Entry(row.position, 0, 0, row.seq, row.at_ms, day_of(row.day), "")
        return entry, decode_decision(row.kind, bytes(row.record))
    record = unpack_record(bytes(row.record))
    entry = Entry(row.position, row.epoch, row.lane, row.seq, row.at_ms, day_of(row.day), record.by, bytes(row.hash))
    return entry, decode_event(row.kind, bytes(record.body))


def _digest(rows: Iterable["Row[tuple[object, ...]]"]) -> bytes:
    chained = sorted(rows, key=lambda row: (row.epoch, row.lane, row.seq))
    return hashlib.sha256(b"".join(bytes(row.hash) for row in chained)).digest()


def _in_chain_order(query: Any) -> Any:  # noqa: ANN401 - a select
    return query.order_by(journal.c.epoch, journal.c.lane, journal.c.seq)


def _vouched(db: Connection, position: int) -> RecordsPurged | None:
    this = (journal.c.position == position) & (journal.c.kind == RecordsPurged.KIND)
    row = db.execute(select(journal).where(this, journal.c.origin == int(Origin.STATION))).first()
    fact = _read(row)[1] if row else None
    return fact if isinstance(fact, RecordsPurged) else None
