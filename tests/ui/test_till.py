"""The drawer's pages, worked with real clicks over a real station."""

from dataclasses import replace
from threading import Event

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from sqlalchemy import delete

from drivers.pdf import pdf_of
from drivers.printer import profiles
from drivers.printer.paint import SlipPainter
from kiosk import journal, ledger, money, office
from kiosk.catalogue import ReasonGroup
from kiosk.errors import Refused
from kiosk.ledger import day, shifts
from kiosk.ledger.model import posting
from kiosk.payments.desk import looking, register, reports, taking
from kiosk.payments.desk.taking import Order
from kiosk.payments.model import MoveKind
from kiosk.people import clerks
from kiosk.petitions.desk import drafts, filing
from kiosk.slips import spool
from kiosk.station import Station
from kiosk.texts import Texts
from kiosk.wire.till_decisions import OpeningImported, TotalsChecked
from kiosk.wire.till_events import DrawerOpened
from tests.parcels.conftest import County
from tests.payments.conftest import ACCOUNT, COUNTS, POWER, tell
from tests.petitions import conftest as petitions
from tests.stations import CLERK, LEAD, trusted
from tests.ui.a11y import check
from tests.ui.conftest import NAME, OpenFace
from tests.ui.counters import counter_of
from tests.ui.test_counterwork import StillCamera
from ui.bridge.till import home
from ui.drive import Driver, NotThere

LEAD_PIN = "8642"
SIZES = ((1366, 768), (1024, 768), (1920, 1080), (1080, 1920))


@pytest.fixture
def counter(desk: Station, face: OpenFace):
    """Opens the face with a painter that paints; the lead clerk has a PIN of her own."""

    def open_counter(size: tuple[int, int] = (1366, 768), **more) -> Driver:
        clerks.change_pin(desk, LEAD, "271828", LEAD_PIN)
        painter = SlipPainter(profiles.load("58mm-raster"), scale=2)
        drive = face(size=size, counter=replace(counter_of(desk), **({"painter": painter} | more)))
        drive.app.setOnScreenKeyboard(False)
        return drive

    return open_counter


def no_fault(drive: Driver, name: str) -> None:
    """No fault of accessibility; the picture is kept."""
    for close in drive.all_named("关掉这条提示", pressable=True):
        if not drive._covered(close):
            drive.click_item(close)
    faults = [str(fault) for fault in check(drive)]
    drive.shot(name)
    assert not faults, "\n".join(faults)


def count(drive: Driver, faces: dict[str, int]) -> None:
    for face, number in faces.items():
        drive.click(face)
        drive.type(str(number))


def enter(drive: Driver, pin: str) -> None:
    drive.type(pin)
    drive.key(Qt.Key.Key_Return)


def now(desk: Station):
    with desk.store.read() as db:
        return shifts.current(db, desk, desk.clock.now())


def test_a_shift_begins_with_a_count(counter, desk: Station) -> None:
    drive = counter()
    assert drive.sees(f"{NAME} · 没开班")
    drive.click(f"{NAME} · 没开班")
    drive.click("班次和钱箱")
    drive.await_text("还没有开班")
    no_fault(drive, "till-shift-none")
    drive.click("点钱箱，开班")
    count(drive, {"100 元": 3, "20 元": 12, "5 角": 4})
    drive.click("1 元 多一张")
    drive.click("1 元 多一张")
    drive.click("20 元 少一张")
    assert drive.sees("524.00")
    no_fault(drive, "till-count")
    drive.click("开班，打印签到单")
    drive.await_text("第 1 班开了")
    no_fault(drive, "till-opened")
    assert now(desk).opening_fen == 52_400
    assert now(desk).clerk == CLERK
    drive.await_text(f"{NAME} · 第 1 班")
    drive.click("去柜台")
    assert drive.app.nav.page == "HomePage"


def open_page(drive: Driver, page: str = "ShiftPage") -> None:
    drive.app.nav.open(page)
    drive.settle()


