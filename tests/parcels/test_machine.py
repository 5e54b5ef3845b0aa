"""Random days at the counter: whatever is done in whatever order, the shelves and the books stay true."""

import shutil
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk import journal, ledger
from kiosk.clock import ManualClock
from kiosk.errors import NotFound, NotReady, Refused
from kiosk.parcels import rules
from kiosk.parcels.desk import corrections, find, intake, manifests, notices, pickup
from kiosk.parcels.desk.intake import Intake, TakenIn
from kiosk.parcels.desk.pickup import Pickup, Proxy
from kiosk.parcels.model import ENDS, HERE, ParcelState, parcel, parcel_key, place
from kiosk.parcels.rules import PickupMoney
from kiosk.wire.decisions import HoldLifted, HoldPlaced, ManifestIssued, ManifestItem, RollListed
from kiosk.wire.parcel_events import Recipient
from tests.parcels.conftest import MANIFEST, VILLAGE, County
from tests.stations import CLERK, LEAD, make_station, tables

WAYBILLS = (*(f"SF1{number:012}" for number in range(6)), "463431409940372", "73610555582883", "13812345678")
waybills = st.sampled_from(WAYBILLS)
people = st.sampled_from(("", "r1", "r2", "r3", "r4"))
picks = st.integers(0, 40)


class CounterDays(RuleBasedStateMachine):
    """One station, one clerk, one lead, and the county, in any order."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cunkou-"))
        self.clock = ManualClock()
        self.station = make_station(self.folder, self.clock)
        self.county = County(self.station)
        items = tuple(ManifestItem(waybill, "SF", "覃**", "199****7719") for waybill in WAYBILLS[:3])
        self.county.says(RollListed("三板桥村", VILLAGE), ManifestIssued(MANIFEST, "夹山", 20_777, items))

    def teardown(self) -> None:
        if hasattr(self, "station"):
            self.replays_the_same()
            self.station.store.close()
            shutil.rmtree(self.folder)

    def known(self, pick: int) -> int:
        """Some parcel that this station ever took in, or a ref of none."""
        with self.station.store.read() as db:
            ids = tuple(db.execute(parcel.select().with_only_columns(parcel.c.id)).scalars())
        return ids[pick % len(ids)] if ids else 1

    def tried(self, step, *given, **named):
        try:
            return step(self.station, *given, **named)
        except (Refused, NotReady, NotFound):
            return None

    @rule(waybill=waybills, in_hand=st.sampled_from(("", MANIFEST)))
    def scan(self, waybill: str, in_hand: str) -> None:
        seen = self.tried(intake.scan, waybill, CLERK, manifest_in_hand=in_hand)
        if seen is not None and not isinstance(seen, TakenIn) and seen.sight in ("choose", "ask"):
            self.tried(intake.take_in, seen.order, CLERK)

    @rule(waybill=waybills, who=people, cod=st.sampled_from((0, 500)), marks=st.sampled_from(((), ("bulky",))))
    def take_in(self, waybill: str, who: str, cod: int, marks: tuple[str, ...]) -> None:
        order = Intake(waybill, carrier="STO", recipient=Recipient(resident=who), cod_fen=cod, marks=marks)
        self.tried(intake.take_in, order, CLERK)

    @rule()
    def undo(self) -> None:
        self.tried(intake.undo_last, CLERK)

    @rule(pick=picks, right=st.booleans(), known=st.booleans(), alone=st.booleans(), proxy=st.booleans())
    def hand_out(self, pick: int, right: bool, known: bool, alone: bool, proxy: bool) -> None:
        if (seen := self.tried(pickup.basket, [self.known(pick)])) is None:
            return
        (one,) = seen.parcels
        filled = {one.id: PickupMoney(100, 100, 0, one.cod_fen + one.freight_fen + 100)} if one.money.anything else {}
        order = Pickup(
            (one.id,), codes=(one.code if right else "000",), known=known, at_self_service=alone, money=filled,
            proxy=Proxy("覃小乐", "邻居") if proxy else None, received_fen=2_000 if filled else 0,
            left_behind=tuple(other.id for other in seen.others),
        )  # fmt: skip
        self.tried(pickup.release, order, CLERK)

    @rule(pick=picks)
    def put_back(self, pick: int) -> None:
        self.tried(pickup.put_back, self.known(pick), "拿错了", LEAD)

    @rule(pick=picks, shelf=st.sampled_from(("1", "6", "00", "Z5")), layer=st.integers(1, 5))
    def move(self, pick: int, shelf: str, layer: int) -> None:
        self.tried(corrections.move_to, self.known(pick), shelf, layer, CLERK)

    @rule(pick=picks, who=people, carrier=st.sampled_from(("ZTO", "YTO")))
    def correct(self, pick: int, who: str, carrier: str) -> None:
        self.tried(corrections.name_recipient, self.known(pick), Recipient("李四", resident=who), CLERK)
        self.tried(corrections.name_carrier, self.known(pick), carrier, CLERK)

    @rule(pick=picks)
    def call_out(self, pick: int) -> None:
        self.tried(notices.call_out, (self.known(pick),), "told", "", CLERK)

    @rule()
    def close_manifest(self) -> None:
        self.tried(manifests.close, MANIFEST, CLERK)

    @rule(waybill=waybills, lift=st.booleans())
    def hold(self, waybill: str, lift: bool) -> None:
        self.county.says(HoldLifted(waybill) if lift else HoldPlaced(waybill, "报案"))

    @rule(seconds=st.sampled_from((1, 20, 700, 86_400)))
    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)

    @invariant()
    def shelves_are_true(self) -> None:
        if not hasattr(self, "station"):
            return
        with self.station.store.read() as db:
            rows = db.execute(parcel.select()).all()
            here = [row for row in rows if row.here]
            stored = {(row.shelf, row.layer): row.stored for row in db.execute(place.select())}
            keyed = set(db.execute(parcel_key.select().with_only_columns(parcel_key.c.parcel)).scalars())
        assert all(bool(row.here) == (ParcelState(row.state) in HERE) for row in rows)
        assert all(ParcelState(row.state) in HERE | ENDS | {ParcelState.TAKEN_BACK} for row in rows)
        assert len({row.code_key for row in here}) == len(here)
        assert all(row.code_key == rules.normalise_code(row.code) for row in here)
        assert len({row.waybill for row in here}) == len(here)
        assert {at: number for at, number in stored.items() if number} == Counter(
            (row.shelf, row.layer) for row in here
        )
        assert keyed == {row.id for row in here}

    @invariant()
    def books_balance(self) -> None:
        if hasattr(self, "station"):
            with self.station.store.read() as db:
                assert sum(ledger.balances(db).values()) == 0

    @rule()
    def replays_the_same(self) -> None:
        before = tables(self.station)
        with self.station.store.write() as db:
            assert not list(journal.check_chain(db))
            journal.replay(db)
        assert tables(self.station) == before

    @rule(pick=picks)
    def is_found_by_its_code_if_and_only_if_it_is_here(self, pick: int) -> None:
        wanted = self.known(pick)
        if wanted == 1:
            return
        page = find.page(self.station, wanted)
        found = {hit.parcel.id for hit in find.search(self.station, page.parcel.code).hits}
        assert (wanted in found) == page.parcel.here


TestCounter = CounterDays.TestCase
TestCounter.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
