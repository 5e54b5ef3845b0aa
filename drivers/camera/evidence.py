"""Pictures and films that a petition rests on: small enough for a village's line, legible, mute about who took them.

Larger than a waybill's photograph (``picture.shrink``): a page of handwriting must stay legible, and no code is sought.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from drivers.camera import files, film, picture
from drivers.scanner.decode import opened
from kiosk.seams import Film, Patch

picture_bytes_max = 240 * 1024
"""A page of 21 cm is then some 200 dots an inch at 1,600 pixels."""

_STEPS = (
    *((1600, 70, 1.0), (1600, 45, 0.85), (1280, 50, 0.6), (1280, 30, 0.5)),
    *((1024, 30, 0.33), (800, 20, 0.17), (480, 10, 0.05)),
)
"""Long side in pixels, WebP quality, and how much of the first step's bytes are left; from good to barely."""

_EFFORT = 2  # WebP's method: 4, the default, costs twice the time for a twentieth fewer bytes


class EvidenceRoom:
    """Keeps the Darkroom seam."""

    def picture(self, file: Path) -> bytes:
        """A picture file as WebP of at most ``picture_bytes_max``: turned upright, without a word of metadata."""
        data = files.read(file)
        files.measure(data)
        with opened(data) as image:
            largest = _STEPS[0][0]
            share = min(1.0, largest / max(image.size))
            # A JPEG is decoded no larger than needed: the whole one of 12 megapixels costs four times as much.
            image.draft("RGB", (int(image.width * share), int(image.height * share)))
            image.thumbnail((largest, largest), Image.Resampling.LANCZOS)
            return _small(ImageOps.exif_transpose(image).convert("RGB"))

    def film(self, file: Path, bytes_max: int) -> Film:
        """A telephone's film; see ``drivers.camera.film``."""
        return film.read(file, bytes_max)

    def black_out(self, data: bytes, patches: Sequence[Patch]) -> bytes:
        """The picture anew, black where the patches are; there is no thumbnail and no other layer in a WebP of ours."""
        files.measure(data)
        with opened(data) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
        pen = ImageDraw.Draw(upright)
        for patch in (one for one in patches if one.width > 0 and one.height > 0):
            pen.rectangle(_pixels(patch, upright.width, upright.height), fill=(0, 0, 0))
        return _small(upright)


def _pixels(patch: Patch, width: int, height: int) -> tuple[int, int, int, int]:
    """Whole pixels, outwards: of one that is touched nothing stays."""
    left, top = max(0.0, patch.left) * width, max(0.0, patch.top) * height
    right, bottom = min(1.0, patch.left + patch.width) * width, min(1.0, patch.top + patch.height) * height
    return int(left), int(top), max(int(left), int(np.ceil(right)) - 1), max(int(top), int(np.ceil(bottom)) - 1)


def _small(image: Image.Image) -> bytes:
    """The best step that fits; those that cannot are not even tried, because each costs a twentieth of a second."""
    data, first = b"", 0
    for long_side, quality, share in _STEPS:
        if first * share > picture_bytes_max * 1.2:
            continue
        image.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
        data = picture.encode(Image.fromarray(np.asarray(image)), "WEBP", quality, _EFFORT)
        if len(data) <= picture_bytes_max:
            return data
        first = first or len(data)
    return data
