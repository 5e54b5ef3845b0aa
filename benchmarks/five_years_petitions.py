"""The petitions of the five years: 8,000 of them, with the county's steps, the ratings, and what was told.

Lengths are those of 2,816 real ones (half above 190 characters, one in ten above 695), and so are the waits for an
answer (half within 11 days, one in ten over 41).
"""

import math
import os
import random
from collections.abc import Callable, Sequence
from itertools import count

from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.catalogue import calendar
from kiosk.clock import day_number
from kiosk.journal.append import current_epoch
from kiosk.journal.entry import REF_EPOCH
from kiosk.station import Station
from kiosk.wire.decisions import RollResident
from kiosk.wire.events import Decision, Event
from kiosk.wire.petition_decisions import PetitionStep
from kiosk.wire.petition_events import (
    AnswerGiven,
    Attached,
    Due,
    PetitionBody,
    Petitioner,
    PetitionFiled,
    PetitionRated,
    Place,
)

PETITIONS = int(os.environ.get("CUNKOU_BENCH_PETITIONS", "8000"))
VILLAGE = "430726102202"
_CHARS_MEDIAN, _CHARS_ONE_IN_TEN, _CHARS_MAX = 190, 695, 4_000
_DAYS_MEDIAN, _DAYS_ONE_IN_TEN, _DAYS_MAX = 11, 41, 200
_ONE_IN_TEN = 1.2816  # of the normal distribution
_SPOKEN, _CONFIDENTIAL, _ANONYMOUS, _RATED, _NOT_SOLVED, _TOLD = 0.6, 0.1, 0.05, 0.5, 0.08, 0.9
_CLOSED_AFTER = 35  # days
_SIGNS = [chr(0x4E00 + number) for number in range(3_000)]
Says = Callable[..., None]


