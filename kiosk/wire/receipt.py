"""The county's signed word on one envelope: only it lets the outbox forget.

A captive portal's "200 OK" forges none, and it can come back by stick. It says how far the lane is whole at the
county, and names each record that is not simply stored. A verdict of a kind that this program does not know is kept
and shown as it is.
"""

from enum import StrEnum
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Meta

from kiosk.wire.codec import Wire, WrongStation, check, pack, peek, sign, unpack

MAGIC = b"CKR"
VERSION = 1
RECEIPT_BYTES_MAX = 512 * 1024
ATTACHMENT_MAGIC = b"CKT"
PASS_MAGIC = b"CKP"


class Outcome(StrEnum):
    """What became of records that are not simply stored for the first time."""

    DUPLICATE = "duplicate"  # was there already, the same
    HELD = "held"  # kept, of a kind that the county does not know yet
    SET_ASIDE = "set-aside"  # kept, but cannot be applied: see the reason
    GAP = "gap"  # these numbers are missing at the county; what follows waits
    FORKED = "forked"  # the county has the same numbers with another content
    OLD_EPOCH = "old-epoch"  # from before this station was restored
    REFUSED = "refused"  # not kept: see the reason


class Verdict(Wire, frozen=True, array_like=True):
    """One outcome for the records ``first`` … ``last``.

    Attributes:
        outcome: An :class:`Outcome`, or the word of a newer county.
        first: Sequence number.
        last: Sequence number.
        reason: A short code such as ``malformed``; never personal data.
    """

    outcome: Annotated[str, Meta(max_length=24)]
    first: int
    last: int
    reason: Annotated[str, Meta(max_length=200)] = ""


class Receipt(Wire, frozen=True, array_like=True):
    """The county's word on one envelope.

    Attributes:
        station: For whom.
        epoch: Of the lane.
        lane: The sequence.
        high_water: Every record up to this number is safe at the county (0: none).
        digest: Of the envelope that it answers (SHA-256 of its bytes).
        at_ms: County time.
        verdicts: What is not plainly stored.
    """

    station: Annotated[str, Meta(max_length=40)]
    epoch: int
    lane: int
    high_water: Annotated[int, Meta(ge=0)]
    digest: bytes
    at_ms: int
    verdicts: Annotated[tuple[Verdict, ...], Meta(max_length=5000)] = ()


class AttachmentReceipt(Wire, frozen=True, array_like=True):
    """The county has these bytes, whole.

    Attributes:
        station: For whom.
        digest: SHA-256 of the attachment.
        size_bytes: Its length.
    """

    station: str
    digest: bytes
    size_bytes: int


class Pass(Wire, frozen=True, array_like=True):
    """The station's leave to put or ask for one attachment.

    Attributes:
        station: Who asks.
        digest: SHA-256 of the attachment.
    """

    station: Annotated[str, Meta(pattern=r"^[\w.-]{1,40}\Z")]
    digest: Annotated[bytes, Meta(min_length=32, max_length=32)]


def issue(receipt: Receipt, key: Ed25519PrivateKey) -> bytes:
    """Sign a receipt with the county's key."""
    return sign(MAGIC, VERSION, pack(receipt), key)


def read(data: bytes, key: Ed25519PublicKey, *, station: str) -> Receipt:
    """Check a receipt by whatever road it came.

    Raises:
        Malformed: Not a receipt.
        UnknownVersion: From a newer county.
        WrongSignature: Not the county's word.
        WrongStation: The county's word to another station.
    """
    _, payload = peek(MAGIC, (VERSION,), data, RECEIPT_BYTES_MAX)
    check(data, key)
    receipt = unpack(payload, Receipt)
    if receipt.station != station:
        raise WrongStation(station=receipt.station)
    return receipt


def issue_attachment(receipt: AttachmentReceipt, key: Ed25519PrivateKey) -> bytes:
    """Sign that an attachment arrived whole."""
    return sign(ATTACHMENT_MAGIC, VERSION, pack(receipt), key)


def read_attachment(data: bytes, key: Ed25519PublicKey, *, station: str) -> AttachmentReceipt:
    """Check an attachment's receipt; errors as in :func:`read`."""
    _, payload = peek(ATTACHMENT_MAGIC, (VERSION,), data, RECEIPT_BYTES_MAX)
    check(data, key)
    receipt = unpack(payload, AttachmentReceipt)
    if receipt.station != station:
        raise WrongStation(station=receipt.station)
    return receipt


def issue_pass(leave: Pass, key: Ed25519PrivateKey) -> bytes:
    """Sign the leave to put one attachment, with the station's key."""
    return sign(PASS_MAGIC, VERSION, pack(leave), key)


def peek_pass(data: bytes) -> Pass:
    """Who asks, before :func:`kiosk.wire.codec.check` has been asked whether it is true.

    Raises:
        Malformed: Not a pass.
    """
    return unpack(peek(PASS_MAGIC, (VERSION,), data, RECEIPT_BYTES_MAX)[1], Pass)
