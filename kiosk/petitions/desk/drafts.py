"""Drafts (C8): many, kept after every change, there again after a power cut; a finished one becomes a petition.

A draft is no fact: it lies in the encrypted store and is overwritten when it goes. Its attachments are durable at once.
The query code that its slip will bear is drawn here, because drawing is slow on purpose and filing is one quick commit.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection, Row

from kiosk import limits
from kiosk.clock import Instant
from kiosk.errors import NotFound, NotReady, Problem, Refused
from kiosk.media import attachment
from kiosk.petitions import model, rules, segments, slips
from kiosk.petitions.drafted import Content, Draft
from kiosk.petitions.model import Secrecy, draft, shred
from kiosk.slips import spool
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire import query_code
from kiosk.wire.petition_events import Attached

_pack = msgspec.msgpack.encode
_CONTENT = msgspec.msgpack.Decoder(Content)
_ATTACHED = msgspec.msgpack.Decoder(tuple[Attached, ...])
_BY_ID = Prepared(select(draft).where(draft.c.id == bindparam("an_id")))
_BLANK = Prepared(
    update(draft)
    .where(draft.c.id == bindparam("an_id"))
    .values(content=bindparam("nothing"), attachments=bindparam("nothing"), code="", salt=bindparam("nothing"))
)
_SHRED = Prepared(insert(shred), "digest", "position")
_DELETE = Prepared(delete(draft).where(draft.c.id == bindparam("an_id")))


@dataclass(frozen=True)
class Saved:
    """A draft that was kept.

    Attributes:
        draft: As it is now.
        cleaned: Marks that have no place on paper were taken out of a text: say so.
    """

    draft: Draft
    cleaned: bool


@dataclass(frozen=True)
class Secret:
    """What the slip of a draft will bear, and what of it travels."""

    code: str
    salt: bytes
    check: bytes
    reply_key: bytes


def begin(station: Station, by: str, content: Content | None = None) -> Draft:
    """Begin a draft.

    Raises:
        NotReady: ``content`` is beyond its limits.
        Refused: ``petitions.drafts``: too many lie here already.
    """
    code, salt = query_code.new_code(), query_code.new_salt()
    drawn = query_code.draw(code, salt)
    at = station.clock.now()
    kept, _ = _fit(station, content or Content())
    with station.store.write() as db:
        if db.execute(select(func.count()).select_from(draft)).scalar_one() >= limits.petition_drafts_max:
            raise Refused("petitions.drafts", most=limits.petition_drafts_max)
        row = {
            "by": by, "begun_ms": at.county_ms, "changed_ms": at.county_ms, "content": _pack(kept),
            "attachments": _pack(()), "code": code, "salt": salt, "check": drawn.check, "reply_key": drawn.public,
        }  # fmt: skip
        made = db.execute(insert(draft), row)
        return get(db, int(made.inserted_primary_key[0]), by)  # type: ignore[index]


def save(station: Station, draft_id: int, content: Content, by: str) -> Saved:
    """Keep what is filled in; attachments stay as they are.

    Raises:
        NotReady: A text is too long, or there is too much of something; the draft stays as it was.
        NotFound: ``petitions.no_draft``.
    """
    kept, cleaned = _fit(station, content)
    at = station.clock.now()
    with station.store.write() as db:
        get(db, draft_id, by)
        _change(db, draft_id, at, content=_pack(kept))
        return Saved(get(db, draft_id, by), cleaned)


def attach(
    station: Station, draft_id: int, data: bytes, mime: str, role: str, by: str, *, duration_ms: int = 0
) -> Draft:
    """Attach a recording, photo, document or film: durable before this returns.

    Args:
        station: Where.
        draft_id: To which draft.
        data: The content.
        mime: ``audio/ogg``, ``image/webp`` …
        role: ``voice``, ``photo``, ``document``, ``video``.
        by: The acting clerk.
        duration_ms: Of sound and film.

    Raises:
        NotReady: ``petitions.attachments``: too many.
        NotFound: ``petitions.no_draft``.
        Refused: Larger than ``attachment_bytes_max``.
    """
    digest = station.attachments.put(data)
    at = station.clock.now()
    with station.store.write() as db:
        before = get(db, draft_id, by).attachments
        if len(before) >= limits.petition_attachments_max:
            most: dict[str, object] = {"most": limits.petition_attachments_max}
            raise NotReady((Problem("attachments", "petitions.attachments", most),))
        if all(one.digest != digest for one in before):
            _change(
                db, draft_id, at, attachments=_pack((*before, Attached(digest, mime, len(data), role, duration_ms)))
            )
        return get(db, draft_id, by)


def exchange(
    station: Station, draft_id: int, gone: Collection[str], data: bytes, fresh: Callable[[str], Attached], by: str
) -> Draft:
    """Let one attachment stand where others stood, in one transaction; the others leave the disk.

    Args:
        station: Where.
        draft_id: In which draft.
        gone: Digests of those that go; where none of them is attached, the new one comes last.
        data: The new content; durable before the draft names it.
        fresh: The new attachment, given its digest.
        by: The acting clerk.

    Raises:
        NotReady: ``petitions.attachments``: too many.
        NotFound: ``petitions.no_draft``.
        Refused: Larger than ``attachment_bytes_max``.
    """
    digest = station.attachments.put(data)
    at = station.clock.now()
    with station.store.write() as db:
        before = get(db, draft_id, by).attachments
        gone = {one.digest for one in before if one.digest in gone} - {digest}
        place = next((place for place, one in enumerate(before) if one.digest in gone), len(before))
        old = {*gone, digest}
        kept = (
            *(one for one in before[:place] if one.digest not in old),
            fresh(digest),
            *(one for one in before[place:] if one.digest not in old),
        )
        if len(kept) > limits.petition_attachments_max:
            most: dict[str, object] = {"most": limits.petition_attachments_max}
            raise NotReady((Problem("attachments", "petitions.attachments", most),))
        _change(db, draft_id, at, attachments=_pack(kept))
        shred_later(db, tuple(gone))
        found = get(db, draft_id, by)
    tidy(station)
    return found


def detach(station: Station, draft_id: int, digest: str, by: str) -> Draft:
    """Take an attachment off again; what nothing else names leaves the disk.

    Raises:
        NotFound: ``petitions.no_draft``.
    """
    at = station.clock.now()
    with station.store.write() as db:
        kept = tuple(one for one in get(db, draft_id, by).attachments if one.digest != digest)
        _change(db, draft_id, at, attachments=_pack(kept))
        shred_later(db, (digest,))
        found = get(db, draft_id, by)
    tidy(station)
    return found


def drop(station: Station, draft_id: int, by: str) -> None:
    """Throw a draft away, with what is attached to it; again is harmless.

    Raises:
        Refused: ``petitions.draft_other``.
    """
    with station.store.write() as db:
        try:
            one = get(db, draft_id, by)
        except NotFound:
            return
        erase(db, one)
    tidy(station)


def listed(db: Connection, by: str) -> tuple[Draft, ...]:
    """Drafts, the one changed last first; somebody else's confidential ones are not shown."""
    rows = db.execute(select(draft).order_by(draft.c.changed_ms.desc(), draft.c.id.desc()))
    return tuple(one for one in map(_draft, rows) if _may(one, by))


