"""The parcel counter's less frequent work, on the real screens over a real station."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage

from drivers.camera.files import photo_of
from drivers.printer import profiles
from drivers.printer.paint import SlipPainter
from kiosk.catalogue import ReasonGroup
from kiosk.parcels.counter_model import SendingState
from kiosk.parcels.desk import (
    complaints,
    destruction,
    duties,
    exceptions,
    find,
    handover,
    notices,
    pickup,
    sending,
    stocktake,
)
from kiosk.parcels.desk.complaints import ComplaintForm
from kiosk.parcels.desk.pickup import Pickup
from kiosk.parcels.model import ParcelState
from kiosk.seams import DeviceState
from kiosk.station import Station
from tests.parcels.conftest import County, manifest, take, village  # noqa: F401  the counter's own fixtures
from tests.stations import CLERK, open_shift
from tests.ui.a11y import check
from tests.ui.conftest import OpenFace
from tests.ui.counters import counter_of
from ui.drive import Driver, name_of

ID_NUMBER = "43072619900101001X"
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


@pytest.fixture(autouse=True)
def drawer(desk: Station) -> int:
    """Somebody answers for the drawer: cash can be taken."""
    return open_shift(desk)


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


def no_fault(drive: Driver, name: str, contrasts: tuple[bool, ...] = (False,)) -> None:
    """No fault of accessibility; the pictures are kept."""
    for close in drive.all_named("关掉这条提示", pressable=True):
        if not drive._covered(close):
            drive.click_item(close)  # what is said in passing lies over the page
    for contrast in contrasts:
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
    drive.click(old.code, nth=-1)  # the list of what was not done names it too
    drive.click("上门")
    drive.write("说了什么", "不要了")
    drive.click("拒收")
    drive.await_text("本人拒收，下一趟车退回。")
    no_fault(drive, "retention-refused")
    drive.click("再催一次")
    drive.click("拒收", nth=-1)  # the row of the list says it too
    drive.await_text("本人拒收，下一趟车退回。")
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
        no_fault(drive, f"{page}-{size[0]}", (True, False) if size == SIZES[0] else (False,))
        drive.app.nav.back()


def test_set_aside_returned_and_loaded(counter, desk, village, take) -> None:  # noqa: F811
    wet = take(resident="r1").parcel
    back = take(resident="r3").parcel
    drive = counter()
    drive.app.nav.open("ExceptionsPage", {"parcel": wet.id})
    drive.await_text(wet.code)
    drive.click("受潮")
    assert not drive.find("放到异常架", pressable=True).isEnabled()
    assert drive.sees("拍一张照片")
    drive.click("拍照")
    drive.await_text("重拍")
    no_fault(drive, "exceptions-form")
    drive.click("放到异常架")
    drive.await_text("放到异常架，1 件")
    assert exceptions.open_exceptions(desk)[0].parcel.id == wet.id
    drive.scan(wet.waybill)  # on the list of exceptions a scan is the way back
    drive.await_text(f"{wet.code} 放回架上了")
    assert not exceptions.open_exceptions(desk)
    drive.scan(back.waybill)
    drive.click("退回")
    drive.click("收件人拒收")
    drive.click("拍照")
    drive.await_text("重拍")
    drive.click("列入退件")
    drive.await_text("1 件列入退件清单")
    no_fault(drive, "exceptions-listed")
    drive.click("打印退件清单")
    drive.wait(lambda: bool(drive.app.nav.front.slip))
    no_fault(drive, "exceptions-slip")

    drive.app.nav.open("HandoverPage")
    drive.await_text("1 件退件、0 件寄件等着走")
    no_fault(drive, "handover-start")
    drive.scan(back.waybill)  # a scan begins the batch by itself
    drive.await_text("过手了")
    drive.scan(wet.waybill)
    drive.await_text("不在退件清单上")
    no_fault(drive, "handover-open")
    drive.click("双方签字，打印")
    drive.await_text("请填对方签字人的姓名")
    drive.write("对方谁签字", "向师傅")
    drive.click("双方签字，打印")
    drive.await_text("全部接收")
    drive.click("拍下签过字的单子")
    drive.click("存这张照片")
    drive.wait(lambda: drive.app.nav.front.signatureKept)
    no_fault(drive, "handover-done")
    assert handover.recent(desk)[0].signature
    assert find.page(desk, back.id).parcel.state is ParcelState.RETURNED
    drive.click("好了")
    drive.await_text("向师傅")


def test_a_van_is_unloaded_with_a_problem_item(counter, desk, manifest) -> None:  # noqa: F811
    drive = counter()
    drive.app.nav.open("HandoverPage")
    drive.await_text("没有要带走的")
    drive.click("卸车")
    drive.click("到件单 " + manifest)
    drive.await_text("还没见到 4 件")
    drive.scan("SF1385628716739")
    drive.scan("SF1385628716739")
    drive.await_text("扫过了")
    drive.click("有问题件")
    drive.click("写到单子上")
    drive.await_text("请选原因")
    drive.write("问题件的运单号", "YT8962646785389")
    drive.click("破损")
    drive.click("拍照")
    drive.await_text("重拍")
    no_fault(drive, "handover-problem")
    drive.click("写到单子上")
    drive.await_text("问题件 1 件")
    no_fault(drive, "handover-in")
    drive.write("对方谁签字", "向师傅")
    drive.click("双方签字，打印")
    drive.await_text("部分接收")
    no_fault(drive, "handover-part")


def test_the_whole_batch_is_refused(counter, desk, village) -> None:  # noqa: F811
    drive = counter()
    drive.app.nav.open("HandoverPage")
    drive.await_text("没有要带走的")
    drive.click("卸车")
    drive.scan("SF1385628716739")
    drive.await_text("过手了")
    drive.click("拿下 SF13 8562 8716 739")
    drive.await_text("拿下来了")
    drive.click("撤销")
    drive.await_text("过手了")
    drive.write("对方谁签字", "向师傅")
    drive.click("整批不收")
    drive.click("不收，打印")
    drive.await_text("拒绝接收要写明原因")
    no_fault(drive, "handover-refusal")
    drive.write("原因", "车上进水，全湿了")
    drive.click("不收，打印")
    drive.await_text("拒绝接收")
    assert handover.recent(desk)[0].note == "车上进水，全湿了"


def test_stock_is_counted(counter, desk, village, take) -> None:  # noqa: F811
    seen = [take(resident=f"r{number}").parcel for number in (1, 2, 3)]
    drive = counter()
    drive.app.nav.open("StocktakePage")
    drive.await_text("应有 3 件")
    no_fault(drive, "stocktake-start")
    drive.click("开始盘")
    drive.await_text("扫架上的包裹")
    drive.scan(seen[0].waybill)
    drive.write("请扫，或输入取件码", seen[1].code)
    drive.key(Qt.Key.Key_Return)
    drive.await_text("/ 3 件")
    drive.scan(seen[0].waybill)
    drive.await_text("扫过了")
    drive.scan("SF9999999999999")
    drive.await_text("这里没有收过")
    assert drive.sees(seen[2].code)  # still missing
    no_fault(drive, "stocktake-count")
    drive.click("多出来")
    drive.await_text("SF99 9999 9999 999")
    drive.click("盘完了")
    drive.await_text("还没扫到 1 件 · 多出来 1 件")
    no_fault(drive, "stocktake-sure")
    drive.click("完成并打印")
    drive.wait(lambda: drive.app.nav.front.stage == "done")
    no_fault(drive, "stocktake-done")
    done = stocktake.recent(desk)[0]
    assert (done.found, done.missing, len(done.extra)) == (2, 1, 1)
    drive.click("好了")
    drive.await_text("在库 2 / 3")


def test_a_complaint_runs_late(counter, desk, village, take, days_pass) -> None:  # noqa: F811
    one = take(resident="r1").parcel
    drive = counter()
    drive.app.nav.open("ComplaintsPage")
    drive.await_text("没有投诉")
    no_fault(drive, "complaints-empty")
    drive.scan(one.waybill)
    drive.await_text("投诉什么？")
    assert drive.value("谁投诉") == "覃龚堃"
    drive.click("收下并打印")
    drive.await_text("请选原因")
    no_fault(drive, "complaints-form")
    drive.click("破损")
    drive.write("用他自己的话写", "箱子破了，鸡蛋碎了")
    drive.click("收下并打印")
    drive.wait(lambda: bool(drive.app.nav.front.slip))
    no_fault(drive, "complaints-slip")
    drive.click("好了")
    drive.await_text("还有 7 天")
    drive.write("做了什么，或答复了什么", "打电话给镇站")
    drive.click("记一笔")
    drive.await_text("打电话给镇站")
    days_pass(8)
    drive.app.refresh()
    drive.await_text("超期 1 天")
    no_fault(drive, "complaints-late")
    drive.write("做了什么，或答复了什么", "赔了二十元")
    drive.click("答复本人了")
    drive.await_text("超期才答复")
    assert complaints.recent(desk)[0].clock.late


def test_labels_are_destroyed_before_a_witness(counter, desk, village, take, days_pass) -> None:  # noqa: F811
    one = take(resident="r1").parcel
    pickup.release(desk, Pickup((one.id,), found_by="code", codes=(one.code,)), CLERK)
    days_pass(91)
    drive = counter()
    drive.app.nav.open("DestructionPage")
    drive.await_text("办结的面单")
    no_fault(drive, "destruction")
    drive.write("见证人，不能是本人", "覃大姐")
    drive.write("怎么销毁：碎纸、焚烧", "碎纸")
    drive.click("两人看着销毁了")
    no_fault(drive, "destruction-sure")
    drive.click("销毁了，打印登记单")
    drive.await_text("请填见证人，不能是本人")
    drive.write("见证人，不能是本人", "唐站长")
    drive.click("两人看着销毁了")
    drive.click("销毁了，打印登记单")
    drive.wait(lambda: bool(drive.app.nav.front.slip))
    no_fault(drive, "destruction-slip")
    assert destruction.ledger(desk)[0].witness == "唐站长"


def test_a_parcel_is_sent(counter, desk) -> None:
    drive = counter()
    drive.app.nav.open("SendPage")
    drive.await_text("没有办到一半的")
    drive.click("寄一件")
    drive.await_text("请填寄件人姓名")
    drive.write("寄件人姓名", "覃龚堃")
    drive.write("寄件人电话", "19900007719")
    drive.write("身份证号，不上面单", ID_NUMBER)
    drive.write("收件人姓名", "覃小军")
    drive.write("收件人电话", "13900001234")
    drive.write("详细地址", "湖南省长沙市岳麓区麓山南路1号")
    no_fault(drive, "send-people")
    drive.click("下一步：寄什么")
    drive.write("里面是什么", "腊肉")
    drive.click("开箱看过，没有禁寄物品")
    drive.click("中通")
    drive.write("重量（公斤）", "2.3")
    no_fault(drive, "send-parcel")
    drive.click("先存着")  # dinner first
    drive.await_text("办到一半")
    no_fault(drive, "send-list")
    drive.click("覃龚堃 寄给 覃小军")
    assert drive.value("寄件人姓名") == "覃龚堃"
    assert drive.value("身份证号，不上面单") == ""  # never kept in a draft
    drive.write("身份证号，不上面单", ID_NUMBER)
    drive.click("下一步：寄什么")
    drive.click("开箱看过，没有禁寄物品")
    drive.click("下一步：收钱")
    drive.click("多一个：小号纸箱")
    drive.await_text("14.00")
    assert not drive.find("收下，打印", pressable=True).isEnabled()
    drive.click("还没核对寄件人证件")  # what is missing leads to where it is
    drive.click("看过证件，是本人")
    drive.click("3 收钱")
    drive.write("收现金（元）", "20")
    drive.await_text("6.00")
    no_fault(drive, "send-pay")
    drive.click("收下，打印")
    drive.await_text("运单号稍后到")
    no_fault(drive, "send-done")
    sent = sending.waiting(desk)[0]
    assert (sent.freight_fen, sent.packing_fen, sent.id_tail) == (1_200, 200, "001X")
    drive.click("好了")
    drive.await_text("1 件等运单号")
    drive.click("覃龚堃 寄给 覃小军")
    drive.await_text("扫快递公司的运单号")
    no_fault(drive, "send-waybill")
    drive.scan("73610555582883")
    drive.await_text("标签正在打")
    assert sending.waiting(desk)[0].waybill == "73610555582883"


def test_a_sender_who_will_not_open_it(counter, desk) -> None:
    drive = counter()
    drive.app.nav.open("SendPage")
    drive.await_text("没有办到一半的")
    drive.click("不能收寄")
    no_fault(drive, "send-refuse")
    drive.click(desk.catalogue.reasons(ReasonGroup.REFUSE)[1].name)
    drive.await_text("没有收寄")
    assert sending.recent(desk)[0].state is SendingState.REFUSED


def test_reports_and_files(counter, desk, village, take) -> None:  # noqa: F811
    for number in range(3):
        take(resident="r1", carrier=("SF", "YTO", "ZTO")[number])
    drive = counter()
    drive.app.nav.open("ReportsPage")
    drive.await_text("今天")
    no_fault(drive, "reports-day")
    drive.click("打印日报")
    drive.wait(lambda: bool(drive.app.nav.front.slip))
    no_fault(drive, "reports-slip")
    drive.click("给快递公司的文件")
    drive.await_text("本机")
    drive.click("本机")
    drive.await_text("存在")
    no_fault(drive, "reports-files")
    files = sorted((desk.store.file.parent / "exports").glob("*.csv"))
    assert len(files) == 3
    assert all(file.read_bytes().startswith(b"\xef\xbb\xbf") for file in files)
    drive.click("月")
    drive.await_text("月每天入库")
    no_fault(drive, "reports-month")
    drive.click("上个月")
    drive.await_text("没有往来。")


def test_english_fits(counter, desk, village, take, days_pass) -> None:  # noqa: F811
    for number in range(4):
        take(resident=f"r{number + 1}")
    days_pass(8)
    drive = counter((1024, 768))
    drive.app.setLanguage("en")
    for page in EVERY_PAGE:
        drive.app.nav.open(page)
        drive.settle()
        no_fault(drive, f"{page}-en")
        drive.app.nav.back()


@pytest.fixture
def a_full_counter(desk, village, take, days_pass) -> None:  # noqa: F811
    """Parcels of every stage, complaints, a return."""
    for _ in range(2):
        for number in range(8):
            take(resident=f"r{number % 5 + 1}")
        days_pass(4)
    one = take(resident="r1").parcel
    for reason in ("damaged", "lost"):
        complaints.make(
            desk, ComplaintForm(one.waybill, reason, "箱子破了，鸡蛋都碎了", "覃龚堃", "19900007719"), CLERK
        )
    exceptions.list_returns(desk, [take(resident="r3").parcel.id], "refused", b"\xff\xd8", CLERK)


WORKLISTS = ("ExceptionsPage", "RetentionPage", "ComplaintsPage", "CallListPage", "StocktakePage", "HoldsPage")


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768)], ids=["1024", "1366"])
def test_worklists_in_large_type(counter, a_full_counter, size) -> None:
    drive = counter(size)
    drive.app.setTextScale(1.3)
    for page in WORKLISTS:
        drive.app.nav.open(page)
        drive.settle()
        no_fault(drive, f"{page}-{size[0]}-large-full")
        drive.app.nav.back()


def test_worklists_and_forms_in_english(counter, a_full_counter) -> None:
    drive = counter((1024, 768))
    drive.app.setLanguage("en")
    for page in WORKLISTS:
        drive.app.nav.open(page)
        drive.settle()
        no_fault(drive, f"{page}-en-full")
        drive.app.nav.back()
    drive.app.nav.open("StocktakePage")
    drive.settle()
    drive.click("Begin counting")
    drive.scan("SF9999999999999")
    drive.await_text("Never taken in here")
    no_fault(drive, "StocktakePage-en-counting")
    drive.app.nav.open("SendPage")
    drive.settle()
    drive.click("Send one")
    for step in ("1 Who", "2 What", "3 Money"):
        drive.click(step)
        no_fault(drive, f"SendPage-en-{step[0]}")


def test_the_form_stands_upright(counter, desk) -> None:
    drive = counter((1080, 1920))
    drive.app.nav.open("SendPage")
    drive.await_text("没有办到一半的")
    drive.click("寄一件")
    for step in ("2 寄什么", "3 收钱", "1 谁寄给谁"):
        drive.click(step)
        no_fault(drive, f"send-upright-{step[0]}")


def test_a_hundred_that_wait(counter, desk, village, take, days_pass) -> None:  # noqa: F811
    for number in range(100):
        take(resident=f"r{number % 5 + 1}")
    days_pass(8)
    drive = counter()
    for page in ("RetentionPage", "ExceptionsPage", "StocktakePage"):
        drive.app.nav.open(page)
        drive.settle()
        no_fault(drive, f"{page}-100")
    drive.click("开始盘")
    drive.await_text("/ 100 件")
    no_fault(drive, "StocktakePage-counting-100")


def test_arrows_reach_all_of_a_long_list(counter, desk, village, take, days_pass) -> None:  # noqa: F811
    codes = [take(resident=f"r{number % 5 + 1}").parcel.code for number in range(60)]
    days_pass(8)
    drive = counter()
    drive.app.nav.open("RetentionPage")
    drive.await_text(codes[0])
    assert sum(bool(drive.all_named(code)) for code in codes) < 30  # only what is in sight exists
    for _ in range(30):
        drive.key(Qt.Key.Key_Tab)
        if name_of(drive.window.activeFocusItem()) in codes:
            break
    for _ in range(len(codes)):
        drive.key(Qt.Key.Key_Down)
    drive.key(Qt.Key.Key_Return)
    drive.settle()
    facts = drive.app.nav.front
    assert facts.chosen == facts.rows.rows[-1]["id"]
    assert drive.sees(facts.rows.rows[-1]["title"])
    no_fault(drive, "RetentionPage-end")
    drive.app.nav.open("ExceptionsPage")
    drive.await_text(f"{codes[2]}")
    drive.click(codes[2])
    drive.key(Qt.Key.Key_Down)
    drive.key(Qt.Key.Key_Return)
    drive.await_text("2 件")
    rows = drive.app.nav.front.rows.rows
    assert [at for at, row in enumerate(rows) if row["picked"]] == [2, 3]


def test_a_second_tap_signs_nothing_twice(counter, desk) -> None:
    drive = counter()
    drive.app.nav.open("DutiesPage")
    drive.await_text("4 项该做了")
    facts = drive.app.nav.front
    facts.sign("")
    facts.sign("")
    drive.settle()
    assert len(duties.history(desk, facts.chosen)) == 1


def test_scans_before_the_batch_is_open_are_not_lost(counter, desk, village, take) -> None:  # noqa: F811
    backs = [take(resident="r1").parcel for _ in range(3)]
    exceptions.list_returns(desk, [one.id for one in backs], "refused", b"\xff\xd8", CLERK)
    drive = counter()
    drive.app.nav.open("HandoverPage")
    drive.await_text("3 件退件")
    for one in backs:
        drive.app.nav.front.scanned(one.waybill, "code128", "twin")
    drive.settle()
    (batch,) = handover.open_ones(desk)
    assert len(batch.good) == 3


def test_without_a_camera_the_page_says_so(counter, desk, village, take) -> None:  # noqa: F811
    one = take(resident="r1").parcel
    drive = counter(camera=None)
    drive.app.nav.open("ExceptionsPage", {"parcel": one.id})
    drive.await_text("没有摄像头，请先接上")
    drive.click("破损")
    assert not drive.find("放到异常架", pressable=True).isEnabled()
    no_fault(drive, "exceptions-no-camera")


def test_by_keyboard_alone(counter, desk) -> None:
    drive = counter()
    drive.app.nav.open("SendPage")
    drive.await_text("没有办到一半的")
    drive.key(Qt.Key.Key_Return)  # 寄一件
    drive.await_text("请填寄件人姓名")
    drive.type("唐德胜")
    drive.key(Qt.Key.Key_Tab)
    drive.type("13900001234")
    drive.wait(lambda: not drive.sees("请填寄件人姓名"))
    assert drive.value("寄件人电话") == "13900001234"
    drive.key(Qt.Key.Key_Escape)
    assert drive.app.nav.page_name == "HomePage"


@pytest.fixture
def brought(tmp_path, monkeypatch) -> Path:
    """A home with the pictures that a clerk's phone has left there."""
    home = tmp_path / "home"
    (home / "Pictures" / "DCIM" / "100CUN").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    folder = home / "Pictures"
    (folder / "DCIM" / "100CUN" / "IMG_0412.jpg").write_bytes(_jpeg())
    (folder / "说明.txt").write_text("不是图片", "utf-8")
    (folder / "坏的.jpg").write_bytes(b"\xff\xd8 not a picture")
    with (folder / "录像.jpg").open("wb") as file:
        file.truncate(2 * 1024**3)
    return folder


