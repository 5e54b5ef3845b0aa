"""What goes into a clone: pins for everything, and no trace of the machine where it was written."""

import re
import tomllib
from pathlib import Path

import pytest

HOSTS = (
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npmjs",
    "index-" + "url",
    "trusted-" + "host",
    "find-" + "links",
)
MACHINE = re.compile("(?<![\\w.])/(?:" + "|".join(("wo" + "rk", "ro" + "ot", "ho" + "me")) + ")/\\w")
PINS = Path("scripts/pins")
"""Names the options that keep hosts out."""

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)$")


def normal(name: str) -> str:
    """A distribution's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(root: Path) -> dict[str, str]:
    lines = (root / "constraints.txt").read_text("utf-8").splitlines()
    return {match["name"]: match["version"] for line in lines if (match := PIN.match(line))}


def texts(files: tuple[Path, ...]) -> dict[Path, str]:
    readable: dict[Path, str] = {}
    for file in files:
        try:
            readable[file] = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a font, a picture, a sound
    return readable


def test_no_registry_is_named(root: Path, tracked: tuple[Path, ...]) -> None:
    named = [
        f"{file.relative_to(root)}: {host}"
        for file, text in texts(tracked).items()
        if file.relative_to(root) != PINS
        for host in HOSTS
        if host in text
    ]
    assert not named, "Which index to use is the installer's business:\n" + "\n".join(named)


def test_no_path_of_a_machine_is_named(root: Path, tracked: tuple[Path, ...]) -> None:
    named = [
        f"{file.relative_to(root)}: {match[0]}"
        for file, text in texts(tracked).items()
        for match in MACHINE.finditer(text)
    ]
    assert not named, "Find it by name (resources.path) or relative to the file:\n" + "\n".join(named)


def test_everything_asked_for_is_pinned(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *project["optional-dependencies"]["package"],
    ]
    missing = sorted({normal(re.split(r"[\s<>=!~\[;]", line)[0]) for line in asked} - pins(root).keys())
    assert not missing, f"Run `make pins`: {missing}"


def test_a_lock_line_is_a_pin_or_a_comment(root: Path) -> None:
    lines = (root / "constraints.txt").read_text("utf-8").splitlines()
    odd = [line for line in lines if line.strip() and not line.strip().startswith("#") and not PIN.match(line)]
    assert not odd


@pytest.mark.parametrize(
    "name", ["scripts/setup.sh", "scripts/check", "scripts/lint_qml", "scripts/package", ".ci/run"]
)
def test_scripts_can_be_run(root: Path, name: str) -> None:
    assert (root / name).stat().st_mode & 0o111
