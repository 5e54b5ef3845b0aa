"""A camera that never makes its caller wait: its own thread reads, everybody else looks at the latest frame.

When it is pulled out it says so, looks again each second, and goes on when it is back.
"""

from dataclasses import dataclass

from drivers.camera import picture
from drivers.camera.sources import Frames
from drivers.rounds import DeviceThread
from drivers.scanner.decode import Pixels
from kiosk.clock import Clock, Instant
from kiosk.errors import DeviceGone, DeviceSilent
from kiosk.seams import Busy, DeviceState, Idle, Round

LOOK_AGAIN_S = 1.0
FRESH_MS = 2_000  # a frame older than this is not what lies under the camera now


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture as it was taken.

    Attributes:
        number: Counts up from 1; a reader tells by it whether this one is new.
        pixels: RGB; shared, so nobody writes into it.
        at: When it was read.
    """

    number: int
    pixels: Pixels
    at: Instant


class FrameCamera:
    """Keeps the Camera seam over any source of frames."""

    def __init__(self, frames: Frames, clock: Clock, name: str = "摄像头") -> None:
        """Remember the source; ``start`` opens it."""
        self.name = name
        self._frames = frames
        self._clock = clock
        self._is_open = False
        self._state = DeviceState.OFF
        self._latest: Frame | None = None  # replaced whole: readers need no lock
        self._shown: tuple[int, bytes] = (0, b"")
        self._thread = DeviceThread(name, self.round, lambda: frames.pause_s if self._is_open else LOOK_AGAIN_S)

    def start(self) -> None:
        """Begin capturing on an own thread."""
        self._state = DeviceState.GONE
        self._thread.start()

    def stop(self) -> None:
        """Release the device, within one frame's time."""
        self._thread.stop()
        self._let_go(DeviceState.OFF)

    def state(self) -> DeviceState:
        """READY while frames come, GONE while none do, OFF when stopped."""
        return self._state

    def frame(self) -> Frame | None:
        """The latest frame, or None before the first and while the camera is gone."""
        return self._latest

    def preview(self) -> bytes | None:
        """The latest frame as a JPEG of at most 640 pixels, encoded once a frame."""
        frame = self._latest
        if frame is None:
            return None
        if self._shown[0] != frame.number:
            self._shown = (frame.number, picture.small_jpeg(frame.pixels))
        return self._shown[1]

    def photo(self) -> bytes:
        """The latest frame as WebP of at most 60 KB in which a readable code stays readable."""
        frame = self._latest
        if self._state in (DeviceState.GONE, DeviceState.OFF):
            raise DeviceGone("device.camera_gone", device=self.name)
        if frame is None or self._clock.now().mono_ms - frame.at.mono_ms > FRESH_MS:
            raise DeviceSilent("device.camera_silent", device=self.name)
        return picture.shrink(frame.pixels)

    def round(self) -> Round:
        """Open the source if need be and read one frame."""
        try:
            if not self._is_open:
                self._frames.open()
                self._is_open = True
            pixels = self._frames.read()
        except DeviceGone:
            self._let_go(DeviceState.GONE)
            return Idle()
        number = self._latest.number + 1 if self._latest else self._shown[0] + 1
        self._latest = Frame(number, pixels, self._clock.now())
        self._state = DeviceState.READY
        return Busy()

    def _let_go(self, state: DeviceState) -> None:
        if self._is_open:
            self._frames.close()
        self._is_open, self._state, self._latest = False, state, None
