"""Small bookkeeping values by name, as JSON."""

import json
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection

from kiosk.journal.model import kv
from kiosk.store.prepared import Prepared

_GET = Prepared(select(kv.c.value).where(kv.c.key == bindparam("a_key")))
_UPSERT = insert(kv)
_UPSERT = _UPSERT.on_conflict_do_update(index_elements=["key"], set_={"value": _UPSERT.excluded.value})


def get(db: Connection, key: str, default: Any = None) -> Any:  # noqa: ANN401 - JSON
    """The value of ``key``, or ``default``."""
    row = _GET(db, a_key=key).first()
    return default if row is None else json.loads(row.value)


def put(db: Connection, key: str, value: Any) -> None:  # noqa: ANN401 - JSON
    """Set ``key``."""
    db.execute(_UPSERT, {"key": key, "value": json.dumps(value, ensure_ascii=False)})
