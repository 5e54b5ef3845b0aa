"""The station's database: SQLite through SQLCipher, WAL, synchronous=FULL, one writer."""

from kiosk.store.engine import SEEN, Store, savepoint
from kiosk.store.schema import metadata

__all__ = ["SEEN", "Store", "metadata", "savepoint"]
