"""The day, the month, the year: read from day counters, so they cost the same after five years as after a week.

The counters are derived from the journal with every event; nothing is summed over parcels here.
"""

from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Select, Table, func, select
from sqlalchemy.engine import Connection

from kiosk import journal, ledger
from kiosk.clock import day_number, day_of
from kiosk.errors import NotReady, Problem
from kiosk.parcels import counter_slips
from kiosk.parcels.counter_model import sending_day
from kiosk.parcels.desk import retention, views
from kiosk.parcels.model import parcel_day, place
from kiosk.parcels.rules import Stage
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.parcel_events import ListPrinted


@dataclass(frozen=True)
class Figures:
    """Counts and sums (fen) of a span of days.

    Attributes:
        taken_in: Intakes that stand (undone ones are not counted).
        picked_up: Hand-outs that stand.
        exceptions: Set aside.
        returned: Went back with the van.
        undeliverable: Registered so.
        destroyed: Letters under supervision.
        cod_fen: Collected for senders.
        freight_fen: Collected for carriers at pickup, packing and insurance in it.
        fee_fen: Listed fees that stay with the point, at pickup.
        sent: Sendings closed.
        send_refused: Sendings refused.
        sent_on: Sendings that left with the van.
        postage_fen: Taken for sendings, owed to the carriers.
        packing_fen: Packing of sendings, stays with the point.
    """

    taken_in: int = 0
    picked_up: int = 0
    exceptions: int = 0
    returned: int = 0
    undeliverable: int = 0
    destroyed: int = 0
    cod_fen: int = 0
    freight_fen: int = 0
    fee_fen: int = 0
    sent: int = 0
    send_refused: int = 0
    sent_on: int = 0
    postage_fen: int = 0
    packing_fen: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        """Sum of both."""
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def cash_fen(self) -> int:
        """What the till gained by parcels."""
        return self.cod_fen + self.freight_fen + self.fee_fen + self.postage_fen + self.packing_fen


@dataclass(frozen=True)
class OfCarrier:
    """A carrier's figures: code, name in words."""

    carrier: str
    name: str
    figures: Figures


@dataclass(frozen=True)
class OfDay:
    """A day's figures."""

    day: date
    figures: Figures


@dataclass(frozen=True)
class DayReport:
    """The report of one business day.

    Attributes:
        day: Which.
        total: Of all carriers.
        carriers: Those with anything, the busiest first.
        in_stock: Parcels on the shelves now.
        stages: How many of them stand at each stage of the ladder now.
        till_fen: What the till moved by on that day, payments of every service in it.
    """

    day: date
    total: Figures
    carriers: tuple[OfCarrier, ...]
    in_stock: int
    stages: dict[Stage, int]
    till_fen: int

    @property
    def retained(self) -> int:
        """Parcels on the ladder."""
        return sum(count for stage, count in self.stages.items() if stage)


@dataclass(frozen=True)
class MonthReport:
    """A month for charts.

    Attributes:
        days: Every day of the month in order, also those without work.
        total: Their sum.
        carriers: The busiest first.
    """

    year: int
    month: int
    days: tuple[OfDay, ...]
    total: Figures
    carriers: tuple[OfCarrier, ...]


def day_report(station: Station, day: date | None = None) -> DayReport:
    """The report of a day; today's when none is named."""
    with station.store.read() as db:
        return _day(db, station, day or views.business_today(db, station))


def print_day(station: Station, day: date, by: str) -> Document:
    """Print a day's report.

    Raises:
        NotReady: The day is still to come.
    """
    at = station.clock.now()
    with station.store.write() as db:
        if day > journal.business_day(db, at):
            raise NotReady((Problem("day", "counter.day"),))
        report = _day(db, station, day)
        entry = journal.append(db, ListPrinted("day"), at, by)
        document = counter_slips.day_slip(station, entry, _paper(station, report))
        spool.queue(db, entry, document)
        return document


def month_report(station: Station, year: int, month: int) -> MonthReport:
    """A month's figures, day by day and carrier by carrier."""
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    with station.store.read() as db:
        cells = _cells(db, first, last)
    by_day = _summed(cells, by_day=True)
    days = tuple(
        OfDay(day_of(number), by_day.get(number, Figures()))
        for number in range(day_number(first), day_number(last) + 1)
    )
    total = sum((one.figures for one in days), Figures())
    return MonthReport(year, month, days, total, _carriers(station, _summed(cells, by_day=False)))


