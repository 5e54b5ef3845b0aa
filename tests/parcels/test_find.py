"""Finding by whatever a resident says, and only what is here."""

import time

import pytest
from sqlalchemy import insert, select

from kiosk.parcels.desk import find, pickup
from kiosk.parcels.desk.find import Way
from kiosk.parcels.desk.pickup import Pickup
from kiosk.parcels.model import parcel
from tests.stations import CLERK


def ids(found) -> list[int]:
    return [hit.parcel.id for hit in found.hits]


def test_every_way(station, village, take) -> None:
    mine = take("SF1385628716739", "r3", shelf="6", layer=5).parcel
    take("YT8962646785389", "r4", name="", shelf="00")
    for text, way in {
        mine.code: Way.CODE, mine.code.replace("-", ""): Way.CODE, f" {mine.code.replace('-', ' ')} ": Way.CODE,
        "６－５－１００１": Way.CODE, mine.code.rpartition("-")[2]: Way.CODE_END,
        "0032": Way.TAIL, "19900000032": Way.TAIL, "199-0000-0032": Way.TAIL, "sf 1385628716739": Way.WAYBILL,
        "716739": Way.WAYBILL_END, "单秀英": Way.NAME, "单": Way.NAME, "sxy": Way.NAME, "dxy": Way.NAME,
        "shanxiuying": Way.NAME, "0202": Way.HOUSEHOLD,
    }.items():  # fmt: skip
        found = find.search(station, text)
        assert ids(found) == [mine.id], text
        assert found.hits[0].way is way, text
    (hit,) = find.search(station, "胜爹").hits
    assert hit.parcel.name == "唐德胜"


def test_a_name_that_no_roll_knows(station, take) -> None:
    mine = take(name="曾查解", phone="138****4321").parcel
    for text in ("曾查解", "zcx", "zengchaxie", "zzj", "4321"):
        assert mine.id in ids(find.search(station, text)), text


@pytest.mark.parametrize("text", ["", " ", "%", "\x00", "'; drop table parcel", "x" * 5000, "-", "ab", "1"])
def test_any_text_is_a_question(station, village, take, text) -> None:
    take(resident="r1")
    assert not find.search(station, text).hits


def test_whole_matches_come_first(station, village, take) -> None:
    code_end = take(resident="r1").parcel
    tail = take(name="李四", phone=f"1380000{code_end.code[-4:]}").parcel
    found = find.search(station, code_end.code[-4:])
    assert ids(found) == [tail.id, code_end.id]
    assert found.exact is None


def test_a_residents_page(station, village, take) -> None:
    before, here, other = take(resident="r1").parcel, take(resident="r1").parcel, take(resident="r2").parcel
    order = Pickup((before.id,), codes=(before.code,), left_behind=(here.id,))
    pickup.release(station, order, CLERK)
    page = find.of_resident(station, "r1")
    assert [[one.id for one in part] for part in (page.here, page.household, page.before)] == [
        [here.id], [other.id], [before.id],
    ]  # fmt: skip


def test_five_years_cost_nothing(station, village, take) -> None:
    """250,000 parcels that have left; what is found lies among the few that are here."""
    for resident in ("r1", "r3", "r4"):
        take(resident=resident)
    with station.store.write() as db:
        columns = dict(db.execute(select(parcel).limit(1)).one()._mapping)
        for block in range(25):
            rows = [
                columns | {"id": 10**6 + number, "here": 0, "state": "picked_up", "waybill": f"ZT{number:012}"}
                for number in range(block * 10_000, block * 10_000 + 10_000)
            ]
            db.execute(insert(parcel), rows)
    spent = []
    for text in ("7719", "sxy", "1-1-1001", "SF1000000000001", "ZT000000000001", "唐", "0303") * 20:
        start = time.perf_counter()
        find.search(station, text)
        spent.append(time.perf_counter() - start)
    assert sorted(spent)[int(len(spent) * 0.95)] < 0.03  # s
