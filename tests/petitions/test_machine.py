"""Random orders, repeats and delays of the county's steps between what is done here: exactly one state, days that move
only for a cause, a reopened one that is answered again, nothing that disappears."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk import journal
from kiosk.catalogue.calendar import Calendar
from kiosk.catalogue.formats import Holiday, HolidayKind
from kiosk.clock import ManualClock
from kiosk.errors import Refused
from kiosk.journal import check_chain
from kiosk.petitions.desk import drafts, dues, filing, following, rating, views
from kiosk.petitions.desk import list as desk_list
from kiosk.petitions.model import due, petition
from kiosk.station import Station
from kiosk.wire.petition_events import Due
from kiosk.wire.petition_ladder import ENDS, NOT_SOLVED, TARGETS, Rung, Side, State, stand
from tests.petitions.conftest import County, content
from tests.stations import CLERK, make_station, tables

HAPPENINGS = (*TARGETS, "extended", "review_asked")


class AtTheCounter(RuleBasedStateMachine):
    """One point, some petitions, a county whose decisions may be held up, doubled and mixed."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = ManualClock()
        self.station: Station = make_station(Path(self.folder.name), self.clock)
        self.county = County(self.station)
        self.filed: list[int] = []
        self.held: list = []
        self.said: list = []
        self.days: dict[tuple[int, str], tuple[int, int]] = {}

    def teardown(self) -> None:
        before = tables(self.station)
        with self.station.store.write() as db:
            assert list(check_chain(db)) == []
            journal.replay(db)
        assert tables(self.station) == before
        self.station.store.close()
        self.folder.cleanup()

    def some(self, number: int) -> int:
        return self.filed[number % len(self.filed)]

    @rule(secrecy=st.sampled_from(("public", "anonymous")), urgent=st.booleans())
    def file(self, secrecy: str, urgent: bool) -> None:
        with self.station.store.read() as db:
            considered = tuple(db.execute(petition.select().with_only_columns(petition.c.id)).scalars())
        draft = drafts.begin(
            self.station,
            CLERK,
            content(secrecy=secrecy, urgent=urgent, considered=considered[-10:], summary=f"事{len(self.filed)}"),
        )
        try:
            self.filed.append(filing.file(self.station, draft.id, CLERK, "read").view.id)
        except filing.NotReady:
            drafts.drop(self.station, draft.id, CLERK)

    @precondition(lambda self: self.filed)
    @rule(number=st.integers(0, 99), happening=st.sampled_from(HAPPENINGS), late=st.booleans())
    def county_decides(self, number: int, happening: str, late: bool) -> None:
        step = self.county.step(self.some(number), happening, text=f"县里：{happening}")
        if late:
            self.held.append(step)
        else:
            self.county.says(step)
            self.said.append(step)

    @precondition(lambda self: self.held)
    @rule(seed=st.integers(0, 2**16))
    def what_was_held_up_arrives(self, seed: int) -> None:
        Random(seed).shuffle(self.held)
        self.county.says(*self.held)
        self.said += self.held
        self.held = []

    @precondition(lambda self: self.said)
    @rule(number=st.integers(0, 999))
    def a_step_comes_twice(self, number: int) -> None:
        before = tables(self.station)
        self.county.says(self.said[number % len(self.said)])
        after = tables(self.station)
        assert {name for name in after if after[name] != before[name]} == set()

    @precondition(lambda self: self.filed)
    @rule(number=st.integers(0, 99), solved=st.sampled_from(("yes", "partly", "no")))
    def the_resident_rates(self, number: int, solved: str) -> None:
        one = self.some(number)
        could = self.look(one).can_rate
        try:
            rated = rating.rate(self.station, one, solved, CLERK).petition
        except Refused:
            assert not could
        else:
            assert could
            assert (rated.state is State.REOPEN_ASKED) == (solved == "no")

    @precondition(lambda self: self.filed)
    @rule(number=st.integers(0, 99))
    def the_resident_adds(self, number: int) -> None:
        one = self.some(number)
        before = self.look(one)
        try:
            after = following.supplement(self.station, one, "还有一句", CLERK)
        except Refused:
            assert not before.can_supplement
        else:
            assert after.state is (State.SUPPLEMENTED if before.state is State.WANTED else before.state)

    @precondition(lambda self: len(self.filed) > 2)
    @rule(number=st.integers(0, 99))
    def the_resident_withdraws(self, number: int) -> None:
        one = self.some(number)
        before = self.look(one)
        try:
            assert following.withdraw(self.station, one, "不办了", CLERK).state is State.WITHDRAWN
        except Refused:
            assert not before.can_withdraw

    @rule(offset=st.integers(1, 25))
    def a_table_of_holidays_comes(self, offset: int) -> None:
        first = self.clock.now().day
        free = [first + timedelta(days=offset + each) for each in range(3)]
        holidays = [Holiday(day, HolidayKind.HOLIDAY, "假") for day in free]
        book = replace(self.station.catalogue)
        object.__setattr__(book, "__dict__", {**book.__dict__, "calendar": Calendar(holidays, range(2024, 2030))})
        dues.recompute(replace(self.station, catalogue=book))

    @rule(days=st.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.clock.advance(days=days)

    def look(self, one: int):
        with self.station.store.read() as db:
            return views.one(db, self.station, one, self.clock.now())

    @invariant()
    def each_is_in_exactly_one_state(self) -> None:
        with self.station.store.read() as db:
            rows = db.execute(petition.select()).all()
        assert [row.id for row in rows] == self.filed
        for row in rows:
            assert bool(row.is_open) == (State(row.state) not in ENDS)

    @invariant()
    def nothing_disappears(self) -> None:
        at = self.clock.now()
        with self.station.store.read() as db:
            for by in ("due", "state", "village"):
                page = desk_list.desk(db, self.station, at, by=by)
                assert {one.id for one in page.petitions} == set(self.filed)
                assert page.total == len(self.filed)

    @invariant()
    def no_day_moves_without_a_cause(self) -> None:
        with self.station.store.read() as db:
            now = {(row.petition, row.clock): (row.day, row.cause_position) for row in db.execute(due.select())}
            causes = {row.cause for row in db.execute(due.select())}
        for key, (day, cause) in now.items():
            if key in self.days and self.days[key][0] != day:
                assert self.days[key][1] != cause
        assert "" not in causes
        self.days = now

    @invariant()
    def what_was_reopened_is_answered_again(self) -> None:
        for one in self.filed:
            seen = self.look(one)
            reopened = [step.step for step in seen.steps if step.happening == "reopened"]
            if seen.state is State.CLOSED and reopened:
                answers = [step.step for step in seen.steps if step.happening == "answered"]
                assert max(answers, default=0) > max(
                    (
                        step
                        for step in reopened
                        if step < max(each.step for each in seen.steps if each.happening == "closed")
                    ),
                    default=0,
                )


TestAtTheCounter = AtTheCounter.TestCase
TestAtTheCounter.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)


