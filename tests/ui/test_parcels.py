"""The parcel counter's daily flow, worked as a clerk works it: scan, choose, hand out, with a real station below."""

from dataclasses import replace

import pytest
from msgspec import structs
from PySide6.QtCore import Qt

from drivers.printer import profiles
from drivers.printer.paint import SlipPainter
from kiosk import ledger
from kiosk.errors import DeviceGone
from kiosk.parcels.desk import complaints, find, intake, manifests
from kiosk.parcels.desk.complaints import ComplaintForm
from kiosk.parcels.desk.intake import Intake
from kiosk.people import clerks
from kiosk.seams import DeviceState
from kiosk.slips import spool
from kiosk.slips.document import Row
from kiosk.station import Station
from kiosk.wire.decisions import HoldPlaced
from kiosk.wire.parcel_events import Recipient
from tests.parcels.conftest import MANIFEST, County, manifest, take, village  # noqa: F401  the counter's own fixtures
from tests.stations import CLERK, LEAD, open_shift
from tests.ui.a11y import check
from tests.ui.conftest import OpenFace
from tests.ui.counters import counter_of
from ui.drive import Driver

SIZES = ((1024, 768), (1366, 768), (1920, 1080), (1080, 1920))


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
def counter(desk: Station, face: OpenFace):
    """Opens the face with a painter that paints."""

    def open_counter(size: tuple[int, int] = (1366, 768), *, signed_in: bool = True, camera=None, of=desk) -> Driver:
        painter = SlipPainter(profiles.load("58mm-raster"), scale=2)
        drive = face(size=size, signed_in=signed_in, counter=replace(counter_of(of), painter=painter, camera=camera))
        drive.app.setOnScreenKeyboard(False)
        return drive

    return open_counter


class Lens:
    """A camera that sees one picture; ``gone`` unplugs it."""

    name = "摄像头"

    def __init__(self, picture: bytes) -> None:
        self.picture, self.gone = picture, False

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def state(self) -> DeviceState:
        return DeviceState.GONE if self.gone else DeviceState.READY

    def preview(self) -> bytes | None:
        return None if self.gone else self.picture

    def photo(self) -> bytes:
        if self.gone:
            raise DeviceGone
        return self.picture


def said(drive: Driver) -> list[str]:
    return [str(outcome) for outcome, *_ in drive.app.counter.sound.said]


def no_fault(drive: Driver, name: str, contrasts: tuple[bool, ...] = (True, False)) -> None:
    """No fault of accessibility, light or in high contrast."""
    for contrast in contrasts:
        drive.app.setHighContrast(contrast)
        drive.settle()
        faults = [str(fault) for fault in check(drive)]
        drive.shot(f"{name}{'-contrast' if contrast else ''}")
        assert not faults


def test_scan_after_scan(counter, desk, manifest) -> None:  # noqa: F811
    drive = counter()
    drive.app.nav.open("IntakePage")
    drive.settle()
    no_fault(drive, "intake-empty")
    drive.scan("463431409940372")
    code = find.recent(desk)[0].code
    drive.await_text(code)
    assert drive.sees("覃龚堃")
    assert drive.sees("1 / 4")
    drive.wedge("SF1385628716739")
    drive.await_text("取件时收 140.00 元")
    drive.scan("SF1000000000001")
    drive.await_text("到件单上没有这件，记作多件")
    drive.scan("SF1000000000001")
    drive.await_text("重复扫描，没有再收一次")
    assert said(drive) == ["taken_in", "taken_in", "extra", "duplicate"]
    no_fault(drive, "intake-repeated")
    assert len(find.in_stock(desk)) == 3
    drive.click("交接完成，打印交接单")
    drive.await_text("缺 2 件")
    no_fault(drive, "intake-close")
    drive.click("完成并打印")
    drive.await_text("交接单正在打，双方签字")
    drive.shot("intake-closed")
    assert not manifests.open_manifests(desk)


