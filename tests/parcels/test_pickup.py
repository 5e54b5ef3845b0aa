"""Handing out: every check stands between every way of search and the door."""

from dataclasses import replace

import msgspec
import pytest

from kiosk import journal, ledger
from kiosk.errors import NotFound, NotReady, Refused
from kiosk.ledger import Account, shifts
from kiosk.parcels.desk import find, money, pickup
from kiosk.parcels.desk.pickup import Pickup, Proxy
from kiosk.parcels.model import ParcelState
from kiosk.parcels.rules import PickupMoney
from kiosk.seams import Spoken
from kiosk.slips import seal, spool
from kiosk.slips.document import QR, OpenDrawer, Row
from kiosk.wire.decisions import HoldLifted, HoldPlaced
from tests.stations import CLERK, LEAD, make_station, open_shift

JPEG = b"\xff\xd8\xff\xe0 a label"


def fields(caught: pytest.ExceptionInfo[NotReady]) -> set[str]:
    return {problem.field for problem in caught.value.problems}


def release(station, *parcels, **more):
    order = Pickup(tuple(one.id for one in parcels), **({"codes": tuple(one.code for one in parcels)} | more))
    return pickup.release(station, order, CLERK)


def test_a_pickup(station, village, take) -> None:
    parcel = take(resident="r1").parcel
    done = release(station, parcel, photo=JPEG, inspected=True)
    assert (done.parcels[0].state, done.spoken, done.due_fen) == (ParcelState.PICKED_UP, Spoken.HANDED_OUT, 0)
    assert not find.search(station, "7719").hits
    gone = find.search(station, parcel.waybill)
    assert (gone.gone.id, gone.spoken) == (parcel.id, Spoken.NOT_IN_STOCK)
    assert find.search(station, "查无此人").spoken is Spoken.NOT_FOUND
    assert find.photo(station, parcel.waybill.lower()) == JPEG
    left = find.page(station, parcel.id).left
    assert (left.taker, left.proof, left.inspected) == ("self", "code", True)


def test_the_receipt_says_nothing_was_charged_and_verifies_anywhere(station, village, take) -> None:
    parcel = take(resident="r1").parcel
    done = release(station, parcel)
    assert Row("收费", "0元", bold=True) in done.receipt.blocks
    assert "覃龚堃" not in done.receipt.to_bytes().decode()
    code = next(block.text for block in done.receipt.blocks if isinstance(block, QR))
    said = seal.verify(code, lambda _: station.signer.public_key)
    assert (said.kind, said.fields) == ("PICKUP", ("1", parcel.waybill, "0"))
    assert OpenDrawer() not in done.receipt.blocks
    with station.store.read() as db:
        assert spool.get(db, done.slip).document == done.receipt


def test_twice_is_refused(station, village, take) -> None:
    parcel = take(resident="r1").parcel
    release(station, parcel)
    with pytest.raises(Refused, match=r"parcels\.not_releasable"):
        release(station, parcel)
    with pytest.raises(NotFound):
        pickup.release(station, Pickup((1,), known=True), CLERK)


# P9


def test_you_have_two_more(station, village, take) -> None:
    one, two, three = (take(resident="r1").parcel for _ in range(3))
    seen = pickup.basket(station, [one.id])
    assert ([other.id for other in seen.others], seen.spoken, seen.spoken_count) == (
        [two.id, three.id], Spoken.MORE_WAITING, 2,
    )  # fmt: skip
    assert all(other.code and other.days == 0 for other in seen.others)
    assert seen.spoken_parts == ("2", two.code, "今天到", three.code, "今天到")
    station.clock.advance(days=2)
    assert pickup.basket(station, [one.id]).spoken_parts == ("2", two.code, "2天", three.code, "2天")
    assert pickup.basket(station, [one.id, two.id, three.id]).spoken_parts == ()
    with pytest.raises(NotReady) as caught:
        release(station, one, left_behind=(two.id,))
    assert fields(caught) == {"left_behind"}
    assert release(station, one, left_behind=(two.id, three.id)).spoken is Spoken.MORE_WAITING
    done = release(station, two, three)
    assert {parcel.state for parcel in done.parcels} == {ParcelState.PICKED_UP}


