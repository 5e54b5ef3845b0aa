"""The day's end: everything counted and signed, nothing more on that date, and next morning the books still agree."""

from dataclasses import replace
from datetime import datetime

import msgspec
import pytest

from kiosk.clock import CHINA
from kiosk.errors import NotReady, Refused
from kiosk.ledger import cash, shifts
from kiosk.slips.document import SignatureLine
from kiosk.station import Station
from tests.ledger.conftest import FLOAT, tallied
from tests.stations import CLERK, LEAD


def trade(station: Station) -> int:
    with station.store.read() as db:
        return shifts.must_trade(db, station, station.clock.now(), CLERK)


def a_shift(station: Station, number: int, sell, fen: int) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    sell(fen)
    shifts.close(station, number, FLOAT, CLERK)


def test_after_the_days_end_nothing_more_is_taken(station, sell, clock) -> None:
    a_shift(station, 1, sell, 1_000)
    a_shift(station, 2, sell, 500)
    done = shifts.end_day(station, LEAD, "唐站长", "覃支书")
    assert [z.number for z in done.zs] == [1, 2]
    assert (done.register_fen, done.left_fen) == (1_500, 25_000)
    assert "登记簿与交班单一致" in done.document.to_bytes().decode()
    assert done.register_fen == sum(total.fen for z in done.zs for total in z.totals)
    assert [block.label for block in done.document.blocks if isinstance(block, SignatureLine)] == [
        "对账人 唐站长", "见证人 覃支书",
    ]  # fmt: skip
    with pytest.raises(Refused, match=r"till\.day_ended"):
        trade(station)
    with pytest.raises(Refused, match=r"till\.day_ended"):
        shifts.open_shift(station, FLOAT, CLERK)
    clock.jump(datetime(2026, 11, 19, 9, 0, tzinfo=CHINA))  # the PC's clock set back reopens nothing
    with pytest.raises(Refused, match=r"till\.day_ended"):
        shifts.open_shift(station, FLOAT, CLERK)
    clock.jump(datetime(2026, 11, 21, 8, 0, tzinfo=CHINA))
    opened = shifts.open_shift(station, FLOAT, CLERK)
    assert trade(station) == 3
    assert opened.yesterday.agrees
    assert "相符" in opened.document.to_bytes().decode()
    clock.jump(datetime(2026, 11, 20, 8, 0, tzinfo=CHINA))  # set back, the books stay on the later date
    assert trade(station) == 3


def test_ending_the_day_again_writes_nothing(station, sell) -> None:
    a_shift(station, 1, sell, 300)
    done = shifts.end_day(station, LEAD, "唐站长")
    before = tallied(station)
    assert shifts.end_day(station, CLERK, "") == done
    assert tallied(station) == before


def test_every_shift_is_closed_first_and_somebody_signs(station) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    with pytest.raises(NotReady) as why:
        shifts.end_day(station, LEAD, "  ", "\x07")
    assert [(one.field, one.key) for one in why.value.problems] == [
        ("signed_by", "till_signed_by"), ("witness", "text.broken"),
    ]  # fmt: skip
    with pytest.raises(Refused, match=r"till\.close_first"):
        shifts.end_day(station, LEAD, "唐站长")


def test_where_the_county_asks_for_it_the_drawer_is_empty(station) -> None:
    strict = replace(
        station, catalogue=replace(station.catalogue, till=msgspec.structs.replace(
            station.catalogue.till, empty_at_day_end=True
        )),
    )  # fmt: skip
    shifts.open_shift(strict, FLOAT, CLERK)
    shifts.close(strict, 1, FLOAT, CLERK)
    with pytest.raises(Refused, match=r"till\.drawer_not_empty") as why:
        shifts.end_day(strict, LEAD, "唐站长")
    assert why.value.values["yuan"] == "250.00"
    cash.move(strict, "till", "vault", FLOAT, CLERK, witness="唐站长")
    assert shifts.end_day(strict, LEAD, "唐站长").left_fen == 0


def test_a_day_without_a_shift_and_a_day_that_nobody_ended(station, sell, clock) -> None:
    nothing = shifts.end_day(station, LEAD, "唐站长")
    assert (nothing.zs, nothing.register_fen) == ((), 0)
    clock.advance(days=1)
    a_shift(station, 1, sell, 100)  # of this day, and nobody ends it
    clock.advance(days=1)
    a_shift(station, 2, sell, 200)
    late = shifts.end_day(station, LEAD, "唐站长")
    assert [z.number for z in late.zs] == [1, 2]  # no Z falls between two days
    assert late.register_fen == 300
    clock.advance(days=1)
    assert shifts.end_day(station, LEAD, "唐站长").zs == ()


def test_what_only_changes_its_place_is_in_no_register(station, sell) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    sell(900)
    cash.move(station, "till", "vault", ((10000, 1),), CLERK, witness="唐站长")
    cash.move(station, "till", "bank", ((1000, 2),), CLERK, witness="唐站长", slip="0042")
    shifts.close(station, 1, ((10000, 1), (1000, 3), (500, 1)), CLERK)
    done = shifts.end_day(station, LEAD, "唐站长")
    assert done.register_fen == 900
    assert [(total.kind, total.fen) for total in done.zs[0].totals] == [
        ("deposit", -2_000), ("parcels", 900), ("vault", -10_000),
    ]  # fmt: skip
    with station.store.read() as db:
        assert shifts.register_check(db).agrees
