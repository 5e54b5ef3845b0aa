"""The till as a clerk works it: a bill, cash, a slip; a second look; what became of it; money that goes back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from drivers.pdf import pdf_of
from drivers.printer import profiles
from drivers.printer.paint import SlipPainter
from drivers.virtual.card import VirtualCardReader
from kiosk import journal, ledger
from kiosk.clock import day_number
from kiosk.ledger import Account
from kiosk.payments.desk import enquiry, looking, preview, taking, views
from kiosk.payments.desk.taking import Order
from kiosk.payments.model import PayState, Refund
from kiosk.payments.view import PaymentView
from kiosk.seams import CardRead
from kiosk.slips import spool
from kiosk.slips.document import QR, Document, OpenDrawer, Row
from kiosk.station import Station
from kiosk.wire import allowance
from kiosk.wire.allowance import Allowance
from kiosk.wire.events import Lane
from kiosk.wire.till_decisions import (
    AccountLine,
    AccountsListed,
    BillLine,
    BillsIssued,
    BlacklistLine,
    BlacklistSet,
    CapsSet,
    FloatStated,
    PaymentDoubted,
    PaymentPosted,
    PaymentRefused,
)
from tests.payments.conftest import (  # noqa: F401  the till's own fixtures
    ACCOUNT,
    COUNTY_KEY,
    PHONE,
    county,
    open_till,
    pay,
    told,
)
from tests.stations import CLERK
from tests.ui.conftest import OpenFace
from tests.ui.counters import counter_of
from tests.ui.villagers import LEAD_NAME, LEAD_PIN, faults, go, make_lead
from ui.bridge import home_payments
from ui.bridge.payments import queue, words
from ui.drive import Driver

SEARCH = "户号、手机号、卡号、首字母、尾号、小名；也可扫账单"


@pytest.fixture
def station(desk: Station) -> Station:
    """The till's fixtures work the station that the face shows."""
    return desk


@pytest.fixture
def counter(desk: Station, face: OpenFace) -> Callable[..., Driver]:
    """Opens the face with a painter that paints, and with the till's parts of other pages."""

    def open_counter(size: tuple[int, int] = (1366, 768), of: Station = desk, **fields: object) -> Driver:
        painter = SlipPainter(profiles.load("58mm-raster"), scale=2)
        made = replace(counter_of(of), painter=painter, home=home_payments.PARTS, queues=(queue.bills,), **fields)
        drive = face(size=size, counter=made)
        drive.app.setOnScreenKeyboard(False)
        return drive

    return open_counter


def said(drive: Driver) -> list[str]:
    return [str(outcome) for outcome, *_ in drive.app.counter.sound.said]


def receives_all(station: Station) -> None:
    """The county has everything."""
    with station.store.write() as db:
        for lane in Lane:
            while run := journal.unsent_run(db, lane, 10**9):
                journal.offer(db, run.epoch, lane, run.first + len(run.records) - 1)
                journal.acknowledge(db, run.epoch, lane, run.first + len(run.records) - 1)


def one(station: Station, payment: int) -> PaymentView:
    with station.store.read() as db:
        return views.one(db, station, payment, station.clock.now())


def last(station: Station) -> PaymentView:
    at = station.clock.now()
    with station.store.read() as db:
        return looking.of_days(db, station, (at.day, at.day), at).rows[0]


def prove(drive: Driver) -> None:
    """The lead clerk's PIN, by touch."""
    drive.click(f"再输 {LEAD_NAME} 的密码")
    for digit in LEAD_PIN:
        drive.click(digit)
    drive.click("撤销")


def texts_on(document: Document) -> str:
    return "\n".join(
        f"{block.left} {block.right}" if isinstance(block, Row) else getattr(block, "text", "")
        for block in document.blocks
    )


