"""The journal: numbers without gaps, a chain that shows every change, tables that replay gives again."""

import contextlib
from datetime import date, datetime
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, Table, insert, select, text, update

from kiosk import journal
from kiosk.clock import CHINA, ManualClock
from kiosk.errors import Bug, Malformed, UnknownVersion
from kiosk.journal import kv
from kiosk.journal.model import aside as aside_table
from kiosk.journal.model import journal as journal_table
from kiosk.store import Store, savepoint
from kiosk.store.schema import DERIVED, metadata
from kiosk.wire.events import Decision, Event, Lane, decode_event, encode, unpack_record

KEY = bytes(32)


class Counted(Event, frozen=True, array_like=True):
    KIND: ClassVar[int] = 9001
    number: int


class Paid(Event, frozen=True, array_like=True):
    KIND: ClassVar[int] = 9002
    LANE: ClassVar[Lane] = Lane.MONEY
    fen: int


class Decided(Decision, frozen=True, array_like=True):
    KIND: ClassVar[int] = 9003
    number: int


counted = Table("test_counted", metadata, Column("ref", Integer, primary_key=True), Column("n", Integer), info=DERIVED)
metadata.remove(counted)


@pytest.fixture(autouse=True)
def _only_here():
    """Other rooms' stations must not be asked for this table."""
    metadata._add_table(counted.name, None, counted)
    yield
    metadata.remove(counted)


@journal.projects(Counted)
def _counted(db, entry, fact):
    db.execute(insert(counted), {"ref": entry.ref, "n": fact.number})


@journal.projects(Decided)
def _decided(db, entry, fact):
    if fact.number < 0:
        raise ValueError("negative")
    db.execute(insert(counted), {"ref": -entry.seq, "n": fact.number})


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "j.db", KEY)
    store.open()
    yield store
    store.close()


@pytest.fixture
def clock():
    return ManualClock()


def add(store, clock, *events, by="c"):
    with store.write() as db:
        return [journal.append(db, event, clock.now(), by) for event in events]


def test_each_lane_counts_for_itself_without_gaps(store, clock):
    entries = add(store, clock, Counted(1), Paid(5), Counted(2), Paid(6), Counted(3))
    assert [(e.lane, e.seq) for e in entries] == [(2, 1), (1, 1), (2, 2), (1, 2), (2, 3)]
    assert entries[4].ref == 1_000_000_003


def test_an_undone_transaction_leaves_no_gap(store, clock):
    add(store, clock, Counted(1))
    with pytest.raises(RuntimeError), store.write() as db:  # noqa: PT012
        journal.append(db, Counted(2), clock.now(), "c")
        raise RuntimeError
    assert add(store, clock, Counted(3))[0].seq == 2
    with store.read() as db:
        assert list(journal.check_chain(db)) == []


@pytest.mark.parametrize("change", ["record", "hash"])
def test_one_altered_byte_breaks_the_chain_there(store, clock, change):
    add(store, clock, *(Counted(n) for n in range(5)))
    with store.write() as db:
        row = db.execute(select(journal_table).where(text("seq=3"))).first()
        data = bytearray(getattr(row, change))
        data[-1] ^= 1
        db.execute(update(journal_table).where(text("seq=3")).values({change: bytes(data)}))
    with store.read() as db:
        assert next((b.seq, b.what) for b in journal.check_chain(db)) == (3, "chain")


def test_replay_gives_the_same_tables_events_and_decisions_in_their_order(store, clock):
    add(store, clock, Counted(1), Counted(2))
    with store.write() as db:
        journal.apply_decisions(db, ((7, 9003, 1, 0, encode(Decided(70))),), 7, clock.now())
    add(store, clock, Counted(3))
    with store.write() as db:
        before = db.execute(select(counted).order_by(counted.c.ref)).all()
        assert journal.replay(db) == 4
        assert db.execute(select(counted).order_by(counted.c.ref)).all() == before
    assert len(before) == 4


def test_what_is_unsent_is_what_has_no_receipt(store, clock):
    add(store, clock, *(Counted(n) for n in range(10)), Paid(1))
    with store.write() as db:
        assert journal.outbox(db).count == 11
        run = journal.unsent_run(db, Lane.MATTERS, 10_000)
        assert (run.first, len(run.records), run.previous_hash) == (1, 10, bytes(32))
        assert journal.acknowledge(db, 1, Lane.MATTERS, 4) == 4
        assert journal.acknowledge(db, 1, Lane.MATTERS, 2) == 0  # an older receipt by another road
        assert journal.acknowledge(db, 1, Lane.MATTERS, 99) == 6  # never past what exists
        assert journal.unsent_run(db, Lane.MATTERS, 10_000) is None
        box = journal.outbox(db)
    assert (box.count, box.per_lane) == (1, {Lane.MONEY: 1})


def test_a_run_begins_behind_what_is_in_flight_and_stops_at_its_size(store, clock):
    add(store, clock, *(Counted(n) for n in range(10)))
    with store.read() as db:
        first = journal.unsent_run(db, Lane.MATTERS, 100)
        assert 0 < len(first.records) < 10
        last = first.first + len(first.records) - 1
        second = journal.unsent_run(db, Lane.MATTERS, 100_000, after=(1, last))
        assert (second.first, len(second.records)) == (last + 1, 10 - last)
        assert second.previous_hash != bytes(32)
        one = journal.unsent_run(db, Lane.MATTERS, 1)
        assert len(one.records) == 1, "a record larger than the size still leaves"


