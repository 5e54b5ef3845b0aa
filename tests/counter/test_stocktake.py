"""Stock-take (P15, P21): missing, extra, misplaced, retained; both sides; over a restart; in part."""

import pytest

from kiosk.errors import NotReady, Refused
from kiosk.parcels.counter_model import Seen
from kiosk.parcels.desk import exceptions, pickup, sending, stocktake
from kiosk.parcels.desk.pickup import Pickup
from tests.counter.conftest import PHOTO
from tests.stations import CLERK, make_station, open_shift


def test_the_four_lists(station, take, county, form, clock) -> None:
    old, seen, unseen, misplaced = take(), take(), take(resident="r3"), take(resident="r4", shelf="1", layer=1)
    gone = take(resident="r3")
    pickup.release(station, Pickup((gone.id,), known=True, left_behind=(unseen.id,)), CLERK)
    clock.advance(days=3)
    open_shift(station)
    fresh = take()
    made = sending.draft(station, form, CLERK)
    sent = sending.close(station, made.id, form, CLERK, received_fen=1_200).view
    count = stocktake.begin(station, CLERK)
    assert (count.expected, count.missing) == (6, 6)
    texts = (old.waybill, seen.code, gone.waybill, "YT9999999999999", fresh.waybill, "?", old.waybill)
    result = stocktake.scan_many(station, count.id, texts, CLERK)
    assert [(one.what, one.trouble.key) for one in result.failed] == [
        ("?", "counter.scan_rubbish"), (old.waybill, "counter.scanned_already"),
    ]  # fmt: skip
    assert stocktake.scan(station, count.id, misplaced.waybill, CLERK, shelf="2").verdict is Seen.MISPLACED
    done = stocktake.close(station, count.id, CLERK, "雨天").stocktake
    assert done.found == 4
    assert [one.id for one in done.missing_parcels] == [unseen.id]
    assert [one.id for one in done.missing_sendings] == [sent.id]
    assert {line.waybill for line in done.extra} == {gone.waybill, "YT9999999999999"}
    assert {line.waybill for line in done.retained} == {old.waybill, seen.waybill, misplaced.waybill}
    assert [line.waybill for line in done.misplaced] == [misplaced.waybill]


def test_the_slip_says_why(station, take) -> None:
    gone, here = take(), take(resident="r3")
    pickup.release(station, Pickup((gone.id,), known=True), CLERK)
    count = stocktake.begin(station, CLERK)
    stocktake.scan(station, count.id, gone.waybill, CLERK)
    paper = stocktake.close(station, count.id, CLERK).document.to_bytes().decode()
    assert "已取走" in paper
    assert here.waybill in paper


def test_both_sides_of_the_temporary_hold_are_counted(station, take, county, form, clock) -> None:
    kept = take()
    exceptions.keep(station, kept.id, clock.now().day, CLERK)
    made = sending.draft(station, form, CLERK)
    sending.keep(station, made.id, clock.now().day, CLERK)
    draft = sending.draft(station, form, CLERK)
    count = stocktake.begin(station, CLERK)
    assert [one.id for one in count.missing_parcels] == [kept.id]
    assert [one.id for one in count.missing_sendings] == [made.id]
    assert stocktake.scan(station, count.id, f"S{made.id}", CLERK).verdict is Seen.FOUND
    assert stocktake.scan(station, count.id, f"S{draft.id}", CLERK).verdict is Seen.EXTRA
    assert stocktake.scan(station, count.id, kept.waybill, CLERK).verdict is Seen.FOUND


def test_one_shelf_only(station, take) -> None:
    here, other = take(shelf="1", layer=1), take(shelf="2", layer=1)
    with pytest.raises(NotReady):
        stocktake.begin(station, CLERK, ("ZZ",))
    count = stocktake.begin(station, CLERK, ("1",))
    assert [one.id for one in count.missing_parcels] == [here.id]
    assert stocktake.scan(station, count.id, other.waybill, CLERK).verdict is Seen.MISPLACED


def test_it_goes_on_after_a_restart_and_only_one_is_open(station, take, tmp_path, clock) -> None:
    parcel = take()
    count = stocktake.begin(station, CLERK)
    stocktake.scan(station, count.id, parcel.waybill, CLERK)
    station.store.close()
    again = make_station(tmp_path, clock)
    found = stocktake.open_one(again)
    assert found is not None
    assert ([line.waybill for line in found.seen], found.missing) == ([parcel.waybill], 0)
    with pytest.raises(Refused, match="stocktake_open"):
        stocktake.begin(again, CLERK)
    stocktake.close(again, found.id, CLERK)
    assert stocktake.open_one(again) is None
    with pytest.raises(Refused, match="stocktake_closed"):
        stocktake.scan(again, found.id, "SF1999999999999", CLERK)
    again.store.close()
    station.store.open()


def test_what_arrives_during_the_count_is_not_missing(station, take) -> None:
    first = take()
    count = stocktake.begin(station, CLERK)
    take(resident="r3")
    assert [one.id for one in stocktake.one(station, count.id).missing_parcels] == [first.id]


def test_an_exception_is_in_stock_too(station, take) -> None:
    parcel = take()
    exceptions.set_aside(station, parcel.id, "damaged", PHOTO, CLERK)
    count = stocktake.begin(station, CLERK)
    assert stocktake.scan(station, count.id, parcel.waybill, CLERK).verdict is Seen.FOUND
