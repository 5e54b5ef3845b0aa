"""A store is made from the tables that are registered: whoever opens one must know them all."""

import subprocess
import sys
from pathlib import Path

ALL = """
import importlib, pkgutil, kiosk
from kiosk.store.schema import metadata
import kiosk.rooms
known = set(metadata.tables)
for module in pkgutil.walk_packages(kiosk.__path__, "kiosk."):
    if "migrations" not in module.name:
        importlib.import_module(module.name)
print(sorted(set(metadata.tables) - known))
"""


def test_the_rooms_register_every_table() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", ALL], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert ran.stdout.strip() == "[]", "import the missing room in kiosk/rooms.py"
