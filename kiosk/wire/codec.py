"""The tools that every object of the road is made with: framing, signature, chain, compression.

An object is ``magic (3 bytes) · version (1) · payload · Ed25519 signature (64)``. The signature covers magic and
version too, so that no object can be taken for one of another purpose. Nothing is parsed before its signature holds,
except what names the key (:func:`peek`).

The algorithms belong to the version: 1 is SHA-256, zstd and Ed25519 (RFC 8032), from ``cryptography`` and
``zstandard``. Errors and limits that the county needs beside these objects can be had from here, since it may import
``kiosk.wire`` alone.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import TypeVar

import msgspec
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.errors import (
    ForkedChain,
    GapInSequence,
    Malformed,
    OldEpoch,
    StationRevoked,
    UnknownVersion,
    WireTrouble,
    WrongSignature,
    WrongStation,
)
from kiosk.limits import (
    attachment_bytes_max,
    decisions_page_max,
    envelope_records_max,
    event_bytes_max,
    exchange_bytes_max,
)

__all__ = [
    "ForkedChain",
    "GapInSequence",
    "Malformed",
    "OldEpoch",
    "StationRevoked",
    "UnknownVersion",
    "WireTrouble",
    "WrongSignature",
    "WrongStation",
    "attachment_bytes_max",
    "decisions_page_max",
    "envelope_records_max",
    "event_bytes_max",
    "exchange_bytes_max",
]

GENESIS = bytes(32)
HEAD_BYTES = 4
SIGNATURE_BYTES = 64
ZSTD_LEVEL = 19  # 0.05 s for a week's records; the line is what is slow

_T = TypeVar("_T")
_encoder = msgspec.msgpack.Encoder()


def link(previous: bytes, record: bytes) -> bytes:
    """One step of the chain: SHA-256 over the hash before (32 bytes) and the record's bytes."""
    return sha256(previous + record).digest()


def chain(previous: bytes, records: Iterable[bytes]) -> tuple[bytes, ...]:
    """The hash after each record, in order, starting from ``previous``."""
    hashes = []
    for record in records:
        previous = link(previous, record)
        hashes.append(previous)
    return tuple(hashes)


def sign(magic: bytes, version: int, payload: bytes, key: Ed25519PrivateKey) -> bytes:
    """Frame and sign a payload; the same input gives the same bytes."""
    body = magic + bytes([version]) + payload
    return body + key.sign(body)


def peek(magic: bytes, versions: Iterable[int], data: bytes, bytes_max: int) -> tuple[int, bytes]:
    """Version and payload of a frame whose signature is *not yet* checked.

    Raises:
        Malformed: Another magic, or a length out of bounds.
        UnknownVersion: From a newer program.
    """
    if not HEAD_BYTES + SIGNATURE_BYTES <= len(data) <= bytes_max or data[:3] != magic:
        raise Malformed(what=magic.decode("ascii"))
    if data[3] not in versions:
        raise UnknownVersion(version=data[3])
    return data[3], data[HEAD_BYTES:-SIGNATURE_BYTES]


def check(data: bytes, key: Ed25519PublicKey) -> None:
    """Check a frame's signature.

    Raises:
        WrongSignature: Not signed with this key, or altered since.
    """
    try:
        key.verify(data[-SIGNATURE_BYTES:], data[:-SIGNATURE_BYTES])
    except InvalidSignature as error:
        raise WrongSignature from error


def squeeze(raw: bytes) -> bytes:
    """Compress into one zstd frame that names its size."""
    return zstandard.ZstdCompressor(level=ZSTD_LEVEL, write_checksum=False).compress(raw)


def unsqueeze(data: bytes, raw_bytes_max: int) -> bytes:
    """Open one zstd frame, and never more than ``raw_bytes_max``.

    Raises:
        Malformed: Not one whole frame, without a size, or larger than allowed (asked before anything is allocated).
    """
    try:
        if not 0 <= zstandard.frame_content_size(data) <= raw_bytes_max:
            raise Malformed(what="zstd size")
        return zstandard.ZstdDecompressor().decompress(data, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise Malformed(what="zstd") from error


def pack(value: object) -> bytes:
    """Msgpack; structs by position."""
    return _encoder.encode(value)


def unpack(data: bytes, shape: type[_T]) -> _T:
    """Msgpack of the given shape; what follows the known positions is left alone.

    Raises:
        Malformed: Another shape.
    """
    try:
        return msgspec.msgpack.decode(data, type=shape)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:  # ValueError: msgspec lets bad UTF-8 through
        raise Malformed(what=shape.__name__) from error


def public_key(raw: bytes) -> Ed25519PublicKey:
    """A public key from its 32 bytes.

    Raises:
        Malformed: Not 32 bytes.
    """
    try:
        return Ed25519PublicKey.from_public_bytes(raw)
    except ValueError as error:
        raise Malformed(what="public key") from error


def private_key(raw: bytes) -> Ed25519PrivateKey:
    """A private key from its 32 bytes; errors as in :func:`public_key`."""
    try:
        return Ed25519PrivateKey.from_private_bytes(raw)
    except ValueError as error:
        raise Malformed(what="private key") from error


def public_raw(key: Ed25519PrivateKey | Ed25519PublicKey) -> bytes:
    """The 32 bytes of a key's public half."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return public.public_bytes_raw()


def private_raw(key: Ed25519PrivateKey) -> bytes:
    """The 32 secret bytes."""
    return key.private_bytes_raw()


def new_key() -> Ed25519PrivateKey:
    """A fresh key pair."""
    return Ed25519PrivateKey.generate()


class Wire(msgspec.Struct, frozen=True, array_like=True):
    """Base of what is written by position: new fields only at the end, with a default."""
