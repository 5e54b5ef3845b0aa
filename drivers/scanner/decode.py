"""Find the bar codes in a picture.

zxing-cpp, because it never gave a wrong text on 548 measured pictures where others did; only its bytes are trusted
(see ``payload``). The formats asked for are the cost: the everyday five take 7 ms at 720p, DataMatrix alone 25 ms more.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import dist
from pathlib import Path

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from drivers.scanner import payload
from kiosk.errors import Malformed

Pixels = NDArray[np.uint8]
"""A picture: height × width (grey) or height × width × 3 (RGB)."""

NAMES = {
    zxingcpp.Code128: "code128",
    zxingcpp.QRCode: "qr",
    zxingcpp.EAN13: "ean13",
    zxingcpp.Code39: "code39",
    zxingcpp.ITF: "itf",
    zxingcpp.DataMatrix: "datamatrix",
}
EVERYDAY = zxingcpp.BarcodeFormats(tuple(NAMES)[:5])
"""What waybills and goods bear; cheap enough for every frame of a camera."""

THOROUGH = zxingcpp.BarcodeFormats(tuple(NAMES))
"""EVERYDAY and DataMatrix: for a single picture on demand."""

TILTS = (22.5, -22.5, 45.0)
"""With the decoder's own quarter turns these reach every angle."""

PIXELS_MAX = 40_000_000  # a phone's photograph; more is no label

_QR_WITH_ECI = ("]Q2", "]Q4", "]Q6")
_LINEAR = ("code128", "ean13", "code39", "itf")
_SLIVER = 0.05  # of its length: a reading thinner than this rests on a scan line or two


@dataclass(frozen=True)
class Code:
    """One code found in a picture.

    Attributes:
        text: The payload as text, cleaned by :func:`payload.read`.
        symbology: As in :class:`kiosk.seams.Scan`.
        raw: The payload's bytes.
        corners: Four (x, y) in pixels, clockwise from the code's own top left.
    """

    text: str
    symbology: str
    raw: bytes
    corners: tuple[tuple[int, int], ...]


def decode(image: Pixels, formats: zxingcpp.BarcodeFormats = EVERYDAY) -> tuple[Code, ...]:
    """Every code of a picture, in no order that means anything.

    Args:
        image: Grey or RGB (RGB and BGR serve alike).
        formats: EVERYDAY or THOROUGH.
    """
    found = zxingcpp.read_barcodes(np.ascontiguousarray(image), formats=formats, text_mode=zxingcpp.TextMode.Plain)
    codes = [_code(barcode) for barcode in found if barcode.valid]
    return tuple(code for code in codes if not _is_ghost(code, codes))


def decode_tilted(image: Pixels, formats: zxingcpp.BarcodeFormats, tilts: Sequence[float]) -> tuple[Code, ...]:
    """As :func:`decode`; where that finds nothing, the picture is turned and looked at again, until something shows.

    zxing-cpp reads along rows and columns, so a bar code is lost beyond the angle of its own diagonal: about 15
    degrees for a waybill's. Corners of a code found so are those in the turned picture.

    Args:
        image: Grey or RGB.
        formats: EVERYDAY or THOROUGH.
        tilts: Degrees to try, in order.
    """
    found = decode(image, formats)
    for tilt in tilts:
        if found:
            break
        turned = Image.fromarray(image).convert("L").rotate(tilt, Image.Resampling.BILINEAR, expand=True, fillcolor=128)
        found = decode(np.asarray(turned), formats)
    return found


def decode_bytes(data: bytes, formats: zxingcpp.BarcodeFormats = THOROUGH) -> tuple[Code, ...]:
    """Every code of an encoded picture (PNG, JPEG, WebP, BMP …).

    Raises:
        Malformed: No picture, a broken one, or one of more than PIXELS_MAX pixels.
    """
    return decode_tilted(pixels(data), formats, TILTS)


def decode_file(path: Path, formats: zxingcpp.BarcodeFormats = THOROUGH) -> tuple[Code, ...]:
    """Every code of a picture file.

    Raises:
        Malformed: As for :func:`decode_bytes`; also when the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Malformed("picture.unreadable", file=path.name) from error
    return decode_bytes(data, formats)


def pixels(data: bytes) -> Pixels:
    """An encoded picture as grey pixels: codes need no colour.

    Raises:
        Malformed: As for :func:`decode_bytes`.
    """
    with opened(data) as image:
        return np.asarray(image.convert("L"))


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """An encoded picture, open while the block lasts; a fault in it shows inside the block as Malformed too.

    Raises:
        Malformed: No picture, a broken one, or one of more than PIXELS_MAX pixels.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > PIXELS_MAX:
                raise Malformed("picture.too_large", width=image.width, height=image.height)
            yield image
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Malformed("picture.unreadable") from error


def _code(barcode: zxingcpp.Barcode) -> Code:
    raw = bytes(barcode.bytes)
    # A QR that declares its encoding is the one case in which the decoder's text knows more than the bytes.
    said = barcode.text.encode() if barcode.symbology_identifier in _QR_WITH_ECI else raw
    at = barcode.position
    corners = tuple((p.x, p.y) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left))
    return Code(payload.read(said)[0], NAMES.get(barcode.format, "other"), raw, corners)


def _is_ghost(code: Code, codes: Sequence[Code]) -> bool:
    """Whether a thin reading runs along a thick one of the same kind that says something else.

    Seen on zxing-cpp's own picture ean13_rotated: worn bars at the edge make three scan lines say another number,
    with a valid check digit.
    """
    if code.symbology not in _LINEAR:
        return False
    length, thickness = _size(code)
    if thickness > _SLIVER * length:
        return False
    return any(
        other.symbology == code.symbology
        and other.text != code.text
        and _size(other)[1] > 4 * thickness
        and abs(_size(other)[0] - length) < length / 5
        for other in codes
    )


def _size(code: Code) -> tuple[float, float]:
    """Length along the reading direction and thickness across it, in pixels."""
    a, b, c, d = code.corners
    return max(dist(a, b), dist(d, c)), max(dist(a, d), dist(b, c))
