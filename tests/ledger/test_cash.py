"""Vault, bank, the drawer without a sale, and what came from an older system (M26, M27)."""

import pytest

from kiosk import media
from kiosk.errors import NotReady, Refused
from kiosk.ledger import balances, cash, shifts
from kiosk.slips.document import OpenDrawer, SignatureLine
from kiosk.wire.events import Lane
from kiosk.wire.till_decisions import FloatMoved, FloatStated, OpeningImported
from tests.ledger.conftest import FLOAT, tallied
from tests.stations import CLERK, LEAD

PHOTO = b"\xff\xd8 the bank's slip"


def view(station):
    with station.store.read() as db:
        return cash.cash_view(db, station, station.clock.now())


def test_vault_and_till_always_make_the_points_cash(station, sell) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    sell(3_000)
    down = cash.move(station, "till", "vault", ((10000, 2),), CLERK, witness="唐站长")
    back = cash.move(station, "vault", "till", ((5000, 1),), CLERK, witness="唐站长")
    for moved in (down, back):
        assert [one.label for one in moved.document.blocks if isinstance(one, SignatureLine)] == [
            "经手人 覃大姐", "见证人 唐站长",
        ]  # fmt: skip
        assert OpenDrawer() in moved.document.blocks
    now = view(station)
    assert (now.drawer_fen, now.vault_fen) == (13_000, 15_000)
    assert now.drawer_fen + now.vault_fen == 25_000 + 3_000
    with pytest.raises(Refused, match=r"till\.not_enough"):
        cash.move(station, "vault", "till", ((10000, 2),), CLERK, witness="唐站长")


def test_a_deposit_with_the_banks_slip(station, county) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    moved = cash.move(station, "till", "bank", ((10000, 1),), CLERK, witness="唐站长", photo=PHOTO, slip=" 0042 ")
    with station.store.read() as db:
        (digest,) = media.of_matter(db, Lane.MONEY, moved.ref)
        row = db.exec_driver_sql("SELECT photo, slip, arrived_ms FROM cash_move").one()
    assert tuple(row) == (digest, "0042", 0)
    assert station.attachments.get(digest) == PHOTO
    assert view(station).banked_fen == 10_000
    county.says(FloatMoved("deposit", 10_000, cash=moved.ref), FloatStated(10_000, 0, 0, 1, 2))
    now = view(station)
    assert (now.banked_fen, now.float_fen) == (0, 10_000)
    with station.store.read() as db:
        assert db.exec_driver_sql("SELECT arrived_ms FROM cash_move").scalar_one() > 0
        assert balances(db)["float"] == 10_000


def test_every_fault_of_a_move_at_once(station) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    before = tallied(station)
    with pytest.raises(NotReady) as why:
        cash.move(station, "bank", "till", ((7, 1),), CLERK, witness=" ", slip="x" * 41)
    assert [(one.field, one.key) for one in why.value.problems] == [
        ("target", "till_road"), ("face.7", "till_face"), ("witness", "till_witness"), ("slip", "too_long"),
    ]  # fmt: skip
    with pytest.raises(NotReady) as why:
        cash.move(station, "till", "bank", (), CLERK, witness="唐站长")
    assert [one.key for one in why.value.problems] == ["till_nothing", "till_bank_slip"]
    assert tallied(station) == before


def test_two_signatures_are_those_of_two_people(station, county) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    for step in (
        lambda: cash.move(station, "till", "vault", FLOAT, LEAD, witness=" 唐站长"),
        lambda: cash.agree_opening(station, FLOAT, "覃支书", "覃支书 ", CLERK),
        lambda: shifts.end_day(station, LEAD, "唐站长", "唐站长"),
    ):
        with pytest.raises(NotReady) as why:
            step()
        assert [(one.field, one.key) for one in why.value.problems] == [("witness", "till_same_person")]


