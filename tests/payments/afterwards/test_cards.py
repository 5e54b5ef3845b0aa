"""Prepaid cards: read, write, confirm; what is on the card decides, and nothing is written twice (M11)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import DeviceTrouble, Refused
from kiosk.payments.desk import cards, looking
from kiosk.payments.model import MoveKind, PayState, Refund
from kiosk.wire.till_decisions import AccountLine, AccountsListed, CancelDecided
from tests.payments.afterwards.conftest import CARD, LEAD_PIN
from tests.stations import CLERK, LEAD

OTHER_CARD = "6217000033334444"


@pytest.fixture
def bought(pay, county):
    """A payment for the card, which the county says the biller has."""
    one = pay(10_000, biller="power_card", account="4300112233", card=CARD)
    county.posts(one.id)
    return one


def kinds(station, one):
    with station.store.read() as db:
        found = looking.kinds(db, one.day, one.day)
    return {kind: tally.count for kind, tally in found.items() if tally.count}


def test_read_write_confirm(station, bought, reader, county, now) -> None:
    line = AccountLine("4300112233", "王秀英", card=CARD)
    county.says(AccountsListed("power_card", 1, 1, (line,), whole=True))
    assert now(bought).state is PayState.CARD_WAITING
    seen = cards.look(station, reader)
    assert (seen.account, seen.holder, [one.id for one in seen.waiting]) == ("4300112233", "王秀英", [bought.id])
    done = cards.write(station, bought.id, reader, CLERK)
    assert (done.trouble, done.payment.state) == (None, PayState.OK)
    assert reader.read().balance_fen == 11_200
    assert "写卡成功" in done.document.title
    assert kinds(station, bought) == {MoveKind.PAY: 1, MoveKind.WRITE: 1, MoveKind.WRITTEN: 1}
    with pytest.raises(Refused, match=r"payments\.no_write"):
        cards.write(station, bought.id, reader, CLERK)


def test_nothing_is_written_before_the_biller_has_the_money(station, pay, reader) -> None:
    one = pay(10_000, biller="power_card", account="4300112233", card=CARD)
    with pytest.raises(Refused, match=r"payments\.no_write"):
        cards.write(station, one.id, reader, CLERK)


def test_a_failed_write_waits_and_is_made_up_for(station, bought, reader, now) -> None:
    reader.set_trouble("write_fails")
    failed = cards.write(station, bought.id, reader, CLERK)
    assert isinstance(failed.trouble, DeviceTrouble)
    assert failed.payment.state is PayState.CARD_FAILED
    with station.store.read() as db:
        assert looking.to_write(db, station, station.clock.now()).count == 1
    reader.set_trouble("")
    assert cards.write(station, bought.id, reader, CLERK).payment.state is PayState.OK
    assert reader.read().balance_fen == 11_200
    assert kinds(station, bought) == {
        MoveKind.PAY: 1, MoveKind.WRITE: 2, MoveKind.WRITE_FAILED: 1, MoveKind.WRITTEN: 1,
    }  # fmt: skip


def test_pulled_during_the_write_it_is_found_on_the_card(station, bought, reader) -> None:
    reader.set_trouble("pulled_in_write")
    assert cards.write(station, bought.id, reader, CLERK).payment.state is PayState.CARD_FAILED
    reader.insert(CARD)
    with pytest.raises(Refused, match=r"payments\.card_written"):
        cards.cancel_write(station, bought.id, reader, LEAD, LEAD_PIN, CLERK)
    assert cards.write(station, bought.id, reader, CLERK).payment.state is PayState.OK
    assert reader.read().balance_fen == 11_200, "written once"


def test_given_up_the_county_decides(station, bought, reader, county, now) -> None:
    reader.set_trouble("write_fails")
    cards.write(station, bought.id, reader, CLERK)
    done = cards.cancel_write(station, bought.id, reader, LEAD, LEAD_PIN, CLERK)
    assert (done.at_once, done.payment.state) == (False, PayState.CANCELLING)
    county.says(CancelDecided(bought.id, accepted=True))
    assert (now(bought).state, now(bought).refund) == (PayState.CANCELLED, Refund.DUE)
    assert kinds(station, bought)[MoveKind.WRITE_CANCELLED] == 1


def test_another_card_no_card_no_reader(station, bought, reader, now) -> None:
    reader.insert(OTHER_CARD)
    with pytest.raises(Refused, match=r"payments\.other_card"):
        cards.write(station, bought.id, reader, CLERK)
    reader.insert("")
    with pytest.raises(DeviceTrouble, match=r"device\.no_card"):
        cards.write(station, bought.id, reader, CLERK)
    reader.set_trouble("unplugged")
    with pytest.raises(DeviceTrouble, match=r"device\.card_reader_gone"):
        cards.look(station, reader)
    assert now(bought).state is PayState.CARD_WAITING, "nothing happened"


def test_a_card_without_a_record_goes_to_the_office(station, reader) -> None:
    reader.insert(OTHER_CARD)
    with pytest.raises(Refused) as caught:
        cards.look(station, reader)
    assert station.catalogue.biller("power_card").office in station.texts.trouble(caught.value)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["", "write_fails", "pulled_in_write", "unplugged"]), min_size=1, max_size=6))
def test_whatever_breaks_a_payment_is_on_its_card_once(station, pay, county, reader, troubles) -> None:
    one = pay(10_000, biller="power_card", account="4300112233", card=CARD)
    county.posts(one.id)
    reader.insert(CARD)
    before = reader.read().balance_fen
    state = PayState.CARD_WAITING
    for trouble in (*troubles, ""):
        reader.set_trouble("")
        reader.insert(CARD)
        reader.set_trouble(trouble)
        if state is PayState.OK:
            break
        try:
            state = cards.write(station, one.id, reader, CLERK).payment.state
        except DeviceTrouble:
            continue
    reader.set_trouble("")
    reader.insert(CARD)
    assert (state, reader.read().balance_fen) == (PayState.OK, before + 10_000)
