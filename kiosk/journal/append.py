"""Append one event: number it, chain it, write its tables. The caller owns the transaction."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import cast

from msgspec import Raw
from sqlalchemy import Integer, bindparam, func, insert, select, update
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from kiosk.clock import Instant, day_number, day_of
from kiosk.errors import Bug
from kiosk.journal import kv
from kiosk.journal.entry import Entry
from kiosk.journal.model import Origin, journal, lane
from kiosk.journal.model import kv as kv_table
from kiosk.journal.project import project
from kiosk.limits import clock_jump_days_max
from kiosk.store import SEEN
from kiosk.store.prepared import Prepared
from kiosk.wire.events import Event, Lane, Record, encode, pack_record

GENESIS = bytes(32)
"""What the first record of a lane is chained to."""


_LAST_DAY = select(journal.c.day).order_by(journal.c.position.desc()).limit(1)
_EPOCH = select(sql_cast(kv_table.c.value, Integer)).where(kv_table.c.key == "epoch").scalar_subquery()
_HERE = Prepared(select(func.coalesce(_EPOCH, 1), _LAST_DAY.scalar_subquery()))
_LANE = Prepared(
    select(lane.c.last_seq, lane.c.head).where(
        lane.c.epoch == bindparam("an_epoch"), lane.c.lane == bindparam("a_lane")
    )
)
_INSERT = Prepared(insert(journal), "origin", "epoch", "lane", "seq", "kind", "at_ms", "day", "record", "hash")
_NEW_LANE = upsert(lane).on_conflict_do_nothing()
_MOVE_LANE = Prepared(
    update(lane)
    .where(lane.c.epoch == bindparam("an_epoch"), lane.c.lane == bindparam("a_lane"))
    .values(last_seq=bindparam("new_seq"), head=bindparam("new_head"))
)


def append(db: Connection, event: Event, at: Instant, by: str, *, urgent: bool = False) -> Entry:
    """Write ``event`` and its tables.

    Args:
        db: Inside ``store.write()``.
        event: What happened.
        at: Read once by the step, so that all rows bear one time.
        by: The acting clerk's code; "" for the program itself.
        urgent: It leaves before everything else, in the lane of what is urgent; only for kinds that may overtake.

    Returns:
        The entry, for slips and refs.
    """
    if urgent and not event.MAY_OVERTAKE:
        raise Bug(f"{type(event).__name__} does not overtake")
    tail, lane_number = _tail(db), int(Lane.URGENT if urgent else event.LANE)
    epoch = tail.epoch
    last_seq, head = tail.lanes.get(lane_number) or _lane_state(db, epoch, lane_number)
    day = _day_after(db, tail.last_day, at)
    record = pack_record(
        Record(
            event.KIND, event.VERSION, at.wall_ms, at.mono_ms, at.boot, at.offset_ms, day_number(day), by,
            Raw(encode(event)),
        )
    )  # fmt: skip
    digest = hashlib.sha256(head + record).digest()
    inserted = _INSERT(
        db, origin=int(Origin.STATION), epoch=epoch, lane=lane_number, seq=last_seq + 1, kind=event.KIND,
        at_ms=at.county_ms, day=day_number(day), record=record, hash=digest,
    )  # fmt: skip
    _MOVE_LANE(db, an_epoch=epoch, a_lane=lane_number, new_seq=last_seq + 1, new_head=digest)
    tail.lanes[lane_number] = (last_seq + 1, digest)
    tail.last_day = day_number(day)
    position = int(inserted.lastrowid)
    entry = Entry(position, epoch, lane_number, last_seq + 1, at.county_ms, day, by, digest)
    project(db, entry, event)
    return entry


@dataclass(frozen=True)
class LastEvent:
    """The newest event of this station: what it was and when."""

    kind: int
    at_ms: int


def last_event(db: Connection) -> LastEvent | None:
    """The newest event; None in an empty journal."""
    newest = select(journal.c.kind, journal.c.at_ms).where(journal.c.origin == int(Origin.STATION))
    row = db.execute(newest.order_by(journal.c.position.desc()).limit(1)).first()
    return LastEvent(row.kind, row.at_ms) if row else None


def current_epoch(db: Connection) -> int:
    """The station's epoch: 1 at first, one more after every restore from a copy."""
    return int(kv.get(db, "epoch", 1))


def business_day(db: Connection, at: Instant) -> date:
    """The business date for something done at ``at``: never before the last one, and not absurdly after it.

    A clock that has jumped more than ``clock_jump_days_max`` ahead is not believed until a person has confirmed the day
    (``confirm_day``): a PC in 2099 must not carry the books there, because they could never come back.
    """
    return _day_after(db, _tail(db).last_day, at)


def _day_after(db: Connection, last_number: int | None, at: Instant) -> date:
    if last_number is None:
        return at.day
    last = day_of(last_number)
    if at.day <= last:
        return last
    if (at.day - last).days <= clock_jump_days_max or kv.get(db, "clock.confirmed_day") == at.day.isoformat():
        return at.day
    return last


@dataclass
class _Tail:
    """Where the journal ends, as this transaction knows it."""

    epoch: int
    last_day: int | None
    lanes: dict[int, tuple[int, bytes]]


def _tail(db: Connection) -> _Tail:
    """The journal's end: read once in a writing transaction, which nobody else can write beside."""
    seen = db.info.get(SEEN)
    if seen is not None and (known := seen.get("tail")) is not None:
        return cast(_Tail, known)
    epoch, last_day = _HERE(db).first()
    tail = _Tail(epoch, last_day, {})
    if seen is not None:
        seen["tail"] = tail
    return tail


def forget_tail(db: Connection) -> None:
    """Somebody else wrote to the journal in this transaction."""
    db.info.get(SEEN, {}).pop("tail", None)


def _lane_state(db: Connection, epoch: int, lane_number: int) -> tuple[int, bytes]:
    row = _LANE(db, an_epoch=epoch, a_lane=lane_number).first()
    if row is not None:
        return int(row[0]), bytes(row[1])
    db.execute(_NEW_LANE, {"epoch": epoch, "lane": lane_number, "last_seq": 0, "head": GENESIS, "acked_seq": 0})
    return 0, GENESIS
