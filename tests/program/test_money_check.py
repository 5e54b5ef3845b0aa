"""The judge of the scripted week can say no: a world with one of everything, and a fault planted in it."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from county.biller_twin import debit
from county.till_model import float_account, shift_z
from county.till_model import payment as county_payment
from kiosk.ledger.model import posting
from scripts.money_check import MoneyVerdict, compare_money
from tests.till.test_planted import Lived

LEFT_OPEN = {"Z1, over or short", "refunds", "owed to residents"}
"""What that world leaves undone on purpose: a count that is over, a refund that nobody has fetched."""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Lived]:
    made = Lived(tmp_path / "world", Random(1))
    made.live()
    yield made
    made.close()


def judged(world: Lived) -> MoneyVerdict:
    house, county = SimpleNamespace(station=world.station), SimpleNamespace(centre=world.centre, twin=world.twin)
    return compare_money(SimpleNamespace(house=house, county=county))


def named(verdict: MoneyVerdict) -> set[str]:
    return {one.partition(":")[0] for one in verdict.differing}


def test_a_sound_world_differs_only_in_what_it_left_open(world: Lived) -> None:
    verdict = judged(world)
    assert named(verdict) == LEFT_OPEN
    assert verdict.states == {"ok": 1, "failed": 2, "cancelled": 1}
    assert verdict.states_fen == {"ok": 1_300, "failed": 6_500, "cancelled": 5_200}
    assert not verdict.good


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (sa.update(county_payment).where(county_payment.c.state == "posted").values(amount_fen=1_301), "payment"),
        (sa.update(county_payment).where(county_payment.c.state == "posted").values(state="refused"), "payment"),
        (sa.update(shift_z).values(own_expected_fen=1), "Z1, expected fen"),
        (sa.update(float_account).values(float_fen=float_account.c.float_fen - 1), "float"),
    ],
    ids=["amount", "state", "shift", "float"],
)
def test_one_fen_at_the_county_is_seen(world: Lived, change: sa.Update, told: str) -> None:
    with world.county.write() as db:
        db.execute(change)
    assert any(one.startswith(told) for one in named(judged(world)) - LEFT_OPEN)


def test_a_second_debit_is_seen(world: Lived) -> None:
    with world.twin._store.write() as db:
        row = db.execute(sa.select(debit)).first()
        db.execute(sa.insert(debit), {"serial": row.serial, "fen": row.fen})
    assert f"debits of {row.serial}" in named(judged(world))


def test_a_posting_that_is_gone_is_seen(world: Lived) -> None:
    with world.station.store.write() as db:
        db.execute(sa.delete(posting).where(posting.c.fen == 1_300, posting.c.debit == "till"))
    assert any(one.startswith("books, entry") for one in named(judged(world)))
