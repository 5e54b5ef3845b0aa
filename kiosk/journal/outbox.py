"""What is not yet safe at the county: read from the journal itself, so nothing can disagree with it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection

from kiosk.clock import Instant
from kiosk.journal import model
from kiosk.journal.append import GENESIS
from kiosk.journal.entry import REF_EPOCH
from kiosk.journal.model import Origin, journal, lane
from kiosk.limits import envelope_records_max
from kiosk.store.prepared import Prepared
from kiosk.wire.events import Lane


@dataclass(frozen=True)
class Outbox:
    """What waits.

    Attributes:
        count: Events without the county's receipt.
        oldest_ms: When the oldest of them happened; None when nothing waits.
        per_lane: The count of each lane that has any.
        aside: Events that the county set aside and nobody has answered.
    """

    count: int
    oldest_ms: int | None
    per_lane: dict[Lane, int]
    aside: int


@dataclass(frozen=True)
class Run:
    """Consecutive records of one lane, ready for an envelope.

    Attributes:
        epoch: Of the station when they were written.
        lane: Their lane.
        first: Sequence of the first.
        previous_hash: The chain's value before the first.
        records: Their bytes.
    """

    epoch: int
    lane: Lane
    first: int
    previous_hash: bytes
    records: tuple[bytes, ...]


@dataclass(frozen=True)
class SetAside:
    """A record that could not be applied: at the county, or (a decision) here."""

    position: int
    epoch: int
    lane: int
    seq: int
    kind: int
    code: str
    reason: str
    at_ms: int


_OFFERED = Prepared(
    select(lane.c.offered_seq).where(lane.c.epoch == bindparam("an_epoch"), lane.c.lane == bindparam("a_lane"))
)


def outbox(db: Connection) -> Outbox:
    """Count what waits; a handful of rows, whatever the journal's size."""
    per_lane: dict[Lane, int] = {}
    oldest: list[int] = []
    for row in db.execute(select(lane).where(lane.c.last_seq > lane.c.acked_seq)):
        per_lane[Lane(row.lane)] = per_lane.get(Lane(row.lane), 0) + row.last_seq - row.acked_seq
        first = _event(row.epoch, row.lane, row.acked_seq + 1).with_only_columns(journal.c.at_ms)
        oldest.append(db.execute(first).scalar_one())
    waiting = select(func.count()).select_from(model.aside).where(model.aside.c.answered == 0)
    return Outbox(sum(per_lane.values()), min(oldest, default=None), per_lane, db.execute(waiting).scalar_one())


def at_county(db: Connection, position: int) -> bool:
    """Whether the county has the record at a position of this journal; its own decisions it always has."""
    joined = journal.outerjoin(lane, (lane.c.epoch == journal.c.epoch) & (lane.c.lane == journal.c.lane))
    here = select(journal.c.origin, journal.c.seq, lane.c.acked_seq).select_from(joined)
    row = db.execute(here.where(journal.c.position == position)).first()
    return row is not None and (row.origin == int(Origin.COUNTY) or row.seq <= row.acked_seq)


def offer(db: Connection, epoch: int, of_lane: Lane, last: int) -> None:
    """A run that ends with ``last`` is about to leave: from here on the county may have it. Never moves back."""
    this = (lane.c.epoch == epoch) & (lane.c.lane == int(of_lane)) & (lane.c.offered_seq < last)
    db.execute(update(lane).where(this).values(offered_seq=last))


def offered(db: Connection, ref: int, of_lane: Lane = Lane.MONEY) -> bool:
    """Whether an event may have reached the county, receipt or not; one that was never offered can be taken back."""
    epoch, seq = divmod(ref, REF_EPOCH)
    row = _OFFERED(db, an_epoch=epoch, a_lane=int(of_lane)).first()
    return row is not None and seq <= int(row.offered_seq)


def top(db: Connection, of_lane: Lane) -> tuple[int, int]:
    """Epoch and sequence of the newest record of a lane; (0, 0) in an empty one."""
    query = select(lane.c.epoch, lane.c.last_seq).where(lane.c.lane == int(of_lane)).order_by(lane.c.epoch.desc())
    row = db.execute(query.limit(1)).first()
    return (0, 0) if row is None else (int(row.epoch), int(row.last_seq))


