"""The store: what it calls stored is on the disk; what is wrong with the file is named, and nothing is thrown away."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as driver

from kiosk import errors
from kiosk.store import Store, backup
from kiosk.store import engine as engine_module
from kiosk.store.attachments import Attachments
from kiosk.store.bare import damage_mark
from kiosk.store.keys import FileKeys, MemoryKeys, find_keys, obtain
from kiosk.store.schema import SCHEMA
from kiosk.store.trouble import _BY_CODE, trouble_in

KEY = bytes(32)


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "s.db", KEY)
    store.open()
    yield store
    store.close()


def put(store, key, value="1"):
    with store.write() as db:
        db.exec_driver_sql("INSERT INTO kv VALUES (?, ?)", (key, value))


def test_no_clear_text_on_the_disk(store):
    put(store, "k", "覃龚堃的电话")
    files = list(store.file.parent.glob("s.db*"))
    store.close()
    assert files
    for file in store.file.parent.iterdir():
        data = file.read_bytes()
        assert "覃龚堃".encode() not in data
        assert b"SQLite format" not in data


def test_files_are_for_the_owner_only(store):
    assert store.file.stat().st_mode & 0o777 == 0o600


def test_full_sync_wal_and_key_on_every_connection(store):
    for connection in (store.read(), store.write()):
        with connection as db:
            assert db.exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert db.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_another_key_opens_nothing_and_changes_nothing(store):
    put(store, "k")
    store.close()
    before = store.file.read_bytes()
    with pytest.raises(errors.StoreDamaged):
        Store(store.file, bytes(31) + b"x").open()
    assert store.file.read_bytes() == before


def test_a_newer_programs_database_is_left_alone(store):
    with store.write() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(errors.StoreNewer) as caught:
        Store(store.file, KEY).open()
    assert caught.value.values == {"found": "9999", "known": SCHEMA}


def test_garbage_instead_of_a_database(tmp_path):
    file = tmp_path / "g.db"
    file.write_bytes(os.urandom(8192))
    before = file.read_bytes()
    with pytest.raises(errors.StoreDamaged):
        Store(file, KEY).open()
    assert file.read_bytes() == before


def test_a_full_disk_undoes_the_step_and_says_so(store):
    with store.read() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar()
    store._connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(errors.StoreFull):
        put(store, "big", "x" * 100_000)
    store._connection().exec_driver_sql("PRAGMA max_page_count=1000000")
    put(store, "after")
    with store.read() as db:
        assert db.exec_driver_sql("SELECT key FROM kv").scalars().all() == ["after"]


def test_a_read_only_folder_is_named(tmp_path):
    file = tmp_path / "none" / "x.db"
    (tmp_path / "none").write_text("a file where the folder should be")
    with pytest.raises((errors.StoreReadOnly, OSError)):
        Store(file, KEY).open()


def test_one_program_a_database(store):
    with pytest.raises(errors.StoreBusy):
        Store(store.file, KEY).open()
    put(store, "k")
    store.close()
    second = Store(store.file, KEY)
    second.open()
    second.close()


def test_damage_that_is_met_leads_to_recovery_at_the_next_start(store):
    for n in range(200):
        put(store, f"k{n:03}", "x" * 2000)
    store.close()
    whole = store.file.read_bytes()
    store.file.write_bytes(whole[: -4096 * 20] + bytes(4096) + whole[-4096 * 19 :])
    store.open()
    heard = []
    store.on_damage(lambda: heard.append(1))
    with pytest.raises(errors.StoreDamaged), store.read() as db:
        db.exec_driver_sql("SELECT sum(length(value)) FROM kv").scalar()
    assert heard == [1]
    store.close()
    with pytest.raises(errors.StoreDamaged):
        store.open()
    store.file.write_bytes(whole)
    store.open()
    store.close()
    assert not damage_mark(store.file).exists(), "looked through, and nothing was wrong"


def test_readers_see_one_moment(store):
    put(store, "a")
    with store.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM kv").scalar() == 1
        put(store, "b")
        assert db.exec_driver_sql("SELECT count(*) FROM kv").scalar() == 1
    with store.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM kv").scalar() == 2


def test_listeners_hear_of_commits_only(store):
    heard = []
    store.on_commit(lambda: heard.append(1))
    put(store, "a")
    with pytest.raises(ValueError, match="undo"), store.write():
        raise ValueError("undo")
    assert heard == [1]


@pytest.mark.parametrize("code", sorted(_BY_CODE))
def test_every_code_of_the_world_is_a_trouble(code):
    error = driver.OperationalError("x")
    error.sqlite_errorcode = code | 0x0100  # extended codes carry the primary one in their low byte
    assert isinstance(trouble_in(sa.exc.OperationalError("s", {}, error)), errors.StoreTrouble)


def test_a_broken_rule_is_our_bug_and_passes(store):
    put(store, "a")
    with pytest.raises(sa.exc.IntegrityError):
        put(store, "a")


def test_a_backup_opens_with_the_same_key_and_has_what_was_committed(store, tmp_path, clock):
    put(store, "a")
    made = backup.make(store.file, KEY, tmp_path / "backups", clock.now())
    put(store, "b")
    copy = Store(made.file, KEY)
    copy.open()
    with copy.read() as db:
        assert db.exec_driver_sql("SELECT key FROM kv").scalars().all() == ["a"]
    copy.close()
    assert made.file.stat().st_mode & 0o777 == 0o600


def test_only_the_newest_backups_stay(store, tmp_path, clock):
    for _ in range(9):
        backup.make(store.file, KEY, tmp_path / "backups", clock.now())
        clock.advance(days=1)
    found = backup.backups(tmp_path / "backups")
    assert len(found) == 7
    assert found == tuple(sorted(found, key=lambda b: b.stamp, reverse=True))
    assert not list((tmp_path / "backups").glob("*.half*"))


def test_a_backup_is_made_while_the_counter_works(store, tmp_path, clock):
    for n in range(50):
        put(store, f"k{n}", "x" * 2000)
    with store.write() as db:
        db.exec_driver_sql("INSERT INTO kv VALUES ('open', '1')")
        made = backup.make(store.file, KEY, tmp_path / "b", clock.now())
    copy = Store(made.file, KEY)
    copy.open()
    with copy.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM kv").scalar() == 50
    copy.close()


KILLED = """
    import os, sys
    from pathlib import Path
    import kiosk.journal
    from kiosk.store import Store
    store = Store(Path(sys.argv[1]), bytes(32))
    store.open()
    n = 0
    while True:
        with store.write() as db:
            db.exec_driver_sql("INSERT OR REPLACE INTO kv VALUES (?, '1')", (str(n),))
            db.exec_driver_sql("INSERT OR REPLACE INTO kv VALUES (?, '1')", ("twin" + str(n),))
        os.write(1, b"%d\\n" % n)
        n += 1
