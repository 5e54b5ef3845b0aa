"""Where every room's tables register. ``info={"derived": True}`` marks those that replaying the journal fills."""

from sqlalchemy import MetaData, Table

from kiosk.store.bare import SCHEMA

__all__ = ["DERIVED", "SCHEMA", "derived_tables", "metadata"]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

DERIVED = {"derived": True}
"""``Table(..., info=DERIVED)``: a function of the journal."""


def derived_tables() -> tuple[Table, ...]:
    """Tables that replay empties and fills, children before parents."""
    return tuple(table for table in reversed(metadata.sorted_tables) if table.info.get("derived"))
