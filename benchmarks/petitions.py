"""``petition.queries``: what the counter asks about petitions, on five years with 8,000 of them.

Each question is asked as often as the others, of other people and words each time; the figure is that of the slowest
question, which it names.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy.engine import Connection

from benchmarks import five_years
from benchmarks.figure import Figure, middle, p99
from benchmarks.five_years_petitions import PETITIONS, VILLAGE
from kiosk.journal.entry import REF_EPOCH
from kiosk.petitions.desk import duplicates, views
from kiosk.petitions.desk import list as listing
from kiosk.petitions.drafted import Content, Draft
from kiosk.station import Station
from kiosk.wire.petition_events import Petitioner, Place

ASKED = 100
QUERIES_MS_MAX = 200.0
Question = Callable[[Connection], object]


def figures() -> Iterator[Figure]:
    """The figure."""
    chance = random.Random(17)
    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(dir=five_years.made().parent.parent) as name:
        station = five_years.open_copy(Path(name))
        for _ in range(ASKED + 1):
            for question, ask in questions(station, chance).items():
                begun = time.perf_counter()
                with station.store.read() as db:
                    ask(db)
                taken.setdefault(question, []).append((time.perf_counter() - begun) * 1000)
        station.store.close()
    slow = {question: p99(samples[1:]) for question, samples in taken.items()}  # each once before, to be compiled
    worst = max(slow, key=lambda question: slow[question])
    more: dict[str, object] = {"worst": worst, "median": round(middle(taken[worst][1:]), 3)}
    more["each"] = {question: round(ms, 1) for question, ms in slow.items()}
    yield Figure("petition.queries", slow[worst], "ms", None, QUERIES_MS_MAX, more)


def questions(station: Station, chance: random.Random) -> dict[str, Question]:
    """What a clerk asks, each of something else than last time."""
    at = station.clock.now()
    number = chance.randrange(1, PETITIONS + 1)
    people = tuple(f"r{chance.randrange(five_years.RESIDENTS):04d}" for _ in range(4))
    words = "".join(chr(0x4E00 + chance.randrange(3_000)) for _ in range(190))
    leaf = chance.choice(station.catalogue.categories).code
    content = Content(leaf, "public", words[:20], words, petitioner=Petitioner("村民", people[0]))
    draft = Draft(1, five_years.CLERK, 0, 0, replace(content, place=Place(VILLAGE)), ())
    lists = {
        f"list_{order}": partial(listing.desk, station=station, at=at, by=order, offset=60 * chance.randrange(3))
        for order in listing.ORDERS
    }
    return {
        **lists,
        "list_last": lambda db: listing.desk(db, station, at, by="state", offset=PETITIONS - 60),
        "one": lambda db: views.one(db, station, REF_EPOCH + number, at),
        "search_number": lambda db: listing.search(db, station, f"{number:06}", at),
        "search_word": lambda db: listing.search(db, station, words[:2], at),
        "answers_for": lambda db: listing.answers_for(db, station, people, at),
        "of_household": lambda db: listing.of_residents(db, station, people, at),
        "call_out": lambda db: listing.call_out(db, station, at),
        "alike": lambda db: duplicates.suggest(db, draft),
    }
