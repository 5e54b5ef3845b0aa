"""Take a payment back (撤销, M9): typed again, with authority, and only one's own.

What the county was never offered goes back at once. Anything else may be at the biller already, so the county decides,
and until then it is 撤销中: no cash leaves the drawer on a wish.
"""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from kiosk import journal, ledger
from kiosk.catalogue import Reason, ReasonGroup
from kiosk.catalogue import account as accounts
from kiosk.clock import Instant
from kiosk.errors import NotFound, NotReady, Problem, Refused
from kiosk.payments import slips
from kiosk.payments.desk import drawer, looking, views
from kiosk.payments.desk.views import PaymentView
from kiosk.payments.model import NEXT, Happening, PayState
from kiosk.payments.projectors import row_of
from kiosk.people import clerks
from kiosk.people.model import Role
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.payment_events import PaymentCancelled

REASON_CARD = "card"
"""Of the catalogue's group ``cancel``: the card could not be written."""


@dataclass(frozen=True)
class Retyped:
    """What the clerk typed again, to show that it is this payment and no other.

    Attributes:
        serial: Its reference, or the running number at its end.
        account: Its account number.
        amount_fen: Its amount for the biller.
    """

    serial: str
    account: str
    amount_fen: int


@dataclass(frozen=True)
class Cancelled:
    """What came of it.

    Attributes:
        payment: As it stands now.
        at_once: The cash goes back now; otherwise the county decides.
        slip: Number of the slip in the spool.
        document: The slip.
    """

    payment: PaymentView
    at_once: bool
    slip: int
    document: Document


def may_cancel(db: Connection, station: Station, payment_id: int, by: str, at: Instant) -> bool:
    """Whether this clerk may ask for it, so that the page shows the button."""
    try:
        _check(db, station, views.one(db, station, payment_id, at), by)
    except (Refused, NotFound):
        return False
    return True


def reasons(station: Station, view: PaymentView) -> tuple[Reason, ...]:
    """The catalogue's reasons that can be true of this payment: only one for a card can fail at its card."""
    listed = station.catalogue.reasons(ReasonGroup.CANCEL)
    return tuple(one for one in listed if view.card or one.code != REASON_CARD)


def cancel(
    station: Station, payment_id: int, retyped: Retyped, reason: str, authority: str, pin: str, by: str
) -> Cancelled:
    """Take a payment back, or ask the county to.

    Args:
        station: Where.
        payment_id: Which.
        retyped: What was typed again.
        reason: Code of one of :func:`reasons`.
        authority: Code of the lead clerk who stands by.
        pin: Of that clerk.
        by: Who asks.

    Raises:
        NotReady: Something typed again is not the same; no reason; ``authority`` is no lead clerk.
        NotFound: ``payments.missing``.
        Refused: Not one's own, not in a state to be taken back, no open shift, too little in the drawer, a wrong PIN.
    """
    at = station.clock.now()
    with station.store.read() as db:
        view = views.one(db, station, payment_id, at)
        _check(db, station, view, by)
        if problems := (*_differences(db, station, view, retyped), *_unfit(db, station, view, reason, authority)):
            raise NotReady(problems)
    clerks.prove(station, authority, pin)
    with station.store.write() as db:
        view = views.one(db, station, payment_id, at)
        _check(db, station, view, by)
        at_once = not journal.offered(db, payment_id)
        shift = drawer.must_hold(db, station, at, by, view.amount_fen + view.fee_fen) if at_once else 0
        fact = PaymentCancelled(payment_id, reason, authority, at_once, shift)
        entry = journal.append(db, fact, at, by)
        now = views.one(db, station, payment_id, at)
        document = slips.cancelled(station, entry, now, fact)
        return Cancelled(now, at_once, spool.queue(db, entry, document), document)


def authority_problems(db: Connection, authority: str) -> tuple[Problem, ...]:
    """Whether the named clerk may lend authority: a lead clerk or county IT."""
    person = clerks.get(db, authority)
    fit = person is not None and person.role is not Role.CLERK
    return () if fit else (Problem("authority", "payments.authority"),)


def _check(db: Connection, station: Station, view: PaymentView, by: str) -> None:
    person = clerks.get(db, by)
    leads = person is not None and person.role is not Role.CLERK
    if not leads and (view.by != by or view.shift != ledger.open_shift(db)):
        raise Refused("payments.not_own")
    row = row_of(db, view.id)
    if row is None or Happening.CANCEL_ASKED not in NEXT[PayState(row.state)]:
        raise Refused("payments.cannot_cancel", state=station.texts(view.state_word))


def _differences(db: Connection, station: Station, view: PaymentView, retyped: Retyped) -> tuple[Problem, ...]:
    """What was typed again and is not the same, every fault at once."""
    same = {
        "serial": _serial(db, station, retyped.serial) == view.id,
        "account": accounts.clean(retyped.account) == view.account,
        "amount": retyped.amount_fen == view.amount_fen,
    }
    return tuple(Problem(field, f"payments.retyped_{field}") for field, right in same.items() if not right)


def _serial(db: Connection, station: Station, text: str) -> int:
    try:
        return looking.serial_in(db, station, text)
    except NotFound:
        return 0


def _unfit(db: Connection, station: Station, view: PaymentView, reason: str, authority: str) -> tuple[Problem, ...]:
    listed = reason in {one.code for one in reasons(station, view)}
    problems = () if listed else (Problem("reason", "payments.reason"),)
    return (*problems, *authority_problems(db, authority))
