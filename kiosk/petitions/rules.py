"""What may be filed, and how a petition is named, shown and judged: values in, values out.

Every fault of a draft is a :class:`Problem`, so that a page shows all of them at once.
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk import limits, typed
from kiosk.errors import Problem
from kiosk.petitions.drafted import Content
from kiosk.petitions.model import Secrecy
from kiosk.wire.petition_events import Attached, Petitioner
from kiosk.wire.petition_ladder import State

_REF_EPOCH = 1_000_000_000
_NUMBER_DIGITS = 6
CONFIRMED = ("read", "heard", "thumb")
"""How a resident confirms what was taken down (C1, G2): read back, played back, or by thumb."""
CONTACTS = ("phone", "household", "again")
SOLVED = ("yes", "partly", "no")
IDENTITIES = ("known", "id_card", "household_book", "phone_code")
median_days_default = 11
late_days_default = 41
"""Of 2,815 real replies half came within 11 days, nine in ten within 41 (C24); the county's figures replace these."""

# ── Numbers and words ─────────────────────────────────────────────────────────────────────────────────────────────────


def number(station: str, year: int, petition: int) -> str:
    """A petition's number on paper: ``W0112-2026-000123``; a station that was restored from a copy adds its epoch."""
    epoch, running = divmod(petition, _REF_EPOCH)
    life = "" if epoch <= 1 else f"-{epoch}"
    return f"W{station.rsplit('-', 1)[-1]}-{year}-{running:0{_NUMBER_DIGITS}}{life}"


def read_number(text: str) -> str:
    """A number as a person types or scans it, in its one spelling."""
    return "".join(text[: limits.code_chars_max * 4].upper().split()).replace("—", "-").replace("－", "-")


ICONS = {
    State.FILED: "inbox",
    State.REGISTERED: "clipboard-check",
    State.AWAITING: "hourglass",
    State.IN_HAND: "refresh-cw",
    State.SCHEDULED: "calendar-days",
    State.WANTED: "circle-question-mark",
    State.SUPPLEMENTED: "list-checks",
    State.TRANSFERRED: "send",
    State.DONE: "circle-check",
    State.REOPEN_ASKED: "rotate-ccw",
    State.REOPENED: "history",
    State.CLOSED: "archive",
    State.WITHDRAWN: "ban",
}
"""Each state has its own (C10)."""


def state_word(state: State | str) -> str:
    """Key of the word for a state: on screen and slip the same."""
    return f"petitions.state.{State(state).value}"


def state_sound(state: State) -> str:
    """Name of the recorded word for a state."""
    return f"petition_{state.value}"


# ── Texts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

_PLAIN = "\n\t"
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def cleaned(text: str) -> tuple[str, bool]:
    """A text without what has no place on paper, and whether there was any.

    Control characters, halves of characters and marks that turn the direction of writing go; emoji, rare characters
    and those of the private-use areas stay as they are.
    """
    kept = "".join(filter(_stays, text.replace("\r\n", "\n").replace("\r", "\n")))
    return kept, len(kept) != len(text) - text.count("\r\n")


def _stays(char: str) -> bool:
    return char in _PLAIN or (char not in _DIRECTIONS and unicodedata.category(char) not in ("Cc", "Cs"))


def clean(content: Content) -> tuple[Content, bool]:
    """A draft with every text cleaned and trimmed, and whether something was taken out."""
    taken = False

    def one(text: str) -> str:
        nonlocal taken
        kept, changed = cleaned(text)
        taken = taken or changed
        return kept.strip()

    who, where = content.petitioner, content.place
    return Content(
        category=content.category, secrecy=content.secrecy, summary=one(content.summary), text=one(content.text),
        request=one(content.request),
        petitioner=Petitioner(
            one(who.name), one(who.resident), one(who.phone), one(who.address), one(who.household), who.contact
        ),
        place=type(where)(one(where.village), where.group, one(where.grid), one(where.words)),
        answers=tuple((code, one(answer)) for code, answer in content.answers),
        representatives=tuple(one(name) for name in content.representatives if name.strip()),
        urgent=content.urgent, linked=content.linked, considered=content.considered, channel=one(content.channel),
    ), taken  # fmt: skip


# ── What keeps a draft from being kept or filed ───────────────────────────────────────────────────────────────────────


def problems_in_texts(content: Content, representatives_max: int) -> tuple[Problem, ...]:
    """Texts that are too long, and too many of something; a draft with these is not even kept."""
    who, where = content.petitioner, content.place
    most = {
        "summary": (content.summary, limits.petition_summary_chars_max),
        "text": (content.text, limits.petition_text_chars_max),
        "request": (content.request, limits.note_chars_max),
        "name": (who.name, limits.name_chars_max),
        "phone": (who.phone, limits.phone_chars_max),
        "address": (who.address, limits.address_chars_max),
        "household": (who.household, limits.household_chars_max),
        "grid": (where.grid, limits.name_chars_max),
        "place": (where.words, limits.note_chars_max),
    }
    found = [problem for field, (text, chars) in most.items() for problem in typed.problems(field, text, chars)]
    for code, answer in content.answers:
        found += typed.problems(f"answer.{code}", answer, limits.note_chars_max)
    for name in content.representatives:
        found += typed.problems("representatives", name, limits.name_chars_max)
    return (*found, *_too_many(content, representatives_max))


