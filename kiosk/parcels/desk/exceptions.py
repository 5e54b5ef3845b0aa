"""Parcels that do not simply wait: kept on request, set aside, sent back, given up (P17, P21, P27, P28).

Each begins with a listed reason and a photo. An exception or a return closes only with a scan: back to the shelf
(:func:`clear`) or into the courier's hands (``handover``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, cast, literal, select
from sqlalchemy.engine import Connection, Row

from kiosk import journal, limits, media, typed
from kiosk.catalogue import ReasonGroup
from kiosk.clock import day_number, day_of
from kiosk.errors import NotReady, Problem, Refused
from kiosk.parcels import counter_slips, rules
from kiosk.parcels.counter_model import forgotten, parcel_case, parcel_kept
from kiosk.parcels.desk import partial, views
from kiosk.parcels.desk.partial import Partial
from kiosk.parcels.desk.sending import until_problems
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.model import ParcelState, parcel
from kiosk.parcels.projectors import row_of
from kiosk.slips import spool
from kiosk.station import Station
from kiosk.wire import counter_events as facts
from kiosk.wire.parcel_events import ListPrinted

_GROUPS = {
    "exception": ReasonGroup.EXCEPTION,
    "return": ReasonGroup.RETURN,
    "undeliverable": ReasonGroup.UNDELIVERABLE,
}


@dataclass(frozen=True)
class Case:
    """Why a parcel left the ordinary way.

    Attributes:
        id: Ref of its event.
        kind: ``exception``, ``return`` or ``undeliverable``.
        reason: Code; ``reason_name`` in words.
        photo: Digest.
        closed_ms: None while it is open.
        outcome: ``cleared``, ``unlisted``, ``handed_back``, ``picked_up``, ``given_up``, ``destroyed``, or "".
        destroy_from: First day of a letter's supervised destruction, or None.
    """

    id: int
    parcel: int
    kind: str
    reason: str
    reason_name: str
    photo: str
    note: str
    by: str
    opened_ms: int
    closed_ms: int | None
    outcome: str
    destroy_from: date | None


@dataclass(frozen=True)
class Aside:
    """A parcel with its open case (None: it has none)."""

    parcel: ParcelView
    case: Case | None


@dataclass(frozen=True)
class Returns:
    """The return list of a day (P27).

    Attributes:
        due: Their storage is over since yesterday or longer; not listed yet.
        listed: Wait for the van, with why.
    """

    due: tuple[ParcelView, ...]
    listed: tuple[Aside, ...]


# ── 暂存, delivery side ───────────────────────────────────────────────────────────────────────────────────────────────


def keep(station: Station, parcel_id: int, until: date, by: str, note: str = "") -> ParcelView:
    """Keep a parcel longer because its recipient asked; again moves the day.

    Raises:
        NotReady: The day is over or too far, the note too long.
        Refused: It is not in stock.
    """
    at = station.clock.now()
    with station.store.write() as db:
        today = journal.business_day(db, at)
        if problems := (*until_problems(until, today), *note_problems(note)):
            raise NotReady(problems)
        journal.append(db, facts.ParcelKept(parcel_id, day_number(until), note), at, by)
        return views.one(db, station, parcel_id, today)


def keep_no_more(station: Station, parcel_id: int, by: str) -> ParcelView:
    """It waits as others do; its storage ended on the day that was asked for.

    Raises:
        Refused: It was not kept.
    """
    at = station.clock.now()
    with station.store.write() as db:
        entry = journal.append(db, facts.ParcelKeptNoMore(parcel_id), at, by)
        return views.one(db, station, parcel_id, entry.day)


def kept(station: Station) -> tuple[tuple[ParcelView, date, str], ...]:
    """Kept parcels with their last day and why, the earliest day first."""
    with station.store.read() as db:
        today = views.business_today(db, station)
        rows = {row.parcel: row for row in db.execute(select(parcel_kept))}
        held = views.some(db, station, parcel.c.state == ParcelState.HELD.value, today)
    found = [(one, day_of(rows[one.id].until), str(rows[one.id].note)) for one in held]
    return tuple(sorted(found, key=lambda item: item[1]))


# ── Exceptions ────────────────────────────────────────────────────────────────────────────────────────────────────────


def set_aside(station: Station, parcel_id: int, reason: str, photo: bytes, by: str, note: str = "") -> Aside:
    """Something is wrong with a parcel: a listed reason and a photo (P17).

    Raises:
        NotReady: Every problem of the form.
        Refused: The parcel is not in stock.
    """
    _check(station, "exception", reason, photo, note)
    kept_photo, at = media.put(station, photo), station.clock.now()
    with station.store.write() as db:
        fact = facts.ParcelSetAside(parcel_id, reason, kept_photo.digest, note)
        entry = journal.append(db, fact, at, by)
        media.announce(db, kept_photo, entry, at, by)
        return _aside(db, station, parcel_id, entry.day)


def clear(station: Station, scan: str, by: str, note: str = "") -> ParcelView:
    """It was put right: scanned, it goes back to the shelf. Without the scan the exception stays open.

    Raises:
        NotReady: The note is too long.
        Refused: ``counter.scan_unknown``: no parcel here has this number; ``parcels.not_from_here``: no exception.
    """
    if problems := note_problems(note):
        raise NotReady(problems)
    at = station.clock.now()
    with station.store.write() as db:
        if (row := parcel_by_scan(db, scan)) is None or not row.here:
            raise Refused("counter.scan_unknown")
        entry = journal.append(db, facts.ParcelCleared(row.id, rules.clean_number(scan), note), at, by)
        return views.one(db, station, row.id, entry.day)


def open_exceptions(station: Station) -> tuple[Aside, ...]:
    """Parcels that are set aside, the oldest case first."""
    return _asides(station, ParcelState.EXCEPTION)


# ── Returns ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def list_returns(
    station: Station, parcels: Iterable[int], reason: str, photo: bytes, by: str, note: str = ""
) -> Partial[int]:
    """Put parcels on the return list; one photo may show several. What cannot be listed is named, the rest stand.

    Raises:
        NotReady: The reason is not listed, the photo is missing, the note too long; nothing was written.
    """
    _check(station, "return", reason, photo, note)
    ids = tuple(dict.fromkeys(parcels))[: limits.rows_max]
    kept_photo, at = media.put(station, photo), station.clock.now()
    with station.store.write() as db:
        entries: list[journal.Entry] = []

        def act(parcel_id: int) -> None:
            fact = facts.ReturnListed(parcel_id, reason, kept_photo.digest, note)
            entries.append(journal.append(db, fact, at, by))

        result = partial.each(db, ids, act)
        if result.done:
            media.announce(db, kept_photo, entries[-1], at, by)
        return result


def unlist_return(station: Station, parcel_id: int, by: str, note: str = "") -> ParcelView:
    """It stays after all.

    Raises:
        NotReady: The note is too long.
        Refused: It is not on the list.
    """
    if problems := note_problems(note):
        raise NotReady(problems)
    at = station.clock.now()
    with station.store.write() as db:
        entry = journal.append(db, facts.ReturnUnlisted(parcel_id, note), at, by)
        return views.one(db, station, parcel_id, entry.day)


def returns(station: Station) -> Returns:
    """The return list: what is due since its storage ended yesterday or before, and what waits for the van."""
    with station.store.read() as db:
        due = due_for_return(db, station, views.business_today(db, station))
    return Returns(due, _asides(station, ParcelState.AWAITING_RETURN))


def due_for_return(db: Connection, station: Station, today: date) -> tuple[ParcelView, ...]:
    """In stock or kept, and the last day of storage is over (P27: the day after, it is on the list)."""
    waiting = parcel.c.state.in_((ParcelState.IN_STOCK.value, ParcelState.HELD.value))
    return views.some(db, station, (parcel.c.here == 1) & waiting & (parcel.c.storage_due < day_number(today)), today)


def print_returns(station: Station, by: str) -> int:
    """Print the return list; returns the slip's id."""
    found, at = returns(station), station.clock.now()
    rows = [(one.parcel.code, one.parcel.waybill, one.case.reason_name if one.case else "") for one in found.listed]
    expired = station.catalogue.reason(ReasonGroup.RETURN, "expired").name
    rows += [(one.code, one.waybill, expired) for one in found.due]
    with station.store.write() as db:
        entry = journal.append(db, ListPrinted("returns", tuple(one.id for one in found.due)), at, by)
        return spool.queue(db, entry, counter_slips.return_list(station, entry, rows))


