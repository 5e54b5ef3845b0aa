"""Parcels as rows: their states, what each act does to a state, and the tables that the journal fills.

A parcel's id is the ref of the event that took it in. Two things are kept apart on purpose: *where it stands* is its
state; whether the county has *intercepted* it (拦截) is a row of ``hold``, because that may fall on any state.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table
from sqlalchemy.engine import Connection

from kiosk.errors import NotFound, Refused
from kiosk.store.schema import DERIVED, metadata


class ParcelState(StrEnum):
    """Where a parcel stands. P28: it ends picked up, returned, registered undeliverable, or destroyed; nothing else."""

    IN_STOCK = "in_stock"
    HELD = "held"  # 暂存 on the delivery side: kept for a resident who asked; still here, still to be handed out
    EXCEPTION = "exception"
    AWAITING_RETURN = "awaiting_return"
    HANDED_TO_VAN = "handed_to_van"
    PICKED_UP = "picked_up"
    RETURNED = "returned"
    UNDELIVERABLE = "undeliverable"
    DESTROYED = "destroyed"
    TAKEN_BACK = "taken_back"  # the intake was a mistake: it never was a parcel


S = ParcelState

HERE = frozenset({S.IN_STOCK, S.HELD, S.EXCEPTION, S.AWAITING_RETURN})
"""On a shelf of this point, with a pickup code that no other parcel here has."""

RELEASABLE = frozenset({S.IN_STOCK, S.HELD, S.AWAITING_RETURN})
"""May go to its recipient: also on the day when the van would take it back."""

ENDS = frozenset({S.PICKED_UP, S.RETURNED, S.UNDELIVERABLE, S.DESTROYED})
"""P28's ends. Undeliverable is left only by a letter, into supervised destruction."""


class Act(StrEnum):
    """What can happen to a parcel."""

    UNDO = "undo"
    PICK_UP = "pick_up"
    PUT_BACK = "put_back"
    KEEP = "keep"
    KEEP_NO_MORE = "keep_no_more"
    SET_ASIDE = "set_aside"
    CLEAR = "clear"
    LIST_RETURN = "list_return"
    UNLIST_RETURN = "unlist_return"
    HAND_TO_VAN = "hand_to_van"
    TAKE_FROM_VAN = "take_from_van"
    RETURN = "return"
    GIVE_UP = "give_up"
    DESTROY = "destroy"


@dataclass(frozen=True)
class Transition:
    """From which states an act is possible, to which it leads, and the day counter that it moves ("" for none)."""

    allowed: frozenset[ParcelState]
    to: ParcelState
    counter: str = ""


def _from(*states: ParcelState) -> frozenset[ParcelState]:
    return frozenset(states)


TRANSITIONS: dict[Act, Transition] = {
    Act.UNDO: Transition(_from(S.IN_STOCK), S.TAKEN_BACK, "undone"),
    Act.PICK_UP: Transition(RELEASABLE, S.PICKED_UP, "picked_up"),
    Act.PUT_BACK: Transition(_from(S.PICKED_UP), S.IN_STOCK, "put_back"),
    Act.KEEP: Transition(_from(S.IN_STOCK, S.AWAITING_RETURN), S.HELD),
    Act.KEEP_NO_MORE: Transition(_from(S.HELD), S.IN_STOCK),
    Act.SET_ASIDE: Transition(_from(S.IN_STOCK, S.HELD, S.AWAITING_RETURN), S.EXCEPTION, "exceptions"),
    Act.CLEAR: Transition(_from(S.EXCEPTION), S.IN_STOCK),
    Act.LIST_RETURN: Transition(_from(S.IN_STOCK, S.HELD, S.EXCEPTION), S.AWAITING_RETURN),
    Act.UNLIST_RETURN: Transition(_from(S.AWAITING_RETURN), S.IN_STOCK),
    Act.HAND_TO_VAN: Transition(_from(S.AWAITING_RETURN, S.EXCEPTION), S.HANDED_TO_VAN, "handed_over"),
    Act.TAKE_FROM_VAN: Transition(_from(S.HANDED_TO_VAN), S.AWAITING_RETURN),
    Act.RETURN: Transition(_from(S.HANDED_TO_VAN, S.AWAITING_RETURN, S.EXCEPTION), S.RETURNED, "returned"),
    Act.GIVE_UP: Transition(
        _from(S.IN_STOCK, S.HELD, S.EXCEPTION, S.AWAITING_RETURN, S.HANDED_TO_VAN), S.UNDELIVERABLE, "undeliverable"
    ),
    Act.DESTROY: Transition(_from(S.UNDELIVERABLE), S.DESTROYED, "destroyed"),
}
"""Each act, from where, to where. An act that is not possible is refused before anything is written."""


