"""The power goes at any moment: what the counter showed as done is there, and nothing is there by half."""

import os
import random
from pathlib import Path

import pytest

from kiosk import journal
from kiosk.parcels.desk import find
from kiosk.parcels.model import parcel
from kiosk.slips import spool
from tests.kills import work_until_killed
from tests.stations import make_station, tables

KILLS = int(os.environ.get("CUNKOU_KILLS", "4"))
CLERK_AT_WORK = """
import sys
from itertools import count
from pathlib import Path
from kiosk.parcels.desk import intake, pickup
from kiosk.parcels.desk.intake import Intake
from kiosk.parcels.desk.pickup import Pickup
from tests.stations import CLERK, make_station

start = int(sys.argv[2])
station = make_station(Path(sys.argv[1]))
for number in count(start):
    done = intake.take_in(station, Intake(f"SF1{number:012}", carrier="SF"), CLERK).parcel
    print("in", done.id, done.waybill, flush=True)
    if number % 2:
        pickup.release(station, Pickup((done.id,), codes=(done.code,), photo=b"label %d" % number), CLERK)
        print("out", done.id, done.waybill, flush=True)
"""


@pytest.fixture(autouse=True)
def drawer() -> None:
    """Nobody has opened the station yet: the clerk at work is another process."""


@pytest.mark.parametrize("seed", range(KILLS))
def test_what_was_shown_as_done_is_there(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    shown: dict[int, str] = {}
    for start in (0, 10_000):
        for word, number, _ in work_until_killed(CLERK_AT_WORK, tmp_path, start, chance.randrange(1, 400)):
            shown[int(number)] = word
    assert len(shown) > 2
    station = make_station(tmp_path)
    with station.store.read() as db:
        rows = {row.id: row for row in db.execute(parcel.select())}
        assert not list(journal.check_chain(db))
        for number, word in shown.items():
            assert number in rows
            assert word == "in" or rows[number].state == "picked_up"
            assert spool.of_entry(db, rows[number].position)  # its label waits
    for number, word in shown.items():
        if word == "out":
            assert find.photo(station, rows[number].waybill).startswith(b"label")
    before = tables(station)
    with station.store.write() as db:
        journal.replay(db)
    assert tables(station) == before
    station.store.close()
