"""Photos that a step needs: durable beside the database before the event commits, then announced in the media lane."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import Instant
from kiosk.journal import Entry
from kiosk.station import Station
from kiosk.wire.media_events import AttachmentKept

_SIGNS = ((b"\xff\xd8", "image/jpeg"), (b"\x89PNG", "image/png"), (b"RIFF", "image/webp"))


@dataclass(frozen=True)
class Photo:
    """A kept photo; ``digest`` is "" for none."""

    digest: str = ""
    size: int = 0
    mime: str = ""


def put(station: Station, data: bytes) -> Photo:
    """Keep a photo durably, before the transaction; no data is no photo.

    Raises:
        Refused: Larger than ``attachment_bytes_max``.
        StoreTrouble: StoreFull, StoreReadOnly.
    """
    if not data:
        return Photo()
    mime = next((mime for sign, mime in _SIGNS if data.startswith(sign)), "application/octet-stream")
    return Photo(station.attachments.put(data), len(data), mime)


def announce(db: Connection, photo: Photo, entry: Entry, at: Instant, by: str) -> None:
    """Tell the county that the photo of this entry will follow."""
    if photo.digest:
        kept = AttachmentKept(photo.digest, photo.size, photo.mime, entry.lane, entry.ref)
        journal.append(db, kept, at, by)
