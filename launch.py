"""Builds every object by hand, in order, and introduces the strangers. The command line; the frozen program's entry.

launch.py                    open the counter of this PC (its folder: --data, or the user's data folder)
launch.py demo               a demo village: county on loopback, device twins in a side panel;
                             without a display, a scripted day that leaves pictures and slips under out/
launch.py --self-test        check the installed program and say in a sentence what is wrong

Imported here is what the first screen needs. The rooms with tables come after it (docs/adr/0008), so the functions
that build the house import them.
"""

import gc

# A start makes a few hundred thousand objects and no garbage; looking for some cost it a tenth of a second.
_USUAL_THRESHOLD = gc.get_threshold()
gc.set_threshold(100_000, 20, 20)

# ruff: noqa: E402
import argparse
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NoReturn, cast

from drivers.rounds import DeviceThread
from kiosk import door, settings
from kiosk.clock import Clock, SystemClock
from kiosk.door import RUNNING, Door
from kiosk.errors import Bug, CatalogueBroken, NotFound, StoreDamaged, StoreKeyMissing, StoreTrouble, Trouble
from kiosk.reports import Reports
from kiosk.seams import (
    Busy,
    Camera,
    CardReader,
    DeviceState,
    Film,
    Link,
    Microphone,
    Patch,
    Printer,
    Scanner,
    SoundEncoder,
)
from kiosk.settings import Settings
from kiosk.store.keys import KeyStore, find_keys, obtain
from kiosk.store.lock import OneProgram
from kiosk.texts import Texts

if TYPE_CHECKING:
    from drivers.printer.profiles import Profile
    from drivers.sound.composer import Composer
    from kiosk.catalogue import Catalogue
    from kiosk.sheets import Sheet
    from kiosk.slips import spool
    from kiosk.slips.document import Document
    from kiosk.station import Station
    from kiosk.store import backup
    from sync.courier import CourierState
    from ui.app import Face
    from ui.bridge.counter import Counter, DeviceLine

VERSION = "0.1.0"
DATABASE = "station.db"

log = logging.getLogger("cunkou")


def open_station(
    folder: Path, given: Settings, book: "Catalogue", clock: Clock, keys: KeyStore, alone: OneProgram
) -> "Station":
    """The station of a data folder, its store open.

    Raises:
        StoreTrouble: The store cannot be opened; the caller offers recovery.
    """
    import kiosk.rooms  # noqa: F401, PLC0415 - every table and projector
    from kiosk.petitions.sealed import CountySealer  # noqa: PLC0415
    from kiosk.slips.seal import SlipSigner  # noqa: PLC0415
    from kiosk.station import Station  # noqa: PLC0415
    from kiosk.store import Store, backup  # noqa: PLC0415
    from kiosk.store.attachments import Attachments  # noqa: PLC0415

    database = folder / DATABASE
    written = database.exists() and database.stat().st_size > 0
    copies = backup.backups(folder / "backups")
    if (written or copies) and keys.get("store") is None:
        raise StoreKeyMissing
    if copies and not written:  # removed or emptied: a new one would give its numbers to other events
        raise StoreDamaged
    key, seed = obtain(keys, "store"), obtain(keys, "sign")
    store = Store(database, key, alone)
    store.open()
    return Station(
        code=given.code, name=given.name, town=given.town, hotline=given.hotline, store=store, clock=clock,
        catalogue=book, attachments=Attachments(folder / "attachments", key),
        signer=SlipSigner(given.code, seed), texts=Texts("zh"), county_key=given.county_key,
        sealer=CountySealer(given.petition_key) if given.petition_key else None,
    )  # fmt: skip


def catalogue_folder(folder: Path) -> Path:
    """The catalogue in force: the county's if one was activated here, else the one that came with the program."""
    from kiosk import catalogue  # noqa: PLC0415

    theirs = folder / "catalogue"
    return theirs if theirs.is_dir() else catalogue.default_folder()


