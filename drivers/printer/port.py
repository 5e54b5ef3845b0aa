"""Wires to a printer: a serial port, a socket, a device file, and what python-escpos reaches (USB, Windows, CUPS).

Bytes leave in chunks with a time limit, because a printer that stopped reading (paper out, cover open) hangs a plain
write for ever; and "no answer" is told apart from "fine". A wire opens at the first byte and again after a fault.

    serial:/dev/ttyUSB0?baud=9600&flow=xonxoff     tcp:192.168.1.50:9100     file:/dev/usb/lp0
    usb:04b8:0202     windows:POS-58     cups:receipts
"""

import errno
import os
import select
import socket
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import parse_qs

from kiosk.errors import DeviceBusy, DeviceGone, DeviceSilent, DeviceTrouble, Malformed

chunk_bytes = 512  # under a second at 9600 baud, and less than the smallest buffer known
write_timeout_s = 2.0
answer_timeout_s = 1.0
connect_timeout_s = 3.0
_IN_USE = {errno.EBUSY, errno.EACCES, errno.EPERM}


class Port(Protocol):
    """One wire. Called on the device's thread only."""

    def send(self, data: bytes) -> None:
        """Bring all bytes to the printer.

        Raises:
            DeviceTrouble: DeviceGone, DeviceBusy, DeviceSilent (takes no bytes); some may have arrived.
        """
        ...

    def ask(self, query: bytes) -> int | None:
        """Send a query and return the one byte that answers it, or None where nothing came in a second.

        Raises:
            DeviceTrouble: As for :meth:`send`.
        """
        ...

    def close(self) -> None:
        """Let go of the wire; the next call opens it again."""
        ...


class FilePort:
    """A POSIX device file such as ``/dev/usb/lp0``, written without ever blocking."""

    def __init__(self, path: str) -> None:
        """Remember the path; nothing is opened yet."""
        self._path = path
        self._handle: int | None = None

    def send(self, data: bytes) -> None:
        """Write in chunks, each within the time limit."""
        handle, rest = self._open(), memoryview(data)
        while rest:
            if not select.select([], [handle], [], write_timeout_s)[1]:
                self.close()
                raise DeviceSilent(device=self._path)
            try:
                rest = rest[os.write(handle, rest[:chunk_bytes]) :]
            except BlockingIOError:
                continue  # room for some bytes, not for a chunk
            except OSError as error:
                self.close()
                raise _trouble(error, self._path) from error

    def ask(self, query: bytes) -> int | None:
        """Query and read one byte, where the file can be read at all."""
        self.send(query)
        handle = self._open()
        try:
            ready = select.select([handle], [], [], answer_timeout_s)[0]
            answer = os.read(handle, 1) if ready else b""
        except OSError as error:
            self.close()
            raise _trouble(error, self._path) from error
        return answer[0] if answer else None

    def close(self) -> None:
        """Close the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _open(self) -> int:
        if self._handle is None:
            try:
                self._handle = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
            except OSError as error:
                raise _trouble(error, self._path) from error
        return self._handle


class TcpPort:
    """A network printer, by habit on port 9100."""

    def __init__(self, host: str, port: int = 9100) -> None:
        """Remember the address; nothing is opened yet."""
        self._address = (host, port)
        self._socket: socket.socket | None = None

    def send(self, data: bytes) -> None:
        """Write in chunks, each within the time limit."""
        try:
            wire = self._open()
            wire.settimeout(write_timeout_s)
            for start in range(0, len(data), chunk_bytes):
                wire.sendall(data[start : start + chunk_bytes])
        except OSError as error:
            self.close()
            raise _trouble(error, self._address[0]) from error

    def ask(self, query: bytes) -> int | None:
        """Query and read one byte."""
        self.send(query)
        wire = self._open()
        wire.settimeout(answer_timeout_s)
        try:
            answer = wire.recv(1)
        except TimeoutError:
            return None
        except OSError as error:
            self.close()
            raise _trouble(error, self._address[0]) from error
        if not answer:  # the other end has hung up
            self.close()
            raise DeviceGone(device=self._address[0])
        return answer[0]

    def close(self) -> None:
        """Close the socket."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _open(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection(self._address, connect_timeout_s)
        return self._socket


