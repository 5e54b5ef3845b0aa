"""No change of the schema without a migration: every schema that was ever released leads to this program's.

``golden/schema-<number>.sql`` is the schema as the program of that number makes it. The newest may change until it
is released: ``CUNKOU_REGOLDEN=1`` writes it again. Afterwards a change needs a migration in
``kiosk/store/migrations/versions`` and the next number in ``kiosk/store/schema.py``.
"""

import importlib
import os
import pkgutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

import kiosk
from kiosk.store import migrate
from kiosk.store.schema import SCHEMA, metadata

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(autouse=True, scope="module")
def every_table() -> None:
    for module in pkgutil.walk_packages(kiosk.__path__, "kiosk."):
        if "migrations" not in module.name:
            importlib.import_module(module.name)


def statements() -> list[str]:
    made: list[str] = []
    for table in metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=sqlite.dialect())).strip())
        made += sorted(str(CreateIndex(index).compile(dialect=sqlite.dialect())).strip() for index in table.indexes)
    return ["\n".join(line.rstrip() for line in text.splitlines()).replace("\t", "    ") for text in made]


def golden(number: str) -> Path:
    return GOLDEN / f"schema-{number}.sql"


def test_a_change_of_the_schema_has_a_number() -> None:
    now = ";\n\n".join(statements()) + ";\n"
    if os.environ.get("CUNKOU_REGOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        golden(SCHEMA).write_text(now, "utf-8")
    assert golden(SCHEMA).read_text("utf-8") == now, (
        f"The tables are no longer those of schema {SCHEMA}. If it is released, write a migration and raise SCHEMA; "
        "if not, run this test with CUNKOU_REGOLDEN=1 and read the diff."
    )


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("schema-*.sql")), ids=lambda file: file.stem)
def test_every_old_schema_can_be_brought_up(file: Path) -> None:
    number = file.stem.removeprefix("schema-")
    if number == SCHEMA:
        return
    engine = sa.create_engine("sqlite://")
    with engine.connect() as old:
        for statement in file.read_text("utf-8").split(";\n"):
            if statement.strip():
                old.exec_driver_sql(statement)
        old.exec_driver_sql("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
        old.exec_driver_sql("DELETE FROM alembic_version")
        old.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (number,))
        old.commit()
        migrate.upgrade(old)
        upgraded = columns(old)
    fresh = sa.create_engine("sqlite://")
    metadata.create_all(fresh)
    with fresh.connect() as new:
        assert upgraded == columns(new)


def columns(db: sa.Connection) -> dict[str, dict[str, str]]:
    """Column types by table and name."""
    inspector = sa.inspect(db)
    return {
        table: {column["name"]: str(column["type"]) for column in inspector.get_columns(table)}
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }
