"""Bring an older database up to this program's schema with Alembic, in one transaction: all of it or nothing."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from kiosk.store.schema import metadata

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(db: Connection, folder: Path = MIGRATIONS) -> None:
    """Run every migration that the database has not seen.

    Args:
        db: The writer's connection, outside a transaction.
        folder: Holds ``versions/``.
    """
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)

    def steps(revision: object, _context: object) -> list[object]:
        return list(script._upgrade_revs("head", revision))  # type: ignore[arg-type]  # noqa: SLF001 - as alembic.command does

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=db, target_metadata=metadata, fn=steps, transactional_ddl=False)
        db.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            environment.run_migrations()
        except BaseException:
            db.exec_driver_sql("ROLLBACK")
            raise
        db.exec_driver_sql("COMMIT")
