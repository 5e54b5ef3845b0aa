"""The papers name what there is to set and to type: settings, printers and the ways to reach them, make words."""

import dataclasses
import re
from pathlib import Path

import pytest

from kiosk.settings import Settings

LINK = re.compile(r"\]\((?!https?:|#)(?P<target>[^)#]+)")
PAPERS = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md", "THIRD_PARTY.md", "docs")


def papers(root: Path) -> list[Path]:
    places = [root / name for name in PAPERS]
    return [file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*.md")))]


def test_every_setting_is_explained(root: Path) -> None:
    text = (root / "docs/devices.md").read_text("utf-8")
    names = {field.name for field in dataclasses.fields(Settings)} - {"unknown"}
    assert not sorted(name for name in names if f"\n{name} = " not in text)


def test_every_printer_profile_is_explained(root: Path) -> None:
    text = (root / "docs/devices.md").read_text("utf-8")
    profiles = {file.stem for file in (root / "resources/printers").glob("*.json")}
    assert profiles
    assert not sorted(name for name in profiles if f"| `{name}` |" not in text)


def test_every_way_to_a_printer_is_explained(root: Path) -> None:
    text = (root / "docs/devices.md").read_text("utf-8")
    kinds = re.findall(r'case "(\w+)":', (root / "drivers/printer/port.py").read_text("utf-8"))
    assert kinds
    assert not [kind for kind in kinds if f"| `{kind}:" not in text]


def test_every_file_that_a_paper_points_at_is_there(root: Path) -> None:
    lost = [
        f"{paper.relative_to(root)} → {match['target']}"
        for paper in papers(root)
        for match in LINK.finditer(paper.read_text("utf-8"))
        if not (paper.parent / match["target"]).exists()
    ]
    assert not lost


def test_every_decision_is_in_the_list(root: Path) -> None:
    text = (root / "docs/adr/README.md").read_text("utf-8")
    assert not [file.name for file in (root / "docs/adr").glob("0*.md") if f"]({file.name})" not in text]


@pytest.mark.parametrize("paper", ["README.md", "README.zh-CN.md"])
def test_a_make_word_in_a_readme_exists(root: Path, paper: str) -> None:
    words = set(re.findall(r"`?make ([a-z]+)", (root / paper).read_text("utf-8")))
    known = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert words
    assert not words - known


def test_every_test_that_proves_a_feature_is_there(root: Path) -> None:
    text = (root / "docs/features.md").read_text("utf-8")
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", text)
    assert len(named) > 60
    sources = {file: (root / "tests" / file).read_text("utf-8") for file, _ in named}
    lost = [f"{file}::{name}" for file, name in named if not re.search(rf"(def|class) {name}\b", sources[file])]
    assert not lost
