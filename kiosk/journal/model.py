"""The journal's own tables. None of them is derived: they are what everything else is derived from."""

from enum import IntEnum
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from kiosk.store.schema import metadata


class Origin(IntEnum):
    """Whose fact an entry is."""

    STATION = 0
    COUNTY = 1


journal = Table(
    "journal",
    metadata,
    Column("position", Integer, primary_key=True),  # the order of this station, events and decisions together
    Column("origin", Integer, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("lane", Integer, nullable=False),  # 0 for decisions
    Column("seq", BigInteger, nullable=False),  # of the lane; the feed's number for decisions
    Column("kind", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),  # corrected by the offset then known
    Column("day", Integer, nullable=False),  # business date, days since 1970-01-01
    Column("record", LargeBinary, nullable=False),  # the bytes that the chain covers; a decision's body
    Column("hash", LargeBinary, nullable=False),  # of the chain up to here; empty for decisions
    Column("purged", Integer, nullable=False, server_default="0"),  # position of the RecordsPurged that made it a stub
    UniqueConstraint("origin", "epoch", "lane", "seq"),
)

Index("ix_journal_purged", journal.c.purged, sqlite_where=journal.c.purged > 0)


def _all(context: Any) -> int:  # noqa: ANN401 - SQLAlchemy's own
    """Whoever brings a lane that has records already (a recovery) cannot know what was offered: all of it may be."""
    return int(context.get_current_parameters()["last_seq"])


lane = Table(
    "lane",
    metadata,
    Column("epoch", Integer, primary_key=True),
    Column("lane", Integer, primary_key=True),
    Column("last_seq", BigInteger, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("acked_seq", BigInteger, nullable=False),
    Column("offered_seq", BigInteger, nullable=False, default=_all),  # marked before a run leaves
)

aside = Table(
    "aside",
    metadata,
    Column("position", Integer, ForeignKey("journal.position"), primary_key=True),
    Column("code", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("answered", Integer, nullable=False, default=0),  # 1 when a correcting event followed
)
Index("ix_aside_open", aside.c.answered)

kv = Table(
    "kv",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""Bookkeeping that is neither fact nor table: the epoch, the feed's cursor, the last contact. Values are JSON."""
