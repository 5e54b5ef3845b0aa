"""The county's database: SQLite by default, PostgreSQL by URL, one way of writing to both.

SQLite has one writer (a lock of ours, then BEGIN IMMEDIATE); PostgreSQL locks the rows that count: a lane while its
records are merged, and the feed while a decision gets its number. A lower number can so never commit after a higher
one.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from county.model import metadata

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")
_FEED_LOCK = 0x43_4B_46  # any number, as long as everybody takes the same


class Store:
    """One database. The constructor opens nothing; :meth:`open` does."""

    def __init__(self, url: str, tables: sa.MetaData = metadata) -> None:
        """Name the database as SQLAlchemy does: ``sqlite:////path`` or ``postgresql+psycopg://…``."""
        self.url = sa.make_url(url)
        self._tables = tables
        self._engine: Engine | None = None
        self._writing = threading.Lock()

    @property
    def is_sqlite(self) -> bool:
        """Whether there is one writer only."""
        return self.url.get_backend_name() == "sqlite"

    def open(self) -> None:
        """Connect, and make the tables that are missing."""
        if self.is_sqlite:
            self._engine = sa.create_engine(self.url, isolation_level="AUTOCOMMIT")
            sa.event.listen(self._engine, "connect", _set_pragmas)
        else:
            self._engine = sa.create_engine(self.url, pool_size=8, pool_pre_ping=True)
        self._tables.create_all(self._engine)

    def close(self) -> None:
        """Let go of every connection."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, durable when the block ends; undone when it raises."""
        if not self.is_sqlite:
            with self._opened().begin() as db:
                yield db
            return
        with self._writing, self._opened().connect() as db:
            db.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield db
                db.exec_driver_sql("COMMIT")
            except BaseException:
                db.exec_driver_sql("ROLLBACK")
                raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for queries."""
        with self._opened().connect() as db:
            yield db

    def _opened(self) -> Engine:
        if self._engine is None:
            raise RuntimeError("the county's store is closed")
        return self._engine


def insert_missing(db: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Insert the rows whose key is not there yet; the others stay as they are."""
    if not rows:
        return
    insert = sqlite.insert if db.dialect.name == "sqlite" else postgresql.insert
    db.execute(insert(table).on_conflict_do_nothing(), rows)


def lock_feed(db: Connection) -> None:
    """From here to the commit nobody else numbers a decision."""
    if db.dialect.name == "postgresql":
        db.execute(sa.select(sa.func.pg_advisory_xact_lock(_FEED_LOCK)))


def _set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
    for pragma in _PRAGMAS:
        connection.execute("PRAGMA " + pragma).close()
