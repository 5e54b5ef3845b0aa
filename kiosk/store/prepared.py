"""A hot statement, compiled at its first run and run on the driver's own connection, in the caller's transaction.

The statement is still written in SQLAlchemy's words over our tables; only its text, the order of its parameters and the
names of its columns are kept. At the counter's desk step SQLAlchemy's way from a statement to its rows costs more than
SQLite and the disk together. Columns of plain types only (integers, text, bytes): nothing is converted on the way.
"""

from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(frozen=True)
class _Plan:
    """What is kept of a compiled statement: text, names of its parameters in order, their own values, a row's type."""

    text: str
    order: tuple[str, ...]
    fixed: Mapping[str, object]
    row: Any

    def parameters(self, values: Mapping[str, object]) -> tuple[object, ...]:
        fixed = self.fixed
        return tuple([values[name] if name in values else fixed[name] for name in self.order])


class Prepared:
    """One statement; call it with a connection and its values by name."""

    def __init__(self, statement: ClauseElement, *names: str) -> None:
        """Keep the statement; the first call compiles it, because a hundred of them would delay every start.

        Args:
            statement: With :func:`sqlalchemy.bindparam` for what varies.
            names: For an insert: the columns that are given.
        """
        self._statement, self._names = statement, names

    @cached_property
    def _plan(self) -> _Plan:
        statement = self._statement
        compiled: Any = statement.compile(dialect=_DIALECT, column_keys=list(self._names) or None)
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        columns = [str(column.key) for column in statement.selected_columns] if isinstance(statement, Select) else []
        row = namedtuple("Row", columns, rename=True)  # type: ignore[misc]  # noqa: PYI024 - known at run time
        return _Plan(str(compiled), tuple(compiled.positiontup or ()), fixed, row)

    def __call__(self, db: Connection, **values: object) -> Answer:
        """Run it; every name that the statement leaves open must be given."""
        plan = self._plan
        return Answer(_driver(db).execute(plan.text, plan.parameters(values)), plan.row)

    def many(self, db: Connection, rows: Iterable[Mapping[str, object]]) -> None:
        """Run it once for each row."""
        plan = self._plan
        _driver(db).executemany(plan.text, [plan.parameters(row) for row in rows])


def _driver(db: Connection) -> Any:  # noqa: ANN401 - the driver has no types
    return db.connection.driver_connection
