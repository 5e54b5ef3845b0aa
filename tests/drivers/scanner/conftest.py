"""Three ways to scan, each behind the same rig, so that one suite can hold them to one contract."""

import os
import pty
import tty
from pathlib import Path
from queue import Empty, Queue
from typing import Protocol

import pytest

from drivers.camera.scanning import CameraScanner
from drivers.scanner.serial_port import SerialScanner, Wiring
from drivers.virtual import labels
from drivers.virtual.camera import VirtualCamera
from drivers.virtual.scanner import VirtualScanner
from kiosk.clock import SystemClock
from kiosk.seams import Scan, Scanner

BARCODES = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "barcodes"


class Pty:
    """A serial line without hardware: what is written here, the scanner reads from ``path``."""

    def __init__(self, link: Path) -> None:
        self.path = link
        self.plug()

    def plug(self) -> None:
        self._end, slave = pty.openpty()
        tty.setraw(slave)
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(os.ttyname(slave))
        self._slave = slave

    def unplug(self) -> None:
        self.path.unlink()
        os.close(self._slave)
        os.close(self._end)

    def send(self, data: bytes) -> None:
        os.write(self._end, data)

    def close(self) -> None:
        if self.path.is_symlink():
            self.unplug()


class Rig(Protocol):
    scanner: Scanner

    def emit(self, text: str) -> None: ...
    def unplug(self) -> None: ...
    def plug(self) -> None: ...
    def close(self) -> None: ...


class SerialRig:
    source = "serial"

    def __init__(self, folder: Path) -> None:
        self._line = Pty(folder / "scanner")
        self.scanner = SerialScanner(Wiring(str(self._line.path)), SystemClock())
        self.unplug, self.plug = self._line.unplug, self._line.plug

    def emit(self, text: str) -> None:
        self._line.send(text.encode() + b"\r\n")

    def close(self) -> None:
        self.scanner.stop()
        self._line.close()


class TwinRig:
    source = "twin"

    def __init__(self, folder: Path) -> None:
        del folder
        self.scanner = VirtualScanner(SystemClock())
        self.emit = self.scanner.scan

    def unplug(self) -> None:
        self.scanner.set_trouble("unplugged")

    def plug(self) -> None:
        self.scanner.set_trouble("")

    def close(self) -> None:
        self.scanner.stop()


class CameraRig:
    source = "camera"

    def __init__(self, folder: Path) -> None:
        del folder
        self._camera = VirtualCamera(SystemClock())
        self._camera.start()
        self.scanner = CameraScanner(self._camera, SystemClock())

    def emit(self, text: str) -> None:
        picture = labels.photographed(labels.waybill_label(labels.Waybill(text)))
        self._camera.show(labels.file_bytes(picture))

    def unplug(self) -> None:
        self._camera.set_trouble("unplugged")

    def plug(self) -> None:
        self._camera.set_trouble("")

    def close(self) -> None:
        self.scanner.stop()
        self._camera.stop()


@pytest.fixture(params=[SerialRig, TwinRig, CameraRig], ids=["serial", "twin", "camera"])
def rig(request, tmp_path):
    made = request.param(tmp_path)
    yield made
    made.close()


class Heard:
    """Collects scans across threads."""

    def __init__(self) -> None:
        self._queue: Queue[Scan] = Queue()
        self.take = self._queue.put

    def next(self, timeout_s: float = 8) -> Scan:
        return self._queue.get(timeout=timeout_s)

    def nothing(self, for_s: float = 0.4) -> bool:
        try:
            self._queue.get(timeout=for_s)
        except Empty:
            return True
        return False


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def line(tmp_path):
    made = Pty(tmp_path / "scanner")
    yield made
    made.close()
