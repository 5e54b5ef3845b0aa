"""Signatures in the alphabet of base 32 (RFC 4648), without padding: a QR code of letters and digits stays small."""

import base64


def encode(data: bytes) -> str:
    """Capital letters and digits."""
    return base64.b32encode(data).decode().rstrip("=")


def decode(text: str) -> bytes:
    """The bytes of a text, in its one spelling.

    Raises:
        ValueError: No base 32, or another spelling: several last characters decode alike, and only one was signed.
    """
    data = base64.b32decode(text + "=" * (-len(text) % 8))
    if encode(data) != text:
        raise ValueError("not canonical base32")
    return data
