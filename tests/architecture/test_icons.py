"""Icons: what is named is there, what is there is named. A missing one is an empty square that no other test sees."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

QML_PROPERTY = re.compile(r"\b(?:icon(?:Name)?|sign|emptyIcon)\s*:(?!:)|\bIcon\s*\{[^{}]*?\bname\s*:")
LITERAL = re.compile(r'(?P<compared>[=!]==\s*)?"(?P<text>[^"\n]*)"')
WORD = re.compile(r"""["']([a-z][a-z0-9]*(?:-[a-z0-9]+)*)["']""")


def named_in_qml(text: str) -> Iterator[str]:
    """Literals of the expression after each icon property; what is only compared with is not an icon."""
    for match in QML_PROPERTY.finditer(text):
        expression = re.split(r"[;}\n]|,\s*\w+\s*:", text[match.end() :], maxsplit=1)[0]
        yield from (found["text"] for found in LITERAL.finditer(expression) if not found["compared"] and found["text"])


def named_in_python(tree: ast.Module) -> Iterator[str]:
    """Keyword ``icon=``, key ``"icon"``, and the values of tables called ``…ICON…``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "icon":
            yield from literals(node.value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in {"icon", "iconName"}:
                    yield from literals(value)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and "ICON" in target.id and isinstance(node.value, ast.Dict):
                for value in node.value.values:
                    yield from literals(value)


def literals(node: ast.expr) -> Iterator[str]:
    """A text, or the texts that a choice between texts may give."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def named_in_catalogue(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "icon" and isinstance(inner, str) and inner:
                yield inner
            yield from named_in_catalogue(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from named_in_catalogue(inner)


@pytest.fixture(scope="module")
def icons(root: Path) -> set[str]:
    return {file.stem for file in (root / "resources/icons").glob("*.svg")}


def test_every_icon_that_is_named_exists(root: Path, product: dict[Path, ast.Module], icons: set[str]) -> None:
    named = [
        (str(file.relative_to(root)), name)
        for file in (root / "ui/qml").rglob("*.qml")
        for name in named_in_qml(file.read_text("utf-8"))
    ]
    named += [(str(file), name) for file, tree in product.items() for name in named_in_python(tree)]
    named += [
        (file.name, name)
        for file in (root / "resources/catalogue").glob("*.toml")
        for name in named_in_catalogue(tomllib.loads(file.read_text("utf-8")))
    ]
    assert len(named) > len(icons)
    assert not sorted({f"{file}: {name}" for file, name in named if name not in icons})


def test_every_icon_is_used(root: Path, icons: set[str]) -> None:
    texts = [file for kind in ("*.qml", "*.py") for file in (root / "ui").rglob(kind)]
    texts += [root / "launch.py", *(root / "resources/catalogue").glob("*.toml")]
    texts += [file for room in ("kiosk", "drivers", "sync") for file in (root / room).rglob("*.py")]
    used = {word for file in texts for word in WORD.findall(file.read_text("utf-8"))}
    assert not sorted(icons - used)
