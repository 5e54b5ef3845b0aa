"""Taking in: scan after scan, nothing lost, nothing refused, no code twice."""

import pytest

from kiosk.clock import ManualClock, day_number
from kiosk.errors import NotFound, NotReady, Refused
from kiosk.parcels.desk import corrections, find, intake, manifests, pickup
from kiosk.parcels.desk.intake import Intake, Sight, Sighting, TakenIn
from kiosk.parcels.desk.pickup import Pickup
from kiosk.parcels.model import ParcelState, parcel_day
from kiosk.seams import Spoken
from kiosk.slips import spool
from kiosk.slips.document import Banner, Big, Code128
from kiosk.wire.decisions import CarrierVerdict, HoldPlaced
from kiosk.wire.parcel_events import Recipient
from tests.stations import CLERK


def scan(station, text, **more):
    return intake.scan(station, text, CLERK, **more)


def test_a_certain_number_goes_in_with_no_touch(station) -> None:
    done = scan(station, " sf1385628716739\r\n", symbology="code128")
    assert isinstance(done, TakenIn)
    assert (done.parcel.waybill, done.parcel.carrier, done.parcel.state) == ("SF1385628716739", "SF", "in_stock")
    assert done.spoken is Spoken.PHONE_MISSING
    assert find.search(station, done.parcel.code).exact == done.parcel


def test_the_manifest_names_carrier_recipient_and_marks(station, manifest) -> None:
    done = scan(station, "463431409940372", manifest_in_hand=manifest)
    assert isinstance(done, TakenIn)
    parcel = done.parcel
    assert (parcel.carrier, parcel.name, parcel.tail, parcel.household) == ("YUNDA", "覃龚堃", "7719", "0101")
    assert (parcel.marks, parcel.mark_names, parcel.announced) == (("fragile",), ("易碎",), True)
    assert (done.progress.arrived, done.progress.missing, done.spoken) == (1, 3, Spoken.TAKEN_IN)


def test_an_extra_parcel_is_taken_in_and_listed(station, manifest) -> None:
    done = scan(station, "SF1000000000001", manifest_in_hand=manifest)
    assert (done.extra, done.spoken, done.progress.extra) == (True, Spoken.EXTRA, 1)


def test_the_van_before_the_manifest(station, village, clock) -> None:
    from kiosk.wire.decisions import ManifestIssued, ManifestItem  # noqa: PLC0415

    early = scan(station, "SF1385628716739")
    village.says(ManifestIssued("m", "夹山镇站", 20_000, (ManifestItem("SF1385628716739", "SF", "单秀英", "", "r3"),)))
    checked = manifests.check(station, "m")
    assert (checked.progress.arrived, checked.arrived[0].parcel) == (1, early.parcel.id)


def test_the_duplicate_window(station, clock: ManualClock) -> None:
    first = scan(station, "SF1385628716739")
    clock.advance(seconds=7)
    again = scan(station, "SF1385628716739")
    assert (again.sight, again.spoken, again.existing) == (Sight.DUPLICATE, Spoken.DUPLICATE, first.parcel)
    with pytest.raises(Refused, match=r"parcels\.duplicate"):
        intake.take_in(station, Intake("SF1385628716739"), CLERK)
    clock.advance(seconds=2)
    later = scan(station, "SF1385628716739")
    assert (later.sight, later.existing.code) == (Sight.IN_STOCK, first.parcel.code)
    assert len(find.in_stock(station)) == 1


def test_a_choice_is_offered_and_learned(station, clock) -> None:
    text = "432542035598773"
    seen = scan(station, text)
    assert isinstance(seen, Sighting)
    assert seen.sight is Sight.CHOOSE
    assert {"STO", "YUNDA"} <= {choice.carrier for choice in seen.choices}
    for number in range(3):
        clock.advance(seconds=20)
        intake.take_in(station, Intake(f"43254203559877{number}", carrier="YUNDA"), CLERK)
    assert intake.look(station, text).choices[0].carrier == "YUNDA"
    assert intake.look(station, text).choices[0].learned == 3


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("13812345678", "phone"), ("6901028075763", "goods"), ("x" * 5000, "rubbish"), ("\x00\x1b[A", "rubbish"),
        ("", "rubbish"), ("😀" * 8, "rubbish"),
    ],
)  # fmt: skip
def test_what_is_no_waybill_is_asked_about_and_stores_nothing(station, text, question) -> None:
    seen = scan(station, text)
    assert (seen.sight, seen.question, seen.spoken) == (Sight.ASK, question, Spoken.CODE_WRONG)
    assert not find.in_stock(station)


