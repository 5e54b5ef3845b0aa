"""How does it stand (C13)? Slip number with the phone's tail, or the query code; wrong ones are slowed down.

What is told is the last state known here, and as of when: the county may know more by now.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from kiosk import limits
from kiosk.clock import Instant
from kiosk.errors import NotReady, Problem, Refused
from kiosk.journal import exchanges, kv
from kiosk.petitions import rules, sealed
from kiosk.petitions.desk import views
from kiosk.petitions.model import Secrecy, met, petition, rung, tries
from kiosk.petitions.view import PetitionView
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire import query_code
from kiosk.wire.petition_ladder import Side, State
from kiosk.wire.query_code import Drawn

_LOCK_S_MAX = 3_600
_TRIES = Prepared(select(tries).where(tries.c.number == bindparam("a_number")))
_BY_NUMBER = Prepared(select(petition).where(petition.c.number == bindparam("a_number")))
_MET = Prepared(select(met).where(met.c.number == bindparam("a_number")))


@dataclass(frozen=True)
class Said:
    """A step of the county with its words, in clear or opened by the code."""

    step: int
    happening: str
    text: str
    at_ms: int


@dataclass(frozen=True)
class Known:
    """What is known here of a petition that somebody asks about.

    Attributes:
        number: As on paper.
        category_words: Its three levels.
        state: The last one known; ``state_word``, ``icon`` and ``sound`` say it.
        since_ms: Since when it stands so.
        known_ms: The date of that knowledge: when the county was last heard, or when it was filed.
        said: What the county said for the resident, oldest first; sealed words only where the code opened them.
        petition: The petition, () for one of another station.
        sealed: Some of the county's words are sealed and were not opened.
    """

    number: str
    category_words: tuple[str, str, str]
    state: State
    state_word: str
    icon: str
    sound: str
    since_ms: int
    known_ms: int
    said: tuple[Said, ...]
    petition: PetitionView | None
    sealed: bool


def ask(station: Station, number: str, tail_or_code: str) -> Known:
    """The last known state.

    Args:
        station: Where.
        number: As on the slip, in any spelling.
        tail_or_code: The last four digits of the phone, or the query code of the slip.

    Raises:
        NotReady: Something is empty.
        Refused: ``petitions.query_wrong``: no such number, or it does not fit; which, is not said. How many tries are
            ``left``. ``petitions.query_locked``: too many wrong ones; the ``seconds`` to wait.
    """
    wanted, said = rules.read_number(number), tail_or_code.strip()[: limits.code_chars_max * 2]
    if not wanted or not said:
        raise NotReady((Problem("number" if not wanted else "code", "petitions.ask"),))
    at = station.clock.now()
    with station.store.read() as db:
        _must_not_wait(db, wanted, at)
        own, other = _BY_NUMBER(db, a_number=wanted).first(), _MET(db, a_number=wanted).first()
    row = own if own is not None else other
    fits, drawn = _fits(own is not None, row, said)
    if not fits:
        raise Refused("petitions.query_wrong", left=_count_wrong(station, wanted, at))
    _forget_wrong(station, wanted)
    with station.store.read() as db:
        return _of_other(station, other) if own is None else _own(db, station, own, drawn, at)


def _fits(is_own: bool, row: Any, said: str) -> tuple[bool, Drawn | None]:  # noqa: ANN401, FBT001 - a row of either table
    """Whether the phone's tail (of a public one) or the code is right; drawing is slow, so outside a transaction."""
    if row is None:
        # An unknown number takes as long as a known one, so that nobody can find numbers out by asking.
        query_code.opens(query_code.read(said), bytes(query_code.SALT_BYTES), bytes(1))
        return False, None
    if is_own and row.secrecy == Secrecy.PUBLIC and rules.tail_fits(row.phone, said):
        return True, None
    drawn = query_code.opens(query_code.read(said), bytes(row.salt), bytes(row.check))
    return drawn is not None, drawn


def _own(db: Connection, station: Station, row: Any, drawn: Drawn | None, at: Instant) -> Known:  # noqa: ANN401
    one = views.one(db, station, row.id, at)
    said, shut = [], False
    query = select(rung).where(rung.c.petition == row.id, rung.c.side == Side.COUNTY.value)
    for step in db.execute(query.order_by(rung.c.step, rung.c.position)):
        text = sealed.answer(bytes(step.sealed), drawn) if step.sealed and drawn else step.text
        shut = shut or bool(step.sealed and not text)
        said.append(Said(step.step, step.happening, text, step.at_ms))
    heard_ms = kv.get(db, exchanges.STATE_KEY, {}).get("success_ms") or 0
    return Known(
        one.number, one.category_words, one.state, one.state_word, one.icon, one.sound, one.state_since_ms,
        max(int(heard_ms), one.state_since_ms), tuple(said), one, shut,
    )  # fmt: skip


def _of_other(station: Station, row: Any) -> Known:  # noqa: ANN401 - a row of the table
    state = State(row.state) if row.state in set(State) else State.FILED
    category = station.catalogue.category(row.category)
    words = (category.level1, category.level2, category.level3)
    return Known(
        row.number, words, state, rules.state_word(state), rules.ICONS[state], rules.state_sound(state), row.at_ms,
        row.at_ms, (), None, sealed=False,
    )  # fmt: skip


# ── Wrong tries ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _must_not_wait(db: Connection, number: str, at: Instant) -> None:
    row = _TRIES(db, a_number=number).first()
    # A clock that was set back must not lock anybody out for years.
    wait_ms = min(row.until_ms - at.wall_ms, _LOCK_S_MAX * 1000) if row is not None else 0
    if wait_ms > 0:
        raise Refused("petitions.query_locked", seconds=-(-wait_ms // 1000))


def _count_wrong(station: Station, number: str, at: Instant) -> int:
    """Count one more; from the fifth on each locks twice as long as the one before. How many are left."""
    with station.store.write() as db:
        row = _TRIES(db, a_number=number).first()
        wrong = (row.wrong if row is not None else 0) + 1
        over = wrong - limits.query_tries_max
        lock_s = min(limits.query_lock_s << min(over, 16), _LOCK_S_MAX) if over >= 0 else 0
        values = {"number": number, "wrong": wrong, "until_ms": at.wall_ms + lock_s * 1000}
        db.execute(upsert(tries).on_conflict_do_update(index_elements=["number"], set_=values), values)
    return max(0, -over)


def _forget_wrong(station: Station, number: str) -> None:
    with station.store.read() as db:
        known = _TRIES(db, a_number=number).first()
    if known is not None:
        with station.store.write() as db:
            db.execute(delete(tries).where(tries.c.number == number))
