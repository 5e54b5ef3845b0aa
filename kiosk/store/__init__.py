"""The station's database: SQLite through SQLCipher, WAL, synchronous=FULL, one writer.

What needs SQLAlchemy is imported when it is asked for: the first screen is there before (docs/adr/0008).
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.store.engine import SEEN, Store, savepoint
    from kiosk.store.schema import metadata

__all__ = ["SEEN", "Store", "metadata", "savepoint"]

_HOMES = {"SEEN": "engine", "Store": "engine", "metadata": "schema", "savepoint": "engine"}


def __getattr__(name: str) -> object:
    """One of :data:`__all__`, imported now (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
