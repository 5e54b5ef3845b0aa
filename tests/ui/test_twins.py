"""The side panel works real twins: what is pressed there comes out of the devices."""

from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QGuiApplication

from drivers.camera.scanning import CameraScanner
from drivers.virtual import labels
from drivers.virtual.camera import VirtualCamera
from drivers.virtual.card import VirtualCardReader
from drivers.virtual.panel import PrinterOnPanel
from drivers.virtual.printer import VirtualPrinter
from drivers.virtual.scanner import VirtualScanner
from kiosk.clock import SystemClock
from kiosk.errors import DeviceTrouble
from kiosk.seams import CardRead, DeviceState
from kiosk.slips.document import Document, Line
from tests.ui.conftest import NAME, PIN, ROOT
from tests.ui.counters import counter_of
from ui.app import Face
from ui.bridge.twins import Sample, ScanChoice, Twins, TwinsFacts
from ui.drive import Driver

NUMBER = "YT8012345678901"
COUNTY = "http://127.0.0.1:8620"


def label_picture(code, shot=labels.STRAIGHT):
    return labels.file_bytes(labels.photographed(labels.waybill_label(labels.Waybill(code)), shot))


@dataclass
class Switch:
    turned: list[str] = field(default_factory=lambda: ["on"])

    def mode(self):
        return self.turned[-1]

    def set_mode(self, mode):
        self.turned.append(mode)


class Bench:
    """The face with its panel, over real twins."""

    def __init__(self, desk, size):
        clock = SystemClock()
        self.printers = (VirtualPrinter(name="票据打印机"), VirtualPrinter(name="标签打印机"))
        self.scanner, self.camera, self.link = VirtualScanner(clock), VirtualCamera(clock), Switch()
        self.cards = VirtualCardReader([CardRead("623038170592", "power_card", 1_200, "OLD")])
        self.lens = CameraScanner(self.camera, clock)
        self.camera.start()
        counter = replace(counter_of(desk), camera=self.camera, scanners=(self.scanner, self.lens))
        self.face = Face(counter, size=QSize(*size))
        self.heard = []
        self.face.app.scans.scanned.connect(lambda *scan: self.heard.append(scan))
        twins = Twins(
            printers=tuple(PrinterOnPanel(printer) for printer in self.printers),
            scanner=self.scanner,
            camera=self.camera,
            link=self.link,
            choices=lambda: (ScanChoice(NUMBER, "王*英 138****4107"), ScanChoice("3-2-4107", "王秀英 中通", "waiting")),
            picture_of=label_picture,
            cards=self.cards,
            county_url=COUNTY,
            samples=(Sample("歪着的面单", lambda: label_picture("73610555582883", labels.TILTED)),),
        )
        self.panel = TwinsFacts(self.face.app, twins)
        self.face.app.twins = self.panel
        self.face.open()
        self.driver = Driver(self.face, ROOT / "out" / "shots")
        self.driver.sign_in(NAME, PIN)

    def hears(self, *scan):
        return self.driver.wait(lambda: scan in self.heard)

    def close(self):
        self.scanner.stop()
        self.lens.stop()
        self.camera.stop()
        self.face.close()


@pytest.fixture
def bench(desk):
    made = Bench(desk, (1746, 768))
    yield made
    made.close()


def slip(lines=6):
    return Document("代收单", tuple(Line(f"第 {n} 行 中通快递") for n in range(lines)))


def test_the_gun_reads_what_is_announced(bench):
    bench.driver.click(f"扫 {NUMBER}")
    assert bench.hears(NUMBER, "", "twin")


def test_a_photograph_is_really_decoded(bench):
    bench.driver.click("拍照面单")
    bench.driver.click(f"扫 {NUMBER}")
    assert bench.hears(NUMBER, "code128", "twin")


def test_a_card_goes_in_and_comes_out(bench):
    bench.driver.click("故障")
    bench.driver.click("购电卡：插入尾号 0592")
    assert bench.cards.read().number == "623038170592"
    bench.driver.click("模拟读卡器：写不上")
    with pytest.raises(DeviceTrouble):
        bench.cards.write(1, "SM1")
    bench.driver.click("购电卡：插入尾号 0592")
    assert bench.cards.inside() == ""
    bench.driver.shot("twins-cards")


def test_under_the_lens_the_camera_reads_it(bench):
    bench.driver.click("放镜头下")
    bench.driver.click(f"扫 {NUMBER}")
    assert bench.hears(NUMBER, "code128", "camera")
    bench.driver.click("镜头")
    assert bench.driver.wait(lambda: bench.panel.viewUrl.startswith("data:image/jpeg"))
    bench.driver.shot("twins-camera")


def test_anything_typed_can_be_scanned(bench):
    bench.driver.write("随便输，当作扫到的码", "3-2-4")
    assert bench.driver.wait(lambda: bench.driver.value("随便输，当作扫到的码") == "3-2-4")
    bench.driver.click("扫一下")
    assert bench.hears("3-2-4", "", "twin")
    assert bench.driver.value("随便输，当作扫到的码") == ""


