"""A petition after it was filed: where it stands, what is owed, the answer told, judged, asked about; who is called."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage

from drivers.printer import profiles
from drivers.printer.paint import SlipPainter
from kiosk.clock import ManualClock
from kiosk.ledger import shifts
from kiosk.petitions.desk import dues, following, views
from kiosk.petitions.projectors import row_of
from kiosk.petitions.sealed import CountySealer
from kiosk.petitions.view import PetitionView
from kiosk.seams import DeviceState, SoundEncoder
from kiosk.slips import spool
from kiosk.slips.document import QR, Row
from kiosk.station import Station
from kiosk.wire import codec, query_code, sealed
from kiosk.wire.petition_events import Petitioner
from kiosk.wire.petition_ladder import State
from tests.payments.conftest import ACCOUNT, COUNTS, tell
from tests.petitions.conftest import COUNTY_KEY, OWN, VOICE, County, file  # noqa: F401  the petition desk's own
from tests.petitions.test_dues import with_holidays
from tests.stations import CLERK
from tests.ui.a11y import check
from tests.ui.conftest import OpenFace
from tests.ui.counters import FakeRoadState, counter_of
from tests.ui.test_a11y import LOOKS, SIZES, look_like
from tests.ui.villagers import faults, go, settle_village, take_in
from ui.bridge import home_petitions
from ui.bridge.payments import queue as bills
from ui.bridge.petitions import queue
from ui.drive import Driver

SEARCH = "编号、姓名、手机尾号、摘要"
NEIGHBOUR = Petitioner("单秀英", "r3", "", "三板桥村2组", "0202", "again")
ANSWER = "三组的六盏路灯已于昨天全部修好，换了线，请晚上看一看。"


@pytest.fixture
def station(desk: Station) -> Station:
    """The petition desk's fixtures work the station that the face shows; it can seal."""
    return replace(desk, sealer=CountySealer(COUNTY_KEY.public_key().public_bytes_raw()))


@pytest.fixture
def county(station: Station) -> County:
    return County(station)


@pytest.fixture
def counter(station: Station, face: OpenFace) -> Callable[..., Driver]:
    """Opens the face over that station, with the petitions' parts of other pages."""

    def open_counter(size: tuple[int, int] = (1366, 768), **fields: object) -> Driver:
        painter = SlipPainter(profiles.load("58mm-raster"), scale=2)
        parts = {"home": home_petitions.PARTS, "queues": (bills.bills, queue.answers)}
        drive = face(size=size, counter=replace(counter_of(station), painter=painter, **parts | fields))
        drive.app.setOnScreenKeyboard(False)
        return drive

    return open_counter


def settle(station: Station, county: County) -> None:
    settle_village(station, more=2)
    next(county.numbers)  # the roll was the county's first decision


def now(station: Station, petition: int) -> PetitionView:
    with station.store.read() as db:
        return views.one(db, station, petition, station.clock.now())


def said(drive: Driver) -> list[tuple[str, ...]]:
    return [tuple(map(str, one)) for one in drive.app.counter.sound.said]


def dismiss_toasts(drive: Driver) -> None:
    for toast in drive.all_named("关掉这条提示", pressable=True):
        drive.click_item(toast)


def last_paper(station: Station) -> str:
    with station.store.read() as db:
        document = spool.recent(db, 1)[0].document
    return "\n".join(
        f"{block.left} {block.right}" if isinstance(block, Row) else str(getattr(block, "text", ""))
        for block in document.blocks
    )


