"""Rail, back, home page, honest pill, toasts, language, themes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kiosk.clock import DAY_MS, ManualClock, local
from kiosk.journal import Outbox
from kiosk.seams import DeviceState
from kiosk.texts import Texts
from tests.ui.a11y import check
from tests.ui.conftest import OpenFace
from tests.ui.counters import FakeDevices, FakeRoad, FakeRoadState
from tests.ui.samples import BUSY_DAY
from ui.bridge.counter import DeviceLine
from ui.bridge.sync import failure_text, sync_view

NOW = 1_800_000_000_000
TEXTS = Texts("zh")


def test_home_says_what_waits_most_urgent_first(face: OpenFace) -> None:
    drive = face(BUSY_DAY)
    rows = [name for name in ("有 1 件投诉今天到期", "滞留 7 天以上 4 件") if drive.sees(name)]
    assert len(rows) == 2
    tops = [drive.find(name, pressable=True).mapToScene(drive.window.contentItem().position()).y() for name in rows]
    assert tops == sorted(tops)
    assert not drive.face.warnings


def test_a_quiet_day_is_said_to_be_one(face: OpenFace) -> None:
    drive = face()
    assert drive.sees("没有要办的")


def test_only_devices_that_need_somebody_are_named(face: OpenFace) -> None:
    drive = face(BUSY_DAY)
    assert drive.sees("标签打印机")
    assert not drive.sees("扫码枪")
    devices = drive.app.counter.devices
    assert isinstance(devices, FakeDevices)
    devices.lines = (DeviceLine("printer", "票据打印机", DeviceState.READY),)
    drive.app.refresh()
    drive.await_text("设备都正常")


def test_a_tile_opens_its_page_and_back_returns(face: OpenFace) -> None:
    drive = face(BUSY_DAY)
    drive.click("取件")
    assert drive.app.nav.page == "GalleryPage"
    drive.key(Qt.Key.Key_Escape)
    assert drive.app.nav.page == "HomePage"
    drive.click("取件")
    drive.click("返回")
    assert drive.app.nav.page == "HomePage"
    drive.click("取件")
    drive.click("首页")
    assert drive.app.nav.page == "HomePage"
    assert not drive.app.nav.canGoBack
    assert not drive.face.warnings


def test_a_page_that_is_not_there_yet_says_so(face: OpenFace) -> None:
    drive = face()
    drive.app.nav.open("NowherePage")
    assert drive.sees("还没有开通")


def test_escape_closes_the_dialog_not_the_page(face: OpenFace) -> None:
    drive = face(BUSY_DAY)
    drive.app.nav.open("GalleryPage")
    drive.click("丢掉")
    assert drive.sees("丢掉这份草稿")
    drive.key(Qt.Key.Key_Escape)
    assert not drive.sees("丢掉这份草稿")
    assert drive.app.nav.page == "GalleryPage"


def test_a_toast_can_be_undone(face: OpenFace) -> None:
    drive = face()
    undone = []
    drive.app.toast("3-2-1024 已入库", undo=lambda: undone.append(1))
    drive.settle()
    drive.click("Undo" if drive.app.language == "en" else "撤销")
    assert undone == [1]
    assert not drive.sees("3-2-1024")


def test_a_bug_is_said_and_the_counter_goes_on(face: OpenFace, caplog) -> None:
    drive = face(BUSY_DAY)
    reported = []
    drive.app.worker.reported.connect(reported.append)
    drive.app.nav.open("GalleryPage")
    drive.click("弄坏一步")
    drive.await_text("程序出了错")
    assert "on purpose" in str(reported[0])
    drive.click("关掉这条提示", nth=0)
    drive.click("首页")
    assert drive.app.nav.page == "HomePage"
    caplog.clear()


def test_the_pill_follows_the_database_and_the_line(face: OpenFace, clock: ManualClock) -> None:
    drive = face()
    assert drive.app.sync.count == 4, "two clerks enlisted, one PIN changed, one signed in: none is at the county"
    assert drive.app.sync.tone == "quiet"
    clock.advance(days=2)
    drive.app.refresh()
    drive.settle()
    assert drive.sees("4 件未到县里 · 最早 2 天前")
    assert drive.app.sync.tone == "attention"
    road = drive.app.counter.road
    assert isinstance(road, FakeRoad)
    assert drive.sees("还没联系上过"), "O1: last success and failure stand on every page"
    now_ms = clock.now().wall_ms
    road.become(FakeRoadState("up", success_ms=now_ms - DAY_MS, failure_ms=now_ms, failure_key="link.timed_out"))
    drive.wait(lambda: drive.sees("网络正常"))
    at = f"{local(now_ms):%H:%M}"
    assert drive.sees(f"昨天 {at} 联系上 · 今天 {at} 没成")
    assert drive.app.sync.tone == "attention", "a good line is not a safe record"
    assert drive.sees("网络太慢")
    drive.click("马上上传")
    assert road.asked == 1


def test_a_failure_is_told_with_its_reason_until_something_went_right() -> None:
    failed = FakeRoadState("up", success_ms=NOW - DAY_MS, failure_ms=NOW, failure_key="link.timed_out")
    assert failure_text(failed, NOW, TEXTS).startswith("上次没成：今天 ")
    assert "网络太慢" in failure_text(failed, NOW, TEXTS)
    assert failure_text(replace(failed, success_ms=NOW, failure_key=""), NOW, TEXTS) == ""


def test_never_green_over_unsent_work() -> None:
    for count in (1, 5, 900):
        for age in (0, 59_000, 3_600_000, 3 * DAY_MS):
            for sending in (False, True):
                view = sync_view(Outbox(count, NOW - age, {}, 0), FakeRoadState("up", sending=sending), NOW, TEXTS)
                assert view.tone != "good"
                assert str(count) in view.text
    assert sync_view(Outbox(0, None, {}, 0), FakeRoadState("down"), NOW, TEXTS).tone == "good"
    assert sync_view(Outbox(0, None, {}, 2), FakeRoadState("up"), NOW, TEXTS).tone == "attention"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [1024, 1080])
def test_the_fullest_top_bar_fits(face: OpenFace, clock: ManualClock, width: int, language: str) -> None:
    """Old unsent work, a contact days ago and a failure since, beside a long title and the way back (O1)."""
    drive = face(BUSY_DAY, size=(width, 768))
    drive.app.setLanguage(language)
    clock.advance(days=12)
    now_ms = clock.now().county_ms
    road = drive.app.counter.road
    assert isinstance(road, FakeRoad)
    road.become(FakeRoadState("slow", success_ms=now_ms - 11 * DAY_MS, failure_ms=now_ms, failure_key="link.timed_out"))
    drive.app.nav.open("PeoplePage")
    drive.app.nav.open("ResidentEditPage")
    assert drive.wait(lambda: drive.app.sync.tone == "attention")
    assert not [str(fault) for fault in check(drive)]
    drive.shot(f"TopBar-fullest-{width}-{language}")


def test_a_clock_that_was_set_back_does_not_say_minus(face: OpenFace) -> None:
    view = sync_view(Outbox(3, NOW + DAY_MS, {}, 0), FakeRoadState(), NOW, TEXTS)
    assert "-" not in view.text


def test_english_and_back(face: OpenFace) -> None:
    drive = face(BUSY_DAY)
    drive.app.setLanguage("en")
    drive.settle()
    assert drive.sees("To do today")
    assert drive.sees("Home")
    drive.app.setLanguage("zh")
    drive.settle()
    assert drive.sees("今天要做的")


def test_larger_type_is_larger(face: OpenFace) -> None:
    drive = face(BUSY_DAY)
    before = drive.find("今天要做的").height()
    drive.app.setTextScale(1.3)
    drive.settle()
    assert drive.find("今天要做的").height() > before * 1.2


def test_a_notice_stays_until_it_is_read(face: OpenFace) -> None:
    drive = face()
    drive.app.notice("字体文件缺了")
    drive.settle()
    assert drive.sees("字体文件缺了")
    drive.click("关掉这条提示", nth=0)
    assert not drive.sees("字体文件缺了")


def test_the_shipped_font_is_used(face: OpenFace) -> None:
    drive = face()
    assert drive.face.qt.font().family() == "Cunkou Sans"
    assert not drive.app.noticeText
