"""Ask before taking (查询, M5): what an account owes by the county's last word, how old that is, what was paid here.

Nothing is written. What was taken here and has not come back to the biller's list yet is deducted, so that a bill is
not paid twice while the line is down.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal_column, or_, select, tuple_
from sqlalchemy.engine import Connection, Row

from kiosk import limits
from kiosk.catalogue import Biller, BillModel
from kiosk.catalogue.formats import Caps
from kiosk.clock import DAY_MS, Instant, day_number, day_of, local
from kiosk.errors import Problem
from kiosk.journal.append import business_day
from kiosk.payments import rules
from kiosk.payments.desk import views
from kiosk.payments.model import (
    account,
    bill,
    blacklist,
    cap,
    granted,
    paid_bill,
    payment,
    told,
)
from kiosk.payments.rules import Waiting
from kiosk.payments.view import DueBill, PaymentView
from kiosk.people import residents
from kiosk.station import Station
from kiosk.store.prepared import Prepared

recent_max = 6
tail_chars_min = 4
Key = tuple[str, str]
"""A biller's code and a cleaned account number."""

ALIVE = or_(payment.c.posted == 1, and_(payment.c.refund == "", payment.c.returned == 0))
"""It is the biller's, or on its way there; the others were cancelled, refused or reversed."""


@dataclass(frozen=True)
class Tile:
    """A biller on the service menu (M4).

    Attributes:
        biller: Code; ``name`` in words, ``short`` for the tile, ``service`` its group.
        model: How it is paid.
        waiting: Payments without the county's word, ``waiting_fen`` their sum.
        stopped: Why nothing can be taken for it now, or None; the others go on.
    """

    biller: str
    name: str
    short: str
    service: str
    icon: str
    colour: str
    model: BillModel
    waiting: int
    waiting_fen: int
    stopped: Problem | None


@dataclass(frozen=True)
class Blocked:
    """An account on the blacklist (M28).

    Attributes:
        reason: In words.
        until: Last day, or None without end.
        days: Age of the list.
    """

    reason: str
    until: date | None
    days: int


@dataclass(frozen=True)
class Enquiry:
    """What is known of an account.

    Attributes:
        biller: Code; ``biller_name`` in words.
        account: Cleaned number; ``account_shown`` in groups of four.
        holder: Whose it is, as the county's lists say; "" when they do not.
        resident: Id of the roll, or "".
        card: Number of its prepaid card, or "".
        bills: Owed, the oldest first; those paid whole here are left out.
        due_fen: Their sum.
        usual_fen: What is usually paid, 0 when nobody knows.
        recent: The last payments for it here, the newest first.
        number: Of the county's list that a payment cites; 0 when there is none or the account is not in it.
        as_of_ms: When that list was drawn up; 0 for none. ``age_days`` since then.
        left_out: Lines of the list that could not be read.
        blocked: On the blacklist, or None.
        must_choose: A bill must be chosen.
        may_unverified: May be taken as 离线未核 without a listed bill or account.
        unverified: Can be taken only so.
        problems: What keeps anything from being taken for it.
    """

    biller: str
    biller_name: str
    account: str
    account_shown: str
    holder: str
    resident: str
    card: str
    bills: tuple[DueBill, ...]
    due_fen: int
    usual_fen: int
    recent: tuple[PaymentView, ...]
    number: int
    as_of_ms: int
    age_days: int
    left_out: int
    blocked: Blocked | None
    must_choose: bool
    may_unverified: bool
    unverified: bool
    problems: tuple[Problem, ...]

    @property
    def cutoff(self) -> DueBill | None:
        """The bill for which supply ends first, when that must be said (G4)."""
        near = [one for one in self.bills if one.warn]
        return min(near, key=lambda one: one.cutoff_days or 0, default=None)


@dataclass(frozen=True)
class FoundAccount:
    """An account that a search has found.

    Attributes:
        biller: Code; ``biller_name`` in words.
        due_fen: Owed by the county's list, less what was taken here; ``bills`` how many.
    """

    biller: str
    biller_name: str
    service: str
    account: str
    account_shown: str
    holder: str
    resident: str
    due_fen: int
    bills: int


# ── The menu ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def tiles(db: Connection, station: Station, at: Instant) -> tuple[Tile, ...]:
    """The billers that this point may collect for, in the county's order."""
    return tuple(_tile(db, one, at) for one in station.catalogue.billers if entitled(db, one))


def _tile(db: Connection, biller: Biller, at: Instant) -> Tile:
    waits = waiting(db, biller.code)
    stop = rules.stopped(caps_of(db, biller), waits, at.county_ms)
    return Tile(
        biller.code, biller.name, biller.short or biller.name, biller.service, biller.icon, biller.colour, biller.model,
        waits.count, waits.fen, stop,
    )  # fmt: skip