def test_what_needs_a_touch(counter, desk, village, clock) -> None:  # noqa: F811
    drive = counter()
    drive.app.nav.open("IntakePage")
    drive.scan("432542035598773")
    drive.await_text("是哪家快递？")
    no_fault(drive, "intake-choose")
    drive.scan("SF1385628716739")  # the clerk goes on: nothing is lost
    drive.await_text("还没选是哪家快递")
    drive.click("返回")
    drive.app.nav.open("IntakePage")
    drive.await_text("还没选是哪家快递")
    drive.click("4325 4203 5598 773")
    drive.click("易碎")
    drive.key(Qt.Key.Key_1)
    assert drive.wait(lambda: len(find.in_stock(desk)) == 2)
    drive.settle()
    assert find.recent(desk)[0].mark_names == ("易碎",)
    drive.click("选收件人")
    drive.write("首字母、尾号或小名", "qgk")
    drive.await_text("人称堃伢子 · 三板桥村 · 6 组")
    no_fault(drive, "intake-picker")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("尾号 7719")
    no_fault(drive, "intake-taken")
    drive.click("急件")
    drive.wait(lambda: "urgent" in find.recent(desk)[0].marks)
    drive.click("补打标签")
    drive.click("撤销这一件")
    drive.wait(lambda: len(find.in_stock(desk)) == 1)
    assert said(drive)[-1] == "undone"


def test_what_is_no_waybill_is_asked_about(counter, desk) -> None:
    drive = counter()
    drive.app.nav.open("IntakePage")
    drive.scan("13812345678")
    drive.await_text("这像是手机号，是运单号吗？")
    no_fault(drive, "intake-question")
    drive.click("不是，再扫")
    assert drive.sees("可以扫了")
    drive.scan("x" * 500)
    drive.await_text("这不像运单号，请再扫一次，或手工输入。")
    drive.write("请扫下一件，或输入运单号", "13812345678")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("这像是手机号，是运单号吗？")
    drive.click("是，收下")
    if drive.sees("是哪家快递？"):
        drive.click("按其他收下")
    drive.wait(lambda: len(find.in_stock(desk)) == 1)
    assert find.recent(desk)[0].waybill == "13812345678"


def test_hands_out_with_two_more_waiting(counter, desk, village, take) -> None:  # noqa: F811
    one = take(resident="r1", marks=("fragile",)).parcel
    other = take(resident="r1").parcel
    take(resident="r2")
    drive = counter()
    drive.app.nav.open("PickupPage")
    drive.settle()
    no_fault(drive, "pickup-empty")
    drive.write("取件码或尾号", "7719")
    drive.await_text(one.code)
    no_fault(drive, "pickup-found")
    drive.write("取件码或尾号", one.code)
    drive.key(Qt.Key.Key_Return)
    drive.await_text("您还有 1 件没取")
    no_fault(drive, "pickup-basket")
    drive.click(f"看 {one.code} 的全部情况")
    drive.await_text("挪货架")
    drive.app.nav.back()
    drive.await_text("您还有 1 件没取")
    assert not drive.find("交给他", pressable=True).isEnabled()
    drive.click("告诉了，下次拿")
    drive.click("交给他")
    drive.await_text("1 件交出了")
    no_fault(drive, "pickup-done")
    assert find.search(desk, one.waybill).gone.id == one.id
    drive.key(Qt.Key.Key_Return)
    drive.await_text("扫包裹，或报取件码")
    assert ("more_waiting", "1", other.code, "今天到") in drive.app.counter.sound.said
    assert said(drive)[-1] == "handed_out"


def test_money_a_proxy_and_a_wrong_code(counter, desk, village, take) -> None:  # noqa: F811
    one = take(resident="r3", cod_fen=12_800, freight_fen=1_200).parcel
    drive = counter()
    drive.app.nav.open("PickupPage", {"scan": one.waybill})
    drive.await_text("代取")
    drive.click("代取")
    drive.write("代取人", "单小妹")
    drive.write("是他的", "女儿")
    drive.write("收件人的取件码", "9-9-9999")
    no_fault(drive, "pickup-proxy")
    drive.click("去收钱")
    drive.await_text("140.00")
    drive.write("重量（公斤）", "1.5")
    drive.write("包装（元）", "1")
    drive.write("保价（元）", "0")
    drive.await_text("141.00")
    drive.write("收现金（元）", "200")
    drive.await_text("59.00")
    no_fault(drive, "pickup-money")
    drive.click("钱收了，交给他")
    drive.await_text("取件码不对，还能试 2 次。")
    drive.write("收件人的取件码", one.code)
    drive.click("去收钱")
    drive.click("钱收了，交给他")
    drive.await_text("1 件交出了")
    assert drive.sees("59.00")
    drive.shot("pickup-done-money")
    assert find.page(desk, one.id).left.name == "单小妹"


def test_an_intercepted_parcel_stays(counter, desk, village, take, county) -> None:  # noqa: F811
    one = take(resident="r4").parcel
    county.says(HoldPlaced(one.waybill, "收件人报案"))
    drive = counter()
    drive.app.nav.open("PickupPage", {"find": one.code})
    drive.await_text("被拦截，不能交出：收件人报案")
    no_fault(drive, "pickup-held")
    assert not drive.find("交给他", pressable=True).isEnabled()
    assert said(drive)[-1] == "held"