def test_a_water_bill_is_paid_with_the_cable_cut(counter, desk, open_till) -> None:  # noqa: F811
    drive = counter()
    go(drive, "PaymentsPage")
    drive.await_text("6,000.00 元")
    drive.click("水费")
    drive.write("户号，或住户", "0736 2210 4458")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("38.60 元")
    assert drive.sees("后天停水！交了也要等县里入账。")
    assert drive.app.counter.sound.said[-1] == ("cut_off", "后天", "停水")
    assert not drive.find("收下，打印凭证", pressable=True).isEnabled()
    assert not faults(drive, "pay-bill")
    drive.type("100")
    drive.await_text("61.40")
    assert not faults(drive, "pay-cash")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("收好了")
    assert drive.app.counter.sound.said[-1] == ("change", "10000", "6140")
    assert not faults(drive, "pay-done")
    taken = last(desk)
    assert (taken.amount_fen, taken.received_fen, taken.change_fen) == (3_860, 10_000, 6_140)
    assert drive.sees(f"石门县自来水公司 · 凭证 {taken.reference}")
    with desk.store.read() as db:
        assert ledger.balances(db)["biller_payable:water"] == -3_860
        slip = spool.of_entry(db, taken.position)[0]
    paper = texts_on(slip.document)
    assert taken.reference in paper
    assert "100.00 / 61.40" in paper
    assert any(isinstance(block, OpenDrawer) for block in slip.document.blocks)
    drive.key(Qt.Key.Key_Return)
    drive.await_text("5,961.40 元")
    assert drive.sees("1 笔")
    assert not drive.sees("1 笔 38.60 元"), "before a blind count nothing adds up"


def test_the_preview_is_the_slip_without_its_code(desk, open_till) -> None:  # noqa: F811
    order, at = Order("water", ACCOUNT, 3_860, 10_000, bills=("W-10",)), desk.clock.now()
    with desk.store.read() as db:
        quote = taking.quote(db, desk, order, at)
        shown = preview.preview(db, desk, order, quote, at, CLERK)
    taken = taking.take(desk, order, CLERK)
    printed = [block for block in taken.document.blocks if not isinstance(block, QR | OpenDrawer)]
    assert [block for block in shown.blocks if "验真码" not in getattr(block, "text", "")] == printed
    assert not any(isinstance(block, QR) for block in shown.blocks)


def test_several_bills_are_chosen_and_left(counter, desk, open_till) -> None:  # noqa: F811
    drive = counter()
    go(drive, "PaymentsPage")
    drive.write(SEARCH, "qgk")
    drive.await_text("水费 覃龚堃")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("2 张账单共")
    assert drive.sees("35.00 元")
    assert not faults(drive, "pay-bills")
    drive.click("11月")
    drive.await_text("1 张账单共")
    drive.click("50")
    drive.await_text("30.00")
    drive.click("收下，打印凭证")
    drive.await_text("收好了")
    assert [paid.id for paid in last(desk).bills] == ["W-11"]
    assert drive.sees("还有水费 15.00 元")
    drive.click("还有水费 15.00 元")
    drive.await_text("11月应交")


def test_an_account_that_nobody_lists_is_taken_only_when_that_is_said(counter, desk, open_till) -> None:  # noqa: F811
    drive = counter()
    go(drive, "PayPage", {"biller": "electricity", "account": "4307260999999"})
    drive.await_text("先收下，凭证上写“离线未核”")
    drive.click("50")
    drive.click("100")
    drive.await_text("先点“先收下，凭证上写离线未核”")
    assert not drive.find("收下，打印凭证", pressable=True).isEnabled()
    assert not faults(drive, "pay-unverified")
    drive.click("先收下，凭证上写“离线未核”")
    drive.write("户名（照他说的写）", "张三")
    drive.click("收下，打印凭证")
    drive.await_text("收好了")
    taken = last(desk)
    assert taken.unverified
    assert taken.holder == "张三"
    with desk.store.read() as db:
        assert "离线未核" in texts_on(spool.of_entry(db, taken.position)[0].document)


