"""The scanner's twin: what it reads travels through the real framing, and pictures through the real decoder."""

from collections.abc import Callable
from queue import Empty, SimpleQueue

from drivers.rounds import DeviceThread
from drivers.scanner.decode import decode_bytes
from drivers.scanner.framing import Framer
from kiosk.clock import Clock
from kiosk.seams import Busy, DeviceState, Idle, Round, Scan

TROUBLES = ("", "unplugged", "noise")

_NOISE = b"\x00\x11~\xff\x80#\x1b[2J"  # a loose plug: control characters, and bytes of no encoding


class VirtualScanner:
    """Keeps the Scanner seam, and ScannerTwin for the side panel."""

    def __init__(self, clock: Clock, name: str = "模拟扫码枪") -> None:
        """Build it switched off."""
        self.name = name
        self._clock = clock
        self._framer = Framer()
        self._wire: SimpleQueue[tuple[bytes, str]] = SimpleQueue()  # bytes with a terminator, symbology
        self._on_scan: Callable[[Scan], None] | None = None
        self._trouble = ""
        self._thread = DeviceThread(name, self._drain, lambda: 60.0)

    def start(self, on_scan: Callable[[Scan], None]) -> None:
        """Begin on an own thread; scans arrive there."""
        self.attach(on_scan)
        self._thread.start()

    def attach(self, on_scan: Callable[[Scan], None]) -> None:
        """Say who gets the scans, without a thread: for those who call :meth:`round` themselves."""
        self._on_scan = on_scan

    def stop(self) -> None:
        """End, promptly."""
        self._thread.stop()
        self._on_scan = None

    def state(self) -> DeviceState:
        """READY, GONE when unplugged, OFF when stopped."""
        if self._on_scan is None:
            return DeviceState.OFF
        return DeviceState.GONE if self._trouble == "unplugged" else DeviceState.READY

    def scan(self, text: str) -> None:
        """Read a code that says ``text``; unplugged, nothing happens, as with the real one."""
        self.scan_raw(text.encode())

    def scan_raw(self, payload: bytes, symbology: str = "") -> None:
        """Read a code that holds these bytes, with whatever is in them."""
        if self._trouble == "unplugged":
            return
        noise = _NOISE if self._trouble == "noise" else b""
        self._wire.put((noise + payload + b"\r", symbology))
        self._thread.wake()

    def scan_picture(self, picture: bytes) -> int:
        """Read every code of an encoded picture, each text once; how many there were."""
        codes = {code.text: code for code in decode_bytes(picture)}
        for code in codes.values():
            self.scan_raw(code.raw, code.symbology)
        return len(codes)

    def trouble(self) -> str:
        """One of TROUBLES."""
        return self._trouble

    def set_trouble(self, trouble: str) -> None:
        """Choose one of TROUBLES; ``""`` mends it."""
        self._trouble = chosen(trouble, TROUBLES)

    def round(self) -> Round:
        """Give the next waiting read."""
        try:
            data, symbology = self._wire.get_nowait()
        except Empty:
            return Idle()
        for frame in self._framer.feed(data, self._clock.now().mono_ms):
            if self._on_scan:
                self._on_scan(Scan(frame.text, symbology, "twin", self._clock.now(), frame.raw))
        return Busy()

    def _drain(self) -> None:
        while isinstance(self.round(), Busy):
            pass


def chosen(trouble: str, menu: tuple[str, ...]) -> str:
    """The trouble, if the menu has it.

    Raises:
        ValueError: It has not; a slip of the program's.
    """
    if trouble not in menu:
        raise ValueError(trouble)
    return trouble
