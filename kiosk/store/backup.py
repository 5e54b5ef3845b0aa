"""Online backups: a consistent, encrypted copy beside the database, made while the counter works.

The copy is made page by page by SQLite's backup interface; it is checked before it counts, and the oldest ones are
removed.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from kiosk.clock import Clock, Instant, utc_stamp
from kiosk.errors import StoreTrouble
from kiosk.limits import backup_every_h, backup_files_keep
from kiosk.store.engine import PRAGMAS
from kiosk.store.files import sync_folder
from kiosk.store.trouble import sorted_out

_PAGES_A_STEP = 256  # about 1 MB; a writer gets in between


@dataclass(frozen=True)
class Backup:
    """One copy.

    Attributes:
        file: Where it is.
        stamp: When it was made, UTC, as in its name.
        bytes: Its size.
    """

    file: Path
    stamp: str
    bytes: int


def make(database: Path, key: bytes, folder: Path, at: Instant) -> Backup:
    """Copy the open database into ``folder`` and check the copy.

    Raises:
        StoreTrouble: StoreFull, StoreDamaged …; no half copy stays, older copies are untouched.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"cunkou-{utc_stamp(at.county_ms)}.db"
    half = target.with_suffix(".half")
    try:
        with sorted_out():
            _copy(database, half, key)
            half.chmod(0o600)
            if (verdict := quick_check(half, key)) != "ok":
                raise driver.DatabaseError(f"database disk image is malformed: {verdict}")
        half.replace(target)
        sync_folder(folder)
    finally:
        for leftover in folder.glob("*.half*"):
            leftover.unlink(missing_ok=True)
    for old in backups(folder)[backup_files_keep:]:
        old.file.unlink(missing_ok=True)
    return Backup(target, target.stem.removeprefix("cunkou-"), target.stat().st_size)


class Keeper:
    """Makes a backup a day by itself; called in rounds by a thread of its own.

    Attributes:
        trouble: Why the last one could not be made, or None.
    """

    def __init__(self, database: Path, key: bytes, folder: Path, clock: Clock) -> None:
        """Bind what is copied to where."""
        self._database = database
        self._key = key
        self._folder = folder
        self._clock = clock
        self.trouble: StoreTrouble | None = None

    def round(self) -> bool:
        """Make a backup if the newest is older than ``backup_every_h`` hours, or dated in the future by a wrong clock.

        Returns:
            Whether one was made.
        """
        at = self._clock.now()
        newest = next(iter(backups(self._folder)), None)
        earliest = utc_stamp(at.county_ms - backup_every_h * 3_600_000)
        if newest is not None and earliest < newest.stamp <= utc_stamp(at.county_ms):
            return False
        try:
            make(self._database, self._key, self._folder, at)
        except StoreTrouble as trouble:
            self.trouble = trouble
            return False
        self.trouble = None
        return True


def backups(folder: Path) -> tuple[Backup, ...]:
    """The copies in ``folder``, newest first."""
    files = sorted(folder.glob("cunkou-*.db"), reverse=True)
    return tuple(Backup(file, file.stem.removeprefix("cunkou-"), file.stat().st_size) for file in files)


def quick_check(file: Path, key: bytes) -> str:
    """``ok``, or what SQLite finds wrong with the file's pages."""
    try:
        connection = connect(file, key)
        try:
            return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        finally:
            connection.close()
    except driver.DatabaseError as error:
        return str(error)


def connect(file: Path, key: bytes) -> driver.Connection:
    """A bare driver connection with the key, for copying and salvage; it sets no journal mode."""
    connection = driver.connect(str(file))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA {PRAGMAS[0]}")
    return connection


def _copy(source: Path, target: Path, key: bytes) -> None:
    target.unlink(missing_ok=True)
    reading, writing = connect(source, key), connect(target, key)
    try:
        reading.backup(writing, pages=_PAGES_A_STEP, sleep=0.005)
    finally:
        writing.close()
        reading.close()
