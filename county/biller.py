"""The seam to billers and to the bank: what the county asks of them and what it may hear.

A biller is idempotent by serial: the same order sent again is the same order. That, and asking before sending again, is
what keeps a payment from being debited twice.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class BillerSilent(Exception):
    """No answer came: the biller may have the money or not."""


class Said(StrEnum):
    """What a biller says of a serial."""

    POSTED = "posted"
    REFUSED = "refused"
    PENDING = "pending"  # taken, not yet decided
    MISSING = "missing"  # 原交易不存在: not a failure
    REVERSED = "reversed"
    TOO_LATE = "too_late"  # it will not take the payment back


@dataclass(frozen=True)
class Order:
    """A payment as its biller gets it.

    Attributes:
        serial: Station and ref; the same for ever.
        biller: Code.
        account: Number, cleaned.
        amount_fen: What to book.
    """

    serial: str
    biller: str
    account: str
    amount_fen: int


@dataclass(frozen=True)
class Word:
    """A biller's word.

    Attributes:
        serial: Of which order.
        said: What it says.
        ref: Its own reference, when posted.
        at_ms: When it decided, ms since 1970 UTC.
        code: Why it refused, as in :class:`~kiosk.wire.till_decisions.PaymentRefused`.
        reason: In words.
        balance_fen: Of the account afterwards; 0 when it does not tell.
    """

    serial: str
    said: Said
    ref: str = ""
    at_ms: int = 0
    code: str = ""
    reason: str = ""
    balance_fen: int = 0


class Billers(Protocol):
    """Every biller behind one door. Each call may raise :class:`BillerSilent`."""

    def post(self, order: Order) -> Word:
        """Book a payment: ``POSTED``, ``REFUSED`` or ``PENDING``."""
        ...

    def query(self, order: Order) -> Word:
        """What became of it (末笔查询): any word but ``TOO_LATE``."""
        ...

    def cancel(self, order: Order) -> Word:
        """Give it back: ``REVERSED``, or ``TOO_LATE``, or ``MISSING``."""
        ...

    def news(self) -> tuple[tuple[int, Word], ...]:
        """Words that nobody asked for, each with its number: late answers, reversals (冲正). Told until heard."""
        ...

    def heard(self, number: int) -> None:
        """This piece of news has been taken in durably."""
        ...


class Bank(Protocol):
    """Where stations bring their cash."""

    def arrived(self, serial: str, fen: int) -> bool | None:
        """Whether a deposit arrived: True, False when there is none such, None while it is on its way.

        Raises:
            BillerSilent: No answer.
        """
        ...
