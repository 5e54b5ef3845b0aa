"""Postings that cannot but balance, that nobody changes, and that the journal gives again, fault by fault."""

from typing import ClassVar

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from kiosk import journal
from kiosk.errors import Bug, CunkouError
from kiosk.ledger import books, cash, shifts
from kiosk.ledger.postings import lines_of, post, posting
from kiosk.wire.events import Event, Lane
from tests.ledger.conftest import FLOAT, tallied
from tests.stations import CLERK


class Tried(Event, frozen=True, array_like=True):
    """A step whose projector fails in its middle."""

    KIND: ClassVar[int] = 9031
    LANE: ClassVar[Lane] = Lane.MONEY
    fen: int


@journal.projects(Tried)
def _tried(db, entry, fact):
    post(db, entry, {"till": fact.fen, "fees": -fact.fen})
    if fact.fen > 1_000:
        raise CunkouError("the power goes here")


@books.derives(Tried)
def _derived(_memory, _entry, fact):
    return {"till": fact.fen, "fees": -fact.fen}


def test_a_line_cannot_but_balance(station) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    row = {"position": 1, "line": 9, "day": 1, "shift": 1, "by": ""}
    for bad in (
        {"debit": "till", "credit": "fees", "fen": 0},
        {"debit": "till", "credit": "fees", "fen": -5},
        {"debit": "till", "credit": "till", "fen": 5},
    ):
        with pytest.raises(IntegrityError), station.store.write() as db:
            db.execute(insert(posting), row | bad)
    with pytest.raises(IntegrityError, match="a posting is never changed"), station.store.write() as db:
        db.execute(update(posting).values(fen=1))


def test_legs_that_do_not_sum_to_zero_are_a_bug(station) -> None:
    with pytest.raises(Bug), station.store.write() as db:
        post(db, journal.Entry(1, 1, 1, 1, 0, station.clock.now().day, ""), {"till": 5, "fees": -4})


def test_lines_pair_what_is_owed_with_what_is_there() -> None:
    legs = {"till": 1_050, "biller_payable:water": -1_000, "fees": -50}
    assert list(lines_of(legs)) == [("till", "biller_payable:water", 1_000), ("till", "fees", 50)]


def test_a_step_that_breaks_off_leaves_nothing(station) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    before = tallied(station)
    with station.store.read() as db:
        seq = journal.top(db, Lane.MONEY)
    with pytest.raises(CunkouError), station.store.write() as db:  # noqa: PT012 - both are one step
        journal.append(db, Tried(500), station.clock.now(), CLERK)
        journal.append(db, Tried(5_000), station.clock.now(), CLERK)
    assert tallied(station) == before
    with station.store.write() as db:
        journal.append(db, Tried(700), station.clock.now(), CLERK)
        assert journal.top(db, Lane.MONEY) == (seq[0], seq[1] + 1)


def work(station, sell) -> None:
    shifts.open_shift(station, FLOAT, CLERK)
    sell(1_000)
    cash.move(station, "till", "vault", ((10000, 1),), CLERK, witness="唐站长")
    sell(2_000)
    shifts.close(station, 1, ((10000, 2),), CLERK)


def test_the_books_are_what_the_journal_says(station, sell) -> None:
    work(station, sell)
    with station.store.read() as db:
        report = books.check(db)
    assert report.sound
    assert report.entries == 5
    assert report.balances == {
        "till": 20_000, "vault": 10_000, "opening": -25_000, "fees": -3_000, "over_short:tan": -2_000,
    }  # fmt: skip


PLANTED = {
    "a line too many": "INSERT INTO posting SELECT position, 7, debit, credit, 1, day, shift, by FROM posting LIMIT 1",
    "a line taken away": "DELETE FROM posting WHERE fen = 1000",
    "another sum": "UPDATE posting SET fen = 2001 WHERE fen = 2000",
    "another account": "UPDATE posting SET credit = 'commission' WHERE fen = 2000",
    "behind another entry": "UPDATE posting SET position = 2 WHERE fen = 1000",
    "two faults that even out": "UPDATE posting SET fen = 1500 WHERE fen IN (1000, 2000) AND credit = 'fees'",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(station, sell, fault) -> None:
    work(station, sell)
    with station.store.write() as db:
        db.exec_driver_sql("DROP TRIGGER posting_is_final")
        db.exec_driver_sql(PLANTED[fault])
        report = books.check(db)
    assert not report.sound
    assert all(one.booked_fen != one.derived_fen for one in report.faults)


def test_the_place_of_a_planted_fault_is_named(station, sell) -> None:
    work(station, sell)
    with station.store.write() as db:
        position = db.exec_driver_sql("SELECT position FROM posting WHERE fen = 1000").scalar_one()
        db.exec_driver_sql("DROP TRIGGER posting_is_final")
        db.exec_driver_sql("UPDATE posting SET fen = 999 WHERE fen = 1000")
        assert books.check(db).faults == (
            books.Fault(position, "fees", -999, -1_000), books.Fault(position, "till", 999, 1_000),
        )  # fmt: skip
