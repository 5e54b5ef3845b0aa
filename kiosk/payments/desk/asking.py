"""The last-transaction query (末笔查询, M8): after a start or a reconnect, ask what became of what is still open.

A verdict may have been lost on the road or with an old copy of the county's database. The county answers each question
again; "not found" is an answer about the county's memory, not about the money.
"""

from itertools import groupby

from sqlalchemy import literal_column, select

from kiosk import journal
from kiosk.payments.model import payment
from kiosk.station import Station
from kiosk.wire.payment_events import PaymentAsked

_young_ms = 60_000
_again_ms = 3_600_000
_payments_max = 500  # in one question; the rest follow with the next


def ask_open(station: Station) -> int:
    """Ask about every open payment that the county has and that is older than a minute, each once an hour at most.

    Returns:
        How many were asked about.
    """
    at = station.clock.now()
    waits = (
        select(payment.c.id, payment.c.day, payment.c.position)
        .where(
            payment.c.is_open == literal_column("1"), payment.c.at_ms <= at.county_ms - _young_ms,
            payment.c.asked_ms <= at.county_ms - _again_ms,
        )
        .order_by(payment.c.day, payment.c.id)
        .limit(_payments_max)
    )  # fmt: skip
    with station.store.read() as db:
        rows = [row for row in db.execute(waits).all() if journal.at_county(db, row.position)]
    if rows:
        with station.store.write() as db:
            for day, some in groupby(rows, key=lambda row: row.day):
                journal.append(db, PaymentAsked(day, tuple(row.id for row in some)), at, "")
    return len(rows)
