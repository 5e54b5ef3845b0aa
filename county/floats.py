"""The float (备付金) and credit line (授信) of each point, and what its station is told about them.

The account moves when the county decides: a payment is posted, float is granted, cash arrives at the bank. It is the
sum of those decisions, each of which says how much was float and how much credit, so the station's books show the same.
Open payments are not in it; they are reserved when the station is told what it has left.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county import feed, model
from county.projections import Decided, applies
from county.store import insert_missing
from county.till_model import OPEN, Deposited, deposit, float_account, float_line, payment
from kiosk.wire.events import Lane
from kiosk.wire.till_decisions import FloatMoved, FloatStated

_NOTHING = {
    "float_fen": 0, "used_fen": 0, "stated_float_fen": 0, "stated_credit_fen": 0, "stated_used_fen": 0,
    "stated_low_fen": 0, "covers_epoch": 0, "covers_seq": 0,
}  # fmt: skip


@dataclass(frozen=True)
class Balance:
    """How a point stands; all in fen.

    Attributes:
        float_fen: Left of the float; below zero when more was posted than float and credit allow.
        used_fen: Used of the credit line.
        line_fen: The credit line.
        reserved_fen: Open payments.
        low_fen: Below this sum the clerk is reminded; 0 leaves it to the catalogue.
    """

    float_fen: int
    used_fen: int
    line_fen: int
    reserved_fen: int
    low_fen: int

    @property
    def spill_fen(self) -> int:
        """What of the open payments the float cannot bear, so that the credit line does."""
        return max(0, self.reserved_fen - self.float_fen)

    @property
    def left_fen(self) -> int:
        """Left of the float, open payments taken off."""
        return max(0, self.float_fen - self.reserved_fen)

    @property
    def credit_left_fen(self) -> int:
        """Left of the credit line, open payments taken off; below zero when it is overdrawn."""
        return self.line_fen - self.used_fen - self.spill_fen


def balance(db: Connection, station: str) -> Balance:
    """How a point stands now."""
    account = db.execute(sa.select(float_account).where(float_account.c.station == station)).first()
    line = db.execute(sa.select(float_line).where(float_line.c.station == station)).first()
    open_ones = payment.c.state.in_(OPEN) & (payment.c.station == station)
    reserved = db.execute(sa.select(sa.func.coalesce(sa.func.sum(payment.c.amount_fen), 0)).where(open_ones))
    return Balance(
        account.float_fen if account else 0,
        account.used_fen if account else 0,
        line.credit_fen if line else 0,
        int(reserved.scalar_one()),
        line.low_fen if line else 0,
    )


def credit_part(db: Connection, station: str, amount_fen: int) -> int:
    """How much of a payment that is posted now the credit line bears: what the float cannot."""
    here = balance(db, station)
    return min(amount_fen, max(0, amount_fen - here.float_fen))


def move(db: Connection, station: str, *, float_fen: int, used_fen: int) -> None:
    """Change an account; called by appliers only."""
    insert_missing(db, float_account, [{"station": station, **_NOTHING}])
    columns = float_account.c
    changed = {"float_fen": columns.float_fen + float_fen, "used_fen": columns.used_fen + used_fen}
    db.execute(sa.update(float_account).where(columns.station == station).values(changed))


def grant(db: Connection, station: str, fen: int, at_ms: int, text: str = "") -> None:
    """Give a point float (below zero takes it back) and tell it; credit that is used is paid back first."""
    kind = "withdraw" if fen < 0 else "topup" if _has_account(db, station) else "grant"
    enter(db, station, kind, fen, at_ms, text=text)
    state(db, station, at_ms)


def enter(db: Connection, station: str, kind: str, fen: int, at_ms: int, *, cash: int = 0, text: str = "") -> None:
    """Decide that float came or went; what comes pays back used credit first.

    Args:
        db: Inside ``store.write()``.
        station: Whose.
        kind: As in :class:`~kiosk.wire.till_decisions.FloatMoved`.
        fen: How much; below zero for a withdrawal.
        at_ms: County time.
        cash: Ref of the station's ``CashMoved``, for a deposit.
        text: For the clerk.
    """
    restored_fen = max(0, min(fen, balance(db, station).used_fen))
    feed.decide(db, FloatMoved(kind, fen - restored_fen, restored_fen, cash, text), at_ms, station)


def set_line(db: Connection, station: str, credit_fen: int, low_fen: int, at_ms: int) -> None:
    """Set the credit line and the reminder's sum of a point, and tell it."""
    insert_missing(db, float_line, [{"station": station, "credit_fen": 0, "low_fen": 0}])
    values = {"credit_fen": credit_fen, "low_fen": low_fen}
    db.execute(sa.update(float_line).where(float_line.c.station == station).values(values))
    state(db, station, at_ms)


