"""Who writes the petition tables: one projector per kind of fact.

Where a petition stands is ``ladder``'s to say, from all its steps; here it is written down. A step about a petition
that this station does not know, and one that comes twice, change nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec
from sqlalchemy import bindparam, delete, func, insert, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection, Row

from kiosk import journal
from kiosk.clock import day_number
from kiosk.journal import Entry
from kiosk.ledger import registry
from kiosk.petitions import model
from kiosk.petitions.model import NO_DAY, attached, due, link, petition, rung
from kiosk.store.prepared import Prepared
from kiosk.wire import petition_decisions as decisions
from kiosk.wire import petition_events as events
from kiosk.wire import petition_ladder as ladder
from kiosk.wire.petition_events import Attached, Due
from kiosk.wire.petition_ladder import Rung, Side, Standing, State

_pack = msgspec.msgpack.encode
_NOTHING = _pack(())
_DUES = msgspec.msgpack.Decoder(tuple[Due, ...])
_CODES = msgspec.msgpack.Decoder(tuple[str, ...])

_INSERT = Prepared(insert(petition), *petition.c.keys())
_INSERT_RUNG = Prepared(insert(rung), *rung.c.keys())
_INSERT_DUE = Prepared(insert(due).prefix_with("OR REPLACE"), *due.c.keys())
_INSERT_ATTACHED = Prepared(insert(attached).prefix_with("OR IGNORE"), *attached.c.keys())
_INSERT_LINK = Prepared(insert(link).prefix_with("OR IGNORE"), *link.c.keys())
_BY_ID = Prepared(select(petition).where(petition.c.id == bindparam("an_id")))
_RUNGS = Prepared(select(rung).where(rung.c.petition == bindparam("an_id")).order_by(rung.c.position))
_DUES_OF = Prepared(select(due).where(due.c.petition == bindparam("an_id")))
_END_DUE = Prepared(delete(due).where(due.c.petition == bindparam("an_id"), due.c.clock == bindparam("a_clock")))


def row_of(db: Connection, petition_id: int) -> "Row[tuple[object, ...]] | None":
    """A petition's row; None when this station does not know it."""
    row: Row[tuple[object, ...]] | None = _BY_ID(db, an_id=petition_id).first()
    return row


@cache
def _changing(*columns: str) -> Prepared:
    return Prepared(update(petition).where(petition.c.id == bindparam("an_id")), *columns)


def _change(db: Connection, petition_id: int, **columns: object) -> None:
    _changing(*columns)(db, an_id=petition_id, **columns)


@registry.open_matter
def _open(db: Connection) -> tuple[registry.Matter, ...]:
    count = select(func.count()).select_from(petition).where(petition.c.is_open == 1)
    return (registry.Matter("petitions.open", db.execute(count).scalar_one()),)


# ── Filing ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(events.PetitionFiled)
def _filed(db: Connection, entry: Entry, fact: events.PetitionFiled) -> None:
    body, who, where = fact.body, fact.body.petitioner, fact.body.place
    _INSERT(
        db, id=fact.petition, number=fact.number, position=entry.position, lane=entry.lane, ref=entry.ref,
        filed_ms=entry.at_ms, day=day_number(entry.day), by=entry.by, category=fact.category, secrecy=fact.secrecy,
        kind=fact.kind, channel=fact.channel, urgent=int(fact.urgent), confirmed=fact.confirmed,
        on_behalf=fact.on_behalf, office=fact.office, village=fact.village, state=State.FILED.value,
        state_ms=entry.at_ms, is_open=1, step=0, answer_step=0, answer_ms=0, tell_step=0, told_step=0,
        next_day=_next_day(fact.dues), rated_step=0, solved="", review_office="", review_day=0, summary=body.summary,
        text=body.text, request=body.request, name=who.name, resident=who.resident, phone=who.phone,
        address=who.address, household=who.household, contact=who.contact, group_no=where.group, grid=where.grid,
        place=where.words, answers=_pack(body.answers), representatives=_pack(body.representatives), salt=fact.salt,
        check=fact.check, forgotten=0,
    )  # fmt: skip
    filed = Rung(0, entry.position, Side.STATION, ladder.FILED, entry.at_ms, fact.office, fact.dues)
    _add_rung(db, entry, fact.petition, filed)
    _INSERT_DUE.many(db, [_due_row(fact.petition, one, ladder.FILED, entry.position) for one in fact.dues])
    _attach(db, entry, fact.petition, body.attachments)
    _INSERT_LINK.many(db, [{"petition": fact.petition, "earlier": one} for one in fact.linked])


