"""Tables of the rest of the parcel counter: sending, hand-over, stock-take, cases, reminders, complaints, duties.

All of them are functions of the journal; ``counter_projectors`` writes them. A parcel's own state stays in ``model``;
here is why it changed, and what else stands on the counter.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from kiosk.errors import Refused
from kiosk.store.schema import DERIVED, metadata


class SendingState(StrEnum):
    """Where a sending stands."""

    DRAFT = "draft"  # a form; the parcel is in its sender's hands
    KEPT = "kept"  # 暂存 on the sending side: the parcel stands here, the form is open
    ACCEPTED = "accepted"  # closed and paid; waits for the van, perhaps also for its waybill
    IN_BATCH = "in_batch"  # scanned into a batch that is not signed yet
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


SENDING_HERE = frozenset({SendingState.KEPT, SendingState.ACCEPTED})
"""The parcel stands at this point: it is counted in a stock-take."""

SENDING_OPEN = frozenset({SendingState.DRAFT, SendingState.KEPT})
"""The form can still be changed, closed, refused or withdrawn."""

SENDING_ENDS = frozenset({SendingState.HANDED_OVER, SendingState.REFUSED, SendingState.WITHDRAWN})


class SendingAct(StrEnum):
    """What can happen to a sending."""

    CHANGE = "change"
    KEEP = "keep"
    KEEP_NO_MORE = "keep_no_more"
    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    LOAD = "load"
    UNLOAD = "unload"
    HAND_OVER = "hand_over"


@dataclass(frozen=True)
class SendingTransition:
    """From which states, to which (None: it stays), and the day counter that it moves ("" for none)."""

    allowed: frozenset[SendingState]
    to: SendingState | None
    counter: str = ""


SENDING_TRANSITIONS: dict[SendingAct, SendingTransition] = {
    SendingAct.CHANGE: SendingTransition(SENDING_OPEN, None),
    SendingAct.KEEP: SendingTransition(SENDING_OPEN, SendingState.KEPT),
    SendingAct.KEEP_NO_MORE: SendingTransition(frozenset({SendingState.KEPT}), SendingState.DRAFT),
    SendingAct.ACCEPT: SendingTransition(SENDING_OPEN, SendingState.ACCEPTED, "accepted"),
    SendingAct.REFUSE: SendingTransition(SENDING_OPEN, SendingState.REFUSED, "refused"),
    SendingAct.WITHDRAW: SendingTransition(SENDING_OPEN, SendingState.WITHDRAWN),
    SendingAct.LOAD: SendingTransition(frozenset({SendingState.ACCEPTED}), SendingState.IN_BATCH),
    SendingAct.UNLOAD: SendingTransition(frozenset({SendingState.IN_BATCH}), SendingState.ACCEPTED),
    SendingAct.HAND_OVER: SendingTransition(
        frozenset({SendingState.IN_BATCH}), SendingState.HANDED_OVER, "handed_over"
    ),
}
"""Each act, from where, to where. An act that is not possible is refused before anything is written."""


def sending_after(state: SendingState, act: SendingAct) -> SendingState:
    """The state that an act leads to.

    Raises:
        Refused: ``counter.sending_not_from_here``.
    """
    transition = SENDING_TRANSITIONS[act]
    if state not in transition.allowed:
        raise Refused("counter.sending_not_from_here", state=state.value, act=act.value)
    return transition.to or state


class Direction(StrEnum):
    """Which way a batch goes."""

    OUT = "out"
    IN = "in"


class BatchVerdict(StrEnum):
    """What came of a batch; "" while it is open."""

    OPEN = ""
    ACCEPTED = "accepted"
    PART = "part"
    REFUSED = "refused"


class LineState(StrEnum):
    """A line of a batch."""

    SCANNED = "scanned"
    PROBLEM = "problem"
    MISSING = "missing"
    ACCEPTED = "accepted"


class Seen(StrEnum):
    """What a stock-take says of one thing."""

    FOUND = "found"
    MISPLACED = "misplaced"
    EXTRA = "extra"
    MISSING = "missing"


sending = Table(
    "sending",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # ref of its draft
    Column("position", Integer, nullable=False),  # of the draft
    Column("accepted_position", Integer),  # of the closing, so that its label can be printed again
    Column("state", String, nullable=False),
    Column("here", Integer, nullable=False),  # 1 while the state is one of SENDING_HERE
    Column("state_ms", BigInteger, nullable=False),
    Column("state_day", Integer, nullable=False),
    Column("waybill", String, nullable=False),  # "" until the county or the clerk gives it one
    Column("sender_name", String, nullable=False),
    Column("sender_phone", String, nullable=False),
    Column("recipient_name", String, nullable=False),
    Column("recipient_phone", String, nullable=False),
    Column("recipient_address", String, nullable=False),
    Column("carrier", String, nullable=False),
    Column("tariff", String, nullable=False),
    Column("contents", String, nullable=False),
    Column("prepaid", Integer, nullable=False),
    Column("weight_g", Integer, nullable=False),
    Column("declared_fen", Integer, nullable=False),
    Column("note", String, nullable=False),
    Column("freight_fen", Integer, nullable=False),
    Column("packing_fen", Integer, nullable=False),
    Column("insurance_fen", Integer, nullable=False),
    Column("paid", Integer),  # ref of the payment in the money lane
    Column("paid_fen", Integer, nullable=False),
    Column("id_tail", String, nullable=False),
    Column("id_salt", LargeBinary, nullable=False),
    Column("id_digest", LargeBinary, nullable=False),
    Column("photo", String, nullable=False),
    Column("reason", String, nullable=False),  # of a refusal
    Column("kept_until", Integer),
    Column("by", String, nullable=False),
    Column("drafted_ms", BigInteger, nullable=False),
    Column("drafted_day", Integer, nullable=False),
    Column("accepted_ms", BigInteger),
    Column("accepted_day", Integer),
    info=DERIVED,
)
Index("ix_sending_here", sending.c.here, sqlite_where=sending.c.here == 1)
Index("ix_sending_state_day", sending.c.state, sending.c.state_day)
Index("ix_sending_waybill", sending.c.waybill)
Index("ix_sending_accepted_day", sending.c.accepted_day, sending.c.carrier)

sending_day = Table(
    "sending_day",
    metadata,
    Column("day", Integer, primary_key=True),
    Column("carrier", String, primary_key=True),
    *(
        Column(name, Integer, nullable=False, server_default="0")
        for name in ("accepted", "refused", "handed_over", "postage_fen", "packing_fen")
    ),
    info=DERIVED,
    sqlite_with_rowid=False,
)
"""Day counters of the sending side, beside ``parcel_day``."""

parcel_case = Table(
    "parcel_case",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # ref of its event
    Column("parcel", Integer, nullable=False),
    Column("kind", String, nullable=False),  # "exception", "return" or "undeliverable"
    Column("reason", String, nullable=False),
    Column("photo", String, nullable=False),
    Column("note", String, nullable=False),
    Column("by", String, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("opened_day", Integer, nullable=False),
    Column("closed_ms", BigInteger),
    Column("closed_day", Integer),
    Column("outcome", String, nullable=False),  # "" while open; see ``desk.exceptions.Case``
    Column("batch", Integer),  # the hand-over that closed it
    Column("destroy_from", Integer, nullable=False),  # of a letter that was given up, otherwise 0
    info=DERIVED,
)
"""Why a parcel left the ordinary way (P17), with its photo; a pickup in between ends the case."""
Index("ix_parcel_case_parcel", parcel_case.c.parcel)
Index("ix_parcel_case_opened", parcel_case.c.opened_day)
Index("ix_parcel_case_closed", parcel_case.c.closed_day)
Index("ix_parcel_case_letters", parcel_case.c.destroy_from, sqlite_where=parcel_case.c.destroy_from > 0)

parcel_kept = Table(
    "parcel_kept",
    metadata,
    Column("parcel", Integer, primary_key=True, autoincrement=False),
    Column("until", Integer, nullable=False),
    Column("note", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    info=DERIVED,
)
"""暂存 on the delivery side: the last wish of each parcel; it counts while the parcel's state is *held*."""

