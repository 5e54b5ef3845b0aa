"""Each event is stored once, whatever comes; what does not fit is named and nothing behind it waits."""

import random

import pytest
import sqlalchemy as sa

from county import intake, model
from kiosk.wire import codec, events, exchange
from kiosk.wire.receipt import Outcome, Verdict

from .conftest import AT_MS, Station, good_record


def stored(centre, lane=2):
    with centre.store.read() as db:
        found = sa.select(model.event.c.seq, model.event.c.record).where(model.event.c.lane == lane)
        return {row.seq: row.record for row in db.execute(found)}


def count(centre, table):
    with centre.store.read() as db:
        return db.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_a_run_is_stored_and_receipted(centre, station):
    station.do(5)
    told = station.talk(centre, station.seal(1, 5))
    assert [(r.high_water, r.verdicts) for r in told.receipts] == [(5, ())]
    assert stored(centre) == dict(enumerate(station.lanes[2], 1))


def test_twice_is_once_and_says_so(centre, station):
    station.do(5)
    station.talk(centre, station.seal(1, 3))
    told = station.talk(centre, station.seal(1, 3), station.seal(2, 5))
    assert told.receipts[0].verdicts == (Verdict(Outcome.DUPLICATE, 1, 3),)
    assert told.receipts[1].verdicts == (Verdict(Outcome.DUPLICATE, 2, 3),)
    assert told.receipts[1].high_water == 5
    assert stored(centre) == dict(enumerate(station.lanes[2], 1))


def test_lanes_count_for_themselves(centre, station):
    station.do(2, lane=1)
    station.do(3, lane=4)
    told = station.talk(centre, station.seal(1, 2, lane=1), station.seal(1, 3, lane=4))
    assert [(r.lane, r.high_water) for r in told.receipts] == [(1, 2), (4, 3)]


def test_a_gap_is_named_and_what_follows_is_kept(centre, station):
    station.do(9)
    told = station.talk(centre, station.seal(7, 9), station.seal(4, 6))
    assert told.receipts[0].verdicts == (Verdict(Outcome.GAP, 1, 6),)
    assert told.receipts[1].verdicts == (Verdict(Outcome.GAP, 1, 3),)
    assert stored(centre) == {}
    told = station.talk(centre, station.seal(1, 3))
    assert told.receipts[0].high_water == 9
    assert stored(centre) == dict(enumerate(station.lanes[2], 1))
    assert count(centre, model.waiting) == 0


def test_the_waiting_room_is_bounded(centre, station, monkeypatch):
    monkeypatch.setattr(intake, "WAITING_MAX", 2)
    station.do(9)
    told = station.talk(centre, *(station.seal(n, n) for n in (3, 5, 7)))
    assert told.receipts[2].verdicts == (Verdict(Outcome.GAP, 1, 6), Verdict(Outcome.REFUSED, 7, 7, "waiting"))
    assert count(centre, model.waiting) == 2


def test_the_same_number_with_another_content_is_a_fork(centre, station):
    station.do(5)
    station.talk(centre, station.seal(1, 5))
    clone = Station(lanes={2: [*station.lanes[2][:3], good_record(77), good_record(78), good_record(79)]})
    told = clone.talk(centre, clone.seal(2, 6))
    assert told.receipts[0].verdicts == (Verdict(Outcome.FORKED, 4, 6),)
    assert told.receipts[0].high_water == 5
    told = clone.talk(centre, clone.seal(6, 6))  # the overlap hides in the hash before
    assert told.receipts[0].verdicts == (Verdict(Outcome.FORKED, 6, 6),)
    assert stored(centre) == dict(enumerate(station.lanes[2], 1))
    assert count(centre, model.fork) == 2
    clone.talk(centre, clone.seal(6, 6))
    assert count(centre, model.fork) == 2


POISON = {
    "record": b"\xff\xfe",
    "record ": b"\x93\x01\x02\x03",
    "body": good_record(0, body=b"\x93\x01\x02\x03"),
    "body ": good_record(0, body=b"\x92\xa3\xff\xfe\xfd\xa1x"),
    "range": events.pack_record(events.Record(13, 1, 2**63, 2**63, "0", 2**62, 1, "c", codec.msgspec.Raw(b"\x90"))),
    "range ": events.pack_record(events.Record(13, 1, 5, 5, "0", 0, 1, "c\0", codec.msgspec.Raw(b"\x90"))),
}


