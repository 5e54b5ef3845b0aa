"""What became of each payment: read from the stations' events, decided here, told by the feed.

A payment waits until everything that its station had written has come (``money_top``), is handed to its biller by
``posting``, and gets one verdict. Verdicts are entered by the functions here and take effect through their appliers, so
that a payment's state is always what its decisions say. Whatever is told twice has its effect once.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county import billers, feed, floats, model
from county.projections import Decided, Received, UnfitError, applies, projects, reacts
from county.store import insert_missing
from county.till_model import (
    ACCOUNT_CHARS_MAX,
    CODE_CHARS_MAX,
    OPEN,
    TEXT_CHARS_MAX,
    State,
    dispute,
    handed,
    money_top,
    payment,
)
from kiosk.wire import refs
from kiosk.wire.payment_events import (
    CardMoved,
    DisputeOpened,
    PaymentAsked,
    PaymentCancelled,
    PaymentTaken,
    RefundPaid,
)
from kiosk.wire.till_decisions import (
    CancelDecided,
    DisputeAnswered,
    OriginalMissing,
    PaymentDoubted,
    PaymentPosted,
    PaymentRefused,
    PaymentReversed,
)

AMOUNT_FEN_MAX = 10**12
UNDER_WAY = "县里已经收到，正在向缴费单位核对。"
WITHDRAWN = "应站点的撤销申请，缴费单位已退回。"

Row = Any
"""A row of ``payment``."""


def one(db: Connection, station: str, ref: int) -> Row | None:
    """A payment, or None."""
    return db.execute(sa.select(payment).where(*_this(station, ref))).first()


def of_serial(db: Connection, serial: str) -> Row | None:
    """The payment that a biller calls by this serial, or None."""
    return db.execute(sa.select(payment).where(payment.c.serial == serial)).first()


def note_top(db: Connection, station: str, top: tuple[int, int]) -> None:
    """Remember how far a station's money lane reaches by its own word.

    Args:
        db: Inside ``store.write()``.
        station: Which.
        top: (epoch, last sequence); (0, 0) from a program that does not tell.
    """
    epoch, seq = top
    if epoch <= 0:
        return
    insert_missing(db, money_top, [{"station": station, "epoch": epoch, "seq": 0}])
    this = (money_top.c.station == station) & (money_top.c.epoch == epoch) & (money_top.c.seq < seq)
    db.execute(sa.update(money_top).where(this).values(seq=seq))


def is_whole(station: sa.ColumnElement[Any], ref: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Whether all that this payment's station had written about money is here, as a condition in SQL."""
    lane, top = model.lane.c, money_top.c
    reached = sa.select(lane.high_water).where(lane.station == top.station, lane.epoch == top.epoch, lane.lane == 1)
    behind = top.seq > sa.func.coalesce(reached.scalar_subquery(), 0)
    of_this_life = ref.between(top.epoch * refs.EPOCH_STEP, (top.epoch + 1) * refs.EPOCH_STEP - 1)
    return ~sa.exists().where(top.station == station, of_this_life, behind)


# What the county decides.


def post(db: Connection, row: Row, at_ms: int, *, biller_ref: str, posted_ms: int, balance_fen: int = 0) -> None:
    """The biller has the money: 已到账."""
    credit_fen = floats.credit_part(db, row.station, row.amount_fen)
    told = PaymentPosted(row.ref, biller_ref, posted_ms, credit_fen, row.own_commission_fen, balance_fen)
    feed.decide(db, told, at_ms, row.station)


def refuse(db: Connection, row: Row, at_ms: int, code: str, reason: str) -> None:
    """The biller does not take it: a refund is due."""
    feed.decide(db, PaymentRefused(row.ref, code, reason), at_ms, row.station)


def doubt(db: Connection, row: Row, at_ms: int, reason: str) -> None:
    """Nobody knows yet: 状态未知."""
    feed.decide(db, PaymentDoubted(row.ref, reason), at_ms, row.station)


