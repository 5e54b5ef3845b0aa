"""Hand-over by batch, both directions (P22), and what a batch does to its parcels (P17, P28)."""

from dataclasses import replace

import pytest

from kiosk.clock import day_number
from kiosk.errors import NotFound, NotReady, Refused
from kiosk.parcels.counter_model import BatchVerdict, Direction, LineState, SendingState
from kiosk.parcels.desk import exceptions, find, handover, pickup, sending
from kiosk.parcels.desk.pickup import Pickup
from kiosk.parcels.model import ParcelState
from kiosk.slips import spool
from kiosk.slips.document import SignatureLine
from kiosk.wire.decisions import ManifestIssued, ManifestItem
from tests.counter.conftest import PHOTO
from tests.stations import CLERK, make_station

VAN = "夹山镇站 老周"


@pytest.fixture
def returned(station, take):
    """Two parcels on the return list."""
    parcels = (take(), take())
    exceptions.list_returns(station, [one.id for one in parcels], "expired", PHOTO, CLERK)
    return parcels


@pytest.fixture
def sent(station, county, form):
    made = sending.draft(station, form, CLERK)
    return sending.close(station, made.id, form, CLERK, received_fen=1_200).view


def state_of(station, parcel):
    return find.page(station, parcel.id).parcel.state


def test_returns_and_sendings_leave_with_two_signatures(station, returned, sent) -> None:
    batch = handover.begin(station, Direction.OUT, VAN, CLERK)
    assert handover.ready(station) == handover.Ready(2, 1)
    for text in (returned[0].waybill, returned[1].code, sent.number):
        handover.scan(station, batch.id, text, CLERK)
    assert state_of(station, returned[0]) is ParcelState.HANDED_TO_VAN
    signed = handover.close(station, batch.id, "周师傅", CLERK)
    assert signed.batch.verdict is BatchVerdict.ACCEPTED
    assert {state_of(station, one) for one in returned} == {ParcelState.RETURNED}
    assert sending.one(station, sent.id).state is SendingState.HANDED_OVER
    assert [case.outcome for case in exceptions.history(station, returned[0].id)] == ["handed_back"]
    assert sum(isinstance(block, SignatureLine) for block in signed.document.blocks) == 2
    with station.store.read() as db:
        assert spool.get(db, signed.slip).document == signed.document
    with pytest.raises(Refused, match="batch_closed"):
        handover.scan(station, batch.id, returned[0].waybill, CLERK)


def test_only_what_is_to_leave_can_be_loaded_and_the_rest_stands(station, take, returned, sent) -> None:
    waiting = take()
    batch = handover.begin(station, Direction.OUT, VAN, CLERK)
    texts = (returned[0].waybill, waiting.waybill, "SF1999999999999", returned[0].waybill, sent.number)
    result = handover.scan_many(station, batch.id, texts, CLERK)
    assert result.done == (returned[0].waybill, sent.number)
    assert [(one.what, one.trouble.key) for one in result.failed] == [
        (waiting.waybill, "counter.not_for_van"),
        ("SF1999999999999", "counter.scan_unknown"),
        (returned[0].waybill, "counter.scanned_already"),
    ]
    assert len(handover.one(station, batch.id).lines) == 2


def test_a_hundred_items_three_bad(station, take) -> None:
    """O16, in the interface where a van really brings a hundred."""
    parcels = [take(resident="") for _ in range(97)]
    exceptions.list_returns(station, [one.id for one in parcels], "expired", PHOTO, CLERK)
    texts = [one.waybill for one in parcels]
    for place, bad in ((10, "NOBODY0000001"), (50, texts[3]), (99, "NOBODY0000002")):
        texts.insert(place, bad)
    batch = handover.begin(station, Direction.OUT, VAN, CLERK)
    result = handover.scan_many(station, batch.id, texts, CLERK)
    assert (len(result.done), len(result.failed)) == (97, 3)


def test_what_the_driver_will_not_take_stays_with_its_reason(station, returned, sent) -> None:
    batch = handover.begin(station, Direction.OUT, VAN, CLERK)
    handover.scan_many(station, batch.id, (returned[0].waybill, returned[1].waybill, sent.number), CLERK)
    with pytest.raises(NotReady):
        handover.note_problem(station, batch.id, returned[0].waybill, "damaged", CLERK)
    handover.note_problem(station, batch.id, returned[0].waybill, "damaged", CLERK, photo=PHOTO)
    handover.note_problem(station, batch.id, sent.number, "not_ours", CLERK)
    signed = handover.close(station, batch.id, "周师傅", CLERK)
    assert signed.batch.verdict is BatchVerdict.PART
    assert [line.reason_name for line in signed.batch.problems] == ["破损", "不是本点的件"]
    assert state_of(station, returned[0]) is ParcelState.AWAITING_RETURN
    assert state_of(station, returned[1]) is ParcelState.RETURNED
    assert sending.one(station, sent.id).state is SendingState.ACCEPTED
    assert "破损" in signed.document.to_bytes().decode()


def test_a_refused_batch_moves_nothing(station, returned) -> None:
    batch = handover.begin(station, Direction.OUT, VAN, CLERK)
    handover.scan(station, batch.id, returned[0].waybill, CLERK)
    with pytest.raises(NotReady) as raised:
        handover.close(station, batch.id, " ", CLERK, refused=True)
    assert [problem.field for problem in raised.value.problems] == ["courier", "note"]
    signed = handover.close(station, batch.id, "周师傅", CLERK, refused=True, note="车装不下")
    assert signed.batch.verdict is BatchVerdict.REFUSED
    assert state_of(station, returned[0]) is ParcelState.AWAITING_RETURN


