"""Reports on money (R3): a day of the point, services by day, and what the point earned, paid out or why not.

Figures come from the tables that the ledger's postings come from; each report carries the ledger's own figure beside
its own, so that a difference could be seen.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kiosk import ledger, money
from kiosk.clock import day_number, day_of
from kiosk.ledger import Account
from kiosk.ledger.postings import posting
from kiosk.payments.desk import looking, register
from kiosk.payments.desk.looking import DayTotals, Tally
from kiosk.payments.desk.register import Register
from kiosk.payments.model import MoveKind, PayState, payment, settled
from kiosk.sheets import Column, Kind, Sheet
from kiosk.station import Station

_LOST = (PayState.CANCELLED.value, PayState.FAILED.value, PayState.REVERSED.value)
"""Payments that earn nothing."""


@dataclass(frozen=True)
class DayReport:
    """A day of the point.

    Attributes:
        day: Business date.
        totals: What was taken for billers, where it stands now, and the seven kinds.
        fees_fen: Listed fees that came with it.
        register: Everything that moved the drawer, parcels in it.
        commission_fen: What the day's payments earn, as reckoned here; those that were lost left out.
    """

    day: date
    totals: DayTotals
    fees_fen: int
    register: Register
    commission_fen: int


@dataclass(frozen=True)
class ServiceDay:
    """What was taken for one service on one day."""

    day: date
    service: str
    taken: Tally


@dataclass(frozen=True)
class Earned:
    """What one biller's payments of a month earn.

    Attributes:
        biller: Code; ``name`` in words.
        taken: Payments that count: neither taken back, refused nor reversed.
        here_fen: As reckoned here.
        posted_fen: Of it, for payments that the county has posted.
        county_fen: As the county reckoned these.
    """

    biller: str
    name: str
    taken: Tally
    here_fen: int
    posted_fen: int
    county_fen: int


@dataclass(frozen=True)
class Settled:
    """The county's word on a month's commission.

    Attributes:
        fen: As the county reckons it.
        paid: Paid out; otherwise ``reason`` says why not.
        reason: In words.
        at_ms: When it said so.
    """

    fen: int
    paid: bool
    reason: str
    at_ms: int


@dataclass(frozen=True)
class CommissionReport:
    """What a month earned.

    Attributes:
        month: Its first day.
        billers: In the catalogue's order.
        today_fen: What today's payments earn, where today is in the month.
        booked_fen: What the ledger booked as commission on the days of the month.
        due_fen: Earned and not paid out yet, over all months, by the ledger.
        settled: The county's word, or None while it has said none.
    """

    month: date
    billers: tuple[Earned, ...]
    today_fen: int
    booked_fen: int
    due_fen: int
    settled: Settled | None

    @property
    def here_fen(self) -> int:
        """What all billers' payments earn, as reckoned here."""
        return sum(one.here_fen for one in self.billers)

    @property
    def agrees(self) -> bool:
        """What the county has posted it reckons as this station does, to the fen."""
        return all(one.posted_fen == one.county_fen for one in self.billers)


# ── Figures ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def day(db: Connection, station: Station, when: date) -> DayReport:
    """The report of a business day."""
    lost = payment.c.state.in_(_LOST)
    query = select(
        func.coalesce(func.sum(payment.c.fee_fen), 0),
        func.coalesce(func.sum(payment.c.commission_fen).filter(~lost), 0),
    )
    fees_fen, earned_fen = db.execute(query.where(payment.c.day == day_number(when))).one()
    totals = looking.totals(db, station, when, when)
    return DayReport(when, totals, int(fees_fen), register.of_day(db, station, when), int(earned_fen))


def services(db: Connection, station: Station, first: date, last: date) -> tuple[ServiceDay, ...]:
    """What was taken for each service on each day, in order; days without any are left out."""
    query = (
        select(payment.c.day, payment.c.biller, func.count(), func.sum(payment.c.amount_fen))
        .where(payment.c.day.between(day_number(first), day_number(last)))
        .group_by(payment.c.day, payment.c.biller)
    )
    service_of = {one.code: one.service for one in station.catalogue.billers}
    found: dict[tuple[int, str], Tally] = {}
    for number, biller, count, fen in db.execute(query):
        key = (number, service_of.get(biller, ""))
        was = found.get(key, Tally())
        found[key] = Tally(was.count + count, was.fen + fen)
    return tuple(ServiceDay(day_of(number), service, found[number, service]) for number, service in sorted(found))


def commission(db: Connection, station: Station, year: int, month: int, today: date) -> CommissionReport:
    """What the payments of a month earn (M15), and whether it was paid out (R3)."""
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    span = payment.c.day.between(day_number(first), day_number(last))
    posted = payment.c.posted == 1
    query = (
        select(
            payment.c.biller, func.count(), func.sum(payment.c.amount_fen), func.sum(payment.c.commission_fen),
            func.coalesce(func.sum(payment.c.commission_fen).filter(posted), 0),
            func.coalesce(func.sum(payment.c.county_commission_fen).filter(posted), 0),
        )
        .where(span, payment.c.state.not_in(_LOST))
        .group_by(payment.c.biller)
    )  # fmt: skip
    rows = {row[0]: row for row in db.execute(query)}
    listed = [one.code for one in station.catalogue.billers if one.code in rows]
    billers = tuple(
        Earned(
            code, station.catalogue.biller_name(code), Tally(rows[code][1], rows[code][2]), *map(int, rows[code][3:])
        )
        for code in (*listed, *sorted(rows.keys() - set(listed)))
    )
    today_fen = day(db, station, today).commission_fen if first <= today <= last else 0
    due_fen = ledger.balance_fen(db, Account.COMMISSION_DUE)
    return CommissionReport(first, billers, today_fen, _booked_fen(db, first, last), due_fen, _settled(db, first))


