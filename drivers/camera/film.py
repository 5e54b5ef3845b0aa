"""Films as telephones make them (MP4, MOV, 3GP; ISO/IEC 14496-12): judged by size first, made mute about the place.

A film is a tree of boxes. What tells of a person (``udta``, ``meta``, ``uuid``, with ``©xyz`` and ``loci`` inside)
becomes ``free`` space full of zeros, in place: pictures and sound stay where the other boxes say they are. A track of
places, as cameras on helmets write it, lies among the pictures and stays.
"""

from collections.abc import Iterator
from pathlib import Path

from kiosk.errors import Malformed, Refused
from kiosk.seams import Film

_BRANDS = {b"qt  ": "video/quicktime", b"3gp": "video/3gpp", b"3g2": "video/3gpp"}
_TELLS = frozenset({b"udta", b"meta", b"uuid"})
_INSIDE = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"moof", b"traf"})
_HEAD = 8
_LARGE_HEAD = 16
_DEPTH_MAX = 8
_BOXES_MAX = 20_000


def read(file: Path, bytes_max: int) -> Film:
    """A film without what it tells of who took it.

    Raises:
        Malformed: ``film.unreadable``: none of these, or cut off.
        Refused: ``film.too_large``; of such a file nothing is read.
    """
    try:
        size = file.stat().st_size
        if size > bytes_max:
            raise Refused("film.too_large", megabytes=-(-size >> 20), most=bytes_max >> 20)
        with file.open("rb") as stream:
            data = bytearray(stream.read(bytes_max + 1))
    except OSError as error:
        raise Malformed("film.unreadable") from error
    if len(data) > bytes_max:
        raise Refused("film.too_large", megabytes=-(-len(data) >> 20), most=bytes_max >> 20)
    return silenced(data)


def silenced(data: bytearray) -> Film:
    """As :func:`read`, of what was read; ``data`` is changed."""
    mime = _mime(data)
    duration_ms = 0
    found = set()
    for kind, start, end in _boxes(data, 0, len(data), 0):
        found.add(kind)
        if kind in _TELLS:
            _blank(data, start, end)
        elif kind == b"mvhd":
            duration_ms = _duration_ms(data[start:end])
    if not {b"moov", b"mdat"} <= found:
        raise Malformed("film.unreadable")
    return Film(bytes(data), mime, duration_ms)


def _mime(data: bytearray) -> str:
    if data[4:8] != b"ftyp":
        raise Malformed("film.unreadable")
    brand = bytes(data[8:12])
    return _BRANDS.get(brand) or _BRANDS.get(brand[:3]) or "video/mp4"


def _boxes(data: bytearray, start: int, end: int, depth: int) -> Iterator[tuple[bytes, int, int]]:
    """Every box: its kind, where it begins (with its head) and where it ends; what holds others before those."""
    count = 0
    while start < end:
        count += 1
        head, size = _HEAD, int.from_bytes(data[start : start + 4], "big")
        kind = bytes(data[start + 4 : start + _HEAD])
        if size == 1:
            head, size = _LARGE_HEAD, int.from_bytes(data[start + _HEAD : start + _LARGE_HEAD], "big")
        elif size == 0:  # to the end
            size = end - start
        if size < head or start + size > end or count > _BOXES_MAX:
            raise Malformed("film.unreadable")
        yield kind, start, start + size
        if kind in _INSIDE and depth < _DEPTH_MAX:
            yield from _boxes(data, start + head, start + size, depth + 1)
        start += size


def _blank(data: bytearray, start: int, end: int) -> None:
    head = _LARGE_HEAD if int.from_bytes(data[start : start + 4], "big") == 1 else _HEAD
    data[start + 4 : start + _HEAD] = b"free"
    data[start + head : end] = bytes(end - start - head)


def _duration_ms(box: bytearray) -> int:
    """Of ``mvhd``: version, flags, two times, units a second, length."""
    wide = box[_HEAD] == 1
    at = _HEAD + 4 + (16 if wide else 8)
    rate = int.from_bytes(box[at : at + 4], "big")
    length = int.from_bytes(box[at + 4 : at + (12 if wide else 8)], "big")
    return length * 1_000 // rate if rate else 0
