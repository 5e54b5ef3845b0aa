"""File a petition: the step that turns a draft into the resident's word, taken down for good.

One transaction writes the event, its tables, what is attached, the slip, and overwrites the draft. Nothing is filed
that was not read back and confirmed (C1, G2). :func:`check` and :func:`file` judge by the same rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection

from kiosk import journal, limits
from kiosk.catalogue import calendar
from kiosk.clock import Instant, day_number
from kiosk.errors import NotReady, Problem, Refused
from kiosk.journal.append import current_epoch
from kiosk.journal.entry import REF_EPOCH
from kiosk.petitions import rules, sealed, segments, slips
from kiosk.petitions.desk import announcing, categories, drafts, duplicates, on_behalf, views
from kiosk.petitions.drafted import Content, Draft
from kiosk.petitions.model import Secrecy, petition, reply_time
from kiosk.petitions.view import PetitionView
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire import petition_ladder as ladder
from kiosk.wire.events import encode
from kiosk.wire.petition_events import Attached, PetitionBody, Petitioner, PetitionFiled


@dataclass(frozen=True)
class Filed:
    """A petition that was filed.

    Attributes:
        view: As it stands: 已收下.
        number: As on paper.
        query_code: As on paper; it is shown once and kept nowhere.
        documents: The slips, the receipt first; ``slips`` their numbers in the spool.
    """

    view: PetitionView
    number: str
    query_code: str
    documents: tuple[Document, ...]
    slips: tuple[int, ...]


@dataclass(frozen=True)
class Expectation:
    """How long answers take (C24).

    Attributes:
        median_days: Half come sooner.
        late_days: One in ten takes longer.
        told: The county's own figures; otherwise the default.
    """

    median_days: int
    late_days: int
    told: bool


def check(db: Connection, station: Station, draft: Draft) -> tuple[Problem, ...]:
    """Everything that keeps a draft from being filed, but for the confirmation; nothing is written."""
    content, attachments = draft.content, draft.attachments
    problems = (
        *categories.problems(station.catalogue, content),
        *rules.problems_in_draft(content, attachments, station.catalogue.limits.representatives),
        *_sealing(station, content),
        *_unanswered(db, draft),
        *_missing(station, attachments),
        *_unfinished(db, draft),
    )
    # Each sentence once at its place.
    return tuple({(one.field, one.key): one for one in problems}.values())


def expectation(db: Connection, category: str) -> Expectation:
    """How long answers of a category take, honestly."""
    times = [tuple(row) for row in db.execute(select(reply_time))]
    median, late = rules.expectation(times, category)
    return Expectation(median, late, any(category.startswith(one[0]) for one in times))


def file(station: Station, draft_id: int, by: str, confirmed: str) -> Filed:
    """File a draft; the county may be out of reach.

    Args:
        station: Where.
        draft_id: Which.
        by: The acting clerk.
        confirmed: How the resident confirmed what was read back: ``read``, ``heard`` or ``thumb``; "" for not.

    Raises:
        NotReady: Every problem of the draft; nothing is written.
        NotFound: ``petitions.no_draft``: it was filed or dropped before.
        Refused: ``petitions.draft_other``, ``petitions.draft_changed``.
        StoreTrouble: Nothing is written; the draft stays.
    """
    at = station.clock.now()
    with station.store.read() as db:
        draft = drafts.get(db, draft_id, by)
    secret_body = draft.content.secrecy == Secrecy.CONFIDENTIAL
    attachments = _sealed_copies(station, draft, confirmed) if secret_body else draft.attachments
    with station.store.write() as db:
        if drafts.get(db, draft_id, by) != draft:
            raise Refused("petitions.draft_changed")
        _must_be_ready(db, station, draft, confirmed)
        code = drafts.secret(db, draft_id)
        fact = _fact(db, station, _Said(draft.content, attachments, confirmed, code), by, at)
        entry = journal.append(db, fact, at, by, urgent=fact.urgent)
        announcing.announce(db, entry, attachments, at, by)
        filed = views.one(db, station, fact.petition, at)
        document = slips.filed(station, entry, filed, code.code)
        slip = spool.queue(db, entry, document)
        drafts.erase(db, draft)
        if secret_body:
            drafts.shred_later(db, (), entry.position)
    if draft.content.secrecy != Secrecy.PUBLIC:
        drafts.tidy(station)
    return Filed(filed, fact.number, code.code, (document,), (slip,))


def _sealed_copies(station: Station, draft: Draft, confirmed: str) -> tuple[Attached, ...]:
    """Durable before the transaction, as all that is attached; nothing is sealed for a draft that must wait."""
    with station.store.read() as db:
        _must_be_ready(db, station, draft, confirmed)
    if station.sealer is None:
        raise NotReady(_sealing(station, draft.content))
    return sealed.attachments(station, station.sealer, draft.attachments)


# ── Judging ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _must_be_ready(db: Connection, station: Station, draft: Draft, confirmed: str) -> None:
    problems = check(db, station, draft)
    if confirmed not in rules.CONFIRMED:
        problems = (*problems, Problem("confirmed", "petitions.not_read_back"))
    if problems:
        raise NotReady(problems)


def _sealing(station: Station, content: Content) -> tuple[Problem, ...]:
    if content.secrecy == Secrecy.CONFIDENTIAL and station.sealer is None:
        return (Problem("secrecy", "petitions.no_key"),)
    return ()


def _unanswered(db: Connection, draft: Draft) -> tuple[Problem, ...]:
    """Open petitions that are alike, and for which nobody has said: file this one all the same (C7)."""
    answered = {*draft.content.considered, *draft.content.linked}
    alike = [one for one in duplicates.suggest(db, draft) if one.id not in answered]
    if not alike:
        return ()
    return (Problem("considered", "petitions.alike", {"number": alike[0].number, "summary": alike[0].summary}),)


def _missing(station: Station, attachments: Sequence[Attached]) -> tuple[Problem, ...]:
    lost = [one for one in attachments if not station.attachments.has(one.digest)]
    return (Problem("attachments", "petitions.attachment_lost", {"count": len(lost)}),) if lost else ()


def _unfinished(db: Connection, draft: Draft) -> tuple[Problem, ...]:
    """Words that were spoken and are not attached yet: nobody may lose them by pressing the wrong button."""
    spoken_ms = segments.length_ms(db, draft.id)
    attached_ms = max((one.duration_ms for one in draft.attachments if one.role == "voice"), default=0)
    return (Problem("voice", "voice.unfinished"),) if spoken_ms > attached_ms else ()


# ── The event ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_LAST = Prepared(
    select(func.max(petition.c.id)).where(petition.c.id > bindparam("after"), petition.c.id < bindparam("before"))
)


def next_number(db: Connection) -> int:
    """The number of the next petition: ``epoch × 10⁹ + running number``."""
    base = current_epoch(db) * REF_EPOCH
    return (next(_LAST(db, after=base, before=base + REF_EPOCH).scalars()) or base) + 1


@dataclass(frozen=True)
class _Said:
    """What was read back and confirmed, ready to be filed."""

    content: Content
    attachments: tuple[Attached, ...]
    confirmed: str
    secret: drafts.Secret


def _fact(db: Connection, station: Station, said: _Said, by: str, at: Instant) -> PetitionFiled:
    content, book, day = said.content, station.catalogue, views.today(db, at)
    acting = on_behalf.current(db, station, by, at)
    session = acting.session if acting else 0
    body, number = _body(said, categories.answered(book, content), session), next_number(db)
    fact = PetitionFiled(
        petition=number, category=content.category, secrecy=content.secrecy,
        kind=rules.kind_of(content, said.attachments), body=body, sealed=b"", confirmed=said.confirmed,
        office=categories.office(book, content), village=content.place.village,
        dues=calendar.dues(
            book.calendar, book.clocks, ladder.FILED, content.category, content.channel, day_number(day)
        ),
        urgent=content.urgent, salt=said.secret.salt, check=said.secret.check,
        on_behalf=session if content.secrecy == Secrecy.PUBLIC else 0, linked=content.linked,
        channel=content.channel, number=rules.number(station.code, day.year, number),
    )  # fmt: skip
    if content.secrecy == Secrecy.CONFIDENTIAL:
        fact = _sealed(station, fact, said.secret.reply_key)
    if len(encode(fact)) > limits.petition_record_bytes_max:
        raise NotReady((Problem("text", "petitions.too_large"),))
    return fact


def _sealed(station: Station, fact: PetitionFiled, reply_key: bytes) -> PetitionFiled:
    """Number, category and dates stay in clear; nothing of what it says, who says it or what it belongs to (C4)."""
    if station.sealer is None:
        raise NotReady((Problem("secrecy", "petitions.no_key"),))
    hides = sealed.body(station.sealer, fact.body)
    return replace(fact, body=PetitionBody(), sealed=hides, kind="", linked=(), office="", reply_key=reply_key)


def _body(said: _Said, answers: tuple[tuple[str, str], ...], session: int) -> PetitionBody:
    """What it says; of an anonymous one nothing that the clerk may have typed about a person (C5)."""
    content = said.content
    anonymous = content.secrecy == Secrecy.ANONYMOUS
    confidential = content.secrecy == Secrecy.CONFIDENTIAL
    return PetitionBody(
        summary=content.summary, text=content.text, request=content.request,
        petitioner=Petitioner() if anonymous else content.petitioner, place=content.place, answers=answers,
        representatives=() if anonymous else content.representatives, attachments=said.attachments,
        linked=content.linked if confidential else (), on_behalf=session if confidential else 0,
    )  # fmt: skip
