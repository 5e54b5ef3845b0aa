"""QML stays a view: names in families, colours from Theme, words through qsTr with their Chinese."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FAMILIES = {"pages": "Page", "cards": "Card", "rows": "Row", "dialogs": "Dialog"}
SAMPLES = ("GalleryPage.qml",)
"""Shows every control with sample data; for developers only."""

COLOUR = re.compile(r'"#[0-9A-Fa-f]{3,8}"|\bQt\.rgba\(|\bcolor:\s*"(?!transparent")[a-z]+"')
VISIBLE = re.compile(
    r"\b(?:text|title|subtitle|label|placeholderText|description|caption|hint|message|detail|Accessible\.(?:name|description))"
    r':\s*"(?P<text>(?:[^"\\]|\\.)*)"'
)
TRANSLATED = re.compile(r'\bqsTr\(\s*"(?P<text>(?:[^"\\]|\\.)*)"')
TRANSLATED_ANYTHING = re.compile(r'\bqsTr\(\s*(?!")')
CHINESE = re.compile(r"[\u3400-\u9fff]")
LETTERS = re.compile(r"[A-Za-z]{2}")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'/])//[^\n]*", re.DOTALL)


def qml_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Each file with its text; comments blanked out, so that line numbers stay."""
    for file in sorted((root / "ui/qml").rglob("*.qml")):
        text = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), file.read_text("utf-8"))
        yield file.relative_to(root), text


def found(root: Path, pattern: re.Pattern[str], *, but: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{file}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for file, text in qml_files(root)
        if file.name not in but
        for match in pattern.finditer(text)
    ]


def chinese(root: Path) -> dict[str, str]:
    table: dict[str, str] = {}
    for file in sorted((root / "resources/i18n/zh").glob("qml-*.json")):
        table.update(json.loads(file.read_text("utf-8")))
    return table


def unquoted(text: str) -> str:
    """The text between the quotes of a QML literal, as Qt hands it to the translator."""
    return str(json.loads(f'"{text}"'))


def test_a_name_tells_the_family(root: Path) -> None:
    strangers = [
        f"{file}: what is in {file.parent.name}/ is called ...{FAMILIES[file.parent.name]}.qml"
        for file, _ in qml_files(root)
        if file.parent.name in FAMILIES and not file.stem.endswith(FAMILIES[file.parent.name])
    ]
    strangers += [
        f"{file}: a ...{suffix}.qml belongs into {folder}/"
        for file, _ in qml_files(root)
        for folder, suffix in FAMILIES.items()
        if suffix in ("Page", "Dialog") and file.stem.endswith(suffix) and file.parent.name not in (folder, "controls")
    ]
    assert not strangers, "\n".join(strangers)


def test_colours_come_from_the_theme(root: Path) -> None:
    painted = found(root, COLOUR, but=("Theme.qml",))
    assert not painted, "Ask Theme for a colour by its role; high contrast depends on it:\n" + "\n".join(painted)


def test_visible_text_is_translated_or_a_fact(root: Path) -> None:
    bare = [
        line
        for line in found(root, VISIBLE, but=SAMPLES)
        if LETTERS.search(line.rsplit(": ", 1)[-1]) or CHINESE.search(line)
    ]
    assert not bare, 'Write qsTr("English"), or let Python finish the sentence:\n' + "\n".join(bare)


def test_the_source_language_is_english(root: Path) -> None:
    lines = found(root, re.compile(r'"[^"\n]*[\u3400-\u9fff][^"\n]*"'), but=SAMPLES)
    assert not lines, 'Write qsTr("English") and put the Chinese into resources/i18n/zh/qml-*.json:\n' + "\n".join(
        lines
    )


def test_qstr_is_given_a_literal(root: Path) -> None:
    lines = found(root, TRANSLATED_ANYTHING)
    assert not lines, "A sentence made at run time has no entry to be found under:\n" + "\n".join(lines)


def test_every_sentence_has_its_chinese(root: Path) -> None:
    table = chinese(root)
    silent = sorted(
        f"{file}: {sentence}"
        for file, text in qml_files(root)
        for sentence in {unquoted(match["text"]) for match in TRANSLATED.finditer(text)}
        if not table.get(sentence)
    )
    assert not silent, "Add to resources/i18n/zh/qml-<area>.json:\n" + "\n".join(silent)


def test_a_sentence_has_one_chinese(root: Path) -> None:
    """Of two, the one that is read last would be shown on both pages."""
    said: dict[str, set[str]] = {}
    for file in sorted((root / "resources" / "i18n" / "zh").glob("qml-*.json")):
        for sentence, text in json.loads(file.read_text("utf-8")).items():
            said.setdefault(sentence, set()).add(text)
    assert not {sentence: texts for sentence, texts in said.items() if len(texts) > 1}


def test_the_chinese_keeps_the_places_of_values(root: Path) -> None:
    places = re.compile(r"%(?:\d|n|L\d)")
    differ = [key for key, text in chinese(root).items() if sorted(places.findall(key)) != sorted(places.findall(text))]
    assert not differ, f"%1 and the like differ between source and translation: {differ}"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (COLOUR, 'color: "#fff"'),
        (COLOUR, 'border.color: "red"'),
        (VISIBLE, 'text: "Pay"'),
        (TRANSLATED_ANYTHING, "qsTr(name)"),
    ],
)
def test_the_checks_see_an_offence(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)
