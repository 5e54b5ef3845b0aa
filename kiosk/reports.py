"""Reports of bugs: where the program went wrong, for whoever mends it, and not a word about anybody.

A message or a local variable may hold a name or a phone number, so a report has neither: the kinds of the errors, the
places in our code, the version. Whatever logs an exception is reported, from any thread; one bug makes one file.
"""

import hashlib
import logging
import platform
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kiosk.clock import Clock, utc_stamp
from kiosk.errors import Trouble
from kiosk.limits import reports_keep
from kiosk.store.files import write_durably


class Reports(logging.Handler):
    """Hangs on the root logger and keeps a file for each bug that is logged with its exception."""

    def __init__(self, folder: Path, version: str, clock: Clock) -> None:
        """Keep the reports in ``folder``, which is made when there is one.

        Args:
            folder: Theirs alone.
            version: Of the program.
            clock: For the files' names.
        """
        super().__init__(logging.WARNING)
        self._folder, self._version, self._clock = folder, version, clock

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the report, unless it is the world's trouble, or this bug has one already."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None or isinstance(error, Trouble):
            return
        found = "\n".join(anatomy(error))
        digest = hashlib.sha256(found.encode()).hexdigest()[:8]
        stamp = utc_stamp(self._clock.now().county_ms)
        head = f"cunkou {self._version}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
        with suppress(OSError):  # a full disk has its own trouble
            if any(self._folder.glob(f"bug-*-{digest}.txt")):
                return
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            text = f"{head}\n{stamp}, thread {record.threadName}, {record.name}\n\n{found}\n"
            write_durably(self._folder / f"bug-{stamp}-{digest}.txt", text.encode())
            for old in sorted(self._folder.glob("bug-*.txt"))[:-reports_keep]:
                old.unlink(missing_ok=True)


def anatomy(error: BaseException) -> Iterator[str]:
    """An error's kind and places, then its causes': lines without any value.

    Args:
        error: As it was caught.
    """
    seen: BaseException | None = error
    while seen is not None:
        yield f"{type(seen).__module__}.{type(seen).__qualname__}"
        for frame in traceback.extract_tb(seen.__traceback__):
            where = "/".join(Path(frame.filename).parts[-3:])  # the folders above may bear somebody's name
            yield f"  {where}:{frame.lineno} in {frame.name}: {frame.line or ''}".rstrip(": ")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
