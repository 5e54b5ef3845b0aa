"""What the checks of the house read: the files of the project, not its running."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("kiosk", "ui", "drivers", "sync", "county", "resources")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def tracked() -> tuple[Path, ...]:
    """Every file that goes into a clone; without git (an unpacked archive) there is nothing to ask."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("not a git working tree")
    names = listing.stdout.decode().split("\0")
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())


@pytest.fixture(scope="session")
def product() -> dict[Path, ast.Module]:
    """The syntax trees of all product code, by path relative to the root."""
    return {file.relative_to(ROOT): ast.parse(file.read_text("utf-8")) for file in sorted(_product_files())}


def _product_files() -> Iterator[Path]:
    for room in ROOMS:
        yield from (ROOT / room).rglob("*.py")
    if (ROOT / "launch.py").exists():
        yield ROOT / "launch.py"
