"""Every question of a counter (M14): each finds what was taken, and no state passes for another (M7, M10)."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk import journal, ledger
from kiosk.errors import NotFound, NotReady, Refused
from kiosk.payments.desk import cancelling, looking, refunds, second_slips
from kiosk.payments.model import MoveKind, PayState
from kiosk.slips.document import QR
from kiosk.wire.payment_events import CardMoved
from kiosk.wire.till_decisions import (
    CancelDecided,
    FloatMoved,
    OriginalMissing,
    PaymentDoubted,
    PaymentPosted,
    PaymentRefused,
    PaymentReversed,
)
from tests.payments.afterwards.conftest import ACCOUNT, CARD, LEAD_PIN, typed_again
from tests.stations import CLERK, LEAD


@pytest.fixture
def one_of_each(station, pay, county):
    """A payment in each of the ten states and the first; state → id."""
    carded = {"biller": "power_card", "account": "4300112233", "card": CARD}
    made = {state: pay(1_000, **(carded if state.startswith("card") else {})) for state in PayState}
    ids = {state: one.id for state, one in made.items()}
    county.receives_all()
    cancelling.cancel(
        station, ids[PayState.CANCELLING], typed_again(made[PayState.CANCELLING]), "twice", LEAD, LEAD_PIN, CLERK
    )
    county.says(
        PaymentPosted(ids[PayState.OK], "SM1", 1),
        PaymentRefused(ids[PayState.FAILED], "closed", "已销户"),
        OriginalMissing(ids[PayState.NOT_FOUND]),
        CancelDecided(ids[PayState.CANCELLED], accepted=True),
        PaymentPosted(ids[PayState.REVERSED], "SM2", 1),
        PaymentReversed(ids[PayState.REVERSED], "单位冲正"),
        PaymentRefused(ids[PayState.FAILED_THEN_OK], "other", "系统忙"),
        PaymentPosted(ids[PayState.FAILED_THEN_OK], "SM3", 1),
        PaymentDoubted(ids[PayState.UNKNOWN], "单位没有答复"),
        PaymentPosted(ids[PayState.CARD_WAITING], "SM4", 1),
        PaymentPosted(ids[PayState.CARD_FAILED], "SM5", 1),
    )
    with station.store.write() as db:
        journal.append(db, CardMoved(ids[PayState.CARD_FAILED], "failed", CARD), station.clock.now(), CLERK)
    return ids


def test_each_state_has_its_own_list_and_its_own_word(station, one_of_each, clock) -> None:
    at = clock.now()
    with station.store.read() as db:
        for state, payment_id in one_of_each.items():
            page = looking.in_state(db, station, state, at)
            assert [one.id for one in page.rows] == [payment_id], state
            day = looking.of_days(db, station, (at.day, at.day), at, state=state.value)
            assert (day.count, day.rows) == (1, page.rows)
        words = {
            station.texts(looking.by_serial(db, station, str(one % 10**9), at).state_word)
            for one in one_of_each.values()
        }
    assert len(words) == len(PayState) == 11
    assert sum("失败" in word for word in words) == 3, "写卡失败, 缴费失败, 先失败后到账; never 状态未知"


def test_silence_moves_between_the_lists_and_is_never_in_two(station, one_of_each, clock) -> None:
    clock.advance(days=3)
    at = clock.now()
    with station.store.read() as db:
        pages = {state: {one.id for one in looking.in_state(db, station, state, at).rows} for state in PayState}
    assert pages[PayState.UNKNOWN] == {one_of_each[state] for state in ("accepted", "cancelling", "unknown")}
    assert sum(map(len, pages.values())) == len(one_of_each)


def test_by_account_serial_slip_and_person(station, pay, clock) -> None:
    first, second = pay(resident="r1"), pay(account="0736 0000 0001".replace(" ", ""), resident="r2")
    third = pay()
    at = clock.now()
    with station.store.read() as db:
        spelled = looking.of_account(db, station, " 0736-2210 4458 ", at)
        assert [one.id for one in spelled.rows] == [third.id, first.id]
        assert (spelled.count, spelled.fen) == (2, 16_800)
        assert looking.of_account(db, station, ACCOUNT, at, biller="gas").count == 0
        assert [one.id for one in looking.of_resident(db, station, "r2", at).rows] == [second.id]
        for text in (second.reference, second.reference.split("-", 2)[2], str(second.id % 10**9)):
            assert looking.by_serial(db, station, text, at).id == second.id
        for text in ("", "abc", "999", "1-2-3-4", "9" * 400, "430726-0113-1-000001"):
            with pytest.raises(NotFound):
                looking.by_serial(db, station, text, at)


def test_a_scanned_slip_leads_to_its_payment(station, pay, county, clock) -> None:
    one = pay()
    county.posts(one.id)
    document = second_slips.give(station, one.id, CLERK).document
    code = next(block.text for block in document.blocks if isinstance(block, QR))
    with station.store.read() as db:
        assert looking.by_serial(db, station, code, clock.now()).id == one.id
        with pytest.raises(NotFound):
            looking.by_serial(db, station, code.replace(one.account, "073622104459"), clock.now())
        pickup = station.signer.qr("PICKUP", 1, clock.now().day, "1", "SF1", "0")
        with pytest.raises(NotFound):
            looking.by_serial(db, station, pickup, clock.now())


def test_pages_go_on_where_the_last_one_ended(station, pay, clock) -> None:
    made = [pay(1_000 + number).id for number in range(7)]
    at = clock.now()
    with station.store.read() as db:
        pages = [looking.of_days(db, station, (at.day, at.day), at, limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [one.id for page in pages for one in page.rows] == made[::-1]
    assert {(page.count, page.fen) for page in pages} == {(7, 7_021)}


def test_the_seven_kinds_are_kept_apart(station, one_of_each, clock, now) -> None:
    with station.store.read() as db:
        kinds = looking.totals(db, station, clock.now().day, clock.now().day).kinds
    assert {kind.value: tally.count for kind, tally in kinds.items()} == {
        "pay": 11, "cancel": 1, "write": 0, "reverse": 1, "written": 0, "write_failed": 1, "write_cancelled": 0,
    }  # fmt: skip
    assert set(kinds) == set(MoveKind)


def test_totals_by_service_biller_and_state(station, pay, county, clock) -> None:
    water = pay(8_000)
    pay(2_000)
    pay(3_000, biller="gone", account="1")
    county.posts(water.id)
    with station.store.read() as db:
        found = looking.totals(db, station, clock.now().day, clock.now().day)
    assert (found.taken.count, found.taken.fen) == (3, 13_000)
    assert {one.biller: one.taken.fen for one in found.billers} == {"water": 10_000, "gone": 3_000}
    assert found.services["water"].fen == 10_000
    assert {state.value: tally.fen for state, tally in found.states.items()} == {"ok": 8_000, "accepted": 5_000}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(1, 20_000), st.sampled_from(["post", "refuse", "reverse", "float", "wait"])), max_size=8
    )
)
def test_the_float_s_ledger_ends_at_its_balance(station, pay, county, clock, steps) -> None:
    for fen, what in steps:
        one = pay(fen)
        if what in ("post", "reverse"):
            county.posts(one.id)
        if what == "refuse":
            county.says(PaymentRefused(one.id, "other", ""))
        if what == "reverse":
            county.says(PaymentReversed(one.id, ""))
        if what == "float":
            county.says(FloatMoved("topup", fen))
    today = clock.now().day
    with station.store.read() as db:
        balance_fen = ledger.balance_fen(db, ledger.Account.FLOAT)
        whole = looking.float_ledger(db, today, today, limit=10**6)
        parts = [looking.float_ledger(db, today, today, limit=2, offset=at) for at in range(0, whole.count, 2)]
    assert whole.balance_fen == balance_fen == sum(row.fen for row in whole.rows)
    assert [row for part in parts for row in part.rows] == list(whole.rows)
    running = 0
    for row in reversed(whole.rows):
        running += row.fen
        assert row.balance_fen == running


def test_the_float_s_ledger_names_the_payment(station, pay, county, clock) -> None:
    one = pay()
    county.posts(one.id)
    with station.store.read() as db:
        lines = looking.float_ledger(db, clock.now().day - timedelta(days=3), clock.now().day).rows
    assert [(line.payment, line.fen, line.balance_fen) for line in lines] == [
        (one.id, -8_400, 491_600), (0, 500_000, 500_000),
    ]  # fmt: skip
    assert not [line for line in lines if not station.texts.has(f"payments-desk.float.{line.kind}")]


def test_second_slips(station, pay, county, clock) -> None:
    first, second, third = pay(resident="r1"), pay(), pay(resident="r1")
    county.posts(first.id, second.id, third.id)
    with station.store.read() as db:
        assert second_slips.count(db) == 3
        people = second_slips.waiting(db, station, clock.now())
        assert [(who.resident, [one.id for one in who.payments]) for who in people] == [
            ("r1", [first.id, third.id]), ("", [second.id]),
        ]  # fmt: skip
        assert len(second_slips.waiting(db, station, clock.now(), resident="r1")) == 1
    given = second_slips.give_all(station, (first.id, third.id), CLERK)
    assert [one.payment.slip_given for one in given] == [True, True]
    with pytest.raises(Refused, match=r"payments\.slip_given"):
        second_slips.give_all(station, (second.id, first.id), CLERK)
    with station.store.read() as db:
        assert second_slips.count(db) == 1, "all or none"
    waiting = pay()
    with pytest.raises(Refused, match=r"payments\.not_posted"):
        second_slips.give(station, waiting.id, CLERK)
    with pytest.raises(NotReady):
        second_slips.give_all(station, (), CLERK)


def test_a_refund_that_waits_is_found_by_everybody(station, pay, county, clock) -> None:
    one = pay()
    county.says(PaymentRefused(one.id, "closed", "已销户"))
    with station.store.read() as db:
        assert looking.to_refund(db, station, clock.now()).count == refunds.count(db) == 1
        assert looking.waiting(db, station, clock.now()).count == 0