def test_a_phone_is_topped_up_by_touch(counter, desk, open_till) -> None:  # noqa: F811
    drive = counter()
    go(drive, "PayPage", {"biller": "mobile", "account": PHONE})
    drive.await_text("交多少？")
    drive.type("35")
    drive.await_text("金额要是 10.00 元的整倍数。")
    assert not faults(drive, "pay-phone")
    drive.click("30")
    drive.await_text("收到多少现金？")
    drive.click("50")
    drive.await_text("20.00")
    drive.click("收下，打印凭证")
    drive.await_text("收好了")
    assert last(desk).amount_fen == 3_000


def test_what_is_unusual_is_looked_at_twice(counter, desk, open_till, clock) -> None:  # noqa: F811
    drive = counter()
    go(drive, "PayPage", {"biller": "gas", "account": "3072600133", "resident": "r3"})
    drive.await_text("交多少？")
    drive.type("200")
    drive.key(Qt.Key.Key_Return)
    drive.click("200")
    drive.click("收下，打印凭证")
    drive.await_text("停一下，再看一遍")
    assert said(drive)[-1] == "stop"
    assert drive.sees("比平时多得多")
    assert drive.sees("户名和人对不上")
    assert not faults(drive, "pay-guard")
    drive.key(Qt.Key.Key_Return)  # the hand's habit takes nothing
    assert not drive.sees("停一下，再看一遍")
    assert drive.app.nav.page == "PayPage"
    drive.click("收下，打印凭证")
    drive.click("确认无误")
    drive.await_text("收好了")
    assert last(desk).amount_fen == 20_000


def test_too_much_needs_the_countys_code(counter, desk, open_till) -> None:  # noqa: F811
    known = replace(desk, county_key=COUNTY_KEY.public_key().public_bytes_raw())
    drive = counter(of=known)
    go(drive, "PayPage", {"biller": "gas", "account": "3072600133"})
    drive.await_text("交多少？")
    drive.type("1200")
    drive.await_text("一次最多 1,000.00 元；要多缴，请向县中心要一次性授权码。")
    assert not faults(drive, "pay-too-much")
    today = desk.clock.now().day
    wrong = allowance.sign(Allowance(desk.code, "gas", "3072600133", 130_000, today, "A-1"), COUNTY_KEY)
    drive.scan(wrong)
    drive.await_text("授权码的金额和这次的不一样，要一分不差。")
    drive.scan(allowance.sign(Allowance(desk.code, "gas", "3072600133", 120_000, today, "A-2"), COUNTY_KEY))
    drive.await_text("县里允许 1,200.00 元，只用这一次")
    drive.write("收现金（元）", "1200")
    drive.click("收下，打印凭证")
    drive.click("确认无误")
    drive.await_text("收好了")
    assert last(desk).amount_fen == 120_000


def test_one_fen_more_than_the_limit_is_refused(counter, desk, open_till) -> None:  # noqa: F811
    open_till.says(FloatStated(3_859, 0, 0, 1, 0))
    drive = counter()
    go(drive, "PayPage", {"biller": "water", "account": ACCOUNT})
    drive.await_text(
        "超过可收额度 38.59 元（备付金 38.59 + 授信 0.00 − 未到账 0.00）。可以少收、充备付金，或联网同步后再收。"
    )
    drive.type("50")
    assert not drive.find("收下，打印凭证", pressable=True).isEnabled()
    assert not faults(drive, "pay-limit")
    open_till.says(FloatStated(3_860, 0, 0, 1, 0))
    drive.app.nav.refresh()
    drive.settle()
    drive.key(Qt.Key.Key_Return)
    drive.await_text("收好了")


def test_without_a_shift_nothing_is_taken(counter, desk, told) -> None:  # noqa: F811
    drive = counter()
    go(drive, "PaymentsPage")
    drive.await_text("还没开班")
    assert not faults(drive, "pay-gate")
    go(drive, "PayPage", {"biller": "water", "account": ACCOUNT})
    drive.type("50")
    drive.click("收下，打印凭证")
    assert drive.app.nav.front.troubleText


