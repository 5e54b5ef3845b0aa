"""Petitions at the county: stored, decided about, and standing where the station's own ladder says."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from county import petition_desk, petition_rules
from county.petition_rules import EXTENSION_DAYS_MAX, rulebook
from county.till_desk import FormFaulty
from kiosk.wire import codec, sealed
from kiosk.wire import petition_events as wire
from kiosk.wire.events import Lane
from kiosk.wire.petition_decisions import CategoryChanged, ReplyTimes
from kiosk.wire.petition_events import Due
from kiosk.wire.petition_ladder import State

from .petitioning import BODY, CODE, FIRST, SALT, Office, code, confidential, filed, rated
from .tills import rebuilt_alike

EPOCH = date(1970, 1, 1)


@pytest.fixture
def office(centre, station) -> Office:
    return Office(centre, station)


def day_after(days: int, office: Office) -> str:
    return str(date.fromordinal(EPOCH.toordinal() + office.today + days))


def problems(desk: Office, happening: str, **fields: object) -> str:
    with pytest.raises(FormFaulty) as caught:
        desk.take(happening, **fields)
    return " ".join(caught.value.problems)


def test_the_whole_way(office):
    office.file()
    assert office.row().state == State.FILED
    assert office.dues()["register"] == office.today + 15
    office.take("registered")
    assert "register" not in office.dues()
    assert office.dues()["decide"] == office.today + 60
    office.take("transferred", office="zhujian")
    office.take("asked", text="是哪几盏灯？\r\n请拍照。")
    office.say(
        wire.PetitionSupplemented(FIRST, 3, "从小卖部到学校的六盏。", ended=rulebook().ended("supplemented"), known=3)
    )
    assert office.row().state == State.SUPPLEMENTED
    office.take("scheduled", day=day_after(7, office))
    office.take("answered", text="六盏灯已换好。")
    row = office.row()
    assert (row.state, row.office, row.answer_step, row.is_open) == (State.DONE, "zhujian", 5, False)
    office.take("closed")
    told = office.told()
    assert [fact.step for fact in told] == [1, 2, 3, 4, 5, 6]
    assert told[2].text == "是哪几盏灯？\n请拍照。"
    assert (told[4].review_office, told[4].review_day) == ("fucha", office.today + 30)
    with office.centre.store.write() as db:
        assert rebuilt_alike(db)


def test_not_solved_must_be_answered(office):
    office.file()
    office.take("registered")
    office.take("answered", text="正在研究。")
    office.say(rated(FIRST, 2, "no", office.today, "灯还是黑的"))
    row = office.row()
    assert (row.state, row.asks, row.is_open, row.solved) == (State.REOPEN_ASKED, True, True, "not_solved")
    assert office.dues()["again"] == office.today + 15
    for happening in ("closed", "answered", "extended", "transferred"):
        assert "请先答应" in problems(office, happening, text="x", office="x", day=day_after(1, office))
    office.take("reopened")
    assert "again" in office.dues()
    assert "不能这样办" in problems(office, "closed")
    office.take("answered", text="换好了。")
    assert "again" not in office.dues()
    office.take("closed")
    assert office.row().state == State.CLOSED


def test_a_refusal_to_reopen_has_a_reason(office):
    office.file()
    office.take("registered")
    office.take("answered", text="已换。")
    office.say(rated(FIRST, 2, "no", office.today))
    assert "请写给居民的话" in problems(office, "declined", text=" \u202e\x07 ")
    office.take("declined", text="现场看过，灯都亮。")
    assert (office.row().state, office.row().asks) == (State.DONE, False)


def test_a_closing_that_crossed_a_rating_closes_nothing(office):
    office.file()
    office.take("registered")
    office.take("answered", text="已换。")
    office.talk()
    office.do(rated(FIRST, 2, "no", office.today))  # written at the counter, still on its way
    office.take("closed")
    office.talk()
    assert (office.row().state, office.row().asks) == (State.REOPEN_ASKED, True)
    office.take("reopened")
    assert office.told()[-1].step == 4


def test_a_withdrawal_stands_whatever_crossed_it(office):
    office.file()
    office.do(wire.PetitionWithdrawn(FIRST, "修好了", rulebook().ended("withdrawn")))
    office.take("registered")
    office.take("answered", text="已换。")
    office.take("closed")
    office.talk()
    assert (office.row().state, office.row().is_open, office.dues()) == (State.WITHDRAWN, False, {})
    assert "不能这样办" in problems(office, "reopened")
    with office.centre.store.write() as db:
        assert rebuilt_alike(db)


def test_an_urgent_filing_may_come_before_or_after_what_follows_it(office):
    fact = filed(FIRST, office.today, urgent=True)
    office.do(fact, Lane.URGENT)
    office.do(wire.PetitionSupplemented(FIRST, 0, "还冒烟"))
    office.talk(Lane.MATTERS)
    assert office.row() is None
    office.talk(Lane.URGENT)
    assert (office.row().state, office.row().urgent) == (State.FILED, True)
    assert [row.happening for row in office.steps()] == ["supplemented", "filed"]
    with office.centre.store.write() as db:
        assert rebuilt_alike(db)


def test_terms_are_extended_once_with_a_reason_and_not_too_far(office):
    office.file()
    office.take("registered")
    last = 60 + EXTENSION_DAYS_MAX
    said = problems(office, "extended", day=day_after(last + 1, office), text="")
    assert "延长只能到" in said
    assert "请写给居民的话" in said
    office.take("extended", day=day_after(last, office), text="要等材料")
    assert office.dues()["decide"] == office.today + last
    assert office.told()[-1].day == office.today + last
    assert "不能这样办" in problems(office, "extended", day=day_after(last, office), text="再等")


def test_another_category_moves_its_target(office):
    office.file()
    before = office.dues()
    office.fill(petition_desk.change_category, category="02-01-001 某类", text="分错了")
    after = office.dues()
    assert after["target"] == office.today + 30 != before["target"]
    assert {**after, "target": 0} == {**before, "target": 0}
    assert office.row().category == "02-01-001"
    told = office.told(CategoryChanged)
    assert (told[-1].category, told[-1].reason) == ("02-01-001", "分错了")
    for category, text in (("02-01-001", "x"), ("nonsense", "")):
        with pytest.raises(FormFaulty):
            office.fill(petition_desk.change_category, category=category, text=text)


def test_a_form_that_saw_an_older_state_is_refused(office):
    office.file()
    office.take("registered")
    with pytest.raises(FormFaulty, match="新的进展"):
        office.take("transferred", office="shuili", seen=0)
    assert [fact.step for fact in office.told()] == [1]


@pytest.mark.parametrize(
    ("happening", "fields", "said"),
    [
        ("transferred", {"office": ""}, "请选一个单位"),
        ("transferred", {"office": "县水利局"}, "请选一个单位"),
        ("asked", {"text": ""}, "请写给居民的话"),
        ("answered", {"text": "字" * 4_001}, "最多 4000 个字"),
        ("scheduled", {"day": "2026-02-30"}, "请选今天起一年内"),
        ("scheduled", {"day": "1999-01-01"}, "请选今天起一年内"),
        ("nonsense", {}, "不能这样办"),
        ("registered", {}, "不能这样办"),
    ],
)
def test_forms_with_faults_say_so(office, happening, fields, said):
    office.file()
    office.take("registered")
    assert said in problems(office, happening, **fields)


def test_no_such_petition(office):
    with pytest.raises(FormFaulty, match="没有这件"):
        office.take("registered", number=7)
    with pytest.raises(FormFaulty, match="没有这件"):
        office.take("registered", petition="9" * 40)


COUNTY = codec.private_key(b"\7" * 32)


def test_a_confidential_petition_is_answered_sealed(office):
    public = code().public  # any X25519 key will do for the county's
    office.do(confidential(public))
    office.talk()
    office.take("registered")
    office.take("answered", text="已经处理，谢谢。")
    told = office.told()[-1]
    assert told.text == ""
    assert codec.unpack(sealed.unseal(told.sealed, code().key, sealed.ANSWER), str) == "已经处理，谢谢。"
    for row in (office.row(), *office.steps()):
        for value in row:
            data = value.encode() if isinstance(value, str) else value
            if isinstance(data, bytes):
                assert "覃小丽".encode() not in data
                assert "已经处理".encode() not in data
                assert "路灯".encode() not in data
    office.fill(petition_desk.change_category, category="02-01-001", text="路灯不是这类")
    assert office.told(CategoryChanged)[-1].reason == ""


def test_the_station_reads_the_answer_with_the_resident_s_code(office):
    office.do(confidential(code().public))
    office.talk()
    office.take("registered")
    office.take("answered", text="好")
    from kiosk.petitions.sealed import answer  # noqa: PLC0415 - the station's own reader
    from kiosk.wire import query_code  # noqa: PLC0415

    fact = office.told()[-1]
    assert answer(fact.sealed, query_code.draw(CODE, SALT)) == "好"
    assert answer(fact.sealed, query_code.draw("00000000", SALT)) == ""


@pytest.mark.parametrize(
    "odd",
    [
        {"secrecy": "perhaps"}, {"number": "x" * 200}, {"category": "a\0b"}, {"village": "x" * 50},
        {"dues": (Due("register", 2**63),)}, {"petition": 2**63},
    ],
    ids=str,
)  # fmt: skip
def test_what_makes_no_sense_is_set_aside_and_the_rest_goes_on(office, odd):
    office.do(replace(filed(FIRST + 1, office.today), **odd))
    office.file(FIRST)
    assert office.row(FIRST) is not None
    assert office.row(FIRST + 1) is None
    office.say(wire.PetitionRated(FIRST, 0, "maybe"))
    assert office.row().solved == ""


def test_filed_twice_stays_as_it_was_filed_first(office):
    office.file()
    office.file(body=replace(BODY, summary="换了说法"))
    assert codec.unpack(bytes(office.row().body), wire.PetitionBody).summary == BODY.summary


def test_how_long_answers_take_is_reckoned_and_told(office):
    with pytest.raises(FormFaulty, match="还不到"):
        office.fill(petition_desk.publish_times)
    for n in range(petition_desk.ANSWERS_MIN):
        office.file(FIRST + n)
        office.take("registered", FIRST + n)
    for n in range(petition_desk.ANSWERS_MIN):
        office.take("answered", FIRST + n, text="好")
        office.later(1)
    office.fill(petition_desk.publish_times)
    times = {one.category: (one.median_days, one.late_days) for one in office.told(ReplyTimes)[-1].times}
    assert times == {"": (4, 8), "01-": (4, 8)}


def test_working_days_follow_the_table_in_force():
    book = rulebook()
    due = book.dues("filed", "01-03-001", "counter", (date(2026, 9, 28) - EPOCH).days)[1]
    assert book.now(replace(due, day=1)) == due
    named = Due("decide", 5, days=0)
    assert book.now(named) == named


def test_late_and_three_times_late():
    due = Due("register", 115, start=100, days=15)
    lates = [
        (petition_rules.is_late(due, day), petition_rules.is_three_times_late(due, day)) for day in (115, 116, 145, 146)
    ]
    assert lates == [(False, False), (True, False), (True, False), (True, True)]


STEPS = st.lists(
    st.sampled_from([*petition_rules.WHERE, "talk", "supplement", "yes", "no", "withdraw"]), min_size=3, max_size=25
)


@settings(deadline=None)
@given(wished=STEPS)
def test_offers_lead_somewhere_and_never_past_a_request(wished):
    """Whatever is offered has an effect; whatever is not would have none or break a rule (pure, without a store)."""
    from kiosk.wire.petition_ladder import FILED, Rung, Side, stand  # noqa: PLC0415

    book, rungs, step = rulebook(), [], 0
    rungs.append(Rung(0, -1, Side.STATION, FILED, 0, dues=book.dues(FILED, "01-03-001", "counter", 20_777)))
    for at, wish in enumerate(wished):
        now = stand(rungs)
        terms = tuple(run.due for _, run in now.dues)
        if wish == "no" and now.answer_step and now.state in (State.DONE, State.CLOSED):
            rungs.append(Rung(now.answer_step, at, Side.STATION, "not_solved", at))
            assert stand(rungs).asks
        elif wish in petition_rules.offers(now.state, terms):
            step += 1
            dues = book.dues(wish, "01-03-001", "counter", 20_777 + at)
            rungs.append(Rung(step, at, Side.COUNTY, wish, at, dues=dues, ended=book.ended(wish)))
            after = stand(rungs)
            assert after.step == step
            if now.asks:
                assert wish in ("reopened", "declined")
                assert not after.asks
            if wish == "closed":
                assert after.state is State.CLOSED
        if now.asks:
            assert set(petition_rules.offers(now.state, terms)) == {"reopened", "declined"}
