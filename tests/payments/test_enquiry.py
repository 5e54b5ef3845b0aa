"""Asking before taking: what is owed by the county's last word, how old it is, and why something cannot be taken."""

from datetime import timedelta

import pytest

from kiosk.clock import day_number
from kiosk.errors import NotFound
from kiosk.payments.desk import enquiry
from kiosk.wire import till_decisions as decisions
from kiosk.wire.till_decisions import AccountLine, BillLine
from tests.payments.conftest import ACCOUNT, DAY_MS, PHONE, POWER


def ask(station, biller="water", account=ACCOUNT):
    with station.store.read() as db:
        return enquiry.ask(db, station, biller, account, station.clock.now())


def keys(asked) -> list[str]:
    return [problem.key.removeprefix("payments.") for problem in asked.problems]


def found(station, text) -> list[tuple[str, str]]:
    with station.store.read() as db:
        return [(one.biller, one.account) for one in enquiry.find(db, station, text)]


def tiles(station):
    with station.store.read() as db:
        return {one.biller: one for one in enquiry.tiles(db, station, station.clock.now())}


# ── One account ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", [ACCOUNT, "0736 2210 4458", "０７３６２２１０４４５８", "0736-2210-4458"])
def test_what_an_account_owes(station, told, text) -> None:
    asked = ask(station, account=text)
    assert (asked.account, asked.account_shown, asked.holder) == (ACCOUNT, "0736 2210 4458", "王秀英")
    assert [(one.id, one.owed_fen) for one in asked.bills] == [("W-10", 3_860)]
    assert (asked.due_fen, asked.must_choose, asked.unverified, asked.age_days) == (3_860, True, False, 2)
    assert asked.number > 0
    assert asked.problems == ()


def test_the_oldest_bill_comes_first(station, told) -> None:
    asked = ask(station, account="073622104459")
    assert [one.id for one in asked.bills] == ["W-11", "W-12"]
    assert [one.overdue for one in asked.bills] == [True, False]


def test_what_was_taken_here_is_deducted_until_the_statement_knows_it(station, county, pay, clock) -> None:
    taken = pay("electricity", POWER, 5_000, bills=("E-1",)).payment
    assert ask(station, "electricity", POWER).due_fen == 7_000
    posted_ms = clock.now().county_ms
    county.says(decisions.PaymentPosted(taken.id, "E1", posted_ms))
    assert ask(station, "electricity", POWER).due_fen == 7_000
    rest = BillLine("E-1", POWER, "张三丰", 7_000, "2026-10", resident="r5")
    county.says(decisions.BillsIssued("electricity", 2, posted_ms + DAY_MS, (rest,), whole=True))
    assert ask(station, "electricity", POWER).due_fen == 7_000


def test_a_cutoff_that_is_near_is_said(station, told) -> None:
    asked = ask(station)
    assert asked.cutoff is not None
    assert asked.cutoff.cutoff_days == 2
    assert ask(station, account="073622104459").cutoff is None


def test_last_payments_and_the_usual_amount(station, pay) -> None:
    for amount in (1_000, 2_000, 3_000):
        pay("mobile", PHONE, amount)
    asked = ask(station, "mobile", PHONE)
    assert [one.amount_fen for one in asked.recent] == [3_000, 2_000, 1_000]
    assert asked.usual_fen == 2_000


def test_a_listed_account(station, told) -> None:
    asked = ask(station, "gas", "3072600133")
    assert (asked.holder, asked.resident, asked.usual_fen, asked.unverified) == ("唐德胜", "r4", 5_000, False)
    assert asked.must_choose is False


@pytest.mark.parametrize(
    ("biller", "account", "problem", "may"),
    [
        ("water", "073622109999", "nothing_owed", False),
        ("water", "12", "account_shape", False),
        ("water", "", "account_missing", False),
        ("gas", "3072600134", "account_check", False),
        ("gas", "3072600141", "account_unknown", False),
        ("cable", "8073026000001230", "no_list", False),
        ("electricity", "4307260199999", "", True),
        ("mobile", PHONE, "", True),
    ],
)
def test_an_account_that_is_on_no_list(station, told, biller, account, problem, may) -> None:
    asked = ask(station, biller, account)
    assert keys(asked) == ([problem] if problem else [])
    assert (asked.unverified, asked.may_unverified, asked.number) == (True, may, 0)


def test_lines_that_could_not_be_read_are_told(station, county, told) -> None:
    county.says(decisions.BillsIssued("water", 1, 5, (BillLine("", "", "", -1, ""),)))
    assert ask(station).left_out == 1


def test_an_unlisted_biller(station, told) -> None:
    with pytest.raises(NotFound):
        ask(station, "nobody")


