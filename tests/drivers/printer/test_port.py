"""Addresses name wires, and every system error becomes a trouble of ours."""

import errno

import pytest

from drivers.printer.port import EscposPort, FilePort, SerialPort, TcpPort, _trouble, open_port
from kiosk.errors import DeviceBusy, DeviceGone, DeviceSilent, DeviceTrouble, Malformed


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("serial:/dev/ttyUSB0?baud=115200&flow=xonxoff", SerialPort),
        ("tcp:192.168.1.50:9100", TcpPort),
        ("tcp:printer", TcpPort),
        ("file:/dev/usb/lp0", FilePort),
        ("usb:04b8:0202", EscposPort),
        ("windows:POS-58", EscposPort),
        ("cups:receipts", EscposPort),
    ],
)
def test_an_address_names_a_wire_and_opens_nothing(address, kind):
    assert isinstance(open_port(address), kind)


@pytest.mark.parametrize("address", ["", "lpt1", "usb:xyz", "tcp:host:port", "serial:/dev/x?baud=fast"])
def test_nonsense_is_named(address):
    with pytest.raises(Malformed):
        open_port(address)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OSError(errno.ENOENT, "x"), DeviceGone),
        (OSError(errno.EIO, "x"), DeviceGone),
        (OSError(errno.EACCES, "x"), DeviceBusy),
        (OSError(errno.EBUSY, "x"), DeviceBusy),
        (ConnectionRefusedError(errno.ECONNREFUSED, "x"), DeviceGone),
        (TimeoutError(), DeviceSilent),
    ],
)
def test_each_system_error_is_mapped(error, trouble):
    assert type(_trouble(error, "x")) is trouble


@pytest.mark.parametrize("address", ["serial:/dev/not-there", "tcp:127.0.0.1:1", "file:/not/there"])
def test_what_is_not_there_is_gone(address):
    port = open_port(address)
    with pytest.raises(DeviceTrouble) as found:
        port.send(b"x")
    assert isinstance(found.value, DeviceGone)
