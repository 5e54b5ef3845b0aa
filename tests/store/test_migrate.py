"""An older database is brought up in one transaction: all of it or nothing."""

import textwrap

import pytest
import sqlalchemy as sa

from kiosk.store import Store, migrate

SECOND = """
    import sqlalchemy as sa
    from alembic import op
    revision, down_revision = "0002", "0001"
    def upgrade():
        op.add_column("kv", sa.Column("note", sa.String))
        op.execute("UPDATE kv SET note = 'moved'")
"""
THIRD = """
    from alembic import op
    revision, down_revision = "0003", "0002"
    def upgrade():
        op.execute("UPDATE no_such_table SET x = 1")
"""


@pytest.fixture
def old(tmp_path):
    import kiosk.journal  # noqa: F401, PLC0415

    store = Store(tmp_path / "old.db", bytes(32))
    store.open()
    with store.write() as db:
        db.exec_driver_sql("INSERT INTO kv VALUES ('a', '1')")
    yield store
    store.close()


def scripts(tmp_path, **texts):
    (tmp_path / "m" / "versions").mkdir(parents=True)
    first = (migrate.MIGRATIONS / "versions" / "0001_first.py").read_text("utf-8")
    for name, text in {"0001": first, **texts}.items():
        (tmp_path / "m" / "versions" / f"v{name.lstrip('_')}.py").write_text(textwrap.dedent(text), "utf-8")
    return tmp_path / "m"


def version(store):
    with store.read() as db:
        return db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def test_what_it_has_not_seen_is_run_once(old, tmp_path):
    folder = scripts(tmp_path, _0002=SECOND)
    migrate.upgrade(old._connection(), folder)
    migrate.upgrade(old._connection(), folder)
    assert version(old) == "0002"
    with old.read() as db:
        assert db.exec_driver_sql("SELECT * FROM kv").all() == [("a", "1", "moved")]


def test_a_migration_that_fails_leaves_everything_as_it_was(old, tmp_path):
    with pytest.raises(sa.exc.OperationalError):
        migrate.upgrade(old._connection(), scripts(tmp_path, _0002=SECOND, _0003=THIRD))
    assert version(old) == "0001"
    with old.read() as db:
        assert db.exec_driver_sql("SELECT * FROM kv").all() == [("a", "1")]


def test_our_own_migrations_lead_to_this_program(old):
    migrate.upgrade(old._connection())
    assert version(old) == "0001"
