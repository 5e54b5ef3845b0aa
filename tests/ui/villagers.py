"""A village at the counter, and a look at a page in every size: what the page tests share."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from drivers.printer import profiles
from drivers.printer.paint import SlipPainter
from kiosk import journal
from kiosk.parcels.desk import intake
from kiosk.parcels.desk.intake import Intake
from kiosk.people import clerks
from kiosk.station import Station
from kiosk.store import backup
from kiosk.wire.decisions import RollListed, RollResident
from kiosk.wire.events import Decision, encode
from kiosk.wire.parcel_events import Recipient
from tests.stations import CLERK, KEY, LEAD
from tests.ui.a11y import check
from tests.ui.counters import counter_of
from ui.bridge.counter import Counter
from ui.bridge.upkeep import Upkeep
from ui.drive import Driver

SIZES = ((1024, 768), (1366, 768), (1920, 1080), (1080, 1920))
LEAD_NAME, LEAD_PIN = "唐站长", "1379"

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"


def county_says(station: Station, *decisions: Decision) -> None:
    at = station.clock.now()
    with station.store.write() as db:
        first = journal.cursor(db) + 1
        page = [(first + n, one.KIND, one.VERSION, at.county_ms, encode(one)) for n, one in enumerate(decisions)]
        journal.apply_decisions(db, page, page[-1][0], at)


def settle_village(station: Station, more: int = 60) -> None:
    """覃龑堃 with two parcels and a household, and many neighbours."""
    people = [
        RollResident("r1", "覃龑堃", "0101", "19900007719", 6, "堃伢子"),
        RollResident("r2", "覃小乐", "0101", "", 6, "乐乐"),
        RollResident("r3", "单秀英", "0202", "19900000032", 2),
        RollResident("r4", "唐德胜", "0303", "", 3, "胜爹"),
    ]
    people += [
        RollResident(
            f"n{n}", f"{_SURNAMES[n % 20]}{'春夏秋冬'[n % 4]}{'生兰香'[n % 3]}", f"1{n:03}", f"1380000{n:04}", n % 8
        )
        for n in range(more)
    ]
    county_says(station, RollListed("三板桥村", tuple(people)))


def take_in(station: Station, waybill: str, resident: str, carrier: str = "YUNDA", **fields) -> int:
    order = Intake(waybill, recipient=Recipient("", "", "", resident), carrier=carrier, **fields)
    return intake.take_in(station, order, CLERK).parcel.id


def counter_with_everything(station: Station, folder: Path, *parts, **fields) -> Counter:
    upkeep = Upkeep(
        version="0.1.0",
        key_kind="file",
        backups=folder / "backups",
        catalogue=folder / "catalogue",
        back_up=lambda: backup.make(station.store.file, KEY, folder / "backups", station.clock.now()),
    )
    painter = SlipPainter(profiles.load("58mm-gbk"), scale=2)
    return replace(counter_of(station, *parts), painter=painter, upkeep=upkeep, **fields)


def make_lead(station: Station) -> None:
    clerks.change_pin(station, LEAD, "271828", LEAD_PIN)


def go(drive: Driver, page: str, args: dict[str, object] | None = None) -> None:
    drive.app.nav.open(page, args or {})
    drive.settle(50)


def faults(drive: Driver, name: str, sizes=SIZES) -> list[str]:
    """Look at what is in front in every size, calm and in high contrast; keep pictures."""
    found = []
    QGuiApplication.inputMethod().hide()
    drive.settle(50)
    for toast in drive.all_named("关掉这条提示", pressable=True):
        drive.click_item(toast)
    before = (drive.window.width(), drive.window.height())
    for size in sizes:
        drive.window.resize(*size)
        drive.settle(150)
        for high in (False, True) if size == (1024, 768) else (False,):
            drive.app.setHighContrast(high)
            label = f"{size[0]}x{size[1]}{'-contrast' if high else ''}"
            found += [f"{label} {fault}" for fault in check(drive)]
            drive.shot(f"{name}-{label}")
    drive.app.setHighContrast(False)
    drive.window.resize(*before)
    drive.settle(100)
    return found
