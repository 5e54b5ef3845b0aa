"""A clerk acts for a resident (C18): asked each time, thirty minutes, and the log says who, whom, when, how proved."""

import pytest

from kiosk.errors import NotReady, Refused
from kiosk.petitions.desk import on_behalf
from kiosk.petitions.desk.on_behalf import Presence
from tests.stations import CLERK, LEAD

WHO = Presence("覃龑堃", identity="id_card", id_tail="123X", photo=b"\xff\xd8 face")


def current(station, by=CLERK):
    with station.store.read() as db:
        return on_behalf.current(db, station, by, station.clock.now())


def test_who_whom_when_and_how(station, file, now):
    began = on_behalf.begin(station, WHO, CLERK)
    assert (began.name, began.identity, began.minutes_left) == ("覃龑堃", "id_card", 30)
    filed = file()
    on_behalf.end(station, began.session, CLERK)
    on_behalf.end(station, began.session, CLERK)
    assert current(station) is None
    with station.store.read() as db:
        line = on_behalf.log(db, station, station.clock.now())[0]
        row = db.execute(on_behalf.behalf.select()).one()
    assert (line.by, line.name, line.why, line.ended_ms > line.began_ms) == (CLERK, "覃龑堃", "asked", True)
    assert station.attachments.get(row.proof) == b"\xff\xd8 face"
    assert now(filed.view.id).number == filed.number


def test_it_ends_by_itself(station, clock):
    on_behalf.begin(station, WHO, CLERK)
    clock.advance(seconds=30 * 60 - 5)
    assert current(station).minutes_left == 1
    assert on_behalf.expire(station) == 0
    clock.advance(seconds=5)
    assert current(station) is None
    assert on_behalf.expire(station) == 1
    with station.store.read() as db:
        assert on_behalf.log(db, station, station.clock.now())[0].why == "time"


def test_a_clock_set_back_keeps_nothing_open(station, clock):
    on_behalf.begin(station, WHO, CLERK)
    clock.advance(days=-1)
    assert current(station) is None


def test_each_time_anew(station):
    first = on_behalf.begin(station, WHO, CLERK)
    second = on_behalf.begin(station, Presence("王秀英", identity="known", witness="唐站长"), CLERK)
    assert current(station).session == second.session
    assert current(station, LEAD) is None
    with station.store.read() as db:
        log = on_behalf.log(db, station, station.clock.now())
    assert [(one.session, bool(one.ended_ms)) for one in log] == [(second.session, False), (first.session, True)]
    with pytest.raises(Refused):
        on_behalf.end(station, second.session, LEAD)


@pytest.mark.parametrize(
    ("who", "fields"),
    [
        (Presence(""), {"name", "identity", "witness"}),
        (Presence("王秀英", identity="id_card", photo=b"\xff\xd8"), {"id_tail"}),
        (Presence("王秀英", identity="known", id_tail="12345", witness="唐"), {"id_tail"}),
        (Presence("王" * 61, identity="known", witness="唐"), {"name"}),
    ],
)
def test_identity_and_presence_are_asked_for(station, who, fields):
    with pytest.raises(NotReady) as caught:
        on_behalf.begin(station, who, CLERK)
    assert {one.field for one in caught.value.problems} == fields


@pytest.mark.parametrize("secrecy", ["confidential", "anonymous"])
def test_a_hidden_petition_does_not_point_at_the_person(station, file, secrecy):
    from kiosk.petitions.model import petition  # noqa: PLC0415

    on_behalf.begin(station, WHO, CLERK)
    file(secrecy=secrecy)
    with station.store.read() as db:
        assert db.execute(petition.select()).one().on_behalf == 0
