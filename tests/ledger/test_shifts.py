"""Shifts: no trade without one, differences by clerk, one Z however often it is closed, hand-over in two minutes."""

import json
from dataclasses import replace

import pytest

from kiosk import journal
from kiosk.catalogue import Catalogue
from kiosk.errors import NotFound, NotReady, Refused
from kiosk.journal import exchanges, kv
from kiosk.ledger import Account, balance_fen, shifts
from kiosk.people import clerks
from kiosk.people.model import Role
from kiosk.slips import spool
from kiosk.slips.document import QR, SignatureLine
from kiosk.slips.seal import verify
from kiosk.station import Station
from kiosk.wire.till_decisions import FloatStated, TotalsChecked
from kiosk.wire.till_events import ShiftOpened, Total
from tests.ledger.conftest import FLOAT, PINS, tallied
from tests.stations import CLERK, LEAD


def balance(station, account) -> int:
    with station.store.read() as db:
        return balance_fen(db, account)


def trade(station: Station, by: str = "") -> int:
    at = station.clock.now()
    with station.store.read() as db:
        answers = shifts.current(db, station, at)
        return shifts.must_trade(db, station, at, by or (answers.clerk if answers else CLERK))


def refusal(station: Station) -> str:
    with pytest.raises(Refused) as why:
        trade(station)
    return why.value.key


def words(document) -> str:
    return document.to_bytes().decode()


def test_no_trade_before_the_drawer_is_counted(station) -> None:
    assert refusal(station) == "till.no_shift"
    opened = shifts.open_shift(station, FLOAT, CLERK)
    assert (opened.shift.number, opened.shift.clerk_name, opened.difference_fen) == (1, "覃大姐", 0)
    assert trade(station) == 1
    assert balance(station, Account.TILL) == 25_000
    assert balance(station, Account.OPENING) == -25_000  # what the drawer began with is no difference


def test_the_sign_in_slip_tells_float_credit_and_what_is_unsent(station, county) -> None:
    county.says(FloatStated(123_456, 80_000, 20_000, 1, 0))
    with station.store.read() as db:
        unsent = journal.outbox(db).count
    paper = shifts.open_shift(station, FLOAT, CLERK).document
    for part in ("1,234.56", "800.00", "200.00", f"{unsent} 条", "250.00", "100 元 × 2", "10 元 × 5"):
        assert part in words(paper), part
    with station.store.read() as db:
        _, fact = journal.entry_at(db, db.exec_driver_sql("SELECT opened FROM shift").scalar_one())
    assert isinstance(fact, ShiftOpened)
    assert (fact.float_fen, fact.credit_fen, fact.used_fen, fact.unsent) == (123_456, 80_000, 20_000, unsent)


def test_every_fault_of_a_count_at_once(station) -> None:
    bad = ((10000, -1), (300, 2), (500, 10_000), (1000, 1), (1000, 2))
    before = tallied(station)
    with pytest.raises(NotReady) as why:
        shifts.open_shift(station, bad, CLERK)
    assert [(one.field, one.key) for one in why.value.problems] == [
        ("face.1000", "till_face_twice"), ("face.10000", "till_face_count"), ("face.300", "till_face"),
        ("face.500", "till_face_count"),
    ]  # fmt: skip
    with pytest.raises(NotReady) as why:
        shifts.open_shift(station, ((10000, 9_999),), CLERK)
    assert [one.key for one in why.value.problems] == ["till_amount"]
    assert tallied(station) == before


def test_a_first_pin_trades_nothing(station) -> None:
    clerks.enlist(station, "new", "新来的", Role.CLERK, "864209", by=LEAD)
    with pytest.raises(Refused, match=r"people\.must_change_pin"):
        shifts.open_shift(station, FLOAT, "new")
    with pytest.raises(Refused, match=r"people\.unknown_clerk"):
        shifts.open_shift(station, FLOAT, "ghost")


def test_one_drawer_has_one_shift(station) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    with pytest.raises(Refused, match=r"till\.shift_open"):
        shifts.open_shift(station, FLOAT, LEAD)


def test_a_difference_at_the_opening_is_the_new_clerks(station) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    shifts.close(station, 1, FLOAT, CLERK)
    opened = shifts.open_shift(station, ((10000, 2), (1000, 4)), LEAD)
    assert opened.difference_fen == -1_000
    assert balance(station, Account.OVER_SHORT.of(LEAD)) == 1_000
    assert balance(station, Account.OVER_SHORT.of(CLERK)) == 0
    assert "短款" in words(opened.document)


