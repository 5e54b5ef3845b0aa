"""The county centre without its web server: bytes of a question in, bytes of an answer out.

Everything that one question brings is one transaction: events, high-waters, the station's state, the log. The answer
leaves only after it has committed, so the county never promises what it might lose. A question that nobody enrolled has
signed is answered without writing anything: strangers cannot fill the disk.
"""

import os
import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy.engine import Connection

from county import allowances, drawers, feed, floats, intake, model, payments, petitions
from county.model import Standing
from county.store import Store, insert_missing, lock_feed
from kiosk.wire import codec, exchange, receipt
from kiosk.wire.codec import Malformed, OldEpoch, WireTrouble
from kiosk.wire.decisions import StationListed
from kiosk.wire.exchange import Answer, Fault, Hint, Question
from kiosk.wire.feed import Page, seal_page
from kiosk.wire.receipt import AttachmentReceipt, Receipt

EXCHANGES_KEPT = 5_000
READERS = (drawers, floats, payments, petitions)
"""The modules that read events and decisions; importing them enters their functions in ``projections``."""


class UnknownStation(WireTrouble):
    """No station of this name is enrolled here."""

    default_key = "wire.unknown_station"


class Now(Protocol):
    """Asked for county time."""

    def __call__(self) -> int:
        """Milliseconds since 1970 UTC."""
        ...


@dataclass(frozen=True)
class _Heard:
    """What a question led to, before anything is signed."""

    refusal: str = ""
    receipts: tuple[Receipt, ...] = ()
    faults: tuple[Fault, ...] = ()
    page: Page | None = None
    hint: Hint = field(default_factory=Hint)
    records: int = 0


