"""A petition as people are shown it, on the screen and on paper."""

from dataclasses import dataclass
from datetime import date

from kiosk.petitions.model import Secrecy
from kiosk.wire.petition_ladder import Side, State


@dataclass(frozen=True)
class DueView:
    """A day on which somebody owes something.

    Attributes:
        clock: Code; ``name`` in words.
        day: Until when.
        provisional: 预计: no table of that year's holidays has come yet.
        owner: ``county``, ``office``, ``resident`` or ``station``.
        late: The day has passed; ``three_times_late`` three times the term has.
        days_left: Until then; negative when late.
        was: The day before it was last moved, or None.
        cause: Why it is this day: a happening, ``category`` or ``holidays``; its word is
            ``petitions.happening.<cause>``.
        basis: Where the term is written, or "".
        statutory: A term of the law.
    """

    clock: str
    name: str
    day: date
    provisional: bool
    owner: str
    late: bool
    three_times_late: bool
    days_left: int
    was: date | None
    cause: str
    basis: str
    statutory: bool


@dataclass(frozen=True)
class StepView:
    """One line of the ladder.

    Attributes:
        step: The county's number; of a step of ours, the last one known then.
        side: Whose it is.
        happening: Its word is ``petitions.happening.<happening>``.
        office: Who took over, in words, or "".
        text: For the resident; "" where it is sealed.
        is_sealed: The text opens only with the query code.
        day: A day that the step names, or None.
        at_ms: When it became known here.
        by: The clerk, or "".
    """

    step: int
    side: Side
    happening: str
    office: str
    text: str
    is_sealed: bool
    day: date | None
    at_ms: int
    by: str


@dataclass(frozen=True)
class AttachmentView:
    """A recording, photo, document or film; ``digest`` names it in the store of attachments."""

    digest: str
    mime: str
    bytes: int
    role: str
    duration_ms: int


@dataclass(frozen=True)
class PetitionView:
    """One petition.

    Attributes:
        id: Its number as an int; ``number`` as on paper.
        category: Code; ``category_words`` its three levels, from the top.
        secrecy: Of a confidential one only number, category, dates and state are here, and all texts are "".
        kind: ``spoken``, ``written``, ``typed`` or ``mixed``; its word is ``petitions.kind.<kind>``.
        state: Where it stands; ``state_word``, ``icon`` and ``sound`` say it.
        state_since_ms: Since when.
        filed_ms: When it was taken down, on the business day ``day``, by the clerk ``by``.
        village: Code; ``village_name`` in words.
        office: Who is in charge, in words; the receiving office at first. "" for a confidential one at first.
        urgent: It overtakes.
        summary: One line; ``text`` and ``request`` the rest.
        name: Of who speaks; ``name_masked`` for eyes that need not know it. "" for an anonymous one.
        contact: How the answer finds the person.
        next_due: The next day on which somebody owes something, or None; ``dues`` all of them.
        steps: The ladder, oldest first; () in lists.
        attachments: What belongs to it; () in lists.
        linked: Earlier ones that it was filed beside: (id, number); () in lists.
        followers: Who else follows it; () in lists.
        answer: The last answer's text; "" when there is none or it is sealed, and in lists.
        answer_step: Its number, 0 for none.
        untold_step: The newest step that the resident was not told yet, 0 for none.
        solved: The last rating, or "".
        can_rate: An answer waits to be rated; ``can_supplement`` and ``can_withdraw`` likewise.
        asked_step: The county's question that waits for an answer, 0 for none.
        followup_due: Four weeks after the answer: ask whether it is solved (C12).
        review_office: Where to ask for review, or ""; ``review_day`` until when.
        at_county: The county has its record.
        forgotten: Its words were removed here after their time (C6).
        confirmed: How the resident confirmed.
    """

    id: int
    number: str
    category: str
    category_words: tuple[str, str, str]
    secrecy: Secrecy
    kind: str
    channel: str
    state: State
    state_word: str
    icon: str
    sound: str
    state_since_ms: int
    filed_ms: int
    day: date
    by: str
    by_name: str
    village: str
    village_name: str
    office: str
    urgent: bool
    summary: str
    text: str
    request: str
    name: str
    name_masked: str
    resident: str
    phone: str
    address: str
    household: str
    contact: str
    group: int
    grid: str
    place: str
    answers: tuple[tuple[str, str], ...]
    representatives: tuple[str, ...]
    next_due: DueView | None
    dues: tuple[DueView, ...]
    steps: tuple[StepView, ...]
    attachments: tuple[AttachmentView, ...]
    linked: tuple[tuple[int, str], ...]
    followers: tuple[str, ...]
    answer: str
    answer_step: int
    answer_ms: int
    untold_step: int
    solved: str
    can_rate: bool
    can_supplement: bool
    can_withdraw: bool
    asked_step: int
    followup_due: bool
    review_office: str
    review_day: date | None
    at_county: bool
    forgotten: bool
    confirmed: str

    @property
    def known_step(self) -> int:
        """Number of the county's last step that is known here; only where the ladder was read."""
        return max((line.step for line in self.steps), default=0)