def reverse(db: Connection, row: Row, at_ms: int, reason: str) -> None:
    """The biller gave it back after it had been posted (冲正)."""
    feed.decide(db, PaymentReversed(row.ref, reason), at_ms, row.station)
    floats.level(db, row.station, at_ms)


def answer_cancel(db: Connection, row: Row, at_ms: int, *, accepted: bool, reason: str = "") -> None:
    """What becomes of the wish to take a payment back that no biller has."""
    feed.decide(db, CancelDecided(row.ref, accepted, reason), at_ms, row.station)


def repeat(db: Connection, row: Row, at_ms: int) -> None:
    """Say again what is known about a payment (M8); before its turn there is nothing to say yet."""
    match row.state:
        case State.POSTED | State.REVERSED:
            told = PaymentPosted(
                row.ref, row.biller_ref, row.posted_ms, row.credit_fen, row.own_commission_fen, row.balance_fen
            )
            feed.decide(db, told, at_ms, row.station)
            if row.state == State.REVERSED:
                reverse(db, row, at_ms, row.reason)
        case State.REFUSED:
            refuse(db, row, at_ms, row.code, row.reason)
        case State.CANCELLED if not row.at_once:
            answer_cancel(db, row, at_ms, accepted=True, reason=row.reason)
        case State.SENT | State.DOUBTED:
            doubt(db, row, at_ms, row.reason or UNDER_WAY)
            db.execute(sa.update(handed).where(handed.c.serial == row.serial).values(next_ms=at_ms))


# What the events say.


@projects(PaymentTaken)
def _taken(db: Connection, head: Received, fact: PaymentTaken) -> None:
    if not (0 < fact.amount_fen <= AMOUNT_FEN_MAX and 0 <= fact.fee_fen <= AMOUNT_FEN_MAX):
        raise UnfitError("amount")
    for text, chars_max in ((fact.biller, CODE_CHARS_MAX), (fact.account, ACCOUNT_CHARS_MAX)):
        if not 0 < len(text) <= chars_max or not text.isprintable():
            raise UnfitError("account")
    serial = refs.serial(head.station, head.ref)
    sent = db.execute(_SENT, {"a_serial": serial}).first()
    row = {
        "station": head.station, "ref": head.ref, "serial": serial, "biller": fact.biller, "account": fact.account,
        "holder": _text(fact.holder), "amount_fen": fact.amount_fen, "fee_fen": fact.fee_fen, "day": head.day,
        "shift": fact.shift, "by": head.by, "at_ms": head.at_ms, "received_ms": head.received_ms,
        "unverified": fact.unverified, "allowance": _text(fact.allowance)[:CODE_CHARS_MAX],
        "commission_fen": fact.commission_fen, "own_commission_fen": _commission_fen(db, head, fact),
        "state": State.SENT if sent else State.WAITING, "at_once": False, "asked": 0, "declined": 0, "wish_ref": 0,
        "verdict_ms": 0, "biller_ref": "", "posted_ms": 0, "credit_fen": 0, "balance_fen": 0, "code": "",
        "reason": "", "refunded_fen": 0,
    }  # fmt: skip
    db.execute(_INSERT, row)


def _commission_fen(db: Connection, head: Received, fact: PaymentTaken) -> int:
    """What the point earns: the month's earlier payments of this biller decide the band (M15).

    A payment whose cancelling stands in the journal before this one does not count, whatever became of the wish: so
    much both sides know, in whatever order verdicts travel.
    """
    if (biller := billers.listed().get(fact.biller)) is None:
        return 0
    first, last = billers.month_of(head.day)
    asked = {"here": head.station, "who": fact.biller, "first": first, "last": last, "upto": head.ref}
    before = db.execute(_FEN_BEFORE if biller.commission.by == "amount" else _COUNT_BEFORE, asked).scalar_one()
    return biller.commission.fen(fact.amount_fen, int(before))


