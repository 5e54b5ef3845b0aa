"""Open the database so that what the screen calls stored is on the disk.

``synchronous=NORMAL`` lost 29 % of acknowledged rows in simulated power cuts, so FULL is set at every connect. One
writer at a time (a lock of ours, then BEGIN IMMEDIATE), any number of readers: WAL lets them read while one writes.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as driver

from kiosk.errors import Bug, StoreDamaged, StoreFull, StoreNewer, StoreTrouble
from kiosk.store.bare import damage_mark
from kiosk.store.lock import OneProgram
from kiosk.store.schema import SCHEMA, metadata
from kiosk.store.trouble import sorted_out

PRAGMAS = (
    "cipher_log_level=NONE",  # its lines on stderr say nothing that our troubles do not
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",  # no clear text in temporary files
    "cache_size=-16000",
    "busy_timeout=5000",
    "secure_delete=ON",
)
"""Set at every connect, in this order; the benchmark's bare transaction uses the same."""


SEEN = "seen"
"""``Connection.info[SEEN]``: what a writing transaction has read and may rely on until it ends; emptied when a part of
it is undone. Absent outside."""

_ROOM_BYTES_MIN = 64 * 1024


class Store:
    """The station's one database file.

    Args of the constructor open nothing; :meth:`open` does.
    """

    def __init__(self, file: Path, key: bytes, alone: OneProgram | None = None) -> None:
        """Name the file and its raw 32-byte key.

        Args:
            file: The database.
            key: 32 raw bytes.
            alone: The file's lock, if this program has taken it already; the store lets go of it in the end.
        """
        self.file = file
        self._key = key
        self._engine: Engine | None = None
        self._writing = threading.Lock()
        self._writer: Connection | None = None
        self._listeners: list[Callable[[], None]] = []
        self._alone = alone or OneProgram(file)
        self._mark = damage_mark(file)
        self._alarms: list[Callable[[], None]] = []

    def open(self) -> None:
        """Open or create the file and bring its schema up to this program's.

        A file in which damage was met while it was open last time is looked through first.

        Raises:
            StoreTrouble: StoreDamaged (also a wrong key), StoreReadOnly, StoreFull, StoreBusy (another program has it).
            StoreNewer: A newer program wrote it; nothing was touched.
        """
        try:
            with sorted_out():
                self._open()
        except BaseException as error:
            self.close()
            # The WAL's index grows before anything is written, and SQLite calls its failing an I/O error.
            if type(error) is StoreTrouble and shutil.disk_usage(self.file.parent).free < _ROOM_BYTES_MIN:
                raise StoreFull from error
            raise

    def close(self) -> None:
        """Let go of every connection and of the file; the WAL is folded into it."""
        if self._writer is not None:
            self._writer.close()
        if self._engine is not None:
            self._engine.dispose()
        self._engine = self._writer = None
        self._alone.let_go()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: BEGIN IMMEDIATE, then COMMIT, or ROLLBACK when the block raises.

        Steps do not nest: a step that calls for another inside its own block waits for itself for ever, so this is a
        Bug.

        Raises:
            StoreTrouble: Nothing was written.
        """
        if getattr(_inside, "writing", False):
            raise Bug("a transaction inside a transaction")
        with self._writing, sorted_out(self._damaged):
            db = self._connection()
            _inside.writing = True
            try:
                db.exec_driver_sql("BEGIN IMMEDIATE")
                db.info[SEEN] = {}
                try:
                    yield db
                except BaseException:
                    _roll_back(db)
                    raise
                try:
                    db.exec_driver_sql("COMMIT")
                except BaseException:
                    _roll_back(db)
                    raise
            finally:
                _inside.writing = False
                db.info.pop(SEEN, None)
        for listener in tuple(self._listeners):
            listener()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection with one consistent view; whatever is committed meanwhile is not seen.

        Raises:
            StoreTrouble: The file cannot be read.
        """
        if self._engine is None:
            raise Bug("the store is closed")
        with sorted_out(self._damaged), self._engine.connect() as db:
            db.exec_driver_sql("BEGIN")
            try:
                yield db
            finally:
                _roll_back(db)

    def empty_wal(self) -> bool:
        """Fold the WAL into the file and empty it, so that what was deleted is not read from there either.

        Returns:
            False when a reader was still in it; try again later.
        """
        with self._writing, sorted_out(self._damaged):
            row = self._connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").first()
        return row is not None and row[0] == 0

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after each commit, on the writer's thread. It must be quick and must not raise."""
        self._listeners.append(listener)

    def on_damage(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` when the file turns out to be malformed, on the thread that met it. It must be quick."""
        self._alarms.append(listener)

    def _open(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._alone.take()
        fresh = not self.file.exists() or self.file.stat().st_size == 0
        if fresh:
            os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))
        self._engine = build_engine(self.file, self._key)
        self._writer = self._engine.connect()
        if fresh:
            self._create()
        self._check_version()
        if self._mark.exists():
            self._look_through()

    def _look_through(self) -> None:
        """A bad page shows only when it is read: every one is, once there has been a reason to doubt."""
        if self._connection().exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
            raise StoreDamaged
        self._mark.unlink()

    def _damaged(self) -> None:
        """Remember it for the next start, which leads to recovery."""
        with suppress(OSError):  # a disk that fails may not take even this
            self._mark.touch(mode=0o600)
        for listener in tuple(self._alarms):
            listener()

    def _connection(self) -> Connection:
        if self._writer is None:
            raise Bug("the store is closed")
        return self._writer

    def _create(self) -> None:
        db = self._connection()
        db.exec_driver_sql("BEGIN IMMEDIATE")
        metadata.create_all(db)
        db.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        db.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (SCHEMA,))
        db.exec_driver_sql("COMMIT")

    def _check_version(self) -> None:
        found = self._connection().exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        if found == SCHEMA:
            return
        if found > SCHEMA:
            raise StoreNewer(found=found, known=SCHEMA)
        from kiosk.store.migrate import upgrade  # noqa: PLC0415 - Alembic costs 150 ms, and most starts need none

        upgrade(self._connection())


@contextmanager
def savepoint(db: Connection) -> Iterator[None]:
    """A part of a transaction that can fail alone: when the block raises, the part is undone and the error goes on."""
    db.exec_driver_sql("SAVEPOINT part")
    try:
        yield
    except BaseException:
        db.exec_driver_sql("ROLLBACK TO part")
        db.info.get(SEEN, {}).clear()
        raise
    finally:
        db.exec_driver_sql("RELEASE part")


_inside = threading.local()


def build_engine(file: Path, key: bytes) -> Engine:
    """An engine over SQLCipher with our PRAGMAs on every connection; transactions are begun by hand."""
    # A raw key (x'…') skips the 256,000 rounds of PBKDF2 which a pass phrase would cost at each connect.
    url = sa.URL.create("sqlite+pysqlcipher", password=f"x'{key.hex()}'", database=str(file))
    engine = sa.create_engine(
        url, module=driver, poolclass=QueuePool, pool_size=4, max_overflow=8, isolation_level="AUTOCOMMIT",
        hide_parameters=True,  # an error's text goes into logs and reports: no name or phone may be in it
    )  # fmt: skip

    @event.listens_for(engine, "connect")
    def _(connection: driver.Connection, _record: object) -> None:
        for pragma in PRAGMAS:
            connection.execute("PRAGMA " + pragma).fetchall()

    return engine


def _roll_back(db: Connection) -> None:
    try:
        db.exec_driver_sql("ROLLBACK")
    except SQLAlchemyError:
        # SQLite has undone the transaction by itself (full disk, I/O error); there is nothing left to undo.
        return
