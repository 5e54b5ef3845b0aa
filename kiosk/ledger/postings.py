"""Postings stand behind an entry of the journal and are written by its projector."""

from datetime import date

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, event, func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.schema import DDL

from kiosk.clock import day_number
from kiosk.errors import Bug
from kiosk.journal import Entry
from kiosk.store.schema import DERIVED, metadata

posting = Table(
    "posting",
    metadata,
    Column("position", Integer, ForeignKey("journal.position"), primary_key=True),
    Column("account", String, primary_key=True),
    Column("fen", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("by", String, nullable=False),
    info=DERIVED,
)
Index("ix_posting_account_day", posting.c.account, posting.c.day, posting.c.fen)

# Rows of one entry are inserted together and never changed: the books are mended by a new entry.
event.listen(
    posting,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE TRIGGER posting_is_final BEFORE UPDATE ON posting "
        "BEGIN SELECT RAISE(ABORT, 'a posting is never changed'); END"
    ),
)


def post(db: Connection, entry: Entry, legs: dict[str, int]) -> None:
    """Write the postings of one entry.

    Args:
        db: Inside the entry's transaction; called by its projector.
        entry: What the postings stand behind.
        legs: Account → fen, debit positive; they sum to zero.
    """
    if sum(legs.values()) != 0:
        raise Bug(f"postings do not balance: {legs}")
    rows = [
        {"position": entry.position, "account": account, "fen": fen, "day": day_number(entry.day), "by": entry.by}
        for account, fen in legs.items()
        if fen
    ]
    if rows:
        db.execute(insert(posting), rows)


def balance_fen(db: Connection, account: str) -> int:
    """The balance of one account (fen, debit positive)."""
    return int(
        db.execute(select(func.coalesce(func.sum(posting.c.fen), 0)).where(posting.c.account == account)).scalar_one()
    )


def turnover(db: Connection, day: date) -> dict[str, int]:
    """What each account moved by on one business day (fen, debit positive)."""
    query = select(posting.c.account, func.sum(posting.c.fen)).where(posting.c.day == day_number(day))
    return {account: int(fen) for account, fen in db.execute(query.group_by(posting.c.account))}
