"""Residents are found the way a village knows them."""

import pytest

from kiosk import journal
from kiosk.errors import NotFound, NotReady
from kiosk.people import residents
from kiosk.people.model import Channel
from kiosk.wire.decisions import RollListed, RollResident, StationListed
from kiosk.wire.events import encode
from tests.stations import CLERK, tables

ROLL = RollListed("三板桥村", (
    RollResident("r1", "覃龚堃", "H001", "19900007719", 6, "老堃"),
    RollResident("r2", "王秀英", "H001", "", 6, "秀嫂子"),
    RollResident("r3", "单雄信", "H002", "19900000032", 2),
    RollResident("r4", "张𠮷", "H003", "19900005518", 2),
))  # fmt: skip


@pytest.fixture
def village(station):
    with station.store.write() as db:
        page = ((1, ROLL.KIND, 1, 0, encode(ROLL)),
                (2, StationListed.KIND, 1, 0, encode(StationListed("430726-0113", "邻村", b"k" * 32))))  # fmt: skip
        journal.apply_decisions(db, page, 2, station.clock.now())
        assert journal.aside(db) == ()
    return station


@pytest.mark.parametrize(
    ("asked", "found"),
    [("覃龚堃", ["r1"]), ("覃", ["r1"]), ("qgk", ["r1"]), ("tgk", ["r1"]), ("QGK", ["r1"]), ("7719", ["r1"]),
     ("19900007719", ["r1"]), ("老堃", ["r1"]), ("lk", ["r1"]), ("h001", ["r1", "r2"]), ("wxy", ["r2"]),
     ("xsz", ["r2"]), ("sxx", ["r3"]), ("dxx", ["r3"]), ("张𠮷", ["r4"]), ("nobody", []), ("", []), ("%", [])],
)  # fmt: skip
def test_found_by(village, asked, found):
    with village.store.read() as db:
        assert sorted(r.id for r in residents.search(db, asked)) == found


def test_households_and_unknown_ones(village):
    with village.store.read() as db:
        assert [r.name for r in residents.household(db, "H001")] == ["覃龚堃", "王秀英"]
        assert residents.household(db, "") == ()
        with pytest.raises(NotFound):
            residents.get(db, "r99")
        assert residents.public_key_of(db, "430726-0113") == b"k" * 32


def test_without_a_phone_one_is_called(village):
    with village.store.read() as db:
        assert residents.get(db, "r2").channel is Channel.CALL
        assert residents.get(db, "r1").channel is Channel.SMS


def test_what_the_counter_learned_outlives_a_new_roll(village):
    residents.note(village, "r1", CLERK, phone="19900001111", nickname="堃哥", channel=Channel.WECHAT, text="腿脚不便")
    with village.store.write() as db:
        journal.apply_decisions(db, ((3, ROLL.KIND, 1, 0, encode(ROLL)),), 3, village.clock.now())
        one = residents.get(db, "r1")
    assert (one.channel, one.note) == (Channel.WECHAT, "腿脚不便")


def test_a_stranger_is_enlisted_and_found(village):
    made = residents.enlist(village, "欧阳 修", "19900003333", CLERK, nickname="修哥")
    with village.store.read() as db:
        assert residents.search(db, "oyx")[0].id == made.id


def test_every_problem_of_the_form_at_once(village):
    with pytest.raises(NotReady) as caught:
        residents.enlist(village, "名" * 10_000, "12a", CLERK, nickname="x" * 50)
    assert [p.field for p in caught.value.problems] == ["name", "phone", "nickname"]
    with pytest.raises(NotReady):
        residents.note(village, "r2", CLERK, phone="", nickname="", channel=Channel.SMS)


def test_replay_gives_the_same_people(village):
    residents.note(village, "r1", CLERK, phone="19900001111", nickname="堃哥", channel=Channel.WECHAT)
    before = tables(village)
    with village.store.write() as db:
        journal.replay(db)
    assert tables(village) == before
