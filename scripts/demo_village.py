"""The demo village: a house whose devices are twins, and a county centre on loopback as the other end of its road.

``launch.py demo`` builds it; the scripted day walks through it. Everything that a real counter has is real here, but
for the hardware: SQLCipher, HTTP over a socket, ESC/POS bytes, bar codes decoded from pictures.
"""

import json
import socket
import threading
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Protocol

import uvicorn

import resources
from county import demo, petition_key
from county.__main__ import county_key
from county.app import Settings as CountySettings
from county.app import build
from county.biller_twin import Twin
from county.centre import Centre
from drivers.camera.scanning import CameraScanner
from drivers.virtual import labels
from drivers.virtual.camera import VirtualCamera
from drivers.virtual.card import VirtualCardReader
from drivers.virtual.microphone import VirtualMicrophone
from drivers.virtual.panel import PrinterOnPanel
from drivers.virtual.printer import VirtualPrinter
from drivers.virtual.scanner import VirtualScanner
from kiosk.clock import Clock
from kiosk.parcels.desk import find, manifests
from kiosk.people import clerks
from kiosk.people.model import Role
from kiosk.seams import Camera, CardRead, CardReader, Link, Microphone, Printer, Scanner
from kiosk.settings import Settings
from kiosk.slips.seal import SlipSigner
from kiosk.station import Station
from kiosk.store.keys import FileKeys, KeyStore, obtain
from kiosk.wire import codec
from sync import identity
from sync.transport import HttpLink
from sync.twin import SwitchedLink
from ui.bridge.twins import Sample, ScanChoice, Twins

ANNOUNCED_MAX = 12
WAITING_MAX = 6
CARDS_MAX = 3


class House(Protocol):
    """``launch.House``, as the village needs it."""

    station: Station
    keys: KeyStore

    def open(self) -> None:
        """Open the station."""

    def attach(
        self,
        printers: list[tuple[Printer, tuple[str, ...]]],
        scanners: list[Scanner],
        camera: Camera,
        cards: CardReader | None = None,
        microphone: Microphone | None = None,
    ) -> None:
        """Take the devices; each printer with the spools that it serves."""

    def connect(self, link: Link, chance: Random) -> None:
        """Give the courier its road."""

    def start(self) -> None:
        """Start every thread."""

    def send_now(self) -> None:
        """Let the courier try at once."""

    def close(self) -> None:
        """Stop every thread and close the store."""


MakeHouse = Callable[[Path, Settings, Clock, KeyStore], House]


