"""A serial scanner: opened exclusively, known by its USB identity, looked for again when it is gone.

The best of the three ways to scan: no input method can eat a key, and no page needs the focus. Measured on Linux with
pyserial 3.5: unplugged in a read is a SerialException at once; ``exclusive=True`` stops a second exclusive open only.
"""

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

import serial
from serial.tools import list_ports

from drivers.rounds import DeviceThread
from drivers.scanner.framing import Frame, Framer
from kiosk.clock import Clock
from kiosk.seams import Busy, DeviceState, Idle, Round, Scan

log = logging.getLogger(__name__)

LOOK_AGAIN_S = 1.0
READ_S = 0.05


@dataclass(frozen=True)
class Wiring:
    """Which port, and how it talks.

    Attributes:
        port: A device path or name (``/dev/ttyACM0``, ``COM4``), or ``USB:vvvv:pppp`` or ``USB:vvvv:pppp:serial`` in
            hex: the name of a USB port changes with the socket, its identity does not.
        baud: Bits per second; USB scanners ignore it. 8 data bits, no parity, one stop bit.
    """

    port: str
    baud: int = 9600


class SerialScanner:
    """Keeps the Scanner seam over a serial port."""

    def __init__(self, wiring: Wiring, clock: Clock, name: str = "串口扫码枪") -> None:
        """Remember what to open; ``start`` opens it."""
        self.name = name
        self._wiring = wiring
        self._clock = clock
        self._framer = Framer()
        self._port: serial.Serial | None = None
        self._state = DeviceState.OFF
        self._on_scan: Callable[[Scan], None] | None = None
        self._thread = DeviceThread(name, self.round, lambda: 0 if self._port else LOOK_AGAIN_S)

    def start(self, on_scan: Callable[[Scan], None]) -> None:
        """Begin on an own thread; scans arrive there."""
        self.attach(on_scan)
        self._thread.start()

    def attach(self, on_scan: Callable[[Scan], None]) -> None:
        """Say who gets the scans, without a thread: for those who call :meth:`round` themselves."""
        self._on_scan = on_scan
        self._state = DeviceState.GONE

    def stop(self) -> None:
        """Close the port, within one read's time."""
        self._thread.stop()
        self._let_go(DeviceState.OFF)

    def state(self) -> DeviceState:
        """READY with the port open, GONE without, BUSY when another program holds it, OFF when stopped."""
        return self._state

    def round(self) -> Round:
        """Open the port if need be, read for at most 50 ms, and give what has come."""
        if self._port is None and not self._open():
            return Idle()
        try:
            frames = self._read()
        except (serial.SerialException, OSError) as error:
            log.info("%s went away: %s", self.name, error)
            self._let_go(DeviceState.GONE)
            return Idle()
        for frame in frames:
            self._give(frame)
        return Busy() if frames or self._framer.is_open else Idle()

    def _read(self) -> tuple[Frame, ...]:
        assert self._port is not None  # noqa: S101 - round() has opened it
        data = self._port.read(1)
        if data:
            data += self._port.read(self._port.in_waiting)
            return self._framer.feed(data, self._clock.now().mono_ms)
        return self._framer.silence(self._clock.now().mono_ms)

    def _give(self, frame: Frame) -> None:
        if self._on_scan:
            self._on_scan(Scan(frame.text, "", "serial", self._clock.now(), frame.raw))

    def _open(self) -> bool:
        path = find(self._wiring.port)
        if path is None:
            self._state = DeviceState.GONE
            return False
        try:
            self._port = serial.Serial(path, self._wiring.baud, timeout=READ_S, write_timeout=2, exclusive=True)
        except (serial.SerialException, OSError) as error:
            # pyserial's flock and the kernel's EBUSY both mean another program; its errno is not always set.
            taken = getattr(error, "errno", None) in _TAKEN or "exclusively lock" in str(error)
            self._state = DeviceState.BUSY if taken else DeviceState.GONE
            return False
        self._state = DeviceState.READY
        return True

    def _let_go(self, state: DeviceState) -> None:
        self._framer.drop()
        self._state = state
        if self._port is not None:
            with contextlib.suppress(OSError):  # closing what has been pulled out may fail; it is gone either way
                self._port.close()
            self._port = None


_TAKEN = (11, 13, 16)  # EAGAIN from flock, EACCES (Windows: in use), EBUSY


def find(port: str) -> str | None:
    """The path of a port as it is named now, or None when it is not plugged in.

    Args:
        port: As in :class:`Wiring`.
    """
    if not port.upper().startswith("USB:"):
        return port
    vid, pid, *number = port[4:].split(":")
    for info in list_ports.comports():
        if (info.vid, info.pid) == (int(vid, 16), int(pid, 16)) and (not number or info.serial_number == number[0]):
            return str(info.device)
    return None