class Centre:
    """Answers stations. Threads may share one."""

    def __init__(self, store: Store, key: Ed25519PrivateKey, attachments: Path, now: Now, next_s: int = 60) -> None:
        """Bind what it needs; nothing is opened.

        Args:
            store: Opened by the caller.
            key: The county's; its receipts and pages bear it.
            attachments: Folder of photos and sound, by digest.
            now: County time.
            next_s: How often a station should come when nothing happens (seconds).
        """
        self.store = store
        self._key = key
        self._attachments = attachments
        self._now = now
        self._next_s = next_s

    @property
    def public_key(self) -> bytes:
        """32 bytes that every station must know beforehand."""
        return codec.public_raw(self._key)

    def now(self) -> int:
        """County time, ms since 1970 UTC."""
        return self._now()

    def enrol(self, code: str, public_key: bytes, name: str = "") -> None:
        """Enter a station, or give it a new key; its neighbours are told, so that they can verify its slips.

        Raises:
            Malformed: Not a key, or a code out of bounds.
        """
        codec.public_key(public_key)
        if not 0 < len(code) <= model.STATION_CHARS_MAX:
            raise Malformed(what="station")
        here = model.station.c.station == code
        with self.store.write() as db:
            lock_feed(db)
            known = db.execute(sa.select(model.station.c.public_key, model.station.c.name).where(here)).first()
            name = name[:120] or (known.name if known else "")
            if known and (known.public_key, known.name) == (public_key, name):
                return
            insert_missing(db, model.station, [{"station": code, "public_key": public_key, "name": name}])
            db.execute(sa.update(model.station).where(here).values(public_key=public_key, name=name))
            feed.decide(db, StationListed(code, name, public_key), self._now())

    def set_standing(self, code: str, standing: Standing) -> None:
        """Let a station trade, pause it, or withdraw its key. Its queue is taken in either way."""
        with self.store.write() as db:
            db.execute(sa.update(model.station).where(model.station.c.station == code).values(standing=standing))

    def allow(self, db: Connection, wanted: allowances.Wanted) -> str:
        """Give out a one-off code for an amount over the limit, inside ``store.write()``; its number."""
        return allowances.give(db, wanted, self._key, self._now())

    def exchange(self, data: bytes) -> bytes:
        """Answer one question.

        Args:
            data: As it came; at most ``exchange_bytes_max``.

        Raises:
            Malformed: Not a question at all.
            UnknownVersion: A question of a newer program.
        """
        asked = exchange.peek_question(data)
        at_ms = self._now()
        try:
            key = self._key_of(asked.station)
            codec.check(data, key)
        except WireTrouble as trouble:
            return self._answer(asked, _Heard(refusal=trouble.key), at_ms)
        with self.store.write() as db:
            heard = self._hear(db, key, asked, at_ms)
            told = self._answer(asked, heard, at_ms)
            _log(db, asked, heard, at_ms, (len(data), len(told)))
        return told

    def has_attachment(self, leave: bytes) -> bytes | None:
        """The receipt of an attachment that is already here, or None.

        Raises:
            WireTrouble: The pass is not one of our stations'.
        """
        asked = self._admitted(leave)
        with self.store.read() as db:
            found = sa.select(model.attachment.c.size_bytes).where(model.attachment.c.digest == asked.digest.hex())
            size = db.execute(found).scalar()
        return None if size is None else self._attached(asked, size)

    def put_attachment(self, leave: bytes, data: bytes) -> bytes:
        """Keep an attachment durably; again is harmless.

        Returns:
            The signed receipt.

        Raises:
            WireTrouble: The pass is not one of our stations'; Malformed: other bytes than the pass names.
        """
        asked = self._admitted(leave)
        if sha256(data).digest() != asked.digest:
            raise Malformed(what="attachment")
        name = asked.digest.hex()
        _keep(self._attachments / name[:2] / name, data)
        row = {"digest": name, "station": asked.station, "size_bytes": len(data), "at_ms": self._now()}
        with self.store.write() as db:
            insert_missing(db, model.attachment, [row])
        return self._attached(asked, len(data))

    def attachment(self, digest: str) -> bytes | None:
        """The bytes of an attachment, or None while it has not come."""
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            return None
        file = self._attachments / digest[:2] / digest
        return file.read_bytes() if file.exists() else None

    def _hear(self, db: Connection, key: Ed25519PublicKey, asked: Question, at_ms: int) -> _Heard:
        here = model.station.c.station == asked.station
        row = db.execute(sa.select(model.station.c.epoch, model.station.c.standing).where(here)).one()
        if asked.epoch < row.epoch:
            return _Heard(refusal=OldEpoch.default_key)
        receipts, faults, records, safe = [], [], 0, 0
        for index, data in enumerate(asked.envelopes):
            try:
                taken = intake.receive(db, data, key, asked.station, at_ms)
            except WireTrouble as trouble:
                faults.append(Fault(index, trouble.key))
                continue
            receipts.append(taken.receipt)
            records += taken.records
            safe += taken.safe
        _note_contact(db, asked, at_ms, max(0, asked.unsent - safe))
        payments.note_top(db, asked.station, asked.money_top)
        floats.state(db, asked.station, at_ms)
        page = feed.page_for(db, asked.station, asked.cursor)
        hint = Hint(next_s=self._next_s, standing=row.standing)
        return _Heard("", tuple(receipts), tuple(faults), page, hint, records)

    def _answer(self, asked: Question, heard: _Heard, at_ms: int) -> bytes:
        receipts = tuple(receipt.issue(one, self._key) for one in heard.receipts)
        page = seal_page(heard.page, self._key) if heard.page else b""
        told = Answer(asked.nonce, at_ms, heard.refusal, receipts, heard.faults, page, heard.hint)
        return exchange.answer(told, self._key)

    def _admitted(self, leave: bytes) -> receipt.Pass:
        asked = receipt.peek_pass(leave)
        codec.check(leave, self._key_of(asked.station))
        return asked

    def _key_of(self, code: str) -> Ed25519PublicKey:
        with self.store.read() as db:
            found = sa.select(model.station.c.public_key).where(model.station.c.station == code)
            key = db.execute(found).scalar()
        if key is None:
            raise UnknownStation
        return codec.public_key(key)

    def _attached(self, asked: receipt.Pass, size_bytes: int) -> bytes:
        return receipt.issue_attachment(AttachmentReceipt(asked.station, asked.digest, size_bytes), self._key)


def _note_contact(db: Connection, asked: Question, at_ms: int, unsent: int) -> None:
    facts = {
        "epoch": asked.epoch,
        "last_contact_ms": at_ms,
        "unsent": unsent,
        "oldest_ms": _bounded(asked.oldest_ms) if unsent else 0,
        "drift_ms": _bounded(asked.wall_ms - at_ms),
        "cursor": asked.cursor,
        "program": asked.program.replace("\0", ""),
    }
    db.execute(sa.update(model.station).where(model.station.c.station == asked.station).values(facts))


def _log(db: Connection, asked: Question, heard: _Heard, at_ms: int, size: tuple[int, int]) -> None:
    row = {
        "station": asked.station,
        "at_ms": at_ms,
        "bytes_up": size[0],
        "bytes_down": size[1],
        "records": heard.records,
        "refusal": heard.refusal,
        "faulty": bool(heard.faults),
    }
    number = db.execute(sa.insert(model.exchange), row).inserted_primary_key
    if number and number[0] % 100 == 0:
        db.execute(sa.delete(model.exchange).where(model.exchange.c.id <= number[0] - EXCHANGES_KEPT))


def _bounded(ms: int) -> int:
    return max(-(2**62), min(2**62, ms))


def _keep(file: Path, data: bytes) -> None:
    """Write durably under a name that is the content's digest: a file that is there is whole."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}.part")
    with part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
