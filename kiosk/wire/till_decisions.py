"""What the county decides about money: bills, float, verdicts on payments. Kinds 130 to 159."""

from typing import ClassVar

import msgspec

from kiosk.wire.events import Decision


class BillLine(msgspec.Struct, frozen=True, array_like=True):
    """One bill of a biller.

    Attributes:
        id: As the biller names it; never used again.
        account: Account number, cleaned.
        holder: Name of the account's holder.
        fen: To pay, late fee included.
        period: For example ``2026-10``.
        due_day: Last day, days since 1970-01-01; 0 for none.
        cutoff_day: Supply ends on this day if it is not paid; 0 for none (G4).
        late_fen: Late fee within ``fen``.
        readings: From, to, used, as the receipt prints them: ``("412", "426", "14 吨")``.
        tiers: Tier lines (阶梯), as the receipt prints them.
        balance_fen: Of the account, when the biller tells it.
        resident: Id of the roll when the county knows whose account it is, or "".
        address: Of the supply, or "".
        meter: Of several meters, which; or "".
    """

    id: str
    account: str
    holder: str
    fen: int
    period: str
    due_day: int = 0
    cutoff_day: int = 0
    late_fen: int = 0
    readings: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    balance_fen: int = 0
    resident: str = ""
    address: str = ""
    meter: str = ""


class BillsIssued(Decision, frozen=True, array_like=True):
    """A part of what a biller's customers owe: the statement against which a counter enquires offline.

    Attributes:
        biller: Code of the catalogue's biller.
        statement: Number of the statement, rising; parts of one statement share it.
        as_of_ms: When the biller drew it up, ms since 1970 UTC: its age is shown.
        bills: What is owed.
        whole: A new statement: bills of older ones are no longer owed. Otherwise these are added to the last.
        gone: Ids that are no longer owed.
    """

    KIND: ClassVar[int] = 130
    biller: str
    statement: int
    as_of_ms: int
    bills: tuple[BillLine, ...]
    whole: bool = False
    gone: tuple[str, ...] = ()


class AccountLine(msgspec.Struct, frozen=True, array_like=True):
    """One account that a biller knows, whether or not it owes anything.

    Attributes:
        account: Number, cleaned.
        holder: Name.
        resident: Id of the roll, or "".
        usual_fen: What it usually pays; 0 when unknown (G13).
        card: Number of its prepaid card, or "".
    """

    account: str
    holder: str
    resident: str = ""
    usual_fen: int = 0
    card: str = ""


class AccountsListed(Decision, frozen=True, array_like=True):
    """Accounts of a biller, for validate-then-pay; an account listed again replaces its line.

    Attributes:
        biller: Code.
        statement: As for :class:`BillsIssued`.
        as_of_ms: When it was drawn up.
        accounts: The lines.
        whole: Accounts that are not in this statement no longer exist.
    """

    KIND: ClassVar[int] = 131
    biller: str
    statement: int
    as_of_ms: int
    accounts: tuple[AccountLine, ...]
    whole: bool = False


class FloatStated(Decision, frozen=True, array_like=True):
    """How much float and credit this point has left (M1).

    Attributes:
        float_fen: Left of the float, payments up to ``covers`` already taken off.
        credit_fen: Left of the credit line.
        used_fen: Used of it.
        covers_epoch: Epoch of the money lane.
        covers_seq: Sequence of the money lane up to which every payment is in these figures.
        low_fen: Below this the clerk is reminded; 0 leaves it to the catalogue (M2).
    """

    KIND: ClassVar[int] = 132
    float_fen: int
    credit_fen: int
    used_fen: int
    covers_epoch: int
    covers_seq: int
    low_fen: int = 0


class FloatMoved(Decision, frozen=True, array_like=True):
    """Float or credit changed otherwise than by a payment.

    Attributes:
        kind: ``grant`` (first float), ``deposit`` (cash at the bank arrived), ``topup``, ``withdraw``, ``commission``.
        float_fen: Change of the float.
        credit_fen: Change of the credit left.
        cash: Ref of the station's ``CashMoved`` for a deposit; 0 otherwise.
        text: For the clerk.
    """

    KIND: ClassVar[int] = 133
    kind: str
    float_fen: int
    credit_fen: int = 0
    cash: int = 0
    text: str = ""


class PaymentPosted(Decision, frozen=True, array_like=True):
    """The biller has the money: 已到账.

    Attributes:
        payment: Ref of the station's event.
        biller_ref: The biller's reference, for the second slip.
        posted_ms: When, ms since 1970 UTC.
        credit_fen: How much of it was taken from the credit line; the rest from the float.
        commission_fen: As the county reckons it, to be compared with the station's.
        balance_fen: Of the account afterwards; 0 when the biller does not tell.
    """

    KIND: ClassVar[int] = 134
    payment: int
    biller_ref: str
    posted_ms: int
    credit_fen: int = 0
    commission_fen: int = 0
    balance_fen: int = 0