def test_an_answer_is_read_out_printed_and_judged(counter, station, county, file) -> None:  # noqa: F811
    filed = file().view
    county.receives_all()
    county.does(filed.id, "registered")
    county.does(filed.id, "transferred", office="B01", text="转给县住建局")
    drive = counter()
    go(drive, "PetitionPage", {"id": filed.id})
    drive.await_text("已转办")
    assert drive.sees("三组路灯不亮三个月")
    assert drive.sees("转给了管这件事的单位。")
    assert not faults(drive, "petition-transferred")
    drive.click("念出状态")
    assert said(drive)[-1] == ("petition", "petition_transferred")
    county.does(filed.id, "answered", text=ANSWER, review_office="市信访局", review_day=20_800)
    drive.await_text(ANSWER)
    assert drive.sees("还没告诉本人")
    assert drive.sees("请求复查")
    assert not faults(drive, "petition-answered")
    drive.click("读给他听")
    assert not faults(drive, "petition-read")
    drive.click("他听好了")
    assert drive.wait(lambda: not now(station, filed.id).untold_step)
    drive.await_text("已经告诉本人")
    drive.click("打印给他")
    drive.await_text("答复单正在打印")
    paper = last_paper(station)
    assert ANSWER[:12] in paper
    assert "市信访局" in paper
    drive.click("没解决")
    drive.await_text("没解决，要求重办")
    drive.write("他的原话", "还有两盏不亮")
    assert not faults(drive, "petition-judging")
    drive.click("没解决，要求重办")
    drive.await_text("申请重办")
    assert now(station, filed.id).state is State.REOPEN_ASKED
    assert said(drive)[-1] == ("petition", "petition_reopen_asked")
    assert "县里必须再次答复" in last_paper(station)
    assert drive.wait(lambda: drive.sees("本人评价：没解决"))
    county.does(filed.id, "reopened", text="重新安排")
    county.does(filed.id, "answered", text="又修了两盏。")
    drive.await_text("又修了两盏。")
    drive.click("解决了")
    drive.click("记下：解决了")
    assert drive.wait(lambda: now(station, filed.id).solved == "yes")
    drive.await_text("本人评价：解决了")


def test_the_county_asks_and_the_resident_answers(counter, station, county, file) -> None:  # noqa: F811
    filed = file().view
    county.does(filed.id, "registered")
    county.does(filed.id, "asked", text="是哪几盏灯？")
    drive = counter()
    go(drive, "PetitionPage", {"id": filed.id})
    drive.await_text("需补充")
    drive.click("还有人要跟进")
    drive.write("姓名", "单秀英")
    assert not faults(drive, "petition-follow", sizes=((1024, 768),))
    drive.click("让他跟进")
    drive.await_text("有消息也告诉他")
    assert drive.wait(lambda: now(station, filed.id).followers == ("单秀英",))
    dismiss_toasts(drive)
    drive.click("回答县里")
    drive.click("交给县里")
    drive.await_text("还没有内容：请录音、写字、拍照或录入。")
    assert not faults(drive, "petition-supplement", sizes=((1024, 768), (1366, 768)))
    drive.write("他补充的话", "晒谷坪边上三盏，路口三盏。")
    drive.click("交给县里")
    drive.await_text("已补充")
    assert now(station, filed.id).state is State.SUPPLEMENTED
    assert drive.sees("晒谷坪边上三盏，路口三盏。")
    drive.click("本人要撤回")
    drive.click("撤回")
    drive.await_text("请写明为什么撤回。")
    drive.write("原因", "自己修好了")
    drive.click("撤回")
    drive.await_text("已撤回")
    assert now(station, filed.id).state is State.WITHDRAWN
    assert not drive.all_named("本人要撤回", pressable=True)


def test_four_weeks_later(counter, station, county, file, clock: ManualClock) -> None:  # noqa: F811
    filed = file().view
    county.does(filed.id, "answered", text=ANSWER)
    clock.advance(days=29)
    drive = counter()
    go(drive, "PetitionPage", {"id": filed.id})
    drive.await_text("解决没有？")
    drive.click("解决了一部分")
    drive.click("记下：解决了一部分")
    drive.await_text("答复四周了：现在解决没有？")
    drive.click("说不准")
    assert not faults(drive, "petition-followup")
    drive.click("记下：说不准")
    assert drive.wait(lambda: not now(station, filed.id).followup_due)
    drive.await_text("回访：说不准")


