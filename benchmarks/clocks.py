"""``clocks.table``: due days of 8,000 open petitions after a new table of holidays, the commit included.

The floor is the calendar alone, reckoning the same terms without a database.
"""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks import five_years
from benchmarks.figure import Figure, middle
from kiosk import journal
from kiosk.catalogue.calendar import Calendar, Unit
from kiosk.catalogue.formats import Holiday, HolidayKind
from kiosk.clock import day_number
from kiosk.petitions.desk import dues
from kiosk.station import Station
from kiosk.wire.petition_events import Due, PetitionBody, Petitioner, PetitionFiled

COUNT = 8_000
TIMES = 5
_WORKDAYS = 10
_FIRST = 2 * 10**9  # beyond those of the five years


def figures() -> Iterator[Figure]:
    """The figure."""
    ours_ms: list[float] = []
    bare_ms: list[float] = []
    with tempfile.TemporaryDirectory(dir=five_years.made().parent.parent) as name:
        station = five_years.open_copy(Path(name))
        _file(station)
        for turn in range(TIMES):
            changed = _with_holidays(station, 0 if turn % 2 else 5)  # there and back, so that every one moves each time
            begun = time.perf_counter()
            assert dues.recompute(changed) >= COUNT
            between = time.perf_counter()
            _reckon(changed)
            ended = time.perf_counter()
            ours_ms.append((between - begun) * 1000)
            bare_ms.append((ended - between) * 1000)
        station.store.close()
    yield Figure("clocks.table", middle(ours_ms), "ms", middle(bare_ms), 500.0)


def _file(station: Station) -> None:
    """Petitions as the projectors have them, without a slip each."""
    at = station.clock.now()
    start, calendar = day_number(at.day), station.catalogue.calendar
    with station.store.write() as db:
        for number in range(1, COUNT + 1):
            begun = start - number % 8
            target = calendar.after(begun, _WORKDAYS, Unit.WORKING)
            owed = (
                Due("register", begun + 15, owner="county", start=begun, days=15),
                Due("target", target.day, target.provisional, "office", begun, _WORKDAYS, "working"),
            )
            body = PetitionBody(
                f"第{number}件事", "路灯不亮" * 48, petitioner=Petitioner("村民", f"r{number % 900:04d}")
            )
            fact = PetitionFiled(
                _FIRST + number, "01-02-004", "public", "typed", body, b"", "read", "t102", "430726102202", owed,
                number=f"W0112-2026-{number:06}",
            )  # fmt: skip
            journal.append(db, fact, at, five_years.CLERK)


def _with_holidays(station: Station, days: int) -> Station:
    """The same station under a catalogue whose next days are off."""
    today = station.clock.now().day
    free = [Holiday(today + timedelta(days=each), HolidayKind.HOLIDAY, "假") for each in range(1, days + 1)]
    book = replace(station.catalogue)
    book.__dict__["calendar"] = Calendar((*station.catalogue.holidays, *free), range(2004, today.year + 3))
    return replace(station, catalogue=book)


def _reckon(station: Station) -> None:
    start, calendar = day_number(station.clock.now().day), station.catalogue.calendar
    for number in range(COUNT):
        calendar.after(start - number % 8, _WORKDAYS, Unit.WORKING)
