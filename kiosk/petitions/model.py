"""Tables of petitions; their states are ``kiosk.wire.petition_ladder``'s.

All but drafts, tries and what is to be removed are derived from the journal; see ``projectors``.
"""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from kiosk.store.schema import DERIVED, metadata


class Secrecy(StrEnum):
    """Who may read it: the resident chooses (C5)."""

    PUBLIC = "public"  # 公开
    CONFIDENTIAL = "confidential"  # 保密: sealed to the county
    ANONYMOUS = "anonymous"  # 匿名: names nobody


petition = Table(
    "petition",
    metadata,
    Column("id", BigInteger, primary_key=True),  # epoch × 10⁹ + running number
    Column("number", String, nullable=False),  # as on paper
    Column("position", Integer, nullable=False),
    Column("lane", Integer, nullable=False),  # of its filing; with ref it says whether the county has it
    Column("ref", BigInteger, nullable=False),
    Column("filed_ms", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("by", String, nullable=False),
    Column("category", String, nullable=False),
    Column("secrecy", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("urgent", Integer, nullable=False),
    Column("confirmed", String, nullable=False),
    Column("on_behalf", BigInteger, nullable=False),
    Column("office", String, nullable=False),  # who is in charge now
    Column("village", String, nullable=False),
    Column("state", String, nullable=False),
    Column("state_ms", BigInteger, nullable=False),  # since when
    Column("is_open", Integer, nullable=False),  # 0 for the states of ENDS
    Column("step", Integer, nullable=False),  # highest step of the county that is known here
    Column("answer_step", Integer, nullable=False),  # of the last answer, 0 for none
    Column("answer_ms", BigInteger, nullable=False),
    Column("tell_step", Integer, nullable=False),  # highest step that has something for the resident
    Column("told_step", Integer, nullable=False),  # highest that the resident was told
    Column("next_day", Integer, nullable=False),  # the earliest due day, NO_DAY for none
    Column("rated_step", Integer, nullable=False),  # of the answer that was rated last
    Column("solved", String, nullable=False),  # the last rating, "" for none
    Column("review_office", String, nullable=False),
    Column("review_day", Integer, nullable=False),
    # What it says and who says it: empty for a confidential one, without a person for an anonymous one.
    Column("summary", String, nullable=False),
    Column("text", String, nullable=False),
    Column("request", String, nullable=False),
    Column("name", String, nullable=False),
    Column("resident", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("address", String, nullable=False),
    Column("household", String, nullable=False),
    Column("contact", String, nullable=False),
    Column("group_no", Integer, nullable=False),
    Column("grid", String, nullable=False),
    Column("place", String, nullable=False),
    Column("answers", LargeBinary, nullable=False),  # msgpack: ((code, answer), …)
    Column("representatives", LargeBinary, nullable=False),  # msgpack: (name, …)
    Column("salt", LargeBinary, nullable=False),
    Column("check", LargeBinary, nullable=False),
    Column("forgotten", Integer, nullable=False),  # 1 once the local copy was removed (C6)
    info=DERIVED,
)

NO_DAY = 1_000_000
"""A due day that never comes (the year 4707): petitions without one stand last."""

# The desk's four orders and what the counter asks at every action; each is one walk along an index.
Index("ix_petition_due", petition.c.is_open.desc(), petition.c.next_day, petition.c.id)
Index("ix_petition_state", petition.c.state, petition.c.next_day, petition.c.id)
Index("ix_petition_village", petition.c.village, petition.c.is_open.desc(), petition.c.next_day, petition.c.id)
Index("ix_petition_resident", petition.c.resident)
Index("ix_petition_tell", petition.c.id, sqlite_where=petition.c.tell_step > petition.c.told_step)
Index("ix_petition_alike", petition.c.village, petition.c.category, sqlite_where=petition.c.is_open == 1)
Index("ix_petition_name", petition.c.name, sqlite_where=petition.c.is_open == 1)
Index("ix_petition_number", petition.c.number)

rung = Table(
    "petition_rung",
    metadata,
    Column("petition", BigInteger, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("step", Integer, nullable=False),  # the county's number; for a step of ours, the last one known then
    Column("side", String, nullable=False),
    Column("happening", String, nullable=False),
    Column("office", String, nullable=False),
    Column("text", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("day", Integer, nullable=False),
    Column("review_office", String, nullable=False),
    Column("review_day", Integer, nullable=False),
    Column("dues", LargeBinary, nullable=False),  # msgpack
    Column("ended", LargeBinary, nullable=False),  # msgpack
    Column("at_ms", BigInteger, nullable=False),
    Column("by", String, nullable=False),
    info=DERIVED,
)
"""The ladder: every step of either side."""

due = Table(
    "petition_due",
    metadata,
    Column("petition", BigInteger, primary_key=True),
    Column("clock", String, primary_key=True),
    Column("day", Integer, nullable=False),
    Column("provisional", Integer, nullable=False),
    Column("owner", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("unit", String, nullable=False),
    Column("told_day", Integer, nullable=False),  # as the fact that started it says; ``day`` may have moved since
    Column("was_day", Integer, nullable=False),  # before the last move, 0 for none
    Column("cause", String, nullable=False),  # of the last move: a happening, ``category`` or ``holidays``
    Column("cause_position", Integer, nullable=False),  # of the entry that moved it
    info=DERIVED,
)
"""Clocks that run. A day never differs from before without another cause."""

attached = Table(
    "petition_attachment",
    metadata,
    Column("petition", BigInteger, primary_key=True),
    Column("digest", String, primary_key=True),
    Column("position", Integer, nullable=False),  # of the entry that brought it
    Column("mime", String, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("role", String, nullable=False),
    Column("duration_ms", Integer, nullable=False),
    info=DERIVED,
)

link = Table(
    "petition_link",
    metadata,
    Column("petition", BigInteger, primary_key=True),
    Column("earlier", BigInteger, primary_key=True),
    info=DERIVED,
)

joined = Table(
    "petition_joined",
    metadata,
    Column("petition", BigInteger, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("resident", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    info=DERIVED,
)
"""Who follows a petition of somebody else (C7)."""
Index("ix_petition_joined_resident", joined.c.resident)

behalf = Table(
    "on_behalf",
    metadata,
    Column("session", BigInteger, primary_key=True),
    Column("name", String, nullable=False),
    Column("resident", String, nullable=False),
    Column("identity", String, nullable=False),
    Column("id_tail", String, nullable=False),
    Column("proof", String, nullable=False),
    Column("witness", String, nullable=False),
    Column("by", String, nullable=False),
    Column("began_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger, nullable=False),  # 0 while it lasts
    Column("why", String, nullable=False),
    info=DERIVED,
)
"""Who acted for whom, when, and how it was proved (C18)."""
Index("ix_on_behalf_open", behalf.c.session, sqlite_where=behalf.c.ended_ms == 0)

reply_time = Table(
    "reply_time",
    metadata,
    Column("category", String, primary_key=True),  # beginning of a category's code, "" for all
    Column("median_days", Integer, nullable=False),
    Column("late_days", Integer, nullable=False),
    info=DERIVED,
)

met = Table(
    "petition_met",
    metadata,
    Column("number", String, primary_key=True),  # as on the other station's paper
    Column("station", String, nullable=False),
    Column("category", String, nullable=False),
    Column("state", String, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("check", LargeBinary, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    info=DERIVED,
)
"""Petitions of other stations that may be asked about here."""

draft = Table(
    "petition_draft",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("by", String, nullable=False),
    Column("begun_ms", BigInteger, nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),  # msgpack: kiosk.petitions.drafted.Content
    Column("attachments", LargeBinary, nullable=False),  # msgpack: (Attached, …)
    Column("code", String, nullable=False),  # the query code that its slip will bear
    Column("salt", LargeBinary, nullable=False),
    Column("check", LargeBinary, nullable=False),
    Column("reply_key", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
"""What is not said for good yet; no fact, so not derived. A row is overwritten when it goes (secure_delete)."""

shred = Table(
    "petition_shred",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String, nullable=False),  # an attachment in clear; "" for the WAL alone
    Column("position", Integer, nullable=False),  # of an entry whose slips lose the query code once printed, or 0
)
"""What must leave the disk once a transaction is safe; survives a power cut in between."""

tries = Table(
    "petition_tries",
    metadata,
    Column("number", String, primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("until_ms", BigInteger, nullable=False),  # monotonic clocks do not survive; the wall's is bounded when read
)
"""Wrong tails and codes (C13)."""
