"""The county's messages: kept, unread until read, and the reading travels."""

import pytest

from kiosk import journal
from kiosk.errors import NotFound
from kiosk.people import messages
from kiosk.wire.decisions import MessageSent
from kiosk.wire.events import encode
from tests.stations import CLERK, tables


def send(station, number, title, urgent=False):
    body = encode(MessageSent(title, f"{title}。全文。", urgent))
    item = (number, MessageSent.KIND, 1, 1_790_000_000_000, body)
    with station.store.write() as db:
        journal.apply_decisions(db, [item], number, station.clock.now())


def test_unread_first_then_read_once(station):
    send(station, 1, "周五停电")
    send(station, 2, "新费率")
    messages.read(station, 2, CLERK)
    messages.read(station, 2, "other")
    with station.store.read() as db:
        found, unread = messages.recent(db), messages.unread(db)
    assert [(one.id, one.read_by) for one in found] == [(1, ""), (2, CLERK)]
    assert unread == 1
    before = tables(station)
    with station.store.write() as db:
        journal.replay(db)
    assert tables(station) == before


def test_a_message_that_is_not_there(station):
    with pytest.raises(NotFound):
        messages.read(station, 9, CLERK)
