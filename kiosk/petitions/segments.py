"""A recording while it grows: its seconds lie sealed beside the database, named here one by one.

A row comes before its file. So whatever lies on the disk is named, and goes with its draft; a row whose file never came
is the second that a power cut took.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Column, Integer, String, Table, bindparam, delete, insert, select
from sqlalchemy.engine import Connection

from kiosk.seams import SOUND_RATE_HZ
from kiosk.store.prepared import Prepared
from kiosk.store.schema import metadata

segment = Table(
    "petition_segment",
    metadata,
    Column("draft", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),  # from 0, in the order of speaking
    Column("digest", String, nullable=False),
    Column("bytes", Integer, nullable=False),  # of sound
)
"""No fact, so not derived; as drafts are."""

_OF_DRAFT = Prepared(select(segment).where(segment.c.draft == bindparam("a_draft")).order_by(segment.c.number))
_ADD = Prepared(insert(segment), "draft", "number", "digest", "bytes")
_CLEAR = Prepared(delete(segment).where(segment.c.draft == bindparam("a_draft")))


@dataclass(frozen=True)
class Segment:
    """A piece of a recording.

    Attributes:
        number: From 0.
        digest: Of its file.
        bytes: Of sound in it.
    """

    number: int
    digest: str
    bytes: int


def of_draft(db: Connection, draft: int) -> tuple[Segment, ...]:
    """A draft's pieces, in the order of speaking."""
    return tuple(Segment(row.number, row.digest, row.bytes) for row in _OF_DRAFT(db, a_draft=draft))


def length_ms(db: Connection, draft: int) -> int:
    """How long a draft's recording is."""
    return sum(one.bytes for one in of_draft(db, draft)) * 1_000 // (2 * SOUND_RATE_HZ)


def add(db: Connection, draft: int, piece: Segment) -> None:
    """Name a piece."""
    _ADD(db, draft=draft, number=piece.number, digest=piece.digest, bytes=piece.bytes)


def clear(db: Connection, draft: int) -> tuple[str, ...]:
    """Forget a draft's pieces; their files are the caller's to remove."""
    digests = tuple(one.digest for one in of_draft(db, draft))
    _CLEAR(db, a_draft=draft)
    return digests


def keep_only(db: Connection, draft: int, numbers: Collection[int]) -> None:
    """Forget the pieces whose files are not there: what is attached has been made of the others."""
    db.execute(delete(segment).where(segment.c.draft == draft, segment.c.number.not_in(numbers)))
