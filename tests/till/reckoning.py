"""What must be true of the till whatever happened: each rule is one function, which raises AssertionError.

The clerk's hands are kept apart from every table of the program: notes that came in, notes that went out.
"""

from collections import Counter
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county import drawers, floats, model, till_model
from county.till_model import Deposited, State
from kiosk import journal, ledger
from kiosk.journal.model import Origin
from kiosk.journal.model import journal as journal_table
from kiosk.ledger import Account, books, limit
from kiosk.ledger.model import shift
from kiosk.ledger.zs import z
from kiosk.payments.model import PayState, Refund, payment
from kiosk.wire import events, refs
from kiosk.wire.events import Event, Lane
from kiosk.wire.payment_events import PaymentCancelled, PaymentTaken, RefundPaid
from kiosk.wire.till_events import CashMoved, OpeningAgreed, ShiftClosed, ShiftOpened
from tests.county.tills import rebuilt_alike
from tests.stations import tables
from tests.till.world import World


@dataclass
class Hands:
    """Real notes, as people have moved them (fen).

    Attributes:
        till: In the drawer.
        vault: In the safe.
        bank: Brought to the bank.
        came: Payment → what was taken for it.
        went: Payment → every sum that was given back for it.
        differences: Clerk → found beyond what the books said.
    """

    till: int = 0
    vault: int = 0
    bank: int = 0
    came: dict[int, int] = field(default_factory=dict)
    went: dict[int, list[int]] = field(default_factory=dict)
    differences: Counter[str] = field(default_factory=Counter)


# ── At any moment ─────────────────────────────────────────────────────────────────────────────────────────────────────


def books_sum_to_zero(world: World) -> None:
    with world.station.store.read() as db:
        assert sum(ledger.balances(db).values()) == 0


def cash_is_where_hands_put_it(world: World, hands: Hands) -> None:
    with world.station.store.read() as db:
        found = ledger.balances(db)
    assert (found.get(Account.TILL, 0), found.get(Account.VAULT, 0)) == (hands.till, hands.vault)
    for clerk, fen in hands.differences.items():
        assert found.get(Account.OVER_SHORT.of(clerk), 0) == -fen, clerk


def drawer_adds_up(world: World) -> None:
    """Opening + collected − refunded − deposited ± counted difference, from the journal alone."""
    came = went = moved = counted = 0
    taken: dict[int, int] = {}
    with world.station.store.read() as db:
        for ref, fact in money_facts(db):
            match fact:
                case PaymentTaken():
                    taken[ref] = fact.amount_fen + fact.fee_fen
                    came += taken[ref]
                case PaymentCancelled(at_once=True):
                    went += taken[fact.payment]
                case RefundPaid():
                    went += fact.fen
                case CashMoved():
                    moved += fact.fen * ((fact.target == "till") - (fact.source == "till"))
                case ShiftOpened() | ShiftClosed():
                    counted += fact.counted_fen - fact.expected_fen
                case OpeningAgreed():
                    counted += fact.fen - (came - went + moved + counted)
        held = ledger.balance_fen(db, Account.TILL)
    assert held == came - went + moved + counted


def limit_is_never_below_zero(world: World) -> None:
    """What the county gave away twice by its own decision (a withdrawal, a posting after all) is its own."""
    with world.station.store.read() as db:
        assert limit.figures(db, world.station).limit_fen >= -world.slack_fen
    with world.county.read() as db:
        here = floats.balance(db, world.station.code)
        assert here.left_fen + here.credit_left_fen >= -world.slack_fen


def cash_goes_back_at_most_once(world: World, hands: Hands) -> None:
    for ref, sums in hands.went.items():
        assert sums == [hands.came[ref]], ref
    backs: Counter[int] = Counter()
    with world.station.store.read() as db:
        for _, fact in money_facts(db):
            if isinstance(fact, RefundPaid) or (isinstance(fact, PaymentCancelled) and fact.at_once):
                backs[fact.payment] += 1
        rows = {row.id: row for row in db.execute(payment.select())}
    assert set(rows) == set(hands.came)
    assert set(backs.values()) <= {1}
    assert set(backs) == set(hands.went)
    assert {ref for ref, row in rows.items() if row.returned} == set(hands.went)


def zs_have_no_gap(world: World) -> None:
    """Each closed shift has one Z, numbered without a gap, and what it says adds up."""
    with world.station.store.read() as db:
        closes = [fact for _, fact in money_facts(db) if isinstance(fact, ShiftClosed)]
        rows = db.execute(sa.select(shift.c.number, shift.c.z, shift.c.is_open).order_by(shift.c.number)).all()
        assert [row.z for row in rows if not row.is_open] == [fact.z for fact in closes]
        shown = [z(db, fact.z) for fact in closes]
    assert [fact.z for fact in closes] == list(range(1, len(closes) + 1))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert sum(row.is_open for row in rows) <= 1
    for one in shown:
        assert one.opening_fen + sum(total.fen for total in one.totals) == one.expected_fen


def no_serial_is_debited_twice(world: World) -> None:
    with world.station.store.read() as db:
        amounts = {row.id: row.amount_fen for row in db.execute(payment.select())}
    for serial, fens in world.twin.debits().items():
        fen = amounts.get(refs.read(serial), 0)  # a serial of no payment has no amount
        assert fens in ([fen], [fen, -fen]), serial


def caps_hold(world: World, biller: str, most: tuple[int, int]) -> None:
    """After a payment was taken: no more wait for the county's word than allowed (count, fen)."""
    this = (payment.c.biller == biller) & (payment.c.is_open == 1)
    total = sa.func.coalesce(sa.func.sum(payment.c.amount_fen), 0)
    with world.station.store.read() as db:
        count, fen = db.execute(sa.select(sa.func.count(), total).where(this)).one()
    assert (count <= most[0], fen <= most[1]) == (True, True)