def _too_many(content: Content, representatives_max: int) -> Iterable[Problem]:
    if len(content.representatives) > representatives_max:
        yield Problem("representatives", "petitions.representatives", {"most": representatives_max})
    if len(content.answers) > limits.petition_answers_max or len(content.linked) > limits.petition_links_max:
        yield Problem("answers", "petitions.too_many")


def problems_in_draft(
    content: Content, attachments: Sequence[Attached], representatives_max: int
) -> tuple[Problem, ...]:
    """Everything that a complete petition lacks (C1)."""
    return (*problems_in_texts(content, representatives_max), *_lacking(content, attachments), *_person(content))


def _lacking(content: Content, attachments: Sequence[Attached]) -> Iterable[Problem]:
    if not content.category:
        yield Problem("category", "petitions.category")
    if content.secrecy not in set(Secrecy):
        yield Problem("secrecy", "petitions.secrecy")
    if not content.summary:
        yield Problem("summary", "petitions.summary")
    elif "\n" in content.summary:
        yield Problem("summary", "petitions.one_line")
    told = {"voice", "document", "photo", "video"} & {one.role for one in attachments}
    if not content.text and not told:
        yield Problem("text", "petitions.nothing_told")
    if not content.place.village:
        yield Problem("village", "petitions.village")


def _person(content: Content) -> Iterable[Problem]:
    """Name, address and a way for the answer; nothing of it for an anonymous one (C5)."""
    if content.secrecy == Secrecy.ANONYMOUS:
        if content.representatives:
            yield Problem("representatives", "petitions.anonymous_group")
        return
    who = content.petitioner
    if not who.name:
        yield Problem("name", "petitions.name")
    if not who.address and not who.household:
        yield Problem("address", "petitions.address")
    if who.contact not in CONTACTS:
        yield Problem("contact", "petitions.contact")
    elif who.contact == "household" and not who.household:
        yield Problem("household", "petitions.household")
    if who.phone and not (who.phone.isascii() and who.phone.isdigit() and len(who.phone) >= 5):  # noqa: PLR2004
        yield Problem("phone", "phone.digits")
    elif who.contact == "phone" and not who.phone:
        yield Problem("phone", "petitions.phone")


def kind_of(content: Content, attachments: Sequence[Attached]) -> str:
    """How it was brought mostly: ``spoken``, ``written`` (on paper), ``typed``, or ``mixed``."""
    roles = {one.role for one in attachments}
    brought = [
        kind for kind, is_so in (
            ("spoken", "voice" in roles), ("written", "document" in roles), ("typed", bool(content.text))
        ) if is_so
    ]  # fmt: skip
    return brought[0] if len(brought) == 1 else "mixed" if brought else "written"


# ── Duplicates (C7) ───────────────────────────────────────────────────────────────────────────────────────────────────

_alike_chars = 500
_alike_words = 0.3
_alike_place = 0.12


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring letters and characters; punctuation and spaces are left out."""
    letters = "".join(char for char in text[:_alike_chars].casefold() if char.isalnum())
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's index of two sets of bigrams, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


@dataclass(frozen=True)
class Likeness:
    """Why two petitions may be the same matter."""

    person: bool
    category: bool
    village: bool
    words: float

    @property
    def alike(self) -> bool:
        """Worth asking about: the same person on the same matter, or like words about the same place."""
        if self.person and (self.category or self.words >= _alike_words):
            return True
        return self.village and (self.words >= _alike_words or (self.category and self.words >= _alike_place))

    @property
    def rank(self) -> float:
        """The higher, the more alike."""
        return 2 * self.person + self.category + 0.5 * self.village + 2 * self.words


# ── Due days ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_late(due_day: int, today: date | int) -> bool:
    """The day has passed."""
    return due_day < _number(today)


def is_three_times_late(start: int, due_day: int, today: date | int) -> bool:
    """More than three times the term has passed since it began (C3, as in Signalen)."""
    return due_day > start > 0 and _number(today) - start > 3 * (due_day - start)


def _number(day: date | int) -> int:
    return day if isinstance(day, int) else day.toordinal() - date(1970, 1, 1).toordinal()


# ── What may be done now ──────────────────────────────────────────────────────────────────────────────────────────────

_ANSWERED = (State.DONE, State.CLOSED)


def can_rate(state: State, answer_step: int, rated_step: int) -> bool:
    """An answer is there and was not rated yet (C11)."""
    return state in _ANSWERED and answer_step > rated_step


def can_supplement(state: State) -> bool:
    """The county may still hear more, asked or not."""
    return state not in (State.CLOSED, State.WITHDRAWN)


def can_withdraw(state: State) -> bool:
    """Nothing has been decided yet."""
    return state not in (State.DONE, State.CLOSED, State.WITHDRAWN)


def tail_fits(phone: str, typed_text: str) -> bool:
    """Whether four digits are the end of a phone number (尾号)."""
    tail = "".join(typed_text.split())
    return len(tail) == 4 and tail.isascii() and tail.isdigit() and phone.endswith(tail) and len(phone) > 4  # noqa: PLR2004


def expectation(times: Collection[tuple[str, int, int]], category: str) -> tuple[int, int]:
    """Median and nine-in-ten days of a category: the county's figure that fits most closely, or the default (C24)."""
    fitting = [one for one in times if category.startswith(one[0])]
    if not fitting:
        return median_days_default, late_days_default
    _, median, late = max(fitting, key=lambda one: len(one[0]))
    return median, late
