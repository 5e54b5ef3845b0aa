"""A petition as a screen shows it: one row with everything that is said about it, finished."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection, Row

from kiosk import journal
from kiosk.catalogue.formats import Clock
from kiosk.clock import Instant, day_number, day_of
from kiosk.errors import NotFound
from kiosk.journal.entry import REF_EPOCH
from kiosk.journal.model import lane
from kiosk.people import names
from kiosk.people.model import clerk
from kiosk.petitions import rules
from kiosk.petitions.model import Secrecy, attached, due, joined, link, petition, rung
from kiosk.petitions.projectors import row_of
from kiosk.petitions.view import AttachmentView, DueView, PetitionView, StepView
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire.petition_ladder import Side, State

__all__ = ["AttachmentView", "DueView", "PetitionView", "StepView", "one", "these", "today"]

FOLLOW_UP = "follow_up"
"""The clock of the station's own question, four weeks after the answer (C12)."""

_PAIRS = msgspec.msgpack.Decoder(tuple[tuple[str, str], ...])
_NAMES = msgspec.msgpack.Decoder(tuple[str, ...])
_CLERK = Prepared(select(clerk.c.name).where(clerk.c.code == bindparam("a_code")))
_STEPS = Prepared(select(rung).where(rung.c.petition == bindparam("an_id")).order_by(rung.c.step, rung.c.position))
_DUES = Prepared(select(due).where(due.c.petition == bindparam("an_id")))
_ATTACHED = Prepared(select(attached).where(attached.c.petition == bindparam("an_id")).order_by(attached.c.position))
_LINKS = Prepared(
    select(petition.c.id, petition.c.number)
    .select_from(link.join(petition, petition.c.id == link.c.earlier))
    .where(link.c.petition == bindparam("an_id"))
    .order_by(petition.c.id)
)
_FOLLOWERS = Prepared(select(joined.c.name).where(joined.c.petition == bindparam("an_id")).order_by(joined.c.position))
_ACKED = Prepared(
    select(lane.c.acked_seq).where(lane.c.epoch == bindparam("an_epoch"), lane.c.lane == bindparam("a_lane"))
)


def today(db: Connection, at: Instant) -> date:
    """The business date."""
    return journal.business_day(db, at)


def one(db: Connection, station: Station, petition_id: int, at: Instant) -> PetitionView:
    """One petition with its ladder and attachments.

    Raises:
        NotFound: ``petitions.missing``.
    """
    if (row := row_of(db, petition_id)) is None:
        raise NotFound("petitions.missing")
    return _view(db, station, row, today(db, at), whole=True)


def these(db: Connection, station: Station, rows: "Iterable[Row[Any]]", at: Instant) -> tuple[PetitionView, ...]:
    """Rows of the table ``petition`` as a list shows them: without ladder, attachments and answers."""
    day = today(db, at)
    return tuple(_view(db, station, row, day, whole=False) for row in rows)


