"""Kept, set aside, returned, given up (P17, P21, P27, P28), and the retention ladder (P16)."""

from datetime import timedelta

import pytest

from kiosk.errors import NotReady, Refused
from kiosk.parcels.desk import exceptions, pickup, retention
from kiosk.parcels.desk.pickup import Pickup
from kiosk.parcels.model import ENDS, HERE, TRANSITIONS, ParcelState
from kiosk.parcels.rules import Stage
from tests.counter.conftest import PHOTO
from tests.stations import CLERK, LEAD


def fields(raised) -> list[str]:
    return [problem.field for problem in raised.value.problems]


def test_an_exception_needs_a_listed_reason_and_a_photo(station, take) -> None:
    parcel = take()
    with pytest.raises(NotReady) as raised:
        exceptions.set_aside(station, parcel.id, "ugly", b"", CLERK)
    assert fields(raised) == ["reason", "photo"]
    aside = exceptions.set_aside(station, parcel.id, "damaged", PHOTO, CLERK, "箱角压扁")
    assert aside.parcel.state is ParcelState.EXCEPTION
    assert aside.case is not None
    assert station.attachments.get(aside.case.photo) == PHOTO
    assert exceptions.open_exceptions(station) == (aside,)


def test_an_exception_is_not_handed_out_and_closes_only_with_a_scan(station, take) -> None:
    parcel = take()
    exceptions.set_aside(station, parcel.id, "damaged", PHOTO, CLERK)
    with pytest.raises((Refused, NotReady)):
        pickup.release(station, Pickup((parcel.id,), known=True), CLERK)
    with pytest.raises(Refused, match="scan_unknown"):
        exceptions.clear(station, "SF1999999999999", CLERK)
    assert exceptions.clear(station, parcel.waybill, CLERK, "重新包好").state is ParcelState.IN_STOCK
    assert [case.outcome for case in exceptions.history(station, parcel.id)] == ["cleared"]
    assert exceptions.open_exceptions(station) == ()


def test_the_day_after_the_storage_period_it_is_on_the_return_list(station, take, clock) -> None:
    parcel = take()
    clock.advance(days=(parcel.due - clock.now().day).days)
    assert exceptions.returns(station).due == ()
    clock.advance(days=1)
    assert [one.id for one in exceptions.returns(station).due] == [parcel.id]


def test_a_list_of_returns_is_done_in_part(station, take) -> None:
    good, gone, other = take(), take(), take()
    pickup.release(station, Pickup((gone.id,), known=True, left_behind=(good.id, other.id)), CLERK)
    result = exceptions.list_returns(station, (good.id, gone.id, 77, other.id), "expired", PHOTO, CLERK)
    assert result.done == (good.id, other.id)
    assert [(one.what, one.trouble.key) for one in result.failed] == [
        (gone.id, "parcels.not_from_here"), (77, "parcels.missing"),
    ]  # fmt: skip
    listed = exceptions.returns(station).listed
    assert [(aside.parcel.id, aside.case.reason) for aside in listed] == [(good.id, "expired"), (other.id, "expired")]
    assert exceptions.print_returns(station, CLERK)
    assert exceptions.unlist_return(station, good.id, CLERK).state is ParcelState.IN_STOCK


def test_a_return_needs_its_photo(station, take) -> None:
    with pytest.raises(NotReady) as raised:
        exceptions.list_returns(station, (take().id,), "expired", b"", CLERK)
    assert fields(raised) == ["photo"]


def test_a_return_ends_when_the_recipient_comes_after_all(station, take) -> None:
    one = take()
    exceptions.list_returns(station, (one.id,), "expired", PHOTO, CLERK)
    pickup.release(station, Pickup(parcels=(one.id,), known=True), CLERK)
    pickup.put_back(station, one.id, "拿错了", LEAD)
    (case,) = exceptions.history(station, one.id)
    assert (case.outcome, case.closed_ms is None) == ("picked_up", False)


def test_a_kept_parcel_stays_longer_and_can_be_handed_out(station, take, clock) -> None:
    parcel, until = take(), clock.now().day + timedelta(days=20)
    kept = exceptions.keep(station, parcel.id, until, CLERK, "儿子月底回来取")
    assert (kept.state, kept.due, kept.here) == (ParcelState.HELD, until, True)
    later = until + timedelta(days=5)
    assert exceptions.keep(station, parcel.id, later, CLERK).due == later
    assert [(one.id, day) for one, day, _ in exceptions.kept(station)] == [(parcel.id, later)]
    clock.advance(days=10)
    assert exceptions.returns(station).due == ()
    released = pickup.release(station, Pickup((parcel.id,), known=True), CLERK)
    assert released.parcels[0].state is ParcelState.PICKED_UP