_TOLD = Prepared(select(told).where(told.c.name == bindparam("a_name")))
_GRANTED = Prepared(select(granted.c.biller).where(granted.c.biller == bindparam("a_biller")))
_CAPS = Prepared(select(cap).where(cap.c.biller.in_((bindparam("a_biller"), literal_column("''")))))
_WAITING = Prepared(
    select(
        func.count().label("count"),
        func.coalesce(func.sum(payment.c.amount_fen), 0).label("fen"),
        func.coalesce(func.min(payment.c.at_ms), 0).label("oldest_ms"),
    ).where(payment.c.biller == bindparam("a_biller"), payment.c.is_open == literal_column("1"))
)
_BLOCKED = Prepared(
    select(blacklist).where(blacklist.c.biller == bindparam("a_biller"), blacklist.c.account == bindparam("an_account"))
)
_ACCOUNT = Prepared(
    select(account).where(account.c.biller == bindparam("a_biller"), account.c.account == bindparam("an_account"))
)


def entitled(db: Connection, biller: Biller) -> bool:
    """Whether this point may collect for a biller: the county's word, before it the catalogue's (M4)."""
    if _TOLD(db, a_name="services").first() is None:
        return biller.offered
    return _GRANTED(db, a_biller=biller.code).first() is not None


def caps_of(db: Connection, biller: Biller) -> Caps:
    """The caps in force here: for this biller, else for all, else the catalogue's (M20)."""
    rows = {row.biller: row for row in _CAPS(db, a_biller=biller.code)}
    said = (rows[code] for code in (biller.code, "") if code in rows)
    return rules.caps_in_force(biller, *(Caps(one.payment_fen, one.count, one.total_fen, one.age_h) for one in said))


def waiting(db: Connection, biller: str) -> Waiting:
    """A biller's payments without the county's word."""
    row = _WAITING(db, a_biller=biller).first()
    return Waiting(row.count, row.fen, row.oldest_ms)


# ── One account ───────────────────────────────────────────────────────────────────────────────────────────────────────


def ask(db: Connection, station: Station, biller_code: str, text: str, at: Instant) -> Enquiry:
    """What is known of an account, typed or scanned.

    Raises:
        NotFound: ``catalogue.no_biller``.
    """
    biller, number = station.catalogue.biller(biller_code), rules.clean_account(text)
    today = business_day(db, at)
    owed = bills_of_account(db, station, biller.code, number, today)
    listed = _ACCOUNT(db, a_biller=biller.code, an_account=number).first()
    history = recent(db, station, biller.code, number, at)
    cited = _cited(db, biller)
    blocked = blocked_by(db, biller.code, number, at, today)
    may_unverified = biller.unverified or biller.model is BillModel.DIRECT
    unverified = not owed if biller.model is BillModel.FETCH else listed is None
    problems = _problems(db, biller, number, blocked)
    if not problems and unverified and not may_unverified:
        problems = (_unlisted(biller, cited),)
    holder = next((name for name in (listed.holder if listed else "", *(one.holder for one in owed)) if name), "")
    person = next(
        (an_id for an_id in (listed.resident if listed else "", *(one.resident for one in owed)) if an_id), ""
    )
    return Enquiry(
        biller=biller.code, biller_name=biller.name, account=number, account_shown=rules.grouped(number),
        holder=holder, resident=person, card=listed.card if listed else "", bills=owed,
        due_fen=sum(one.owed_fen for one in owed),
        usual_fen=rules.usual_fen(listed.usual_fen if listed else 0, [one.amount_fen for one in history]),
        recent=history, number=0 if unverified else cited.number, as_of_ms=cited.as_of_ms,
        age_days=_age_days(cited.as_of_ms, at), left_out=cited.left_out, blocked=blocked, must_choose=bool(owed),
        may_unverified=may_unverified, unverified=unverified, problems=problems,
    )  # fmt: skip


@dataclass(frozen=True)
class _Cited:
    """The county's list that an enquiry cites."""

    number: int = 0
    as_of_ms: int = 0
    left_out: int = 0


def _cited(db: Connection, biller: Biller) -> _Cited:
    """Bills for a biller that sends bills, else the list of accounts."""
    kind = "bills" if biller.model is BillModel.FETCH else "accounts"
    row = _TOLD(db, a_name=f"{kind}:{biller.code}").first()
    return _Cited(row.number, row.as_of_ms, row.left_out) if row else _Cited()


def _problems(db: Connection, biller: Biller, number: str, blocked: Blocked | None) -> tuple[Problem, ...]:
    return (
        *(() if entitled(db, biller) else (Problem("biller", "payments.not_entitled"),)),
        *rules.problems_in_account(biller, number),
        *((blacklisted(blocked),) if blocked else ()),
    )


