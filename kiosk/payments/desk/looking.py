"""Every question that a counter asks about payments (M14): day, service, account, serial, person, state; the float.

Lists come in pages, newest first, with the count and sum of all; each question is answered from an index, so that it
costs the same after five years as after a week.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select
from sqlalchemy.engine import Connection

from kiosk.catalogue import account as accounts
from kiosk.clock import Instant, day_number
from kiosk.errors import NotFound
from kiosk.journal import entry_at
from kiosk.journal.entry import REF_EPOCH
from kiosk.journal.model import Origin, journal
from kiosk.ledger import Account
from kiosk.ledger.postings import posting
from kiosk.limits import scan_chars_max
from kiosk.payments.desk import views
from kiosk.payments.desk.views import PaymentView
from kiosk.payments.model import OPEN, MoveKind, PayState, move, payment
from kiosk.slips.verdict import Genuine, judge
from kiosk.station import Station
from kiosk.wire.events import Lane, decode_decision

page_rows = 50
_LANES = {
    "PAID": Lane.MONEY, "REFUND": Lane.MONEY, "CANCEL": Lane.MONEY, "CARD": Lane.MONEY, "POSTED": Lane.NOTICES,
    "DISPUTE": Lane.MONEY,
}  # fmt: skip
"""Slips about a payment, and the lane of the event behind each."""


@dataclass(frozen=True)
class Page:
    """A part of a list.

    Attributes:
        rows: Newest first.
        count: How many there are in all.
        fen: The sum of all (amounts for billers).
        offset: How many are before these.
    """

    rows: tuple[PaymentView, ...]
    count: int
    fen: int
    offset: int = 0


@dataclass(frozen=True)
class Tally:
    """How many, and how much (fen)."""

    count: int = 0
    fen: int = 0


@dataclass(frozen=True)
class OfBiller:
    """A biller's payments.

    Attributes:
        biller: Code.
        name: In words.
        service: ``water`` …; "" for a biller that is no longer listed.
        taken: All that were taken.
        states: Where they stand now: code of the state → tally.
    """

    biller: str
    name: str
    service: str
    taken: Tally
    states: dict[PayState, Tally]


@dataclass(frozen=True)
class DayTotals:
    """What was taken on the days.

    Attributes:
        taken: All of it.
        billers: In the catalogue's order, then those that are no longer listed.
        kinds: The seven totals of M10, every kind.
    """

    taken: Tally
    billers: tuple[OfBiller, ...]
    kinds: dict[MoveKind, Tally]

    @property
    def services(self) -> dict[str, Tally]:
        """By service: code → tally."""
        found: dict[str, Tally] = {}
        for one in self.billers:
            was = found.get(one.service, Tally())
            found[one.service] = Tally(was.count + one.taken.count, was.fen + one.taken.fen)
        return found

    @property
    def states(self) -> dict[PayState, Tally]:
        """By state."""
        found: dict[PayState, Tally] = {}
        for one in self.billers:
            for state, tally in one.states.items():
                was = found.get(state, Tally())
                found[state] = Tally(was.count + tally.count, was.fen + tally.fen)
        return found


# ── One ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def by_serial(db: Connection, station: Station, text: str, at: Instant) -> PaymentView:
    """The payment of a reference, of its running number alone, or of a slip whose code was scanned.

    Raises:
        NotFound: ``payments.missing``; a slip of another station, ``payments.other_station``.
    """
    return views.one(db, station, serial_in(db, station, text), at)


def serial_in(db: Connection, station: Station, text: str) -> int:
    """Which payment a text names.

    Args:
        db: Any connection.
        station: Whose code a whole reference begins with.
        text: ``430726-0112-1-000123``, ``1-123``, ``123``, or the text of a slip's code; spaces and full-width signs
            are forgiven.

    Raises:
        NotFound: ``payments.missing`` or ``payments.other_station``.
    """
    text = "".join(unicodedata.normalize("NFKC", text[:scan_chars_max]).split())
    if text.startswith("CK1*"):
        return _on_slip(db, station, text)
    own = text.removeprefix(f"{station.code}-")
    parts = own.split("-")
    if len(parts) > 2 or not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in parts):  # noqa: PLR2004
        raise NotFound("payments.missing")
    epoch, seq = (parts[0], parts[1]) if len(parts) == 2 else ("1", parts[0])  # noqa: PLR2004 - epoch and number
    return int(epoch) * REF_EPOCH + int(seq)


def _on_slip(db: Connection, station: Station, text: str) -> int:
    """The payment that a slip of this station is about: its code names the event behind it."""
    verdict = judge(station, text)
    if verdict.genuine is not Genuine.YES or verdict.code is None or verdict.code.kind not in _LANES:
        raise NotFound("payments.missing")
    if not verdict.here:
        raise NotFound("payments.other_station", station=verdict.station)
    epoch, seq = divmod(verdict.code.ref, REF_EPOCH)
    this = (journal.c.origin == int(Origin.STATION), journal.c.epoch == epoch, journal.c.seq == seq)
    lane = int(_LANES[verdict.code.kind])
    position = db.execute(select(journal.c.position).where(*this, journal.c.lane == lane)).scalar()
    if position is None:
        raise NotFound("payments.missing")
    return int(getattr(entry_at(db, position).fact, "payment", verdict.code.ref))


# ── Lists ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def of_days(
    db: Connection, station: Station, days: tuple[date, date], at: Instant, *, biller: str = "", state: str = "",
    limit: int = page_rows, offset: int = 0,
) -> Page:  # fmt: skip
    """Payments of the days from one to another, of one biller and in one state where these are named."""
    wanted: list[ColumnElement[bool]] = [payment.c.day.between(day_number(days[0]), day_number(days[1]))]
    if biller:
        wanted.append(payment.c.biller == biller)
    if state:
        wanted.append(_in_state(station, PayState(state), at))
    return _page(db, station, and_(*wanted), at, limit, offset, payment.c.day.desc())


def of_account(
    db: Connection, station: Station, account: str, at: Instant, *, biller: str = "", limit: int = page_rows,
    offset: int = 0,
) -> Page:  # fmt: skip
    """Payments of an account number as typed, with whichever biller or with one."""
    wanted = payment.c.account == accounts.clean(account)
    if biller:
        wanted = and_(wanted, payment.c.biller == biller)
    return _page(db, station, wanted, at, limit, offset, payment.c.day.desc())


def of_resident(
    db: Connection, station: Station, resident: str, at: Instant, *, limit: int = page_rows, offset: int = 0
) -> Page:
    """Payments for a resident of the roll."""
    return _page(db, station, payment.c.resident == resident, at, limit, offset, payment.c.day.desc())


def in_state(
    db: Connection, station: Station, state: PayState, at: Instant, *, limit: int = page_rows, offset: int = 0
) -> Page:
    """Payments that stand thus now; for 状态未知 also those that have waited too long for the county's word."""
    return _page(db, station, _in_state(station, state, at), at, limit, offset)


