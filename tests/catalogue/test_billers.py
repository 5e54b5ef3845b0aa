"""Billers are catalogue: numbers, amounts, caps and packages are judged, and a new biller works from files alone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue import Biller, BillModel, account, default_folder, load
from kiosk.errors import CatalogueBroken

CATALOGUE = load()
Faults = Callable[[str, str, str], set[tuple[str, str]]]

BROADBAND = """
[[billers]]
code = "broadband"
name = "石门县广电宽带"
service = "internet"
model = "validate"
formats = [{ pattern = 'KD[0-9A-F]{4}\\d{2,6}', example = "kd-00af 1234", hint = "装机单左上角" }]
least_fen = 3000
most_fen = 36000
step_fen = 1500
amounts = [3000, 9000, 36000]
commission = { by = "count", bands = [{ above = 0, permille = 10 }, { above = 2, permille = 12, each_fen = 5 }] }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(default_folder(), tmp_path / "catalogue"))


@pytest.fixture
def faults_after(folder: Path) -> Faults:
    def change(name: str, old: str, new: str) -> set[tuple[str, str]]:
        file = folder / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(CatalogueBroken) as caught:
            load(folder)
        return {(problem.field, problem.key.removeprefix("catalogue.")) for problem in caught.value.problems}

    return change


def test_what_ships_has_every_model_a_card_and_three_operators() -> None:
    assert {biller.model for biller in CATALOGUE.billers} == set(BillModel)
    assert {biller.service for biller in CATALOGUE.billers} == {"water", "electricity", "phone", "gas", "cable"}
    assert [biller.code for biller in CATALOGUE.billers if biller.service == "phone"] == ["mobile", "unicom", "telecom"]
    assert [biller.code for biller in CATALOGUE.billers if biller.card] == ["power_card"]
    assert all(biller.hotline and biller.short and biller.icon and biller.colour for biller in CATALOGUE.billers)
    assert all(look.hint for biller in CATALOGUE.billers for look in biller.formats)


@pytest.mark.parametrize("biller", CATALOGUE.billers, ids=lambda biller: biller.code)
def test_an_example_passes_and_a_wrong_digit_in_a_checked_one_does_not(biller: Biller) -> None:
    for look in biller.formats:
        assert account.fault_in(account.clean(look.example), biller) == ""
        for place in range(1, len(look.example)) if look.check else ():
            digit = look.example[place]
            wrong = look.example[:place] + str((int(digit) + 1) % 10) + look.example[place + 1 :]
            assert account.fault_in(wrong, biller) == account.CHECK


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("0736 2210 4458", "073622104458"),
        ("０７３６－２２１０－４４５８", "073622104458"),
        ("\ufeff0736\u20112210\u2014\u22124458\u200b\r\n", "073622104458"),
        ("kd-00af\u30001234", "KD00AF1234"),
        ("", ""),
    ],
)
def test_one_spelling(typed: str, cleaned: str) -> None:
    assert account.clean(typed) == cleaned


@given(st.text(alphabet="0123456789abzXKD -\u3000０９ＡＺ\u2013\u200b\n", max_size=60))
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    once = account.clean(typed)
    assert account.clean(once) == once
    assert once.isascii()
    assert once.isalnum() or not once


@given(st.text(max_size=60))
def test_any_text_is_judged(typed: str) -> None:
    for biller in CATALOGUE.billers:
        assert account.fault_in(account.clean(typed), biller) in {"", account.SHAPE, account.CHECK}


def test_shape_and_check_are_told_apart() -> None:
    card, power = CATALOGUE.biller("power_card"), CATALOGUE.biller("electricity")
    assert account.fault_in("7072600138", card) == ""
    assert account.fault_in("7072600183", card) == account.CHECK  # two digits swapped
    assert account.fault_in("707260013", card) == account.SHAPE
    assert account.fault_in("707260013八", card) == account.SHAPE
    assert account.fault_in("7072 600138", card) == account.SHAPE  # not cleaned
    assert {account.fault_in(number, power) for number in ("4307260115832", "0726011583")} == {""}
    assert account.fault_in("5307260115832", power) == account.SHAPE


def test_published_numbers_pass_the_check_digits() -> None:
    assert account.luhn("79927398713")  # the usual worked example
    assert not any(account.luhn(f"7992739871{digit}") for digit in "012456789")
    assert not account.luhn("")
    assert not account.luhn("٣")
    assert account.mod11("0365327")  # by hand: 2·2 + 3·3 + 5·4 + 6·5 + 3·6 + 0·7 = 81, and 81 + 7 = 8 · 11
    assert account.mod11("6X")  # 6·2 + 10 = 2 · 11
    assert not account.mod11("6x")
    assert not account.mod11("")
    assert not account.mod11("X")