def _unlisted(biller: Biller, cited: _Cited) -> Problem:
    """Why an account without a listed bill cannot be paid for."""
    if not cited.number:
        return Problem("account", "payments.no_list")
    day = f"{local(cited.as_of_ms):%m-%d}"
    if biller.model is BillModel.FETCH:
        return Problem("account", "payments.nothing_owed", {"day": day})
    return Problem("account", "payments.account_unknown", {"day": day})


def blocked_by(db: Connection, biller: str, number: str, at: Instant, today: date) -> Blocked | None:
    """Whether the blacklist stops an account today."""
    row = _BLOCKED(db, a_biller=biller, an_account=number).first()
    if row is None or 0 < row.until_day < day_number(today):
        return None
    listed = _TOLD(db, a_name="blacklist").first()
    age = _age_days(listed.as_of_ms, at) if listed else 0
    return Blocked(row.reason, day_of(row.until_day) if row.until_day else None, age)


def blacklisted(blocked: Blocked) -> Problem:
    """The sentence for a blocked account: reason, end, and how old the list is."""
    values: dict[str, object] = {"reason": blocked.reason, "days": blocked.days}
    if blocked.until is None:
        return Problem("account", "payments.blacklisted_open", values)
    return Problem("account", "payments.blacklisted", values | {"until": f"{blocked.until:%Y-%m-%d}"})


_RECENT = Prepared(
    select(payment)
    .where(payment.c.account == bindparam("an_account"), payment.c.biller == bindparam("a_biller"), ALIVE)
    .order_by(payment.c.day.desc(), payment.c.id.desc())
    .limit(recent_max)
)


def recent(db: Connection, station: Station, biller: str, number: str, at: Instant) -> tuple[PaymentView, ...]:
    """The last payments for an account here, the newest first; those that came to nothing left out."""
    return views.these(db, station, list(_RECENT(db, a_biller=biller, an_account=number)), at)


