"""One-off codes for an amount over a biller's limit (M6): each for one point, account, amount and day."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.engine import Connection

from county.store import lock_feed
from county.till_model import allowance, payment
from kiosk.wire.allowance import Allowance, sign


@dataclass(frozen=True)
class Wanted:
    """What a code is to allow.

    Attributes:
        station: Code of the point.
        biller: Code of the biller.
        account: Account number, cleaned.
        fen: The exact amount.
        day: The business date on which it holds.
    """

    station: str
    biller: str
    account: str
    fen: int
    day: date


def give(db: Connection, wanted: Wanted, key: Ed25519PrivateKey, at_ms: int) -> str:
    """Sign a code and keep it under a number that is never given twice.

    Args:
        db: Inside ``store.write()``.
        wanted: What it is for.
        key: The county's.
        at_ms: County time.

    Returns:
        The number.

    Raises:
        Malformed: A field that no code can carry.
    """
    lock_feed(db)
    number = f"{db.execute(sa.select(sa.func.count()).select_from(allowance)).scalar_one() + 1:06}"
    code = sign(Allowance(wanted.station, wanted.biller, wanted.account, wanted.fen, wanted.day, number), key)
    row = {
        "number": number, "station": wanted.station, "biller": wanted.biller, "account": wanted.account,
        "amount_fen": wanted.fen, "day": (wanted.day - date(1970, 1, 1)).days, "code": code, "at_ms": at_ms,
    }  # fmt: skip
    db.execute(sa.insert(allowance), row)
    return number


def uses(db: Connection) -> dict[str, int]:
    """How many payments name each number; more than one, or one that was never given out, needs a person."""
    counted = sa.select(payment.c.allowance, sa.func.count()).where(payment.c.allowance != "")
    return {number: int(count) for number, count in db.execute(counted.group_by(payment.c.allowance))}
