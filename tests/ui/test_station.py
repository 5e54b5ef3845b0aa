"""Sending, devices, slips, settings, clerks, messages: each driven as a clerk would, and looked at in every size."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from kiosk import catalogue, journal
from kiosk.clock import CHINA
from kiosk.journal import exchanges
from kiosk.people import clerks, residents
from kiosk.seams import DeviceState
from kiosk.slips import proof, spool
from kiosk.slips.spool import SlipState
from kiosk.wire.decisions import MessageSent
from kiosk.wire.events import Lane
from kiosk.wire.petition_events import Due, PetitionBody, PetitionFiled
from tests.stations import CLERK, LEAD
from tests.ui.counters import FakeRoad, FakeRoadState
from tests.ui.villagers import (
    LEAD_NAME,
    LEAD_PIN,
    counter_with_everything,
    county_says,
    faults,
    go,
    make_lead,
    settle_village,
    take_in,
)
from ui.bridge.home_station import station_part
from ui.drive import Driver

SOME = ((1024, 768), (1080, 1920))
NOW = 1_795_132_800_000  # 2026-11-20 08:00


@pytest.fixture
def road():
    return FakeRoad()


@pytest.fixture
def counter(desk, tmp_path, road):
    shutil.copytree(catalogue.default_folder(), tmp_path / "catalogue")
    return counter_with_everything(desk, tmp_path, road=road, home=(station_part,))


@pytest.fixture
def drive(face, counter):
    return face(counter=counter)


def as_lead(face, counter, desk) -> Driver:
    make_lead(desk)
    drive = face(counter=counter, signed_in=False)
    drive.sign_in(LEAD_NAME, LEAD_PIN)
    return drive


def pin(drive, digits=LEAD_PIN):
    for digit in digits:
        drive.click(digit)
    drive.key(Qt.Key.Key_Return)


# Sending ----------------------------------------------------------------------------------------------------


def test_one_word_and_what_waits(drive, desk, road):
    settle_village(desk, 5)
    take_in(desk, "463431409940372", "r1")
    go(drive, "UploadsPage")
    with desk.store.read() as db:
        waiting = journal.outbox(db)
    drive.await_text("排队中")
    assert drive.sees(str(waiting.count))
    drive.await_text("包裹和村民")
    assert faults(drive, "UploadsPage-queued", SOME) == []


def test_sending_now_says_what_came_of_it(drive, desk, road):
    go(drive, "UploadsPage")
    drive.click("现在就传")
    assert road.asked == 1
    drive.await_text("正在联系县里")
    road.become(replace(road.now, sending=True, link="up"))
    drive.settle()
    drive.await_text("同步中")
    with desk.store.write() as db:
        for lane in Lane:
            journal.acknowledge(db, 1, lane, 10_000)
        exchanges.note(db, NOW)
    road.become(FakeRoadState(link="up", success_ms=NOW))
    drive.settle()
    drive.await_text("已同步")
    assert any(name.startswith("传到县里") for name in drive.names())
    drive.shot("UploadsPage-sent")


def test_a_failure_in_words(drive, road):
    go(drive, "UploadsPage")
    drive.click("现在就传")
    road.become(FakeRoadState(link="down", failure_ms=NOW, failure_key="link.none", next_ms=NOW + 120_000))
    drive.settle()
    drive.await_text("没传成：没有网络，照常办理。")
    road.become(FakeRoadState(link="up", failure_ms=NOW + 1, failure_key="link.portal"))
    drive.settle()
    drive.await_text("无法同步")


def test_what_the_county_put_aside(drive, desk, road):
    residents.enlist(desk, "王五", "", CLERK)
    with desk.store.write() as db:
        journal.set_aside(db, 1, Lane.MATTERS, 3, "rejected", "field 2", desk.clock.now())
        journal.set_aside(db, 1, Lane.MATTERS, 2, "unknown", "", desk.clock.now())
        for minute, key in enumerate(("link.none", "", "link.timed_out", "", "link.portal")):
            exchanges.note(db, NOW + minute * 60_000, key)
    road.become(FakeRoadState(link="up", success_ms=NOW, failure_ms=NOW, failure_key=""))
    go(drive, "UploadsPage")
    drive.await_text("县里没收下的")
    drive.await_text("登记村民（第 3 号）")
    assert faults(drive, "UploadsPage-aside") == []


# Messages ----------------------------------------------------------------------------------------------------


def test_messages_are_read_by_opening(drive, desk):
    go(drive, "MessagesPage")
    drive.await_text("还没有通知")
    text = "周五上午九点到下午三点停电检修。" * 12
    county_says(desk, MessageSent("新费率下月一日起用", text), MessageSent("周五停电", text, urgent=True))
    drive.settle()
    drive.app.nav.home()
    drive.settle(50)
    drive.click("县里来了 2 条通知")
    drive.click("周五停电")
    drive.await_text("急，请马上看")
    drive.await_text("覃大姐 看过")
    assert faults(drive, "MessagesPage") == []
    drive.app.nav.home()
    drive.settle(50)
    drive.await_text("县里来了 1 条通知")


# Devices, slips ----------------------------------------------------------------------------------------------------


def test_devices_say_what_to_do(drive, desk, counter):
    go(drive, "DevicesPage")
    drive.await_text("1 样要看一下")
    drive.await_text("换上新纸，会接着打。")
    drive.click("标签打印机打测试页")
    with desk.store.read() as db:
        assert [(one.title, one.printer) for one in spool.recent(db)] == [("测试页", "label")]
    drive.scan("YT8812345678901")
    drive.await_text("模拟扫码枪扫到：YT8812345678901")
    assert faults(drive, "DevicesPage") == []
    counter.devices.lines = tuple(replace(one, state=DeviceState.READY, waiting=0) for one in counter.devices.lines)
    drive.app.nav.front.refresh()
    drive.settle(50)
    drive.await_text("设备都正常")


@pytest.fixture
def paper(desk):
    """Slips in every state."""
    settle_village(desk, 3)
    take_in(desk, "463431409940372", "r1")
    numbers = [proof.print_proof(desk, "receipt") for _ in range(4)]
    with desk.store.write() as db:
        spool.start(db, numbers[0])
        spool.finish(db, numbers[0], desk.clock.now())
        spool.start(db, numbers[1])
        spool.spoil(db, numbers[1], "device.paper_out")
        spool.give_up(db, numbers[2], "device.silent")
    return numbers


def test_slips_as_paper(drive, desk, paper):
    go(drive, "SlipsPage")
    drive.await_text("作废")
    drive.write("找：姓名、取件码，单上的字都行", "463431409940372")
    drive.settle()
    rows = drive.app.nav.front.rows.rows
    assert [row["title"].startswith("标签") for row in rows] == [True]
    drive.click("清空“找：姓名、取件码，单上的字都行”")
    drive.click("没打成")
    drive.click("再试一次")
    with desk.store.read() as db:
        assert spool.get(db, paper[2]).state is SlipState.QUEUED
    drive.await_text("这里没有单子")
    drive.click("最近的")
    assert faults(drive, "SlipsPage") == []


def test_printed_again_says_so(drive, desk, paper):
    go(drive, "SlipsPage")
    drive.app.nav.front.choose(paper[0])
    drive.settle()
    drive.click("补打")
    with desk.store.read() as db:
        newest, first = spool.recent(db, 1)[0], spool.get(db, paper[0])
    assert first.copies == 1
    assert "补打" in newest.document.to_bytes().decode()
    drive.await_text("补打过 1 次")


def test_a_slip_is_judged(drive, desk):
    go(drive, "VerifyPage")
    assert faults(drive, "VerifyPage-empty", ((1366, 768),)) == []
    code = desk.signer.qr("PICKUP", 1_000_000_007, date(2026, 11, 20), "2", "3-2-1024", "1250")
    drive.scan(code, "qr")
    drive.await_text("是真的")
    for text in ("取件单", "3-2-1024", "12.50 元", "2026-11-20"):
        drive.await_text(text)
    assert faults(drive, "VerifyPage-genuine") == []
    drive.wedge(code.replace("3-2-1024", "3-2-1025"))
    drive.await_text("不对")
    assert not drive.sees("是真的")
    assert faults(drive, "VerifyPage-altered", SOME) == []
    drive.write("扫单子上的方码，或输入码下的字", "CK1*430726-0999*PAID*7*20261120*100*AAAA")
    drive.click("验一验")
    drive.await_text("说不准")
    drive.write("扫单子上的方码，或输入码下的字", "YT8812345678901")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("不是村口的单子")
    drive.click("验下一张")
    drive.await_text("把单子上的方码对准扫码枪")


# Settings, clerks ---------------------------------------------------------------------------------------------------


def test_the_screen_is_set_and_stays_so(drive, face, counter):
    go(drive, "SettingsPage")
    assert faults(drive, "SettingsPage-screen") == []
    drive.click("特大")
    drive.click("10 分钟")
    assert faults(drive, "SettingsPage-largest", ((1366, 768), (1080, 1920))) == []
    drive.click("高对比")
    drive.click("English")
    drive.await_text("Settings")
    drive.settle()
    again = face(counter=counter, signed_in=False)
    again.settle()
    assert (again.app.language, again.app.look, again.app.idle.idle_s) == ("en", (True, 1.3, True), 600)


def test_a_clerk_is_told_whom_to_ask(drive):
    go(drive, "SettingsPage")
    drive.click("备份和钥匙")
    drive.await_text("这一部分要站长来办")
    assert not drive.sees("现在就备份")
    drive.app.nav.front.backUp()
    assert faults(drive, "SettingsPage-closed", SOME) == []
    go(drive, "ClerksPage")
    drive.await_text("这一部分要站长来办")


def test_a_lead_proves_it_and_makes_a_backup(face, counter, desk, tmp_path):
    drive = as_lead(face, counter, desk)
    go(drive, "SettingsPage")
    drive.click("备份和钥匙")
    pin(drive, "0001")
    drive.await_text("密码不对，还能试 4 次。")
    assert faults(drive, "SettingsPage-pin", SOME) == []
    pin(drive)
    drive.await_text("还没有备份")
    drive.click("现在就备份")
    drive.await_text("备份做好了")
    assert len(list((tmp_path / "backups").glob("cunkou-*.db"))) == 1
    drive.await_text("2026-11-20 08:00")
    assert faults(drive, "SettingsPage-safety", SOME) == []
    drive.click("目录")
    drive.click("看看有没有新的")
    drive.await_text("目录没有错误，已经启用。")
    (tmp_path / "catalogue" / "carriers.toml").write_text("= {")
    drive.click("看看有没有新的")
    drive.settle()
    assert drive.app.nav.front.catalogueProblems
    assert faults(drive, "SettingsPage-catalogue", SOME) == []
    drive.click("关于")
    drive.await_text("GPL-3.0-or-later")


def test_new_holidays_say_how_many_days_moved(face, counter, desk, tmp_path):
    start = 20_777  # 2026-11-20, a Friday
    owed = (Due("target", start + 14, owner="office", start=start, days=10, unit="working"),)
    fact = PetitionFiled(
        10**9 + 1, "01-02-004", "public", "typed", PetitionBody("路灯不亮"), b"", "read", "", "430726102003", owed
    )
    with desk.store.write() as db:
        journal.append(db, fact, desk.clock.now(), CLERK)
    with (tmp_path / "catalogue" / "holidays.csv").open("a", encoding="utf-8") as file:
        file.write("2026-11-23,holiday,假\n")
    drive = as_lead(face, counter, desk)
    go(drive, "SettingsPage")
    drive.click("目录")
    pin(drive)
    drive.click("看看有没有新的")
    drive.await_text("目录没有错误，已经启用。 节假日有变，1 个期限改了日子，原因已经记下。")
    drive.shot("SettingsPage-holidays")
    drive.click("看看有没有新的")
    drive.await_text("目录没有错误，已经启用。")


def test_the_date_after_a_jump(drive, desk, clock):
    clock.jump(datetime(2099, 1, 1, 9, tzinfo=CHINA))
    drive.app.nav.home()
    drive.settle(50)
    drive.click("日期对不上：电脑 2099-01-01，账上 2026-11-20")
    assert faults(drive, "SettingsPage-date", ((1366, 768),)) == []
    drive.click("今天就是 2099-01-01")
    drive.await_text("账上今天是 2099-01-01")
    clock.jump(datetime(1970, 1, 1, 9, tzinfo=CHINA))
    drive.app.nav.front.refresh()
    drive.settle(50)
    drive.await_text("账上的日期不会倒回去")
    assert not drive.sees("今天就是")


def test_a_clock_that_is_days_wrong_is_said(drive, clock):
    """O13: the drift is on the first screen; the time that people see is the county's."""
    clock.jump(clock.now().local - timedelta(days=3, hours=1))
    clock.set_offset(3 * 86_400_000 + 3_600_000)
    drive.app.nav.home()
    drive.await_text("电脑的钟慢了 3 天")
    assert not drive.sees("日期对不上")
    clock.set_offset(-3_600_000)
    drive.app.refresh()
    drive.await_text("电脑的钟快了 1 小时")
    clock.set_offset(60_000)
    drive.app.refresh()
    assert drive.wait(lambda: not drive.sees("电脑的钟"))