def zs(desk: Station):
    today = desk.clock.now().day
    with desk.store.read() as db:
        return shifts.zs(db, today, today)


@pytest.fixture
def opened(desk: Station) -> int:
    return shifts.open_shift(desk, ((10_000, 2), (100, 5)), CLERK).shift.number


def test_ten_taps_on_close_leave_one_z(counter, desk: Station, opened: int) -> None:
    drive = counter()
    open_page(drive)
    drive.await_text("第 1 班 · 覃大姐")
    assert not drive.sees("应有"), "nobody sees what the books expect before the count"
    no_fault(drive, "till-shift-open")
    drive.click("交班收工")
    count(drive, {"100 元": 2, "1 元": 4})
    drive.click("点好了，下一步")
    drive.write("如果数目会对不上，写一句原因", "少找了一元")
    no_fault(drive, "till-close-sign")
    facts = drive.app.nav.front
    for _ in range(10):
        facts.close()  # taps of an impatient finger, faster than the screen
    drive.await_text("交班单 Z1")
    facts.close()
    drive.settle()
    assert drive.sees("短款 1.00 元")
    no_fault(drive, "till-closed")
    (z,) = zs(desk)
    assert (z.number, z.difference_fen, z.note) == (1, -100, "少找了一元")
    assert now(desk) is None


def test_a_shift_is_handed_over_in_the_running_window(counter, desk: Station, opened: int) -> None:
    drive = counter()
    open_page(drive)
    drive.click("交给下一位")
    drive.settle()
    count(drive, {"100 元": 2, "1 元": 5})
    drive.click("点好了，下一步")
    drive.write("见证人姓名（有就填）", "王会计")
    drive.click("唐站长")
    no_fault(drive, "till-hand-pin")
    enter(drive, "1111")
    drive.await_text("密码不对")
    assert drive.app.by == CLERK
    enter(drive, LEAD_PIN)
    drive.await_text("唐站长接班了（Z1）")
    assert drive.app.by == LEAD
    assert drive.app.session.signedIn
    drive.await_text("唐站长 · 第 2 班")
    drive.await_text("账实相符")
    no_fault(drive, "till-handed")
    assert now(desk).clerk == LEAD
    assert zs(desk)[0].witness == "王会计"
    drive.click("去柜台")
    assert drive.app.nav.page == "HomePage"
    assert not drive.app.nav.canGoBack, "no page of the last clerk stays"


def test_a_hand_over_is_one_also_when_its_page_was_left(counter, desk: Station, opened: int) -> None:
    drive = counter()
    open_page(drive)
    drive.click("交给下一位")
    count(drive, {"100 元": 2, "1 元": 5})
    drive.click("点好了，下一步")
    drive.click("唐站长")
    go_on = Event()
    drive.app.worker.ask(lambda: go_on.wait(20), lambda _: None, lambda _: None)  # a slow disk
    drive.app.nav.front.handOver(LEAD_PIN)
    drive.app.nav.home()
    go_on.set()
    drive.await_text("唐站长接班了（Z1）")
    assert drive.app.by == LEAD
    assert now(desk).clerk == LEAD


def test_a_forgotten_shift_does_not_hold_up_the_morning(counter, desk: Station, clock) -> None:
    clerks.change_pin(desk, LEAD, "271828", "9753")
    shifts.open_shift(desk, ((10_000, 2),), LEAD)
    clerks.change_pin(desk, LEAD, "9753", "271828")
    clock.advance(days=1)
    drive = counter()
    open_page(drive)
    drive.await_text("上一班没交")
    drive.await_text("唐站长 11月20日 周五的班没有交")
    no_fault(drive, "till-forgotten")
    drive.click("点钱箱，补交班")
    count(drive, {"100 元": 2})
    drive.click("点好了，下一步")
    drive.click("交班，打印交班单")
    drive.await_text("交班单 Z1")
    no_fault(drive, "till-forgotten-closed")
    drive.click("就按刚才点的数开班")
    drive.await_text("第 2 班开了")
    assert (now(desk).clerk, now(desk).opening_fen, now(desk).forgotten) == (CLERK, 20_000, False)
    (z,) = zs(desk)
    assert (z.forgotten, z.clerk, z.closed_by) == (True, LEAD, CLERK)


