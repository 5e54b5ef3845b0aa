"""SQLite's error codes sorted into the world's troubles and our own bugs, in one place."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlcipher3 import dbapi2 as driver

from kiosk.errors import (
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreReadOnly,
    StoreTrouble,
)

# Primary result codes, https://www.sqlite.org/rescode.html
_BY_CODE: dict[int, type[StoreTrouble]] = {
    5: StoreBusy,  # SQLITE_BUSY
    6: StoreBusy,  # SQLITE_LOCKED
    8: StoreReadOnly,  # SQLITE_READONLY
    10: StoreTrouble,  # SQLITE_IOERR: a disk or stick that fails
    11: StoreDamaged,  # SQLITE_CORRUPT
    13: StoreFull,  # SQLITE_FULL
    14: StoreReadOnly,  # SQLITE_CANTOPEN
    23: StoreReadOnly,  # SQLITE_AUTH
    26: StoreDamaged,  # SQLITE_NOTADB: another file, or another key
}

# sqlcipher3 builds without error codes on some platforms; then the words decide.
_BY_WORDS: tuple[tuple[str, type[StoreTrouble]], ...] = (
    ("database or disk is full", StoreFull),
    ("readonly", StoreReadOnly),
    ("unable to open", StoreReadOnly),
    ("malformed", StoreDamaged),
    ("not a database", StoreDamaged),
    ("disk i/o error", StoreTrouble),
    ("locked", StoreBusy),
)


def trouble_in(error: BaseException) -> StoreTrouble | None:
    """The trouble that a driver's error means, or None when it is a bug of ours (a wrong statement, a broken rule)."""
    original = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None)
    if code is not None:
        cls = _BY_CODE.get(code & 0xFF)
        return cls() if cls else None
    words = str(original).lower()
    return next((cls() for text, cls in _BY_WORDS if text in words), None)


@contextmanager
def sorted_out() -> Iterator[None]:
    """Turn a driver's error inside the block into a StoreTrouble, keeping the cause; a bug passes as it is."""
    try:
        yield
    except (SQLAlchemyError, driver.Error) as error:
        if isinstance(error, DatabaseError | driver.Error) and (trouble := trouble_in(error)):
            raise trouble from error
        raise
