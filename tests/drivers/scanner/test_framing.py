"""Bytes become scans however they are cut up on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.scanner.framing import FRAME_BYTES_MAX, Framer
from drivers.scanner.payload import Fault, read
from kiosk.limits import scan_chars_max


def texts(frames):
    return [frame.text for frame in frames]


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r", b"\r\r\n"])
def test_every_terminator(end):
    framer = Framer()
    assert texts(framer.feed(b"123456" + end + b"YT1" + end, 0)) == ["123456", "YT1"]
    assert not framer.is_open


def test_silence_ends_a_scan_without_terminator():
    framer = Framer()
    assert framer.feed(b"123", 0) == ()
    assert framer.feed(b"456", 40) == ()
    assert framer.silence(80) == ()
    assert texts(framer.silence(90)) == ["123456"]
    assert framer.silence(500) == ()


def test_a_scan_after_a_silence_is_another():
    framer = Framer()
    framer.feed(b"111111", 0)
    assert texts(framer.feed(b"222222\r", 60)) == ["111111", "222222"]


def test_a_lost_device_leaves_no_half_a_number():
    framer = Framer()
    framer.feed(b"12345", 0)
    framer.drop()
    assert texts(framer.feed(b"678901\r", 10)) == ["678901"]


LINES = st.lists(st.text("0123456789ABCYTSF-", min_size=1, max_size=30), min_size=1, max_size=8)


@given(LINES, st.lists(st.integers(1, 7), min_size=1), st.sampled_from([b"\r", b"\n", b"\r\n"]))
def test_the_cuts_of_the_wire_change_nothing(lines, cuts, end):
    wire = b"".join(line.encode() + end for line in lines)
    framer, got, at, turn = Framer(), [], 0, 0
    while at < len(wire):
        step = cuts[turn % len(cuts)]
        got += texts(framer.feed(wire[at : at + step], turn))
        at, turn = at + step, turn + 1
    assert got == lines


@given(st.binary(max_size=600))
def test_whatever_comes_the_text_can_be_shown(data):
    framer = Framer()
    for frame in (*framer.feed(data, 0), *framer.silence(1_000)):
        assert frame.text == frame.text.strip() != ""
        assert len(frame.text) <= scan_chars_max
        assert all(char >= " " and not "\x7f" <= char <= "\x9f" for char in frame.text)


def test_rubbish_is_flagged():
    [frame] = Framer().feed(b"\x00\x1b[2JYT8012345678901\r", 0)
    assert frame.text == "[2JYT8012345678901"
    assert frame.faults == (Fault.CONTROL,)
    assert frame.raw == b"\x00\x1b[2JYT8012345678901"
    [long] = Framer().feed(b"7" * 5_000 + b"\r", 0)
    assert long.faults == (Fault.LONG,)
    [endless] = Framer().feed(b" " * (FRAME_BYTES_MAX - 3) + b"1" * 9 + b"\r", 0)
    assert (endless.text, endless.faults, len(endless.raw)) == ("111", (Fault.LONG,), FRAME_BYTES_MAX)
    [odd] = Framer().feed(b"\xff\xff12\r", 0)
    assert Fault.ENCODING in odd.faults
    assert Framer().feed(b"\x00\x01\r\r\n  \r", 0) == ()


def test_gbk_and_utf_8_are_both_read():
    assert read("取件码3-2-4107".encode()) == ("取件码3-2-4107", ())
    assert read("取件码3-2-4107".encode("gbk")) == ("取件码3-2-4107", ())
    assert read("\ufeff张𠮷".encode()) == ("张𠮷", ())
    assert read("YT801\u202e2345".encode()) == ("YT8012345", (Fault.CONTROL,))