def _view(db: Connection, station: Station, row: Any, day: date, *, whole: bool) -> PetitionView:  # noqa: ANN401
    category, state = station.catalogue.category(row.category), State(row.state)
    dues = _dues(db, station, row, day)
    steps = _steps(db, station, row.id) if whole else ()
    return PetitionView(
        id=row.id, number=row.number, category=row.category,
        category_words=(category.level1, category.level2, category.level3), secrecy=Secrecy(row.secrecy),
        kind=row.kind, channel=row.channel, state=state, state_word=rules.state_word(state), icon=rules.ICONS[state],
        sound=rules.state_sound(state), state_since_ms=row.state_ms, filed_ms=row.filed_ms, day=day_of(row.day),
        by=row.by, by_name=_name_of(db, row.by), village=row.village, village_name=station.catalogue.place(row.village),
        office=station.catalogue.office_name(row.office), urgent=bool(row.urgent), summary=row.summary,
        text=row.text, request=row.request,
        name=row.name, name_masked=names.masked(row.name), resident=row.resident, phone=row.phone,
        address=row.address, household=row.household, contact=row.contact, group=row.group_no, grid=row.grid,
        place=row.place, answers=_PAIRS.decode(row.answers), representatives=_NAMES.decode(row.representatives),
        next_due=_next(dues, row.next_day), dues=dues, steps=steps,
        attachments=_attachments(db, row.id) if whole else (),
        linked=tuple((linked.id, linked.number) for linked in _LINKS(db, an_id=row.id)) if whole else (),
        followers=tuple(_FOLLOWERS(db, an_id=row.id).scalars()) if whole else (),
        answer=next((step.text for step in steps if _is_answer(step, row.answer_step)), ""),
        answer_step=row.answer_step, answer_ms=row.answer_ms,
        untold_step=row.tell_step if row.tell_step > row.told_step else 0, solved=row.solved,
        can_rate=rules.can_rate(state, row.answer_step, row.rated_step), can_supplement=rules.can_supplement(state),
        can_withdraw=rules.can_withdraw(state), asked_step=_asked(steps) if state is State.WANTED else 0,
        followup_due=any(one.clock == FOLLOW_UP and one.day <= day for one in dues),
        review_office=station.catalogue.office_name(row.review_office),
        review_day=day_of(row.review_day) if row.review_day else None,
        at_county=_at_county(db, row), forgotten=bool(row.forgotten), confirmed=row.confirmed,
    )  # fmt: skip


def _is_answer(step: StepView, number: int) -> bool:
    return step.side is Side.COUNTY and step.happening == "answered" and step.step == number > 0


def _asked(steps: Sequence[StepView]) -> int:
    return max((step.step for step in steps if step.side is Side.COUNTY and step.happening == "asked"), default=0)


def _dues(db: Connection, station: Station, row: Any, day: date) -> tuple[DueView, ...]:  # noqa: ANN401
    found = []
    for line in _DUES(db, an_id=row.id):
        clock = _clock(station, line.clock, row.category)
        ends = day_of(line.day)
        found.append(
            DueView(
                line.clock, clock.name if clock else line.clock, ends, bool(line.provisional), line.owner,
                rules.is_late(line.day, day), rules.is_three_times_late(line.start, line.day, day),
                line.day - day_number(day), day_of(line.was_day) if line.was_day else None, line.cause,
                clock.basis if clock else "", clock.statutory if clock else False,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.day, one.clock)))


def _clock(station: Station, code: str, category: str) -> Clock | None:
    fitting = [one for one in station.catalogue.clocks if one.code == code and category.startswith(one.category)]
    return max(fitting, key=lambda one: len(one.category), default=None)


def _next(dues: Sequence[DueView], next_day: int) -> DueView | None:
    """The one by which lists are sorted (``projectors``): what only the resident may do comes after what is owed."""
    on_it = [one for one in dues if day_number(one.day) == next_day]
    return min(on_it, key=lambda one: (one.owner == "resident", one.clock), default=None)


def _steps(db: Connection, station: Station, petition_id: int) -> tuple[StepView, ...]:
    return tuple(
        StepView(
            row.step, Side(row.side), row.happening, station.catalogue.office_name(row.office), row.text,
            bool(row.sealed), day_of(row.day) if row.day else None, row.at_ms, row.by,
        )
        for row in _STEPS(db, an_id=petition_id)
    )  # fmt: skip


def _attachments(db: Connection, petition_id: int) -> tuple[AttachmentView, ...]:
    return tuple(
        AttachmentView(row.digest, row.mime, row.bytes, row.role, row.duration_ms)
        for row in _ATTACHED(db, an_id=petition_id)
    )


def _name_of(db: Connection, code: str) -> str:
    row = _CLERK(db, a_code=code).first()
    return code if row is None else str(row.name)


def _at_county(db: Connection, row: Any) -> bool:  # noqa: ANN401 - a row of the table
    epoch, seq = divmod(row.ref, REF_EPOCH)
    acked = _ACKED(db, an_epoch=epoch, a_lane=row.lane).first()
    return acked is not None and seq <= acked.acked_seq