def test_a_pickup_code_is_copied(bench):
    bench.driver.click("复制 3-2-4107")
    assert QGuiApplication.clipboard().text() == "3-2-4107"


def test_the_countys_page_is_told_where_billers_are_troubled(bench):
    assert bench.driver.sees(f"县中心网页：{COUNTY}")
    bench.driver.click(f"复制 {COUNTY}")
    assert QGuiApplication.clipboard().text() == COUNTY
    bench.driver.click("故障")
    assert bench.driver.sees(f"{COUNTY}/money/twin")


def test_a_sample_is_laid_under_the_camera(bench):
    bench.driver.click("镜头")
    bench.driver.click("放到镜头下：歪着的面单")
    assert bench.hears("73610555582883", "code128", "camera")


def test_paper_comes_out_with_the_newest_on_top(bench):
    for lines in (3, 40):
        bench.printers[0].print(slip(lines))
    bench.printers[1].print(slip(2))
    assert bench.driver.wait(lambda: bench.panel.papers.rowCount() == 3)
    rows = bench.panel.papers.rows
    assert [row["printer"] for row in rows] == ["标签打印机", "票据打印机", "票据打印机"]
    assert "第 39 行" in rows[1]["words"]
    bench.driver.await_text("标签打印机：代收单")
    bench.driver.shot("twins-paper")


def test_the_menu_of_troubles_reaches_the_devices(bench):
    bench.driver.click("故障")
    bench.driver.click("票据打印机：缺纸")
    assert bench.printers[0].state() is DeviceState.PAPER_OUT
    assert bench.printers[1].state() is DeviceState.READY
    bench.driver.click("票据打印机：缺纸")
    assert bench.printers[0].state() is DeviceState.READY
    bench.driver.click("模拟扫码枪：拔线")
    assert bench.scanner.state() is DeviceState.GONE
    bench.driver.click("模拟摄像头：拔线")
    assert bench.driver.wait(lambda: bench.camera.state() is DeviceState.GONE)
    bench.driver.shot("twins-troubles")


def test_a_torn_slip_lies_there_torn(bench):
    bench.driver.click("故障")
    bench.driver.click("票据打印机：打一半断纸")
    with pytest.raises(DeviceTrouble):
        bench.printers[0].print(slip(12))
    assert bench.driver.wait(lambda: bench.panel.papers.rowCount() == 1)
    assert [row["torn"] for row in bench.panel.papers.rows] == [True]
    lit = [row["id"] for device in bench.panel.troubles for row in device["menu"] if row["lit"]]
    assert lit == ["printer0/paper_out"], "the tear has become an empty roll"


def test_the_switch_of_the_road(bench):
    bench.driver.click("断开")
    bench.driver.click("慢")
    bench.driver.click("在线")
    assert bench.link.turned == ["on", "off", "slow", "on"]


def test_what_is_no_picture_is_said_and_nothing_breaks(bench, tmp_path):
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no")
    bench.panel.scanFile(str(bad))
    bench.driver.await_text("这不是图片")
    bench.panel.scanFile(str(tmp_path / "none.png"))
    bench.driver.await_text("这不是图片")
    bench.panel.showFile(str(bad))
    bench.driver.await_text("摄像头没接上")
    good = tmp_path / "good.webp"
    good.write_bytes(label_picture(NUMBER))
    bench.panel.scanFile(QUrl.fromLocalFile(str(good)).toString())
    assert bench.hears(NUMBER, "code128", "twin")


def test_in_english_too(bench):
    bench.face.app.setLanguage("en")
    bench.driver.await_text("Cut off")
    bench.driver.click("Troubles")
    bench.driver.await_text("No paper")


def test_a_file_is_laid_under_the_camera_by_its_path(bench, tmp_path):
    file = tmp_path / "面单.webp"
    file.write_bytes(label_picture(NUMBER))
    bench.driver.click("镜头")
    bench.panel.showFile(str(file))
    assert bench.hears(NUMBER, "code128", "camera")
    bench.panel.showFile(QUrl.fromLocalFile(str(file)).toString())
    bench.driver.await_text("放到镜头下：面单.webp")


def test_what_must_be_known_first_goes_when_it_is_no_longer_true(bench, desk):
    hints = ["首次密码：覃大姐 314159", ""]
    twins = replace(bench.panel._twins, hint=lambda: hints[0])
    bench.panel._twins = twins
    bench.panel.refresh()
    bench.driver.await_text("首次密码：覃大姐 314159")
    del hints[0]
    bench.panel.refresh()
    assert bench.driver.wait(lambda: not bench.driver.sees("首次密码"))
    hints[0] = "首次密码：唐站长 271828"
    bench.panel.scan(NUMBER)
    bench.driver.settle()
    said = bench.panel.saidText
    bench.panel.refresh()
    bench.driver.settle()
    assert bench.panel.saidText == said, "what came of a press stays"
