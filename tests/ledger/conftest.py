"""A counter whose clerks have PINs of their own, a county that speaks, and cash that comes in."""

from collections.abc import Callable

import pytest

from kiosk import journal
from kiosk.journal import check_chain, replay
from kiosk.ledger import books, shifts
from kiosk.station import Station
from kiosk.wire.parcel_events import ChargedFee, PickupPaid
from tests.parcels.conftest import County
from tests.stations import CLERK, LEAD, tables, trusted

PINS = {CLERK: "314159", LEAD: "271828"}
FLOAT = ((10000, 2), (1000, 5))
"""250 yuan to begin with."""


@pytest.fixture(autouse=True)
def _own_pins(station: Station) -> None:
    trusted(station)


@pytest.fixture
def county(station: Station) -> County:
    return County(station)


@pytest.fixture
def sell(station: Station) -> Callable[[int], None]:
    """A listed thing is sold for cash: what a Z heads as parcels, without a party."""

    def take(fen: int) -> None:
        at = station.clock.now()
        with station.store.write() as db:
            answers = shifts.current(db, station, at)
            by = answers.clerk if answers else CLERK
            shifts.must_trade(db, station, at, by)
            journal.append(db, PickupPaid((), (ChargedFee("bag", 1, fen),), fen, fen, 0), at, by)

    return take


@pytest.fixture(autouse=True)
def the_books_hold(request: pytest.FixtureRequest, station: Station):
    """After every test of this room: the chain holds, the books are sound, and replaying gives the same tables."""
    yield
    if "planted" in request.node.name:
        return
    before = tables(station)
    with station.store.write() as db:
        assert list(check_chain(db)) == []
        assert books.check(db).sound
        replay(db)
    assert tables(station) == before


def tallied(station: Station) -> tuple[int, int]:
    """What is in the journal and how many slips wait: nothing was written while this stays."""
    with station.store.read() as db:
        waits = journal.outbox(db).count
        slips = db.exec_driver_sql("SELECT count(*) FROM slip").scalar_one()
    return waits, int(slips)
