"""Replay: derive every table again from the journal, and check the chain on the way."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection, Row

from kiosk.clock import day_of
from kiosk.errors import UnknownVersion
from kiosk.journal import purge
from kiosk.journal.append import GENESIS
from kiosk.journal.decisions import project_safely
from kiosk.journal.entry import Entry
from kiosk.journal.model import Origin, journal
from kiosk.journal.project import project
from kiosk.store.schema import derived_tables
from kiosk.wire.events import decode_event, unpack_record


@dataclass(frozen=True)
class BrokenLink:
    """Where a chain does not hold."""

    epoch: int
    lane: int
    seq: int
    what: str


def replay(db: Connection) -> int:
    """Empty the derived tables and fill them from the journal, in its order.

    Returns:
        How many entries were applied. Kinds of a newer program stay in the journal, unprojected.
    """
    for table in derived_tables():
        db.execute(delete(table))
    count = 0
    for row in db.execute(select(journal).order_by(journal.c.position)).all():
        if row.origin == Origin.COUNTY:
            entry = Entry(row.position, 0, 0, row.seq, row.at_ms, day_of(row.day), "")
            project_safely(db, entry, row.kind, bytes(row.record))
        else:
            _project_event(db, row)
        count += 1
    return count


def _project_event(db: Connection, row: Row[Any]) -> None:
    record = unpack_record(bytes(row.record))
    try:
        event = decode_event(record.kind, bytes(record.body))
    except UnknownVersion:
        return
    entry = Entry(
        row.position, row.epoch, row.lane, row.seq, row.at_ms, day_of(row.day), record.by, bytes(row.hash)
    )  # fmt: skip
    project(db, entry, event)


def check_chain(db: Connection) -> Iterator[BrokenLink]:
    """Yield every place where a lane has a gap or its chain does not hold; nothing when all is well.

    A purged record cannot be hashed again; an event in the chain vouches for its value instead.
    """
    heads: dict[tuple[int, int], tuple[int, bytes]] = {}
    ordered = (
        select(journal)
        .where(journal.c.origin == int(Origin.STATION))
        .order_by(journal.c.epoch, journal.c.lane, journal.c.seq)
    )
    for row in db.execute(ordered):
        last_seq, head = heads.get((row.epoch, row.lane), (0, GENESIS))
        if row.seq != last_seq + 1:
            yield BrokenLink(row.epoch, row.lane, row.seq, "gap")
        elif not row.purged and hashlib.sha256(head + bytes(row.record)).digest() != bytes(row.hash):
            yield BrokenLink(row.epoch, row.lane, row.seq, "chain")
        heads[row.epoch, row.lane] = (row.seq, bytes(row.hash))
    for row in purge.unaccounted(db):
        yield BrokenLink(row.epoch, row.lane, row.seq, "purged")
