"""Taking a payment: one commit, every refusal with its figures, nothing taken twice unasked."""

import json
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from kiosk import journal, ledger
from kiosk.clock import day_number
from kiosk.errors import Bug, NotFound, NotReady, Refused
from kiosk.ledger import limit, shifts
from kiosk.payments import slips
from kiosk.payments.desk import taking, views
from kiosk.payments.desk.taking import Order
from kiosk.payments.model import PayState, payment
from kiosk.slips.document import QR, OpenDrawer
from kiosk.slips.seal import verify
from kiosk.wire import payment_events as events
from kiosk.wire import till_decisions as decisions
from kiosk.wire.allowance import Allowance, sign
from kiosk.wire.till_decisions import AccountLine, BillLine
from tests.payments.conftest import ACCOUNT, COUNTS, COUNTY_KEY, PHONE, POWER
from tests.stations import CLERK, tables, trusted

WATER_BILL = Order("water", ACCOUNT, 3_860, 3_860, bills=("W-10",))


def faults(station, order: Order) -> list[str]:
    """What keeps an order from being taken, by the question and by the step alike."""
    with station.store.read() as db:
        quoted = taking.quote(db, station, order, station.clock.now())
        asked = [f"guard_{guard.code}" for guard in quoted.guards if guard.code not in order.confirmed]
        before = db.execute(select(func.count()).select_from(payment)).scalar_one()
    said = [problem.key.removeprefix("payments.") for problem in quoted.problems] + asked
    try:
        taking.take(station, order, CLERK)
        refused = ()
    except NotReady as trouble:
        refused = trouble.problems
    assert [problem.key.removeprefix("payments.") for problem in refused] == said
    assert not [problem for problem in refused if station.texts.problem(problem).startswith("problem.")]
    with station.store.read() as db:
        assert db.execute(select(func.count()).select_from(payment)).scalar_one() == before + (not refused)
    return said


def text_of(document) -> str:
    return json.dumps(json.loads(document.to_bytes()), ensure_ascii=False)


# ── What is taken ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_bill_is_taken(station, pay) -> None:
    taken = pay(received_fen=10_000)
    one = taken.payment
    assert taken.change_fen == 6_140
    assert (one.state, one.amount_fen, one.holder, one.unverified) == (PayState.ACCEPTED, 3_860, "王秀英", False)
    assert one.reference == f"430726-0112-1-{one.id % 10**9:06d}"
    with station.store.read() as db:
        books = ledger.balances(db)
        events_here = db.execute(select(func.count()).select_from(payment)).scalar_one()
    assert events_here == 1
    assert books["biller_payable:water"] == -3_860
    assert books["till"] == 25_000 + 3_860


def test_one_durable_commit(station, open_till) -> None:
    """Event, tables, postings and slip: all or nothing, in one transaction."""
    heard: list[str] = []

    def note(_db, _cursor, text, *_rest) -> None:
        heard.append(text)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        taking.take(station, WATER_BILL, CLERK)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert heard.count("BEGIN IMMEDIATE") == heard.count("COMMIT") == 1
    before = tables(station)
    unprintable = replace(station, hotline="1" * 3_000)  # the slip is the last thing that is written
    with pytest.raises(Bug):
        taking.take(unprintable, Order("mobile", PHONE, 1_000, 1_000), CLERK)
    assert tables(station) == before


def test_replay_gives_the_same(station, pay) -> None:
    pay()
    pay("electricity", POWER, 5_000, bills=("E-1",))
    pay("mobile", PHONE, 3_000, received_fen=5_000)
    before = tables(station)
    with station.store.write() as db:
        journal.replay(db)
    assert tables(station) == before


def test_several_bills_the_oldest_first(station, pay) -> None:
    one = pay("water", "073622104459", 3_500, bills=("W-12", "W-11")).payment
    assert {line.id: line.fen for line in one.bills} == {"W-11": 2_000, "W-12": 1_500}


def test_a_part_goes_to_the_bill_and_the_rest_stays_owed(station, pay) -> None:
    pay("electricity", POWER, 5_000, bills=("E-1",))
    assert faults(station, Order("electricity", POWER, 7_001, 7_001, ("E-1",), confirmed=("same_bill",))) == [
        "more_than_owed"
    ]
    rest = pay("electricity", POWER, 7_000, bills=("E-1",), confirmed=("same_bill",)).payment
    assert rest.bills == (events.PaidBill("E-1", 7_000),)