@pytest.mark.parametrize(("counts", "word", "fen"), [
    (((10000, 3),), "长款", 3_000), (((10000, 2), (5000, 1)), "短款", -2_000), (((10000, 2), (1000, 7)), "长短款", 0),
])  # fmt: skip
def test_expected_counted_variance_on_a_numbered_slip(station, sell, counts, word, fen) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    sell(1_500)
    sell(500)
    z = shifts.close(station, 1, counts, CLERK, witness="唐站长", note="零钱没数清")
    assert (z.number, z.opening_fen, z.expected_fen, z.difference_fen) == (1, 25_000, 27_000, fen)
    assert z.totals == (Total("parcels", "", 2, 2_000),)
    assert z.opening_fen + sum(total.fen for total in z.totals) == z.expected_fen
    assert balance(station, Account.TILL) == z.counted_fen
    assert balance(station, Account.OVER_SHORT.of(CLERK)) == -fen
    assert z.blind  # by the catalogue, and the caller had been shown nothing
    for part in ("Z1", word, "270.00", z.chain[:8].upper(), "唐站长", "零钱没数清"):
        assert part in words(z.document), part


def test_the_z_carries_the_chain_value_and_verifies_anywhere(station, sell) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    sell(1_000)
    z = shifts.close(station, 1, FLOAT, CLERK)
    (code,) = [block.text for block in z.document.blocks if isinstance(block, QR)]
    told = verify(code, lambda _: station.signer.public_key)
    assert told.fields == ("1", "26000", "25000", z.chain[:32].upper(), z.chain[32:].upper())
    assert told.ref == z.ref
    with station.store.read() as db:
        entry, _ = journal.entry_at(db, z.position)
    assert entry.hash.hex() == z.chain


def test_closing_ten_times_leaves_one_record(station, sell) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    sell(700)
    first = shifts.close(station, 1, FLOAT, CLERK)
    before = tallied(station)
    for counts in [FLOAT, (), ((10000, 99),), ((7, -7),)] * 3:
        assert shifts.close(station, 1, counts, CLERK) == first
    assert tallied(station) == before
    with pytest.raises(NotFound, match=r"till\.no_such_shift"):
        shifts.close(station, 2, FLOAT, CLERK)


def test_zs_have_no_gap_and_nobody_edits_one(station, sell) -> None:
    for number in range(1, 6):
        shifts.open_shift(station, FLOAT, CLERK)
        shifts.close(station, number, FLOAT, CLERK)
        with pytest.raises(NotReady):
            shifts.open_shift(station, ((1, 1),), CLERK)  # a refused step uses no number up
    today = station.clock.now().day
    with station.store.read() as db:
        found = shifts.zs(db, today, today)
        assert [z.number for z in found] == [1, 2, 3, 4, 5]
        assert [z.shift for z in found] == [1, 2, 3, 4, 5]
        again = shifts.z(db, 3)
        assert replace(again, document=None) == found[2]
        assert again.document == spool.of_entry(db, again.position)[0].document
        with pytest.raises(NotFound, match=r"till\.no_z"):
            shifts.z(db, 6)
    with station.store.write() as db:  # whoever edits the table changes no Z: it is read from the chain
        db.exec_driver_sql("UPDATE shift SET counted_fen = 1, expected_fen = 1 WHERE z = 3")
        assert shifts.z(db, 3) == again
        db.exec_driver_sql("UPDATE shift SET counted_fen = 25000, expected_fen = 25000 WHERE z = 3")


def test_the_countys_word_stands_beside_the_z(station, county) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    z = shifts.close(station, 1, FLOAT, CLERK)
    assert z.county is None
    county.says(TotalsChecked(1, 24_000, differs=True))
    with station.store.read() as db:
        assert shifts.z(db, 1).county.differs
        assert shifts.z(db, 1).county.expected_fen == 24_000


def test_only_its_clerk_or_a_lead_closes_a_shift_of_today(station) -> None:
    clerks.enlist(station, "li", "李嫂", Role.CLERK, "864209", by=LEAD)
    shifts.open_shift(station, FLOAT, CLERK)
    with pytest.raises(Refused, match=r"till\.not_your_shift"):
        shifts.close(station, 1, FLOAT, "li")
    z = shifts.close(station, 1, ((10000, 2),), LEAD)
    assert (z.clerk, z.closed_by, z.forgotten) == (CLERK, LEAD, False)
    assert balance(station, Account.OVER_SHORT.of(CLERK)) == 5_000


