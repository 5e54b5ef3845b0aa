"""A run of events as fixed bytes, the same on every road.

Layout of version 1: ``CKE · 1 · header length (2 bytes, big-endian) · header · zstd(records) · signature``. Header and
records are msgpack, by position. The identity is (station, epoch, lane, first, last, digest): whatever comes twice is
recognised by it, today by HTTP or months later on a stick.

A receiver asks, in this order: is it our format (:func:`read_header`), whose key, does the signature hold, is it
whole, does the chain run from ``previous`` to ``head`` (:func:`open_envelope`). Whether it *fits* what is already
there is the county's to say.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Meta

from kiosk.wire.codec import (
    ForkedChain,
    Malformed,
    UnknownVersion,
    Wire,
    WrongStation,
    chain,
    check,
    envelope_records_max,
    event_bytes_max,
    exchange_bytes_max,
    pack,
    peek,
    sign,
    squeeze,
    unpack,
    unsqueeze,
)

MAGIC = b"CKE"
VERSION = 1
RAW_BYTES_MAX = 4 * 1024 * 1024  # records of one envelope, opened
HEADER_BYTES_MAX = 512

StationCode = Annotated[str, Meta(pattern=r"^[\w.-]{1,40}\Z")]
Count = Annotated[int, Meta(ge=1, le=2**53)]
Digest = Annotated[bytes, Meta(min_length=32, max_length=32)]


class Header(Wire, frozen=True, array_like=True):
    """What an envelope says of itself before it is opened.

    Attributes:
        digest: Algorithm of the chain.
        compression: Algorithm of the body.
        seal: "none", or how the body is encrypted.
        signature: Algorithm of the signature.
        station: The sender's code.
        epoch: Which life of the sender's journal; a restored disk begins a new one.
        lane: Which sequence.
        first: Sequence number of the first record.
        last: … of the last.
        previous: Hash before the first record (32 bytes).
        head: Hash after the last.
    """

    digest: Annotated[str, Meta(max_length=24)]
    compression: Annotated[str, Meta(max_length=24)]
    seal: Annotated[str, Meta(max_length=24)]
    signature: Annotated[str, Meta(max_length=24)]
    station: StationCode
    epoch: Count
    lane: Annotated[int, Meta(ge=1, le=255)]
    first: Count
    last: Count
    previous: Digest
    head: Digest


ALGORITHMS = ("sha256", "zstd", "none", "ed25519")


@dataclass(frozen=True)
class Envelope:
    """An opened envelope whose signature and inner chain hold.

    Attributes:
        header: As sent.
        records: The journal's bytes, ``first`` … ``last``.
        hashes: The chain after each record.
        digest: SHA-256 of the sealed bytes.
    """

    header: Header
    records: tuple[bytes, ...]
    hashes: tuple[bytes, ...]
    digest: bytes


def seal(
    key: Ed25519PrivateKey,
    *,
    station: str,
    epoch: int,
    lane: int,
    first: int,
    previous: bytes,
    records: tuple[bytes, ...],
) -> bytes:
    """Seal a run of records; the same run gives the same bytes.

    Args:
        key: The station's.
        station: Its code.
        epoch: The journal's life.
        lane: The sequence they belong to.
        first: Number of the first record.
        previous: Chain hash before it (32 bytes; zeros before number 1).
        records: The journal's bytes, in order, at least one.

    Raises:
        Malformed: No record, too many, or too large: nothing that :func:`open_envelope` would refuse leaves the house.
    """
    if not 1 <= len(records) <= envelope_records_max or max(map(len, records)) > event_bytes_max:
        raise Malformed(what="run")
    raw = pack(records)
    if len(raw) > RAW_BYTES_MAX:
        raise Malformed(what="run")
    head = chain(previous, records)[-1]
    header = pack(Header(*ALGORITHMS, station, epoch, lane, first, first + len(records) - 1, previous, head))
    return sign(MAGIC, VERSION, len(header).to_bytes(2, "big") + header + squeeze(raw), key)


def read_header(data: bytes) -> Header:
    """The header alone, to know whose key to ask for. Not to be believed before :func:`open_envelope`.

    Raises:
        Malformed: Not an envelope, truncated or out of bounds.
        UnknownVersion: A version or an algorithm of a newer program.
    """
    return _split(data)[0]


def open_envelope(data: bytes, key: Ed25519PublicKey, *, station: str) -> Envelope:
    """Check everything that an envelope can prove by itself, and open it.

    Args:
        data: The sealed bytes.
        key: Public key of the station that is to have sent it.
        station: Its code.

    Raises:
        Malformed: Not an envelope, truncated, out of bounds, or its counts disagree.
        UnknownVersion: A version or an algorithm of a newer program.
        WrongStation: It names another sender.
        WrongSignature: Altered, or signed by somebody else.
        ForkedChain: The records do not lead from ``previous`` to ``head``.
    """
    header, body = _split(data)
    if header.station != station:
        raise WrongStation(station=header.station)
    check(data, key)
    records = unpack(unsqueeze(body, RAW_BYTES_MAX), tuple[bytes, ...])
    if len(records) != header.last - header.first + 1 or max(map(len, records)) > event_bytes_max:
        raise Malformed(what="records")
    hashes = chain(header.previous, records)
    if hashes[-1] != header.head:
        raise ForkedChain(lane=header.lane, sequence=header.last)
    return Envelope(header, records, hashes, sha256(data).digest())


def _split(data: bytes) -> tuple[Header, bytes]:
    _, payload = peek(MAGIC, (VERSION,), data, exchange_bytes_max)
    size = int.from_bytes(payload[:2], "big")
    if not 0 < size <= HEADER_BYTES_MAX or len(payload) < 2 + size:
        raise Malformed(what="header")
    header = unpack(payload[2 : 2 + size], Header)
    if (header.digest, header.compression, header.seal, header.signature) != ALGORITHMS:
        raise UnknownVersion(version=VERSION)
    if not 0 <= header.last - header.first < envelope_records_max:
        raise Malformed(what="header")
    return header, payload[2 + size :]
