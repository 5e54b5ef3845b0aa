"""A counter, the road, the county and the billers in one process: all real but for the disk's waits and the clocks.

Built from a copy of a template, so that thousands of worlds a minute can be lived through.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random

import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.engine import Connection

from county import feed, floats, kinds, model
from county.biller_twin import Mood, Twin
from county.centre import Centre
from county.posting import Posting
from county.store import Store as CountyStore
from drivers.virtual.card import VirtualCardReader
from kiosk.clock import ManualClock
from kiosk.errors import NotReady, Refused
from kiosk.payments.desk import asking
from kiosk.people.model import credential
from kiosk.seams import Busy, CardRead
from kiosk.station import Station
from kiosk.store import engine
from kiosk.store.keys import MemoryKeys
from kiosk.wire import codec
from kiosk.wire.decisions import StationListed
from kiosk.wire.events import Lane
from kiosk.wire.till_decisions import AccountLine, AccountsListed, BillLine, BillsIssued
from sync import identity
from sync.courier import Courier
from sync.twin import LossyLink
from tests.county.test_till_crash import Mortal, PowerCut
from tests.stations import CLERK, LEAD, SEED, make_station
from tests.sync.conftest import COUNTY_KEY, CentreLink

kinds.load()

PINS = {CLERK: "314159", LEAD: "271828"}
WATER, POWER, PHONE, CABLE, METER = "073622104458", "4307260115832", "13800000000", "8073026000001230", "7072600138"
CARD = "6217000011112222"
BILLS = tuple(BillLine(f"W-{n}", WATER, "王秀英", 900 + 170 * n, f"2026-{n:02}") for n in range(1, 13))
FLOAT_FEN, LINE_FEN = 80_000, 20_000
BILLERS = ("water", "electricity", "mobile", "cable", "power_card")
FEE = "packing_bag"
"""The fee list's item that payers of phone bills bear here."""

_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class World:
    """Both ends of the road, and what the station's people can do with it."""

    def __init__(
        self, folder: Path, chance: Random, trouble: float = 0.0, *, begun: datetime | None = None
    ) -> None:  # fmt: skip
        """Live in ``folder``; the road loses, doubles and delays that share of all exchanges.

        Args:
            folder: Made anew, or as other processes have left it when ``begun`` is given.
            chance: Draws every trouble.
            trouble: How many exchanges go wrong, 0 to 1.
            begun: Time of a world that was lived in before; None for a new one.
        """
        if begun is None:
            lay_out(folder)
        self.folder, self.chance, self.trouble = folder, chance, trouble
        self.clock, self.county_clock = ManualClock(begun), ManualClock(begun)
        self.county, self.twin = _county_stores(folder)
        self.centre = Centre(self.county, COUNTY_KEY, folder / "attachments", self.county_ms)
        self.twin._now = self.county_ms
        self.door = Mortal(self.twin, chance)
        self.door.immortal = True
        self.posting = Posting(self.county, (self.door, self.door), self.county_ms)
        self.reader = VirtualCardReader([CardRead(CARD, "power_card", 1_200, "OLD-1")])
        self.reader.insert(CARD)
        self.slack_fen = 0  # float that the county gave away a second time, by its own decision
        self.open_station()
        self.talk()

    def county_ms(self) -> int:
        return self.county_clock.now().wall_ms

    def open_station(self) -> None:
        """The program starts: it knows what the store knows."""
        with _one_engine():
            station = make_station(self.folder / "station", self.clock, clerks_too=False)
        self.station = replace(station, catalogue=_with_fee(station))
        self.station.store._connection().exec_driver_sql("PRAGMA synchronous=OFF")
        self.who = identity_of(station)
        self.good_link = CentreLink(self.centre, self.who)
        self.link = LossyLink(self.good_link, self.chance, self.trouble)
        kind = OneByOne if self.trouble and self.chance.random() < 1 / 2 else Courier
        self.courier = kind(self.station, self.who, self.link, self.chance)
        self.courier.load()

    def reopen(self) -> None:
        self.station.store.close()
        self.open_station()

    def close(self) -> None:
        self.station.store.close()
        for store in (self.county, self.twin._store):
            store._opened().dispose()
        shutil.rmtree(self.folder)

    def cut_off(self, step: Callable[[Station], object]) -> None:
        """A step whose power goes while its slip is being made: after the event, before the commit."""
        with suppress(PowerCut, Refused, NotReady):
            step(replace(self.station, texts=_NoWords(), signer=_NoWords()))
        self.reopen()

    def later(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)
        self.county_clock.advance(seconds=seconds)

    def talk(self, rounds: int = 5) -> None:
        self.courier.send_now()
        for _ in range(rounds):
            if not isinstance(self.courier.round(), Busy):
                return

    def post(self, rounds: int = 30) -> None:
        """The county's errands; the errand-runner may die in any of them."""
        for _ in range(rounds):
            try:
                if not self.posting.round():
                    return
            except PowerCut:
                self.posting = Posting(self.county, (self.door, self.door), self.county_ms)
                self.posting.recover()

    def settle(self) -> None:
        """A quiet time: a good line, billers who answer, nobody dies; then nothing is open any more."""
        self.trouble, self.door.immortal = 0.0, True
        self.reopen()
        for biller in (*BILLERS, "bank"):
            self.twin.tell(biller, Mood.NORMAL)
        for _ in range(4):
            self.later(4_000)
            asking.ask_open(self.station)
            self.talk(50)
            self.post(500)
            self.talk(50)