def test_without_a_resident_the_phone_says_whose_it_is(station, take) -> None:
    one, two = (take(name="李四", phone="13800001111").parcel for _ in range(2))
    take(name="李四", phone="13800002222")
    assert [other.id for other in pickup.basket(station, [one.id]).others] == [two.id]


def test_masked_by_the_carrier_it_is_still_the_same_person(station, village, take) -> None:
    """P9: a parcel whose resident nobody has found yet is named too; another person with the same tail is not."""
    known = take(resident="r1").parcel  # 覃龚堃, 19900007719
    masked = take(name="覃**", phone="199****7719").parcel
    take(name="王**", phone="199****7719")
    take(resident="r2")
    assert [one.id for one in pickup.basket(station, [known.id]).others] == [masked.id]
    assert [one.id for one in pickup.basket(station, [masked.id]).others] == [known.id]
    whole, half = take(name="李四", phone="13800001111").parcel, take(name="李*", phone="138****1111").parcel
    assert [one.id for one in pickup.basket(station, [whole.id]).others] == [half.id]
    assert [one.id for one in pickup.basket(station, [half.id]).others] == [whole.id]


# P13, P26


def test_three_wrong_codes_then_the_clerk_only_also_after_a_restart(station, village, take, tmp_path, clock) -> None:
    parcel = take(resident="r1").parcel
    for left in (2, 1, 0):
        with pytest.raises(Refused) as caught:
            release(station, parcel, codes=("000",), at_self_service=True)
        assert (caught.value.key, caught.value.values["left"]) == ("parcels.wrong_code", left)
    station.store.close()
    again = make_station(tmp_path, clock)
    assert pickup.basket(again, [parcel.id]).clerk_only
    with pytest.raises(Refused, match=r"parcels\.clerk_only"):
        release(again, parcel)
    with pytest.raises(Refused, match=r"parcels\.clerk_only"):
        release(again, parcel, known=True, at_self_service=True)
    assert release(again, parcel, known=True).parcels[0].state is ParcelState.PICKED_UP
    again.store.close()


def test_the_clerk_vouches_at_the_counter_only(station, village, take) -> None:
    parcel = take(resident="r1").parcel
    with pytest.raises(NotReady) as caught:
        release(station, parcel, codes=(), known=True, at_self_service=True)
    assert fields(caught) == {"codes"}
    done = release(station, parcel, codes=(), known=True)
    assert find.page(station, done.parcels[0].id).left.proof == "known"


def test_one_code_speaks_for_all_parcels_of_a_person_and_for_nobody_else(station, village, take) -> None:
    one, two, other = take(resident="r1").parcel, take(resident="r1").parcel, take(resident="r2").parcel
    with pytest.raises(Refused, match=r"parcels\.wrong_code"):
        release(station, one, two, other, codes=(one.code,))
    with station.store.read():
        tries = {parcel.id: parcel.wrong_tries for parcel in find.in_stock(station)}
    assert tries == {one.id: 0, two.id: 0, other.id: 1}
    release(station, one, two, other, codes=(one.code.replace("-", " "), other.code))


def test_a_proxy_gives_name_relation_and_the_code(station, village, take) -> None:
    parcel = take(resident="r1").parcel
    with pytest.raises(NotReady) as caught:
        release(station, parcel, proxy=Proxy(" ", "", "12"))
    assert fields(caught) == {"proxy_name", "proxy_relation", "proxy_phone_tail"}
    with pytest.raises(NotReady) as caught:
        release(station, parcel, proxy=Proxy("覃小乐", "侄子"), codes=(), known=True)
    assert fields(caught) == {"codes"}
    done = release(station, parcel, proxy=Proxy("覃小乐", "侄子", "0123"), inspected=True)
    left = find.page(station, done.parcels[0].id).left
    assert (left.taker, left.name, left.relation, left.phone_tail) == ("proxy", "覃小乐", "侄子", "0123")
    assert "覃小乐（侄子）" in done.receipt.to_bytes().decode()


