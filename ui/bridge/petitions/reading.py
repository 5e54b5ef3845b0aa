"""What a petition says, line by line: read back to the resident before it is filed (C1, G2), and in short beside it."""

from collections.abc import Iterator

from kiosk.catalogue import Catalogue
from kiosk.petitions.drafted import Content, Draft
from kiosk.petitions.model import Secrecy
from kiosk.texts import Texts
from ui.bridge.petitions import places
from ui.bridge.petitions.category import answer_lines
from ui.bridge.petitions.voice import clock_text

STEPS = ("who", "open", "about", "say", "evidence", "where", "answer", "read")
ICONS = ("user-round", "shield", "layers", "mic", "camera", "map-pin", "phone", "book-open")
_STEP_OF = {
    "name": "who", "address": "who", "representatives": "who", "secrecy": "open", "category": "about",
    "answers": "about", "summary": "say", "text": "say", "request": "say", "voice": "say", "attachments": "evidence",
    "village": "where", "grid": "where", "place": "where", "contact": "answer", "phone": "answer",
    "household": "answer", "considered": "read", "confirmed": "read",
}  # fmt: skip


def step_of(field: str) -> str:
    """On which step a fault is mended."""
    return "about" if field.startswith("answer.") else _STEP_OF.get(field, "read")


def values(book: Catalogue, draft: Draft, texts: Texts) -> dict[str, str]:
    """Each step in a word; "" for what is not there yet."""
    content, where = draft.content, draft.content.place
    anonymous = content.secrecy == Secrecy.ANONYMOUS
    beside = sum(one.role != "voice" for one in draft.attachments)
    group = texts("petitions-ui.group", group=where.group) if where.group else ""
    return {
        "who": texts("petitions-ui.no_name") if anonymous else content.petitioner.name,
        "open": texts(f"petitions.secrecy.{content.secrecy}") if content.secrecy else "",
        "about": book.category(content.category).level3 if content.category else "",
        "say": content.summary or spoken(draft, texts) or content.text[:24],
        "evidence": texts("petitions-ui.pieces", count=beside) if beside else "",
        "where": f"{places.name_of(book, where.village)}{group}",
        "answer": texts("petitions-ui.by_code") if anonymous else _contact(content, texts),
        "read": "",
    }


def spoken(draft: Draft, texts: Texts) -> str:
    """How long somebody spoke, or ""."""
    length_ms = sum(one.duration_ms for one in draft.attachments if one.role == "voice")
    return texts("petitions-ui.spoken", length=clock_text(length_ms)) if length_ms else ""


def lines(book: Catalogue, draft: Draft, texts: Texts) -> list[dict[str, str]]:
    """Everything that will be filed, as one reads it aloud."""
    named = ((texts(f"petitions-ui.line.{key}"), text) for key, text in _said(book, draft, texts))
    asked = answer_lines(book, draft.content, texts) if draft.content.category else []
    return [{"title": title, "text": text} for title, text in (*named, *asked) if text]


def _said(book: Catalogue, draft: Draft, texts: Texts) -> Iterator[tuple[str, str]]:
    content, who, where = draft.content, draft.content.petitioner, draft.content.place
    told = values(book, draft, texts)
    yield "who", told["who"]
    if content.secrecy != Secrecy.ANONYMOUS:
        yield "address", who.address
        yield "representatives", "、".join(content.representatives)
    yield "summary", content.summary
    yield "text", content.text
    yield "voice", spoken(draft, texts)
    yield "request", content.request
    yield "evidence", told["evidence"]
    yield "where", " ".join(filter(None, (told["where"], where.grid, where.words)))
    yield "about", told["about"]
    yield "open", told["open"]
    yield "urgent", texts("petitions-ui.yes") if content.urgent else ""
    yield "answer", told["answer"]


def _contact(content: Content, texts: Texts) -> str:
    who = content.petitioner
    if not who.name or who.contact not in ("phone", "household", "again"):
        return ""
    detail = {"phone": who.phone, "household": who.household}.get(who.contact, "")
    return f"{texts(f'petitions.contact.{who.contact}')} {detail}".strip()