class OneByOne(Courier):
    """The narrowest line: a record an exchange, so that the county sees every half of a story."""

    def _pack(self, db: Connection) -> tuple[object, ...]:
        return super()._pack(db)[:1]

    def _unsent(self, db: Connection, lane: Lane, after: tuple[int, int] = (0, 0), raw_bytes: int = 0) -> object:
        return super()._unsent(db, lane, after, raw_bytes or 1)


def lay_out(folder: Path) -> None:
    """A new world's files: the station's, the county's and the billers'."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_template(), folder)


def identity_of(station: Station) -> identity.Identity:
    """Who the station is; every process knows its key."""
    keys = MemoryKeys()
    keys.put(identity.SIGNING_KEY, SEED)
    return identity.load(keys, station.code, codec.public_raw(COUNTY_KEY))


class _NoWords:
    """What a slip needs, when the power goes."""

    def __call__(self, *_: object, **__: object) -> str:
        raise PowerCut

    def __getattr__(self, _name: str) -> object:
        raise PowerCut


def _with_fee(station: Station):
    billers = tuple(reshaped(one, fee=FEE) if one.code == "mobile" else one for one in station.catalogue.billers)
    return replace(station.catalogue, billers_file=reshaped(station.catalogue.billers_file, billers=billers))


def reshaped(one, **fields):
    """A struct with other fields."""
    return type(one)(**{name: getattr(one, name) for name in one.__struct_fields__} | fields)


@cache
def _county_stores(folder: Path) -> tuple[CountyStore, Twin]:
    """The stores of the county and of the twin, kept for the next world of this folder.

    Statements are compiled once an engine. Power cuts at the disk are another test's: without fsync thousands of worlds
    take minutes.
    """
    county = CountyStore(f"sqlite:///{folder / 'county.db'}")
    twin = Twin(folder / "twin.db", lambda: 0)
    for store in (county, twin._store):
        store.open()
        sa.event.listen(store._opened(), "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF").close())
        store._opened().dispose()
    return county, twin


_build = cache(engine.build_engine)


@contextmanager
def _one_engine() -> Iterator[None]:
    """The station's statements, too, are compiled once."""
    usual, engine.build_engine = engine.build_engine, _build
    try:
        yield
    finally:
        engine.build_engine = usual


@cache
def _template() -> Path:
    """A station with two clerks, enrolled at a county that gave it float, bills and accounts."""
    folder = Path(tempfile.mkdtemp(prefix="cunkou-world-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    station, clock = make_station(folder / "station", ManualClock()), ManualClock()
    with station.store.write() as db:
        for code, pin in PINS.items():
            mine = sa.update(credential).where(credential.c.clerk == code)
            db.execute(mine.values(must_change=False, pin_hash=_CHEAP.hash(pin)))
    who = identity_of(station)
    county = CountyStore(f"sqlite:///{folder / 'county.db'}")
    county.open()
    at_ms = clock.now().wall_ms
    centre = Centre(county, COUNTY_KEY, folder / "attachments", lambda: at_ms)
    centre.enrol(who.station, codec.public_raw(who.key), station.name)
    with county.write() as db:
        db.execute(sa.delete(model.decision).where(model.decision.c.kind == StationListed.KIND))
        floats.set_line(db, who.station, LINE_FEN, 0, at_ms)
        floats.grant(db, who.station, FLOAT_FEN, at_ms)
        for fact in (
            BillsIssued("water", 1, at_ms, BILLS, whole=True),
            AccountsListed("cable", 1, at_ms, (AccountLine(CABLE, "覃龚堃"),), whole=True),
            AccountsListed("power_card", 1, at_ms, (AccountLine(METER, "唐德胜", card=CARD),), whole=True),
        ):
            feed.decide(db, fact, at_ms, who.station)
    twin = Twin(folder / "twin.db", lambda: at_ms)
    twin.open()
    for store in (station.store, county, twin):
        store.close()
    return folder
