"""Verdicts come doubled, in any order, about payments that are not ours: the books stay true, nothing is done twice."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlcipher3.dbapi2 import IntegrityError

from kiosk import journal, ledger
from kiosk.journal import aside
from kiosk.ledger import Account
from kiosk.payments import booking
from kiosk.payments.booking import Standing
from kiosk.payments.desk import views
from kiosk.payments.model import (
    NEXT,
    OPEN,
    PayState,
    Refund,
    account,
    allowance,
    bill,
    move,
    payment,
    tally,
    told,
)
from kiosk.wire import payment_events as events
from kiosk.wire import till_decisions as decisions
from kiosk.wire.events import encode
from kiosk.wire.till_decisions import AccountLine, BillLine
from tests.payments.conftest import ACCOUNT
from tests.stations import CLERK, LEAD, tables

AMOUNT, FEE = 3_860, 100
REF = 1_000_000_007

verdicts = st.one_of(
    st.builds(
        decisions.PaymentPosted, st.just(REF), st.just("W778"), st.just(1), st.integers(-5, AMOUNT + 5),
        st.integers(-5, 90),
    ),
    st.just(decisions.PaymentRefused(REF, "closed", "销户")),
    st.just(decisions.PaymentDoubted(REF, "没有回音")),
    st.just(decisions.PaymentReversed(REF, "冲正")),
    st.just(decisions.OriginalMissing(REF)),
    st.builds(decisions.CancelDecided, st.just(REF), st.booleans()),
    st.builds(events.PaymentCancelled, st.just(REF), st.just("mistake"), st.just(LEAD), st.booleans(), st.just(1)),
    st.just(events.RefundPaid(REF, AMOUNT + FEE, "王秀英", 1)),
    st.builds(events.CardMoved, st.just(REF), st.sampled_from(["write", "written", "failed", "cancelled", "?"])),
)  # fmt: skip
stories = st.lists(verdicts, max_size=12)


def told_of(story, *, card: bool = False) -> tuple[Standing, dict[str, int], list[Standing]]:
    """How a payment stands after a story, and what was posted on the way."""
    stands = booking.taken(events.PaymentTaken("water", ACCOUNT, AMOUNT, 4_000, 40, 1, False, fee_fen=FEE))
    stands = replace(stands, card=card)
    books, path = dict(booking.legs(None, stands)), [stands]
    for fact in story:
        if (now := booking.after(stands, fact)) is None:
            continue
        posted = booking.legs(stands, now)
        assert sum(posted.values()) == 0
        for name, fen in posted.items():
            books[name] = books.get(name, 0) + fen
        stands = now
        path.append(stands)
    return stands, {name: fen for name, fen in books.items() if fen}, path


@given(stories, st.booleans())
def test_posted_or_refunded_exactly_once(story, card) -> None:
    stands, books, path = told_of(story, card=card)
    assert books == {name: fen for name, fen in booking.holdings(stands).items() if fen}
    assert sum(books.values()) == 0
    cash = AMOUNT + FEE
    given_back = cash if stands.returned else 0
    assert books.get(Account.TILL, 0) == cash - given_back
    biller_has = -(books.get(Account.FLOAT, 0) + books.get(Account.CREDIT, 0))
    assert biller_has == (AMOUNT if stands.posted else 0)
    owed = -books.get(Account.REFUND_DUE, 0)
    assert owed == (cash if stands.refund is Refund.DUE else 0)
    # The biller has it, or the resident has it, or it is owed to exactly one of them; both only as a suspense.
    ways = [stands.posted, stands.returned, bool(owed), "biller_payable:water" in books]
    assert sum(ways) == (2 if stands.posted and stands.returned else 1)
    assert (Account.SUSPENSE in books) == (stands.posted and stands.returned)
    # Cash leaves the drawer at most once.
    assert sum(after.returned and not before.returned for before, after in pairwise(path)) <= 1


@given(stories.filter(bool), st.booleans())
def test_saying_it_again_changes_nothing(story, card) -> None:
    once, _, _ = told_of(story, card=card)
    assert booking.after(once, story[-1]) is None


@given(st.permutations([
    decisions.PaymentPosted(REF, "W778", 1), decisions.PaymentPosted(REF, "W778", 1),
    decisions.PaymentDoubted(REF, ""), decisions.OriginalMissing(REF), decisions.PaymentDoubted(REF, ""),
]))  # fmt: skip
def test_a_posted_payment_is_posted_in_whatever_order(story) -> None:
    stands, books, _ = told_of(story)
    assert stands.state is PayState.OK
    assert books[Account.FLOAT] == -AMOUNT


@given(st.permutations([
    decisions.PaymentRefused(REF, "closed", ""), decisions.PaymentRefused(REF, "closed", ""),
    decisions.PaymentDoubted(REF, ""), decisions.OriginalMissing(REF),
]))  # fmt: skip
def test_a_refused_payment_is_owed_once_in_whatever_order(story) -> None:
    stands, books, _ = told_of(story)
    assert stands.state is PayState.FAILED
    assert books[Account.REFUND_DUE] == -(AMOUNT + FEE)


def test_every_state_has_its_steps_and_the_posted_ones_never_fail() -> None:
    assert set(NEXT) == set(PayState)
    for state in (PayState.OK, PayState.CARD_WAITING, PayState.CARD_FAILED, PayState.FAILED_THEN_OK):
        assert PayState.FAILED not in NEXT[state].values()
    assert not NEXT[PayState.REVERSED]


def test_unknown_is_no_failure() -> None:
    stands, books, _ = told_of([decisions.PaymentDoubted(REF, "")])
    assert stands.state is PayState.UNKNOWN
    assert stands.refund is Refund.NONE
    assert books["biller_payable:water"] == -AMOUNT


def test_a_card_is_written_after_the_posting() -> None:
    posted = decisions.PaymentPosted(REF, "W778", 1)
    steps = [posted, *(events.CardMoved(REF, step) for step in ("failed", "write", "written"))]
    states = [told_of(steps[: count + 1], card=True)[0].state for count in range(4)]
    assert states == [PayState.CARD_WAITING, PayState.CARD_FAILED, PayState.CARD_WAITING, PayState.OK]
    given_up, books, _ = told_of(
        [posted, events.CardMoved(REF, "cancelled"), decisions.CancelDecided(REF, True)], card=True
    )
    assert given_up.state is PayState.CANCELLED
    assert books == {Account.TILL: AMOUNT + FEE, Account.REFUND_DUE: -(AMOUNT + FEE)}
    kept, _, _ = told_of([posted, events.CardMoved(REF, "cancelled"), decisions.CancelDecided(REF, False)], card=True)
    assert kept.state is PayState.CARD_WAITING


# ── On a real station ─────────────────────────────────────────────────────────────────────────────────────────────────


def row(station, payment_id):
    with station.store.read() as db:
        return db.execute(select(payment).where(payment.c.id == payment_id)).one()


def balances(station) -> dict[str, int]:
    with station.store.read() as db:
        return ledger.balances(db)


def replays(station) -> None:
    before = tables(station)
    with station.store.write() as db:
        journal.replay(db)
    assert tables(station) == before


def test_posted_then_reversed(station, county, pay) -> None:
    taken = pay().payment
    county.says(decisions.PaymentPosted(taken.id, "W778", 5, 1_000, 50, 900))
    here = row(station, taken.id)
    assert (here.state, here.posted, here.biller_ref, here.balance_fen) == ("ok", 1, "W778", 900)
    books = balances(station)
    assert (books["float"], books["credit"], books["commission_due"]) == (500_000 - 2_860, -1_000, 50)
    county.says(decisions.PaymentReversed(taken.id, "户号错"), decisions.PaymentReversed(taken.id, "户号错"))
    books = balances(station)
    assert books["float"] == 500_000
    assert not {"credit", "commission", "commission_due", "biller_payable:water"} & books.keys()
    assert books["refund_due"] == -3_860
    assert row(station, taken.id).refund == Refund.DUE
    replays(station)


def test_refunded_and_then_posted_after_all(station, county, pay) -> None:
    taken = pay().payment
    county.says(decisions.PaymentRefused(taken.id, "closed", "已销户"))
    with station.store.write() as db:
        journal.append(db, events.RefundPaid(taken.id, 3_860, "王秀英", 1), station.clock.now(), CLERK)
    county.says(decisions.PaymentPosted(taken.id, "W778", 5))
    here, books = row(station, taken.id), balances(station)
    assert (here.state, here.refund, here.refund_name) == ("failed_then_ok", "paid", "王秀英")
    assert books["suspense"] == 3_860
    assert "refund_due" not in books
    replays(station)


def test_refused_and_posted_before_the_refund_was_paid(station, county, pay) -> None:
    taken = pay().payment
    county.says(decisions.PaymentRefused(taken.id, "other", "?"), decisions.PaymentPosted(taken.id, "W778", 5))
    assert (row(station, taken.id).state, row(station, taken.id).refund) == ("failed_then_ok", "")
    assert not {"refund_due", "suspense"} & balances(station).keys()


def test_verdicts_about_what_is_not_ours(station, county, pay) -> None:
    pay()
    before = tables(station)
    nobody = 9_000_000_001
    county.says(
        decisions.PaymentPosted(nobody, "W1", 5), decisions.PaymentRefused(nobody, "", ""),
        decisions.PaymentReversed(nobody, ""), decisions.PaymentDoubted(nobody, ""), decisions.OriginalMissing(nobody),
        decisions.CancelDecided(nobody, accepted=True), decisions.DisputeAnswered(nobody, "stands", ""),
    )  # fmt: skip
    assert tables(station) == before


def test_every_kind_has_its_own_line(station, county, pay) -> None:
    first, second = pay().payment, pay("electricity", "4307260115832", 12_000, bills=("E-1",)).payment
    county.says(
        decisions.PaymentPosted(first.id, "W1", 5), decisions.PaymentReversed(first.id, ""),
        decisions.PaymentReversed(first.id, ""),
    )  # fmt: skip
    with station.store.write() as db:
        fact = events.PaymentCancelled(second.id, "mistake", LEAD, at_once=True, shift=1)
        journal.append(db, fact, station.clock.now(), CLERK)
    with station.store.read() as db:
        kinds = db.execute(select(move.c.kind, func.count()).group_by(move.c.kind).order_by(move.c.kind)).all()
        counted = dict(db.execute(select(tally.c.biller, tally.c["count"])).all())
    assert list(map(tuple, kinds)) == [("cancel", 1), ("pay", 2), ("reverse", 1)]
    assert counted == {"water": 1, "electricity": 0}
    replays(station)


def test_a_payment_without_enquiry_or_mark_cannot_be_stored(station, open_till) -> None:
    fact = events.PaymentTaken("water", ACCOUNT, 100, 100, 0, enquiry=0, unverified=False, shift=1)
    with pytest.raises(IntegrityError, match="asked_or_said_so"), station.store.write() as db:
        journal.append(db, fact, station.clock.now(), CLERK)


@pytest.mark.parametrize(("amount", "received", "change"), [(0, 0, 0), (-5, -5, 0), (100, 100, 1)])
def test_money_that_does_not_add_up_cannot_be_stored(station, open_till, amount, received, change) -> None:
    fact = events.PaymentTaken("water", ACCOUNT, amount, received, change, enquiry=1, unverified=False, shift=1)
    with pytest.raises(IntegrityError), station.store.write() as db:
        journal.append(db, fact, station.clock.now(), CLERK)


def test_a_code_is_dead_once_used(station, open_till) -> None:
    fact = events.PaymentTaken("water", ACCOUNT, 100, 100, 0, 1, False, shift=1, allowance="A-7")
    with station.store.write() as db:
        for _ in range(2):
            journal.append(db, fact, station.clock.now(), CLERK)
        assert db.execute(select(allowance.c.number)).scalars().all() == ["A-7"]


def test_open_is_what_the_county_has_not_decided() -> None:
    assert {PayState.OK, PayState.FAILED, PayState.CANCELLED, PayState.REVERSED}.isdisjoint(OPEN)


# ── Statements ────────────────────────────────────────────────────────────────────────────────────────────────────────


def water(statement, *lines, **fields) -> decisions.BillsIssued:
    return decisions.BillsIssued("water", statement, 10**12 + statement, lines, **fields)


def line(name, fen=100, number=ACCOUNT, **fields) -> BillLine:
    return BillLine(name, number, "王秀英", fen, "2026-10", **fields)


def owed(station) -> set[str]:
    with station.store.read() as db:
        return set(db.execute(select(bill.c.id).where(bill.c.is_owed == 1)).scalars())


def left_out(station, name="bills:water") -> int:
    with station.store.read() as db:
        return db.execute(select(told.c.left_out).where(told.c.name == name)).scalar_one()


def test_a_new_statement_replaces_the_last_whatever_part_comes_first(station, county) -> None:
    county.says(water(1, line("A"), line("B"), whole=True), water(1, line("C")))
    assert owed(station) == {"A", "B", "C"}
    county.says(water(2, line("E")), water(2, line("D"), whole=True), water(1, line("A"), whole=True))
    assert owed(station) == {"D", "E"}
    county.says(water(3, gone=("D",)))
    assert owed(station) == {"E"}


def test_a_paid_bill_stays_as_history(station, county, pay) -> None:
    pay()
    county.says(water(9, line("N"), whole=True))
    with station.store.read() as db:
        kept = db.execute(select(bill.c.id, bill.c.is_owed).order_by(bill.c.id)).all()
    assert [tuple(one) for one in kept if one.id.startswith(("N", "W"))] == [("N", 1), ("W-10", 0)]
    replays(station)


@pytest.mark.parametrize(
    "bad",
    [
        line("A", -1), line("A", 0), line("A", 10**9), line("", 5), line("A", 5, ""), line("A" * 200),
        line("A", late_fen=-1),
        line("A", late_fen=101), line("A", readings=("1",) * 13), line("A", tiers=("长" * 121,)),
    ],
)  # fmt: skip
def test_a_faulty_line_is_left_out_and_counted_the_rest_stands(station, county, bad) -> None:
    county.says(water(1, bad, line("B"), whole=True))
    assert owed(station) == {"B"}
    assert left_out(station) == 1


def test_an_id_twice_stands_once(station, county) -> None:
    county.says(water(1, line("A", 100), line("A", 999), line("B"), whole=True), water(1, line("")))
    with station.store.read() as db:
        assert db.execute(select(bill.c.fen).where(bill.c.id == "A")).scalar_one() == 100
    assert left_out(station) == 2


def test_a_million_lines_are_set_aside_as_a_whole(station, county) -> None:
    county.says(water(1, line("A"), whole=True))
    fact = water(2, *(line(f"X{number}") for number in range(2_001)), whole=True)
    at = station.clock.now()
    with station.store.write() as db:
        journal.apply_decisions(db, [(99, fact.KIND, fact.VERSION, at.county_ms, encode(fact))], 99, at)
        assert [one.kind for one in aside(db)] == [fact.KIND]
    assert owed(station) == {"A"}


def test_accounts_are_replaced_and_faulty_ones_left_out(station, county) -> None:
    def gas(statement, *lines, **fields):
        return decisions.AccountsListed("gas", statement, 5, lines, **fields)

    county.says(gas(1, AccountLine("A", "王"), AccountLine("", "李"), AccountLine("B", "张", usual_fen=-1), whole=True))
    county.says(gas(1, AccountLine("A", "王秀英"), AccountLine("C", "唐")))
    with station.store.read() as db:
        kept = db.execute(select(account.c.account, account.c.holder).order_by(account.c.account)).all()
    assert list(map(tuple, kept)) == [("A", "王秀英"), ("C", "唐")]
    assert left_out(station, "accounts:gas") == 2
    county.says(gas(2, AccountLine("D", "覃"), whole=True))
    with station.store.read() as db:
        assert db.execute(select(account.c.account)).scalars().all() == ["D"]
    replays(station)


def test_the_view_of_a_silent_payment(station, pay, clock) -> None:
    taken = pay().payment
    clock.advance(days=3)
    at = clock.now()
    with station.store.read() as db:
        shown = views.one(db, station, taken.id, at)
        by_query = db.execute(select(payment.c.id).where(views.is_silent(station, at))).scalars().all()
    assert shown.state is PayState.UNKNOWN
    assert by_query == [taken.id]
    assert shown.refund is Refund.NONE
