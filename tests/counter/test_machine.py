"""Random days over the whole parcel counter: every parcel in one place, every way out an end of P28's, one replay."""

import shutil
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import String, cast, func, literal, select

from kiosk import ledger
from kiosk.clock import ManualClock
from kiosk.errors import NotFound, NotReady, Refused
from kiosk.parcels.counter_model import (
    SENDING_HERE,
    BatchVerdict,
    Direction,
    LineState,
    SendingState,
    batch,
    batch_line,
    forgotten,
    parcel_case,
    sending,
)
from kiosk.parcels.desk import (
    corrections,
    destruction,
    duties,
    exceptions,
    handover,
    intake,
    pickup,
    retention,
    stocktake,
)
from kiosk.parcels.desk import sending as sendings
from kiosk.parcels.desk.intake import Intake
from kiosk.parcels.desk.pickup import Pickup
from kiosk.parcels.model import ENDS, HERE, ParcelState, parcel
from kiosk.wire.decisions import HoldLifted, HoldPlaced, RollListed, WaybillIssued
from kiosk.wire.parcel_events import Recipient
from tests.counter.conftest import ID_NUMBER, PEOPLE, PHOTO, County, replays_the_same
from tests.stations import CLERK, LEAD, make_station

WAYBILLS = tuple(f"SF1{number:012}" for number in range(6))
waybills = st.sampled_from(WAYBILLS)
picks = st.integers(0, 40)
FORM = sendings.Form(
    carrier="ZTO", tariff="near", sender_name="覃龚堃", sender_phone="19900007719", id_number=ID_NUMBER,
    identity_checked=True, recipient_name="覃小军", recipient_phone="13900001234", recipient_address="长沙",
    contents="腊肉", contents_checked=True, weight_g=900,
)  # fmt: skip
WAYS_OUT = {"handed_back", "picked_up", "cleared", "unlisted", "given_up", "destroyed", "taken_in_again"}


