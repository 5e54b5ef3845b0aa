"""Punctuality of a year (R4), and the petitions of the inspection pack (R2): of the data alone, without a name."""

from datetime import date, timedelta

from drivers.pdf import pdf_of
from kiosk import office
from kiosk.petitions.desk import following, rating
from kiosk.petitions.desk import list as desk_list
from tests.petitions.conftest import OWN, VOICE
from tests.stations import CLERK

POOR = "02-01-001"


def of_year(station, year=2026):
    with station.store.read() as db:
        return office.yearly(db, station, year, station.clock.now())


def counts(one):
    return one.filed, one.in_time, one.waiting, one.late, one.three_times_late


def lateness(station, file, county, now, clock):
    """Answered in time, answered late, withdrawn, three times late, late and still open; one not due yet."""
    ids = [file(summary=f"事{number}", text=f"第{number}件事").view.id for number in range(5)]
    term = (next(one for one in now(ids[0]).dues if one.clock == "target").day - now(ids[0]).day).days
    county.does(ids[0], "transferred", office="town")
    county.does(ids[0], "transferred", office="village")
    clock.advance(days=term)
    county.does(ids[0], "answered", text="好了")
    following.withdraw(station, ids[2], "自己解决了", CLERK)
    clock.advance(days=1)
    county.does(ids[1], "answered", text="晚了一天")
    ids.append(file(category=POOR, summary="低保", text="低保的事").view.id)
    clock.advance(days=2 * term)
    county.does(ids[5], "taken_up")
    return ids, term


def test_who_was_late_and_who_three_times(station, file, county, now, clock):
    ids, term = lateness(station, file, county, now, clock)
    found = of_year(station)
    assert counts(found.total) == (6, 1, 1, 3, 2)
    assert found.transfers == 2
    assert {one.petition: one.days for one in found.late} == {ids[1]: 1, ids[3]: 2 * term + 1, ids[4]: 2 * term + 1}
    assert [one.petition for one in found.late_ones(three_times=True)] == [ids[3], ids[4]]
    with station.store.read() as db:
        listed = desk_list.desk(db, station, station.clock.now()).petitions
    said = {one.id for one in listed for due in one.dues if due.clock == "target" and due.late}
    assert said == {ids[3], ids[4]}, "an open one is late here where the list says so"
    assert [(one.name, *counts(one)) for one in found.classes] == [
        ("城乡建设", 5, 1, 0, 3, 2), (station.catalogue.category(POOR).level1, 1, 0, 1, 0, 0),
    ]  # fmt: skip
    assert [one.filed for one in found.offices] == sorted((one.filed for one in found.offices), reverse=True)
    assert sum(one.filed for one in found.offices) == sum(one.filed for one in found.states) == 6
    assert of_year(station, 2025).total.filed == 0


def test_what_is_reopened_was_answered_in_time(station, file, county, clock):
    one = file().view.id
    county.does(one, "answered", text="好了")
    rating.rate(station, one, "no", CLERK)
    county.does(one, "reopened")
    clock.advance(days=80)
    county.does(one, "answered", text="又好了")
    assert counts(of_year(station).total) == (1, 1, 0, 0, 0)


def test_the_sheets_are_of_the_data_alone_and_name_nobody(station, file, county, now, clock):
    lateness(station, file, county, now, clock)
    file((VOICE, "audio/ogg", "voice"), secrecy="confidential", summary="保密的", text="保密的话")
    day = clock.now().day
    with station.store.read() as db:
        assert office.punctuality.last_day(db) == day
    made, pack = office.punctuality_sheets(station, of_year(station)), office.pack(station, date(2026, 11, 1), day)
    bytes_then = pdf_of(made), pdf_of(pack)
    clock.advance(seconds=60)
    again = office.punctuality_sheets(station, of_year(station)), office.pack(station, date(2026, 11, 1), day)
    assert again == (made, pack)
    assert (pdf_of(again[0]), pdf_of(again[1])) == bytes_then
    everything = repr((made, pack))
    for secret in (OWN.name, OWN.phone, "第1件事", "保密的"):
        assert secret not in everything
    assert "payments-desk." not in everything
    assert "petitions.state" not in everything
    assert len(made[1].rows) == 3


def test_the_pack_counts_the_petitions_of_its_days(station, file, county, now, clock):
    first = clock.now().day
    lateness(station, file, county, now, clock)
    day = clock.now().day
    sheet = office.pack(station, first, day)[-1]
    assert sheet.name.endswith("_petitions")
    assert sheet.signatures
    assert dict(sheet.totals) == {
        "收下": "6", "按期答复": "1", "未到期": "1", "超期": "3", "超三倍": "2", "转办次数": "2",
    }  # fmt: skip
    by_state = {row[1]: row[2] for row in sheet.rows if row[0] == "状态"}
    assert by_state == {"已收下": 2, "办理中": 1, "已办理": 2, "已撤回": 1}
    assert office.pack(station, first - timedelta(days=9), first - timedelta(days=1))[-1].rows == ()
    clock.advance(days=30)
    assert office.pack(station, first, day)[-1] == sheet, "not the day it is printed on, but the data"