@given(st.from_regex(r"[0-9]{1,18}", fullmatch=True))
def test_every_body_has_exactly_one_check_sign(body: str) -> None:
    assert sum(account.luhn(f"{body}{sign}") for sign in "0123456789") == 1
    assert sum(account.mod11(f"{body}{sign}") for sign in "0123456789X") == 1


@given(st.from_regex(r"[0-9]{4,12}", fullmatch=True), st.data())
def test_a_single_wrong_digit_is_always_found(body: str, data: st.DataObject) -> None:
    place, other = data.draw(st.integers(0, len(body) - 1)), data.draw(st.sampled_from("0123456789"))
    wrong = body[:place] + other + body[place + 1 :]
    for check, signs in ((account.luhn, "0123456789"), (account.mod11, "0123456789X")):
        sign = next(sign for sign in signs if check(body + sign))
        assert check(wrong + sign) == (wrong == body)


@pytest.mark.parametrize(
    ("old", "new", "place", "key"),
    [
        ('code = "gas"', 'code = "water"', "", "double"),
        (r"'0736\d{8}'", "'(0+)+'", "[0].formats[0].pattern", "pattern_dialect"),
        ('"073622104458"', '"07362210445"', "[0].formats[0].example", "example"),
        ('"7072600138"', '"7072600139"', "[2].formats[0].example", "example"),
        ("most_fen = 48000", "most_fen = 1000", "[7].least_fen", "no_amount"),
        ("step_fen = 2000 ", "step_fen = 49000 ", "[7].least_fen", "no_amount"),
        ("least_fen = 2000", "least_fen = 0", "[7].least_fen", "no_amount"),
        ("[2000, 6000", "[1000, 6000", "[7].amounts", "amount"),
        ("[2000, 6000", "[2000, 6001", "[7].amounts", "amount"),
        ("[2000, 6000", "[6000, 6000", "[7].amounts", "rising"),
        ("payment_fen = 48000", "payment_fen = 1999", "[7].caps.payment_fen", "cap"),
        ("total_fen = 2000000", "total_fen = 99999", "[0].caps.total_fen", "cap"),
        ("{ above = 0, each_fen = 50 }", "{ above = 1, each_fen = 50 }", "[0].commission.bands", "bands"),
        ("above = 200,", "above = 0,", "[0].commission.bands", "bands"),
        ('short = "水费"', 'short = "水费"\nfee = "tip"', "[0].fee", "unknown"),
        ('office = "请', 'note = "请', "[2].office", "card_office"),
        ("unverified = true\nunknown", "unverified = false\nunknown", "[3].unverified", "direct_unverified"),
        ('model = "fetch"', 'model = "guess"', "[0].model", "value"),
        ('check = "luhn"', 'check = "crc"', "[2].formats[0].check", "value"),
    ],
)
def test_a_fault_is_found(faults_after: Faults, old: str, new: str, place: str, key: str) -> None:
    found = faults_after("billers.toml", old, new)
    assert (f"billers.toml: billers{place}", key) in found


@pytest.mark.parametrize("faces", ["[]", "[100, 500]", "[500, 500, 100]"])
def test_faces_are_counted_from_the_largest(faults_after: Faults, faces: str) -> None:
    faults = faults_after("till.toml", "faces = [10000, 5000, 2000, 1000, 500, 100, 50, 10]", f"faces = {faces}")
    assert faults == {("till.toml: faces", "faces")}


def test_a_biller_that_nobody_knew_works_from_the_file_alone(folder: Path) -> None:
    file = folder / "billers.toml"
    file.write_text(file.read_text("utf-8") + BROADBAND, "utf-8")
    biller = load(folder).biller("broadband")
    number = account.clean("ｋｄ-00AF 1234")
    assert (number, account.fault_in(number, biller)) == ("KD00AF1234", "")
    assert account.fault_in("KD00AG1234", biller) == account.SHAPE
    assert all(
        biller.least_fen <= fen <= biller.caps.payment_fen and fen % biller.step_fen == 0 for fen in biller.amounts
    )
    assert [biller.commission.fen(9_000, before) for before in (0, 1, 2, 3)] == [90, 90, 113, 113]
    assert load(folder).digest != CATALOGUE.digest


def test_commission_is_below_a_fen_left_off_and_its_bands_hold_from_their_first_payment() -> None:
    power = CATALOGUE.biller("electricity").commission
    assert [power.fen(4_999, before) for before in (0, 4_999_999, 5_000_000, 15_000_000)] == [29, 29, 34, 39]
    assert CATALOGUE.biller("water").commission.fen(1, 199) == 50
    assert CATALOGUE.biller("water").commission.fen(1, 200) == 60