# ── When all is said ──────────────────────────────────────────────────────────────────────────────────────────────────


def each_is_posted_or_refunded_once(world: World, hands: Hands) -> None:
    """The biller has the money, or the resident has it (or is owed it); both only where the county bears it."""
    debits = {refs.read(serial): sum(fens) for serial, fens in world.twin.debits().items()}
    with world.station.store.read() as db:
        rows = db.execute(payment.select()).all()
        found = ledger.balances(db)
    twice_fen = 0
    for row in rows:
        has = debits.get(row.id, 0) > 0
        back = row.id in hands.went or row.refund == Refund.DUE
        assert not row.is_open, row
        assert bool(row.posted) == has, row
        if has and back:
            assert row.state == PayState.FAILED_THEN_OK, row
            twice_fen += row.amount_fen
        else:
            assert has != back, row
    assert found.get(Account.SUSPENSE, 0) == twice_fen
    due = sum(row.amount_fen + row.fee_fen for row in rows if row.refund == Refund.DUE)
    assert found.get(Account.REFUND_DUE, 0) == -due
    assert not any(account.startswith(Account.BILLER_PAYABLE.of("")) for account in found)


def county_says_the_same(world: World) -> None:
    """What the county derives from the events is what the station's books say, to the fen."""
    code = world.station.code
    with world.station.store.read() as db:
        here = {row.id: row for row in db.execute(payment.select())}
        found = ledger.balances(db)
        number = db.execute(sa.select(sa.func.count()).where(shift.c.is_open == 0)).scalar_one()
        assert not journal.outbox(db).count
        assert not journal.aside(db)
    with world.county.read() as db:
        there = {row.ref: row for row in db.execute(sa.select(till_model.payment))}
        zs = db.execute(sa.select(till_model.shift_z)).all()
        account = floats.balance(db, code)
        arrived = till_model.deposit.c.state == Deposited.ARRIVED
        banked = sa.select(sa.func.coalesce(sa.func.sum(till_model.deposit.c.fen), 0)).where(~arrived)
        banked_fen = int(db.execute(banked).scalar_one())
        held = till_fen(db, code)
    assert set(there) == set(here)
    for ref, row in here.items():
        assert _alike(row) == _alike_there(there[ref]), (row, there[ref])
    assert [row.z for row in sorted(zs, key=lambda row: row.z)] == list(range(1, number + 1))
    assert not [row for row in zs if row.differs]
    assert found.get(Account.FLOAT, 0) == account.float_fen
    assert found.get(Account.CREDIT, 0) == -account.used_fen
    assert found.get(Account.BANKED, 0) == banked_fen
    assert found.get(Account.TILL, 0) == held
    commission = sum(row.own_commission_fen for row in there.values() if row.state == State.POSTED)
    assert found.get(Account.COMMISSION, 0) == -commission


def _alike(row) -> tuple[object, ...]:
    refunded_fen = row.amount_fen + row.fee_fen if row.refund == Refund.PAID else 0
    return row.amount_fen, row.fee_fen, row.biller, row.commission_fen, bool(row.posted), row.credit_fen, refunded_fen


def _alike_there(row) -> tuple[object, ...]:
    posted = row.state == State.POSTED
    assert row.commission_fen == row.own_commission_fen
    return (
        row.amount_fen, row.fee_fen, row.biller, row.own_commission_fen, posted, row.credit_fen if posted else 0,
        row.refunded_fen,
    )  # fmt: skip


def till_fen(db: Connection, code: str) -> int:
    """The drawer, from the events at the county."""
    held = 0
    mine = (model.event.c.station == code) & (model.event.c.lane == Lane.MONEY)
    for row in db.execute(sa.select(model.event).where(mine).order_by(model.event.c.epoch, model.event.c.seq)):
        fact = events.decode_event(row.kind, bytes(events.unpack_record(row.record).body))
        held = drawers.till_fen(db, code, fact, held)
        if isinstance(fact, ShiftOpened | ShiftClosed):
            held = fact.counted_fen
    return held


def books_follow_from_the_journal(world: World) -> None:
    with world.station.store.read() as db:
        assert list(journal.check_chain(db)) == []
        assert books.check(db).sound


def replay_gives_the_same(world: World) -> None:
    before = tables(world.station)
    with world.station.store.write() as db:
        journal.replay(db)
    after = tables(world.station)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}


def county_rebuilds_the_same(world: World) -> None:
    with world.county.write() as db:
        assert rebuilt_alike(db)


def money_facts(db: Connection) -> list[tuple[int, Event]]:
    """The station's own money events as they were written, with their refs."""
    mine = (journal_table.c.origin == int(Origin.STATION)) & (journal_table.c.lane == int(Lane.MONEY))
    found = []
    for row in db.execute(sa.select(journal_table).where(mine).order_by(journal_table.c.position)):
        body = bytes(events.unpack_record(bytes(row.record)).body)
        found.append((row.epoch * 10**9 + row.seq, events.decode_event(row.kind, body)))
    return found


ALWAYS = (books_sum_to_zero, drawer_adds_up, limit_is_never_below_zero, zs_have_no_gap, no_serial_is_debited_twice)
WITH_HANDS = (cash_is_where_hands_put_it, cash_goes_back_at_most_once)
AT_REST = (county_says_the_same, books_follow_from_the_journal, replay_gives_the_same, county_rebuilds_the_same)