class PetitionYears:
    """One desk, day after day."""

    def __init__(
        self, station: Station, people: Sequence[RollResident], chance: random.Random, clerk: str, says: Says
    ) -> None:
        """Bind the house.

        Args:
            station: Where.
            people: Of the roll.
            chance: Of everything.
            clerk: Who takes all of them down.
            says: Applies decisions of the county, in the order of its feed.
        """
        self.station, self.people, self.chance, self.clerk, self.says = station, people, chance, clerk, says
        self._numbers = count(1)
        self._leaves = [one.code for one in station.catalogue.categories]
        self._plan: dict[int, list[Callable[[Connection], None]]] = {}
        self._steps: dict[int, int] = {}

    def day(self, db: Connection, petitions: int) -> None:
        """What comes today, and what was planned for today about earlier ones."""
        for happens in self._plan.pop(self._today, []):
            happens(db)
        for _ in range(petitions):
            self._file(db)

    @property
    def _today(self) -> int:
        return day_number(self.station.clock.now().day)

    def _file(self, db: Connection) -> None:
        chance, who = self.chance, self.chance.choice(self.people)
        number, category = next(self._numbers), chance.choice(self._leaves)
        petition = current_epoch(db) * REF_EPOCH + number
        luck = chance.random()
        secrecy = (
            "confidential" if luck < _CONFIDENTIAL else "anonymous" if luck < _CONFIDENTIAL + _ANONYMOUS else "public"
        )
        body = PetitionBody() if secrecy == "confidential" else self._body(who if secrecy == "public" else None)
        fact = PetitionFiled(
            petition, category, secrecy, "spoken" if body.attachments else "typed", body,
            chance.randbytes(1_200) if secrecy == "confidential" else b"", "read", "t102", VILLAGE,
            self._dues("filed", category), salt=chance.randbytes(16), check=chance.randbytes(32),
            number=f"W0112-{self.station.clock.now().day.year}-{number:06}",
        )  # fmt: skip
        self._does(db, fact)
        self._follow(petition, category)

    def _body(self, who: RollResident | None) -> PetitionBody:
        """Of somebody, or of nobody."""
        length = min(self._drawn(_CHARS_MEDIAN, _CHARS_ONE_IN_TEN), _CHARS_MAX)
        text = "".join(self.chance.choices(_SIGNS, k=length))
        person = Petitioner(who.name, who.id, who.phone, "", who.household, "phone") if who else Petitioner()
        voice: tuple[Attached, ...] = ()
        if self.chance.random() < _SPOKEN:
            voice = (Attached(self.chance.randbytes(32).hex(), "audio/ogg", 2_000 * length, "voice", 250 * length),)
        group = who.group if who else 1
        return PetitionBody(text[:20], text, text[-12:], person, Place(VILLAGE, group), attachments=voice)

    def _follow(self, petition: int, category: str) -> None:
        """Plan what will become of it."""
        today = self._today
        answered = today + 2 + min(self._drawn(_DAYS_MEDIAN, _DAYS_ONE_IN_TEN), _DAYS_MAX)
        told = answered + self.chance.randrange(1, 6)
        self._later(today + 1, lambda db: self._step(db, petition, category, "registered"))
        self._later(today + 2, lambda db: self._step(db, petition, category, "taken_up"))
        self._later(
            answered, lambda db: self._step(db, petition, category, "answered", "已经安排人员处理，请放心。" * 8)
        )
        self._later(told, lambda db: self._does(db, AnswerGiven(petition, 3, "printed")))
        if self.chance.random() >= _RATED:
            self._close(petition, category, answered + _CLOSED_AFTER, 4)
        elif self.chance.random() >= _NOT_SOLVED:
            self._later(told + 1, lambda db: self._does(db, PetitionRated(petition, 3, "yes")))
            self._close(petition, category, answered + _CLOSED_AFTER, 4)
        else:
            self._reopened(petition, category, told + 1)

    def _reopened(self, petition: int, category: str, day: int) -> None:
        clocks = self.station.catalogue.clocks

        def rate(db: Connection) -> None:
            dues, ended = self._dues("reopen_asked", category), calendar.ended(clocks, "reopen_asked")
            self._does(db, PetitionRated(petition, 3, "no", "没有修好", dues, ended))

        self._later(day, rate)
        self._later(day + 3, lambda db: self._step(db, petition, category, "reopened"))
        self._later(day + 12, lambda db: self._step(db, petition, category, "answered", "又派人去看了，已经换了新的。"))
        self._later(day + 15, lambda db: self._does(db, AnswerGiven(petition, 5, "read_out")))
        self._close(petition, category, day + 50, 6)

    def _close(self, petition: int, category: str, day: int, step: int) -> None:
        """Not everybody comes to hear of it."""
        self._later(day, lambda db: self._step(db, petition, category, "closed"))
        if self.chance.random() < _TOLD:
            self._later(day + 4, lambda db: self._does(db, AnswerGiven(petition, step, "called")))

    def _step(self, db: Connection, petition: int, category: str, happening: str, text: str = "") -> None:
        number = self._steps[petition] = self._steps.get(petition, 0) + 1
        ended = calendar.ended(self.station.catalogue.clocks, happening)
        step: Decision = PetitionStep(
            petition, number, happening, text=text, dues=self._dues(happening, category), ended=ended
        )
        self.says(db, step)

    def _dues(self, happening: str, category: str) -> tuple[Due, ...]:
        book = self.station.catalogue
        return calendar.dues(book.calendar, book.clocks, happening, category, "counter", self._today)

    def _drawn(self, median: int, one_in_ten: int) -> int:
        """Log-normal, of a median and a ninth decile."""
        return round(self.chance.lognormvariate(math.log(median), math.log(one_in_ten / median) / _ONE_IN_TEN))

    def _later(self, day: int, what: Callable[[Connection], None]) -> None:
        self._plan.setdefault(day, []).append(what)

    def _does(self, db: Connection, fact: Event) -> None:
        journal.append(db, fact, self.station.clock.now(), self.clerk)
