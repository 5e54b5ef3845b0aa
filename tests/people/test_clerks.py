"""Clerks: PINs are hashed, throttled, changed before anything else; the rules hold in any order of actions."""

import pytest
from sqlalchemy import select

from kiosk.errors import NotReady, Refused
from kiosk.people import clerks, idnumber
from kiosk.people.model import Role, credential
from tests.stations import CLERK, LEAD, make_station

GOOD_ID = "430726194912310029"  # invented; the check character is right


def test_a_first_pin_must_be_changed(station):
    assert clerks.sign_in(station, CLERK, "314159").must_change
    clerks.change_pin(station, CLERK, "314159", "265358")
    assert not clerks.sign_in(station, CLERK, "265358").must_change
    with pytest.raises(Refused):
        clerks.sign_in(station, CLERK, "314159")


def test_five_wrong_pins_lock_for_a_minute_even_after_a_restart(station, tmp_path, clock):
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(Refused) as caught:
            clerks.sign_in(station, CLERK, "000000")
        assert caught.value.values == {"left": left}
    station.store.close()
    again = make_station(tmp_path, clock)
    with pytest.raises(Refused) as caught:
        clerks.sign_in(again, CLERK, "314159")
    assert caught.value.key == "people.locked"
    clock.advance(seconds=61)
    assert clerks.sign_in(again, CLERK, "314159").code == CLERK
    again.store.close()


def test_a_clock_set_back_locks_nobody_out_for_years(station, clock):
    for _ in range(5):
        with pytest.raises(Refused):
            clerks.sign_in(station, CLERK, "000000")
    clock.advance(days=-3650)
    with pytest.raises(Refused) as caught:
        clerks.sign_in(station, CLERK, "314159")
    assert caught.value.values["seconds"] <= 60


def test_no_pin_is_readable_anywhere(station):
    with station.store.read() as db:
        rows = db.execute(select(credential)).all()
        journal = db.exec_driver_sql("SELECT record FROM journal").scalars().all()
    assert all(row.pin_hash.startswith("$argon2id$") for row in rows)
    assert not any(b"314159" in record or b"argon2" in record for record in journal)


@pytest.mark.parametrize(
    ("pin", "key"),
    [("12a4", "pin.digits"), ("１２３４", "pin.digits"), ("123", "pin.length"), ("123456789", "pin.length"),
     ("1111", "pin.simple"), ("123456", "pin.simple"), ("9876", "pin.simple"), ("8901", "pin.simple")],
)  # fmt: skip
def test_simple_pins_are_refused(pin, key):
    assert [p.key for p in clerks.pin_problems(pin, "pin")] == [key]


def test_only_a_lead_opens_closes_and_resets(station):
    for act in (
        lambda: clerks.enlist(station, "x1", "王", Role.CLERK, "271829", by=CLERK),
        lambda: clerks.retire(station, LEAD, by=CLERK),
        lambda: clerks.reset_pin(station, LEAD, "271829", "唐", GOOD_ID, by=CLERK),
        lambda: clerks.retire(station, LEAD, by=LEAD),
    ):
        with pytest.raises(Refused):
            act()
    clerks.retire(station, CLERK, by=LEAD)
    with pytest.raises(Refused):
        clerks.sign_in(station, CLERK, "314159")


def test_a_reset_needs_the_responsible_persons_name_and_number(station):
    with pytest.raises(NotReady) as caught:
        clerks.reset_pin(station, CLERK, "1", " ", "43072619491231002" + ("0" if GOOD_ID[-1] != "0" else "1"), by=LEAD)
    assert [p.key for p in caught.value.problems] == ["pin.length", "id_number.check", "name.missing"]
    clerks.change_pin(station, CLERK, "314159", "265358")
    clerks.reset_pin(station, CLERK, "271829", "唐站长", GOOD_ID, by=LEAD)
    assert clerks.sign_in(station, CLERK, "271829").must_change


def test_id_numbers():
    assert idnumber.problems(GOOD_ID.lower(), "f") == ()
    assert [p.key for p in idnumber.problems("430726194913310099", "f")] == ["id_number.date"]
    assert [p.key for p in idnumber.problems("4307", "f")] == ["id_number.form"]
