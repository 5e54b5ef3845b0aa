"""How punctually petitions were answered (R4): a year by class and by office, its transfers, and every late one.

A petition is judged by the county's target; where none was set, by the term to decide, else by that to register. The
clock stands still with the first step that stops it: what is reopened later does not make an answer late. Nothing here
names anybody.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.catalogue.calendar import Unit
from kiosk.clock import Instant, day_number, day_of, local
from kiosk.journal.model import journal as entries
from kiosk.payments.desk.reports import heading
from kiosk.petitions import rules
from kiosk.petitions.model import petition, rung
from kiosk.sheets import Column, Kind, Sheet
from kiosk.station import Station
from kiosk.wire import petition_ladder as ladder
from kiosk.wire.petition_events import Due
from kiosk.wire.petition_ladder import Rung, Side, State

_CLOCKS = ("target", "decide", "register")
"""By which a petition is judged: the first of them that it has."""
_COUNTS = ("filed", "in_time", "waiting", "late", "three_times_late")
_DUES = msgspec.msgpack.Decoder(tuple[Due, ...])
_CODES = msgspec.msgpack.Decoder(tuple[str, ...])


@dataclass(frozen=True)
class Tally:
    """Petitions of one class, office or state.

    Attributes:
        name: In words; "" for those that no office has yet.
        filed: How many.
        in_time: Answered by their day.
        waiting: Unanswered, their day still to come.
        late: Answered after their day, or past it without an answer.
        three_times_late: Those of them where more than three times the term passed.

    Those that were withdrawn before their day are only in ``filed``.
    """

    name: str
    filed: int
    in_time: int
    waiting: int
    late: int
    three_times_late: int


@dataclass(frozen=True)
class LateOne:
    """A petition whose day has passed without an answer, or passed before it.

    Attributes:
        petition: Its id; ``number`` as on paper.
        category: Class and leaf in words.
        office: In charge, in words; "" for none yet.
        state: Where it stands.
        due: Its day.
        days: By how many it is or was late.
        three_times: More than three times the term passed.
    """

    petition: int
    number: str
    category: str
    office: str
    state: State
    due: date
    days: int
    three_times: bool


@dataclass(frozen=True)
class Punctuality:
    """The petitions that were filed from ``first`` to ``last``.

    Attributes:
        first: First day; ``last`` the last one.
        total: All of them.
        classes: By class, the largest first; ``offices`` by the office in charge, ``states`` in the ladder's order.
        transfers: How often the county transferred one.
        late: The late ones, the latest first.
    """

    first: date
    last: date
    total: Tally
    classes: tuple[Tally, ...]
    offices: tuple[Tally, ...]
    states: tuple[Tally, ...]
    transfers: int
    late: tuple[LateOne, ...]

    def late_ones(self, *, three_times: bool) -> tuple[LateOne, ...]:
        """All late ones, or only those where three times the term passed."""
        return tuple(one for one in self.late if one.three_times or not three_times)


def yearly(db: Connection, station: Station, year: int, at: Instant) -> Punctuality:
    """The petitions that were filed in a year, judged at ``at``."""
    return of_days(db, station, date(year, 1, 1), date(year, 12, 31), journal.business_day(db, at))


def of_days(db: Connection, station: Station, first: date, last: date, today: date) -> Punctuality:
    """The petitions that were filed from ``first`` to ``last``; those without an answer are judged on ``today``."""
    found = [_judged(station, row, rungs, today) for row, rungs in _read(db, first, last)]
    order = list(State)
    late = sorted((one.late for one in found if one.late), key=lambda one: (-one.days, one.petition))
    return Punctuality(
        first, last, _tally("", found),
        _largest(found, lambda one: one.level1), _largest(found, lambda one: one.office),
        tuple(
            _tally(station.texts(rules.state_word(state)), here)
            for state in order
            if (here := [one for one in found if one.state is state])
        ),
        sum(one.transfers for one in found), tuple(late),
    )  # fmt: skip


def last_day(db: Connection) -> date:
    """The business day of the newest entry: "today" for sheets that are a function of the data alone."""
    newest = select(entries.c.day).order_by(entries.c.position.desc()).limit(1)
    return day_of(db.execute(newest).scalar() or 0)


# ── Sheets ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def columns(station: Station) -> tuple[Column, ...]:
    """Of :func:`rows`."""
    say = station.texts
    return (
        Column(say("payments-desk.pack.group"), Kind.TEXT, 3),
        Column(say("payments-desk.pack.name"), Kind.TEXT, 6),
        *(Column(say(f"payments-desk.pack.{name}"), Kind.COUNT, 2) for name in _COUNTS),
    )


def rows(station: Station, found: Punctuality) -> tuple[tuple[str | int, ...], ...]:
    """By state, by class and by office."""
    say = station.texts
    groups = (("by_state", found.states), ("by_class", found.classes), ("by_office", found.offices))
    return tuple(
        (
            say(f"payments-desk.pack.{group}"),
            one.name or say("payments-desk.pack.no_office"),
            *(int(getattr(one, name)) for name in _COUNTS),
        )
        for group, tallies in groups
        for one in tallies
    )


def totals(station: Station, found: Punctuality) -> tuple[tuple[str, str], ...]:
    """Each count over all, and the transfers."""
    say = station.texts
    counts = tuple((say(f"payments-desk.pack.{name}"), str(getattr(found.total, name))) for name in _COUNTS)
    return (*counts, (say("payments-desk.pack.transfers"), str(found.transfers)))


def sheets(station: Station, found: Punctuality) -> tuple[Sheet, Sheet]:
    """The year's counts, and its late petitions by number."""
    say, head = station.texts, heading(station, f"{found.first:%Y-%m-%d} – {found.last:%Y-%m-%d}")
    stem = f"{station.code}_punctuality_{found.first:%Y}"
    listed = tuple(Column(say(f"payments-desk.pack.{name}"), Kind.TEXT, weight) for name, weight in _LISTED)
    lines = tuple(
        (
            one.number, one.category, one.office or say("payments-desk.pack.no_office"),
            say(rules.state_word(one.state)), f"{one.due:%Y-%m-%d}", str(one.days),
            say("payments-desk.pack.three_times_late") if one.three_times else "",
        )
        for one in found.late
    )  # fmt: skip
    none = () if lines else (say("payments-desk.pack.none_late"),)
    title, late_title = say("payments-desk.pack.punctuality"), say("payments-desk.pack.late_ones")
    return (
        Sheet(f"{stem}_counts", title, columns(station), rows(station, found), totals(station, found), heading=head),
        Sheet(f"{stem}_late", late_title, listed, lines, notes=none, heading=head),
    )


