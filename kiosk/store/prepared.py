"""A statement of the busiest step, compiled once: SQLAlchemy's way from a statement to its text costs more than SQLite.

The statement is still written in SQLAlchemy's words over our tables; only its text and the order of its parameters are
kept. Columns of plain types only (integers, text, bytes): nothing is converted on the way in.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection, CursorResult
from sqlalchemy.sql import ClauseElement

_DIALECT = sqlite.dialect(paramstyle="qmark")


class Prepared:
    """One compiled statement; call it with a connection and its values by name."""

    def __init__(self, statement: ClauseElement, *names: str) -> None:
        """Compile.

        Args:
            statement: With :func:`sqlalchemy.bindparam` for what varies.
            names: For an insert: the columns that are given.
        """
        compiled: Any = statement.compile(dialect=_DIALECT, column_keys=list(names) or None)
        self._text = str(compiled)
        self._order: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._fixed: Mapping[str, object] = {
            name: value for name, value in compiled.params.items() if value is not None
        }

    def __call__(self, db: Connection, **values: object) -> CursorResult[Any]:
        """Run it; every name that the statement leaves open must be given."""
        given = {**self._fixed, **values}
        return db.exec_driver_sql(self._text, tuple([given[name] for name in self._order]))
