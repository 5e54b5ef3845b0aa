"""The destruction ledger, and that the person leaves tables, journal, spool and file on the same date (P28, P30)."""

from dataclasses import replace

import pytest
from msgspec import structs
from sqlalchemy import select, update

from kiosk.errors import Bug, NotFound, NotReady, Refused
from kiosk.journal import acknowledge, check_chain, outbox, purge
from kiosk.journal.model import Origin, journal
from kiosk.journal.recover import recover
from kiosk.parcels.counter_model import Direction
from kiosk.parcels.desk import complaints, destruction, exceptions, find, handover, intake, pickup, sending
from kiosk.parcels.desk.complaints import ComplaintForm
from kiosk.parcels.desk.pickup import Pickup, Proxy
from kiosk.parcels.model import ParcelState, manifest_item, parcel
from kiosk.store import backup
from kiosk.wire.counter_events import RecordsPurged
from kiosk.wire.decisions import ManifestIssued, ManifestItem
from kiosk.wire.events import Lane, decode_event, unpack_record
from tests.counter.conftest import PHOTO, replays_the_same
from tests.stations import CLERK, KEY, LEAD

NAMES = ("张稀罕", "李代取", "王寄件", "赵收件", "钱投诉", "13711112222", "岳麓山脚下", "孙名单")
WITNESS = "唐德胜"


@pytest.fixture
def a_day(station, take, county, form, clock):
    """A parcel with a proxy, a return with notes, a sending, a complaint, a manifest: all with names of their own."""
    county.says(
        ManifestIssued("M-9", "夹山", 20_000, (ManifestItem("YT0000000000009", "YTO", "孙名单", "13711112222"),))
    )  # fmt: skip
    one = take(resident="", name="张稀罕", phone="13711112222", note="岳麓山脚下那家")
    pickup.release(station, Pickup((one.id,), codes=(one.code,), proxy=Proxy("李代取", "邻居", "2222")), CLERK)
    other = take(resident="", name="张稀罕", phone="13711112222")
    exceptions.list_returns(station, (other.id,), "refused", PHOTO, CLERK, "张稀罕不要")
    batch = handover.begin(station, Direction.OUT, "夹山", CLERK)
    handover.scan(station, batch.id, other.waybill, CLERK)
    form = replace(form, sender_name="王寄件", recipient_name="赵收件", recipient_address="岳麓山脚下")
    made = sending.draft(station, form, CLERK)
    sending.close(station, made.id, form, CLERK, received_fen=1_200)
    handover.scan(station, batch.id, f"S{made.id}", CLERK)
    handover.close(station, batch.id, "周师傅", CLERK)
    complaint = complaints.make(
        station, ComplaintForm("SF1999999999999", "lost", "钱投诉说丢了", "钱投诉", "13711112222"), CLERK
    )  # fmt: skip
    complaints.note(station, complaint.id, "打电话给钱投诉", CLERK)
    complaints.answer(station, complaint.id, "钱投诉已满意", CLERK)
    undone = take(resident="", name="张稀罕")
    intake.undo(station, undone.id, CLERK)
    return one, other, made


def whoever_is_left(station) -> set[str]:
    """Names that any table of the open database still holds."""
    with station.store.read() as db:
        names = db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        rows = [row for name in names for row in db.exec_driver_sql(f'SELECT * FROM "{name}"')]  # noqa: S608
    text = b"\n".join(
        bytes(value) if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )
    return {name for name in NAMES if name.encode() in text or name[::-1].encode() in text}


def test_before_its_time_nobody_is_forgotten(station, a_day, county, days_pass) -> None:
    county.receives_all()
    days_pass(89)
    done = destruction.forget(station)
    assert (done.parcels, done.sendings, done.complaints) == (0, 0, 0)
    assert whoever_is_left(station) >= set(NAMES[:5])


def test_without_the_countys_receipt_nobody_is_forgotten(station, a_day, days_pass) -> None:
    days_pass(91)
    done = destruction.forget(station)
    assert (done.parcels, done.sendings, done.complaints) == (0, 0, 0)
    assert done.waiting >= 5
    assert whoever_is_left(station) >= set(NAMES[:5])


