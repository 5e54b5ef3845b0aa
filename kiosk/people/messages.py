"""What the county says to the counter: kept, shown until somebody has read it, and the reading is an event."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from kiosk import journal, limits
from kiosk.errors import NotFound
from kiosk.station import Station
from kiosk.store.schema import DERIVED, metadata
from kiosk.wire.decisions import MessageSent
from kiosk.wire.people_events import NoticeRead

message = Table(
    "message",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # the feed's number
    Column("title", String, nullable=False),
    Column("text", String, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("read_ms", BigInteger),
    Column("read_by", String, nullable=False),
    info=DERIVED,
)
Index("ix_message_unread", message.c.id, sqlite_where=message.c.read_ms.is_(None))


@dataclass(frozen=True)
class Message:
    """One message of the county.

    Attributes:
        id: Its number in the feed.
        title: One line.
        text: All of it.
        urgent: To be read at once.
        at_ms: When it arrived here, ms since 1970 UTC.
        read_ms: When somebody at the counter read it; None while nobody has.
        read_by: That clerk's code.
    """

    id: int
    title: str
    text: str
    urgent: bool
    at_ms: int
    read_ms: int | None
    read_by: str


def recent(db: Connection, rows_max: int = limits.rows_max) -> tuple[Message, ...]:
    """Messages, unread ones first, then the newest first."""
    rows = db.execute(
        select(message).order_by(message.c.read_ms.is_not(None), message.c.id.desc()).limit(rows_max)
    )  # fmt: skip
    return tuple(Message(*row) for row in rows)


def unread(db: Connection) -> int:
    """How many messages nobody has read."""
    return db.execute(select(func.count()).select_from(message).where(message.c.read_ms.is_(None))).scalar_one()


def read(station: Station, message_id: int, by: str) -> None:
    """Keep that a clerk has read a message; a second time changes nothing.

    Raises:
        NotFound: No such message.
    """
    at = station.clock.now()
    with station.store.write() as db:
        row = db.execute(select(message.c.read_ms).where(message.c.id == message_id)).first()
        if row is None:
            raise NotFound
        if row.read_ms is None:
            journal.append(db, NoticeRead(message_id), at, by)


@journal.projects(MessageSent)
def _sent(db: Connection, entry: journal.Entry, fact: MessageSent) -> None:
    row = {
        "id": entry.seq, "title": fact.title, "text": fact.text, "urgent": fact.urgent, "at_ms": entry.at_ms,
        "read_ms": None, "read_by": "",
    }  # fmt: skip
    db.execute(upsert(message).on_conflict_do_nothing(), row)


@journal.projects(NoticeRead)
def _read(db: Connection, entry: journal.Entry, fact: NoticeRead) -> None:
    db.execute(
        update(message)
        .where(message.c.id == fact.message, message.c.read_ms.is_(None))
        .values(read_ms=entry.at_ms, read_by=entry.by)
    )
