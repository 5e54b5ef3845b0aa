"""The county's tables: the same on SQLite and PostgreSQL.

An event's key is the station's own: (station, epoch, lane, seq). The record's bytes stay as they came; the columns
beside them are read from it for lists. The chain's hash in each row lets any overlap be compared by one value.
"""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()
STATION_CHARS_MAX = 40
BY_CHARS_MAX = 40
BIG = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only what is called INTEGER


class EventState(StrEnum):
    """Where a stored event stands."""

    STORED = "stored"
    HELD = "held"  # of a kind that this county does not know yet
    ASIDE = "aside"  # cannot be read; see ``quarantine``


class Standing(StrEnum):
    """Whether a station may trade."""

    NORMAL = "normal"
    PAUSED = "paused"
    REVOKED = "revoked"


station = Table(
    "station",
    metadata,
    Column("station", String(STATION_CHARS_MAX), primary_key=True),
    Column("name", String(120), nullable=False, server_default=""),
    Column("public_key", LargeBinary, nullable=False),
    Column("epoch", BigInteger, nullable=False, server_default="1"),
    Column("standing", String(24), nullable=False, server_default=Standing.NORMAL),
    Column("last_contact_ms", BigInteger, nullable=False, server_default="0"),
    Column("unsent", BigInteger, nullable=False, server_default="0"),
    Column("oldest_ms", BigInteger, nullable=False, server_default="0"),
    Column("drift_ms", BigInteger, nullable=False, server_default="0"),  # station's wall clock minus ours
    Column("cursor", BigInteger, nullable=False, server_default="0"),
    Column("program", String(40), nullable=False, server_default=""),
)

lane = Table(
    "lane",
    metadata,
    Column("station", String(STATION_CHARS_MAX), primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("lane", SmallInteger, primary_key=True),
    Column("high_water", BigInteger, nullable=False),
    Column("head", LargeBinary, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("station", String(STATION_CHARS_MAX), primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("lane", SmallInteger, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("kind", Integer, nullable=False),  # 0 when the record cannot be read
    Column("at_ms", BigInteger, nullable=False),  # corrected by the offset that the station knew
    Column("day", Integer, nullable=False),
    Column("by", String(BY_CHARS_MAX), nullable=False),
    Column("state", String(8), nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
)
Index("ix_event_received", event.c.received_ms)

quarantine = Table(
    "quarantine",
    metadata,
    Column("station", String(STATION_CHARS_MAX), primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("lane", SmallInteger, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("outcome", String(24), nullable=False),  # set-aside or held
    Column("reason", String(200), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

waiting = Table(
    "waiting",  # whole envelopes behind a gap
    metadata,
    Column("station", String(STATION_CHARS_MAX), primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("lane", SmallInteger, primary_key=True),
    Column("first", BigInteger, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("envelope", LargeBinary, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

fork = Table(
    "fork",  # two histories under one name: the evidence, never applied
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    Column("station", String(STATION_CHARS_MAX), nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    UniqueConstraint("station", "epoch", "lane", "seq", "digest"),
)

decision = Table(
    "decision",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("station", String(STATION_CHARS_MAX), nullable=False),  # "" for all
    Column("kind", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
Index("ix_decision_station", decision.c.station, decision.c.number)
Index("ix_decision_kind", decision.c.kind, decision.c.number)

attachment = Table(
    "attachment",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("station", String(STATION_CHARS_MAX), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

exchange = Table(
    "exchange",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    Column("station", String(STATION_CHARS_MAX), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("bytes_up", Integer, nullable=False),
    Column("bytes_down", Integer, nullable=False),
    Column("records", Integer, nullable=False),  # new ones
    Column("refusal", String(60), nullable=False),
    Column("faulty", Boolean, nullable=False),  # an envelope earned no receipt
)
