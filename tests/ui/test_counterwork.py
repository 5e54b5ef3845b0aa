"""The parcel counter's less frequent work, on the real screens over a real station."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from drivers.printer import profiles
from drivers.printer.paint import SlipPainter
from kiosk.parcels.desk import duties, exceptions, notices
from kiosk.seams import DeviceState
from kiosk.station import Station
from tests.parcels.conftest import County, manifest, take, village  # noqa: F401  the counter's own fixtures
from tests.stations import CLERK
from tests.ui.a11y import check
from tests.ui.conftest import OpenFace
from tests.ui.counters import counter_of
from ui.drive import Driver

SIZES = ((1024, 768), (1920, 1080), (1080, 1920))


def _jpeg() -> bytes:
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 190, 170))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    return bytes(buffer.data().data())


@dataclass
class StillCamera:
    """Sees a brown box, always."""

    name: str = "still"

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def state(self) -> DeviceState:
        return DeviceState.READY

    def preview(self) -> bytes | None:
        return _jpeg()

    def photo(self) -> bytes:
        return _jpeg()


@pytest.fixture
def station(desk: Station) -> Station:
    """The counter's fixtures work the station that the face shows."""
    return desk


@pytest.fixture
def county(desk: Station) -> County:
    return County(desk)


@pytest.fixture
def days_pass(desk: Station, clock) -> Callable[[int], None]:
    """Let days go by with somebody at work: a clock that jumps by months is not believed."""

    def go_by(days: int) -> None:
        while days > 0:
            clock.advance(days=min(days, 30))
            duties.sign(desk, "fire_check", CLERK)
            days -= 30

    return go_by


@pytest.fixture
def counter(desk: Station, face: OpenFace):
    """Opens the face with a painter that paints and a camera that sees a box."""

    def open_counter(size: tuple[int, int] = (1366, 768), **more) -> Driver:
        painter = SlipPainter(profiles.load("58mm-raster"), scale=2)
        made = replace(counter_of(desk), **({"painter": painter, "camera": StillCamera()} | more))
        drive = face(size=size, counter=made)
        drive.app.setOnScreenKeyboard(False)
        return drive

    return open_counter


def no_fault(drive: Driver, name: str) -> None:
    """No fault of accessibility, light or high contrast; the pictures are kept."""
    for contrast in (True, False):
        drive.app.setHighContrast(contrast)
        drive.settle()
        faults = [str(fault) for fault in check(drive)]
        drive.shot(f"{name}{'-contrast' if contrast else ''}")
        assert not faults, "\n".join(faults)


def test_fees_on_screen_and_on_paper(counter) -> None:
    drive = counter()
    drive.app.nav.open("FeesPage")
    drive.await_text("不收钱")
    no_fault(drive, "fees")
    drive.click("打印收费表")
    drive.wait(lambda: bool(drive.app.nav.front.slip))
    no_fault(drive, "fees-slip")


def test_duties_are_signed(counter, desk) -> None:
    drive = counter()
    drive.app.nav.open("DutiesPage")
    drive.await_text("4 项该做了")
    no_fault(drive, "duties")
    drive.click("消防与蓄电池检查")
    drive.write("想写就写一句", "灭火器压力正常")
    drive.click("今天做了，我签字")
    drive.await_text("3 项该做了")
    assert duties.history(desk, "fire_check")[0].note == "灭火器压力正常"
    assert drive.value("想写就写一句") == ""
    no_fault(drive, "duties-signed")


def test_the_call_out_list(counter, desk, village, take) -> None:  # noqa: F811
    take(resident="r2")
    take(resident="r2")
    take(resident="r4")
    drive = counter()
    drive.app.nav.open("CallListPage")
    drive.await_text("要喊 2 人，3 件")
    no_fault(drive, "calls")
    drive.click("打印喊人单")
    drive.wait(lambda: bool(drive.app.nav.front.slip))
    no_fault(drive, "calls-slip")
    drive.click("回到名单")
    drive.click("不在家")
    drive.settle()
    drive.click("告诉了")
    drive.await_text("要喊 1 人")
    assert len(notices.call_list(desk)) == 1
    drive.click("告诉了")
    drive.await_text("都告诉了")
    no_fault(drive, "calls-empty")


def test_retention_ends_in_a_return(counter, desk, village, take, days_pass) -> None:  # noqa: F811
    old = take(resident="r4").parcel
    take(resident="r1")
    days_pass(4)
    young = take(resident="r3").parcel
    days_pass(4)
    drive = counter()
    drive.app.nav.open("RetentionPage")
    drive.await_text(old.code)
    no_fault(drive, "retention")
    drive.click("给这一档的都发消息")
    drive.await_text("没办成 1 件")  # who has no phone is named
    no_fault(drive, "retention-partial")
    drive.click(old.code)
    drive.click("上门")
    drive.write("说了什么", "不要了")
    drive.click("拒收")
    drive.await_text("本人拒收，下一趟车退回。")
    no_fault(drive, "retention-refused")
    drive.click("列入退件")
    assert drive.app.nav.page_name == "ExceptionsPage"
    drive.await_text(old.code)
    assert young.code
    assert not exceptions.returns(desk).listed


EVERY_PAGE = (
    "SendPage", "HandoverPage", "StocktakePage", "ExceptionsPage", "RetentionPage", "CallListPage", "ComplaintsPage",
    "DestructionPage", "DutiesPage", "FeesPage", "ReportsPage",
)  # fmt: skip


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_page_in_every_size(counter, desk, village, take, days_pass, size) -> None:  # noqa: F811
    for number in range(4):
        take(resident=f"r{number + 1}")
    days_pass(8)
    for number in range(5):
        take(resident=f"r{number + 1}")
    drive = counter(size)
    for page in EVERY_PAGE:
        drive.app.nav.open(page)
        drive.settle()
        no_fault(drive, f"{page}-{size[0]}")
        drive.app.nav.back()
