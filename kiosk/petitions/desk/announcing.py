"""Tell the county which recordings and photos of a petition will follow."""

from collections.abc import Iterable

from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import Instant
from kiosk.wire.media_events import AttachmentKept
from kiosk.wire.petition_events import Attached
from kiosk.wire.sealed import OVERHEAD_BYTES


def announce(db: Connection, entry: journal.Entry, some: Iterable[Attached], at: Instant, by: str) -> None:
    """Append what will follow an entry: the sealed bytes where there are any, else those in clear."""
    for one in some:
        kept = (
            AttachmentKept(one.sealed, one.bytes + OVERHEAD_BYTES, "application/octet-stream", entry.lane, entry.ref)
            if one.sealed
            else AttachmentKept(one.digest, one.bytes, one.mime, entry.lane, entry.ref)
        )
        journal.append(db, kept, at, by)
