"""The judge of the scripted week's petitions can say no: a sound world, then a fault in it."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from county.petition_model import petition
from kiosk.petitions.desk import drafts, filing
from kiosk.petitions.drafted import Content
from kiosk.wire.petition_events import Petitioner, Place
from scripts.petition_check import PetitionVerdict, compare_petitions
from tests.stations import CLERK, KEY
from tests.till.world import World

SAID = "从八月起三组的路灯就没亮过。"
VOICE = b"OggS" + bytes(range(200))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "world", Random(1))
    file(made)
    made.talk(20)
    yield made
    made.close()


def file(world: World, *voice: bytes) -> None:
    who = Petitioner("覃龑堃", "", "19900007719", "三组12号", "", "phone")
    said = Content(
        "01-02-004", "public", f"路灯不亮 {len(voice)}", SAID, "请修好", who, Place("430726102202", 3),
        considered=(10**9 + 1,),
    )  # fmt: skip
    draft = drafts.begin(world.station, CLERK, said)
    for data in voice:
        drafts.attach(world.station, draft.id, data, "audio/ogg", "voice", CLERK, duration_ms=900)
    filing.file(world.station, draft.id, CLERK, "heard")


def judged(world: World, *secrets: str, plain: str = SAID) -> PetitionVerdict:
    keys = SimpleNamespace(get=lambda _name: KEY)
    house, county = SimpleNamespace(station=world.station, keys=keys), SimpleNamespace(centre=world.centre)
    return compare_petitions(SimpleNamespace(house=house, county=county), secrets, plain)


def test_a_sound_world(world: World) -> None:
    verdict = judged(world, "没有人说过的话")
    assert verdict.good, verdict
    assert (verdict.states, verdict.at_county) == ({"filed": 1}, 1)


def test_one_that_did_not_arrive(world: World) -> None:
    file(world)
    assert len(judged(world).differing) == 1


@pytest.mark.parametrize("change", [{"state": "done"}, {"number": "W0112-2026-000009"}])
def test_one_that_is_another_there(world: World, change: dict[str, str]) -> None:
    with world.centre.store.write() as db:
        db.execute(sa.update(petition).values(change))
    assert len(judged(world).differing) == 1


def test_a_recording_that_did_not_arrive(world: World) -> None:
    file(world, VOICE)
    world.talk(20)
    (told,) = judged(world).differing
    assert told.startswith("attachment")


def test_words_on_the_disk_are_found(world: World) -> None:
    assert judged(world, SAID).leaked == (SAID,)


def test_a_search_that_sees_nothing_proves_nothing(world: World) -> None:
    assert judged(world, plain="没有人说过的话").blind
