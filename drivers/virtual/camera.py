"""The camera's twin: whatever is put under its lens goes through the real capture, decoding and shrinking."""

from pathlib import Path
from threading import Lock

import numpy as np

from drivers.camera.capture import FrameCamera
from drivers.camera.sources import Frames, PictureFrames, frames_of, rgb
from drivers.scanner.decode import Pixels
from drivers.virtual.scanner import chosen
from kiosk.clock import Clock
from kiosk.errors import DeviceGone

TROUBLES = ("", "unplugged", "dark")

_EMPTY_COUNTER = np.full((720, 1280, 3), (176, 138, 96), np.uint8)


class _Lens:
    """Frames that can be exchanged, darkened and pulled out while the camera runs."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._frames: Frames = PictureFrames(_EMPTY_COUNTER)
        self.trouble = ""

    @property
    def pause_s(self) -> float:
        return self._frames.pause_s

    def put(self, frames: Frames) -> None:
        frames.open()
        with self._lock:
            old, self._frames = self._frames, frames
            old.close()

    def open(self) -> None:
        if self.trouble == "unplugged":
            raise DeviceGone("device.camera_gone", device="模拟摄像头")
        with self._lock:
            self._frames.open()

    def read(self) -> Pixels:
        if self.trouble == "unplugged":
            raise DeviceGone("device.camera_gone", device="模拟摄像头")
        with self._lock:
            pixels = self._frames.read()
        return pixels // 24 if self.trouble == "dark" else pixels

    def close(self) -> None:
        with self._lock:
            self._frames.close()


class VirtualCamera(FrameCamera):
    """Keeps the Camera seam, and CameraTwin for the side panel."""

    def __init__(self, clock: Clock, name: str = "模拟摄像头") -> None:
        """Build it switched off, over an empty counter."""
        self._lens = _Lens()
        super().__init__(self._lens, clock, name)

    def show(self, picture: bytes) -> None:
        """Put an encoded picture under the lens, until the next."""
        self._lens.put(PictureFrames(rgb(picture)))

    def show_file(self, path: str) -> None:
        """Put a picture or video file under the lens; a video begins again at its end."""
        self._lens.put(frames_of(Path(path)))

    def clear(self) -> None:
        """Take everything away."""
        self._lens.put(PictureFrames(_EMPTY_COUNTER))

    def trouble(self) -> str:
        """One of TROUBLES."""
        return self._lens.trouble

    def set_trouble(self, trouble: str) -> None:
        """Choose one of TROUBLES; ``""`` mends it."""
        self._lens.trouble = chosen(trouble, TROUBLES)
        self._thread.wake()
