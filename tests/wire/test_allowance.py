"""The county's code for one amount over the limit: short, signed whole, read from a scanner or a paste."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Malformed, UnknownVersion, WireTrouble, WrongSignature
from kiosk.texts import Texts
from kiosk.wire import allowance, codec
from kiosk.wire.allowance import Allowance

COUNTY = codec.private_key(bytes(range(100, 132)))
ELSEWHERE = codec.private_key(bytes(range(32)))
GIVEN = Allowance("430726-0112", "electricity", "4307260115832", 345_600, date(2026, 11, 20), "A0017")
TEXT = allowance.sign(GIVEN, COUNTY)
GOLDEN = Path(__file__).parent / "golden" / "allowance-1.txt"

given_allowances = st.builds(
    Allowance,
    station=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}", fullmatch=True),
    biller=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}", fullmatch=True),
    account=st.from_regex(r"[0-9A-Z]{1,40}", fullmatch=True),
    fen=st.integers(1, 9_999_999_999),
    day=st.dates(date(2000, 1, 1), date(9999, 12, 31)),
    number=st.from_regex(r"[0-9A-Z-]{1,20}", fullmatch=True),
)


def test_the_text_has_not_changed_and_is_still_read() -> None:
    assert GOLDEN.read_text("ascii").strip() == TEXT
    assert allowance.read(GOLDEN.read_text("ascii"), COUNTY.public_key()) == GIVEN


def test_it_is_short_enough_for_a_small_code() -> None:
    assert len(TEXT) < 180  # bytes: QR version 8 at level L, 49 modules


@given(given_allowances)
def test_what_was_signed_is_read(one: Allowance) -> None:
    text = allowance.sign(one, COUNTY)
    assert len(text) <= allowance.text_chars_max
    assert allowance.read(text, COUNTY.public_key()) == one


@given(st.integers(0, len(TEXT) - 1), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz*-_.中"))
def test_one_altered_sign_is_refused(place: int, sign: str) -> None:
    altered = TEXT[:place] + sign + TEXT[place + 1 :]
    if altered == TEXT:
        return
    with pytest.raises(WireTrouble) as caught:
        allowance.read(altered, COUNTY.public_key())
    assert Texts("zh").trouble(caught.value)


@given(st.integers(0, len(TEXT) - 1))
def test_half_a_paste_is_refused(length: int) -> None:
    with pytest.raises(WireTrouble):
        allowance.read(TEXT[:length], COUNTY.public_key())


@given(st.text(max_size=400))
def test_any_text_is_refused_and_nothing_worse(text: str) -> None:
    with pytest.raises(WireTrouble):
        allowance.read(text, COUNTY.public_key())


@pytest.mark.parametrize(
    "pasted",
    [f"  {TEXT}\r\n", "\n".join(TEXT[at : at + 40] for at in range(0, len(TEXT), 40)), TEXT.replace("*", "＊")],
)
def test_a_paste_may_have_been_broken_into_lines(pasted: str) -> None:
    assert allowance.read(pasted, COUNTY.public_key()) == GIVEN


def test_each_refusal_says_which() -> None:
    with pytest.raises(WrongSignature, match="wrong_signature"):
        allowance.read(TEXT, ELSEWHERE.public_key())
    with pytest.raises(WrongSignature):
        allowance.read(TEXT.replace("*345600*", "*345601*"), COUNTY.public_key())
    with pytest.raises(UnknownVersion) as caught:
        allowance.read(TEXT.replace("CKA1", "CKA2"), COUNTY.public_key())
    assert caught.value.values == {"version": "2"}
    for text in ("", "*", TEXT.replace("CKA1", "CK1"), TEXT.replace("20261120", "20261131"), TEXT + "A" * 300):
        with pytest.raises(Malformed, match="malformed"):
            allowance.read(text, COUNTY.public_key())


@pytest.mark.parametrize(
    "fault",
    [
        {"station": ""},
        {"biller": "water*gas"},
        {"account": "0736 2210"},
        {"account": "7" * 41},
        {"fen": 0},
        {"fen": -5},
        {"number": "a1"},
        {"number": ""},
    ],
)
def test_a_field_that_would_not_be_read_is_not_signed(fault: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        allowance.sign(replace(GIVEN, **fault), COUNTY)  # type: ignore[arg-type]
