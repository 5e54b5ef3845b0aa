"""An urgent petition leaves before five hundred queued records (C15)."""

from random import Random

from kiosk import journal
from kiosk.wire import codec, envelope, exchange
from kiosk.wire.events import Lane
from kiosk.wire.people_events import ResidentEnlisted
from sync.courier import Courier
from sync.identity import Identity
from tests.stations import CLERK

STATION_KEY, COUNTY_KEY = codec.new_key(), codec.new_key()


class Heard:
    """A road on which the first request is heard, and never answered."""

    def __init__(self) -> None:
        self.lanes: list[int] = []

    def exchange(self, request: bytes) -> bytes:
        question = exchange.peek_question(request)
        for data in question.envelopes:
            opened = envelope.open_envelope(data, STATION_KEY.public_key(), station=question.station)
            self.lanes.append(opened.header.lane)
        return b""

    def put_attachment(self, digest: str, data: bytes) -> None:
        raise AssertionError

    def close(self) -> None:
        """Nothing to let go."""


def test_it_overtakes_five_hundred(station, file) -> None:
    with station.store.write() as db:
        for number in range(500):
            journal.append(db, ResidentEnlisted(f"某人{number}", "19900000000"), station.clock.now(), CLERK)
    file(urgent=True)
    road = Heard()
    identity = Identity(station.code, STATION_KEY, COUNTY_KEY.public_key())
    Courier(station, identity, road, Random(1)).round()
    assert road.lanes[0] == Lane.URGENT
    assert Lane.MATTERS in road.lanes[1:]