def test_nobody_closes_another_clerks_shift_of_today(counter, desk: Station) -> None:
    clerks.change_pin(desk, LEAD, "271828", "9753")
    shifts.open_shift(desk, (), LEAD)
    clerks.change_pin(desk, LEAD, "9753", "271828")
    drive = counter()
    open_page(drive)
    drive.await_text("要本人或站长来交")
    drive.await_text("覃大姐 · 唐站长的班")
    assert not drive.sees("交班收工")
    no_fault(drive, "till-not-yours")


def test_the_day_ends_with_a_tally_and_says_so_in_one_sentence(counter, desk: Station, opened: int) -> None:
    drive = counter()
    open_page(drive)
    drive.click("交班收工")
    count(drive, {"100 元": 2, "1 元": 5})
    drive.click("点好了，下一步")
    drive.click("交班，打印交班单")
    drive.await_text("账实相符")
    drive.click("日终")
    drive.await_text("今天的交班单和登记簿")
    drive.write("对账人姓名", "")
    drive.click("日终，打印日终单")
    drive.await_text("请填签字人的姓名。")
    drive.write("对账人姓名", "唐德胜")
    no_fault(drive, "till-day")
    drive.click("日终，打印日终单")
    drive.await_text("今天不再收钱")
    no_fault(drive, "till-day-ended")
    drive.click("好了")
    drive.await_text("今天已经日终")
    drive.await_text("11月20日已经日终，今天不再收钱，明天开门后再办。")
    assert not drive.sees("点钱箱，开班")
    no_fault(drive, "till-shift-ended")
    open_page(drive, "PaymentsPage")
    drive.await_text("今天已经日终")
    with pytest.raises(Refused) as refused, desk.store.read() as db:
        shifts.must_trade(db, desk, desk.clock.now(), CLERK)
    assert refused.value.key == "till.day_ended"


def test_the_drawer_is_counted_by_keys_alone(counter, desk: Station) -> None:
    drive = counter()
    open_page(drive)
    drive.find("点钱箱，开班", pressable=True).forceActiveFocus()
    drive.key(Qt.Key.Key_Return)
    for number in ("3", "0", "12", "", "", "", "", "4"):
        drive.type(number)
        drive.key(Qt.Key.Key_Return)
    drive.key(Qt.Key.Key_Return)
    drive.await_text("第 1 班开了")
    assert now(desk).opening_fen == 54_040


def test_the_home_page_says_what_the_drawer_waits_for(desk: Station, clock) -> None:
    def tasks() -> list[tuple[str, str]]:
        at = desk.clock.now()
        with desk.store.read() as db:
            return [(one.title, one.page) for one in home.drawer(desk, db, at, Texts("zh")).tasks]

    assert tasks() == [("还没有开班", "ShiftPage")]
    trusted(desk)
    shifts.open_shift(desk, (), CLERK)
    assert tasks() == []
    clock.advance(days=1)
    assert tasks() == [("覃大姐的班没有交", "ShiftPage")]
    shifts.close(desk, 1, (), LEAD)
    shifts.end_day(desk, LEAD, "唐德胜")
    assert tasks() == []


def books(desk: Station) -> dict[str, int]:
    with desk.store.read() as db:
        return ledger.balances(db)


