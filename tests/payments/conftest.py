"""A counter with an open shift, bills, accounts, a float, and a county that says what it says."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.clock import ManualClock, day_number
from kiosk.ledger import shifts
from kiosk.payments.desk import taking
from kiosk.payments.desk.taking import Order, Taken
from kiosk.station import Station
from kiosk.wire import till_decisions as decisions
from kiosk.wire.decisions import RollListed
from kiosk.wire.till_decisions import AccountLine, BillLine
from tests.parcels.conftest import VILLAGE, County
from tests.stations import CLERK, trusted

COUNTY_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(64, 96)))
ACCOUNT = "073622104458"
POWER = "4307260115832"
PHONE = "13812345678"
COUNTS = ((10000, 2), (1000, 5))
DAY_MS = 86_400_000


@pytest.fixture
def county(station: Station) -> County:
    return County(station)


@pytest.fixture
def told(county: County, clock: ManualClock) -> County:
    """What the county says to every point on its first morning."""
    tell(county, clock)
    return county


def tell(county: County, clock: ManualClock) -> None:
    now = clock.now()
    today = day_number(now.day)
    bills = (
        BillLine(
            "W-10", ACCOUNT, "王秀英", 3_860, "2026-10", today + 5, today + 2, readings=("412", "426", "14 吨"),
            tiers=("一级 14 吨 × 2.757",), resident="r3",
        ),
        BillLine("W-11", "073622104459", "覃龚堃", 2_000, "2026-10", today - 3, late_fen=50, resident="r1"),
        BillLine("W-12", "073622104459", "覃龚堃", 1_500, "2026-11", today + 20, resident="r1"),
    )  # fmt: skip
    power = (BillLine("E-1", POWER, "张三丰", 12_000, "2026-10", today + 9, resident="r5", balance_fen=300),)
    gas = (AccountLine("3072600133", "唐德胜", "r4", 5_000),)
    county.says(
        RollListed("三板桥村", VILLAGE),
        decisions.BillsIssued("water", 1, now.county_ms - 2 * DAY_MS, bills, whole=True),
        decisions.BillsIssued("electricity", 1, now.county_ms, power, whole=True),
        decisions.AccountsListed("gas", 1, now.county_ms, gas, whole=True),
        decisions.FloatMoved("grant", 500_000),
        decisions.FloatStated(500_000, 100_000, 0, 1, 0),
    )


@pytest.fixture
def open_till(told: County, station: Station) -> County:
    """Signed in to the drawer."""
    trusted(station)
    shifts.open_shift(station, COUNTS, CLERK)
    return told


@pytest.fixture
def pay(station: Station, open_till: County, clock: ManualClock) -> Callable[..., Taken]:
    """Take a payment; by default the water bill of Wang Xiuying."""

    def take(biller: str = "water", account: str = ACCOUNT, amount_fen: int = 3_860, **fields) -> Taken:
        clock.advance(seconds=90)
        fields.setdefault("bills", ("W-10",) if biller == "water" and account == ACCOUNT else ())
        fields.setdefault("received_fen", amount_fen)
        return taking.take(station, Order(biller, account, amount_fen, **fields), CLERK)

    return take
