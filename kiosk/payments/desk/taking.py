"""Take a payment at the counter: the step that turns cash into a promise.

One transaction writes the event, the payment, its postings and its slip. :func:`quote` and :func:`take` judge an order
by the same rules; the second one inside the transaction, so that nothing can spend the float in between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from kiosk import journal, limits
from kiosk.catalogue import Biller, BillModel
from kiosk.clock import Instant, day_number, day_of
from kiosk.errors import NotFound, NotReady, Problem
from kiosk.journal.append import business_day
from kiosk.ledger import limit as floats
from kiosk.ledger import shifts
from kiosk.ledger.limit import Figures, LowFloat
from kiosk.payments import rules, slips
from kiosk.payments.desk import enquiry, views
from kiosk.payments.desk.enquiry import Enquiry
from kiosk.payments.model import allowance, paid_bill, payment, tally
from kiosk.payments.rules import Before, Guard, Limit, Wanted
from kiosk.payments.view import DueBill, PaymentView
from kiosk.people import residents
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire.allowance import Allowance
from kiosk.wire.payment_events import PaidBill, PaymentTaken


@dataclass(frozen=True)
class Order:
    """What a resident wants to pay.

    Attributes:
        biller: Its code.
        account: Account number, as typed or scanned.
        amount_fen: For the biller.
        received_fen: Cash in.
        bills: Ids of the bills to settle; () for a top-up.
        unverified: The clerk takes it without a listed bill or account: 离线未核.
        holder: Name of the account's holder as the resident says it, where no list says it.
        resident: Id of the roll of who is served, or "".
        payer: Name of who pays for the holder, or "".
        allowance: The county's one-off code as scanned or pasted, or "" (M6).
        confirmed: Codes of guards that the resident has answered.
        card: Number of the prepaid card, or "".
    """

    biller: str
    account: str
    amount_fen: int
    received_fen: int
    bills: tuple[str, ...] = ()
    unverified: bool = False
    holder: str = ""
    resident: str = ""
    payer: str = ""
    allowance: str = ""
    confirmed: tuple[str, ...] = ()
    card: str = ""


@dataclass(frozen=True)
class Quote:
    """An order as it stands.

    Attributes:
        due_fen: Amount and fee.
        fee_fen: Listed fee, which stays with the point.
        change_fen: Goes back; None while the cash is not enough.
        guards: What must be asked a second time; some may be confirmed already.
        problems: What keeps it from being taken, unconfirmed guards aside.
        figures: Float, credit, queued and limit.
        suggested: Amounts of cash for one touch.
        unverified: It will bear the mark 离线未核.
    """

    due_fen: int
    fee_fen: int
    change_fen: int | None
    guards: tuple[Guard, ...]
    problems: tuple[Problem, ...]
    figures: Figures
    suggested: tuple[int, ...]
    unverified: bool


@dataclass(frozen=True)
class Taken:
    """A payment that was taken.

    Attributes:
        payment: As it stands: 已受理(未到账).
        change_fen: To give back.
        slip: Number of the slip in the spool.
        document: The slip.
        low_float: To tell the clerk, or None (M2).
    """

    payment: PaymentView
    change_fen: int
    slip: int
    document: Document
    low_float: LowFloat | None


def quote(db: Connection, station: Station, order: Order, at: Instant) -> Quote:
    """What an order costs and what is wrong with it; nothing is written.

    Raises:
        NotFound: ``catalogue.no_biller``.
    """
    judged = _judge(db, station, order, at)
    enough = order.received_fen >= judged.due_fen
    return Quote(
        judged.due_fen, judged.fee_fen, order.received_fen - judged.due_fen if enough else None, judged.guards,
        judged.problems, judged.figures, rules.suggest(judged.due_fen, station.catalogue.till.coin_fen),
        judged.unverified,
    )  # fmt: skip


def take(station: Station, order: Order, by: str) -> Taken:
    """Take a payment; the county may be out of reach.

    Raises:
        NotReady: Every problem of the order, unconfirmed guards included; nothing is written.
        NotFound: ``catalogue.no_biller``.
        Refused: ``till.no_shift`` and the others of ``shifts.must_trade``.
        StoreFull: Nothing is written; the clerk hands the cash back.
    """
    at = station.clock.now()
    with station.store.write() as db:
        shift = shifts.must_trade(db, station, at, by)
        judged = _judge(db, station, order, at)
        if problems := (*judged.problems, *rules.unconfirmed(judged.guards, order.confirmed)):
            raise NotReady(problems)
        entry = journal.append(db, _fact(db, judged, order, shift), at, by)
        taken = views.one(db, station, entry.ref, at)
        document = slips.accepted(station, entry, taken, judged.chosen)
        slip = spool.queue(db, entry, document)
    left_fen = judged.figures.limit_fen - order.amount_fen
    low = floats.remind(station) if left_fen < judged.figures.low_line_fen else None
    return Taken(taken, taken.change_fen, slip, document, low)


# ── Judging ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Judged:
    """An order with all that is known of it."""

    biller: Biller
    asked: Enquiry
    chosen: tuple[DueBill, ...]
    lines: tuple[PaidBill, ...]
    unverified: bool
    allowance: Allowance | None
    day: date
    fee_fen: int
    due_fen: int
    guards: tuple[Guard, ...]
    problems: tuple[Problem, ...]
    figures: Figures


def _judge(db: Connection, station: Station, order: Order, at: Instant) -> _Judged:
    biller, day = station.catalogue.biller(order.biller), business_day(db, at)
    asked = enquiry.ask(db, station, order.biller, order.account, at)
    chosen, gone = _chosen(asked, order)
    unverified = not chosen and (asked.unverified if biller.model is not BillModel.FETCH else True)
    allowed, code_problems = _allowance(db, station, biller, asked.account, order, day)
    figures = floats.figures(db, station)
    fee_fen = station.catalogue.fee(biller.fee).fen if biller.fee else 0
    due_fen = order.amount_fen + fee_fen
    problems = (
        *asked.problems,
        *gone,
        *_matching(biller, asked, chosen, order, station.catalogue.till.coin_fen, unverified=unverified),
        *rules.problems_in_amount(biller, order.amount_fen, allowed=allowed is not None),
        *code_problems,
        *rules.problems_in_words(order.holder, order.payer, order.card),
        *(() if asked.problems else _card_problems(biller, asked, order)),
        *_without_word(db, biller, order.amount_fen, at, allowed=allowed is not None),
        *rules.problems_in_limit(_limit(figures), order.amount_fen),
        *_resident_problems(db, order),
        *rules.problems_in_cash(due_fen, order.received_fen),
    )
    lines = rules.share([(one.id, one.owed_fen) for one in chosen], order.amount_fen)
    guards = _guards(db, station, asked, chosen, order, at, day)
    return _Judged(
        biller, asked, chosen, lines, unverified, allowed, day, fee_fen, due_fen, guards, _once(problems), figures
    )  # fmt: skip


def _chosen(asked: Enquiry, order: Order) -> tuple[tuple[DueBill, ...], tuple[Problem, ...]]:
    """The bills that are to be settled, the oldest first, and whether all that were named are still owed."""
    wanted = dict.fromkeys(order.bills)
    if len(wanted) > limits.bills_at_once_max:
        return (), (Problem("bills", "payments.bills_many", {"most": limits.bills_at_once_max}),)
    chosen = tuple(one for one in asked.bills if one.id in wanted)
    return chosen, () if len(chosen) == len(wanted) else (Problem("bills", "payments.bill_gone"),)


def _matching(
    biller: Biller, asked: Enquiry, chosen: Sequence[DueBill], order: Order, coin_fen: int, *, unverified: bool
) -> tuple[Problem, ...]:
    """Whether the order fits what the county's list says (M5)."""
    if chosen:
        return rules.problems_in_sum(biller, sum(one.owed_fen for one in chosen), order.amount_fen, coin_fen)
    if asked.must_choose and not order.bills:
        return (Problem("bills", "payments.choose_bill"),)
    # A direct biller has no list to be in: the mark is the program's, not the clerk's.
    said = order.unverified or biller.model is BillModel.DIRECT
    if unverified and asked.may_unverified and not said and not asked.problems:
        return (Problem("unverified", "payments.say_unverified"),)
    return ()


