"""A camera as a scanner: each code that comes into view is one scan, however long it stays there.

The county's duplicate window (重复扫描) is the counter's rule and knows what was stored; this one is physical: it keeps
a parcel lying under the lens from being scanned ten times a second.
"""

from collections.abc import Callable
from typing import Protocol

from drivers.camera.capture import Frame
from drivers.rounds import DeviceThread
from drivers.scanner.decode import EVERYDAY, TILTS, Code, decode_tilted
from kiosk.clock import Clock
from kiosk.seams import Busy, DeviceState, Idle, Round, Scan

AWAY_MS = 2_000
"""A code not seen for so long has left; seen again, it is a new scan."""

PAUSE_S = 0.12
"""Eight looks a second: a hand's pace, at 7 ms each on a slow core."""

_WEAK = ("ean13", "itf", "code39")
"""One digit's check or none: believed only when two frames agree."""


class Lens(Protocol):
    """What the scanner needs of a camera."""

    def frame(self) -> Frame | None:
        """The latest frame."""
        ...

    def state(self) -> DeviceState:
        """How the camera is."""
        ...


class CameraScanner:
    """Keeps the Scanner seam over a camera that somebody else starts and stops."""

    def __init__(self, camera: Lens, clock: Clock, name: str = "镜头扫码", away_ms: int = AWAY_MS) -> None:
        """Remember the camera."""
        self.name = name
        self._camera = camera
        self._clock = clock
        self._away_ms = away_ms
        self._on_scan: Callable[[Scan], None] | None = None
        self._looked_at = 0
        self._in_view: dict[str, int] = {}  # text → when last seen (mono ms)
        self._doubted: dict[str, int] = {}  # weak readings seen once
        self._thread = DeviceThread(name, self.round, lambda: PAUSE_S)

    def start(self, on_scan: Callable[[Scan], None]) -> None:
        """Begin on an own thread; scans arrive there."""
        self.attach(on_scan)
        self._thread.start()

    def attach(self, on_scan: Callable[[Scan], None]) -> None:
        """Say who gets the scans, without a thread."""
        self._on_scan = on_scan

    def stop(self) -> None:
        """End, within one look's time; the camera goes on."""
        self._thread.stop()
        self._on_scan = None

    def state(self) -> DeviceState:
        """The camera's state; OFF when not started."""
        return self._camera.state() if self._on_scan else DeviceState.OFF

    def round(self) -> Round:
        """Look at the latest frame, once."""
        frame = self._camera.frame()
        if frame is None or frame.number == self._looked_at:
            return Idle()
        self._looked_at = frame.number
        # One other angle a frame: a parcel held askew is read within half a second, at the price of one look.
        tilt = TILTS[frame.number % len(TILTS)]
        found = decode_tilted(frame.pixels, EVERYDAY, (tilt,))
        news = [code for code in found if self._is_new(code, frame.at.mono_ms)]
        for code in news:
            self._give(code)
        return Busy() if news else Idle()

    def _is_new(self, code: Code, now_ms: int) -> bool:
        if not code.text:
            return False
        if code.symbology in _WEAK and code.text not in self._in_view and not self._confirmed(code, now_ms):
            return False
        last = self._in_view.get(code.text)
        self._forget(now_ms)
        self._in_view[code.text] = now_ms
        return last is None or now_ms - last > self._away_ms

    def _confirmed(self, code: Code, now_ms: int) -> bool:
        first = self._doubted.get(code.text)
        self._doubted[code.text] = now_ms
        return first is not None and now_ms - first <= self._away_ms

    def _forget(self, now_ms: int) -> None:
        """Drop what has left, so that a day's parcels don't pile up."""
        for seen in (self._in_view, self._doubted):
            for text in [text for text, at in seen.items() if now_ms - at > self._away_ms]:
                del seen[text]

    def _give(self, code: Code) -> None:
        if self._on_scan:
            self._on_scan(Scan(code.text, code.symbology, "camera", self._clock.now(), code.raw))
