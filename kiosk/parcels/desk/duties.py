"""The duty board (P31): filing, training, drill, fire check; an overdue duty stays on the first screen until signed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kiosk import journal, limits, media, typed
from kiosk.clock import day_of
from kiosk.errors import NotReady, Problem
from kiosk.parcels import rules
from kiosk.parcels.counter_model import duty
from kiosk.parcels.desk import views
from kiosk.station import Station
from kiosk.wire.counter_events import DutySigned


@dataclass(frozen=True)
class DutyLine:
    """One duty of the catalogue.

    Attributes:
        code: Of the duty; ``name`` in words, ``basis`` says where it is asked for.
        last: Day when it was signed last, None for never; ``by`` whom.
        due: The day until which it must be signed again; today for one that never was.
        overdue: Red, and on the first screen.
        days_left: Until ``due``; negative after it.
    """

    code: str
    name: str
    name_en: str
    basis: str
    every_days: int
    last: date | None
    by: str
    note: str
    due: date
    overdue: bool
    days_left: int


@dataclass(frozen=True)
class Signature:
    """One entry of a duty's history."""

    day: date
    by: str
    note: str
    photo: str


def board(station: Station) -> tuple[DutyLine, ...]:
    """Every duty, the most urgent first."""
    with station.store.read() as db:
        return board_of(db, station, views.business_today(db, station))


def overdue(station: Station) -> tuple[DutyLine, ...]:
    """What the first screen shows until it is signed."""
    return tuple(line for line in board(station) if line.overdue)


def sign(station: Station, code: str, by: str, note: str = "", photo: bytes = b"") -> DutyLine:
    """A duty was done today.

    Raises:
        NotReady: It is not in the catalogue; the note is too long.
    """
    problems = []
    if code not in {one.code for one in station.catalogue.duties}:
        problems.append(Problem("duty", "counter.duty"))
    problems += typed.problems("note", note, limits.note_chars_max)
    if problems:
        raise NotReady(tuple(problems))
    kept, at = media.put(station, photo), station.clock.now()
    with station.store.write() as db:
        entry = journal.append(db, DutySigned(code, note.strip(), kept.digest), at, by)
        media.announce(db, kept, entry, at, by)
        return next(line for line in board_of(db, station, entry.day) if line.code == code)


def history(station: Station, code: str, rows_max: int = 50) -> tuple[Signature, ...]:
    """Who signed a duty, the newest first."""
    with station.store.read() as db:
        rows = db.execute(select(duty).where(duty.c.duty == code).order_by(duty.c.id.desc()).limit(rows_max)).all()
    return tuple(Signature(day_of(row.day), row.by, row.note, row.photo) for row in rows)


def board_of(db: Connection, station: Station, today: date) -> tuple[DutyLine, ...]:
    """As :func:`board`, inside a transaction."""
    newest = select(func.max(duty.c.id)).group_by(duty.c.duty)
    last = {row.duty: row for row in db.execute(select(duty).where(duty.c.id.in_(newest)))}
    lines = []
    for one in station.catalogue.duties:
        row = last.get(one.code)
        done = day_of(row.day) if row else None
        due = rules.duty_due(done, one.every_days, today)
        lines.append(
            DutyLine(
                one.code, one.name, one.name_en, one.basis, one.every_days, done, row.by if row else "",
                row.note if row else "", due, done is None or today > due, (due - today).days,
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (not line.overdue, line.due)))
