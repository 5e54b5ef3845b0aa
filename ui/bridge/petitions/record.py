"""What stands in a petition, in words: what was said, what is attached, and each rung of its ladder."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from kiosk.catalogue.asking import NO, YES
from kiosk.catalogue.formats import AnswerKind
from kiosk.petitions.model import Secrecy
from kiosk.petitions.view import AttachmentView, PetitionView, StepView
from kiosk.wire.petition_ladder import Side
from ui.bridge.petitions import standing
from ui.words import moment_text

if TYPE_CHECKING:
    from kiosk.catalogue import Catalogue
    from kiosk.texts import Texts

_ROLE_ICONS = {"voice": "mic", "photo": "image", "document": "file-text", "video": "play", "proof": "user-check"}
_PICTURES = frozenset({"photo", "document", "proof"})
_LOOKS = {
    "registered": ("clipboard-check", "brand"),
    "accepted": ("hourglass", "brand"),
    "transferred": ("send", "brand"),
    "taken_up": ("refresh-cw", "brand"),
    "asked": ("circle-question-mark", "attention"),
    "scheduled": ("calendar-days", "brand"),
    "answered": ("circle-check", "good"),
    "extended": ("clock", "attention"),
    "reopened": ("history", "attention"),
    "declined": ("circle-x", "attention"),
    "closed": ("archive", "good"),
    "filed": ("inbox", "brand"),
    "supplemented": ("list-checks", "brand"),
    "not_solved": ("rotate-ccw", "attention"),
    "rated_yes": ("star", "good"),
    "rated_partly": ("star", "brand"),
    "withdrawn": ("ban", "quiet"),
    "category": ("tag", "brand"),
    "review_asked": ("scale", "brand"),
    "review_answered": ("scale", "good"),
}
_KIB = 1024


def rung(step: StepView, by: str, today: date, now_ms: int, texts: "Texts") -> dict[str, Any]:
    """One step of either side; the county's words to the resident stand in full, unless they are sealed.

    Args:
        step: Of the ladder.
        by: Name of the clerk whose step it was.
        today: The business date.
        now_ms: As the county's clock goes.
        texts: In the screen's language.
    """
    icon, tone = _LOOKS.get(step.happening, ("circle-dot", "brand"))
    named = texts("petition-work-ui.named_day", day=standing.day_words(step.day, today, texts)) if step.day else ""
    side = texts("petition-work-ui.side.county") if step.side is Side.COUNTY else by
    about = (moment_text(step.at_ms, now_ms, texts), side, step.office, named)
    return {
        "title": texts(f"petitions.happening.{step.happening}"),
        "about": " · ".join(filter(None, about)),
        "text": texts("petition-work-ui.step_sealed") if step.is_sealed else step.text,
        "quiet": step.is_sealed,
        "icon": icon,
        "tone": tone,
    }


def lines(one: PetitionView, book: "Catalogue", texts: "Texts") -> list[dict[str, str]]:
    """What was taken down, as label and value; nothing of a confidential one."""
    if one.secrecy is Secrecy.CONFIDENTIAL:
        return []
    group = texts("petitions.slip.group", group=one.group) if one.group else ""
    where = " ".join(filter(None, (one.village_name, group, one.grid, one.place)))
    contact = texts(f"petitions.contact.{one.contact}") if one.contact else ""
    values = {
        "text": one.text,
        "request": one.request,
        "place": where,
        "person": " ".join(filter(None, (one.name, one.phone))),
        "address": " ".join(filter(None, (one.address, one.household))),
        "contact": contact,
        "representatives": texts("petition-work-ui.and").join(one.representatives),
        "followers": texts("petition-work-ui.and").join(filter(None, one.followers)),
    }
    said = [{"label": texts(f"petition-work-ui.line.{name}"), "value": value} for name, value in values.items()]
    return [line for line in (*said, *_answers(one, book, texts)) if line["value"]]


def _answers(one: PetitionView, book: "Catalogue", texts: "Texts") -> Iterator[dict[str, str]]:
    chinese = texts.language == "zh"
    asked = {question.code: question for question in book.questions}
    for code, answer in one.answers:
        question = asked.get(code)
        if question is None:  # the county asks it no longer
            yield {"label": code, "value": answer}
            continue
        choices = {
            choice.code: choice.name if chinese else choice.name_en or choice.name for choice in question.choices
        }
        if question.kind is AnswerKind.YES_NO:
            choices = {YES: texts("petition-work-ui.yes"), NO: texts("petition-work-ui.no")}
        label = question.zh if chinese else question.en or question.zh
        yield {"label": label, "value": choices.get(answer, answer)}


def attachments(some: Iterable[AttachmentView], texts: "Texts") -> list[dict[str, Any]]:
    """Recordings, photos, documents and films, numbered each for itself."""
    numbers: Counter[str] = Counter()
    found = []
    for one in some:
        numbers[one.role] += 1
        found.append(_attachment(one, numbers[one.role], texts))
    return found


def _attachment(one: AttachmentView, number: int, texts: "Texts") -> dict[str, Any]:
    """``how`` says what a press does: ``listen``, ``see`` or nothing."""
    length = texts("petition-work-ui.seconds", seconds=round(one.duration_ms / 1000)) if one.duration_ms else ""
    size = texts("petition-work-ui.kib", kib=max(1, one.bytes // _KIB))
    how = "listen" if one.role == "voice" else "see" if one.role in _PICTURES else ""
    role = texts(f"petition-work-ui.role.{one.role}") if one.role in _ROLE_ICONS else one.role
    return {
        "digest": one.digest,
        "icon": _ROLE_ICONS.get(one.role, "file-text"),
        "title": texts("petition-work-ui.attachment", role=role, number=number),
        "about": " · ".join(filter(None, (length, size))),
        "how": how,
    }