def test_an_empty_batch_is_not_signed(station, county) -> None:
    batch = handover.begin(station, Direction.OUT, VAN, CLERK)
    with pytest.raises(NotReady):
        handover.close(station, batch.id, "周师傅", CLERK)


def test_a_line_can_be_taken_out_and_the_parcel_handed_to_its_owner(station, returned) -> None:
    batch = handover.begin(station, Direction.OUT, VAN, CLERK)
    handover.scan(station, batch.id, returned[0].waybill, CLERK)
    with pytest.raises(Refused):
        handover.drop(station, batch.id, "SF1999999999999", CLERK)
    assert handover.drop(station, batch.id, returned[0].waybill, CLERK).lines == ()
    order = Pickup((returned[0].id,), known=True, left_behind=(returned[1].id,))
    assert pickup.release(station, order, CLERK).parcels[0].state is ParcelState.PICKED_UP


def test_a_code_that_was_given_away_meanwhile_does_not_collide(station, take, returned) -> None:
    batch = handover.begin(station, Direction.OUT, VAN, CLERK)
    handover.scan(station, batch.id, returned[0].waybill, CLERK)
    with station.store.write() as db:  # numbering began anew: the next parcel gets the same code
        db.exec_driver_sql("UPDATE place SET number = -1")
    new = take(resident="r3", shelf=returned[0].shelf, layer=returned[0].layer)
    assert new.code == returned[0].code, "the case that this test is about"
    handover.drop(station, batch.id, returned[0].waybill, CLERK)
    back = find.page(station, returned[0].id).parcel
    assert (back.state, back.code) == (ParcelState.AWAITING_RETURN, f"R-{back.id % 1_000_000}")


def test_a_batch_survives_a_restart(station, returned, tmp_path, clock) -> None:
    batch = handover.begin(station, Direction.OUT, VAN, CLERK)
    before = handover.scan(station, batch.id, returned[0].waybill, CLERK)
    station.store.close()
    again = make_station(tmp_path, clock)
    assert handover.open_ones(again) == (before,)
    again.store.close()
    station.store.open()


def test_the_signed_slip_is_photographed_afterwards(station, returned) -> None:
    batch = handover.begin(station, Direction.OUT, VAN, CLERK)
    handover.scan(station, batch.id, returned[0].waybill, CLERK)
    with pytest.raises(Refused):
        handover.keep_signature(station, batch.id, PHOTO, CLERK)
    handover.close(station, batch.id, "周师傅", CLERK)
    kept = handover.keep_signature(station, batch.id, PHOTO, CLERK)
    assert station.attachments.get(kept.signature) == PHOTO


def test_an_arriving_batch_is_checked_against_its_manifest(station, county, take, clock) -> None:
    items = tuple(ManifestItem(f"YT{number:013}", "YTO", "覃**") for number in range(1, 5))
    with pytest.raises(NotFound):
        handover.begin(station, Direction.IN, VAN, CLERK, manifest="M-1")
    county.says(ManifestIssued("M-1", "夹山镇站", day_number(clock.now().day), items))
    batch = handover.begin(station, Direction.IN, VAN, CLERK, manifest="M-1")
    assert len(batch.unseen) == 4
    take("YT0000000000001", carrier="YTO", manifest="M-1")  # through intake
    seen = handover.scan(station, batch.id, "YT0000000000002", CLERK)
    assert (seen.lines[0].kind, seen.unseen) == ("announced", ("YT0000000000003", "YT0000000000004"))
    handover.scan(station, batch.id, "SF1000000000077", CLERK)
    handover.note_problem(station, batch.id, "YT0000000000003", "wet", CLERK, photo=PHOTO)
    signed = handover.close(station, batch.id, "周师傅", CLERK)
    assert signed.batch.verdict is BatchVerdict.PART
    assert {line.waybill for line in signed.batch.good} == {"YT0000000000001", "YT0000000000002", "SF1000000000077"}
    assert {(line.waybill, line.state) for line in signed.batch.problems} == {
        ("YT0000000000003", LineState.PROBLEM), ("YT0000000000004", LineState.MISSING),
    }  # fmt: skip


def test_an_arriving_batch_with_everything_is_accepted(station, county, clock) -> None:
    county.says(
        ManifestIssued("M-2", "夹山镇站", day_number(clock.now().day), (ManifestItem("YT0000000000001", "YTO"),))
    )  # fmt: skip
    batch = handover.begin(station, Direction.IN, VAN, CLERK, manifest="M-2")
    handover.scan(station, batch.id, "YT0000000000001", CLERK)
    assert handover.close(station, batch.id, "周师傅", CLERK).batch.verdict is BatchVerdict.ACCEPTED


def test_two_of_the_same_sending_are_not_loaded(station, sent) -> None:
    batch = handover.begin(station, Direction.OUT, VAN, CLERK)
    handover.scan(station, batch.id, sent.number, CLERK)
    with pytest.raises(Refused, match="scanned_already"):
        handover.scan(station, batch.id, sent.number, CLERK)
    assert replace(handover.one(station, batch.id)).good[0].what.startswith("寄件")
