"""The van's manifests: ticked off by scanning, ending in what is missing and what was not announced (P2)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.engine import Connection, Row

from kiosk import journal, limits
from kiosk.clock import day_number, day_of
from kiosk.errors import NotFound, Refused
from kiosk.parcels import slips
from kiosk.parcels.desk import views
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.model import ItemState, ParcelState, manifest, manifest_item, parcel
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire.parcel_events import ManifestClosed


@dataclass(frozen=True)
class Announced:
    """One line of a manifest.

    Attributes:
        manifest: Its number.
        waybill: Cleaned.
        carrier: Code.
        name: Recipient, often masked by the carrier.
        phone: Perhaps masked, or "".
        resident: Id when the county knows the person, or "".
        address: As on the label.
        marks: Codes.
        cod_fen: For the sender.
        freight_fen: For the carrier.
        state: Expected, arrived, missing.
        parcel: Id of the parcel that ticked it off, or None.
    """

    manifest: str
    waybill: str
    carrier: str
    name: str
    phone: str
    resident: str
    address: str
    marks: tuple[str, ...]
    cod_fen: int
    freight_fen: int
    state: ItemState
    parcel: int | None


@dataclass(frozen=True)
class Progress:
    """How far a manifest is.

    Attributes:
        number: Of the manifest.
        origin: Township station that loaded the van.
        day: Of the expected arrival.
        is_open: Not closed yet.
        expected: Lines in all.
        arrived: Lines ticked off.
        extra: Parcels taken in with this manifest in hand and not on it.
    """

    number: str
    origin: str
    day: date
    is_open: bool
    expected: int
    arrived: int
    extra: int

    @property
    def missing(self) -> int:
        """Lines not seen."""
        return self.expected - self.arrived

    @property
    def percent(self) -> int:
        """Arrived of expected; 100 for an empty manifest."""
        return 100 * self.arrived // self.expected if self.expected else 100


@dataclass(frozen=True)
class Checked:
    """A manifest line by line.

    Attributes:
        progress: The figures.
        missing: Lines not seen.
        arrived: Lines ticked off.
        extra: Parcels that were not announced.
    """

    progress: Progress
    missing: tuple[Announced, ...]
    arrived: tuple[Announced, ...]
    extra: tuple[ParcelView, ...]


@dataclass(frozen=True)
class Closed:
    """A closed manifest, its slip in the spool."""

    checked: Checked
    slip: int
    document: Document


def open_manifests(station: Station) -> tuple[Progress, ...]:
    """Manifests not closed yet, the earliest first."""
    with station.store.read() as db:
        rows = db.execute(_figures().where(manifest.c.state == "open").order_by(manifest.c.day, manifest.c.number))
        return tuple(_progress(row) for row in rows)


def recent_manifests(station: Station, rows_max: int = 30) -> tuple[Progress, ...]:
    """The last manifests, open or closed, the latest first."""
    with station.store.read() as db:
        rows = db.execute(_figures().order_by(manifest.c.day.desc(), manifest.c.number.desc()).limit(rows_max))
        return tuple(_progress(row) for row in rows)


def progress(db: Connection, number: str) -> Progress:
    """The figures of one manifest.

    Raises:
        NotFound: No such manifest here.
    """
    if (found := figures(db, number)) is None:
        raise NotFound("parcels.no_manifest", number=number)
    return found


def figures(db: Connection, number: str) -> Progress | None:
    """The figures of one manifest, or None where it is not known."""
    row = db.execute(_FIGURES_OF, {"a_number": number}).first()
    return _progress(row) if row else None


def check(station: Station, number: str) -> Checked:
    """A manifest line by line.

    Raises:
        NotFound: No such manifest here.
    """
    with station.store.read() as db:
        return _check(db, station, number, views.business_today(db, station))


def close(station: Station, number: str, by: str) -> Closed:
    """The van is unloaded (交接完成): what is not seen is missing; the slip with both lists is printed.

    Raises:
        NotFound: No such manifest here.
        Refused: ``parcels.manifest_closed``; it was closed before.
    """
    at = station.clock.now()
    with station.store.write() as db:
        checked = _check(db, station, number, journal.business_day(db, at))
        if not checked.progress.is_open:
            raise Refused("parcels.manifest_closed", number=number)
        missing = tuple(item.waybill for item in checked.missing)[: limits.rows_max]
        extra = tuple(one.waybill for one in checked.extra)[: limits.rows_max]
        entry = journal.append(db, ManifestClosed(number, checked.progress.arrived, missing, extra), at, by)
        lists = slips.Differences(
            tuple((item.waybill, station.catalogue.carrier(item.carrier).name, item.name) for item in checked.missing),
            tuple((one.waybill, one.carrier_name, one.code) for one in checked.extra),
        )
        document = slips.manifest_slip(station, entry, checked.progress.origin, number, checked.progress.arrived, lists)
        return Closed(checked, spool.queue(db, entry, document), document)


_BEST = case((manifest_item.c.manifest == bindparam("in_hand"), 0), (manifest.c.state == "open", 1), else_=2)
_ANNOUNCED = Prepared(
    select(manifest_item)
    .join(manifest, manifest.c.number == manifest_item.c.manifest)
    .where(manifest_item.c.waybill == bindparam("a_waybill"))
    .order_by(_BEST, manifest.c.day.desc())
    .limit(1)
)


def announced(db: Connection, waybill: str, in_hand: str = "") -> Announced | None:
    """The line that announces a cleaned waybill: of the manifest in hand, else of an open one, else of the latest."""
    row = _ANNOUNCED(db, a_waybill=waybill, in_hand=in_hand).first()
    return _announced(row) if row else None


def _figures() -> Select[tuple[object, ...]]:
    lines = select(func.count()).where(manifest_item.c.manifest == manifest.c.number)
    extra = select(func.count()).where(
        parcel.c.manifest == manifest.c.number, parcel.c.announced == 0,
        parcel.c.state != ParcelState.TAKEN_BACK.value,
    )  # fmt: skip
    return select(
        manifest,
        lines.scalar_subquery().label("expected"),
        lines.where(manifest_item.c.state == ItemState.ARRIVED.value).scalar_subquery().label("arrived"),
        extra.scalar_subquery().label("extra"),
    )


_FIGURES_OF = _figures().where(manifest.c.number == bindparam("a_number"))


def _progress(row: "Row[tuple[object, ...]]") -> Progress:
    return Progress(
        row.number, row.origin, day_of(row.day), row.state == "open", row.expected, row.arrived, row.extra
    )  # fmt: skip


def _check(db: Connection, station: Station, number: str, today: date) -> Checked:
    head = progress(db, number)
    rows = db.execute(
        select(manifest_item).where(manifest_item.c.manifest == number).order_by(manifest_item.c.place)
    )  # fmt: skip
    items = tuple(_announced(row) for row in rows)
    unseen = tuple(item for item in items if item.state is not ItemState.ARRIVED)
    seen = tuple(item for item in items if item.state is ItemState.ARRIVED)
    not_listed = (parcel.c.manifest == number) & (parcel.c.announced == 0)
    extra = views.some(db, station, not_listed & (parcel.c.state != ParcelState.TAKEN_BACK.value), today)
    return Checked(head, unseen, seen, extra)


def _announced(row: "Row[tuple[object, ...]]") -> Announced:
    return Announced(
        row.manifest, row.waybill, row.carrier, row.name, row.phone, row.resident, row.address,
        tuple(code for code in row.marks.split(",") if code), row.cod_fen, row.freight_fen, ItemState(row.state),
        row.parcel,
    )  # fmt: skip


def due_today(station: Station) -> tuple[Progress, ...]:
    """Open manifests that are expected today or are overdue: what the van brings, for the home page."""
    with station.store.read() as db:
        today = day_number(views.business_today(db, station))
    return tuple(one for one in open_manifests(station) if day_number(one.day) <= today)
