"""A page of the county's decisions: numbered, signed, for one station.

A page says after which number it begins and up to which it leads. The cursor moves with it even over numbers that were
meant for others, so a station never asks for them again. The same bytes travel in an exchange or on a stick.
"""

from itertools import pairwise
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Meta

from kiosk.wire.codec import (
    Malformed,
    Wire,
    WrongStation,
    check,
    decisions_page_max,
    exchange_bytes_max,
    pack,
    peek,
    sign,
    squeeze,
    unpack,
    unsqueeze,
)

MAGIC = b"CKF"
VERSION = 1
PAGE_RAW_BYTES_MAX = 8 * 1024 * 1024


class Item(Wire, frozen=True, array_like=True):
    """One decision on its way.

    Attributes:
        number: In the county's feed; rising, with holes.
        kind: Of the decision.
        version: Of that kind.
        at_ms: County time of the decision.
        body: Its own bytes, opaque here.
    """

    number: int
    kind: int
    version: int
    at_ms: int
    body: bytes


class Page(Wire, frozen=True, array_like=True):
    """Decisions in order.

    Attributes:
        station: For whom.
        after: The cursor that it continues.
        cursor: The cursor once it is applied.
        more: Another page is waiting.
        items: The decisions, by rising number.
    """

    station: Annotated[str, Meta(max_length=40)]
    after: Annotated[int, Meta(ge=0)]
    cursor: Annotated[int, Meta(ge=0)]
    more: bool
    items: Annotated[tuple[Item, ...], Meta(max_length=decisions_page_max)] = ()


def seal_page(page: Page, key: Ed25519PrivateKey) -> bytes:
    """Compress and sign a page with the county's key."""
    return sign(MAGIC, VERSION, squeeze(pack(page)), key)


def open_page(data: bytes, key: Ed25519PublicKey, *, station: str) -> Page:
    """Check a page and open it.

    Raises:
        Malformed: Not a page, too large, or its numbers are out of order.
        UnknownVersion: From a newer county.
        WrongSignature: Not the county's.
        WrongStation: Meant for another.
    """
    _, payload = peek(MAGIC, (VERSION,), data, exchange_bytes_max)
    check(data, key)
    page = unpack(unsqueeze(payload, PAGE_RAW_BYTES_MAX), Page)
    if page.station != station:
        raise WrongStation(station=page.station)
    numbers = [page.after, *(item.number for item in page.items)]
    if any(a >= b for a, b in pairwise(numbers)) or numbers[-1] > page.cursor:
        raise Malformed(what="page")
    return page