def test_a_lead_takes_a_hand_over_back(desk, counter, village, take) -> None:  # noqa: F811
    clerks.change_pin(desk, LEAD, "271828", "8642")
    one = take(resident="r4").parcel
    drive = counter(signed_in=False)
    drive.sign_in("唐站长", "8642")
    drive.app.nav.open("PickupPage", {"find": one.code})
    drive.await_text("取件码对上了")
    drive.click("交给他")
    drive.click(f"收回 {one.code}")
    drive.click("拿错包裹了")
    drive.await_text("已放回")
    assert find.search(desk, one.code).exact.id == one.id


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_size(counter, desk, manifest, take, size) -> None:  # noqa: F811
    for number in range(12):
        take(resident=f"r{number % 5 + 1}", cod_fen=12_345 if number % 4 == 0 else 0)
    drive = counter(size)
    drive.app.nav.open("ParcelsPage")
    drive.settle()
    no_fault(drive, f"parcels-{size[0]}", (False,))
    drive.write("取件码、尾号、首字母、姓名或运单号", "7719")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("覃龚堃")
    no_fault(drive, f"pickup-found-{size[0]}", (False,))
    drive.click(find.search(desk, "7719").hits[0].parcel.code)
    drive.await_text("没取")
    no_fault(drive, f"pickup-basket-{size[0]}", (False,))
    drive.app.nav.open("IntakePage")
    drive.scan("463431409940372")
    drive.await_text("家里还有")
    no_fault(drive, f"intake-taken-{size[0]}", (False,))
    drive.scan("432542035598773")
    drive.await_text("是哪家快递？")
    no_fault(drive, f"intake-choose-{size[0]}", (False,))


def test_the_hub_counts_the_shelves(counter, desk, village, take) -> None:  # noqa: F811
    take(resident="r1")
    take(resident="r1", bulky=True)
    intake.take_in(desk, Intake("SF9999999999999", carrier="SF", recipient=Recipient("过路人")), CLERK)
    drive = counter()
    drive.click("快递")
    drive.await_text("大件区")
    assert drive.sees("还能放 39 件")
    drive.scan("SF9999999999999")
    drive.await_text("过路人")
    assert drive.app.nav.page_name == "PickupPage"


def test_the_vans_and_one_of_them(counter, desk, manifest, clock) -> None:  # noqa: F811
    drive = counter()
    drive.app.nav.open("ManifestsPage")
    drive.await_text(MANIFEST)
    intake.scan(desk, "463431409940372", CLERK, manifest_in_hand=MANIFEST)
    intake.scan(desk, "SF1000000000001", CLERK, manifest_in_hand=MANIFEST)
    drive.await_text("1 / 4")
    no_fault(drive, "manifests")
    drive.click(MANIFEST)
    drive.await_text("SF13 8562 8716 739")
    assert not drive.sees("4634 3140 9940 372")
    no_fault(drive, "manifest")
    drive.click("已到")
    drive.await_text("4634 3140 9940 372")
    drive.click("多件")
    drive.await_text("SF10 0000 0000 001")
    drive.click("交接完成，打印交接单")
    drive.click("完成并打印")
    drive.await_text("交接单正在打，双方签字")
    drive.click("好了")
    drive.click("缺件")
    drive.await_text("交接完了")
    drive.shot("manifest-closed")
    assert not manifests.open_manifests(desk)


def test_everything_about_one_parcel(counter, desk, village, take) -> None:  # noqa: F811
    one = take("YT8962646785389", carrier="YTO", marks=("fragile",), cod_fen=500).parcel
    take(resident="r2")
    drive = counter()
    drive.app.nav.open("ParcelPage", {"id": one.id})
    drive.await_text("未找到收件人")
    drive.click("选收件人")
    drive.write("首字母、尾号或小名", "7719")
    drive.click("覃龚堃")
    drive.await_text("补收件人 覃龚堃")
    drive.click("挪货架")
    drive.click("窄架Z5 第 2 层")
    drive.await_text("Z5-2-1001")
    drive.click("暂存")
    drive.click("再放 7 天")
    drive.await_text("不再暂存")
    drive.click("不再暂存")
    drive.await_text("在架")
    drive.click("怎么通知")
    drive.click("喊人")
    drive.await_text("通知方式：喊人")
    drive.click("关掉这条提示")
    no_fault(drive, "parcel")
    drive.click("去交件")
    drive.await_text("Z5-2-1001")
    drive.click("认识本人，或看过证件")
    drive.click("去收钱")
    drive.write("重量（公斤）", "1")
    drive.write("包装（元）", "0")
    drive.write("保价（元）", "0")
    drive.click("5 元")
    drive.click("钱收了，交给他")
    drive.await_text("1 件交出了")
    drive.click("返回")
    drive.await_text("已取走")
    assert drive.sees("取件收款 5.00 元")
    assert drive.sees("入库 1-1-1001")
    no_fault(drive, "parcel-gone")


