"""Telling people, with and without a phone; the van's manifest to its slip."""

import pytest

from kiosk.errors import NotFound, NotReady, Refused
from kiosk.parcels.desk import find, holds, intake, manifests, notices, pickup
from kiosk.parcels.desk.pickup import Pickup
from kiosk.parcels.model import NoticeState
from kiosk.people import residents
from kiosk.people.model import Channel
from kiosk.slips.document import Row
from kiosk.wire.decisions import HoldLifted, HoldPlaced, NoticeDelivered
from tests.stations import CLERK


def messages(station, parcel):
    return find.page(station, parcel.id).messages


def test_one_message_and_what_became_of_it(station, village, take) -> None:
    parcel = take(resident="r3").parcel
    (sent,) = messages(station, parcel)
    assert (sent.channel, sent.state) == ("sms", NoticeState.QUEUED)
    assert parcel.code in sent.text
    assert station.name in sent.text
    with station.store.read() as db:
        from kiosk.parcels.model import notice  # noqa: PLC0415

        ref = db.execute(notice.select()).one().id
    village.says(NoticeDelivered(ref, "failed", "空号"))
    assert messages(station, parcel)[0].state is NoticeState.FAILED
    (person,) = notices.call_list(station)  # somebody goes instead
    assert person.name == "单秀英"


def test_an_undone_intake_takes_its_message_back(station, village, take) -> None:
    parcel = take(resident="r3").parcel
    intake.undo(station, parcel.id, CLERK)
    assert messages(station, parcel)[0].state is NoticeState.CANCELLED


def test_the_call_list_by_group(station, village, take) -> None:
    first, second = take(resident="r4").parcel, take(resident="r4").parcel
    take(resident="r2")
    nobody = take().parcel
    take(resident="r3")  # has a phone
    people = notices.call_list(station)
    assert [(one.group, one.name, one.nickname, len(one.parcels)) for one in people] == [
        (3, "唐德胜", "胜爹", 2), (6, "覃小乐", "乐乐", 1), (0, "", "", 1),
    ]  # fmt: skip
    words = notices.print_call_list(station, CLERK).to_bytes().decode()
    for text in ("3 组", "唐德胜（胜爹）", "2 件", first.code, second.code, nobody.code, "组别不明"):
        assert text in words
    notices.call_out(station, (first.id, second.id), "told", "", CLERK)
    notices.call_out(station, (nobody.id,), "not_home", "敲门没人", CLERK)
    assert [(one.name, one.outcome) for one in notices.call_list(station)] == [("覃小乐", ""), ("", "not_home")]


def test_nobody_to_call(station) -> None:
    with pytest.raises(Refused, match=r"parcels\.nobody_to_call"):
        notices.print_call_list(station, CLERK)
    with pytest.raises(NotReady) as caught:
        notices.call_out(station, (), "sung", "n" * 301, CLERK)
    assert len(caught.value.problems) == 3


def test_the_resident_chooses_the_channel(station, village, take) -> None:
    residents.note(station, "r3", CLERK, phone="19900000032", nickname="", channel=Channel.CALL)
    parcel = take(resident="r3").parcel
    assert (parcel.channel, messages(station, parcel)) == ("call", ())
    changed = notices.choose_channel(station, parcel.id, "wechat", CLERK)
    assert (changed.channel, messages(station, parcel)[0].channel) == ("wechat", "wechat")
    assert not notices.call_list(station)
    silent = take(resident="r4").parcel
    with pytest.raises(NotReady):
        notices.choose_channel(station, silent.id, "sms", CLERK)
    with pytest.raises(NotReady):
        notices.choose_channel(station, parcel.id, "pigeon", CLERK)


def test_a_manifest_ends_in_missing_and_extra(station, manifest, clock) -> None:
    (waiting,) = manifests.due_today(station)
    assert (waiting.expected, waiting.missing, waiting.percent) == (4, 4, 0)
    for text in ("463431409940372", "SF1385628716739", "SF1000000000001"):
        intake.scan(station, text, CLERK, manifest_in_hand=manifest)
    checked = manifests.check(station, manifest)
    assert [item.waybill for item in checked.missing] == ["YT8962646785389", "JT5261988016578"]
    assert [one.waybill for one in checked.extra] == ["SF1000000000001"]
    done = manifests.close(station, manifest, CLERK)
    for row in (Row("已到", "2", bold=True), Row("缺件", "2", bold=True), Row("多件", "1", bold=True)):
        assert row in done.document.blocks
    assert "YT8962646785389" in done.document.to_bytes().decode()
    assert not manifests.open_manifests(station)
    assert not manifests.recent_manifests(station)[0].is_open
    with pytest.raises(Refused, match=r"parcels\.manifest_closed"):
        manifests.close(station, manifest, CLERK)
    with pytest.raises(NotFound):
        manifests.check(station, "no")
    # What comes with the next van still belongs to the manifest that announced it.
    late = intake.scan(station, "YT8962646785389", CLERK)
    assert (late.parcel.announced, late.progress.arrived) == (True, 3)


def test_holds_in_force(station, village, take) -> None:
    parcel = take(resident="r3").parcel
    village.says(HoldPlaced("SF9999999999999", "追回"), HoldPlaced(parcel.waybill, "报案"))
    found = holds.in_force(station)
    assert [(one.waybill, one.parcel and one.parcel.id) for one in found] == [
        (parcel.waybill, parcel.id), ("SF9999999999999", None),
    ]  # fmt: skip
    village.says(HoldLifted("SF9999999999999"))
    assert len(holds.in_force(station)) == 1
    with pytest.raises(Refused, match=r"parcels\.held"):
        pickup.release(station, Pickup((parcel.id,), known=True), CLERK)
