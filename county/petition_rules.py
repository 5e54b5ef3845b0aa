"""What the county may do with a petition where it stands, and by when: values in, values out.

Terms, holidays and categories are the catalogue's, reckoned with the very code that the stations use.
"""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

import resources
from kiosk.catalogue import calendar
from kiosk.catalogue.calendar import Calendar, Unit
from kiosk.catalogue.formats import (
    Category,
    Clock,
    ClocksFile,
    Division,
    Head,
    Holiday,
    Office,
    OfficesFile,
    Question,
    QuestionsFile,
)
from kiosk.wire.petition_events import Due
from kiosk.wire.petition_ladder import State

EXTENSION_DAYS_MAX = 30  # 信访工作条例（2022）第三十四条
_REVIEW_KIND = "review"
_TOWN_DIGITS = 9
TIMES_LATE = 3  # as in Signalen
DECIDE, REVIEW, REVIEW_ANSWER = "decide", "review", "review_answer"
_ANY = (
    State.REGISTERED, State.AWAITING, State.IN_HAND, State.SCHEDULED, State.WANTED, State.SUPPLEMENTED,
    State.TRANSFERRED, State.REOPENED,
)  # fmt: skip
_ANSWERED = (State.DONE, State.CLOSED)
WHERE: dict[str, Collection[State]] = {
    "registered": (State.FILED,),
    "accepted": (State.REGISTERED, State.TRANSFERRED, State.SUPPLEMENTED),
    "transferred": (State.FILED, *_ANY),
    "taken_up": tuple(state for state in _ANY if state is not State.IN_HAND),
    "asked": tuple(state for state in _ANY if state is not State.WANTED),
    "scheduled": _ANY,
    "extended": _ANY,
    "answered": _ANY,
    "reopened": (State.REOPEN_ASKED, *_ANSWERED),
    "declined": (State.REOPEN_ASKED,),
    "closed": (State.DONE,),
    "review_asked": _ANSWERED,
    "review_answered": _ANSWERED,
}
"""Where each step may be taken. 申请重办 is answered by ``reopened`` or ``declined`` and by nothing else (C11)."""


@dataclass(frozen=True)
class Rulebook:
    """The catalogue's terms and words for petitions.

    Attributes:
        calendar: Which days are worked.
        clocks: The terms.
        categories: By code.
        offices: Whom a petition can be given to, by code.
        places: Names of towns and villages, by code.
        questions: Extra questions, by code.
    """

    calendar: Calendar
    clocks: tuple[Clock, ...]
    categories: dict[str, Category]
    offices: dict[str, Office]
    places: dict[str, str]
    questions: dict[str, Question]

    @property
    def review_office(self) -> str:
        """Code of the office to ask for review where nobody says otherwise (C25)."""
        return next((code for code, office in self.offices.items() if office.kind == _REVIEW_KIND), "")

    def dues(self, happening: str, category: str, channel: str, day: int) -> tuple[Due, ...]:
        """The days that a happening makes somebody owe."""
        return calendar.dues(self.calendar, self.clocks, happening, category, channel, day)

    def ended(self, happening: str) -> tuple[str, ...]:
        """Codes of the clocks that it stops."""
        return calendar.ended(self.clocks, happening)

    def moved(self, running: Collection[Due], category: str, channel: str) -> tuple[Due, ...]:
        """Running terms that are others in another category, from the day on which they began (C3)."""
        return tuple(
            due
            for old in running
            for happening in sorted({clock.starts for clock in self.clocks if clock.code == old.clock})
            for due in self.dues(happening, category, channel, old.start)
            if due.clock == old.clock and old.days and (due.days, due.unit) != (old.days, old.unit)
        )

    def now(self, due: Due) -> Due:
        """The same term by the tables of holidays in force: working days may have moved since it was told."""
        if due.unit != Unit.WORKING or not due.days:
            return due
        term = self.calendar.after(due.start, due.days, Unit.WORKING)
        return msgspec.structs.replace(due, day=term.day, provisional=term.provisional)

    def office_name(self, code: str) -> str:
        """An office's name, or the code itself when it is not listed."""
        return self.offices[code].name if code in self.offices else code

    def asked(self, code: str, answer: str) -> tuple[str, str]:
        """An extra question and its answer in words; codes where they are not listed (C20)."""
        if (question := self.questions.get(code)) is None:
            return code, answer
        words = {"yes": "是", "no": "否"} | {one.code: one.name for one in question.choices}
        return question.zh, words.get(answer, answer)

    def place_name(self, code: str) -> str:
        """A village with its town, or the code itself when it is not listed."""
        town = self.places.get(code[:_TOWN_DIGITS], "") if len(code) > _TOWN_DIGITS else ""
        return f"{town}{self.places[code]}" if code in self.places else code

    def category_words(self, code: str) -> str:
        """城乡建设 / 道路 / 路灯, or the code itself when it is not listed."""
        row = self.categories.get(code)
        return f"{row.level1} / {row.level2} / {row.level3}" if row else code


@cache
def rulebook() -> Rulebook:
    """The one that ships."""
    head = msgspec.toml.decode(_read("catalogue.toml"), type=Head)
    clocks = msgspec.toml.decode(_read("clocks.toml"), type=ClocksFile).clocks
    offices = msgspec.toml.decode(_read("offices.toml"), type=OfficesFile).offices
    return Rulebook(
        Calendar(_rows("holidays.csv", Holiday), head.holiday_years), clocks,
        {one.code: one for one in _rows("categories.csv", Category)}, {one.code: one for one in offices},
        {one.code: one.name for one in _rows("divisions.csv", Division)},
        {one.code: one for one in msgspec.toml.decode(_read("questions.toml"), type=QuestionsFile).questions},
    )  # fmt: skip


def offers(state: State, running: Collection[Due]) -> tuple[str, ...]:
    """The steps that may be taken now.

    Args:
        state: Where the petition stands.
        running: The terms that run. One is extended once only: an extension names its day, and counts none.
    """
    found = [happening for happening, states in WHERE.items() if state in states]
    needs = {
        "extended": any(due.clock == DECIDE and due.days for due in running),
        "review_answered": any(due.clock == REVIEW_ANSWER for due in running),
    }
    return tuple(one for one in found if needs.get(one, True))


def is_late(due: Due, today: int) -> bool:
    """The day has passed."""
    return due.day < today


def is_three_times_late(due: Due, today: int) -> bool:
    """More than three times the term has passed since it began (C3)."""
    return due.day > due.start > 0 and today - due.start > TIMES_LATE * (due.day - due.start)


def _read(name: str) -> bytes:
    return resources.path("catalogue", name).read_bytes()


def _rows(name: str, of: type[Any]) -> list[Any]:
    return [msgspec.convert(row, of, strict=False) for row in csv.DictReader(_read(name).decode("utf-8").splitlines())]