def test_what_the_county_was_never_told_goes_back_at_once(counter, desk, open_till, pay) -> None:  # noqa: F811
    payment = pay().payment
    make_lead(desk)
    drive = counter()
    go(drive, "PaymentPage", {"id": payment.id})
    drive.await_text("钱已收下，还没传到县里。")
    assert not faults(drive, "payment")
    drive.click("撤销这一笔")
    drive.await_text("还没传到县里：撤销后当场退 38.60 元。")
    drive.write("再输一次凭证号", payment.reference)
    drive.write("再输一次户号", ACCOUNT)
    drive.write("再输一次金额（元）", "38.61")
    drive.click("金额输错")
    drive.click(LEAD_NAME)
    prove(drive)
    drive.await_text("金额和这一笔不一样")
    assert not faults(drive, "payment-cancel")
    drive.write("再输一次金额（元）", "38.60")
    prove(drive)
    drive.await_text("这一笔已经取消，不会入账。")
    assert one(desk, payment.id).state is PayState.CANCELLED
    with desk.store.read() as db:
        assert ledger.balance_fen(db, Account.TILL) == 25_000


def test_what_the_county_has_is_asked_for(counter, desk, open_till, pay) -> None:  # noqa: F811
    payment = pay().payment
    receives_all(desk)
    make_lead(desk)
    drive = counter()
    go(drive, "PaymentPage", {"id": payment.id})
    drive.click("撤销这一笔")
    drive.write("再输一次凭证号", payment.reference)
    drive.write("再输一次户号", ACCOUNT)
    drive.write("再输一次金额（元）", "38.60")
    drive.click("金额输错")
    drive.click(LEAD_NAME)
    prove(drive)
    drive.await_text("已请县里撤销。县里同意前不能退钱。")
    assert one(desk, payment.id).state is PayState.CANCELLING


def test_a_refused_payment_is_paid_back_against_a_signature(counter, desk, open_till, pay) -> None:  # noqa: F811
    payment = pay().payment
    other = pay(account="073622104459", amount_fen=2_000, bills=("W-11",)).payment
    receives_all(desk)
    open_till.says(
        PaymentRefused(payment.id, "closed", "户号已销户"), PaymentRefused(other.id, "no_account", "查无此户")
    )
    drive = counter()
    drive.await_text("待退款 2 笔 · 58.60 元")
    drive.click("待退款 2 笔 · 58.60 元")
    drive.await_text("点一下要退给谁")
    drive.click("王秀英")
    drive.await_text("缴费失败：户号已销户")
    assert not faults(drive, "refunds")
    drive.write("谁领款签字", "王小英")
    drive.click("付款，打印退款单")
    drive.await_text("退了 38.60 元 给 王小英")
    assert not faults(drive, "refunds-done")
    assert one(desk, payment.id).refund is Refund.PAID
    drive.click("下一笔退款")
    assert drive.app.nav.front.stage == "list"


def test_the_life_of_a_payment_is_told(counter, desk, open_till, pay) -> None:  # noqa: F811
    payment = pay().payment
    receives_all(desk)
    drive = counter()
    go(drive, "PaymentPage", {"id": payment.id})
    drive.await_text("县里收到了，正在交给收费单位。")
    assert drive.sees("给他“已到账”凭证")
    open_till.says(PaymentPosted(payment.id, "SM77", desk.clock.now().county_ms))
    drive.await_text("收费单位已经入账。")
    assert drive.sees("已到账，流水号 SM77")
    drive.click("有争议")
    assert not faults(drive, "payment-dispute")
    drive.click("重复缴费")
    drive.await_text("住户提出争议")
    drive.click("打印“已到账”凭证")
    drive.await_text("给了“已到账”凭证")
    assert one(desk, payment.id).slip_given
    assert not faults(drive, "payment-posted")


