"""The parcel counter's part of the home page: today's numbers, what waits, for whom, and what to do about it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kiosk.clock import day_number, day_of
from kiosk.parcels.desk import complaints, duties, exceptions, handover, manifests, notices, retention, views
from kiosk.parcels.model import parcel_day
from kiosk.parcels.rules import Stage
from ui.bridge.home import Action, Bar, Figure, HomePart, HomeSource, Task

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.engine import Connection

    from kiosk.clock import Instant
    from kiosk.station import Station
    from kiosk.texts import Texts

CHART_DAYS = 14


def daily(station: "Station", db: "Connection", _now: "Instant", texts: "Texts") -> HomePart:
    """The two main jobs, today's numbers and the fortnight's bars."""
    today = views.business_today(db, station)
    by_day = _by_day(db, today)
    taken_in, picked_up = by_day.get(day_number(today), (0, 0))
    days = [day_number(today) - back for back in range(CHART_DAYS - 1, -1, -1)]
    return HomePart(
        actions=(
            Action("package-plus", texts("home.take_in"), texts("home.take_in_how"), "IntakePage"),
            Action("package-check", texts("home.hand_out"), texts("home.hand_out_how"), "PickupPage"),
            Action("package-open", texts("home.send"), texts("home.send_how"), "SendPage"),
            Action("truck", texts("home.hand_over"), texts("home.hand_over_how"), "HandoverPage"),
        ),
        figures=(
            Figure(str(taken_in), texts("home.figure_in")),
            Figure(str(picked_up), texts("home.figure_out")),
            Figure(str(_here(db)), texts("home.figure_here")),
        ),
        bars=tuple(Bar(by_day.get(day, (0, 0))[0], _label(day, days)) for day in days),
        bars_text=texts("home.bars", days=CHART_DAYS),
    )


def waiting(station: "Station", db: "Connection", _now: "Instant", texts: "Texts") -> HomePart:
    """Everything of the parcel counter that needs a person today."""
    today = views.business_today(db, station)
    tasks: list[Task] = []
    for find in (_van, _complaints, _retained, _returns, _calls, _duties, _leaving):
        tasks += find(station, db, today, texts)
    return HomePart(tasks=tuple(tasks))


PARTS: tuple[HomeSource, ...] = (daily, waiting)
Finder = Callable[["Station", "Connection", "date", "Texts"], Iterator[Task]]


def _by_day(db: "Connection", today: "date") -> dict[int, tuple[int, int]]:
    """Day number → taken in and picked up, mistakes taken off; from the day counters, whatever the station's age."""
    since = day_number(today - timedelta(days=CHART_DAYS))
    query = (
        select(
            parcel_day.c.day,
            func.sum(parcel_day.c.taken_in - parcel_day.c.undone),
            func.sum(parcel_day.c.picked_up - parcel_day.c.put_back),
        )
        .where(parcel_day.c.day > since)
        .group_by(parcel_day.c.day)
    )
    return {day: (int(taken_in), int(out)) for day, taken_in, out in db.execute(query)}


def _here(db: "Connection") -> int:
    from kiosk.parcels.model import place  # noqa: PLC0415

    return int(db.execute(select(func.coalesce(func.sum(place.c.stored), 0))).scalar_one())


def _label(day: int, days: list[int]) -> str:
    shown = day in {days[0], days[len(days) // 2], days[-1]}
    return f"{day_of(day):%m-%d}" if shown else ""


def _van(station: "Station", _db: "Connection", _today: "date", texts: "Texts") -> Iterator[Task]:
    for one in manifests.due_today(station):
        title = texts("home.van", number=one.number, count=one.expected)
        state = (
            texts("home.van_begun", arrived=one.arrived, missing=one.missing) if one.arrived else texts("home.van_do")
        )
        yield Task("truck", "brand", title, state, "IntakePage", {"manifest": one.number}, urgency=70)


def _complaints(station: "Station", _db: "Connection", _today: "date", texts: "Texts") -> Iterator[Task]:
    waiting_ones = complaints.open_ones(station)
    if not waiting_ones:
        return
    late = [one for one in waiting_ones if one.clock.late]
    soonest = min(one.clock.days_left for one in waiting_ones)
    tone, urgency = ("danger", 100) if late else ("attention", 80)
    text = texts("home.complaint_late", count=len(late)) if late else texts("home.complaint_due", days=soonest)
    title = texts("home.complaints", count=len(waiting_ones))
    yield Task("circle-alert", tone, title, text, "ComplaintsPage", urgency=urgency)


def _retained(station: "Station", db: "Connection", _today: "date", texts: "Texts") -> Iterator[Task]:
    counts = retention.counts(db, station)
    total = sum(count for stage, count in counts.items() if stage is not Stage.FRESH)
    if total:
        urgent = counts.get(Stage.URGENT, 0)
        title = texts("home.retained", count=total)
        yield Task(
            "package-open", "attention", title, texts("home.retained_do", urgent=urgent), "RetentionPage", urgency=60
        )


def _returns(station: "Station", db: "Connection", today: "date", texts: "Texts") -> Iterator[Task]:
    due = exceptions.due_for_return(db, station, today)
    if due:
        title = texts("home.returns", count=len(due))
        yield Task("undo-2", "attention", title, texts("home.returns_do"), "ExceptionsPage", urgency=55)


def _calls(station: "Station", _db: "Connection", _today: "date", texts: "Texts") -> Iterator[Task]:
    people = notices.call_list(station)
    if people:
        title = texts("home.calls", count=len(people))
        yield Task("phone-call", "brand", title, texts("home.calls_do"), "CallListPage", urgency=50)


def _duties(station: "Station", db: "Connection", today: "date", texts: "Texts") -> Iterator[Task]:
    overdue = [line for line in duties.board_of(db, station, today) if line.overdue]
    if overdue:
        names = "、".join(line.name if texts.language == "zh" else line.name_en for line in overdue[:3])
        title = texts("home.duties", count=len(overdue))
        yield Task("clipboard-check", "danger", title, names, "DutiesPage", urgency=40)


def _leaving(station: "Station", _db: "Connection", _today: "date", texts: "Texts") -> Iterator[Task]:
    ready = handover.ready(station)
    if ready.parcels or ready.sendings:
        text = texts("home.leaving_do", parcels=ready.parcels, sendings=ready.sendings)
        yield Task("truck", "soft", texts("home.leaving", town=station.town), text, "HandoverPage", urgency=30)
