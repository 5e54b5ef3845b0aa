"""Where the money of one payment is, after all that happened to it: pure, so that the books can be reckoned again.

A payment's :class:`Standing` says in which accounts its money lies (:func:`holdings`). What a happening posts is the
difference between the holdings after it and before it: nothing can be posted twice, and whatever order the verdicts
come in, the postings of a payment always add up to where it stands.
"""

from dataclasses import dataclass, replace

from kiosk.ledger import Account
from kiosk.payments.model import NEXT, Happening, PayState, Refund
from kiosk.wire import payment_events as events
from kiosk.wire import till_decisions as decisions
from kiosk.wire.events import Decision, Event

_S, _H = PayState, Happening


@dataclass(frozen=True)
class Standing:
    """What decides a payment's next step, and where its money is.

    Attributes:
        biller: Its code.
        amount_fen: For the biller.
        fee_fen: For the point.
        state: Where it stands.
        posted: The biller has the money.
        returned: The resident has the cash back.
        refund: What is owed to the resident.
        card: A prepaid card is to be written.
        written: It was.
        credit_fen: Of the credit line, while it is posted.
        commission_fen: As the county reckoned it, while it is posted.
    """

    biller: str
    amount_fen: int
    fee_fen: int = 0
    state: PayState = PayState.ACCEPTED
    posted: bool = False
    returned: bool = False
    refund: Refund = Refund.NONE
    card: bool = False
    written: bool = False
    credit_fen: int = 0
    commission_fen: int = 0

    @property
    def cash_fen(self) -> int:
        """What the drawer took for it, and what a refund gives back."""
        return self.amount_fen + self.fee_fen


def taken(fact: events.PaymentTaken) -> Standing:
    """How a payment begins."""
    return Standing(fact.biller, fact.amount_fen, fact.fee_fen, card=bool(fact.card))


def after(was: Standing, fact: Event | Decision) -> Standing | None:
    """How a payment stands after a fact about it; None when the fact changes nothing."""
    if isinstance(fact, events.RefundPaid):
        return replace(was, refund=Refund.PAID, returned=True) if was.refund is Refund.DUE else None
    if (what := happening(fact)) is None or (to := _state(was, what)) is None:
        return None
    now = _moved(was, to, what, fact)
    return None if now == was else now


def _moved(was: Standing, to: PayState, what: Happening, fact: Event | Decision) -> Standing:
    if isinstance(fact, decisions.PaymentPosted) and not was.posted:
        refund: Refund = Refund.NONE if was.refund is Refund.DUE else was.refund
        credit_fen = min(max(fact.credit_fen, 0), was.amount_fen)
        commission_fen = max(fact.commission_fen, 0)
        return replace(
            was, state=to, posted=True, refund=refund, credit_fen=credit_fen, commission_fen=commission_fen
        )  # fmt: skip
    if what is _H.CANCELLED_AT_ONCE:
        return replace(was, state=to, returned=True)
    if what in _TAKEN_BACK:
        refund = was.refund if was.returned else Refund.DUE
        return replace(was, state=to, posted=False, refund=refund, credit_fen=0, commission_fen=0)
    return replace(was, state=to, written=was.written or what is _H.CARD_WRITTEN)


def happening(fact: Event | Decision) -> Happening | None:
    """What a fact is for the payment that it names; None when it moves none."""
    match fact:
        case events.PaymentCancelled():
            return _H.CANCELLED_AT_ONCE if fact.at_once else _H.CANCEL_ASKED
        case decisions.CancelDecided():
            return _H.CANCEL_ACCEPTED if fact.accepted else _H.CANCEL_DECLINED
        case events.CardMoved():
            return _CARD_STEPS.get(fact.step)
        case _:
            return _VERDICTS.get(type(fact))


_VERDICTS: dict[type[Event] | type[Decision], Happening] = {
    decisions.PaymentPosted: _H.POSTED,
    decisions.PaymentRefused: _H.REFUSED,
    decisions.PaymentDoubted: _H.DOUBTED,
    decisions.PaymentReversed: _H.REVERSED,
    decisions.OriginalMissing: _H.MISSING,
}
_CARD_STEPS = {
    "write": _H.CARD_AGAIN,
    "written": _H.CARD_WRITTEN,
    "failed": _H.CARD_FAILED,
    "cancelled": _H.CARD_CANCELLED,
}
_TAKEN_BACK = frozenset({_H.REFUSED, _H.REVERSED, _H.CANCEL_ACCEPTED})


def _state(was: Standing, what: Happening) -> PayState | None:
    to = NEXT[was.state].get(what)
    if was.state is _S.CANCELLING and was.posted:
        if what is _H.REFUSED:
            return None  # what the biller has is no longer refused, only reversed
        if what is _H.CANCEL_DECLINED:
            to = _S.OK
    unwritten = was.card and not was.written and not was.returned
    if to in (_S.OK, _S.FAILED_THEN_OK) and unwritten and what is not _H.CARD_WRITTEN:
        return _S.CARD_WAITING
    return to


def holdings(at: Standing) -> dict[str, int]:
    """In which accounts a payment's money lies (fen, debit positive); they sum to zero."""
    payable = Account.BILLER_PAYABLE.of(at.biller)
    held: dict[str, int] = dict.fromkeys((Account.TILL, payable, *_ORDER), 0)
    held[Account.TILL] = 0 if at.returned else at.cash_fen
    if at.posted:
        held[Account.FLOAT] = at.credit_fen - at.amount_fen
        held[Account.CREDIT] = -at.credit_fen
        held[Account.COMMISSION_DUE] = at.commission_fen
        held[Account.COMMISSION] = -at.commission_fen
        # Refunded, and the biller has it after all: the county settles that with the point.
        side, fen = (Account.SUSPENSE, at.amount_fen) if at.returned else (Account.FEES, -at.fee_fen)
        held[side] = fen
    elif at.refund is Refund.DUE:
        held[Account.REFUND_DUE] = -at.cash_fen
    elif not at.returned:
        held[payable] = -at.amount_fen
        held[Account.FEES] = -at.fee_fen
    return held


_ORDER = (
    Account.REFUND_DUE, Account.SUSPENSE, Account.FEES, Account.FLOAT, Account.CREDIT, Account.COMMISSION_DUE,
    Account.COMMISSION,
)  # fmt: skip
"""Debits and credits are paired in this order, so that commission meets commission."""


def legs(was: Standing | None, now: Standing) -> dict[str, int]:
    """What is posted when a payment comes to stand thus (fen, debit positive); ``was`` is None for a new one."""
    before = holdings(was) if was else {}
    moved = {account: fen - before.get(account, 0) for account, fen in holdings(now).items()}
    return {account: fen for account, fen in moved.items() if fen}
