"""The twin's own manners: its folder, its listener, its torn slips, its slowness."""

import time
from pathlib import Path
from threading import Timer

import pytest

from drivers.printer.encode import encode
from drivers.virtual.printer import VirtualPrinter
from kiosk.errors import PaperOut
from kiosk.seams import DeviceState
from tests.slips.examples import handover, pickup


def test_leaves_pictures_and_bytes_in_its_folder(tmp_path: Path):
    printer = VirtualPrinter(tmp_path / "out")
    printer.print(pickup)
    printer.print(handover)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "001-取件单.bin", "001-取件单.png", "002-交接单.bin", "002-交接单.png",
    ]  # fmt: skip
    assert (tmp_path / "out" / "001-取件单.bin").read_bytes() == encode(pickup, printer.profile)


def test_tells_its_listener():
    printer, heard = VirtualPrinter(), []
    printer.box.on_slip = heard.append
    printer.print(handover)
    assert heard == list(printer.slips)
    assert heard[0].title == "交接单"
    assert "  买买提·吐尔逊·阿" in heard[0].text
    assert heard[0].opened_drawer
    assert printer.box.drawer_opened == 1


def test_tears_mid_slip_and_goes_on_when_repaired():
    printer = VirtualPrinter()
    printer.box.tears_mid_slip(after_bytes=150)
    with pytest.raises(PaperOut) as found:
        printer.print(pickup)
    assert found.value.values["sent_bytes"] == 150
    assert printer.state() is DeviceState.PAPER_OUT
    [torn] = printer.slips
    assert not torn.complete
    assert torn.data == encode(pickup, printer.profile)[:150]
    printer.box.repair()
    printer.print(pickup)
    assert printer.slips[1].complete
    assert printer.slips[1].data == encode(pickup, printer.profile)


def test_a_slow_one_can_be_stopped():
    printer = VirtualPrinter(profile="58mm-raster")
    printer.box.slow = True
    Timer(0.1, printer.box.stop).start()
    began = time.monotonic()
    printer.print(pickup)
    assert 0.05 < time.monotonic() - began < 5
