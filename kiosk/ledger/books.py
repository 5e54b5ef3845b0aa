"""The check of the books: every posting is derived again from the journal and compared with what stands there.

What a fact moves is told by the same functions that the projectors post with; a service registers its own with
:func:`derives`. Nothing is written, and the posting table is read only to be compared.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.journal import Entry, Told
from kiosk.journal.model import journal as journal_table
from kiosk.ledger import legs
from kiosk.ledger.accounts import Account
from kiosk.ledger.legs import Legs
from kiosk.ledger.model import posting
from kiosk.ledger.postings import balances, lines_of
from kiosk.store.prepared import Prepared
from kiosk.wire import till_decisions as decisions
from kiosk.wire import till_events as events
from kiosk.wire.events import Decision, Event

_faults_max = 100
_step_entries = 500


@dataclass
class Memory:
    """What the legs of a fact depend on, as the facts before it left it.

    Attributes:
        balances: Account → fen, debit positive.
        known: A service's own, by whatever key it likes.
    """

    balances: dict[str, int] = field(default_factory=dict)
    known: dict[Any, Any] = field(default_factory=dict)

    def take(self, moved: Legs) -> None:
        """Add what a fact moved."""
        for account, fen in moved.items():
            self.balances[account] = self.balances.get(account, 0) + fen


Derive = Callable[[Memory, Entry, Any], Legs]

_DERIVES: dict[type[Event] | type[Decision], Derive] = {}


def derives(*facts: type[Event] | type[Decision]) -> Callable[[Derive], Derive]:
    """Register how the legs of these facts follow from what was before: ``(memory, entry, fact) -> legs``."""

    def register(derive: Derive) -> Derive:
        _DERIVES.update(dict.fromkeys(facts, derive))
        return derive

    return register


@dataclass(frozen=True)
class Fault:
    """A place where the postings are not what the journal says.

    Attributes:
        position: Of the entry; ``ref`` names it in its lane.
        account: Whose figure differs.
        booked_fen: As it stands, debit positive.
        derived_fen: As it must be.
    """

    position: int
    account: str
    booked_fen: int
    derived_fen: int


@dataclass(frozen=True)
class BooksReport:
    """What the check found.

    Attributes:
        entries: How many facts were read.
        balances: Every account, derived from the journal (fen, debit positive).
        faults: Where the postings differ, the first ones.
        more: There are more of them.
    """

    entries: int
    balances: dict[str, int]
    faults: tuple[Fault, ...]
    more: bool = False

    @property
    def sound(self) -> bool:
        """Whether the postings are what the journal says."""
        return not self.faults


def check(db: Connection, step: Callable[[float], None] = lambda _share: None) -> BooksReport:
    """Derive every posting again and compare; reads the money facts of the whole journal.

    Args:
        db: Any connection.
        step: Told every now and then how much of the journal is read (0 to 1); may raise to end it.
    """
    step(0)
    memory, entries, faults = Memory(), 0, 0
    kept: list[Fault] = []
    booked, last = _Booked(db), int(db.execute(select(func.max(journal_table.c.position))).scalar() or 1)
    for told in journal.stream(db, *_DERIVES):
        entries += 1
        if entries % _step_entries == 0:
            step(told.entry.position / last)
        moved = _DERIVES[type(told.fact)](memory, told.entry, told.fact)
        memory.take(moved)
        for fault in (*booked.before(told.entry.position), *_compared(told, moved, booked)):
            faults += 1
            kept += [fault] if faults <= _faults_max else []
    for fault in booked.before(None):
        faults += 1
        kept += [fault] if faults <= _faults_max else []
    derived = {str(account): fen for account, fen in memory.balances.items() if fen}
    if not kept and derived != balances(db):
        kept = list(_differing(0, balances(db), derived))
    return BooksReport(entries, derived, tuple(kept), more=faults > _faults_max)


_POSTINGS = Prepared(
    select(posting.c.position, posting.c.debit, posting.c.credit, posting.c.fen).order_by(
        posting.c.position, posting.c.line
    )
)


class _Booked:
    """The posting table, read along with the journal."""

    def __init__(self, db: Connection) -> None:
        self._groups = groupby(_POSTINGS(db), key=lambda row: row.position)
        self._next = self._group()

    def _group(self) -> tuple[int, tuple[tuple[str, str, int], ...]] | None:
        for position, rows in self._groups:
            return position, tuple((row.debit, row.credit, row.fen) for row in rows)
        return None

    def before(self, position: int | None) -> Iterator[Fault]:
        """Postings that no fact before this position is behind."""
        while self._next is not None and (position is None or self._next[0] < position):
            yield from _differing(self._next[0], _sides(self._next[1]), {})
            self._next = self._group()

    def of(self, position: int) -> tuple[tuple[str, str, int], ...]:
        """The lines of this entry."""
        if self._next is None or self._next[0] != position:
            return ()
        lines, self._next = self._next[1], self._group()
        return lines


def _compared(told: Told, moved: Legs, booked: _Booked) -> Iterator[Fault]:
    lines = booked.of(told.entry.position)
    wanted = tuple(lines_of(moved))
    if lines != wanted:
        yield from _differing(told.entry.position, _sides(lines), _sides(wanted))


def _sides(lines: tuple[tuple[str, str, int], ...]) -> dict[str, int]:
    sides: dict[str, int] = {}
    for debit, credit, fen in lines:
        sides[debit] = sides.get(debit, 0) + fen
        sides[credit] = sides.get(credit, 0) - fen
    return sides


def _differing(position: int, booked: dict[str, int], derived: dict[str, int]) -> Iterator[Fault]:
    for account in sorted(booked.keys() | derived.keys()):
        here, there = booked.get(account, 0), derived.get(account, 0)
        if here != there:
            yield Fault(position, str(account), here, there)


# ── The drawer's own ──────────────────────────────────────────────────────────────────────────────────────────────────


@derives(events.ShiftOpened)
def _opened(memory: Memory, _entry: Entry, fact: events.ShiftOpened) -> Legs:
    return legs.opened(fact, first=fact.shift == 1 and not memory.known.get(events.OpeningAgreed))


@derives(events.ShiftClosed)
def _closed(_memory: Memory, _entry: Entry, fact: events.ShiftClosed) -> Legs:
    return legs.closed(fact)


@derives(events.CashMoved)
def _moved(_memory: Memory, _entry: Entry, fact: events.CashMoved) -> Legs:
    return legs.moved(fact)


@derives(events.OpeningAgreed)
def _agreed(memory: Memory, _entry: Entry, fact: events.OpeningAgreed) -> Legs:
    memory.known[events.OpeningAgreed] = True
    return legs.agreed(fact, memory.balances.get(Account.TILL, 0))


@derives(decisions.FloatMoved)
def _float_moved(_memory: Memory, _entry: Entry, fact: decisions.FloatMoved) -> Legs:
    return legs.float_moved(fact)
