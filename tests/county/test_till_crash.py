"""A thousand deaths of the errand-runner, before and after every word to a biller: no debit is ever doubled (M8)."""

import os
from dataclasses import replace
from itertools import count
from random import Random

import pytest

from county.biller import Order, Word
from county.biller_twin import Mood, Twin
from county.posting import Posting
from county.till_model import OPEN, State
from kiosk.wire.payment_events import PaymentAsked, PaymentCancelled
from kiosk.wire.till_decisions import PaymentPosted, PaymentRefused, PaymentReversed

from .tills import Till, rebuilt_alike, taken

DEATHS = int(os.environ.get("CUNKOU_DEATHS", "500"))  # on each of the two databases
MOODS = (Mood.NORMAL, Mood.LOSE, Mood.TWICE, Mood.REFUSE, Mood.SILENT, Mood.DELAY, Mood.REVERSE, Mood.KEEP)
BILLERS = ("water", "electricity", "cable")


class PowerCut(BaseException):
    """Nobody catches it, as nobody catches a power cut."""


class Mortal:
    """The twin, and a county that may die before it speaks or after it was answered."""

    def __init__(self, twin: Twin, chance: Random) -> None:
        self.twin, self.chance, self.deaths = twin, chance, 0
        self.immortal = False

    def post(self, order: Order) -> Word:
        return self._call(self.twin.post, order)

    def query(self, order: Order) -> Word:
        return self._call(self.twin.query, order)

    def cancel(self, order: Order) -> Word:
        return self._call(self.twin.cancel, order)

    def news(self) -> tuple[tuple[int, Word], ...]:
        return self._call(self.twin.news)

    def heard(self, number: int) -> None:
        self._call(self.twin.heard, number)

    def arrived(self, serial: str, fen: int) -> bool | None:
        return self._call(self.twin.arrived, serial, fen)

    def _call(self, method, *args):
        self._perhaps_die()
        answer = method(*args)
        self._perhaps_die()
        return answer

    def _perhaps_die(self) -> None:
        if not self.immortal and self.chance.random() < 0.15:
            self.deaths += 1
            raise PowerCut


class Careless(Posting):
    """What a county must not be: each try is an order of its own."""

    tries = count()

    def _send(self, order, *, known):
        return self._billers.post(replace(order, serial=f"{order.serial}/{next(self.tries)}"))


@pytest.fixture
def till(centre, station, tmp_path):
    made = Till(centre, station, tmp_path / "twin.db")
    made.grant(1_000_000, line_fen=500_000)
    yield made
    made.close()


def live(till: Till, chance: Random, deaths: int, kind: type[Posting] = Posting) -> dict[int, int]:
    """Trade, die, start again; then a quiet time in which everything is settled."""
    door, amounts = Mortal(till.twin, chance), {}
    posting = kind(till.centre.store, (door, door), lambda: till.now_ms)
    while door.deaths < deaths:
        till.twin.tell(chance.choice(BILLERS), chance.choice(MOODS), "closed", delay_s=chance.choice((0, 5, 400)))
        trade(till, chance, amounts)
        for _ in range(chance.randint(1, 20)):
            try:
                posting.round()
            except PowerCut:
                posting = kind(till.centre.store, (door, door), lambda: till.now_ms)
                posting.recover()
        till.later(chance.choice((0, 1, 30, 700)))
    door.immortal = True
    for biller in BILLERS:
        till.twin.tell(biller, Mood.NORMAL)
    for _ in range(6):
        till.later(1_000)
        while posting.round():
            pass
    return amounts


def trade(till: Till, chance: Random, amounts: dict[int, int]) -> None:
    """A few payments, some taken back at once, a question and a wish; sent."""
    back = set()
    for _ in range(chance.randint(1, 6)):
        fen = chance.randint(1, 50_000)
        ref = till.do(taken(fen, chance.choice(BILLERS)))
        amounts[ref] = fen
        if chance.random() < 0.15:
            till.do(PaymentCancelled(ref, "mistake", "c01", at_once=True, shift=1))
            back.add(ref)
    wanted = chance.choice(list(amounts))
    if chance.random() < 0.4 and wanted not in back:
        till.do(PaymentCancelled(wanted, "mistake", "c01", at_once=False))
    if chance.random() < 0.4:
        till.do(PaymentAsked(20_777, (chance.choice(list(amounts)),)))
    till.talk()


def reckon(till: Till, amounts: dict[int, int]) -> None:
    debits = till.debits()
    told = till.told(PaymentPosted, PaymentRefused, PaymentReversed)
    said = {
        kind: {fact.payment for fact in told if isinstance(fact, kind)} for kind in (PaymentPosted, PaymentReversed)
    }
    for ref, fen in amounts.items():
        row = till.row(ref)
        assert row.state not in OPEN
        want = {State.POSTED: [fen], State.REVERSED: [fen, -fen]}.get(row.state, [])
        assert debits.get(ref, []) == want, row
        assert (ref in said[PaymentPosted]) == (row.state in (State.POSTED, State.REVERSED)), row
        assert (ref in said[PaymentReversed]) == (row.state == State.REVERSED), row
    # The county's money and the billers' are the same money.
    spent_fen = sum(sum(fens) for fens in debits.values())
    here = till.float()
    assert here.reserved_fen == 0
    assert here.float_fen - here.used_fen == 1_000_000 - spent_fen
    with till.centre.store.write() as db:
        assert rebuilt_alike(db)


def test_a_thousand_deaths_debit_nothing_twice(till):
    chance = Random(DEATHS)
    reckon(till, live(till, chance, DEATHS))


def test_the_reckoning_sees_a_careless_county(till):
    amounts = live(till, Random(3), 20, Careless)
    booked = [serial for serial in till.twin.debits() if "/" in serial]
    assert len(booked) > len({serial.partition("/")[0] for serial in booked})  # somebody paid twice
    with pytest.raises((AssertionError, ValueError)):
        reckon(till, amounts)
