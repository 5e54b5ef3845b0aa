"""Seal bytes to a public key, so that only the holder of the private one reads them: HPKE (RFC 9180).

From ``cryptography``: X25519, HKDF-SHA256 and ChaCha20-Poly1305, single shot, base mode: the sender stays unnamed
here, because the record around it is signed. ``info`` names the purpose, so that nothing sealed for one can be passed
off for another.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kiosk.errors import Malformed

BODY = b"cunkou petition body 1"
ATTACHMENT = b"cunkou petition attachment 1"
ANSWER = b"cunkou petition answer 1"
OVERHEAD_BYTES = 48  # the encapsulated key and the tag

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def seal(data: bytes, public: bytes, info: bytes) -> bytes:
    """Seal ``data`` to a public key (32 bytes); ``OVERHEAD_BYTES`` longer.

    Raises:
        Malformed: The key is none.
    """
    try:
        return _SUITE.encrypt(data, X25519PublicKey.from_public_bytes(public), info=info)
    except ValueError as error:
        raise Malformed(what="petition key") from error


def unseal(data: bytes, key: X25519PrivateKey, info: bytes) -> bytes:
    """Open what was sealed to the key's public half.

    Raises:
        Malformed: Sealed to another key, for another purpose, or altered.
    """
    try:
        return _SUITE.decrypt(data, key, info=info)
    except (InvalidTag, ValueError) as error:
        raise Malformed(what="sealed") from error
