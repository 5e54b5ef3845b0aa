"""Random weeks at the till, with a real county and troublesome billers behind a bad road: the money is never in doubt.

Whatever is taken, taken back, refunded, handed over, counted or cut off, in whatever order verdicts travel and however
often: the rules of ``reckoning`` hold after every step, and all of them once everything has been said.
``CUNKOU_EXAMPLES`` sets how many weeks are lived through; ``make soak`` lives through ten thousand.
"""

import os
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from county import feed, floats, payments
from county.biller import Said
from county.biller_twin import REASONS, Mood
from county.model import Standing
from kiosk.clock import CHINA
from kiosk.errors import DeviceTrouble, NotFound, NotReady, Refused
from kiosk.ledger import cash, shifts
from kiosk.payments.desk import asking, cancelling, cards, enquiry, looking, refunds, taking, views
from kiosk.payments.desk.cancelling import Retyped
from kiosk.payments.desk.taking import Order
from kiosk.payments.model import payment
from kiosk.wire import refs
from kiosk.wire.till_decisions import CapsSet, OpeningImported
from tests.stations import CLERK, LEAD, in_faces
from tests.till import reckoning
from tests.till.reckoning import ALWAYS, AT_REST, WITH_HANDS, Hands
from tests.till.world import BILLERS, BILLS, CABLE, CARD, FEE, METER, PHONE, PINS, POWER, WATER, World

EXAMPLES = int(os.environ.get("CUNKOU_EXAMPLES", "70"))
MOODS = tuple(Mood)
ACCOUNTS = {"electricity": POWER, "mobile": PHONE, "cable": CABLE, "power_card": METER}
STEPS = {"electricity": 130, "mobile": 1_000, "cable": 2_000, "power_card": 1_000}
JUMPS = (timedelta(days=-3), timedelta(hours=-1), timedelta(days=2), timedelta(days=-7_000), timedelta(days=26_000))

picks = st.integers(0, 60)
billers = st.sampled_from(BILLERS)
people = st.sampled_from((CLERK, LEAD))
odd = st.sampled_from((0, 0, 0, 10, -10, 200))
reached: Counter[str] = Counter()
"""What really happened over all weeks, so that a machine that does nothing is seen to do nothing."""


