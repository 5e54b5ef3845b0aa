"""Files for carriers and for the office (P25, G9): what happened to each carrier's parcels, one CSV per carrier.

Whether the county has a line, and why it set one aside, stands in the line itself: after a week without a link
the refusals are listed per brand.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection, Row

from kiosk import journal, money
from kiosk.clock import day_number, local
from kiosk.errors import NotReady, Problem
from kiosk.journal.entry import REF_EPOCH
from kiosk.journal.model import journal as journal_table
from kiosk.journal.model import lane
from kiosk.parcels import rules
from kiosk.parcels.counter_model import SendingState, parcel_case, sending
from kiosk.parcels.counter_projectors import tag
from kiosk.parcels.desk import reports
from kiosk.parcels.desk.exceptions import case_of
from kiosk.parcels.model import ParcelState, parcel, pickup
from kiosk.people import names
from kiosk.sheets import CsvFile, csv_bytes
from kiosk.station import Station
from kiosk.wire.counter_events import ExportMade
from kiosk.wire.events import Lane

days_max = 366
_chunk = 500


@dataclass(frozen=True)
class _Happened:
    """One line: when, what, to which parcel; ``key`` names its record in the journal."""

    at_ms: int
    what: str
    waybill: str
    code: str
    name: str
    tail: str
    marks: str
    detail: str
    cod_fen: int
    freight_fen: int
    by: str
    key: tuple[int, int]


def carrier_file(station: Station, carrier: str, first: date, last: date, by: str) -> CsvFile:
    """Everything that happened to a carrier's parcels from ``first`` to ``last``, both included, in order of time.

    Raises:
        NotReady: The days are in the wrong order, or more than ``days_max``.
    """
    _check(first, last)
    at = station.clock.now()
    with station.store.write() as db:
        made = _file(db, station, carrier, first, last)
        digest = hashlib.sha256(made.data).digest()
        journal.append(db, ExportMade(carrier, day_number(first), day_number(last), made.rows, digest), at, by)
        return made


def carrier_files(station: Station, first: date, last: date, by: str) -> tuple[CsvFile, ...]:
    """A file for every carrier with anything in those days (混扫: five brands on one counter, one export each).

    Raises:
        NotReady: As for :func:`carrier_file`.
    """
    _check(first, last)
    with station.store.read() as db:
        codes = _carriers(db, first, last)
    return tuple(made for code in codes if (made := carrier_file(station, code, first, last, by)).rows)


def month_file(station: Station, year: int, month: int) -> CsvFile:
    """The month's figures, a line per day."""
    report, texts = reports.month_report(station, year, month), station.texts
    head = [texts("counter.csv.day")] + [texts(f"counter.figure.{name}") for name in _MONTH_COLUMNS]
    rows = [
        [f"{one.day:%Y-%m-%d}", *(_cell(one.figures, name) for name in _MONTH_COLUMNS.values())]
        for one in report.days
    ]  # fmt: skip
    name = texts("counter.csv.month_name", station=station.code, month=f"{year}-{month:02d}")
    return CsvFile(name, csv_bytes([head, *rows]), len(rows))


_MONTH_COLUMNS = {
    "taken_in": "taken_in", "picked_up": "picked_up", "returned": "returned", "exceptions": "exceptions",
    "sent": "sent", "cod": "cod_fen", "freight": "freight_fen", "postage": "postage_fen",
}  # fmt: skip
"""Word of the heading → field of the figures."""


def _cell(figures: reports.Figures, name: str) -> str:
    value = int(getattr(figures, name))
    return money.yuan(value).replace(",", "") if name.endswith("_fen") else str(value)


# ── What happened ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _file(db: Connection, station: Station, carrier: str, first: date, last: date) -> CsvFile:
    texts, book = station.texts, station.catalogue
    span = (day_number(first), day_number(last))
    lines = sorted(
        (*_intakes(db, station, carrier, span), *_pickups(db, station, carrier, span),
         *_cases(db, station, carrier, span), *_sendings(db, station, carrier, span)),
        key=lambda line: (line.at_ms, line.waybill),
    )  # fmt: skip
    acked = {row.epoch: row.acked_seq for row in db.execute(select(lane).where(lane.c.lane == int(Lane.MATTERS)))}
    aside = {(one.epoch, one.seq): one.reason for one in _set_aside(db)}
    head = [texts(f"counter.csv.{name}") for name in _HEAD]
    rows = [_row(station, book.carrier(carrier).name, line, _county(station, line, acked, aside)) for line in lines]
    refused = sum(line.key in aside for line in lines)
    name = f"{station.code}_{carrier or 'NONE'}_{first:%Y%m%d}-{last:%Y%m%d}.csv"
    return CsvFile(name, csv_bytes([head, *rows]), len(rows), refused)


_HEAD = (
    "time", "event", "waybill", "carrier", "code", "name", "tail", "marks", "detail", "cod", "freight", "clerk",
    "county",
)  # fmt: skip


def _row(station: Station, carrier: str, line: _Happened, county: str) -> list[str]:
    return [
        f"{local(line.at_ms):%Y-%m-%d %H:%M:%S}", station.texts(f"counter.happened.{line.what}"), line.waybill, carrier,
        line.code, names.masked(line.name), line.tail, line.marks, line.detail, _yuan(line.cod_fen),
        _yuan(line.freight_fen), line.by, county,
    ]  # fmt: skip


def _yuan(fen: int) -> str:
    return money.yuan(fen).replace(",", "") if fen else ""


def _county(station: Station, line: _Happened, acked: dict[int, int], aside: dict[tuple[int, int], str]) -> str:
    if line.key in aside:
        return station.texts("counter.csv.refused", reason=aside[line.key])
    epoch, seq = line.key
    safe = seq <= acked.get(epoch, 0)
    return station.texts("counter.csv.safe") if safe else station.texts("counter.csv.waiting")