class PrinterLine:
    """One physical printer and the spools that it serves, on one thread."""

    def __init__(self, station: "Station", printer: Printer, roles: tuple[str, ...]) -> None:
        """Serve ``roles`` (``receipt``, ``label``) on this printer."""
        from kiosk.slips.spooler import Spooler  # noqa: PLC0415

        self.printer = printer
        self.spoolers = {role: Spooler(station.store, station.clock, printer, role) for role in roles}
        self.thread = DeviceThread(f"printer {printer.name}", self.round, lambda: 2.0)

    def round(self) -> None:
        """Print whatever waits."""
        for spooler in self.spoolers.values():
            while isinstance(spooler.round(), Busy):
                continue


class House:
    """The station with everything that moves: printers, scanners, camera, courier, backups.

    Attributes:
        station: The core.
        printers: Each with its thread.
        scanners: Started by the face.
        camera: Or None.
        cards: The reader of prepaid cards, or None.
        microphone: Or None for the system's own.
    """

    def __init__(self, folder: Path, given: Settings, clock: Clock, keys: KeyStore) -> None:
        """Remember what to build; :meth:`open` builds it."""
        self.folder, self.settings, self.clock, self.keys = folder, given, clock, keys
        self.printers: tuple[PrinterLine, ...] = ()
        self.scanners: tuple[Scanner, ...] = ()
        self.camera: Camera | None = None
        self.cards: CardReader | None = None
        self.microphone: Microphone | None = None
        self.notices: list[str] = []
        self._ends: list[Callable[[], None]] = []
        self._alone = OneProgram(folder / DATABASE)

    def look(self) -> Door | None:
        """Take the database for this program and see who may sign in; the house is still closed.

        Returns:
            None if this is no ordinary start: open the house first, which says why.
        """
        from ui.bridge import preferences  # noqa: PLC0415

        try:
            key = self.keys.get("store")
            if key is None or self.keys.get("sign") is None:
                return None
            self._alone.take()
        except (Trouble, OSError):
            return None
        return door.look(self.folder / DATABASE, key, preferences.KEY)

    def open(self) -> None:
        """Open the station and sort out what a power cut left.

        Raises:
            StoreTrouble: Offer recovery.
        """
        from kiosk.journal import kv  # noqa: PLC0415
        from kiosk.petitions.desk import dues  # noqa: PLC0415
        from kiosk.slips import spool  # noqa: PLC0415

        try:
            self.station = open_station(
                self.folder, self.settings, self._catalogue(), self.clock, self.keys, self._alone
            )
            self._ends.append(self.station.store.close)
            with self.station.store.write() as db:
                torn = spool.after_power_cut(db, self.station.texts("event.power_cut"))
                cut = kv.get(db, RUNNING, default=False)
                kv.put(db, RUNNING, value=True)
            if cut:
                self.notices.insert(0, after_cut_text(self.station, torn))
            dues.follow(self.station)  # the catalogue may have been replaced while the program was closed
        except BaseException:
            self._let_go()
            raise

    def _let_go(self) -> None:
        """Close the store if it is open, and leave the database to whoever wants it."""
        ends, self._ends = self._ends, []
        for end in reversed(ends):
            end()
        self._alone.let_go()

    def _catalogue(self) -> "Catalogue":
        """The catalogue in force, or, while that one has faults, the one that came with the program."""
        from kiosk import catalogue  # noqa: PLC0415

        folder = catalogue_folder(self.folder)
        try:
            return catalogue.load(folder)
        except CatalogueBroken as broken:
            if folder == catalogue.default_folder():
                raise
            log.warning("the catalogue is not used: %s", [(one.field, one.key) for one in broken.problems])
            self.notices.append(Texts("zh")("ui.catalogue_fallback", count=len(broken.problems)))
            return catalogue.load()

    @contextmanager
    def left_out(self) -> Iterator[None]:
        """A device whose settings are wrong is said and left out; the counter opens all the same."""
        try:
            yield
        except Trouble as trouble:
            log.warning("left out: %s", trouble.key)
            said = self.station.texts.trouble(trouble)
            self.notices.append(self.station.texts("ui.left_out", what=said))

    def attach(
        self,
        printers: list[tuple[Printer, tuple[str, ...]]],
        scanners: list[Scanner],
        camera: Camera | None,
        cards: CardReader | None = None,
        microphone: Microphone | None = None,
    ) -> None:
        """Take the devices, real or twins; each printer with the spools that it serves."""
        self.printers = tuple(PrinterLine(self.station, printer, roles) for printer, roles in printers)
        self.scanners, self.camera, self.cards, self.microphone = tuple(scanners), camera, cards, microphone

    def connect(self, link: Link | None, chance: Random) -> None:
        """Give the courier its road; None while the station is not enrolled."""
        from kiosk import media  # noqa: PLC0415
        from kiosk.payments.desk import asking  # noqa: PLC0415
        from sync import identity  # noqa: PLC0415 - a counter opens before its road
        from sync.courier import Courier  # noqa: PLC0415
        from sync.returning import Returning  # noqa: PLC0415
        from sync.worker import CourierThread  # noqa: PLC0415

        if link is None:
            return
        who = identity.load(self.keys, self.settings.code, self.settings.county_key)
        self.courier = Courier(self.station, who, link, chance, media=media.Queue(), program=VERSION)
        self.courier.load()
        self.courier_thread = CourierThread(self.courier)
        Returning(self.courier, lambda: asking.ask_open(self.station))

    def at_close(self, end: Callable[[], None]) -> None:
        """Have something ended with the house."""
        self._ends.append(end)

    def back_up(self) -> "backup.Backup":
        """Make a backup now.

        Raises:
            StoreTrouble: It cannot be made; older ones are untouched.
        """
        from kiosk.store import backup  # noqa: PLC0415

        key, at = obtain(self.keys, "store"), self.clock.now()
        return backup.make(self.station.store.file, key, self.folder / "backups", at)

    def send_now(self) -> None:
        """Let the courier try at once."""
        self.courier_thread.send_now()

    def start(self) -> None:
        """Start every thread."""
        from kiosk.store import backup  # noqa: PLC0415

        for line in self.printers:
            line.thread.start()
            self._ends.append(line.thread.stop)
            self.station.store.on_commit(line.thread.wake)
        self._ends += [scanner.stop for scanner in self.scanners]  # the face starts them
        if self.camera is not None:
            self.camera.start()
            self._ends.append(self.camera.stop)
        if self.road is not None:
            self.courier_thread.start()
            self._ends.append(self.courier_thread.stop)
            self.station.store.on_commit(self.courier_thread.wake)
        keeper = backup.Keeper(
            self.station.store.file, obtain(self.keys, "store"), self.folder / "backups", self.station.clock
        )  # fmt: skip

        def keep() -> None:
            """Each minute, what must not last; once a day a backup, and then what has to be forgotten."""
            from kiosk.parcels.desk import destruction  # noqa: PLC0415 - not before the first screen
            from kiosk.payments.desk import ageing as payments_ageing  # noqa: PLC0415
            from kiosk.petitions.desk import ageing, drafts, on_behalf  # noqa: PLC0415

            on_behalf.expire(self.station)
            drafts.tidy(self.station)  # a paper's code once it is printed; what a public draft has left
            if keeper.round():
                log.info("forgotten: %s", destruction.forget(self.station).records)
                log.info("petitions forgotten: %s", ageing.forget(self.station).petitions)
                log.info("payments forgotten: %s", payments_ageing.forget(self.station).payments)

        keeping = DeviceThread("keeping", keep, lambda: 60.0)
        # The first round waits until the counter has opened and the morning's rush has begun.
        starter = threading.Timer(60.0, keeping.start)
        starter.daemon = True
        starter.start()
        self._ends += [starter.cancel, keeping.stop]

    def close(self) -> None:
        """Stop the threads, newest first, and say that this was no power cut; again, or unopened, is harmless."""
        ends, self._ends = self._ends[1:], self._ends[:1]
        for end in reversed(ends):
            end()
        if self._ends:
            self._say_closed()
        self._let_go()

    def _say_closed(self) -> None:
        from kiosk.journal import kv  # noqa: PLC0415

        try:
            with self.station.store.write() as db:
                kv.put(db, RUNNING, value=False)
        except StoreTrouble as trouble:  # the next start will call this a power cut, which loses nothing
            log.warning("the store cannot be closed in order: %s", trouble.key)

    @property
    def road(self) -> "CourierRoad | None":
        """The courier as the screen sees it."""
        return CourierRoad(self) if hasattr(self, "courier") else None


