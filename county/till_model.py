"""The county's tables about money: payments, drawers, float.

Derived tables are a function of the stations' events and the county's own decisions (``projections.rebuild``). The
others hold what only the county knows: where a station's money lane ends, what was handed to a biller, credit lines,
codes.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table

from county.model import BY_CHARS_MAX, STATION_CHARS_MAX, metadata

DERIVED: dict[str, Any] = {"derived": True}
CODE_CHARS_MAX = 32
ACCOUNT_CHARS_MAX = 60
TEXT_CHARS_MAX = 300
SERIAL_CHARS_MAX = STATION_CHARS_MAX + 20


class State(StrEnum):
    """Where a payment stands at the county."""

    WAITING = "waiting"  # not yet handed to the biller
    SENT = "sent"  # handed over, or about to be; no word yet
    DOUBTED = "doubted"  # no word for so long that the station was told: 状态未知
    POSTED = "posted"
    REFUSED = "refused"
    REVERSED = "reversed"
    CANCELLED = "cancelled"


OPEN = (State.WAITING, State.SENT, State.DOUBTED)
"""No last word yet: the amount is reserved."""


class Deposited(StrEnum):
    """Where cash on its way to the bank stands."""

    WAITING = "waiting"
    ARRIVED = "arrived"
    DISPUTED = "disputed"  # the bank has nothing of the kind


def _station(*, key: bool = True) -> Column[str]:
    return Column("station", String(STATION_CHARS_MAX), primary_key=key, nullable=False)


payment = Table(
    "payment",
    metadata,
    _station(),
    Column("ref", BigInteger, primary_key=True, autoincrement=False),
    Column("serial", String(SERIAL_CHARS_MAX), nullable=False, unique=True),
    Column("biller", String(CODE_CHARS_MAX), nullable=False),
    Column("account", String(ACCOUNT_CHARS_MAX), nullable=False),
    Column("holder", String(TEXT_CHARS_MAX), nullable=False),
    Column("amount_fen", BigInteger, nullable=False),
    Column("fee_fen", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("shift", Integer, nullable=False),
    Column("by", String(BY_CHARS_MAX), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("unverified", Boolean, nullable=False),
    Column("allowance", String(CODE_CHARS_MAX), nullable=False),
    Column("commission_fen", BigInteger, nullable=False),  # as the station reckoned it
    Column("own_commission_fen", BigInteger, nullable=False),  # as the county does
    Column("state", String(12), nullable=False),
    Column("at_once", Boolean, nullable=False),  # taken back before it was offered to the county
    Column("asked", Integer, nullable=False),  # times that the county was to decide about taking it back
    Column("declined", Integer, nullable=False),  # times that it said no
    Column("wish_ref", BigInteger, nullable=False),  # of the first event that wanted it back; 0 for none
    Column("verdict_ms", BigInteger, nullable=False),
    Column("biller_ref", String(TEXT_CHARS_MAX), nullable=False),
    Column("posted_ms", BigInteger, nullable=False),
    Column("credit_fen", BigInteger, nullable=False),
    Column("balance_fen", BigInteger, nullable=False),
    Column("code", String(CODE_CHARS_MAX), nullable=False),
    Column("reason", String(TEXT_CHARS_MAX), nullable=False),
    Column("refunded_fen", BigInteger, nullable=False),
    info=DERIVED,
)
Index("ix_payment_state", payment.c.state, payment.c.received_ms, payment.c.station, payment.c.ref)
Index("ix_payment_day", payment.c.station, payment.c.day)
Index("ix_payment_month", payment.c.station, payment.c.biller, payment.c.day)
Index("ix_payment_asked", payment.c.asked, payment.c.state)

float_account = Table(
    "float_account",
    metadata,
    _station(),
    Column("float_fen", BigInteger, nullable=False),  # posted payments taken off, open ones not
    Column("used_fen", BigInteger, nullable=False),  # of the credit line, likewise
    # As the station was last told.
    Column("stated_float_fen", BigInteger, nullable=False),
    Column("stated_credit_fen", BigInteger, nullable=False),
    Column("stated_used_fen", BigInteger, nullable=False),
    Column("stated_low_fen", BigInteger, nullable=False),
    Column("covers_epoch", BigInteger, nullable=False),  # 0 when it was never told
    Column("covers_seq", BigInteger, nullable=False),
    info=DERIVED,
)

deposit = Table(
    "deposit",
    metadata,
    _station(),
    Column("ref", BigInteger, primary_key=True, autoincrement=False),
    Column("fen", BigInteger, nullable=False),
    Column("slip", String(ACCOUNT_CHARS_MAX), nullable=False),
    Column("day", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("state", String(12), nullable=False),
    info=DERIVED,
)

dispute = Table(
    "dispute",
    metadata,
    _station(),
    Column("ref", BigInteger, primary_key=True, autoincrement=False),
    Column("payment", BigInteger, nullable=False),
    Column("code", String(CODE_CHARS_MAX), nullable=False),
    Column("note", String(TEXT_CHARS_MAX), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("outcome", String(12), nullable=False),  # "" until it is answered
    Column("text", String(TEXT_CHARS_MAX), nullable=False),
    info=DERIVED,
)

shift_z = Table(
    "shift_z",
    metadata,
    _station(),
    Column("ref", BigInteger, primary_key=True, autoincrement=False),
    Column("z", BigInteger, nullable=False),
    Column("shift", BigInteger, nullable=False),
    Column("clerk", String(BY_CHARS_MAX), nullable=False),
    Column("day", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("opening_fen", BigInteger, nullable=False),
    Column("counted_fen", BigInteger, nullable=False),
    Column("expected_fen", BigInteger, nullable=False),  # as the station reckoned it
    Column("own_expected_fen", BigInteger, nullable=False),  # rebuilt from the events
    Column("differs", Boolean, nullable=False),
    info=DERIVED,
)

# What follows is the county's own; no event tells it.

money_top = Table(
    "money_top",
    metadata,
    _station(),
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
)
"""How far a station's money lane reached when it last spoke: a payment is posted only when all that is here."""

handed = Table(
    "handed",
    metadata,
    Column("serial", String(SERIAL_CHARS_MAX), primary_key=True),
    Column("first_ms", BigInteger, nullable=False),
    Column("last_ms", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_ms", BigInteger, nullable=False),
)
"""The intent to hand a payment to its biller, committed before the biller hears of it (M8)."""

denied = Table(
    "denied",
    metadata,
    _station(),
    Column("ref", BigInteger, primary_key=True, autoincrement=False),
)
"""Deposits of which the bank has said that there is none such; one may arrive all the same."""

float_line = Table(
    "float_line",
    metadata,
    _station(),
    Column("credit_fen", BigInteger, nullable=False),
    Column("low_fen", BigInteger, nullable=False),
)
"""The credit line of a point, and below which sum its clerk is reminded."""

allowance = Table(
    "allowance",
    metadata,
    Column("number", String(CODE_CHARS_MAX), primary_key=True),
    _station(key=False),
    Column("biller", String(CODE_CHARS_MAX), nullable=False),
    Column("account", String(ACCOUNT_CHARS_MAX), nullable=False),
    Column("amount_fen", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("code", String(400), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)
"""One-off codes for an amount over the limit, as they were given out (M6)."""
