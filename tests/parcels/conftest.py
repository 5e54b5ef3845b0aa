"""A counter with a small village, a manifest and hands to work it."""

from collections.abc import Callable
from itertools import count

import pytest

from kiosk.clock import ManualClock, day_number
from kiosk.parcels.desk import intake
from kiosk.parcels.desk.intake import Intake, TakenIn
from kiosk.station import Station
from kiosk.wire.decisions import ManifestIssued, ManifestItem, RollListed, RollResident
from kiosk.wire.parcel_events import Recipient
from tests.speaking import County
from tests.stations import CLERK, open_shift

VILLAGE = (
    RollResident("r1", "覃龚堃", "0101", "19900007719", 6, "堃伢子"),
    RollResident("r2", "覃小乐", "0101", "", 6, "乐乐"),
    RollResident("r3", "单秀英", "0202", "19900000032", 2),
    RollResident("r4", "唐德胜", "0303", "", 3, "胜爹"),
    RollResident("r5", "张三丰", "0404", "19900006120", 1),
)
MANIFEST = "1120-夹山-07"


@pytest.fixture(autouse=True)
def drawer(station: Station) -> int:
    """Somebody answers for the drawer: cash on delivery and postage can be taken."""
    return open_shift(station)


@pytest.fixture
def county(station: Station) -> County:
    return County(station)


@pytest.fixture
def village(county: County) -> County:
    county.says(RollListed("三板桥村", VILLAGE))
    return county


@pytest.fixture
def manifest(village: County, clock: ManualClock) -> str:
    items = (
        ManifestItem("463431409940372", "YUNDA", "覃**", "199****7719", marks=("fragile",)),
        ManifestItem("SF1385628716739", "SF", "单秀英", "199****0032", "r3", cod_fen=12_800, freight_fen=1_200),
        ManifestItem("YT8962646785389", "YTO", "李四", "13800001111"),
        ManifestItem("JT5261988016578", "JT", "唐*胜", "", "r4"),
    )
    village.says(ManifestIssued(MANIFEST, "夹山镇站", day_number(clock.now().day), items))
    return MANIFEST


@pytest.fixture
def take(station: Station, clock: ManualClock) -> Callable[..., TakenIn]:
    """Take a parcel in; numbers are made up where none is given."""
    numbers = count(1)

    def take_in(waybill: str = "", resident: str = "", **fields) -> TakenIn:
        who = Recipient(
            fields.pop("name", ""), fields.pop("phone", ""), fields.pop("address", ""), resident
        )  # fmt: skip
        clock.advance(seconds=20)
        carrier = fields.pop("carrier", "SF")
        order = Intake(waybill or f"SF1{next(numbers):012}", recipient=who, carrier=carrier, **fields)
        return intake.take_in(station, order, CLERK)

    return take_in