def test_yes_it_is_the_waybill(station) -> None:
    seen = scan(station, "13812345678")
    assert intake.take_in(station, seen.order, CLERK).parcel.waybill == "13812345678"


def test_a_number_that_fits_no_rule_is_taken_in_as_other(station) -> None:
    seen = scan(station, "ZZ-99-ABCDE")
    assert seen.sight is Sight.CHOOSE
    assert intake.take_in(station, seen.order, CLERK).parcel.carrier == "OTHER"


def test_all_problems_of_a_form_at_once(station) -> None:
    order = Intake(
        "", recipient=Recipient("名" * 61, "1x" * 20, "a" * 121, "r9"), shelf="no", marks=("a,b",), note="n" * 301,
        cod_fen=-1, freight_fen=10**9, weight_g=-1, channel="pigeon",
    )  # fmt: skip
    with pytest.raises(NotReady) as caught:
        intake.take_in(station, order, CLERK)
    assert {problem.field for problem in caught.value.problems} == {
        "name", "phone", "address", "shelf", "waybill", "marks", "note", "cod_fen", "freight_fen", "weight_g",
        "channel", "recipient",
    }  # fmt: skip
    for problem in caught.value.problems:
        assert "problem." not in station.texts.problem(problem)


def test_the_label_shows_code_surname_and_tail_only(station, village, take) -> None:
    done = take("SF1385628716739", "r1", marks=("fragile",), cod_fen=500)
    words = done.label.to_bytes().decode()
    assert Big(done.parcel.code) in done.label.blocks
    assert Code128("SF1385628716739") in done.label.blocks
    assert Banner("易碎", style="framed") in done.label.blocks
    assert "覃*堃" in words
    assert "7719" in words
    assert "覃龚堃" not in words
    assert "19900007719" not in words
    with station.store.read() as db:
        assert spool.get(db, done.slip).document == done.label


def test_the_household_is_named(station, village, take) -> None:
    mine, other = take(resident="r1"), take(resident="r2")
    done = take(resident="r1")
    assert [one.id for one in done.others] == [mine.parcel.id]
    assert [one.id for one in done.household] == [other.parcel.id]
    assert (done.parcel.shelf, done.parcel.layer) == (mine.parcel.shelf, mine.parcel.layer)  # one walk to the shelf


def test_channels(station, village, take) -> None:
    assert take(resident="r1").parcel.channel == "sms"
    assert take(resident="r4").parcel.channel == "call"
    assert take(name="李四", phone="138****1111").parcel.channel == "call"
    assert take(name="李四", phone="13800001111").parcel.channel == "sms"


def test_a_held_number_is_taken_in_and_said(station, county, take) -> None:
    county.says(HoldPlaced("sf 1385628716739", "收件人报案"))
    assert intake.look(station, "SF1385628716739").held == "收件人报案"
    done = scan(station, "SF1385628716739")
    assert (done.parcel.held, done.spoken) == ("收件人报案", Spoken.HELD)


def test_the_carriers_later_word_marks_the_parcel_and_leaves_it_in_stock(station, county, take) -> None:
    done = take("ZZ-99-ABCDE", carrier="OTHER")
    county.says(CarrierVerdict("ZZ-99-ABCDE", "", "查无此单"))
    page = find.page(station, done.parcel.id)
    assert (page.parcel.verdict, page.parcel.here) == ("查无此单", True)


def test_undo(station, manifest, clock) -> None:
    done = scan(station, "463431409940372", manifest_in_hand=manifest)
    assert intake.last_intake(station) == done.parcel
    assert intake.undo_last(station, CLERK).state is ParcelState.TAKEN_BACK
    assert manifests.check(station, manifest).progress.arrived == 0
    assert not find.search(station, done.parcel.code).hits
    with pytest.raises(Refused, match=r"parcels\.nothing_to_undo"):
        intake.undo_last(station, CLERK)
    with pytest.raises(Refused, match=r"parcels\.not_from_here"):
        intake.undo(station, done.parcel.id, CLERK)
    again = scan(station, "463431409940372", manifest_in_hand=manifest)  # at once, inside the window
    assert isinstance(again, TakenIn)
    clock.advance(seconds=601)
    with pytest.raises(Refused, match=r"parcels\.too_late_to_undo"):
        intake.undo(station, again.parcel.id, CLERK)