reminder = Table(
    "reminder",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # ref of its event
    Column("parcel", Integer, primary_key=True, autoincrement=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("by", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("outcome", String, nullable=False),
    Column("note", String, nullable=False),
    info=DERIVED,
)
"""Every reminder with its outcome (P16)."""
Index("ix_reminder_parcel", reminder.c.parcel, reminder.c.id)

batch = Table(
    "batch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # ref of its event
    Column("direction", String, nullable=False),
    Column("partner", String, nullable=False),
    Column("manifest", String, nullable=False),
    Column("verdict", String, nullable=False),  # "" while it is open
    Column("courier", String, nullable=False),
    Column("signature", String, nullable=False),
    Column("note", String, nullable=False),
    Column("by", String, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("opened_day", Integer, nullable=False),
    Column("closed_ms", BigInteger),
    Column("position", Integer),  # of the closing, so that its slip can be printed again
    info=DERIVED,
)
Index("ix_batch_open", batch.c.id, sqlite_where=batch.c.verdict == "")

batch_line = Table(
    "batch_line",
    metadata,
    Column("batch", Integer, primary_key=True, autoincrement=False),
    Column("waybill", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("ref", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("photo", String, nullable=False),
    Column("note", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    info=DERIVED,
)
Index("ix_batch_line_ref", batch_line.c.ref, batch_line.c.kind)

stocktake = Table(
    "stocktake",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # ref of its event
    Column("shelves", String, nullable=False),  # codes joined by commas; "" for all
    Column("by", String, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("opened_day", Integer, nullable=False),
    Column("closed_ms", BigInteger),
    Column("position", Integer),  # of the closing
    Column("found", Integer, nullable=False),
    Column("missing", Integer, nullable=False),
    Column("extra", Integer, nullable=False),
    Column("retained", Integer, nullable=False),
    Column("note", String, nullable=False),
    info=DERIVED,
)
Index("ix_stocktake_open", stocktake.c.id, sqlite_where=stocktake.c.closed_ms.is_(None))

stocktake_line = Table(
    "stocktake_line",
    metadata,
    Column("stocktake", Integer, primary_key=True, autoincrement=False),
    Column("waybill", String, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("ref", Integer, nullable=False),
    Column("shelf", String, nullable=False),
    Column("retained", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    info=DERIVED,
)

complaint = Table(
    "complaint",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # ref here; the feed's number for the county's
    Column("number", String, nullable=False),  # the county's, "" for one made here
    Column("waybill", String, nullable=False),
    Column("parcel", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("text", String, nullable=False),
    Column("name", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("made_day", Integer, nullable=False),
    Column("term_days", Integer),  # as in force when it was made here; None: the catalogue's
    Column("answered_ms", BigInteger),
    Column("answered_day", Integer),
    Column("answer", String, nullable=False),
    Column("due", Integer),  # as it stood when it was answered
    Column("late", Integer, nullable=False),
    Column("by", String, nullable=False),
    info=DERIVED,
)
Index("ix_complaint_open", complaint.c.made_day, sqlite_where=complaint.c.answered_ms.is_(None))
Index("ix_complaint_answered", complaint.c.answered_day)
Index("ix_complaint_waybill", complaint.c.waybill)

complaint_step = Table(
    "complaint_step",
    metadata,
    Column("complaint", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("by", String, nullable=False),
    Column("text", String, nullable=False),
    info=DERIVED,
)

destruction = Table(
    "destruction",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # ref of its event
    Column("kind", String, nullable=False),  # "labels" or "letters"
    Column("from_day", Integer, nullable=False),
    Column("to_day", Integer, nullable=False),
    Column("pieces", Integer, nullable=False),  # "count" would be a tuple's own method
    Column("witness", String, nullable=False),
    Column("method", String, nullable=False),
    Column("photo", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    info=DERIVED,
)
"""The destruction ledger (P30)."""
Index("ix_destruction_labels", destruction.c.kind, destruction.c.to_day)

forgotten = Table(
    "forgotten",
    metadata,
    Column("subject", String, primary_key=True),  # p:<parcel>, s:<sending>, c:<complaint>, m:<manifest>
    Column("day", Integer, nullable=False),
    info=DERIVED,
    sqlite_with_rowid=False,
)
"""Whose personal data left this database, and when."""

duty = Table(
    "duty",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # ref of its event
    Column("duty", String, nullable=False),
    Column("day", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("by", String, nullable=False),
    Column("note", String, nullable=False),
    Column("photo", String, nullable=False),
    info=DERIVED,
)
Index("ix_duty_last", duty.c.duty, duty.c.id)