STEPS = st.lists(st.sampled_from(HAPPENINGS), min_size=1, max_size=9)


@settings(deadline=None)
@given(
    STEPS, st.integers(0, 2**16), st.lists(st.tuples(st.integers(0, 9), st.sampled_from((NOT_SOLVED, "supplemented"))))
)
def test_the_order_of_arrival_changes_nothing(happenings, seed, ours) -> None:
    rungs = [Rung(0, 1, Side.STATION, "filed", 0)]
    rungs += [
        Rung(
            number, 100 + number, Side.COUNTY, each, number, dues=(Due(each, number),), ended=(happenings[number - 2],)
        )
        for number, each in enumerate(happenings, 1)
    ]
    rungs += [Rung(step, 200 + at, Side.STATION, each, at) for at, (step, each) in enumerate(ours)]
    mixed = rungs.copy()
    Random(seed).shuffle(mixed)
    assert stand(mixed) == stand(rungs)


@pytest.mark.parametrize("crossing", ["closed", "answered", "transferred", "extended"])
def test_what_crossed_the_request_on_the_road_does_not_answer_it(crossing: str) -> None:
    rungs = [
        Rung(0, 1, Side.STATION, "filed", 0), Rung(1, 2, Side.COUNTY, "answered", 1),
        Rung(1, 3, Side.STATION, NOT_SOLVED, 2, dues=(Due("again", 9),)),
        Rung(2, 4, Side.COUNTY, crossing, 3, ended=("again",) if crossing != "extended" else ()),
    ]  # fmt: skip
    now = stand(rungs)
    assert now.state is State.REOPEN_ASKED
    assert dict(now.dues).keys() == {"again"}
    heard = [*rungs, Rung(3, 5, Side.COUNTY, "reopened", 4)]
    assert stand(heard).state is State.REOPENED
    assert stand([*heard, Rung(4, 6, Side.COUNTY, "closed", 5)]).state is State.REOPENED
    again = [*heard, Rung(4, 6, Side.COUNTY, "answered", 5), Rung(5, 7, Side.COUNTY, "closed", 6)]
    assert stand(again).state is State.CLOSED
    assert stand([*rungs, Rung(3, 5, Side.COUNTY, "declined", 4)]).state is State.DONE
