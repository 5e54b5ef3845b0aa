"""What the county says reaches the resident; the rating bites; four weeks later somebody asks."""

from datetime import timedelta

import pytest

from kiosk.clock import day_number
from kiosk.errors import NotFound, NotReady, Refused
from kiosk.petitions.desk import following, rating, views
from kiosk.petitions.desk import list as desk_list
from kiosk.wire.petition_decisions import CategoryChanged
from kiosk.wire.petition_events import Due, Petitioner
from kiosk.wire.petition_ladder import State
from tests.petitions.conftest import VOICE
from tests.stations import CLERK

WAY = (
    ("registered", State.REGISTERED), ("accepted", State.AWAITING), ("transferred", State.TRANSFERRED),
    ("taken_up", State.IN_HAND), ("asked", State.WANTED), ("scheduled", State.SCHEDULED), ("extended", State.SCHEDULED),
    ("answered", State.DONE), ("closed", State.CLOSED),
)  # fmt: skip


def test_the_way_to_the_end(station, file, county, now):
    one = file().view.id
    for happening, state in WAY:
        county.does(one, happening, text=happening, office="town")
        seen = now(one)
        assert (seen.state, seen.state_word) == (state, f"petitions.state.{state.value}")
    assert [step.happening for step in now(one).steps] == ["filed", *(happening for happening, _ in WAY)]


def test_an_answer_for_somebody_who_is_here(station, file, county, now):
    mine, other = file().view.id, file(petitioner=Petitioner("王秀英", "r3", "", "二组", "0202")).view.id
    following.follow(station, other, CLERK, name="覃小乐")
    county.does(mine, "answered", text="已修好", review_office="县城管局", review_day=day_number(now(mine).day) + 30)
    county.does(other, "asked", text="哪一根灯杆？")
    at = station.clock.now()
    with station.store.read() as db:
        assert [one.id for one in desk_list.answers_for(db, station, ("r1", "r2"), at)] == [mine]
        assert {one.id for one in desk_list.answers_for(db, station, ("r1", "r3"), at)} == {mine, other}
        assert desk_list.answers_for(db, station, ("", "r9"), at) == ()
        assert desk_list.desk(db, station, at, by="answers").total == 2
        assert [(line.petition, line.name) for line in desk_list.call_out(db, station, at)] == [(other, "王秀英")]
    told = following.give(station, mine, 0, "printed", CLERK)
    paper = str(told.document)
    assert "已修好" in paper
    assert "县城管局" in paper
    assert f"{now(mine).review_day:%Y-%m-%d}" in paper
    with station.store.read() as db:
        assert desk_list.answers_for(db, station, ("r1",), at) == ()
    with pytest.raises(NotFound):
        following.give(station, mine, 9, "read_out", CLERK)


def test_not_solved_must_be_answered(station, file, county, now):
    one = file().view.id
    with pytest.raises(Refused):
        rating.rate(station, one, "no", CLERK)
    county.does(one, "answered", text="已转告")
    rated = rating.rate(station, one, "no", CLERK, words="灯还是不亮")
    assert rated.petition.state is State.REOPEN_ASKED
    assert rated.petition.next_due.clock == "again"
    assert rated.document is not None
    with pytest.raises(Refused):
        rating.rate(station, one, "yes", CLERK)
    county.does(one, "closed")
    assert now(one).state is State.REOPEN_ASKED
    assert [due.clock for due in now(one).dues if due.clock == "again"]
    county.does(one, "reopened")
    county.does(one, "closed")
    assert now(one).state is State.REOPENED
    county.does(one, "answered", text="换了新灯")
    seen = now(one)
    assert (seen.state, seen.answer, seen.can_rate) == (State.DONE, "换了新灯", True)
    assert rating.rate(station, one, "yes", CLERK).petition.state is State.DONE


def test_four_weeks_later(station, file, county, now, clock):
    one = file().view.id
    county.does(one, "answered", text="已修好")
    with pytest.raises(Refused):
        rating.follow_up(station, one, "yes", CLERK)
    clock.advance(days=28)
    assert now(one).followup_due
    with station.store.read() as db:
        assert [seen.id for seen in desk_list.answers_for(db, station, ("r1",), station.clock.now())] == [one]
    after = rating.follow_up(station, one, "no", CLERK, words="又坏了")
    assert after.petition.state is State.REOPEN_ASKED
    assert not now(one).followup_due


