"""A program with a fault in it does not live through the random weeks: each mutant is one that people have shipped."""

import os
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from county import payments
from county.posting import Posting
from kiosk import journal
from kiosk.errors import Bug
from kiosk.ledger import registry, zs
from kiosk.payments import booking
from tests.till.test_machine import TillWeeks

WEEKS = 300
"""At most so many are lived through before a mutant is believed; most die in the first ten."""


def _offered_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Cash goes back at once although the county may have handed the payment on."""
    patch.setattr(journal, "offered", lambda *_: False)


def _queue_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """The float is spent again while the line is down."""
    patch.setattr(registry, "_QUEUED", [])


def _every_verdict_counts(patch: pytest.MonkeyPatch) -> None:
    """What is told twice is booked twice."""
    sound = booking.after

    def after(was: booking.Standing, fact: object) -> booking.Standing | None:
        return sound(replace(was, posted=False), fact)

    patch.setattr(booking, "after", after)


def _reversal_keeps_the_fee(patch: pytest.MonkeyPatch) -> None:
    """The resident gets the bill's amount back, not what was paid."""
    patch.setattr(booking.Standing, "cash_fen", property(lambda self: self.amount_fen))


def _z_starts_again(patch: pytest.MonkeyPatch) -> None:
    """A new Z takes the last one's number plus two."""
    sound = zs.last_number
    patch.setattr("kiosk.ledger.shifts.last_number", lambda db: sound(db) + (sound(db) > 0))


def _each_try_is_an_order(patch: pytest.MonkeyPatch) -> None:
    """After a silence the biller is not asked but told again, under a new serial."""
    tries = count()
    patch.setattr(
        Posting, "_send",
        lambda self, order, known: self._billers.post(replace(order, serial=f"{order.serial[:-1]}{next(tries) % 10}")),
    )  # fmt: skip


def _county_posts_before_all_is_there(patch: pytest.MonkeyPatch) -> None:
    """A payment is handed on while its cancelling is still on the road."""
    patch.setattr(payments, "note_top", lambda *_: None)


MUTANTS: list[Callable[[pytest.MonkeyPatch], None]] = [
    _each_try_is_an_order, _z_starts_again, _reversal_keeps_the_fee, _queue_is_forgotten, _offered_is_forgotten,
    _county_posts_before_all_is_there, _every_verdict_counts,
]  # fmt: skip
TRIED = MUTANTS[: int(os.environ.get("CUNKOU_MUTANTS", "3"))]
"""Those that die soonest; ``make soak`` tries them all."""


@pytest.mark.slow
@pytest.mark.parametrize("mutant", TRIED, ids=lambda one: one.__name__)
def test_a_mutant_does_not_live(mutant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    mutant(monkeypatch)
    few = settings(
        max_examples=WEEKS, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,), report_multiple_bugs=False, database=None,
    )  # fmt: skip
    with pytest.raises((AssertionError, Bug)):  # by a rule, or by a guard of the program's own
        run_state_machine_as_test(seed(7)(TillWeeks), settings=few)