def _set_aside(db: Connection) -> Iterator[journal.SetAside]:
    return (one for one in journal.aside(db, rows_max=100_000) if one.lane == Lane.MATTERS)


Span = tuple[int, int]


def _intakes(db: Connection, station: Station, carrier: str, span: Span) -> Iterator[_Happened]:
    query = select(parcel).where(parcel.c.taken_in_day.between(*span), parcel.c.carrier == carrier)
    for row in db.execute(query):
        # A later state than the intake's own is another line; only an intake that was undone says so here.
        what = "undone" if row.state == ParcelState.TAKEN_BACK else "taken_in"
        yield _of_parcel(station, row, row.taken_in_ms, what, row.manifest, row.by, divmod(row.id, REF_EPOCH))


def _pickups(db: Connection, station: Station, carrier: str, span: Span) -> Iterator[_Happened]:
    left = pickup.alias("left")
    query = (
        select(parcel, left.c.at_ms.label("left_ms"), left.c.by.label("left_by"), left.c.taker, left.c.relation,
               journal_table.c.epoch, journal_table.c.seq)
        .join(left, left.c.parcel == parcel.c.id)
        .join(journal_table, journal_table.c.position == left.c.position)
        .where(left.c.day.between(*span), parcel.c.carrier == carrier)
    )  # fmt: skip
    for row in db.execute(query):
        proxy = station.texts("counter.csv.proxy", relation=row.relation) if row.taker == "proxy" else ""
        yield _of_parcel(station, row, row.left_ms, "picked_up", proxy, row.left_by, (row.epoch, row.seq))


def _cases(db: Connection, station: Station, carrier: str, span: Span) -> Iterator[_Happened]:
    cases = select(parcel_case).join(parcel, parcel.c.id == parcel_case.c.parcel).where(parcel.c.carrier == carrier)
    inside = parcel_case.c.opened_day.between(*span) | parcel_case.c.closed_day.between(*span)
    found = db.execute(cases.where(inside)).all()
    rows = {row.id: row for row in _parcels(db, [one.parcel for one in found])}
    for one in found:
        case, key = case_of(station, one), divmod(one.id, REF_EPOCH)
        row = rows[one.parcel]
        if span[0] <= one.opened_day <= span[1]:
            yield _of_parcel(station, row, one.opened_ms, one.kind, case.reason_name, one.by, key)
        # Giving up opens a case of its own, so the end of the case before it would say the same twice.
        if one.closed_day is not None and one.outcome != "given_up" and span[0] <= one.closed_day <= span[1]:
            yield _of_parcel(station, row, one.closed_ms, one.outcome, case.reason_name, "", key)


def _parcels(db: Connection, ids: Sequence[int]) -> "Iterator[Row[tuple[object, ...]]]":
    for start in range(0, len(ids), _chunk):
        yield from db.execute(select(parcel).where(parcel.c.id.in_(ids[start : start + _chunk])))


def _of_parcel(
    station: Station, row: "Row[tuple[object, ...]]", at_ms: int, what: str, detail: str, by: str, key: tuple[int, int]
) -> _Happened:
    marks = "、".join(station.catalogue.mark(code).name for code in row.marks.split(",") if code)
    return _Happened(
        at_ms, what, row.waybill, row.code, row.name, rules.phone_tail(row.phone), marks, detail, row.cod_fen,
        row.freight_fen, by, key,
    )  # fmt: skip


def _sendings(db: Connection, station: Station, carrier: str, span: Span) -> Iterator[_Happened]:
    query = select(sending).where(sending.c.carrier == carrier, sending.c.accepted_day.is_not(None))
    inside = sending.c.accepted_day.between(*span) | sending.c.state_day.between(*span)
    for row in db.execute(query.where(inside)):
        key = divmod(row.id, REF_EPOCH)
        if span[0] <= row.accepted_day <= span[1]:
            yield _of_sending(station, row, row.accepted_ms, "sent", key)
        if row.state == SendingState.HANDED_OVER and span[0] <= row.state_day <= span[1]:
            yield _of_sending(station, row, row.state_ms, "sent_on", key)


def _of_sending(
    station: Station, row: "Row[tuple[object, ...]]", at_ms: int, what: str, key: tuple[int, int]
) -> _Happened:
    pays = station.texts("counter.slip.prepaid") if row.prepaid else station.texts("counter.slip.collect")
    return _Happened(
        at_ms, what, row.waybill or tag(row.id), "", row.recipient_name, rules.phone_tail(row.recipient_phone), "",
        pays, 0, row.freight_fen, row.by, key,
    )  # fmt: skip


def _carriers(db: Connection, first: date, last: date) -> tuple[str, ...]:
    span = (day_number(first), day_number(last))
    touched: tuple[Select[tuple[str]], ...] = (
        select(parcel.c.carrier).where(parcel.c.taken_in_day.between(*span)),
        select(parcel.c.carrier).where(parcel.c.state_day.between(*span)),
        select(parcel.c.carrier)
        .join(parcel_case, parcel_case.c.parcel == parcel.c.id)
        .where(parcel_case.c.opened_day.between(*span)),
        select(sending.c.carrier).where(sending.c.accepted_day.between(*span)),
        select(sending.c.carrier).where(sending.c.state_day.between(*span), sending.c.accepted_day.is_not(None)),
    )
    return tuple(sorted({str(code) for query in touched for code in db.execute(query.distinct()).scalars()}))


def _check(first: date, last: date) -> None:
    if not 0 <= (last - first).days < days_max:
        raise NotReady((Problem("days", "counter.days", {"most": days_max}),))