def test_cash_goes_to_the_safe_and_back_with_two_names(counter, desk: Station, opened: int) -> None:
    drive = counter()
    open_page(drive, "CashPage")
    drive.await_text("点完再看")
    assert not drive.sees("205.00"), "blind: the drawer is not shown while its shift is open"
    no_fault(drive, "till-cash")
    drive.click("放进保险柜")
    count(drive, {"100 元": 1})
    drive.click("点好了，下一步")
    drive.click("转好了，打印调拨单")
    drive.await_text("请填见证人的姓名。")
    drive.write("见证人姓名（也要签字）", "王会计")
    no_fault(drive, "till-move")
    drive.click("转好了，打印调拨单")
    drive.await_text("钱箱 → 保险柜")
    no_fault(drive, "till-moved")
    assert (books(desk)["till"], books(desk)["vault"]) == (10_500, 10_000)
    drive.click("好了")
    drive.click("从保险柜拿")
    count(drive, {"100 元": 2})
    drive.click("点好了，下一步")
    drive.write("见证人姓名（也要签字）", "王会计")
    drive.click("转好了，打印调拨单")
    drive.await_text("保险柜里只有 100.00 元，不够。")
    assert books(desk)["vault"] == 10_000


def test_cash_goes_to_the_bank_with_its_slip(counter, desk: Station, opened: int) -> None:
    drive = counter(camera=StillCamera())
    open_page(drive, "CashPage")
    drive.click("存银行")
    drive.click("点好了，下一步")
    drive.click("转好了，打印调拨单")
    drive.await_text("请点一下要转的钱。")
    drive.click("上一步")
    count(drive, {"100 元": 2})
    drive.click("点好了，下一步")
    drive.write("见证人姓名（也要签字）", "王会计")
    drive.click("转好了，打印调拨单")
    drive.await_text("请填银行回单号，或拍下回单。")
    drive.click("拍银行回单")
    drive.await_text("重拍")
    no_fault(drive, "till-bank")
    drive.click("转好了，打印调拨单")
    drive.await_text("钱箱 → 银行")
    assert (books(desk)["till"], books(desk)["banked"]) == (500, 20_000)


def test_the_drawer_opens_for_a_listed_reason(counter, desk: Station, opened: int) -> None:
    drive = counter()
    open_page(drive, "CashPage")
    drive.click("开钱箱")
    drive.shot("till-drawer-why")
    reason = desk.catalogue.reasons(ReasonGroup.DRAWER)[0]
    drive.click(reason.name)
    drive.await_text("钱箱开了，已记下原因")
    with desk.store.read() as db:
        assert journal.last_event(db).kind == DrawerOpened.KIND


def test_an_older_systems_cash_is_counted_before_the_first_shift(counter, desk: Station, county: County) -> None:
    county.says(OpeningImported(12_300))
    drive = counter()
    open_page(drive)
    drive.await_text("先核对旧系统转来的现金")
    no_fault(drive, "till-opening-wanted")
    drive.click("去核对")
    drive.click("点清核对")
    count(drive, {"100 元": 1, "20 元": 1})
    drive.click("点好了，下一步")
    drive.write("见证人姓名（也要签字）", "王会计")
    drive.click("核对无误，打印核对单")
    drive.await_text("旧系统转来 123.00 元，实点 120.00 元，对不上")
    no_fault(drive, "till-opening-differs")
    drive.click("上一步")
    count(drive, {"1 元": 3})
    drive.click("点好了，下一步")
    drive.click("核对无误，打印核对单")
    drive.await_text("旧系统的现金对上了")
    drive.click("好了")
    drive.app.nav.back()
    drive.await_text("还没有开班")
    assert books(desk)["till"] == 12_300


@pytest.fixture
def county(desk: Station) -> County:
    return County(desk)


@pytest.fixture
def worked(desk: Station, county: County, clock) -> Station:
    """A shift with two payments, closed two yuan over."""
    tell(county, clock)
    trusted(desk)
    number = shifts.open_shift(desk, COUNTS, CLERK).shift.number
    clock.advance(seconds=300)
    taking.take(desk, Order("water", ACCOUNT, 3_860, bills=("W-10",), received_fen=5_000), CLERK)
    clock.advance(seconds=300)
    taking.take(desk, Order("electricity", POWER, 12_000, bills=("E-1",), received_fen=12_000), CLERK)
    clock.advance(seconds=4 * 3600)
    shifts.close(desk, number, ((10_000, 3), (5_000, 1), (1_000, 6), (50, 1), (10, 1)), CLERK, note="多了两元")
    return desk