def unknown(db: Connection, station: Station, at: Instant, *, limit: int = page_rows, offset: int = 0) -> Page:
    """状态未知, shown to everybody."""
    return in_state(db, station, PayState.UNKNOWN, at, limit=limit, offset=offset)


def waiting(db: Connection, station: Station, at: Instant, *, limit: int = page_rows, offset: int = 0) -> Page:
    """All without the county's last word."""
    return _page(db, station, payment.c.is_open == literal_column("1"), at, limit, offset)


def to_write(
    db: Connection, station: Station, at: Instant, *, card: str = "", limit: int = page_rows, offset: int = 0
) -> Page:
    """Prepaid cards that are still to be written: 待写卡 and 写卡失败; one card's where it is named."""
    wanted = and_(payment.c.state.in_((PayState.CARD_WAITING.value, PayState.CARD_FAILED.value)), _UNSETTLED)
    if card:
        wanted = and_(wanted, payment.c.card == card)
    return _page(db, station, wanted, at, limit, offset)


def to_refund(db: Connection, station: Station, at: Instant, *, limit: int = page_rows, offset: int = 0) -> Page:
    """Payments whose refund is due."""
    return _page(db, station, _DUE, at, limit, offset)


_UNSETTLED = payment.c.state != literal_column("'ok'")  # as the partial index says it
_DUE = payment.c.refund == literal_column("'due'")


def _in_state(station: Station, state: PayState, at: Instant) -> ColumnElement[bool]:
    plain = payment.c.state == state.value
    if state is PayState.UNKNOWN:
        return or_(and_(plain, _UNSETTLED), views.is_silent(station, at))
    if state in OPEN:
        return and_(plain, _UNSETTLED, ~views.is_silent(station, at))
    return plain if state is PayState.OK else and_(plain, _UNSETTLED)


def _page(
    db: Connection, station: Station, wanted: ColumnElement[bool], at: Instant, limit: int, offset: int,
    *first: ColumnElement[Any],
) -> Page:  # fmt: skip
    count, fen = db.execute(select(func.count(), func.coalesce(func.sum(payment.c.amount_fen), 0)).where(wanted)).one()
    query = select(payment).where(wanted).order_by(*first, payment.c.id.desc()).limit(limit).offset(offset)
    rows = views.these(db, station, db.execute(query).all(), at)
    return Page(rows, int(count), int(fen), offset)


# ── Totals ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def totals(db: Connection, station: Station, first: date, last: date) -> DayTotals:
    """What was taken from ``first`` to ``last``, and where it stands now; 状态未知 only where the county said so."""
    span = payment.c.day.between(day_number(first), day_number(last))
    query = (
        select(payment.c.biller, payment.c.state, func.count(), func.sum(payment.c.amount_fen))
        .where(span)
        .group_by(payment.c.biller, payment.c.state)
    )
    found: dict[str, dict[PayState, Tally]] = {}
    for code, state, count, fen in db.execute(query):
        found.setdefault(code, {})[PayState(state)] = Tally(int(count), int(fen))
    listed = {one.code: one for one in station.catalogue.billers}
    order = [code for code in listed if code in found] + sorted(code for code in found if code not in listed)
    billers = tuple(
        OfBiller(code, station.catalogue.biller_name(code), listed[code].service if code in listed else "",
                 _sum(found[code].values()), found[code])
        for code in order
    )  # fmt: skip
    return DayTotals(_sum(one.taken for one in billers), billers, kinds(db, first, last))