def _before(what: sa.ColumnElement[int]) -> sa.Select[Any]:
    """Of the month's payments of one biller at one point, those before a ref and not to be taken back before it."""
    columns, upto = payment.c, sa.bindparam("upto", type_=sa.BigInteger)
    return sa.select(what).where(
        columns.station == sa.bindparam("here"), columns.biller == sa.bindparam("who"),
        columns.day.between(sa.bindparam("first"), sa.bindparam("last")), columns.ref < upto,
        sa.or_(columns.wish_ref == 0, columns.wish_ref >= upto),
    )  # fmt: skip


# Built once: a village's week brings hundreds of payments in one envelope.
_COUNT_BEFORE = _before(sa.func.count())
_FEN_BEFORE = _before(sa.func.coalesce(sa.func.sum(payment.c.amount_fen), 0))
_SENT = sa.select(handed.c.serial).where(handed.c.serial == sa.bindparam("a_serial"))
_INSERT = sa.insert(payment)


@projects(PaymentCancelled)
def _cancel_wished(db: Connection, head: Received, fact: PaymentCancelled) -> None:
    if fact.at_once:
        _wish(db, head, fact.payment, at_once=True)
        untouched = payment.c.state == State.WAITING
        db.execute(sa.update(payment).where(*_this(head.station, fact.payment), untouched).values(_cancelled(head)))
    else:
        _wish(db, head, fact.payment, asked=payment.c.asked + 1)


@projects(CardMoved)
def _card_moved(db: Connection, head: Received, fact: CardMoved) -> None:
    if fact.step == "cancelled":  # 取消写卡: the money is to come back
        _wish(db, head, fact.payment, asked=payment.c.asked + 1)


@projects(RefundPaid)
def _refunded(db: Connection, head: Received, fact: RefundPaid) -> None:
    if not 0 < fact.fen <= AMOUNT_FEN_MAX:
        raise UnfitError("refund")
    refunded = payment.c.refunded_fen + fact.fen
    db.execute(sa.update(payment).where(*_this(head.station, fact.payment)).values(refunded_fen=refunded))


@projects(DisputeOpened)
def _disputed(db: Connection, head: Received, fact: DisputeOpened) -> None:
    row = {
        "station": head.station, "ref": head.ref, "payment": fact.payment, "code": _text(fact.code)[:CODE_CHARS_MAX],
        "note": _text(fact.note), "at_ms": head.at_ms, "outcome": "", "text": "",
    }  # fmt: skip
    db.execute(sa.insert(dispute), row)


@projects(PaymentAsked)
def _asked(_db: Connection, _head: Received, _fact: PaymentAsked) -> None:
    """A question leaves no trace in the tables."""


@reacts(PaymentCancelled)
def _answer_wish(db: Connection, head: Received, fact: PaymentCancelled) -> None:
    row = one(db, head.station, fact.payment)
    if row is None:
        feed.decide(db, OriginalMissing(fact.payment), head.received_ms, head.station)
    elif not fact.at_once:
        _decide_wish(db, row, head.received_ms)


@reacts(CardMoved)
def _answer_card(db: Connection, head: Received, fact: CardMoved) -> None:
    row = one(db, head.station, fact.payment)
    if fact.step == "cancelled" and row is not None:
        _decide_wish(db, row, head.received_ms)


@reacts(PaymentAsked)
def _answer_question(db: Connection, head: Received, fact: PaymentAsked) -> None:
    for ref in dict.fromkeys(fact.payments):
        row = one(db, head.station, ref)
        if row is None:
            feed.decide(db, OriginalMissing(ref), head.received_ms, head.station)
        else:
            repeat(db, row, head.received_ms)


