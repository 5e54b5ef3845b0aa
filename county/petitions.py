"""Petitions at the county, as its stations' events and its own steps tell them.

Every fact becomes one row of steps; where the petition stands is then reckoned from all of them by the ladder that the
stations use too (``kiosk.wire.petition_ladder``), so that neither the order in which facts come nor what crossed on the
road makes a difference, and both sides come to the same.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county.petition_model import NO_DAY, due, petition, step
from county.projections import Decided, Received, UnfitError, applies, projects
from county.store import insert_missing, lock_feed
from kiosk.wire import codec
from kiosk.wire import petition_decisions as decisions
from kiosk.wire import petition_events as events
from kiosk.wire import petition_ladder as ladder
from kiosk.wire.petition_events import Attached, Due, PetitionBody
from kiosk.wire.petition_ladder import Rung, Side, Standing

OURS = 0
"""In place of a lane: a step of the county itself."""
PUBLIC, CONFIDENTIAL, ANONYMOUS = SECRECIES = ("public", "confidential", "anonymous")
GIVEN, JOINED = "given", "joined"
_FIRST = -1  # filing stands before everything else, whichever lane it came in
_RATED = {"yes": "rated_yes", "partly": "rated_partly", "no": ladder.NOT_SOLVED}

_DUES = msgspec.msgpack.Decoder(tuple[Due, ...])
_CODES = msgspec.msgpack.Decoder(tuple[str, ...])
_ATTACHED = msgspec.msgpack.Decoder(tuple[Attached, ...])

Row = sa.Row[Any]


def one(db: Connection, station: str, number: int) -> Row | None:
    """A petition's row, or None."""
    return db.execute(sa.select(petition).where(*_this(petition, station, number))).first()


def steps(db: Connection, station: str, number: int) -> list[Row]:
    """All its steps as they became known here, oldest first."""
    found = sa.select(step).where(*_this(step, station, number))
    return list(db.execute(found.order_by(step.c.at_ms, step.c.lane, step.c.ref)).all())


def dues(db: Connection, station: str, number: int) -> list[Row]:
    """The clocks that run, the earliest day first."""
    found = sa.select(due).where(*_this(due, station, number))
    return list(db.execute(found.order_by(due.c.day, due.c.clock)).all())


def body_of(row: Row) -> PetitionBody:
    """What a petition says, as far as it is in clear."""
    return codec.unpack(bytes(row.body), PetitionBody)


def attachments_of(row: Row) -> tuple[Attached, ...]:
    """What came with a step."""
    return _ATTACHED.decode(bytes(row.attachments))


def standing(db: Connection, station: str, number: int) -> Standing:
    """Where it stands after all its steps."""
    return ladder.stand(_rung(row) for row in steps(db, station, number))


# What the stations say.


@projects(events.PetitionFiled)
def _filed(db: Connection, head: Received, fact: events.PetitionFiled) -> None:
    row = {
        "station": head.station, "petition": fact.petition, "number": fact.number, "category": fact.category,
        "secrecy": fact.secrecy, "kind": fact.kind, "channel": fact.channel, "confirmed": fact.confirmed,
        "village": fact.village, "urgent": fact.urgent, "on_behalf": fact.on_behalf, "day": head.day,
        "at_ms": head.at_ms, "received_ms": head.received_ms, "by": head.by, "body": codec.pack(fact.body),
        "sealed": fact.sealed, "reply_key": fact.reply_key, "linked": codec.pack(fact.linked),
        "state": ladder.State.FILED, "since_ms": head.at_ms, "is_open": True, "asks": False, "office": fact.office,
        "step": 0, "answer_step": 0, "answer_ms": 0, "solved": "", "next_day": NO_DAY,
    }  # fmt: skip
    _must_fit(petition, row)
    if fact.secrecy not in SECRECIES:
        raise UnfitError("secrecy")
    lock_feed(db)
    if one(db, head.station, fact.petition) is not None:
        raise UnfitError("filed twice")
    db.execute(sa.insert(petition), row)
    _add(db, head, fact.petition, ladder.FILED, office=fact.office, dues=fact.dues, attachments=fact.body.attachments)


@projects(events.PetitionSupplemented)
def _supplemented(db: Connection, head: Received, fact: events.PetitionSupplemented) -> None:
    _add(
        db, head, fact.petition, ladder.SUPPLEMENTED, step=fact.known, text=fact.text, sealed=fact.sealed,
        dues=fact.dues, ended=fact.ended, attachments=fact.attachments,
    )  # fmt: skip


@projects(events.PetitionRated)
def _rated(db: Connection, head: Received, fact: events.PetitionRated) -> None:
    _add(
        db, head, fact.petition, _RATED[fact.solved], step=fact.step, text=fact.words, sealed=fact.sealed,
        dues=fact.dues, ended=fact.ended,
    )  # fmt: skip


@projects(events.PetitionFollowedUp)
def _followed_up(db: Connection, head: Received, fact: events.PetitionFollowedUp) -> None:
    happening = f"followed_up_{fact.solved}"
    _add(db, head, fact.petition, happening, step=fact.known, text=fact.words, sealed=fact.sealed, ended=fact.ended)


@projects(events.PetitionWithdrawn)
def _withdrawn(db: Connection, head: Received, fact: events.PetitionWithdrawn) -> None:
    _add(db, head, fact.petition, ladder.WITHDRAWN, step=fact.known, text=fact.reason, ended=fact.ended)


