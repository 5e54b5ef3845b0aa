"""Who this station is on the road: its own key, and the one county whose word counts.

The private key is made on the station and never leaves the key store. The same key signs the codes on slips; what is
signed begins with another magic there, so neither can be taken for the other.
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.store.keys import KeyStore, obtain
from kiosk.wire import codec

SIGNING_KEY = "sign"
"""The key store's name for the station's Ed25519 seed."""


@dataclass(frozen=True)
class Identity:
    """Both ends of the road.

    Attributes:
        station: The station's code.
        key: Its private key.
        county: The county's public key; everything that comes down must bear its signature.
    """

    station: str
    key: Ed25519PrivateKey
    county: Ed25519PublicKey

    @property
    def enrolment(self) -> str:
        """``code=public key in hex``: what ``python -m county --enrol`` takes. Not secret."""
        return f"{self.station}={codec.public_raw(self.key).hex()}"


def load(keys: KeyStore, station: str, county: bytes) -> Identity:
    """The identity of this station; its key is made at the first call and kept.

    Args:
        keys: Where secrets are kept.
        station: The station's code.
        county: The county's public key (32 bytes), known beforehand.

    Raises:
        Malformed: ``county`` is no key.
    """
    return Identity(station, codec.private_key(obtain(keys, SIGNING_KEY)), codec.public_key(county))
