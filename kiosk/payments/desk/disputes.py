"""A resident disputes a receipt (M19): one touch, one of the listed codes; the county answers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kiosk import journal, limits
from kiosk.catalogue import ReasonGroup
from kiosk.clock import Instant
from kiosk.errors import NotReady, Problem, Refused
from kiosk.payments import slips
from kiosk.payments.desk import looking, views
from kiosk.payments.desk.views import PaymentView
from kiosk.payments.model import dispute
from kiosk.slips import spool
from kiosk.station import Station
from kiosk.wire.payment_events import DisputeOpened


@dataclass(frozen=True)
class DisputeView:
    """One dispute.

    Attributes:
        id: Ref of its event.
        payment: The receipt.
        code: Of the catalogue's group ``dispute``.
        word: The code in words.
        note: The clerk's.
        opened_ms: When.
        by: The clerk who opened it.
        outcome: ``right``, ``stands``, ``open``; "" until the county answers.
        text: The county's words for the resident.
        answered_ms: 0 until then.
    """

    id: int
    payment: PaymentView
    code: str
    word: str
    note: str
    opened_ms: int
    by: str
    outcome: str
    text: str
    answered_ms: int

    @property
    def is_open(self) -> bool:
        """The county has not spoken its last word."""
        return self.outcome in ("", "open")


def open_dispute(station: Station, payment_id: int, code: str, by: str, *, note: str = "") -> DisputeView:
    """Open a dispute about a payment; the resident gets a slip of it.

    Raises:
        NotReady: The code is not listed, or the note is too long.
        NotFound: ``payments.missing``.
        Refused: ``payments.disputed``: it is open already with this code.
    """
    at = station.clock.now()
    with station.store.write() as db:
        if problems := _problems(station, code, note):
            raise NotReady(problems)
        about = views.one(db, station, payment_id, at)
        if any(one.code == code and one.is_open for one in of_payment(db, station, payment_id, at)):
            raise Refused("payments.disputed")
        entry = journal.append(db, DisputeOpened(payment_id, code, note.strip()), at, by)
        opened = _view(db, station, db.execute(select(dispute).where(dispute.c.id == entry.ref)).one(), at)
        spool.queue(db, entry, slips.disputed(station, entry, about, opened.word, opened.note))
        return opened


def of_payment(db: Connection, station: Station, payment_id: int, at: Instant) -> tuple[DisputeView, ...]:
    """Disputes about one payment, newest first."""
    query = select(dispute).where(dispute.c.payment == payment_id).order_by(dispute.c.id.desc())
    return tuple(_view(db, station, row, at) for row in db.execute(query).all())


def listed(
    db: Connection, station: Station, at: Instant, *, only_open: bool = False, limit: int = looking.page_rows,
    offset: int = 0,
) -> tuple[DisputeView, ...]:  # fmt: skip
    """Disputes, newest first."""
    query = select(dispute).order_by(dispute.c.id.desc()).limit(limit).offset(offset)
    if only_open:
        query = query.where(_OPEN)
    return tuple(_view(db, station, row, at) for row in db.execute(query).all())


def open_count(db: Connection) -> int:
    """How many wait for the county's answer."""
    return int(db.execute(select(func.count()).select_from(dispute).where(_OPEN)).scalar_one())


_OPEN = dispute.c.outcome.in_(("", "open"))


def _problems(station: Station, code: str, note: str) -> tuple[Problem, ...]:
    problems = []
    if code not in {one.code for one in station.catalogue.reasons(ReasonGroup.DISPUTE)}:
        problems.append(Problem("code", "payments.dispute_code"))
    if len(note.strip()) > limits.note_chars_max:
        problems.append(Problem("note", "payments.dispute_note", {"most": limits.note_chars_max}))
    return tuple(problems)


def _view(db: Connection, station: Station, row: Any, at: Instant) -> DisputeView:  # noqa: ANN401 - a row
    word = station.catalogue.reason(ReasonGroup.DISPUTE, row.code).name
    return DisputeView(
        row.id, views.one(db, station, row.payment, at), row.code, word, row.note, row.opened_ms, row.by, row.outcome,
        row.text, row.answered_ms,
    )  # fmt: skip
