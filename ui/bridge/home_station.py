"""What the station itself puts on the home page: a doubtful date, a wrong clock, unread messages, unprinted slips."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.people import day, messages
from kiosk.slips import spool
from ui.bridge.home import HomePart, Task
from ui.words import span_text

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from kiosk.clock import Instant
    from kiosk.station import Station
    from kiosk.texts import Texts


_DRIFT_MS_MIN = 2 * 60_000
"""A difference to the county's clock (O13) that is worth a word; records and slips bear the corrected time anyhow."""


def station_part(_station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> HomePart:
    """A :data:`~ui.bridge.home.HomeSource`."""
    return HomePart(tasks=tuple(_tasks(db, now, texts)))


def _tasks(db: "Connection", now: "Instant", texts: "Texts") -> Iterator[Task]:
    if (doubt := day.doubt(db, now)) is not None:
        clock, books = f"{doubt.clock_day:%Y-%m-%d}", f"{doubt.business_day:%Y-%m-%d}"
        said = texts("station-ui.home.day", clock=clock, books=books)
        yield Task("calendar-days", "danger", said, texts("station-ui.home.day_hint"), "SettingsPage", urgency=9)
    if abs(now.offset_ms) >= _DRIFT_MS_MIN:
        key = "station-ui.home.clock_behind" if now.offset_ms > 0 else "station-ui.home.clock_ahead"
        said = texts(key, span=span_text(abs(now.offset_ms), texts))
        yield Task("clock", "attention", said, texts("station-ui.home.clock_hint"), "SettingsPage", urgency=5)
    if count := messages.unread(db):
        said, hint = texts("station-ui.home.messages", count=count), texts("station-ui.home.messages_hint")
        yield Task("message-square", "info", said, hint, "MessagesPage", urgency=4)
    if count := spool.failed_count(db):
        said, hint = texts("station-ui.home.slips", count=count), texts("station-ui.home.slips_hint")
        yield Task("printer", "attention", said, hint, "SlipsPage", {"only": "failed"}, urgency=3)
