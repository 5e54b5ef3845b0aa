"""The import law holds, and the core runs where there is no Qt and no device library."""

import subprocess
import sys
from pathlib import Path

OUTSIDE = ("PySide6", "cv2", "zxingcpp", "escpos", "serial", "requests", "starlette", "uvicorn", "PIL")
"""What the core must live without; its packages are said in docs/architecture.md."""

IMPORT_ALL = """
import importlib, pkgutil, sys
for name in {blocked!r}:
    sys.modules[name] = None  # an import of it raises ImportError
for room in {rooms!r}:
    package = importlib.import_module(room)
    for module in pkgutil.walk_packages(package.__path__, room + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
"""


def import_all(root: Path, rooms: tuple[str, ...], blocked: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    code = IMPORT_ALL.format(rooms=rooms, blocked=blocked)
    return subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)


def test_the_import_law_holds(root: Path) -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"See docs/architecture.md, 'The rooms', for who may import whom.\n{result.stdout}"


def test_the_core_needs_neither_qt_nor_devices(root: Path) -> None:
    result = import_all(root, ("kiosk", "resources"), OUTSIDE)
    assert result.returncode == 0, result.stderr


def test_only_the_face_needs_qt(root: Path) -> None:
    result = import_all(root, ("drivers", "sync", "county"), ("PySide6",))
    assert result.returncode == 0, result.stderr


def test_the_check_notices_a_blocked_import(root: Path) -> None:
    assert import_all(root, ("kiosk",), ("sqlalchemy",)).returncode != 0
