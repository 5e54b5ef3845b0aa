"""Hold the station's money against the county's, figure by figure, to the fen, and check the station's own books."""

from collections import Counter as Tally
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county import till_model as theirs
from county.biller_twin import Twin
from kiosk import ledger
from kiosk.ledger import Account, books
from kiosk.ledger.zs import Z, by_number, last_number
from kiosk.payments import model as ours
from kiosk.payments.model import PayState
from scripts.demo_village import Village

_SAME: dict[PayState, tuple[theirs.State, ...]] = {
    PayState.OK: (theirs.State.POSTED,), PayState.FAILED_THEN_OK: (theirs.State.POSTED,),
    PayState.CARD_WAITING: (theirs.State.POSTED,), PayState.CARD_FAILED: (theirs.State.POSTED,),
    PayState.FAILED: (theirs.State.REFUSED,), PayState.REVERSED: (theirs.State.REVERSED,),
    PayState.CANCELLED: (theirs.State.CANCELLED,), PayState.UNKNOWN: theirs.OPEN, PayState.ACCEPTED: theirs.OPEN,
    PayState.NOT_FOUND: theirs.OPEN, PayState.CANCELLING: (*theirs.OPEN, theirs.State.POSTED),
}  # fmt: skip
"""What a payment may be at the county when it is this here."""

Figure = tuple[str, object, object]


@dataclass(frozen=True)
class MoneyVerdict:
    """The comparison.

    Attributes:
        states: Payments of the station by state: how many.
        states_fen: And how much.
        shifts: Zs that the county added up again.
        entries: Facts from which the books were derived again.
        balances: The station's accounts (fen, debit positive).
        differing: What is not the same at both ends, or not as the journal says; empty when all agrees.
    """

    states: dict[str, int]
    states_fen: dict[str, int]
    shifts: int
    entries: int
    balances: dict[str, int]
    differing: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Everything agrees to the fen."""
        return bool(self.states) and bool(self.shifts) and not self.differing


def compare_money(village: Village) -> MoneyVerdict:
    """Look at both ends and at the billers."""
    station, centre = village.house.station, village.county.centre
    with station.store.read() as db:
        here = {row.id: row for row in db.execute(sa.select(ours.payment))}
        zs = {one.number: one for one in by_number(db, 1, last_number(db))}
        report, balances = books.check(db), ledger.balances(db)
    with centre.store.read() as db:
        figures = [*_payments(db, station.code, here), *_drawers(db, station.code, zs)]
        figures += [*_accounts(db, station.code, balances), *_debits(db, station.code, village.county.twin)]
    differing = [f"{what}: {mine} here, {other} there" for what, mine, other in figures if mine != other]
    differing += [f"books, entry {one.position}, {one.account}: {one.booked_fen} booked, {one.derived_fen} derived"
                  for one in report.faults]  # fmt: skip
    states, states_fen = Tally(str(row.state) for row in here.values()), Tally[str]()
    for row in here.values():
        states_fen[str(row.state)] += row.amount_fen
    return MoneyVerdict(dict(states), dict(states_fen), len(zs), report.entries, balances, tuple(differing))


def _payments(db: Connection, station: str, here: dict[int, Any]) -> list[Figure]:
    """Every payment once, in the same state, over the same amount."""
    rows = db.execute(sa.select(theirs.payment).where(theirs.payment.c.station == station)).all()
    there = {row.ref: row for row in rows}
    figures: list[Figure] = [("payments", sorted(here), sorted(there))]
    for ref in here.keys() & there.keys():
        mine, other = here[ref], there[ref]
        figures.append((f"payment {ref}, fen", mine.amount_fen, other.amount_fen))
        if other.state not in _SAME[PayState(mine.state)]:
            figures.append((f"payment {ref}, state", mine.state, other.state))
    return figures


def _drawers(db: Connection, station: str, zs: dict[int, Z]) -> list[Figure]:
    """Every Z, as the county added it up from the events; cash at the bank."""
    rows = db.execute(sa.select(theirs.shift_z).where(theirs.shift_z.c.station == station)).all()
    own = {row.z: row.own_expected_fen for row in rows}
    figures: list[Figure] = [("shifts", sorted(zs), sorted(own))]
    figures += [(f"Z{z}, expected fen", zs[z].expected_fen, own[z]) for z in zs.keys() & own.keys()]
    figures += [(f"Z{z}, over or short", zs[z].counted_fen, zs[z].expected_fen) for z in zs]
    figures += [(f"Z{row.z}, marked as differing", False, bool(row.differs)) for row in rows]
    of_here = sa.select(theirs.deposit).where(theirs.deposit.c.station == station)
    figures += [(f"deposit {row.ref}", theirs.Deposited.ARRIVED, row.state) for row in db.execute(of_here)]
    return figures


def _accounts(db: Connection, station: str, balances: dict[str, int]) -> list[Figure]:
    """Float, credit and pay at both ends; and nothing is left open."""
    account = db.execute(sa.select(theirs.float_account).where(theirs.float_account.c.station == station)).one()
    table = theirs.payment.c
    earned = sa.select(sa.func.coalesce(sa.func.sum(table.own_commission_fen), 0))
    earned = earned.where(table.station == station, table.state == theirs.State.POSTED)
    refunded = sa.select(sa.func.coalesce(sa.func.sum(table.refunded_fen), 0)).where(table.station == station)
    owed = sa.select(sa.func.coalesce(sa.func.sum(table.amount_fen + table.fee_fen), 0))
    owed = owed.where(table.station == station, table.state.in_((theirs.State.REFUSED, theirs.State.REVERSED)))
    unposted = sum(fen for name, fen in balances.items() if name.startswith(f"{Account.BILLER_PAYABLE}:"))
    return [
        ("float", balances.get(Account.FLOAT, 0), account.float_fen),
        ("used credit", -balances.get(Account.CREDIT, 0), account.used_fen),
        ("pay", -balances.get(Account.COMMISSION, 0), db.execute(earned).scalar_one()),
        ("refunds", db.execute(owed).scalar_one(), db.execute(refunded).scalar_one()),
        ("owed to residents", balances.get(Account.REFUND_DUE, 0), 0),
        ("collected and not posted", unposted, 0),
        ("on its way to the bank", balances.get(Account.BANKED, 0), 0),
        ("in suspense", balances.get(Account.SUSPENSE, 0), 0),
    ]


def _debits(db: Connection, station: str, twin: Twin) -> list[Figure]:
    """What the billers really took: each posted payment once, nothing for any other."""
    taken = twin.debits()
    figures: list[Figure] = []
    for row in db.execute(sa.select(theirs.payment).where(theirs.payment.c.station == station)):
        decided_by_hand = row.state == theirs.State.POSTED and row.serial not in taken
        if not decided_by_hand:  # a person has seen it in the biller's own books
            wanted = row.amount_fen if row.state == theirs.State.POSTED else 0
            figures.append((f"payment {row.serial} at its biller, fen", wanted, sum(taken.get(row.serial, []))))
        figures.append((f"debits of {row.serial}", True, sum(fen > 0 for fen in taken.get(row.serial, [])) <= 1))
    return figures
