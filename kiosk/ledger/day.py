"""The end of the business day (日终): drawer counted, tally signed, nothing more is taken on it (M17, M23)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.engine import Connection

from kiosk import journal, limits, typed
from kiosk.clock import day_number, day_of
from kiosk.errors import Bug, NotReady, Problem, Refused
from kiosk.ledger import slips
from kiosk.ledger.accounts import Account
from kiosk.ledger.model import day_end, posting, shift
from kiosk.ledger.postings import balance_fen, open_shift
from kiosk.ledger.zs import Z, by_number, last_number, name_of
from kiosk.money import yuan
from kiosk.people import names
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire.till_events import DayEnded

_MOVES = (Account.VAULT, Account.BANKED, Account.OPENING)
"""What only changes its place is in no register."""


@dataclass(frozen=True)
class DayEnd:
    """An ended day.

    Attributes:
        day: Business date.
        zs: Its Zs, the oldest first.
        register_fen: What customers moved the drawer by, as the register adds it up; equals the Zs'.
        left_fen: What stays in the drawer.
        tallied_by: Who signed; ``witness`` the second, or "".
        document: The slip.
    """

    day: date
    zs: tuple[Z, ...]
    register_fen: int
    left_fen: int
    tallied_by: str
    witness: str
    document: Document


@dataclass(frozen=True)
class RegisterCheck:
    """The last ended day once more: what was signed, and what the books say now (M23).

    Attributes:
        day: Business date.
        register_fen: As signed.
        ledger_fen: As the postings say.
        zs_fen: As the Zs say.
    """

    day: date
    register_fen: int
    ledger_fen: int
    zs_fen: int

    @property
    def agrees(self) -> bool:
        """Whether all three are the same."""
        return self.register_fen == self.ledger_fen == self.zs_fen


_ENDED = Prepared(select(func.coalesce(func.max(day_end.c.day), 0).label("day")))
_LAST = Prepared(select(day_end).order_by(day_end.c.day.desc()).limit(1))
_OF_DAY = Prepared(select(day_end).where(day_end.c.day == bindparam("a_day")))


def ended(db: Connection, day: date) -> bool:
    """Whether nothing more is taken on this business date; an ended day ends those before it, too."""
    return day_number(day) <= int(_ENDED(db).first().day)


def end_day(station: Station, by: str, signed_by: str, witness: str = "") -> DayEnd:
    """End the business day. Asked again, it gives the same and writes nothing.

    Args:
        station: Of the counter.
        by: The acting clerk.
        signed_by: Name of who signs the tally.
        witness: Name of the second person, or "".

    Raises:
        NotReady: Nobody signs, or a text beyond its limit.
        Refused: ``till.close_first``: a shift is open; ``till.drawer_not_empty``: the county asks for an empty one.
    """
    at = station.clock.now()
    with station.store.write() as db:
        day = journal.business_day(db, at)
        if _OF_DAY(db, a_day=day_number(day)).first() is not None:
            return last(db, station)
        if problems := _problems(signed_by, witness):
            raise NotReady(problems)
        _may_end(db, station)
        first, newest = due(db)
        fact = DayEnded(
            day_number(day), first, newest, register_fen(db, first, newest), balance_fen(db, Account.TILL),
            signed_by.strip(), witness.strip(),
        )  # fmt: skip
        entry = journal.append(db, fact, at, by)
        done = last(db, station)
        spool.queue(db, entry, done.document)
        return done


def last(db: Connection, station: Station) -> DayEnd:
    """The last ended day, from its event; there must be one."""
    entry, fact = journal.entry_at(db, _LAST(db).first().position)
    if not isinstance(fact, DayEnded):
        raise Bug(f"entry {entry.position} ended no day")
    found = by_number(db, fact.z_first, fact.z_last)
    document = slips.day_slip(station, entry, fact, found, agrees=zs_fen(found) == fact.register_fen)
    return DayEnd(
        day_of(fact.day), found, fact.register_fen, fact.left_fen, fact.tallied_by, fact.witness, document
    )  # fmt: skip


def due(db: Connection) -> tuple[int, int]:
    """First and last of the Zs that the next day's end will cover; first is 0 when there is none."""
    row = _LAST(db).first()
    ended_with, newest = row.z_last if row else 0, last_number(db)
    return (ended_with + 1, newest) if newest > ended_with else (0, ended_with)


def register_fen(db: Connection, first: int, newest: int) -> int:
    """What customers moved the drawer by in the shifts of these Zs, added up from the postings."""
    if not first:
        return 0
    till = str(Account.TILL)
    other = case((posting.c.debit == till, posting.c.credit), else_=posting.c.debit)
    signed = case((posting.c.debit == till, posting.c.fen), else_=-posting.c.fen)
    shifts = select(shift.c.number).where(shift.c.z.between(first, newest))
    began = select(func.min(shift.c.day)).where(shift.c.z.between(first, newest)).scalar_subquery()
    trade = other.not_in([str(one) for one in _MOVES]) & other.not_like(f"{Account.OVER_SHORT}:%")
    total = 0
    for side in (posting.c.debit, posting.c.credit):
        query = select(func.coalesce(func.sum(signed), 0))
        query = query.where(side == till, posting.c.day >= began, posting.c.shift.in_(shifts), trade)
        total += int(db.execute(query).scalar_one())
    return total


def zs_fen(found: tuple[Z, ...]) -> int:
    """What the Zs say that customers moved the drawer by."""
    moves = ("vault", "deposit", "opening")
    return sum(total.fen for z in found for total in z.totals if total.kind not in moves)


def register_check(db: Connection) -> RegisterCheck | None:
    """The last ended day's register against the books and the Zs; None before the first."""
    row = _LAST(db).first()
    if row is None:
        return None
    found = by_number(db, row.z_first, row.z_last)
    ledger = register_fen(db, row.z_first, row.z_last)
    return RegisterCheck(day_of(row.day), row.register_fen, ledger, zs_fen(found))


def _may_end(db: Connection, station: Station) -> None:
    if number := open_shift(db):
        row = db.execute(select(shift.c.clerk).where(shift.c.number == number)).scalar_one()
        raise Refused("till.close_first", name=name_of(db, row))
    left_fen = balance_fen(db, Account.TILL)
    if left_fen and station.catalogue.till.empty_at_day_end:
        raise Refused("till.drawer_not_empty", yuan=yuan(left_fen))


def _problems(signed_by: str, witness: str) -> tuple[Problem, ...]:
    missing = () if signed_by.strip() else (Problem("signed_by", "till_signed_by"),)
    same = signed_by.strip() and names.normalise(signed_by) == names.normalise(witness)
    return (
        *missing,
        *((Problem("witness", "till_same_person"),) if same else ()),
        *typed.problems("signed_by", signed_by, limits.name_chars_max),
        *typed.problems("witness", witness, limits.name_chars_max),
    )
