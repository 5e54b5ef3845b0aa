"""Take in one envelope: whatever comes, however often and in whatever order, each event is stored once.

The lane's row is locked, so high-water and events move together. Records up to the high-water are compared by one hash
of the chain, since an equal hash means an equal history. What is beyond a gap waits as the envelope it is. Nothing
behind a record that cannot be read waits for it.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.engine import Connection

from county import projections
from county.model import BY_CHARS_MAX, EventState, event, fork, lane, quarantine, waiting
from county.projections import Received
from county.store import insert_missing, lock_feed
from kiosk.wire import events
from kiosk.wire.codec import GENESIS, Malformed, UnknownVersion, WireTrouble
from kiosk.wire.envelope import Envelope, Header, open_envelope
from kiosk.wire.events import Lane
from kiosk.wire.receipt import Outcome, Receipt, Verdict

WAITING_MAX = 64  # envelopes behind the gaps of one lane
FORKS_MAX = 16  # of one station are kept as evidence; more prove nothing more
_INT64_MAX = 2**63 - 1
_INT32_MAX = 2**31 - 1


@dataclass(frozen=True)
class Intake:
    """What came of one envelope.

    Attributes:
        receipt: To be signed once the transaction has committed.
        records: How many events are new.
        safe: How many of the envelope's records the receipt covers.
    """

    receipt: Receipt
    records: int
    safe: int


@dataclass
class _Lane:
    """A locked lane while it grows."""

    header: Header
    high_water: int
    head: bytes
    records: int = 0

    @property
    def key(self) -> dict[str, Any]:
        return {"station": self.header.station, "epoch": self.header.epoch, "lane": self.header.lane}


def receive(db: Connection, data: bytes, key: Ed25519PublicKey, station: str, at_ms: int) -> Intake:
    """Store what is new in an envelope.

    Args:
        db: Inside ``store.write()``.
        data: The sealed bytes.
        key: The station's public key.
        station: Its code.
        at_ms: County time.

    Raises:
        WireTrouble: The envelope cannot be read as this station's; nothing was written.
    """
    opened = open_envelope(data, key, station=station)
    here = _locked(db, opened.header)
    verdicts = _merge(db, here, opened, data, at_ms)
    for further in _behind_the_gap(db, here):
        # Whatever it leads to was told when it came; what is new about it shows in the high-water. One that has become
        # unreadable (the station has a new key) is dropped: without a receipt the station sends it again.
        with suppress(WireTrouble):
            _merge(db, here, open_envelope(further, key, station=station), further, at_ms)
    db.execute(_where(sa.update(lane), lane, here).values(high_water=here.high_water, head=here.head))
    header = opened.header
    told = (*verdicts, *_marked(db, here, header.first, min(header.last, here.high_water)))
    receipt = Receipt(station, header.epoch, header.lane, here.high_water, opened.digest, at_ms, told)
    return Intake(receipt, here.records, max(0, min(header.last, here.high_water) - header.first + 1))


def reconsider(db: Connection) -> int:
    """Read again what was held for want of a newer program, at every start.

    Returns:
        How many events this program could read.
    """
    freed = 0
    keys = ("station", "epoch", "lane", "seq")
    for row in db.execute(sa.select(event).where(event.c.state == EventState.HELD)).all():
        facts, reason = _read(row.record)
        if facts["state"] == EventState.HELD:
            continue
        here = [(name, getattr(row, name)) for name in keys]
        db.execute(sa.update(event).where(*(event.c[name] == value for name, value in here)).values(facts))
        mark = sa.and_(*(quarantine.c[name] == value for name, value in here))
        changed = sa.update(quarantine).values(outcome=Outcome.SET_ASIDE, reason=reason)
        db.execute((changed if reason else sa.delete(quarantine)).where(mark))
        if not reason:
            lock_feed(db)
            projections.project(db, _head({**row._asdict(), **facts}), facts["kind"], row.record)
        freed += not reason
    return freed


def _locked(db: Connection, header: Header) -> _Lane:
    here = _Lane(header, 0, GENESIS)
    insert_missing(db, lane, [{**here.key, "high_water": 0, "head": GENESIS}])
    row = db.execute(_where(sa.select(lane.c.high_water, lane.c.head), lane, here).with_for_update()).one()
    return _Lane(header, row.high_water, row.head)


def _merge(db: Connection, here: _Lane, opened: Envelope, data: bytes, at_ms: int) -> tuple[Verdict, ...]:
    header = opened.header
    if header.first > here.high_water + 1:
        return _wait(db, here, opened, data, at_ms)
    known = min(header.last, here.high_water) - header.first + 1
    mine = opened.hashes[known - 1] if known else header.previous
    if _hash_at(db, here, header.first + known - 1) != mine:
        return _forked(db, here, opened, data, at_ms)
    if known < len(opened.records):
        _store(db, here, opened, known, at_ms)
    return (Verdict(Outcome.DUPLICATE, header.first, header.first + known - 1),) if known else ()


def _store(db: Connection, here: _Lane, opened: Envelope, known: int, at_ms: int) -> None:
    rows, marks = [], []
    for seq, record, digest in zip(
        range(opened.header.first + known, opened.header.last + 1),
        opened.records[known:],
        opened.hashes[known:],
        strict=True,
    ):
        facts, reason = _read(record)
        rows.append({**here.key, "seq": seq, **facts, "record": record, "hash": digest, "received_ms": at_ms})
        if reason:
            outcome = Outcome.HELD if facts["state"] == EventState.HELD else Outcome.SET_ASIDE
            marks.append({**here.key, "seq": seq, "outcome": outcome, "reason": reason, "at_ms": at_ms})
    insert_missing(db, event, rows)
    insert_missing(db, quarantine, marks)
    if here.header.lane == Lane.MONEY:
        # Money is decided about by one at a time: whoever has this lock, here or at the billers' door, comes first.
        lock_feed(db)
    for row in rows:
        if row["state"] == EventState.STORED:
            projections.project(db, _head(row), row["kind"], row["record"])
    here.high_water, here.head = opened.header.last, opened.header.head
    here.records += len(rows)


def _head(row: dict[str, Any]) -> Received:
    names = ("station", "epoch", "lane", "seq", "day", "by", "at_ms", "received_ms")
    return Received(*(row[name] for name in names))


def _read(data: bytes) -> tuple[dict[str, Any], str]:
    """The columns of a record, and why it could not be applied ("" when it could)."""
    unread = {"kind": 0, "at_ms": 0, "day": 0, "by": "", "state": EventState.ASIDE}
    try:
        record = events.unpack_record(data)
    except Malformed:
        return unread, "record"
    at_ms = record.at_ms + record.offset_ms
    # Numbers and texts that msgpack can say and a database column cannot.
    if not (0 < record.kind <= _INT32_MAX and 0 <= record.day <= _INT32_MAX and abs(at_ms) <= _INT64_MAX):
        return unread, "range"
    if len(record.by) > BY_CHARS_MAX or "\0" in record.by:
        return unread, "range"
    facts = {"kind": record.kind, "at_ms": at_ms, "day": record.day, "by": record.by, "state": EventState.STORED}
    try:
        events.decode_event(record.kind, bytes(record.body))
    except UnknownVersion:
        return {**facts, "state": EventState.HELD}, f"kind {record.kind}"
    except Malformed:
        return {**facts, "state": EventState.ASIDE}, "body"
    return facts, ""


def _wait(db: Connection, here: _Lane, opened: Envelope, data: bytes, at_ms: int) -> tuple[Verdict, ...]:
    header = opened.header
    gap = Verdict(Outcome.GAP, here.high_water + 1, header.first - 1)
    count = db.execute(_where(sa.select(sa.func.count()).select_from(waiting), waiting, here)).scalar_one()
    if count >= WAITING_MAX:
        return gap, Verdict(Outcome.REFUSED, header.first, header.last, "waiting")
    row = {**here.key, "first": header.first, "digest": opened.digest, "envelope": data, "at_ms": at_ms}
    insert_missing(db, waiting, [row])
    return (gap,)


def _behind_the_gap(db: Connection, here: _Lane) -> Iterator[bytes]:
    """Envelopes that waited and now join on, in order; each leaves the waiting room."""
    while True:
        found = _where(sa.select(waiting.c.digest, waiting.c.first, waiting.c.envelope), waiting, here)
        found = found.where(waiting.c.first <= here.high_water + 1).order_by(waiting.c.first).limit(1)
        if (row := db.execute(found).first()) is None:
            return
        gone = _where(sa.delete(waiting), waiting, here)
        db.execute(gone.where(waiting.c.first == row.first, waiting.c.digest == row.digest))
        yield row.envelope


def _forked(db: Connection, here: _Lane, opened: Envelope, data: bytes, at_ms: int) -> tuple[Verdict, ...]:
    header = opened.header
    mine = dict(enumerate((header.previous, *opened.hashes), header.first - 1))
    stored = _where(sa.select(event.c.seq, event.c.hash), event, here)
    stored = stored.where(event.c.seq.between(header.first - 1, header.last)).order_by(event.c.seq)
    differing = (row.seq for row in db.execute(stored) if mine[row.seq] != row.hash)
    seq = max(next(differing, header.first), header.first)
    kept = sa.select(sa.func.count()).select_from(fork).where(fork.c.station == header.station)
    if db.execute(kept).scalar_one() < FORKS_MAX:
        row = {**here.key, "seq": seq, "digest": opened.digest, "envelope": data, "at_ms": at_ms}
        insert_missing(db, fork, [row])
    return (Verdict(Outcome.FORKED, seq, header.last),)


def _hash_at(db: Connection, here: _Lane, seq: int) -> bytes:
    if seq == here.high_water:
        return here.head
    if seq == 0:
        return GENESIS
    found = _where(sa.select(event.c.hash), event, here).where(event.c.seq == seq)
    return bytes(db.execute(found).scalar_one())


def _marked(db: Connection, here: _Lane, first: int, last: int) -> Iterator[Verdict]:
    """What is not plainly stored in this range, told again each time: the first receipt may have been lost."""
    found = _where(sa.select(quarantine), quarantine, here)
    rows = db.execute(found.where(quarantine.c.seq.between(first, last)).order_by(quarantine.c.seq))
    numbered = ((row.seq - place, row) for place, row in enumerate(rows))
    for (_, outcome, reason), run in groupby(numbered, key=lambda pair: (pair[0], pair[1].outcome, pair[1].reason)):
        seqs = [row.seq for _, row in run]
        yield Verdict(outcome, seqs[0], seqs[-1], reason)


def _where(statement: Any, table: sa.Table, here: _Lane) -> Any:  # noqa: ANN401 - select, update and delete alike
    columns = table.c
    return statement.where(
        columns.station == here.header.station, columns.epoch == here.header.epoch, columns.lane == here.header.lane
    )
