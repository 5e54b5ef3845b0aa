"""Villages as people call them, and which one is near: for the place of a petition."""

from kiosk.catalogue import Catalogue
from kiosk.catalogue.formats import Division
from kiosk.station import Station

_alike_chars_min = 2


def short(name: str) -> str:
    """``枣峰村委会`` → ``枣峰村``, ``三板桥社区居委会`` → ``三板桥社区``."""
    return name.removesuffix("居委会").removesuffix("委会")


def around(station: Station) -> tuple[Division, ...]:
    """The villages of the station's town; of the whole county where the town is not in the catalogue."""
    book = station.catalogue
    towns = [town for town in book.towns if town.name == station.town] or list(book.towns)
    return tuple(village for town in towns for village in book.villages(town.code))


def likely(station: Station, name: str) -> str:
    """Code of the village around here whose name begins most like ``name``, or ""."""
    best = max(around(station), key=lambda one: _common(one.name, name), default=None)
    return best.code if best is not None and _common(best.name, name) >= _alike_chars_min else ""


def name_of(book: Catalogue, code: str) -> str:
    """A village without its town, short."""
    return short(next((one.name for one in book.divisions if one.code == code), code)) if code else ""


def _common(one: str, other: str) -> int:
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
