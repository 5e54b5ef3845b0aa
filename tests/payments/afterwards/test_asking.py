"""The last-transaction query: what is open is asked by date, seldom, and "not found" is no failure (M8)."""

import pytest

from kiosk import journal
from kiosk.payments.desk import asking, looking
from kiosk.payments.model import PayState, Refund
from kiosk.wire.payment_events import PaymentAsked
from kiosk.wire.till_decisions import OriginalMissing


def asked(station) -> list[PaymentAsked]:
    with station.store.read() as db:
        return [told.fact for told in journal.stream(db, PaymentAsked)]


def test_open_items_are_asked_by_date_once_an_hour(station, pay, county, clock) -> None:
    first = pay()
    clock.advance(days=1)
    second, settled = pay(), pay()
    county.receives_all()
    county.posts(settled.id)
    assert asking.ask_open(station) == 1, "the second is younger than a minute"
    clock.advance(seconds=61)
    assert asking.ask_open(station) == 1
    assert asking.ask_open(station) == 0
    assert [fact.payments for fact in asked(station)] == [(first.id,), (second.id,)]
    assert asked(station)[1].day == asked(station)[0].day + 1
    clock.advance(seconds=3_600)
    assert asking.ask_open(station) == 2


def test_what_has_not_arrived_is_not_asked_about(station, pay, clock) -> None:
    pay()
    clock.advance(seconds=120)
    assert asking.ask_open(station) == 0
    assert not asked(station)


def test_not_found_is_not_failed(station, pay, county, clock, now) -> None:
    one = pay()
    county.receives_all()
    county.says(OriginalMissing(one.id))
    assert (now(one).state, now(one).refund) == (PayState.NOT_FOUND, Refund.NONE)
    clock.advance(seconds=61)
    assert asking.ask_open(station) == 1, "it is asked again"
    county.posts(one.id)
    assert now(one).state is PayState.OK


@pytest.mark.parametrize("days", [1, 3, 10])
def test_silence_becomes_unknown_and_never_failed(station, pay, county, clock, now, days) -> None:
    one = pay()
    clock.advance(days=days)
    expected = PayState.UNKNOWN if days >= station.catalogue.biller("water").unknown_days else PayState.ACCEPTED
    assert now(one).state is expected
    with station.store.read() as db:
        assert looking.unknown(db, station, clock.now()).count == int(expected is PayState.UNKNOWN)
        assert looking.in_state(db, station, PayState.FAILED, clock.now()).count == 0
