"""Write a file so that a power cut leaves the old one or the new one, whole."""

import os
from pathlib import Path


def write_durably(file: Path, data: bytes) -> None:
    """Temporary file (mode 0600), fsync, replace, fsync of the folder."""
    temporary = file.with_name(file.name + ".new")
    descriptor = os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(file)
    sync_folder(file.parent)


def overwrite_durably(file: Path, beginning: bytes) -> None:
    """Write over the beginning of a file, in place, and fsync."""
    with file.open("r+b") as out:
        out.write(beginning)
        out.flush()
        os.fsync(out.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable. Windows cannot open folders; NTFS journals the rename itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
