"""The first schema. Nothing precedes it: a new database is made whole from the tables."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing to do."""


def downgrade() -> None:
    """There is no way back: an older program refuses a newer database and leaves it alone."""
    raise NotImplementedError
