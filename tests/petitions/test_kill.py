"""The power goes at any moment: what the counter showed as kept or filed is there, and nothing is there by half."""

import os
import random
from pathlib import Path

import pytest

from kiosk import journal
from kiosk.petitions.desk import drafts
from kiosk.petitions.model import petition
from kiosk.slips import spool
from tests.kills import work_until_killed
from tests.stations import CLERK, make_station, tables

KILLS = int(os.environ.get("CUNKOU_KILLS", "4"))
CLERK_AT_WORK = """
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from kiosk.petitions.desk import drafts, filing
from kiosk.petitions.sealed import CountySealer
from kiosk.wire.petition_events import Petitioner, Place
from tests.petitions.conftest import COUNTY_KEY, content
from tests.stations import CLERK, make_station

station = make_station(Path(sys.argv[1]))
station = replace(station, sealer=CountySealer(COUNTY_KEY.public_key().public_bytes_raw()))
for number in count(int(sys.argv[2])):
    secrecy = ("public", "confidential", "anonymous")[number % 3]
    who, place = Petitioner(f"村民{number}", "", "", "一组"), Place(str(430_726_100_000 + number))
    said = content(summary=f"{number}", secrecy=secrecy, petitioner=who, place=place)
    draft = drafts.begin(station, CLERK, said)
    drafts.attach(station, draft.id, b"sound %d" % number, "audio/ogg", "voice", CLERK)
    print("draft", draft.id, number, flush=True)
    if number % 4:
        filed = filing.file(station, draft.id, CLERK, "read")
        print("filed", draft.id, filed.view.id, flush=True)
"""


@pytest.fixture(autouse=True)
def replay_gives_the_same() -> None:
    """Nobody has opened the station yet: the clerk at work is another process."""


@pytest.mark.parametrize("seed", range(KILLS))
def test_what_was_shown_as_kept_is_there(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    shown: list[list[str]] = []
    for start in (0, 10_000):
        shown += work_until_killed(CLERK_AT_WORK, tmp_path, start, chance.randrange(1, 700))
    station = make_station(tmp_path)
    drafts.tidy(station)
    with station.store.read() as db:
        rows = {row.id: row for row in db.execute(petition.select())}
        left = {one.id: one for one in drafts.listed(db, CLERK)}
        assert not list(journal.check_chain(db))
        begun = db.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'petition_draft'").scalar_one()
        filed = {int(draft): int(number) for word, draft, number in shown if word == "filed"}
        # Each is a draft or a petition, never both, never neither, whatever the screen had time to say.
        assert len(rows) + len(left) == begun >= max(int(draft) for _, draft, _ in shown)
        assert len(rows) >= len(filed)
        for draft, number in filed.items():
            assert draft not in left
            assert spool.of_entry(db, rows[number].position)
    for draft in left.keys() & {int(draft) for _, draft, _ in shown}:
        assert station.attachments.get(left[draft].attachments[0].digest).startswith(b"sound")
    before = tables(station)
    with station.store.write() as db:
        journal.replay(db)
    assert tables(station) == before
    station.store.close()
