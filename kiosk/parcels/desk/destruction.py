"""What must not be kept: labels and unclaimed letters destroyed before a witness, and personal data (P28, P30).

The program forgets by itself, every day, what is old enough and safely at the county; signing the destruction of labels
does it at once, so that paper and database lose the person on the same date. A parcel with an open complaint waits.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, String, Table, cast, delete, func, literal, select
from sqlalchemy.engine import Connection, Row

from kiosk import journal, limits, media
from kiosk.clock import day_number, day_of
from kiosk.errors import NotReady, Problem, Refused
from kiosk.journal import kv, purge
from kiosk.parcels import counter_slips
from kiosk.parcels.counter_model import (
    SENDING_ENDS,
    SendingState,
    complaint,
    destruction,
    forgotten,
    parcel_case,
    sending,
)
from kiosk.parcels.desk import views
from kiosk.parcels.desk.exceptions import Aside, undeliverable
from kiosk.parcels.desk.partial import Failure, Partial
from kiosk.parcels.model import ENDS, ParcelState, manifest, parcel, pickup
from kiosk.people import clerks, names
from kiosk.slips import spool
from kiosk.station import Station
from kiosk.wire import counter_events as facts

_FROM_DAY = "forget.from_day"
_chunk = 200  # a few tenths of a second in which nobody else writes
_PHOTOS = (
    ("p", pickup.c.parcel, pickup.c.photo),
    ("p", pickup.c.parcel, pickup.c.face_photo),
    ("p", parcel_case.c.parcel, parcel_case.c.photo),
    ("s", sending.c.id, sending.c.photo),
)
"""Where photos of people's things are named."""
_SPANS = (
    ("p", parcel.c.id, parcel.c.taken_in_day, parcel.c.state_day),
    ("s", sending.c.id, sending.c.drafted_day, sending.c.state_day),
    ("c", complaint.c.id, complaint.c.made_day, complaint.c.answered_day),
    ("m", manifest.c.number, manifest.c.day, manifest.c.day),
)
"""From which day to which a subject is mentioned."""
_slack_days = 30
"""A manifest is announced before its day; a message may still be queued after a parcel has left."""


@dataclass(frozen=True)
class LabelsDue:
    """Labels that are to be destroyed.

    Attributes:
        from_day: First day on which one of these parcels ended; ``to_day`` the last.
        count: How many labels; 0 when none is due.
        since: The day on which the first became due.
    """

    from_day: date
    to_day: date
    count: int
    since: date


@dataclass(frozen=True)
class LedgerLine:
    """A line of the destruction ledger: ``kind`` is ``labels`` or ``letters``."""

    id: int
    kind: str
    from_day: date
    to_day: date
    count: int
    witness: str
    method: str
    photo: str
    by: str
    at_ms: int


@dataclass(frozen=True)
class Forgotten:
    """What left the database.

    Attributes:
        parcels: How many; ``sendings``, ``complaints``, ``manifests`` likewise.
        records: Records of the journal that became stubs.
        waiting: Old enough, but the county does not have all its records and photos yet.
    """

    parcels: int = 0
    sendings: int = 0
    complaints: int = 0
    manifests: int = 0
    records: int = 0
    waiting: int = 0


# ── The ledger ────────────────────────────────────────────────────────────────────────────────────────────────────────


def labels_due(station: Station) -> LabelsDue:
    """Labels of parcels and sendings that ended long enough ago and stand in no line of the ledger."""
    with station.store.read() as db:
        return _labels_due(db, station, views.business_today(db, station))


def destroy_labels(station: Station, witness: str, method: str, by: str, photo: bytes = b"") -> LedgerLine:
    """Sign the destruction of all labels that are due; the persons on them leave the database with it.

    Raises:
        NotReady: No witness, or the acting clerk for one; no method.
        Refused: ``counter.no_labels``: nothing is due.
    """
    _check(station, witness, method, by)
    kept, at = media.put(station, photo), station.clock.now()
    with station.store.write() as db:
        due = _labels_due(db, station, journal.business_day(db, at))
        if not due.count:
            raise Refused("counter.no_labels")
        fact = facts.LabelsDestroyed(
            day_number(due.from_day), day_number(due.to_day), due.count, witness.strip(), method.strip(), kept.digest
        )  # fmt: skip
        entry = journal.append(db, fact, at, by)
        media.announce(db, kept, entry, at, by)
        line = _ledger(db, entry.ref)
        spool.queue(db, entry, counter_slips.destruction_slip(station, entry, _paper(line)))
    forget(station, by)
    return line


