"""The last meetings with the county, a short list for the screen: when, what came of it, how much became safe.

Like meetings in a row (a quiet heartbeat every minute, the same failure all night) are one line that counts.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kiosk.journal import kv
from kiosk.journal.model import lane

KEY = "courier.exchanges"
STATE_KEY = "courier"
"""Where the courier keeps how things stand (``sync.courier.CourierState``)."""
_KEPT_MAX = 30


@dataclass(frozen=True)
class Exchange:
    """One line of the list.

    Attributes:
        at_ms: The latest of them, ms since 1970 UTC.
        failure_key: Key of the trouble; "" when the county answered.
        failure_values: What its text mentions.
        sent: Events that became safe at the county.
        times: How many alike in a row.
        acked: Events at the county in all, then.
    """

    at_ms: int
    failure_key: str = ""
    failure_values: Mapping[str, str] = field(default_factory=dict)
    sent: int = 0
    times: int = 1
    acked: int = 0


def note(db: Connection, at_ms: int, failure_key: str = "", failure_values: Mapping[str, object] | None = None) -> None:
    """Add what came of an exchange, inside the courier's own transaction."""
    before = recent(db)
    acked = int(db.execute(select(func.coalesce(func.sum(lane.c.acked_seq), 0))).scalar_one())
    last = before[0] if before else Exchange(0)
    values = {name: str(value) for name, value in (failure_values or {}).items()}
    new = Exchange(at_ms, failure_key, values, max(0, acked - last.acked), 1, acked)
    alike = bool(before) and last.failure_key == failure_key and not new.sent and not last.sent
    if alike:
        new = Exchange(at_ms, failure_key, values, 0, last.times + 1, acked)
    kept = (new, *before[1 if alike else 0 :])[:_KEPT_MAX]
    kv.put(db, KEY, [asdict(one) for one in kept])


def recent(db: Connection) -> tuple[Exchange, ...]:
    """The list, newest first."""
    return tuple(Exchange(**one) for one in kv.get(db, KEY, []))


def standing(db: Connection) -> str:
    """``normal``, ``paused`` or ``revoked``, as the county last said; only a normal station trades."""
    return str(kv.get(db, STATE_KEY, {}).get("standing", "normal"))
