"""Photos and sound: durable before the event that names them, then rows of what the county has of them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Index, Integer, Select, String, Table, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import Instant
from kiosk.station import Station
from kiosk.store.schema import DERIVED, metadata
from kiosk.wire.media_events import AttachmentKept

attachment = Table(
    "attachment",
    metadata,
    Column("digest", String, primary_key=True),  # the same content is kept once
    Column("position", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("mime", String, nullable=False),
    Column("lane", Integer, nullable=False),
    Column("ref", BigInteger, nullable=False),
    info=DERIVED,
)
Index("ix_attachment_ref", attachment.c.lane, attachment.c.ref)

attachment_sent = Table(
    "attachment_sent",
    metadata,
    Column("digest", String, primary_key=True),
    Column("outcome", String, nullable=False),  # "" when the county has it, otherwise why it was given up
    Column("at_ms", BigInteger, nullable=False),
)
"""Bookkeeping of the road; not a function of the journal."""


@dataclass(frozen=True)
class Waiting:
    """Photos and sound that the county does not have yet.

    Attributes:
        count: How many.
        bytes: Their size.
    """

    count: int
    bytes: int


_SIGNS = ((b"\xff\xd8", "image/jpeg"), (b"\x89PNG", "image/png"), (b"RIFF", "image/webp"))


@dataclass(frozen=True)
class Photo:
    """A kept photo; ``digest`` is "" for none."""

    digest: str = ""
    size: int = 0
    mime: str = ""


def put(station: Station, data: bytes) -> Photo:
    """Keep a photo durably, before the transaction; no data is no photo.

    Raises:
        Refused: Larger than ``attachment_bytes_max``.
        StoreTrouble: StoreFull, StoreReadOnly.
    """
    if not data:
        return Photo()
    mime = next((mime for sign, mime in _SIGNS if data.startswith(sign)), "application/octet-stream")
    return Photo(station.attachments.put(data), len(data), mime)


def announce(db: Connection, photo: Photo, entry: journal.Entry, at: Instant, by: str) -> None:
    """Tell the county that the photo of this entry will follow."""
    if photo.digest:
        kept = AttachmentKept(photo.digest, photo.size, photo.mime, entry.lane, entry.ref)
        journal.append(db, kept, at, by)


@journal.projects(AttachmentKept)
def _kept(db: Connection, entry: journal.Entry, fact: AttachmentKept) -> None:
    row = {
        "digest": fact.digest, "position": entry.position, "bytes": fact.bytes, "mime": fact.mime, "lane": fact.lane,
        "ref": fact.ref,
    }  # fmt: skip
    db.execute(insert(attachment).on_conflict_do_nothing(), row)


def of_matter(db: Connection, lane: int, ref: int) -> tuple[str, ...]:
    """The digests of one matter's attachments, oldest first."""
    query = select(attachment.c.digest).where(attachment.c.lane == lane, attachment.c.ref == ref)
    return tuple(db.execute(query.order_by(attachment.c.position)).scalars())


def waiting(db: Connection) -> Waiting:
    """What still has to travel."""
    row = db.execute(_unsent(func.count(), func.coalesce(func.sum(attachment.c.bytes), 0))).one()
    return Waiting(int(row[0]), int(row[1]))


class Queue:
    """The courier's view: the next one to send, and what became of it (``sync.courier.Media``)."""

    def next(self, db: Connection) -> str | None:
        """The digest of the oldest that waits."""
        digest = db.execute(_unsent(attachment.c.digest).order_by(attachment.c.position).limit(1)).scalar()
        return None if digest is None else str(digest)

    def done(self, db: Connection, digest: str, outcome: str, at: Instant) -> None:
        """It need not be sent any more; said twice, it stands once."""
        row = {"digest": digest, "outcome": outcome, "at_ms": at.county_ms}
        db.execute(insert(attachment_sent).on_conflict_do_nothing(), row)


def _unsent(*columns: ColumnElement[Any]) -> Select[Any]:
    joined = attachment.outerjoin(attachment_sent, attachment_sent.c.digest == attachment.c.digest)
    return select(*columns).select_from(joined).where(attachment_sent.c.digest.is_(None))
