"""A damaged database comes back with no network: from what can still be read, and from the newest backup."""

import os

import pytest
from sqlalchemy import select

from kiosk import journal
from kiosk.errors import StoreDamaged, StoreTrouble
from kiosk.journal.model import journal as journal_table
from kiosk.journal.recover import recover
from kiosk.people import clerks, residents
from kiosk.store import backup
from tests.stations import CLERK, KEY, make_station, tables


def enlist(station, count):
    for n in range(count):
        residents.enlist(station, f"村民{n}", "", CLERK, nickname="x" * 20)


def damage(file, start, length=4096):
    with file.open("r+b") as handle:
        handle.seek(start)
        handle.write(os.urandom(length))


def damaged_pages(file):
    """Bad pages in the last third of the file, where newer journal rows are."""
    size = file.stat().st_size
    for at in range(size * 2 // 3 // 4096 * 4096, size, 3 * 4096):
        damage(file, at)


@pytest.fixture
def worked(tmp_path, clock):
    station = make_station(tmp_path, clock)
    enlist(station, 200)
    backup.make(station.store.file, KEY, tmp_path / "backups", clock.now())
    enlist(station, 100)
    before = tables(station)
    station.store.close()
    return station, before


def test_page_one_gone_comes_back_from_the_backup(worked, tmp_path, clock):
    station, _ = worked
    damage(station.store.file, 0)
    with pytest.raises(StoreDamaged):
        make_station(tmp_path, clock)
    (copy,) = backup.backups(tmp_path / "backups")
    found = recover(station.store.file, KEY, (copy.file,), clock.now())
    assert found.kept.exists(), "the damaged file is never deleted"
    again = make_station(tmp_path, clock)
    with again.store.read() as db:
        assert residents.count(db) == 200
        assert list(journal.check_chain(db)) == []
    assert clerks.sign_in(again, CLERK, "314159").code == CLERK
    assert found.epoch == 2
    enlist(again, 1)
    with again.store.read() as db:
        newest = db.execute(select(journal_table).order_by(journal_table.c.position.desc())).first()
    assert newest.epoch == 2
    again.store.close()


def test_bad_pages_cost_only_what_no_copy_has(worked, tmp_path, clock):
    station, _ = worked
    damaged_pages(station.store.file)
    (copy,) = backup.backups(tmp_path / "backups")
    found = recover(station.store.file, KEY, (copy.file,), clock.now())
    again = make_station(tmp_path, clock)
    with again.store.read() as db:
        assert residents.count(db) >= 200
        assert list(journal.check_chain(db)) == []
    assert found.entries >= 200
    again.store.close()


def test_without_a_backup_what_is_readable_comes_back(worked, tmp_path, clock):
    station, before = worked
    found = recover(station.store.file, KEY, (), clock.now())  # whole, as it happens
    assert found.missing == ()
    again = make_station(tmp_path, clock)
    after = tables(again)
    assert after["resident"] == before["resident"]
    again.store.close()


def test_nothing_readable_changes_nothing(tmp_path, clock):
    file = tmp_path / "station.db"
    file.write_bytes(os.urandom(40_000))
    before = file.read_bytes()
    with pytest.raises(StoreTrouble):
        recover(file, KEY, (), clock.now())
    assert file.read_bytes() == before


def test_unsent_work_of_the_old_epoch_still_leaves(worked, tmp_path, clock):
    station, _ = worked
    damage(station.store.file, 0)
    (copy,) = backup.backups(tmp_path / "backups")
    recover(station.store.file, KEY, (copy.file,), clock.now())
    again = make_station(tmp_path, clock)
    with again.store.read() as db:
        assert journal.outbox(db).count >= 200
        from kiosk.wire.events import Lane  # noqa: PLC0415

        assert journal.unsent_run(db, Lane.MATTERS, 9999).epoch == 1
    again.store.close()


def test_pins_come_from_the_copy_whose_rows_were_taken(worked, tmp_path, clock):
    """The newest copy does not open: the next one gives the rows, so it gives the PINs and what is acknowledged too."""
    station, _ = worked
    (good,) = backup.backups(tmp_path / "backups")
    newer = tmp_path / "backups" / "newer.db"
    newer.write_bytes(os.urandom(40_000))
    damage(station.store.file, 0)
    recover(station.store.file, KEY, (newer, good.file), clock.now())
    again = make_station(tmp_path, clock)
    try:
        assert clerks.sign_in(again, CLERK, "314159").code == CLERK
    finally:
        again.store.close()
