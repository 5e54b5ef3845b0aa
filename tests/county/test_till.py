"""What becomes of a payment at the county: every verdict, told once or twice, in whatever order it comes."""

import pytest

from county.biller import Said
from county.biller_twin import Mood
from county.till_model import State
from kiosk.wire.payment_events import (
    CardMoved,
    DisputeOpened,
    PaymentAsked,
    PaymentCancelled,
    PaymentTaken,
    RefundPaid,
)
from kiosk.wire.till_decisions import (
    CancelDecided,
    FloatMoved,
    FloatStated,
    OriginalMissing,
    PaymentDoubted,
    PaymentPosted,
    PaymentRefused,
    PaymentReversed,
)

from .tills import WATER, Till, rebuilt_alike, taken


@pytest.fixture
def till(centre, station, tmp_path):
    made = Till(centre, station, tmp_path / "twin.db")
    yield made
    with centre.store.write() as db:
        assert rebuilt_alike(db)
    made.close()


def test_a_payment_is_posted_once_and_told(till):
    ref = till.do(taken(5_000))
    till.talk()
    assert till.state(ref) == State.WAITING
    till.rounds()
    told = till.told(PaymentPosted)
    assert [(one.payment, one.credit_fen, one.commission_fen) for one in told] == [(ref, 5_000, 50)]
    assert till.debits() == {ref: [5_000]}
    assert told[0].biller_ref.startswith("WATER")
    till.rounds()
    till.talk()
    assert len(till.told(PaymentPosted)) == 1


@pytest.mark.parametrize("code", ["no_account", "already_paid", "closed", "amount", "other"])
def test_a_refusal_says_why(till, code):
    till.twin.tell("water", Mood.REFUSE, code)
    ref = till.do(taken(700))
    till.talk()
    till.rounds()
    (told,) = till.told(PaymentRefused)
    assert (told.payment, told.code) == (ref, code)
    assert told.reason
    assert till.debits() == {}


def test_a_lost_answer_is_asked_for_and_nothing_is_sent_twice(till):
    till.twin.tell("water", Mood.LOSE)
    ref = till.do(taken(700))
    till.talk()
    till.rounds()
    assert till.state(ref) == State.SENT
    till.later(seconds=3)
    till.rounds()
    assert till.state(ref) == State.POSTED
    assert till.debits() == {ref: [700]}


def test_silence_becomes_unknown_and_a_word_that_comes_later_counts(till):
    till.twin.tell("water", Mood.SILENT)
    ref = till.do(taken(700))
    till.talk()
    for _ in range(12):
        till.rounds()
        till.later(seconds=90)
    (told,) = till.told(PaymentDoubted)
    assert (told.payment, till.state(ref), till.debits()) == (ref, State.DOUBTED, {})
    till.twin.tell("water", Mood.NORMAL)
    till.later(seconds=301)
    till.rounds()
    assert (till.state(ref), till.debits()) == (State.POSTED, {ref: [700]})


def test_a_slow_biller_is_asked_until_it_has_decided(till):
    till.twin.tell("water", Mood.DELAY, delay_s=40)
    ref = till.do(taken(700))
    till.talk()
    till.rounds()
    assert (till.state(ref), till.debits()) == (State.SENT, {})
    till.later(seconds=41)
    till.rounds()
    assert (till.state(ref), till.debits()) == (State.POSTED, {ref: [700]})
    assert len(till.told(PaymentPosted)) == 1


def test_an_answer_that_comes_twice_counts_once(till):
    till.grant(10_000)
    till.twin.tell("water", Mood.TWICE)
    till.do(taken(700))
    till.talk()
    till.rounds()
    till.rounds()
    assert len(till.told(PaymentPosted)) == 1
    assert till.float().float_fen == 9_300