def test_a_phone_needs_no_list_and_says_so(station, pay) -> None:
    taken = pay("mobile", PHONE, 3_000)
    assert taken.payment.unverified
    assert "离线未核" in text_of(taken.document)


def test_the_listed_holder_is_kept_not_the_typed_one(station, pay) -> None:
    taken = pay("gas", "3072600133", 5_000, holder="别人", payer="覃小乐", confirmed=("other_name",))
    assert (taken.payment.holder, taken.payment.payer, taken.payment.resident) == ("唐德胜", "覃小乐", "r4")


def test_commission_goes_by_the_band(station, county, pay, clock) -> None:
    book = station.catalogue
    water = book.biller("water")
    with station.store.read() as db:
        day = clock.now().day
        assert taking.commission_fen(db, water, 3_860, day) == 50
        assert taking.commission_fen(db, book.biller("electricity"), 10_000, day) == 40
    with station.store.write() as db:
        for _ in range(200):
            fact = events.PaymentTaken("water", ACCOUNT, 1, 1, 0, 1, False, shift=1)
            last = journal.append(db, fact, clock.now(), CLERK)
        assert taking.commission_fen(db, water, 3_860, day) == 60
        journal.append(db, events.PaymentCancelled(last.ref, "mistake", "lead", False), clock.now(), CLERK)
        assert taking.commission_fen(db, water, 3_860, day) == 50
        assert taking.commission_fen(db, water, 3_860, day + timedelta(days=40)) == 50


def test_it_is_clear_which_card_is_to_be_written(station, county, open_till, clock) -> None:
    lines = (AccountLine("7072600138", "单秀英", "r3", 0, "C0012345"), AccountLine("7072600146", "唐德胜", "r4"))
    county.says(decisions.AccountsListed("power_card", 1, clock.now().county_ms, lines, whole=True))
    listed = Order("power_card", "7072600138", 5_000, 5_000)
    assert faults(station, replace(listed, card="C0099999")) == ["card_other"]
    assert taking.take(station, listed, CLERK).payment.card == "C0012345"
    unlisted = replace(listed, account="7072600146")
    assert faults(station, unlisted) == ["card_missing"]
    assert taking.take(station, replace(unlisted, card="c00-55555"), CLERK).payment.card == "C0055555"


# ── What is refused ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"amount_fen": 0, "received_fen": 0}, ["not_the_sum", "no_amount"]),
        ({"amount_fen": -1}, ["not_the_sum", "no_amount"]),
        ({"amount_fen": 3_859}, ["not_the_sum"]),
        ({"amount_fen": 3_861, "received_fen": 4_000}, ["more_than_owed"]),
        ({"received_fen": 3_859}, ["cash_short"]),
        ({"received_fen": 10**9}, ["no_amount"]),
        ({"bills": ()}, ["choose_bill"]),
        ({"bills": ("W-10", "W-99")}, ["bill_gone"]),
        ({"bills": tuple(map(str, range(25)))}, ["bills_many"]),
        ({"account": ""}, ["account_missing", "bill_gone"]),
        ({"account": "0736 ABC"}, ["account_shape", "bill_gone"]),
        ({"account": "9" * 40}, ["account_shape", "bill_gone"]),
        ({"account": "073622109999", "bills": ()}, ["nothing_owed"]),
        ({"payer": "王" * 61}, ["too_long", "guard_other_name"]),
        ({"payer": "王\x00"}, ["text.broken", "guard_other_name"]),
        ({"resident": "nobody"}, ["no_resident"]),
        ({"allowance": "CKA1*nonsense"}, ["allowance_broken"]),
        (
            {"account": "0736", "amount_fen": 0, "bills": (), "received_fen": -1},
            ["account_shape", "no_amount", "no_amount"],
        ),
    ],
)
def test_bad_orders(station, open_till, change, found) -> None:
    assert faults(station, replace(WATER_BILL, **change)) == found


def test_an_account_that_nobody_listed(station, county, open_till) -> None:
    assert faults(station, Order("gas", "3072600141", 5_000, 5_000)) == ["account_unknown"]
    assert faults(station, Order("cable", "8073600001", 5_000, 5_000))[0] in ("no_list", "account_shape")
    unlisted = Order("electricity", "4307260199999", 5_000, 5_000)
    assert faults(station, unlisted) == ["say_unverified"]
    assert faults(station, replace(unlisted, unverified=True, holder="李四")) == []


def test_nobody_trades_without_a_shift(station, told) -> None:
    with pytest.raises(Refused) as caught:
        taking.take(station, WATER_BILL, CLERK)
    assert caught.value.key == "till.no_shift"