def test_corrections(station, village, take) -> None:
    done = take("ZZ-99-ABCDE", carrier="OTHER")
    named = corrections.name_recipient(station, done.parcel.id, Recipient(resident="r3"), CLERK)
    assert (named.parcel.name, named.parcel.channel) == ("单秀英", "sms")
    assert [hit.parcel.id for hit in find.search(station, "sxy").hits] == [done.parcel.id]
    assert len(find.page(station, done.parcel.id).messages) == 1
    assert corrections.name_carrier(station, done.parcel.id, "ZTO", CLERK).parcel.carrier_name == "中通"
    marked = corrections.mark(
        station, done.parcel.id, CLERK, marks=("urgent",), note="门口", cod_fen=100, freight_fen=0, weight_g=0
    )
    assert (marked.marks, marked.note, marked.cod_fen) == (("urgent",), "门口", 100)
    moved = corrections.move_to(station, done.parcel.id, "Z5", 2, CLERK)
    assert moved.parcel.code.startswith("Z5-2-")
    assert not find.search(station, done.parcel.code).exact
    assert find.search(station, moved.parcel.code.replace("-", "").lower()).exact == moved.parcel
    slip = corrections.reprint_label(station, done.parcel.id, CLERK)
    with station.store.read() as db:
        assert moved.parcel.code in spool.get(db, slip).document.to_bytes().decode()


def test_corrections_are_judged(station, village, take) -> None:
    done = take()
    with pytest.raises(NotReady):
        corrections.name_recipient(station, done.parcel.id, Recipient("名" * 61, resident="r9"), CLERK)
    with pytest.raises(NotReady):
        corrections.name_carrier(station, done.parcel.id, "XX", CLERK)
    with pytest.raises(NotReady):
        corrections.move_to(station, done.parcel.id, "6", 9, CLERK)
    with pytest.raises(NotReady):
        corrections.move_to(station, done.parcel.id, "", 1, CLERK)
    with pytest.raises(NotFound, match=r"parcels\.missing"):
        corrections.move_to(station, 1, "6", 1, CLERK)
    intake.undo(station, done.parcel.id, CLERK)
    with pytest.raises(Refused, match=r"parcels\.not_here"):
        corrections.name_carrier(station, done.parcel.id, "ZTO", CLERK)


def test_two_hundred_scans_in_a_row(station, manifest) -> None:
    texts = [f"SF1{number:012}" for number in range(200)]
    codes = {scan(station, text, manifest_in_hand=manifest).parcel.code for text in texts}
    assert len(codes) == 200
    assert {one.waybill for one in find.in_stock(station)} == set(texts)


def test_the_days_counters(station, village, take, clock) -> None:
    first, second = take().parcel, take().parcel
    intake.undo(station, take().parcel.id, CLERK)
    clock.advance(days=1)
    corrections.name_carrier(station, first.id, "ZTO", CLERK)  # counts on the day of the intake
    pickup.release(station, Pickup((second.id,), codes=(second.code,), left_behind=(first.id,)), CLERK)
    with station.store.read() as db:
        rows = {(row.day, row.carrier): row for row in db.execute(parcel_day.select())}
    today = day_number(clock.now().day)
    assert (rows[today - 1, "SF"].taken_in, rows[today - 1, "SF"].undone, rows[today - 1, "ZTO"].taken_in) == (2, 1, 1)
    assert (rows[today, "SF"].picked_up, rows[today, "SF"].taken_in) == (1, 0)


def test_whatever_the_carriers_list_says_is_taken_in(station, village, clock) -> None:
    """A newer catalogue's carrier and marks, a sum beyond every cap, a name that no field would take: never refused."""
    from kiosk.wire.decisions import ManifestIssued, ManifestItem  # noqa: PLC0415

    lines = (
        ManifestItem("ZZ000000000001", "NEW", "覃**", "199****7719", marks=("new",)),
        ManifestItem("ZZ000000000002", "SF", "名" * 100, "1" * 50, address="村" * 500, marks=tuple("abcdefghijkl")),
        ManifestItem("ZZ000000000003", "SF", "覃\x1b大", "", cod_fen=10**9, freight_fen=-5),
    )
    village.says(ManifestIssued("m", "夹山镇站", 20_000, lines))
    taken = []
    for line in lines:
        clock.advance(seconds=20)
        taken.append(scan(station, line.waybill, manifest_in_hand="m").parcel)
    assert [one.carrier for one in taken] == ["NEW", "SF", "SF"]
    assert (len(taken[1].name), taken[2].name) == (60, "覃大")
    assert (taken[2].cod_fen, taken[2].freight_fen) == (10**9, 0)
    order = intake.Intake("ZZ000000000004", cod_fen=10**9)
    with pytest.raises(NotReady):
        intake.take_in(station, order, CLERK)