# P14


def test_no_way_of_search_releases_an_intercepted_parcel(station, village, take) -> None:
    parcel = take(resident="r1").parcel
    village.says(HoldPlaced(parcel.waybill, "收件人报案"))
    for text in (parcel.code, parcel.code.replace("-", ""), "7719", parcel.waybill, "qgk", "覃龚堃", "堃伢子", "0101"):
        (hit,) = find.search(station, text).hits
        assert hit.parcel.held == "收件人报案"
        with pytest.raises(Refused, match=r"parcels\.held") as caught:
            release(station, hit.parcel, found_by=hit.way, known=True)
        assert "收件人报案" in station.texts.trouble(caught.value)
    assert pickup.basket(station, [parcel.id]).spoken is Spoken.HELD
    with station.store.read() as db:
        kinds = [row.kind for row in db.execute(journal.model.journal.select())]
    assert kinds.count(211) == 8  # somebody asked, each time
    village.says(HoldLifted(parcel.waybill))
    release(station, parcel)


def test_one_intercepted_parcel_keeps_the_whole_basket(station, village, take) -> None:
    one, two = take(resident="r1").parcel, take(resident="r1").parcel
    village.says(HoldPlaced(two.waybill, "报案"))
    with pytest.raises(Refused, match=r"parcels\.held"):
        release(station, one, two)
    assert len(find.search(station, "7719").hits) == 2


# P18, G15


def test_no_release_until_the_money_is_filled_and_stands_in_the_ledger(station, village, take) -> None:
    parcel = take(resident="r1", cod_fen=12_800, freight_fen=1_200).parcel
    with pytest.raises(NotReady) as caught:
        release(station, parcel)
    names = ("weight_g", "packing_fen", "insurance_fen", "paid_fen")
    assert fields(caught) == {f"{parcel.id}.{name}" for name in names}
    filled = PickupMoney(1_500, 200, 0, 14_200)
    with pytest.raises(NotReady) as caught:
        release(station, parcel, money={parcel.id: replace(filled, paid_fen=14_000)}, received_fen=20_000)
    assert fields(caught) == {f"{parcel.id}.paid_fen"}
    with pytest.raises(NotReady) as caught:
        release(station, parcel, money={parcel.id: filled}, received_fen=14_000)
    assert fields(caught) == {"received_fen"}
    with pytest.raises(Refused, match=r"parcels\.money_at_counter"):
        release(station, parcel, money={parcel.id: filled}, received_fen=20_000, at_self_service=True)
    done = release(station, parcel, money={parcel.id: filled}, received_fen=20_000)
    assert (done.due_fen, done.change_fen) == (14_200, 5_800)
    assert OpenDrawer() in done.receipt.blocks
    assert Row("找零", "58.00") in done.receipt.blocks
    assert balances(station) == {"till": 14_200, "cod_payable:SF": -12_800, "freight_payable:SF": -1_400}


def test_cash_needs_a_shift_and_a_parcel_without_money_needs_none(station, village, take, drawer, clock) -> None:
    paid, free = take(resident="r1", cod_fen=500).parcel, take(resident="r3").parcel
    filled = {"money": {paid.id: PickupMoney(1_500, 0, 0, 500)}, "received_fen": 500}
    shifts.close(station, drawer, (), CLERK)
    with pytest.raises(Refused, match=r"till\.no_shift"):
        release(station, paid, **filled)
    assert find.search(station, paid.code).hits  # it has not left
    release(station, free)
    open_shift(station)
    release(station, paid, **filled)
    with station.store.read() as db:
        number = shifts.current(db, station, clock.now()).number
    shifts.close(station, number, ((500, 1),), CLERK)
    with pytest.raises(Refused, match=r"till\.no_shift"):
        pickup.put_back(station, paid.id, "给错了", LEAD)  # its money would come out of nobody's drawer


def balances(station) -> dict[str, int]:
    accounts = (Account.TILL, Account.COD_PAYABLE.of("SF"), Account.FREIGHT_PAYABLE.of("SF"), Account.FEES)
    with station.store.read() as db:
        return {str(name): fen for name in accounts if (fen := ledger.balance_fen(db, name))}