class TillWeeks(RuleBasedStateMachine):
    """One drawer, two clerks, five billers, one county."""

    @initialize(seeded=st.integers(0, 2**32), trouble=st.sampled_from((0.0, 0.3, 0.6)))
    def begin(self, seeded: int, trouble: float) -> None:
        self.world = World(FOLDER, Random(seeded), trouble)
        self.hands, self.known, self.imported = Hands(), [], False
        self.sign_in(CLERK, 0)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            try:
                self.all_is_said()
            finally:
                self.world.close()

    @property
    def station(self):
        return self.world.station

    def tried(self, step, *given, **named):
        """A step of the desk; None when it was refused, and then nothing has happened."""
        try:
            done = step(self.station, *given, **named)
        except (Refused, NotReady, NotFound, DeviceTrouble) as trouble:
            faults = trouble.problems if isinstance(trouble, NotReady) else (trouble,)
            reached.update(f"no {one.key}" for one in faults)
            return None
        reached[f"{step.__module__}.{step.__name__}"] += 1
        return done

    def view(self, pick: int):
        """Some payment as it stands now, or None."""
        if not self.known:
            return None
        with self.station.store.read() as db:
            return views.one(db, self.station, self.known[pick % len(self.known)], self.station.clock.now())

    def shift(self):
        with self.station.store.read() as db:
            return shifts.current(db, self.station, self.station.clock.now())

    @property
    def clerk(self) -> str:
        """Who has the drawer; somebody without it when nobody has."""
        now = self.shift()
        return now.clerk if now else CLERK

    def somebody_has_the_drawer(self) -> None:
        if (now := self.shift()) is not None and now.forgotten:
            self.close(0, 1, now.clerk)
        if self.shift() is None:
            self.sign_in(CLERK, 0)

    # The counter

    def order(self, biller: str, size: int, more: int) -> Order:
        fee_fen = self.station.catalogue.fee(FEE).fen if biller == "mobile" else 0
        if biller == "water":
            with self.station.store.read() as db:
                owed = enquiry.ask(db, self.station, biller, WATER, self.station.clock.now()).bills
            one = owed[size % len(owed)] if owed and size else BILLS[size]
            return Order(biller, WATER, one.fen, one.fen + more, (one.id,), confirmed=GUARDS)
        fen = STEPS[biller] * (1 + size)
        return Order(
            biller, ACCOUNTS[biller], fen, fen + fee_fen + more, unverified=biller == "electricity", confirmed=GUARDS,
            card=CARD if biller == "power_card" else "",
        )  # fmt: skip

    def pay(self, biller: str, size: int, more: int) -> None:
        if (done := self.tried(taking.take, self.order(biller, size, more), self.clerk)) is None:
            return
        one = done.payment
        assert one.id not in self.hands.came
        self.known.append(one.id)
        self.hands.came[one.id] = one.received_fen - done.change_fen
        self.hands.till += one.received_fen - done.change_fen
        with self.station.store.read() as db:
            caps = enquiry.caps_of(db, self.station.catalogue.biller(biller))
        reckoning.caps_hold(self.world, biller, (caps.count, caps.total_fen))

    def the_power_goes_in_a_payment(self, biller: str, size: int) -> None:
        self.world.cut_off(lambda station: taking.take(station, self.order(biller, size, 0), CLERK))

    def take_back(self, pick: int) -> None:
        if (one := self.view(pick)) is None:
            return
        again = Retyped(one.reference, one.account, one.amount_fen)
        done = self.tried(cancelling.cancel, one.id, again, "wrong_account", LEAD, PINS[LEAD], LEAD)
        if done is not None and done.at_once:
            self.give_back(one.id, one.amount_fen + one.fee_fen)
            reached["at once"] += 1

    def refund(self, pick: int) -> None:
        with self.station.store.read() as db:
            due = refunds.due(db, self.station, self.station.clock.now())
        if not due:
            return
        one = due[pick % len(due)].payment
        if (done := self.tried(refunds.pay, one.id, "王秀英", self.clerk)) is not None:
            self.give_back(one.id, done.fen)
        if pick % 2:
            assert self.tried(refunds.pay, one.id, "王秀英", self.clerk) is None or done is None

    def give_back(self, ref: int, fen: int) -> None:
        self.hands.went.setdefault(ref, []).append(fen)
        self.hands.till -= fen

    def card(self, trouble: str, give_up: bool) -> None:
        with self.station.store.read() as db:
            waiting = looking.to_write(db, self.station, self.station.clock.now()).rows
        self.world.reader.insert(CARD)
        if waiting and give_up:
            self.tried(cards.cancel_write, waiting[-1].id, self.world.reader, LEAD, PINS[LEAD], CLERK)
        elif waiting:
            self.world.reader.set_trouble(trouble)
            self.tried(cards.write, waiting[-1].id, self.world.reader, CLERK)
            self.world.reader.set_trouble("")

    # The drawer

    def sign_in(self, who: str, more: int) -> None:
        first, counted = not self.hands_were_counted(), max(0, self.hands.till + more)
        if (done := self.tried(shifts.open_shift, in_faces(counted), who)) is None:
            return
        if not first:
            assert done.difference_fen == counted - self.hands.till
            self.hands.differences[who] += done.difference_fen
        self.hands.till = counted

    def hands_were_counted(self) -> bool:
        with self.station.store.read() as db:
            return bool(db.exec_driver_sql("SELECT count(*) FROM shift").scalar_one()) or shifts.was_agreed(db)

    def close(self, more: int, times: int, who: str) -> None:
        now, counted = self.shift(), max(0, self.hands.till + more)
        found = {self.tried(shifts.close, now.number, in_faces(counted + 10 * n), who) for n in range(times)}
        assert len(found) == 1  # the count is the first one's: closing again changes nothing
        if (z := found.pop()) is not None:
            self.closed(z, now.clerk, counted)

    def hand_over(self, more: int) -> None:
        now, counted = self.shift(), max(0, self.hands.till + more)
        to = LEAD if now.clerk == CLERK else CLERK
        done = self.tried(shifts.hand_over, now.number, in_faces(counted), now.clerk, to=to, pin=PINS[to])
        if done is not None:
            self.closed(done.z, now.clerk, counted)
            assert done.opened.shift.opening_fen == counted

    def closed(self, z: shifts.Z, clerk: str, counted: int) -> None:
        assert (z.expected_fen, z.counted_fen) == (self.hands.till, counted)
        self.hands.differences[clerk] += z.difference_fen
        self.hands.till = counted

    def end_the_day(self) -> None:
        self.tried(shifts.end_day, CLERK, "覃大姐", "唐站长")

    def move(self, road: tuple[str, str], tens: int) -> None:
        source, target = road
        fen = min(tens, getattr(self.hands, source) // 10) * 10
        if fen and self.tried(cash.move, source, target, in_faces(fen), CLERK, witness="唐站长", slip="1") is not None:
            setattr(self.hands, source, getattr(self.hands, source) - fen)
            setattr(self.hands, target, getattr(self.hands, target) + fen)

    def agree_on_an_opening(self, tens: int) -> None:
        """An older system's balance comes late: nothing is sold until it is counted and signed (M27)."""
        if self.imported:
            return
        self.imported = True
        self.county_says(OpeningImported(tens * 10, "旧系统"))
        self.settled_line()
        if self.tried(cash.agree_opening, in_faces(tens * 10), "唐站长", "覃大姐", LEAD) is not None:
            self.hands.till = tens * 10

    # Time and power

    def the_clock_jumps(self, by: timedelta) -> None:
        try:
            self.world.clock.jump(self.world.clock.now().local + by)
        except OverflowError:
            return

    def the_clock_is_set_right(self) -> None:
        self.world.clock.jump(self.world.county_clock.now().local.astimezone(CHINA))

    # The road and the county

    def talk(self, rounds: int) -> None:
        self.world.talk(rounds)

    def biller_thinks_again(self, pick: int, back: bool) -> None:
        """A biller gives a payment back, or books one that it had refused."""
        wanted = Said.REVERSED if back else Said.POSTED
        for ref in (*self.known[pick % 7 :], *self.known[: pick % 7]):
            if self.world.twin.change_mind(refs.serial(self.station.code, ref), wanted, "重新核对"):
                if not back:  # it was given away again when it was refused
                    with self.station.store.read() as db:
                        self.world.slack_fen += views.one(db, self.station, ref, self.station.clock.now()).amount_fen
                reached["given back" if back else "booked after all"] += 1
                return

    def errands(self, rounds: int, dies: bool) -> None:
        self.world.door.immortal = not dies
        self.world.post(rounds)

    def county_says_it_again(self, pick: int) -> None:
        if (one := self.view(pick)) is None:
            return
        with self.world.county.write() as db:
            if row := payments.one(db, self.station.code, one.id):
                payments.repeat(db, row, self.world.county_ms())

    def county_moves_float(self, fen: int) -> None:
        with self.world.county.write() as db:
            floats.grant(db, self.station.code, fen, self.world.county_ms())
        self.world.slack_fen += max(0, -fen)

    def county_says(self, fact) -> None:
        with self.world.county.write() as db:
            feed.decide(db, fact, self.world.county_ms(), self.station.code)

    def settled_line(self) -> None:
        """One good talk, whatever the road is like otherwise."""
        self.world.courier._link, bad = self.world.good_link, self.world.courier._link
        self.world.later(4_000)
        self.world.talk(50)
        self.world.courier._link = bad

    # What may happen next: few rules, so that each week has something of everything

    @rule(some=st.lists(st.tuples(billers, st.integers(0, 11), st.sampled_from((0, 500, 10_000))), min_size=1,
                        max_size=4), then=st.sampled_from(("back", "talk", "posted", "refused", "cut")))  # fmt: skip
    def residents_come(self, some: list[tuple[str, int, int]], then: str) -> None:
        self.somebody_has_the_drawer()
        for one in some:
            self.pay(*one)
        if then == "back":
            self.take_back(-1)
        elif then == "cut":
            self.the_power_goes_in_a_payment(*some[0][:2])
        else:
            self.talk(3)
        if then == "refused":
            self.world.twin.tell(some[0][0], Mood.REFUSE, "closed")
        if then in ("posted", "refused"):
            self.errands(20, dies=False)
            self.talk(2)
        if then == "refused" and len(some) % 2:
            self.refund(0)
        elif then == "posted":
            self.card("", give_up=False)

    @rule(pick=picks, what=st.sampled_from(("back", "back", "refund", "refund", "card")),
          trouble=st.sampled_from(("", "", "write_fails", "pulled_in_write")), give_up=st.booleans())  # fmt: skip
    def something_comes_after(self, pick: int, what: str, trouble: str, give_up: bool) -> None:
        if what == "back":
            self.take_back(pick)
        elif what == "refund":
            self.somebody_has_the_drawer()
            self.refund(pick)
        else:
            self.card(trouble, give_up)

    @rule(what=st.sampled_from(("sign in", "close", "close", "close", "hand over", "hand over", "end")), who=people,
          more=odd, times=st.integers(1, 10))  # fmt: skip
    def the_drawer_changes_hands(self, what: str, who: str, more: int, times: int) -> None:
        if what == "sign in":
            self.sign_in(who, more)
        elif what == "end":
            self.end_the_day()
        elif self.shift() is not None:
            self.close(more, times, who) if what == "close" else self.hand_over(more)

    @rule(road=st.sampled_from(cash.ROADS), tens=st.integers(1, 2_000), old=st.integers(0, 9))
    def cash_is_carried(self, road: tuple[str, str], tens: int, old: int) -> None:
        self.move(road, tens)
        if not old:
            self.agree_on_an_opening(tens)

    @rule(seconds=st.sampled_from((1, 70, 4_000, 86_400, 300_000)), by=st.sampled_from((None, None, None, *JUMPS)))
    def time_passes(self, seconds: int, by: timedelta | None) -> None:
        self.world.later(seconds)
        if by is None:
            self.the_clock_is_set_right()
        else:
            self.the_clock_jumps(by)

    @rule(rounds=st.integers(1, 4), ask=st.booleans(), again=st.booleans())
    def the_line_is_tried(self, rounds: int, ask: bool, again: bool) -> None:
        if again:
            self.world.reopen()
        if ask:
            asking.ask_open(self.station)
        self.talk(rounds)

    @rule(biller=st.sampled_from((*BILLERS, "bank", "all", "all", "all")), mood=st.sampled_from(MOODS),
          code=st.sampled_from(list(REASONS)), delay_s=st.sampled_from((0, 5, 5_000)), rounds=st.integers(0, 12),
          dies=st.booleans())  # fmt: skip
    def billers_work(self, biller: str, mood: Mood, code: str, delay_s: int, rounds: int, dies: bool) -> None:
        for one in (*BILLERS, "bank") if biller == "all" else (biller,):
            self.world.twin.tell(one, mood, code, delay_s)
        self.errands(rounds, dies)

    @rule(pick=picks, what=st.sampled_from(("again", "float", "caps", "standing", "back", "after all", "after all")),
          fen=st.sampled_from((5_000, 30_000, -3_000)), count=st.integers(2, 8))  # fmt: skip
    def the_county_decides(self, pick: int, what: str, fen: int, count: int) -> None:
        if what == "again":
            self.county_says_it_again(pick)
        elif what == "float":
            self.county_moves_float(fen)
        elif what == "caps":
            self.county_says(CapsSet("", count=count, total_fen=20_000 * (count % 2)))
        elif what == "standing":
            self.world.centre.set_standing(self.station.code, Standing.PAUSED if pick % 3 == 0 else Standing.NORMAL)
        else:
            self.biller_thinks_again(pick, what == "back")

    # The rules

    @invariant()
    def nothing_is_in_doubt(self) -> None:
        if hasattr(self, "world"):
            for holds in ALWAYS:
                holds(self.world)
            for holds in WITH_HANDS:
                holds(self.world, self.hands)

    def all_is_said(self) -> None:
        self.world.centre.set_standing(self.station.code, Standing.NORMAL)
        self.the_clock_is_set_right()
        self.world.settle()
        self.nothing_is_in_doubt()
        reckoning.each_is_posted_or_refunded_once(self.world, self.hands)
        for holds in AT_REST:
            holds(self.world)
        with self.station.store.read() as db:
            reached.update(f"state {row.state}{row.refund}" for row in db.execute(payment.select()))


FOLDER = Path(tempfile.gettempdir()) / f"cunkou-till-{os.getpid()}"
GUARDS = ("same_bill", "unusual", "other_name", "again")

TestTillWeeks = seed(20_261_120)(TillWeeks).TestCase if EXAMPLES < 100 else TillWeeks.TestCase
TestTillWeeks.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck),
    print_blob=True, phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
)  # fmt: skip


def test_the_weeks_were_full() -> None:
    """Runs after them: a machine to which nothing happens would prove nothing."""
    ends = {"ok", "failed", "cancelled", "reversed", "failed_then_ok", "card_waiting"}
    assert {state for state in ends if not any(what.startswith(f"state {state}") for what in reached)} == set()
    steps = ("taking.take", "cancelling.cancel", "refunds.pay", "shifts.hand_over", "cash.move", "cards.write")
    assert {step for step in steps if not any(what.endswith(step) for what in reached)} == set()
    assert reached["at once"]
    assert reached["given back"]
    assert reached["booked after all"]
