"""What is printed of a petition. Paper is Chinese; every word comes from ``petitions.slip.*``.

Of a confidential petition nothing is printed that it says, only number, category, dates and query code; the code leaves
the spool once it is on paper.
"""

from collections.abc import Iterator
from datetime import date

from kiosk.clock import local
from kiosk.errors import Bug
from kiosk.journal import Entry
from kiosk.petitions import rules
from kiosk.petitions.model import Secrecy
from kiosk.petitions.view import DueView, PetitionView, StepView
from kiosk.slips import frame
from kiosk.slips.document import AnyBlock, Banner, Big, Document, Line, Row, Rule, SignatureLine, Title
from kiosk.station import Station
from kiosk.wire import query_code

_digest_shown = 16
_text_shown = 1_500


def filed(station: Station, entry: Entry, one: PetitionView, code: str) -> Document:
    """The receipt: number, category, what is owed until when and by whom, and the code to ask with.

    Args:
        station: Where.
        entry: Of the filing.
        one: The petition.
        code: The query code.
    """
    texts = station.texts
    blocks: list[AnyBlock] = [
        *_head(station, entry, one, "petitions.slip.filed", one.by_name),
        *((Banner(texts("petitions.slip.urgent"), style="framed"),) if one.urgent else ()),
        *_what(station, one),
        *_voices(station, one),
        Rule(),
        *_dues(station, one),
        Rule(),
        Title(texts("petitions.slip.code"), size=1),
        Big(query_code.shown(code)),
        Line(texts("petitions.slip.ask_coded" if _is_hidden(one) else "petitions.slip.ask"), align="center"),
        *_confirmed(station, one),
        *_urgent(station, one),
        *frame.signed(station, entry, "PETITION", one.number, f"{one.day:%Y%m%d}", *_hash(one)),
    ]
    return Document(_title(station, one, "petitions.slip.filed"), tuple(blocks))


def answered(station: Station, entry: Entry, one: PetitionView, step: StepView, text: str) -> Document:
    """What the county says: its words, and where and until when to ask for review (C25).

    Args:
        station: Where.
        entry: Of the handing over.
        one: The petition.
        step: The county's step.
        text: Its words; opened by the query code for a confidential one.
    """
    texts = station.texts
    blocks: list[AnyBlock] = [
        *_head(station, entry, one, "petitions.slip.answer"),
        Row(texts("petitions.slip.state"), texts(one.state_word), bold=True),
        Row(texts("petitions.slip.category"), one.category_words[2] or one.category),
        *((Row(texts("petitions.slip.office"), one.office),) if one.office else ()),
        Row(texts(f"petitions.happening.{step.happening}"), f"{local(step.at_ms):%Y-%m-%d}"),
        *((Row(texts("petitions.slip.named_day"), f"{step.day:%Y-%m-%d}"),) if step.day else ()),
        Rule(),
        *map(Line, _parts(text)),
        Rule(),
        *_review(station, one),
        *_dues(station, one),
        Line(texts("petitions.slip.rate"), bold=True),
        *frame.signed(station, entry, "ANSWER", one.number, str(step.step)),
    ]
    return Document(_title(station, one, "petitions.slip.answer"), tuple(blocks))


def rated(station: Station, entry: Entry, one: PetitionView) -> Document:
    """The slip of a request to reopen: the county must answer again, until when (C11)."""
    texts = station.texts
    blocks: list[AnyBlock] = [
        *_head(station, entry, one, "petitions.slip.reopen"),
        Row(texts("petitions.slip.state"), texts(one.state_word), bold=True),
        Line(texts("petitions.slip.must_answer"), bold=True),
        *_dues(station, one),
        *frame.signed(station, entry, "REOPEN", one.number, f"{entry.day:%Y%m%d}"),
    ]
    return Document(_title(station, one, "petitions.slip.reopen"), tuple(blocks))


def followed(station: Station, entry: Entry, one: PetitionView, name: str) -> Document:
    """For somebody who follows a petition instead of filing the same again (C7)."""
    texts = station.texts
    blocks: list[AnyBlock] = [
        *_head(station, entry, one, "petitions.slip.follow"),
        *((Row(texts("petitions.slip.follower"), name),) if name else ()),
        Row(texts("petitions.slip.category"), one.category_words[2] or one.category),
        Row(texts("petitions.slip.state"), texts(one.state_word), bold=True),
        *_dues(station, one),
        *frame.signed(station, entry, "FOLLOW", one.number, f"{entry.day:%Y%m%d}"),
    ]
    return Document(_title(station, one, "petitions.slip.follow"), tuple(blocks))


