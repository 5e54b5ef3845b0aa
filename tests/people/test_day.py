"""A clock in 1970 or 2099: the books wait for a word, and take no step back."""

from datetime import date, datetime

import pytest

from kiosk import journal
from kiosk.clock import CHINA
from kiosk.errors import Refused
from kiosk.people import day, residents
from tests.stations import CLERK


def today(station):
    with station.store.read() as db:
        return journal.business_day(db, station.clock.now())


def doubt(station):
    with station.store.read() as db:
        return day.doubt(db, station.clock.now())


def test_all_is_well(station):
    assert doubt(station) is None


def test_far_ahead_is_believed_after_a_persons_word(station, clock):
    clock.jump(datetime(2099, 1, 1, 9, tzinfo=CHINA))
    assert today(station) == date(2026, 11, 20)
    found = doubt(station)
    assert (found.clock_day, found.business_day, found.ahead) == (date(2099, 1, 1), date(2026, 11, 20), True)
    assert day.confirm_day(station, found.clock_day, CLERK) == date(2099, 1, 1)
    assert doubt(station) is None
    residents.enlist(station, "王五", "", CLERK)
    assert today(station) == date(2099, 1, 1)


def test_behind_cannot_be_confirmed(station, clock):
    clock.jump(datetime(1970, 1, 1, 9, tzinfo=CHINA))
    assert doubt(station).ahead is False
    with pytest.raises(Refused, match="day_behind"):
        day.confirm_day(station, date(1970, 1, 1), CLERK)


def test_another_date_than_was_shown(station):
    with pytest.raises(Refused, match="other_day"):
        day.confirm_day(station, date(2031, 1, 1), CLERK)