def test_on_the_day_the_person_leaves_everything_and_the_chain_holds(station, a_day, county, days_pass) -> None:
    county.receives_all()
    assert whoever_is_left(station) == set(NAMES), "the test would prove nothing otherwise"
    days_pass(90)
    done = destruction.forget(station)
    assert (done.parcels, done.sendings, done.complaints, done.manifests) == (3, 1, 1, 1)
    assert done.records >= 9
    with station.store.write() as db:  # the labels and slips that are still in the spool wait for paper
        db.exec_driver_sql("UPDATE slip SET state = 'printed'")
    assert whoever_is_left(station) - printed_only(station) == set()
    replays_the_same(station)
    assert destruction.forget(station) == destruction.Forgotten(), "once"
    with station.store.read() as db:
        states = set(db.execute(select(parcel.c.state)).scalars())
        assert states == {ParcelState.PICKED_UP, ParcelState.RETURNED, ParcelState.TAKEN_BACK}
        assert db.execute(select(manifest_item.c.waybill)).scalar() == "YT0000000000009"


def printed_only(station) -> set[str]:
    """Names that only slips hold which had not been printed when their entry was forgotten."""
    with station.store.read() as db:
        text = b"".join(map(bytes, db.exec_driver_sql("SELECT document FROM slip").scalars()))
    return {name for name in NAMES if name.encode() in text}


def test_printed_slips_are_forgotten_too(station, a_day, county, days_pass) -> None:
    with station.store.write() as db:
        db.exec_driver_sql("UPDATE slip SET state = 'printed'")
    county.receives_all()
    days_pass(90)
    destruction.forget(station)
    assert printed_only(station) == set()


def test_a_photo_goes_with_the_last_parcel_on_it_and_not_before_the_county_has_it(
    station, take, county, days_pass
) -> None:
    first, second = take(), take()
    exceptions.list_returns(station, (first.id, second.id), "expired", PHOTO, CLERK)
    (digest,) = station.attachments.digests()
    for one in (first, second):
        batch = handover.begin(station, Direction.OUT, "夹山", CLERK)
        handover.scan(station, batch.id, one.waybill, CLERK)
        handover.close(station, batch.id, "周师傅", CLERK)
        days_pass(10)
    days_pass(75)
    with station.store.write() as db:
        for lane in Lane:
            acknowledge(db, 1, lane, 10**9)
    assert destruction.forget(station).waiting == 1, "the county has the records, not yet the photo"
    county.receives_all()
    assert destruction.forget(station).parcels == 1
    assert station.attachments.get(digest) == PHOTO, "the other parcel is on it"
    days_pass(10)
    county.receives_all()
    assert destruction.forget(station).parcels == 1
    assert list(station.attachments.digests()) == []


def test_a_face_goes_with_its_person(station, take, county, days_pass) -> None:
    allowed = structs.replace(station.catalogue.limits, face_photo=True)
    allows = replace(station, catalogue=replace(station.catalogue, limits=allowed))
    one, label, face = take(), PHOTO + b" of the label", PHOTO + b" of a face"
    pickup.release(
        allows, Pickup((one.id,), known=True, photo=label, face_photo=face, face_agreed=True), CLERK
    )  # fmt: skip
    county.receives_all()
    days_pass(89)
    destruction.forget(station)
    assert find.photo(station, one.waybill, of_face=True) == face
    days_pass(1)
    assert destruction.forget(station).parcels == 1
    assert list(station.attachments.digests()) == []
    with pytest.raises(NotFound):
        find.photo(station, one.waybill, of_face=True)


def test_the_photos_of_a_hand_over_that_was_taken_back_go_too(station, take, county, days_pass) -> None:
    one = take()
    pickup.release(station, Pickup((one.id,), known=True, photo=PHOTO + b" of the wrong hand"), CLERK)
    pickup.put_back(station, one.id, "拿错了", LEAD)
    pickup.release(station, Pickup((one.id,), known=True, photo=PHOTO), CLERK)
    county.receives_all()
    days_pass(90)
    assert destruction.forget(station).parcels == 1
    assert list(station.attachments.digests()) == []


def test_a_parcel_with_an_open_complaint_is_not_forgotten(station, take, county, days_pass) -> None:
    one = take(resident="", name="张稀罕")
    pickup.release(station, Pickup((one.id,), known=True), CLERK)
    days_pass(85)
    complaint = complaints.make(station, ComplaintForm(one.waybill, "damaged", "摔坏了", "钱投诉"), CLERK)
    days_pass(5)
    county.receives_all()
    assert destruction.forget(station).parcels == 0
    complaints.answer(station, complaint.id, "已赔付", CLERK)
    county.receives_all()
    assert destruction.forget(station).parcels == 1


