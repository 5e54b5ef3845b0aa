"""Whose parcels lie here beside this one: the person's own ("you have N more", P9) and the household's."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from kiosk.parcels import rules
from kiosk.parcels.desk import views
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.model import parcel, parcel_key
from kiosk.people import names
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire.parcel_events import Recipient

_BY_ONE_KEY = Prepared(
    select(parcel_key.c.parcel).where(parcel_key.c.key == bindparam("a_key")).order_by(parcel_key.c.parcel)
)
_BY_TAIL = Prepared(
    select(parcel.c.id, parcel.c.name, parcel.c.phone, parcel.c.resident)
    .join(parcel_key, parcel_key.c.parcel == parcel.c.id)
    .where(parcel_key.c.key >= bindparam("low"), parcel_key.c.key < bindparam("high"))
)
_BY_KEYS = (
    select(parcel_key.c.parcel)
    .where(parcel_key.c.key.in_(bindparam("keys", expanding=True)))
    .distinct()
    .order_by(parcel_key.c.parcel)
)


def here_by_key(db: Connection, *keys: str) -> tuple[int, ...]:
    """Parcels that are here under any of these exact keys, oldest first."""
    if len(keys) == 1:
        return tuple(_BY_ONE_KEY(db, a_key=keys[0]).scalars())
    return tuple(db.execute(_BY_KEYS, {"keys": keys}).scalars())


def of_person(db: Connection, who: Recipient) -> tuple[int, ...]:
    """Parcels here for the same person: by resident, by whole phone, by a tail with a name that fits.

    Carriers mask names and phones (覃** 199****7719), and not every parcel has found its resident: one with the same
    tail whose name may be the person's counts, unless it is known to be somebody else's.
    """
    found = set(here_by_key(db, "r:" + who.resident)) if who.resident else set()
    if tail := rules.phone_tail(who.phone):
        low = "p:" + tail[::-1]
        found |= {one.id for one in _BY_TAIL(db, low=low, high=low + "\U0010ffff") if _may_be(who, one)}
    elif who.name and not who.resident:
        alike = here_by_key(db, "n:" + names.normalise(who.name))
        rows = db.execute(select(parcel.c.id, parcel.c.phone).where(parcel.c.id.in_(alike)))
        found |= {row.id for row in rows if not rules.phone_tail(row.phone)}
    return tuple(sorted(found))


def _may_be(who: Recipient, one: Any) -> bool:  # noqa: ANN401 - a row
    """Whether a parcel with the same tail may be this person's."""
    if one.resident and who.resident:
        return bool(one.resident == who.resident)
    if rules.phone_ok(who.phone) and one.phone == who.phone:
        return True
    return bool(one.name and who.name) and (names.fits_mask(one.name, who.name) or names.fits_mask(who.name, one.name))


def of_household(db: Connection, number: str) -> tuple[int, ...]:
    """Parcels here for anybody of a household."""
    return here_by_key(db, "h:" + number) if number else ()


def recipient_of(one: ParcelView) -> Recipient:
    """For whom a parcel is."""
    return Recipient(one.name, one.phone, one.address, one.resident, one.household, one.group)


def left_behind(db: Connection, station: Station, taken: Iterable[ParcelView], today: date) -> tuple[ParcelView, ...]:
    """What the recipients of these parcels leave on the shelf."""
    taken = tuple(taken)
    ids = {other for one in taken for other in of_person(db, recipient_of(one))} - {one.id for one in taken}
    return views.these(db, station, sorted(ids), today)


def household_waits(
    db: Connection, station: Station, taken: Iterable[ParcelView], today: date
) -> tuple[ParcelView, ...]:
    """What waits for others of the same households."""
    taken = tuple(taken)
    mine = {other for one in taken for other in of_person(db, recipient_of(one))} | {one.id for one in taken}
    ids = {other for one in taken for other in of_household(db, one.household)} - mine
    return views.these(db, station, sorted(ids), today)
