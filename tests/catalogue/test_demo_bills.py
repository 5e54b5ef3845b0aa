"""The demo's bills add up to the fen, fit the billers and the wire, and hold every story that is to be shown."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa

import resources
from county import demo_bills
from kiosk import journal, limits
from kiosk.catalogue import account, load
from kiosk.payments import model as payments
from kiosk.station import Station
from kiosk.wire.events import decode_decision, encode
from kiosk.wire.till_decisions import (
    AccountLine,
    AccountsListed,
    BillLine,
    BillsIssued,
    BlacklistSet,
    ServicesGranted,
)
from scripts.demo_bills import POWER, WATER, charge

TODAY = date(2026, 11, 20)
DAY = (TODAY - date(1970, 1, 1)).days
FACTS = tuple(demo_bills.decisions(TODAY))
CATALOGUE = load()
TIER = re.compile(
    r"(?P<name>\S+) (?P<units>\d+)(?P<unit>吨|度)×(?P<price>\d+\.\d{2,3})元 (?P<yuan>[\d,]+)\.(?P<fen>\d\d)元"
)


def bills(biller: str = "") -> list[BillLine]:
    parts = [fact for fact in FACTS if isinstance(fact, BillsIssued) and biller in ("", fact.biller)]
    return [line for part in parts for line in part.bills]


def accounts() -> dict[str, list[AccountLine]]:
    found: dict[str, list[AccountLine]] = defaultdict(list)
    for fact in FACTS:
        if isinstance(fact, AccountsListed):
            found[fact.biller] += fact.accounts
    return found


def roll() -> dict[str, str]:
    with resources.path("demo", "residents.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["name"] for row in csv.DictReader(file)}


def fen_of(line: str) -> int:
    match = TIER.fullmatch(line)
    assert match, line
    return int(match["yuan"].replace(",", "")) * 100 + int(match["fen"])


def test_every_bill_is_the_sum_of_its_lines_to_the_fen() -> None:
    assert len(bills()) > 200
    for bill in bills():
        assert sum(map(fen_of, bill.tiers)) + bill.late_fen == bill.fen > 0


def test_every_line_is_its_units_at_its_price_and_tiers_share_what_the_meter_says() -> None:
    for bill in bills():
        start, end, used = bill.readings
        lines = [match for line in bill.tiers if (match := TIER.fullmatch(line))]
        assert used == f"{int(end) - int(start)} {lines[0]['unit']}"
        tiers = [match for match in lines if match["name"].endswith("档")]
        assert sum(int(match["units"]) for match in tiers) == int(end) - int(start)
        for match, line in zip(lines, bill.tiers, strict=True):
            li = int(match["price"].replace(".", "").ljust(len(match["price"].partition(".")[0]) + 3, "0"))
            assert abs(int(match["units"]) * li - fen_of(line) * 10) <= 5


@pytest.mark.parametrize(
    ("tariff", "used", "fen"),
    [
        (WATER, 0, 0),
        (WATER, 15, 15 * 230 + 15 * 85),
        (WATER, 16, 15 * 230 + 345 + 16 * 85),
        (WATER, 23, 15 * 230 + 7 * 345 + 690 + 23 * 85),
        (POWER, 1, 59),  # 58.8 fen
        (POWER, 200, 11_760),
        (POWER, 201, 11_760 + 64),
        (POWER, 351, 11_760 + 9_570 + 89),
    ],
)
def test_tiers(tariff: Any, used: int, fen: int) -> None:
    assert charge(tariff, used)[0] == fen


def test_a_meter_goes_on_from_where_it_stood() -> None:
    meters: dict[tuple[str, str], list[BillLine]] = defaultdict(list)
    for bill in bills():
        meters[bill.account, bill.meter].append(bill)
    for months in meters.values():
        assert [bill.period for bill in months] == sorted({bill.period for bill in months})
        for earlier, later in pairwise(months):
            assert earlier.readings[1] == later.readings[0]


def test_late_fees_are_of_the_days_since_the_due_day() -> None:
    rates = {"water": 5, "electricity": 1}
    for biller, permille in rates.items():
        for bill in bills(biller):
            days = max(0, DAY - bill.due_day)
            assert bill.late_fen == (bill.fen - bill.late_fen) * permille * days // 1000


def test_amounts_can_be_paid() -> None:
    for fact in FACTS:
        if isinstance(fact, BillsIssued):
            biller = CATALOGUE.biller(fact.biller)
            for bill in fact.bills:
                assert biller.least_fen <= bill.fen <= min(biller.most_fen, biller.caps.payment_fen)


def test_every_account_fits_its_biller_is_clean_and_known_once() -> None:
    listed = accounts()
    assert listed.keys() == {"water", "electricity", "power_card", "gas", "cable"}
    for code, lines in listed.items():
        assert len({line.account for line in lines}) == len(lines)
        for line in lines:
            assert account.clean(line.account) == line.account
            assert account.fault_in(line.account, CATALOGUE.biller(code)) == ""
            assert line.holder
            assert line.usual_fen > 0
    assert all(line.card for line in listed["power_card"])
    assert 0 < sum(bool(line.card) for line in listed["gas"]) < len(listed["gas"])
    for biller in ("water", "electricity"):
        known = {line.account: line.holder for line in listed[biller]}
        assert all(known[bill.account] == bill.holder for bill in bills(biller))


def test_holders_are_residents_but_for_three() -> None:
    people = roll()
    lines = [line for theirs in accounts().values() for line in theirs]
    assert all(line.resident in people for line in lines)
    strangers = [line.holder for line in lines if people[line.resident] != line.holder]
    assert len(strangers) == 3
    assert not set(strangers) & set(people.values())


def test_the_stories_that_a_demo_needs() -> None:
    owed = Counter(bill.account for bill in bills())
    assert set(owed.values()) >= {1, 2, 3}
    for biller in ("water", "electricity"):
        soon = [bill for bill in bills(biller) if bill.cutoff_day == DAY + 2]
        assert len(soon) >= 5
        assert all(bill.due_day < DAY for bill in soon)
        assert sum(bill.due_day < DAY for bill in bills(biller)) > 10
        assert sum(bill.due_day >= DAY for bill in bills(biller)) > 80
        assert len(accounts()[biller]) - len({bill.account for bill in bills(biller)}) > 20  # paid up
    meters = {bill.account: set() for bill in bills() if bill.meter}
    for bill in bills():
        meters.get(bill.account, set()).add(bill.meter)
    assert [len(of_one) for of_one in meters.values()] == [2]
    usual = {line.account: line.usual_fen for line in accounts()["water"]}
    leaks = [bill for bill in bills("water") if bill.fen > 3 * usual[bill.account]]
    assert len(leaks) == 1
    assert len(leaks[0].tiers) == 4
    listed = [fact for fact in FACTS if isinstance(fact, BlacklistSet)]
    assert [line.account in owed and line.until_day > DAY for line in listed[0].lines] == [True]


def test_the_point_may_collect_for_every_biller() -> None:
    first = FACTS[0]
    assert isinstance(first, ServicesGranted)
    assert first.billers == tuple(biller.code for biller in CATALOGUE.billers)


def test_decisions_fit_the_wire_and_statements_come_whole() -> None:
    begun: set[tuple[type, str]] = set()
    for fact in FACTS:
        data = encode(fact)
        assert len(data) <= limits.event_bytes_max
        assert decode_decision(fact.KIND, data) == fact
        if isinstance(fact, BillsIssued | AccountsListed):
            lines = fact.bills if isinstance(fact, BillsIssued) else fact.accounts
            assert 0 < len(lines) <= demo_bills.LINES_PER_PART
            assert fact.whole == ((type(fact), fact.biller) not in begun)
            begun.add((type(fact), fact.biller))
    assert len({bill.id for bill in bills()}) == len(bills())
    assert all(len(bill.address) <= limits.address_chars_max for bill in bills())


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2027, 1, 1), {"2026-10", "2026-11", "2026-12"}),
        (date(2028, 2, 29), {"2027-11", "2027-12", "2028-01"}),
        (date(2027, 3, 31), {"2026-12", "2027-01", "2027-02"}),
    ],
)
def test_dates_follow_the_day_of_the_demo(today: date, months: set[str]) -> None:
    facts = [fact for fact in demo_bills.decisions(today) if isinstance(fact, BillsIssued)]
    assert {bill.period for fact in facts for bill in fact.bills} == months
    as_of = date(1970, 1, 1) + timedelta(milliseconds=facts[0].as_of_ms + 8 * 3_600_000)
    assert as_of == today - timedelta(days=1)


def test_a_station_takes_them_all_in(station: Station) -> None:
    at = station.clock.now()
    page = [(number, fact.KIND, fact.VERSION, at.county_ms, encode(fact)) for number, fact in enumerate(FACTS, 1)]
    with station.store.write() as db:
        assert journal.apply_decisions(db, page, len(page), at) == len(page)
        assert not journal.aside(db)
        owed = db.execute(sa.select(payments.bill).where(payments.bill.c.is_owed == 1)).all()
        known = db.execute(sa.select(payments.account)).all()
        lists = db.execute(sa.select(payments.told.c.left_out)).scalars().all()
    assert sum(row.fen for row in owed) == sum(bill.fen for bill in bills())
    assert len(known) == sum(map(len, accounts().values()))
    assert set(lists) == {0}
