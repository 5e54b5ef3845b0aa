"""How does it stand (C13)? The right tail or code, and nobody who guesses."""

import pytest

from kiosk.errors import NotReady, Refused
from kiosk.petitions.desk import query
from kiosk.wire import query_code
from kiosk.wire.petition_decisions import PetitionMet
from kiosk.wire.petition_ladder import State
from tests.petitions.conftest import LAMP, County


@pytest.mark.parametrize("spelling", ["{}", " {} ", "w0112-2026-000001"])
def test_number_and_tail(station, file, county: County, spelling):
    filed = file()
    county.does(filed.view.id, "answered", text="已修好")
    known = query.ask(station, spelling.format(filed.number), "7719")
    assert (known.state, [each.text for each in known.said]) == (State.DONE, ["已修好"])
    assert known.known_ms >= known.since_ms


def test_number_and_code(station, file):
    filed = file()
    for said in (filed.query_code, query_code.shown(filed.query_code), filed.query_code.lower().replace("0", "O")):
        assert query.ask(station, filed.number, said).state is State.FILED


@pytest.mark.parametrize("wrong", ["7718", "771", "19900007719", "ZZZZ-ZZZZ", "\u0667\u0667\u0661\u0669"])
def test_wrong_ones_are_refused_and_slowed_down(station, file, clock, wrong):
    filed = file()
    lefts = []
    for _ in range(5):
        with pytest.raises(Refused) as caught:
            query.ask(station, filed.number, wrong)
        lefts.append(caught.value.values["left"])
    assert lefts == [4, 3, 2, 1, 0]
    for said in (wrong, "7719", filed.query_code):
        with pytest.raises(Refused) as caught:
            query.ask(station, filed.number, said)
        assert caught.value.key == "petitions.query_locked"
    clock.advance(seconds=61)
    with pytest.raises(Refused):
        query.ask(station, filed.number, wrong)
    clock.advance(seconds=61)
    with pytest.raises(Refused) as caught:
        query.ask(station, filed.number, "7719")
    assert caught.value.key == "petitions.query_locked"  # twice as long by now
    clock.advance(seconds=61)
    assert query.ask(station, filed.number, "7719").state is State.FILED


def test_an_unknown_number_is_no_other_answer(station, file):
    file()
    with pytest.raises(Refused) as unknown:
        query.ask(station, "W0112-2026-000099", "7719")
    with pytest.raises(Refused) as wrong:
        query.ask(station, "W0112-2026-000001", "0000")
    assert unknown.value.key == wrong.value.key == "petitions.query_wrong"
    with pytest.raises(NotReady):
        query.ask(station, "", "7719")


def test_the_tail_does_not_open_an_anonymous_one(station, file):
    filed = file(secrecy="anonymous")
    with pytest.raises(Refused):
        query.ask(station, filed.number, "7719")
    assert query.ask(station, filed.number, filed.query_code).petition.name == ""


def test_one_of_another_station(station, county: County):
    salt = bytes(16)
    drawn = query_code.draw("7K4M92QX", salt)
    county.says(PetitionMet("W0220-2026-000007", "430726-0220", LAMP, "in_hand", salt, drawn.check))
    known = query.ask(station, "W0220-2026-000007", "7k4m-92qx")
    assert (known.state, known.petition, known.said) == (State.IN_HAND, None, ())
    county.says(PetitionMet("W0220-2026-000007", "430726-0220", LAMP, "of a newer county", salt, drawn.check))
    assert query.ask(station, "W0220-2026-000007", "7K4M92QX").state is State.FILED
