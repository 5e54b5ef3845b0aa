"""The drawers, rebuilt from the events: what each shift should have ended with, and cash on its way to the bank.

A Z is believed only as far as the events bear it out (M21): beginning with what was counted at the sign-in, every event
of the money lane up to the close is added up again, and the station is told whether the sums agree.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county import feed
from county.model import BY_CHARS_MAX, EventState, event
from county.payments import AMOUNT_FEN_MAX, one
from county.projections import Received, UnfitError, head_of, projects, reacts
from county.till_model import ACCOUNT_CHARS_MAX, Deposited, denied, deposit, shift_z
from kiosk.wire import events
from kiosk.wire.counter_events import SendingPaid
from kiosk.wire.events import Event, Lane
from kiosk.wire.parcel_events import PickupPaid, PickupRefunded
from kiosk.wire.payment_events import PaymentCancelled, PaymentTaken, RefundPaid
from kiosk.wire.till_decisions import TotalsChecked
from kiosk.wire.till_events import CashMoved, OpeningAgreed, ShiftClosed, ShiftOpened

_CASH = (
    PaymentTaken, PaymentCancelled, RefundPaid, CashMoved, OpeningAgreed, PickupPaid, PickupRefunded, SendingPaid,
)  # fmt: skip
_SHIFTS_BACK = 100  # a shift that is closed began at most so many sign-ins ago


@projects(ShiftClosed)
def _closed(db: Connection, head: Received, fact: ShiftClosed) -> None:
    figures = (fact.opening_fen, fact.counted_fen, fact.expected_fen)
    if not all(abs(fen) <= AMOUNT_FEN_MAX for fen in figures):
        raise UnfitError("figures")
    opened = _opening(db, head, fact.shift)
    own_fen = _expected_fen(db, opened[0], head, opened[1].counted_fen) if opened else 0
    row = {
        "station": head.station, "ref": head.ref, "z": fact.z, "shift": fact.shift, "clerk": fact.clerk[:BY_CHARS_MAX],
        "day": head.day, "at_ms": head.at_ms, "opening_fen": fact.opening_fen, "counted_fen": fact.counted_fen,
        "expected_fen": fact.expected_fen, "own_expected_fen": own_fen,
        "differs": own_fen != fact.expected_fen or _listed_fen(fact) != fact.expected_fen,
    }  # fmt: skip
    db.execute(sa.insert(shift_z), row)


@reacts(ShiftClosed)
def _check_totals(db: Connection, head: Received, fact: ShiftClosed) -> None:
    this = (shift_z.c.station == head.station) & (shift_z.c.ref == head.ref)
    row = db.execute(sa.select(shift_z).where(this)).one()
    feed.decide(db, TotalsChecked(fact.z, row.own_expected_fen, row.differs), head.received_ms, head.station)


@projects(CashMoved)
def _cash_moved(db: Connection, head: Received, fact: CashMoved) -> None:
    if not 0 < fact.fen <= AMOUNT_FEN_MAX:
        raise UnfitError("cash")
    if fact.target == "bank":
        this = (denied.c.station == head.station) & (denied.c.ref == head.ref)
        known = db.execute(sa.select(denied.c.ref).where(this)).first()  # in a rebuild
        state = Deposited.DISPUTED if known else Deposited.WAITING
        row = {
            "station": head.station, "ref": head.ref, "fen": fact.fen, "day": head.day, "at_ms": head.at_ms,
            "slip": fact.slip.replace("\0", "")[:ACCOUNT_CHARS_MAX], "state": state,
        }  # fmt: skip
        db.execute(sa.insert(deposit), row)


def till_fen(db: Connection, station: str, fact: Event, held_fen: int) -> int:
    """What the drawer holds after an event, when it held ``held_fen`` before."""
    match fact:
        case PaymentTaken():
            held_fen += fact.amount_fen + fact.fee_fen
        case PaymentCancelled(at_once=True):
            row = one(db, station, fact.payment)
            held_fen -= row.amount_fen + row.fee_fen if row else 0
        case RefundPaid():
            held_fen -= fact.fen
        case CashMoved():
            held_fen += fact.fen * ((fact.target == "till") - (fact.source == "till"))
        case OpeningAgreed():
            held_fen = fact.fen  # counted and signed: whatever the books said before
        case PickupPaid():
            held_fen += fact.due_fen
        case PickupRefunded():
            held_fen -= fact.refund_fen
        case SendingPaid():
            held_fen += fact.freight_fen + fact.insurance_fen + fact.packing_fen
    return held_fen


def _opening(db: Connection, head: Received, number: int) -> tuple[Received, ShiftOpened] | None:
    """Where a shift began."""
    columns = event.c
    found = _of(head.station, (ShiftOpened,)).where(_before(head))
    newest = found.order_by(columns.epoch.desc(), columns.seq.desc()).limit(_SHIFTS_BACK)
    for row in db.execute(newest):
        fact = events.decode_event(row.kind, bytes(events.unpack_record(row.record).body))
        if isinstance(fact, ShiftOpened) and fact.shift == number:
            return head_of(row), fact
    return None


def _expected_fen(db: Connection, opened: Received, closed: Received, held_fen: int) -> int:
    for fact in _between(db, opened, closed):
        held_fen = till_fen(db, closed.station, fact, held_fen)
    return held_fen


def _between(db: Connection, opened: Received, closed: Received) -> Iterator[Event]:
    columns = event.c
    after = sa.or_(columns.epoch > opened.epoch, (columns.epoch == opened.epoch) & (columns.seq > opened.seq))
    found = _of(closed.station, _CASH).where(after, _before(closed))
    rows = db.execute(found.order_by(columns.epoch, columns.seq)).all()
    return (events.decode_event(row.kind, bytes(events.unpack_record(row.record).body)) for row in rows)


def _of(station: str, kinds: tuple[type[Event], ...]) -> sa.Select[tuple[object, ...]]:
    columns = event.c
    return sa.select(event).where(
        columns.station == station, columns.lane == Lane.MONEY, columns.state == EventState.STORED,
        columns.kind.in_([kind.KIND for kind in kinds]),
    )  # fmt: skip


def _before(head: Received) -> sa.ColumnElement[bool]:
    columns = event.c
    return sa.or_(columns.epoch < head.epoch, (columns.epoch == head.epoch) & (columns.seq < head.seq))


def _listed_fen(fact: ShiftClosed) -> int:
    """What the slip's own lines come to; a Z without lines says nothing."""
    return fact.opening_fen + sum(line.fen for line in fact.totals) if fact.totals else fact.expected_fen
