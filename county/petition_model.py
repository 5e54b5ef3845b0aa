"""The county's tables about petitions: all of them follow from the stations' events and the county's own steps.

A petition is named by its station and the number that the station gave it. What it says is kept as it came, in clear or
sealed; where it stands is reckoned from its steps by the ladder that the stations use too.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, SmallInteger, String, Table

from county.model import BY_CHARS_MAX, STATION_CHARS_MAX, metadata

DERIVED: dict[str, Any] = {"derived": True}
CODE_CHARS_MAX = 40
NUMBER_CHARS_MAX = 60
NO_DAY = 1_000_000
"""A due day that never comes: petitions without one stand last."""


def _key() -> tuple[Column[Any], ...]:
    return (
        Column("station", String(STATION_CHARS_MAX), primary_key=True),
        Column("petition", BigInteger, primary_key=True, autoincrement=False),
    )


petition = Table(
    "petition",
    metadata,
    *_key(),
    Column("number", String(NUMBER_CHARS_MAX), nullable=False),  # as on paper
    Column("category", String(CODE_CHARS_MAX), nullable=False),
    Column("secrecy", String(CODE_CHARS_MAX), nullable=False),
    Column("kind", String(CODE_CHARS_MAX), nullable=False),
    Column("channel", String(CODE_CHARS_MAX), nullable=False),
    Column("confirmed", String(CODE_CHARS_MAX), nullable=False),
    Column("village", String(CODE_CHARS_MAX), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("on_behalf", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),  # filed on, days since 1970-01-01
    Column("at_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("by", String(BY_CHARS_MAX), nullable=False),
    Column("body", LargeBinary, nullable=False),  # a PetitionBody; empty where it is sealed
    Column("sealed", LargeBinary, nullable=False),
    Column("reply_key", LargeBinary, nullable=False),
    Column("linked", LargeBinary, nullable=False),  # msgpack: (number, …)
    # What its steps come to.
    Column("state", String(16), nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("asks", Boolean, nullable=False),  # "not solved" waits for our word
    Column("office", String(120), nullable=False),
    Column("step", Integer, nullable=False),
    Column("answer_step", Integer, nullable=False),
    Column("answer_ms", BigInteger, nullable=False),
    Column("solved", String(16), nullable=False),
    Column("next_day", Integer, nullable=False),  # of what county or office owes
    info=DERIVED,
)
Index("ix_county_petition_due", petition.c.is_open, petition.c.next_day)
Index("ix_county_petition_received", petition.c.received_ms)

step = Table(
    "petition_step",
    metadata,
    *_key(),
    Column("lane", SmallInteger, primary_key=True, autoincrement=False),  # 0 for the county's own
    Column("ref", BigInteger, primary_key=True, autoincrement=False),  # of the event; number of the decision
    Column("side", String(8), nullable=False),
    Column("step", Integer, nullable=False),
    Column("happening", String(32), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("by", String(BY_CHARS_MAX), nullable=False),
    Column("office", String(120), nullable=False),
    Column("text", LargeBinary, nullable=False),  # UTF-8: what people wrote is not bounded by a column
    Column("sealed", LargeBinary, nullable=False),
    Column("day", Integer, nullable=False),
    Column("dues", LargeBinary, nullable=False),  # msgpack: (Due, …)
    Column("ended", LargeBinary, nullable=False),  # msgpack: (code, …)
    Column("attachments", LargeBinary, nullable=False),  # msgpack: (Attached, …)
    Column("review_office", String(120), nullable=False),
    Column("review_day", Integer, nullable=False),
    info=DERIVED,
)

due = Table(
    "petition_due",
    metadata,
    *_key(),
    Column("clock", String(CODE_CHARS_MAX), primary_key=True),
    Column("day", Integer, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("owner", String(CODE_CHARS_MAX), nullable=False),
    Column("start", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("unit", String(CODE_CHARS_MAX), nullable=False),
    Column("cause", String(32), nullable=False),  # the step that set it
    info=DERIVED,
)
