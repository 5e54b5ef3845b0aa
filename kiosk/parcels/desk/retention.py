"""Parcels that have waited long: the ladder of the county's days, and every reminder with its outcome (P16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Row

from kiosk import journal, limits
from kiosk.catalogue import ReasonGroup
from kiosk.clock import day_number, local
from kiosk.errors import NotReady, Problem, Refused
from kiosk.parcels.counter_model import reminder
from kiosk.parcels.desk import notices, partial, views
from kiosk.parcels.desk.exceptions import note_problems, reason_problems
from kiosk.parcels.desk.partial import Partial
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.model import RELEASABLE, parcel
from kiosk.parcels.rules import Stage
from kiosk.station import Station
from kiosk.wire.counter_events import ReminderMade

CHANNELS = ("call", "visit", "sms", "wechat")
QUEUED = "queued"
"""The outcome of a message that has no answer yet."""


@dataclass(frozen=True)
class Reminder:
    """One reminder.

    Attributes:
        outcome: Code of the catalogue's group ``retention``, or ``queued``; ``outcome_name`` in words, "" for queued.
    """

    at_ms: int
    by: str
    channel: str
    stage: Stage
    outcome: str
    outcome_name: str
    note: str


@dataclass(frozen=True)
class Waiting:
    """A retained parcel.

    Attributes:
        parcel: Its view has the days and the stage.
        last: Its last reminder, or None.
        reminded: How often.
        due: A reminder is due: none was made at this stage, or the last one at it found nobody and was on another day.
    """

    parcel: ParcelView
    last: Reminder | None
    reminded: int
    due: bool


@dataclass(frozen=True)
class Ladder:
    """The worklist of a day, each stage with its longest waiting first.

    Attributes:
        warn: Stage 1; ``serious`` 2, ``urgent`` 3.
    """

    warn: tuple[Waiting, ...]
    serious: tuple[Waiting, ...]
    urgent: tuple[Waiting, ...]

    @property
    def due(self) -> int:
        """How many reminders are due."""
        return sum(one.due for one in (*self.warn, *self.serious, *self.urgent))

    @property
    def count(self) -> int:
        """How many parcels are retained."""
        return len(self.warn) + len(self.serious) + len(self.urgent)


def worklist(station: Station) -> Ladder:
    """Every parcel that has reached the ladder, by stage."""
    with station.store.read() as db:
        return ladder(db, station)


def ladder(db: Connection, station: Station) -> Ladder:
    """As :func:`worklist`, inside a transaction."""
    today = views.business_today(db, station)
    book = station.catalogue
    first = min((book.limits.ladder_days, *(one.ladder_days for one in book.carriers if one.ladder_days)))[0]
    waits = parcel.c.state.in_([state.value for state in RELEASABLE])
    old = parcel.c.taken_in_day <= day_number(today) - first
    found = views.some(db, station, (parcel.c.here == 1) & waits & old, today)
    last = _last_reminders(db, station, [one.id for one in found])
    waiting = [_waiting(one, last.get(one.id), today) for one in found if one.stage]
    by_stage = {stage: tuple(item for item in waiting if item.parcel.stage is stage) for stage in Stage}
    return Ladder(by_stage[Stage.WARN], by_stage[Stage.SERIOUS], by_stage[Stage.URGENT])


def counts(db: Connection, station: Station) -> dict[Stage, int]:
    """How many parcels stand at each stage, without reading them: for home and the day report."""
    today, book = day_number(views.business_today(db, station)), station.catalogue
    found = dict.fromkeys(Stage, 0)
    waits = parcel.c.state.in_([state.value for state in RELEASABLE])
    query = select(parcel.c.carrier, parcel.c.taken_in_day, func.count()).where(parcel.c.here == 1, waits)
    for carrier, taken_in, count in db.execute(query.group_by(parcel.c.carrier, parcel.c.taken_in_day)):
        reached = sum(today - taken_in >= days for days in book.retention(carrier))
        found[Stage(reached)] += count
    return found


def remind(station: Station, parcels: Iterable[int], channel: str, outcome: str, by: str, note: str = "") -> None:
    """Keep a reminder that a person made, with what came of it. ``refused`` calls for a return as the next step.

    Args:
        station: Of the counter.
        parcels: All of one person, or of one round.
        channel: ``call`` or ``visit``.
        outcome: Code of the catalogue's group ``retention`` (无回应, 确认取件, 延迟, 拒收 …).
        by: The acting clerk's code.
        note: What was said.

    Raises:
        NotReady: Every problem of the form.
        Refused: A parcel is not here.
    """
    ids = tuple(dict.fromkeys(parcels))
    problems = [*reason_problems(station, ReasonGroup.RETENTION, outcome, "outcome"), *note_problems(note)]
    if not 0 < len(ids) <= limits.rows_max:
        problems.append(Problem("parcels", "counter.choose"))
    if channel not in CHANNELS[:2]:
        problems.append(Problem("channel", "counter.channel"))
    if problems:
        raise NotReady(tuple(problems))
    at = station.clock.now()
    with station.store.write() as db:
        today = journal.business_day(db, at)
        stages = [_here(one).stage for one in views.these(db, station, ids, today)]
        journal.append(db, ReminderMade(ids, channel, int(max(stages)), outcome, note), at, by)


def remind_by_message(station: Station, parcels: Iterable[int], by: str) -> Partial[int]:
    """Queue the county's message for each parcel whose recipient can be reached so; the others are named."""
    ids = tuple(dict.fromkeys(parcels))[: limits.rows_max]
    at = station.clock.now()
    with station.store.write() as db:
        today = journal.business_day(db, at)

        def act(parcel_id: int) -> None:
            one = _here(views.one(db, station, parcel_id, today))
            if not notices.queue(db, station, one, at, by, reason="waiting"):
                raise Refused("counter.no_message")
            journal.append(db, ReminderMade((parcel_id,), one.channel, int(one.stage), QUEUED), at, by)

        return partial.each(db, ids, act)


