"""Make a picture small without losing what it proves: a waybill's photograph with an unreadable code is no proof.

Encoding anew also drops every bit of metadata (place, time, serial number of the camera).
"""

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image

from drivers.scanner.decode import EVERYDAY, TILTS, Pixels, decode_tilted

photo_bytes_max = 60 * 1024
"""A waybill's photograph; 200 of them are a day's 12 MB."""

_STEPS = ((1280, 75), (1280, 55), (1024, 60), (1024, 40), (800, 50), (800, 30), (640, 30), (480, 20), (320, 10))
"""Long side in pixels and WebP quality, from good to barely."""


def shrink(pixels: Pixels, bytes_max: int = photo_bytes_max) -> bytes:
    """A picture as WebP of at most ``bytes_max`` bytes, in which every code that was readable still is.

    Where no step can have both, the size wins: the best picture that fits.

    Args:
        pixels: Grey or RGB, any size.
        bytes_max: At least 4,096.
    """
    wanted = _texts(pixels)
    best = b""
    for data, image in _attempts(pixels):
        if len(data) > bytes_max:
            continue
        best = best or data
        if wanted <= _texts(np.asarray(image)):
            return data
    return best or encode(_fitted(pixels, 64), "WEBP", 10)


def small_jpeg(pixels: Pixels, long_side: int = 640) -> bytes:
    """A picture for the screen."""
    return encode(_fitted(pixels, long_side), "JPEG", 80)


def encode(image: Image.Image, kind: str, quality: int = 80, effort: int = 4) -> bytes:
    """A picture's file, without metadata.

    Args:
        image: What to write.
        kind: ``WEBP``, ``JPEG`` or ``PNG``.
        quality: 1–100, where the kind has one.
        effort: 0–6, of WebP: time for bytes.
    """
    out = io.BytesIO()
    image.save(out, kind, quality=quality, method=effort)
    return out.getvalue()


def _texts(pixels: Pixels) -> set[str]:
    return {code.text for code in decode_tilted(pixels, EVERYDAY, TILTS)}


def _attempts(pixels: Pixels) -> Iterator[tuple[bytes, Image.Image]]:
    for long_side, quality in _STEPS:
        data = encode(_fitted(pixels, long_side), "WEBP", quality)
        with Image.open(io.BytesIO(data)) as image:
            yield data, image.convert("L")


def _fitted(pixels: Pixels, long_side: int) -> Image.Image:
    """The picture with its long side at most so many pixels, never enlarged."""
    image = Image.fromarray(pixels)
    image.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    return image
