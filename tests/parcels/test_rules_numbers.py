"""Every number of features.md, "Waybill numbers", and what is asked about."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import limits
from kiosk.catalogue import OTHER, Catalogue, load
from kiosk.parcels import rules
from kiosk.parcels.rules import Recognition, recognise

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
CATALOGUE: Catalogue = load()


def seen(raw: str, recent: tuple[tuple[str, str], ...] = ()) -> Recognition:
    return recognise(raw, CATALOGUE.carriers, recent, CATALOGUE.carriers_file.questions)


def offered(raw: str) -> list[str]:
    return [candidate.carrier for candidate in seen(raw).candidates]


@pytest.mark.parametrize(
    ("number", "carrier"),
    [
        ("SF1385628716739", "SF"),
        ("YT8962646785389", "YTO"),
        ("JT5261988016578", "JT"),
        ("JDX024407261700", "JD"),
        ("JDVA11408814483", "JD"),
        ("JDVA11408814483-1-2-", "JD"),
        ("DPK202252612836", "DEPPON"),
        ("RB123456785GB", "POST"),
        ("EE471108151FR", "EMS"),
        (" sf 1385628716739\r\n", "SF"),
        ("ＳＦ１３８５６２８７１６７３９", "SF"),
    ],
)
def test_a_sure_rule_decides_alone(number: str, carrier: str) -> None:
    assert seen(number).decided == carrier
    assert seen(number).question is None


@pytest.mark.parametrize(
    ("number", "first"),
    [
        ("73610555582883", "ZTO"),
        ("773277027280336", "STO"),
        ("77316523125896", "STO"),
        ("463431409940372", "YUNDA"),
    ],
)
def test_digits_alone_only_order_the_candidates(number: str, first: str) -> None:
    assert seen(number).decided is None
    assert offered(number)[0] == first


@pytest.mark.parametrize(
    ("number", "carriers"),
    [
        ("432542035598773", {"STO", "YUNDA"}),
        ("033222868176", {"SF"}),
        ("3967950525457", {"YUNDA"}),
        ("1207119765021", {"POST", "EMS"}),
        ("4309597495550", {"POST"}),
        ("YT1234567890123456", {"YUNEXPRESS"}),
        ("JD1234567890123456", {"DHLEC"}),
        ("JT123456789012", {"JT", "BEST"}),
        ("621123456789012", {"DANNIAO"}),
        ("LP12345678901234", {"CAINIAO"}),
        ("PA12345678901", {"POST"}),
        ("12345678", {"DEPPON"}),
    ],
)
def test_the_others_are_offered(number: str, carriers: set[str]) -> None:
    assert seen(number).decided is None
    assert carriers <= set(offered(number))


def test_a_failed_check_digit_is_offered_and_taken_in() -> None:
    found = seen("EA123456789CN")
    assert (found.number, found.decided, found.question) == ("EA123456789CN", None, None)
    assert [(one.carrier, one.check_failed) for one in found.candidates] == [("EMS", True)]


def test_an_unknown_number_is_other_and_never_refused() -> None:
    found = seen("QQZ-998877")
    assert (found.decided, found.candidates, found.question, found.suggested) == (None, (), None, OTHER)


def test_the_recent_intakes_of_this_point_come_first() -> None:
    number = "432542035598773"
    assert offered(number)[0] == "STO"
    habit = (("430000000000001", "YUNDA"),) * 3 + (("430000000000002", "STO"),)
    assert [one.carrier for one in seen(number, habit).candidates][:2] == ["YUNDA", "STO"]
    other_shapes = (("43000000000000", "YUNDA"), ("440000000000001", "YUNDA"))
    assert seen(number, other_shapes).candidates[0].carrier == "STO"


def test_habit_offers_a_carrier_that_no_rule_names_but_never_decides() -> None:
    found = seen("QQZ-998877", (("QQZ-112233", "ZTO"),) * 200)
    assert (found.decided, found.suggested, found.candidates[0].learned) == (None, "ZTO", 200)
    assert seen("SF1385628716739", (("SF1111111111111", "YTO"),) * 200).decided == "SF"


@pytest.mark.parametrize(
    ("raw", "question"),
    [
        ("13807445566", "phone"),
        ("6901234567892", "goods"),
        ("2026112012345678901", "order"),
        ("201120-123456789012345", "order"),
        ("", "rubbish"),
        ("12", "rubbish"),
        ("SF1385628716\x00739", "rubbish"),
        ("\x1bSF1385628716739", "rubbish"),
        ("A" * 5000, "rubbish"),
        ("https://x.cn/p?c=3-2-4107", "rubbish"),
        ("取件码3-2-4107", "rubbish"),
        ("\ud800" * 9, "rubbish"),
    ],
)
def test_what_is_no_waybill_is_asked_about(raw: str, question: str) -> None:
    found = seen(raw)
    assert (found.question, found.decided) == (question, None)
    assert len(found.number) <= limits.waybill_chars_max


@pytest.mark.parametrize(
    ("payload", "number", "decided"),
    [
        ("圆通速递，运单号YT8962646785389，请扫码取件", "YT8962646785389", "YTO"),
        ('{"mailNo":"773277027280336","tel":"19900000123"}', "773277027280336", None),
        ("https://x.cn/t?no=sf1385628716739&from=label", "SF1385628716739", "SF"),
    ],
)
def test_the_number_inside_a_labels_qr_code_is_found(payload: str, number: str, decided: str | None) -> None:
    found = seen(payload)
    assert (found.number, found.decided, found.question) == (number, decided, None)
    assert found.suggested != OTHER


@pytest.mark.parametrize("payload", ["YT8962646785389，SF1385628716739", "运单\x1bYT8962646785389", "电话19900000123"])
def test_two_numbers_or_none_are_asked_about(payload: str) -> None:
    assert (seen(payload).question, seen(payload).decided) == ("rubbish", None)


def test_a_goods_code_needs_its_check_digit() -> None:
    assert seen("6901234567893").question is None


@given(st.text(max_size=600))
def test_any_scan_is_answered(raw: str) -> None:
    found = seen(raw)
    assert len(found.number) <= limits.waybill_chars_max
    assert found.suggested
    if found.question is None:
        assert found.number.isascii()
        assert rules.clean_number(found.number) == found.number


@given(st.from_regex(r"[A-Z]{2}[0-9]{8}", fullmatch=True))
def test_exactly_one_check_digit_holds(head: str) -> None:
    assert sum(rules.s10_holds(f"{head}{digit}CN") for digit in range(10)) == 1


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_exactly_one_ean_digit_holds(head: str) -> None:
    assert sum(rules.ean13_holds(f"{head}{digit}") for digit in range(10)) == 1


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared data")
def test_the_shared_numbers_name_their_carrier_first_or_among_the_offers() -> None:
    with (SHARED / "data" / "waybills.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    for row in rows:
        assert row["carrier"] in [CATALOGUE.carrier(code).name for code in offered(row["number"])], row