# ── Given up ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def give_up(station: Station, parcel_id: int, reason: str, photo: bytes, by: str, note: str = "") -> Case:
    """Register a parcel as undeliverable; a letter may be destroyed under supervision months later (P28).

    Raises:
        NotReady: Every problem of the form.
        Refused: The parcel has ended; ``counter.on_the_van``: take it out of its batch first.
    """
    _check(station, "undeliverable", reason, photo, note)
    kept_photo, at = media.put(station, photo), station.clock.now()
    with station.store.write() as db:
        row = row_of(db, parcel_id)
        if row.state == ParcelState.HANDED_TO_VAN:  # it stands on a batch that is still open
            raise Refused("counter.on_the_van", waybill=row.waybill)
        months = station.catalogue.limits.letter_months
        first = day_number(rules.letter_due(day_of(row.taken_in_day), months)) if row.letter else 0
        fact = facts.ParcelGivenUp(parcel_id, reason, kept_photo.digest, first, note)
        entry = journal.append(db, fact, at, by)
        media.announce(db, kept_photo, entry, at, by)
        return history_of(db, station, parcel_id)[-1]


def undeliverable(station: Station) -> tuple[Aside, ...]:
    """Parcels registered undeliverable, the oldest case first; letters bear the day of their destruction."""
    return _asides(station, ParcelState.UNDELIVERABLE)


