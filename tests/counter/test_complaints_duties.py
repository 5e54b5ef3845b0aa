"""Complaints under their clock (P29) and the duty board (P31)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.errors import NotReady, Refused
from kiosk.parcels.desk import complaints, duties
from kiosk.parcels.desk.complaints import ComplaintForm
from kiosk.slips import spool
from kiosk.wire.decisions import ComplaintForwarded
from tests.stations import CLERK

LOST = ComplaintForm("SF1385628716739", "lost", "说放在站点，没找到", "单秀英", "19900000032")


def test_the_due_day_shows_from_the_first_minute_and_prints(station, county, clock) -> None:
    made = complaints.make(station, LOST, CLERK)
    assert made.clock.due == clock.now().day + timedelta(days=7)
    assert (made.clock.days_left, made.clock.late, made.reason) == (7, False, "丢失")
    with station.store.read() as db:
        assert f"{made.clock.due:%Y-%m-%d}" in spool.recent(db)[0].document.to_bytes().decode()


def test_day_eight_is_red_and_a_late_answer_stays_late(station, county, clock) -> None:
    made = complaints.make(station, LOST, CLERK)
    clock.advance(days=7)
    assert not complaints.one(station, made.id).clock.late
    clock.advance(days=1)
    assert complaints.one(station, made.id).clock.late
    complaints.note(station, made.id, "查了监控", CLERK)
    answered = complaints.answer(station, made.id, "已找到，送上门", CLERK)
    clock.advance(days=30)
    again = complaints.one(station, made.id)
    assert (again.clock, again.clock.late, again.open) == (answered.clock, True, False)
    assert [step.text for step in again.steps] == ["查了监控"]
    assert complaints.open_ones(station) == ()
    with pytest.raises(Refused, match="complaint_answered"):
        complaints.answer(station, made.id, "再答一次", CLERK)


def test_an_answer_in_time_is_not_late(station, county, clock) -> None:
    made = complaints.make(station, LOST, CLERK)
    clock.advance(days=7)
    assert not complaints.answer(station, made.id, "已找到", CLERK).clock.late


def test_the_county_forwards_one_and_its_clock_runs_from_there(station, county, take, clock) -> None:
    parcel = take()
    made_ms = clock.now().county_ms - 3 * 86_400_000
    county.says(ComplaintForwarded("TS-0007", parcel.waybill, made_ms, "没有通知"))
    (forwarded,) = complaints.open_ones(station)
    assert (forwarded.number, forwarded.parcel, forwarded.clock.days_left) == ("TS-0007", parcel.id, 4)
    assert complaints.of_parcel(station, parcel.id) == (forwarded,)


def test_the_term_is_the_one_in_force_when_it_was_made(station, county) -> None:
    made = complaints.make(station, LOST, CLERK)
    book = station.catalogue
    longer = replace(station, catalogue=replace(book, limits=type(book.limits)(complaint_days=30)))
    assert complaints.one(longer, made.id).clock.due == made.clock.due


def test_every_problem_at_once(station, county) -> None:
    with pytest.raises(NotReady) as raised:
        complaints.make(station, ComplaintForm("", "bad", " ", "", "12"), CLERK)
    assert [problem.field for problem in raised.value.problems] == ["waybill", "reason", "text", "name", "phone"]


def test_an_overdue_duty_stays_until_it_is_signed(station, clock) -> None:
    codes = {line.code for line in duties.overdue(station)}
    assert codes == {one.code for one in station.catalogue.duties}, "never signed: all of them"
    for code in codes:
        line = duties.sign(station, code, CLERK, "已完成")
        assert not line.overdue
    assert duties.overdue(station) == ()
    due = {line.code: line.every_days for line in duties.board(station)}
    assert due == {"filing": 20, "training": 90, "drill": 365, "fire_check": 30}
    clock.advance(days=20)
    assert duties.overdue(station) == ()
    clock.advance(days=1)
    assert [line.code for line in duties.overdue(station)] == ["filing"]
    clock.advance(days=9)
    clock.advance(days=1)
    assert [line.code for line in duties.overdue(station)] == ["filing", "fire_check"]
    duties.sign(station, "filing", CLERK)
    assert [line.code for line in duties.overdue(station)] == ["fire_check"]
    assert len(duties.history(station, "filing")) == 2


def test_an_unknown_duty_cannot_be_signed(station) -> None:
    with pytest.raises(NotReady):
        duties.sign(station, "nothing", CLERK)