def _attach(db: Connection, entry: Entry, petition_id: int, some: Iterable[Attached]) -> None:
    _INSERT_ATTACHED.many(
        db,
        [
            {
                "petition": petition_id, "digest": one.digest, "position": entry.position, "mime": one.mime,
                "bytes": one.bytes, "role": one.role, "duration_ms": one.duration_ms,
            }
            for one in some
        ],
    )  # fmt: skip


# ── Steps of either side ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Words:
    """What a step says, beside where it leads."""

    text: str = ""
    sealed: bytes = b""
    day: int = 0


_SILENT = _Words()


@journal.projects(decisions.PetitionStep)
def _stepped(db: Connection, entry: Entry, fact: decisions.PetitionStep) -> None:
    rungs = _rungs(db, fact.petition)
    if not rungs or any(ladder.is_numbered(one) and one.step == fact.step for one in rungs):
        return
    added = Rung(
        fact.step, entry.position, Side.COUNTY, fact.happening, entry.at_ms, fact.office, fact.dues, fact.ended,
        fact.review_office, fact.review_day,
    )  # fmt: skip
    _add_rung(db, entry, fact.petition, added, _Words(fact.text, fact.sealed, fact.day))
    _stand(db, fact.petition, [*rungs, added])


@journal.projects(decisions.CategoryChanged)
def _category_changed(db: Connection, entry: Entry, fact: decisions.CategoryChanged) -> None:
    if not (rungs := _rungs(db, fact.petition)):
        return
    known = max(one.step for one in rungs)
    added = Rung(known, entry.position, Side.COUNTY, ladder.CATEGORY, entry.at_ms, dues=fact.dues)
    _add_rung(db, entry, fact.petition, added, _Words(fact.reason))
    _stand(db, fact.petition, [*rungs, added], category=fact.category)


@journal.projects(events.PetitionSupplemented)
def _supplemented(db: Connection, entry: Entry, fact: events.PetitionSupplemented) -> None:
    _step_here(db, entry, fact, "supplemented", fact.text, step=fact.known, dues=fact.dues)
    _attach(db, entry, fact.petition, fact.attachments)


@journal.projects(events.PetitionRated)
def _rated(db: Connection, entry: Entry, fact: events.PetitionRated) -> None:
    happening = ladder.NOT_SOLVED if fact.solved == "no" else f"rated_{fact.solved}"
    _step_here(db, entry, fact, happening, fact.words, step=fact.step, dues=fact.dues)
    _change(db, fact.petition, rated_step=fact.step, solved=fact.solved)


@journal.projects(events.PetitionFollowedUp)
def _followed_up(db: Connection, entry: Entry, fact: events.PetitionFollowedUp) -> None:
    _step_here(db, entry, fact, f"followed_up_{fact.solved}", fact.words, step=fact.known)


@journal.projects(events.PetitionWithdrawn)
def _withdrawn(db: Connection, entry: Entry, fact: events.PetitionWithdrawn) -> None:
    _step_here(db, entry, fact, ladder.WITHDRAWN, fact.reason, step=fact.known)


_OwnStep = events.PetitionSupplemented | events.PetitionRated | events.PetitionFollowedUp | events.PetitionWithdrawn


def _step_here(
    db: Connection,
    entry: Entry,
    fact: _OwnStep,
    happening: str,
    text: str,
    *,
    step: int,
    dues: tuple[Due, ...] = (),
) -> None:
    """A step of ours: behind the step of the county that it answers, or behind the last one known."""
    if not (rungs := _rungs(db, fact.petition)):
        return
    added = Rung(step, entry.position, Side.STATION, happening, entry.at_ms, dues=dues, ended=fact.ended)
    _add_rung(db, entry, fact.petition, added, _Words(text))
    _stand(db, fact.petition, [*rungs, added])