def test_the_label_is_photographed_or_not(counter, desk, village, take) -> None:  # noqa: F811
    first, second = take(resident="r3"), take(resident="r4")
    lens = Lens(SlipPainter(profiles.load("58mm-raster")).paint(first.label))
    drive = counter(camera=lens)
    drive.app.nav.open("PickupPage", {"scan": first.parcel.waybill})
    drive.await_text("镜头看到的")
    assert not drive.sees("拍脸")  # off until the county enables it
    drive.click("拍面单")
    drive.await_text("面单照片")
    drive.click("重拍")
    drive.click("拍面单")
    drive.click("认识本人，或看过证件")
    drive.shot("pickup-photo")
    drive.key(Qt.Key.Key_Return)  # nothing is missing any more: Enter hands over
    drive.await_text("1 件交出了")
    assert find.photo(desk, first.parcel.waybill) == lens.picture
    drive.app.nav.open("PickupPage", {"find": first.parcel.waybill})
    drive.await_text("看这一件")
    drive.click("看这一件")
    drive.await_text("交件时的照片")  # P10: found again by waybill
    drive.shot("parcel-gone")
    drive.app.nav.back()
    drive.app.nav.back()
    lens.gone = True
    drive.scan(second.parcel.waybill)
    drive.await_text("认识本人，或看过证件")
    drive.click("认识本人，或看过证件")
    drive.click("交给他")
    drive.await_text("1 件交出了")
    assert find.search(desk, second.parcel.waybill).gone.id == second.parcel.id


def test_what_is_intercepted(counter, desk, village, take, county) -> None:  # noqa: F811
    one = take(resident="r4").parcel
    drive = counter()
    drive.click("快递")
    drive.click("拦截")
    drive.await_text("没有拦截")
    no_fault(drive, "holds-empty")
    county.says(HoldPlaced(one.waybill, "收件人报案，等派出所来人"), HoldPlaced("YT8962646785389", "发件人要求截回"))
    drive.app.refresh()
    drive.await_text("拦截 2 件，1 件在这里")
    assert drive.sees("YT89 6264 6785 389")
    assert drive.sees("不在这里")
    no_fault(drive, "holds")
    drive.app.setLanguage("en")
    drive.settle()
    no_fault(drive, "holds-en", (False,))
    drive.app.setLanguage("zh")
    drive.key(Qt.Key.Key_Tab)
    drive.click(f"{one.code}  唐德胜")
    drive.await_text("拦截件，不能交出")
    assert drive.app.nav.page_name == "ParcelPage"


def test_a_parcels_complaints_lead_to_the_complaint(counter, desk, village, take, clock) -> None:  # noqa: F811
    one, other = take(resident="r1").parcel, take(resident="r3").parcel
    made = [
        complaints.make(desk, ComplaintForm(which.waybill, "damaged", text, "覃龚堃", "19900007719"), CLERK)
        for which, text in ((other, "没有通知"), (one, "箱子破了"))
    ]
    complaints.answer(desk, made[0].id, "道歉了", CLERK)
    clock.advance(days=8)
    drive = counter()
    drive.app.nav.open("ParcelPage", {"id": one.id})
    drive.await_text("超期 1 天")
    assert drive.sees(f"{made[1].clock.due:%Y-%m-%d}")
    no_fault(drive, "parcel-complaint")
    drive.click("超期 1 天")
    drive.await_text("箱子破了")
    assert drive.app.nav.page_name == "ComplaintsPage"
    drive.app.nav.back()
    drive.app.nav.open("ParcelPage", {"id": other.id})
    drive.await_text("按时答复了")
    drive.click("按时答复了")
    drive.await_text("道歉了")


def with_faces(station: Station) -> Station:
    """The county has turned the face's photo on."""
    allowed = structs.replace(station.catalogue.limits, face_photo=True)
    return replace(station, catalogue=replace(station.catalogue, limits=allowed))


