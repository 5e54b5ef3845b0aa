"""The spool: slips that wait for paper. A slip is a row before it is print, in the transaction of the event behind it.

States: queued → printing → printed. What was *printing* when the power went, or when the paper ended, is *spoiled*
(作废); its copy is queued with a line that says so. A slip that the printer refuses for no reason of the device is
*failed* after a few tries and blocks nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, func, insert, select, update
from sqlalchemy.engine import Connection, Row

from kiosk import journal
from kiosk.clock import Instant, local
from kiosk.errors import NotFound
from kiosk.limits import search_chars_max, spool_tries_max
from kiosk.slips import document as paper
from kiosk.slips.document import Document
from kiosk.store.prepared import Prepared
from kiosk.store.schema import metadata
from kiosk.texts import Texts
from kiosk.wire.slip_events import SlipReprinted


class SlipState(StrEnum):
    """Where a slip stands."""

    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"
    SPOILED = "spoiled"  # 作废: half of it may be on paper
    FAILED = "failed"  # set aside after its tries


slip = Table(
    "slip",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("position", Integer, nullable=False),  # of the journal's entry behind it
    Column("printer", String, nullable=False),  # "receipt" or "label"
    Column("state", String, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("title", String, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("printed_ms", BigInteger),
    Column("copy_of", Integer),  # the slip that this one repeats
    Column("copies", Integer, nullable=False, default=0),  # how often it was printed again on request
    Column("reason", String, nullable=False, default=""),  # why it was spoiled or failed
)
Index("ix_slip_waiting", slip.c.printer, slip.c.id, sqlite_where=slip.c.state.in_(("queued", "printing")))
Index("ix_slip_position", slip.c.position)
Index("ix_slip_failed", slip.c.id, sqlite_where=slip.c.state == "failed")


@dataclass(frozen=True)
class Slip:
    """A row of the spool.

    Attributes:
        id: Its number here.
        title: What it is called in lists.
        state: Where it stands.
        printer: ``receipt`` or ``label``.
        at_ms: When it was written.
        copies: How often it was printed again.
        reason: Why it was spoiled or failed.
        document: The slip itself.
    """

    id: int
    title: str
    state: SlipState
    printer: str
    at_ms: int
    copies: int
    reason: str
    document: Document


def queue(db: Connection, entry: "journal.Entry", document: Document, printer: str = "receipt") -> int:
    """Queue a slip in the transaction of its event.

    Returns:
        The slip's id.
    """
    return _insert(db, entry.position, document, printer, entry.at_ms, None)


def queue_alone(db: Connection, document: Document, at: Instant, printer: str = "receipt") -> int:
    """Queue a slip that no event is behind: a test page.

    Returns:
        The slip's id.
    """
    return _insert(db, 0, document, printer, at.county_ms, None)


def retry(db: Connection, slip_id: int) -> None:
    """Somebody has seen to it: a slip that was set aside waits for its printer again, in its old place.

    Raises:
        NotFound: No such slip, or it was not set aside.
    """
    if _row(db, slip_id).state != SlipState.FAILED:
        raise NotFound("slip.missing")
    db.execute(update(slip).where(slip.c.id == slip_id).values(state=SlipState.QUEUED, tries=0, reason=""))


def reprint(db: Connection, slip_id: int, at: Instant, by: str) -> int:
    """Queue a copy that says 补打, which time, when, and 离线 while the county has not its record (M13).

    The journal keeps who asked.

    Raises:
        NotFound: No such slip.
    """
    row = _row(db, slip_id)
    original = _row(db, row.copy_of) if row.copy_of is not None else row
    times = original.copies + 1
    entry = journal.append(db, SlipReprinted(original.position, original.title, times), at, by)
    db.execute(update(slip).where(slip.c.id == original.id).values(copies=times))
    offline = not journal.at_county(db, original.position)
    document = paper.reprint(Document.from_bytes(original.document), times, local(at.county_ms), offline=offline)
    return _insert(db, entry.position, document, original.printer, entry.at_ms, original.id)


def next_waiting(db: Connection, printer: str) -> Slip | None:
    """The oldest slip that waits for this printer."""
    waiting = slip.c.state.in_((SlipState.QUEUED, SlipState.PRINTING))
    row = db.execute(select(slip).where(slip.c.printer == printer, waiting).order_by(slip.c.id).limit(1)).first()
    return _slip(row) if row else None


def start(db: Connection, slip_id: int) -> None:
    """The printer is about to get it: from here a cut leaves half a slip."""
    db.execute(
        update(slip).where(slip.c.id == slip_id).values(state=SlipState.PRINTING, tries=slip.c.tries + 1)
    )  # fmt: skip


def finish(db: Connection, slip_id: int, at: Instant) -> None:
    """It is on paper, whole."""
    db.execute(update(slip).where(slip.c.id == slip_id).values(state=SlipState.PRINTED, printed_ms=at.county_ms))


def spoil(db: Connection, slip_id: int, reason: str) -> int | None:
    """Half of it may be on paper: mark it 作废 and queue it anew, in its old place.

    Returns:
        The id of the slip that replaces it, or None when its tries are used up (it is then *failed*).
    """
    row = _row(db, slip_id)
    if row.tries >= spool_tries_max:
        db.execute(update(slip).where(slip.c.id == slip_id).values(state=SlipState.FAILED, reason=reason))
        return None
    db.execute(update(slip).where(slip.c.id == slip_id).values(state=SlipState.SPOILED, reason=reason))
    document = paper.spoiled(Document.from_bytes(_unspoiled(db, row).document), _words(reason))
    fresh = _insert(db, row.position, document, row.printer, row.at_ms, row.id)
    db.execute(update(slip).where(slip.c.id == fresh).values(tries=row.tries))
    return fresh


def put_back(db: Connection, slip_id: int) -> None:
    """Nothing of it reached the paper (the printer was not there): it waits on, and no try is counted."""
    db.execute(
        update(slip).where(slip.c.id == slip_id).values(state=SlipState.QUEUED, tries=slip.c.tries - 1)
    )  # fmt: skip


def give_up(db: Connection, slip_id: int, reason: str) -> None:
    """Set it aside with its reason; the line moves on."""
    db.execute(update(slip).where(slip.c.id == slip_id).values(state=SlipState.FAILED, reason=reason))


def after_power_cut(db: Connection, reason: str) -> tuple[Slip, ...]:
    """Slips that were printing when the program ended: spoiled and queued anew (G11).

    Returns:
        Them, for the sentence on the first screen.
    """
    rows = db.execute(select(slip).where(slip.c.state == SlipState.PRINTING)).all()
    for row in rows:
        spoil(db, row.id, reason)
    return tuple(_slip(row) for row in rows)


def recent(db: Connection, rows_max: int = 100, waiting_only: bool = False) -> tuple[Slip, ...]:  # noqa: FBT001, FBT002
    """The last slips for the list, newest first; one that replaces a spoiled one stands in its old place."""
    query = select(slip).order_by(slip.c.id.desc()).limit(rows_max)
    if waiting_only:
        query = query.where(slip.c.state.in_((SlipState.QUEUED, SlipState.PRINTING)))
    found = [_slip(row) for row in db.execute(query)]
    return tuple(sorted(found, key=lambda one: (one.at_ms, one.id), reverse=True))


def find(db: Connection, text: str, rows_max: int = 100, among_max: int = 2_000) -> tuple[Slip, ...]:
    """Slips among the last ``among_max`` whose title or paper holds the text, newest first."""
    newest = select(slip).order_by(slip.c.id.desc()).limit(among_max)
    wanted = text.strip()[:search_chars_max].encode()
    found: list[Slip] = []
    for row in db.execute(newest):
        if wanted in row.document and len(found) < rows_max:
            found.append(_slip(row))
    return tuple(found)


def failed(db: Connection, rows_max: int = 100) -> tuple[Slip, ...]:
    """Slips that were set aside, newest first."""
    query = select(slip).where(slip.c.state == SlipState.FAILED).order_by(slip.c.id.desc()).limit(rows_max)
    return tuple(_slip(row) for row in db.execute(query))


def failed_count(db: Connection) -> int:
    """How many slips were set aside."""
    return db.execute(select(func.count()).select_from(slip).where(slip.c.state == SlipState.FAILED)).scalar_one()


def waiting_counts(db: Connection) -> dict[str, int]:
    """How many slips wait for each printer."""
    waiting = slip.c.state.in_((SlipState.QUEUED, SlipState.PRINTING))
    query = select(slip.c.printer, func.count()).where(waiting).group_by(slip.c.printer)
    return {printer: int(count) for printer, count in db.execute(query)}


def of_entry(db: Connection, position: int) -> tuple[Slip, ...]:
    """The slips of one entry of the journal."""
    return tuple(_slip(row) for row in db.execute(select(slip).where(slip.c.position == position).order_by(slip.c.id)))


def get(db: Connection, slip_id: int) -> Slip:
    """One slip.

    Raises:
        NotFound: No such slip.
    """
    return _slip(_row(db, slip_id))


def _row(db: Connection, slip_id: int) -> "Row[tuple[object, ...]]":
    row = db.execute(select(slip).where(slip.c.id == slip_id)).first()
    if row is None:
        raise NotFound("slip.missing")
    return row


def _words(reason: str) -> str:
    """What the paper says of a key: slips are Chinese, whatever the screen shows."""
    texts = Texts("zh")
    known = (key for key in (f"event.{reason}", f"trouble.{reason}") if texts.has(key))
    return texts(next(known, "trouble.device.trouble"), device=texts("station-ui.role.receipt"))


def _unspoiled(db: Connection, row: "Row[tuple[object, ...]]") -> "Row[tuple[object, ...]]":
    """The slip as it was meant, behind any number of spoiled tries."""
    while row.copy_of is not None and (before := _row(db, row.copy_of)).state == SlipState.SPOILED:
        row = before
    return row


def _slip(row: "Row[tuple[object, ...]]") -> Slip:
    return Slip(
        row.id, row.title, SlipState(row.state), row.printer, row.at_ms, row.copies, row.reason,
        Document.from_bytes(row.document),
    )  # fmt: skip


def _insert(db: Connection, position: int, document: Document, printer: str, at_ms: int, copy_of: int | None) -> int:
    inserted = _INSERT(
        db, position=position, printer=printer, state=str(SlipState.QUEUED), tries=0, title=document.title,
        document=document.to_bytes(), at_ms=at_ms, copy_of=copy_of, copies=0, reason="",
    )  # fmt: skip
    return int(inserted.lastrowid)


_INSERT = Prepared(
    insert(slip), "position", "printer", "state", "tries", "title", "document", "at_ms", "copy_of", "copies", "reason"
)
