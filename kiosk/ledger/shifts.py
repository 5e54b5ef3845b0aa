"""Shifts of the one drawer: a count at the beginning, one at the end, and a numbered Z that nobody can edit (M3, M22).

Closing is idempotent (M21); a forgotten shift does not hold up the next morning; a hand-over is both steps in one.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection

from kiosk import journal, limits, typed
from kiosk.clock import Instant, day_number, day_of
from kiosk.errors import NotReady, Problem, Refused
from kiosk.journal import Entry, exchanges
from kiosk.ledger import counts as cash
from kiosk.ledger import limit, slips
from kiosk.ledger.accounts import Account
from kiosk.ledger.day import DayEnd, RegisterCheck, end_day, ended, register_check
from kiosk.ledger.model import opening, shift
from kiosk.ledger.postings import balance_fen
from kiosk.ledger.projectors import was_agreed
from kiosk.ledger.registry import open_matters
from kiosk.ledger.zs import Z, last_number, name_of, of_shift, totals, z, zs
from kiosk.people import clerks
from kiosk.people.model import Role
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire.till_events import Counts, ShiftClosed, ShiftOpened

__all__ = [
    "DayEnd",
    "HandedOver",
    "Opened",
    "RegisterCheck",
    "ShiftView",
    "Z",
    "close",
    "current",
    "end_day",
    "expected_fen",
    "hand_over",
    "must_trade",
    "open_shift",
    "register_check",
    "sums_wait",
    "z",
    "zs",
]


@dataclass(frozen=True)
class ShiftView:
    """The open shift.

    Attributes:
        number: From 1.
        clerk: Who answers for the drawer; ``clerk_name`` in words.
        opened_ms: Since when, ms since 1970 UTC.
        day: Business date on which it began.
        opening_fen: What was counted then.
        forgotten: It is of an earlier day: it must be closed before anything is taken, by anybody.
    """

    number: int
    clerk: str
    clerk_name: str
    opened_ms: int
    day: date
    opening_fen: int
    forgotten: bool


@dataclass(frozen=True)
class Opened:
    """A shift has begun.

    Attributes:
        shift: As it is now.
        difference_fen: Counted beyond what the books said; 0 when they agree, and for the very first count.
        document: The sign-in slip; for a hand-over the one slip of both.
        yesterday: The last ended day's register against the books, or None before the first.
    """

    shift: ShiftView
    difference_fen: int
    document: Document
    yesterday: RegisterCheck | None


@dataclass(frozen=True)
class HandedOver:
    """One shift has ended and the next begun, with one count and one slip."""

    z: Z
    opened: Opened


# ── Questions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def current(db: Connection, station: Station, at: Instant) -> ShiftView | None:
    """The open shift; None when nobody answers for the drawer.

    Args:
        db: Any connection.
        station: Of the counter.
        at: Now: a shift of an earlier business date is a forgotten one.
    """
    del station  # one drawer a station; others may come
    row = _open(db)
    return None if row is None else _view(db, row, journal.business_day(db, at))


def expected_fen(db: Connection) -> int:
    """What the books say is in the drawer. Not for eyes before a blind count."""
    return balance_fen(db, Account.TILL)


def sums_wait(db: Connection, station: Station, last: date) -> bool:
    """Whether sums of days up to this one tell what a blind count is to find: until it is done nothing adds them up.

    Single amounts stay in sight: whoever took them knows them, and a resident may ask for one.
    """
    row = _open(db) if station.catalogue.till.blind_count else None
    return row is not None and int(row.day) <= day_number(last)


def must_trade(db: Connection, station: Station, at: Instant, by: str) -> int:
    """The number of the open shift, if this clerk may move money now.

    That is whoever answers for the drawer, or a lead clerk, who answers for the point.

    Args:
        db: Inside the step's transaction.
        station: Of the counter.
        at: The step's time.
        by: The acting clerk.

    Raises:
        Refused: ``till.paused``, ``till.day_ended``, ``till.opening_first``, ``till.no_shift``,
            ``till.shift_of_yesterday``, ``till.shift_of_another``.
    """
    if (standing := exchanges.standing(db)) != "normal":
        raise Refused("till.paused", standing=standing)
    day = journal.business_day(db, at)
    if ended(db, day):
        raise Refused("till.day_ended", month=day.month, date=day.day)
    if opening_wanted(db) is not None:
        raise Refused("till.opening_first")
    if (row := _open(db)) is None:
        raise Refused("till.no_shift")
    if row.day < day_number(day):
        raise Refused("till.shift_of_yesterday", name=clerks.name_of(station, row.clerk))
    if row.clerk != by and not clerks.leads(db, by):
        raise Refused("till.shift_of_another", name=clerks.name_of(station, row.clerk))
    return int(row.number)


def opening_wanted(db: Connection) -> int | None:
    """What an older system says is in the drawer and nobody has counted yet (fen, M27); None when nothing is asked."""
    row = _UNANSWERED(db).first()
    return None if row is None else int(row.fen)


# ── Steps ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def open_shift(station: Station, counts: Counts, by: str) -> Opened:
    """Sign in to the drawer (签到): count it, and answer for it from here on (M3).

    Args:
        station: Of the counter.
        counts: Face → how many, as counted; the caller has not been shown the expected sum.
        by: The clerk.

    Raises:
        NotReady: Faults of the count.
        Refused: ``till.shift_open``, ``till.shift_of_yesterday``, ``till.day_ended``, ``till.opening_first``,
            ``people.must_change_pin``, ``people.unknown_clerk``.
    """
    if problems := cash.problems(station.catalogue, counts):
        raise NotReady(problems)
    at = station.clock.now()
    with station.store.write() as db:
        _may_sign_in(db, by)
        _may_open(db, at)
        if (row := _open(db)) is not None:
            key = (
                "till.shift_open" if row.day == day_number(journal.business_day(db, at)) else "till.shift_of_yesterday"
            )
            raise Refused(key, name=name_of(db, row.clerk))
        entry, fact = _append_opened(db, station, cash.tidy(counts), at, by)
        checked, first = register_check(db), fact.shift == 1 and not was_agreed(db)
        document = slips.opening_slip(station, entry, fact, checked, first=first)
        spool.queue(db, entry, document)
        difference_fen = 0 if first else fact.counted_fen - fact.expected_fen
        return Opened(_view(db, _open(db), entry.day), difference_fen, document, checked)


def close(station: Station, shift_number: int, counts: Counts, by: str, *, witness: str = "", note: str = "") -> Z:
    """Close a shift with a count (交班). Closing it again gives its Z again, and writes nothing (M21).

    Args:
        station: Of the counter.
        shift_number: Which shift.
        counts: As counted; the caller has not been shown the expected sum.
        by: Its clerk; or a lead clerk; or anybody when it is of an earlier day (A6f).
        witness: Name of a second person, or "".
        note: Why the count differs.

    Raises:
        NotReady: Faults of the form.
        NotFound: ``till.no_such_shift``.
        Refused: ``till.not_your_shift``.
    """
    at = station.clock.now()
    with station.store.write() as db:
        if (done := of_shift(db, shift_number)) is not None:
            return done
        if problems := (*cash.problems(station.catalogue, counts), *_text_problems(witness, note)):
            raise NotReady(problems)
        _may_close(db, at, by)
        entry, fact = _append_closed(db, station, counts, at, by, witness=witness, note=note)
        spool.queue(db, entry, slips.z_slip(station, entry, z(db, fact.z)))
        return z(db, fact.z)


def hand_over(
    station: Station, shift_number: int, counts: Counts, by: str, *, to: str, pin: str, witness: str = "",
    note: str = "",
) -> HandedOver:  # fmt: skip
    """Hand the drawer to the next clerk, who trades at once (G12): one count, one transaction, one slip.

    Args:
        station: Of the counter.
        shift_number: Which shift ends; one that was already handed to this clerk gives the same again.
        counts: As both have counted.
        by: Who hands over.
        to: Who takes over, and proves it with ``pin``.
        pin: Of the taker.
        witness: Name of a third person, or "".
        note: Why the count differs.

    Raises:
        NotReady: Faults of the form.
        NotFound: ``till.no_such_shift``.
        Refused: As :func:`close`, :func:`open_shift` and ``clerks.prove``; ``till.same_clerk``.
    """
    if problems := (*cash.problems(station.catalogue, counts), *_text_problems(witness, note)):
        raise NotReady(problems)
    clerks.prove(station, to, pin)  # outside the transaction: it is slow on purpose
    at = station.clock.now()
    with station.store.write() as db:
        if (done := of_shift(db, shift_number)) is not None:
            return _handed_over_before(db, done, to, at)
        if to == by:
            raise Refused("till.same_clerk")
        _may_sign_in(db, to)
        _may_open(db, at)
        _may_close(db, at, by)
        closed, ended_by = _append_closed(db, station, counts, at, by, witness=witness, note=note, handed_to=to)
        entry, begun_by = _append_opened(db, station, cash.tidy(counts), at, to)
        document = slips.hand_over_slip(station, closed, z(db, ended_by.z), begun_by, open_matters(db))
        spool.queue(db, closed, document)
        opened = Opened(_view(db, _open(db), entry.day), 0, document, register_check(db))
        return HandedOver(z(db, ended_by.z), opened)


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

_OPEN = Prepared(select(shift).where(shift.c.is_open == 1))
_UNANSWERED = Prepared(select(opening.c.fen).where(opening.c.agreed.is_(None)).order_by(opening.c.position.desc()))
_OF_NUMBER = Prepared(select(shift).where(shift.c.number == bindparam("a_number")))


def _open(db: Connection) -> Any:  # noqa: ANN401 - a row of shift
    return _OPEN(db).first()


def _view(db: Connection, row: Any, day: date) -> ShiftView:  # noqa: ANN401 - a row of shift
    began = day_of(row.day)
    return ShiftView(
        row.number, row.clerk, name_of(db, row.clerk), row.opened_ms, began, row.opening_fen, forgotten=began < day
    )  # fmt: skip


def _may_sign_in(db: Connection, code: str) -> None:
    """A first PIN trades nothing until it was changed (I1)."""
    one = clerks.get(db, code)
    if one is None or one.retired:
        raise Refused("people.unknown_clerk")
    if one.must_change:
        raise Refused("people.must_change_pin")


def _may_open(db: Connection, at: Instant) -> None:
    day = journal.business_day(db, at)
    if ended(db, day):
        raise Refused("till.day_ended", month=day.month, date=day.day)
    if opening_wanted(db) is not None:
        raise Refused("till.opening_first")


def _may_close(db: Connection, at: Instant, by: str) -> None:
    """Its own clerk; a lead clerk; anybody when it is of an earlier day."""
    row = _open(db)
    if by == row.clerk or row.day < day_number(journal.business_day(db, at)):
        return
    if (one := clerks.get(db, by)) is None or one.role is Role.CLERK:
        raise Refused("till.not_your_shift", name=name_of(db, row.clerk))


def _append_opened(db: Connection, station: Station, counts: Counts, at: Instant, by: str) -> tuple[Entry, ShiftOpened]:
    left = limit.figures(db, station)
    number = int(db.execute(select(func.coalesce(func.max(shift.c.number), 0))).scalar_one()) + 1
    fact = ShiftOpened(
        number, by, counts, cash.total_fen(counts), expected_fen(db), left.float_fen, left.credit_fen, left.used_fen,
        journal.outbox(db).count,
    )  # fmt: skip
    return journal.append(db, fact, at, by), fact


def _append_closed(
    db: Connection, station: Station, counts: Counts, at: Instant, by: str, *, witness: str, note: str,
    handed_to: str = "",
) -> tuple[Entry, ShiftClosed]:  # fmt: skip
    row = _open(db)
    late = row.day < day_number(journal.business_day(db, at))
    fact = ShiftClosed(
        row.number, last_number(db) + 1, row.clerk, cash.tidy(counts), cash.total_fen(counts), expected_fen(db),
        row.opening_fen, totals(db, row.number), blind=station.catalogue.till.blind_count,
        forgotten=late and by != row.clerk, witness=witness.strip(), handed_to=handed_to, note=note.strip(),
    )  # fmt: skip
    return journal.append(db, fact, at, by), fact


def _handed_over_before(db: Connection, done: Z, to: str, at: Instant) -> HandedOver:
    """The same hand-over asked for again: nothing is written."""
    row = _OF_NUMBER(db, a_number=done.shift + 1).first()
    if done.handed_to != to or row is None or done.document is None:
        raise Refused("till.already_closed", number=done.number)
    return HandedOver(done, Opened(_view(db, row, journal.business_day(db, at)), 0, done.document, register_check(db)))


def _text_problems(witness: str, note: str) -> tuple[Problem, ...]:
    return (
        *typed.problems("witness", witness, limits.name_chars_max),
        *typed.problems("note", note, limits.note_chars_max),
    )
