"""Who may sign in, and how the screen is set: all that the first screen asks of the database.

It asks the driver, by the names of the tables, because the rooms that own them cost half a start (docs/adr/0008); a
test compares its answers with theirs.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from kiosk.store.bare import SCHEMA, is_plain, looked_into

RUNNING = "running"
"""In ``kv``: whether a counter is open, or was when the power went."""


@dataclass(frozen=True)
class Caller:
    """Somebody who may sign in.

    Attributes:
        code: Of the account.
        name: As on slips.
        role: A :class:`kiosk.people.model.Role`, as text.
    """

    code: str
    name: str
    role: str


@dataclass(frozen=True)
class Door:
    """What stands at the door of a counter that is still closed.

    Attributes:
        callers: Who may sign in, in the order of their codes.
        kept: Small values by name (``kv``), those that were asked for and are there.
    """

    callers: tuple[Caller, ...]
    kept: Mapping[str, Any] = field(default_factory=dict)


def look(database: Path, key: bytes, *wanted: str) -> Door | None:
    """What stands at the door; None unless this is an ordinary start.

    Ordinary is: a database of this very schema, whole as far as seen, closed in order, in which somebody may sign in.
    On any other day the store is opened first, which says what is wrong, or mends it.

    Args:
        database: The file.
        key: 32 raw bytes.
        wanted: Names of small values.
    """
    if not is_plain(database):
        return None
    try:
        with looked_into(database, key) as db:
            if db.execute("SELECT version_num FROM alembic_version").fetchall() != [(SCHEMA,)]:
                return None
            callers = db.execute("SELECT code, name, role FROM clerk WHERE NOT retired ORDER BY code").fetchall()
            kept = {name: value for name in (RUNNING, *wanted) if (value := _kept(db, name)) is not None}
    except (driver.Error, OSError, ValueError):
        return None
    if not callers or kept.pop(RUNNING, True):
        return None
    return Door(tuple(Caller(*one) for one in callers), kept)


def _kept(db: driver.Connection, name: str) -> Any:  # noqa: ANN401 - JSON
    row = db.execute("SELECT value FROM kv WHERE key = ?", (name,)).fetchone()
    return None if row is None else json.loads(row[0])
