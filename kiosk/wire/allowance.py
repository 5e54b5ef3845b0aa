"""A county's one-off code for an amount over a biller's limit (M6): scanned or pasted, checked with no network.

    CKA1*<station>*<biller>*<account>*<fen>*<yyyymmdd>*<number>*<Ed25519 signature, base32>

It allows this point to take this amount for this account on this day, once; that it is used once is for the station to
see. The signature covers everything before the last ``*``, and no other object of ours begins alike. Codes of billers
may have small letters, so that the QR code is one of bytes.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.errors import Malformed, UnknownVersion, WrongSignature
from kiosk.wire import base32

PREFIX = "CKA"
VERSION = "1"
text_chars_max = 300

_CODE = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}"
_BODY = re.compile(
    rf"{PREFIX}{VERSION}\*(?P<station>{_CODE})\*(?P<biller>{_CODE})\*(?P<account>[0-9A-Z]{{1,40}})"
    r"\*(?P<fen>[1-9][0-9]{0,9})\*(?P<day>[0-9]{8})\*(?P<number>[0-9A-Z-]{1,20})",
)
_VERSION = re.compile(rf"{PREFIX}([0-9]{{1,3}})")


@dataclass(frozen=True)
class Allowance:
    """What the county allows.

    Attributes:
        station: Code of the point.
        biller: Code of the catalogue's biller.
        account: Account number, cleaned.
        fen: The exact amount.
        day: The business date on which it holds.
        number: The county's number of this code, never given twice: digits, capital letters and hyphens.
    """

    station: str
    biller: str
    account: str
    fen: int
    day: date
    number: str


def sign(given: Allowance, key: Ed25519PrivateKey) -> str:
    """The code as text; the same allowance gives the same text.

    Raises:
        Malformed: ``allowance.malformed``; a field is empty, too long, or has other signs than it may.
    """
    fields = (
        given.station,
        given.biller,
        given.account,
        str(given.fen),
        given.day.isoformat().replace("-", ""),
        given.number,
    )
    body = "*".join((PREFIX + VERSION, *fields))
    _parse(body)
    return f"{body}*{base32.encode(key.sign(body.encode()))}"


def read(text: str, key: Ed25519PublicKey) -> Allowance:
    """Check and read a code, as scanned or pasted: line breaks, spaces and full-width signs do no harm.

    Raises:
        Malformed: ``allowance.malformed``; no such code.
        UnknownVersion: ``allowance.unknown_version``; of a newer county.
        WrongSignature: ``allowance.wrong_signature``; altered, or not from this county.
    """
    if len(text) > text_chars_max:
        raise Malformed("allowance.malformed")
    body, _, signature = "".join(unicodedata.normalize("NFKC", text).split()).rpartition("*")
    version = _VERSION.fullmatch(body.partition("*")[0])
    if version and version[1] != VERSION:
        raise UnknownVersion("allowance.unknown_version", version=version[1])
    found = _parse(body)
    try:
        key.verify(base32.decode(signature), body.encode())
    except (InvalidSignature, ValueError) as error:
        raise WrongSignature("allowance.wrong_signature") from error
    return found


def _parse(body: str) -> Allowance:
    if (match := _BODY.fullmatch(body)) is None:
        raise Malformed("allowance.malformed")
    try:
        day = date.fromisoformat(match["day"])
    except ValueError as error:
        raise Malformed("allowance.malformed") from error
    return Allowance(match["station"], match["biller"], match["account"], int(match["fen"]), day, match["number"])
