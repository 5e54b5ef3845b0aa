"""What stands at the door is what the rooms behind it say; on any day that is not ordinary the door stays shut."""

import pytest
from sqlcipher3 import dbapi2 as driver

from kiosk import door
from kiosk.journal import kv
from kiosk.people import clerks
from kiosk.people.model import Role
from kiosk.store.bare import damage_mark
from tests.stations import CLERK, KEY, LEAD, make_station
from ui.bridge import preferences
from ui.bridge.preferences import Preferences


@pytest.fixture
def closed(tmp_path):
    """The database of a station that was closed in order: three clerks, one retired, and a screen in English."""
    station = make_station(tmp_path)
    clerks.enlist(station, "zhang", "张𬸣\U000f0001", Role.CLERK, "271829", by=LEAD)
    clerks.enlist(station, "gone", "王旧", Role.CLERK, "271829", by=LEAD)
    clerks.retire(station, "gone", by=LEAD)
    preferences.keep(station.store, Preferences("en", contrast=True, scale=1.3))
    with station.store.write() as db:
        kv.put(db, door.RUNNING, value=False)
    station.store.close()
    return station


def change(closed, statement: str) -> None:
    closed.store.open()
    with closed.store.write() as db:
        db.exec_driver_sql(statement)
    closed.store.close()


def look(closed, key: bytes = KEY) -> door.Door | None:
    return door.look(closed.store.file, key, preferences.KEY)


def test_the_door_says_what_the_rooms_say(closed):
    seen = look(closed)
    closed.store.open()
    with closed.store.read() as db:
        behind = [(one.code, one.name, str(one.role)) for one in clerks.everyone(db) if not one.retired]
    assert [(one.code, one.name, one.role) for one in seen.callers] == behind
    assert {CLERK, LEAD, "zhang"} == {one.code for one in seen.callers}
    assert preferences.read(seen.kept[preferences.KEY]) == preferences.load(closed.store)
    closed.store.close()


def test_looking_changes_nothing(closed):
    before = {file.name: file.read_bytes() for file in closed.store.file.parent.iterdir() if file.is_file()}
    assert look(closed)
    assert {file.name: file.read_bytes() for file in closed.store.file.parent.iterdir() if file.is_file()} == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kv SET value = 'true' WHERE key = 'running'",
        "UPDATE kv SET value = '{' WHERE key = 'running'",
        "DELETE FROM kv WHERE key = 'running'",
        "UPDATE alembic_version SET version_num = '9999'",
        "DELETE FROM alembic_version",
        "UPDATE clerk SET retired = 1",
        "ALTER TABLE clerk RENAME TO clerks",
    ],
)
def test_not_on_a_day_like_this(closed, statement):
    change(closed, statement)
    assert look(closed) is None


def test_not_with_another_key(closed):
    assert look(closed, bytes(32)) is None
    assert look(closed, b"short") is None


def test_not_where_damage_was_met(closed):
    damage_mark(closed.store.file).touch()
    assert look(closed) is None


@pytest.mark.parametrize("harm", ["missing", "empty", "folder", "garbage", "plain"])
def test_not_without_a_database(closed, harm):
    file = closed.store.file
    file.unlink()
    if harm == "folder":
        file.mkdir()
    elif harm == "plain":
        with driver.connect(str(file)) as db:
            db.execute("CREATE TABLE clerk (code, name, role, retired)")
        db.close()
    elif harm != "missing":
        file.write_bytes(b"" if harm == "empty" else bytes(range(256)) * 64)
    assert look(closed) is None
    assert harm != "missing" or not file.exists(), "looking has made one"