def test_the_oldest_unsent_is_named(store, clock):
    add(store, clock, Counted(1))
    clock.advance(days=2)
    add(store, clock, Paid(2))
    with store.write() as db:
        assert clock.now().wall_ms - journal.outbox(db).oldest_ms >= 2 * 86_400_000
        journal.acknowledge(db, 1, Lane.MATTERS, 1)
        assert clock.now().wall_ms - journal.outbox(db).oldest_ms < 1000


def test_a_page_seen_twice_changes_nothing(store, clock):
    page = tuple((n, 9003, 1, 0, encode(Decided(n))) for n in (1, 2, 3))
    with store.write() as db:
        assert journal.apply_decisions(db, page, 3, clock.now()) == 3
        assert journal.apply_decisions(db, page, 3, clock.now()) == 0
        assert journal.cursor(db) == 3


def test_poison_is_set_aside_and_the_rest_applied(store, clock):
    page = ((1, 9003, 1, 0, encode(Decided(1))), (2, 9003, 1, 0, encode(Decided(-1))), (3, 9003, 1, 0, b"\xc1"),
            (4, 9003, 1, 0, encode(Decided(4))))  # fmt: skip
    with store.write() as db:
        journal.apply_decisions(db, page, 4, clock.now())
        assert [row.n for row in db.execute(select(counted).order_by(counted.c.n))] == [1, 4]
        assert [a.seq for a in journal.aside(db)] == [3, 2]
        assert "negative" in journal.aside(db)[1].reason


def test_an_unknown_kind_is_kept_for_a_newer_program(store, clock):
    with store.write() as db:
        journal.apply_decisions(db, ((1, 9999, 3, 0, b"\x91\x01"),), 1, clock.now())
        assert journal.aside(db) == ()
        assert journal.cursor(db) == 1


def test_set_aside_at_the_county_is_shown_once(store, clock):
    add(store, clock, Counted(1))
    with store.write() as db:
        for _ in range(2):
            journal.set_aside(db, 1, Lane.MATTERS, 1, "poison", "no such parcel", clock.now())
        journal.set_aside(db, 1, Lane.MATTERS, 77, "poison", "never ours", clock.now())
        assert [(a.seq, a.reason) for a in journal.aside(db)] == [(1, "no such parcel")]
        assert journal.outbox(db).aside == 1
        assert db.execute(select(aside_table)).first().answered == 0


def test_the_business_date_never_goes_back(store, clock):
    add(store, clock, Counted(1))
    clock.jump(datetime(1970, 1, 1, tzinfo=CHINA))
    assert add(store, clock, Counted(2))[0].day == date(2026, 11, 20)
    clock.jump(datetime(2026, 11, 21, 9, tzinfo=CHINA))
    assert add(store, clock, Counted(3))[0].day == date(2026, 11, 21)


def test_a_clock_in_2099_is_not_believed_until_a_person_confirms(store, clock):
    add(store, clock, Counted(1))
    clock.jump(datetime(2099, 1, 1, 8, tzinfo=CHINA))
    assert add(store, clock, Counted(2))[0].day == date(2026, 11, 20)
    with store.write() as db:
        kv.put(db, "clock.confirmed_day", "2099-01-01")
    assert add(store, clock, Counted(3))[0].day == date(2099, 1, 1)


def test_a_part_that_is_undone_leaves_no_gap(store, clock):
    with store.write() as db:
        journal.append(db, Counted(1), clock.now(), "c")
        for number in (2, 3):
            with pytest.raises(ValueError, match="undo"), savepoint(db):  # noqa: PT012
                journal.append(db, Counted(number), clock.now(), "c")
                raise ValueError("undo")
            journal.append(db, Counted(number + 10), clock.now(), "c")
        journal.apply_decisions(db, ((7, 9003, 1, 0, encode(Decided(70))),), 7, clock.now())
        journal.append(db, Counted(99), clock.now(), "c")
    with store.read() as db:
        assert list(journal.check_chain(db)) == []
        assert [row.n for row in db.execute(select(counted).where(counted.c.ref > 0).order_by(counted.c.ref))] == [
            1, 12, 13, 99,
        ]  # fmt: skip


def test_steps_do_not_nest(store):
    with store.write(), pytest.raises(Bug), store.write():
        pass


def test_an_old_reader_ignores_new_fields_and_a_new_one_fills_in():
    assert decode_event(9001, b"\x93\x05\x06\x07") == Counted(5)
    with pytest.raises(Malformed):
        decode_event(9001, b"\x91\xa1x")
    with pytest.raises(UnknownVersion):
        decode_event(9998, b"\x90")


@given(st.binary(max_size=200))
def test_any_bytes_as_a_record_are_a_record_or_malformed(data):
    with contextlib.suppress(Malformed):
        unpack_record(data)


def test_a_new_epoch_sends_the_old_one_first(store, clock):
    add(store, clock, Counted(1))
    with store.write() as db:
        kv.put(db, "epoch", 2)
    add(store, clock, Counted(2))
    with store.write() as db:
        assert journal.unsent_run(db, Lane.MATTERS, 1000).epoch == 1
        assert journal.unsent_run(db, Lane.MATTERS, 1000, after=(1, 1)).epoch == 2
        journal.acknowledge(db, 1, Lane.MATTERS, 1)
        run = journal.unsent_run(db, Lane.MATTERS, 1000)
        assert (run.epoch, run.first) == (2, 1)