@pytest.mark.parametrize("name", POISON)
def test_poison_is_set_aside_and_the_rest_arrives(centre, station, name):
    station.do(2)
    station.add(POISON[name])
    station.do(2)
    told = station.talk(centre, station.seal(1, 5))
    aside = Verdict(Outcome.SET_ASIDE, 3, 3, name.strip())
    assert (told.receipts[0].high_water, told.receipts[0].verdicts) == (5, (aside,))
    assert stored(centre)[3] == POISON[name]
    # The first receipt may have been lost: the second must say it too.
    told = station.talk(centre, station.seal(1, 5))
    assert aside in told.receipts[0].verdicts


def test_a_kind_of_a_newer_program_is_held_and_read_after_the_update(centre, station, monkeypatch):
    station.add(good_record(0, kind=9_999))
    station.add(good_record(1, kind=9_999))
    told = station.talk(centre, station.seal(1, 2))
    assert told.receipts[0].verdicts == (Verdict(Outcome.HELD, 1, 2, "kind 9999"),)
    monkeypatch.setitem(events._EVENTS, 9_999, events._EVENTS[13])
    with centre.store.write() as db:
        assert intake.reconsider(db) == 2
    assert station.talk(centre, station.seal(1, 2)).receipts[0].verdicts == (Verdict(Outcome.DUPLICATE, 1, 2),)


def test_an_unreadable_envelope_earns_a_fault_and_the_others_a_receipt(centre, station):
    station.do(3)
    good, other = station.seal(1, 3), Station(code="SM-02", key=codec.new_key(), lanes=station.lanes).seal(1, 3)
    told = station.talk(centre, b"rubbish", other, good[:-1] + bytes([good[-1] ^ 1]), good)
    faults = [(fault.index, fault.key) for fault in told.answer.faults]
    assert faults == [(0, "wire.malformed"), (1, "wire.wrong_station"), (2, "wire.wrong_signature")]
    assert told.receipts[0].high_water == 3


def test_strangers_are_told_apart_and_write_nothing(centre, station):
    stranger = Station(code="SM-99")
    assert stranger.talk(centre).answer.refusal == "wire.unknown_station"
    thief = Station(key=codec.new_key())
    thief.do(1)
    assert thief.talk(centre, thief.seal(1, 1)).answer.refusal == "wire.wrong_signature"
    assert count(centre, model.exchange) == count(centre, model.event) == 0
    with pytest.raises(codec.Malformed):
        centre.exchange(b"GET / HTTP/1.1")


def test_an_old_epoch_is_refused_once_a_new_one_has_begun(centre, station):
    station.do(1)
    station.talk(centre, station.seal(1, 1))
    restored = Station(epoch=2)
    restored.do(2)
    told = restored.talk(centre, restored.seal(1, 2))
    assert (told.receipts[0].epoch, told.receipts[0].high_water) == (2, 2)
    # What the old life had not yet sent may still come, under the new one.
    station.do(1)
    assert restored.talk(centre, station.seal(1, 2)).receipts[0].high_water == 2
    assert station.talk(centre).answer.refusal == "wire.old_epoch"


def test_a_revoked_station_hands_over_its_queue_and_is_told(centre, station):
    centre.set_standing(station.code, model.Standing.REVOKED)
    station.do(2)
    told = station.talk(centre, station.seal(1, 2))
    assert (told.receipts[0].high_water, told.answer.hint.standing) == (2, "revoked")


def test_contact_is_noted(centre, station):
    station.do(1)
    station.talk(centre, station.seal(1, 1), unsent=7, oldest_ms=3, program="0.1.0\0", cursor=0)
    with centre.store.read() as db:
        row = db.execute(sa.select(model.station)).one()
        line = db.execute(sa.select(model.exchange)).one()
    assert (row.last_contact_ms, row.unsent, row.oldest_ms, row.drift_ms, row.program) == (AT_MS, 6, 3, 5, "0.1.0")
    assert (line.records, line.refusal, line.faulty) == (1, "", False)


def test_any_order_ends_with_each_event_once(centre, station):
    chance = random.Random(7)
    station.do(40)
    runs = [(first, min(40, first + chance.randint(0, 9))) for first in [*range(1, 41), *range(1, 41, 3)]]
    chance.shuffle(runs)
    for first, last in runs:
        station.talk(centre, station.seal(first, last))
    assert stored(centre) == dict(enumerate(station.lanes[2], 1))
    assert count(centre, model.waiting) == count(centre, model.fork) == 0


def test_a_question_names_a_station_in_plain_characters(centre, station):
    station.code = "SM\0 01"
    with pytest.raises(codec.Malformed):
        centre.exchange(station.ask()[0])
    assert exchange.VERSION == 1
