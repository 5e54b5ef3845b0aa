"""The second slip (G4): once the county says 已到账, the resident gets the paper that proves it."""

from dataclasses import dataclass

from sqlalchemy import and_, func, literal_column, select
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import Instant
from kiosk.errors import NotReady, Problem, Refused
from kiosk.payments import slips
from kiosk.payments.desk import views
from kiosk.payments.desk.views import PaymentView
from kiosk.payments.model import payment
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.payment_events import PostedSlipGiven

batch_max = 50


@dataclass(frozen=True)
class ForResident:
    """Second slips that wait for one person.

    Attributes:
        resident: Id of the roll; "" for somebody who is not on it.
        name: The holder's.
        payments: The oldest first.
    """

    resident: str
    name: str
    payments: tuple[PaymentView, ...]


@dataclass(frozen=True)
class Given:
    """A second slip in the spool."""

    payment: PaymentView
    slip: int
    document: Document


_WAITS = and_(payment.c.posted == literal_column("1"), payment.c.slip_given == literal_column("0"))  # as the index says


def waiting(
    db: Connection, station: Station, at: Instant, *, resident: str = "", rows_max: int = 200
) -> tuple[ForResident, ...]:
    """Who has a second slip to come, whoever waits longest first.

    Args:
        db: Any connection.
        station: Where.
        at: Now.
        resident: Only this one's.
        rows_max: Slips in all.
    """
    wanted = and_(_WAITS, payment.c.resident == resident) if resident else _WAITS
    query = select(payment).where(wanted).order_by(payment.c.id).limit(rows_max)
    people: dict[tuple[str, str], list[PaymentView]] = {}
    for one in views.these(db, station, db.execute(query).all(), at):
        key = (one.resident, "") if one.resident else ("", one.holder or one.account)
        people.setdefault(key, []).append(one)
    return tuple(ForResident(who, some[0].holder, tuple(some)) for (who, _), some in people.items())


def count(db: Connection) -> int:
    """How many second slips wait."""
    return int(db.execute(select(func.count()).select_from(payment).where(_WAITS)).scalar_one())


def give(station: Station, payment_id: int, by: str) -> Given:
    """Print the second slip of one payment.

    Raises:
        NotFound: ``payments.missing``.
        Refused: ``payments.not_posted``; ``payments.slip_given``: print that one again instead (M13).
    """
    return give_all(station, (payment_id,), by)[0]


def give_all(station: Station, payments: tuple[int, ...], by: str) -> tuple[Given, ...]:
    """Print several at once: all of them or none.

    Raises:
        NotReady: None, or more than ``batch_max``.
        NotFound: As :func:`give`.
        Refused: As :func:`give`.
    """
    if not 0 < len(payments) <= batch_max:
        raise NotReady((Problem("payments", "payments.batch", {"most": batch_max}),))
    at = station.clock.now()
    with station.store.write() as db:
        return tuple(_give(db, station, one, at, by) for one in dict.fromkeys(payments))


def _give(db: Connection, station: Station, payment_id: int, at: Instant, by: str) -> Given:
    view = views.one(db, station, payment_id, at)
    if not view.posted:
        raise Refused("payments.not_posted", state=station.texts(view.state_word))
    if view.slip_given:
        raise Refused("payments.slip_given")
    entry = journal.append(db, PostedSlipGiven(payment_id), at, by)
    now = views.one(db, station, payment_id, at)
    document = slips.posted(station, entry, now)
    return Given(now, spool.queue(db, entry, document), document)