@projects(events.PetitionJoined)
def _joined(db: Connection, head: Received, fact: events.PetitionJoined) -> None:
    _add(db, head, fact.petition, JOINED, text=fact.name)


@projects(events.AnswerGiven)
def _given(db: Connection, head: Received, fact: events.AnswerGiven) -> None:
    _add(db, head, fact.petition, GIVEN, step=fact.step, text=fact.how)


# What the county decided.


@applies(decisions.PetitionStep)
def _stepped(db: Connection, head: Decided, fact: decisions.PetitionStep) -> None:
    row = {
        **_blank(), "station": head.station, "petition": fact.petition, "lane": OURS, "ref": head.number,
        "side": Side.COUNTY, "step": fact.step, "happening": fact.happening, "at_ms": head.at_ms,
        "office": fact.office, "text": fact.text.encode(), "sealed": fact.sealed, "day": fact.day,
        "dues": codec.pack(fact.dues), "ended": codec.pack(fact.ended), "review_office": fact.review_office,
        "review_day": fact.review_day,
    }  # fmt: skip
    insert_missing(db, step, [row])
    _stand(db, head.station, fact.petition)


@applies(decisions.CategoryChanged)
def _category_changed(db: Connection, head: Decided, fact: decisions.CategoryChanged) -> None:
    known = standing(db, head.station, fact.petition).step
    row = {
        **_blank(), "station": head.station, "petition": fact.petition, "lane": OURS, "ref": head.number,
        "side": Side.COUNTY, "step": known, "happening": ladder.CATEGORY, "at_ms": head.at_ms,
        "text": fact.reason.encode(), "dues": codec.pack(fact.dues),
    }  # fmt: skip
    insert_missing(db, step, [row])
    this = _this(petition, head.station, fact.petition)
    db.execute(sa.update(petition).where(*this).values(category=fact.category))
    _stand(db, head.station, fact.petition)


# Parts.


def _add(
    db: Connection, head: Received, number: int, happening: str, *, dues: tuple[Due, ...] = (),
    ended: tuple[str, ...] = (), attachments: tuple[Attached, ...] = (), text: str = "", **columns: Any,  # noqa: ANN401
) -> None:  # fmt: skip
    row = {
        **_blank(), "station": head.station, "petition": number, "lane": head.lane, "ref": head.ref,
        "side": Side.STATION, "happening": happening, "at_ms": head.at_ms, "by": head.by, "text": text.encode(),
        "dues": codec.pack(dues), "ended": codec.pack(ended), "attachments": codec.pack(attachments), **columns,
    }  # fmt: skip
    _must_fit(step, row)
    # A step of ours and one of the station's must not each miss the other.
    lock_feed(db)
    insert_missing(db, step, [row])
    _stand(db, head.station, number)


def _blank() -> dict[str, Any]:
    nothing = codec.pack(())
    return {
        "step": 0, "by": "", "office": "", "text": b"", "sealed": b"", "day": 0, "dues": nothing, "ended": nothing,
        "attachments": nothing, "review_office": "", "review_day": 0,
    }  # fmt: skip


def _must_fit(table: sa.Table, row: dict[str, Any]) -> None:
    """Turn away texts that a station can say and a column here cannot hold, on both databases alike.

    Raises:
        UnfitError: Which.
    """
    for name, value in row.items():
        if isinstance(value, str) and ("\0" in value or len(value) > getattr(table.c[name].type, "length", 0)):
            raise UnfitError(name)


def _stand(db: Connection, station: str, number: int) -> None:
    """Write down where all its steps leave a petition; its filing may still be on the road."""
    rows = steps(db, station, number)
    if one(db, station, number) is None:
        return
    now = ladder.stand(map(_rung, rows))
    _set_dues(db, station, number, now)
    days = [run.due.day for _, run in now.dues if run.due.owner in ("county", "office")]
    rated = [row for row in rows if row.happening in _RATED.values()]
    values = {
        "state": now.state, "since_ms": now.since_ms, "is_open": now.is_open, "asks": now.asks, "office": now.office,
        "step": now.step, "answer_step": now.answer_step, "answer_ms": now.answer_ms,
        "solved": max(rated, key=lambda row: (row.step, row.ref)).happening if rated else "",
        "next_day": min(days, default=NO_DAY),
    }  # fmt: skip
    db.execute(sa.update(petition).where(*_this(petition, station, number)).values(values))


def _set_dues(db: Connection, station: str, number: int, now: Standing) -> None:
    db.execute(sa.delete(due).where(*_this(due, station, number)))
    rows = [
        {
            "station": station, "petition": number, "clock": code, "day": run.due.day,
            "provisional": run.due.provisional, "owner": run.due.owner, "start": run.due.start, "days": run.due.days,
            "unit": run.due.unit, "cause": run.cause,
        }
        for code, run in now.dues
    ]  # fmt: skip
    if rows:
        db.execute(sa.insert(due), rows)


def _rung(row: Row) -> Rung:
    filed = row.happening == ladder.FILED and row.side == Side.STATION
    return Rung(
        row.step, _FIRST if filed else row.ref, Side(row.side), row.happening, row.at_ms, row.office,
        _DUES.decode(bytes(row.dues)), _CODES.decode(bytes(row.ended)), row.review_office, row.review_day,
    )  # fmt: skip


def _this(table: sa.Table, station: str, number: int) -> Iterable[sa.ColumnElement[bool]]:
    return table.c.station == station, table.c.petition == number
