"""The query code on a petition's slip: who has the paper may ask how the matter stands, and opens a sealed answer.

Eight signs of Crockford's alphabet are forty bits: too few for a plain hash, so check and key are drawn from them by
Argon2id (RFC 9106). The check travels and is compared; the key is an X25519 seed whose public half travels as
``reply_key``, and whose private half is nowhere but in the code on the paper.
"""

import secrets
from dataclasses import dataclass
from hmac import compare_digest

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

SIGNS = 8
SALT_BYTES = 16
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE = str.maketrans("OIL", "011")
_CHECK_BYTES = 32


@dataclass(frozen=True)
class Drawn:
    """What is drawn from a code and a salt.

    Attributes:
        check: 32 bytes to compare with.
        key: Opens what is sealed to :attr:`public`.
    """

    check: bytes
    key: X25519PrivateKey

    @property
    def public(self) -> bytes:
        """32 bytes: answers are sealed to it."""
        return self.key.public_key().public_bytes_raw()


def new_code() -> str:
    """A fresh code."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(SIGNS))


def new_salt() -> bytes:
    """A fresh salt."""
    return secrets.token_bytes(SALT_BYTES)


def shown(code: str) -> str:
    """As on paper: ``7K4M-92QX``."""
    return f"{code[:4]}-{code[4:]}"


def read(text: str) -> str:
    """A code as a person types it: any case, with or without hyphen, O for 0 and I or L for 1; "" when it is none."""
    code = "".join(text.upper().split()).replace("-", "").translate(_LOOK_ALIKE)
    return code if len(code) == SIGNS and set(code) <= set(_ALPHABET) else ""


def draw(code: str, salt: bytes) -> Drawn:
    """Check and key; takes some 20 ms and 19 MiB, on purpose (OWASP's least for Argon2id)."""
    raw = hash_secret_raw(code.encode(), salt, 2, 19 * 1024, 1, 2 * _CHECK_BYTES, Type.ID)
    return Drawn(raw[:_CHECK_BYTES], X25519PrivateKey.from_private_bytes(raw[_CHECK_BYTES:]))


def opens(code: str, salt: bytes, check: bytes) -> Drawn | None:
    """What the code draws, if it is the right one."""
    if not code or len(salt) < 8 or not check:  # noqa: PLR2004 - Argon2's least
        return None
    drawn = draw(code, salt)
    return drawn if compare_digest(drawn.check, check) else None