def test_shift_slips_are_listed_and_printed_again(counter, worked: Station, county: County) -> None:
    (z,) = zs(worked)
    drive = counter()
    open_page(drive, "TillReportsPage")
    drive.await_text("Z1 · 覃大姐")
    assert drive.sees("长款 2.00 元")
    assert drive.sees("县里还没核对")
    drive.wait(lambda: bool(drive.app.nav.front.slip))
    no_fault(drive, "till-zs")
    drive.click("补打这张交班单")
    drive.await_text("正在补打 Z1")
    with worked.store.read() as db:
        assert spool.of_entry(db, z.position)[0].copies == 1
    county.says(TotalsChecked(1, z.expected_fen, False))
    drive.await_text("县里核对一致")
    drive.click("上个月")
    drive.await_text("这个月还没有交班单")
    no_fault(drive, "till-zs-empty")


def test_reports_say_what_the_ledger_says(counter, worked: Station, clock) -> None:
    drive = counter()
    open_page(drive, "TillReportsPage")
    drive.click("日报")
    drive.await_text("钱箱进出合计")
    owed = -sum(fen for name, fen in books(worked).items() if name.startswith("biller_payable"))
    values = {one["label"]: one["value"] for one in drive.app.nav.front.figures}
    assert values["代收（元）"] == money.yuan(owed) == "158.60"
    with worked.store.read() as db:
        moved = day.register_fen(db, 1, 1)
    assert values["钱箱进出合计"] == money.yuan(moved)
    no_fault(drive, "till-day-report")
    drive.click("登记簿")
    drive.await_text("一致")
    assert drive.app.nav.front.figures[0]["value"] == money.yuan(moved)
    no_fault(drive, "till-register")
    drive.click("打印登记簿")
    drive.wait(lambda: bool(drive.app.nav.front.slip))
    no_fault(drive, "till-register-slip")
    drive.click("备付金")
    drive.await_text("备付金变动")
    with worked.store.read() as db:
        assert drive.app.nav.front.figures[0]["value"] == money.yuan(ledger.balance_fen(db, "float"))
    no_fault(drive, "till-float")
    drive.click("月报")
    drive.await_text("服务小结")
    no_fault(drive, "till-month")
    drive.click("复制月报文字")
    assert QGuiApplication.clipboard().text() == office.month_text(worked, 2026, 11)


def test_reports_become_files(counter, worked: Station) -> None:
    drive = counter(pdf_of=pdf_of)
    folder = worked.store.file.parent / "exports"
    open_page(drive, "TillReportsPage")
    for tab, names in (
        ("日报", ("日报（PDF）", "缴费明细（表格）")),
        ("月报", ("月报文字（文件）", "检查材料（PDF）", "酬金和服务（PDF）")),
        ("登记簿", ("登记簿（PDF）", "登记簿（表格）")),
    ):
        drive.click(tab)
        for name in names:
            drive.click("存成文件")
            drive.click(name)
            drive.await_text("文件存到哪里？")
            drive.click("本机")
            drive.wait(lambda: bool(drive.app.nav.front.filesText) and not drive.app.nav.front.busy)
            assert not drive.app.nav.front.troubleText
    drive.shot("till-files")
    found = {file.suffix for file in folder.iterdir()}
    assert (len(list(folder.iterdir())), found) == (7, {".pdf", ".csv", ".txt"})
    assert all(file.read_bytes().startswith(b"%PDF") for file in folder.glob("*.pdf"))