def after(state: ParcelState, act: Act) -> ParcelState:
    """The state that an act leads to.

    Raises:
        Refused: ``parcels.not_from_here``: the act is not possible in this state.
    """
    transition = TRANSITIONS[act]
    if state not in transition.allowed:
        raise Refused("parcels.not_from_here", state=state.value, act=act.value)
    return transition.to


class ItemState(StrEnum):
    """A line of a manifest."""

    EXPECTED = "expected"
    ARRIVED = "arrived"
    MISSING = "missing"  # the manifest was closed without it


class NoticeState(StrEnum):
    """What became of a message that the county is to send."""

    QUEUED = "queued"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"  # the intake behind it was undone


parcel = Table(
    "parcel",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # ref of the intake
    Column("position", Integer, nullable=False),  # the journal's, so that its label can be printed again
    Column("state", String, nullable=False),
    Column("here", Integer, nullable=False),  # 1 while the state is one of HERE
    Column("state_ms", BigInteger, nullable=False),
    Column("state_day", Integer, nullable=False),
    Column("waybill", String, nullable=False),
    Column("raw", String, nullable=False),
    Column("symbology", String, nullable=False),
    Column("shape", String, nullable=False),  # length and first two characters: carriers are ranked by it
    Column("carrier", String, nullable=False),
    Column("name", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("address", String, nullable=False),
    Column("resident", String, nullable=False),
    Column("household", String, nullable=False),
    Column("group_no", Integer, nullable=False),
    Column("shelf", String, nullable=False),
    Column("layer", Integer, nullable=False),
    Column("code", String, nullable=False),  # as on the label
    Column("code_key", String, nullable=False),  # without hyphens: what must not collide
    Column("marks", String, nullable=False),  # codes, joined by commas
    Column("channel", String, nullable=False),
    Column("manifest", String, nullable=False),
    Column("announced", Integer, nullable=False),
    Column("cod_fen", Integer, nullable=False),
    Column("freight_fen", Integer, nullable=False),
    Column("weight_g", Integer, nullable=False),
    Column("letter", Integer, nullable=False),
    Column("note", String, nullable=False),
    Column("by", String, nullable=False),  # who took it in
    Column("taken_in_ms", BigInteger, nullable=False),
    Column("taken_in_day", Integer, nullable=False),
    Column("storage_due", Integer, nullable=False),  # last day here
    Column("called_ms", BigInteger),  # last call-out
    Column("called_outcome", String, nullable=False),
    Column("reminded_day", Integer),  # last reminder of the retention ladder
    Column("wrong_tries", Integer, nullable=False),  # wrong pickup codes in a row
    info=DERIVED,
)
_HERE = parcel.c.here == 1
Index("uq_parcel_code_here", parcel.c.code_key, unique=True, sqlite_where=_HERE)
Index("uq_parcel_waybill_here", parcel.c.waybill, unique=True, sqlite_where=_HERE)
Index("ix_parcel_waybill", parcel.c.waybill)
Index("ix_parcel_shape", parcel.c.shape, parcel.c.id, parcel.c.carrier)
Index("ix_parcel_resident", parcel.c.resident, parcel.c.id)
Index("ix_parcel_day", parcel.c.taken_in_day, parcel.c.carrier)
Index("ix_parcel_state_day", parcel.c.state_day, parcel.c.state)
Index("ix_parcel_state_here", parcel.c.state, parcel.c.taken_in_day, sqlite_where=_HERE)
Index("ix_parcel_manifest", parcel.c.manifest, parcel.c.announced)

parcel_key = Table(
    "parcel_key",
    metadata,
    Column("key", String, primary_key=True),  # kind, colon, text; see projectors.py
    Column("parcel", Integer, primary_key=True),
    info=DERIVED,
    sqlite_with_rowid=False,
)
"""The search index, of parcels that are here only: five years of work leave it small."""
Index("ix_parcel_key_parcel", parcel_key.c.parcel)

place = Table(
    "place",
    metadata,
    Column("shelf", String, primary_key=True),
    Column("layer", Integer, primary_key=True),
    Column("stored", Integer, nullable=False),  # parcels here now
    Column("number", Integer, nullable=False),  # in the code last given out; -1 before the first
    Column("day", Integer, nullable=False),  # of that code
    info=DERIVED,
    sqlite_with_rowid=False,
)
"""Each layer: how full it is, and where its numbering stands: a code is not given again as soon as it is free."""

pickup = Table(
    "pickup",
    metadata,
    Column("parcel", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("by", String, nullable=False),
    Column("found_by", String, nullable=False),
    Column("taker", String, nullable=False),
    Column("name", String, nullable=False),
    Column("relation", String, nullable=False),
    Column("phone_tail", String, nullable=False),
    Column("proof", String, nullable=False),
    Column("inspected", Integer, nullable=False),
    Column("photo", String, nullable=False),
    Column("face_photo", String, nullable=False),
    Column("receipt", Integer, nullable=False),
    Column("paid", Integer),  # ref of the payment in the money lane
    Column("paid_fen", Integer, nullable=False),
    Column("packing_fen", Integer, nullable=False),
    Column("insurance_fen", Integer, nullable=False),
    info=DERIVED,
)
"""How the parcel left; the photo is found again by waybill through this (P10)."""
Index("ix_pickup_receipt", pickup.c.receipt)
Index("ix_pickup_day", pickup.c.day)

manifest = Table(
    "manifest",
    metadata,
    Column("number", String, primary_key=True),
    Column("origin", String, nullable=False),
    Column("day", Integer, nullable=False),  # of the expected arrival
    Column("state", String, nullable=False),  # "open" or "closed"
    Column("position", Integer),  # of the entry that closed it
    Column("closed_ms", BigInteger),
    info=DERIVED,
)
Index("ix_manifest_open", manifest.c.state, manifest.c.day)

manifest_item = Table(
    "manifest_item",
    metadata,
    Column("manifest", String, primary_key=True),
    Column("waybill", String, primary_key=True),  # cleaned as a scan is
    Column("place", Integer, nullable=False),  # in the county's order
    Column("carrier", String, nullable=False),
    Column("name", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("resident", String, nullable=False),
    Column("address", String, nullable=False),
    Column("marks", String, nullable=False),
    Column("cod_fen", Integer, nullable=False),
    Column("freight_fen", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("parcel", Integer),
    info=DERIVED,
)
Index("ix_manifest_item_waybill", manifest_item.c.waybill)
Index("ix_manifest_item_state", manifest_item.c.manifest, manifest_item.c.state)

hold = Table(
    "hold",
    metadata,
    Column("waybill", String, primary_key=True),
    Column("reason", String, nullable=False),
    Column("placed_ms", BigInteger, nullable=False),
    Column("lifted_ms", BigInteger),
    info=DERIVED,
)

verdict = Table(
    "verdict",
    metadata,
    Column("waybill", String, primary_key=True),
    Column("carrier", String, nullable=False),  # "" when the carrier does not know the number
    Column("text", String, nullable=False),
    info=DERIVED,
)
"""The carrier's later word on a number (P23): shown beside the parcel, stock unchanged."""

notice = Table(
    "notice",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # ref of its event
    Column("parcel", Integer, nullable=False),
    Column("channel", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("text", String, nullable=False),
    Column("state", String, nullable=False),
    Column("outcome", String, nullable=False),  # the gateway's words
    Column("at_ms", BigInteger, nullable=False),
    info=DERIVED,
)
Index("ix_notice_parcel", notice.c.parcel)

parcel_day = Table(
    "parcel_day",
    metadata,
    Column("day", Integer, primary_key=True),
    Column("carrier", String, primary_key=True),
    *(
        Column(name, Integer, nullable=False, server_default="0")
        for name in (
            "taken_in", "undone", "picked_up", "put_back", "exceptions", "handed_over", "returned", "undeliverable",
            "destroyed", "cod_fen", "freight_fen", "fee_fen",
        )
    ),
    info=DERIVED,
    sqlite_with_rowid=False,
)  # fmt: skip
"""Day counters per carrier: home, reports and charts cost the same after five years as after a week."""


def state_of(db: Connection, parcel_id: int) -> ParcelState:
    """The state of a parcel.

    Raises:
        NotFound: ``parcels.missing``.
    """
    found = db.execute(parcel.select().with_only_columns(parcel.c.state).where(parcel.c.id == parcel_id)).scalar()
    if found is None:
        raise NotFound("parcels.missing")
    return ParcelState(found)