def letters_due(station: Station) -> tuple[Aside, ...]:
    """Unclaimed letters whose months are over."""
    with station.store.read() as db:
        today = views.business_today(db, station)
    return tuple(
        one for one in undeliverable(station) if one.case and one.case.destroy_from and one.case.destroy_from <= today
    )


def destroy_letters(
    station: Station, parcels: Iterable[int], witness: str, method: str, by: str, photo: bytes = b""
) -> Partial[int]:  # fmt: skip
    """Sign the supervised destruction of unclaimed letters; those that may not be destroyed are named.

    Raises:
        NotReady: No witness, or the acting clerk for one; no method.
    """
    _check(station, witness, method, by)
    ids = tuple(dict.fromkeys(parcels))[: limits.destroyed_letters_max]
    kept, at = media.put(station, photo), station.clock.now()
    with station.store.write() as db:
        today = day_number(journal.business_day(db, at))
        failed = {one: key for one in ids if (key := _letter_trouble(db, one, today))}
        good = tuple(one for one in ids if one not in failed)
        if good:
            fact = facts.LettersDestroyed(good, witness.strip(), method.strip(), kept.digest)
            entry = journal.append(db, fact, at, by)
            media.announce(db, kept, entry, at, by)
            line = _ledger(db, entry.ref)
            spool.queue(db, entry, counter_slips.destruction_slip(station, entry, _paper(line)))
    return Partial(good, tuple(Failure(one, trouble) for one, trouble in failed.items()))


def ledger(station: Station, rows_max: int = limits.rows_max) -> tuple[LedgerLine, ...]:
    """The destruction ledger, the newest line first."""
    with station.store.read() as db:
        rows = db.execute(select(destruction).order_by(destruction.c.at_ms.desc()).limit(rows_max)).all()
    return tuple(_line(row) for row in rows)


# ── Forgetting ────────────────────────────────────────────────────────────────────────────────────────────────────────


def forget(station: Station, by: str = "") -> Forgotten:
    """Let go of every person whose time is over and whose records the county has; called every day and by hand.

    It works in small transactions, so that the counter goes on between them. What is not safe at the county waits.
    """
    total = Forgotten()
    while True:
        part, more = _forget_some(station, by)
        total = Forgotten(
            total.parcels + part.parcels, total.sendings + part.sendings, total.complaints + part.complaints,
            total.manifests + part.manifests, total.records + part.records, part.waiting,
        )  # fmt: skip
        if not more:
            return total


def _forget_some(station: Station, by: str) -> tuple[Forgotten, bool]:
    """Forget one chunk; returns what it was and whether there may be more."""
    with station.store.read() as db:  # reading the old records may take long: the counter writes meanwhile
        last_day = _last_day(station, views.business_today(db, station))
        due = _due_subjects(db, last_day)
        known = set(due)
        records = [one for one in _records(db, due, last_day) if known & set(one.subjects)]
        photos = _photos(db, due, records)
        unsent = _unsent(db, photos)
    unsafe = {subject for one in records if not one.safe for subject in one.subjects}
    unsafe |= {subject for subject, digests in photos.items() if digests & unsent}
    at = station.clock.now()
    with station.store.write() as db:
        still_due = set(_due_subjects(db, last_day))
        going = [subject for subject in due if subject in still_due - unsafe][:_chunk]
        kv.put(db, _FROM_DAY, _nothing_before(db, due, last_day))
        if not going:
            return Forgotten(waiting=len(due)), False
        gone, fact = set(going), _fact(going)
        gone |= _gone_before(db, records)
        positions = [one.position for one in records if gone.issuperset(one.subjects)]
        journal.append(db, fact, at, by)
        purged = purge.purge(db, positions, at, by)
        _forget_slips(db, positions)
        shown = {digest for subject in going for digest in photos.get(subject, ())}
        unused = shown - _still_used(db, shown)
    for digest in unused:
        station.attachments.forget(digest)
    counts = (len(fact.parcels), len(fact.sendings), len(fact.complaints), len(fact.manifests))
    return Forgotten(*counts, purged, len(due) - len(going)), len(going) == _chunk


