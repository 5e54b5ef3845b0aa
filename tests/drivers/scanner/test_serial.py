"""The port itself, on a pty: what the contract suite cannot ask of every scanner."""

import serial

from drivers.scanner.serial_port import SerialScanner, Wiring, find
from kiosk.clock import SystemClock
from kiosk.seams import DeviceState

from .conftest import Heard


def scanner_on(line, heard):
    made = SerialScanner(Wiring(str(line.path)), SystemClock())
    made.attach(heard.take)
    return made


def test_rounds_by_hand_read_without_a_thread(line, heard: Heard):
    scanner = scanner_on(line, heard)
    scanner.round()
    line.send(b"YT80123")
    scanner.round()
    line.send(b"45678901\r")
    scanner.round()
    assert heard.next(0.1).text == "YT8012345678901"
    scanner.stop()


def test_no_terminator_at_all(line, heard: Heard):
    scanner = scanner_on(line, heard)
    scanner.round()
    line.send(b"73610555582883")
    for _ in range(4):
        scanner.round()
    assert heard.next(0.1).text == "73610555582883"
    scanner.stop()


def test_200_scans_in_a_row_lose_none(line, heard: Heard):
    scanner = scanner_on(line, heard)
    scanner.start(heard.take)
    while scanner.state() is not DeviceState.READY:
        pass
    numbers = [f"7361055{n:07d}" for n in range(200)]
    for number in numbers:
        line.send(number.encode() + b"\r\n")
    assert [heard.next().text for _ in numbers] == numbers
    scanner.stop()


def test_unplugged_in_the_middle_of_a_number(line, heard: Heard):
    scanner = scanner_on(line, heard)
    scanner.round()
    line.send(b"7361055")
    scanner.round()
    line.unplug()
    scanner.round()
    assert scanner.state() is DeviceState.GONE
    line.plug()
    scanner.round()
    line.send(b"5582883\r")
    scanner.round()
    assert heard.next(0.1).text == "5582883", "the two halves of a torn number must never meet another"
    scanner.stop()


def test_another_program_holds_the_port(line, heard: Heard):
    scanner = scanner_on(line, heard)
    with serial.Serial(str(line.path), exclusive=True):
        scanner.round()
        assert scanner.state() is DeviceState.BUSY
    scanner.round()
    assert scanner.state() is DeviceState.READY
    scanner.stop()


def test_a_usb_identity_that_is_not_plugged_in():
    assert find("USB:ffff:fffe") is None
    assert find("/dev/ttyS9") == "/dev/ttyS9"
