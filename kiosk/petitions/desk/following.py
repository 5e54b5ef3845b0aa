"""What happens to a petition between its filing and its end: more is said, somebody follows, it is taken back, told."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from kiosk import journal, limits, typed
from kiosk.catalogue import calendar
from kiosk.clock import Instant, day_number
from kiosk.errors import NotFound, NotReady, Problem, Refused
from kiosk.people import residents
from kiosk.petitions import rules, sealed, slips
from kiosk.petitions.desk import announcing, drafts, views
from kiosk.petitions.model import Secrecy
from kiosk.petitions.view import PetitionView, StepView
from kiosk.seams import Sealer
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire import petition_events as events
from kiosk.wire import petition_ladder as ladder
from kiosk.wire.petition_events import Attached, Due, PetitionBody
from kiosk.wire.petition_ladder import Side, State

GIVEN = ("read_out", "printed", "seen", "called")


@dataclass(frozen=True)
class Told:
    """A petition after the resident was told, with the slip if one was printed.

    Attributes:
        petition: As it stands.
        document: The slip, or None; ``slip`` its number in the spool, 0 for none.
    """

    petition: PetitionView
    document: Document | None
    slip: int


def supplement(
    station: Station, petition_id: int, text: str, by: str, *, attachments: Sequence[Attached] = ()
) -> PetitionView:
    """The resident adds something, asked or not; for a confidential petition it is sealed at once.

    Args:
        station: Where.
        petition_id: To which petition.
        text: As said or written.
        by: The acting clerk.
        attachments: Kept in ``station.attachments`` already.

    Raises:
        NotReady: Nothing was said, or too much.
        NotFound: ``petitions.missing``.
        Refused: ``petitions.ended``.
    """
    text = rules.cleaned(text)[0].strip()
    problems = list(typed.problems("text", text, limits.petition_text_chars_max))
    if not text and not attachments:
        problems.append(Problem("text", "petitions.nothing_told"))
    if len(attachments) > limits.petition_attachments_max:
        problems.append(Problem("attachments", "petitions.attachments", {"most": limits.petition_attachments_max}))
    if problems:
        raise NotReady(tuple(problems))
    at = station.clock.now()
    with station.store.read() as db:
        secret = views.one(db, station, petition_id, at).secrecy is Secrecy.CONFIDENTIAL
    kept = tuple(attachments)
    if secret:
        kept = sealed.attachments(station, _sealer(station), kept)
    with station.store.write() as db:
        one = views.one(db, station, petition_id, at)
        if not one.can_supplement:
            raise Refused("petitions.ended", state=station.texts(one.state_word))
        fact = events.PetitionSupplemented(
            petition_id, one.asked_step, text, b"", kept, _dues(db, station, one, ladder.SUPPLEMENTED, at),
            _ended(station, ladder.SUPPLEMENTED), one.known_step,
        )  # fmt: skip
        if secret:
            body = PetitionBody(text=text, attachments=kept)
            fact = events.PetitionSupplemented(
                petition_id, one.asked_step, "", sealed.body(_sealer(station), body), (), fact.dues, fact.ended,
                one.known_step,
            )  # fmt: skip
        entry = journal.append(db, fact, at, by)
        announcing.announce(db, entry, kept, at, by)
        if secret:
            drafts.shred_later(db, [each.digest for each in kept])
        now = views.one(db, station, petition_id, at)
    if secret:
        drafts.tidy(station)
    return now


def follow(station: Station, petition_id: int, by: str, *, resident: str = "", name: str = "", phone: str = "") -> Told:
    """Somebody follows an open petition instead of filing the same again (C7); a slip says which.

    Raises:
        NotReady: The name is not fit.
        NotFound: ``petitions.missing``, or the resident is not on the roll.
        Refused: ``petitions.ended``.
    """
    problems = (*typed.problems("name", name, limits.name_chars_max), *_phone(phone))
    if problems:
        raise NotReady(problems)
    at = station.clock.now()
    with station.store.write() as db:
        one = views.one(db, station, petition_id, at)
        if one.state in (State.CLOSED, State.WITHDRAWN) or one.secrecy is Secrecy.CONFIDENTIAL:
            raise Refused("petitions.ended", state=station.texts(one.state_word))
        person = residents.get(db, resident) if resident else None
        who = person.name if person else name.strip()
        fact = events.PetitionJoined(petition_id, who, resident, person.phone if person else phone)
        entry = journal.append(db, fact, at, by)
        now = views.one(db, station, petition_id, at)
        document = slips.followed(station, entry, now, who)
        return Told(now, document, spool.queue(db, entry, document))


def withdraw(station: Station, petition_id: int, reason: str, by: str) -> PetitionView:
    """The resident takes a petition back that nothing was decided about; it stays on the list as withdrawn.

    Raises:
        NotReady: No reason, or too long a one.
        NotFound: ``petitions.missing``.
        Refused: ``petitions.ended``.
    """
    reason = rules.cleaned(reason)[0].strip()
    problems = list(typed.problems("reason", reason, limits.note_chars_max))
    if not reason:
        problems.append(Problem("reason", "petitions.reason"))
    if problems:
        raise NotReady(tuple(problems))
    at = station.clock.now()
    with station.store.write() as db:
        one = views.one(db, station, petition_id, at)
        if not one.can_withdraw:
            raise Refused("petitions.ended", state=station.texts(one.state_word))
        words = "" if one.secrecy is Secrecy.CONFIDENTIAL else reason
        fact = events.PetitionWithdrawn(petition_id, words, _ended(station, ladder.WITHDRAWN), one.known_step)
        journal.append(db, fact, at, by)
        return views.one(db, station, petition_id, at)


def give(station: Station, petition_id: int, step: int, how: str, by: str, *, opened: str = "") -> Told:
    """The resident hears, reads or takes what the county says.

    Args:
        station: Where.
        petition_id: Of which petition.
        step: The county's step; 0 for the newest that was not told yet.
        how: ``read_out``, ``printed``, ``seen`` or ``called``; only ``printed`` prints.
        by: The acting clerk.
        opened: For a confidential petition: its words as ``query.ask`` opened them with the resident's code. They are
            printed once and leave the spool.

    Raises:
        NotFound: ``petitions.missing``; ``petitions.no_answer``: there is no such step.
        Refused: ``petitions.sealed``: confidential, and not opened.
        NotReady: ``how`` is none of the ways.
    """
    if how not in GIVEN:
        raise NotReady((Problem("how", "petitions.how"),))
    at = station.clock.now()
    with station.store.write() as db:
        one = views.one(db, station, petition_id, at)
        line = _step(one, step or one.untold_step)
        if line.is_sealed and how == "printed" and not opened:
            raise Refused("petitions.sealed")
        entry = journal.append(db, events.AnswerGiven(petition_id, line.step, how), at, by)
        now = views.one(db, station, petition_id, at)
        if how != "printed":
            return Told(now, None, 0)
        document = slips.answered(station, entry, now, line, opened or line.text)
        slip = spool.queue(db, entry, document)
        if line.is_sealed:
            drafts.shred_later(db, (), entry.position)
        return Told(now, document, slip)


def _step(one: PetitionView, number: int) -> StepView:
    found = [line for line in one.steps if line.side is Side.COUNTY and line.step == number > 0]
    if not found:
        raise NotFound("petitions.no_answer")
    return found[0]


def _sealer(station: Station) -> Sealer:
    if station.sealer is None:
        raise NotReady((Problem("secrecy", "petitions.no_key"),))
    return station.sealer


def _phone(phone: str) -> tuple[Problem, ...]:
    fits = phone.isascii() and phone.isdigit() and 5 <= len(phone) <= limits.phone_chars_max  # noqa: PLR2004
    return () if fits or not phone else (Problem("phone", "phone.digits"),)


def _dues(db: Connection, station: Station, one: PetitionView, happening: str, at: Instant) -> tuple[Due, ...]:
    book, day = station.catalogue, day_number(views.today(db, at))
    return calendar.dues(book.calendar, book.clocks, happening, one.category, one.channel, day)


def _ended(station: Station, happening: str) -> tuple[str, ...]:
    return calendar.ended(station.catalogue.clocks, happening)
