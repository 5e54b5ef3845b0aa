"""Keys with known seeds, so that signed bytes are the same in every run."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.wire import codec


@pytest.fixture(scope="session")
def station_key() -> Ed25519PrivateKey:
    return codec.private_key(bytes(range(32)))


@pytest.fixture(scope="session")
def county_key() -> Ed25519PrivateKey:
    return codec.private_key(bytes(range(100, 132)))