def unsent_run(
    db: Connection,
    of_lane: Lane,
    bytes_max: int,
    after: tuple[int, int] = (0, 0),
    records_max: int = envelope_records_max,
) -> Run | None:
    """The oldest unsent records of a lane, old epochs first.

    Args:
        db: Any connection.
        of_lane: Which lane.
        bytes_max: Stop before the records exceed this; one record always fits.
        after: ``(epoch, sequence)`` already in flight; the run begins behind it.
        records_max: Stop after so many.

    Returns:
        The run, or None when nothing waits.
    """
    open_lanes = (
        select(lane)
        .where(lane.c.lane == int(of_lane), lane.c.last_seq > lane.c.acked_seq)
        .order_by(lane.c.epoch)
    )  # fmt: skip
    for row in db.execute(open_lanes):
        start = max(row.acked_seq, after[1] if after[0] == row.epoch else 0)
        if row.epoch < after[0] or start >= row.last_seq:
            continue
        return _run(db, row.epoch, of_lane, start, bytes_max, records_max)
    return None


def run_from(
    db: Connection, epoch: int, of_lane: Lane, first: int, bytes_max: int, records_max: int = envelope_records_max
) -> Run | None:
    """Records from ``first`` on, acknowledged or not: a county restored from an old copy asks for them again.

    Returns:
        The run, or None when the lane ends before ``first``.
    """
    run = _run(db, epoch, of_lane, first - 1, bytes_max, records_max)
    return run if run.records else None


def _run(db: Connection, epoch: int, of_lane: Lane, start: int, bytes_max: int, records_max: int) -> Run:
    rows = db.execute(
        select(journal.c.record)
        .where(
            journal.c.origin == int(Origin.STATION), journal.c.epoch == epoch, journal.c.lane == int(of_lane),
            journal.c.seq > start,
        )
        .order_by(journal.c.seq)
        .limit(records_max)
    )  # fmt: skip
    records: list[bytes] = []
    size = 0
    for (record,) in rows:
        size += len(record)
        if records and size > bytes_max:
            break
        records.append(bytes(record))
    return Run(epoch, of_lane, start + 1, hash_before(db, epoch, of_lane, start + 1), tuple(records))


def hash_before(db: Connection, epoch: int, of_lane: Lane, seq: int) -> bytes:
    """The chain's value before ``seq``."""
    found = db.execute(_event(epoch, int(of_lane), seq - 1).with_only_columns(journal.c.hash)).scalar()
    return GENESIS if found is None else bytes(found)


def acknowledge(db: Connection, epoch: int, of_lane: Lane, high_water: int) -> int:
    """The county's signed receipt covers everything up to ``high_water``. Never moves back, never past what exists.

    Returns:
        How many events became safe by it.
    """
    row = db.execute(select(lane).where(lane.c.epoch == epoch, lane.c.lane == int(of_lane))).first()
    if row is None:
        return 0
    reached = min(high_water, row.last_seq)
    if reached <= row.acked_seq:
        return 0
    db.execute(update(lane).where(lane.c.epoch == epoch, lane.c.lane == int(of_lane)).values(acked_seq=reached))
    return int(reached - row.acked_seq)


def set_aside(db: Connection, epoch: int, of_lane: Lane, seq: int, code: str, reason: str, at: Instant) -> None:
    """The county keeps this record apart; the clerk is shown why. Said twice, it stands once."""
    position = db.execute(_event(epoch, int(of_lane), seq).with_only_columns(journal.c.position)).scalar()
    if position is not None:
        row = {"position": position, "code": code, "reason": reason[:300], "at_ms": at.county_ms, "answered": 0}
        db.execute(insert(model.aside).on_conflict_do_nothing(), row)


def aside(db: Connection, rows_max: int = 100) -> tuple[SetAside, ...]:
    """What was set aside and not answered, newest first."""
    joined = model.aside.join(journal, journal.c.position == model.aside.c.position)
    rows = db.execute(
        select(journal, model.aside.c.code, model.aside.c.reason, model.aside.c.at_ms.label("when"))
        .select_from(joined)
        .where(model.aside.c.answered == 0)
        .order_by(journal.c.position.desc())
        .limit(rows_max)
    )
    return tuple(
        SetAside(row.position, row.epoch, row.lane, row.seq, row.kind, row.code, row.reason, row.when) for row in rows
    )


def _event(epoch: int, of_lane: int, seq: int) -> Select[Any]:
    return select(journal).where(
        journal.c.origin == int(Origin.STATION), journal.c.epoch == epoch, journal.c.lane == of_lane,
        journal.c.seq == seq,
    )  # fmt: skip
