"""The signed code on a slip: any other station verifies it with no network, by its neighbours' public keys.

The code is a QR text in the alphanumeric set, so that it stays small on 58 mm paper:

    CK1*<station>*<kind>*<ref>*<day>*<field>*…*<Ed25519 signature, base32>

The signature covers everything before the last ``*``; one altered digit fails. A phone shows the same text, so a
person can compare the figures with the paper. The short check code (``7K4M-92QX``) is read out over the telephone to
compare two papers; it is no proof.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.errors import Bug, Malformed, NotFound, WrongSignature
from kiosk.wire import base32

_PREFIX = "CK1"
_FIELD = re.compile(r"[0-9A-Z $%+\-./:]{0,40}")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIXED_PARTS = 6  # prefix, station, kind, ref, day, signature
code_chars_max = 400


@dataclass(frozen=True)
class SlipCode:
    """What a slip's code says.

    Attributes:
        station: Who printed it.
        kind: Of the slip: ``PICKUP``, ``PAID`` …
        ref: The journal's ref of the event behind it.
        day: Business date.
        fields: Figures that the paper shows too, in the slip's order.
    """

    station: str
    kind: str
    ref: int
    day: date
    fields: tuple[str, ...]


class SlipSigner:
    """Signs slips with the station's key."""

    def __init__(self, station: str, seed: bytes) -> None:
        """Bind the station's code and its 32-byte Ed25519 seed; the key is made at first use."""
        self._station = station
        self._seed = seed

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._seed)

    @property
    def public_key(self) -> bytes:
        """32 bytes, listed for the neighbours by the county."""
        return self._key.public_key().public_bytes_raw()

    def qr(self, kind: str, ref: int, day: date, *fields: str) -> str:
        """The text of the slip's QR code.

        Args:
            kind: Of the slip, upper case.
            ref: The journal's ref of the event behind it.
            day: Business date.
            fields: Figures on the slip: upper-case letters, digits and ``$%+-./:`` and space, 40 at most each.
        """
        parts = (_PREFIX, self._station, kind, str(ref), day.strftime("%Y%m%d"), *fields)
        if not all(_FIELD.fullmatch(part) for part in parts):
            raise Bug(f"not fit for a slip's code: {parts}")
        text = "*".join(parts)
        return f"{text}*{base32.encode(self._key.sign(text.encode()))}"


def check_code(qr: str) -> str:
    """Eight characters to read out, like ``7K4M-92QX``; without letters that sound or look alike."""
    number = int.from_bytes(hashlib.sha256(qr.encode()).digest()[:5])
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def verify(qr: str, public_key_of: Callable[[str], bytes | None]) -> SlipCode:
    """Check a slip's code.

    Args:
        qr: As scanned.
        public_key_of: The key of a station's code, or None when it is not known here.

    Raises:
        Malformed: Not one of our codes.
        NotFound: From a station that is not known here.
        WrongSignature: Altered, or never printed by that station.
    """
    text, _, signature = qr.strip().rpartition("*")
    parts = text.split("*")
    if len(qr) > code_chars_max or len(parts) < _FIXED_PARTS - 1 or parts[0] != _PREFIX:
        raise Malformed("slip.not_ours")
    station, kind, ref, day, *fields = parts[1:]
    if (key := public_key_of(station)) is None:
        raise NotFound("slip.unknown_station", station=station)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(base32.decode(signature), text.encode())
        return SlipCode(station, kind, int(ref), date.fromisoformat(day), tuple(fields))
    except (InvalidSignature, ValueError) as error:
        raise WrongSignature("slip.altered") from error