def get(db: Connection, draft_id: int, by: str) -> Draft:
    """One draft.

    Raises:
        NotFound: ``petitions.no_draft``.
        Refused: ``petitions.draft_other``: confidential, and begun by another clerk.
    """
    if (row := _BY_ID(db, an_id=draft_id).first()) is None:
        raise NotFound("petitions.no_draft")
    one = _draft(row)
    if not _may(one, by):
        raise Refused("petitions.draft_other")
    return one


def secret(db: Connection, draft_id: int) -> Secret:
    """What the slip of a draft will bear."""
    row = _BY_ID(db, an_id=draft_id).first()
    return Secret(row.code, bytes(row.salt), bytes(row.check), bytes(row.reply_key))


def erase(db: Connection, one: Draft) -> None:
    """Overwrite a draft's row; its attachments leave the disk once this is safe, unless a fact names them."""
    _BLANK(db, an_id=one.id, nothing=b"\x00")
    _DELETE(db, an_id=one.id)
    shred_later(db, ("", *(each.digest for each in one.attachments), *segments.clear(db, one.id)))


# ── What leaves the disk ──────────────────────────────────────────────────────────────────────────────────────────────


def shred_later(db: Connection, digests: Sequence[str], position: int = 0) -> None:
    """Mark what must go once this transaction is safe.

    Args:
        db: Inside ``store.write()``.
        digests: Of attachments in clear; "" for the WAL alone.
        position: Of an entry whose slips lose the query code once they are printed, 0 for none.
    """
    _SHRED.many(db, [{"digest": digest, "position": 0} for digest in digests])
    if position:
        _SHRED(db, digest="", position=position)


