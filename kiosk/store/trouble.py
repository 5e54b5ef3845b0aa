"""SQLite's error codes sorted into the world's troubles and our own bugs, in one place."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as driver

from kiosk.errors import (
    Refused,
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


# What the operating system says of the files beside the database.
_BY_ERRNO: dict[int, type[StoreTrouble]] = {
    errno.ENOSPC: StoreFull,
    getattr(errno, "EDQUOT", errno.ENOSPC): StoreFull,  # Windows has no quota of this name
    errno.EROFS: StoreReadOnly,
    errno.EACCES: StoreReadOnly,
    errno.EPERM: StoreReadOnly,
    errno.ENOTDIR: StoreReadOnly,
    errno.EISDIR: StoreReadOnly,
    errno.EIO: StoreTrouble,
}


def trouble_in(error: BaseException) -> StoreTrouble | None:
    """The trouble that a driver's error means, or None when it is a bug of ours (a wrong statement, a broken rule)."""
    if isinstance(error, OSError):
        cls = _BY_ERRNO.get(error.errno or 0)
        return cls() if cls else None
    original = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None)
    if code is not None:
        cls = _BY_CODE.get(code & 0xFF)
        return cls() if cls else None
    words = str(original).lower()
    return next((cls() for text, cls in _BY_WORDS if text in words), None)


@contextmanager
def sorted_out(damaged: Callable[[], None] | None = None) -> Iterator[None]:
    """Turn a driver's or the disk's error inside the block into a StoreTrouble, keeping the cause; a bug passes.

    A text with half a character (a field on the screen cuts by UTF-16 units) has no bytes that could be stored or asked
    for: forms name the field before (``kiosk.typed``), and what no form has looked at is refused here.

    Args:
        damaged: Called when the database itself turns out to be malformed.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise Refused("broken_text") from error
    except (driver.Error, OSError, *_wrapped()) as error:
        if trouble := trouble_in(error):
            if damaged is not None and isinstance(trouble, StoreDamaged):
                damaged()
            raise trouble from error
        raise


def _wrapped() -> tuple[type[Exception], ...]:
    """SQLAlchemy's wrapping of a driver's error; asked when something is raised, so that a start need not import it."""
    from sqlalchemy.exc import DatabaseError  # noqa: PLC0415

    return (DatabaseError,)