def months(station: Station, last: date, count: int = 12) -> tuple[OfDay, ...]:
    """The last months up to that of ``last``, each as the first day of the month with its sum."""
    index = last.year * 12 + last.month - 1
    firsts = [date(number // 12, number % 12 + 1, 1) for number in range(index - count + 1, index + 1)]
    with station.store.read() as db:
        cells = _cells(db, firsts[0], date(last.year, last.month, monthrange(last.year, last.month)[1]))
    sums = dict.fromkeys(firsts, Figures())
    for (number, _), figures in cells.items():
        sums[day_of(number).replace(day=1)] += figures
    return tuple(OfDay(first, figures) for first, figures in sums.items())


def days(station: Station, last: date, count: int = 14) -> tuple[OfDay, ...]:
    """The last days up to ``last``, for a small chart."""
    number = day_number(last)
    with station.store.read() as db:
        by_day = _summed(_cells(db, day_of(number - count + 1), last), by_day=True)
    return tuple(OfDay(day_of(one), by_day.get(one, Figures())) for one in range(number - count + 1, number + 1))


def in_stock(db: Connection) -> int:
    """Parcels on the shelves now, from the places' counts."""
    return int(db.execute(select(func.coalesce(func.sum(place.c.stored), 0))).scalar_one())


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

Cells = dict[tuple[int, str], Figures]
"""Figures by day number and carrier."""


def _cells(db: Connection, first: date, last: date) -> Cells:
    cells: Cells = {}
    for row in db.execute(_between(parcel_day, first, last)):
        cells[row.day, row.carrier] = Figures(
            taken_in=row.taken_in - row.undone, picked_up=row.picked_up - row.put_back, exceptions=row.exceptions,
            returned=row.returned, undeliverable=row.undeliverable, destroyed=row.destroyed, cod_fen=row.cod_fen,
            freight_fen=row.freight_fen, fee_fen=row.fee_fen,
        )  # fmt: skip
    for row in db.execute(_between(sending_day, first, last)):
        cells[row.day, row.carrier] = cells.get((row.day, row.carrier), Figures()) + Figures(
            sent=row.accepted, send_refused=row.refused, sent_on=row.handed_over, postage_fen=row.postage_fen,
            packing_fen=row.packing_fen,
        )  # fmt: skip
    return cells


def _between(table: Table, first: date, last: date) -> Select[Any]:
    return select(table).where(table.c.day.between(day_number(first), day_number(last)))


def _summed(cells: Cells, *, by_day: bool) -> dict[int | str, Figures]:
    found: dict[int | str, Figures] = {}
    for (day, carrier), figures in cells.items():
        key: int | str = day if by_day else carrier
        found[key] = found.get(key, Figures()) + figures
    return found


def _carriers(station: Station, sums: dict[int | str, Figures]) -> tuple[OfCarrier, ...]:
    book = station.catalogue
    some = (
        OfCarrier(str(code), book.carrier(str(code)).name if code else "", figures) for code, figures in sums.items()
    )
    busy = [one for one in some if one.figures != Figures()]
    return tuple(sorted(busy, key=lambda one: (-one.figures.taken_in - one.figures.sent, one.carrier)))


def _day(db: Connection, station: Station, day: date) -> DayReport:
    cells = _cells(db, day, day)
    total = sum(cells.values(), Figures())
    carriers = _carriers(station, _summed(cells, by_day=False))
    till_fen = ledger.turnover(db, day).get(ledger.Account.TILL.value, 0)
    return DayReport(day, total, carriers, in_stock(db), retention.counts(db, station), till_fen)


def _paper(station: Station, report: DayReport) -> counter_slips.DayLines:
    texts, total = station.texts, report.total
    counted = (
        (texts("counter.figure.taken_in"), total.taken_in),
        (texts("counter.figure.picked_up"), total.picked_up),
        (texts("counter.figure.returned"), total.returned),
        (texts("counter.figure.exceptions"), total.exceptions),
        (texts("counter.figure.sent"), total.sent),
        (texts("counter.figure.in_stock"), report.in_stock),
        (texts("counter.figure.retained"), report.retained),
    )
    cash = (
        (texts("counter.figure.cod"), total.cod_fen),
        (texts("counter.figure.freight"), total.freight_fen),
        (texts("counter.figure.postage"), total.postage_fen),
        (texts("counter.figure.fees"), total.fee_fen + total.packing_fen),
    )
    carriers = tuple((one.name, one.figures.taken_in, one.figures.picked_up) for one in report.carriers if one.carrier)
    return counter_slips.DayLines(report.day, counted, carriers, cash, report.till_fen)
