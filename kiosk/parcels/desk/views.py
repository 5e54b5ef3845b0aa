"""A parcel as a screen shows it: one row with everything that is said about it, finished."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.engine import Connection, Row

from kiosk import journal, limits
from kiosk.clock import day_of
from kiosk.errors import NotFound
from kiosk.parcels import rules
from kiosk.parcels.model import HERE, ParcelState, hold, parcel, pickup, verdict
from kiosk.people import names
from kiosk.station import Station
from kiosk.store.prepared import Prepared


@dataclass(frozen=True)
class ParcelView:
    """One parcel.

    Attributes:
        id: Ref of its intake.
        waybill: Cleaned number.
        carrier: Code; ``carrier_name`` in words.
        name: Recipient as known; ``masked`` for eyes that need not know it.
        phone: Digits, perhaps masked by the carrier, or "".
        tail: Last four digits of the phone, or "".
        resident: Id, or "" when nobody was found.
        household: Household number, or "".
        group: Village group, 0 when unknown.
        code: Pickup code as on the label.
        marks: Codes of marks, ``mark_names`` in words.
        state: Where it stands.
        days: Whole days since intake.
        stage: Of the retention ladder.
        due: Last day of storage.
        announced: On a manifest; with ``manifest`` and not announced it is an extra one.
        cod_fen: For the sender.
        freight_fen: For the carrier.
        channel: How the recipient is told.
        called: Outcome of the last call-out, or "".
        held: Why the county intercepts it, or "".
        verdict: The carrier's later word, or "".
        wrong_tries: Wrong pickup codes in a row.
        photo: SHA-256 of the photo taken at pickup, or "".
    """

    id: int
    position: int
    waybill: str
    carrier: str
    carrier_name: str
    name: str
    masked: str
    phone: str
    tail: str
    address: str
    resident: str
    household: str
    group: int
    shelf: str
    layer: int
    code: str
    marks: tuple[str, ...]
    mark_names: tuple[str, ...]
    state: ParcelState
    state_ms: int
    taken_in_ms: int
    taken_in_day: date
    days: int
    stage: rules.Stage
    due: date
    manifest: str
    announced: bool
    cod_fen: int
    freight_fen: int
    weight_g: int
    letter: bool
    note: str
    channel: str
    called: str
    held: str
    verdict: str
    wrong_tries: int
    photo: str

    @property
    def here(self) -> bool:
        """Whether it is on a shelf of this point."""
        return self.state in HERE

    @property
    def money(self) -> rules.DueAtPickup:
        """What stands between it and its recipient."""
        return rules.DueAtPickup(self.cod_fen, self.freight_fen)


_JOINED = (
    parcel.outerjoin(hold, (hold.c.waybill == parcel.c.waybill) & hold.c.lifted_ms.is_(None))
    .outerjoin(verdict, verdict.c.waybill == parcel.c.waybill)
    .outerjoin(pickup, pickup.c.parcel == parcel.c.id)
)
PARCELS: Select[tuple[object, ...]] = select(
    parcel, hold.c.reason.label("held"), verdict.c.text.label("verdict"), pickup.c.photo
).select_from(_JOINED)
"""Rows for :func:`view`; narrowed by the caller."""

_THIS = Prepared(PARCELS.where(parcel.c.id == bindparam("an_id")))
_THESE = PARCELS.where(parcel.c.id.in_(bindparam("ids", expanding=True)))


def view(station: Station, row: "Row[tuple[object, ...]]", today: date) -> ParcelView:
    """One row of :data:`PARCELS` as a screen shows it."""
    book, marks = station.catalogue, tuple(code for code in row.marks.split(",") if code)
    taken_in = day_of(row.taken_in_day)
    days = rules.days_stored(taken_in, today)
    return ParcelView(
        id=row.id, position=row.position, waybill=row.waybill, carrier=row.carrier,
        carrier_name=book.carrier(row.carrier).name, name=row.name, masked=names.masked(row.name), phone=row.phone,
        tail=rules.phone_tail(row.phone), address=row.address, resident=row.resident, household=row.household,
        group=row.group_no, shelf=row.shelf, layer=row.layer, code=row.code, marks=marks,
        mark_names=tuple(book.mark(code).name for code in marks), state=ParcelState(row.state),
        state_ms=row.state_ms, taken_in_ms=row.taken_in_ms, taken_in_day=taken_in, days=days,
        stage=rules.stage(days, book.retention(row.carrier)), due=day_of(row.storage_due), manifest=row.manifest,
        announced=bool(row.announced), cod_fen=row.cod_fen, freight_fen=row.freight_fen, weight_g=row.weight_g,
        letter=bool(row.letter), note=row.note, channel=row.channel, called=row.called_outcome, held=row.held or "",
        verdict=row.verdict or "", wrong_tries=row.wrong_tries, photo=row.photo or "",
    )  # fmt: skip


def some(
    db: Connection, station: Station, where: ColumnElement[bool], today: date, rows_max: int = limits.rows_max
) -> tuple[ParcelView, ...]:
    """Parcels that meet a condition, oldest first."""
    rows = db.execute(PARCELS.where(where).order_by(parcel.c.id).limit(rows_max))
    return tuple(view(station, row, today) for row in rows)


def these(db: Connection, station: Station, ids: Iterable[int], today: date) -> tuple[ParcelView, ...]:
    """The parcels of these ids, in the order asked.

    Raises:
        NotFound: One of them is not known here.
    """
    wanted: Sequence[int] = tuple(dict.fromkeys(ids))
    if not wanted:
        return ()
    found = {row.id: view(station, row, today) for row in db.execute(_THESE, {"ids": wanted})}
    if len(found) != len(wanted):
        raise NotFound("parcels.missing")
    return tuple(found[an_id] for an_id in wanted)


def one(db: Connection, station: Station, parcel_id: int, today: date) -> ParcelView:
    """One parcel.

    Raises:
        NotFound: Not known here.
    """
    if (row := _THIS(db, an_id=parcel_id).first()) is None:
        raise NotFound("parcels.missing")
    return view(station, row, today)


def business_today(db: Connection, station: Station) -> date:
    """The business date, by the station's clock and the journal."""
    return journal.business_day(db, station.clock.now())
