"""Apply what the county decided: once, in order, in one transaction with the cursor.

Poison is set aside, the rest applied.
"""

from collections.abc import Iterable

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from kiosk.clock import Instant, day_number
from kiosk.errors import CunkouError, UnknownVersion
from kiosk.journal import kv
from kiosk.journal.append import business_day, forget_tail
from kiosk.journal.entry import Entry
from kiosk.journal.model import Origin, aside, journal
from kiosk.journal.project import project
from kiosk.store import savepoint
from kiosk.wire.events import decode_decision

FeedItem = tuple[int, int, int, int, bytes]
"""``(number, kind, version, at_ms, body)`` as the feed page carries it."""


def cursor(db: Connection) -> int:
    """The number of the last decision applied here; 0 at first."""
    return int(kv.get(db, "feed.cursor", 0))


def apply_decisions(db: Connection, page: Iterable[FeedItem], to_cursor: int, at: Instant) -> int:
    """Apply a page of the feed. A page seen before changes nothing.

    Returns:
        How many decisions were new.
    """
    new, seen = 0, cursor(db)
    for number, kind, _version, at_ms, body in page:
        if number <= seen or _known(db, number):
            continue
        _apply(db, number, kind, at_ms, body, at)
        new += 1
    if to_cursor > seen:
        kv.put(db, "feed.cursor", to_cursor)
    return new


def _known(db: Connection, number: int) -> bool:
    found = select(journal.c.position).where(
        journal.c.origin == int(Origin.COUNTY), journal.c.epoch == 0, journal.c.lane == 0, journal.c.seq == number
    )
    return db.execute(found).first() is not None


def _apply(db: Connection, number: int, kind: int, at_ms: int, body: bytes, at: Instant) -> None:
    day = business_day(db, at)
    inserted = db.execute(
        insert(journal),
        {
            "origin": int(Origin.COUNTY), "epoch": 0, "lane": 0, "seq": number, "kind": kind, "at_ms": at_ms,
            "day": day_number(day), "record": body, "hash": b"",
        },
    )  # fmt: skip
    forget_tail(db)
    position = int(inserted.inserted_primary_key[0])  # type: ignore[index]
    entry = Entry(position, 0, 0, number, at_ms, day, "")
    if reason := project_safely(db, entry, kind, body):
        db.execute(
            insert(aside), {"position": position, "code": "decision", "reason": reason, "at_ms": at_ms, "answered": 0}
        )


def project_safely(db: Connection, entry: Entry, kind: int, body: bytes) -> str:
    """Project one decision inside a savepoint.

    Returns:
        "" when it went well (or when the kind is of a newer program: it is kept and projected by that one's replay),
        otherwise why it was set aside.
    """
    try:
        decision = decode_decision(kind, body)
    except UnknownVersion:
        return ""
    except CunkouError as error:
        return str(error)
    try:
        with savepoint(db):
            project(db, entry, decision)
    except (CunkouError, SQLAlchemyError, LookupError, ValueError, TypeError, ArithmeticError) as error:
        return f"{type(error).__name__}: {error}"[:300]
    return ""
