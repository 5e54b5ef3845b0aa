"""A statement of the busiest step, compiled once and run on the driver's own connection, in the caller's transaction.

The statement is still written in SQLAlchemy's words over our tables; only its text, the order of its parameters and the
names of its columns are kept. At the counter's desk step SQLAlchemy's way from a statement to its rows costs more than
SQLite and the disk together. Columns of plain types only (integers, text, bytes): nothing is converted on the way.
"""

from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.selectable import Select

_DIALECT = sqlite.dialect(paramstyle="qmark")


class Answer:
    """The rows of one run, each a named tuple.

    Attributes:
        lastrowid: Of an insert.
    """

    def __init__(self, cursor: Any, row: Any) -> None:  # noqa: ANN401 - the driver has no types
        """Bind the cursor; nothing is fetched."""
        self._cursor, self._row = cursor, row
        self.lastrowid: int = cursor.lastrowid

    def first(self) -> Any:  # noqa: ANN401 - a named tuple of the statement's columns
        """The first row, or None."""
        found = self._cursor.fetchone()
        self._cursor.close()  # or the statement stays open until somebody collects it
        return None if found is None else self._row(*found)

    def __iter__(self) -> Iterator[Any]:
        """Every row."""
        return (self._row(*found) for found in self._cursor)

    def scalars(self) -> Iterator[Any]:
        """The first column of every row."""
        return (found[0] for found in self._cursor)


class Prepared:
    """One compiled statement; call it with a connection and its values by name."""

    def __init__(self, statement: ClauseElement, *names: str) -> None:
        """Compile.

        Args:
            statement: With :func:`sqlalchemy.bindparam` for what varies.
            names: For an insert: the columns that are given.
        """
        compiled: Any = statement.compile(dialect=_DIALECT, column_keys=list(names) or None)
        self.text = str(compiled)
        self._order: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}
        columns = [str(column.key) for column in statement.selected_columns] if isinstance(statement, Select) else []
        self._row = namedtuple("Row", columns, rename=True)  # type: ignore[misc]  # noqa: PYI024 - known at run time

    def __call__(self, db: Connection, **values: object) -> Answer:
        """Run it; every name that the statement leaves open must be given."""
        return Answer(_driver(db).execute(self.text, self._parameters(values)), self._row)

    def many(self, db: Connection, rows: Iterable[Mapping[str, object]]) -> None:
        """Run it once for each row."""
        _driver(db).executemany(self.text, [self._parameters(row) for row in rows])

    def _parameters(self, values: Mapping[str, object]) -> tuple[object, ...]:
        fixed = self._fixed
        return tuple([values[name] if name in values else fixed[name] for name in self._order])


def _driver(db: Connection) -> Any:  # noqa: ANN401 - the driver has no types
    return db.connection.driver_connection
