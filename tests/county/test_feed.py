"""Decisions come in one order, to whom they are meant, once; a page leads the cursor past what is for others."""

import threading

import pytest
import sqlalchemy as sa

from county import feed, model
from kiosk.wire.codec import decisions_page_max
from kiosk.wire.decisions import HoldLifted, HoldPlaced, MessageSent
from kiosk.wire.events import decode_decision

from .conftest import AT_MS


def decide(centre, *facts, to=""):
    with centre.store.write() as db:
        return [feed.decide(db, fact, AT_MS, to) for fact in facts]


def test_a_page_brings_what_is_meant_for_the_station(centre, station):
    decide(centre, HoldPlaced("SF1", "寄件人要求"))
    decide(centre, HoldPlaced("SF2", "别的站"), to="SM-02")
    decide(centre, HoldLifted("SF1"), to="SM-01")
    page = station.talk(centre).page
    assert [decode_decision(item.kind, item.body) for item in page.items] == [
        HoldPlaced("SF1", "寄件人要求"),
        HoldLifted("SF1"),
    ]
    assert (page.after, page.cursor, page.more) == (0, 3, False)
    assert station.talk(centre, cursor=3).page is None


def test_the_cursor_passes_what_is_for_others(centre, station):
    decide(centre, MessageSent("a", "b"), to="SM-02")
    page = station.talk(centre).page
    assert (page.items, page.cursor) == ((), 1)


def test_many_decisions_come_in_pages(centre, station):
    total = decisions_page_max + 7
    decide(centre, *(HoldLifted(f"SF{n}") for n in range(total)))
    first = station.talk(centre).page
    second = station.talk(centre, cursor=first.cursor).page
    assert (len(first.items), first.more, len(second.items), second.more) == (decisions_page_max, True, 7, False)
    assert [item.number for item in (*first.items, *second.items)] == list(range(1, total + 1))


def test_a_page_is_bounded_by_bytes_too(centre, station, monkeypatch):
    monkeypatch.setattr(feed, "PAGE_BYTES_MAX", 100)
    decide(centre, *(MessageSent("很长", "字" * 60) for _ in range(3)))
    seen, cursor = [], 0
    while page := station.talk(centre, cursor=cursor).page:
        seen += [item.number for item in page.items]
        cursor = page.cursor
    assert seen == [1, 2, 3]


def test_numbers_are_not_used_again_after_the_county_was_restored(centre, station):
    station.talk(centre, cursor=40)
    assert decide(centre, HoldLifted("SF1")) == [41]


def test_many_writers_leave_no_number_out_of_order(centre, station):
    """A lower number that commits after a higher one would be skipped by a cursor for ever."""
    seen: list[int] = []
    stop = threading.Event()

    def write():
        for n in range(15):
            decide(centre, HoldLifted(f"SF{n}"))

    def read():
        cursor = 0
        while not (stop.is_set() and cursor == 60):
            with centre.store.read() as db:
                page = feed.page_for(db, "SM-01", cursor)
            if page:
                seen.extend(item.number for item in page.items)
                cursor = page.cursor

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write) for _ in range(4)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    reader.join(20)
    assert seen == list(range(1, 61))


@pytest.mark.parametrize("fact", [HoldPlaced("SF1", "x"), MessageSent("t", "x", urgent=True)])
def test_what_is_decided_is_kept_as_bytes(centre, fact):
    decide(centre, fact)
    with centre.store.read() as db:
        row = db.execute(sa.select(model.decision)).one()
    assert decode_decision(row.kind, row.body) == fact
