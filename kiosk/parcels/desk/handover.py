"""Courier–point hand-over by batch, both directions (P22): scanned one by one, signed by two, problem items listed.

Outgoing: returns, exceptions and closed sendings are loaded by scanning; with the signature they have left. Until then
each can be taken out again, and after a power cut the batch stands where it stood. Incoming: what the van brings is
checked against its manifest; the intake of each parcel is the counter's own step.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from kiosk import journal, limits, media, typed
from kiosk.catalogue import ReasonGroup
from kiosk.errors import NotReady, Problem, Refused
from kiosk.parcels import counter_slips, rules
from kiosk.parcels.counter_model import (
    BatchVerdict,
    Direction,
    LineState,
    SendingState,
    batch,
    batch_line,
    sending,
)
from kiosk.parcels.counter_projectors import lines_of, open_batch, tag
from kiosk.parcels.desk import manifests, partial
from kiosk.parcels.desk.exceptions import note_problems, parcel_by_scan, reason_problems
from kiosk.parcels.desk.partial import Partial
from kiosk.parcels.desk.sending import row_by_scan
from kiosk.parcels.model import ItemState, ParcelState, manifest_item, parcel
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire import counter_events as facts

_VERDICTS = {BatchVerdict.ACCEPTED: "accepted", BatchVerdict.PART: "part", BatchVerdict.REFUSED: "refused"}


@dataclass(frozen=True)
class BatchLine:
    """One line of a batch.

    Attributes:
        waybill: Number or tag.
        kind: ``parcel``, ``sending``, ``announced``, ``extra`` or "" (a problem item that was never scanned).
        ref: Of the parcel or sending, otherwise 0.
        state: Scanned, problem, missing, accepted.
        what: The carrier in words, with 寄件 for a sending.
        reason: Code; ``reason_name`` in words.
        photo: Digest, or "".
    """

    waybill: str
    kind: str
    ref: int
    state: LineState
    what: str
    reason: str
    reason_name: str
    photo: str
    note: str
    at_ms: int


@dataclass(frozen=True)
class Batch:
    """A batch as a screen shows it.

    Attributes:
        id: Ref of its opening.
        direction: Out or in.
        partner: Township station, courier or van.
        manifest: Of an arriving batch, or "".
        verdict: ``OPEN`` until it is signed.
        lines: In the order of scanning.
        unseen: Of an open arriving batch: waybills on the manifest that nobody has seen yet.
    """

    id: int
    direction: Direction
    partner: str
    manifest: str
    verdict: BatchVerdict
    courier: str
    signature: str
    note: str
    by: str
    opened_ms: int
    closed_ms: int | None
    lines: tuple[BatchLine, ...]
    unseen: tuple[str, ...]

    def _with(self, *states: LineState) -> tuple[BatchLine, ...]:
        return tuple(line for line in self.lines if line.state in states)

    @property
    def good(self) -> tuple[BatchLine, ...]:
        """Lines that change hands."""
        return self._with(LineState.SCANNED, LineState.ACCEPTED)

    @property
    def problems(self) -> tuple[BatchLine, ...]:
        """Problem items and missing ones."""
        return self._with(LineState.PROBLEM, LineState.MISSING)


@dataclass(frozen=True)
class Signed:
    """A closed batch, its slip in the spool."""

    batch: Batch
    slip: int
    document: Document


@dataclass(frozen=True)
class Ready:
    """What may leave with the next van: parcels on the return list or set aside, and closed sendings."""

    parcels: int
    sendings: int


# ── Steps ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def begin(station: Station, direction: Direction, partner: str, by: str, manifest: str = "") -> Batch:
    """The van is here.

    Raises:
        NotReady: Nobody is named on the other side.
        NotFound: No such manifest here.
    """
    if not partner.strip() or typed.problems("partner", partner, limits.name_chars_max):
        raise NotReady((Problem("partner", "counter.partner"),))
    at = station.clock.now()
    with station.store.write() as db:
        if manifest:
            manifests.progress(db, manifest)
        entry = journal.append(db, facts.BatchOpened(direction.value, partner.strip(), manifest), at, by)
        return _batch(db, station, entry.ref)


def scan(station: Station, batch_id: int, text: str, by: str) -> Batch:
    """One thing goes through the hands of both.

    Raises:
        Refused: ``counter.scan_unknown``, ``counter.scanned_already``, ``counter.not_for_van`` (in stock, not to be
            returned), ``counter.batch_full``, ``counter.batch_closed``.
    """
    partial.single(scan_many(station, batch_id, (text,), by))
    return one(station, batch_id)


def scan_many(station: Station, batch_id: int, texts: Iterable[str], by: str) -> Partial[str]:
    """Scan a whole load: what cannot be loaded is named with its reason, the rest stand (O16)."""
    at = station.clock.now()
    with station.store.write() as db:
        row = open_batch(db, batch_id)

        def act(text: str) -> None:
            journal.append(db, _scanned(db, row, text), at, by)

        return partial.each(db, texts, act)


def drop(station: Station, batch_id: int, waybill: str, by: str) -> Batch:
    """Take a line out again; its parcel stands where it stood.

    Raises:
        Refused: ``counter.not_in_batch``, ``counter.batch_closed``.
    """
    at = station.clock.now()
    with station.store.write() as db:
        open_batch(db, batch_id)
        if waybill not in {line.waybill for line in lines_of(db, batch_id)}:
            raise Refused("counter.not_in_batch")
        journal.append(db, facts.BatchItemDropped(batch_id, waybill), at, by)
        return _batch(db, station, batch_id)


def note_problem(
    station: Station, batch_id: int, waybill: str, reason: str, by: str, *, photo: bytes = b"", note: str = ""
) -> Batch:
    """A problem item (问题件): it stays on its side and is listed with its reason.

    Raises:
        NotReady: The reason is not listed, or needs a photo; no number; the note is too long.
        Refused: ``counter.batch_closed``.
    """
    number = rules.clean_number(waybill)
    problems = [*reason_problems(station, ReasonGroup.BATCH, reason), *note_problems(note)]
    if not 0 < len(number) <= limits.waybill_chars_max:
        problems.append(Problem("waybill", "counter.waybill"))
    if not problems and station.catalogue.reason(ReasonGroup.BATCH, reason).photo and not photo:
        problems.append(Problem("photo", "counter.photo"))
    if problems:
        raise NotReady(tuple(problems))
    kept, at = media.put(station, photo), station.clock.now()
    with station.store.write() as db:
        fact = facts.BatchProblemNoted(batch_id, number, reason, kept.digest, note)
        entry = journal.append(db, fact, at, by)
        media.announce(db, kept, entry, at, by)
        return _batch(db, station, batch_id)


def close(
    station: Station, batch_id: int, courier: str, by: str, *, refused: bool = False, signature: bytes = b"",
    note: str = "",
) -> Signed:  # fmt: skip
    """Both sign: the slip with two signature lines is queued; returns and sendings have left.

    Args:
        station: Of the counter.
        batch_id: An open batch.
        courier: Name of the other side's person.
        by: The acting clerk's code.
        refused: One side takes nothing: everything stays where it was.
        signature: Photo of the signed slip, if it is at hand; see also :func:`keep_signature`.
        note: Of either side; a refusal needs one.

    Raises:
        NotReady: No name, a refusal without a word, an empty batch, a note too long.
        Refused: ``counter.batch_closed``.
    """
    problems = list(note_problems(note))
    if not courier.strip() or typed.problems("courier", courier, limits.name_chars_max):
        problems.append(Problem("courier", "counter.courier"))
    if refused and not note.strip():
        problems.append(Problem("note", "counter.refusal_note"))
    kept, at = media.put(station, signature), station.clock.now()
    with station.store.write() as db:
        row = open_batch(db, batch_id)
        fact = _closed(db, row, courier.strip(), refused=refused, signature=kept.digest, note=note)
        if not (fact.accepted or fact.missing or lines_of(db, batch_id)):
            problems.append(Problem("lines", "counter.batch_empty"))
        if problems:
            raise NotReady(tuple(problems))
        entry = journal.append(db, fact, at, by)
        media.announce(db, kept, entry, at, by)
        done = _batch(db, station, batch_id)
        document = counter_slips.batch_slip(station, entry, _paper(station, done))
        return Signed(done, spool.queue(db, entry, document), document)


def keep_signature(station: Station, batch_id: int, photo: bytes, by: str) -> Batch:
    """Keep a photo of the slip that both have signed.

    Raises:
        NotReady: No photo.
        Refused: ``counter.batch_open``: nothing is signed yet.
    """
    if not photo:
        raise NotReady((Problem("photo", "counter.photo"),))
    kept, at = media.put(station, photo), station.clock.now()
    with station.store.write() as db:
        if _row(db, batch_id).verdict == BatchVerdict.OPEN:
            raise Refused("counter.batch_open")
        entry = journal.append(db, facts.BatchSignatureKept(batch_id, kept.digest), at, by)
        media.announce(db, kept, entry, at, by)
        return _batch(db, station, batch_id)


# ── Questions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def one(station: Station, batch_id: int) -> Batch:
    """One batch with its lines.

    Raises:
        Refused: ``counter.no_batch``.
    """
    with station.store.read() as db:
        return _batch(db, station, batch_id)


def open_ones(station: Station) -> tuple[Batch, ...]:
    """Batches that are not signed yet: after a restart the counter goes on with them."""
    with station.store.read() as db:
        ids = db.execute(select(batch.c.id).where(batch.c.verdict == "").order_by(batch.c.id)).scalars().all()
        return tuple(_batch(db, station, batch_id) for batch_id in ids)


def recent(station: Station, rows_max: int = 30) -> tuple[Batch, ...]:
    """The last batches, the newest first."""
    with station.store.read() as db:
        ids = db.execute(select(batch.c.id).order_by(batch.c.id.desc()).limit(rows_max)).scalars().all()
        return tuple(_batch(db, station, batch_id) for batch_id in ids)


def ready(station: Station) -> Ready:
    """How much waits for the next van."""
    with station.store.read() as db:
        states = (ParcelState.AWAITING_RETURN.value, ParcelState.EXCEPTION.value)
        parcels = db.execute(select(parcel.c.id).where(parcel.c.here == 1, parcel.c.state.in_(states))).all()
        sendings = db.execute(select(sending.c.id).where(sending.c.state == SendingState.ACCEPTED.value)).all()
    return Ready(len(parcels), len(sendings))


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _scanned(db: Connection, row: "Row[tuple[object, ...]]", text: str) -> facts.BatchScanned:
    """What a scan means for this batch.

    Raises:
        Refused: It cannot be loaded, or is loaded already.
    """
    lines = {line.waybill: line for line in lines_of(db, row.id)}
    if len(lines) >= limits.batch_lines_max:
        raise Refused("counter.batch_full", most=limits.batch_lines_max)
    found = _outgoing(db, row.id, text) if row.direction == Direction.OUT else _incoming(db, row, text)
    if (line := lines.get(found.waybill)) and line.state == LineState.SCANNED:
        raise Refused("counter.scanned_already", waybill=found.waybill)
    return found


def _outgoing(db: Connection, batch_id: int, text: str) -> facts.BatchScanned:
    if thing := parcel_by_scan(db, text):
        if thing.state == ParcelState.HANDED_TO_VAN:
            raise Refused("counter.scanned_already", waybill=thing.waybill)
        if thing.state not in (ParcelState.AWAITING_RETURN, ParcelState.EXCEPTION):
            raise Refused("counter.not_for_van", waybill=thing.waybill)
        return facts.BatchScanned(batch_id, thing.waybill, "parcel", thing.id)
    if thing := row_by_scan(db, text):
        number = thing.waybill or tag(thing.id)
        if thing.state == SendingState.IN_BATCH:
            raise Refused("counter.scanned_already", waybill=number)
        if thing.state != SendingState.ACCEPTED:
            raise Refused("counter.not_for_van", waybill=number)
        return facts.BatchScanned(batch_id, number, "sending", thing.id)
    raise Refused("counter.scan_unknown")


def _incoming(db: Connection, row: "Row[tuple[object, ...]]", text: str) -> facts.BatchScanned:
    number = rules.clean_number(text)
    if not rules.waybill_chars_min <= len(number) <= limits.waybill_chars_max:
        raise Refused("counter.scan_unknown")
    if (thing := parcel_by_scan(db, number)) and thing.here:
        return facts.BatchScanned(row.id, number, "parcel", thing.id)
    listed = select(manifest_item.c.waybill).where(
        manifest_item.c.manifest == row.manifest, manifest_item.c.waybill == number
    )
    kind = "announced" if db.execute(listed).first() else "extra"
    return facts.BatchScanned(row.id, number, kind)


def _closed(
    db: Connection, row: "Row[tuple[object, ...]]", courier: str, *, refused: bool, signature: str, note: str
) -> facts.BatchClosed:
    lines = lines_of(db, row.id)
    good = [line.waybill for line in lines if line.state == LineState.SCANNED]
    bad = any(line.state == LineState.PROBLEM for line in lines)
    if row.direction == Direction.IN and row.manifest:
        good = list(dict.fromkeys((*good, *_taken_in(db, row, {line.waybill for line in lines}))))
    missing = () if refused else _unseen(db, row)
    verdict = BatchVerdict.PART if bad or missing else BatchVerdict.ACCEPTED
    if refused or (bad and not good):
        verdict = BatchVerdict.REFUSED
    accepted = () if verdict is BatchVerdict.REFUSED else tuple(good)[: limits.batch_lines_max]
    return facts.BatchClosed(row.id, verdict.value, accepted, missing, courier, signature, note)


def _taken_in(db: Connection, row: "Row[tuple[object, ...]]", known: set[str]) -> tuple[str, ...]:
    """Parcels of the manifest that went through intake instead of the batch's own scan."""
    arrived = select(parcel.c.waybill).where(
        parcel.c.manifest == row.manifest, parcel.c.state != ParcelState.TAKEN_BACK.value
    )
    return tuple(waybill for waybill in db.execute(arrived.order_by(parcel.c.id)).scalars() if waybill not in known)


