"""Where a petition stands, derived from all its steps: pure, and the same in whatever order they arrived.

Station and county reckon with it alike, so it belongs to what travels between them.

The county numbers its steps; a step of the station stands behind the last one of the county that it knew. Read in that
order, a doubled, late or early step changes nothing wrong, and what crossed on the road is seen for what it is: a
closing that was sent before the county heard "not solved" closes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.wire.petition_events import Due


class State(StrEnum):
    """Where a petition stands: the ten words of C10, and the ends."""

    FILED = "filed"  # 已收下: not yet registered at the county
    REGISTERED = "registered"  # 已登记
    AWAITING = "awaiting"  # 待回复
    IN_HAND = "in_hand"  # 办理中
    SCHEDULED = "scheduled"  # 已排期
    WANTED = "wanted"  # 需补充
    SUPPLEMENTED = "supplemented"  # 已补充
    TRANSFERRED = "transferred"  # 已转办
    DONE = "done"  # 已办理
    REOPEN_ASKED = "reopen_asked"  # 申请重办
    REOPENED = "reopened"  # 重新办理
    CLOSED = "closed"  # 已办结
    WITHDRAWN = "withdrawn"  # 已撤回


ENDS = frozenset({State.DONE, State.CLOSED, State.WITHDRAWN})
"""Nothing is owed to the resident there."""


class Side(StrEnum):
    """Who made a step."""

    STATION = "station"
    COUNTY = "county"


FILED = "filed"
WITHDRAWN = "withdrawn"
NOT_SOLVED = "not_solved"
SUPPLEMENTED = "supplemented"
CATEGORY = "category"
"""Happenings that the county does not number."""

TARGETS = {
    "registered": State.REGISTERED,
    "accepted": State.AWAITING,
    "transferred": State.TRANSFERRED,
    "taken_up": State.IN_HAND,
    "asked": State.WANTED,
    "scheduled": State.SCHEDULED,
    "answered": State.DONE,
    "reopened": State.REOPENED,
    "declined": State.DONE,
    "closed": State.CLOSED,
}
"""Where a step of the county leads, if it may; every other one (extended, review …) is a line of the ladder alone."""

TELLING = frozenset(
    {"asked", "scheduled", "answered", "declined", "closed", "extended", "reopened", "transferred", "review_answered"}
)
"""Steps of the county that the resident is told."""


@dataclass(frozen=True)
class Rung:
    """One step of either side.

    Attributes:
        step: The county's number; for a step of ours, the last one known then.
        position: Of its entry.
        side: Whose it is.
        happening: What happened.
        at_ms: When it became known here.
        office: Who is in charge from here on; "" leaves it.
        dues: Clocks that run from here.
        ended: Clocks that stop here.
    """

    step: int
    position: int
    side: Side
    happening: str
    at_ms: int
    office: str = ""
    dues: tuple[Due, ...] = ()
    ended: tuple[str, ...] = ()
    review_office: str = ""
    review_day: int = 0


@dataclass(frozen=True)
class Running:
    """A clock that runs, and the step that started it."""

    due: Due
    cause: str
    position: int


@dataclass(frozen=True)
class Standing:
    """What the ladder comes to.

    Attributes:
        state: Exactly one.
        since_ms: Since when.
        office: In charge.
        step: Highest number of the county's.
        answer_step: Of the last answer that counts; ``answer_ms`` when it came.
        tell_step: Highest step that has something for the resident.
        asks: "Not solved" waits for the county's word.
        owes: Reopened, and not answered again yet.
        asked_step: Of the last question.
        dues: Clocks that run, by code.
        review_office: Where to ask for review; ``review_day`` until when.
    """

    state: State = State.FILED
    since_ms: int = 0
    office: str = ""
    step: int = 0
    answer_step: int = 0
    answer_ms: int = 0
    tell_step: int = 0
    asks: bool = False
    owes: bool = False
    asked_step: int = 0
    dues: tuple[tuple[str, Running], ...] = ()
    review_office: str = ""
    review_day: int = 0

    @property
    def is_open(self) -> bool:
        """Something is owed to the resident."""
        return self.state not in ENDS


def stand(rungs: Iterable[Rung]) -> Standing:
    """Where a petition stands after all its steps, in whatever order they are given."""
    now = Standing()
    for one in sorted(rungs, key=_order):
        now = _after(now, one)
    return now


def is_numbered(one: Rung) -> bool:
    """Whether the county numbered this step."""
    return one.side is Side.COUNTY and one.happening != CATEGORY


def _order(one: Rung) -> tuple[int, int, int]:
    return one.step, int(not is_numbered(one)), one.position


def _after(now: Standing, one: Rung) -> Standing:
    numbered = is_numbered(one)
    now = replace(now, step=max(now.step, one.step)) if numbered else now
    moved = _moved(now, one)
    if moved is None:
        return now
    if numbered and one.happening in TELLING:
        moved = replace(moved, tell_step=max(moved.tell_step, one.step))
    if one.review_office or one.review_day:
        moved = replace(moved, review_office=one.review_office, review_day=one.review_day)
    since_ms = one.at_ms if moved.state is not now.state or one.happening == FILED else now.since_ms
    return replace(moved, since_ms=since_ms, office=one.office or now.office, dues=_dues(now, one))


def _moved(now: Standing, one: Rung) -> Standing | None:
    """The state after a step; None when the step may do nothing from here, whatever it says."""
    if one.side is Side.STATION:
        return _moved_here(now, one)
    if one.happening in ("reopened", "declined"):
        return _heard(now, one)
    target = TARGETS.get(one.happening)
    if target is None:
        return None if now.state is State.WITHDRAWN else now
    if not _may(now, target):
        return None
    if target is State.DONE:
        now = replace(now, owes=False, answer_step=one.step, answer_ms=one.at_ms)
    return replace(now, state=target, asked_step=one.step if target is State.WANTED else now.asked_step)


def _may(now: Standing, target: State) -> bool:
    """Whether the county can lead there: not past the end, not past an open request, not to an end without answer."""
    if now.state is State.WITHDRAWN or now.asks:
        return False
    if now.state is State.CLOSED:
        return target is State.CLOSED
    return target is not State.CLOSED or not now.owes


def _heard(now: Standing, one: Rung) -> Standing | None:
    """The county's word on a request to reopen; it may also reopen by itself."""
    if now.state is State.WITHDRAWN:
        return None
    if one.happening == "reopened":
        return replace(now, state=State.REOPENED, asks=False, owes=True)
    return replace(now, state=State.DONE, asks=False) if now.asks else None


def _moved_here(now: Standing, one: Rung) -> Standing | None:
    if one.happening == WITHDRAWN:
        return None if now.state is State.CLOSED else replace(now, state=State.WITHDRAWN, asks=False, owes=False)
    if now.state is State.WITHDRAWN:
        return None
    if one.happening == NOT_SOLVED:
        return replace(now, state=State.REOPEN_ASKED, asks=True)
    if one.happening == SUPPLEMENTED and now.state is State.WANTED:
        return replace(now, state=State.SUPPLEMENTED)
    return now


def _dues(now: Standing, one: Rung) -> tuple[tuple[str, Running], ...]:
    running = {code: run for code, run in now.dues if code not in one.ended}
    running |= {due.clock: Running(due, one.happening, one.position) for due in one.dues}
    return tuple(running.items())
