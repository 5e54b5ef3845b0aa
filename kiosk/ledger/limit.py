"""How much may still be taken: the county's last word on float and credit, less what it has not seen yet (M1, M2)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.ledger.model import float_state, shift
from kiosk.ledger.registry import queued_fen
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire.till_events import LowFloatTold


@dataclass(frozen=True)
class Figures:
    """What is left to take for billers.

    Attributes:
        float_fen: Left of the float, as the county last said.
        credit_fen: Left of the credit line.
        used_fen: Used of it.
        queued_fen: Taken since, and not in these figures yet.
        limit_fen: Float and credit less what is queued; one fen more is refused.
        stated_ms: When the county said so, ms since 1970 UTC; None when it never has: then the limit is 0.
        low_line_fen: Below this the clerk is reminded.
    """

    float_fen: int
    credit_fen: int
    used_fen: int
    queued_fen: int
    limit_fen: int
    stated_ms: int | None
    low_line_fen: int


@dataclass(frozen=True)
class LowFloat:
    """The float runs low.

    Attributes:
        left_fen: What may still be taken.
        line_fen: The county's line.
        times: How often it was said in this shift, this time included.
    """

    left_fen: int
    line_fen: int
    times: int


_STATED = Prepared(select(float_state))
_OPEN = Prepared(select(shift.c.number, shift.c.low_told).where(shift.c.is_open == 1))


def figures(db: Connection, station: Station) -> Figures:
    """Float, credit, what is queued, and the limit that follows."""
    row, line_fen = _STATED(db).first(), station.catalogue.till.low_float_fen
    if row is None:
        return Figures(0, 0, 0, queued_fen(db, 0), 0, None, line_fen)
    queued = queued_fen(db, row.covers)
    return Figures(
        row.float_fen, row.credit_fen, row.used_fen, queued, row.float_fen + row.credit_fen - queued, row.stated_ms,
        row.low_fen or line_fen,
    )  # fmt: skip


def remind(station: Station) -> LowFloat | None:
    """Tell the clerk that the float runs low, a few times a shift and no more; the county learns of it.

    Returns:
        What to say; None when there is enough, it was said often enough, or nobody trades.
    """
    with station.store.read() as db:
        if _low(db, station) is None:
            return None  # the usual case writes nothing
    at = station.clock.now()
    with station.store.write() as db:
        if (low := _low(db, station)) is not None:
            journal.append(db, LowFloatTold(low.left_fen, low.line_fen), at, "")
        return low


def _low(db: Connection, station: Station) -> LowFloat | None:
    row, left = _OPEN(db).first(), figures(db, station)
    if row is None or left.stated_ms is None or left.limit_fen >= left.low_line_fen:
        return None
    if row.low_told >= station.catalogue.till.low_float_times:
        return None
    return LowFloat(left.limit_fen, left.low_line_fen, row.low_told + 1)