def _unseen(db: Connection, row: "Row[tuple[object, ...]]") -> tuple[str, ...]:
    """Announced, neither scanned into the batch nor taken in."""
    if row.direction == Direction.OUT or not row.manifest:
        return ()
    seen = {line.waybill for line in lines_of(db, row.id)}
    expected = (
        select(manifest_item.c.waybill)
        .where(manifest_item.c.manifest == row.manifest, manifest_item.c.state != ItemState.ARRIVED.value)
        .order_by(manifest_item.c.place)
    )
    unseen = [waybill for waybill in db.execute(expected).scalars() if waybill not in seen]
    return tuple(unseen[: limits.batch_lines_max])


def _row(db: Connection, batch_id: int) -> "Row[tuple[object, ...]]":
    if (row := db.execute(select(batch).where(batch.c.id == batch_id)).first()) is None:
        raise Refused("counter.no_batch")
    return row


def _batch(db: Connection, station: Station, batch_id: int) -> Batch:
    row = _row(db, batch_id)
    carriers = _carriers(db, batch_id)
    lines = tuple(_line(station, line, carriers) for line in lines_of(db, batch_id))
    return Batch(
        row.id, Direction(row.direction), row.partner, row.manifest, BatchVerdict(row.verdict), row.courier,
        row.signature, row.note, row.by, row.opened_ms, row.closed_ms, lines,
        _unseen(db, row) if row.verdict == BatchVerdict.OPEN else (),
    )  # fmt: skip