def test_keeping_needs_a_day_ahead(station, take, clock) -> None:
    parcel, today = take(), clock.now().day
    for until in (today - timedelta(days=1), today + timedelta(days=400)):
        with pytest.raises(NotReady):
            exceptions.keep(station, parcel.id, until, CLERK)
    exceptions.keep(station, parcel.id, today, CLERK)
    assert exceptions.keep_no_more(station, parcel.id, CLERK).state is ParcelState.IN_STOCK


def test_a_letter_that_is_given_up_may_be_destroyed_months_later(station, take, clock) -> None:
    letter, box = take(letter=True), take()
    today = clock.now().day
    case = exceptions.give_up(station, letter.id, "letter_unclaimed", PHOTO, CLERK)
    assert case.destroy_from is not None
    assert (case.destroy_from - today).days in range(180, 185)
    assert exceptions.give_up(station, box.id, "sender_unknown", PHOTO, CLERK).destroy_from is None
    assert {one.parcel.id for one in exceptions.undeliverable(station)} == {letter.id, box.id}


def test_every_state_has_a_way_to_an_end() -> None:
    """P28: no state is a dead end but the ends (and a mistaken intake); no act leads anywhere else."""
    ways: dict[ParcelState, set[ParcelState]] = {state: set() for state in ParcelState}
    for transition in TRANSITIONS.values():
        for state in transition.allowed:
            ways[state].add(transition.to)
    for start in HERE | {ParcelState.HANDED_TO_VAN}:
        seen, todo = set(), [start]
        while todo:
            state = todo.pop()
            if state not in seen:
                seen.add(state)
                todo += ways[state]
        assert seen & ENDS, start
    assert {state for state, to in ways.items() if not to} == {
        ParcelState.RETURNED, ParcelState.DESTROYED, ParcelState.TAKEN_BACK,
    }  # fmt: skip


# ── The ladder ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("days", "stage"), [(2, None), (3, "warn"), (5, "serious"), (7, "urgent"), (30, "urgent")])
def test_days_raise_the_stage(station, take, clock, days, stage) -> None:
    parcel = take()
    ladder = station.catalogue.retention(parcel.carrier)
    assert ladder == (3, 5, 7), "the demo catalogue changed: adapt the days above"
    clock.advance(days=days)
    found = retention.worklist(station)
    standing = {name: [one.parcel.id for one in getattr(found, name)] for name in ("warn", "serious", "urgent")}
    assert [name for name, ids in standing.items() if ids == [parcel.id]] == ([stage] if stage else [])
    with station.store.read() as db:
        assert sum(count for at, count in retention.counts(db, station).items() if at) == found.count


def test_every_reminder_keeps_its_outcome(station, take, clock) -> None:
    parcel = take()
    clock.advance(days=3)
    assert retention.worklist(station).due == 1
    retention.remind(station, (parcel.id,), "call", "no_answer", CLERK, "响了没人接")
    assert retention.worklist(station).due == 0, "once a stage and day"
    clock.advance(days=1)
    assert retention.worklist(station).due == 1, "nobody answered, so again on another day"
    retention.remind(station, (parcel.id,), "visit", "will_collect", CLERK)
    clock.advance(days=1)
    assert retention.worklist(station).due == 1, "a new stage"
    made = retention.reminders(station, parcel.id)
    assert [(one.stage, one.outcome, one.outcome_name) for one in made] == [
        (Stage.WARN, "no_answer", "无回应"), (Stage.WARN, "will_collect", "确认取件"),
    ]  # fmt: skip
    waiting = retention.worklist(station).serious[0]
    assert (waiting.reminded, waiting.last) == (2, made[-1])


def test_a_reminder_has_a_listed_outcome(station, take) -> None:
    with pytest.raises(NotReady) as raised:
        retention.remind(station, (), "shout", "maybe", CLERK)
    assert fields(raised) == ["outcome", "parcels", "channel"]


def test_messages_go_to_those_who_have_a_phone(station, take, clock) -> None:
    reached, silent = take(), take(resident="r4")
    clock.advance(days=4)
    result = retention.remind_by_message(station, (reached.id, silent.id), CLERK)
    assert result.done == (reached.id,)
    assert [(one.what, one.trouble.key) for one in result.failed] == [(silent.id, "counter.no_message")]
    assert retention.reminders(station, reached.id)[0].outcome == "queued"
