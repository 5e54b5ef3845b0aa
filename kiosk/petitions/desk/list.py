"""The desk's list: by due day, by state, by village; answers for people who are here (G1); whom to call on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.engine import Connection

from kiosk import limits
from kiosk.clock import Instant
from kiosk.people.model import Channel, resident
from kiosk.petitions import slips
from kiosk.petitions.desk import views
from kiosk.petitions.model import due, joined, petition
from kiosk.petitions.view import PetitionView
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.petition_ladder import ENDS, State

ORDERS = ("due", "state", "village", "answers")
_LADDER = {state.value: number for number, state in enumerate(State)}


@dataclass(frozen=True)
class Page:
    """A part of the list.

    Attributes:
        petitions: In the order asked for; nothing that was ever filed is left out of "due", "state" and "village".
        total: How many there are in all.
        counts: How many stand in each state.
        late: Open ones whose day has passed.
        untold: Those with something that the resident was not told yet.
    """

    petitions: tuple[PetitionView, ...]
    total: int
    counts: tuple[tuple[State, int], ...]
    late: int
    untold: int


@dataclass(frozen=True)
class CallLine:
    """Somebody to call on, because there is no phone to ring.

    Attributes:
        petition: About which petition; ``number`` as on paper.
        name: Whom.
        village: Name; ``group`` of the village.
        state_word: Key of the word for where it stands.
        followup: It is the question four weeks after the answer.
    """

    petition: int
    number: str
    name: str
    village: str
    group: int
    state_word: str
    followup: bool


def desk(db: Connection, station: Station, at: Instant, *, by: str = "due", limit: int = 60, offset: int = 0) -> Page:
    """One page of the list.

    Args:
        db: Any connection.
        station: Where.
        at: Now.
        by: ``due`` (open ones first, the earliest day first), ``state`` (in the order of the ladder), ``village``, or
            ``answers`` (only those that have something for the resident, the newest first).
        limit: Most rows of the page.
        offset: Rows before it.
    """
    where, order = _orders()[by]
    chosen = select(petition.c.id).order_by(*order).limit(min(limit, limits.rows_max)).offset(offset)
    counting = select(func.count()).select_from(petition)
    if where is not None:
        chosen, counting = chosen.where(where), counting.where(where)
    today = views.today(db, at)
    # Sorted without their words: these are read for one page alone.
    rows = select(petition).where(petition.c.id.in_(chosen.scalar_subquery())).order_by(*order)
    return Page(
        views.these(db, station, db.execute(rows), at), db.execute(counting).scalar_one(), _counts(db),
        _late(db, today), db.execute(select(func.count()).select_from(petition).where(_UNTOLD)).scalar_one(),
    )  # fmt: skip


def search(db: Connection, station: Station, text: str, at: Instant) -> tuple[PetitionView, ...]:
    """Petitions whose number ends with, or whose name or line has, a text; newest first."""
    wanted = text.strip()[: limits.search_chars_max]
    if not wanted:
        return ()
    found = or_(
        petition.c.number.endswith(wanted.upper(), autoescape=True),
        petition.c.name.contains(wanted, autoescape=True),
        petition.c.summary.contains(wanted, autoescape=True),
        petition.c.phone.endswith(wanted, autoescape=True) if wanted.isdigit() else petition.c.number == wanted,
    )
    query = select(petition).where(found).order_by(petition.c.id.desc()).limit(limits.search_rows_max)
    return views.these(db, station, db.execute(query), at)


def answers_for(db: Connection, station: Station, residents: Collection[str], at: Instant) -> tuple[PetitionView, ...]:
    """What waits for these residents at the counter (G1).

    News of their own petitions and of those that they follow, and the question four weeks after an answer.

    Args:
        db: Any connection.
        station: Where.
        residents: Ids of the roll: the person served and the household.
        at: Now.
    """
    wanted = [one for one in residents if one]
    if not wanted:
        return ()
    followed = select(joined.c.petition).where(joined.c.resident.in_(wanted))
    theirs = or_(petition.c.resident.in_(wanted), petition.c.id.in_(followed))
    asked = _follow_up_due(views.today(db, at))
    query = select(petition).where(theirs, or_(_UNTOLD, asked)).order_by(petition.c.id).limit(limits.search_rows_max)
    return views.these(db, station, db.execute(query), at)


def of_residents(db: Connection, station: Station, residents: Collection[str], at: Instant) -> tuple[PetitionView, ...]:
    """Every petition of these residents that is open, the earliest due first."""
    theirs = petition.c.resident.in_([one for one in residents if one])
    # The sum keeps SQLite from walking along everything that is open instead of along these people's.
    query = select(petition).where(theirs, petition.c.is_open + 0 == 1).order_by(petition.c.next_day, petition.c.id)
    return views.these(db, station, db.execute(query.limit(limits.search_rows_max)), at)


def call_out(db: Connection, station: Station, at: Instant) -> tuple[CallLine, ...]:
    """Whom to call on: something to tell or to ask, and nobody to ring; by village and group."""
    by_voice = select(resident.c.id).where(resident.c.channel == Channel.CALL.value)
    unreachable = or_(petition.c.phone == "", petition.c.contact != "phone", petition.c.resident.in_(by_voice))
    asked = _follow_up_due(views.today(db, at))
    query = (
        select(petition, asked.label("asked"))
        .where(petition.c.name != "", unreachable, or_(_UNTOLD, asked))
        .order_by(petition.c.village, petition.c.group_no, petition.c.id)
        .limit(limits.rows_max)
    )
    return tuple(_call_line(station, row) for row in db.execute(query))


def print_call_out(station: Station) -> Document:
    """Put the call-out list on paper."""
    at = station.clock.now()
    with station.store.write() as db:
        lines = call_out(db, station, at)
        words = tuple((one.name, _where(station, one), _what(station, one)) for one in lines)
        document = slips.call_list(station, views.today(db, at), words[: limits.slip_blocks_max // 3])
        spool.queue_alone(db, document, at)
    return document


_UNTOLD = petition.c.tell_step > petition.c.told_step
"""As the partial index says it."""


def _orders() -> dict[str, tuple[ColumnElement[bool] | None, tuple[Any, ...]]]:
    by_day = (petition.c.next_day, petition.c.id)
    return {
        "due": (None, (petition.c.is_open.desc(), *by_day)),
        "state": (None, (case(_LADDER, value=petition.c.state), *by_day)),
        "village": (None, (petition.c.village, petition.c.is_open.desc(), *by_day)),
        "answers": (_UNTOLD, (petition.c.id.desc(),)),
    }


def _counts(db: Connection) -> tuple[tuple[State, int], ...]:
    rows = db.execute(select(petition.c.state, func.count()).group_by(petition.c.state))
    found = {State(state): int(count) for state, count in rows}
    return tuple((state, found[state]) for state in State if state in found)


def _late(db: Connection, today: date) -> int:
    passed = petition.c.next_day < (today - date(1970, 1, 1)).days
    late = select(func.count()).select_from(petition).where(petition.c.is_open == 1, passed)
    return int(db.execute(late).scalar_one())


def _follow_up_due(today: date) -> ColumnElement[bool]:
    """Answered, and four weeks have passed: the clock of that question has run out and nobody asked."""
    its = and_(due.c.petition == petition.c.id, due.c.clock == views.FOLLOW_UP)
    passed = due.c.day <= (today - date(1970, 1, 1)).days
    ended = petition.c.state.in_([state.value for state in ENDS])
    return and_(ended, exists().where(its, passed))


def _call_line(station: Station, row: Any) -> CallLine:  # noqa: ANN401 - a row of the table
    word = f"petitions.state.{row.state}"
    place = station.catalogue.place(row.village)
    return CallLine(row.id, row.number, row.name, place, row.group_no, word, bool(row.asked))


def _where(station: Station, one: CallLine) -> str:
    group = station.texts("petitions.slip.group", group=one.group) if one.group else ""
    return f"{one.village} {group}".strip()


def _what(station: Station, one: CallLine) -> str:
    what = "petitions.slip.ask_solved" if one.followup else one.state_word
    return f"{one.number} {station.texts(what)}"
