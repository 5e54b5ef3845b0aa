"""A payment as people are shown it, on the screen and on paper."""

from dataclasses import dataclass
from datetime import date

from kiosk.payments.model import PayState, Refund
from kiosk.wire.payment_events import PaidBill


@dataclass(frozen=True)
class PaymentView:
    """One payment.

    Attributes:
        id: Ref of the event that took it; ``reference`` is what paper says for it.
        biller: Code; ``biller_name`` in words, ``service`` its group.
        account: Cleaned number; ``account_shown`` in groups of four.
        holder: Name of the account's holder, or ""; ``holder_masked`` for eyes that need not know it.
        payer: Who paid for the holder, or "".
        resident: Id of the roll, or "".
        amount_fen: For the biller.
        fee_fen: For the point.
        received_fen: Cash in; ``change_fen`` went back.
        state: Where it stands; ``unknown`` also when the county has been silent for too long.
        state_word: Key of the state's word.
        since_ms: Since when it stands so.
        at_ms: When it was taken; ``day`` is the business date.
        by: The clerk's code; ``by_name`` in words.
        shift: Number of the shift whose drawer took it.
        unverified: 离线未核.
        bills: What it settles.
        biller_ref: The biller's reference, "" until posted; ``posted_ms`` when.
        posted: The biller has the money.
        balance_fen: Of the account after the posting, 0 when the biller does not tell.
        refund: What is owed to the resident; ``refund_fen`` how much.
        refund_name: Who signed for it, or "".
        code: Of the last reason; ``reason`` in words.
        commission_fen: As reckoned here.
        card: Number of the prepaid card, or "".
        slip_given: The second slip was printed.
        at_county: The county has its record.
    """

    id: int
    position: int
    reference: str
    biller: str
    biller_name: str
    service: str
    account: str
    account_shown: str
    holder: str
    holder_masked: str
    payer: str
    resident: str
    amount_fen: int
    fee_fen: int
    received_fen: int
    change_fen: int
    state: PayState
    state_word: str
    since_ms: int
    at_ms: int
    day: date
    by: str
    shift: int
    unverified: bool
    bills: tuple[PaidBill, ...]
    biller_ref: str
    posted: bool
    posted_ms: int
    balance_fen: int
    refund: Refund
    refund_fen: int
    refund_name: str
    code: str
    reason: str
    commission_fen: int
    card: str
    slip_given: bool
    at_county: bool
    by_name: str = ""

    @property
    def cash_fen(self) -> int:
        """What the drawer took for it."""
        return self.amount_fen + self.fee_fen


@dataclass(frozen=True)
class DueBill:
    """One bill, with what was already taken for it here.

    Attributes:
        biller: Code; ``biller_name`` in words, ``service`` its group.
        id: As the biller names it.
        account: Cleaned number; ``holder`` whose it is.
        fen: What the biller asks for, late fee included; ``paid_fen`` of it was taken here, ``owed_fen`` is left.
        period: For example ``2026-10``.
        due: Last day, or None; ``overdue`` when it has passed.
        cutoff: The day on which supply ends, or None.
        cutoff_days: Until then, never less than 0; None for none.
        warn: The cut-off is near enough to be spoken (G4).
        readings: From, to, used.
        tiers: Tier lines.
        balance_fen: Of the account, 0 when the biller does not tell.
        resident: Id of the roll, or "".
        meter: Of several meters, which; or "".
    """

    biller: str
    biller_name: str
    service: str
    id: str
    account: str
    holder: str
    fen: int
    paid_fen: int
    owed_fen: int
    period: str
    due: date | None
    overdue: bool
    cutoff: date | None
    cutoff_days: int | None
    warn: bool
    late_fen: int
    readings: tuple[str, ...]
    tiers: tuple[str, ...]
    balance_fen: int
    resident: str
    address: str
    meter: str
