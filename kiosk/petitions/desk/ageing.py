"""What a petition says leaves this point after its time (C6); number, category, dates and states stay.

Only what has ended, whose county has every record of it, and whose last step lies ``petition_days`` back: its receipt
is at least as old. The journal keeps stubs whose chain verifies (``journal.purge``).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import DAY_MS, Instant, day_number, day_of
from kiosk.journal import purge
from kiosk.journal.purge import PersonalRecord
from kiosk.media import attachment_sent
from kiosk.petitions.desk import drafts, views
from kiosk.petitions.model import attached, behalf, petition, rung, tries
from kiosk.slips import spool
from kiosk.station import Station
from kiosk.wire.petition_events import PetitionsForgotten

_chunk = 100  # petitions of one transaction


@dataclass(frozen=True)
class Aged:
    """What left the database.

    Attributes:
        petitions: How many.
        records: Records of the journal that became stubs.
        waiting: Old enough, but the county has not all of it yet.
    """

    petitions: int = 0
    records: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class _Due:
    """What is old enough: petitions, sessions of acting for somebody, and the records that name them."""

    petitions: tuple[int, ...]
    sessions: tuple[int, ...]
    records: tuple[PersonalRecord, ...]

    @property
    def subjects(self) -> set[str]:
        return {*(f"pt:{one}" for one in self.petitions), *(f"ob:{one}" for one in self.sessions)}


def forget(station: Station, by: str = "") -> Aged:
    """Forget what is old enough and safe; call it once a day. Small transactions, so that the counter goes on."""
    at = station.clock.now()
    with station.store.read() as db:  # reading the old records may take long: the counter writes meanwhile
        due = _due(db, station, at)
        held = _held(db, due)
    ready = [one for one in due.petitions if f"pt:{one}" not in held]
    sessions = [one for one in due.sessions if f"ob:{one}" not in held]
    records = 0
    for start in range(0, max(len(ready), len(sessions)), _chunk):
        part = _Due(tuple(ready[start : start + _chunk]), tuple(sessions[start : start + _chunk]), due.records)
        records += _forget(station, part, by)
    with station.store.write() as db:
        db.execute(delete(tries).where(tries.c.until_ms < at.wall_ms - DAY_MS))
    return Aged(len(ready), records, len(due.petitions) - len(ready))


def _due(db: Connection, station: Station, at: Instant) -> _Due:
    before_ms = at.county_ms - station.catalogue.limits.petition_days * DAY_MS
    last_ms = select(func.max(rung.c.at_ms)).where(rung.c.petition == petition.c.id).scalar_subquery()
    over = (petition.c.is_open == 0) & (petition.c.forgotten == 0) & (last_ms < before_ms)
    rows = db.execute(select(petition.c.id, petition.c.day).where(over).order_by(petition.c.id)).all()
    petitions = tuple(row.id for row in rows)
    sessions = _sessions(db, petitions, before_ms)
    first = min((row.day for row in rows), default=day_number(at.day))
    if sessions:
        began = select(func.min(behalf.c.began_ms)).where(behalf.c.session.in_(sessions))
        first = min(first, db.execute(began).scalar_one() // DAY_MS)
    due = _Due(petitions, sessions, ())
    if not due.subjects:
        return due
    found = purge.records(db, day_of(first - 1), views.today(db, at))
    return _Due(petitions, sessions, tuple(one for one in found if due.subjects.intersection(one.subjects)))


def _sessions(db: Connection, petitions: Sequence[int], before_ms: int) -> tuple[int, ...]:
    """Sessions that ended long ago, but for those of petitions that are still here."""
    kept = select(petition.c.on_behalf).where(petition.c.forgotten == 0, petition.c.id.not_in(petitions))
    over = behalf.c.ended_ms.between(1, before_ms) & (behalf.c.name != "") & behalf.c.session.not_in(kept)
    return tuple(db.execute(select(behalf.c.session).where(over).order_by(behalf.c.session)).scalars())


def _held(db: Connection, due: _Due) -> set[str]:
    """Subjects of which a record or recording is not at the county yet."""
    unsafe = {subject for one in due.records if not one.safe for subject in one.subjects}
    sent = select(attachment_sent.c.digest)
    unsent = select(attached.c.petition).where(attached.c.petition.in_(due.petitions), attached.c.digest.not_in(sent))
    return unsafe | {f"pt:{one}" for one in db.execute(unsent).scalars()}


def _forget(station: Station, due: _Due, by: str) -> int:
    """One transaction: stubs, tables, slips; then the files."""
    at, subjects = station.clock.now(), due.subjects
    positions = [one.position for one in due.records if subjects.intersection(one.subjects)]
    with station.store.write() as db:
        digests = _digests(db, due)
        journal.append(db, PetitionsForgotten(due.petitions, due.sessions), at, by)
        purged = purge.purge(db, positions, at, by)
        db.execute(delete(spool.slip).where(spool.slip.c.position.in_(positions)))
        unused = digests - _still_named(db, digests)
        drafts.shred_later(db, ("",))
    for digest in unused:
        station.attachments.forget(digest)
    drafts.tidy(station)
    return purged


def _digests(db: Connection, due: _Due) -> set[str]:
    """Recordings and photos that go with them."""
    theirs = select(attached.c.digest).where(attached.c.petition.in_(due.petitions))
    proofs = select(behalf.c.proof).where(behalf.c.session.in_(due.sessions), behalf.c.proof != "")
    return {*db.execute(theirs).scalars(), *db.execute(proofs).scalars()}


def _still_named(db: Connection, digests: Collection[str]) -> set[str]:
    """Those that another petition still has."""
    return set(db.execute(select(attached.c.digest).where(attached.c.digest.in_(digests))).scalars())