class PaymentRefused(Decision, frozen=True, array_like=True):
    """The biller does not take it: a refund is due.

    Attributes:
        payment: Ref of the station's event.
        code: ``no_account``, ``already_paid``, ``closed``, ``amount``, ``other``.
        reason: In words for the resident.
    """

    KIND: ClassVar[int] = 135
    payment: int
    code: str
    reason: str


class PaymentDoubted(Decision, frozen=True, array_like=True):
    """Nobody knows yet whether the biller has it: 状态未知. Not a failure.

    Attributes:
        payment: Ref of the station's event.
        reason: In words.
    """

    KIND: ClassVar[int] = 136
    payment: int
    reason: str


class PaymentReversed(Decision, frozen=True, array_like=True):
    """The biller gave it back after it had been posted (冲正): a refund is due.

    Attributes:
        payment: Ref of the station's event.
        reason: In words for the resident.
    """

    KIND: ClassVar[int] = 137
    payment: int
    reason: str


class CancelDecided(Decision, frozen=True, array_like=True):
    """What becomes of the clerk's wish to take a payment back.

    Attributes:
        payment: Ref of the station's event.
        accepted: It is cancelled and a refund is due; otherwise it stands as it stood.
        reason: In words.
    """

    KIND: ClassVar[int] = 138
    payment: int
    accepted: bool
    reason: str = ""


class OriginalMissing(Decision, frozen=True, array_like=True):
    """Asked about, the county knows no such payment: 原交易不存在. Not a failure.

    Attributes:
        payment: Ref that was asked about.
    """

    KIND: ClassVar[int] = 139
    payment: int


class ServicesGranted(Decision, frozen=True, array_like=True):
    """Which billers this point may collect for (M4); history of the others stays.

    Attributes:
        billers: Codes.
    """

    KIND: ClassVar[int] = 140
    billers: tuple[str, ...]


class CapsSet(Decision, frozen=True, array_like=True):
    """Offline caps for this point, instead of the catalogue's (M20). 0 leaves a figure to the catalogue.

    Attributes:
        biller: Code; "" for every biller.
        payment_fen: Most for one payment.
        count: Most payments without the county's word.
        total_fen: Most money without the county's word.
        age_h: Hours that the oldest of them may wait.
    """

    KIND: ClassVar[int] = 141
    biller: str
    payment_fen: int = 0
    count: int = 0
    total_fen: int = 0
    age_h: int = 0


class BlacklistLine(msgspec.Struct, frozen=True, array_like=True):
    """An account from which nothing is taken (M28).

    Attributes:
        biller: Code.
        account: Number, cleaned.
        reason: In words.
        until_day: Last day, days since 1970-01-01; 0 without end.
    """

    biller: str
    account: str
    reason: str
    until_day: int = 0


class BlacklistSet(Decision, frozen=True, array_like=True):
    """The whole list; it replaces the last.

    Attributes:
        as_of_ms: When it was drawn up: its age is shown.
        lines: The accounts.
    """

    KIND: ClassVar[int] = 142
    as_of_ms: int
    lines: tuple[BlacklistLine, ...]


class DisputeAnswered(Decision, frozen=True, array_like=True):
    """What came of a dispute.

    Attributes:
        dispute: Ref of the station's event.
        outcome: ``right`` (the resident was right), ``stands`` (the receipt stands), ``open``.
        text: In words for the resident.
    """

    KIND: ClassVar[int] = 143
    dispute: int
    outcome: str
    text: str


class OpeningImported(Decision, frozen=True, array_like=True):
    """The cash that an older system says is in the drawer: no trade until it is counted and signed (M27).

    Attributes:
        fen: How much.
        note: From where.
    """

    KIND: ClassVar[int] = 144
    fen: int
    note: str = ""


class TotalsChecked(Decision, frozen=True, array_like=True):
    """The county built a Z again from the events (M21).

    Attributes:
        z: Its number.
        expected_fen: As the county reckons it.
        differs: It is not what the station said.
    """

    KIND: ClassVar[int] = 145
    z: int
    expected_fen: int
    differs: bool


class CommissionSettled(Decision, frozen=True, array_like=True):
    """What became of a month's commission (R3).

    Attributes:
        month: ``2026-11``.
        fen: As the county reckons it.
        paid: Paid out; otherwise ``reason`` says why not.
        reason: In words.
    """

    KIND: ClassVar[int] = 146
    month: str
    fen: int
    paid: bool
    reason: str = ""
