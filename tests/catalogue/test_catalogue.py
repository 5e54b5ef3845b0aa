"""A catalogue is taken whole or not at all, and every fault is named at once."""

import csv
import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue import FACE_NOTICE, OTHER, Catalogue, default_folder, load, pattern, reload
from kiosk.catalogue.check import check, digest_of
from kiosk.catalogue.formats import FILES, Certainty
from kiosk.errors import CatalogueBroken, NotFound, Refused
from kiosk.texts import Texts

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
CATALOGUE = load()
Change = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(default_folder(), tmp_path / "catalogue"))


@pytest.fixture
def change(folder: Path) -> Change:
    def step(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return step


def faults(folder: Path) -> set[tuple[str, str]]:
    with pytest.raises(CatalogueBroken) as caught:
        load(folder)
    return {(problem.field, problem.key) for problem in caught.value.problems}


def test_what_ships_has_no_fault_and_no_note() -> None:
    checked = check({name: (default_folder() / name).read_bytes() for name in FILES})
    assert (checked.problems, checked.notes) == ((), ())
    assert len(CATALOGUE.categories) == 517
    assert len(CATALOGUE.divisions) == 359
    assert len(CATALOGUE.towns) == 27
    assert CATALOGUE.carriers[-1].code == OTHER


def test_the_defaults_are_those_of_the_feature_table() -> None:
    limits = CATALOGUE.limits
    assert (limits.duplicate_window_s, limits.pickup_password_tries, limits.ladder_days) == (8, 3, (3, 5, 7))
    assert (limits.destruction_days, limits.complaint_days, limits.letter_months) == (90, 7, 6)
    assert {duty.code: duty.every_days for duty in CATALOGUE.duties} == {
        "filing": 20,
        "training": 90,
        "drill": 365,
        "fire_check": 30,
    }
    assert not limits.face_photo


def test_every_fault_of_every_file_is_named_at_once(folder: Path, change: Change) -> None:
    change("limits.toml", "duplicate_window_s = 8 ", "duplicate_window_s = 21 ")
    change("limits.toml", "pickup_password_tries = 3", 'pickup_password_tries = "three"')
    change("carriers.toml", r"'SF[A-Z0-9]\d{12}'", "'(S+)+F'")
    change("carriers.toml", 'code = "OTHER"', 'code = "ELSE"')
    change("fees.toml", "fen = 0", "fen = -1")
    change("holidays.csv", "2026-01-01,holiday", "2026-13-01,holiday")
    change("marks.toml", 'name = "易碎"', "")
    (folder / "duties.toml").write_text("[[duties\n", "utf-8")
    (folder / "texts.toml").write_bytes(b"\xff\xfe")
    (folder / "notices.toml").unlink()
    assert faults(folder) == {
        ("limits.toml: duplicate_window_s", "catalogue.value"),
        ("limits.toml: pickup_password_tries", "catalogue.value"),
        ("fees.toml: fees[0].fen", "catalogue.value"),
        ("holidays.csv: line 2.date", "catalogue.value"),
        ("marks.toml: marks[0].name", "catalogue.missing"),
        ("duties.toml", "catalogue.syntax"),
        ("texts.toml: byte 0", "catalogue.not_utf8"),
        ("notices.toml", "catalogue.missing_file"),
    }


@pytest.mark.parametrize(
    ("old", "new", "place", "key"),
    [
        (r"'SF[A-Z0-9]\d{12}'", "'(S+)+F'", "carriers.toml: carriers[0].rules[0].pattern", "pattern_dialect"),
        (r"'\d{12}'", r"'\d{12,90}'", "carriers.toml: carriers[0].rules[1].pattern", "pattern_length"),
        ('code = "OTHER"', 'code = "ELSE"', "carriers.toml: carriers", "needs"),
        ('code = "YTO"', 'code = "SF"', "carriers.toml: carriers", "double"),
        ('style = "shelf-number"', 'style = "lost"', "shelves.toml: shelves 00.style", "unknown"),
        ('parts = ["shelf", "number"]', 'parts = ["number"]', "shelves.toml: styles shelf-number.parts", "parts"),
        ('code = "pickup"', 'code = "pick"', "fees.toml: fees", "needs"),
        ("[3, 5, 7]", "[3, 7, 5]", "limits.toml: ladder_days", "ladder"),
        ("2026-01-01", "2027-01-01", "holidays.csv: 2027-01-01", "year_not_covered"),
        ("2026-01-04,", "2026-01-05,", "holidays.csv: 2026-01-05", "swap_on_weekday"),
        ("[2026]", "[2026, 2027]", "catalogue.toml: holiday_years", "year_empty"),
        ("village,430726001", "village,430726999", "divisions.csv: 430726001001", "parent"),
        ("{name}", "{password}", "notices.toml: notices arrived", "placeholder"),
        ("01-01-002", "01-01-001", "categories.csv", "double"),
        ("01-01-002,", "01-01-002,x,", "categories.csv: line 3", "columns"),
        ('group = "exception"', 'group = "gone"', "reasons.toml: reasons[0].group", "value"),
    ],
)
def test_a_fault_is_found(folder: Path, change: Change, old: str, new: str, place: str, key: str) -> None:
    change(place.split(":", maxsplit=1)[0], old, new)
    assert (place, f"catalogue.{key}") in faults(folder)


def test_faces_are_photographed_only_with_the_notice_that_the_law_wants(folder: Path, change: Change) -> None:
    change("limits.toml", "face_photo = false", "face_photo = true")
    assert "不同意，照样取件" in reload(CATALOGUE, folder).catalogue.text(FACE_NOTICE).zh
    change("texts.toml", 'code = "face_photo"', 'code = "another"')
    assert faults(folder) == {("texts.toml: texts", "catalogue.needs")}


def test_a_broken_catalogue_never_replaces_a_good_one(folder: Path, change: Change) -> None:
    change("limits.toml", "complaint_days = 7", "complaint_days = 5")
    good = reload(CATALOGUE, folder)
    assert (good.problems, good.catalogue.limits.complaint_days) == ((), 5)
    change("fees.toml", "fen = 0", "fen = 0.5")
    broken = reload(good.catalogue, folder)
    assert broken.problems
    assert broken.catalogue is good.catalogue


def test_what_a_newer_county_adds_is_noted_and_ignored(folder: Path, change: Change) -> None:
    change("limits.toml", "face_photo", "future_figure = 1\nface_photo")
    change("marks.toml", 'name = "易碎"', 'name = "易碎"\nsmell = "none"')
    taken = reload(CATALOGUE, folder)
    assert taken.problems == ()
    assert {(note.field, note.key) for note in taken.notes} == {
        ("limits.toml: future_figure", "catalogue.unknown_key"),
        ("marks.toml: marks[0].smell", "catalogue.unknown_key"),
    }


def test_a_file_that_is_a_link_or_too_large_is_not_read(folder: Path, tmp_path: Path) -> None:
    (folder / "fees.toml").rename(tmp_path / "fees.toml")
    (folder / "fees.toml").symlink_to(tmp_path / "fees.toml")
    (folder / "divisions.csv").write_bytes(b"x" * (4 * 1024 * 1024 + 1))
    assert {("fees.toml", "catalogue.not_a_file"), ("divisions.csv", "catalogue.too_large")} <= faults(folder)


def test_an_empty_or_missing_folder_names_every_file(tmp_path: Path) -> None:
    assert faults(tmp_path / "nowhere") == {(name, "catalogue.missing_file") for name in FILES}


def test_the_digest_changes_with_one_byte(folder: Path) -> None:
    before = load(folder).digest
    assert before == CATALOGUE.digest
    (folder / "fees.toml").write_bytes((folder / "fees.toml").read_bytes() + b"\n")
    assert load(folder).digest != before
    assert digest_of({"a": b"bc"}) != digest_of({"ab": b"c"})


def test_every_fault_has_words_in_both_languages() -> None:
    room = Path(__file__).parents[2] / "kiosk" / "catalogue"
    source = "".join((room / f"{name}.py").read_text("utf-8") for name in ("check", "check_billers", "load"))
    keys = set(re.findall(r'"(catalogue\.[a-z0-9_]+)"', source)) - {"catalogue.toml"}
    keys |= {f"catalogue.pattern_{why}" for why in ("dialect", "varying", "length")}
    assert len(keys) > 20
    for language in ("zh", "en"):
        assert {key for key in keys if not Texts(language).has(f"problem.{key}")} == set()


def test_asking_for_what_is_no_longer_listed() -> None:
    assert CATALOGUE.carrier("GONE").name == "GONE"
    assert CATALOGUE.mark("gone").name == "gone"
    assert CATALOGUE.reason("return", "gone").name == "gone"
    assert CATALOGUE.shelf("99").layers == 1
    assert CATALOGUE.place("999") == "999"
    with pytest.raises(Refused):
        CATALOGUE.fee("tip")
    with pytest.raises(Refused):
        CATALOGUE.tariff("moon")
    with pytest.raises(NotFound):
        CATALOGUE.text("lost")
    with pytest.raises(NotFound):
        CATALOGUE.notice("arrived", "pigeon")


def test_asking() -> None:
    assert CATALOGUE.carrier("SF").hotline == "95338"
    assert CATALOGUE.retention("SF") == (3, 5, 7)
    assert CATALOGUE.storage_days("JD") == 3
    assert CATALOGUE.style("00").code == "shelf-number"
    assert CATALOGUE.style("6").code == CATALOGUE.style("unknown").code == "shelf-layer-number"
    assert CATALOGUE.fee("pickup").fen == CATALOGUE.fee("storage").fen == 0
    assert [reason.code for reason in CATALOGUE.reasons("retention")][:4] == [
        "no_answer",
        "will_collect",
        "later",
        "refused",
    ]
    assert CATALOGUE.place("430726102003") == "夹山镇三板桥社区居委会"
    assert len(CATALOGUE.villages("430726102")) == 17
    assert "{code}" in CATALOGUE.notice("arrived", "sms").zh


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared data")
def test_the_years_table_agrees_with_its_source_for_every_day() -> None:
    with (SHARED / "data" / "holidays_2026.csv").open(encoding="utf-8") as file:
        kinds = {row["date"]: row["kind"] for row in csv.DictReader(file)}
    for step in range(365):
        day = date(2026, 1, 1) + timedelta(days=step)
        expected = kinds.get(day.isoformat(), "workday_swap" if day.isoweekday() < 6 else "holiday") == "workday_swap"
        assert CATALOGUE.calendar.is_worked((day - date(1970, 1, 1)).days) == expected, day


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (r"SF[A-Z0-9]\d{12}", ""),
        ("(A|B)", "dialect"),
        ("A+", "dialect"),
        ("A*", "dialect"),
        (".", "dialect"),
        ("", "dialect"),
        ("[Z-A]", "dialect"),
        (r"\d{9,3}", "dialect"),
        (r"\d{41}", "length"),
        (r"\d{1,9}" * 4, "varying"),
    ],
)
def test_the_pattern_dialect(text: str, fault: str) -> None:
    assert pattern.fault_in(text) == fault


@given(st.text(alphabet="AZ09-\\d[]{}(),+*?.|^$12", max_size=30), st.text(alphabet="AZ09-", max_size=40))
def test_a_pattern_is_refused_or_compiles_and_answers(text: str, number: str) -> None:
    if not pattern.fault_in(text):
        pattern.matches(text, number)
        assert len(pattern.cut(text, number)) <= len(number)


@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_rubbish_in_any_file_is_a_fault_never_a_crash(name: str, rubbish: bytes) -> None:
    files = {file: (default_folder() / file).read_bytes() for file in FILES} | {name: rubbish}
    checked = check(files)
    assert bool(checked.problems) == (checked.catalogue is None)


def test_certainties() -> None:
    assert [one for one in Certainty if one.decides] == [Certainty.CERTAIN, Certainty.HIGH]


def test_a_catalogue_is_a_value() -> None:
    assert load() == CATALOGUE
    assert isinstance(CATALOGUE, Catalogue)
    with pytest.raises(AttributeError):
        CATALOGUE.digest = ""  # type: ignore[misc]
