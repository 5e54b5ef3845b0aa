"""Cash that leaves the drawer for a resident: only in an open shift, and only what is in it."""

from sqlalchemy.engine import Connection

from kiosk import ledger, money
from kiosk.clock import Instant
from kiosk.errors import Refused
from kiosk.ledger import Account, shifts
from kiosk.station import Station


def must_hold(db: Connection, station: Station, at: Instant, by: str, fen: int) -> int:
    """Number of the open shift whose drawer pays.

    Raises:
        Refused: As ``shifts.must_trade``; ``payments.drawer_short``.
    """
    shift = shifts.must_trade(db, station, at, by)
    if ledger.balance_fen(db, Account.TILL) < fen:
        raise Refused("payments.drawer_short", yuan=money.yuan(fen))  # not what it holds: the count is blind
    return shift
