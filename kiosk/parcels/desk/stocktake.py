"""Stock-take (盘库, P15): scan what stands there; what should be and was not seen is missing, the rest is told apart.

A stock-take is a row, so a restart goes on with it. Both sides are counted: parcels for residents, kept and set-aside
ones among them, and sendings that wait for the van (P21).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.engine import Connection, Row

from kiosk import journal, limits
from kiosk.errors import NotReady, Problem, Refused
from kiosk.parcels import counter_slips, rules
from kiosk.parcels.counter_model import Seen, sending, stocktake, stocktake_line
from kiosk.parcels.counter_projectors import tag
from kiosk.parcels.desk import partial, views
from kiosk.parcels.desk import sending as sendings
from kiosk.parcels.desk.exceptions import note_problems, parcel_by_scan
from kiosk.parcels.desk.partial import Partial
from kiosk.parcels.desk.sending import SendingView
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.model import parcel
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire import counter_events as facts


@dataclass(frozen=True)
class SeenLine:
    """One thing that was scanned.

    Attributes:
        waybill: As cleaned.
        verdict: Found, misplaced (on another shelf than it should be), extra (not of this stock).
        kind: ``parcel``, ``sending`` or "".
        shelf: Where it was seen, or "".
        parcel: When it is a parcel: as it stands; its ``state`` says why it is extra.
        sending: When it is a sending.
        retained: It has reached the retention ladder (滞留件).
    """

    waybill: str
    verdict: Seen
    kind: str
    shelf: str
    parcel: ParcelView | None
    sending: SendingView | None
    retained: bool
    at_ms: int


@dataclass(frozen=True)
class Stocktake:
    """A stock-take as a screen shows it.

    Attributes:
        id: Ref of its opening.
        shelves: Codes that are counted; () for all, sendings among them.
        expected: How many things should be there.
        seen: What was scanned, the newest first.
        missing_parcels: Not seen (yet, while it is open); ``missing_sendings`` likewise.
        closed_ms: None while it is open.
    """

    id: int
    shelves: tuple[str, ...]
    by: str
    opened_ms: int
    closed_ms: int | None
    expected: int
    seen: tuple[SeenLine, ...]
    missing_parcels: tuple[ParcelView, ...]
    missing_sendings: tuple[SendingView, ...]
    note: str

    def _with(self, verdict: Seen) -> tuple[SeenLine, ...]:
        return tuple(line for line in self.seen if line.verdict is verdict)

    @property
    def found(self) -> int:
        """Seen and of this stock, on its shelf or another."""
        return len(self._with(Seen.FOUND)) + len(self.misplaced)

    @property
    def misplaced(self) -> tuple[SeenLine, ...]:
        """On another shelf than they should be."""
        return self._with(Seen.MISPLACED)

    @property
    def extra(self) -> tuple[SeenLine, ...]:
        """Seen, and not of this stock."""
        return self._with(Seen.EXTRA)

    @property
    def retained(self) -> tuple[SeenLine, ...]:
        """Seen, and waiting too long."""
        return tuple(line for line in self.seen if line.retained)

    @property
    def missing(self) -> int:
        """Not seen."""
        return len(self.missing_parcels) + len(self.missing_sendings)


@dataclass(frozen=True)
class Counted:
    """A closed stock-take, its slip in the spool."""

    stocktake: Stocktake
    slip: int
    document: Document


# ── Steps ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def begin(station: Station, by: str, shelves: Iterable[str] = ()) -> Stocktake:
    """Open a stock-take, of some shelves or of all.

    Raises:
        NotReady: A shelf is not listed.
        Refused: ``counter.stocktake_open``: another is open; go on with it.
    """
    chosen = tuple(dict.fromkeys(shelves))
    if set(chosen) - {one.code for one in station.catalogue.shelves}:
        raise NotReady((Problem("shelves", "counter.shelf"),))
    at = station.clock.now()
    with station.store.write() as db:
        if db.execute(select(stocktake.c.id).where(stocktake.c.closed_ms.is_(None))).first():
            raise Refused("counter.stocktake_open")
        entry = journal.append(db, facts.StocktakeOpened(chosen), at, by)
        return _stocktake(db, station, entry.ref)


def scan(station: Station, stocktake_id: int, text: str, by: str, shelf: str = "") -> SeenLine:
    """One thing was seen.

    Args:
        station: Of the counter.
        stocktake_id: An open one.
        text: As scanned: waybill, pickup code, or a sending's tag.
        by: The acting clerk's code.
        shelf: Where the clerk stands; "" when nobody said, then nothing is misplaced.

    Raises:
        Refused: ``counter.scanned_already``, ``counter.scan_rubbish``, ``counter.stocktake_closed``,
            ``counter.stocktake_full``.
    """
    at = station.clock.now()
    with station.store.write() as db:
        fact = _verdict(db, _open(db, stocktake_id), text, shelf)
        journal.append(db, fact, at, by)
        line = _lines(stocktake_id).where(stocktake_line.c.waybill == fact.waybill)
        return _seen(db, station, db.execute(line).all())[0]


def scan_many(
    station: Station, stocktake_id: int, texts: Iterable[str], by: str, shelf: str = ""
) -> Partial[str]:  # fmt: skip
    """Scan a whole shelf: each that fails is named with its reason, the rest stand (O16)."""
    at = station.clock.now()
    with station.store.write() as db:
        row = _open(db, stocktake_id)

        def act(text: str) -> None:
            journal.append(db, _verdict(db, row, text, shelf), at, by)

        return partial.each(db, texts, act)


def close(station: Station, stocktake_id: int, by: str, note: str = "") -> Counted:
    """End a stock-take; the slip with the four lists is queued.

    Raises:
        NotReady: The note is too long.
        Refused: ``counter.stocktake_closed``; ``counter.stocktake_full``: count shelf by shelf.
    """
    if problems := note_problems(note):
        raise NotReady(problems)
    at = station.clock.now()
    with station.store.write() as db:
        _open(db, stocktake_id)
        state = _stocktake(db, station, stocktake_id)
        if state.missing > limits.stocktake_lines_max:
            raise Refused("counter.stocktake_full", most=limits.stocktake_lines_max)
        retained = tuple(
            line.parcel.id for line in state.seen if line.parcel and line.parcel.here and line.parcel.stage
        )
        fact = facts.StocktakeClosed(
            stocktake_id, state.found, tuple(one.id for one in state.missing_parcels),
            tuple(one.id for one in state.missing_sendings), retained, note,
        )  # fmt: skip
        entry = journal.append(db, fact, at, by)
        done = _stocktake(db, station, stocktake_id)
        document = counter_slips.stocktake_slip(station, entry, _paper(station, done))
        return Counted(done, spool.queue(db, entry, document), document)


# ── Questions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def one(station: Station, stocktake_id: int) -> Stocktake:
    """One stock-take with its lists.

    Raises:
        Refused: ``counter.no_stocktake``.
    """
    with station.store.read() as db:
        return _stocktake(db, station, stocktake_id)


def open_one(station: Station) -> Stocktake | None:
    """The stock-take that is open, also after a restart; None when there is none."""
    with station.store.read() as db:
        found = db.execute(select(stocktake.c.id).where(stocktake.c.closed_ms.is_(None))).scalar()
        return None if found is None else _stocktake(db, station, found)


def recent(station: Station, rows_max: int = 20) -> tuple[Stocktake, ...]:
    """The last stock-takes, the newest first."""
    with station.store.read() as db:
        ids = db.execute(select(stocktake.c.id).order_by(stocktake.c.id.desc()).limit(rows_max)).scalars().all()
        return tuple(_stocktake(db, station, stocktake_id) for stocktake_id in ids)


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _verdict(db: Connection, row: "Row[tuple[object, ...]]", text: str, shelf: str) -> facts.StocktakeScanned:
    """What a scan says.

    Raises:
        Refused: It says nothing, or was seen already.
    """
    if row.found + row.extra >= limits.stocktake_lines_max:
        raise Refused("counter.stocktake_full", most=limits.stocktake_lines_max)
    fact = _found(db, row, text, shelf)
    seen = (stocktake_line.c.stocktake == row.id) & (stocktake_line.c.waybill == fact.waybill)
    if db.execute(select(stocktake_line.c.waybill).where(seen)).first():
        raise Refused("counter.scanned_already", waybill=fact.waybill)
    return fact


def _found(db: Connection, row: "Row[tuple[object, ...]]", text: str, shelf: str) -> facts.StocktakeScanned:
    scope = tuple(row.shelves.split(",")) if row.shelves else ()
    if thing := parcel_by_scan(db, text):
        elsewhere = bool(shelf and shelf != thing.shelf) or bool(scope and thing.shelf not in scope)
        verdict = (Seen.MISPLACED if elsewhere else Seen.FOUND) if thing.here else Seen.EXTRA
        return facts.StocktakeScanned(row.id, thing.waybill, verdict.value, "parcel", thing.id, shelf)
    if thing := sendings.row_by_scan(db, text):
        verdict = Seen.FOUND if thing.here else Seen.EXTRA
        return facts.StocktakeScanned(row.id, thing.waybill or tag(thing.id), verdict.value, "sending", thing.id, shelf)
    number = rules.clean_number(text)
    if not rules.waybill_chars_min <= len(number) <= limits.waybill_chars_max:
        raise Refused("counter.scan_rubbish")
    return facts.StocktakeScanned(row.id, number, Seen.EXTRA.value, "", 0, shelf)


def _open(db: Connection, stocktake_id: int) -> "Row[tuple[object, ...]]":
    if (row := _row(db, stocktake_id)).closed_ms is not None:
        raise Refused("counter.stocktake_closed")
    return row


def _row(db: Connection, stocktake_id: int) -> "Row[tuple[object, ...]]":
    if (row := db.execute(select(stocktake).where(stocktake.c.id == stocktake_id)).first()) is None:
        raise Refused("counter.no_stocktake")
    return row


def _lines(stocktake_id: int) -> Select[tuple[object, ...]]:
    newest_first = stocktake_line.c.at_ms.desc(), stocktake_line.c.waybill
    return select(stocktake_line).where(stocktake_line.c.stocktake == stocktake_id).order_by(*newest_first)


def _stocktake(db: Connection, station: Station, stocktake_id: int) -> Stocktake:
    row = _row(db, stocktake_id)
    rows = db.execute(_lines(stocktake_id)).all()
    seen = _seen(db, station, [line for line in rows if line.verdict != Seen.MISSING])
    scope = tuple(row.shelves.split(",")) if row.shelves else ()
    if row.closed_ms is None:
        parcels, things = _not_seen(db, station, row, rows)
    else:
        gone = [line for line in rows if line.verdict == Seen.MISSING]
        parcels = _views(db, station, [line.ref for line in gone if line.kind == "parcel"])
        things = _sendings(db, station, sending.c.id.in_([line.ref for line in gone if line.kind == "sending"]))
    expected = len(parcels) + len(things) + sum(line.verdict is not Seen.EXTRA for line in seen)
    return Stocktake(
        row.id, scope, row.by, row.opened_ms, row.closed_ms, expected, seen, parcels, things, row.note
    )  # fmt: skip


def _not_seen(
    db: Connection, station: Station, row: "Row[tuple[object, ...]]", lines: "Iterable[Row[tuple[object, ...]]]"
) -> tuple[tuple[ParcelView, ...], tuple[SendingView, ...]]:
    """What was there when the count began, still is by the tables, and has no line yet."""
    seen = {(line.kind, line.ref) for line in lines}
    here = (parcel.c.here == 1) & (parcel.c.id < row.id)
    if row.shelves:
        here &= parcel.c.shelf.in_(row.shelves.split(","))
    today, most = views.business_today(db, station), limits.stocktake_lines_max * 2
    parcels = views.some(db, station, here, today, rows_max=most)
    waiting = (sending.c.here == 1) & (sending.c.state_ms <= row.opened_ms)
    things = () if row.shelves else _sendings(db, station, waiting)
    return (
        tuple(one for one in parcels if ("parcel", one.id) not in seen),
        tuple(one for one in things if ("sending", one.id) not in seen),
    )


def _seen(db: Connection, station: Station, lines: "Sequence[Row[tuple[object, ...]]]") -> tuple[SeenLine, ...]:
    parcels = {one.id: one for one in _views(db, station, [line.ref for line in lines if line.kind == "parcel"])}
    wanted = [line.ref for line in lines if line.kind == "sending"]
    things = {one.id: one for one in _sendings(db, station, sending.c.id.in_(wanted))}
    return tuple(_line(line, parcels, things) for line in lines)


def _line(
    row: "Row[tuple[object, ...]]", parcels: dict[int, ParcelView], things: dict[int, SendingView]
) -> SeenLine:  # fmt: skip
    thing = parcels.get(row.ref) if row.kind == "parcel" else None
    waits_long = bool(thing and thing.here and thing.stage)
    return SeenLine(
        row.waybill, Seen(row.verdict), row.kind, row.shelf, thing,
        things.get(row.ref) if row.kind == "sending" else None, bool(row.retained) or waits_long, row.at_ms,
    )  # fmt: skip


def _views(db: Connection, station: Station, ids: list[int]) -> tuple[ParcelView, ...]:
    today = views.business_today(db, station)
    return views.some(db, station, parcel.c.id.in_(ids), today, rows_max=limits.stocktake_lines_max)


def _sendings(db: Connection, station: Station, where: ColumnElement[bool]) -> tuple[SendingView, ...]:
    rows = db.execute(select(sending).where(where).order_by(sending.c.id)).all()
    return tuple(sendings.view_of(station, row) for row in rows)


def _paper(station: Station, done: Stocktake) -> counter_slips.StocktakeLines:
    texts = station.texts
    parcels = tuple((one.waybill, one.code) for one in done.missing_parcels)
    things = tuple((one.number, texts("counter.slip.sending_line")) for one in done.missing_sendings)
    return counter_slips.StocktakeLines(
        scope="、".join(done.shelves) or texts("counter.slip.all_shelves"), found=done.found,
        missing=(*parcels, *things), extra=tuple((line.waybill, _why(station, line)) for line in done.extra),
        misplaced=tuple((line.waybill, line.parcel.code if line.parcel else "") for line in done.misplaced),
        retained=tuple(
            (line.waybill, texts("counter.slip.days", days=line.parcel.days if line.parcel else 0))
            for line in done.retained
        ),
    )  # fmt: skip


def _why(station: Station, line: SeenLine) -> str:
    """Why a thing is not of this stock: how it left, or that nobody knows it."""
    if line.parcel:
        return station.texts(f"counter.state.{line.parcel.state.value}")
    return station.texts(f"counter.sending_state.{line.sending.state.value}") if line.sending else ""