def _add_rung(db: Connection, entry: Entry, petition_id: int, added: Rung, words: _Words = _SILENT) -> None:
    _INSERT_RUNG(
        db, petition=petition_id, position=added.position, step=added.step, side=added.side.value,
        happening=added.happening, office=added.office, text=words.text, sealed=words.sealed, day=words.day,
        review_office=added.review_office, review_day=added.review_day, dues=_pack(added.dues),
        ended=_pack(added.ended), at_ms=entry.at_ms, by=entry.by,
    )  # fmt: skip


def _rungs(db: Connection, petition_id: int) -> list[Rung]:
    return [
        Rung(
            row.step, row.position, Side(row.side), row.happening, row.at_ms, row.office, _DUES.decode(row.dues),
            _CODES.decode(row.ended), row.review_office, row.review_day,
        )
        for row in _RUNGS(db, an_id=petition_id)
    ]  # fmt: skip


def _stand(db: Connection, petition_id: int, rungs: Sequence[Rung], **columns: object) -> None:
    """Write down where all its steps leave a petition."""
    now = ladder.stand(rungs)
    days = _set_dues(db, petition_id, now)
    _change(
        db, petition_id, state=now.state.value, state_ms=now.since_ms, is_open=int(now.is_open), step=now.step,
        office=now.office, answer_step=now.answer_step, answer_ms=now.answer_ms, tell_step=now.tell_step,
        review_office=now.review_office, review_day=now.review_day, next_day=_next_day(days), **columns,
    )  # fmt: skip


# ── Due days ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _set_dues(db: Connection, petition_id: int, now: Standing) -> list[Due]:
    """Make the table say which clocks run; a day that a new table of holidays has moved stays moved.

    Returns:
        The clocks with the days that they have now.
    """
    known = {row.clock: row for row in _DUES_OF(db, an_id=petition_id)}
    runs = dict(now.dues)
    for clock in known.keys() - runs.keys():
        _END_DUE(db, an_id=petition_id, a_clock=clock)
    days = []
    for clock, run in runs.items():
        row = known.get(clock)
        if row is not None and (row.told_day, row.start) == (run.due.day, run.due.start):
            days.append(Due(clock, row.day, bool(row.provisional), row.owner, row.start, row.days, row.unit))
            continue
        was = row.day if row is not None else 0
        _INSERT_DUE(db, **_due_row(petition_id, run.due, run.cause, run.position, was))
        days.append(run.due)
    return days


def _due_row(petition_id: int, one: Due, cause: str, position: int, was_day: int = 0) -> dict[str, object]:
    return {
        "petition": petition_id, "clock": one.clock, "day": one.day, "provisional": int(one.provisional),
        "owner": one.owner, "start": one.start, "days": one.days, "unit": one.unit, "told_day": one.day,
        "was_day": was_day, "cause": cause, "cause_position": position,
    }  # fmt: skip


def _next_day(dues: Iterable[Due]) -> int:
    """The earliest day; what only the resident may do counts where nobody else owes anything."""
    days = [(one.owner == "resident", one.day) for one in dues]
    return min(days)[1] if days else NO_DAY


_MOVE = Prepared(
    update(due)
    .where(due.c.petition == bindparam("an_id"), due.c.clock == bindparam("a_clock"), due.c.day != bindparam("new_day"))
    .values(
        was_day=due.c.day, day=bindparam("new_day"), provisional=bindparam("new_provisional"),
        cause=bindparam("new_cause"), cause_position=bindparam("new_position"),
    )
)  # fmt: skip
_SETTLE = Prepared(
    update(due)
    .where(due.c.petition == bindparam("an_id"), due.c.clock == bindparam("a_clock"))
    .values(provisional=bindparam("new_provisional"))
)


def _moving_next() -> Prepared:
    its = due.c.petition == petition.c.id
    others = select(func.min(due.c.day)).where(its, due.c.owner != literal_column("'resident'"))
    everyone = select(func.min(due.c.day)).where(its)
    earliest = func.coalesce(others.scalar_subquery(), everyone.scalar_subquery(), literal_column(str(NO_DAY)))
    return Prepared(update(petition).where(petition.c.id == bindparam("an_id")).values(next_day=earliest))


_MOVE_NEXT = _moving_next()