def test_the_drawer_is_opened_for_a_listed_reason_only(station) -> None:
    paper = cash.open_drawer(station, "change", CLERK)
    assert OpenDrawer() in paper.blocks
    assert "换零钱" in paper.to_bytes().decode()
    with pytest.raises(NotReady):
        cash.open_drawer(station, "because", CLERK)


def test_no_trade_until_the_imported_balance_is_counted_and_signed(station, county) -> None:
    county.says(OpeningImported(24_000, "旧系统"), OpeningImported(25_000, "旧系统，更正"))
    with station.store.read() as db:
        assert cash.opening_wanted(db) == 25_000
        with pytest.raises(Refused, match=r"till\.opening_first"):
            shifts.must_trade(db, station, station.clock.now(), CLERK)
    for step in (
        lambda: shifts.open_shift(station, FLOAT, CLERK),
        lambda: cash.move(station, "till", "vault", FLOAT, CLERK, witness="唐站长"),
    ):
        with pytest.raises(Refused, match=r"till\.opening_first"):
            step()
    with pytest.raises(Refused, match=r"till\.opening_differs"):
        cash.agree_opening(station, ((10000, 2),), "唐站长", "覃支书", CLERK)
    with pytest.raises(NotReady) as why:
        cash.agree_opening(station, FLOAT, "", " ", CLERK)
    assert [one.field for one in why.value.problems] == ["signed_by", "witness"]
    paper = cash.agree_opening(station, FLOAT, "唐站长", "覃支书", CLERK)
    assert [one.label for one in paper.blocks if isinstance(one, SignatureLine)] == ["负责人 唐站长", "见证人 覃支书"]
    opened = shifts.open_shift(station, FLOAT, CLERK)
    assert opened.difference_fen == 0
    with station.store.read() as db:
        assert balances(db) == {"till": 25_000, "opening": -25_000}
        assert cash.opening_wanted(db) is None
    with pytest.raises(Refused, match=r"till\.no_opening"):
        cash.agree_opening(station, FLOAT, "唐站长", "覃支书", CLERK)
    county.says(OpeningImported(1, "又来一次"))  # agreed is agreed
    with station.store.read() as db:
        assert shifts.must_trade(db, station, station.clock.now(), CLERK) == 1


def test_an_import_that_comes_after_the_first_count_doubles_nothing(station, county, sell) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    sell(1_000)
    county.says(OpeningImported(26_000))
    with pytest.raises(Refused, match=r"till\.opening_first"):
        sell(1_000)
    cash.agree_opening(station, ((10000, 2), (5000, 1), (1000, 1)), "唐站长", "覃支书", LEAD)
    sell(1_000)
    z = shifts.close(station, 1, ((10000, 2), (5000, 1), (1000, 2)), CLERK)
    assert z.difference_fen == 0


def test_one_page_of_all_the_money(station, county, sell, clock) -> None:
    county.says(FloatMoved("grant", 50_000, 20_000), FloatStated(50_000, 20_000, 0, 1, 0))
    shifts.open_shift(station, FLOAT, CLERK)
    sell(2_000)
    clock.advance(days=1)
    shifts.close(station, 1, ((10000, 2), (5000, 1), (1000, 2)), CLERK)
    shifts.open_shift(station, ((10000, 2), (5000, 1), (1000, 2)), CLERK)
    sell(700)
    now = view(station)
    assert (now.drawer_fen, now.fees_fen, now.float_fen, now.credit_fen) == (27_700, 2_700, 50_000, 20_000)
    assert now.blind
    assert not now.drawer_full
    assert (now.unsent, now.unsent_fen) == (5, 27_700)
    yesterday, today = now.days[-2:]
    assert (yesterday.in_fen, yesterday.out_fen, yesterday.end_fen) == (27_000, 0, 27_000)
    assert (today.in_fen, today.out_fen, today.end_fen) == (700, 0, 27_700)
    assert (today.month, today.date, len(now.days)) == (11, 21, 14)
    assert now.days[0].end_fen == 0