def reminders(station: Station, parcel_id: int) -> tuple[Reminder, ...]:
    """Every reminder of a parcel, the oldest first."""
    with station.store.read() as db:
        rows = db.execute(select(reminder).where(reminder.c.parcel == parcel_id).order_by(reminder.c.id)).all()
    return tuple(_reminder(station, row) for row in rows)


def _here(one: ParcelView) -> ParcelView:
    if not one.here:
        raise Refused("parcels.not_here")
    return one


def _waiting(one: ParcelView, told: tuple[Reminder, int] | None, today: date) -> Waiting:
    last, times = told or (None, 0)
    return Waiting(one, last, times, _is_due(one, last, day_number(today)))


def _is_due(one: ParcelView, last: Reminder | None, today: int) -> bool:
    """Once a stage; again on another day when nobody answered."""
    if last is None or last.stage < one.stage:
        return True
    return last.outcome in ("no_answer", QUEUED) and _day(last) < today


def _day(last: Reminder) -> int:
    return day_number(local(last.at_ms).date())


def _last_reminders(db: Connection, station: Station, ids: list[int]) -> dict[int, tuple[Reminder, int]]:
    newest = select(func.max(reminder.c.id).label("id"), reminder.c.parcel, func.count().label("times"))
    newest_of = newest.where(reminder.c.parcel.in_(ids)).group_by(reminder.c.parcel).subquery()
    same = (reminder.c.id == newest_of.c.id) & (reminder.c.parcel == newest_of.c.parcel)
    rows = db.execute(select(reminder, newest_of.c.times).join(newest_of, same))
    return {row.parcel: (_reminder(station, row), row.times) for row in rows}


def _reminder(station: Station, row: "Row[tuple[object, ...]]") -> Reminder:
    named = "" if row.outcome == QUEUED else station.catalogue.reason(ReasonGroup.RETENTION, row.outcome).name
    return Reminder(row.at_ms, row.by, row.channel, Stage(row.stage), row.outcome, named, row.note)