@journal.projects(events.DuesMoved)
def _dues_moved(db: Connection, entry: Entry, fact: events.DuesMoved) -> None:
    _MOVE.many(
        db,
        [
            {
                "an_id": petition_id, "a_clock": clock, "new_day": day, "new_provisional": int(provisional),
                "new_cause": fact.cause, "new_position": entry.position,
            }
            for petition_id, clock, day, provisional in fact.moved
        ],
    )  # fmt: skip
    _SETTLE.many(
        db,
        [
            {"an_id": petition_id, "a_clock": clock, "new_provisional": int(provisional)}
            for petition_id, clock, _, provisional in fact.moved
        ],
    )
    _MOVE_NEXT.many(db, [{"an_id": one} for one in dict.fromkeys(line[0] for line in fact.moved)])


# ── What the resident was told, who follows, who acted for whom ───────────────────────────────────────────────────────


@journal.projects(events.AnswerGiven)
def _answer_given(db: Connection, _entry: Entry, fact: events.AnswerGiven) -> None:
    this = (petition.c.id == fact.petition) & (petition.c.told_step < fact.step)
    db.execute(update(petition).where(this).values(told_step=fact.step))


@journal.projects(events.PetitionJoined)
def _joined(db: Connection, entry: Entry, fact: events.PetitionJoined) -> None:
    row = {
        "petition": fact.petition, "position": entry.position, "name": fact.name, "resident": fact.resident,
        "phone": fact.phone, "at_ms": entry.at_ms,
    }  # fmt: skip
    db.execute(insert(model.joined), row)


@journal.projects(events.OnBehalfBegan)
def _behalf_began(db: Connection, entry: Entry, fact: events.OnBehalfBegan) -> None:
    row = {
        "session": fact.session, "name": fact.name, "resident": fact.resident, "identity": fact.identity,
        "id_tail": fact.id_tail, "proof": fact.proof, "witness": fact.witness, "by": entry.by,
        "began_ms": entry.at_ms, "ended_ms": 0, "why": "",
    }  # fmt: skip
    db.execute(insert(model.behalf), row)


@journal.projects(events.OnBehalfEnded)
def _behalf_ended(db: Connection, entry: Entry, fact: events.OnBehalfEnded) -> None:
    this = (model.behalf.c.session == fact.session) & (model.behalf.c.ended_ms == 0)
    db.execute(update(model.behalf).where(this).values(ended_ms=entry.at_ms, why=fact.why))


@journal.projects(decisions.ReplyTimes)
def _reply_times(db: Connection, _entry: Entry, fact: decisions.ReplyTimes) -> None:
    db.execute(delete(model.reply_time))
    rows = {
        one.category: {"category": one.category, "median_days": one.median_days, "late_days": one.late_days}
        for one in fact.times
    }
    if rows:
        db.execute(insert(model.reply_time), list(rows.values()))


@journal.projects(decisions.PetitionMet)
def _met(db: Connection, entry: Entry, fact: decisions.PetitionMet) -> None:
    row = {
        "number": fact.number, "station": fact.station, "category": fact.category, "state": fact.state,
        "salt": fact.salt, "check": fact.check, "at_ms": entry.at_ms,
    }  # fmt: skip
    db.execute(upsert(model.met).on_conflict_do_update(index_elements=["number"], set_=row), row)


# ── Forgetting (C6) ───────────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(events.PetitionsForgotten)
def _forgotten(db: Connection, _entry: Entry, fact: events.PetitionsForgotten) -> None:
    """Leave what replaying the stubs of ``privacy`` gives: number, category, dates and states."""
    its = petition.c.id.in_(fact.petitions)
    texts = (
        "summary", "text", "request", "name", "resident", "phone", "address", "household", "grid", "place",
    )  # fmt: skip
    blank = dict.fromkeys(texts, "") | {"contact": "again", "group_no": 0, "forgotten": 1}
    db.execute(update(petition).where(its).values(**blank, answers=_NOTHING, representatives=_NOTHING))
    db.execute(update(rung).where(rung.c.petition.in_(fact.petitions)).values(text="", sealed=b""))
    db.execute(delete(attached).where(attached.c.petition.in_(fact.petitions)))
    named = model.joined.c.petition.in_(fact.petitions)
    db.execute(update(model.joined).where(named).values(name="", resident="", phone=""))
    acted = model.behalf.c.session.in_(fact.sessions)
    db.execute(update(model.behalf).where(acted).values(name="", resident="", id_tail="", proof="", witness=""))