def _nothing_before(db: Connection, due: list[str], last_day: int) -> int:
    """The first day whose parcels need be looked at again: of one that is due, or waits for a complaint's end."""
    oldest = next((int(subject[2:]) for subject in due if subject.startswith("p:")), None)
    first = select(parcel.c.state_day).where(parcel.c.id == oldest)
    waits = select(func.min(parcel.c.state_day)).join(complaint, complaint.c.parcel == parcel.c.id)
    complained = db.execute(waits.where(complaint.c.answered_ms.is_(None))).scalar()
    return min(last_day, db.execute(first).scalar() or last_day, complained or last_day)


def _fact(subjects: list[str]) -> facts.PersonalDataForgotten:
    by_sign: dict[str, list[str]] = {"p": [], "s": [], "c": [], "m": []}
    for subject in subjects:
        sign, _, name = subject.partition(":")
        by_sign[sign].append(name)
    return facts.PersonalDataForgotten(
        tuple(map(int, by_sign["p"])), tuple(map(int, by_sign["s"])), tuple(map(int, by_sign["c"])), tuple(by_sign["m"])
    )


def _last_day(station: Station, today: date) -> int:
    """Who ended on this day or before it is forgotten today."""
    return day_number(today - timedelta(days=station.catalogue.limits.destruction_days))


def _due_subjects(db: Connection, last_day: int) -> list[str]:
    """Subjects whose time is over, the oldest first."""
    from_day = kv.get(db, _FROM_DAY, 0)
    ended = [state.value for state in ENDS | {ParcelState.TAKEN_BACK}]
    # A letter that nobody claimed is kept until it is destroyed under supervision.
    waits = (parcel.c.state == ParcelState.UNDELIVERABLE.value) & (parcel.c.letter == 1)
    complained = select(complaint.c.id).where(complaint.c.parcel == parcel.c.id, complaint.c.answered_ms.is_(None))
    parcels = (
        _subjects(parcel, "p")
        .order_by(None)
        .order_by(parcel.c.state_day)
        .where(parcel.c.state_day.between(from_day, last_day), parcel.c.state.in_(ended), ~waits, ~complained.exists())
    )
    sent = [state.value for state in SENDING_ENDS]
    sendings = _subjects(sending, "s").where(sending.c.state.in_(sent), sending.c.state_day <= last_day)
    answered = _subjects(complaint, "c").where(complaint.c.answered_day <= last_day)
    listed = _subjects(manifest, "m", "number").where(manifest.c.day <= last_day)
    queries = (parcels, sendings, answered, listed)
    return [str(one) for query in queries for (one,) in db.execute(query.limit(_chunk * 2))]


def _subjects(table: Table, sign: str, name: str = "id") -> Select[str]:
    """``p:<id>`` … of every row that is not forgotten yet; narrowed by the caller."""
    subject = literal(sign + ":").concat(cast(table.c[name], String))
    known = select(forgotten.c.day).where(forgotten.c.subject == subject)
    return select(subject).where(~known.exists()).order_by(table.c[name])


def _records(db: Connection, due: list[str], last_day: int) -> Iterator[purge.PersonalRecord]:
    """The personal records of the days in which these subjects can be mentioned."""
    days: list[tuple[int, int]] = []
    for sign, key, begun, ended in _SPANS:
        names_of = [subject[2:] for subject in due if subject.startswith(sign + ":")]
        ids = names_of if sign == "m" else [int(name) for name in names_of]
        first, last = db.execute(select(func.min(begun), func.max(ended)).where(key.in_(ids))).one()
        if first is not None:
            days.append((first, last))
    if not days:
        return iter(())
    first = min(first for first, _ in days) - _slack_days
    return purge.records(db, day_of(first), day_of(min(last_day, max(last for _, last in days) + _slack_days)))


def _gone_before(db: Connection, records: Iterable[purge.PersonalRecord]) -> set[str]:
    """Those of their subjects who are forgotten already: a record about several goes with the last of them."""
    shared = {subject for one in records if len(one.subjects) > 1 for subject in one.subjects}
    return set(db.execute(select(forgotten.c.subject).where(forgotten.c.subject.in_(shared))).scalars())


def _photos(db: Connection, subjects: Iterable[str], records: Iterable[purge.PersonalRecord]) -> dict[str, set[str]]:
    """The photos of each subject: those that a table names, and those of records that were taken back since."""
    found: dict[str, set[str]] = {}
    for one in records:
        if announced := media.of_matter(db, one.lane, one.ref):
            for subject in one.subjects:
                found.setdefault(subject, set()).update(announced)
    for sign, key, column in _PHOTOS:
        ids = [int(subject[2:]) for subject in subjects if subject.startswith(sign + ":")]
        for row_id, digest in db.execute(select(key, column).where(key.in_(ids), column != "")):
            found.setdefault(f"{sign}:{row_id}", set()).add(str(digest))
    return found