def _age_days(as_of_ms: int, at: Instant) -> int:
    return max(0, (at.county_ms - as_of_ms) // DAY_MS) if as_of_ms else 0


# ── Bills ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _paid_here() -> Any:  # noqa: ANN401 - a scalar subquery
    """What was taken here for a bill and is not in the biller's statement yet (fen)."""
    not_there_yet = or_(payment.c.posted == 0, payment.c.posted_ms > func.coalesce(told.c.as_of_ms, 0))
    joined = paid_bill.join(payment, payment.c.id == paid_bill.c.payment)
    return (
        select(func.coalesce(func.sum(paid_bill.c.fen), 0))
        .select_from(joined)
        .where(paid_bill.c.bill == bill.c.id, payment.c.biller == bill.c.biller, ALIVE, not_there_yet)
        .correlate(bill, told)
        .scalar_subquery()
    )


_PAIR = tuple_(bill.c.biller, bill.c.account)
_OWED: Select[Any] = (
    select(bill, _paid_here().label("paid_fen"))
    .select_from(bill.outerjoin(told, told.c.name == "bills:" + bill.c.biller))
    .where(bill.c.is_owed == 1)
    .order_by(bill.c.due_day, bill.c.period, bill.c.meter, bill.c.id)
)


_OF_ACCOUNT = Prepared(
    _OWED.where(bill.c.biller == bindparam("a_biller"), bill.c.account == bindparam("an_account")).limit(
        limits.rows_max
    )
)


def bills_of_account(db: Connection, station: Station, biller: str, number: str, today: date) -> tuple[DueBill, ...]:
    """What an account owes, the oldest bill first."""
    rows = _OF_ACCOUNT(db, a_biller=biller, an_account=number)
    return tuple(_due(station, row, today) for row in rows if row.paid_fen < row.fen)


def bills_of(
    db: Connection, station: Station, which: ColumnElement[bool], today: date, rows_max: int = limits.rows_max
) -> tuple[DueBill, ...]:
    """Bills that are still owed, the oldest first."""
    rows = db.execute(_OWED.where(which).limit(rows_max))
    return tuple(_due(station, row, today) for row in rows if row.paid_fen < row.fen)


def _due(station: Station, row: "Row[Any]", today: date) -> DueBill:
    biller = next((one for one in station.catalogue.billers if one.code == row.biller), None)
    due = day_of(row.due_day) if row.due_day else None
    cutoff = day_of(row.cutoff_day) if row.cutoff_day else None
    cutoff_days = max(0, (cutoff - today).days) if cutoff else None
    return DueBill(
        biller=row.biller, biller_name=biller.name if biller else row.biller, service=biller.service if biller else "",
        id=row.id, account=row.account, holder=row.holder, fen=row.fen, paid_fen=row.paid_fen,
        owed_fen=row.fen - row.paid_fen, period=row.period, due=due, overdue=due is not None and due < today,
        cutoff=cutoff, cutoff_days=cutoff_days,
        warn=cutoff_days is not None and biller is not None and cutoff_days <= biller.cutoff_warn_days,
        late_fen=row.late_fen, readings=tuple(json.loads(row.readings)), tiers=tuple(json.loads(row.tiers)),
        balance_fen=row.balance_fen, resident=row.resident, address=row.address, meter=row.meter,
    )  # fmt: skip


def due_for(db: Connection, station: Station, who: Iterable[str], at: Instant) -> tuple[DueBill, ...]:
    """What residents owe, over all billers that this point collects for, the most urgent first (G1).

    Args:
        db: Any connection.
        station: Where.
        who: Ids of the roll: a person, or a household.
        at: Now.
    """
    ids = [one for one in dict.fromkeys(who) if one]
    if not ids:
        return ()
    codes = [one.code for one in station.catalogue.billers if entitled(db, one)]
    theirs = select(account.c.biller, account.c.account).where(account.c.resident.in_(ids))
    mine = or_(bill.c.resident.in_(ids), _PAIR.in_(theirs))
    found = bills_of(db, station, and_(mine, bill.c.biller.in_(codes)), business_day(db, at))
    return tuple(sorted(found, key=lambda one: (one.cutoff or date.max, one.due or date.max)))


# ── Finding an account ────────────────────────────────────────────────────────────────────────────────────────────────


def find(
    db: Connection, station: Station, text: str, rows_max: int = limits.search_rows_max
) -> tuple[FoundAccount, ...]:
    """Accounts by number, meter or card number, phone, or by the resident and the household.

    An exact number comes first, then what residents have whose name, initials, nickname, phone or household begins so;
    last, billers without lists whose numbers look like this one (phones). Billers that this point does not collect for
    are left out.
    """
    number = rules.clean_account(text)
    if not number:
        return ()
    billers = {one.code: one for one in station.catalogue.billers if entitled(db, one)}
    people = [one.id for one in residents.search(db, text)]
    keys = [*_exact(db, number), *_of_people(db, people), *_alike(billers.values(), number)]
    wanted = [key for key in dict.fromkeys(keys) if key[0] in billers][:rows_max]
    today = business_day(db, station.clock.now())
    owed = bills_of(db, station, _PAIR.in_(wanted), today) if wanted else ()
    return tuple(_found(db, billers[code], account_no, owed) for code, account_no in wanted)


_ACCOUNTS = select(account.c.biller, account.c.account)
_BILLED = select(bill.c.biller, bill.c.account)


def _exact(db: Connection, number: str) -> Iterable[Key]:
    queries = (
        _ACCOUNTS.where(account.c.account == number),
        _ACCOUNTS.where(account.c.card == number),
        _BILLED.where(bill.c.account == number, bill.c.is_owed == 1),
        _BILLED.where(bill.c.meter == number, bill.c.is_owed == 1),
        select(payment.c.biller, payment.c.account).where(payment.c.account == number),
        *_parts(number),
    )
    for query in queries:
        yield from ((row[0], row[1]) for row in db.execute(query.distinct().limit(limits.search_rows_max)))


def _parts(number: str) -> Iterable[Select[tuple[str, str]]]:
    """The beginning or the end of a number, as it is read out from a meter or a receipt; or the holder's name."""
    if len(number) < tail_chars_min or not number.isascii():
        return (_ACCOUNTS.where(account.c.holder == number), _BILLED.where(bill.c.holder == number))
    return tuple(
        query.where(or_(column.startswith(number, autoescape=True), column.endswith(number, autoescape=True)))
        for query, column in ((_ACCOUNTS, account.c.account), (_BILLED, bill.c.account))
    )


def _of_people(db: Connection, people: Sequence[str]) -> Iterable[Key]:
    if people:
        mine = _ACCOUNTS.where(account.c.resident.in_(people))
        billed = _BILLED.where(bill.c.resident.in_(people), bill.c.is_owed == 1)
        yield from ((row[0], row[1]) for row in db.execute(mine.union(billed).limit(limits.rows_max)))


def _alike(billers: Iterable[Biller], number: str) -> Iterable[Key]:
    direct = (one for one in billers if one.model is BillModel.DIRECT)
    return ((one.code, number) for one in direct if not rules.problems_in_account(one, number))


def _found(db: Connection, biller: Biller, number: str, owed: Sequence[DueBill]) -> FoundAccount:
    mine = [one for one in owed if (one.biller, one.account) == (biller.code, number)]
    listed = _ACCOUNT(db, a_biller=biller.code, an_account=number).first()
    holder = listed.holder if listed else next((one.holder for one in mine), "")
    person = listed.resident if listed else next((one.resident for one in mine), "")
    return FoundAccount(
        biller.code, biller.name, biller.service, number, rules.grouped(number), holder, person,
        sum(one.owed_fen for one in mine), len(mine),
    )  # fmt: skip
