"""Tables of the drawer besides postings and shifts (``postings``). All are derived from the journal.

A Z has no table of its own: what it says is read from the chained event itself, which nobody can edit.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from kiosk.ledger.postings import posting, shift
from kiosk.store.schema import DERIVED, metadata

__all__ = ["cash_move", "day_end", "float_move", "float_state", "opening", "posting", "shift", "z_check"]

cash_move = Table(
    "cash_move",
    metadata,
    Column("id", BigInteger, primary_key=True),  # ref of its event
    Column("position", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("by", String, nullable=False),
    Column("source", String, nullable=False),
    Column("target", String, nullable=False),
    Column("fen", BigInteger, nullable=False),
    Column("witness", String, nullable=False),
    Column("photo", String, nullable=False),
    Column("slip", String, nullable=False),
    Column("arrived_ms", BigInteger, nullable=False),  # the county says that the deposit arrived; 0 until then
    info=DERIVED,
)
Index("ix_cash_move_day", cash_move.c.day)

day_end = Table(
    "day_end",
    metadata,
    Column("day", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("by", String, nullable=False),
    Column("z_first", Integer, nullable=False),
    Column("z_last", Integer, nullable=False),
    Column("register_fen", BigInteger, nullable=False),
    Column("left_fen", BigInteger, nullable=False),
    Column("tallied_by", String, nullable=False),
    Column("witness", String, nullable=False),
    info=DERIVED,
)

float_state = Table(
    "float_state",
    metadata,
    Column("id", Integer, primary_key=True),  # 1: only the county's last word counts
    Column("float_fen", BigInteger, nullable=False),
    Column("credit_fen", BigInteger, nullable=False),
    Column("used_fen", BigInteger, nullable=False),
    Column("covers", BigInteger, nullable=False),  # ref of the last event of the money lane in these figures
    Column("low_fen", BigInteger, nullable=False),
    Column("stated_ms", BigInteger, nullable=False),
    info=DERIVED,
)

float_move = Table(
    "float_move",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("float_fen", BigInteger, nullable=False),
    Column("credit_fen", BigInteger, nullable=False),
    Column("cash", BigInteger, nullable=False),  # ref of the deposit; 0 otherwise
    Column("text", String, nullable=False),
    info=DERIVED,
)
Index("ix_float_move_day", float_move.c.day)

opening = Table(
    "opening",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("fen", BigInteger, nullable=False),
    Column("note", String, nullable=False),
    Column("agreed", Integer),  # position of the agreement; null while no trade is possible
    info=DERIVED,
)
"""What an older system says is in the drawer (M27)."""
Index("ix_opening_unanswered", opening.c.position, sqlite_where=opening.c.agreed.is_(None))

z_check = Table(
    "z_check",
    metadata,
    Column("z", Integer, primary_key=True),
    Column("expected_fen", BigInteger, nullable=False),
    Column("differs", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    info=DERIVED,
)
"""The county's word on a Z (M21)."""
