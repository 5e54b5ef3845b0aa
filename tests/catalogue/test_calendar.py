"""The calendar against an oracle that walks day by day and shares no code with it."""

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from kiosk import catalogue
from kiosk.catalogue.calendar import Calendar, Term, Unit, started
from kiosk.catalogue.formats import Holiday, HolidayKind

EPOCH = date(1970, 1, 1)
DAYS = st.dates(date(2004, 1, 1), date(2029, 12, 31))


def number(day: date) -> int:
    return (day - EPOCH).days


def oracle(table: dict[date, str], years: set[int], start: date, days: int) -> tuple[date, bool]:
    day, provisional = start, False
    while days:
        day += timedelta(days=1)
        provisional = provisional or day.year not in years
        kind = table.get(day)
        if kind == "workday_swap" or (kind is None and day.strftime("%a") not in ("Sat", "Sun")):
            days -= 1
    return day, provisional


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[date, str], set[int]]:
    years = draw(st.sets(st.integers(2004, 2028), max_size=12))
    days = draw(st.lists(DAYS, max_size=60, unique=True))
    table = {
        day: "workday_swap" if day.isoweekday() > 5 and draw(st.booleans()) else "holiday"
        for day in days
        if day.year in years
    }
    return table, years


def calendar(table: dict[date, str], years: set[int]) -> Calendar:
    return Calendar([Holiday(day, HolidayKind(kind)) for day, kind in table.items()], years)


@given(tables(), DAYS, st.integers(1, 120))
def test_working_days_are_those_of_a_walk(made: tuple[dict[date, str], set[int]], start: date, days: int) -> None:
    table, years = made
    last, provisional = oracle(table, years, start, days)
    assert calendar(table, years).after(number(start), days, Unit.WORKING) == Term(number(last), provisional)


@given(tables(), DAYS, st.integers(0, 400))
def test_workdays_between_are_those_of_a_count(made: tuple[dict[date, str], set[int]], first: date, span: int) -> None:
    table, years = made
    worked = [
        day
        for day in (first + timedelta(days=n) for n in range(span + 1))
        if (table[day] == "workday_swap" if day in table else day.isoweekday() < 6)
    ]
    assert calendar(table, years).workdays(number(first), number(first) + span) == len(worked)


def test_the_real_table_of_2026() -> None:
    text = resources.path("catalogue", "holidays.csv").read_text("utf-8")
    table = {date.fromisoformat(row["date"]): row["kind"] for row in csv.DictReader(text.splitlines())}
    asked = calendar(table, {2026})
    start = date(2004, 1, 1)
    for step in range(0, (date(2034, 1, 1) - start).days, 17):
        day = start + timedelta(days=step)
        for days in (1, 5, 20):
            last, provisional = oracle(table, {2026}, day, days)
            assert asked.after(number(day), days, Unit.WORKING) == Term(number(last), provisional), (day, days)


def test_after_six_months_offline_a_new_year_is_provisional_and_does_not_fail() -> None:
    asked = calendar({date(2026, 10, 1): "holiday"}, {2026})
    assert asked.after(number(date(2026, 12, 30)), 5, Unit.WORKING) == Term(number(date(2027, 1, 6)), provisional=True)
    assert not asked.after(number(date(2026, 12, 30)), 30, Unit.CALENDAR).provisional


def test_a_clock_in_1970_or_2099_gets_a_day_as_well() -> None:
    asked = calendar({}, set())
    assert asked.after(0, 5, Unit.WORKING) == Term(7, provisional=True)
    assert asked.after(number(date(2099, 12, 31)), 1, Unit.WORKING).day == number(date(2100, 1, 1))
    with pytest.raises(ValueError, match="before 1970"):
        asked.workdays(-3, 4)


def test_nothing_lies_between_days_in_the_wrong_order() -> None:
    assert calendar({}, set()).workdays(10, 9) == 0


CLOCKS = catalogue.load().clocks


def names(happening: str, category: str = "05-01-001", channel: str = "counter") -> dict[str, int]:
    return {clock.code: clock.days for clock in started(CLOCKS, happening, category, channel)}


def test_a_petition_starts_the_clocks_of_the_law_and_of_its_category() -> None:
    assert names("filed") == {"register": 15, "target": 30}
    assert names("filed", "01-02-001") == {"register": 15, "target": 10}
    assert names("registered") == {"decide": 60}
    assert names("transferred") == {"object": 5}
    assert names("answered") == {"review": 30, "follow_up": 28}


def test_another_channel_is_a_row() -> None:
    assert names("filed", channel="12345")["hotline"] == 7
    assert names("filed", channel="first_asked")["first_asked"] == 20
    assert names("transferred", channel="first_asked")["send_back"] == 2