def test_a_reversal_gives_back_what_was_taken(till):
    till.grant(500, line_fen=1_000)
    till.twin.tell("water", Mood.REVERSE, delay_s=60)
    ref = till.do(taken(700))
    till.talk()
    till.rounds()
    assert till.told(PaymentPosted)[0].credit_fen == 200
    assert (till.float().float_fen, till.float().used_fen) == (0, 200)
    till.later(seconds=61)
    till.rounds()
    assert [one.payment for one in till.told(PaymentReversed)] == [ref]
    assert (till.float().float_fen, till.float().used_fen) == (500, 0)
    assert till.debits() == {ref: [700, -700]}


def test_failed_and_then_posted_after_all(till):
    till.grant(1_000)
    till.twin.tell("water", Mood.REFUSE)
    ref = till.do(taken(700))
    till.talk()
    till.rounds()
    assert till.float().left_fen == 1_000
    assert till.twin.change_mind(till.serial(ref), Said.POSTED)
    till.rounds()
    assert [type(one) for one in till.told(PaymentRefused, PaymentPosted)] == [PaymentRefused, PaymentPosted]
    assert till.float().left_fen == 300


def test_what_was_taken_back_at_once_never_meets_the_biller(till):
    ref = till.do(taken(700))
    till.do(PaymentCancelled(ref, "mistake", "c01", at_once=True, shift=1))
    till.talk()
    till.rounds()
    assert (till.state(ref), till.debits()) == (State.CANCELLED, {})
    assert till.told(CancelDecided, PaymentPosted) == []


def test_a_payment_waits_for_the_whole_story(till):
    """It came alone, and the station had written more: among it, that the payment was taken back."""
    ref = till.do(taken(700))
    till.do(PaymentCancelled(ref, "mistake", "c01", at_once=True, shift=1))
    till.talk(upto=1)
    till.rounds()
    assert till.state(ref) == State.WAITING
    till.talk()
    till.rounds()
    assert (till.state(ref), till.debits()) == (State.CANCELLED, {})


def test_a_wish_before_the_biller_heard_is_granted(till):
    ref = till.do(taken(700))
    till.talk()
    till.do(PaymentCancelled(ref, "mistake", "c01", at_once=False))
    till.talk()
    assert till.told(CancelDecided) == [CancelDecided(ref, accepted=True)]
    till.rounds()
    assert till.debits() == {}


def test_a_posted_payment_comes_back_if_the_biller_gives_it(till):
    till.grant(1_000)
    ref = till.do(taken(700))
    till.talk()
    till.rounds()
    till.do(PaymentCancelled(ref, "mistake", "c01", at_once=False))
    till.talk()
    till.rounds()
    assert [one.payment for one in till.told(PaymentReversed)] == [ref]
    assert till.debits() == {ref: [700, -700]}
    assert till.float().left_fen == 1_000


def test_a_posted_payment_stands_if_the_biller_keeps_it(till):
    till.twin.tell("water", Mood.KEEP)
    ref = till.do(taken(700))
    till.talk()
    till.rounds()
    for _ in range(2):  # asked twice, answered twice
        till.do(PaymentCancelled(ref, "mistake", "c01", at_once=False))
        till.talk()
        till.rounds()
    assert [one.accepted for one in till.told(CancelDecided)] == [False, False]
    assert (till.state(ref), till.debits()) == (State.POSTED, {ref: [700]})


def test_a_wish_while_the_biller_is_silent_waits_for_its_word(till):
    till.twin.tell("water", Mood.SILENT)
    ref = till.do(taken(700))
    till.talk()
    till.rounds()
    till.do(PaymentCancelled(ref, "mistake", "c01", at_once=False))
    till.talk()
    till.rounds()
    assert till.told(CancelDecided) == []
    till.twin.tell("water", Mood.NORMAL)
    till.later(seconds=100)
    till.rounds()
    assert [type(one) for one in till.told(PaymentPosted, PaymentReversed)] == [PaymentPosted, PaymentReversed]


def test_a_card_that_was_not_written_brings_the_money_back(till):
    ref = till.do(taken(700))
    till.talk()
    till.rounds()
    till.do(CardMoved(ref, "cancelled"))
    till.talk()
    till.rounds()
    assert [one.payment for one in till.told(PaymentReversed)] == [ref]


