"""Every key that the code speaks has its words, in both languages, and with the values that the words mention."""

import ast
import json
import re
import string
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk import errors
from kiosk.wire.events import event_kinds

LANGUAGES = ("zh", "en")
KEY = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
I18N = Path("resources/i18n")
OPTIONAL_PREFIXES = ("trouble", "problem")
"""Families whose keys may live in any file, beside the words of their service."""


def tables(root: Path, language: str) -> dict[str, dict[str, str]]:
    """File name → its keys; QML's own tables aside."""
    files = sorted((root / I18N / language).glob("*.json"))
    return {file.stem: json.loads(file.read_text("utf-8")) for file in files if not file.name.startswith("qml-")}


def merged(root: Path, language: str) -> dict[str, str]:
    return {key: text for table in tables(root, language).values() for key, text in table.items()}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


class Spoken(NamedTuple):
    """A key in the code, and the values given with it (None: not to be read from the source)."""

    where: str
    key: str
    values: frozenset[str] | None


def troubles(product: dict[Path, ast.Module]) -> dict[str, str]:
    """Every class of trouble with its key, also outside ``kiosk/errors.py``; a class without one has its base's."""
    keys = {"Trouble": errors.Trouble.default_key}
    classes = [node for tree in product.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while found := [
        node for node in classes if node.name not in keys and any(base_name(b) in keys for b in node.bases)
    ]:
        for node in found:
            base = next(keys[base_name(b)] for b in node.bases if base_name(b) in keys)
            keys[node.name] = own_key(node) or base
    return keys


def at_the_counter(product: dict[Path, ast.Module]) -> dict[Path, ast.Module]:
    """Without the county, whose troubles travel as codes and are worded at the station."""
    return {file: tree for file, tree in product.items() if file.parts[0] != "county"}


def base_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def own_key(node: ast.ClassDef) -> str | None:
    for line in node.body:
        if isinstance(line, ast.Assign) and base_name(line.targets[0]) == "default_key":
            return constant(line.value)
    return None


def constant(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def called(call: ast.Call) -> str:
    """The last part of what is called: ``self.text(...)`` and ``text(...)`` are both "text"."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def keywords(call: ast.Call, *control: str) -> frozenset[str] | None:
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    return frozenset(str(keyword.arg) for keyword in call.keywords) - set(control)


def dict_keys(node: ast.expr | None) -> frozenset[str] | None:
    if node is None:
        return frozenset()
    if isinstance(node, ast.Dict):
        keys = [constant(key) for key in node.keys]
        return None if None in keys else frozenset(str(key) for key in keys)
    return None


def spoken_in(where: str, call: ast.Call, family: dict[str, str]) -> Iterator[Spoken]:
    name = called(call)
    first = constant(call.args[0]) if call.args else None
    if name in family and name != "NotReady":
        if not call.args:
            yield Spoken(where, f"trouble.{family[name]}", keywords(call))
        elif first is not None:
            yield Spoken(where, f"trouble.{first or family[name]}", keywords(call))
    elif name == "Problem" and len(call.args) >= 2 and (key := constant(call.args[1])):
        values = next((k.value for k in call.keywords if k.arg == "values"), None)
        yield Spoken(where, f"problem.{key}", dict_keys(call.args[2] if len(call.args) > 2 else values))
    elif name.strip("_") in ("text", "texts") and first and KEY.fullmatch(first):
        yield Spoken(where, first, keywords(call))


def spoken(product: dict[Path, ast.Module]) -> list[Spoken]:
    family = troubles(product)
    return [
        word
        for file, tree in at_the_counter(product).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in spoken_in(f"{file}:{node.lineno}", node, family)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_words(root: Path, product: dict[Path, ast.Module], language: str) -> None:
    words = merged(root, language)
    silent = sorted({f"{word.key}   ({word.where})" for word in spoken(product) if word.key not in words})
    assert not silent, f"Write a sentence for these in {I18N}/{language}/:\n" + "\n".join(silent)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_of_trouble_has_words(root: Path, product: dict[Path, ast.Module], language: str) -> None:
    words = merged(root, language)
    silent = sorted(key for key in set(troubles(at_the_counter(product)).values()) if f"trouble.{key}" not in words)
    assert not silent, f"trouble.<key> is missing in {I18N}/{language}/: {silent}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_event_has_its_word(root: Path, language: str) -> None:
    """The sentence after a power cut and a parcel's trail name any event (G11)."""
    for module in (root / "kiosk" / "wire").glob("*_events.py"):
        import_module(f"kiosk.wire.{module.stem}")
    words = merged(root, language)
    kinds = {kind: cls for kind, cls in event_kinds().items() if cls.__module__.startswith("kiosk.wire.")}
    assert len(kinds) > 50
    assert not [f"event.{kind} {cls.__name__}" for kind, cls in kinds.items() if f"event.{kind}" not in words]
    named = {int(key[6:]) for key in words if re.fullmatch(r"event\.\d+", key)}
    assert not named - kinds.keys(), "words of events that there are not"


def test_the_words_mention_only_what_they_are_given(root: Path, product: dict[Path, ast.Module]) -> None:
    words = merged(root, "zh")
    short = [
        f"{word.where}: {word.key} mentions {sorted(placeholders(words[word.key]) - word.values)}"
        for word in spoken(product)
        if word.values is not None and word.key in words and placeholders(words[word.key]) - word.values
    ]
    assert not short, "Give these values, or take them out of the sentence:\n" + "\n".join(short)


def test_both_languages_say_the_same(root: Path) -> None:
    chinese, english = merged(root, "zh"), merged(root, "en")
    assert not chinese.keys() ^ english.keys(), f"In one language only: {sorted(chinese.keys() ^ english.keys())}"
    differ = sorted(key for key in chinese if placeholders(chinese[key]) != placeholders(english[key]))
    assert not differ, f"These mention other values in Chinese than in English: {differ}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_stands_in_one_file_which_its_name_tells(root: Path, language: str) -> None:
    files = tables(root, language)
    counts = Counter(key for table in files.values() for key in table)
    twice = sorted(key for key, count in counts.items() if count > 1)
    assert not twice, f"Two files of {I18N}/{language} have these, and only one is heard: {twice}"
    strays = sorted(
        f"{stem}.json: {key}"
        for stem, table in files.items()
        for key in table
        if key.split(".")[0] not in (stem, *OPTIONAL_PREFIXES)
    )
    assert not strays, "A key starts with its file's name:\n" + "\n".join(strays)


def test_the_reader_hears_a_key(product: dict[Path, ast.Module]) -> None:
    code = 'raise Refused("people.locked", minutes=3)\nProblem("phone", "phone.short", {"length": 1})\nPaperOut()'
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    heard = {word.key: word.values for call in calls for word in spoken_in("here", call, troubles(product))}
    assert heard == {
        "trouble.people.locked": {"minutes"},
        "problem.phone.short": {"length"},
        f"trouble.{errors.PaperOut.default_key}": frozenset(),
    }