def _without_word(
    db: Connection, biller: Biller, amount_fen: int, at: Instant, *, allowed: bool
) -> tuple[Problem, ...]:
    caps, waits = enquiry.caps_of(db, biller), enquiry.waiting(db, biller.code)
    return rules.problems_in_caps(caps, waits, amount_fen, at.county_ms, allowed=allowed)


def _card_problems(biller: Biller, asked: Enquiry, order: Order) -> tuple[Problem, ...]:
    return rules.problems_in_card(biller, rules.clean_account(asked.card), rules.clean_account(order.card))


def _limit(figures: Figures) -> Limit:
    return Limit(figures.float_fen, figures.credit_fen, figures.queued_fen, told=figures.stated_ms is not None)


_USED = Prepared(select(allowance.c.payment).where(allowance.c.number == bindparam("a_number")))


def _allowance(
    db: Connection, station: Station, biller: Biller, number: str, order: Order, day: date
) -> tuple[Allowance | None, tuple[Problem, ...]]:
    """The county's one-off code, if one was given: right for exactly this, and not used before (M6)."""
    if not order.allowance.strip():
        return None, ()
    wanted = Wanted(station.code, biller.code, number, order.amount_fen, day)
    found, problems = rules.read_allowance(order.allowance, station.county_key, wanted)
    if found and _USED(db, a_number=found.number).first() is not None:
        return None, (Problem("allowance", "payments.allowance_used"),)
    return found, problems


