"""Postings stand behind an entry of the journal and are written by its projector.

A posting is one line of the books: so many fen from the account that is credited to the one that is debited. A line
cannot but balance, so the database itself holds no transaction whose sum is not zero. Balances are derived.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    Subquery,
    Table,
    bindparam,
    event,
    func,
    insert,
    select,
    union_all,
)
from sqlalchemy.engine import Connection
from sqlalchemy.schema import DDL

from kiosk.clock import day_number
from kiosk.errors import Bug
from kiosk.journal import Entry
from kiosk.store.prepared import Prepared
from kiosk.store.schema import DERIVED, metadata

posting = Table(
    "posting",
    metadata,
    Column("position", Integer, ForeignKey("journal.position"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("debit", String, nullable=False),
    Column("credit", String, nullable=False),
    Column("fen", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("shift", Integer, nullable=False),  # whose drawer was open; 0 for none, as for the county's decisions
    Column("by", String, nullable=False),
    CheckConstraint("fen > 0", name="positive"),
    CheckConstraint("debit <> credit", name="two_accounts"),
    info=DERIVED,
)
Index("ix_posting_debit", posting.c.debit, posting.c.day, posting.c.shift, posting.c.fen)
Index("ix_posting_credit", posting.c.credit, posting.c.day, posting.c.shift, posting.c.fen)

# Lines of one entry are inserted together and never changed: the books are mended by a new entry.
event.listen(
    posting,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE TRIGGER posting_is_final BEFORE UPDATE ON posting "
        "BEGIN SELECT RAISE(ABORT, 'a posting is never changed'); END"
    ),
)

shift = Table(
    "shift",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("clerk", String, nullable=False),
    Column("opened", Integer, nullable=False),  # position of its event
    Column("opened_ms", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("opening_fen", BigInteger, nullable=False),
    Column("is_open", Integer, nullable=False),
    Column("z", Integer, unique=True),
    Column("closed", Integer),  # position of its event
    Column("closed_ms", BigInteger),
    Column("closed_day", Integer),
    Column("closed_by", String, nullable=False, default=""),
    Column("counted_fen", BigInteger),
    Column("expected_fen", BigInteger),
    Column("low_told", Integer, nullable=False, default=0),  # how often the clerk was told that the float runs low
    Column("drawer_opened", Integer, nullable=False, default=0),  # without a sale
    info=DERIVED,
)
"""One row a shift; at most one is open, because there is one drawer."""
Index("ix_shift_is_open", shift.c.is_open, unique=True, sqlite_where=shift.c.is_open == 1)

_OPEN_SHIFT = Prepared(select(shift.c.number).where(shift.c.is_open == 1))
_INSERT = Prepared(insert(posting), "position", "line", "debit", "credit", "fen", "day", "shift", "by")


def open_shift(db: Connection) -> int:
    """Number of the open shift; 0 when none is."""
    row = _OPEN_SHIFT(db).first()
    return 0 if row is None else int(row.number)


def post(db: Connection, entry: Entry, legs: Mapping[str, int], *, in_shift: int | None = None) -> None:
    """Write the postings of one entry.

    Args:
        db: Inside the entry's transaction; called by its projector.
        entry: What the postings stand behind.
        legs: Account → fen, debit positive; they sum to zero.
        in_shift: Whose drawer it was; by default the open shift's, and none for a decision of the county.
    """
    if sum(legs.values()) != 0:
        raise Bug(f"postings do not balance: {dict(legs)}")
    lines = list(lines_of(legs))
    if not lines:
        return
    if in_shift is None:
        in_shift = open_shift(db) if entry.lane else 0
    common = {"position": entry.position, "day": day_number(entry.day), "shift": in_shift, "by": entry.by}
    rows = [
        {**common, "line": number, "debit": str(debit), "credit": str(credit), "fen": fen}
        for number, (debit, credit, fen) in enumerate(lines)
    ]
    _INSERT.many(db, rows)


def lines_of(legs: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
    """Pair what is debited with what is credited, in the order in which they are named."""
    owed = [(account, -fen) for account, fen in legs.items() if fen < 0]
    for account, fen_in in legs.items():
        left = fen_in
        while left > 0:
            credit, fen = owed.pop(0)
            moved = min(left, fen)
            yield account, credit, moved
            left -= moved
            if fen > moved:
                owed.insert(0, (credit, fen - moved))


def sides(*where: ColumnElement[bool]) -> Subquery:
    """Postings as (position, account, fen, day, shift), one row a side, debit positive."""
    common = (posting.c.position, posting.c.day, posting.c.shift)
    debited = select(*common, posting.c.debit.label("account"), posting.c.fen).where(*where)
    credited = select(*common, posting.c.credit.label("account"), (-posting.c.fen).label("fen")).where(*where)
    return union_all(debited, credited).subquery()


_DEBITED = Prepared(select(func.coalesce(func.sum(posting.c.fen), 0)).where(posting.c.debit == bindparam("an_account")))
_CREDITED = Prepared(
    select(func.coalesce(func.sum(posting.c.fen), 0)).where(posting.c.credit == bindparam("an_account"))
)


def balance_fen(db: Connection, account: str) -> int:
    """The balance of one account (fen, debit positive)."""
    debited, credited = (next(total(db, an_account=str(account)).scalars()) for total in (_DEBITED, _CREDITED))
    return int(debited) - int(credited)


_ALL_DEBITED = Prepared(select(posting.c.debit, func.sum(posting.c.fen)).group_by(posting.c.debit))
_ALL_CREDITED = Prepared(select(posting.c.credit, func.sum(posting.c.fen)).group_by(posting.c.credit))


def balances(db: Connection) -> dict[str, int]:
    """Every account's balance (fen, debit positive), the settled ones left out."""
    found: dict[str, int] = {}
    for total, sign in ((_ALL_DEBITED, 1), (_ALL_CREDITED, -1)):  # two runs along an index, whatever the years
        for account, fen in total(db):
            found[account] = found.get(account, 0) + sign * int(fen)
    return {account: fen for account, fen in found.items() if fen}


def turnover(db: Connection, day: date) -> dict[str, int]:
    """What each account moved by on one business day (fen, debit positive)."""
    side = sides(posting.c.day == day_number(day))
    query = select(side.c.account, func.sum(side.c.fen)).group_by(side.c.account)
    return {account: int(fen) for account, fen in db.execute(query)}
