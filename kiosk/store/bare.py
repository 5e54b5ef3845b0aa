"""A look into the database with the driver alone: before the first screen, SQLAlchemy would cost more than all else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

SCHEMA = "0001"
"""The newest migration in ``kiosk/store/migrations``; what a database of this program bears."""

_PRAGMAS = ("cipher_log_level=NONE", "query_only=ON", "temp_store=MEMORY", "busy_timeout=1000")


def damage_mark(file: Path) -> Path:
    """The empty file that says: damage was met in this database."""
    return file.with_name(file.name + ".damaged")


def is_plain(file: Path) -> bool:
    """Whether the file can simply be opened: it is there, something is in it, and nobody has met damage in it."""
    return file.is_file() and file.stat().st_size > 0 and not damage_mark(file).exists()


@contextmanager
def looked_into(file: Path, key: bytes) -> Iterator[driver.Connection]:
    """A connection that only reads; the file must be there.

    Args:
        file: The database.
        key: 32 raw bytes.

    Raises:
        driver.Error: At the first question, when the file or the key is wrong.
    """
    db = driver.connect(str(file), isolation_level=None)
    try:
        db.execute(f"""PRAGMA key = "x'{key.hex()}'" """)
        for pragma in _PRAGMAS:
            db.execute("PRAGMA " + pragma).fetchall()
        yield db
    finally:
        db.close()