def test_asked_again_the_county_says_again_what_it_knows(till):
    till.grant(10_000)
    ref = till.do(taken(700))
    till.talk()
    till.rounds()
    till.do(PaymentAsked(20_777, (ref, ref, ref + 500)))
    till.talk()
    first, second = till.told(PaymentPosted)
    assert first == second
    assert till.told(OriginalMissing) == [OriginalMissing(ref + 500)]
    assert till.float().float_fen == 9_300


def test_asked_about_what_is_under_way_the_county_does_not_say_failed(till):
    till.twin.tell("water", Mood.SILENT)
    ref = till.do(taken(700))
    till.talk()
    till.rounds()
    till.do(PaymentAsked(20_777, (ref,)))
    till.talk()
    assert [one.payment for one in till.told(PaymentDoubted)] == [ref]
    assert till.told(PaymentRefused) == []


def test_refunds_are_added_up(till):
    till.twin.tell("water", Mood.REFUSE)
    ref = till.do(taken(700))
    till.do(RefundPaid(ref, 700, "覃小丽", 1))
    till.talk()
    assert till.row(ref).refunded_fen == 700


def test_a_dispute_is_kept(till):
    ref = till.do(taken(700))
    till.do(DisputeOpened(ref, "not_posted", "三天了"))
    till.talk()
    assert till.disputes() == [(ref, "not_posted", "三天了", "")]


def test_the_commission_is_the_catalogues_in_the_order_of_the_lane(till):
    """Bands of the month by count; a payment whose cancelling stands before does not count."""
    first = till.do(taken(700))
    till.do(PaymentCancelled(first, "mistake", "c01", at_once=True, shift=1))
    refs = [till.do(taken(700)) for _ in range(201)]
    till.talk()
    assert till.row(refs[199]).own_commission_fen == 50
    assert till.row(refs[200]).own_commission_fen == 60
    assert till.row(till.do_and_talk(taken(700), day=20_777 + 31)).own_commission_fen == 50


def test_an_event_that_makes_no_sense_is_set_aside_and_the_rest_goes_on(till):
    till.do(taken(-5))
    till.do(taken(10**15))
    till.do(PaymentTaken("water", "", 5, 5, 0, 0, True))
    till.do(PaymentTaken("w\0", "x", 5, 5, 0, 0, True))
    good = till.do(taken(700))
    (receipt,) = till.talk().receipts
    assert receipt.high_water == 5
    assert {(one.first, one.last, one.outcome) for one in receipt.verdicts} == {
        (1, 2, "set-aside"),
        (3, 4, "set-aside"),
    }
    till.rounds()
    assert till.state(good) == State.POSTED


def test_the_float_is_told_in_the_same_answer(till):
    till.grant(10_000, line_fen=3_000)
    till.do(taken(9_000))
    till.talk()
    assert till.told(FloatStated)[-1] == FloatStated(1_000, 3_000, 0, 1, 1, 0)
    till.do(taken(2_000))
    till.talk()
    assert till.told(FloatStated)[-1] == FloatStated(0, 2_000, 1_000, 1, 2, 0)
    till.rounds()  # posting changes nothing of what is left
    assert till.told(FloatStated)[-1] == FloatStated(0, 2_000, 1_000, 1, 2, 0)
    count = len(till.told(FloatStated))
    till.talk()
    assert len(till.told(FloatStated)) == count


def test_what_is_granted_pays_back_credit_first(till):
    till.grant(500, line_fen=1_000)
    till.do(taken(900))
    till.talk()
    till.rounds()
    till.grant(600)
    assert till.told(FloatMoved)[-1] == FloatMoved("topup", 200, 400)
    assert (till.float().float_fen, till.float().used_fen) == (200, 0)


def test_an_account_number_is_the_billers_to_judge(till):
    ref = till.do(PaymentTaken("nobody", WATER, 5, 5, 0, 0, True))
    till.talk()
    till.rounds()
    assert till.row(ref).own_commission_fen == 0
