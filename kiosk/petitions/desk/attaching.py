"""Attach what was brought: a photo or paper under the camera, a picture or film; and black out what must not leave.

All of it is slow (a photo of 3 MB costs a quarter of a second): for the desk thread. Durable before the draft names it.
"""

from collections.abc import Sequence
from pathlib import Path

from kiosk.errors import NotFound, NotReady, Problem
from kiosk.petitions.desk import drafts
from kiosk.petitions.drafted import Draft
from kiosk.seams import Darkroom, Patch
from kiosk.station import Station
from kiosk.wire.petition_events import Attached

_PICTURE = "image/webp"
PICTURES = ("photo", "document", "proof")
"""Roles of attachments that can be looked at."""


def photo(station: Station, draft: int, data: bytes, by: str, role: str = "photo") -> Draft:
    """Attach what the counter's camera took; it is small and mute already.

    Raises:
        NotReady: ``petitions.attachments``: too many.
    """
    return drafts.attach(station, draft, data, _PICTURE, role, by)


def picture(station: Station, darkroom: Darkroom, draft: int, file: Path, by: str, role: str = "photo") -> Draft:
    """Attach a picture file: upright, shrunk, without a word of metadata.

    Raises:
        Malformed: ``picture.unreadable``, ``picture.too_large``.
        NotReady: ``petitions.attachments``: too many.
    """
    return photo(station, draft, darkroom.picture(file), by, role)


def film(station: Station, darkroom: Darkroom, draft: int, file: Path, by: str) -> Draft:
    """Attach a film file of at most the county's size (``limits.film_mb``).

    Raises:
        Malformed: ``film.unreadable``.
        Refused: ``film.too_large``.
        NotReady: ``petitions.attachments``: too many.
    """
    made = darkroom.film(file, station.catalogue.limits.film_mb << 20)
    return drafts.attach(station, draft, made.data, made.mime, "video", by, duration_ms=made.duration_ms)


def black_out(
    station: Station, darkroom: Darkroom, draft: int, digest: str, patches: Sequence[Patch], by: str
) -> Draft:
    """Let a blacked-out picture stand where the picture stood; the picture leaves the disk (C9).

    Raises:
        NotReady: ``redact.nothing``: nothing was chosen; the picture stays as it is.
        NotFound: It is not attached (any more).
    """
    if not patches:
        raise NotReady((Problem("patches", "redact.nothing"),))
    with station.store.read() as db:
        attached = drafts.get(db, draft, by).attachments
    before = next((one for one in attached if one.digest == digest and one.role in PICTURES), None)
    if before is None:
        raise NotFound("attachment.missing")
    data = darkroom.black_out(station.attachments.get(digest), patches)

    def fresh(digest: str) -> Attached:
        return Attached(digest, _PICTURE, len(data), before.role)

    return drafts.exchange(station, draft, (digest,), data, fresh, by)