def test_the_blacklist_ends_with_its_day(station, county, told, clock) -> None:
    today = clock.now().day
    line = decisions.BlacklistLine("water", ACCOUNT, "换表", day_number(today))
    county.says(decisions.BlacklistSet(clock.now().county_ms - 4 * DAY_MS, (line,)))
    asked = ask(station)
    assert keys(asked) == ["blacklisted"]
    assert (asked.blocked.reason, asked.blocked.until, asked.blocked.days) == ("换表", today, 4)
    clock.advance(days=1)
    assert ask(station).blocked is None


# ── The menu ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_withdrawn_service_has_no_tile_and_keeps_its_history(station, county, pay) -> None:
    pay()
    assert "water" in tiles(station)
    county.says(decisions.ServicesGranted(("gas", "mobile")))
    assert list(tiles(station)) == ["mobile", "gas"]
    assert ask(station).recent
    assert found(station, ACCOUNT) == []
    county.says(decisions.ServicesGranted(()))
    assert tiles(station) == {}


def test_a_cap_stops_its_tile_alone(station, county, pay) -> None:
    pay("mobile", PHONE, 3_000)
    county.says(decisions.CapsSet("mobile", count=1))
    now = tiles(station)
    assert now["mobile"].stopped.key == "payments.cap_count"
    assert (now["mobile"].waiting, now["mobile"].waiting_fen) == (1, 3_000)
    assert all(one.stopped is None for code, one in now.items() if code != "mobile")


# ── Finding ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ACCOUNT, [("water", ACCOUNT)]),
        ("0736 2210 4458", [("water", ACCOUNT)]),
        ("4458", [("water", ACCOUNT)]),
        ("王秀英", [("water", ACCOUNT)]),
        ("tds", [("gas", "3072600133")]),
        ("胜爹", [("gas", "3072600133")]),
        ("0303", [("gas", "3072600133")]),
        ("7719", [("water", "073622104459")]),
        ("zsf", [("electricity", POWER)]),
        (PHONE, [("mobile", PHONE), ("unicom", PHONE), ("telecom", PHONE)]),
        ("", []),
        ("%", []),
        ("____", []),
        ("'; drop table bill --", []),
        ("\x00", []),
    ],
)
def test_an_account_is_found(station, told, text, expected) -> None:
    assert found(station, text) == expected


def test_a_card_and_a_meter_are_found(station, county, told, clock) -> None:
    now = clock.now().county_ms
    card = AccountLine("7072600138", "单秀英", "r3", 0, "C0012345")
    meter = BillLine("W-50", "073622100005", "张三丰", 100, "2026-10", meter="M778899")
    county.says(
        decisions.AccountsListed("power_card", 1, now, (card,)), decisions.BillsIssued("water", 1, now, (meter,))
    )
    assert found(station, "c0012345") == [("power_card", "7072600138")]
    assert found(station, "M778899") == [("water", "073622100005")]


def test_what_was_found_says_what_is_owed(station, pay) -> None:
    pay()
    with station.store.read() as db:
        paid = enquiry.find(db, station, ACCOUNT)[0]
        other = enquiry.find(db, station, "073622104459")[0]
    assert (paid.due_fen, paid.bills) == (0, 0)
    assert (other.due_fen, other.bills, other.holder, other.resident) == (3_500, 2, "覃龚堃", "r1")


def test_bills_due_of_a_household(station, county, told, clock) -> None:
    with station.store.read() as db:
        at = clock.now()
        assert [one.id for one in enquiry.due_for(db, station, ("r1", "r2"), at)] == ["W-11", "W-12"]
        assert [one.id for one in enquiry.due_for(db, station, ("r1", "r3"), at)] == ["W-10", "W-11", "W-12"]
        assert enquiry.due_for(db, station, (), at) == ()
        assert enquiry.due_for(db, station, ("",), at) == ()
    # An account that the list gives to a resident counts, also where the bill does not name one.
    county.says(
        decisions.AccountsListed("water", 1, 5, (AccountLine("073622108888", "唐德胜", "r4"),)),
        decisions.BillsIssued("water", 1, 5, (BillLine("W-88", "073622108888", "唐德胜", 700, "2026-10"),)),
    )
    with station.store.read() as db:
        assert [one.id for one in enquiry.due_for(db, station, ("r4",), clock.now())] == ["W-88"]


def test_days_until_the_cutoff_never_count_below_zero(station, told, clock) -> None:
    clock.advance(days=10)
    bill = ask(station).bills[0]
    assert (bill.cutoff_days, bill.overdue) == (0, True)
    assert bill.cutoff == clock.now().day - timedelta(days=8)
