"""What the county decides, in one numbered order that every station reads from its own cursor on."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county import projections
from county.model import decision, station
from county.projections import Decided
from county.store import lock_feed
from kiosk.wire.codec import Malformed, decisions_page_max
from kiosk.wire.events import Decision, encode
from kiosk.wire.feed import Item, Page

PAGE_BYTES_MAX = 256 * 1024
DECISION_BYTES_MAX = 1024 * 1024
"""A larger one would fit no answer, and nothing behind it would ever reach its station."""
CURSOR_LEAD_MAX = 1_000_000


def decide(db: Connection, fact: Decision, at_ms: int, to: str = "") -> int:
    """Enter one decision, and let it have its effect here.

    Args:
        db: Inside ``store.write()``.
        fact: What was decided.
        at_ms: County time.
        to: The station's code; "" for all.

    Returns:
        Its number in the feed.

    Raises:
        Malformed: Beyond ``DECISION_BYTES_MAX``, or with letters that are none, as a foreign encoding leaves them.
    """
    body, number = _encoded(fact), _next_number(db)
    row = {"number": number, "station": to, "kind": fact.KIND, "version": fact.VERSION}
    db.execute(sa.insert(decision), {**row, "at_ms": at_ms, "body": body})
    projections.apply(db, Decided(number, to, at_ms), fact)
    return number


def _encoded(fact: Decision) -> bytes:
    try:
        body = encode(fact)
    except UnicodeEncodeError as error:
        raise Malformed(what=type(fact).__name__) from error
    if len(body) > DECISION_BYTES_MAX:
        raise Malformed(what=type(fact).__name__)
    return body


def page_for(db: Connection, code: str, after: int) -> Page | None:
    """The next page for a station.

    Args:
        db: Any connection.
        code: The station's.
        after: Its cursor.

    Returns:
        The page, or None when there is nothing behind the cursor.
    """
    # The end first: what is committed between the two queries belongs to the next page.
    if (end := _last_number(db)) <= after:
        return None
    theirs = decision.c.station.in_(("", code)) & decision.c.number.between(after + 1, end)
    rows = db.execute(sa.select(decision).where(theirs).order_by(decision.c.number).limit(decisions_page_max + 1)).all()
    items: list[Item] = []
    size = 0
    for row in rows[:decisions_page_max]:
        size += len(row.body)
        if items and size > PAGE_BYTES_MAX:
            break
        items.append(Item(row.number, row.kind, row.version, row.at_ms, row.body))
    more = len(items) < len(rows)
    return Page(code, after, items[-1].number if more else end, more=more, items=tuple(items))


def _next_number(db: Connection) -> int:
    lock_feed(db)
    last = _last_number(db)
    # A county restored from an old copy must not use numbers again that stations have read.
    reached = sa.select(sa.func.max(station.c.cursor)).where(station.c.cursor <= last + CURSOR_LEAD_MAX)
    return max(last, db.execute(reached).scalar() or 0) + 1


def _last_number(db: Connection) -> int:
    return db.execute(sa.select(sa.func.max(decision.c.number))).scalar() or 0