def test_a_biller_that_is_not_listed(station, open_till) -> None:
    with pytest.raises(NotFound):
        taking.take(station, replace(WATER_BILL, biller="nobody"), CLERK)


def test_a_bill_is_not_taken_twice(station, pay) -> None:
    pay()
    assert faults(station, WATER_BILL) == ["nothing_owed", "bill_gone"]


def test_a_refused_bill_can_be_paid_again(station, county, pay) -> None:
    first = pay().payment
    county.says(decisions.PaymentRefused(first.id, "other", "系统忙"))
    assert pay().payment.bills == (events.PaidBill("W-10", 3_860),)


def test_a_withdrawn_service_takes_nothing(station, county, open_till) -> None:
    county.says(decisions.ServicesGranted(("gas",)))
    assert faults(station, WATER_BILL) == ["not_entitled"]


@pytest.mark.parametrize("until", [0, 1])
def test_a_blacklisted_account_stops_with_reason_and_end(station, county, open_till, clock, until) -> None:
    until_day = day_number(clock.now().day) if until else 0
    old = clock.now().county_ms - 3 * 86_400_000
    county.says(decisions.BlacklistSet(old, (decisions.BlacklistLine("water", ACCOUNT, "换表待销户", until_day),)))
    assert faults(station, WATER_BILL) == ["blacklisted" if until else "blacklisted_open"]
    with station.store.read() as db:
        quoted = taking.quote(db, station, WATER_BILL, clock.now())
    said = station.texts.problem(quoted.problems[0])
    assert "换表待销户" in said
    assert "3 天" in said
    if until:
        clock.advance(days=1)
        assert faults_after_a_night(station) == []


def faults_after_a_night(station) -> list[str]:
    with station.store.read() as db:
        quoted = taking.quote(db, station, WATER_BILL, station.clock.now())
    return [problem.key for problem in quoted.problems]


# ── Limit and caps ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_limit_to_the_fen(station, county, open_till, pay) -> None:
    county.says(decisions.FloatStated(3_000, 860, 0, 1, 0))
    assert faults(station, Order("mobile", PHONE, 4_000, 4_000)) == ["over_limit"]
    pay()
    with station.store.read() as db:
        assert limit.figures(db, station).limit_fen == 0
    assert faults(station, Order("mobile", PHONE, 1_000, 1_000)) == ["over_limit"]


def test_the_refusal_names_every_figure(station, county, open_till) -> None:
    county.says(decisions.FloatStated(3_000, 500, 0, 1, 0))
    with station.store.read() as db:
        quoted = taking.quote(db, station, WATER_BILL, station.clock.now())
    said = station.texts.problem(quoted.problems[0])
    assert all(figure in said for figure in ("30.00", "5.00", "0.00", "35.00"))


def test_what_the_county_has_counted_is_not_counted_again(station, county, pay) -> None:
    first = pay().payment
    with station.store.read() as db:
        assert limit.figures(db, station).queued_fen == 3_860
    county.says(decisions.FloatStated(496_140, 100_000, 0, 1, first.id % 10**9))
    with station.store.read() as db:
        assert limit.figures(db, station).queued_fen == 0


def test_what_went_back_at_once_is_not_queued(station, pay, clock) -> None:
    first = pay().payment
    with station.store.write() as db:
        journal.append(db, events.PaymentCancelled(first.id, "mistake", "lead", True, 1), clock.now(), CLERK)
        assert limit.figures(db, station).queued_fen == 0


def test_before_the_first_float_nothing_is_taken(station, county, clock) -> None:
    trusted(station)
    shifts.open_shift(station, COUNTS, CLERK)
    assert "no_float" in faults(station, Order("mobile", PHONE, 1_000, 1_000))


CAPS = {
    "cap_count": decisions.CapsSet("mobile", count=1),
    "cap_total": decisions.CapsSet("mobile", total_fen=1_000),
    "cap_left": decisions.CapsSet("mobile", total_fen=1_999),
    "cap_payment": decisions.CapsSet("mobile", payment_fen=999),
    "cap_age": decisions.CapsSet("mobile", age_h=1),
}


@pytest.mark.parametrize("cap", CAPS)
def test_each_cap_stops_only_its_biller(station, county, pay, clock, cap) -> None:
    pay("mobile", PHONE, 1_000)
    county.says(CAPS[cap])
    clock.advance(seconds=3_700)
    assert faults(station, Order("mobile", "13912345678", 1_000, 1_000)) == [cap]
    assert faults(station, Order("unicom", "13012345678", 1_000, 1_000)) == []


