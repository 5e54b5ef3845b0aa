"""A resident is found by any reading of the name, hidden by its middle, and never changed."""

import csv
import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from kiosk import limits
from kiosk.people import names

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.mark.parametrize(
    ("name", "initials", "full"),
    [
        ("张三丰", "zsf", "zhangsanfeng"),
        ("单小乐", "sxl", "shanxiaole"),
        ("曾志伟", "zzw", "zengzhiwei"),
        ("查良镛", "zly", "zhaliangyong"),
        ("解晓东", "xxd", "xiexiaodong"),
        ("仇英", "qy", "qiuying"),
        ("尉迟恭", "ycg", "yuchigong"),
        ("吕布", "lb", "lvbu"),
        ("欧阳修", "oyx", "ouyangxiu"),
        ("李䶮", "ly", "liyan"),
        ("𠮷田", "jt", "jitian"),
    ],
)
def test_the_likely_reading_comes_first(name: str, initials: str, full: str) -> None:
    keys = names.search_keys(name)
    assert keys[0] == initials
    assert next(key for key in keys if len(key) > len(name)) == full


def test_every_reading_finds() -> None:
    assert {"shanxiaole", "danxiaoyue", "chanxiaole", "dxl", "cxy"} <= set(names.search_keys("单小乐"))
    assert {"lvbu", "lubu"} <= set(names.search_keys("吕布"))
    assert {"chongqing", "zhongqing"} <= set(names.search_keys("重庆"))


def test_latin_letters_and_digits_stand_for_themselves() -> None:
    assert names.search_keys("Ａ1张") == ("a1z", "a1zhang")


def test_the_private_use_twin_is_searched_as_its_character_and_an_unknown_one_is_passed_over() -> None:
    assert names.search_keys("李\ue863") == names.search_keys("李䶮")
    assert names.search_keys("李\ue170") == ("l", "li")
    assert names.normalise("李\ue170") == "李\ue170"


def test_normalise_folds_width_case_spaces_and_dots() -> None:
    assert names.normalise("　买买提 · ＡＢＣ ") == "买买提abc"
    assert names.normalise("葛\U000e0100") == "葛"


@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = names.normalise(text)
    assert names.normalise(once) == once


@given(st.text(max_size=200))
def test_keys_are_few_short_and_not_empty(text: str) -> None:
    keys = names.search_keys(text)
    assert len(keys) <= 2 * names.keys_max
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_a_name_of_ten_thousand_characters_costs_nothing_and_is_a_problem() -> None:
    started = time.perf_counter()
    assert names.search_keys("乐" * 10_000)
    assert time.perf_counter() - started < 0.25
    assert [problem.key for problem in names.problems_in_name("乐" * 10_000)] == ["too_long"]


def test_problems_come_together() -> None:
    assert names.problems_in_name("张三") == ()
    assert [problem.key for problem in names.problems_in_name(" ")] == ["name.missing"]
    assert [problem.key for problem in names.problems_in_name("\x1b" * 61)] == ["too_long", "name.control"]


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("张三丰", "张*丰"),
        ("张三", "张*"),
        ("欧阳娜娜", "欧**娜"),
        ("张", "*"),
        ("", ""),
        ("𠮷䶮丰", "𠮷*丰"),
        ("葛\U000e0100三丰", "葛\U000e0100*丰"),
    ],
)
def test_masked(name: str, hidden: str) -> None:
    assert names.masked(name) == hidden


@given(st.text(alphabet="甲乙丙丁戊䶮𠮷", min_size=3, max_size=limits.name_chars_max))
def test_a_masked_name_shows_its_ends_only(name: str) -> None:
    assert names.masked(name) == name[0] + "*" * (len(name) - 2) + name[-1]


@pytest.mark.parametrize(
    ("mask", "name", "fits"),
    [
        ("张**", "张三丰", True),
        ("张**", "张三", False),
        ("张*丰", "张三丰", True),
        ("李**", "张三丰", False),
        ("张三丰", "张三丰", True),
        ("张三", "张三丰", False),
        ("**丰", "张三丰", True),
        ("", "张三", False),
        ("", "", False),
    ],
)
def test_a_carriers_mask(mask: str, name: str, fits: bool) -> None:
    assert names.fits_mask(mask, name) is fits


@given(st.text(alphabet="张李王三四䶮𠮷单", min_size=2, max_size=5))
def test_our_own_mask_fits_the_name_it_hides(name: str) -> None:
    assert names.fits_mask(names.masked(name), name)


def test_the_table_loads_in_a_blink_and_knows_nearly_every_rare_character() -> None:
    names._table.cache_clear()
    started = time.perf_counter()
    assert names.readings("中") == ("zhong",)
    assert time.perf_counter() - started < 0.1  # 6 ms on the bench; this only notices a table ten times too slow
    assert names.readings("") == names.readings("中中") == names.readings("a") == ()


def test_the_table_is_in_order_and_says_whose_it_is() -> None:
    text = gzip.decompress(resources.path("pinyin", "readings.txt.gz").read_bytes()).decode()
    comment, _, characters, indexes = text.split("\n")
    assert "MIT" in comment
    assert len(characters) == len(indexes) > 40_000
    assert sorted(characters) == list(characters)


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared data")
def test_rare_characters_have_readings() -> None:
    with (SHARED / "data" / "rare_hanzi.csv").open(encoding="utf-8") as file:
        dumb = {row["char"] for row in csv.DictReader(file) if not names.readings(names.normalise(row["char"]))}
    assert dumb == {"\ue170", "\ue08b", "𣒍", "𡌶"}
