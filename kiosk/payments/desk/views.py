"""A payment as a screen shows it: one row with everything that is said about it, finished."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, literal_column, or_, select
from sqlalchemy.engine import Connection, Row

from kiosk import limits
from kiosk.clock import DAY_MS, Instant, day_of
from kiosk.errors import NotFound
from kiosk.journal.entry import REF_EPOCH
from kiosk.journal.model import lane
from kiosk.payments import rules
from kiosk.payments.model import PayState, Refund, paid_bill, payment
from kiosk.payments.projectors import row_of
from kiosk.payments.view import PaymentView
from kiosk.people import names
from kiosk.people.model import clerk
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire import refs
from kiosk.wire.events import Lane
from kiosk.wire.payment_events import PaidBill

__all__ = ["PaymentView", "is_silent", "one", "some", "these", "view"]

_BILLS = Prepared(
    select(paid_bill.c.bill, paid_bill.c.fen)
    .where(paid_bill.c.payment == bindparam("an_id"))
    .order_by(paid_bill.c.bill)
)
_CLERK = Prepared(select(clerk.c.name).where(clerk.c.code == bindparam("a_code")))
_ACKED = Prepared(
    select(lane.c.acked_seq).where(
        lane.c.epoch == bindparam("an_epoch"), lane.c.lane == literal_column(str(int(Lane.MONEY)))
    )
)


def view(db: Connection, station: Station, row: "Row[Any]", at: Instant) -> PaymentView:
    """One row of the table ``payment`` as a screen shows it at a time."""
    biller = next((one for one in station.catalogue.billers if one.code == row.biller), None)
    days = biller.unknown_days if biller else rules.unknown_days_default
    state = rules.state_shown(PayState(row.state), row.state_ms, at.county_ms, days)
    return PaymentView(
        id=row.id, position=row.position, reference=refs.serial(station.code, row.id), biller=row.biller,
        biller_name=biller.name if biller else row.biller, service=biller.service if biller else "",
        account=row.account, account_shown=rules.grouped(row.account), holder=row.holder,
        holder_masked=names.masked(row.holder), payer=row.payer, resident=row.resident, amount_fen=row.amount_fen,
        fee_fen=row.fee_fen, received_fen=row.received_fen, change_fen=row.change_fen, state=state,
        state_word=rules.state_word(state), since_ms=row.state_ms, at_ms=row.at_ms, day=day_of(row.day), by=row.by,
        by_name=_name_of(db, row.by), shift=row.shift, unverified=bool(row.unverified),
        bills=tuple(PaidBill(one.bill, one.fen) for one in _BILLS(db, an_id=row.id)), biller_ref=row.biller_ref,
        posted=bool(row.posted), posted_ms=row.posted_ms, balance_fen=row.balance_fen, refund=Refund(row.refund),
        refund_fen=row.refund_fen, refund_name=row.refund_name, code=row.code, reason=row.reason,
        commission_fen=row.commission_fen, card=row.card, slip_given=bool(row.slip_given),
        at_county=_at_county(db, row.id),
    )  # fmt: skip


def is_silent(station: Station, at: Instant) -> ColumnElement[bool]:
    """The rows that :func:`view` shows as 状态未知 only because the county has been silent for too long."""
    ages = {one.code: one.unknown_days for one in station.catalogue.billers}
    since = payment.c.state_ms
    old = [and_(payment.c.biller == code, since <= at.county_ms - days * DAY_MS) for code, days in ages.items()]
    unlisted = since <= at.county_ms - rules.unknown_days_default * DAY_MS
    states = payment.c.state.in_([state.value for state in rules.SILENT])
    open_ones = payment.c.is_open == literal_column("1")  # as the partial index says it
    return and_(open_ones, states, or_(*old, and_(payment.c.biller.not_in(ages), unlisted)))


def one(db: Connection, station: Station, payment_id: int, at: Instant) -> PaymentView:
    """One payment.

    Raises:
        NotFound: ``payments.missing``.
    """
    if (row := row_of(db, payment_id)) is None:
        raise NotFound("payments.missing")
    return view(db, station, row, at)


def some(
    db: Connection, station: Station, where: ColumnElement[bool], at: Instant, rows_max: int = limits.rows_max
) -> tuple[PaymentView, ...]:
    """Payments that meet a condition, the newest first."""
    rows = db.execute(payment.select().where(where).order_by(payment.c.id.desc()).limit(rows_max))
    return these(db, station, rows, at)


def these(db: Connection, station: Station, rows: "Iterable[Row[Any]]", at: Instant) -> tuple[PaymentView, ...]:
    """Rows of the table ``payment`` as a screen shows them."""
    return tuple(view(db, station, row, at) for row in rows)


def _name_of(db: Connection, code: str) -> str:
    row = _CLERK(db, a_code=code).first()
    return code if row is None else str(row.name)


def _at_county(db: Connection, ref: int) -> bool:
    epoch, seq = divmod(ref, REF_EPOCH)
    row = _ACKED(db, an_epoch=epoch).first()
    return row is not None and seq <= row.acked_seq