def _decide_wish(db: Connection, row: Row, at_ms: int) -> None:
    """What no biller has heard of goes back at once; what is with the biller is for ``posting``."""
    if row.state == State.WAITING:
        answer_cancel(db, row, at_ms, accepted=True)
    elif row.state in (State.REFUSED, State.REVERSED, State.CANCELLED):
        repeat(db, row, at_ms)
        answer_cancel(db, row, at_ms, accepted=False, reason="这一笔已经有了结果。")


# What the decisions cause here.


@applies(PaymentPosted)
def _posted(db: Connection, head: Decided, fact: PaymentPosted) -> None:
    row = one(db, head.station, fact.payment)
    if row is None or row.state in (State.POSTED, State.REVERSED):
        return
    floats.move(db, head.station, float_fen=fact.credit_fen - row.amount_fen, used_fen=fact.credit_fen)
    values = {
        "state": State.POSTED, "verdict_ms": head.at_ms, "biller_ref": fact.biller_ref, "posted_ms": fact.posted_ms,
        "credit_fen": fact.credit_fen, "own_commission_fen": fact.commission_fen, "balance_fen": fact.balance_fen,
        "code": "", "reason": "",
    }  # fmt: skip
    _set(db, row, values)


@applies(PaymentRefused)
def _refused(db: Connection, head: Decided, fact: PaymentRefused) -> None:
    row = one(db, head.station, fact.payment)
    # An event that cancelled it at once may have come after the refusal, yet is read before it in a rebuild.
    if row is not None and (row.state in OPEN or (row.state == State.CANCELLED and row.at_once)):
        verdict = {"state": State.REFUSED, "verdict_ms": head.at_ms, "code": fact.code, "reason": fact.reason}
        _set(db, row, verdict)


@applies(PaymentDoubted)
def _doubted(db: Connection, head: Decided, fact: PaymentDoubted) -> None:
    row = one(db, head.station, fact.payment)
    if row is not None and row.state in OPEN:
        _set(db, row, {"state": State.DOUBTED, "reason": fact.reason})


@applies(PaymentReversed)
def _reversed(db: Connection, head: Decided, fact: PaymentReversed) -> None:
    row = one(db, head.station, fact.payment)
    if row is not None and row.state == State.POSTED:
        floats.move(db, head.station, float_fen=row.amount_fen - row.credit_fen, used_fen=-row.credit_fen)
        _set(db, row, {"state": State.REVERSED, "verdict_ms": head.at_ms, "reason": fact.reason})


@applies(CancelDecided)
def _cancel_decided(db: Connection, head: Decided, fact: CancelDecided) -> None:
    row = one(db, head.station, fact.payment)
    if row is not None and not fact.accepted:
        _set(db, row, {"declined": row.declined + 1})
    elif row is not None and row.state in OPEN:
        _set(db, row, {"state": State.CANCELLED, "verdict_ms": head.at_ms, "reason": fact.reason})


@applies(DisputeAnswered)
def _dispute_answered(db: Connection, head: Decided, fact: DisputeAnswered) -> None:
    this = (dispute.c.station == head.station) & (dispute.c.ref == fact.dispute)
    db.execute(sa.update(dispute).where(this).values(outcome=fact.outcome, text=fact.text))


def _wish(db: Connection, head: Received, ref: int, **values: Any) -> None:  # noqa: ANN401 - column values
    first = sa.case((payment.c.wish_ref == 0, head.ref), else_=payment.c.wish_ref)
    db.execute(sa.update(payment).where(*_this(head.station, ref)).values(wish_ref=first, **values))


def _cancelled(head: Received) -> dict[str, Any]:
    return {"state": State.CANCELLED, "verdict_ms": head.received_ms}


def _set(db: Connection, row: Row, values: dict[str, Any]) -> None:
    db.execute(sa.update(payment).where(*_this(row.station, row.ref)).values(values))


def _this(station: str, ref: int) -> tuple[sa.ColumnElement[bool], ...]:
    return payment.c.station == station, payment.c.ref == ref


def _text(said: str) -> str:
    return said.replace("\0", "")[:TEXT_CHARS_MAX]