@pytest.fixture
def asked(worked: Station, county: County, clock) -> Station:
    """Four petitions of last year: two that were answered, one of them late; one three times late; one just filed."""
    state = petitions.County(worked)
    state.numbers = county.numbers  # one county, one feed
    ids = [_petition(worked, clock, f"第{number}件") for number in range(3)]
    state.does(ids[0], "transferred", office="town")
    state.does(ids[0], "answered", text="好了")
    clock.advance(days=20)
    state.does(ids[1], "answered", text="晚了")
    clock.advance(days=15)
    _petition(worked, clock, "低保", category="02-01-001")
    clock.advance(days=8)
    return worked


def _petition(station: Station, clock, text: str, **fields: str) -> int:
    clock.advance(seconds=60)
    draft = drafts.begin(station, CLERK, petitions.content(summary=text, text=text, **fields))
    with station.store.read() as db:
        alike = filing.duplicates.suggest(db, drafts.get(db, draft.id, CLERK))
    considered = tuple(one.id for one in alike)
    drafts.save(station, draft.id, petitions.content(summary=text, text=text, considered=considered, **fields), CLERK)
    return filing.file(station, draft.id, CLERK, "read").view.id


def test_late_petitions_are_counted_listed_and_filed_away(counter, asked: Station) -> None:
    drive = counter(pdf_of=pdf_of)
    open_page(drive, "TillReportsPage")
    drive.click("问政及时率")
    drive.await_text("2027年")
    facts = drive.app.nav.front
    assert facts.figures[0]["value"] == "0"
    no_fault(drive, "till-petitions-none")
    drive.click("上一年")
    drive.await_text("2026年")
    assert facts.canGoOn
    with asked.store.read() as db:
        found = office.yearly(db, asked, 2026, asked.clock.now())
    values = {one["label"]: one["value"] for one in facts.figures}
    assert values == {"收下": "4", "按期答复": "1", "未到期": "1", "超期": "2", "超三倍": "1", "转办次数": "1"}
    assert [bar["value"] for bar in facts.bars] == [3, 1]
    no_fault(drive, "till-petitions")
    drive.click("超三倍 1")
    drive.wait(lambda: len(facts.filtered[0]["lines"]) == 1)
    number = found.late_ones(three_times=True)[0].number
    assert drive.sees(number)
    assert not drive.sees(next(one.number for one in found.late if not one.three_times))
    no_fault(drive, "till-petitions-late")
    drive.click("超期 2")
    drive.wait(lambda: len(facts.filtered[0]["lines"]) == 2)
    for name in ("问政及时率（PDF）", "问政及时率（表格）"):
        drive.click("存成文件")
        drive.click(name)
        drive.await_text("文件存到哪里？")
        drive.click("本机")
        drive.wait(lambda: bool(facts.filesText) and not facts.busy)
        assert not facts.troubleText
    exports = asked.store.file.parent / "exports"
    assert {file.suffix for file in exports.iterdir()} == {".pdf", ".csv"}
    drive.click("下一年")
    drive.await_text("2027年")
    assert not facts.canGoOn


def test_the_books_say_where_they_differ(counter, worked: Station) -> None:
    drive = counter()
    open_page(drive, "TillReportsPage")
    drive.click("查账")
    no_fault(drive, "till-books-before")
    drive.click("查一遍账")
    drive.await_text("账平")
    no_fault(drive, "till-books")
    with worked.store.write() as db:
        db.execute(delete(posting).where(posting.c.debit == "till", posting.c.fen == 12_000))
    drive.click("查一遍账")
    drive.await_text("对不上，请联系县里")
    drive.await_text("账上 0.00，应该是 120.00")
    no_fault(drive, "till-books-differ")


@pytest.fixture
def held(counter, worked: Station):
    """A face whose thread for long reads is held up, as by a slow disk, until the event is set."""
    go_on = Event()
    shifts.open_shift(worked, COUNTS, CLERK)
    drive = counter()
    drive.app.nav.open("TillReportsPage", {"tab": "books"})
    drive.await_text("查一遍账")
    drive.app.aside.start()
    drive.app.aside.ask(lambda: go_on.wait(20), lambda _: None, lambda _: None)
    drive.click("查一遍账")
    drive.wait(lambda: drive.app.nav.front.checking)
    yield drive, go_on
    go_on.set()


