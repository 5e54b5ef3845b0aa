"""Complaints about parcels (P29): the last day for an answer shows from the first minute; a late answer stays late."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.engine import Connection, Row

from kiosk import journal, limits, typed
from kiosk.catalogue import ReasonGroup
from kiosk.clock import day_number, day_of
from kiosk.errors import NotReady, Problem, Refused
from kiosk.parcels import counter_slips, rules
from kiosk.parcels.counter_model import complaint, complaint_step
from kiosk.parcels.desk import views
from kiosk.parcels.desk.exceptions import parcel_by_scan, reason_problems
from kiosk.parcels.rules import ComplaintClock
from kiosk.people import names
from kiosk.slips import spool
from kiosk.station import Station
from kiosk.wire import counter_events as facts


@dataclass(frozen=True)
class ComplaintForm:
    """What the resident says.

    Attributes:
        waybill: Number as known; may be of a parcel that never came.
        reason: Code of the catalogue's group ``complaint``.
        text: In the resident's words.
        name: Who complains.
        phone: Where to answer, or "".
    """

    waybill: str
    reason: str
    text: str
    name: str
    phone: str = ""


@dataclass(frozen=True)
class Done:
    """Something that was done about a complaint."""

    at_ms: int
    by: str
    text: str


@dataclass(frozen=True)
class Complaint:
    """A complaint as a screen shows it.

    Attributes:
        id: Names it.
        number: The county's, or "" for one made here.
        parcel: Id, or 0 when it was never here.
        reason: In words, or "".
        clock: Due day, days left, late: red when it is.
        answered_ms: None while it is open.
        steps: What was done, the oldest first.
    """

    id: int
    number: str
    waybill: str
    parcel: int
    reason: str
    text: str
    name: str
    masked: str
    phone: str
    made_ms: int
    clock: ComplaintClock
    answered_ms: int | None
    answer: str
    steps: tuple[Done, ...]

    @property
    def open(self) -> bool:
        """Nobody has answered."""
        return self.answered_ms is None


def make(station: Station, form: ComplaintForm, by: str) -> Complaint:
    """Take down a complaint; the slip with the due day is queued.

    Raises:
        NotReady: Every problem of the form.
    """
    if problems := _problems(station, form):
        raise NotReady(problems)
    at = station.clock.now()
    with station.store.write() as db:
        number = rules.clean_number(form.waybill)
        row = parcel_by_scan(db, form.waybill)
        fact = facts.ComplaintMade(
            row.waybill if row else number, row.id if row else 0, form.reason, form.text.strip(), form.name.strip(),
            rules.normalise_phone(form.phone), station.catalogue.limits.complaint_days,
        )  # fmt: skip
        entry = journal.append(db, fact, at, by)
        made = _one(db, station, entry.ref, entry.day)
        slip = counter_slips.complaint_slip(station, entry, made.waybill, made.reason, made.clock.due)
        spool.queue(db, entry, slip)
        return made


def note(station: Station, complaint_id: int, text: str, by: str) -> Complaint:
    """Keep what was done about it.

    Raises:
        NotReady: No text, or too long.
        Refused: ``counter.no_complaint``, ``counter.complaint_answered``.
    """
    _check_text(text, "text")
    at = station.clock.now()
    with station.store.write() as db:
        _must_be_open(db, complaint_id)
        entry = journal.append(db, facts.ComplaintNoted(complaint_id, text.strip()), at, by)
        return _one(db, station, complaint_id, entry.day)


def answer(station: Station, complaint_id: int, text: str, by: str) -> Complaint:
    """The person has the answer; after the due day it is recorded as late.

    Raises:
        NotReady: No text, or too long.
        Refused: ``counter.no_complaint``, ``counter.complaint_answered``.
    """
    _check_text(text, "answer")
    at = station.clock.now()
    with station.store.write() as db:
        row, today = _must_be_open(db, complaint_id), journal.business_day(db, at)
        clock = _clock(station, row, today)
        fact = facts.ComplaintAnswered(complaint_id, text.strip(), day_number(clock.due), clock.late)
        journal.append(db, fact, at, by)
        return _one(db, station, complaint_id, today)


def open_ones(station: Station) -> tuple[Complaint, ...]:
    """Complaints without an answer, the earliest first."""
    with station.store.read() as db:
        found = _some(db, station, complaint.c.answered_ms.is_(None), views.business_today(db, station))
    return tuple(sorted(found, key=lambda one: (one.clock.due, one.id)))


def recent(station: Station, rows_max: int = limits.search_rows_max) -> tuple[Complaint, ...]:
    """The last complaints, answered or not, the newest first."""
    with station.store.read() as db:
        newest = select(complaint.c.id).order_by(complaint.c.made_ms.desc()).limit(rows_max)
        found = _some(db, station, complaint.c.id.in_(newest), views.business_today(db, station))
    return tuple(sorted(found, key=lambda one: -one.made_ms))


def one(station: Station, complaint_id: int) -> Complaint:
    """One complaint.

    Raises:
        Refused: ``counter.no_complaint``.
    """
    with station.store.read() as db:
        return _one(db, station, complaint_id, views.business_today(db, station))


def of_parcel(station: Station, parcel_id: int) -> tuple[Complaint, ...]:
    """Complaints about one parcel."""
    with station.store.read() as db:
        return _some(db, station, complaint.c.parcel == parcel_id, views.business_today(db, station))


def _problems(station: Station, form: ComplaintForm) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    if not 0 < len(rules.clean_number(form.waybill)) <= limits.waybill_chars_max:
        problems.append(Problem("waybill", "counter.waybill"))
    problems += reason_problems(station, ReasonGroup.COMPLAINT, form.reason)
    problems += _text_problems(form.text, "text")
    problems += names.problems_in_name(form.name)
    if form.phone and not rules.phone_ok(form.phone):
        problems.append(Problem("phone", "sending.phone"))
    return tuple(problems)


def _text_problems(text: str, field: str) -> tuple[Problem, ...]:
    if not text.strip():
        return (Problem(field, "counter.text"),)
    return typed.problems(field, text, limits.note_chars_max)


def _check_text(text: str, field: str) -> None:
    if problems := _text_problems(text, field):
        raise NotReady(problems)


def _must_be_open(db: Connection, complaint_id: int) -> "Row[tuple[object, ...]]":
    row = db.execute(select(complaint).where(complaint.c.id == complaint_id)).first()
    if row is None:
        raise Refused("counter.no_complaint")
    if row.answered_ms is not None:
        raise Refused("counter.complaint_answered")
    return row


def _clock(station: Station, row: "Row[tuple[object, ...]]", today: date) -> ComplaintClock:
    """An answered one keeps the due day and the verdict that its answer recorded."""
    made = day_of(row.made_day)
    if row.answered_day is None:
        days = station.catalogue.limits.complaint_days if row.term_days is None else row.term_days
        return rules.complaint_clock(made, today, days)
    due = day_of(row.due)
    return ComplaintClock(due, (due - day_of(row.answered_day)) // timedelta(days=1), bool(row.late))


def _one(db: Connection, station: Station, complaint_id: int, today: date) -> Complaint:
    if not (found := _some(db, station, complaint.c.id == complaint_id, today)):
        raise Refused("counter.no_complaint")
    return found[0]


def _some(db: Connection, station: Station, where: ColumnElement[bool], today: date) -> tuple[Complaint, ...]:
    rows = db.execute(select(complaint).where(where).order_by(complaint.c.id).limit(limits.rows_max)).all()
    steps: dict[int, list[Done]] = {row.id: [] for row in rows}
    done = select(complaint_step).where(complaint_step.c.complaint.in_(steps)).order_by(complaint_step.c.position)
    for step in db.execute(done):
        steps[step.complaint].append(Done(step.at_ms, step.by, step.text))
    return tuple(_view(station, row, tuple(steps[row.id]), today) for row in rows)


def _view(station: Station, row: "Row[tuple[object, ...]]", steps: tuple[Done, ...], today: date) -> Complaint:
    reason = station.catalogue.reason(ReasonGroup.COMPLAINT, row.reason).name if row.reason else ""
    return Complaint(
        row.id, row.number, row.waybill, row.parcel, reason, row.text, row.name, names.masked(row.name), row.phone,
        row.made_ms, _clock(station, row, today), row.answered_ms, row.answer, steps,
    )  # fmt: skip
