"""What every printer keeps: the same suite for the twin and for each wire."""

import time

import pytest

from drivers.printer.encode import encode
from drivers.printer.paint import SlipPainter
from drivers.virtual.printer import VirtualPrinter
from kiosk.errors import CoverOpen, DeviceGone, DeviceSilent, DeviceTrouble, PaperOut
from kiosk.seams import DeviceState, Painter, Printer
from kiosk.slips.document import Document, Line
from tests.slips.examples import ALL, handover, pickup


def test_is_a_printer(bench):
    printer: Printer = bench.printer
    painter: Painter = SlipPainter(bench.printer.profile)
    assert printer.name
    assert painter.paint(pickup).startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ALL)
def test_the_whole_slip_arrives(bench, name):
    bench.printer.print(ALL[name])
    slips = bench.paper()
    assert b"".join(slip.data for slip in slips) == encode(ALL[name], bench.printer.profile)
    assert all(slip.complete for slip in slips)


def test_is_ready(bench):
    assert bench.printer.state() is DeviceState.READY


def test_two_slips_in_a_row(bench):
    bench.printer.print(pickup)
    bench.printer.print(handover)
    data = b"".join(slip.data for slip in bench.paper())
    assert data == encode(pickup, bench.printer.profile) + encode(handover, bench.printer.profile)


def test_unplugged_is_gone_and_says_so(bench):
    bench.printer.print(pickup)
    bench.paper()
    bench.unplug()
    assert bench.printer.state() is DeviceState.GONE
    with pytest.raises(DeviceGone) as found:
        bench.printer.print(pickup)
    assert found.value.key == "device.gone"


def test_the_drawer_opens(answering):
    answering.printer.open_drawer()
    answering.paper()
    assert answering.box.drawer_opened == 1


@pytest.mark.parametrize(
    ("trouble", "state", "error"),
    [
        ("paper_out", DeviceState.PAPER_OUT, PaperOut),
        ("cover_open", DeviceState.COVER_OPEN, CoverOpen),
        ("mute", DeviceState.SILENT, DeviceSilent),
    ],
)
def test_a_trouble_is_told_before_a_byte_of_the_slip(answering, trouble, state, error):
    setattr(answering.box, trouble, True)
    assert answering.printer.state() is state
    with pytest.raises(error) as found:
        answering.printer.print(pickup)
    assert found.value.values["sent_bytes"] == 0
    assert answering.paper() == ()
    answering.box.repair()
    answering.printer.print(pickup)
    assert len(answering.paper()) == 1


def test_paper_near_its_end_prints_and_is_told(answering):
    answering.box.paper_near_end = True
    assert answering.printer.state() is DeviceState.PAPER_NEAR_END
    answering.printer.print(pickup)
    assert answering.paper()[0].complete


def test_a_printer_that_stopped_reading_never_holds_the_counter(serial_bench):
    serial_bench.wire.stalled.set()
    began = time.monotonic()
    with pytest.raises(DeviceTrouble):
        serial_bench.printer._port.send(bytes(100_000))
    assert time.monotonic() - began < 6


def test_a_drawerless_printer_says_use_the_key():
    with pytest.raises(DeviceTrouble) as found:
        VirtualPrinter(profile="label").open_drawer()
    assert found.value.key == "device.no_drawer"


def test_control_characters_in_a_name_cannot_speak_to_the_printer(bench):
    bench.printer.print(Document("x", (Line("王\x1bp\x00\x19\xfa\x1b@五\x1dV\x00"),)))
    [slip] = bench.paper()
    assert not slip.opened_drawer
