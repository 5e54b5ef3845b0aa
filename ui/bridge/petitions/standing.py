"""How petitions look in words: the tone of each state, who owes what by when and how late, a line of a list."""

from datetime import date
from typing import TYPE_CHECKING, Any

from kiosk.petitions.model import Secrecy
from kiosk.petitions.view import DueView, PetitionView
from kiosk.wire.petition_ladder import State
from ui.words import moment_text

if TYPE_CHECKING:
    from kiosk.texts import Texts

TONES = {
    State.FILED: "quiet",
    State.REGISTERED: "info",
    State.AWAITING: "info",
    State.IN_HAND: "info",
    State.SCHEDULED: "info",
    State.WANTED: "attention",
    State.SUPPLEMENTED: "info",
    State.TRANSFERRED: "info",
    State.DONE: "good",
    State.REOPEN_ASKED: "attention",
    State.REOPENED: "attention",
    State.CLOSED: "good",
    State.WITHDRAWN: "quiet",
}
"""A state is never told by its colour alone: icon and word differ too (C10)."""

SECRECY_ICONS = {Secrecy.PUBLIC: "users", Secrecy.CONFIDENTIAL: "lock", Secrecy.ANONYMOUS: "user-round"}
SOON_DAYS = 3
FIELDS = (
    *("id", "section", "title", "subtitle", "stateText", "stateIcon", "tone"),
    *("dueText", "leftText", "dueTone", "mark"),
)
"""Of a line of a list."""


def title(one: PetitionView) -> str:
    """What it is about; of a confidential one only its category may be known."""
    return one.summary or one.category_words[2] or one.category


def day_words(day: date, today: date, texts: "Texts") -> str:
    """11月25日; with the year where it is another."""
    key = "petition-work-ui.day" if day.year == today.year else "petition-work-ui.day_year"
    return texts(key, year=day.year, month=day.month, day=day.day)


def left_words(due: DueView, texts: "Texts") -> str:
    """How long until then, or how late: 还有 3 天, 今天到期, 晚了 5 天, and what is three times late (C3)."""
    if due.three_times_late:
        return texts("petition-work-ui.late_three", days=-due.days_left)
    if due.late:
        return texts("petition-work-ui.late", days=-due.days_left)
    return texts("petition-work-ui.left", days=due.days_left) if due.days_left else texts("petition-work-ui.left_today")


def due_tone(due: DueView) -> str:
    """Late is danger, the last days are attention; what only the resident may do is never pressing."""
    if due.owner == "resident":
        return "soft"
    return "danger" if due.late else "attention" if due.days_left <= SOON_DAYS else "ink"


def due_facts(due: DueView, today: date, texts: "Texts") -> dict[str, Any]:
    """A day on which somebody owes something, with who, why, and from when it was moved."""
    moved = ""
    if due.was is not None and due.was != due.day:
        cause = texts(f"petitions.happening.{due.cause}")
        moved = texts("petition-work-ui.moved", day=day_words(due.was, today, texts), cause=cause)
    return {
        "owner": texts(f"petition-work-ui.owes.{due.owner}"),
        "what": due.name,
        "day": texts("petition-work-ui.until", day=day_words(due.day, today, texts)),
        "left": left_words(due, texts),
        "tone": due_tone(due),
        "late": due.late and due.owner != "resident",
        "provisional": texts("petition-work-ui.provisional") if due.provisional else "",
        "moved": moved,
        "basis": due.basis,
    }


def row(one: PetitionView, today: date, texts: "Texts", section: str = "") -> dict[str, Any]:
    """A petition as a line of a list."""
    due = one.next_due
    who = one.name or texts(f"petitions.secrecy.{one.secrecy.value}")
    about = [one.number, who, one.village_name, one.category_words[2] if one.summary else ""]
    provisional = texts("petition-work-ui.provisional") if due is not None and due.provisional else ""
    mark = "petition-work-ui.urgent" if one.urgent and one.state is not State.CLOSED else ""
    return {
        "id": str(one.id),
        "section": section,
        "title": title(one),
        "subtitle": " · ".join(filter(None, about)),
        "stateText": texts(one.state_word),
        "stateIcon": one.icon,
        "tone": TONES[one.state],
        "dueText": owed(due, today, texts) if due is not None else "",
        "leftText": " ".join(filter(None, (left_words(due, texts), provisional))) if due is not None else "",
        "dueTone": due_tone(due) if due is not None else "soft",
        "mark": texts(mark) if mark else "",
    }


def owed(due: DueView, today: date, texts: "Texts") -> str:
    """Who owes it, until when: 县里 12月5日前."""
    who, day = texts(f"petition-work-ui.owes.{due.owner}"), day_words(due.day, today, texts)
    return texts("petition-work-ui.owed", who=who, day=day)


def since(at_ms: int, now_ms: int, texts: "Texts") -> str:
    """Since when it stands so."""
    return texts("petition-work-ui.since", when=moment_text(at_ms, now_ms, texts))
