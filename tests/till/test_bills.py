"""Bills that no biller should send, on their whole way from the county to the counter: said clearly, nothing lost.

``CUNKOU_BILL_ROWS`` sets the length of the longest file; ``make soak`` sends a million rows.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from county import feed
from kiosk import journal
from kiosk.ledger import shifts
from kiosk.limits import statement_lines_max
from kiosk.payments.desk import enquiry, taking
from kiosk.payments.desk.enquiry import Enquiry
from kiosk.payments.desk.taking import Order
from kiosk.payments.model import bill
from kiosk.wire.codec import Malformed
from kiosk.wire.events import encode
from kiosk.wire.till_decisions import BillLine, BillsIssued
from tests.stations import CLERK, in_faces
from tests.till import reckoning
from tests.till.reckoning import AT_REST
from tests.till.world import WATER, World

ROWS = int(os.environ.get("CUNKOU_BILL_ROWS", "20000"))
GROWTH_MB_MAX = 80


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "world", Random(1))
    shifts.open_shift(made.station, in_faces(10_000), CLERK)
    yield made
    made.close()


def line(bill_id: str, fen: int = 1_000, **fields) -> BillLine:
    return BillLine(bill_id, fields.pop("account", WATER), fields.pop("holder", "王秀英"), fen, "2026-11", **fields)


def says(world: World, *lines: BillLine, statement: int = 2, whole: bool = True) -> None:
    with world.county.write() as db:
        fact = BillsIssued("water", statement, world.county_ms(), lines, whole=whole)
        feed.decide(db, fact, world.county_ms(), world.station.code)


def heard(world: World) -> Enquiry:
    world.later(61)
    world.talk(200)
    with world.station.store.read() as db:
        return enquiry.ask(db, world.station, "water", WATER, world.station.clock.now())


def all_holds(world: World) -> None:
    world.settle()
    for holds in (*AT_REST, reckoning.books_sum_to_zero, reckoning.limit_is_never_below_zero):
        holds(world)


@pytest.mark.parametrize("fen", [-1, -1_000_000, 0, 10**9, 2**62])
def test_an_amount_that_is_none_is_left_out_and_counted(world: World, fen: int) -> None:
    says(world, line("A", fen), line("B"))
    now = heard(world)
    assert [one.id for one in now.bills] == ["B"]
    assert now.left_out == 1
    all_holds(world)


def test_an_amount_beyond_all_numbers_is_set_aside_and_the_next_statement_stands(world: World) -> None:
    with world.county.write() as db:
        fact = BillsIssued("water", 2, world.county_ms(), (line("A", 2**63 + 5),), whole=True)
        feed.decide(db, fact, world.county_ms(), world.station.code)
    says(world, line("B"), statement=3)
    assert [one.id for one in heard(world).bills] == ["B"]


def test_duplicates_in_and_across_parts_are_one_bill(world: World) -> None:
    says(world, line("A", 1_100), line("A", 9_900), line("B"))
    says(world, line("A", 1_200), line("C"), line("C"), whole=False)
    now = heard(world)
    assert {one.id: one.owed_fen for one in now.bills} == {"A": 1_200, "B": 1_000, "C": 1_000}
    paid = Order("water", WATER, 1_200, 1_200, ("A",), confirmed=("same_bill", "unusual", "other_name", "again"))
    taking.take(world.station, paid, CLERK)
    says(world, line("A", 1_200), line("B"), statement=3)  # the biller has not heard of it yet
    assert [one.id for one in heard(world).bills] == ["B"]
    all_holds(world)


def test_a_name_in_another_encoding_stops_at_the_county(world: World) -> None:
    """GBK read as UTF-8 leaves letters that are none: the county says so and enters nothing."""
    name = "王秀英".encode("gbk").decode("utf-8", "surrogateescape")
    before = decisions(world)
    with pytest.raises(Malformed, match="BillsIssued"):
        says(world, line("A", holder=name), line("B"))
    assert decisions(world) == before


def test_gbk_bytes_that_come_all_the_same_are_set_aside_as_a_whole(world: World) -> None:
    """An older county, or a foreign one: the statement is kept apart, the last one and everything behind it stand."""
    fact = BillsIssued("water", 2, world.county_ms(), (line("A", holder="王秀英"),), whole=True)
    gbk = "王秀英啊1".encode("gbk")
    poisoned = encode(fact).replace("王秀英".encode(), gbk)
    assert len(gbk) == len("王秀英".encode())
    before = [one.id for one in heard(world).bills]
    at = world.station.clock.now()
    with world.station.store.write() as db:
        number = journal.cursor(db) + 1
        journal.apply_decisions(db, [(number, fact.KIND, fact.VERSION, at.county_ms, poisoned)], number, at)
        (aside,) = journal.aside(db)
    assert (aside.kind, aside.reason) == (fact.KIND, "wire.malformed {'what': 'BillsIssued'}")
    assert [one.id for one in heard(world).bills] == before
    reckoning.replay_gives_the_same(world)


def test_a_name_that_was_read_in_the_wrong_encoding_is_a_name(world: World) -> None:
    """Mojibake is ugly, not dangerous: the bill is owed, and the slip draws what there is."""
    says(world, line("A", holder="王秀英".encode("gbk").decode("latin-1")))
    assert heard(world).bills[0].fen == 1_000


def test_a_part_without_end_stops_at_the_county(world: World) -> None:
    """It would fit no answer, and nothing behind it would ever reach the point."""
    before = decisions(world)
    with pytest.raises(Malformed, match="BillsIssued"):
        says(world, *(line(f"X{number}", holder="王" * 40) for number in range(20_000)))
    assert decisions(world) == before
    says(world, line("B"))
    assert [one.id for one in heard(world).bills] == ["B"]


def test_a_part_that_is_too_long_for_a_counter_is_set_aside(world: World) -> None:
    before = [one.id for one in heard(world).bills]
    says(world, *(line(f"X{number}") for number in range(statement_lines_max + 1)))
    assert [one.id for one in heard(world).bills] == before
    with world.station.store.read() as db:
        assert [one.kind for one in journal.aside(db)] == [BillsIssued.KIND]
    says(world, line("B"), statement=3)
    assert [one.id for one in heard(world).bills] == ["B"]


@pytest.mark.slow
def test_a_file_of_very_many_rows_comes_in_parts_and_memory_is_bounded(world: World) -> None:
    begun_mb, most_mb = resident_mb(), 0.0
    for start in range(0, ROWS, statement_lines_max):
        part = (
            line(f"N{n}", 1_000 + n % 500, account=f"0736{n % 10**8:08}")
            for n in range(start, start + statement_lines_max)
        )
        says(world, *part, whole=start == 0)
        heard(world)
        most_mb = max(most_mb, resident_mb() - begun_mb)
    with world.station.store.read() as db:
        owed = db.execute(sa.select(sa.func.count()).where(bill.c.is_owed == 1)).scalar_one()
        last = enquiry.ask(db, world.station, "water", f"0736{ROWS - 1:08}", world.station.clock.now())
    assert owed == -(-ROWS // statement_lines_max) * statement_lines_max
    assert len(last.bills) == 1
    assert most_mb < GROWTH_MB_MAX


def decisions(world: World) -> int:
    with world.county.read() as db:
        return int(db.execute(sa.text("SELECT count(*) FROM decision")).scalar_one())


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
