"""What may have left: marked durably before it leaves, so that a payment that never left can be taken back at once."""

from typing import ClassVar

import pytest
from sqlalchemy import insert

from kiosk import journal
from kiosk.journal.model import lane
from kiosk.wire.events import Event, Lane


class Paid(Event, frozen=True, array_like=True):
    KIND: ClassVar[int] = 9012
    LANE: ClassVar[Lane] = Lane.MONEY
    fen: int


class Said(Event, frozen=True, array_like=True):
    KIND: ClassVar[int] = 9013
    fen: int


@pytest.fixture
def paid(station):
    with station.store.write() as db:
        return [journal.append(db, Paid(fen), station.clock.now(), "c") for fen in (1, 2, 3)]


def test_nothing_is_offered_until_it_is_marked(station, paid) -> None:
    with station.store.write() as db:
        assert not journal.offered(db, paid[0].ref)
        journal.offer(db, 1, Lane.MONEY, paid[1].seq)
        assert [journal.offered(db, one.ref) for one in paid] == [True, True, False]
        journal.offer(db, 1, Lane.MONEY, paid[0].seq)  # a run that goes again
        assert [journal.offered(db, one.ref) for one in paid] == [True, True, False]
        assert not journal.offered(db, 2 * 10**9 + 1)


def test_the_newest_record_of_a_lane(station, paid) -> None:
    with station.store.read() as db:
        assert journal.top(db, Lane.MONEY) == (1, 3)
        assert journal.top(db, Lane.MEDIA) == (0, 0)


def test_facts_are_read_in_the_order_of_the_journal(station, paid) -> None:
    with station.store.write() as db:
        said = journal.append(db, Said(9), station.clock.now(), "c")
        late = journal.append(db, Paid(4), station.clock.now(), "c")
    with station.store.read() as db:
        told = list(journal.stream(db, Paid, Said))
        assert [one.entry for one in told] == [*paid, said, late]
        assert [one.fact for one in told] == [Paid(1), Paid(2), Paid(3), Said(9), Paid(4)]
        assert journal.entry_at(db, said.position) == (said, Said(9))


def test_a_lane_that_comes_with_records_may_have_been_offered(station) -> None:
    """As recovery brings one: nobody can know, so nothing of it is taken back at once."""
    with station.store.write() as db:
        db.execute(insert(lane), {"epoch": 7, "lane": 1, "last_seq": 5, "head": b"", "acked_seq": 2})
        assert journal.offered(db, 7 * 10**9 + 5)
        assert not journal.offered(db, 7 * 10**9 + 6)
