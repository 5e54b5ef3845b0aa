"""Sending (P19–P21): the form, both ticks, the listed price, the late waybill, and the number that is nowhere."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk import ledger
from kiosk.errors import NotReady, Refused
from kiosk.ledger import shifts
from kiosk.parcels.counter_model import SendingState
from kiosk.parcels.desk import export, sending
from kiosk.slips import spool
from kiosk.wire.decisions import WaybillIssued
from tests.counter.conftest import ID_NUMBER, PHOTO
from tests.stations import CLERK, tables


def fields(raised) -> list[str]:
    return [problem.field for problem in raised.value.problems]


def test_a_draft_needs_only_a_sender_and_survives(station, county, form) -> None:
    made = sending.draft(station, sending.Form(sender_name="覃龚堃"), CLERK)
    assert made.state is SendingState.DRAFT
    changed = sending.change(station, made.id, replace(form, sender_phone="199 0000 7719"), CLERK)
    assert (changed.sender_phone, changed.contents) == ("19900007719", "腊肉")
    assert sending.open_ones(station) == (changed,)
    assert changed.form.weight_g == 2_300
    assert not changed.form.identity_checked, "a tick is given again, never remembered"


def test_nothing_closes_without_ticks_weight_and_fees(station, county) -> None:
    made = sending.draft(station, sending.Form(sender_name="覃龚堃"), CLERK)
    with pytest.raises(NotReady) as raised:
        sending.close(station, made.id, sending.Form(sender_name="覃龚堃"), CLERK)
    wanted = {
        "sender_phone", "id_number", "recipient_name", "recipient_phone", "recipient_address", "carrier",
        "identity_checked", "contents", "contents_checked", "weight_g", "freight_fen", "paid_fen",
    }  # fmt: skip
    assert wanted <= set(fields(raised)), "every problem at once"
    assert sending.one(station, made.id).state is SendingState.DRAFT


@pytest.mark.parametrize("tick", ["identity_checked", "contents_checked"])
def test_each_tick_alone_holds_it(station, county, form, tick) -> None:
    made = sending.draft(station, form, CLERK)
    with pytest.raises(NotReady) as raised:
        sending.close(station, made.id, replace(form, **{tick: False}), CLERK, received_fen=1_200)
    assert fields(raised) == [tick]


def test_the_price_comes_from_the_list_alone(station, form) -> None:
    price = sending.quote(station, replace(form, declared_fen=30_000), {"packing_box_small": 2})
    assert (price.freight_fen, price.packing_fen, price.insurance_fen) == (800 + 2 * 200, 400, 200)
    assert price.total_fen == 1_800
    with pytest.raises(Refused):
        sending.quote(station, form, {"handling": 1})
    assert sending.quote(station, replace(form, freight_fen=1)).freight_fen == 1_200, "a typed price is ignored"


def test_closing_posts_the_cash_and_prints(station, county, form) -> None:
    made = sending.draft(station, form, CLERK)
    done = sending.close(
        station, made.id, form, CLERK, packing={"packing_bag": 1}, received_fen=2_000, photo=PHOTO
    )  # fmt: skip
    assert (done.view.state, done.view.paid_fen, done.change_fen) == (SendingState.ACCEPTED, 1_300, 700)
    assert done.view.number == f"S{made.id}"
    assert sending.waiting_for_waybill(station) == (done.view,)
    with station.store.read() as db:
        assert ledger.balance_fen(db, "till") == 1_300
        assert ledger.balance_fen(db, "sending_payable:ZTO") == -1_200
        assert ledger.balance_fen(db, "fees") == -100
        assert {slip.printer for slip in spool.recent(db)} >= {"receipt", "label"}


def test_postage_needs_a_shift_and_one_that_the_recipient_pays_needs_none(station, county, form, drawer) -> None:
    made = sending.draft(station, form, CLERK)
    shifts.close(station, drawer, (), CLERK)
    with pytest.raises(Refused, match=r"till\.no_shift"):
        sending.close(station, made.id, form, CLERK, received_fen=2_000)
    assert sending.one(station, made.id).open
    assert sending.close(station, made.id, replace(form, prepaid=False), CLERK).view.paid_fen == 0


def test_too_little_cash_is_a_problem(station, county, form) -> None:
    made = sending.draft(station, form, CLERK)
    with pytest.raises(NotReady) as raised:
        sending.close(station, made.id, form, CLERK, received_fen=1_199)
    assert fields(raised) == ["received_fen"]
    assert sending.close(station, made.id, form, CLERK, received_fen=1_200).change_fen == 0


def test_the_recipient_may_pay(station, county, form) -> None:
    form = replace(form, prepaid=False)
    made = sending.draft(station, form, CLERK)
    done = sending.close(station, made.id, form, CLERK)
    assert (done.view.paid_fen, done.view.freight_fen) == (0, 1_200)
    with station.store.read() as db:
        assert ledger.balance_fen(db, "till") == 0


def test_the_identity_number_is_nowhere(station, county, form) -> None:
    made = sending.draft(station, form, CLERK)
    done = sending.close(station, made.id, form, CLERK, received_fen=1_200)
    for document in done.documents:
        assert ID_NUMBER not in document.to_bytes().decode()
        assert ID_NUMBER[-4:] not in document.to_bytes().decode().replace(str(made.id), "")
    with station.store.read() as db:
        rows = db.exec_driver_sql("SELECT record FROM journal").scalars().all()
        row = db.exec_driver_sql("SELECT id_tail, id_salt, id_digest FROM sending").one()
    assert not any(ID_NUMBER.encode() in bytes(record) for record in rows)
    assert ID_NUMBER not in str(tables(station))
    today = station.clock.now().day
    assert ID_NUMBER.encode() not in export.carrier_file(station, form.carrier, today, today, CLERK).data
    assert row.id_tail == "001X"
    assert sending.same_person(row.id_digest, row.id_salt, ID_NUMBER)
    assert not sending.same_person(row.id_digest, row.id_salt, "430726199001010028")


def test_the_waybill_comes_later(station, county, form) -> None:
    made = sending.draft(station, form, CLERK)
    sending.close(station, made.id, form, CLERK, received_fen=1_200)
    county.says(WaybillIssued(made.id, "7361 0555 5828 83"))
    assert sending.find(station, "73610555582883").id == made.id
    assert sending.find(station, f"S{made.id}").number == "73610555582883"
    assert not sending.waiting_for_waybill(station)
    slip = sending.print_label(station, made.id, CLERK)
    with station.store.read() as db:
        assert "73610555582883" in spool.get(db, slip).document.to_bytes().decode()


def test_a_pre_printed_number_is_given_once(station, county, form) -> None:
    first, second = sending.draft(station, form, CLERK), sending.draft(station, form, CLERK)
    sending.attach_waybill(station, first.id, "73610555582883", CLERK)
    for sending_id in (first.id, second.id):
        with pytest.raises(Refused):
            sending.attach_waybill(station, sending_id, "73610555582883", CLERK)


def test_an_unwilling_sender_is_refused_with_a_reason(station, county, form) -> None:
    with pytest.raises(NotReady):
        sending.refuse(station, "did_not_like_him", CLERK)
    nobody = sending.refuse(station, "no_identity", CLERK, note="走了")
    assert (nobody.state, nobody.reason) == (SendingState.REFUSED, "不愿出示身份证件")
    made = sending.draft(station, form, CLERK)
    assert sending.refuse(station, "no_inspection", CLERK, sending_id=made.id).state is SendingState.REFUSED
    with pytest.raises(Refused):
        sending.close(station, made.id, form, CLERK, received_fen=1_200)


def test_a_closed_one_cannot_be_withdrawn(station, county, form) -> None:
    made = sending.draft(station, form, CLERK)
    sending.close(station, made.id, form, CLERK, received_fen=1_200)
    with pytest.raises(Refused):
        sending.withdraw(station, made.id, CLERK)
    other = sending.draft(station, form, CLERK)
    assert sending.withdraw(station, other.id, CLERK).state is SendingState.WITHDRAWN


def test_kept_on_the_sending_side(station, county, form, clock) -> None:
    made = sending.draft(station, form, CLERK)
    today = clock.now().day
    with pytest.raises(NotReady):
        sending.keep(station, made.id, today - timedelta(days=1), CLERK)
    kept = sending.keep(station, made.id, today + timedelta(days=2), CLERK, "忘带身份证")
    assert (kept.state, kept.here, kept.kept_until) == (SendingState.KEPT, True, today + timedelta(days=2))
    done = sending.close(station, made.id, form, CLERK, received_fen=1_200)
    assert done.view.kept_until is None
