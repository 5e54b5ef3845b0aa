"""Envelopes twice and in any order, billers and stations at the same time: the tables end the same."""

import threading
from random import Random

import pytest
import sqlalchemy as sa

from county import intake, model, projections
from county.biller_twin import Mood
from county.till_model import State, payment
from kiosk.wire import events
from kiosk.wire.payment_events import PaymentAsked, PaymentCancelled
from kiosk.wire.till_decisions import FloatStated, PaymentPosted

from .conftest import Station
from .tills import DAY, Till, rebuilt_alike, rows, taken


@pytest.fixture
def till(centre, station, tmp_path):
    made = Till(centre, station, tmp_path / "twin.db")
    made.grant(100_000)
    yield made
    made.close()


@pytest.mark.parametrize("seed", range(10))
def test_envelopes_in_any_order_end_the_same(till, seed):
    chance = Random(seed)
    at_once = set()
    for _ in range(12):
        ref = till.do(taken(chance.randint(1, 900)))
        if chance.random() < 0.4:
            till.do(PaymentCancelled(ref, "mistake", "c01", at_once=True, shift=1))
            at_once.add(ref)
    last = len(till.station.lanes[1])
    runs = [(first, min(last, first + chance.randint(0, 5))) for first in [*range(1, last + 1), *range(1, last + 1, 3)]]
    chance.shuffle(runs)
    for run in runs:
        till.station.talk(till.centre, till.station.seal(*run, lane=1), money_top=(1, last))
        till.rounds()  # the errand-runner does not wait for the end
    till.sent = last
    states = {row.ref: row.state for row in rows(till, payment)}
    assert {ref for ref, state in states.items() if state == State.CANCELLED} == at_once
    assert {ref for ref, state in states.items() if state == State.POSTED} == set(states) - at_once
    assert set(till.debits()) == set(states) - at_once
    assert till.told(FloatStated)[-1].covers_seq == last
    with till.centre.store.write() as db:
        assert rebuilt_alike(db)


def test_a_question_that_names_less_than_before_changes_nothing(till):
    """A late copy of an old question must not make half a story look whole."""
    ref = till.do(taken(700))
    till.do(PaymentCancelled(ref, "mistake", "c01", at_once=True, shift=1))
    till.talk(upto=1)
    till.station.talk(till.centre, money_top=(1, 1))
    till.rounds()
    assert till.state(ref) == State.WAITING


def test_stations_and_the_errand_runner_at_the_same_time(till, centre, tmp_path):
    """Locks are taken in one order, so that nobody waits for ever."""
    tills = [till]
    for number in range(3):
        other = Station(code=f"SM-1{number}")
        centre.enrol(other.code, other.public)
        tills.append(Till(centre, other, tmp_path / "twin.db"))
    done, troubles = threading.Event(), []

    def run() -> None:
        while not done.is_set():
            till.posting.round()

    threads = [watched(troubles, trade, one, Random(seed)) for seed, one in enumerate(tills)]
    runner = watched(troubles, run)
    for thread in threads:
        thread.join(60)
    done.set()
    runner.join(60)
    assert troubles == []
    till.rounds()
    found = rows(till, payment)
    assert len(found) == 4 * 36
    assert {row.state for row in found} <= {State.POSTED, State.CANCELLED, State.REVERSED}
    with centre.store.write() as db:
        assert rebuilt_alike(db)
    for one in tills[1:]:
        one.close()


def trade(till: Till, chance: Random) -> None:
    for _ in range(12):
        refs = [till.do(taken(chance.randint(1, 900))) for _ in range(3)]
        till.do(PaymentAsked(DAY, tuple(refs)))
        till.talk()
        till.do(PaymentCancelled(refs[0], "mistake", "c01", at_once=False))
        till.talk()


def watched(troubles: list[Exception], work, *args) -> threading.Thread:
    """A thread under way, whose trouble is told to the test."""

    def _run() -> None:
        try:
            work(*args)
        except Exception as error:  # noqa: BLE001 - it fails the test there
            troubles.append(error)

    thread = threading.Thread(target=_run)
    thread.start()
    return thread


def test_what_an_older_program_stumbled_over_is_read_by_a_newer_one(till, monkeypatch):
    def stumble(*_args):
        raise LookupError("not yet")

    monkeypatch.setitem(projections._PROJECTORS, 330, stumble)
    ref = till.do(taken(700))
    (receipt,) = till.talk().receipts
    assert [one.outcome for one in receipt.verdicts] == ["set-aside"]
    assert till.row(ref) is None
    monkeypatch.undo()
    with till.centre.store.write() as db:
        assert projections.rebuild(db) == ()
        assert db.execute(sa.select(sa.func.count()).select_from(model.quarantine)).scalar_one() == 0
    till.rounds()
    assert [one.payment for one in till.told(PaymentPosted)] == [ref]


def test_a_kind_that_was_held_has_its_effect_once_it_is_known(till):
    known = events._EVENTS.pop(330)
    try:
        ref = till.do(taken(700))
        (receipt,) = till.talk().receipts
        assert [one.outcome for one in receipt.verdicts] == ["held"]
    finally:
        events._EVENTS[330] = known
    with till.centre.store.write() as db:
        assert intake.reconsider(db) == 1
    till.twin.tell("water", Mood.NORMAL)
    till.rounds()
    assert till.state(ref) == State.POSTED
