"""A counter that takes petitions down, and a county that answers them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk import journal
from kiosk.catalogue import calendar
from kiosk.clock import ManualClock, day_number
from kiosk.journal import check_chain
from kiosk.petitions.desk import drafts, filing, views
from kiosk.petitions.desk.filing import Filed
from kiosk.petitions.drafted import Content
from kiosk.petitions.sealed import CountySealer
from kiosk.petitions.view import PetitionView
from kiosk.station import Station
from kiosk.wire.events import Lane
from kiosk.wire.petition_decisions import PetitionStep
from kiosk.wire.petition_events import Petitioner, Place
from tests import speaking
from tests.stations import CLERK, make_station, tables

COUNTY_KEY = X25519PrivateKey.from_private_bytes(bytes(range(96, 128)))
VILLAGE = "430726102202"
LAMP = "01-02-004"
VOICE = b"OggS" + bytes(range(200)) * 4
OWN = Petitioner("覃龑堃", "r1", "19900007719", "三板桥村6组12号", "0101", "phone")


class County(speaking.County):
    """Says what the county says, in order, numbers its steps, and takes in what the station has."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.steps: dict[int, int] = {}

    def step(self, petition: int, happening: str, **fields) -> PetitionStep:
        """The next step of a petition, with the clocks that it starts and stops; not said yet."""
        number = self.steps[petition] = self.steps.get(petition, 0) + 1
        book, day = self.station.catalogue, day_number(self.station.clock.now().day)
        fields.setdefault("dues", calendar.dues(book.calendar, book.clocks, happening, LAMP, "counter", day))
        fields.setdefault("ended", calendar.ended(book.clocks, happening))
        return PetitionStep(petition, number, happening, **fields)

    def does(self, petition: int, happening: str, **fields) -> int:
        """Take the next step; its number."""
        step = self.step(petition, happening, **fields)
        self.says(step)
        return step.step

    def receives_all(self) -> None:
        with self.station.store.write() as db:
            for lane in Lane:
                while run := journal.unsent_run(db, lane, 10**9):
                    journal.acknowledge(db, run.epoch, lane, run.first + len(run.records) - 1)


@pytest.fixture
def station(tmp_path, clock: ManualClock) -> Iterator[Station]:
    made = make_station(tmp_path, clock)
    yield replace(made, sealer=CountySealer(COUNTY_KEY.public_key().public_bytes_raw()))
    made.store.close()


@pytest.fixture
def county(station: Station) -> County:
    return County(station)


def content(**fields) -> Content:
    known = {
        "category": LAMP, "secrecy": "public", "summary": "三组路灯不亮三个月", "text": "从八月起三组的路灯就没亮过。",
        "request": "请修好路灯", "petitioner": OWN, "place": Place(VILLAGE, 3, "三组网格", "三组晒谷坪"),
    }  # fmt: skip
    return Content(**known | fields)


@pytest.fixture
def file(station: Station, clock: ManualClock) -> Callable[..., Filed]:
    """Take a petition down and file it; attachments as (bytes, mime, role)."""

    def take_down(*attachments: tuple[bytes, str, str], by: str = CLERK, confirmed: str = "read", **fields) -> Filed:
        clock.advance(seconds=60)
        draft = drafts.begin(station, by, content(**fields))
        for data, mime, role in attachments:
            drafts.attach(station, draft.id, data, mime, role, by, duration_ms=4_000)
        with station.store.read() as db:
            alike = filing.duplicates.suggest(db, drafts.get(db, draft.id, by))
        considered = (*fields.get("considered", ()), *(one.id for one in alike))
        drafts.save(station, draft.id, content(**fields | {"considered": considered}), by)
        return filing.file(station, draft.id, by, confirmed)

    return take_down


@pytest.fixture
def now(station: Station) -> Callable[[int], PetitionView]:
    """A petition as it stands now."""

    def look(petition: int) -> PetitionView:
        with station.store.read() as db:
            return views.one(db, station, petition, station.clock.now())

    return look


@pytest.fixture(autouse=True)
def replay_gives_the_same(station: Station):
    """After every test: replay gives the same tables, and the chain holds."""
    yield
    before = tables(station)
    with station.store.write() as db:
        assert list(check_chain(db)) == []
        journal.replay(db)
    after = tables(station)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
