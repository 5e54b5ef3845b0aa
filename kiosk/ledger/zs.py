"""The Z: what a closed shift says of itself, read from the chained event, so that no table can tell otherwise (R1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import day_number, day_of
from kiosk.errors import Bug, NotFound
from kiosk.journal import Entry
from kiosk.journal.model import journal as journal_table
from kiosk.ledger.accounts import Account
from kiosk.ledger.model import posting, shift, z_check
from kiosk.ledger.registry import kind_of
from kiosk.people.model import clerk
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.wire.till_events import Counts, ShiftClosed, ShiftOpened, Total


@dataclass(frozen=True)
class CountyWord:
    """The county built the Z again from the events (M21)."""

    expected_fen: int
    differs: bool


@dataclass(frozen=True)
class Z:
    """A closed shift.

    Attributes:
        number: Of the Z, from 1 without a gap.
        shift: Of the shift.
        ref: Of its event in the money lane; ``position`` in the journal.
        day: Business date on which it was closed; ``opened_day`` on which it began.
        clerk: Whose shift it was, and who bears the difference; ``clerk_name`` in words.
        closed_by: Who counted; ``closed_by_name`` in words.
        opening_fen: What the drawer began with; with ``totals`` it makes ``expected_fen``.
        totals: What moved the drawer in between.
        counted_fen: What was found; ``counts`` by face.
        chain: The journal's chain value after this event, hex (G5).
        blind: The expected sum was not shown before the count.
        forgotten: Closed on a later day by another person.
        witness: Name of the second person, or "".
        handed_to: Code of the next clerk, or ""; ``handed_to_name`` in words.
        note: Why the count differs.
        county: The county's word, or None while it has said none.
        document: The slip, where it was asked for.
    """

    number: int
    shift: int
    ref: int
    position: int
    day: date
    opened_day: date
    opened_ms: int
    closed_ms: int
    clerk: str
    clerk_name: str
    closed_by: str
    closed_by_name: str
    opening_fen: int
    totals: tuple[Total, ...]
    expected_fen: int
    counted_fen: int
    counts: Counts
    chain: str
    blind: bool
    forgotten: bool
    witness: str
    handed_to: str
    handed_to_name: str
    note: str
    county: CountyWord | None = None
    document: Document | None = None

    @property
    def difference_fen(self) -> int:
        """长短款: what was found beyond the expected sum; negative when it is short."""
        return self.counted_fen - self.expected_fen


def z(db: Connection, number: int) -> Z:
    """One Z with its slip.

    Raises:
        NotFound: ``till.no_z``.
    """
    row = db.execute(select(shift).where(shift.c.z == number)).first()
    if row is None:
        raise NotFound("till.no_z")
    return _z(db, row, with_slip=True)


def of_shift(db: Connection, number: int) -> Z | None:
    """The Z of a shift, with its slip; None while it is open.

    Raises:
        NotFound: ``till.no_such_shift``.
    """
    row = db.execute(select(shift).where(shift.c.number == number)).first()
    if row is None:
        raise NotFound("till.no_such_shift")
    return None if row.z is None else _z(db, row, with_slip=True)


def zs(db: Connection, day_from: date, day_to: date) -> tuple[Z, ...]:
    """The Zs closed on these business days (both included), the oldest first, without their slips."""
    days = shift.c.closed_day.between(day_number(day_from), day_number(day_to))
    rows = db.execute(select(shift).where(days).order_by(shift.c.z)).all()
    return tuple(_z(db, row) for row in rows)


def by_number(db: Connection, first: int, last: int) -> tuple[Z, ...]:
    """The Zs from one number to another, without their slips; none from 0."""
    if not first:
        return ()
    rows = db.execute(select(shift).where(shift.c.z.between(first, last)).order_by(shift.c.z)).all()
    return tuple(_z(db, row) for row in rows)


def last_number(db: Connection) -> int:
    """The number of the newest Z; 0 before the first."""
    return int(db.execute(select(func.coalesce(func.max(shift.c.z), 0))).scalar_one())


def _z(db: Connection, row: Any, *, with_slip: bool = False) -> Z:  # noqa: ANN401 - a row of shift
    entry, fact = journal.entry_at(db, row.closed)
    if not isinstance(fact, ShiftClosed):
        raise Bug(f"entry {row.closed} closed no shift")
    slips = spool.of_entry(db, row.closed) if with_slip else ()
    return _told(db, row, entry, fact, slips[0].document if slips else None)


def _told(db: Connection, row: Any, entry: Entry, fact: ShiftClosed, document: Document | None) -> Z:  # noqa: ANN401
    return Z(
        number=fact.z, shift=fact.shift, ref=entry.ref, position=entry.position, day=entry.day,
        opened_day=day_of(row.day), opened_ms=row.opened_ms, closed_ms=entry.at_ms, clerk=fact.clerk,
        clerk_name=name_of(db, fact.clerk), closed_by=entry.by, closed_by_name=name_of(db, entry.by),
        opening_fen=fact.opening_fen, totals=fact.totals, expected_fen=fact.expected_fen,
        counted_fen=fact.counted_fen, counts=fact.counts, chain=entry.hash.hex(), blind=fact.blind,
        forgotten=fact.forgotten, witness=fact.witness, handed_to=fact.handed_to,
        handed_to_name=name_of(db, fact.handed_to) if fact.handed_to else "", note=fact.note,
        county=_county(db, fact.z), document=document,
    )  # fmt: skip


def _county(db: Connection, number: int) -> CountyWord | None:
    row = db.execute(select(z_check).where(z_check.c.z == number)).first()
    return CountyWord(row.expected_fen, bool(row.differs)) if row else None


def name_of(db: Connection, code: str) -> str:
    """What a clerk is called; the code where there is no such account."""
    return str(db.execute(select(clerk.c.name).where(clerk.c.code == code)).scalar() or code)


_OWN = (ShiftOpened.KIND, ShiftClosed.KIND)
"""A difference found at a count is no total: it stands for itself."""


def totals(db: Connection, number: int) -> tuple[Total, ...]:
    """What moved the drawer during a shift, by heading and party; with the opening it makes the expected sum."""
    counted: dict[tuple[str, str], set[int]] = {}
    sums: dict[tuple[str, str], int] = {}
    for position, kind, account, fen in _till_lines(db, number):
        name, _, party = account.partition(":")
        heading = kind_of(kind, name), party
        counted.setdefault(heading, set()).add(position)
        sums[heading] = sums.get(heading, 0) + fen
    return tuple(Total(kind, party, len(counted[kind, party]), sums[kind, party]) for kind, party in sorted(sums))


def _till_lines(db: Connection, number: int) -> Iterator[tuple[int, int, str, int]]:
    """Position, kind of event, the account on the other side, fen as it moved the drawer."""
    began = select(shift.c.day).where(shift.c.number == number).scalar_subquery()  # the index goes by days
    for here, there, sign in ((posting.c.debit, posting.c.credit, 1), (posting.c.credit, posting.c.debit, -1)):
        query = (
            select(posting.c.position, journal_table.c.kind, there.label("account"), posting.c.fen)
            .join(journal_table, journal_table.c.position == posting.c.position)
            .where(here == str(Account.TILL), posting.c.day >= began, posting.c.shift == number)
            .where(journal_table.c.kind.not_in(_OWN))
        )
        for row in db.execute(query):
            yield row.position, row.kind, row.account, sign * row.fen
