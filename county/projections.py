"""What the county knows follows from the stations' events and its own decisions, each read by one function here.

A *projector* turns an event into rows, an *applier* does so for a decision; both are deterministic, so that the tables
can be built again (:func:`rebuild`). A *reaction* is what the county answers when an event arrives for the first time;
it is never repeated. An event that its projector cannot take is set aside with the reason, and the rest goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county.model import EventState, decision, event, metadata, quarantine
from county.store import insert_missing
from kiosk.wire import events
from kiosk.wire.codec import WireTrouble
from kiosk.wire.events import Decision, Event
from kiosk.wire.receipt import Outcome
from kiosk.wire.refs import EPOCH_STEP

_REASON = "projection: "
_REASON_CHARS_MAX = 200
# What a fact that does not fit can cause; a database that cannot write is another matter, and undoes everything.
_UNFIT = (ValueError, ArithmeticError, LookupError, sa.exc.IntegrityError, sa.exc.DataError)


class UnfitError(ValueError):
    """An event that can be read and makes no sense."""


@dataclass(frozen=True)
class Received:
    """Where and when an event happened.

    Attributes:
        station: The sender's code.
        epoch: Which life of its journal.
        lane: Which sequence.
        seq: Its number there.
        day: Business date, days since 1970-01-01.
        by: The clerk's code.
        at_ms: When it happened, ms since 1970 UTC, corrected.
        received_ms: When it came here, county time.
    """

    station: str
    epoch: int
    lane: int
    seq: int
    day: int
    by: str
    at_ms: int
    received_ms: int

    @property
    def ref(self) -> int:
        """The number by which the station's later events and our decisions name it."""
        return self.epoch * EPOCH_STEP + self.seq


@dataclass(frozen=True)
class Decided:
    """Where and when a decision was entered.

    Attributes:
        number: In the feed.
        station: For whom; "" for all.
        at_ms: County time.
    """

    number: int
    station: str
    at_ms: int


_Any = TypeVar("_Any", bound=Callable[..., None])
_PROJECTORS: dict[int, Callable[[Connection, Received, Any], None]] = {}
_REACTIONS: dict[int, Callable[[Connection, Received, Any], None]] = {}
_APPLIERS: dict[int, Callable[[Connection, Decided, Any], None]] = {}


def projects(kind: type[Event]) -> Callable[[_Any], _Any]:
    """Register the projector of an event: ``(db, Received, fact)``."""
    return _registrar(_PROJECTORS, kind.KIND)


def reacts(kind: type[Event]) -> Callable[[_Any], _Any]:
    """Register what is done once, when an event arrives: ``(db, Received, fact)``, after its projector."""
    return _registrar(_REACTIONS, kind.KIND)


def applies(kind: type[Decision]) -> Callable[[_Any], _Any]:
    """Register the applier of a decision: ``(db, Decided, fact)``."""
    return _registrar(_APPLIERS, kind.KIND)


def project(db: Connection, head: Received, kind: int, record: bytes, *, live: bool = True) -> str:
    """Let one stored event have its effect.

    Args:
        db: Inside ``store.write()``.
        head: Where it stands.
        kind: Of the event.
        record: As stored; it can be read, or it would not be here.
        live: It has just arrived, so the county reacts.

    Returns:
        Why it was set aside; "" when it was not.
    """
    if kind not in _PROJECTORS and kind not in _REACTIONS:
        return ""
    try:
        with db.begin_nested():
            fact = events.decode_event(kind, bytes(events.unpack_record(record).body))
            if kind in _PROJECTORS:
                _PROJECTORS[kind](db, head, fact)
            if live and kind in _REACTIONS:
                _REACTIONS[kind](db, head, fact)
    except (*_UNFIT, WireTrouble) as error:
        reason = f"{_REASON}{type(error).__name__} {error}".replace("\0", "")[:_REASON_CHARS_MAX]
        _set_aside(db, head, reason)
        return reason
    return ""


def apply(db: Connection, head: Decided, fact: Decision) -> None:
    """Let one decision have its effect here."""
    if applier := _APPLIERS.get(fact.KIND):
        applier(db, head, fact)


def rebuild(db: Connection) -> tuple[str, ...]:
    """Empty the derived tables and fill them from events and decisions; nothing is decided anew.

    Args:
        db: Inside ``store.write()``.

    Returns:
        Why events were set aside, one line each.
    """
    for table in reversed(metadata.sorted_tables):
        if table.info.get("derived"):
            db.execute(sa.delete(table))
    # What was set aside because this program, or an older one, stumbled over it is tried again.
    stumbled = (quarantine.c.outcome == Outcome.SET_ASIDE) & quarantine.c.reason.startswith(_REASON)
    for row in db.execute(sa.select(quarantine).where(stumbled)).all():
        db.execute(sa.update(event).where(*_at(event, row)).values(state=EventState.STORED))
    db.execute(sa.delete(quarantine).where(stumbled))
    told = [project(db, head_of(row), row.kind, row.record, live=False) for row in _stored(db)]
    for row in db.execute(sa.select(decision).order_by(decision.c.number)).all():
        if row.kind in _APPLIERS:
            apply(db, Decided(row.number, row.station, row.at_ms), events.decode_decision(row.kind, row.body))
    return tuple(filter(None, told))


def head_of(row: Any) -> Received:  # noqa: ANN401 - a row of ``event``
    """Where a stored event stands."""
    return Received(row.station, row.epoch, row.lane, row.seq, row.day, row.by, row.at_ms, row.received_ms)


def _stored(db: Connection) -> Iterator[Any]:
    kinds = sorted(_PROJECTORS)
    found = sa.select(event).where(event.c.kind.in_(kinds), event.c.state == EventState.STORED)
    yield from db.execute(found.order_by(event.c.station, event.c.epoch, event.c.lane, event.c.seq)).all()


def _set_aside(db: Connection, head: Received, reason: str) -> None:
    db.execute(sa.update(event).where(*_at(event, head)).values(state=EventState.ASIDE))
    key = {"station": head.station, "epoch": head.epoch, "lane": head.lane, "seq": head.seq}
    mark = {**key, "outcome": Outcome.SET_ASIDE, "reason": reason, "at_ms": head.received_ms}
    insert_missing(db, quarantine, [mark])


def _at(table: sa.Table, head: Any) -> tuple[sa.ColumnElement[bool], ...]:  # noqa: ANN401 - a row or a head
    return tuple(table.c[name] == getattr(head, name) for name in ("station", "epoch", "lane", "seq"))


def _registrar(registry: dict[int, Any], kind: int) -> Callable[[_Any], _Any]:
    def register(function: _Any) -> _Any:
        if kind in registry:
            raise TypeError(f"kind {kind} has its function already")
        registry[kind] = function
        return function

    return register
