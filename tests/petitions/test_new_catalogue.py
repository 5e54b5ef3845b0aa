"""A new catalogue comes, also while the program is closed: terms follow its holidays once, and lose no certainty."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from kiosk import catalogue
from kiosk.clock import day_number
from kiosk.journal import stream
from kiosk.petitions.desk import dues
from kiosk.wire.petition_events import DuesMoved


@pytest.fixture
def taken(station, tmp_path):
    """The station under a catalogue with changed holidays."""
    folder = shutil.copytree(catalogue.default_folder(), tmp_path / "new")

    def step(*rows: str, years: str = "2026"):
        with (folder / "holidays.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"{row}\n" for row in rows)
        head = (folder / "catalogue.toml").read_text("utf-8")
        (folder / "catalogue.toml").write_text(head.replace("[2026]", f"[{years}]"), "utf-8")
        found = catalogue.reload(station.catalogue, folder)
        assert found.problems == ()
        return replace(station, catalogue=found.catalogue)

    return step


def target(view):
    return next(due for due in view.dues if due.clock == "target")


def causes(station) -> list[tuple[str, str, int]]:
    with station.store.read() as db:
        return [(one.fact.cause, one.fact.catalogue, len(one.fact.moved)) for one in stream(db, DuesMoved)]


def test_days_follow_a_new_catalogue_once_and_its_digest_is_kept(station, file, now, taken):
    one = file().view
    new = taken("2026-11-23,holiday,假", "2026-11-24,holiday,假")
    assert dues.follow(new) == 1
    assert causes(station) == [("holidays", new.catalogue.digest, 1)]
    assert target(now(one.id)).day > target(one).day
    assert dues.follow(new) == 0
    assert len(causes(station)) == 1


def test_the_same_catalogue_again_writes_nothing(station, file):
    file()
    assert dues.follow(station) == 0
    with station.store.read() as db:
        before = db.exec_driver_sql("PRAGMA data_version").scalar()
        assert dues.follow(station) == 0
        assert db.exec_driver_sql("PRAGMA data_version").scalar() == before


def test_a_day_is_certain_once_its_year_has_a_table_and_stays_so(station, file, now, taken):
    station.clock.jump(station.clock.now().local.replace(month=12, day=24))
    one = file().view
    assert target(one).provisional
    assert dues.follow(taken("2027-01-01,holiday,元旦", years="2026, 2027")) == 1
    known = target(now(one.id))
    assert (known.provisional, day_number(known.day)) == (False, day_number(date(2027, 1, 8)))
    assert dues.follow(station) == 0  # the old table again knows nothing of 2027
    assert target(now(one.id)).day == known.day