def test_a_face_is_photographed_only_after_the_notice(counter, desk, village, take) -> None:  # noqa: F811
    first, second = take(resident="r3"), take(resident="r4")
    lens = Lens(SlipPainter(profiles.load("58mm-raster")).paint(first.label))
    drive = counter(camera=lens, of=with_faces(desk))
    drive.app.nav.open("PickupPage", {"scan": first.parcel.waybill})
    drive.await_text("拍脸，先问同不同意")
    no_fault(drive, "pickup-face-offered")
    drive.click("拍脸，先问同不同意")
    drive.await_text("脸部照片是敏感个人信息，拍不拍由您定：不同意，照样取件")
    assert drive.sees("个人信息保护法第十七条")
    assert drive.sees("保存90天")
    no_fault(drive, "pickup-face-notice")
    drive.click("不同意")
    drive.await_text("本人不同意，不拍脸")
    no_fault(drive, "pickup-face-refused")
    drive.click("再问一次")
    drive.click("同意，拍照")
    drive.await_text("删掉脸部照片")
    no_fault(drive, "pickup-face-taken")
    drive.click("拍面单")
    drive.click("认识本人，或看过证件")
    drive.click("交给他")
    drive.await_text("1 件交出了")
    assert find.photo(desk, first.parcel.waybill, of_face=True) == lens.picture
    drive.app.nav.open("ParcelPage", {"id": first.parcel.id})
    drive.await_text("取件人的脸部照片")  # beside the label's
    drive.shot("parcel-face")
    drive.app.nav.back()

    drive.scan(second.parcel.waybill)  # the next person has not been asked
    drive.await_text("拍脸，先问同不同意")
    drive.click("拍脸，先问同不同意")
    drive.click("同意，拍照")
    drive.await_text("删掉脸部照片")
    drive.click("删掉脸部照片")
    drive.click("认识本人，或看过证件")
    drive.click("交给他")
    drive.await_text("1 件交出了")
    assert find.page(desk, second.parcel.id).left.face_photo == ""


def test_nobodys_face_goes_with_another_persons_parcel(counter, desk, village, take) -> None:  # noqa: F811
    first, second = take(resident="r3"), take(resident="r4")
    lens = Lens(SlipPainter(profiles.load("58mm-raster")).paint(first.label))
    drive = counter(camera=lens, of=with_faces(desk))
    drive.app.nav.open("PickupPage", {"scan": first.parcel.waybill})
    drive.await_text("拍脸，先问同不同意")
    drive.click("拍脸，先问同不同意")
    drive.click("同意，拍照")
    drive.await_text("删掉脸部照片")
    drive.click(f"{first.parcel.code} 放回架上")
    drive.scan(second.parcel.waybill)
    drive.await_text("认识本人，或看过证件")
    drive.click("认识本人，或看过证件")
    drive.click("交给他")
    drive.await_text("1 件交出了")
    assert find.page(desk, second.parcel.id).left.face_photo == ""


def test_a_bag_is_sold_with_a_parcel(counter, desk, village, take) -> None:  # noqa: F811
    one = take(resident="r4").parcel
    drive = counter()
    drive.app.nav.open("PickupPage", {"find": one.code})
    drive.await_text("顺便买袋子、纸箱")
    drive.click("顺便买袋子、纸箱")
    assert not drive.sees("保价")  # the carrier's
    drive.click("多一个：包装袋")
    drive.click("多一个：包装袋")
    drive.click("多一个：小号纸箱")
    drive.click("少一个：小号纸箱")
    drive.await_text("包装袋 ×2、共 2.00 元")
    no_fault(drive, "pickup-fees")
    drive.click("好了")
    no_fault(drive, "pickup-fees-basket")
    drive.click("去收钱")
    drive.await_text("包装袋 ×2")
    drive.write("收现金（元）", "10")
    drive.await_text("8.00")
    no_fault(drive, "pickup-fees-money")
    drive.click("钱收了，交给他")
    drive.await_text("1 件交出了")
    drive.shot("pickup-fees-slip")
    with desk.store.read() as db:
        assert ledger.balance_fen(db, ledger.Account.TILL) == 200
        assert ledger.balance_fen(db, ledger.Account.FEES) == -200
        (receipt, *_) = spool.recent(db, 1)
    assert Row("包装袋 ×2", "2.00") in receipt.document.blocks
    drive.click("下一位")
    other = take(resident="r3").parcel
    drive.scan(other.waybill)
    drive.await_text("交给他")  # nothing to pay: the bag was the last person's
