"""Events about payments for billers. Kinds 330 to 359.

A payment is named by the ``ref`` of the event that took it. It is *accepted* here and *posted* at the county: what
became of it is the county's to say (``till_decisions``).
"""

from typing import ClassVar

import msgspec

from kiosk.wire.events import Event, Lane


class PaidBill(msgspec.Struct, frozen=True, array_like=True):
    """One bill that a payment settles, or a part of it.

    Attributes:
        id: As the biller names it.
        fen: How much of it.
    """

    id: str
    fen: int


class PaymentTaken(Event, frozen=True, array_like=True):
    """Cash was taken for a biller: 已受理(未到账).

    Attributes:
        biller: Code of the catalogue's biller.
        account: Account number, cleaned.
        amount_fen: For the biller.
        received_fen: What the resident gave.
        change_fen: What was given back.
        enquiry: Number of the county's statement that was asked (M5); 0 when ``unverified``.
        unverified: Taken without an enquiry: 离线未核.
        bills: Bills that it settles; () for a top-up.
        holder: Name of the account's holder, as the county's statement or the resident says.
        resident: Id of the roll, or "".
        shift: Number of the shift whose drawer it is in.
        fee_fen: Listed fee, which stays with the point.
        commission_fen: What the point earns by it, by the catalogue's package, once it is posted (M15).
        allowance: Number of the one-off county code for an amount over the limit, or "" (M6).
        guards: What made the program ask a second time, and the resident confirmed (G13).
        card: Number of the prepaid card, or "" (M11).
        payer: Who paid for the holder, or "".
    """

    KIND: ClassVar[int] = 330
    LANE: ClassVar[Lane] = Lane.MONEY
    biller: str
    account: str
    amount_fen: int
    received_fen: int
    change_fen: int
    enquiry: int
    unverified: bool
    bills: tuple[PaidBill, ...] = ()
    holder: str = ""
    resident: str = ""
    shift: int = 0
    fee_fen: int = 0
    commission_fen: int = 0
    allowance: str = ""
    guards: tuple[str, ...] = ()
    card: str = ""
    payer: str = ""


class PaymentCancelled(Event, frozen=True, array_like=True):
    """The clerk asked to take a payment back (撤销), with authority (M9).

    Attributes:
        payment: Its ref.
        reason: Code of the catalogue's group ``cancel``.
        authority: The lead clerk's code who proved it with a PIN.
        at_once: The payment had never been offered to the county, so that the money went back at once. Otherwise the
            county decides, and until then it is 撤销中.
        shift: Number of the shift whose drawer gave it back; 0 when it waits.
    """

    KIND: ClassVar[int] = 331
    LANE: ClassVar[Lane] = Lane.MONEY
    payment: int
    reason: str
    authority: str
    at_once: bool
    shift: int = 0


class RefundPaid(Event, frozen=True, array_like=True):
    """A refund was paid out against a signature.

    Attributes:
        payment: Of which payment.
        fen: How much.
        name: Who signed for it.
        shift: Number of the shift whose drawer it came from.
    """

    KIND: ClassVar[int] = 332
    LANE: ClassVar[Lane] = Lane.MONEY
    payment: int
    fen: int
    name: str
    shift: int


class PaymentAsked(Event, frozen=True, array_like=True):
    """Last-transaction query (末笔查询, M8): what became of these? Asked by date, point and serial.

    Attributes:
        day: Business date of the payments, days since 1970-01-01.
        payments: Their refs.
    """

    KIND: ClassVar[int] = 333
    LANE: ClassVar[Lane] = Lane.MONEY
    day: int
    payments: tuple[int, ...]


class DisputeOpened(Event, frozen=True, array_like=True):
    """The resident disputes a receipt (M19).

    Attributes:
        payment: Its ref.
        code: Of the catalogue's group ``dispute``.
        note: In the clerk's words.
    """

    KIND: ClassVar[int] = 334
    LANE: ClassVar[Lane] = Lane.MONEY
    payment: int
    code: str
    note: str = ""


class CardMoved(Event, frozen=True, array_like=True):
    """A step of a prepaid card (M10, M11).

    Attributes:
        payment: Its ref.
        step: ``write`` (写卡), ``written`` (写卡成功确认), ``failed`` (写卡失败确认), ``cancelled`` (取消写卡).
        card: Number of the card that was in the reader, or "".
    """

    KIND: ClassVar[int] = 335
    LANE: ClassVar[Lane] = Lane.MONEY
    payment: int
    step: str
    card: str = ""


class PostedSlipGiven(Event, frozen=True, array_like=True):
    """The second slip, 已到账, was printed for the resident (G4).

    Attributes:
        payment: Its ref.
    """

    KIND: ClassVar[int] = 336
    LANE: ClassVar[Lane] = Lane.NOTICES
    payment: int


class PaymentsForgotten(Event, frozen=True, array_like=True):
    """Who made these payments was removed here after the county's term; amounts, accounts, dates and states stay.

    Attributes:
        payments: Their refs.
    """

    KIND: ClassVar[int] = 337
    payments: tuple[int, ...]
