"""Give refused and reversed money back: once, against a signature, from an open drawer."""

from dataclasses import dataclass

from sqlalchemy import func, literal_column, select
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import Instant
from kiosk.errors import NotReady, Refused
from kiosk.payments import slips
from kiosk.payments.desk import drawer, views
from kiosk.payments.desk.views import PaymentView
from kiosk.payments.model import Refund, payment
from kiosk.people import names
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.payment_events import RefundPaid


@dataclass(frozen=True)
class RefundTask:
    """Money that waits for a resident.

    Attributes:
        payment: Of which payment; its reason says why.
        who: The payer if there was one, else the account's holder; "" when nobody knows.
        fen: How much.
        since_ms: Since when it is due.
    """

    payment: PaymentView
    who: str
    fen: int
    since_ms: int


@dataclass(frozen=True)
class Paid:
    """A refund that was paid out.

    Attributes:
        payment: As it stands now.
        fen: How much.
        slip: Number of the slip in the spool.
        document: The slip with its signature line.
    """

    payment: PaymentView
    fen: int
    slip: int
    document: Document


_DUE = payment.c.refund == literal_column("'due'")  # as the partial index says it


def due(db: Connection, station: Station, at: Instant, *, rows_max: int = 500) -> tuple[RefundTask, ...]:
    """What is owed to residents, the longest waiting first."""
    query = select(payment).where(_DUE).order_by(payment.c.id).limit(rows_max)
    found = views.these(db, station, db.execute(query).all(), at)
    return tuple(RefundTask(one, one.payer or one.holder, one.refund_fen, one.since_ms) for one in found)


def count(db: Connection) -> int:
    """How many refunds wait."""
    query = select(func.count()).select_from(payment).where(_DUE)
    return int(db.execute(query).scalar_one())


def pay(station: Station, payment_id: int, name: str, by: str) -> Paid:
    """Pay a refund out.

    Args:
        station: Where.
        payment_id: Of which payment.
        name: Who signs for it.
        by: Who pays.

    Raises:
        NotReady: The name is not fit.
        NotFound: ``payments.missing``.
        Refused: ``payments.no_refund``: nothing is due, or it has been paid; no open shift; too little in it.
    """
    at = station.clock.now()
    with station.store.write() as db:
        if problems := names.problems_in_name(name, "name"):
            raise NotReady(problems)
        view = views.one(db, station, payment_id, at)
        if view.refund is not Refund.DUE:
            raise Refused("payments.no_refund")
        shift = drawer.must_hold(db, station, at, by, view.refund_fen)
        entry = journal.append(db, RefundPaid(payment_id, view.refund_fen, name.strip(), shift), at, by)
        now = views.one(db, station, payment_id, at)
        document = slips.refunded(station, entry, now, name.strip())
        return Paid(now, view.refund_fen, spool.queue(db, entry, document), document)