def _carriers(db: Connection, batch_id: int) -> dict[tuple[str, int], str]:
    """Carrier codes of the things on the lines, by kind and ref."""
    found: dict[tuple[str, int], str] = {}
    for kind, table in (("parcel", parcel), ("sending", sending)):
        joined = select(table.c.id, table.c.carrier).join(batch_line, batch_line.c.ref == table.c.id)
        for row in db.execute(joined.where(batch_line.c.batch == batch_id, batch_line.c.kind == kind)):
            found[kind, row.id] = row.carrier
    return found


def _line(station: Station, row: "Row[tuple[object, ...]]", carriers: dict[tuple[str, int], str]) -> BatchLine:
    book = station.catalogue
    code = carriers.get((row.kind, row.ref), "")
    what = book.carrier(code).name if code else ""
    if row.kind == "sending":
        what = f"{station.texts('counter.slip.sending_line')} {what}"
    reason = book.reason(ReasonGroup.BATCH, row.reason).name if row.reason else ""
    return BatchLine(
        row.waybill, row.kind, row.ref, LineState(row.state), what, row.reason, reason, row.photo, row.note, row.at_ms
    )  # fmt: skip


def _paper(station: Station, done: Batch) -> counter_slips.BatchLines:
    return counter_slips.BatchLines(
        outgoing=done.direction is Direction.OUT, partner=done.partner, manifest=done.manifest, courier=done.courier,
        verdict=station.texts(f"counter.verdict.{_VERDICTS[done.verdict]}"),
        accepted=tuple((line.waybill, line.what) for line in done.good),
        problems=tuple((line.waybill, line.reason_name or line.note) for line in done.problems), note=done.note,
    )  # fmt: skip
