"""What every Scanner keeps, whether serial, camera or twin (D1: the three ways give the same event)."""

import threading
from dataclasses import replace

from kiosk.clock import Instant, SystemClock
from kiosk.limits import scan_chars_max
from kiosk.seams import DeviceState, Scan


def wait_for(state, scanner, seconds=8.0):
    pause = threading.Event()
    for _ in range(round(seconds / 0.02)):
        if scanner.state() is state:
            return True
        pause.wait(0.02)
    return False


def test_off_until_started_and_after_the_end(rig, heard):
    assert rig.scanner.state() is DeviceState.OFF
    rig.scanner.start(heard.take)
    assert wait_for(DeviceState.READY, rig.scanner)
    rig.scanner.stop()
    assert rig.scanner.state() is DeviceState.OFF


def test_the_same_number_gives_the_same_scan(rig, heard):
    rig.scanner.start(heard.take)
    assert wait_for(DeviceState.READY, rig.scanner)
    rig.emit("YT8012345678901")
    scan = heard.next()
    at = Instant(0)
    assert replace(scan, at=at, symbology="") == Scan("YT8012345678901", "", rig.source, at, b"YT8012345678901")
    assert abs(scan.at.mono_ms - SystemClock().now().mono_ms) < 10_000


def test_scans_come_on_the_device_s_own_thread(rig):
    threads, done = [], threading.Event()

    def take(_scan):
        threads.append(threading.current_thread())
        done.set()

    rig.scanner.start(take)
    assert wait_for(DeviceState.READY, rig.scanner)
    rig.emit("73610555582883")
    assert done.wait(8)
    assert threads[0] is not threading.main_thread()


def test_one_scan_a_code_in_the_order_of_scanning(rig, heard):
    rig.scanner.start(heard.take)
    assert wait_for(DeviceState.READY, rig.scanner)
    numbers = ["73610555582883", "YT8962646785389", "SF1385628716739"]
    for number in numbers:
        rig.emit(number)
        assert heard.next().text == number
    assert heard.nothing()


def test_unplugged_it_says_gone_and_comes_back_by_itself(rig, heard):
    rig.scanner.start(heard.take)
    assert wait_for(DeviceState.READY, rig.scanner)
    rig.unplug()
    assert wait_for(DeviceState.GONE, rig.scanner)
    rig.plug()
    assert wait_for(DeviceState.READY, rig.scanner)
    rig.emit("773277027280336")
    assert heard.next().text == "773277027280336"


def test_a_listener_that_fails_does_not_end_the_scanner(rig, heard, caplog):
    failed = threading.Event()

    def take(scan):
        if not failed.is_set():
            failed.set()
            raise ZeroDivisionError
        heard.take(scan)

    rig.scanner.start(take)
    assert wait_for(DeviceState.READY, rig.scanner)
    rig.emit("73610555582883")
    assert failed.wait(8)
    rig.emit("YT8962646785389")
    assert heard.next().text == "YT8962646785389"
    assert "ZeroDivisionError" in caplog.text


def test_a_scan_s_text_has_a_bound_everywhere(rig):
    if rig.source == "camera":
        return  # no label of five thousand characters can be drawn
    texts, done = [], threading.Event()

    def take(scan):
        texts.append(scan.text)
        done.set()

    rig.scanner.start(take)
    assert wait_for(DeviceState.READY, rig.scanner)
    rig.emit("9" * 3_000)
    assert done.wait(8)
    assert len(texts[0]) == scan_chars_max
