"""Tables and states of payments. All are derived from the journal; see ``projectors``."""

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, String, Table

from kiosk.store.schema import DERIVED, metadata


class PayState(StrEnum):
    """Where a payment truly stands: each has its own word on screen, slip and export (M7)."""

    ACCEPTED = "accepted"  # 已受理(未到账)
    OK = "ok"  # 已到账
    FAILED = "failed"  # 缴费失败
    NOT_FOUND = "not_found"  # 原交易不存在: not a failure
    CANCELLED = "cancelled"  # 已撤销
    REVERSED = "reversed"  # 已冲正
    FAILED_THEN_OK = "failed_then_ok"  # 先失败后到账
    CARD_FAILED = "card_failed"  # 写卡失败
    CANCELLING = "cancelling"  # 撤销中
    CARD_WAITING = "card_waiting"  # 待写卡
    UNKNOWN = "unknown"  # 状态未知: never reads as failed


OPEN = frozenset({PayState.ACCEPTED, PayState.NOT_FOUND, PayState.CANCELLING, PayState.UNKNOWN})
"""The county has not spoken its last word: such a payment counts for the caps, and is asked about (M8)."""


class Refund(StrEnum):
    """What is owed to the resident."""

    NONE = ""
    DUE = "due"
    PAID = "paid"


class MoveKind(StrEnum):
    """The seven kinds of M10, each with its own total."""

    PAY = "pay"  # 缴费
    CANCEL = "cancel"  # 取消
    WRITE = "write"  # 写卡
    REVERSE = "reverse"  # 冲正
    WRITTEN = "written"  # 写卡成功确认
    WRITE_FAILED = "write_failed"  # 写卡失败确认
    WRITE_CANCELLED = "write_cancelled"  # 取消写卡


class Happening(StrEnum):
    """What moves a payment from one state to another."""

    POSTED = "posted"
    REFUSED = "refused"
    DOUBTED = "doubted"
    REVERSED = "reversed"
    MISSING = "missing"
    CANCELLED_AT_ONCE = "cancelled_at_once"
    CANCEL_ASKED = "cancel_asked"
    CANCEL_ACCEPTED = "cancel_accepted"
    CANCEL_DECLINED = "cancel_declined"
    CARD_WRITTEN = "card_written"
    CARD_FAILED = "card_failed"
    CARD_AGAIN = "card_again"  # 补写卡
    CARD_CANCELLED = "card_cancelled"


_S, _H = PayState, Happening
_UNDECIDED = {
    _H.POSTED: _S.OK,
    _H.REFUSED: _S.FAILED,
    _H.DOUBTED: _S.UNKNOWN,
    _H.REVERSED: _S.REVERSED,
    _H.MISSING: _S.NOT_FOUND,
    _H.CANCELLED_AT_ONCE: _S.CANCELLED,
    _H.CANCEL_ASKED: _S.CANCELLING,
    _H.CANCEL_ACCEPTED: _S.CANCELLED,
}
NEXT: dict[PayState, dict[Happening, PayState]] = {
    _S.ACCEPTED: _UNDECIDED,
    _S.UNKNOWN: _UNDECIDED,
    _S.NOT_FOUND: _UNDECIDED,
    _S.CANCELLING: {
        _H.POSTED: _S.CANCELLING,  # the money is the biller's, the wish still stands
        _H.REFUSED: _S.FAILED,
        _H.REVERSED: _S.REVERSED,
        _H.CANCEL_ACCEPTED: _S.CANCELLED,
        _H.CANCEL_DECLINED: _S.ACCEPTED,  # or as it stood, when it had been posted
    },
    _S.OK: {_H.REVERSED: _S.REVERSED, _H.CANCEL_ASKED: _S.CANCELLING, _H.CANCEL_ACCEPTED: _S.CANCELLED},
    _S.FAILED: {_H.POSTED: _S.FAILED_THEN_OK},
    _S.CANCELLED: {_H.POSTED: _S.FAILED_THEN_OK},
    _S.FAILED_THEN_OK: {_H.REVERSED: _S.REVERSED},
    _S.REVERSED: {},
    _S.CARD_WAITING: {
        _H.CARD_WRITTEN: _S.OK,
        _H.CARD_FAILED: _S.CARD_FAILED,
        _H.CARD_CANCELLED: _S.CANCELLING,
        _H.REVERSED: _S.REVERSED,
    },
    _S.CARD_FAILED: {
        _H.CARD_WRITTEN: _S.OK,  # it was on the card all the same
        _H.CARD_AGAIN: _S.CARD_WAITING,
        _H.CARD_CANCELLED: _S.CANCELLING,
        _H.REVERSED: _S.REVERSED,
    },
}
"""Whatever is not in here changes nothing: verdicts may come doubled and in any order; see ``booking``."""