def _booked_fen(db: Connection, first: date, last: date) -> int:
    """What the ledger booked as earned in these days, less what went back."""
    span = posting.c.day.between(day_number(first), day_number(last))
    earned, lost = (
        db.execute(select(func.coalesce(func.sum(posting.c.fen), 0)).where(side == Account.COMMISSION.value, span))
        for side in (posting.c.credit, posting.c.debit)
    )
    return int(earned.scalar_one()) - int(lost.scalar_one())


def _settled(db: Connection, first: date) -> Settled | None:
    row = db.execute(select(settled).where(settled.c.month == f"{first:%Y-%m}")).first()
    return Settled(row.fen, bool(row.paid), row.reason, row.at_ms) if row else None


# ── Sheets ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def day_sheet(station: Station, report: DayReport) -> Sheet:
    """A day of the point: by biller and state, the seven kinds, what moved the drawer; no sum before a blind count."""
    texts, waits = station.texts, report.register.sums_wait
    columns = (
        Column(texts("payments-desk.report.biller"), Kind.TEXT, 5),
        Column(texts("payments-desk.report.state"), Kind.TEXT, 4),
        Column(texts("payments-desk.report.count"), Kind.COUNT, 2),
        Column(texts("payments-desk.report.yuan"), Kind.TEXT if waits else Kind.FEN, 3),
    )
    later = texts("payments-desk.after_count") if waits else ""
    rows = tuple(
        (one.name, texts(f"payments.state.{state.value}"), tally.count, later or tally.fen)
        for one in report.totals.billers
        for state, tally in sorted(one.states.items())
    )
    found = (
        _total(station, texts("payments-desk.report.taken"), report.totals.taken),
        *(_total(station, texts(f"till.kind.{kind.value}"), report.totals.kinds[kind]) for kind in MoveKind),
        (texts("payments-desk.report.fees"), money.yuan(report.fees_fen)),
        (texts("payments-desk.report.commission"), money.yuan(report.commission_fen)),
        (texts("payments-desk.report.drawer"), money.yuan(report.register.total_fen)),
    )
    totals = tuple((word, later or figure) for word, figure in found)
    return Sheet(
        f"{station.code}_day_{report.day:%Y%m%d}", texts("payments-desk.report.day"), columns, rows, totals,
        (texts("payments-desk.sign.clerk"), texts("payments-desk.sign.witness")), (),
        heading(station, f"{report.day:%Y-%m-%d}"),
    )  # fmt: skip


def service_sheet(station: Station, first: date, last: date, lines: tuple[ServiceDay, ...]) -> Sheet:
    """Services by day."""
    texts = station.texts
    columns = (
        Column(texts("payments-desk.report.date"), Kind.TEXT, 3),
        Column(texts("payments-desk.report.service"), Kind.TEXT, 4),
        Column(texts("payments-desk.report.count"), Kind.COUNT, 2),
        Column(texts("payments-desk.report.yuan"), Kind.FEN, 3),
    )
    rows = tuple((f"{one.day:%Y-%m-%d}", service_word(station, one.service), one.taken.count, one.taken.fen)
                 for one in lines)  # fmt: skip
    total = Tally(sum(one.taken.count for one in lines), sum(one.taken.fen for one in lines))
    return Sheet(
        f"{station.code}_services_{first:%Y%m%d}-{last:%Y%m%d}", texts("payments-desk.report.services"), columns, rows,
        (_total(station, texts("payments-desk.report.taken"), total),), (), (),
        heading(station, f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"),
    )  # fmt: skip


def commission_sheet(station: Station, report: CommissionReport) -> Sheet:
    """What a month earned."""
    texts = station.texts
    columns = (
        Column(texts("payments-desk.report.biller"), Kind.TEXT, 5),
        Column(texts("payments-desk.report.count"), Kind.COUNT, 2),
        Column(texts("payments-desk.report.yuan"), Kind.FEN, 3),
        Column(texts("payments-desk.report.earned_here"), Kind.FEN, 3),
        Column(texts("payments-desk.report.earned_county"), Kind.FEN, 3),
    )
    rows = tuple((one.name, one.taken.count, one.taken.fen, one.here_fen, one.county_fen) for one in report.billers)
    totals = (
        (texts("payments-desk.report.commission"), money.yuan(report.here_fen)),
        (texts("payments-desk.report.booked"), money.yuan(report.booked_fen)),
        (texts("payments-desk.report.due"), money.yuan(report.due_fen)),
    )
    return Sheet(
        f"{station.code}_commission_{report.month:%Y%m}", texts("payments-desk.report.commission_of_month"), columns,
        rows, totals, (), (settled_word(station, report),), heading(station, f"{report.month:%Y-%m}"),
    )  # fmt: skip


def settled_word(station: Station, report: CommissionReport) -> str:
    """Paid out, or why not, in one sentence."""
    texts, word = station.texts, report.settled
    if word is None:
        return texts("payments-desk.report.not_settled")
    if word.paid:
        return texts("payments-desk.report.paid", yuan=money.yuan(word.fen))
    return texts("payments-desk.report.not_paid", yuan=money.yuan(word.fen), reason=word.reason)


def service_word(station: Station, service: str) -> str:
    """A service in words; one that this program has no word for by its own code."""
    key = f"payments-desk.service.{service or 'none'}"
    return station.texts(key) if station.texts.has(key) else service


def heading(station: Station, days: str) -> tuple[str, ...]:
    """The lines under a sheet's title."""
    return (f"{station.town} {station.name}".strip(), days)


def _total(station: Station, word: str, tally: Tally) -> tuple[str, str]:
    return station.texts("payments-desk.register.kind", kind=word, count=tally.count), money.yuan(tally.fen)
