"""Printers to try: the twin, and the same box behind a pty, a socket and a device file."""

import os
import pty
import select
import socket
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from drivers.printer import profiles
from drivers.printer.device import EscposPrinter
from drivers.printer.port import FilePort, SerialPort, TcpPort
from drivers.virtual.printer import Mechanism, VirtualPrinter


class Bench:
    """A printer and its box; ``paper()`` waits until the box has read what was sent."""

    def __init__(self, printer: EscposPrinter, box: Mechanism, settle: Callable[[], None], unplug: Callable[[], None]):
        self.printer, self.box, self._settle, self.unplug = printer, box, settle, unplug

    def paper(self):
        self._settle()
        return self.box.slips


class WireBox:
    """Serves a box on a file descriptor: status queries are answered at once, other bytes are its slip."""

    def __init__(self, box: Mechanism, reader: int):
        self.box, self.reader, self.idle, self.stop = box, reader, Event(), Event()
        self.stalled, self.asked = Event(), Event()
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        while not self.stop.is_set():
            if self.stalled.is_set():
                self.stop.wait(0.05)
            elif select.select([self.reader], [], [], 0.1)[0]:
                try:
                    data = os.read(self.reader, 4096)
                except OSError:
                    return
                if not data:
                    return
                self._take(data)
            elif self.asked.is_set():
                self.box.end()
                self.asked.clear()
                self.idle.set()

    def _take(self, data: bytes):
        # The driver waits for each answer, so a query stands at the end of what was read, and a slip ends before it.
        query = data[-3:] if data[-3:-1] == b"\x10\x04" else b""
        if slip := data[: len(data) - len(query)]:
            self.box.feed(slip)
        if query:
            self.box.end()
            self._reply(query)

    def _reply(self, query: bytes):
        answer = self.box.answer(query)
        if answer is not None:
            os.write(self.reader, bytes([answer]))

    def settle(self):
        self.idle.clear()
        self.asked.set()
        assert self.idle.wait(5)

    def close(self):
        self.stop.set()
        self.thread.join(5)
        assert not self.thread.is_alive()


def twin() -> Iterator[Bench]:
    printer = VirtualPrinter(profile="58mm-gbk")

    def unplug():
        printer.box.unplugged = True

    yield Bench(printer, printer.box, lambda: None, unplug)


def serial_wire() -> Iterator[Bench]:
    master, slave = pty.openpty()
    tty.setraw(slave)
    profile = profiles.load("58mm-gbk")
    wire = WireBox(Mechanism(profile), master)
    port = SerialPort(os.ttyname(slave), 115200)
    bench = Bench(EscposPrinter("pty", profile, port), wire.box, wire.settle, lambda: (wire.close(), os.close(master)))
    bench.wire = wire
    yield bench
    wire.close()
    port.close()
    for handle in (slave, master):
        try:
            os.close(handle)
        except OSError:
            continue


def network() -> Iterator[Bench]:
    server = socket.create_server(("127.0.0.1", 0))
    profile = profiles.load("80mm-gb18030")
    port = TcpPort("127.0.0.1", server.getsockname()[1])
    port._open()
    connection, _ = server.accept()
    wire = WireBox(Mechanism(profile), connection.fileno())

    def unplug():
        wire.close()
        connection.close()
        server.close()

    yield Bench(EscposPrinter("tcp", profile, port), wire.box, wire.settle, unplug)
    unplug()
    port.close()


def device_file(tmp_path: Path) -> Iterator[Bench]:
    path = tmp_path / "lp0"
    path.touch()
    profile = profiles.load("58mm-raster")
    port = FilePort(str(path))
    box = Mechanism(profile)

    def settle():
        data = path.read_bytes()
        if data:
            box.feed(data)
            box.end()

    def unplug():
        port.close()
        path.unlink()

    yield Bench(EscposPrinter("file", profile, port), box, settle, unplug)
    port.close()


@pytest.fixture(params=["twin", "serial", "tcp", "file"])
def bench(request: pytest.FixtureRequest, tmp_path: Path):
    yield from {"twin": twin, "serial": serial_wire, "tcp": network, "file": lambda: device_file(tmp_path)}[
        request.param
    ]()


@pytest.fixture(params=["twin", "serial", "tcp"])
def answering(request: pytest.FixtureRequest):
    """Printers with a wire back."""
    yield from {"twin": twin, "serial": serial_wire, "tcp": network}[request.param]()


@pytest.fixture
def serial_bench():
    yield from serial_wire()
