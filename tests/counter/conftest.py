"""A counter with a few residents' parcels, a county that speaks, and a photo."""

from collections.abc import Callable
from itertools import count

import pytest

from kiosk import journal, media
from kiosk.clock import ManualClock
from kiosk.journal import check_chain, replay
from kiosk.parcels.desk import duties, intake, sending
from kiosk.parcels.desk.intake import Intake
from kiosk.parcels.desk.views import ParcelView
from kiosk.station import Station
from kiosk.wire.decisions import RollListed, RollResident
from kiosk.wire.events import Lane
from kiosk.wire.parcel_events import Recipient
from tests import speaking
from tests.stations import CLERK, open_shift, tables

PHOTO = b"\xff\xd8 a photo"
ID_NUMBER = "43072619900101001X"
PEOPLE = (
    RollResident("r1", "覃龚堃", "0101", "19900007719", 6, "堃伢子"),
    RollResident("r3", "单秀英", "0202", "19900000032", 2),
    RollResident("r4", "唐德胜", "0303", "", 3, "胜爹"),
)


class County(speaking.County):
    """Says what the county says, in order, and takes everything in when told to."""

    def receives_all(self) -> None:
        with self.station.store.write() as db:
            for lane in Lane:
                journal.acknowledge(db, 1, lane, 10**9)
            while digest := media.Queue().next(db):
                media.Queue().done(db, digest, "", self.station.clock.now())


@pytest.fixture(autouse=True)
def drawer(station: Station) -> int:
    """Somebody answers for the drawer: cash on delivery and postage can be taken."""
    return open_shift(station)


@pytest.fixture
def county(station: Station) -> County:
    made = County(station)
    made.says(RollListed("三板桥村", PEOPLE))
    return made


@pytest.fixture
def take(station: Station, county: County, clock: ManualClock) -> Callable[..., ParcelView]:
    """Take a parcel in; numbers are made up where none is given."""
    numbers = count(1)

    def take_in(waybill: str = "", resident: str = "r1", **fields) -> ParcelView:
        clock.advance(seconds=20)
        who = Recipient(fields.pop("name", ""), fields.pop("phone", ""), "", resident)
        order = Intake(
            waybill or f"SF1{next(numbers):012}", recipient=who, carrier=fields.pop("carrier", "SF"), **fields
        )
        return intake.take_in(station, order, CLERK).parcel

    return take_in


@pytest.fixture
def days_pass(station: Station, clock: ManualClock) -> Callable[[int], None]:
    """Let days go by with somebody at work: a clock that jumps by months is not believed."""

    def go_by(days: int) -> None:
        while days > 0:
            clock.advance(days=min(days, 30))
            duties.sign(station, "fire_check", CLERK)
            days -= 30

    return go_by


@pytest.fixture
def form() -> sending.Form:
    """A sending with everything filled in."""
    return sending.Form(
        carrier="ZTO", tariff="province", sender_name="覃龚堃", sender_phone="19900007719", id_number=ID_NUMBER,
        identity_checked=True, recipient_name="覃小军", recipient_phone="13900001234",
        recipient_address="湖南省长沙市岳麓区麓山南路1号", contents="腊肉", contents_checked=True, prepaid=True,
        weight_g=2_300,
    )  # fmt: skip


def replays_the_same(station: Station) -> None:
    """Every derived table is a function of the journal, and the chain holds."""
    before = tables(station)
    with station.store.write() as db:
        assert list(check_chain(db)) == []
        replay(db)
    after = tables(station)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}


@pytest.fixture(autouse=True)
def the_same_again(request, station: Station):
    """After every test of this room: replaying the journal gives the tables that the test left."""
    yield
    if not any(word in request.node.name for word in ("forged", "purged_record")):
        replays_the_same(station)
