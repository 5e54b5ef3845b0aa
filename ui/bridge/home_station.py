"""What the station itself puts on the home page: a doubtful date, unread messages, slips that could not be printed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.people import day, messages
from kiosk.slips import spool
from ui.bridge.home import HomePart, Task

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from kiosk.clock import Instant
    from kiosk.station import Station
    from kiosk.texts import Texts


def station_part(_station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> HomePart:
    """A :data:`~ui.bridge.home.HomeSource`."""
    return HomePart(tasks=tuple(_tasks(db, now, texts)))


def _tasks(db: "Connection", now: "Instant", texts: "Texts") -> Iterator[Task]:
    if (doubt := day.doubt(db, now)) is not None:
        clock, books = f"{doubt.clock_day:%Y-%m-%d}", f"{doubt.business_day:%Y-%m-%d}"
        said = texts("station-ui.home.day", clock=clock, books=books)
        yield Task("calendar-days", "danger", said, texts("station-ui.home.day_hint"), "SettingsPage", urgency=9)
    if count := messages.unread(db):
        said, hint = texts("station-ui.home.messages", count=count), texts("station-ui.home.messages_hint")
        yield Task("message-square", "info", said, hint, "MessagesPage", urgency=4)
    if count := spool.failed_count(db):
        said, hint = texts("station-ui.home.slips", count=count), texts("station-ui.home.slips_hint")
        yield Task("printer", "attention", said, hint, "SlipsPage", {"only": "failed"}, urgency=3)
