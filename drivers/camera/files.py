"""A photograph from a file: what somebody took with a phone, made as small and as mute as the counter camera's own."""

import io
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from drivers.camera import picture
from drivers.scanner.decode import PIXELS_MAX, opened
from kiosk.errors import Malformed

file_bytes_max = 30_000_000
"""A phone's largest JPEG is near 20 MB; more is no photograph, and is not even read."""

_WORKING_SIDE = 2560  # px: a code that can be read in 40 megapixels can be read in this


def photo_of(file: Path) -> bytes:
    """A picture file as WebP of at most 60 KB: turned upright, shrunk, without a word of metadata.

    Raises:
        Malformed: ``picture.unreadable``: gone, no picture or a broken one; ``picture.too_large``: more than
            ``file_bytes_max`` bytes or ``PIXELS_MAX`` pixels.
    """
    data = read(file)
    measure(data)
    with opened(data) as image:
        image.draft("RGB", (_WORKING_SIDE, _WORKING_SIDE))  # a JPEG is decoded no larger than it is needed
        image.thumbnail((_WORKING_SIDE, _WORKING_SIDE), Image.Resampling.LANCZOS)
        upright = np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    return picture.shrink(upright)


def read(file: Path) -> bytes:
    """The bytes of a picture file.

    Raises:
        Malformed: ``picture.unreadable``, or ``picture.too_large`` by its size alone.
    """
    try:
        if file.stat().st_size > file_bytes_max:
            raise Malformed("picture.too_large")
        return file.read_bytes()
    except OSError as error:
        raise Malformed("picture.unreadable") from error


def measure(data: bytes) -> None:
    """Refuse by the header alone what would fill the memory; Pillow only warns of it.

    Raises:
        Malformed: As :func:`photo_of`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > PIXELS_MAX:
                    raise Malformed("picture.too_large")
    except Image.DecompressionBombError as error:
        raise Malformed("picture.too_large") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Malformed("picture.unreadable") from error