def test_only_listed_fees_can_be_charged(station, village, take) -> None:
    parcel = take(resident="r1").parcel
    with pytest.raises(Refused, match=r"catalogue\.fee_not_listed"):
        release(station, parcel, fees=(("handling", 1),), received_fen=100)
    with pytest.raises(NotReady):
        release(station, parcel, fees=(("packing_bag", 0),), received_fen=100)
    cod = take(resident="r3", cod_fen=100).parcel
    with pytest.raises(NotReady) as caught:
        release(station, cod, money={cod.id: PickupMoney(1, 150, 50, 300)}, received_fen=300)
    assert fields(caught) == {f"{cod.id}.packing_fen", f"{cod.id}.insurance_fen"}
    done = release(station, parcel, fees=(("packing_bag", 2),), received_fen=200, receipt=False)
    assert (done.due_fen, balances(station)) == (200, {"till": 200, "fees": -200})
    assert "包装袋 ×2" in done.receipt.to_bytes().decode()
    assert "包装袋" in money.print_fees(station, CLERK).to_bytes().decode()


# Putting back


def test_put_back_returns_parcel_and_money(station, village, take) -> None:
    parcel = take(resident="r1", cod_fen=1_000).parcel
    release(station, parcel, money={parcel.id: PickupMoney(100, 100, 0, 1_100)}, received_fen=1_100)
    with pytest.raises(Refused, match=r"people\.lead_only"):
        pickup.put_back(station, parcel.id, "拿错了", CLERK)
    with pytest.raises(NotReady):
        pickup.put_back(station, parcel.id, " ", LEAD)
    back = pickup.put_back(station, parcel.id, "拿错了", LEAD)
    assert (back.state, back.code) == (ParcelState.IN_STOCK, parcel.code)
    assert not balances(station)
    assert find.search(station, parcel.code).exact == back
    with pytest.raises(Refused, match=r"parcels\.not_from_here"):
        pickup.put_back(station, parcel.id, "再来", LEAD)


def test_put_back_the_same_day_only_and_never_twice_on_the_shelf(station, village, take, clock) -> None:
    old, parcel = take(resident="r1").parcel, take(resident="r3").parcel
    release(station, old)
    clock.advance(days=1)
    with pytest.raises(Refused, match=r"parcels\.too_late_to_put_back"):
        pickup.put_back(station, old.id, "拿错了", LEAD)
    release(station, parcel)
    take(parcel.waybill, resident="r3")
    with pytest.raises(Refused, match=r"parcels\.already_here"):
        pickup.put_back(station, parcel.id, "拿错了", LEAD)


def test_the_face_is_photographed_only_where_the_county_allows_it(station, village, take) -> None:
    one, two = take(resident="r1").parcel, take(resident="r3").parcel
    release(station, one, face_photo=JPEG, face_agreed=True)
    assert find.page(station, one.id).left.face_photo == ""
    assert not list(station.attachments.digests())
    allowed = msgspec.structs.replace(station.catalogue.limits, face_photo=True)
    allows = replace(station, catalogue=replace(station.catalogue, limits=allowed))
    release(allows, two, face_photo=JPEG, face_agreed=True)
    assert find.photo(station, two.waybill, of_face=True) == JPEG
    with pytest.raises(NotFound):
        find.photo(station, two.waybill)


def test_without_consent_no_face_is_kept(station, village, take) -> None:
    one = take(resident="r1").parcel
    allowed = msgspec.structs.replace(station.catalogue.limits, face_photo=True)
    release(replace(station, catalogue=replace(station.catalogue, limits=allowed)), one, face_photo=JPEG)
    assert find.page(station, one.id).left.face_photo == ""
    assert not list(station.attachments.digests())


def test_each_photo_follows_in_its_own_lane(station, village, take) -> None:
    parcel = take(resident="r1").parcel
    release(station, parcel, photo=JPEG)
    with station.store.read() as db:
        assert journal.outbox(db).per_lane[4] == 1