def test_a_cap_opens_when_the_county_has_spoken(station, county, pay) -> None:
    first = pay("mobile", PHONE, 1_000).payment
    county.says(CAPS["cap_count"], decisions.PaymentDoubted(first.id, ""))
    other = Order("mobile", "13912345678", 1_000, 1_000)
    assert faults(station, other) == ["cap_count"]
    county.says(decisions.PaymentPosted(first.id, "M1", 1))
    assert faults(station, other) == []


def test_a_cap_for_every_biller(station, county, pay) -> None:
    county.says(decisions.CapsSet("", payment_fen=3_000))
    assert faults(station, WATER_BILL) == ["cap_payment"]


def test_the_clerk_hears_of_a_low_float(station, county, pay) -> None:
    first = pay()
    assert first.low_float is None
    county.says(decisions.FloatStated(52_000, 0, 0, 1, first.payment.id % 10**9))
    low = pay("mobile", PHONE, 3_000).low_float
    assert low is not None
    assert low.left_fen == 49_000


# ── The one-off code ──────────────────────────────────────────────────────────────────────────────────────────────────

BIG = 120_000


@pytest.fixture
def big_bill(station, county, open_till, clock):
    """A bill over the most, at a station that knows its county's key; and the right code for it."""
    line = BillLine("W-77", "073622107777", "石门宾馆", BIG, "2026-10")
    county.says(decisions.BillsIssued("water", 1, clock.now().county_ms, (line,)))
    knows = replace(station, county_key=COUNTY_KEY.public_key().public_bytes_raw())
    given_ = Allowance(station.code, "water", "073622107777", BIG, clock.now().day, "A-7")
    code = sign(given_, COUNTY_KEY)
    return SimpleNamespace(station=knows, code=code, order=Order("water", "073622107777", BIG, BIG, ("W-77",)))


def test_over_the_most_needs_the_countys_code_once(big_bill, county, clock) -> None:
    assert faults(big_bill.station, big_bill.order) == ["too_much", "cap_payment"]
    allowed = replace(big_bill.order, allowance=big_bill.code)
    first = taking.take(big_bill.station, allowed, CLERK).payment
    county.says(decisions.PaymentRefused(first.id, "other", ""))
    again = replace(allowed, confirmed=("again",))
    assert faults(big_bill.station, again) == ["too_much", "allowance_used", "cap_payment"]


def test_a_code_dies_at_the_end_of_its_day(big_bill, clock) -> None:
    clock.advance(days=1)
    with big_bill.station.store.read() as db:
        order = replace(big_bill.order, allowance=big_bill.code)
        quoted = taking.quote(db, big_bill.station, order, clock.now())
    assert "payments.allowance_day" in [problem.key for problem in quoted.problems]


def test_a_code_does_not_lift_the_limit(big_bill, county) -> None:
    county.says(decisions.FloatStated(BIG - 1, 0, 0, 1, 10**6))
    assert faults(big_bill.station, replace(big_bill.order, allowance=big_bill.code)) == ["over_limit"]


# ── Guards ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_top_up_within_a_minute_and_within_the_month(station, county, pay, clock) -> None:
    pay("mobile", PHONE, 3_000)
    clock.advance(seconds=5)
    order = Order("mobile", PHONE, 3_000, 3_000)
    assert faults(station, order) == ["guard_again"]
    clock.advance(seconds=60)
    assert faults(station, order) == ["guard_same_bill"]
    assert faults(station, replace(order, amount_fen=2_000)) == []
    assert faults(station, replace(order, confirmed=("same_bill",))) == []
    with station.store.read() as db:
        taken = db.execute(select(payment.c.id)).scalars().all()
    county.says(*(decisions.PaymentPosted(one, "M1", 1) for one in taken))
    clock.advance(days=11)  # December
    shifts_of_a_new_day(station)
    assert faults(station, order) == []


def shifts_of_a_new_day(station) -> None:
    with station.store.read() as db:
        open_one = shifts.current(db, station, station.clock.now())
    shifts.close(station, open_one.number, COUNTS, CLERK)
    shifts.open_shift(station, COUNTS, CLERK)


def test_three_times_the_usual(station, open_till) -> None:
    order = Order("gas", "3072600133", 15_000, 15_000)
    assert faults(station, order) == ["guard_unusual"]
    assert faults(station, replace(order, amount_fen=14_900)) == []
    with station.store.read() as db:
        assert taking.quote(db, station, order, station.clock.now()).guards[0].code == "unusual"