class CourierRoad:
    """The courier's state in the words of the face."""

    def __init__(self, house: House) -> None:
        """Bind the house."""
        self._house = house

    def state(self) -> "CourierState":
        """How things stand."""
        return self._house.courier.state()

    def send_now(self) -> None:
        """Do not wait for the next try."""
        self._house.courier_thread.send_now()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` when the state has changed."""
        self._house.courier.on_change(listener)


def after_cut_text(station: "Station", torn: "tuple[spool.Slip, ...]") -> str:
    """What happened to the matter in hand, in one sentence (G11)."""
    from kiosk.clock import local  # noqa: PLC0415
    from kiosk.journal import last_event  # noqa: PLC0415

    with station.store.read() as db:
        last = last_event(db)
    if last is None:
        return station.texts("event.cut_nothing")
    what = station.texts(f"event.{last.kind}")
    text = station.texts("event.cut", what=what, time=f"{local(last.at_ms):%H:%M}")
    return text + station.texts("event.cut_slips", count=len(torn), title=torn[0].title) if torn else text


def device_lines(house: House) -> "Callable[[], tuple[DeviceLine, ...]]":
    """Every device as it is now, for the screen."""
    from kiosk.slips import spool  # noqa: PLC0415
    from ui.bridge.counter import DeviceLine  # noqa: PLC0415

    kinds = {"receipt": "printer", "label": "label_printer"}

    def lines() -> tuple[DeviceLine, ...]:
        with house.station.store.read() as db:
            waiting = spool.waiting_counts(db)
        found = [
            DeviceLine(kinds[role], line.printer.name, spooler.state, waiting.get(role, 0))
            for line in house.printers
            for role, spooler in line.spoolers.items()
        ]
        served = {role for line in house.printers for role in line.spoolers}
        found += [
            DeviceLine(kind, house.station.texts(f"station-ui.role.{role}"), DeviceState.OFF, waiting.get(role, 0))
            for role, kind in kinds.items()
            if role not in served
        ]
        found += [DeviceLine("scanner", scanner.name, scanner.state()) for scanner in house.scanners]
        if house.camera is not None:
            found.append(DeviceLine("camera", house.camera.name, house.camera.state()))
        return tuple(found)

    return lines


def counter_of(house: House) -> "Counter":
    """What the face is given."""
    from drivers.printer import profiles  # noqa: PLC0415
    from ui.bridge.counter import Counter  # noqa: PLC0415
    from ui.bridge.upkeep import Upkeep  # noqa: PLC0415
    from ui.microphone import QtMicrophone  # noqa: PLC0415
    from ui.sound import SoundPlayer  # noqa: PLC0415
    from ui.speaker import RecordingSpeaker  # noqa: PLC0415

    known = house.settings.printer_profile in profiles.names()
    profile = profiles.load(house.settings.printer_profile if known else Settings.printer_profile)
    sound = SoundPlayer(compose_sound(house.folder / "sounds"))
    sound.start()
    house.at_close(sound.stop)
    speaker = RecordingSpeaker(house.clock)
    house.at_close(speaker.close)
    microphone = house.microphone
    if microphone is None:
        microphone = QtMicrophone()
        house.at_close(microphone.close)
    return Counter(
        station=house.station, title=house.station.name, road=house.road or NoRoad(),
        devices=device_lines(house), painter=LatePainter(profile),
        sound=sound, camera=house.camera, cards=house.cards, scanners=house.scanners, home=tuple(map(later, HOME)),
        queues=tuple(map(later, QUEUES)),
        upkeep=Upkeep(
            VERSION, house.keys.kind, house.folder / "backups", catalogue_folder(house.folder), house.back_up
        ),
        pdf_of=pdf_of, photo_of=photo_of,
        microphone=microphone, speaker=speaker, codec=LateCodec(), darkroom=LateDarkroom(),
    )  # fmt: skip


def pdf_of(sheets: "Sequence[Sheet]") -> bytes:
    """Sheets as a PDF; what sets it is imported with the first."""
    from drivers import pdf  # noqa: PLC0415

    return pdf.pdf_of(sheets)


def photo_of(file: Path) -> bytes:
    """A picture file as a photo; Pillow is imported when the first is chosen."""
    from drivers.camera import files  # noqa: PLC0415

    return files.photo_of(file)


HOME = (
    *("ui.bridge.home_parcels:daily", "ui.bridge.home_payments:till", "ui.bridge.home_petitions:petitions"),
    *("ui.bridge.home_parcels:waiting", "ui.bridge.till.home:drawer", "ui.bridge.home_station:station_part"),
)
"""What stands on the home page, in this order."""
QUEUES = ("ui.bridge.payments.queue:bills", "ui.bridge.petitions.queue:answers")
"""What waits for a resident besides parcels."""


def later(place: str) -> Callable[..., Any]:
    """A function, imported when it is first called: the start pays for no desk step that nobody has asked for.

    Args:
        place: ``module:name``.
    """
    module, _, name = place.partition(":")

    def call(*given: object) -> Any:  # noqa: ANN401 - whatever that function answers
        return getattr(import_module(module), name)(*given)

    return call


class LateCodec:
    """Makes speech small; the library is imported with the first recording."""

    mime = "audio/ogg"

    def encoder(self) -> SoundEncoder:
        """For one recording."""
        from drivers.sound.opus import OpusCodec  # noqa: PLC0415

        return OpusCodec().encoder()

    def decode(self, data: bytes) -> bytes:
        """A file as PCM."""
        from drivers.sound.opus import OpusCodec  # noqa: PLC0415

        return OpusCodec().decode(data)


class LateDarkroom:
    """Makes evidence of pictures and films; Pillow is imported with the first."""

    def picture(self, file: Path) -> bytes:
        """A picture file as a small WebP."""
        from drivers.camera.evidence import EvidenceRoom  # noqa: PLC0415

        return EvidenceRoom().picture(file)

    def film(self, file: Path, bytes_max: int) -> Film:
        """A film file without places."""
        from drivers.camera.evidence import EvidenceRoom  # noqa: PLC0415

        return EvidenceRoom().film(file, bytes_max)

    def black_out(self, picture: bytes, patches: Sequence[Patch]) -> bytes:
        """The picture, black there for good."""
        from drivers.camera.evidence import EvidenceRoom  # noqa: PLC0415

        return EvidenceRoom().black_out(picture, patches)


class LatePainter:
    """Shows a slip as it will print; what paints it is imported with the first slip."""

    def __init__(self, profile: "Profile") -> None:
        """Bind the printer's model."""
        self._profile = profile

    def paint(self, document: "Document") -> bytes:
        """The slip as PNG."""
        from drivers.printer.paint import SlipPainter  # noqa: PLC0415

        return SlipPainter(self._profile, scale=2).paint(document)


def compose_sound(own: Path) -> Callable[[str, Sequence[str]], bytes]:
    """Composes outcomes; the clips are read at the first one, on the sound's own thread.

    Args:
        own: A folder whose recordings replace ours name by name.
    """

    @cache
    def composer() -> "Composer":
        from drivers.sound.composer import Composer, load  # noqa: PLC0415

        return Composer(load(own))

    return lambda outcome, parts: composer().compose(outcome, parts)


@dataclass(frozen=True)
class NoRoadState:
    """Nobody has tried."""

    link: str = "unknown"
    sending: bool = False
    success_ms: int | None = None
    failure_ms: int | None = None
    failure_key: str = ""
    failure_values: Mapping[str, object] = field(default_factory=dict)
    tries: int = 0
    next_ms: int | None = None


class NoRoad:
    """A station that is not enrolled: everything waits here."""

    def state(self) -> "NoRoadState":
        """Unknown: nobody has tried."""
        return NoRoadState()

    def send_now(self) -> None:
        """There is nobody to send to."""

    def on_change(self, listener: Callable[[], None]) -> None:
        """It never does."""


def attach_real_devices(house: House) -> None:
    """The devices that the settings name."""
    from drivers.printer import profiles  # noqa: PLC0415
    from drivers.printer.device import EscposPrinter  # noqa: PLC0415
    from drivers.printer.port import open_port  # noqa: PLC0415

    given = house.settings
    printers: list[tuple[Printer, tuple[str, ...]]] = []
    scanners: list[Scanner] = []
    if given.printer:
        with house.left_out():
            receipt = EscposPrinter("小票打印机", profiles.load(given.printer_profile), open_port(given.printer))
            printers.append((receipt, ("receipt",) if given.label_printer else ("receipt", "label")))
    if given.label_printer:
        with house.left_out():
            label = EscposPrinter("标签打印机", profiles.load("label"), open_port(given.label_printer))
            printers.append((label, ("label",)))
    if given.scanner:
        from drivers.scanner.serial_port import SerialScanner, Wiring  # noqa: PLC0415

        scanners.append(SerialScanner(Wiring(given.scanner), house.clock, "扫码枪"))
    camera = None
    if given.camera:
        from drivers.camera.capture import FrameCamera  # noqa: PLC0415
        from drivers.camera.scanning import CameraScanner  # noqa: PLC0415
        from drivers.camera.sources import frames_of  # noqa: PLC0415

        source = int(given.camera) if given.camera.isdigit() else Path(given.camera)
        camera = FrameCamera(frames_of(source), house.clock, "摄像头")
        scanners.append(CameraScanner(camera, house.clock))
    house.attach(printers, scanners, camera)


def run_counter(folder: Path, language: str) -> int:
    """Open this PC's counter; a store that does not open leads to guided recovery, never to a stack trace."""
    from ui.app import qt_app  # noqa: PLC0415

    qt_app()
    clock, keys = SystemClock(), find_keys(folder / "keys")
    logging.getLogger().addHandler(Reports(folder / "reports", VERSION, clock))
    while True:
        try:
            house = House(folder, settings.load(folder / "station.toml"), clock, keys)
            at_door = house.look()
            if at_door is None:
                furnish(house)
        except Trouble as known:
            trouble = known
        except Exception:
            log.exception("the counter does not open")
            trouble = Trouble()
        else:
            ended = live_furnished(house, language) if at_door is None else live_behind(house, at_door, language)
            if isinstance(ended, int):
                return ended
            trouble = ended
        log.warning("the counter does not open: %s", trouble.key)
        from ui.recovery import recover_by_hand  # noqa: PLC0415 - most starts need none

        if not recover_by_hand(trouble, folder, store_key(keys), clock, language):
            return 1


def furnish(house: House) -> None:
    """Open the house and bring in what its settings name.

    Raises:
        StoreTrouble: Offer recovery.
    """
    house.open()
    try:
        attach_real_devices(house)
        given = house.settings
        if given.county_url and given.county_key:
            house.connect(http_link(house), Random())  # noqa: S311 - it spreads waits, it keeps no secret
    except BaseException:
        house.close()
        raise


def live_furnished(house: House, language: str) -> int:
    """Show the counter of a house that is open, until the window closes."""
    from ui.app import Face  # noqa: PLC0415

    return live(house, Face(counter_of(house), language=language))


def live_behind(house: House, at_door: Door, language: str) -> int | Trouble:
    """Show who may sign in, open the house while the first PIN is typed, and run until the window closes.

    Returns:
        The exit code; or why the house does not open.
    """
    from ui.app import Face  # noqa: PLC0415
    from ui.bridge import preferences  # noqa: PLC0415
    from ui.bridge.counter import Front  # noqa: PLC0415

    kept = preferences.read(at_door.kept.get(preferences.KEY))
    face = Face(Front(house.settings.name, house.clock, at_door.callers, kept), language=language)
    why: list[Trouble] = []

    def opened(_: None) -> None:
        try:
            face.admit(counter_of(house))
        except BaseException:  # said by the face; but a door that nobody ever opens would be worse than none
            failed(Trouble())
            raise
        begin(house, face)

    def failed(error: Trouble | Bug) -> None:
        why.append(error if isinstance(error, Trouble) else Trouble())
        face.end()

    face.open()
    face.open_behind(lambda: furnish(house), opened, failed)
    try:
        code = face.run()
    finally:
        face.close()
        house.close()
    return why[0] if why else code


def store_key(keys: KeyStore) -> bytes | None:
    """The database's key, if it can be had."""
    try:
        return keys.get("store")
    except StoreKeyMissing:
        return None


def http_link(house: House) -> Link:
    """The road by HTTP."""
    from sync import identity  # noqa: PLC0415
    from sync.transport import HttpLink  # noqa: PLC0415

    given = house.settings
    who = identity.load(house.keys, given.code, given.county_key)
    return HttpLink(given.county_url, who, given.county_ca or True)


def live(house: House, face: "Face", twins: object = None) -> int:
    """Open the face over the house, run until the window closes, close everything."""
    if twins is not None:
        show_twins(face, twins)
    face.open()
    begin(house, face)
    try:
        return face.run()
    finally:
        face.close()
        house.close()


def begin(house: House, face: "Face") -> None:
    """The counter is open and seen: say what is to be said, and start what moves."""
    for notice in house.notices:
        face.app.notice(notice)
    house.start()
    collect_as_usual()


def collect_as_usual() -> None:
    """The start is over: from now on there is garbage, but never among what the start made, so nobody looks there."""
    gc.freeze()
    gc.set_threshold(*_USUAL_THRESHOLD)


def show_twins(face: "Face", twins: object) -> None:
    """Hang the side panel into the face."""
    from ui.bridge.twins import TwinsFacts  # noqa: PLC0415

    face.app.twins = TwinsFacts(face.app, twins)  # type: ignore[arg-type]


def run_demo(out: Path, language: str) -> int:
    """The demo village: by hand where there is a display, otherwise a scripted day."""
    from PySide6.QtCore import QSize  # noqa: PLC0415

    from scripts.demo_village import build_village  # noqa: PLC0415 - only the source tree has it
    from scripts.scripted_day import walk  # noqa: PLC0415
    from ui.app import Face, qt_app  # noqa: PLC0415

    scripted = not has_display()
    if scripted:
        paint_offscreen()
    qt_app()
    if scripted:
        return walk(out, House, lambda house: counter_of(cast("House", house)), show_twins)
    village = build_village(out / "demo", SystemClock(), House)
    house = cast("House", village.house)  # the one that was just made; the village knows it by less
    face = Face(counter_of(house), language=language, size=QSize(1366 + 380, 820))
    print(f"county: {village.county.url}   PINs: resources/demo/clerks.toml   files: {out / 'demo'}")
    try:
        return live(house, face, village.twins)
    finally:
        village.county.stop()


def has_display() -> bool:
    """Whether a window can be seen here."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    return os.name == "nt" or sys.platform == "darwin" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )  # fmt: skip


def paint_offscreen() -> None:
    """Let Qt paint into memory; before the first window."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"


def self_test() -> int:
    """Check the installed program: fonts, pages, database, key store, catalogue, words. 0, or 1 and a sentence."""
    import tempfile  # noqa: PLC0415

    from kiosk.store.keys import FileKeys, MemoryKeys  # noqa: PLC0415

    paint_offscreen()
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            given = Settings("430726-0000", "自检", "石门县")
            keys = FileKeys(folder / "keys")
            house = House(folder, given, SystemClock(), keys)
            house.open()
            try:
                print("database, key store, catalogue:", house.station.catalogue.head.id, "ok")
                test_face(house)
                test_late()
            finally:
                house.close()
            probe = MemoryKeys() if os.environ.get("CUNKOU_KEYS") == "file" else find_keys(folder / "probe")
            print("keys of this PC are kept in:", {"system": "the system's key store"}.get(probe.kind, "files (0600)"))
    except Trouble as trouble:
        print("not in order:", Texts("en").trouble(trouble))
        return 1
    print("in order")
    return 0


def test_face(house: House) -> None:
    """Load the shell and every page's QML and facts offscreen.

    Raises:
        NotFound: A font or a page is missing.
    """
    from PySide6.QtCore import QSize  # noqa: PLC0415
    from PySide6.QtGui import QFontDatabase  # noqa: PLC0415

    from ui import pages  # noqa: PLC0415
    from ui.app import FAMILY, Face  # noqa: PLC0415

    face = Face(counter_of(house), size=QSize(1366, 768))
    face.open()
    try:
        if FAMILY not in QFontDatabase.families():
            raise NotFound("self_test.font")
        for page in pages.PAGES:
            pages.facts_class(page)
            if not face.loads(page):
                raise NotFound("self_test.page", page=page)
        print(f"fonts, {len(pages.PAGES)} pages: ok")
    finally:
        face.close()


def test_late() -> None:
    """Make speech small and a sheet of paper: their libraries come late, and a program folder may lack them."""
    from kiosk.seams import SOUND_RATE_HZ  # noqa: PLC0415
    from kiosk.sheets import Column, Sheet  # noqa: PLC0415

    encoder = LateCodec().encoder()
    encoder.write(bytes(SOUND_RATE_HZ))  # half a second of silence
    LateCodec().decode(encoder.finish())
    pdf_of((Sheet("self-test", "自检", (Column("收费"),), (("龑",),)),))
    print("speech, paper: ok")


def data_folder() -> Path:
    """Where a counter keeps its things unless told otherwise."""
    if os.name == "nt":
        return Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "Cunkou"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share")) / "cunkou"


def main(argv: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="cunkou", description="The counter of a village service point.")
    parser.add_argument("what", nargs="?", choices=("counter", "demo"), default="counter")
    parser.add_argument("--data", type=Path, default=None, help="the station's folder (demo: where everything goes)")
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.add_argument("--self-test", action="store_true", help="check the installed program and exit")
    parser.add_argument("--version", action="version", version=VERSION)
    given = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells every glyph of a paper
    if given.self_test:
        return self_test()
    if given.what == "demo":
        return run_demo(given.data or Path(__file__).resolve().parent / "out", given.language)
    try:
        return run_counter(given.data or data_folder(), given.language)
    except Exception:  # a bug that nobody between here and there could live with: it leaves its report
        log.exception("the counter ended")
        return os.EX_SOFTWARE if os.name == "posix" else 1


def leave(code: int) -> NoReturn:
    """End the process now: everything is closed and on the disk, and what C++ libraries do at exit helps nobody."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main())
