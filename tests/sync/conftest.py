"""A real station, a real courier and a real county, with a link between them that a test can bend."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from county import kinds, model
from county.centre import Centre
from county.store import Store as CountyStore
from kiosk import journal
from kiosk.clock import ManualClock
from kiosk.errors import CountyRefused, WireTrouble
from kiosk.seams import Busy
from kiosk.station import Station
from kiosk.store.keys import MemoryKeys
from kiosk.wire import codec, receipt
from kiosk.wire.decisions import StationListed
from kiosk.wire.events import Event
from kiosk.wire.people_events import ClerkEnlisted, ClerkSignedIn
from sync import identity
from sync.courier import Courier
from tests.stations import make_station

kinds.load()
COUNTY_KEY = codec.private_key(b"\5" * 32)


class CentreLink:
    """The county in the same process: what ``HttpLink`` is over a socket."""

    def __init__(self, centre: Centre, who: identity.Identity) -> None:
        self.centre, self.who = centre, who
        self.requests: list[bytes] = []

    def exchange(self, request: bytes) -> bytes:
        self.requests.append(request)
        try:
            return self.centre.exchange(request)
        except WireTrouble as error:
            raise CountyRefused from error

    def put_attachment(self, digest: str, data: bytes) -> None:
        leave = receipt.issue_pass(receipt.Pass(self.who.station, bytes.fromhex(digest)), self.who.key)
        try:
            self.centre.put_attachment(leave, data)
        except WireTrouble as error:
            raise CountyRefused from error

    def close(self) -> None:
        pass


@dataclass
class Rig:
    """Both ends of the road."""

    station: Station
    clock: ManualClock
    centre: Centre
    who: identity.Identity
    link: CentreLink
    courier: Courier
    written: dict[tuple[int, int, int], bytes] = field(default_factory=dict)

    def do(self, count: int = 1, *, notices: bool = False) -> None:
        """Something happens at the counter."""
        for _ in range(count):
            n = len(self.written)
            self.write(ClerkSignedIn(f"c{n}") if notices else ClerkEnlisted(f"c{n}", f"覃大姐{n}", "clerk"))

    def write(self, *facts: Event) -> None:
        """These events happen."""
        for fact in facts:
            with self.station.store.write() as db:
                entry = journal.append(db, fact, self.clock.now(), "lead")
                row = db.execute(sa.text("SELECT record FROM journal ORDER BY position DESC LIMIT 1")).scalar_one()
            self.written[entry.epoch, entry.lane, entry.seq] = bytes(row)

    def rounds(self, most: int = 200) -> int:
        """Rounds until the courier has nothing to do at once."""
        count = 1
        while isinstance(self.courier.round(), Busy):
            count += 1
            assert count < most, "the courier does not come to rest"
        return count

    def unsent(self) -> int:
        with self.station.store.read() as db:
            return journal.outbox(db).count

    def at_county(self) -> dict[tuple[int, int, int], bytes]:
        with self.centre.store.read() as db:
            mine = sa.select(model.event).where(model.event.c.station == self.who.station)
            return {(row.epoch, row.lane, row.seq): row.record for row in db.execute(mine)}


@pytest.fixture
def county(tmp_path: Path) -> Iterator[CountyStore]:
    store = CountyStore(f"sqlite:///{tmp_path / 'county.db'}")
    store.open()
    yield store
    store.close()


@pytest.fixture
def rig(tmp_path: Path, county: CountyStore) -> Iterator[Rig]:
    clock = ManualClock()
    station = make_station(tmp_path / "station", clock, clerks_too=False)
    yield make_rig(station, clock, county, tmp_path / "attachments")
    station.store.close()


def make_rig(station: Station, clock: ManualClock, county: CountyStore, attachments: Path, seed: int = 1) -> Rig:
    who = identity.load(MemoryKeys(), station.code, codec.public_raw(COUNTY_KEY))
    centre = Centre(county, COUNTY_KEY, attachments, lambda: clock.now().wall_ms + 60_000)
    centre.enrol(who.station, codec.public_raw(who.key), station.name)
    with county.write() as db:  # the neighbours' keys are another test's
        db.execute(sa.delete(model.decision).where(model.decision.c.kind == StationListed.KIND))
    link = CentreLink(centre, who)
    return Rig(station, clock, centre, who, link, Courier(station, who, link, Random(seed), program="0.1.0"))