def test_the_states_are_told_apart_by_icon_and_word(desk) -> None:
    shown = {(words.STATE_ICONS[state], desk.texts(f"payments.state.{state}")) for state in PayState}
    assert len(shown) == len(PayState)
    assert len({icon for icon, _ in shown}) == len({word for _, word in shown}) == len(PayState)


def test_payments_are_found_as_people_ask(counter, desk, open_till, pay, tmp_path) -> None:  # noqa: F811
    first = pay().payment
    second = pay(account="073622104459", amount_fen=2_000, bills=("W-11",)).payment
    receives_all(desk)
    open_till.says(PaymentPosted(first.id, "SM1", desk.clock.now().county_ms))
    open_till.says(PaymentDoubted(second.id, "单位没有回答"))
    drive = counter(pdf_of=pdf_of)
    go(drive, "PaymentsListPage")
    drive.await_text("水费 0736 2210 4458")
    assert drive.sees("2 笔")
    assert not drive.sees("2 笔 58.60 元"), "before a blind count nothing adds up"
    assert drive.sees("状态未知")
    assert not faults(drive, "payments-list")
    drive.click("状态未知", nth=0)  # the tab; the other is a state
    drive.await_text("1 笔 20.00 元")
    drive.write("户号、凭证号、姓名、手机尾号", first.reference)
    drive.await_text("1 笔 38.60 元")
    drive.write("户号、凭证号、姓名、手机尾号", "qgk")
    drive.await_text("1 笔 20.00 元")
    drive.click("水费 0736 2210 4459")
    drive.await_text("还没有结果：不是失败，不要再收一次。 单位没有回答")
    drive.app.nav.back()
    drive.click("按天")
    drive.await_text("2 笔")
    drive.click("导出文件")
    drive.await_text("文件存到哪里？")
    drive.click("本机")
    assert drive.wait(lambda: len(list(desk.store.file.parent.glob("exports/*_payments_*.*"))) == 2)
    drive.click("待给凭证")
    drive.click("把“已到账”凭证都打出来")
    drive.await_text("1 张“已到账”凭证正在打印。")
    assert one(desk, first.id).slip_given


def test_a_slips_code_opens_its_payment(counter, desk, open_till, pay) -> None:  # noqa: F811
    taken = pay()
    code = next(block.text for block in taken.document.blocks if isinstance(block, QR))
    drive = counter()
    go(drive, "PaymentsPage")
    drive.scan(code, "qr")
    drive.await_text(taken.payment.reference)
    assert drive.app.nav.page == "PaymentPage"


def test_home_and_hub_say_what_needs_a_person(counter, desk, open_till, pay, clock) -> None:  # noqa: F811
    first, second = pay().payment, pay(account="073622104459", amount_fen=2_000, bills=("W-11",)).payment
    third = pay(account="073622104459", amount_fen=1_500, bills=("W-12",)).payment
    receives_all(desk)
    open_till.says(
        PaymentPosted(first.id, "SM1", clock.now().county_ms), PaymentRefused(second.id, "closed", "户号已销户"),
        PaymentDoubted(third.id, "没有回答"), FloatStated(30_000, 0, 0, 1, 10**6),
    )  # fmt: skip
    drive = counter()
    drive.await_text("待退款 1 笔 · 20.00 元")
    for text in ("状态未知 1 笔", "“已到账”凭证待给 1 张", "代缴费"):
        assert drive.sees(text), text
    assert not faults(drive, "pay-home")
    go(drive, "PaymentsPage")
    drive.await_text("备付金快用完了：还能收 300.00 元")
    drive.click("怎么算的")
    drive.await_text("已收、县里未记")
    assert not faults(drive, "pay-hub")