class CounterDays(RuleBasedStateMachine):
    """One station, one clerk and the county, in any order."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cunkou-"))
        self.clock = ManualClock()
        self.station = make_station(self.folder, self.clock)
        self.county = County(self.station)
        self.county.says(RollListed("三板桥村", PEOPLE))
        for number, waybill in enumerate(WAYBILLS[:4]):
            self.takes_in(waybill, letter=number == 3)
        self.hands_out(0)
        self.lists_returns(1, 1)

    def teardown(self) -> None:
        if hasattr(self, "station"):
            self.every_parcel_can_end()
            replays_the_same(self.station)
            self.station.store.close()
            shutil.rmtree(self.folder)

    def every_parcel_can_end(self) -> None:
        """P28: whatever the days have brought, the counter's own steps lead every parcel to an end, and to no other."""
        for one in handover.open_ones(self.station):
            self.tried(handover.close, one.id, "周师傅", CLERK)  # an empty one is not signed, and holds nothing
        for number in self.numbers(parcel.c.here == 1):
            exceptions.give_up(self.station, number, "letter_unclaimed", PHOTO, CLERK)
        for _ in range(3):
            self.a_quarter_goes_by()
        self.destroys_letters()
        with self.station.store.read() as db:
            rows = db.execute(select(parcel.c.state, parcel.c.letter)).all()
        assert {ParcelState(row.state) for row in rows} <= ENDS | {ParcelState.TAKEN_BACK}
        assert not [row for row in rows if row.letter and row.state == ParcelState.UNDELIVERABLE]

    def numbers(self, where) -> list[int]:
        with self.station.store.read() as db:
            return list(db.execute(select(parcel.c.id).where(where)).scalars())

    def some(self, table, pick: int, where=None) -> int:
        with self.station.store.read() as db:
            query = select(table.c.id) if where is None else select(table.c.id).where(where)
            ids = tuple(db.execute(query.order_by(table.c.id)).scalars())
        return ids[pick % len(ids)] if ids else 1

    def tried(self, step, *given, **named):
        self.clock.advance(seconds=10)
        try:
            return step(self.station, *given, **named)
        except (Refused, NotReady, NotFound):
            return None

    @rule(waybill=waybills, letter=st.booleans())
    def takes_in(self, waybill: str, letter: bool) -> None:
        self.tried(
            intake.take_in, Intake(waybill, carrier="SF", recipient=Recipient(resident="r1"), letter=letter), CLERK
        )

    @rule(pick=picks)
    def hands_out(self, pick: int) -> None:
        with self.station.store.read() as db:
            others = tuple(db.execute(select(parcel.c.id).where(parcel.c.here == 1)).scalars())
        one = self.some(parcel, pick)
        self.tried(pickup.release, Pickup((one,), known=True, left_behind=tuple(set(others) - {one})), CLERK)

    @rule()
    def undoes(self) -> None:
        self.tried(intake.undo_last, CLERK)

    @rule(pick=picks)
    def takes_a_hand_over_back(self, pick: int) -> None:
        left = self.some(parcel, pick, parcel.c.state == ParcelState.PICKED_UP.value)
        self.tried(pickup.put_back, left, "拿错了", LEAD)

    @rule(pick=picks, shelf=st.sampled_from(("1", "2", "6")))
    def moves(self, pick: int, shelf: str) -> None:
        self.tried(corrections.move_to, self.some(parcel, pick), shelf, 1, CLERK)

    @rule(waybill=waybills, placed=st.booleans())
    def intercepts(self, waybill: str, placed: bool) -> None:
        self.county.says(HoldPlaced(waybill, "寄件人要求退回") if placed else HoldLifted(waybill))

    @rule(pick=picks)
    def sets_aside(self, pick: int) -> None:
        self.tried(exceptions.set_aside, self.some(parcel, pick), "damaged", PHOTO, CLERK)

    @rule(waybill=waybills)
    def clears(self, waybill: str) -> None:
        self.tried(exceptions.clear, waybill, CLERK)

    @rule(pick=picks)
    def keeps(self, pick: int) -> None:
        self.tried(exceptions.keep, self.some(parcel, pick), self.clock.now().day, CLERK)

    @rule(pick=picks)
    def keeps_no_more(self, pick: int) -> None:
        self.tried(exceptions.keep_no_more, self.some(parcel, pick), CLERK)

    @rule(one=picks, other=picks)
    def lists_returns(self, one: int, other: int) -> None:
        chosen = (self.some(parcel, one), self.some(parcel, other))
        self.tried(exceptions.list_returns, chosen, "expired", PHOTO, CLERK)

    @rule(pick=picks)
    def unlists(self, pick: int) -> None:
        self.tried(exceptions.unlist_return, self.some(parcel, pick), CLERK)

    @rule(pick=picks)
    def gives_up(self, pick: int) -> None:
        self.tried(exceptions.give_up, self.some(parcel, pick), "letter_unclaimed", PHOTO, CLERK)

    @rule(pick=picks, outcome=st.sampled_from(("no_answer", "will_collect", "later", "refused")))
    def reminds(self, pick: int, outcome: str) -> None:
        self.tried(retention.remind, (self.some(parcel, pick),), "call", outcome, CLERK)

    @rule()
    def drafts(self) -> None:
        self.tried(sendings.draft, FORM, CLERK)

    @rule(pick=picks)
    def closes(self, pick: int) -> None:
        self.tried(sendings.close, self.some(sending, pick), FORM, CLERK, received_fen=2_000)

    @rule(pick=picks)
    def keeps_a_sending(self, pick: int) -> None:
        self.tried(sendings.keep, self.some(sending, pick), self.clock.now().day, CLERK)

    @rule(pick=picks)
    def issues(self, pick: int) -> None:
        one = self.some(sending, pick)
        if one != 1:
            self.county.says(WaybillIssued(one, f"7361055558{one % 10_000:04}"))

    @rule(direction=st.sampled_from(tuple(Direction)))
    def a_van_comes(self, direction: Direction) -> None:
        if len(handover.open_ones(self.station)) < 2:
            self.tried(handover.begin, direction, "夹山", CLERK)

    @rule(pick=picks, texts=st.lists(waybills | st.sampled_from(("?", "S1000000003")), max_size=4), loads=st.booleans())
    def scans_onto_the_van(self, pick: int, texts: list[str], loads: bool) -> None:
        if loads:
            with self.station.store.read() as db:
                things = db.execute(select(sending.c.id).where(sending.c.state == "accepted")).scalars().all()
                back = db.execute(select(parcel.c.waybill).where(parcel.c.state == "awaiting_return")).scalars().all()
            texts = [*texts, *back, *(f"S{one}" for one in things)]
        self.tried(handover.scan_many, self.some(batch, pick, batch.c.verdict == ""), texts, CLERK)

    @rule(pick=picks, waybill=waybills)
    def takes_off_the_van(self, pick: int, waybill: str) -> None:
        self.tried(handover.drop, self.some(batch, pick, batch.c.verdict == ""), waybill, CLERK)

    @rule(pick=picks, waybill=waybills)
    def finds_a_problem(self, pick: int, waybill: str) -> None:
        self.tried(handover.note_problem, self.some(batch, pick), waybill, "not_ours", CLERK)

    @rule(pick=picks, refused=st.booleans())
    def signs(self, pick: int, refused: bool) -> None:
        one = self.some(batch, pick, batch.c.verdict == "")
        self.tried(handover.close, one, "周师傅", CLERK, refused=refused, note="不收")

    @rule(texts=st.lists(waybills, max_size=4))
    def counts_the_stock(self, texts: list[str]) -> None:
        if count := self.tried(stocktake.begin, CLERK):
            stocktake.scan_many(self.station, count.id, texts, CLERK)
            done = stocktake.close(self.station, count.id, CLERK).stocktake
            assert done.found + done.missing == done.expected

    def a_quarter_goes_by(self) -> None:
        for _ in range(3):
            self.clock.advance(days=40)
            duties.sign(self.station, "fire_check", CLERK)

    @rule(safe=st.sampled_from((True, True, False)))
    def forgets_after_a_quarter(self, safe: bool) -> None:
        self.a_quarter_goes_by()
        if safe:
            self.county.receives_all()
        before = self.ended_long_ago()
        done = destruction.forget(self.station)
        if safe:
            assert done.parcels == before
            assert self.ended_long_ago() == 0

    def ended_long_ago(self) -> int:
        """Parcels that are to be forgotten: all that ended (every quarter is longer than the 90 days), but letters."""
        ends = [state.value for state in ENDS | {ParcelState.TAKEN_BACK}]
        letters = (parcel.c.state == ParcelState.UNDELIVERABLE.value) & (parcel.c.letter == 1)
        subject = literal("p:").concat(cast(parcel.c.id, String))
        gone = select(forgotten.c.day).where(forgotten.c.subject == subject).exists()
        with self.station.store.read() as db:
            query = select(func.count()).select_from(parcel).where(parcel.c.state.in_(ends), ~letters, ~gone)
            return db.execute(query).scalar_one()

    @rule()
    def destroys_letters(self) -> None:
        due = [one.parcel.id for one in destruction.letters_due(self.station)]
        self.tried(destruction.destroy_letters, due, "唐德胜", "焚烧", CLERK)

    @invariant()
    def every_parcel_is_in_one_place(self) -> None:
        if not hasattr(self, "station"):
            return
        with self.station.store.read() as db:
            rows = db.execute(select(parcel)).all()
            loaded = Counter(
                db.execute(
                    select(batch_line.c.ref)
                    .join(batch, batch.c.id == batch_line.c.batch)
                    .where(
                        batch.c.verdict == BatchVerdict.OPEN.value, batch.c.direction == Direction.OUT.value,
                        batch_line.c.state == LineState.SCANNED.value, batch_line.c.kind == "parcel",
                    )
                ).scalars()
            )  # fmt: skip
        for row in rows:
            state = ParcelState(row.state)
            assert bool(row.here) == (state in HERE)
            assert loaded[row.id] == (state is ParcelState.HANDED_TO_VAN), "on exactly the van that it is said to be on"
            assert state in HERE | ENDS | {ParcelState.HANDED_TO_VAN, ParcelState.TAKEN_BACK}
        here = [row.code_key for row in rows if row.here]
        assert len(here) == len(set(here)), "two parcels with one pickup code"

    @invariant()
    def cases_and_sendings_are_true(self) -> None:
        if not hasattr(self, "station"):
            return
        with self.station.store.read() as db:
            cases = db.execute(
                select(parcel_case, parcel.c.state).join(parcel, parcel.c.id == parcel_case.c.parcel)
            ).all()
            things = db.execute(select(sending)).all()
            books = ledger.balances(db)
        for case in cases:
            if case.state in (ParcelState.IN_STOCK, ParcelState.HELD, ParcelState.RETURNED):
                assert case.outcome in WAYS_OUT, "closes only with the hand-back scan"
        for row in things:
            assert bool(row.here) == (SendingState(row.state) in SENDING_HERE)
            if row.state == SendingState.HANDED_OVER:
                assert row.paid_fen == row.freight_fen == 1_000
        assert sum(books.values()) == 0


CounterDays.TestCase.settings = settings(
    max_examples=20, stateful_step_count=30, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
TestCounterDays = CounterDays.TestCase