class CountyHere:
    """A county centre on loopback, in a thread of its own.

    Attributes:
        centre: Its heart, once started.
        twin: Its billers and its bank, for looking at what they have booked; open once started.
        public_key: 32 bytes.
        petition_key: Public half of the key for confidential petitions; its passphrase is the demo's.
        url: Where it listens, once started.
    """

    centre: Centre
    url: str

    def __init__(self, folder: Path, clock: Clock, station_key: bytes) -> None:
        """Prepare it for the demo's home station."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.twin = Twin(folder / "twin.db", lambda: clock.now().wall_ms)
        home = next(one for one in demo.stations() if one.home)
        key = county_key(folder / "county.key")
        self.public_key = codec.public_raw(key)
        self.petition_key = petition_key.make(folder, demo.PETITION_PASSPHRASE)

        def prepare(centre: Centre) -> None:
            demo.seed(centre)
            centre.enrol(home.code, station_key, home.name)
            self.twin.open()
            self.centre = centre

        self._settings = CountySettings(
            f"sqlite:///{(folder / 'county.db').resolve()}", key, folder / "attachments",
            "石门县 · 村口县中心（演示）", now=lambda: clock.now().wall_ms, key_hint=demo.KEY_HINT, prepare=prepare,
        )  # fmt: skip

    def start(self) -> None:
        """Listen on a free port of loopback."""
        listening = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(build(self._settings), log_level="warning", access_log=False)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([listening],), name="county", daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"

    def stop(self) -> None:
        """Answer what is in hand, then end."""
        self._server.should_exit = True
        self._thread.join(5)
        self.twin.close()


@dataclass(frozen=True)
class Village:
    """The demo: a house with twins, and its county.

    Attributes:
        house: The station with everything that moves.
        county: Started.
        twins: For the side panel.
        receipt: The receipt printer's twin.
        label: The label printer's twin.
        scanner: The scanner's twin.
        camera: The camera's twin.
        microphone: The microphone's twin; it says the demo's spoken petition.
        switch: On the road.
    """

    house: House
    county: CountyHere
    twins: Twins
    receipt: VirtualPrinter
    label: VirtualPrinter
    scanner: VirtualScanner
    camera: VirtualCamera
    microphone: VirtualMicrophone
    switch: SwitchedLink


def build_village(out: Path, clock: Clock, make_house: MakeHouse) -> Village:
    """Set the village up under ``out``, or open it again, and start its county."""
    home = next(one for one in _listed("stations.toml", "stations") if one.get("home"))
    keys = FileKeys(out / "station" / "keys")
    county = CountyHere(out / "county", clock, SlipSigner(home["code"], obtain(keys, "sign")).public_key)
    county.start()
    given = Settings(
        code=home["code"], name=home["name"], town=home["town"], village=home["village"], hotline=home["hotline"],
        county_url=county.url, county_key=county.public_key, petition_key=county.petition_key,
    )  # fmt: skip
    house = make_house(out / "station", given, clock, keys)
    house.open()
    _enlist_clerks(house.station)
    switch = SwitchedLink(HttpLink(county.url, identity.load(keys, given.code, given.county_key)))
    house.connect(switch, Random(1))  # noqa: S311 - it spreads waits, it keeps no secret
    switch.on_change = house.send_now
    receipt = VirtualPrinter(out / "slips", "58mm-gbk", "小票打印机")
    label = VirtualPrinter(out / "labels", "label", "标签打印机")
    scanner, camera = VirtualScanner(clock, "扫码枪"), VirtualCamera(clock, "摄像头")
    printers: list[tuple[Printer, tuple[str, ...]]] = [(receipt, ("receipt",)), (label, ("label",))]
    cards = VirtualCardReader(_cards(), "读卡器")
    microphone = VirtualMicrophone("话筒")
    microphone.speak(resources.path("demo", "spoken.ogg").read_bytes())
    house.attach(printers, [scanner, CameraScanner(camera, clock)], camera, cards, microphone)
    panels = (PrinterOnPanel(receipt), PrinterOnPanel(label))
    samples = (Sample("一张面单", lambda: photograph("YT8962646785389")),)
    twins = Twins(
        panels,
        scanner,
        camera,
        switch,
        lambda: _choices(house.station),
        photograph,
        samples,
        lambda: _pins(house.station),
        cards,
        county.url,
        microphone,
    )
    return Village(house, county, twins, receipt, label, scanner, camera, microphone, switch)


def photograph(code: str, shot: labels.Shot | None = None) -> bytes:
    """A picture file of a label with this code, as a hand and a cheap lens make it."""
    label = labels.waybill_label(labels.Waybill(code))
    return labels.file_bytes(labels.photographed(label, shot or labels.Shot()))


def _cards() -> tuple[CardRead, ...]:
    """Some prepaid cards of the village; the last has never been written, so that its owner is sent to the office."""
    listed = json.loads(resources.path("demo", "accounts.json").read_text("utf-8"))
    owned = [row for row in listed if row.get("card")][:CARDS_MAX]
    last = len(owned) - 1
    return tuple(
        CardRead(row["card"], row["biller"], 1_200, "" if number == last else f"OLD{number}")
        for number, row in enumerate(owned)
    )


def _enlist_clerks(station: Station) -> None:
    with station.store.read() as db:
        if clerks.everyone(db):
            return
    by = ""
    for one in _listed("clerks.toml", "clerks"):
        clerks.enlist(station, one["code"], one["name"], Role(one["role"]), one["pin"], by=by)
        by = by or one["code"]


def _pins(station: Station) -> str:
    """The first PINs that still hold, for whoever opens the demo; each must be changed at the first sign-in."""
    with station.store.read() as db:
        unchanged = {one.code for one in clerks.everyone(db) if one.must_change}
    listed = [one for one in _listed("clerks.toml", "clerks")[:2] if one["code"] in unchanged]
    return "首次密码：" + "，".join(f"{one['name']} {one['pin']}" for one in listed) if listed else ""


def _choices(station: Station) -> tuple[ScanChoice, ...]:
    """What lies on the counter to be scanned: announced and not yet here; codes of parcels that wait."""
    due = manifests.due_today(station)
    missing = manifests.check(station, due[0].number).missing if due else ()
    waiting = [one for one in find.recent(station, 2 * WAITING_MAX) if one.here][:WAITING_MAX]
    return (
        *(ScanChoice(item.waybill, item.name or item.carrier, "announced") for item in missing[:ANNOUNCED_MAX]),
        *(ScanChoice(one.code, one.name, "waiting") for one in waiting),
    )


def _listed(file: str, name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = tomllib.loads(resources.path("demo", file).read_text("utf-8"))[name]
    return found