def test_another_name_than_the_residents(station, pay) -> None:
    order = replace(WATER_BILL, resident="r3")  # 单秀英 comes with the bill of 王秀英
    assert faults(station, order) == ["guard_other_name"]
    taken = taking.take(station, replace(order, confirmed=("other_name",)), CLERK)
    assert taken.payment.resident == "r3"
    with station.store.read() as db:
        positions = db.execute(select(payment.c.position)).scalars().all()
    assert len(positions) == 1


# ── Paper ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_slip_says_all_that_it_must(station, pay) -> None:
    taken = pay(received_fen=10_000)
    paper = text_of(taken.document)
    for word in (
        "已受理（未到账）", taken.payment.reference, "石门县自来水公司", "0736 2210 4458", "王秀英", "2026 年 10 月",
        "412 – 426（14 吨）",
        "一级 14 吨 × 2.757", "38.60", "100.00 / 61.40", "2026-11-25", "0736-12345", "0736-96510", "覃大姐",
        "县里入账后再给您一张“已到账”",
    ):  # fmt: skip
        assert word in paper, word
    assert isinstance(taken.document.blocks[-1], OpenDrawer)
    code = next(block.text for block in taken.document.blocks if isinstance(block, QR))
    read = verify(code, lambda _: station.signer.public_key)
    assert (read.kind, read.ref, read.fields) == ("PAID", taken.payment.id, (ACCOUNT, "3860"))


def test_several_months_are_noted(station, pay) -> None:
    assert "共 2 个月" in text_of(pay("water", "073622104459", 3_500, bills=("W-11", "W-12")).document)


def test_several_meters_are_noted(station, county, pay, clock) -> None:
    lines = tuple(BillLine(f"M{n}", "073622100002", "张三丰", 100, "2026-10", meter=f"{n}号表") for n in (1, 2))
    county.says(decisions.BillsIssued("water", 1, clock.now().county_ms, lines))
    paper = text_of(pay("water", "073622100002", 200, bills=("M1", "M2")).document)
    assert "共 2 块表" in paper
    assert "个月" not in paper


def test_a_slip_without_a_reference_is_a_bug(station, pay) -> None:
    taken = pay()
    with station.store.read() as db:
        one = views.one(db, station, taken.payment.id, station.clock.now())
    entry = journal.Entry(one.position, 1, 1, 1, one.at_ms, one.day, CLERK)
    nameless = replace(one, reference="")
    makers = (
        lambda: slips.accepted(station, entry, nameless),
        lambda: slips.posted(station, entry, nameless),
        lambda: slips.refunded(station, entry, nameless, "王秀英"),
        lambda: slips.cancelled(station, entry, nameless, events.PaymentCancelled(one.id, "mistake", "lead", True)),
        lambda: slips.card_written(station, entry, nameless),
    )
    for make in makers:
        with pytest.raises(Bug):
            make()


# ── Anything at all ───────────────────────────────────────────────────────────────────────────────────────────────────

amounts = st.integers(-10, 200_000)
texts = st.text(max_size=50)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    biller=st.sampled_from(["water", "electricity", "mobile", "gas", "cable"]),
    account=st.one_of(texts, st.sampled_from([ACCOUNT, POWER, PHONE, "3072600133"])),
    amount_fen=amounts, received_fen=amounts, bills=st.lists(st.sampled_from(["W-10", "E-1", "?"]), max_size=3),
    unverified=st.booleans(), holder=texts, payer=texts, allowance=texts,
)  # fmt: skip
def test_any_order_is_taken_or_refused_in_words(station, open_till, **fields) -> None:
    order = Order(**(fields | {"bills": tuple(fields["bills"])}))
    found = faults(station, order)
    with station.store.read() as db:
        books = ledger.balances(db)
        queued = limit.figures(db, station).queued_fen
    assert sum(books.values()) == 0
    assert queued <= 600_000
    assert found or order.amount_fen > 0


def test_the_list_of_direct_accounts_is_cited(station, county, pay, clock) -> None:
    listed = decisions.AccountsListed("mobile", 1, clock.now().county_ms, (AccountLine(PHONE, "覃小乐", "r2", 3_000),))
    county.says(listed)
    assert not pay("mobile", PHONE, 3_000).payment.unverified
    assert pay("mobile", "13912345678", 3_000).payment.unverified