def tidy(station: Station) -> int:
    """Remove what was marked, and what the WAL still holds of it; what fails is tried again the next time.

    Returns:
        How many files left.
    """
    with station.store.read() as db:
        rows = db.execute(select(shred)).all()
        wanted = {row.digest for row in rows if row.digest}
        gone = wanted - _named(db, wanted) if wanted else set()
        printed = [row for row in rows if row.position and not _unprinted(db, row.position)]
    done = [row.id for row in rows if not row.position] + [row.id for row in printed]
    if not done:
        return 0
    with station.store.write() as db:
        for row in printed:
            _forget_code(db, row.position)
    if not station.store.empty_wal():
        return 0
    for digest in gone:
        station.attachments.forget(digest)
    with station.store.write() as db:
        db.execute(delete(shred).where(shred.c.id.in_(done)))
    return len(gone)


_WAITING = (spool.SlipState.QUEUED, spool.SlipState.PRINTING, spool.SlipState.FAILED)


def _unprinted(db: Connection, position: int) -> bool:
    return any(one.state in _WAITING for one in spool.of_entry(db, position))


def _forget_code(db: Connection, position: int) -> None:
    for one in spool.of_entry(db, position):
        bare = slips.bare(one.document)
        db.execute(update(spool.slip).where(spool.slip.c.id == one.id).values(document=bare.to_bytes()))


def _named(db: Connection, digests: Collection[str]) -> set[str]:
    """Those that a fact or another draft still names."""
    kept = set(db.execute(select(attachment.c.digest).where(attachment.c.digest.in_(digests))).scalars())
    for row in db.execute(select(draft.c.attachments)):
        kept |= {one.digest for one in _ATTACHED.decode(row.attachments)}
    return kept


# ── Inside ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _fit(station: Station, content: Content) -> tuple[Content, bool]:
    kept, cleaned = rules.clean(content)
    if problems := rules.problems_in_texts(kept, station.catalogue.limits.representatives):
        raise NotReady(problems)
    return kept, cleaned


def _change(db: Connection, draft_id: int, at: Instant, **columns: object) -> None:
    changed = {"changed_ms": at.county_ms, **columns}
    db.execute(update(model.draft).where(model.draft.c.id == draft_id).values(changed))


def _may(one: Draft, by: str) -> bool:
    return one.content.secrecy != Secrecy.CONFIDENTIAL or one.by == by


def _draft(row: "Row[tuple[object, ...]]") -> Draft:
    return Draft(
        row.id, row.by, row.begun_ms, row.changed_ms, _CONTENT.decode(row.content), _ATTACHED.decode(row.attachments)
    )