def test_a_residents_page_has_the_bills_of_the_house(counter, desk, open_till) -> None:  # noqa: F811
    drive = counter()
    go(drive, "ResidentPage", {"id": "r2"})
    drive.await_text("水费 10月")
    assert drive.sees("缴 20.00 元")
    assert not faults(drive, "pay-resident")
    drive.click("水费 10月")
    drive.await_text("2 张账单共")


def test_a_stopped_biller_says_why(counter, desk, open_till, pay) -> None:  # noqa: F811
    open_till.says(CapsSet("water", count=1))
    pay()
    drive = counter()
    go(drive, "PaymentsPage")
    drive.await_text("未到账的已有 1 笔，最多 1 笔。联网同步后才能再收这一项，其他项目照常。")
    assert not faults(drive, "pay-stopped")


def test_a_blacklisted_account_stops(counter, desk, open_till, clock) -> None:  # noqa: F811
    open_till.says(BlacklistSet(clock.now().county_ms, (BlacklistLine("water", ACCOUNT, "水表在拆迁"),)))
    drive = counter()
    go(drive, "PayPage", {"biller": "water", "account": ACCOUNT})
    drive.await_text("这个户号停止代收：水表在拆迁。名单是 0 天前的。")
    assert not drive.all_named("收下，打印凭证", pressable=True)
    assert not faults(drive, "pay-blacklisted")


def test_a_wrong_number_is_said_at_its_field(counter, desk, open_till) -> None:  # noqa: F811
    drive = counter()
    go(drive, "PayPage", {"biller": "water"})
    assert not faults(drive, "pay-account")
    drive.write("户号，或住户", "12345")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("户号不对。例：073622104458。户号印在水费通知单右上角，12位")
    assert not faults(drive, "pay-account-wrong")


def test_a_card_is_read_paid_and_written(counter, desk, open_till, clock) -> None:  # noqa: F811
    reader = VirtualCardReader([CardRead("6217", "power_card", 1_200, "OLD-1")])
    open_till.says(AccountsListed("power_card", 1, 1, (AccountLine("7072600138", "唐德胜", "r4", 5_000, "6217"),)))
    drive = counter(cards=reader)
    go(drive, "PayPage", {"biller": "power_card"})
    drive.click("读卡")
    assert drive.app.nav.front.troubleText
    reader.insert("6217")
    drive.click("读卡")
    drive.await_text("户号 7072 6001 38 · 唐*胜")
    drive.click("50")
    drive.click("50")
    drive.click("收下，打印凭证")
    drive.await_text("收好了")
    taken = last(desk)
    open_till.says(PaymentPosted(taken.id, "CARD-9", clock.now().county_ms))
    drive.click("收错了")
    drive.await_text("钱已到账，还差写卡这一步。")
    reader.set_trouble("write_fails")
    drive.click("写卡")
    drive.await_text("钱已到账，卡没写上。请他带卡来补写。")
    reader.set_trouble("")
    drive.click("写卡")
    drive.await_text("收费单位已经入账。")
    assert reader.read().balance_fen == 6_200


def test_fen_that_no_coin_makes_go_to_the_balance(counter, desk, open_till, clock) -> None:  # noqa: F811
    today = day_number(clock.now().day)
    odd = BillLine("W-30", "073622104460", "胡三妹", 3_863, "2026-11", today + 20)
    open_till.says(BillsIssued("water", 2, clock.now().county_ms, (odd,), whole=False))
    drive = counter()
    drive.app.nav.open("PayPage", {"biller": "water", "account": "073622104460"})
    drive.await_text("零头入余额")
    drive.click("38.70")
    assert not faults(drive, "pay-odd-fen")
    drive.click("收下，打印凭证")
    drive.await_text("下一笔")
    with desk.store.read() as db:
        (one,) = looking.of_account(db, desk, "073622104460", desk.clock.now()).rows
        due = enquiry.ask(db, desk, "water", "073622104460", desk.clock.now()).bills
    assert (one.amount_fen, one.change_fen, [line.fen for line in one.bills]) == (3_870, 0, [3_863])
    assert not due