# ── Questions and parts ───────────────────────────────────────────────────────────────────────────────────────────────


def history(station: Station, parcel_id: int) -> tuple[Case, ...]:
    """Every case of a parcel, the oldest first."""
    with station.store.read() as db:
        return history_of(db, station, parcel_id)


def history_of(db: Connection, station: Station, parcel_id: int) -> tuple[Case, ...]:
    """As :func:`history`, inside a transaction."""
    rows = db.execute(select(parcel_case).where(parcel_case.c.parcel == parcel_id).order_by(parcel_case.c.id))
    return tuple(case_of(station, row) for row in rows)


def case_of(station: Station, row: "Row[tuple[object, ...]]") -> Case:
    """A row of ``parcel_case`` as a screen shows it."""
    return Case(
        row.id, row.parcel, row.kind, row.reason, station.catalogue.reason(_GROUPS[row.kind], row.reason).name,
        row.photo, row.note, row.by, row.opened_ms, row.closed_ms, row.outcome,
        day_of(row.destroy_from) if row.destroy_from else None,
    )  # fmt: skip


def parcel_by_scan(db: Connection, scan: str) -> "Row[tuple[object, ...]] | None":
    """The parcel of a scanned number: the one that is here, else the latest; by waybill, else by pickup code."""
    number, code = rules.clean_number(scan), rules.normalise_code(scan)
    by_waybill = select(parcel).where(parcel.c.waybill == number).order_by(parcel.c.here.desc(), parcel.c.id.desc())
    if number and (row := db.execute(by_waybill.limit(1)).first()):
        return row
    return db.execute(select(parcel).where(parcel.c.here == 1, parcel.c.code_key == code)).first() if code else None


def note_problems(note: str) -> tuple[Problem, ...]:
    """What is wrong with a note."""
    return typed.problems("note", note, limits.note_chars_max)


def reason_problems(station: Station, group: ReasonGroup, reason: str, field: str = "reason") -> tuple[Problem, ...]:
    """Whether a reason is listed."""
    listed = reason in {one.code for one in station.catalogue.reasons(group)}
    return () if listed else (Problem(field, "counter.reason"),)


def _check(station: Station, kind: str, reason: str, photo: bytes, note: str) -> None:
    problems = list(reason_problems(station, _GROUPS[kind], reason))
    if not photo:
        problems.append(Problem("photo", "counter.photo"))
    if all_of_them := (*problems, *note_problems(note)):
        raise NotReady(all_of_them)


def _aside(db: Connection, station: Station, parcel_id: int, today: date) -> Aside:
    return Aside(views.one(db, station, parcel_id, today), history_of(db, station, parcel_id)[-1])


def _asides(station: Station, state: ParcelState) -> tuple[Aside, ...]:
    with station.store.read() as db:
        today = views.business_today(db, station)
        lasting = parcel.c.state == state.value
        if state is ParcelState.UNDELIVERABLE:
            # An end that parcels never leave: without this the list would grow for ever.
            subject = literal("p:").concat(cast(parcel.c.id, String))
            lasting &= ~select(forgotten.c.day).where(forgotten.c.subject == subject).exists()
        found = views.some(db, station, lasting, today)
        still_open = parcel_case.c.closed_ms.is_(None) & parcel_case.c.parcel.in_([one.id for one in found])
        rows = db.execute(select(parcel_case).where(still_open).order_by(parcel_case.c.id)).all()
    cases = {row.parcel: case_of(station, row) for row in rows}
    return tuple(
        sorted((Aside(one, cases.get(one.id)) for one in found), key=lambda aside: aside.case.id if aside.case else 0)
    )
