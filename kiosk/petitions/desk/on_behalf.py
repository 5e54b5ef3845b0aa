"""A clerk acts for a resident who was there (代办, C18): identity asked each time, and it ends by itself."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection

from kiosk import journal, limits, media, typed
from kiosk.clock import Instant
from kiosk.errors import NotFound, NotReady, Problem, Refused
from kiosk.journal.append import current_epoch
from kiosk.journal.entry import REF_EPOCH
from kiosk.people import residents
from kiosk.petitions import rules
from kiosk.petitions.model import behalf
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire.petition_events import OnBehalfBegan, OnBehalfEnded

_MINUTE_MS = 60_000
_ID_TAIL = 4


@dataclass(frozen=True)
class Presence:
    """Who is there, and how that is proved.

    Attributes:
        name: For whom.
        resident: Id of the roll, or "".
        identity: ``known``, ``id_card``, ``household_book`` or ``phone_code``: asked each time.
        id_tail: Last four of the document, where one was shown.
        photo: Of the person at the counter; b"" where a witness stands for it.
        witness: Name of a witness, or "".
    """

    name: str
    resident: str = ""
    identity: str = ""
    id_tail: str = ""
    photo: bytes = b""
    witness: str = ""


@dataclass(frozen=True)
class OnBehalf:
    """A session of acting for somebody.

    Attributes:
        session: Its number.
        name: For whom; ``resident`` of the roll, or "".
        identity: How it was shown; ``witness`` who was there.
        by: The clerk.
        began_ms: Since when; ``ends_ms`` until when, at the latest.
        minutes_left: At the moment of asking, begun ones counted.
        ended_ms: 0 while it lasts; ``why`` it ended.
    """

    session: int
    name: str
    resident: str
    identity: str
    witness: str
    by: str
    began_ms: int
    ends_ms: int
    minutes_left: int
    ended_ms: int
    why: str


_OPEN = Prepared(
    select(behalf).where(behalf.c.ended_ms == 0, behalf.c.by == bindparam("a_clerk")).order_by(behalf.c.session.desc())
)


def begin(station: Station, who: Presence, by: str) -> OnBehalf:
    """Begin; whatever the clerk still did for somebody else ends.

    Raises:
        NotReady: Name, identity or proof of presence is missing.
        NotFound: The resident is not on the roll.
    """
    at = station.clock.now()
    photo = media.put(station, who.photo)
    with station.store.write() as db:
        person = residents.get(db, who.resident) if who.resident else None
        who = replace(who, name=person.name if person else who.name.strip())
        if problems := _problems(who):
            raise NotReady(problems)
        _end_open(db, by, "asked", at)
        fact = OnBehalfBegan(
            _next(db), who.name, who.resident, who.identity, who.id_tail.strip(), photo.digest, who.witness.strip()
        )
        entry = journal.append(db, fact, at, by)
        media.announce(db, photo, entry, at, by)
        found = current(db, station, by, at)
    if found is None:
        raise NotFound("petitions.no_behalf")
    return found


def end(station: Station, session: int, by: str, why: str = "asked") -> None:
    """End it; again is harmless.

    Args:
        station: Where.
        session: Which.
        by: The acting clerk.
        why: ``asked``, ``time``, ``signed_out`` or ``restart``.

    Raises:
        Refused: ``petitions.behalf_other``: it is another clerk's.
    """
    at = station.clock.now()
    with station.store.write() as db:
        row = db.execute(select(behalf).where(behalf.c.session == session)).first()
        if row is None or row.ended_ms:
            return
        if row.by != by and why == "asked":
            raise Refused("petitions.behalf_other")
        journal.append(db, OnBehalfEnded(session, why), at, by if why == "asked" else "")


def current(db: Connection, station: Station, by: str, at: Instant) -> OnBehalf | None:
    """For whom a clerk acts now; None when for nobody, or when the time is over."""
    row = _OPEN(db, a_clerk=by).first()
    found = _view(station, row, at) if row is not None else None
    return found if found is not None and found.minutes_left > 0 else None


def expire(station: Station) -> int:
    """End what has lasted too long; called every minute, and at the start for what a power cut left open.

    Returns:
        How many ended.
    """
    at = station.clock.now()
    with station.store.read() as db:
        over = [one for one in _all_open(db, station, at) if one.minutes_left <= 0]
    for one in over:
        end(station, one.session, one.by, "time")
    return len(over)


def log(db: Connection, station: Station, at: Instant, rows_max: int = limits.rows_max) -> tuple[OnBehalf, ...]:
    """Who acted for whom, newest first."""
    rows = db.execute(select(behalf).order_by(behalf.c.session.desc()).limit(rows_max))
    return tuple(_view(station, row, at) for row in rows)


def _problems(who: Presence) -> tuple[Problem, ...]:
    found = list(typed.problems("name", who.name, limits.name_chars_max))
    found += typed.problems("witness", who.witness, limits.name_chars_max)
    if not who.name:
        found.append(Problem("name", "petitions.name"))
    if who.identity not in rules.IDENTITIES:
        found.append(Problem("identity", "petitions.identity"))
    tail = who.id_tail.strip()
    is_tail = len(tail) == _ID_TAIL and tail.isascii() and tail.isalnum()
    if not is_tail and (tail or who.identity == "id_card"):
        found.append(Problem("id_tail", "petitions.id_tail"))
    if not who.photo and not who.witness.strip():
        found.append(Problem("witness", "petitions.presence"))
    return tuple(found)


def _end_open(db: Connection, by: str, why: str, at: Instant) -> None:
    for row in list(_OPEN(db, a_clerk=by)):
        journal.append(db, OnBehalfEnded(row.session, why), at, by)


def _all_open(db: Connection, station: Station, at: Instant) -> tuple[OnBehalf, ...]:
    return tuple(_view(station, row, at) for row in db.execute(select(behalf).where(behalf.c.ended_ms == 0)))


def _next(db: Connection) -> int:
    base = current_epoch(db) * REF_EPOCH
    last = db.execute(select(func.max(behalf.c.session)).where(behalf.c.session.between(base, base + REF_EPOCH - 1)))
    return (last.scalar() or base) + 1


def _view(station: Station, row: Any, at: Instant) -> OnBehalf:  # noqa: ANN401 - a row of the table
    ends_ms = row.began_ms + station.catalogue.limits.on_behalf_minutes * _MINUTE_MS
    # A clock that was set back must not keep a session open.
    left_ms = 0 if row.ended_ms or at.county_ms < row.began_ms - _MINUTE_MS else ends_ms - at.county_ms
    return OnBehalf(
        row.session, row.name, row.resident, row.identity, row.witness, row.by, row.began_ms, ends_ms,
        max(0, -(-left_ms // _MINUTE_MS)), row.ended_ms, row.why,
    )  # fmt: skip
