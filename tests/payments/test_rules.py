"""Values in, values out: amounts, accounts, bills, caps, limit, guards, cash. Every refusal names its figure."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk import catalogue, limits, money
from kiosk.catalogue.formats import Caps
from kiosk.clock import DAY_MS
from kiosk.payments import rules
from kiosk.payments.model import PayState
from kiosk.payments.rules import Before, Limit, Waiting, Wanted
from kiosk.texts import Texts
from kiosk.wire.allowance import Allowance, sign
from kiosk.wire.payment_events import PaidBill
from tests.payments.conftest import COUNTY_KEY

BOOK = catalogue.load(catalogue.default_folder())
WATER, POWER, MOBILE, GAS = (BOOK.biller(code) for code in ("water", "electricity", "mobile", "gas"))
FACES = BOOK.till.faces


def keys(problems) -> list[str]:
    for problem in problems:
        for language in ("zh", "en"):
            text = Texts(language).problem(problem)
            assert text != f"problem.{problem.key}"
            assert "{" not in text
    return [problem.key.removeprefix("payments.") for problem in problems]


# ── Amounts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "-1", "−5", "0.001", "1.234", "1234567890123", "１２,５０", "12,50", "1e3", "１２.５０.0", "🧧"],
)
def test_what_is_no_amount(text) -> None:
    assert money.parse_fen(text) is None
    assert keys(rules.problems_in_amount(WATER, money.parse_fen(text) or 0)) == ["no_amount"]


@pytest.mark.parametrize(
    ("text", "fen"), [("38.6", 3_860), ("３８．６０", 3_860), ("1,286.40", 128_640), ("¥20", 2_000), ("0", 0)]
)
def test_what_is_an_amount(text, fen) -> None:
    assert money.parse_fen(text) == fen


@pytest.mark.parametrize(
    ("biller", "fen", "found"),
    [
        (WATER, 0, ["no_amount"]),
        (WATER, -1, ["no_amount"]),
        (WATER, limits.amount_fen_max + 1, ["no_amount"]),
        (WATER, 100_000, []),
        (WATER, 100_001, ["too_much"]),
        (MOBILE, 999, ["too_little", "step"]),
        (MOBILE, 1_000, []),
        (MOBILE, 1_500, ["step"]),
        (MOBILE, 50_001, ["too_much", "step"]),
    ],
)
def test_guards_of_the_amount(biller, fen, found) -> None:
    assert keys(rules.problems_in_amount(biller, fen)) == found


def test_the_county_may_allow_more() -> None:
    assert not rules.problems_in_amount(WATER, 100_001, allowed=True)


@given(st.integers(1, limits.amount_fen_max))
def test_suggested_cash_is_enough_and_rises(due_fen) -> None:
    amounts = rules.suggest(due_fen)
    assert amounts[0] == due_fen
    assert list(amounts) == sorted(set(amounts))
    assert len(amounts) <= 6


def test_nothing_is_asked_for_that_no_coin_makes() -> None:
    assert rules.suggest(3_863, 10) == (3_870, 4_000, 5_000, 10_000)
    crediting = msgspec.structs.replace(WATER, credits_rest=True)
    assert not rules.problems_in_sum(crediting, 3_863, 3_870, 10)
    assert not rules.problems_in_sum(crediting, 3_863, 3_863, 10), "whoever has fen may pay them"
    assert keys(rules.problems_in_sum(crediting, 3_863, 3_871, 10)) == ["more_than_owed"]
    assert keys(rules.problems_in_sum(crediting, 3_860, 3_870, 10)) == ["more_than_owed"]
    without = msgspec.structs.replace(WATER, credits_rest=False)
    assert keys(rules.problems_in_sum(without, 3_863, 3_870, 10)) == ["more_than_owed"]


def test_suggested_as_people_pay() -> None:
    assert rules.suggest(3_860) == (3_860, 4_000, 5_000, 10_000)
    assert rules.suggest(10_000) == (10_000,)
    assert rules.suggest(0) == ()


@given(st.integers(0, 1_000_000))
def test_change_adds_up(fen) -> None:
    parts, left = rules.change_in(fen, FACES)
    assert sum(face * count for face, count in parts) + left == fen
    assert left < min(FACES)


@pytest.mark.parametrize(
    ("due", "received", "found"),
    [(3_860, 3_860, []), (3_860, 3_859, ["cash_short"]), (3_860, -1, ["no_amount"]),
     (3_860, limits.amount_fen_max + 1, ["no_amount"])],
)  # fmt: skip
def test_cash(due, received, found) -> None:
    assert keys(rules.problems_in_cash(due, received)) == found


# ── Accounts, texts, references ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0736 2210 4458", []),
        ("０７３６２２１０４４５８", []),
        ("0736-2210-4458", []),
        ("", ["account_missing"]),
        ("   ", ["account_missing"]),
        ("07362210445", ["account_shape"]),
        ("0736ABCD4458", ["account_shape"]),
        ("7" * 40, ["account_shape"]),
        ("7" * 100_000, ["account_shape"]),
        ("王秀英", ["account_shape"]),
        ("0736\x002210\ud8404458", ["account_shape"]),
    ],
)
def test_account_numbers(text, found) -> None:
    assert keys(rules.problems_in_account(WATER, rules.clean_account(text))) == found


def test_a_mistyped_digit_is_said_to_be_one() -> None:
    assert not rules.problems_in_account(GAS, "3072600133")
    assert keys(rules.problems_in_account(GAS, "3072600134")) == ["account_check"]


def test_words_have_limits() -> None:
    long = "王" * (limits.name_chars_max + 1)
    assert len(rules.problems_in_words(long, "\x00", "9" * 41)) == 3


@pytest.mark.parametrize("state", PayState)
def test_unknown_comes_with_age_and_never_as_failed(state) -> None:
    young = rules.state_shown(state, 0, 3 * DAY_MS - 1, 3)
    old = rules.state_shown(state, 0, 3 * DAY_MS, 3)
    assert young is state
    waits = state in (PayState.ACCEPTED, PayState.CANCELLING)
    assert old is (PayState.UNKNOWN if waits else state)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_has_its_own_word(language) -> None:
    words = [Texts(language)(rules.state_word(state)) for state in PayState]
    assert len(set(words)) == len(PayState)
    assert not any(word.startswith("payments.") for word in words)
    assert "失败" not in Texts("zh")(rules.state_word(PayState.UNKNOWN))


# ── Bills ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(st.integers(1, 10_000), max_size=8), st.integers(0, 90_000))
def test_an_amount_is_shared_oldest_first(owed, amount) -> None:
    lines = rules.share([(str(at), fen) for at, fen in enumerate(owed)], amount)
    assert sum(line.fen for line in lines) == min(amount, sum(owed))
    assert all(0 < line.fen <= owed[int(line.id)] for line in lines)
    assert all(line.fen == owed[int(line.id)] for line in lines[:-1])


def test_a_part_is_paid_only_where_the_biller_allows_it() -> None:
    assert rules.share([("a", 100), ("b", 50)], 120) == (PaidBill("a", 100), PaidBill("b", 20))
    assert keys(rules.problems_in_sum(WATER, 100, 99)) == ["not_the_sum"]
    assert not rules.problems_in_sum(POWER, 100, 99)
    assert keys(rules.problems_in_sum(POWER, 100, 101)) == ["more_than_owed"]
    assert not rules.problems_in_sum(WATER, 100, 100)


# ── Caps and limit ────────────────────────────────────────────────────────────────────────────────────────────────────

CAPS = Caps(payment_fen=1_000, count=3, total_fen=2_500, age_h=24)
HOUR_MS = 3_600_000


@pytest.mark.parametrize(
    ("waiting", "amount", "found"),
    [
        (Waiting(), 1_000, []),
        (Waiting(), 1_001, ["cap_payment"]),
        (Waiting(2, 1_500, 1), 1_000, []),
        (Waiting(2, 1_501, 1), 1_000, ["cap_left"]),
        (Waiting(2, 1_501, 1), 1_001, ["cap_payment", "cap_left"]),
        (Waiting(3, 30, 1), 1, ["cap_count"]),
        (Waiting(2, 2_500, 1), 1, ["cap_total"]),
    ],
)
def test_caps_to_the_fen(waiting, amount, found) -> None:
    assert keys(rules.problems_in_caps(CAPS, waiting, amount, HOUR_MS)) == found


def test_the_oldest_stops_at_its_hour() -> None:
    waits = Waiting(1, 10, 5)
    assert rules.stopped(CAPS, waits, 5 + 24 * HOUR_MS - 1) is None
    assert keys([rules.stopped(CAPS, waits, 5 + 24 * HOUR_MS)]) == ["cap_age"]


def test_a_cap_of_the_county_replaces_the_catalogues_figure_by_figure() -> None:
    biller = replace(WATER, caps=Caps(1, 2, 3, 4))
    own, everywhere = Caps(10, 0, 0, 0), Caps(99, 20, 0, 0)
    assert rules.caps_in_force(biller, own, everywhere) == Caps(10, 20, 3, 4)
    assert rules.caps_in_force(biller, None) == Caps(1, 2, 3, 4)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_one_fen_more_is_refused(floated, credit, queued) -> None:
    limit = Limit(floated, credit, queued, told=True)
    assert limit.fen == max(0, floated + credit - queued)
    assert not rules.problems_in_limit(limit, limit.fen)
    assert keys(rules.problems_in_limit(limit, limit.fen + 1)) == ["over_limit"]


def test_no_float_before_the_county_has_told_one() -> None:
    assert keys(rules.problems_in_limit(Limit(), 1)) == ["no_float"]


# ── The one-off code ──────────────────────────────────────────────────────────────────────────────────────────────────

DAY = date(2026, 11, 20)
GIVEN = Allowance("430726-0112", "water", "073622104458", 123_456, DAY, "A-7")
RIGHT = Wanted("430726-0112", "water", "073622104458", 123_456, DAY)
PUBLIC = COUNTY_KEY.public_key().public_bytes_raw()


def test_a_code_allows_exactly_what_it_says() -> None:
    assert rules.read_allowance(sign(GIVEN, COUNTY_KEY), PUBLIC, RIGHT) == (GIVEN, ())


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted("430726-0113", "water", "073622104458", 123_456, DAY), ["allowance_station"]),
        (Wanted("430726-0112", "gas", "073622104458", 123_456, DAY), ["allowance_biller"]),
        (Wanted("430726-0112", "water", "073622104459", 123_456, DAY), ["allowance_account"]),
        (Wanted("430726-0112", "water", "073622104458", 123_457, DAY), ["allowance_fen"]),
        (Wanted("430726-0112", "water", "073622104458", 123_456, DAY + timedelta(days=1)), ["allowance_day"]),
        (
            Wanted("x", "gas", "1", 1, DAY),
            ["allowance_station", "allowance_biller", "allowance_account", "allowance_fen"],
        ),
    ],
)
def test_a_code_for_something_else(wanted, found) -> None:
    allowed, problems = rules.read_allowance(sign(GIVEN, COUNTY_KEY), PUBLIC, wanted)
    assert allowed is None
    assert keys(problems) == found


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_altered_sign_kills_a_code(place, by) -> None:
    text = sign(GIVEN, COUNTY_KEY)
    place %= len(text)
    altered = text[:place] + chr(ord(text[place]) ^ by) + text[place + 1 :]
    allowed, problems = rules.read_allowance(altered, PUBLIC, RIGHT)
    assert allowed is None or altered.strip() == text  # a blank beside it does no harm
    assert bool(problems) or allowed == GIVEN


def test_without_the_countys_key_no_code_is_good() -> None:
    assert keys(rules.read_allowance(sign(GIVEN, COUNTY_KEY), b"", RIGHT)[1]) == ["allowance_broken"]


# ── Guards ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "amount", "holder", "present", "found"),
    [
        (Before(), 5_000, "王秀英", ("王秀英", ""), []),
        (Before(same_bill_day=DAY), 5_000, "", (), ["same_bill"]),
        (Before(same_bill_day=DAY, again_s=7), 5_000, "", (), ["again"]),
        (Before(usual_fen=1_000), 2_999, "", (), []),
        (Before(usual_fen=1_000), 3_000, "", (), ["unusual"]),
        (Before(), 5_000, "王秀英", ("", "覃龚堃"), ["other_name"]),
        (Before(), 5_000, "王*英", ("王秀英",), []),
        (Before(), 5_000, "", ("覃龚堃",), []),
        (Before(DAY, None, 100), 5_000, "王秀英", ("覃龚堃",), ["same_bill", "unusual", "other_name"]),
    ],
)
def test_what_is_looked_at_twice(before, amount, holder, present, found) -> None:
    asked = rules.guards(before, amount, 3, holder, present)
    assert [guard.code for guard in asked] == found
    assert keys(rules.unconfirmed(asked, ())) == [f"guard_{code}" for code in found]
    assert not rules.unconfirmed(asked, found)
    for guard in asked:
        for language in ("zh", "en"):
            assert "{" not in Texts(language)(f"payments.guard.{guard.code}", **dict(guard.values))


def test_the_usual_amount() -> None:
    assert rules.usual_fen(700, [1, 2]) == 700
    assert rules.usual_fen(0, [100, 9_000, 300]) == 300
    assert rules.usual_fen(0, []) == 0


@pytest.mark.parametrize(
    ("account", "read"),
    [("13812345678", "138 1234 5678"), ("073622104458", "0736 2210 4458"), ("12345678901", "1234 5678 901"), ("", "")],
)
def test_numbers_are_read_in_groups(account: str, read: str) -> None:
    assert rules.grouped(account) == read