def test_accounts(face, counter, desk):
    drive = as_lead(face, counter, desk)
    go(drive, "ClerksPage")
    pin(drive)
    drive.await_text("覃大姐")
    assert faults(drive, "ClerksPage", SOME) == []
    drive.click("开账户")
    drive.write("姓名", "彭小妹")
    drive.write("工号，字母或数字", "tan")
    drive.write("初始密码，登录后马上要换", "1234")
    drive.click("开好账户")
    drive.await_text("这个工号已经有人用了。")
    drive.await_text("密码太简单，换一个。")
    assert faults(drive, "ClerksPage-new", SOME) == []
    drive.write("工号，字母或数字", "peng")
    drive.write("初始密码，登录后马上要换", "2846")
    drive.click("开好账户")
    drive.await_text("彭小妹的账户开好了")
    drive.click("给覃大姐新密码")
    drive.write("负责人姓名", "唐建国")
    drive.write("负责人身份证号", "430726197001011234")
    drive.write("初始密码，登录后马上要换", "2846")
    drive.click("给新密码")
    drive.await_text("身份证号最后一位对不上，请再核对。")
    assert faults(drive, "ClerksPage-reset", SOME) == []
    drive.click("先不")
    drive.click("停用彭小妹")
    drive.click("停用账户")
    drive.await_text("彭小妹的账户停用了")
    with desk.store.read() as db:
        people = {one.code: one for one in clerks.everyone(db)}
    assert people["peng"].retired
    assert not people[LEAD].retired
