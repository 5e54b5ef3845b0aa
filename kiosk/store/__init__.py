"""The station's database: SQLite through SQLCipher, WAL, synchronous=FULL, one writer."""

from kiosk.store.engine import Store
from kiosk.store.schema import metadata

__all__ = ["Store", "metadata"]
