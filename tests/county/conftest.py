"""A county on SQLite or on a private PostgreSQL, and stations made by hand."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec import Raw

from county import kinds
from county.centre import Centre
from county.model import metadata
from county.store import Store
from kiosk.wire import codec, envelope, events, exchange, feed, receipt
from kiosk.wire.people_events import ClerkSignedOut

kinds.load()
COUNTY_KEY = codec.private_key(b"\5" * 32)
AT_MS = 1_790_000_000_000


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a private cluster's server; gone afterwards."""
    tool = shutil.which("pg_ctl") or next(map(str, Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")), None)
    if tool is None:
        pytest.skip("NO POSTGRESQL HERE: the county's second database stays untested (apt install postgresql)")
    # As root the server must be started as somebody else; sockets have short paths only, so not under tmp_path.
    folder = Path(tempfile.mkdtemp(prefix="cunkou-pg-"))
    as_who = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_who:
        shutil.chown(folder, "postgres")

    def run(*command: object) -> None:
        quiet = subprocess.DEVNULL
        subprocess.run([*as_who, *map(str, command)], check=True, cwd=folder, stdout=quiet, stderr=quiet)

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    tools = Path(tool).resolve().parent
    server = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    data = folder / "data"
    initdb = tools / "initdb" if (tools / "initdb").exists() else "initdb"
    run(initdb, "-D", data, "-U", "cunkou", "-A", "trust", "-E", "UTF8", "--locale=C")
    run(tool, "-D", data, "-o", server, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql+psycopg://cunkou@127.0.0.1:{port}/postgres"
    finally:
        run(tool, "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        opened = Store(f"sqlite:///{tmp_path / 'county.db'}")
    else:
        opened = Store(request.getfixturevalue("postgres"))
    opened.open()
    yield opened
    if request.param == "postgresql":
        metadata.drop_all(opened._opened())
    opened.close()


@dataclass
class Station:
    """A station's journal in memory: lanes of records, sealed at will."""

    code: str = "SM-01"
    epoch: int = 1
    key: object = field(default_factory=lambda: codec.private_key(b"\1" * 32))
    lanes: dict[int, list[bytes]] = field(default_factory=dict)
    nonce: int = 0

    @property
    def public(self) -> bytes:
        return codec.public_raw(self.key)

    def do(self, count: int = 1, lane: int = 2) -> None:
        for _ in range(count):
            self.add(good_record(len(self.lanes.get(lane, []))), lane)

    def add(self, record: bytes, lane: int = 2) -> None:
        self.lanes.setdefault(lane, []).append(record)

    def seal(self, first: int, last: int, lane: int = 2, **changes: object) -> bytes:
        records = self.lanes[lane]
        previous = (codec.GENESIS, *codec.chain(codec.GENESIS, records))[first - 1]
        run = {"station": self.code, "epoch": self.epoch, "lane": lane, "first": first, "previous": previous}
        return envelope.seal(self.key, **{**run, "records": tuple(records[first - 1 : last]), **changes})

    def ask(self, *envelopes: bytes, cursor: int = 0, **more: object) -> tuple[bytes, bytes]:
        self.nonce += 1
        nonce = self.nonce.to_bytes(16, "big")
        asked = exchange.Question(self.code, self.epoch, nonce, AT_MS + 5, cursor, envelopes, **more)
        return exchange.ask(asked, self.key), nonce

    def talk(self, centre: Centre, *envelopes: bytes, cursor: int = 0, **more: object) -> "Told":
        data, nonce = self.ask(*envelopes, cursor=cursor, **more)
        return told(centre.exchange(data), nonce, self.code)


@dataclass(frozen=True)
class Told:
    answer: exchange.Answer
    receipts: tuple[receipt.Receipt, ...]
    page: feed.Page | None


def told(data: bytes, nonce: bytes, code: str) -> Told:
    county = COUNTY_KEY.public_key()
    heard = exchange.hear(data, county, nonce)
    page = feed.open_page(heard.page, county, station=code) if heard.page else None
    return Told(heard, tuple(receipt.read(one, county, station=code) for one in heard.receipts), page)


def good_record(n: int, kind: int = 13, body: bytes | None = None) -> bytes:
    facts = body if body is not None else events.encode(ClerkSignedOut("c01", "asked"))
    return events.pack_record(events.Record(kind, 1, AT_MS + n, n, "0a0b0c0d", 0, 20777, "c01", Raw(facts)))


@pytest.fixture
def station() -> Station:
    return Station()


@pytest.fixture
def centre(store: Store, station: Station, tmp_path: Path) -> Centre:
    opened = Centre(store, COUNTY_KEY, tmp_path / "attachments", lambda: AT_MS)
    opened.enrol(station.code, station.public, "三板桥村")
    with store.write() as db:  # the neighbours' keys are another test's
        db.execute(metadata.tables["decision"].delete())
    return opened