"""


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_a_killed_process_loses_nothing_that_it_called_stored(tmp_path, lines):
    file = tmp_path / "k.db"
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(file)],
        stdout=subprocess.PIPE, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    with process:
        said = [process.stdout.readline() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().splitlines()
    store = Store(file, KEY)
    store.open()
    with store.read() as db:
        keys = set(db.exec_driver_sql("SELECT key FROM kv").scalars())
    store.close()
    last = int([s for s in said if s.strip()][-1])
    assert {str(n) for n in range(last + 1)} <= keys
    assert len(keys) % 2 == 0, "half a transaction is there"


def test_the_pragmas_leave_no_temporary_file_in_clear():
    assert "temp_store=MEMORY" in engine_module.PRAGMAS


def test_keys_are_made_once_and_only_the_owner_reads_them(tmp_path):
    keys = FileKeys(tmp_path / "keys")
    first = obtain(keys, "store")
    assert obtain(FileKeys(tmp_path / "keys"), "store") == first
    assert len(first) == 32
    assert (tmp_path / "keys" / "store.key").stat().st_mode & 0o777 == 0o600
    assert find_keys(tmp_path / "keys").kind == "file"
    assert obtain(MemoryKeys(), "store") != first


def test_attachments_are_sealed_named_by_content_and_kept_once(tmp_path):
    attachments = Attachments(tmp_path / "a", KEY)
    digest = attachments.put(b"photo of a label")
    assert attachments.put(b"photo of a label") == digest
    assert attachments.get(digest) == b"photo of a label"
    assert list(attachments.digests()) == [digest]
    file = tmp_path / "a" / digest[:2] / digest
    assert b"photo" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_bytes(file.read_bytes()[:-1] + b"\0")
    with pytest.raises(errors.StoreDamaged):
        attachments.get(digest)
    attachments.forget(digest)
    with pytest.raises(errors.NotFound):
        attachments.get(digest)
    with pytest.raises(errors.Refused):
        attachments.put(bytes(9 << 20))


def test_no_space_for_an_attachment_is_a_full_disk(tmp_path, monkeypatch):
    def full(_file, _data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("kiosk.store.attachments.write_durably", full)
    with pytest.raises(errors.StoreFull):
        Attachments(tmp_path / "a", KEY).put(b"x")


def test_one_backup_a_day_by_itself(store, tmp_path, clock):
    keeper = backup.Keeper(store.file, KEY, tmp_path / "b", clock)
    assert keeper.round()
    assert not keeper.round()
    clock.advance(days=1)
    assert keeper.round()
    clock.advance(days=-3650)  # the newest copies now lie in the future
    assert keeper.round()
