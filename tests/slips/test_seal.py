"""The signed code on a slip: any station verifies it offline; one altered character fails."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Bug, Malformed, NotFound, Trouble, WrongSignature
from kiosk.slips.seal import SlipCode, SlipSigner, check_code, verify

SIGNER = SlipSigner("430726-0112", bytes(32))
KEYS = {"430726-0112": SIGNER.public_key}.get
CODE = SIGNER.qr("PICKUP", 1_000_000_012, date(2026, 11, 20), "3-2-1024", "0.00")


def test_a_neighbour_reads_what_was_printed():
    assert verify(CODE, KEYS) == SlipCode(
        "430726-0112", "PICKUP", 1_000_000_012, date(2026, 11, 20), ("3-2-1024", "0.00")
    )


@given(st.integers(0, len(CODE) - 1), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-*."))
def test_one_altered_character_fails(at, letter):
    altered = CODE[:at] + letter + CODE[at + 1 :]
    if altered != CODE:
        with pytest.raises(Trouble):
            verify(altered, KEYS)


def test_troubles_are_told_apart():
    with pytest.raises(Malformed):
        verify("https://example.cn", KEYS)
    with pytest.raises(NotFound):
        verify(SlipSigner("430726-0999", bytes(32)).qr("PICKUP", 1, date(2026, 1, 1)), KEYS)
    with pytest.raises(WrongSignature):
        verify(SlipSigner("430726-0112", b"x" * 32).qr("PICKUP", 1, date(2026, 1, 1)), KEYS)


@given(st.text(max_size=500))
def test_any_text_is_refused_calmly(text):
    with pytest.raises(Trouble):
        verify(text, KEYS)


def test_it_fits_a_qr_that_58_mm_paper_can_hold():
    assert len(CODE) <= 221, "alphanumeric capacity of QR version 8-M"


def test_fields_that_the_alphanumeric_set_lacks_are_our_bug():
    with pytest.raises(Bug):
        SIGNER.qr("PICKUP", 1, date(2026, 1, 1), "覃")


def test_the_check_code_is_short_and_changes_with_the_slip():
    assert len(check_code(CODE)) == 9
    assert check_code(CODE) != check_code(SIGNER.qr("PICKUP", 2, date(2026, 11, 20)))
