"""``till.queries`` and ``books.check``: what the counter asks about money on five years of payments.

Each question is asked as often as the others, of other days, accounts and people each time; the figure is that of the
slowest question, which it names.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.engine import Connection

from benchmarks import five_years
from benchmarks.figure import Figure, middle, p99
from benchmarks.five_years_till import PAYMENTS, account_of
from kiosk.clock import Instant
from kiosk.errors import NotFound
from kiosk.ledger import books, cash, zs
from kiosk.payments.desk import enquiry, looking, refunds, register, reports
from kiosk.payments.model import PayState
from kiosk.station import Station

ASKED = 100
QUERIES_MS_MAX, CHECK_S_MAX = 200.0, 10.0
Question = Callable[[Connection], object]


def figures() -> Iterator[Figure]:
    """Both figures."""
    with tempfile.TemporaryDirectory(dir=five_years.made().parent.parent) as name:
        station = five_years.open_copy(Path(name))
        yield _queries(station)
        yield _check(station)
        station.store.close()


def _queries(station: Station) -> Figure:
    chance = random.Random(13)
    taken: dict[str, list[float]] = {}
    for _ in range(ASKED + 1):
        for name, ask in questions(station, chance).items():
            begun = time.perf_counter()
            with station.store.read() as db:
                ask(db)
            taken.setdefault(name, []).append((time.perf_counter() - begun) * 1000)
    slow = {name: p99(samples[1:]) for name, samples in taken.items()}  # each once before, so that it is compiled
    worst = max(slow, key=lambda name: slow[name])
    more: dict[str, object] = {"worst": worst, "median": round(middle(taken[worst][1:]), 3)}
    more["each"] = {name: round(ms, 1) for name, ms in slow.items()}
    return Figure("till.queries", slow[worst], "ms", None, QUERIES_MS_MAX, more)


def _check(station: Station) -> Figure:
    with station.store.read() as db:
        begun = time.perf_counter()
        report = books.check(db)
        took_s = time.perf_counter() - begun
    if not report.sound:
        raise RuntimeError(f"the books of the five years are not sound: {report.faults[:3]}")
    return Figure("books.check", took_s, "s", None, CHECK_S_MAX, {"facts": report.entries})


def _in_state(db: Connection, station: Station, state: PayState, at: Instant) -> object:
    return looking.in_state(db, station, state, at)


def questions(station: Station, chance: random.Random) -> dict[str, Question]:
    """What a clerk asks (M14), each of something else than last time."""
    at = station.clock.now()
    day = at.day - timedelta(days=chance.randrange(1, five_years.DAYS - 400))
    month, year = day + timedelta(days=30), day + timedelta(days=365)
    who = chance.randrange(five_years.RESIDENTS)
    biller = chance.choice(("water", "electricity", "gas"))
    resident, account = f"r{who:04d}", account_of(biller, who)
    serial = str(chance.randrange(10, PAYMENTS))
    states = (PayState.FAILED, PayState.CANCELLED, PayState.ACCEPTED, PayState.OK)

    def by_serial(db: Connection) -> object:
        try:
            return looking.by_serial(db, station, serial, at)
        except NotFound:  # the number of a shift's event, not of a payment's
            return None

    return {
        "by_serial": by_serial,
        "of_day": lambda db: looking.of_days(db, station, (day, day), at),
        "of_year": lambda db: looking.of_days(db, station, (day, year), at, biller=biller),
        "of_account": lambda db: looking.of_account(db, station, account, at),
        "of_resident": lambda db: looking.of_resident(db, station, resident, at),
        **{f"in_state_{one}": partial(_in_state, station=station, state=one, at=at) for one in states},
        "unknown": lambda db: looking.unknown(db, station, at),
        "waiting": lambda db: looking.waiting(db, station, at),
        "to_refund": lambda db: (looking.to_refund(db, station, at), refunds.due(db, station, at)),
        "day_totals": lambda db: looking.totals(db, station, day, day),
        "year_totals": lambda db: looking.totals(db, station, day, year),
        "float_day": lambda db: looking.float_ledger(db, day, day),
        "float_year": lambda db: looking.float_ledger(db, day, year),
        "enquiry": lambda db: enquiry.ask(db, station, biller, account, at),
        "cash": lambda db: cash.cash_view(db, station, at),
        "zs_of_month": lambda db: zs.zs(db, day, month),
        "register_of_day": lambda db: register.of_day(db, station, day),
        "report_of_day": lambda db: reports.day(db, station, day),
        "report_of_month": lambda db: reports.services(db, station, day, month),
        "commission": lambda db: reports.commission(db, station, day.year, day.month, at.day),
    }