_LISTED = (("number", 5), ("category", 6), ("office", 4), ("state", 3), ("due", 3), ("days_late", 2), ("mark", 2))

# ── Judging ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Judged:
    level1: str
    office: str
    state: State
    transfers: int
    in_time: bool = False
    waiting: bool = False
    late: LateOne | None = None


@dataclass(frozen=True)
class _Run:
    """A clock that ran: ``stopped`` the step that stopped it, or None."""

    due: Due
    stopped: Rung | None = None


def _read(db: Connection, first: date, last: date) -> Iterable[tuple[Any, list[Rung]]]:
    """Each petition of the days with its steps, in the ladder's order."""
    query = (
        select(
            petition.c.id, petition.c.number, petition.c.category, petition.c.office, petition.c.state, rung.c.step,
            rung.c.position, rung.c.side, rung.c.happening, rung.c.at_ms, rung.c.dues, rung.c.ended,
        )
        .select_from(petition.join(rung, rung.c.petition == petition.c.id))
        .where(petition.c.day.between(day_number(first), day_number(last)))
        .order_by(petition.c.id)
    )  # fmt: skip
    for _, lines in groupby(db.execute(query), key=lambda row: row.id):
        steps = list(lines)
        yield steps[0], sorted(map(_rung, steps), key=_order)


def _rung(row: Any) -> Rung:  # noqa: ANN401 - a row of the table
    return Rung(
        row.step, row.position, Side(row.side), row.happening, row.at_ms, dues=_DUES.decode(row.dues),
        ended=_CODES.decode(row.ended),
    )  # fmt: skip


def _order(one: Rung) -> tuple[int, bool, int]:
    return one.step, not ladder.is_numbered(one), one.position


def _judged(station: Station, row: Any, rungs: Sequence[Rung], today: date) -> _Judged:  # noqa: ANN401 - a row
    category, office = station.catalogue.category(row.category), station.catalogue.office_name(row.office)
    transfers = sum(ladder.is_numbered(one) and one.happening == "transferred" for one in rungs)
    known = _Judged(category.level1, office, State(row.state), transfers)
    run = next((run for clock in _CLOCKS if (run := _run(rungs, clock))), None)
    if run is None:
        return known
    due_day = _day(station, run.due)
    until = day_number(local(run.stopped.at_ms).date() if run.stopped else today)
    if not rules.is_late(due_day, until):
        withdrawn = run.stopped is not None and run.stopped.happening == ladder.WITHDRAWN
        return _Judged(
            known.level1, office, known.state, transfers, in_time=run.stopped is not None and not withdrawn,
            waiting=run.stopped is None,
        )  # fmt: skip
    words = " · ".join(part for part in (category.level1, category.level3) if part)
    late = LateOne(
        row.id, row.number, words, office, known.state, day_of(due_day), until - due_day,
        rules.is_three_times_late(run.due.start, due_day, until),
    )  # fmt: skip
    return _Judged(known.level1, office, known.state, transfers, late=late)


def _run(rungs: Sequence[Rung], clock: str) -> _Run | None:
    """How a clock ran last; a step that sets it anew before it stopped sets its day anew."""
    run: _Run | None = None
    for one in rungs:
        if run and not run.stopped and clock in one.ended:
            run = _Run(run.due, one)
        for due in one.dues:
            if due.clock == clock:
                run = _Run(due)
    return run


def _day(station: Station, due: Due) -> int:
    """The last day of a term, by the holidays as they are known now (as ``petitions.desk.dues`` moves them)."""
    if due.unit != Unit.WORKING.value or not due.days:
        return due.day
    term = station.catalogue.calendar.after(due.start, due.days, Unit.WORKING)
    return due.day if term.provisional and not due.provisional else term.day


def _largest(found: Sequence[_Judged], key: Callable[[_Judged], str]) -> tuple[Tally, ...]:
    names = {key(one) for one in found}
    tallies = (_tally(name, [one for one in found if key(one) == name]) for name in names)
    return tuple(sorted(tallies, key=lambda one: (-one.filed, one.name)))


def _tally(name: str, found: Sequence[_Judged]) -> Tally:
    late = [one.late for one in found if one.late]
    return Tally(
        name, len(found), sum(one.in_time for one in found), sum(one.waiting for one in found), len(late),
        sum(one.three_times for one in late),
    )  # fmt: skip