def _resident_problems(db: Connection, order: Order) -> tuple[Problem, ...]:
    if not order.resident:
        return ()
    try:
        residents.get(db, order.resident)
    except NotFound:
        return (Problem("resident", "payments.no_resident"),)
    return ()


def _once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Each sentence once at its place."""
    return tuple({(one.field, one.key): one for one in problems}.values())


# ── Guards ────────────────────────────────────────────────────────────────────────────────────────────────────────────

_SAME_BILL = Prepared(
    select(payment.c.day)
    .select_from(paid_bill.join(payment, payment.c.id == paid_bill.c.payment))
    .where(
        paid_bill.c.bill == bindparam("a_bill"),
        payment.c.biller == bindparam("a_biller"),
        payment.c.day >= bindparam("since"),
        enquiry.ALIVE,
    )
    .order_by(payment.c.id.desc())
)


def _guards(
    db: Connection, station: Station, asked: Enquiry, chosen: Sequence[DueBill], order: Order, at: Instant, day: date
) -> tuple[Guard, ...]:
    month = day_number(day.replace(day=1))
    same = [one for one in asked.recent if one.amount_fen == order.amount_fen and not one.refund]
    just_now = [
        one for one in same
        if abs(at.county_ms - one.at_ms) < limits.same_again_s * 1000 and _settles_alike(one, chosen)
    ]  # fmt: skip
    again_s = abs(at.county_ms - just_now[0].at_ms) // 1000 if just_now else None
    earlier = _same_bill_day(db, asked, chosen, () if order.bills else same, month)
    before = Before(earlier, again_s, asked.usual_fen)
    holder = asked.holder or order.holder
    served = residents.get(db, order.resident).name if order.resident and not _resident_problems(db, order) else ""
    times = station.catalogue.till.unusual_times
    said = order.holder if asked.holder else ""
    return rules.guards(before, order.amount_fen, times, holder, (served, said, order.payer))


def _settles_alike(one: PaymentView, chosen: Sequence[DueBill]) -> bool:
    return {line.id for line in one.bills} == {bill.id for bill in chosen}


def _same_bill_day(
    db: Connection, asked: Enquiry, chosen: Sequence[DueBill], same: Sequence[PaymentView], month: int
) -> date | None:
    """The day of this month on which one of the bills was paid before; for a top-up, the same amount."""
    for one in chosen:
        row = _SAME_BILL(db, a_bill=one.id, a_biller=asked.biller, since=month).first()
        if row is not None:
            return day_of(row.day)
    days = [one.day for one in same if day_number(one.day) >= month]
    return max(days, default=None)


# ── The event ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_TALLY = Prepared(
    select(tally.c["count"], tally.c.fen).where(
        tally.c.biller == bindparam("a_biller"), tally.c.month == bindparam("a_month")
    )
)


def _fact(db: Connection, judged: _Judged, order: Order, shift: int) -> PaymentTaken:
    asked, biller = judged.asked, judged.biller
    return PaymentTaken(
        biller=biller.code, account=asked.account, amount_fen=order.amount_fen, received_fen=order.received_fen,
        change_fen=order.received_fen - judged.due_fen, enquiry=0 if judged.unverified else asked.number,
        unverified=judged.unverified, bills=judged.lines, holder=asked.holder or order.holder.strip(),
        resident=order.resident or asked.resident, shift=shift, fee_fen=judged.fee_fen,
        commission_fen=commission_fen(db, biller, order.amount_fen, judged.day),
        allowance=judged.allowance.number if judged.allowance else "",
        guards=tuple(one.code for one in judged.guards),
        card=(asked.card or rules.clean_account(order.card)) if biller.card else "", payer=order.payer.strip(),
    )  # fmt: skip


def commission_fen(db: Connection, biller: Biller, amount_fen: int, day: date) -> int:
    """What a payment earns that is taken now (M15).

    It goes by the payments that the money lane holds before it in the same month, without those that were to be taken
    back before it: the county can see the same.
    """
    row = _TALLY(db, a_biller=biller.code, a_month=day.year * 100 + day.month).first()
    count, fen = (row[0], row[1]) if row else (0, 0)
    return biller.commission.fen(amount_fen, count if biller.commission.by == "count" else fen)
