"""Codes that cannot collide, shelves, days, money, sending."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue import CodeStyle, Limits, Numbering, Shelf, load
from kiosk.parcels import rules
from kiosk.parcels.rules import DueAtPickup, LastCode, PickupMoney, Sending, Spot

DAY = date(2026, 11, 20)
ROLLING = CodeStyle("rolling", "架-层-序", digits=4, first=1001)
DAILY = CodeStyle("daily", "当日", digits=3, first=1, numbering=Numbering.DAILY)
SHORT = CodeStyle("short", "架-序", parts=("shelf", "number"), digits=4, first=7956)


@pytest.mark.parametrize(
    ("style", "spot", "last", "code"),
    [
        (ROLLING, Spot("6", 5), LastCode(3001, DAY), "6-5-3002"),
        (SHORT, Spot("00", 1), None, "00-7956"),
        (ROLLING, Spot("Z5", 2), LastCode(1349, DAY), "Z5-2-1350"),
        (DAILY, Spot("3", 2), LastCode(41, DAY), "3-2-042"),
        (DAILY, Spot("3", 2), LastCode(41, DAY - timedelta(days=1)), "3-2-001"),
        (ROLLING, Spot("6", 5), LastCode(9999, DAY), "6-5-1001"),
    ],
)
def test_codes_look_as_residents_know_them(style: CodeStyle, spot: Spot, last: LastCode | None, code: str) -> None:
    assert rules.next_code(style, spot, (), DAY, last).text == code


@pytest.mark.parametrize("said", ["6-5-3002", "653002", "６－５－３００２", " 6 5 3002 ", "6—5—3002"])
def test_a_code_is_found_however_it_is_written(said: str) -> None:
    assert rules.normalise_code(said) == "653002"


def test_codes_that_differ_only_by_hyphens_are_one_code() -> None:
    style = CodeStyle("s", "s", digits=3, first=1)
    assert rules.next_code(style, Spot("1", 11), {"11-1-001"}, DAY).text == "1-11-002"


def test_when_every_number_is_in_stock_the_number_grows() -> None:
    style = CodeStyle("s", "s", parts=("shelf", "number"), digits=2, first=1)
    stock = {f"1-{number:02}" for number in range(1, 100)}
    assert rules.next_code(style, Spot("1", 1), stock, DAY, LastCode(50, DAY)).text == "1-100"
    assert rules.next_code(style, Spot("1", 1), stock | {"1-100"}, DAY, LastCode(100, DAY)).text == "1-101"


@pytest.mark.parametrize("style", [ROLLING, DAILY, SHORT, CodeStyle("two", "两位", digits=2, first=1)])
def test_over_ten_thousand_intakes_and_as_many_pickups_no_two_in_stock_share_a_code(style: CodeStyle) -> None:
    chance = random.Random(20261120)
    spots = [Spot(shelf, layer) for shelf in ("1", "11", "Z5", "00") for layer in (1, 11, 2)]
    stock: list[str] = []
    keys_in_stock: set[str] = set()
    last: dict[Spot, LastCode] = {}
    for step in range(20_000):
        day = DAY + timedelta(days=step // 120)
        if stock and (len(stock) > 300 or chance.random() < 0.45):
            keys_in_stock.remove(rules.normalise_code(stock.pop(chance.randrange(len(stock)))))
            continue
        spot = chance.choice(spots)
        code = rules.next_code(style, spot, stock, day, last.get(spot))
        last[spot] = LastCode(code.number, day)
        assert rules.normalise_code(code.text) not in keys_in_stock
        stock.append(code.text)
        keys_in_stock.add(rules.normalise_code(code.text))


@given(
    st.sets(st.integers(0, 120), max_size=100),
    st.integers(0, 120),
    st.sampled_from(list(Numbering)),
    st.integers(0, 3),
)
def test_a_new_code_is_never_in_use(numbers: set[int], at: int, numbering: Numbering, days: int) -> None:
    style = CodeStyle("s", "s", digits=2, first=1, numbering=numbering)
    stock = {f"1-1-{number:02}" for number in numbers}
    code = rules.next_code(style, Spot("1", 1), stock, DAY, LastCode(at, DAY - timedelta(days=days)))
    assert rules.normalise_code(code.text) not in {rules.normalise_code(text) for text in stock}


SHELVES = (Shelf("1", "1号架", layers=2, capacity=2), Shelf("00", "大件区", capacity=1, bulky=True))


def test_a_parcel_goes_beside_the_others_of_its_household_then_to_the_emptiest_layer() -> None:
    assert rules.choose_spot(SHELVES, {}) == Spot("1", 1)
    assert rules.choose_spot(SHELVES, {Spot("1", 1): 1}) == Spot("1", 2)
    assert rules.choose_spot(SHELVES, {Spot("1", 1): 1}, [Spot("1", 1)]) == Spot("1", 1)
    assert rules.choose_spot(SHELVES, {Spot("1", 1): 2}, [Spot("1", 1)]) == Spot("1", 2)
    assert rules.choose_spot(SHELVES, {}, [Spot("gone", 9)]) == Spot("1", 1)


def test_large_things_have_their_shelf_and_full_shelves_overflow() -> None:
    assert rules.choose_spot(SHELVES, {}, bulky=True) == Spot("00", 1)
    assert rules.choose_spot(SHELVES[:1], {}, bulky=True) == Spot("1", 1)
    assert rules.choose_spot(SHELVES, {Spot("1", 1): 5, Spot("1", 2): 4}) == Spot("1", 2)


def test_the_retention_ladder() -> None:
    stages = [int(rules.stage(days, (3, 5, 7))) for days in range(9)]
    assert stages == [0, 0, 0, 1, 1, 2, 2, 3, 3]
    assert rules.days_stored(DAY, DAY - timedelta(days=3)) == 0


def test_the_day_after_the_storage_period_is_the_return_day() -> None:
    assert rules.return_due(date(2026, 12, 30), 3) == date(2027, 1, 3)


@pytest.mark.parametrize(
    ("taken_in", "months", "due"),
    [
        (date(2026, 11, 20), 6, date(2027, 5, 20)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 6, 15), 6, date(2026, 12, 15)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_an_unclaimed_letter_waits_six_months(taken_in: date, months: int, due: date) -> None:
    assert rules.letter_due(taken_in, months) == due


def test_a_complaint_is_red_on_day_eight_and_a_late_answer_stays_late() -> None:
    day_7, day_8 = DAY + timedelta(days=7), DAY + timedelta(days=8)
    assert rules.complaint_clock(DAY, DAY, 7) == rules.ComplaintClock(day_7, 7, late=False)
    assert not rules.complaint_clock(DAY, day_7, 7).late
    assert rules.complaint_clock(DAY, day_8, 7).late
    assert rules.complaint_clock(DAY, day_8 + timedelta(days=90), 7, answered=day_8).late
    assert not rules.complaint_clock(DAY, day_8, 7, answered=day_7).late


def test_a_duty_never_signed_is_due_today() -> None:
    assert rules.duty_due(None, 30, DAY) == DAY
    assert rules.duty_due(DAY, 30, DAY) == DAY + timedelta(days=30)
    assert rules.destruction_due(DAY, 90) == date(2027, 2, 18)


@pytest.mark.parametrize(
    ("said", "digits", "fine", "tail"),
    [
        ("13807445566", "13807445566", True, "5566"),
        ("+86 138-0744-5566", "13807445566", True, "5566"),
        ("１３８０７４４５５６６", "13807445566", True, "5566"),
        ("0736-5331234", "07365331234", True, "1234"),
        ("199****0123", "199****0123", False, "0123"),
        ("199000001**", "199000001**", False, ""),
        ("12345", "12345", False, "2345"),
        ("", "", False, ""),
    ],
)
def test_phones(said: str, digits: str, fine: bool, tail: str) -> None:
    assert rules.normalise_phone(said) == digits
    assert rules.phone_ok(said) is fine
    assert rules.phone_tail(said) == tail


DUE = DueAtPickup(cod_fen=12_800, freight_fen=1_500)
FILLED = PickupMoney(weight_g=1_200, packing_fen=100, insurance_fen=0, paid_fen=14_400)


def keys(problems: tuple[rules.Problem, ...]) -> set[tuple[str, str]]:
    return {(problem.field, problem.key) for problem in problems}


def test_no_release_until_the_money_form_is_complete() -> None:
    assert rules.problems_in_money(DUE, FILLED, Limits()) == ()
    assert keys(rules.problems_in_money(DUE, PickupMoney(), Limits())) == {
        ("weight_g", "weight_g.missing"),
        ("packing_fen", "packing_fen.missing"),
        ("insurance_fen", "insurance_fen.missing"),
        ("paid_fen", "paid_fen.missing"),
    }
    assert rules.problems_in_money(DueAtPickup(), PickupMoney(), Limits()) == ()


def test_the_paid_amount_is_the_sum_to_the_fen() -> None:
    (problem,) = rules.problems_in_money(DUE, replace(FILLED, paid_fen=14_399), Limits())
    assert (problem.key, problem.values) == ("money.not_the_sum", {"wanted_fen": 14_400})
    negative = rules.problems_in_money(DUE, replace(FILLED, packing_fen=-1, weight_g=0), Limits())
    assert keys(negative) == {("packing_fen", "packing_fen.out_of_range"), ("weight_g", "weight_g.out_of_range")}


SENT = Sending(
    carrier="ZTO",
    tariff="near",
    sender_name="覃小梅",
    sender_phone="19900000123",
    id_number="11010519491231002X",
    identity_checked=True,
    recipient_name="王五",
    recipient_phone="0731-82223333",
    recipient_address="长沙市芙蓉区1号",
    contents="腊肉",
    contents_checked=True,
    weight_g=2_300,
    freight_fen=2_000,
    packing_fen=200,
    insurance_fen=0,
    paid_fen=2_200,
)


def test_a_complete_sending_closes() -> None:
    assert rules.problems_in_sending(SENT, Limits()) == ()


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"identity_checked": False}, {"identity_checked"}),
        ({"contents_checked": False}, {"contents_checked"}),
        ({"id_number": "110105194912310021"}, {"id_number"}),
        ({"weight_g": None, "freight_fen": None}, {"weight_g", "freight_fen"}),
        ({"paid_fen": 2_201}, {"paid_fen"}),
        ({"sender_name": " ", "recipient_phone": "1"}, {"sender_name", "recipient_phone"}),
        ({"contents": "x" * 301}, {"contents"}),
        ({"declared_fen": 500_001}, {"declared_fen"}),
    ],
)
def test_a_sending_does_not_close_without(change: dict[str, object], fields: set[str]) -> None:
    problems = rules.problems_in_sending(replace(SENT, **change), Limits())  # type: ignore[arg-type]
    assert {problem.field for problem in problems} == fields


def test_a_parcel_that_the_recipient_pays_needs_its_weight_but_no_money_here() -> None:
    collect = replace(SENT, prepaid=False, freight_fen=None, packing_fen=None, insurance_fen=None, paid_fen=None)
    assert rules.problems_in_sending(collect, Limits()) == ()
    assert {problem.field for problem in rules.problems_in_sending(replace(collect, weight_g=None), Limits())} == {
        "weight_g"
    }


def test_a_draft_needs_a_name_only_and_an_empty_form_shows_every_problem_at_once() -> None:
    assert keys(rules.problems_in_draft(Sending())) == {("sender_name", "sending.sender_name")}
    assert rules.problems_in_draft(Sending(sender_name="覃小梅")) == ()
    assert len(rules.problems_in_sending(Sending(), Limits())) == 15


@pytest.mark.parametrize(("weight_g", "fen"), [(1, 1000), (1000, 1000), (1001, 1500), (2000, 1500), (2001, 2000)])
def test_each_begun_step_counts(weight_g: int, fen: int) -> None:
    assert rules.freight_fen(weight_g, load().tariff("near")) == fen


@given(st.text(max_size=40), st.text(max_size=40), st.integers() | st.none(), st.integers() | st.none())
def test_any_form_is_answered(name: str, phone: str, weight_g: int | None, paid_fen: int | None) -> None:
    form = Sending(sender_name=name, sender_phone=phone, id_number=phone, weight_g=weight_g, paid_fen=paid_fen)
    assert rules.problems_in_sending(form, Limits())