def _unsent(db: Connection, photos: dict[str, set[str]]) -> set[str]:
    """Those of them that still have to travel."""
    digests = {digest for some in photos.values() for digest in some}
    gone = select(media.attachment_sent.c.digest).where(media.attachment_sent.c.digest.in_(digests))
    return digests - set(db.execute(gone).scalars())


def _still_used(db: Connection, digests: set[str]) -> set[str]:
    """Those that somebody has who is not forgotten: one photo may show several parcels."""
    found: set[str] = set()
    for sign, key, column in _PHOTOS:
        subject = literal(sign + ":").concat(cast(key, String))
        known = select(forgotten.c.day).where(forgotten.c.subject == subject)
        found |= set(db.execute(select(column).where(column.in_(digests), ~known.exists())).scalars())
    return found


def _forget_slips(db: Connection, positions: list[int]) -> None:
    """Paper is out of our hands, but its copy in the spool is not."""
    done = spool.slip.c.state.not_in((spool.SlipState.QUEUED, spool.SlipState.PRINTING))
    for start in range(0, len(positions), _chunk):
        some = spool.slip.c.position.in_(positions[start : start + _chunk])
        db.execute(delete(spool.slip).where(some, done))


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _labels_due(db: Connection, station: Station, today: date) -> LabelsDue:
    last_day = _last_day(station, today)
    written = select(func.max(destruction.c.to_day)).where(destruction.c.kind == "labels")
    first = int(db.execute(written).scalar() or 0)
    ends = [ParcelState.PICKED_UP.value, ParcelState.RETURNED.value, ParcelState.UNDELIVERABLE.value]
    counts = (
        (parcel.c.state_day, parcel.c.state.in_(ends), parcel),
        (sending.c.state_day, sending.c.state == SendingState.HANDED_OVER.value, sending),
    )
    count, oldest = 0, last_day
    for day, ended, table in counts:
        span = select(func.count(), func.min(day)).select_from(table).where(ended, day > first, day <= last_day)
        some, earliest = db.execute(span).one()
        count, oldest = count + some, min(oldest, oldest if earliest is None else earliest)
    due_first = day_of(oldest)
    since = due_first + timedelta(days=station.catalogue.limits.destruction_days)
    return LabelsDue(due_first, day_of(last_day), count, since)


def _check(station: Station, witness: str, method: str, by: str) -> None:
    problems = []
    if names.problems_in_name(witness) or witness.strip() in _names_of(station, by):
        problems.append(Problem("witness", "counter.witness"))
    if not 0 < len(method.strip()) <= limits.name_chars_max:
        problems.append(Problem("method", "counter.method"))
    if problems:
        raise NotReady(tuple(problems))


def _names_of(station: Station, by: str) -> tuple[str, ...]:
    with station.store.read() as db:
        acting = clerks.get(db, by)
    return (by, acting.name) if acting else (by,)


def _letter_trouble(db: Connection, parcel_id: int, today: int) -> Refused | None:
    row = db.execute(select(parcel).where(parcel.c.id == parcel_id)).first()
    if row is None:
        return Refused("parcels.missing")
    if row.state != ParcelState.UNDELIVERABLE or not row.letter:
        return Refused("counter.no_letter", waybill=row.waybill)
    this = (parcel_case.c.parcel == parcel_id) & (parcel_case.c.destroy_from > 0) & parcel_case.c.closed_ms.is_(None)
    first = db.execute(select(parcel_case.c.destroy_from).where(this)).scalar()
    if first is None or first > today:
        due = f"{day_of(first):%Y-%m-%d}" if first else "?"
        return Refused("counter.letter_too_early", waybill=row.waybill, due=due)
    return None


def _ledger(db: Connection, line_id: int) -> LedgerLine:
    return _line(db.execute(select(destruction).where(destruction.c.id == line_id)).one())


def _line(row: "Row[tuple[object, ...]]") -> LedgerLine:
    return LedgerLine(
        row.id, row.kind, day_of(row.from_day), day_of(row.to_day), row.pieces, row.witness, row.method, row.photo,
        row.by, row.at_ms,
    )  # fmt: skip


def _paper(line: LedgerLine) -> counter_slips.DestructionLines:
    letters = line.kind == "letters"
    return counter_slips.DestructionLines(letters, line.from_day, line.to_day, line.count, line.witness, line.method)
