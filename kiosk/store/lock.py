"""One program a database: two of them would write one journal and fork its chains.

The lock is on a file beside the database. On the database's own, closing our handle would let go of SQLite's locks too
(POSIX). The system lets go of it however the program ends, so nothing has to be tidied up after a power cut.
"""

import errno
import os
import sys
from pathlib import Path

from kiosk.errors import StoreBusy


class OneProgram:
    """The lock of one database."""

    def __init__(self, database: Path) -> None:
        """Name the database; nothing is touched yet."""
        self._file = database.with_name(database.name + ".lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Be the one program; again is harmless.

        Raises:
            StoreBusy: Another program is.
            OSError: The folder cannot be written.
        """
        if self._handle is not None:
            return
        handle = os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _lock(handle)
        except BlockingIOError as error:
            os.close(handle)
            raise StoreBusy from error
        self._handle = handle

    def let_go(self) -> None:
        """Another program may; again is harmless. The file stays: removing it would race with who opens it now."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error

else:
    import fcntl

    def _lock(handle: int) -> None:
        """Raise BlockingIOError when it is taken; a file system without locks (some network shares) gives none."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
                raise BlockingIOError from error
