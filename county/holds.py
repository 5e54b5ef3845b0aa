"""Holds (拦截) as the county decides them: one decision to place, one to lift, and what stands follows from both."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county import feed
from county.model import decision
from kiosk.wire.decisions import HoldLifted, HoldPlaced
from kiosk.wire.events import decode_decision

_WAYBILL = re.compile(r"[0-9A-Z][0-9A-Z-]{4,39}")
REASON_CHARS_MAX = 100


@dataclass(frozen=True)
class Hold:
    """A waybill that no station may release.

    Attributes:
        waybill: The number.
        reason: As shown at the counter.
        at_ms: Since when.
    """

    waybill: str
    reason: str
    at_ms: int


def standing(db: Connection) -> tuple[Hold, ...]:
    """Every hold that is not lifted, newest first."""
    kinds = (HoldPlaced.KIND, HoldLifted.KIND)
    found: dict[str, Hold] = {}
    for row in db.execute(sa.select(decision).where(decision.c.kind.in_(kinds)).order_by(decision.c.number)):
        fact = decode_decision(row.kind, row.body)
        if isinstance(fact, HoldPlaced):
            found.pop(fact.waybill, None)
            found[fact.waybill] = Hold(fact.waybill, fact.reason, row.at_ms)
        elif isinstance(fact, HoldLifted):
            found.pop(fact.waybill, None)
    return tuple(reversed(found.values()))


def problems_in(waybill: str, reason: str) -> tuple[str, ...]:
    """What is wrong with a form, all at once, in Chinese."""
    found = []
    if not _WAYBILL.fullmatch(waybill):
        found.append("运单号要 5 到 40 位，只能是字母、数字和短横。")
    if not 0 < len(reason) <= REASON_CHARS_MAX or not reason.isprintable():
        found.append(f"请写原因，最多 {REASON_CHARS_MAX} 个字。")
    return tuple(found)


def place(db: Connection, waybill: str, reason: str, at_ms: int) -> None:
    """Hold a waybill at every station."""
    feed.decide(db, HoldPlaced(waybill, reason), at_ms)


def lift(db: Connection, waybill: str, at_ms: int) -> bool:
    """End a hold; False when there is none."""
    if not any(hold.waybill == waybill for hold in standing(db)):
        return False
    feed.decide(db, HoldLifted(waybill), at_ms)
    return True


def cleaned(waybill: str) -> str:
    """As stations write it: upper case, without spaces."""
    return re.sub(r"\s", "", waybill).upper()
