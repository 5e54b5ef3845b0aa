"""Photos and sound beside the database: sealed files named by the digest of their content.

A file is durable before the event that names it commits; a file whose event never came is swept later. The key is
drawn from the database's own by HKDF, so one secret opens both.
"""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.errors import NotFound, Refused, StoreDamaged, StoreFull, StoreReadOnly
from kiosk.limits import attachment_bytes_max
from kiosk.store.files import overwrite_durably, write_durably

_NONCE_BYTES = 12


class Attachments:
    """A folder of sealed files."""

    def __init__(self, folder: Path, store_key: bytes) -> None:
        """Bind the folder and derive its key."""
        self._folder = folder
        self._cipher = ChaCha20Poly1305(HKDF(SHA256(), 32, None, b"cunkou attachments").derive(store_key))

    def put(self, data: bytes) -> str:
        """Keep ``data`` durably.

        Returns:
            Its SHA-256, 64 hex digits: the name for events. The same content is kept once.

        Raises:
            Refused: Larger than ``attachment_bytes_max``.
            StoreTrouble: StoreFull, StoreReadOnly.
        """
        if len(data) > attachment_bytes_max:
            raise Refused("attachment.too_large", megabytes=attachment_bytes_max >> 20)
        digest = hashlib.sha256(data).hexdigest()
        file = self._file(digest)
        if file.exists():
            return digest
        nonce = os.urandom(_NONCE_BYTES)
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_durably(file, nonce + self._cipher.encrypt(nonce, data, digest.encode()))
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise StoreFull from error
            raise StoreReadOnly from error
        return digest

    def get(self, digest: str) -> bytes:
        """The content.

        Raises:
            NotFound: No such file here.
            StoreDamaged: The file was altered.
        """
        try:
            sealed = self._file(digest).read_bytes()
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], digest.encode())
        except FileNotFoundError as error:
            raise NotFound("attachment.missing") from error
        except InvalidTag as error:
            raise StoreDamaged from error

    def has(self, digest: str) -> bool:
        """Whether the content is kept here; it is not opened."""
        return self._file(digest).exists()

    def forget(self, digest: str) -> None:
        """Delete the content; again is harmless.

        The nonce is overwritten first: without it nobody can read what an undelete brings back, not even with the key.
        """
        file = self._file(digest)
        with suppress(FileNotFoundError):
            overwrite_durably(file, bytes(_NONCE_BYTES))
            file.unlink()

    def digests(self) -> Iterator[str]:
        """Every content kept here."""
        return (file.name for file in self._folder.glob("??/" + "?" * 64))

    def _file(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest
