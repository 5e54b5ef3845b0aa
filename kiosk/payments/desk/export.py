"""Payments as a file for the office: every one of some days, with its honest state in words."""

import hashlib
from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import Instant, day_number, local
from kiosk.errors import NotReady, Problem
from kiosk.payments.desk import reports, views
from kiosk.payments.model import Refund, payment
from kiosk.payments.view import PaymentView
from kiosk.sheets import Column, CsvFile, Kind, Sheet, csv_of
from kiosk.station import Station
from kiosk.wire.counter_events import ExportMade

days_max = 366
_OF_PAYMENTS = "payments"


def payments_file(station: Station, first: date, last: date, by: str) -> CsvFile:
    """Every payment from ``first`` to ``last``, both included, as a file; the journal keeps who made it.

    Raises:
        NotReady: The days are in the wrong order, or more than ``days_max``.
    """
    at = station.clock.now()
    with station.store.write() as db:
        made = csv_of(payments_sheet(db, station, first, last, at))
        digest = hashlib.sha256(made.data).digest()
        span = (day_number(first), day_number(last))
        journal.append(db, ExportMade(_OF_PAYMENTS, *span, made.rows, digest), at, by)
        return made


def payments_sheet(db: Connection, station: Station, first: date, last: date, at: Instant) -> Sheet:
    """Every payment from ``first`` to ``last``, in order; names are masked.

    Raises:
        NotReady: As :func:`payments_file`.
    """
    if not 0 <= (last - first).days < days_max:
        raise NotReady((Problem("days", "payments.days", {"most": days_max}),))
    span = payment.c.day.between(day_number(first), day_number(last))
    rows = views.these(db, station, db.execute(select(payment).where(span).order_by(payment.c.position)), at)
    columns = tuple(Column(station.texts(f"payments-desk.csv.{name}"), kind) for name, kind in _COLUMNS.items())
    return Sheet(
        f"{station.code}_payments_{first:%Y%m%d}-{last:%Y%m%d}", station.texts("payments-desk.csv.title"), columns,
        tuple(_cells(station, one) for one in rows), (), (), (),
        reports.heading(station, f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"),
    )  # fmt: skip


_COLUMNS = {
    "time": Kind.TEXT, "reference": Kind.TEXT, "biller": Kind.TEXT, "account": Kind.TEXT, "holder": Kind.TEXT,
    "amount": Kind.FEN, "fee": Kind.FEN, "state": Kind.TEXT, "since": Kind.TEXT, "biller_ref": Kind.TEXT,
    "reason": Kind.TEXT, "refund": Kind.TEXT, "unverified": Kind.TEXT, "clerk": Kind.TEXT, "county": Kind.TEXT,
}  # fmt: skip


def _cells(station: Station, one: PaymentView) -> tuple[str | int, ...]:
    texts = station.texts
    refund = texts(f"payments-desk.refund.{one.refund.value}") if one.refund is not Refund.NONE else ""
    return (
        _time(one.at_ms), one.reference, one.biller_name, one.account, one.holder_masked, one.amount_fen, one.fee_fen,
        texts(one.state_word), _time(one.since_ms), one.biller_ref, one.reason, refund,
        texts("payments-desk.csv.unverified_mark") if one.unverified else "", one.by,
        texts("payments-desk.csv.safe") if one.at_county else texts("payments-desk.csv.waiting"),
    )  # fmt: skip


def _time(ms: int) -> str:
    return f"{local(ms):%Y-%m-%d %H:%M:%S}"