def state(db: Connection, station: str, at_ms: int) -> bool:
    """Tell a station its figures again, if they or the payments that they cover have changed.

    Returns:
        Whether there was anything to tell. A point that was never given float or credit is told nothing.
    """
    has_line = db.execute(sa.select(float_line.c.station).where(float_line.c.station == station)).first()
    if not has_line and not _has_account(db, station):
        return False
    here, (epoch, seq) = balance(db, station), _covered(db, station)
    used_fen = max(0, here.used_fen + here.spill_fen)
    fact = FloatStated(here.left_fen, here.credit_left_fen, used_fen, epoch, seq, here.low_fen)
    last = db.execute(sa.select(float_account).where(float_account.c.station == station)).first()
    if last and _stated(fact) == {name: getattr(last, name) for name in _stated(fact)}:
        return False
    feed.decide(db, fact, at_ms, station)
    return True


def level(db: Connection, station: str, at_ms: int) -> None:
    """Turn credit that was paid back twice into float: a payment is reversed after its credit had been restored."""
    surplus_fen = -balance(db, station).used_fen
    if surplus_fen > 0:
        feed.decide(db, FloatMoved("topup", surplus_fen, -surplus_fen, text="多还的授信转入备付金"), at_ms, station)


@applies(FloatMoved)
def _moved(db: Connection, head: Decided, fact: FloatMoved) -> None:
    move(db, head.station, float_fen=fact.float_fen, used_fen=-fact.credit_fen)
    if fact.cash:
        this = (deposit.c.station == head.station) & (deposit.c.ref == fact.cash)
        db.execute(sa.update(deposit).where(this).values(state=Deposited.ARRIVED))


@applies(FloatStated)
def _told(db: Connection, head: Decided, fact: FloatStated) -> None:
    insert_missing(db, float_account, [{"station": head.station, **_NOTHING}])
    db.execute(sa.update(float_account).where(float_account.c.station == head.station).values(_stated(fact)))


def _stated(fact: FloatStated) -> dict[str, int]:
    return {
        "stated_float_fen": fact.float_fen, "stated_credit_fen": fact.credit_fen, "stated_used_fen": fact.used_fen,
        "stated_low_fen": fact.low_fen, "covers_epoch": fact.covers_epoch, "covers_seq": fact.covers_seq,
    }  # fmt: skip


def _has_account(db: Connection, station: str) -> bool:
    return db.execute(sa.select(float_account.c.station).where(float_account.c.station == station)).first() is not None


def _covered(db: Connection, station: str) -> tuple[int, int]:
    """Up to where this station's money lane is here: the newest life that has said anything about money."""
    lane = model.lane.c
    money = (lane.station == station) & (lane.lane == Lane.MONEY)
    row = db.execute(sa.select(lane.epoch, lane.high_water).where(money).order_by(lane.epoch.desc()).limit(1)).first()
    if row is not None:
        return row.epoch, row.high_water
    return db.execute(sa.select(model.station.c.epoch).where(model.station.c.station == station)).scalar() or 1, 0
