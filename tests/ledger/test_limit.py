"""Float and credit: the county's last word less what it has not seen, to the fen; a reminder a few times a shift."""

import pytest

from kiosk.ledger import limit, registry, shifts
from kiosk.wire.till_decisions import FloatStated
from tests.ledger.conftest import FLOAT
from tests.stations import CLERK, LEAD


@pytest.fixture
def queue(monkeypatch) -> list[tuple[int, int]]:
    """Payments as (ref, fen), as the payments' own tables would tell."""
    taken: list[tuple[int, int]] = []
    monkeypatch.setattr(registry, "_QUEUED", [lambda _db, after: sum(fen for ref, fen in taken if ref > after)])
    return taken


def figures(station) -> limit.Figures:
    with station.store.read() as db:
        return limit.figures(db, station)


def test_before_the_countys_first_word_nothing_may_be_taken(station) -> None:
    told = figures(station)
    assert (told.limit_fen, told.stated_ms) == (0, None)
    assert limit.remind(station) is None


def test_float_and_credit_less_what_is_queued_to_the_fen(station, county, queue) -> None:
    queue += [(1_000_000_004, 1_000), (1_000_000_005, 333), (1_000_000_009, 1)]
    county.says(FloatStated(10_001, 5_000, 700, 1, 4))
    told = figures(station)
    assert (told.float_fen, told.credit_fen, told.used_fen, told.queued_fen) == (10_001, 5_000, 700, 334)
    assert told.limit_fen == 10_001 + 5_000 - 334
    county.says(FloatStated(9_668, 5_000, 700, 1, 5))  # the county has seen one more, and taken it off
    assert figures(station).limit_fen == 9_668 + 5_000 - 1
    queue.append((2_000_000_001, 10))  # after a recovery the lane goes on in another epoch
    assert figures(station).queued_fen == 11


def test_the_line_is_the_countys_or_the_catalogues(station, county) -> None:
    county.says(FloatStated(10, 0, 0, 1, 0))
    assert figures(station).low_line_fen == station.catalogue.till.low_float_fen
    county.says(FloatStated(10, 0, 0, 1, 0, low_fen=77))
    assert figures(station).low_line_fen == 77


def test_a_low_float_is_said_a_few_times_a_shift(station, county, queue) -> None:
    county.says(FloatStated(60_000, 0, 0, 1, 0))
    assert limit.remind(station) is None  # nobody trades
    shifts.open_shift(station, FLOAT, CLERK)
    assert limit.remind(station) is None  # there is enough
    queue.append((1_000_000_050, 10_001))
    said = [limit.remind(station) for _ in range(6)]
    assert [one and one.times for one in said] == [1, 2, 3, None, None, None]
    assert (said[0].left_fen, said[0].line_fen) == (49_999, 50_000)
    with station.store.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM journal WHERE kind = 305").scalar_one() == 3
    shifts.close(station, 1, FLOAT, CLERK)
    shifts.open_shift(station, FLOAT, LEAD)
    assert limit.remind(station).times == 1  # another clerk has not heard it


def test_exactly_the_line_is_not_low(station, county, queue) -> None:
    county.says(FloatStated(50_000, 0, 0, 1, 0))
    shifts.open_shift(station, FLOAT, CLERK)
    assert limit.remind(station) is None
    queue.append((1_000_000_050, 1))
    assert limit.remind(station) is not None