def test_yesterdays_open_shift_does_not_block_this_morning(station, clock) -> None:
    clerks.enlist(station, "li", "李嫂", Role.CLERK, "864209", by=LEAD)
    shifts.open_shift(station, FLOAT, CLERK)
    clock.advance(days=1)
    with station.store.read() as db:
        assert shifts.current(db, station, clock.now()).forgotten
    assert refusal(station) == "till.shift_of_yesterday"
    with pytest.raises(Refused, match=r"till\.shift_of_yesterday"):
        shifts.open_shift(station, FLOAT, LEAD)
    z = shifts.close(station, 1, ((10000, 2),), "li")
    assert (z.forgotten, z.clerk, z.closed_by, z.difference_fen) == (True, CLERK, "li", -5_000)
    assert balance(station, Account.OVER_SHORT.of(CLERK)) == 5_000  # the variance stays with who had the drawer
    assert "没有交" in words(z.document)
    shifts.open_shift(station, ((10000, 2),), LEAD)
    assert trade(station) == 2


@pytest.mark.parametrize("standing", ["paused", "revoked"])
def test_a_paused_point_does_not_trade(station, standing) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    with station.store.write() as db:
        kv.put(db, exchanges.STATE_KEY, {"standing": standing})
    assert refusal(station) == "till.paused"
    shifts.close(station, 1, FLOAT, CLERK)  # and can still be counted


def test_a_hand_over_is_one_step_and_one_slip(station, sell, clock) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    sell(1_000)
    clock.advance(seconds=60)
    before = tallied(station)
    done = shifts.hand_over(station, 1, ((10000, 2), (5000, 1)), CLERK, to=LEAD, pin=PINS[LEAD])
    assert tallied(station) == (before[0] + 2, before[1] + 1)
    assert (done.z.clerk, done.z.handed_to_name, done.z.difference_fen) == (CLERK, "唐站长", -1_000)
    assert (done.opened.shift.clerk, done.opened.shift.opening_fen) == (LEAD, 25_000)
    assert trade(station) == 2  # at once
    assert balance(station, Account.OVER_SHORT.of(CLERK)) == 1_000
    assert balance(station, Account.OVER_SHORT.of(LEAD)) == 0
    paper = done.opened.document
    assert [block.label for block in paper.blocks if isinstance(block, SignatureLine)] == [
        "经手人 覃大姐", "接班人 唐站长",
    ]  # fmt: skip
    for part in ("在库快递", "待交寄件", "待退款", "备付金余额", "未到县里"):
        assert part in words(paper), part
    again = shifts.hand_over(station, 1, (), CLERK, to=LEAD, pin=PINS[LEAD])
    assert again == done
    assert tallied(station) == (before[0] + 2, before[1] + 1)


def test_who_takes_over_proves_it(station) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    before = tallied(station)
    with pytest.raises(Refused, match=r"people\.wrong_pin"):
        shifts.hand_over(station, 1, FLOAT, CLERK, to=LEAD, pin="000111")
    with pytest.raises(Refused, match=r"till\.same_clerk"):
        shifts.hand_over(station, 1, FLOAT, CLERK, to=CLERK, pin=PINS[CLERK])
    with pytest.raises(NotReady) as why:
        shifts.hand_over(station, 1, ((7, 1),), CLERK, to=LEAD, pin=PINS[LEAD], witness="x" * 61, note="\x00")
    assert [one.field for one in why.value.problems] == ["face.7", "witness", "note"]
    assert tallied(station) == before
    assert trade(station) == 1


def test_a_closed_shift_is_not_handed_over(station) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    shifts.close(station, 1, FLOAT, CLERK)
    with pytest.raises(Refused, match=r"till\.already_closed"):
        shifts.hand_over(station, 1, FLOAT, CLERK, to=LEAD, pin=PINS[LEAD])


def test_faces_are_the_catalogues(station) -> None:
    book: Catalogue = station.catalogue
    coins = replace(station, catalogue=replace(book, till=type(book.till)(faces=(100, 1))))
    opened = shifts.open_shift(coins, ((100, 3), (1, 7)), CLERK)
    assert opened.shift.opening_fen == 307
    assert "0.01 元 × 7" in json.dumps(json.loads(words(opened.document)), ensure_ascii=False)


def test_only_who_answers_for_the_drawer_moves_money(station):
    clerks.enlist(station, "li", "李嫂", Role.CLERK, "864209", by=LEAD)
    shifts.open_shift(station, FLOAT, CLERK)
    with pytest.raises(Refused, match="shift_of_another") as why:
        trade(station, "li")
    assert why.value.values == {"name": "覃大姐"}
    assert trade(station, LEAD) == trade(station, CLERK) == 1, "a lead clerk answers for the point"
    shifts.hand_over(station, 1, FLOAT, CLERK, to=LEAD, pin=PINS[LEAD])
    with pytest.raises(Refused, match="shift_of_another"):
        trade(station, CLERK)