def test_a_question_is_answered_by_a_supplement(station, file, county, now):
    one = file().view.id
    with pytest.raises(NotReady):
        following.supplement(station, one, "  ", CLERK)
    county.does(one, "asked", text="请说明灯杆编号")
    assert (now(one).asked_step, now(one).state) == (1, State.WANTED)
    digest = station.attachments.put(VOICE)
    voice = following.Attached(digest, "audio/ogg", len(VOICE), "voice")
    after = following.supplement(station, one, "3号杆", CLERK, attachments=(voice,))
    assert after.state is State.SUPPLEMENTED
    assert [each.digest for each in after.attachments] == [digest]
    assert "supplement" not in {due.clock for due in after.dues}
    county.does(one, "taken_up")
    assert following.supplement(station, one, "顺便说一句", CLERK).state is State.IN_HAND


def test_withdrawn_and_still_there(station, file, county, now):
    one = file().view.id
    with pytest.raises(NotReady):
        following.withdraw(station, one, "", CLERK)
    following.withdraw(station, one, "已经自己解决", CLERK)
    county.does(one, "answered", text="已办")
    assert now(one).state is State.WITHDRAWN
    with station.store.read() as db:
        assert [seen.id for seen in desk_list.desk(db, station, station.clock.now()).petitions] == [one]
    with pytest.raises(Refused):
        following.supplement(station, one, "再说一句", CLERK)


def test_an_extension_moves_the_day_and_says_why(station, file, county, now):
    one = file().view.id
    county.does(one, "registered")
    before = next(due for due in now(one).dues if due.clock == "decide")
    later = Due("decide", day_number(before.day) + 30, owner="office", start=day_number(now(one).day))
    county.does(one, "extended", text="案情复杂", dues=(later,), ended=())
    after = next(due for due in now(one).dues if due.clock == "decide")
    assert (after.day - before.day, after.was, after.cause) == (timedelta(30), before.day, "extended")
    assert now(one).steps[-1].text == "案情复杂"


def test_another_category_moves_the_target(station, file, county, now):
    one = file().view.id
    before = next(due for due in now(one).dues if due.clock == "target")
    day = day_number(before.day) + 9
    county.says(CategoryChanged(one, "02-01-001", "是低保的事", (Due("target", day, owner="office"),)))
    seen = now(one)
    after = next(due for due in seen.dues if due.clock == "target")
    assert (seen.category, day_number(after.day), after.cause, after.was) == ("02-01-001", day, "category", before.day)


def test_late_and_three_times_late(station, file, now, clock):
    one = file().view
    due = one.next_due
    clock.advance(days=(due.day - one.day).days)
    assert not now(one.id).next_due.late
    clock.advance(days=1)
    assert now(one.id).next_due.late
    assert not now(one.id).next_due.three_times_late
    clock.advance(days=2 * (due.day - one.day).days)
    seen = now(one.id).next_due
    assert (seen.late, seen.three_times_late) == (True, True)
    with station.store.read() as db:
        assert desk_list.desk(db, station, station.clock.now()).late == 1


def test_the_list_in_each_order(station, file, county):
    ids = [file(summary=f"事{number}", text=f"第{number}件").view.id for number in range(4)]
    county.does(ids[0], "answered", text="好了")
    county.does(ids[2], "taken_up")
    at = station.clock.now()
    with station.store.read() as db:
        due = [one.id for one in desk_list.desk(db, station, at).petitions]
        state = [one.state for one in desk_list.desk(db, station, at, by="state").petitions]
        second = desk_list.desk(db, station, at, limit=2, offset=2)
        found = desk_list.search(db, station, "覃龑堃", at)
        numbered = desk_list.search(db, station, "000003", at)
        views.these(db, station, (), at)
    assert due[-1] == ids[0]
    assert state == [State.FILED, State.FILED, State.IN_HAND, State.DONE]
    assert [one.id for one in second.petitions] == due[2:]
    assert second.total == 4
    assert len(found) == 4
    assert [one.id for one in numbered] == [ids[2]]


def test_the_call_list_on_paper(station, file, county):
    one = file(petitioner=Petitioner("王秀英", "r3", "", "二组", "0202", "household")).view.id
    county.does(one, "answered", text="好了")
    paper = str(desk_list.print_call_out(station))
    assert "王秀英" in paper
    assert "3 组" in paper
