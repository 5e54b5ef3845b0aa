"""What happened to one payment, from the journal itself: events and decisions in their order."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Row

from kiosk.errors import NotFound, UnknownVersion
from kiosk.journal.model import Origin, journal
from kiosk.payments.model import dispute
from kiosk.payments.projectors import row_of
from kiosk.people import clerks
from kiosk.station import Station
from kiosk.wire.events import Decision, Event, decode_decision, decode_event, unpack_record

_entries_max = 40_000
"""How far behind its taking a payment is followed: a busy point's half year, and 40 ms of reading."""


@dataclass(frozen=True)
class Step:
    """One thing that happened to a payment.

    Attributes:
        position: In the journal, where the slips of an event hang.
        at_ms: When, ms since 1970 UTC.
        by: The clerk's name; "" for the county and for the program itself.
        fact: What happened, whole.
    """

    position: int
    at_ms: int
    by: str
    fact: Event | Decision


def trail(db: Connection, _station: Station, payment_id: int) -> tuple[Step, ...]:
    """Every event and decision that names a payment or a dispute about it, the oldest first.

    Raises:
        NotFound: ``payments.missing``.
    """
    if (row := row_of(db, payment_id)) is None:
        raise NotFound("payments.missing")
    names = {clerk.code: clerk.name for clerk in clerks.everyone(db)}
    disputes = set(db.execute(select(dispute.c.id).where(dispute.c.payment == payment_id)).scalars())
    # The numbers' own bytes are looked for, so that only the few records that may name them are decoded.
    wanted = [func.instr(journal.c.record, msgspec.msgpack.encode(one)) > 0 for one in (payment_id, *disputes)]
    named = wanted[0]
    for one in wanted[1:]:
        named |= one
    here = journal.c.position.between(row.position, row.position + _entries_max)
    query = select(journal).where(here, (journal.c.position == row.position) | named).order_by(journal.c.position)
    steps = (_step(found, names) for found in db.execute(query))
    return tuple(
        step
        for step in steps
        if step is not None and (step.position == row.position or _names(step.fact, payment_id, disputes))
    )


def _step(row: "Row[tuple[object, ...]]", names: dict[str, str]) -> Step | None:
    try:
        if row.origin == Origin.COUNTY:
            return Step(row.position, row.at_ms, "", decode_decision(row.kind, bytes(row.record)))
        record = unpack_record(bytes(row.record))
        return Step(
            row.position, row.at_ms, names.get(record.by, record.by), decode_event(record.kind, bytes(record.body))
        )
    except UnknownVersion:
        return None


def _names(fact: Event | Decision, payment_id: int, disputes: set[int]) -> bool:
    if getattr(fact, "payment", None) == payment_id or payment_id in getattr(fact, "payments", ()):
        return True
    return getattr(fact, "dispute", None) in disputes
