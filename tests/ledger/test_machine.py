"""Random days at the drawer: whatever is counted, moved, sold or handed over, the cash is where the books say.

The test keeps the real notes in two boxes, as the clerk's hands do, and knows nothing of accounts.
"""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk import journal
from kiosk.clock import ManualClock
from kiosk.errors import Refused
from kiosk.journal import check_chain, replay
from kiosk.ledger import books, cash, shifts
from kiosk.people import clerks
from kiosk.wire.parcel_events import ChargedFee, PickupPaid
from tests.ledger.conftest import PINS
from tests.stations import CLERK, LEAD, in_faces, make_station, tables, trusted

fens = st.integers(1, 3_000).map(lambda tens: tens * 10)


class DrawerDays(RuleBasedStateMachine):
    """What a clerk can do, in any order."""

    @initialize()
    def begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.clock = ManualClock()
        self.station = make_station(Path(self._folder.name), self.clock)
        trusted(self.station)
        self.till = self.vault = self.bank = 0
        self.clerk = ""  # who has the drawer
        self.number = 0  # of shifts so far
        self.ended = self.late = False
        self.differences = {CLERK: 0, LEAD: 0}

    def teardown(self) -> None:
        if not hasattr(self, "station"):
            return
        before = tables(self.station)
        with self.station.store.write() as db:
            assert list(check_chain(db)) == []
            assert books.check(db).sound
            replay(db)
        assert tables(self.station) == before
        self.station.store.close()
        self._folder.cleanup()

    @precondition(lambda self: not self.clerk and not self.ended)
    @rule(who=st.sampled_from((CLERK, LEAD)), more=st.integers(-20, 20))
    def sign_in(self, who: str, more: int) -> None:
        first, counted = self.number == 0, max(0, self.till + more * 10)
        opened = shifts.open_shift(self.station, in_faces(counted), who)
        self.number += 1
        assert opened.shift.number == self.number
        assert opened.difference_fen == (0 if first else counted - self.till)
        self.differences[who] += opened.difference_fen
        self.till, self.clerk, self.late = counted, who, False

    @precondition(lambda self: self.clerk and not self.late)
    @rule(fen=fens)
    def sell(self, fen: int) -> None:
        at = self.clock.now()
        with self.station.store.write() as db:
            shifts.must_trade(db, self.station, at, self.clerk)
            journal.append(db, PickupPaid((), (ChargedFee("bag", 1, fen),), fen, fen, 0), at, self.clerk)
        self.till += fen

    @rule(fen=fens, road=st.sampled_from(cash.ROADS))
    def move(self, fen: int, road: tuple[str, str]) -> None:
        source, target = road
        if getattr(self, source) < fen:
            return
        cash.move(self.station, source, target, in_faces(fen), CLERK, witness="唐站长", slip="1")
        setattr(self, source, getattr(self, source) - fen)
        setattr(self, target, getattr(self, target) + fen)

    @precondition(lambda self: self.clerk)
    @rule(more=st.integers(-20, 20), times=st.integers(1, 3))
    def close(self, more: int, times: int) -> None:
        counted = max(0, self.till + more * 10)
        found = {shifts.close(self.station, self.number, in_faces(counted), LEAD) for _ in range(times)}
        (z,) = found
        assert (z.number, z.shift, z.clerk) == (self.number, self.number, self.clerk)
        self._judged(z, counted)
        self.till, self.clerk = counted, ""

    @precondition(lambda self: self.clerk and not self.ended)
    @rule(more=st.integers(-20, 20))
    def hand_over(self, more: int) -> None:
        to, counted = LEAD if self.clerk == CLERK else CLERK, max(0, self.till + more * 10)
        done = shifts.hand_over(self.station, self.number, in_faces(counted), self.clerk, to=to, pin=PINS[to])
        self._judged(done.z, counted)
        assert done.opened.shift.opening_fen == counted
        self.till, self.clerk, self.late = counted, to, False
        self.number += 1

    def _judged(self, z: shifts.Z, counted: int) -> None:
        assert z.opening_fen + sum(total.fen for total in z.totals) == z.expected_fen
        assert (z.expected_fen, z.counted_fen) == (self.till, counted)
        self.differences[self.clerk] += z.difference_fen

    @rule()
    def end_the_day(self) -> None:
        if self.clerk and not self.ended:
            with pytest.raises(Refused, match=r"till\.close_first"):
                shifts.end_day(self.station, LEAD, "唐站长")
            return
        done = shifts.end_day(self.station, LEAD, "唐站长")
        assert done.left_fen == self.till or self.ended
        self.ended = True

    @rule()
    def a_night(self) -> None:
        self.clock.advance(days=1)
        self.ended, self.late = False, bool(self.clerk)

    @invariant()
    def cash_is_where_it_is_said(self) -> None:
        if not hasattr(self, "station"):
            return
        with self.station.store.read() as db:
            view = cash.cash_view(db, self.station, self.clock.now())
            balances = books.balances(db)
            check = shifts.register_check(db)
        assert (view.drawer_fen, view.vault_fen, view.banked_fen) == (self.till, self.vault, self.bank)
        assert sum(balances.values()) == 0
        for who, more in self.differences.items():
            assert balances.get(f"over_short:{who}", 0) == -more
        assert check is None or check.agrees


TestDrawerDays = DrawerDays.TestCase
TestDrawerDays.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)


def test_the_pins_are_the_clerks_own(station) -> None:
    for code, pin in PINS.items():
        clerks.prove(station, code, pin)
