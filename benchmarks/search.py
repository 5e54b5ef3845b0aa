"""``search.pickup`` and ``page.resident``: what the pages ask the desk thread for, on five years of work.

The floor of both is one indexed SELECT through the bare driver, asked in turn with ours.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import launch  # noqa: TID251 - which queues a resident's page has, is said there
from benchmarks import five_years
from benchmarks.figure import Figure, middle, p99
from kiosk.parcels.desk import find
from kiosk.parcels.desk.views import ParcelView
from kiosk.station import Station
from kiosk.store import backup
from kiosk.store.engine import PRAGMAS
from ui.bridge import people_resident, queues

COUNT = 600
WARM = 30
SEARCH_MS_MAX, RESIDENT_MS_MAX = 30.0, 50.0
_BARE = "SELECT id, code FROM parcel WHERE waybill = ?"


def figures() -> Iterator[Figure]:
    """Both figures."""
    with tempfile.TemporaryDirectory(dir=five_years.made().parent.parent) as name:
        folder = Path(name)
        station = five_years.open_copy(folder)
        bare = _bare(folder / "station.db")
        chance = random.Random(11)
        stock = find.in_stock(station)
        texts = [said(chance, chance.choice(stock)) for _ in range(COUNT)]
        people = [f"r{chance.randrange(five_years.RESIDENTS):04d}" for _ in range(COUNT)]
        found = _times([partial(find.search, station, text) for text in texts], bare, stock)
        pages = _times([partial(_page, station, who) for who in people], bare, stock)
        bare.close()
        station.store.close()
    yield _figure("search.pickup", p99, found, SEARCH_MS_MAX)
    yield _figure("page.resident", max, pages, RESIDENT_MS_MAX)


def said(chance: random.Random, one: ParcelView) -> str:
    """What a resident says, or a scanner reads, to find a parcel; one in ten finds nothing."""
    ways: tuple[Callable[[], str], ...] = (
        lambda: one.code, lambda: one.code.replace("-", ""), lambda: one.code[-5:], lambda: one.tail or one.name,
        lambda: one.waybill, lambda: one.waybill[-6:], lambda: one.name, lambda: one.name[:1], lambda: one.household,
        lambda: f"{chance.randrange(10**12):012d}",
    )  # fmt: skip
    return chance.choice(ways)()


def _page(station: Station, resident: str) -> object:
    return people_resident.look(station, resident, (queues.parcels, *map(launch.later, launch.QUEUES)), station.texts)


def _bare(file: Path) -> Any:  # noqa: ANN401 - the driver has no types
    connection = backup.connect(file, five_years.KEY)
    for pragma in PRAGMAS:
        connection.execute("PRAGMA " + pragma).fetchall()
    return connection


def _times(asks: list[Callable[[], object]], bare: Any, stock: tuple[ParcelView, ...]) -> list[tuple[float, float]]:  # noqa: ANN401
    """Milliseconds of each question and of the bare SELECT after it."""
    taken = []
    for number, ask in enumerate(asks):
        begun = time.perf_counter()
        ask()
        between = time.perf_counter()
        bare.execute(_BARE, (stock[number % len(stock)].waybill,)).fetchall()
        ended = time.perf_counter()
        taken.append(((between - begun) * 1000, (ended - between) * 1000))
    return taken[WARM:]


def _figure(
    name: str, of: Callable[[list[float]], float], taken: list[tuple[float, float]], limit: float
) -> Figure:  # fmt: skip
    ours, floor = [one for one, _ in taken], [one for _, one in taken]
    more: dict[str, object] = {"median": round(middle(ours), 3), "longest": round(max(ours), 3), "asked": len(ours)}
    return Figure(name, of(ours), "ms", of(floor), limit, more)