class SerialPort:
    """A serial printer through pyserial; USB-to-serial cables too."""

    def __init__(self, path: str, baud: int = 9600, flow: str = "none") -> None:
        """Remember the wiring: ``flow`` is ``none``, ``xonxoff``, ``rtscts`` or ``dsrdtr``, as the cable is."""
        self._path = path
        self._settings: dict[str, Any] = {
            "baudrate": baud,
            "xonxoff": flow == "xonxoff",
            "rtscts": flow == "rtscts",
            "dsrdtr": flow == "dsrdtr",
        }
        self._serial: Any = None

    def send(self, data: bytes) -> None:
        """Write in chunks, each within the time limit."""
        self._do(lambda wire: [wire.write(data[at : at + chunk_bytes]) for at in range(0, len(data), chunk_bytes)])

    def ask(self, query: bytes) -> int | None:
        """Query and read one byte: ``read(1)`` takes 3 ms, a longer read waits for its whole time limit."""

        def talk(wire: Any) -> bytes:  # noqa: ANN401 - pyserial is imported late
            # Not reset_input_buffer(): on a port that went away it raises termios.error, which is no OSError.
            wire.read(wire.in_waiting)
            wire.write(query)
            return bytes(wire.read(1))

        answer = self._do(talk)
        return answer[0] if answer else None

    def close(self) -> None:
        """Close the port."""
        if self._serial is not None:
            self._serial.close()
            self._serial = None

    def _do(self, what: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - pyserial is imported late
        import serial  # noqa: PLC0415 - 20 ms that a counter without a serial printer need not wait

        try:
            if self._serial is None:
                self._serial = serial.Serial(
                    self._path,
                    timeout=answer_timeout_s,
                    write_timeout=write_timeout_s,
                    exclusive=True,
                    **self._settings,
                )
            return what(self._serial)
        except serial.SerialTimeoutException as error:
            self.close()
            raise DeviceSilent(device=self._path) from error
        except (serial.SerialException, OSError) as error:
            self.close()
            raise _trouble(error, self._path) from error


class EscposPort:
    """A connector of python-escpos, used as a wire only: its text and image methods are not for us."""

    def __init__(self, connector: str, *arguments: object) -> None:
        """Remember the connector's class name in ``escpos.printer`` and its arguments."""
        self._connector = connector
        self._arguments = arguments
        self._printer: Any = None

    def send(self, data: bytes) -> None:
        """Write through the connector."""
        import escpos.exceptions  # noqa: PLC0415 - 150 ms and 25 MB
        import escpos.printer  # noqa: PLC0415

        try:
            if self._printer is None:
                self._printer = getattr(escpos.printer, self._connector)(*self._arguments)
                self._printer.open()
            for start in range(0, len(data), chunk_bytes):
                self._printer._raw(data[start : start + chunk_bytes])  # noqa: SLF001 - its only way to send bytes
        except OSError as error:
            self._printer = None
            raise _trouble(error, self._connector) from error
        except (escpos.exceptions.Error, RuntimeError) as error:
            self._printer = None
            raise DeviceGone(device=self._connector) from error

    def ask(self, query: bytes) -> int | None:  # noqa: ARG002 - these connectors are one-way for us
        """No answer: set the profile's ``answers`` to false."""
        return None

    def close(self) -> None:
        """Close the connector."""
        if self._printer is not None:
            self._printer.close()
            self._printer = None


def open_port(address: str) -> Port:
    """The wire that an address names (see the module's head); nothing is opened yet.

    Raises:
        Malformed: No such kind of address.
    """
    kind, _, rest = address.partition(":")
    where, _, query = rest.partition("?")
    settings = {key: values[0] for key, values in parse_qs(query).items()}
    try:
        match kind:
            case "serial":
                return SerialPort(where, int(settings.get("baud", "9600")), settings.get("flow", "none"))
            case "tcp":
                host, _, port = where.rpartition(":") if ":" in where else (where, "", "9100")
                return TcpPort(host, int(port))
            case "file":
                return FilePort(where)
            case "usb":
                vendor, _, product = where.partition(":")
                return EscposPort("Usb", int(vendor, 16), int(product, 16))
            case "windows":
                return EscposPort("Win32Raw", where)
            case "cups":
                return EscposPort("CupsPrinter", where)
    except ValueError as error:
        raise Malformed("printer.bad_address", address=address) from error
    raise Malformed("printer.bad_address", address=address)


def _trouble(error: OSError, device: str) -> DeviceTrouble:
    """Which trouble of ours an operating system's error is."""
    if isinstance(error, TimeoutError):
        return DeviceSilent(device=device)
    return DeviceBusy(device=device) if error.errno in _IN_USE else DeviceGone(device=device)
