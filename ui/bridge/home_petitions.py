"""Petitions' part of the home page: late, due soon, answers that nobody has told yet, whether it is solved."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.petitions.desk import list as desk
from kiosk.petitions.desk import views
from ui.bridge.home import Action, HomePart, HomeSource, Task
from ui.bridge.petitions import standing

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from kiosk.clock import Instant
    from kiosk.station import Station
    from kiosk.texts import Texts

_SOON_ROWS = 30
_NAMES_MAX = 3


def petitions(station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> HomePart:
    """The main job, and everything of petitions that needs a person."""
    action = Action(
        "message-square", texts("petition-work-ui.home.take"), texts("petition-work-ui.home.take_how"), "PetitionsPage"
    )
    return HomePart(actions=(action,), tasks=tuple(tasks(station, db, now, texts)))


PARTS: tuple[HomeSource, ...] = (petitions,)


def tasks(station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> Iterator[Task]:
    """What needs a person, the most pressing first."""
    page = desk.desk(db, station, now, by="due", limit=_SOON_ROWS)
    today = views.today(db, now)
    if page.late:
        title = texts("petition-work-ui.task.late", count=page.late)
        yield Task("clock", "danger", title, texts("petition-work-ui.task.late_do"), "PetitionListPage", {"tab": "due"},
                   urgency=80)  # fmt: skip
    soon = next((one.next_due for one in page.petitions if one.next_due and _is_soon(one.next_due)), None)
    if soon is not None:
        title, about = texts("petition-work-ui.task.soon"), standing.owed(soon, today, texts)
        yield Task("calendar-days", "attention", title, about, "PetitionListPage", {"tab": "due"}, urgency=55)
    if page.untold:
        news = desk.desk(db, station, now, by="answers", limit=_NAMES_MAX).petitions
        known = dict.fromkeys(one.name or one.number for one in news)
        who = texts("petition-work-ui.and").join(known)
        title = texts("petition-work-ui.task.answers", count=page.untold)
        yield Task("message-square", "info", title, texts("petition-work-ui.task.answers_do", who=who),
                   "PetitionListPage", {"tab": "answers"}, urgency=60)  # fmt: skip
    if calls := desk.call_out(db, station, now):
        title = texts("petition-work-ui.task.calls", count=len(calls))
        yield Task("megaphone", "soft", title, texts("petition-work-ui.task.calls_do"), "PetitionListPage",
                   {"tab": "calls"}, urgency=35)  # fmt: skip


def _is_soon(due: views.DueView) -> bool:
    return due.owner != "resident" and 0 <= due.days_left <= standing.SOON_DAYS
