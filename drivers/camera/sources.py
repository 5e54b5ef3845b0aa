"""Where frames come from: a device, a video file, or a still picture. Blocking: for the camera's thread only."""

from pathlib import Path
from typing import Any, Protocol

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from drivers.scanner.decode import Pixels
from kiosk.errors import DeviceGone

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp"})


class Frames(Protocol):
    """Gives one frame after another.

    Attributes:
        pause_s: How long to wait between two reads; 0 where reading itself waits for the device.
    """

    @property
    def pause_s(self) -> float:
        """Seconds between two reads."""
        ...

    def open(self) -> None:
        """Get hold of the device or file.

        Raises:
            DeviceGone: There is none.
        """
        ...

    def read(self) -> Pixels:
        """The next frame, RGB.

        Raises:
            DeviceGone: Unplugged.
        """
        ...

    def close(self) -> None:
        """Let go; harmless when not open."""
        ...


class VideoFrames:
    """A camera by its index, or a video file which begins again at its end."""

    def __init__(self, source: int | Path, width: int = 1280, height: int = 720) -> None:
        """Remember what to open.

        Args:
            source: The camera's index in the system, or a video file.
            width: Asked of a device, which may give another size.
            height: See width.
        """
        self._source = source
        self._size = (width, height)
        self._capture: Any = None  # a cv2.VideoCapture: cv2 is imported when it is needed
        self.pause_s = 0.0

    def open(self) -> None:
        """Open by OpenCV; 162 ms for the import, once."""
        import cv2  # noqa: PLC0415 - a station without a camera never pays for it

        is_file = isinstance(self._source, Path)
        self._capture = cv2.VideoCapture(str(self._source) if is_file else self._source)
        if not self._capture.isOpened():
            self.close()
            raise DeviceGone(name=str(self._source))
        if is_file:
            self.pause_s = 1 / min(max(self._capture.get(cv2.CAP_PROP_FPS), 1.0), 60.0)
        else:
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, self._size[0])
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, self._size[1])
            self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # the latest frame, not the oldest kept

    def read(self) -> Pixels:
        """The next frame; a video begins again."""
        if self._capture is None:
            raise DeviceGone(name=str(self._source))
        ok, bgr = self._capture.read()
        if not ok and isinstance(self._source, Path):
            self._capture.set(1, 0)  # CAP_PROP_POS_FRAMES
            ok, bgr = self._capture.read()
        if not ok:
            raise DeviceGone(name=str(self._source))
        return np.ascontiguousarray(bgr[:, :, ::-1])

    def close(self) -> None:
        """Release the device."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None


class StillFrames:
    """One picture, again and again, as a parcel that lies under a camera."""

    pause_s = 0.1

    def __init__(self, path: Path) -> None:
        """Remember the picture file."""
        self._path = path
        self._pixels: Pixels | None = None

    def open(self) -> None:
        """Read the file once."""
        self._pixels = still(self._path)

    def read(self) -> Pixels:
        """The picture."""
        if self._pixels is None:
            raise DeviceGone(name=self._path.name)
        return self._pixels

    def close(self) -> None:
        """Forget it."""
        self._pixels = None


def still(path: Path) -> Pixels:
    """A picture file as RGB, turned as its camera meant it.

    Raises:
        DeviceGone: Not there, or no picture.
    """
    try:
        with Image.open(path) as image:
            return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise DeviceGone(name=path.name) from error


def frames_of(source: int | Path) -> Frames:
    """Frames from a device's index, a picture or a video file."""
    if isinstance(source, Path) and source.suffix.lower() in PICTURES:
        return StillFrames(source)
    return VideoFrames(source)
