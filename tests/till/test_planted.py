"""Each rule of the reckoning can fail: a small sound world, one fault planted in it, and the rule that must see it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county.biller_twin import Mood, debit
from county.till_model import payment as county_payment
from kiosk import journal
from kiosk.errors import Refused
from kiosk.ledger import cash, shifts
from kiosk.ledger.model import float_state, posting, shift
from kiosk.payments.desk import cancelling, refunds, taking
from kiosk.payments.desk.cancelling import Retyped
from kiosk.payments.desk.taking import Order
from kiosk.payments.model import payment
from kiosk.wire import refs
from kiosk.wire.till_events import ShiftClosed
from tests.stations import CLERK, LEAD, in_faces
from tests.till import reckoning
from tests.till.reckoning import ALWAYS, AT_REST, WITH_HANDS, Hands
from tests.till.world import PINS, POWER, World, reshaped

GUARDS = ("same_bill", "unusual", "other_name", "again")


class Lived(World):
    """A day with one of everything: posted, refunded, still due, taken back at once; a Z and a new shift."""

    def live(self) -> Hands:
        self.hands = hands = Hands(till=20_000)
        shifts.open_shift(self.station, in_faces(20_000), CLERK)
        self.posted, self.refunded, self.due = (self.pay(fen) for fen in (1_300, 2_600, 3_900))
        self.twin.tell("electricity", Mood.NORMAL)
        self.talk()
        self.post(1)
        self.twin.tell("electricity", Mood.REFUSE, "closed")
        self.settle_soon()
        hands.went[self.refunded] = [refunds.pay(self.station, self.refunded, "王秀英", CLERK).fen]
        hands.till -= 2_600
        self.back = self.pay(5_200)
        self.take_back(self.back)
        cash.move(self.station, "till", "vault", in_faces(10_000), CLERK, witness="唐站长")
        hands.till, hands.vault = hands.till - 10_000, 10_000
        shifts.close(self.station, 1, in_faces(hands.till + 10), CLERK)
        hands.till, hands.differences[CLERK] = hands.till + 10, 10
        shifts.open_shift(self.station, in_faces(hands.till), LEAD)
        self.settle_soon()
        return hands

    def pay(self, fen: int) -> int:
        self.later(90)
        order = Order("electricity", POWER, fen, fen, unverified=True, confirmed=GUARDS)
        one = taking.take(self.station, order, CLERK).payment
        self.hands.came[one.id] = fen
        self.hands.till += fen
        return one.id

    def take_back(self, ref: int) -> None:
        with self.station.store.read() as db:
            one = cancelling.views.one(db, self.station, ref, self.station.clock.now())
        again = Retyped(one.reference, one.account, one.amount_fen)
        done = cancelling.cancel(self.station, ref, again, "wrong_account", LEAD, PINS[LEAD], CLERK)
        assert done.at_once
        self.hands.went[ref] = [one.amount_fen]
        self.hands.till -= one.amount_fen

    def settle_soon(self) -> None:
        for _ in range(3):
            self.later(61)
            self.talk(20)
            self.post(50)
            self.talk(20)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Lived]:
    made = Lived(tmp_path / "world", Random(1))
    made.live()
    yield made
    made.close()


def all_rules(world: World, hands: Hands) -> list[Callable[[], None]]:
    """Every rule, ready to be asked."""
    return [
        *((lambda holds=holds: holds(world)) for holds in (*ALWAYS, *AT_REST)),
        *(
            (lambda holds=holds: holds(world, hands))
            for holds in (*WITH_HANDS, reckoning.each_is_posted_or_refunded_once)
        ),
    ]


def test_the_sound_world_is_sound(world: Lived) -> None:
    for holds in all_rules(world, world.hands):
        holds()
    assert {one.state for one in rows(world)} == {"ok", "failed", "cancelled"}


def rows(world: World):
    with world.station.store.read() as db:
        return db.execute(payment.select()).all()


Doctor = Callable[[Lived, Connection], None]


def _money_from_nowhere(world: Lived, db: Connection) -> None:
    row = dict(db.execute(posting.select().limit(1)).first()._mapping)
    db.execute(sa.insert(posting), row | {"line": 99, "debit": "till", "credit": "opening", "fen": 700})


def _posted_twice(world: Lived, db: Connection) -> None:
    rows = db.execute(posting.select().where(posting.c.debit == "biller_payable:electricity")).all()
    row = dict(rows[0]._mapping)
    db.execute(sa.insert(posting), row | {"line": 99})


def _z_is_lost(world: Lived, db: Connection) -> None:
    db.execute(sa.update(shift).where(shift.c.number == 1).values(z=2))


def _two_drawers(world: Lived, db: Connection) -> None:
    db.exec_driver_sql("DROP INDEX ix_shift_is_open")
    db.execute(sa.update(shift).values(is_open=1))


def _float_is_spent_twice(world: Lived, db: Connection) -> None:
    db.execute(sa.update(float_state).values(float_fen=0, credit_fen=-1))


def _refund_is_forgotten(world: Lived, db: Connection) -> None:
    db.execute(sa.update(payment).where(payment.c.id == world.due).values(refund=""))


def _given_back_unseen(world: Lived, db: Connection) -> None:
    db.execute(sa.update(payment).where(payment.c.id == world.due).values(returned=1))


def _still_open(world: Lived, db: Connection) -> None:
    db.execute(sa.update(payment).where(payment.c.id == world.posted).values(is_open=1, state="accepted"))


def _a_fen_more(world: Lived, db: Connection) -> None:
    now = {"amount_fen": payment.c.amount_fen + 1, "received_fen": payment.c.received_fen + 1}
    db.execute(sa.update(payment).where(payment.c.id == world.posted).values(now))


def _journal_is_edited(world: Lived, db: Connection) -> None:
    db.exec_driver_sql("UPDATE journal SET record = zeroblob(20) WHERE kind = 336 OR position = 1")


AT_STATION: list[tuple[Doctor, str]] = [
    (_money_from_nowhere, "drawer_adds_up"),
    (_money_from_nowhere, "cash_is_where_hands_put_it"),
    (_money_from_nowhere, "books_follow_from_the_journal"),
    (_posted_twice, "each_is_posted_or_refunded_once"),
    (_posted_twice, "replay_gives_the_same"),
    (_z_is_lost, "zs_have_no_gap"),
    (_two_drawers, "zs_have_no_gap"),
    (_float_is_spent_twice, "limit_is_never_below_zero"),
    (_refund_is_forgotten, "each_is_posted_or_refunded_once"),
    (_given_back_unseen, "cash_goes_back_at_most_once"),
    (_still_open, "each_is_posted_or_refunded_once"),
    (_a_fen_more, "county_says_the_same"),
    (_a_fen_more, "replay_gives_the_same"),
    (_a_fen_more, "no_serial_is_debited_twice"),
    (_journal_is_edited, "books_follow_from_the_journal"),
]


@pytest.mark.parametrize(("doctor", "rule"), AT_STATION, ids=lambda one: getattr(one, "__name__", one))
def test_a_fault_at_the_station_is_seen(world: Lived, doctor: Doctor, rule: str) -> None:
    with world.station.store.write() as db:
        db.exec_driver_sql("DROP TRIGGER posting_is_final")
        doctor(world, db)
    fails(world, rule)


def test_the_database_takes_no_posting_with_one_side(world: Lived) -> None:
    with world.station.store.write() as db, pytest.raises(sa.exc.DatabaseError):
        db.exec_driver_sql("UPDATE posting SET credit = debit")
    with world.station.store.write() as db:
        db.exec_driver_sql("DROP TRIGGER posting_is_final")
        with pytest.raises(sa.exc.DatabaseError):
            db.exec_driver_sql("UPDATE posting SET credit = debit")


def test_a_shift_that_is_closed_twice_is_seen(world: Lived) -> None:
    with world.station.store.write() as db:
        (closed,) = [fact for _, fact in reckoning.money_facts(db) if isinstance(fact, ShiftClosed)]
        journal.append(db, reshaped(closed, z=2), world.clock.now(), CLERK)
    fails(world, "zs_have_no_gap")


def test_a_second_debit_is_seen(world: Lived) -> None:
    with world.twin._store.write() as db:
        serial = refs.serial(world.station.code, world.posted)
        db.execute(sa.insert(debit), {"serial": serial, "fen": 1_300})
    fails(world, "no_serial_is_debited_twice")


def test_a_debit_for_a_refunded_payment_is_seen(world: Lived) -> None:
    world.twin.tell("electricity", Mood.NORMAL)
    with world.twin._store.write() as db:
        serial = refs.serial(world.station.code, world.refunded)
        db.execute(sa.insert(debit), {"serial": serial, "fen": 2_600})
    fails(world, "each_is_posted_or_refunded_once")


@pytest.mark.parametrize("values", [{"amount_fen": 1_301}, {"own_commission_fen": 999}, {"refunded_fen": 1}])
def test_another_figure_at_the_county_is_seen(world: Lived, values: dict[str, int]) -> None:
    with world.county.write() as db:
        db.execute(sa.update(county_payment).where(county_payment.c.ref == world.posted).values(values))
    fails(world, "county_says_the_same")
    fails(world, "county_rebuilds_the_same")


def test_a_note_taken_from_the_drawer_is_seen(world: Lived) -> None:
    world.hands.till -= 10
    fails(world, "cash_is_where_hands_put_it")


def test_giving_back_twice_is_refused_and_would_be_seen(world: Lived) -> None:
    with pytest.raises(Refused):
        refunds.pay(world.station, world.refunded, "王秀英", LEAD)
    world.hands.went[world.refunded].append(2_600)
    fails(world, "cash_goes_back_at_most_once")


def fails(world: Lived, rule: str) -> None:
    """The named rule, and perhaps others, do not hold any more."""
    holds = getattr(reckoning, rule)
    given = (world, world.hands) if holds in (*WITH_HANDS, reckoning.each_is_posted_or_refunded_once) else (world,)
    with pytest.raises(AssertionError):
        holds(*given)
