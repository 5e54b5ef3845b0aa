"""The journal is the outbox: what happened here, chained and numbered, and what the county has of it.

One counter action is one transaction: :func:`append` writes the event and, through the projector of its kind, the
tables that the screens read. Nothing else writes those tables, so :func:`replay` into empty ones gives the same.
Decisions of the county enter the same journal in the order in which they were applied here.
"""

from kiosk.journal.append import LastEvent, append, business_day, last_event
from kiosk.journal.decisions import apply_decisions, cursor
from kiosk.journal.entry import Entry
from kiosk.journal.outbox import (
    Outbox,
    Run,
    SetAside,
    acknowledge,
    aside,
    at_county,
    offer,
    offered,
    outbox,
    run_from,
    set_aside,
    top,
    unsent_run,
)
from kiosk.journal.project import projects
from kiosk.journal.read import Told, entry_at, stream
from kiosk.journal.replay import check_chain, replay

__all__ = [
    "Entry",
    "LastEvent",
    "Outbox",
    "Run",
    "SetAside",
    "Told",
    "acknowledge",
    "append",
    "apply_decisions",
    "aside",
    "at_county",
    "business_day",
    "check_chain",
    "cursor",
    "entry_at",
    "last_event",
    "offer",
    "offered",
    "outbox",
    "projects",
    "replay",
    "run_from",
    "set_aside",
    "stream",
    "top",
    "unsent_run",
]
