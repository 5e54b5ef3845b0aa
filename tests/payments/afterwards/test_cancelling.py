"""Taking a payment back: typed again, with authority, only one's own, and at once only what nobody was offered (M9)."""

from dataclasses import replace

import pytest

from kiosk import ledger
from kiosk.errors import NotFound, NotReady, Refused
from kiosk.ledger import Account
from kiosk.payments.desk import cancelling, looking
from kiosk.payments.model import MoveKind, PayState, Refund
from kiosk.slips import spool
from kiosk.slips.document import OpenDrawer
from kiosk.wire.till_decisions import CancelDecided, PaymentReversed
from tests.payments.afterwards.conftest import CARD, LEAD_PIN, typed_again
from tests.stations import CLERK, LEAD


def cancel(station, one, *, by=CLERK, reason="wrong_account", authority=LEAD, pin=LEAD_PIN, retyped=None):
    return cancelling.cancel(station, one.id, retyped or typed_again(one), reason, authority, pin, by)


def test_what_was_never_offered_goes_back_at_once(station, pay, now) -> None:
    one = pay(8_400, fee_fen=100)
    done = cancel(station, one)
    assert done.at_once
    assert done.payment.state is PayState.CANCELLED
    assert OpenDrawer() in done.document.blocks
    with station.store.read() as db:
        assert ledger.balances(db) == {"float": 500_000, "county": -500_000}, "nothing is left of it"
        assert spool.get(db, done.slip).document == done.document
        day = one.day
        kinds = looking.kinds(db, day, day)
    assert (kinds[MoveKind.PAY].fen, kinds[MoveKind.CANCEL].fen) == (8_400, 8_400)
    with pytest.raises(Refused, match=r"payments\.cannot_cancel"):
        cancel(station, now(one))


def test_only_a_card_that_there_is_can_fail(station, pay) -> None:
    water, carded = pay(), pay(biller="power_card", account="4300112233", card=CARD)
    assert {one.code for one in cancelling.reasons(station, carded)} - {
        one.code for one in cancelling.reasons(station, water)
    } == {cancelling.REASON_CARD}
    with pytest.raises(NotReady) as refused:
        cancel(station, water, reason=cancelling.REASON_CARD)
    assert [one.field for one in refused.value.problems] == ["reason"]


def test_what_may_be_at_the_biller_waits_for_the_county(station, pay, county, now) -> None:
    one = pay()
    county.receives_all()
    done = cancel(station, one)
    assert not done.at_once
    assert done.payment.state is PayState.CANCELLING
    assert OpenDrawer() not in done.document.blocks
    with station.store.read() as db:
        assert ledger.balance_fen(db, Account.TILL) == 8_400, "no cash leaves on a wish"
    with pytest.raises(Refused, match=r"payments\.cannot_cancel"):
        cancel(station, now(one))
    county.says(CancelDecided(one.id, accepted=True, reason="同意"))
    assert (now(one).state, now(one).refund) == (PayState.CANCELLED, Refund.DUE)


def test_offered_and_unanswered_counts_as_offered(station, pay, county) -> None:
    """The receipt was lost: nobody knows whether the county has it."""
    from kiosk import journal  # noqa: PLC0415
    from kiosk.wire.events import Lane  # noqa: PLC0415

    one = pay()
    with station.store.write() as db:
        journal.offer(db, 1, Lane.MONEY, one.id % 10**9)
    assert not cancel(station, one).at_once


def test_commission_goes_back_with_a_posted_payment(station, pay, county, now) -> None:
    one = pay()
    county.receives_all()
    county.posts(one.id)
    with station.store.read() as db:
        assert ledger.balance_fen(db, Account.COMMISSION) == -50
    cancel(station, now(one))
    county.says(CancelDecided(one.id, accepted=True))
    with station.store.read() as db:
        balances = ledger.balances(db)
    assert balances == {"till": 8_400, "refund_due": -8_400, "float": 500_000, "county": -500_000}


def test_declined_it_stands_as_it_stood(station, pay, county, now) -> None:
    one = pay()
    county.receives_all()
    county.posts(one.id)
    cancel(station, now(one))
    county.says(CancelDecided(one.id, accepted=False, reason="已用水"))
    assert (now(one).state, now(one).refund) == (PayState.OK, Refund.NONE)


def test_every_difference_is_said_at_once(station, pay) -> None:
    one, other = pay(8_400), pay(8_500)
    wrong = cancelling.Retyped(other.reference, "0736", 8_401)
    with pytest.raises(NotReady) as caught:
        cancel(station, one, retyped=wrong, reason="no reason", authority=CLERK)
    assert [problem.field for problem in caught.value.problems] == [
        "serial",
        "account",
        "amount",
        "reason",
        "authority",
    ]
    texts = station.texts.trouble(caught.value).splitlines()
    assert not [text for text in texts if text.startswith("problem.")]


@pytest.mark.parametrize("text", ["{reference}", "{number}", "１-{number}", " {number} "])
def test_a_reference_in_any_spelling(station, pay, text) -> None:
    one = pay()
    spelled = text.format(reference=one.reference, number=one.reference.rsplit("-", 1)[1])
    assert cancel(station, one, retyped=replace(typed_again(one), serial=spelled)).at_once


def test_without_the_lead_clerks_pin_nothing_happens(station, pay, now) -> None:
    one = pay()
    with pytest.raises(Refused, match=r"people\.wrong_pin"):
        cancel(station, one, pin="000000")
    assert now(one).state is PayState.ACCEPTED


def test_only_ones_own(station, pay, shift) -> None:
    others = pay(by=LEAD)
    with pytest.raises(Refused, match=r"payments\.not_own"):
        cancel(station, others)
    earlier = pay(shift=shift + 1)
    with pytest.raises(Refused, match=r"payments\.not_own"):
        cancel(station, earlier)
    with station.store.read() as db:
        at = station.clock.now()
        assert not cancelling.may_cancel(db, station, others.id, CLERK, at)
        assert cancelling.may_cancel(db, station, others.id, LEAD, at)
    assert cancel(station, others, by=LEAD).at_once, "a lead clerk may"


def test_a_drawer_that_was_emptied_pays_nothing(station, pay, county) -> None:
    from kiosk.ledger import cash  # noqa: PLC0415

    one = pay(10_000)
    cash.move(station, "till", "vault", ((10_000, 1),), CLERK, witness="唐站长")
    with pytest.raises(Refused, match=r"payments\.drawer_short"):
        cancel(station, one)


def test_what_the_biller_gave_back_cannot_be_taken_back(station, pay, county, now) -> None:
    one = pay()
    county.posts(one.id)
    county.says(PaymentReversed(one.id, "单位冲正"))
    with pytest.raises(Refused, match=r"payments\.cannot_cancel"):
        cancel(station, now(one))


def test_a_payment_that_there_is_not(station, pay) -> None:
    one = pay()
    with pytest.raises(NotFound):
        cancelling.cancel(station, one.id + 7, typed_again(one), "twice", LEAD, LEAD_PIN, CLERK)
