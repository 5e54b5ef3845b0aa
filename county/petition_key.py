"""The county's key for confidential petitions: its private half lies on the disk under its holder's passphrase.

The server runs without it. Whoever knows the passphrase opens it for one browser and a few minutes; it is then in
memory only, and so is what it opens (C4, G6).
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

OPEN_MS = 10 * 60_000
PASSPHRASE_CHARS_MIN = 8
PASSPHRASE_CHARS_MAX = 200
TRIES_MAX = 5
WAIT_MS = 60_000
_SECRET, _PUBLIC = "petition.key", "petition.pub"


class Locked(Exception):
    """The key stays shut; the text says why, in Chinese."""


def make(folder: Path, passphrase: str) -> bytes:
    """Make the key at the first call.

    Args:
        folder: The county's.
        passphrase: Of whoever may open confidential petitions; needed to make it only.

    Returns:
        The public half, 32 bytes: what stations seal to.
    """
    public = folder / _PUBLIC
    if not public.exists():
        key = X25519PrivateKey.generate()
        wrapped = BestAvailableEncryption(passphrase.encode())
        _write(folder / _SECRET, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, wrapped))
        _write(public, key.public_key().public_bytes_raw().hex().encode("ascii"))
    return public_half(folder)


def public_half(folder: Path) -> bytes:
    """What stations seal to; b"" while there is no key."""
    file = folder / _PUBLIC
    return bytes.fromhex(file.read_text("ascii")) if file.exists() else b""


class Keyring:
    """Who has the key open now, and for how long."""

    def __init__(self, folder: Path, now: Callable[[], int]) -> None:
        """Bind the county's folder and its time (ms)."""
        self._file = folder / _SECRET
        self._now = now
        self._open: dict[str, tuple[X25519PrivateKey, int]] = {}
        self._wrong, self._until_ms = 0, 0
        self._lock = threading.Lock()

    @property
    def is_there(self) -> bool:
        """Whether this county has such a key at all."""
        return self._file.exists()

    def unlock(self, browser: str, passphrase: str) -> None:
        """Open the key for one browser.

        Raises:
            Locked: No key, the wrong passphrase, or too many wrong ones just now.
        """
        with self._lock:
            now_ms = self._now()
            if now_ms < self._until_ms:
                raise Locked("口令连续输错，请过一分钟再试。")
            try:
                key = load_pem_private_key(self._file.read_bytes(), passphrase.encode())
            except FileNotFoundError as error:
                raise Locked("这个县还没有问政钥匙。") from error
            except (ValueError, TypeError) as error:
                self._wrong += 1
                self._until_ms = now_ms + WAIT_MS if self._wrong % TRIES_MAX == 0 else 0
                raise Locked("口令不对。") from error
            if not isinstance(key, X25519PrivateKey):
                raise Locked("钥匙文件不是问政钥匙。")
            self._wrong = 0
            self._open[browser] = (key, now_ms + OPEN_MS)

    def key(self, browser: str) -> X25519PrivateKey | None:
        """The key, while it is open for this browser."""
        with self._lock:
            now_ms = self._now()
            self._open = {who: held for who, held in self._open.items() if held[1] > now_ms}
            held = self._open.get(browser)
        return held[0] if held else None

    def lock(self, browser: str) -> None:
        """Shut it for this browser."""
        with self._lock:
            self._open.pop(browser, None)


def _write(file: Path, data: bytes) -> None:
    part = file.with_suffix(file.suffix + ".part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)
