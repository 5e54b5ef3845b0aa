"""The calendar by which terms run: working days with holidays and make-up workdays (调休), or plain days.

Pure, and shared with the county, so that both reckon the same day. A year for which no table has come yet does not
fail: its weekends are off, and what depends on it is provisional (预计).
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kiosk.catalogue.formats import Clock, Holiday, HolidayKind
from kiosk.wire.petition_events import Due

_EPOCH = date(1970, 1, 1)
_THURSDAY = 3  # 1970-01-01
_SATURDAY = 5
_AHEAD_DAYS = 2_000  # reckoned at a time: some five years


class Unit(StrEnum):
    """What a term counts."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class Term:
    """The last day of a term.

    Attributes:
        day: Days since 1970-01-01.
        provisional: A year without a table is in it.
    """

    day: int
    provisional: bool


class Calendar:
    """Which days are worked, from 1970 on. Days are numbers since 1970-01-01."""

    def __init__(self, holidays: Iterable[Holiday], years: Collection[int]) -> None:
        """Bind the tables.

        Args:
            holidays: Days that differ from the week's rhythm.
            years: Those for which ``holidays`` is complete.
        """
        self._kinds = {(row.date - _EPOCH).days: row.kind for row in holidays}
        self._years = frozenset(years)
        self._worked = [0]  # how many days before this one are worked

    def is_worked(self, day: int) -> bool:
        """Whether a day is worked, as far as is known."""
        if (kind := self._kinds.get(day)) is not None:
            return kind is HolidayKind.WORKDAY_SWAP
        return (day + _THURSDAY) % 7 < _SATURDAY

    def is_provisional(self, first: int, last: int) -> bool:
        """Whether a year of these days has no table."""
        return any(year not in self._years for year in range(_year(first), _year(last) + 1))

    def after(self, start: int, days: int, unit: Unit) -> Term:
        """The last day of a term that begins the day after ``start``.

        Args:
            start: What the term runs from; it is not counted.
            days: At least 1.
            unit: What is counted.
        """
        if unit is Unit.CALENDAR:
            return Term(start + days, provisional=False)
        wanted = self._before(start + 1) + days
        while self._worked[-1] < wanted:
            self._reckon(len(self._worked) + _AHEAD_DAYS)
        last = bisect_left(self._worked, wanted) - 1
        return Term(last, self.is_provisional(start + 1, last))

    def workdays(self, first: int, last: int) -> int:
        """How many days from ``first`` to ``last``, both counted, are worked; 0 when ``last`` is earlier."""
        return max(0, self._before(last + 1) - self._before(first)) if last >= first else 0

    def _before(self, day: int) -> int:
        if day < 0:
            raise ValueError(f"{day} is before 1970")
        if day >= len(self._worked):
            self._reckon(day + _AHEAD_DAYS)
        return self._worked[day]

    def _reckon(self, upto: int) -> None:
        worked = self._worked
        for day in range(len(worked) - 1, upto):
            worked.append(worked[-1] + self.is_worked(day))


def started(clocks: Iterable[Clock], happening: str, category: str, channel: str) -> tuple[Clock, ...]:
    """The clocks that a happening starts; of those with one code, the one whose category fits most closely.

    Args:
        clocks: The catalogue's.
        happening: What happened.
        category: Code of the petition's leaf.
        channel: Of the petition.
    """
    found: dict[str, Clock] = {}
    for clock in clocks:
        if clock.starts != happening or clock.channel not in ("", channel) or not category.startswith(clock.category):
            continue
        if (other := found.get(clock.code)) is None or len(clock.category) > len(other.category):
            found[clock.code] = clock
    return tuple(found.values())


def dues(
    calendar: Calendar, clocks: Iterable[Clock], happening: str, category: str, channel: str, day: int
) -> tuple[Due, ...]:
    """The days that a happening makes somebody owe.

    Args:
        calendar: In force.
        clocks: The catalogue's.
        happening: What happened.
        category: Code of the petition's leaf.
        channel: Of the petition.
        day: When it happened, days since 1970-01-01.
    """
    found = []
    for clock in started(clocks, happening, category, channel):
        term = calendar.after(day, clock.days, Unit(clock.unit))
        found.append(Due(clock.code, term.day, term.provisional, clock.owner, day, clock.days, clock.unit))
    return tuple(found)


def ended(clocks: Iterable[Clock], happening: str) -> tuple[str, ...]:
    """Codes of the clocks that a happening stops."""
    return tuple(dict.fromkeys(clock.code for clock in clocks if happening in clock.stops))


def _year(day: int) -> int:
    return (_EPOCH + timedelta(days=day)).year