payment = Table(
    "payment",
    metadata,
    Column("id", BigInteger, primary_key=True),  # ref of its event
    Column("position", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("by", String, nullable=False),
    Column("shift", Integer, nullable=False),
    Column("biller", String, nullable=False),
    Column("account", String, nullable=False),
    Column("holder", String, nullable=False),
    Column("resident", String, nullable=False),
    Column("payer", String, nullable=False),
    Column("amount_fen", BigInteger, nullable=False),
    Column("fee_fen", BigInteger, nullable=False),
    Column("received_fen", BigInteger, nullable=False),
    Column("change_fen", BigInteger, nullable=False),
    Column("enquiry", BigInteger, nullable=False),
    Column("unverified", Integer, nullable=False),
    Column("allowance", String, nullable=False),
    Column("card", String, nullable=False),
    Column("state", String, nullable=False),
    Column("is_open", Integer, nullable=False),  # 1 for the states of OPEN
    Column("state_ms", BigInteger, nullable=False),  # since when
    Column("posted", Integer, nullable=False),  # 1 while the biller has the money
    Column("posted_ms", BigInteger, nullable=False),
    Column("biller_ref", String, nullable=False),
    Column("credit_fen", BigInteger, nullable=False),  # of the credit line, once posted
    Column("commission_fen", BigInteger, nullable=False),  # as reckoned here
    Column("county_commission_fen", BigInteger, nullable=False),  # as reckoned there, once posted
    Column("balance_fen", BigInteger, nullable=False),
    Column("code", String, nullable=False),  # of the last reason
    Column("reason", String, nullable=False),
    Column("refund", String, nullable=False),
    Column("refund_fen", BigInteger, nullable=False),
    Column("refund_name", String, nullable=False),  # who signed for it
    Column("returned", Integer, nullable=False),  # 1 once the resident has the cash back
    Column("written", Integer, nullable=False),  # 1 once the card is written
    Column("asked_ms", BigInteger, nullable=False),  # the last question about it (M8), 0 for none
    Column("wished", Integer, nullable=False),  # 1 once it was to be taken back, whatever became of that
    Column("slip_given", Integer, nullable=False),  # the second slip, 已到账
    CheckConstraint("enquiry > 0 OR unverified = 1", name="asked_or_said_so"),
    CheckConstraint("amount_fen > 0 AND fee_fen >= 0", name="positive"),
    CheckConstraint("received_fen = amount_fen + fee_fen + change_fen", name="change"),
    info=DERIVED,
)
"""A payment; one without enquiry or the mark 离线未核 cannot be stored (M5)."""
Index("ix_payment_account", payment.c.account, payment.c.day)
Index("ix_payment_day", payment.c.day, payment.c.biller, payment.c.state, payment.c.amount_fen)
Index("ix_payment_open", payment.c.biller, payment.c.at_ms, payment.c.amount_fen, sqlite_where=payment.c.is_open == 1)
Index("ix_payment_refund", payment.c.id, sqlite_where=payment.c.refund == "due")
Index("ix_payment_odd", payment.c.state, payment.c.day, sqlite_where=payment.c.state != "ok")
Index("ix_payment_second_slip", payment.c.resident, sqlite_where=(payment.c.posted == 1) & (payment.c.slip_given == 0))
Index("ix_payment_resident", payment.c.resident, payment.c.day)
Index("ix_payment_shift", payment.c.shift)

paid_bill = Table(
    "paid_bill",
    metadata,
    Column("payment", BigInteger, primary_key=True),
    Column("bill", String, primary_key=True),
    Column("fen", BigInteger, nullable=False),
    info=DERIVED,
)
Index("ix_paid_bill_bill", paid_bill.c.bill)

move = Table(
    "payment_move",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("payment", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("biller", String, nullable=False),
    Column("fen", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    info=DERIVED,
)
"""Each of the seven kinds as it happened."""
Index("ix_payment_move_day", move.c.day, move.c.kind, move.c.biller, move.c.fen)
Index("ix_payment_move_payment", move.c.payment)

bill = Table(
    "bill",
    metadata,
    Column("biller", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("statement", Integer, nullable=False),
    Column("account", String, nullable=False),
    Column("holder", String, nullable=False),
    Column("fen", BigInteger, nullable=False),
    Column("period", String, nullable=False),
    Column("due_day", Integer, nullable=False),
    Column("cutoff_day", Integer, nullable=False),
    Column("late_fen", BigInteger, nullable=False),
    Column("readings", String, nullable=False),  # JSON
    Column("tiers", String, nullable=False),  # JSON
    Column("balance_fen", BigInteger, nullable=False),
    Column("resident", String, nullable=False),
    Column("address", String, nullable=False),
    Column("meter", String, nullable=False),
    Column("is_owed", Integer, nullable=False),  # 0: gone from the last statement; kept while a payment names it
    info=DERIVED,
)
Index("ix_bill_account", bill.c.account)
Index("ix_bill_resident", bill.c.resident, sqlite_where=bill.c.is_owed == 1)

account = Table(
    "biller_account",
    metadata,
    Column("biller", String, primary_key=True),
    Column("account", String, primary_key=True),
    Column("statement", Integer, nullable=False),
    Column("holder", String, nullable=False),
    Column("resident", String, nullable=False),
    Column("usual_fen", BigInteger, nullable=False),
    Column("card", String, nullable=False),
    info=DERIVED,
)
Index("ix_biller_account_account", account.c.account)
Index("ix_biller_account_resident", account.c.resident)
Index("ix_biller_account_card", account.c.card)

told = Table(
    "county_list",
    metadata,
    Column("name", String, primary_key=True),  # bills:<biller>, accounts:<biller>, blacklist, services
    Column("statement", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),  # of the decision in the feed: what an enquiry cites
    Column("as_of_ms", BigInteger, nullable=False),
    Column("left_out", Integer, nullable=False),  # lines that could not be: no id, no amount, an id twice
    info=DERIVED,
)
"""How old what the county told is."""

granted = Table("granted", metadata, Column("biller", String, primary_key=True), info=DERIVED)
"""Billers that this point may collect for; asked only when ``county_list`` has ``services`` (M4)."""

cap = Table(
    "cap",
    metadata,
    Column("biller", String, primary_key=True),
    Column("payment_fen", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
    Column("total_fen", BigInteger, nullable=False),
    Column("age_h", Integer, nullable=False),
    info=DERIVED,
)

blacklist = Table(
    "blacklist",
    metadata,
    Column("biller", String, primary_key=True),
    Column("account", String, primary_key=True),
    Column("reason", String, nullable=False),
    Column("until_day", Integer, nullable=False),
    info=DERIVED,
)

allowance = Table(
    "allowance_used",
    metadata,
    Column("number", String, primary_key=True),
    Column("payment", BigInteger, nullable=False),
    info=DERIVED,
)
"""One-off codes of the county that are dead (M6)."""

tally = Table(
    "payment_tally",
    metadata,
    Column("biller", String, primary_key=True),
    Column("month", Integer, primary_key=True),  # 202611
    Column("count", Integer, nullable=False),
    Column("fen", BigInteger, nullable=False),
    info=DERIVED,
)
"""Payments of a month without those that were to be taken back, whatever became of that: by these the next one's
commission goes (M15). The money lane alone decides it, so that the county counts the same."""

dispute = Table(
    "dispute",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("payment", BigInteger, nullable=False),
    Column("code", String, nullable=False),
    Column("note", String, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("by", String, nullable=False),
    Column("outcome", String, nullable=False),  # "" until the county answers
    Column("text", String, nullable=False),
    Column("answered_ms", BigInteger, nullable=False),
    info=DERIVED,
)
Index("ix_dispute_payment", dispute.c.payment)

settled = Table(
    "commission_settled",
    metadata,
    Column("month", String, primary_key=True),  # 2026-11
    Column("fen", BigInteger, nullable=False),
    Column("paid", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    info=DERIVED,
)
"""What became of a month's commission: paid out, or why not (R3)."""