def test_somebody_pays_while_all_books_are_read(held, worked: Station) -> None:
    drive, go_on = held
    no_fault(drive, "till-books-checking")
    order = Order("water", "073622104459", 1_500, bills=("W-12",), received_fen=1_500)
    paid: list[object] = []
    drive.app.worker.ask(lambda: taking.take(worked, order, CLERK), paid.append, paid.append)
    drive.wait(lambda: bool(paid))
    assert isinstance(paid[0], taking.Taken)
    assert drive.app.nav.front.checking
    go_on.set()
    drive.await_text("账平")
    assert not drive.app.nav.front.checking


def test_a_check_of_the_books_is_stopped(held) -> None:
    drive, go_on = held
    drive.click("不查了")
    go_on.set()
    drive.wait(lambda: not drive.app.nav.front.checking)
    assert not drive.app.nav.front.troubleText
    assert not drive.sees("账平")


@pytest.mark.parametrize("size", SIZES[1:], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_fault_in_any_size(counter, worked: Station, size: tuple[int, int], language: str) -> None:
    drive = counter(size=size, pdf_of=pdf_of)
    drive.app.setLanguage(language)
    sign = f"{size[0]}x{size[1]}-{language}"
    open_page(drive)
    no_fault(drive, f"till-shift-{sign}")
    facts = drive.app.nav.front
    for purpose in ("open", "hand"):
        facts.begin(purpose)
        drive.settle()
        no_fault(drive, f"till-count-{purpose}-{sign}")
    facts.counted()
    drive.settle()
    no_fault(drive, f"till-sign-{sign}")
    facts.tallyDay()
    drive.settle()
    no_fault(drive, f"till-day-{sign}")
    open_page(drive, "CashPage")
    no_fault(drive, f"till-cash-{sign}")
    drive.app.nav.front.begin("to_bank")
    drive.app.nav.front.counted()
    drive.settle()
    no_fault(drive, f"till-bank-{sign}")
    open_page(drive, "TillReportsPage")
    for tab in ("zs", "day", "month", "register", "float", "petitions", "books"):
        drive.app.nav.front.choose(tab)
        drive.settle()
        no_fault(drive, f"till-reports-{tab}-{sign}")


def with_till(desk: Station, **changed: bool) -> Station:
    """The station, its county keeping the drawer another way."""
    till = msgspec.structs.replace(desk.catalogue.till, **changed)
    return replace(desk, catalogue=replace(desk.catalogue, till=till))


def test_where_counts_are_not_blind_the_sums_are_shown(counter, worked: Station) -> None:
    seen = with_till(worked, blind_count=False)
    shifts.open_shift(seen, COUNTS, CLERK)
    taking.take(seen, Order("water", "073622104459", 1_500, bills=("W-12",), received_fen=1_500), CLERK)
    drive = counter(station=seen)
    open_page(drive)
    drive.await_text("第 2 班 · 覃大姐")
    drive.await_text("15.00")
    assert not drive.sees("金额点完钱箱再看。")
    no_fault(drive, "till-shift-seen")
    open_page(drive, "CashPage")
    drive.await_text("265.00")


def test_while_counts_are_blind_no_page_tells_the_sum(counter, worked: Station) -> None:
    shifts.open_shift(worked, COUNTS, CLERK)
    taking.take(worked, Order("water", "073622104459", 1_500, bills=("W-12",), received_fen=1_500), CLERK)
    with worked.store.read() as db:
        today = worked.clock.now().day
        totals = looking.totals(db, worked, today, today)
        expected = money.yuan(shifts.expected_fen(db))
        told = sorted({expected, money.yuan(totals.taken.fen), money.yuan(totals.kinds[MoveKind.PAY].fen)})
    drive = counter(pdf_of=pdf_of)
    open_page(drive)
    drive.await_text("缴费 · 水费")
    no_fault(drive, "till-shift-traded")
    for page in ("ShiftPage", "PaymentsPage", "PaymentsListPage"):
        open_page(drive, page)
        assert not [one for one in told if drive.sees(one)], page
    open_page(drive, "CashPage")  # what is owed to each biller stands there, of this shift and of all before it
    assert not drive.sees(expected)
    open_page(drive, "TillReportsPage")
    for tab in ("日报", "月报", "登记簿"):
        drive.click(tab)
        drive.await_text("点完再看")
        no_fault(drive, f"till-blind-{tab}")
        assert not [one for one in told if drive.sees(one)], tab
    drive.click("查账")
    drive.click("查一遍账")
    drive.await_text("账平")
    assert not drive.sees("各科目余额") or drive.sees("点完再看")
    assert not [one for one in told if drive.sees(one)]


def test_no_file_and_no_paper_tells_the_sum_before_a_blind_count(counter, worked: Station) -> None:
    shifts.open_shift(worked, COUNTS, CLERK)
    taking.take(worked, Order("water", "073622104459", 1_500, bills=("W-12",), received_fen=1_500), CLERK)
    today = worked.clock.now().day
    with worked.store.read() as db:
        found = register.of_day(db, worked, today)
        day_of_all = reports.day_sheet(worked, reports.day(db, worked, today))
    assert found.sums_wait
    assert not {figure for _, figure in register.sheet(worked, found).totals} - {"点完钱箱再看"}
    assert not {figure for _, figure in day_of_all.totals} - {"点完钱箱再看"}
    (paper,) = register.print_register(worked, today, CLERK)
    assert money.yuan(found.total_fen) not in str(paper)
    assert str(found.total_fen) not in str(paper)
    drive = counter(pdf_of=pdf_of)
    drive.app.nav.open("TillReportsPage", {"tab": "month"})
    drive.await_text("存成文件")
    drive.click("存成文件")
    drive.click("月报文字（文件）")
    drive.await_text("文件存到哪里？")
    drive.click("本机")
    drive.await_text("点完钱箱、交了班再出")


def test_a_day_that_must_end_empty_asks_for_the_cash_first(counter, worked: Station) -> None:
    drive = counter(station=with_till(worked, empty_at_day_end=True))
    open_page(drive)
    drive.click("日终")
    drive.await_text("县里要求日终时钱箱是空的")
    no_fault(drive, "till-must-empty")
    with pytest.raises(NotThere, match="disabled"):
        drive.click("日终，打印日终单")
    drive.click("钱在哪里")
    drive.click("放进保险柜")
    count(drive, {"100 元": 3, "50 元": 1, "10 元": 6, "5 角": 1, "1 角": 1})
    drive.click("点好了，下一步")
    drive.write("见证人姓名（也要签字）", "王会计")
    drive.click("转好了，打印调拨单")
    drive.await_text("钱箱 → 保险柜")
    drive.app.nav.back()
    drive.wait(lambda: not drive.app.nav.front.mustEmpty)
    drive.click("日终，打印日终单")
    drive.await_text("今天不再收钱")


def test_a_shift_is_closed_by_keys_alone(counter, desk: Station, opened: int) -> None:
    drive = counter()
    open_page(drive)
    drive.key(Qt.Key.Key_Tab)  # from handing over, which is first, to closing
    drive.key(Qt.Key.Key_Return)
    for number in ("2", "", "", "", "", "5", "", ""):
        drive.type(number)
        drive.key(Qt.Key.Key_Return)
    drive.key(Qt.Key.Key_Return)
    drive.type("王会计")
    for _ in range(9):
        if drive.window.activeFocusItem().property("text") == "交班，打印交班单":
            break
        drive.key(Qt.Key.Key_Tab)
    drive.key(Qt.Key.Key_Return)
    drive.await_text("账实相符")
    assert zs(desk)[0].witness == "王会计"
