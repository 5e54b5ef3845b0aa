"""What is owed to residents is paid once, against a signature, by an open drawer that holds it."""

import pytest

from kiosk import ledger
from kiosk.errors import NotReady, Refused
from kiosk.ledger import Account, shifts
from kiosk.payments.desk import refunds
from kiosk.payments.model import PayState, Refund
from kiosk.slips.document import OpenDrawer, SignatureLine
from kiosk.wire.till_decisions import PaymentPosted, PaymentRefused, PaymentReversed
from tests.stations import CLERK


@pytest.fixture
def refused(pay, county):
    one = pay(8_400, fee_fen=100, payer="王大力")
    county.says(PaymentRefused(one.id, "no_account", "户号已注销"))
    return one


def tasks(station):
    with station.store.read() as db:
        found = refunds.due(db, station, station.clock.now())
        assert refunds.count(db) == len(found)
        return found


def test_who_why_how_much_since_when(station, refused, pay, county) -> None:
    second = pay(5_000)
    county.posts(second.id)
    county.says(PaymentReversed(second.id, "单位冲正"))
    first, later = tasks(station)
    assert (first.who, first.fen, first.payment.reason) == ("王大力", 8_500, "户号已注销")
    assert (later.who, later.fen, later.payment.state) == ("王秀英", 5_000, PayState.REVERSED)
    assert first.since_ms < later.since_ms


def test_paid_once(station, refused, now) -> None:
    paid = refunds.pay(station, refused.id, " 王大力 ", CLERK)
    assert (paid.fen, paid.payment.refund, paid.payment.refund_name) == (8_500, Refund.PAID, "王大力")
    assert {SignatureLine, OpenDrawer} <= {type(block) for block in paid.document.blocks}
    with station.store.read() as db:
        assert ledger.balance_fen(db, Account.TILL) == 0
        assert ledger.balance_fen(db, Account.REFUND_DUE) == 0
    assert tasks(station) == ()
    with pytest.raises(Refused, match=r"payments\.no_refund"):
        refunds.pay(station, refused.id, "王大力", CLERK)


def test_nobody_signs_nothing_is_paid(station, refused) -> None:
    with pytest.raises(NotReady):
        refunds.pay(station, refused.id, "  ", CLERK)
    assert tasks(station)


def test_posted_after_all_the_task_ends(station, refused, county, now) -> None:
    county.says(PaymentPosted(refused.id, "SM1", 1, commission_fen=50))
    assert tasks(station) == ()
    assert now(refused).state is PayState.FAILED_THEN_OK
    with pytest.raises(Refused, match=r"payments\.no_refund"):
        refunds.pay(station, refused.id, "王大力", CLERK)


def test_posted_after_it_was_paid_the_county_owes_it(station, refused, county) -> None:
    refunds.pay(station, refused.id, "王大力", CLERK)
    county.says(PaymentPosted(refused.id, "SM1", 1, commission_fen=50))
    with station.store.read() as db:
        balances = ledger.balances(db)
    assert balances["suspense"] == 8_400
    assert "refund_due" not in balances


def test_without_a_shift_nothing_leaves_the_drawer(station, refused, shift) -> None:
    shifts.close(station, shift, ((5_000, 1), (2_000, 1), (1_000, 1), (500, 1)), CLERK)
    with pytest.raises(Refused, match=r"till\.no_shift"):
        refunds.pay(station, refused.id, "王大力", CLERK)