def call_list(station: Station, day: date, lines: tuple[tuple[str, str, str], ...]) -> Document:
    """Whom to call on, for those without a phone: name, where, what waits."""
    texts = station.texts
    blocks: list[AnyBlock] = [Title(texts("petitions.slip.call_list")), Line(f"{day:%Y-%m-%d}", align="center"), Rule()]
    for name, where, what in lines:
        blocks += [Row(name, where, bold=True), Line(what)]
    return Document(texts("petitions.slip.call_list"), (*blocks, Rule(), SignatureLine(texts("petitions.slip.caller"))))


def bare(document: Document) -> Document:
    """The same slip without query code and without words: what stays in the spool of a confidential petition."""
    kept = tuple(Line(_HIDDEN, align="center") if _is_secret(block) else block for block in document.blocks)
    return Document(document.title, kept, document.kind, document.width_hint)


_HIDDEN = "********"


def _is_secret(block: AnyBlock) -> bool:
    """The code is large; words of a person or the county are the only plain lines that begin at the left."""
    return isinstance(block, Big) or (isinstance(block, Line) and not block.bold and block.align == "left")


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_hidden(one: PetitionView) -> bool:
    """Only the code answers a question about it."""
    return one.secrecy is not Secrecy.PUBLIC or not one.phone


def _head(station: Station, entry: Entry, one: PetitionView, key: str, by_name: str = "") -> Iterator[AnyBlock]:
    if not one.number:
        raise Bug("a slip without a number")
    yield from frame.head(station, entry, station.texts(key), by_name)
    yield Row(station.texts("petitions.slip.number"), one.number, bold=True)


def _title(station: Station, one: PetitionView, key: str) -> str:
    return f"{station.texts(key)} {one.number}"


def _what(station: Station, one: PetitionView) -> Iterator[AnyBlock]:
    texts = station.texts
    yield Row(texts("petitions.slip.category"), one.category_words[2] or one.category)
    yield Row(texts("petitions.slip.secrecy"), texts(f"petitions.secrecy.{one.secrecy.value}"))
    if one.office and one.secrecy is not Secrecy.CONFIDENTIAL:
        yield Row(texts("petitions.slip.office"), one.office)
    if one.summary:
        yield Line(one.summary, bold=True)
    if one.name:
        yield Row(texts("petitions.slip.name"), one.name)
    if one.linked:
        yield Line(texts("petitions.slip.linked", numbers=" ".join(number for _, number in one.linked)))


def _voices(station: Station, one: PetitionView) -> Iterator[AnyBlock]:
    """What the recording at the county must be (G2): the beginning of its SHA-256."""
    for voice in (each for each in one.attachments if each.role == "voice"):
        seconds = station.texts("petitions.slip.seconds", seconds=round(voice.duration_ms / 1000))
        yield Row(station.texts("petitions.slip.voice", length=seconds), voice.digest[:_digest_shown].upper())
    if others := sum(each.role != "voice" for each in one.attachments):
        yield Row(station.texts("petitions.slip.attachments"), str(others))


def _hash(one: PetitionView) -> tuple[str, ...]:
    """The first recording's SHA-256 for the signed code, in two fields that fit."""
    voice = next((each.digest.upper() for each in one.attachments if each.role == "voice"), "")
    return (voice[:32], voice[32:]) if voice else ()


def _dues(station: Station, one: PetitionView) -> Iterator[AnyBlock]:
    for due in one.dues:
        yield Row(_until(station, due), f"{due.day:%Y-%m-%d}", bold=due.statutory)
        if due.basis:
            yield Line(due.basis, align="right")


def _until(station: Station, due: DueView) -> str:
    key = "petitions.slip.due_provisional" if due.provisional else "petitions.slip.due"
    return station.texts(key, name=due.name, owner=station.texts(f"petitions.owner.{due.owner}"))


def _confirmed(station: Station, one: PetitionView) -> Iterator[AnyBlock]:
    yield Line(station.texts(f"petitions.slip.confirmed_{one.confirmed}"), align="center")
    if one.confirmed == rules.CONFIRMED[2]:
        yield SignatureLine(station.texts("petitions.slip.thumb"))


def _urgent(station: Station, one: PetitionView) -> Iterator[AnyBlock]:
    """The hotline, so that nobody waits for a line that is cut (C15)."""
    if one.urgent:
        yield Line(station.texts("petitions.slip.hotline", hotline=station.hotline), size=2, bold=True)


def _review(station: Station, one: PetitionView) -> Iterator[AnyBlock]:
    if one.review_office and one.review_day:
        values = {"office": one.review_office, "day": f"{one.review_day:%Y-%m-%d}"}
        yield Line(station.texts("petitions.slip.review", **values), bold=True)


def _parts(text: str) -> tuple[str, ...]:
    """A text in pieces that one line of a slip may hold."""
    return tuple(text[at : at + _text_shown] for at in range(0, len(text), _text_shown)) or ("",)
