"""Where frames come from: a device, a video file, or a still picture. Blocking: for the camera's thread only."""

from pathlib import Path
from typing import Any, Protocol

import numpy as np
from PIL import ImageOps

from drivers.scanner.decode import Pixels, opened
from kiosk.errors import DeviceGone, Malformed

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
            raise DeviceGone("device.camera_gone", device=str(self._source))
        if is_file:
            self.pause_s = 1 / min(max(self._capture.get(cv2.CAP_PROP_FPS), 1.0), 60.0)
        else:
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, self._size[0])
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, self._size[1])
            self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # the latest frame, not the oldest kept

    def read(self) -> Pixels:
        """The next frame; a video begins again."""
        if self._capture is None:
            raise DeviceGone("device.camera_gone", device=str(self._source))
        ok, bgr = self._capture.read()
        if not ok and isinstance(self._source, Path):
            self._capture.set(1, 0)  # CAP_PROP_POS_FRAMES
            ok, bgr = self._capture.read()
        if not ok:
            raise DeviceGone("device.camera_gone", device=str(self._source))
        return np.ascontiguousarray(bgr[:, :, ::-1])

    def close(self) -> None:
        """Release the device."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None


class PictureFrames:
    """One picture, again and again, as a parcel that lies under a camera."""

    pause_s = 0.1

    def __init__(self, picture: Pixels | Path) -> None:
        """Keep pixels (RGB), or remember a file."""
        self._picture = picture
        self._pixels: Pixels | None = None

    def open(self) -> None:
        """Read the file, if it is one."""
        self._pixels = _still(self._picture) if isinstance(self._picture, Path) else self._picture

    def read(self) -> Pixels:
        """The picture."""
        if self._pixels is None:
            raise DeviceGone("device.camera_gone", device="picture")
        return self._pixels

    def close(self) -> None:
        """Forget it."""
        self._pixels = None


def frames_of(source: int | Path) -> Frames:
    """Frames from a device's index, a picture or a video file."""
    if isinstance(source, Path) and source.suffix.lower() in PICTURES:
        return PictureFrames(source)
    return VideoFrames(source)


def rgb(data: bytes) -> Pixels:
    """An encoded picture as RGB, turned as its camera meant it.

    Raises:
        Malformed: No picture, or one too large; see :func:`drivers.scanner.decode.opened`.
    """
    with opened(data) as image:
        return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def _still(path: Path) -> Pixels:
    try:
        return rgb(path.read_bytes())
    except (OSError, Malformed) as error:
        raise DeviceGone("device.camera_gone", device=path.name) from error