@pytest.mark.parametrize(("days", "word"), [(20, "超期 5 天"), (60, "超三倍")])
def test_late_and_three_times_late(counter, station, county, file, clock: ManualClock, days: int, word: str) -> None:  # noqa: F811
    filed = file().view
    for _ in range(days // 20):  # a clock that leaps for months is not believed
        clock.advance(days=20)
        following.supplement(station, filed.id, "还是没亮", CLERK)
    drive = counter(size=(1024, 768))
    go(drive, "PetitionListPage")
    drive.await_text("1 件超期")
    go(drive, "PetitionPage", {"id": filed.id})
    drive.await_text(word)
    assert drive.sees("登记或转送")
    assert not faults(drive, f"petition-late-{days}")


def test_a_day_that_moved_says_from_when_and_why(counter, station, file) -> None:  # noqa: F811
    filed = file().view
    drive = counter()
    go(drive, "PetitionPage", {"id": filed.id})
    drive.await_text("县里承诺")
    before = now(station, filed.id).next_due
    assert before is not None
    first = station.clock.now().day
    assert dues.recompute(with_holidays(station, *(first + timedelta(days=each) for each in range(1, 6)))) == 1
    drive.await_text("放假安排更新后改")
    assert drive.sees(f"原定 {before.day.month}月{before.day.day}日")
    assert not faults(drive, "petition-moved")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_look(counter, station, county, file, size: tuple[int, int]) -> None:  # noqa: F811
    """In English with high contrast, and in large type, where each is hardest."""
    answered, urgent = file().view, file(summary="水管断了", petitioner=NEIGHBOUR, urgent=True).view
    hidden = file(secrecy="confidential").view
    county.does(answered.id, "transferred", office="B01", text="转给县住建局")
    county.does(answered.id, "answered", text=ANSWER * 4, review_office="市信访局", review_day=20_800)
    drive = counter(size=size)
    bad = []
    for page, args in (
        *(("PetitionPage", {"id": one.id}) for one in (answered, urgent, hidden)),
        ("PetitionListPage", {"tab": "state"}),
        ("PetitionAskPage", {"number": answered.number}),
    ):
        go(drive, page, args)
        for look in LOOKS[size]:
            look_like(drive, *look)
            drive.settle(100)
            bad += [f"{page} {args} {look}: {fault}" for fault in check(drive)]
    assert not bad


def test_nothing_of_a_confidential_one(counter, station, county, file) -> None:  # noqa: F811
    filed = file(secrecy="confidential")
    drive = counter()
    go(drive, "PetitionPage", {"id": filed.view.id})
    drive.await_text("保密诉求：内容已经封好")
    for secret in (OWN.name, OWN.phone, "三组路灯", "晒谷坪"):
        assert not drive.sees(secret)
    opened = query_code.opens(query_code.read(filed.query_code), *salt_and_check(station, filed.view.id))
    assert opened is not None
    county.does(filed.view.id, "answered", sealed=sealed.seal(codec.pack(ANSWER), opened.public, sealed.ANSWER))
    drive.await_text("这些话是封好的")
    assert not faults(drive, "petition-confidential")
    drive.click("用查询码打开")
    assert drive.value("单子上的编号，也可扫码") == filed.number
    drive.write("手机尾号四位，或查询码", filed.query_code)
    drive.key(Qt.Key.Key_Return)
    drive.await_text(ANSWER)
    assert not faults(drive, "petition-opened")
    drive.click("打印给他")
    drive.await_text("答复单正在打印")
    assert drive.wait(lambda: not now(station, filed.view.id).untold_step)
    drive.click("下一位")
    assert not drive.sees(ANSWER)
    drive.key(Qt.Key.Key_Escape)
    drive.await_text("保密诉求：内容已经封好")
    assert not drive.sees(ANSWER)


def salt_and_check(station: Station, petition: int) -> tuple[bytes, bytes]:
    with station.store.read() as db:
        row = row_of(db, petition)
    return bytes(row.salt), bytes(row.check)


def test_asked_about_with_tail_or_code(counter, station, county, file) -> None:  # noqa: F811
    filed = file()
    hidden = file(secrecy="anonymous", petitioner=Petitioner())
    county.does(filed.view.id, "answered", text=ANSWER)
    drive = counter()
    go(drive, "PetitionAskPage")
    drive.write("单子上的编号，也可扫码", filed.number.lower())
    drive.key(Qt.Key.Key_Return)
    drive.type("0000")
    drive.click("问一问")
    drive.await_text("还可以试 4 次")
    drive.write("手机尾号四位，或查询码", "7719")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("已办理")
    assert said(drive)[-1] == ("petition", "petition_done")
    assert drive.sees("县里可能有新的进展")
    assert drive.sees(ANSWER)
    assert not faults(drive, "petition-ask")
    drive.click("看整件诉求")
    drive.await_text("解决没有？")
    drive.key(Qt.Key.Key_Escape)
    drive.click("下一位")
    with station.store.read() as db:
        slips = [one for one in spool.recent(db, 10) if hidden.number in one.title]
    code = next(block.text for block in slips[0].document.blocks if isinstance(block, QR))
    drive.scan(code)
    assert drive.wait(lambda: drive.value("单子上的编号，也可扫码") == hidden.number)
    drive.write("手机尾号四位，或查询码", hidden.query_code)
    drive.key(Qt.Key.Key_Return)
    drive.await_text("已收下")


def test_guessing_is_slowed_down(counter, station, file) -> None:  # noqa: F811
    filed = file()
    drive = counter()
    go(drive, "PetitionAskPage", {"number": filed.number})
    for wrong in ("1111", "2222", "3333", "4444", "5555"):
        drive.write("手机尾号四位，或查询码", wrong)
        drive.click("问一问")
    drive.write("手机尾号四位，或查询码", "7719")
    drive.click("问一问")
    drive.await_text("试错太多")
    assert not drive.sees("看整件诉求")


def test_the_list_in_every_order(counter, station, county, file, clock: ManualClock) -> None:  # noqa: F811
    settle(station, county)
    first = file().view
    file(secrecy="anonymous", petitioner=Petitioner(), summary="河里有死猪", category="01-02-004")
    file(secrecy="confidential", summary="村干部的事")
    last = file(summary="水管断了", petitioner=NEIGHBOUR, urgent=True).view
    county.receives_all()
    county.does(first.id, "registered")
    county.does(last.id, "answered", text=ANSWER)
    drive = counter()
    go(drive, "PetitionListPage")
    drive.await_text("共 4 件")
    assert drive.sees("三组路灯不亮三个月")
    assert not drive.sees("村干部的事")
    assert not faults(drive, "petitions-due")
    drive.click("按状态")
    drive.await_text("已登记（1）")
    drive.click("按村")
    drive.await_text("共 4 件")
    drive.click("有答复")
    drive.await_text("共 1 件")
    assert drive.sees("水管断了")
    drive.click("喊人单")
    drive.await_text("共 1 件")
    drive.click("打印喊人单")
    drive.await_text("收起单子")
    assert "单秀英" in last_paper(station)
    assert not faults(drive, "petitions-calls")
    drive.write(SEARCH, "路灯")
    drive.await_text("共 1 件")
    drive.click("三组路灯不亮三个月")
    drive.await_text("这位村民")
    drive.key(Qt.Key.Key_Escape)
    drive.app.setLanguage("en")
    for page, args in (("PetitionListPage", {"tab": "state"}), ("PetitionPage", {"id": last.id})):
        go(drive, page, args)
        drive.settle(100)
        assert not faults(drive, f"en-{page}")
    drive.app.setLanguage("zh")


def test_a_long_list_is_read_to_its_end(counter, station, file) -> None:  # noqa: F811
    for number in range(70):
        file(summary=f"第 {number} 件事", category="01-02-004", considered=())
    drive = counter()
    go(drive, "PetitionListPage")
    drive.await_text("共 70 件")
    facts = drive.app.nav.front
    assert len(facts.rows.rows) == 60
    drive.find("第 0 件事").forceActiveFocus()
    for _ in range(75):
        drive.key(Qt.Key.Key_Down)
    assert drive.wait(lambda: len(facts.rows.rows) == 70)


def test_home_and_the_resident_know(counter, station, county, file) -> None:  # noqa: F811
    settle(station, county)
    filed = file().view
    county.does(filed.id, "answered", text=ANSWER)
    drive = counter()
    go(drive, "HomePage")
    drive.await_text("1 件诉求有答复要告诉")
    assert drive.sees("等 覃龑堃 来，或打电话")
    drive.click("1 件诉求有答复要告诉")
    drive.await_text("共 1 件")
    go(drive, "ResidentPage", {"id": "r2"})
    drive.await_text("1 件有消息")
    assert drive.sees("告诉他") or drive.sees("三组路灯不亮三个月")
    drive.click("三组路灯不亮三个月")
    drive.await_text(ANSWER)


def test_whoever_comes_for_a_parcel_hears_of_the_answer(counter, station, county, file) -> None:  # noqa: F811
    settle(station, county)
    parcel = take_in(station, "4312000000001", "r2")
    filed = file().view
    county.does(filed.id, "answered", text=ANSWER)
    drive = counter()
    go(drive, "PickupPage", {"parcels": [parcel]})
    drive.await_text("还有：1 个答复")
    assert not faults(drive, "pickup-also")
    drive.click("还有：1 个答复")
    drive.click("三组路灯不亮三个月")
    drive.await_text(ANSWER)


def test_whoever_pays_hears_of_the_rest(counter, station, county, file, clock: ManualClock) -> None:  # noqa: F811
    tell(county, clock)
    shifts.open_shift(station, COUNTS, CLERK)
    take_in(station, "4312000000002", "r3")
    filed = file(petitioner=NEIGHBOUR).view
    county.does(filed.id, "answered", text=ANSWER)
    drive = counter()
    go(drive, "PayPage", {"biller": "water", "account": ACCOUNT})
    drive.await_text("还有：1 个包裹 · 1 个答复")
    assert not faults(drive, "pay-also")


def test_what_is_attached_is_heard_and_seen(counter, station, file) -> None:  # noqa: F811
    filed = file((VOICE, "audio/ogg", "voice"), (picture(), "image/webp", "photo")).view
    speaker = FakeSpeaker()
    drive = counter(speaker=speaker, codec=PlainCodec())
    go(drive, "PetitionPage", {"id": filed.id})
    drive.await_text("录音 1")
    drive.click("录音 1")
    assert drive.wait(lambda: speaker.played == [VOICE])
    drive.await_text("照片 1")
    drive.click("照片 1")
    drive.await_text("收起图片")
    assert not faults(drive, "petition-picture", sizes=((1024, 768), (1366, 768)))
    drive.click("收起图片")
    assert drive.wait(lambda: not drive.sees("收起图片"))
    drive.click("录音 1")
    assert speaker.stopped


def picture() -> bytes:
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor("#406080"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "WEBP")
    return bytes(buffer.data().data())


class FakeSpeaker:
    """Plays for ever, until it is stopped."""

    def __init__(self) -> None:
        self.played: list[bytes] = []
        self.stopped = False

    def play(self, sound: bytes) -> None:
        self.played.append(sound)

    def stop(self) -> None:
        self.stopped = True

    def heard_ms(self) -> int | None:
        return None if self.stopped else 100

    def state(self) -> DeviceState:
        return DeviceState.READY


class PlainCodec:
    """Gives back what it is given."""

    mime = "audio/ogg"

    def encoder(self) -> SoundEncoder:
        raise AssertionError("nothing is recorded here")

    def decode(self, data: bytes) -> bytes:
        return data


def test_what_has_not_left_says_how_often_it_was_tried_and_why(counter, station, county, file) -> None:  # noqa: F811
    one = file()
    drive = counter()
    drive.app.nav.open("PetitionPage", {"id": one.view.id})
    drive.await_text("还没往县里送过，联上网就送。")
    at_ms = drive.app.now().county_ms
    drive.app.counter.road.become(FakeRoadState(failure_ms=at_ms, failure_key="link.none", tries=3))
    drive.app.refresh()
    drive.await_text("往县里送了 3 次没成，最后一次")
    assert not check(drive)
