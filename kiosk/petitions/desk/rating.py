"""The resident judges the answer (C11), and says four weeks later whether it is solved (C12).

"Not solved" asks to reopen, and the county must answer that.
"""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from kiosk import journal, limits, typed
from kiosk.catalogue import calendar
from kiosk.clock import Instant, day_number
from kiosk.errors import NotReady, Problem, Refused
from kiosk.petitions import rules, sealed, slips
from kiosk.petitions.desk import views
from kiosk.petitions.model import Secrecy
from kiosk.petitions.view import PetitionView
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.petition_events import Due, PetitionBody, PetitionFollowedUp, PetitionRated
from kiosk.wire.petition_ladder import State

FOLLOWED = ("yes", "partly", "no", "unsure")
_FOLLOWED_UP = "followed_up"
_REOPEN_ASKED = "reopen_asked"


@dataclass(frozen=True)
class Rated:
    """A rating that was given.

    Attributes:
        petition: As it stands; 申请重办 after "not solved".
        document: The slip of a request to reopen, or None; ``slip`` its number in the spool, 0 for none.
    """

    petition: PetitionView
    document: Document | None
    slip: int


def rate(station: Station, petition_id: int, solved: str, by: str, *, words: str = "") -> Rated:
    """Say whether the answer solves it.

    Args:
        station: Where.
        petition_id: Which petition.
        solved: ``yes``, ``partly`` or ``no``.
        by: The acting clerk.
        words: Own words; sealed for a confidential petition.

    Raises:
        NotReady: No rating, or too many words.
        NotFound: ``petitions.missing``.
        Refused: ``petitions.nothing_to_rate``: no answer, or it was rated before.
    """
    words = _words(words, solved, rules.SOLVED)
    at = station.clock.now()
    with station.store.write() as db:
        one = views.one(db, station, petition_id, at)
        if not one.can_rate:
            raise Refused("petitions.nothing_to_rate")
        return _rate(db, station, one, _Reply(solved, words), by, at)


@dataclass(frozen=True)
class _Reply:
    """What the resident says of an answer."""

    solved: str
    words: str


def _rate(db: Connection, station: Station, one: PetitionView, reply: _Reply, by: str, at: Instant) -> Rated:
    bites = reply.solved == "no"
    clear, hidden = _hidden(station, one, reply.words)
    fact = PetitionRated(
        one.id, one.answer_step, reply.solved, clear, _dues(db, station, one, at) if bites else (),
        calendar.ended(station.catalogue.clocks, _REOPEN_ASKED) if bites else (), hidden,
    )  # fmt: skip
    entry = journal.append(db, fact, at, by)
    now = views.one(db, station, one.id, at)
    if not bites:
        return Rated(now, None, 0)
    document = slips.rated(station, entry, now)
    return Rated(now, document, spool.queue(db, entry, document))


def follow_up(station: Station, petition_id: int, solved: str, by: str, *, words: str = "") -> Rated:
    """Four weeks after the answer: is it solved? "No" asks to reopen as well.

    Raises:
        NotReady: No reply, or too many words.
        NotFound: ``petitions.missing``.
        Refused: ``petitions.no_follow_up``: it is not due.
    """
    words = _words(words, solved, FOLLOWED)
    at = station.clock.now()
    with station.store.write() as db:
        one = views.one(db, station, petition_id, at)
        if not one.followup_due:
            raise Refused("petitions.no_follow_up")
        clear, hidden = _hidden(station, one, words)
        ended = calendar.ended(station.catalogue.clocks, _FOLLOWED_UP)
        journal.append(db, PetitionFollowedUp(petition_id, solved, clear, ended, hidden, one.known_step), at, by)
        now = views.one(db, station, petition_id, at)
        if solved == "no" and now.state in (State.DONE, State.CLOSED):
            return _rate(db, station, now, _Reply("no", words), by, at)
        return Rated(now, None, 0)


def _words(words: str, solved: str, choices: tuple[str, ...]) -> str:
    words = rules.cleaned(words)[0].strip()
    problems = list(typed.problems("words", words, limits.note_chars_max))
    if solved not in choices:
        problems.append(Problem("solved", "petitions.solved"))
    if problems:
        raise NotReady(tuple(problems))
    return words


def _hidden(station: Station, one: PetitionView, words: str) -> tuple[str, bytes]:
    """The words in clear, or sealed to the county for a confidential petition."""
    if one.secrecy is not Secrecy.CONFIDENTIAL or not words:
        return words, b""
    if station.sealer is None:
        raise NotReady((Problem("words", "petitions.no_key"),))
    return "", sealed.body(station.sealer, PetitionBody(text=words))


def _dues(db: Connection, station: Station, one: PetitionView, at: Instant) -> tuple[Due, ...]:
    book, day = station.catalogue, day_number(views.today(db, at))
    return calendar.dues(book.calendar, book.clocks, _REOPEN_ASKED, one.category, one.channel, day)