def test_without_a_camera_a_picture_file_serves(counter, desk, village, take, brought) -> None:  # noqa: F811
    one = take(resident="r1").parcel
    drive = counter(camera=None, photo_of=photo_of)
    drive.app.nav.open("ExceptionsPage", {"parcel": one.id})
    drive.await_text("没有摄像头，可以选一张图片")
    drive.click("破损")
    no_fault(drive, "exceptions-file")
    drive.click("选一张图片")
    drive.await_text("IMG_0412.jpg")
    assert not drive.sees("说明.txt")
    no_fault(drive, "exceptions-files")
    drive.click("录像.jpg")
    drive.await_text("图片太大，请换一张小一点的。")
    drive.click("坏的.jpg")
    drive.await_text("这不是图片，或者图片坏了。")
    no_fault(drive, "exceptions-files-rubbish")
    assert not drive.find("放到异常架", pressable=True).isEnabled()
    drive.click("IMG_0412.jpg")
    drive.await_text("换一张图片")
    no_fault(drive, "exceptions-file-chosen")
    drive.click("放到异常架")
    drive.await_text("放到异常架，1 件")
    (kept,) = (desk.attachments.get(digest) for digest in desk.attachments.digests())
    assert kept[8:12] == b"WEBP"
    assert exceptions.open_exceptions(desk)[0].parcel.id == one.id


def test_pictures_are_looked_for_again(counter, desk, village, take, brought) -> None:  # noqa: F811
    for file in brought.glob("*.jpg"):
        file.unlink()
    (brought / "DCIM" / "100CUN" / "IMG_0412.jpg").unlink()
    drive = counter(photo_of=photo_of)  # with a camera too
    drive.app.nav.open("DutiesPage")
    drive.await_text("4 项该做了")
    drive.click("选一张图片")
    drive.await_text("没有找到图片")
    no_fault(drive, "pictures-none")
    (brought / "后来.png").write_bytes(_jpeg())
    drive.click("再找一次")
    drive.await_text("后来.png")
    drive.key(Qt.Key.Key_Escape)
    drive.wait(lambda: not drive.sees("后来.png"))
    drive.click("选一张图片")
    drive.click("后来.png")
    drive.await_text("重拍")
    drive.click("今天做了，我签字")
    drive.await_text("3 项该做了")
    assert len(list(desk.attachments.digests())) == 1
