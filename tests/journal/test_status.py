"""Exactly one word for how sending stands, and the list of the last meetings."""

import pytest

from kiosk.journal import exchanges
from kiosk.journal.outbox import Outbox
from kiosk.journal.status import Status, status
from kiosk.people import residents
from kiosk.wire.events import Lane
from tests.stations import CLERK

NOW = 1_790_000_000_000
HOUR = 3_600_000


def box(count=0, age_h=0, aside=0):
    return Outbox(count, NOW - age_h * HOUR if count else None, {}, aside)


@pytest.mark.parametrize(
    ("waiting", "told", "word"),
    [
        (box(), {}, Status.SYNCED),
        (box(), {"success_ms": NOW - 80 * HOUR}, Status.STALE),
        (box(), {"success_ms": None}, Status.STALE),
        (box(3), {}, Status.QUEUED),
        (box(3, 30), {}, Status.STALE),
        (box(3, 30), {"sending": True}, Status.SYNCING),
        (box(), {"sending": True}, Status.SYNCED),
        (box(3), {"failure_key": "link.none"}, Status.QUEUED),
        (box(3), {"failure_key": "link.county_refused"}, Status.BLOCKED),
        (box(3), {"failure_key": "wire.revoked"}, Status.BLOCKED),
        (box(0, 0, 1), {}, Status.BLOCKED),
        (box(3), {"free_mb": 10, "sending": True}, Status.NO_SPACE),
    ],
)
def test_one_word(waiting, told, word):
    values = {"sending": False, "failure_key": "", "success_ms": NOW, "now_ms": NOW, "free_mb": 9000} | told
    assert status(waiting, **values) is word


def test_like_meetings_in_a_row_are_one_line(station):
    from kiosk import journal  # noqa: PLC0415

    with station.store.write() as db:
        for minute in range(3):
            exchanges.note(db, NOW + minute, "link.none")
    residents.enlist(station, "王五", "", CLERK)
    with station.store.write() as db:
        journal.acknowledge(db, 1, Lane.MATTERS, 99)
        exchanges.note(db, NOW + 10)
        exchanges.note(db, NOW + 20)
        exchanges.note(db, NOW + 30)
    with station.store.read() as db:
        lines = exchanges.recent(db)
    assert [(one.at_ms - NOW, one.failure_key, one.sent > 0, one.times) for one in lines] == [
        (30, "", False, 2), (10, "", True, 1), (2, "link.none", False, 3),
    ]  # fmt: skip


def test_the_list_stays_short(station):
    with station.store.write() as db:
        for number in range(100):
            exchanges.note(db, NOW + number, f"link.{number % 2}")
        assert len(exchanges.recent(db)) == 30