def test_labels_are_destroyed_before_a_witness_and_the_data_goes_with_them(station, a_day, county, days_pass) -> None:
    county.receives_all()
    with pytest.raises(Refused, match="no_labels"):
        destruction.destroy_labels(station, WITNESS, "碎纸", CLERK)
    days_pass(90)
    due = destruction.labels_due(station)
    assert due.count == 3, "two parcels and a sending; an undone intake left no label"
    for witness in ("", "覃大姐", CLERK):
        with pytest.raises(NotReady):
            destruction.destroy_labels(station, witness, "碎纸", CLERK)
    line = destruction.destroy_labels(station, WITNESS, "碎纸", CLERK, PHOTO)
    assert (line.count, line.witness, line.kind) == (3, WITNESS, "labels")
    assert "张稀罕" not in whoever_is_left(station) - printed_only(station)
    assert destruction.labels_due(station).count == 0
    assert destruction.ledger(station) == (line,)


def test_letters_wait_their_months_and_need_a_witness(station, take, county, days_pass) -> None:
    letter, box = take(letter=True, resident="", name="张稀罕"), take()
    exceptions.give_up(station, letter.id, "letter_unclaimed", PHOTO, CLERK)
    exceptions.give_up(station, box.id, "sender_unknown", PHOTO, CLERK)
    county.receives_all()
    days_pass(100)
    assert destruction.letters_due(station) == ()
    assert destruction.forget(station).parcels == 1, "the box; a letter is kept until it is destroyed"
    days_pass(85)
    assert [one.parcel.id for one in destruction.letters_due(station)] == [letter.id]
    result = destruction.destroy_letters(station, (letter.id, box.id, 5), WITNESS, "焚烧", LEAD, PHOTO)
    assert result.done == (letter.id,)
    assert [(one.what, one.trouble.key) for one in result.failed] == [
        (box.id, "counter.no_letter"), (5, "parcels.missing"),
    ]  # fmt: skip
    with station.store.read() as db:
        state = db.execute(select(parcel.c.state).where(parcel.c.id == letter.id)).scalar()
    assert state == ParcelState.DESTROYED
    assert destruction.destroy_letters(station, (letter.id,), WITNESS, "焚烧", LEAD).done == ()


# ── The journal ───────────────────────────────────────────────────────────────────────────────────────────────────────


def intake_row(db):
    return db.execute(select(journal).where(journal.c.kind == 200, journal.c.origin == int(Origin.STATION))).first()


def test_a_record_without_receipt_cannot_be_purged(station, take, clock) -> None:
    take()
    with station.store.write() as db:
        position = intake_row(db).position
    with pytest.raises(Bug), station.store.write() as db:
        purge.purge(db, (position,), clock.now(), "")


def test_a_purged_record_keeps_its_chain_value_and_loses_the_person(station, take, county, clock) -> None:
    take(resident="", name="张稀罕")
    county.receives_all()
    with station.store.write() as db:
        before = intake_row(db)
        assert purge.purge(db, (before.position,), clock.now(), "") == 1
        assert purge.purge(db, (before.position,), clock.now(), "") == 0, "again changes nothing"
        after = intake_row(db)
        assert after.hash == before.hash
        fact = decode_event(after.kind, bytes(unpack_record(bytes(after.record)).body))
        assert (fact.recipient.name, fact.waybill) == ("", "SF1000000000001")
        assert list(check_chain(db)) == []


def test_a_forged_blank_is_a_broken_chain(station, take, county, clock) -> None:
    take(resident="", name="张稀罕")
    take(resident="", name="李四")
    county.receives_all()
    with station.store.write() as db:
        first = intake_row(db)
        purge.purge(db, (first.position,), clock.now(), "")
        vouching = db.execute(select(journal.c.position).where(journal.c.kind == RecordsPurged.KIND)).scalar()
        second = db.execute(select(journal).where(journal.c.kind == 200, journal.c.purged == 0)).first()
        forged = {"record": bytes(second.record)[:-1] + b"\x00", "purged": vouching}
        db.execute(update(journal).where(journal.c.position == second.position).values(forged))
        assert [broken.what for broken in check_chain(db)] == ["purged"]


def test_recovery_does_not_bring_back_who_was_forgotten(station, take, county, days_pass, tmp_path, clock) -> None:
    one = take(resident="", name="张稀罕")
    pickup.release(station, Pickup((one.id,), known=True), CLERK)
    days_pass(90)
    county.receives_all()
    old = backup.make(station.store.file, KEY, tmp_path / "backups", clock.now()).file
    assert destruction.forget(station).parcels == 1
    with station.store.write() as db:
        db.exec_driver_sql("UPDATE slip SET state = 'printed'")
    station.store.close()
    recover(station.store.file, KEY, (old,), clock.now())
    station.store.open()
    assert "张稀罕" not in whoever_is_left(station)
    with station.store.read() as db:
        assert list(check_chain(db)) == []
        assert outbox(db).per_lane.get(Lane.MATTERS, 0) <= 1, "no stub travels: only what came after the receipt waits"
