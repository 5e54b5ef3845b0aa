"""Interceptions (拦截): waybills that the county forbids to release, by whatever way they are found (P14)."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from kiosk.parcels.desk import views
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.model import hold, parcel
from kiosk.station import Station


@dataclass(frozen=True)
class Hold:
    """An interception in force.

    Attributes:
        waybill: Cleaned number.
        reason: In the county's words.
        placed_ms: When the county placed it.
        parcel: The parcel, when it is here.
    """

    waybill: str
    reason: str
    placed_ms: int
    parcel: ParcelView | None


_REASON = select(hold.c.reason).where(hold.c.waybill == bindparam("a_waybill"), hold.c.lifted_ms.is_(None))


def reason_for(db: Connection, waybill: str) -> str:
    """Why a cleaned waybill must not be released, or ""."""
    return str(db.execute(_REASON, {"a_waybill": waybill}).scalar() or "")


def in_force(station: Station) -> tuple[Hold, ...]:
    """Every interception in force; those whose parcel is here first."""
    with station.store.read() as db:
        today = views.business_today(db, station)
        rows = db.execute(select(hold).where(hold.c.lifted_ms.is_(None)).order_by(hold.c.placed_ms.desc())).all()
        waybills = [row.waybill for row in rows]
        here = views.some(db, station, parcel.c.waybill.in_(waybills) & (parcel.c.here == 1), today)
    by_waybill = {one.waybill: one for one in here}
    found = (Hold(row.waybill, row.reason, row.placed_ms, by_waybill.get(row.waybill)) for row in rows)
    return tuple(sorted(found, key=lambda one: one.parcel is None))
