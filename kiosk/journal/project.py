"""Who turns an entry into tables: one projector per kind of fact, registered by the service that owns the tables."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.engine import Connection

from kiosk.journal.entry import Entry
from kiosk.wire.events import Decision, Event

Projector = Callable[[Connection, Entry, Any], None]

_PROJECTORS: dict[type[Event | Decision], Projector] = {}


def projects(*facts: type[Event] | type[Decision]) -> Callable[[Projector], Projector]:
    """Register the function that writes the tables for these facts: ``(db, entry, fact) -> None``.

    It must be a function of its arguments and the tables: no clock, no catalogue, no chance.
    """

    def register(projector: Projector) -> Projector:
        for fact in facts:
            if fact in _PROJECTORS:
                raise TypeError(f"{fact.__name__} has a projector already")
            _PROJECTORS[fact] = projector
        return projector

    return register


def project(db: Connection, entry: Entry, fact: Event | Decision) -> None:
    """Write the tables for one fact; a fact without tables (an audit line) writes none."""
    if (projector := _PROJECTORS.get(type(fact))) is not None:
        projector(db, entry, fact)
