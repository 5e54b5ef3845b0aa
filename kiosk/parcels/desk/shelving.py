"""Where a parcel goes, and its code: beside the person's others, else the emptiest layer; no two codes alike (P3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from kiosk.clock import day_of
from kiosk.parcels import rules
from kiosk.parcels.model import parcel, place
from kiosk.parcels.rules import LastCode, PickupCode, Spot
from kiosk.station import Station
from kiosk.store.prepared import Prepared


@dataclass(frozen=True)
class Assigned:
    """A place and the code of the parcel on it."""

    spot: Spot
    code: PickupCode


_PLACES = Prepared(select(place.c.shelf, place.c.layer, place.c.stored, place.c.number, place.c.day))
_TAKEN = Prepared(select(parcel.c.id).where(parcel.c.here == 1, parcel.c.code_key == bindparam("a_key")))
_ALL_CODES = select(parcel.c.code_key).where(parcel.c.here == 1)
_SPOTS = select(parcel.c.shelf, parcel.c.layer)


def assign(
    db: Connection, station: Station, day: date, *, beside: Iterable[int] = (), wanted: Spot | None = None,
    bulky: bool = False,
) -> Assigned:  # fmt: skip
    """Choose a place and the next free code on it.

    Args:
        db: Inside the step's transaction, so that nobody is given the same code.
        station: Its catalogue has shelves and styles.
        day: Business date, for daily numbering.
        beside: Parcels of the same person or household.
        wanted: The clerk's own choice of place.
        bulky: Goes to the place for large things.
    """
    stored, last_codes = {}, {}
    for shelf, layer, number_stored, number, last_day in _PLACES(db):
        stored[Spot(shelf, layer)] = number_stored
        last_codes[shelf, layer] = (number, last_day)
    spot = wanted or rules.choose_spot(station.catalogue.shelves, stored, _spots(db, beside), bulky=bulky)
    number, last_day = last_codes.get((spot.shelf, spot.layer), (-1, 0))
    last = LastCode(number, day_of(last_day)) if number >= 0 else None
    style = station.catalogue.style(spot.shelf)
    code = rules.next_code(style, spot, (), day, last)
    if is_taken(db, code.text):  # seldom: only then all codes are read
        code = rules.next_code(style, spot, tuple(db.execute(_ALL_CODES).scalars()), day, last)
    return Assigned(spot, code)


def is_taken(db: Connection, code: str) -> bool:
    """Whether a parcel here has this code, in any spelling."""
    return _TAKEN(db, a_key=rules.normalise_code(code)).first() is not None


def _spots(db: Connection, ids: Iterable[int]) -> tuple[Spot, ...]:
    if not (wanted := tuple(ids)):
        return ()
    rows = db.execute(_SPOTS.where(parcel.c.id.in_(wanted)).order_by(parcel.c.id.desc()))
    return tuple(dict.fromkeys(Spot(row.shelf, row.layer) for row in rows))
