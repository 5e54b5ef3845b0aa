"""How full each shelf is: what the hub shows, and where one may still move a parcel to."""

from dataclasses import dataclass

from sqlalchemy import func, select

from kiosk.parcels.model import place
from kiosk.station import Station


@dataclass(frozen=True)
class Stock:
    """One shelf.

    Attributes:
        shelf: Its code.
        name: In words.
        layers: How many it has.
        stored: Parcels on it now.
        capacity: Parcels that it was made for; it may hold more.
    """

    shelf: str
    name: str
    layers: int
    stored: int
    capacity: int


def stock(station: Station) -> tuple[Stock, ...]:
    """Every shelf of the catalogue, in the order of filling, with what stands on it."""
    with station.store.read() as db:
        rows = db.execute(select(place.c.shelf, func.sum(place.c.stored)).group_by(place.c.shelf))
        stored = {shelf: int(count) for shelf, count in rows}
    return tuple(
        Stock(one.code, one.name, one.layers, stored.get(one.code, 0), one.layers * one.capacity)
        for one in station.catalogue.shelves
    )