def kinds(db: Connection, first: date, last: date, biller: str = "") -> dict[MoveKind, Tally]:
    """The seven kinds of M10, each with its own total, none left out."""
    wanted: list[ColumnElement[bool]] = [move.c.day.between(day_number(first), day_number(last))]
    if biller:
        wanted.append(move.c.biller == biller)
    query = select(move.c.kind, func.count(), func.sum(move.c.fen)).where(*wanted).group_by(move.c.kind)
    found = {MoveKind(kind): Tally(int(count), int(fen)) for kind, count, fen in db.execute(query)}
    return {kind: found.get(kind, Tally()) for kind in MoveKind}


def _sum(tallies: Any) -> Tally:  # noqa: ANN401 - any iterable of them
    some = tuple(tallies)
    return Tally(sum(one.count for one in some), sum(one.fen for one in some))


# ── The float ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class FloatLine:
    """One movement of the float.

    Attributes:
        day: Business date, days since 1970-01-01.
        at_ms: When it was booked here.
        kind: Number of the fact's kind in the journal, for its word ``event.<kind>`` or ``payments-desk.float.<kind>``.
        payment: Id of the payment behind it; 0 for none.
        fen: What the float changed by.
        balance_fen: What was left of it afterwards, by the books.
    """

    position: int
    day: int
    at_ms: int
    kind: int
    payment: int
    fen: int
    balance_fen: int


@dataclass(frozen=True)
class FloatPage:
    """A part of the float's ledger, newest first; ``balance_fen`` is what the books say is left now."""

    rows: tuple[FloatLine, ...]
    count: int
    balance_fen: int
    offset: int = 0


def float_ledger(db: Connection, first: date, last: date, *, limit: int = page_rows, offset: int = 0) -> FloatPage:
    """What moved the float from ``first`` to ``last``, newest first, with what was left after each."""
    span = posting.c.day.between(day_number(first), day_number(last))
    moves = _float_moves(span).subquery()
    newest = (moves.c.day.desc(), moves.c.position.desc())
    rows = db.execute(select(moves).order_by(*newest).limit(limit).offset(offset)).all()
    before = select(moves.c.fen).order_by(*newest).limit(offset).subquery()
    end_fen = _float_fen(db, day_number(last))
    balance_fen = end_fen - int(db.execute(select(func.coalesce(func.sum(before.c.fen), 0))).scalar_one())
    count = int(db.execute(select(func.count()).select_from(moves)).scalar_one())
    facts = _facts(db, [row.position for row in rows])
    lines = []
    for row in rows:
        at_ms, kind, about = facts[row.position]
        lines.append(FloatLine(row.position, row.day, at_ms, kind, about, int(row.fen), balance_fen))
        balance_fen -= int(row.fen)
    return FloatPage(tuple(lines), count, end_fen, offset)


def _float_moves(where: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a select
    """The float's side of each entry of the journal: position, day, fen."""
    columns = (posting.c.position, posting.c.day)
    gained = select(*columns, posting.c.fen.label("fen")).where(posting.c.debit == Account.FLOAT.value, where)
    spent = select(*columns, (-posting.c.fen).label("fen")).where(posting.c.credit == Account.FLOAT.value, where)
    both = gained.union_all(spent).subquery()
    grouped = select(both.c.position, both.c.day, func.sum(both.c.fen).label("fen"))
    return grouped.group_by(both.c.position, both.c.day)


def _float_fen(db: Connection, day: int) -> int:
    """What the books say was left at the end of a day."""
    until = posting.c.day <= day
    sums = [
        db.execute(select(func.coalesce(func.sum(posting.c.fen), 0)).where(side == Account.FLOAT.value, until))
        for side in (posting.c.debit, posting.c.credit)
    ]
    gained, spent = (int(one.scalar_one()) for one in sums)
    return gained - spent


def _facts(db: Connection, positions: list[int]) -> dict[int, tuple[int, int, int]]:
    """When, of what kind, about which payment: for a page of positions."""
    query = select(journal.c.position, journal.c.at_ms, journal.c.kind, journal.c.origin, journal.c.record)
    found: dict[int, tuple[int, int, int]] = {}
    for row in db.execute(query.where(journal.c.position.in_(positions))):
        fact = decode_decision(row.kind, bytes(row.record)) if row.origin == Origin.COUNTY else None
        found[row.position] = (row.at_ms, row.kind, int(getattr(fact, "payment", 0)))
    return found
