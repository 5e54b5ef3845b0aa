"""Who paid leaves this point after the county's term; amounts, account, dates and states stay for the books.

Only what the county has decided, whose every record it has, with nothing owed and no dispute open. The journal keeps
stubs whose chain verifies (``journal.purge``); slips that name the person go too. The lists of bills and accounts are
the county's own and are replaced by its next statements: their names are not this module's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import DAY_MS, Instant
from kiosk.journal import Told, purge
from kiosk.journal.model import lane
from kiosk.payments.model import Refund, dispute, payment
from kiosk.slips import spool
from kiosk.station import Station
from kiosk.wire import payment_events as events
from kiosk.wire import till_decisions as decisions
from kiosk.wire.events import Event

_chunk = 200  # payments of one transaction
_ABOUT = (
    events.PaymentCancelled, events.RefundPaid, events.DisputeOpened, events.CardMoved, events.PostedSlipGiven,
    decisions.PaymentRefused, decisions.PaymentDoubted, decisions.PaymentReversed, decisions.CancelDecided,
    decisions.DisputeAnswered,
)  # fmt: skip
"""Every fact that names the person, or whose slip does."""


@dataclass(frozen=True)
class Aged:
    """What left the database.

    Attributes:
        payments: How many no longer name anybody.
        records: Records of the journal that became stubs.
        waiting: Old enough, but the county has not all of it yet.
    """

    payments: int = 0
    records: int = 0
    waiting: int = 0


@dataclass
class _Traces:
    """Where a payment's person is: positions whose record loses it, those whose slips go, and whether all are safe."""

    records: list[int] = field(default_factory=list)
    slips: list[int] = field(default_factory=list)
    safe: bool = True


def forget(station: Station, by: str = "") -> Aged:
    """Forget who paid what is old enough and safe; call it once a day. Small transactions: the counter goes on."""
    at = station.clock.now()
    with station.store.read() as db:
        due = _due(db, station, at)
        traces = _traces(db, due) if due else {}
    ready = [one for one in due if traces[one].safe]
    records = 0
    for start in range(0, len(ready), _chunk):
        records += _forget(station, {one: traces[one] for one in ready[start : start + _chunk]}, by)
    return Aged(len(ready), records, len(due) - len(ready))


def _due(db: Connection, station: Station, at: Instant) -> dict[int, int]:
    """Payments whose term is over and who still name somebody: id → position of the record."""
    before_ms = at.county_ms - station.catalogue.limits.payment_keep_days * DAY_MS
    named = (payment.c.holder != "") | (payment.c.payer != "") | (payment.c.resident != "")
    over = (payment.c.state_ms < before_ms) & (payment.c.is_open == 0) & (payment.c.refund != Refund.DUE.value)
    late = dispute.c.outcome.in_(("", "open")) | (dispute.c.answered_ms >= before_ms)
    disputed = select(dispute.c.id).where(dispute.c.payment == payment.c.id, late).exists()
    query = select(payment.c.id, payment.c.position).where(named, over, ~disputed).order_by(payment.c.id)
    return {row.id: row.position for row in db.execute(query)}


def _traces(db: Connection, due: dict[int, int]) -> dict[int, _Traces]:
    acked = {(row.epoch, row.lane): row.acked_seq for row in db.execute(select(lane))}
    found = {one: _Traces() for one in due}
    for told in _told(db, due):
        its = found[told[0]]
        entry, fact = told[1].entry, told[1].fact
        its.slips.append(entry.position)
        if purge.is_personal(type(fact)):
            its.records.append(entry.position)
        if isinstance(fact, Event):
            its.safe &= entry.seq <= acked.get((entry.epoch, entry.lane), 0)
    return found


def _told(db: Connection, due: dict[int, int]) -> Iterator[tuple[int, Told]]:
    """Every fact about these payments, with the payment's id."""
    for one, position in due.items():
        yield one, journal.entry_at(db, position)
    of_dispute = {row.id: row.payment for row in db.execute(select(dispute.c.id, dispute.c.payment))}
    for told in journal.stream(db, *_ABOUT):
        fact = told.fact
        if isinstance(fact, decisions.DisputeAnswered):
            about = of_dispute.get(fact.dispute, 0)
        else:
            about = int(getattr(fact, "payment", 0))
        if about in due:
            yield about, told


def _forget(station: Station, traces: dict[int, _Traces], by: str) -> int:
    at = station.clock.now()
    with station.store.write() as db:
        journal.append(db, events.PaymentsForgotten(tuple(traces)), at, by)
        purged = purge.purge(db, [one for its in traces.values() for one in its.records], at, by)
        slips = [one for its in traces.values() for one in its.slips]
        db.execute(delete(spool.slip).where(spool.slip.c.position.in_(slips)))
        return purged
