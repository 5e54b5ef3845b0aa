"""Where secrets are kept: the system's key store, or a 0600 file where there is none, which is said plainly.

The names in use: ``store`` (32 raw bytes, the database), ``sign`` (32 bytes, the station's Ed25519 seed).
"""

import base64
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.errors import StoreKeyMissing
from kiosk.store.files import write_durably
from kiosk.store.trouble import sorted_out

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend


class KeyStore(Protocol):
    """Keeps named secrets."""

    kind: str
    """``system``, ``file`` or ``memory``; the settings page and the self-test say it."""

    def get(self, name: str) -> bytes | None:
        """The secret, or None if there never was one.

        Raises:
            StoreKeyMissing: There is one, and it cannot be had now; nobody may draw another in its place.
        """
        ...

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret durably."""
        ...


class SystemKeys:
    """The desktop's own key store (Secret Service, Windows Credential Manager)."""

    kind = "system"

    def __init__(self, backend: "KeyringBackend", station: str) -> None:
        """Keep the secrets of one station's folder."""
        self._backend = backend
        self._service = f"cunkou/{station}"

    def get(self, name: str) -> bytes | None:
        """The secret, or None."""
        import keyring.errors  # noqa: PLC0415

        try:
            text = self._backend.get_password(self._service, name)
        except keyring.errors.KeyringError as error:
            raise StoreKeyMissing from error
        return base64.b64decode(text) if text else None

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret."""
        self._backend.set_password(self._service, name, base64.b64encode(secret).decode())


class FileKeys:
    """Files with mode 0600 in the station's folder: the disk's thief has them too."""

    kind = "file"

    def __init__(self, folder: Path) -> None:
        """Keep the secrets in ``folder``."""
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """The secret, or None."""
        try:
            return self._file(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreKeyMissing from error

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret durably, readable by its owner only."""
        with sorted_out():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_durably(self._file(name), secret)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.key"


class MemoryKeys:
    """The twin: forgets everything at the end."""

    kind = "memory"

    def __init__(self) -> None:
        """Begin empty."""
        self._secrets: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        """The secret, or None."""
        return self._secrets.get(name)

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret until the end of the program."""
        self._secrets[name] = secret


def find_keys(folder: Path) -> KeyStore:
    """The system's key store if this PC has one that works, else files in ``folder``.

    A station stays with what it began with: key files win if they are there, so that a desktop that appears later
    cannot hide the key of an existing database.
    """
    files = FileKeys(folder)
    if any(folder.glob("*.key")) or os.environ.get("CUNKOU_KEYS") == "file":
        return files
    import keyring  # noqa: PLC0415 - a start that has key files need not look at the desktop's
    from keyring.backends import fail  # noqa: PLC0415

    backend = keyring.get_keyring()
    if isinstance(backend, fail.Keyring) or backend.priority < 1:
        return files
    keys = SystemKeys(backend, str(folder.resolve()))
    try:
        keys.get("store")
    except StoreKeyMissing:
        return files  # a key store that is locked or broken at the first start is none
    return keys


def obtain(keys: KeyStore, name: str) -> bytes:
    """The secret of that name, made (32 random bytes) and kept if there is none yet."""
    if (secret := keys.get(name)) is None:
        secret = secrets.token_bytes(32)
        keys.put(name, secret)
    return secret
