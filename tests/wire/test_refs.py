"""A serial number is written one way, on the slip and at the county."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire import refs


@given(st.integers(1, 99), st.integers(1, 10**9 - 1))
def test_a_serial_names_its_entry(epoch, seq) -> None:
    ref = epoch * refs.EPOCH_STEP + seq
    assert refs.read(refs.serial("430726-0112", ref)) == ref


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text) -> None:
    refs.read(text)


def test_the_first() -> None:
    assert refs.serial("430726-0112", 1_000_000_123) == "430726-0112-1-000123"
