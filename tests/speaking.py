"""A county that speaks to a station without a road between them."""

from itertools import count

from kiosk import journal
from kiosk.station import Station
from kiosk.wire.events import Decision, encode


class County:
    """Says what the county says, in order."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self.numbers = count(1)

    def says(self, *decisions: Decision) -> None:
        at = self.station.clock.now()
        page = [(next(self.numbers), one.KIND, one.VERSION, at.county_ms, encode(one)) for one in decisions]
        with self.station.store.write() as db:
            assert journal.apply_decisions(db, page, page[-1][0], at) == len(page)
            assert not journal.aside(db)
