"""What happened to one parcel, from the journal itself: every event that names it, in its order."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kiosk.errors import UnknownVersion
from kiosk.journal.model import Origin, journal
from kiosk.parcels.model import pickup
from kiosk.parcels.projectors import row_of
from kiosk.people import clerks
from kiosk.station import Station
from kiosk.wire.events import Event, Lane, decode_event, unpack_record

_entries_max = 40_000
"""How far behind its intake a parcel's trail is followed: a busy point's half year, and 40 ms of reading."""
_epoch_step = 10**9
"""A ref is epoch × 10⁹ + sequence (``journal.Entry.ref``)."""
_after_pickup = 400
"""Payment and putting back stand close behind the hand-over."""


@dataclass(frozen=True)
class Step:
    """One event of a parcel's life.

    Attributes:
        position: In the journal.
        at_ms: When, ms since 1970 UTC.
        by: The clerk's name, or "" for the program itself.
        event: What happened, whole.
    """

    position: int
    at_ms: int
    by: str
    event: Event


def trail(station: Station, parcel_id: int) -> tuple[Step, ...]:
    """Every event of the journal that names a parcel, the oldest first.

    Raises:
        NotFound: No such parcel.
    """
    with station.store.read() as db:
        names = {clerk.code: clerk.name for clerk in clerks.everyone(db)}
        return tuple(_steps(db, parcel_id, names))


def _steps(db: Connection, parcel_id: int, names: dict[str, str]) -> list[Step]:
    row_of(db, parcel_id)  # that there is one
    first = _intake_position(db, parcel_id)
    left = db.execute(select(pickup.c.position).where(pickup.c.parcel == parcel_id)).scalar()
    last = first + _entries_max if left is None else left + _after_pickup
    # The number's own bytes are looked for, so that only the few records that may name the parcel are decoded.
    named = func.instr(journal.c.record, msgspec.msgpack.encode(parcel_id)) > 0
    here = journal.c.position.between(first, last) & (journal.c.origin == int(Origin.STATION))
    rows = db.execute(
        select(journal.c.position, journal.c.at_ms, journal.c.record)
        .where(here, (journal.c.position == first) | named)
        .order_by(journal.c.position)
    )
    found = []
    for row in rows:
        record = unpack_record(bytes(row.record))
        try:
            event = decode_event(record.kind, bytes(record.body))
        except UnknownVersion:
            continue
        if row.position == first or _names(event, parcel_id):
            found.append(Step(row.position, row.at_ms, names.get(record.by, record.by), event))
    return found


def _intake_position(db: Connection, parcel_id: int) -> int:
    """Where its intake stands; the parcel's own row knows only its last label's entry."""
    epoch, seq = divmod(parcel_id, _epoch_step)
    its = (journal.c.origin == int(Origin.STATION)) & (journal.c.lane == int(Lane.MATTERS))
    found = select(journal.c.position).where(its, journal.c.epoch == epoch, journal.c.seq == seq)
    return int(db.execute(found).scalar_one())


def _names(event: Event, parcel_id: int) -> bool:
    several = getattr(event, "parcels", ())
    return getattr(event, "parcel", None) == parcel_id or any(getattr(p, "parcel", p) == parcel_id for p in several)
