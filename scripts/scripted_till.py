"""The till in the scripted week: shifts, bills, the safe and the bank, and what becomes of money once the line is back.

The clerk here keeps the notes of the drawer in the head (``cash_fen``), as a clerk keeps them in the hand: every count
is of those, never of what the program expects, so that a wrong sum anywhere shows as over or short.
"""

import io
from dataclasses import dataclass
from datetime import datetime

from PIL import Image
from PySide6.QtCore import Qt

from drivers.virtual import labels
from kiosk import ledger
from kiosk.clock import day_of
from kiosk.ledger import Account
from kiosk.ledger.zs import by_number, last_number
from kiosk.money import yuan
from kiosk.payments.desk import looking, refunds
from kiosk.payments.model import OPEN, PayState
from kiosk.payments.view import PaymentView
from kiosk.seams import Painter
from kiosk.slips.document import Document, Line, Row, Title
from kiosk.wire import refs
from scripts.county_desk import CountyDesk
from scripts.hands import Hands

SECOND_CLERK, SECOND_FIRST_PIN, SECOND_PIN = "向建军", "1470", "508264"
WITNESS = "王会计"
FLOAT_CASH_FEN = 60_000  # what the drawer begins with
FACES = {
    10_000: "100 元", 5_000: "50 元", 2_000: "20 元", 1_000: "10 元", 500: "5 元", 100: "1 元", 50: "5 角", 10: "1 角",
}  # fmt: skip
SEARCH = "户号、手机号、卡号、首字母、尾号、小名；也可扫账单"
GAS, GAS_YUAN = "3072564382", "1200"
CABLE = "8073026000564385"
PHONE = "13807361234"
WATER = (("073622107425", 4_410), ("073622107898", 3_150), ("073622101368", 3_780), ("073622107033", 2_520))
THREE_MONTHS = ("4307260582390", 24_070)
LIGHT = ("4307260664315", 6_880)
WRONG = ("073622106297", 2_520)
"""Accounts and what they owe (fen), in whole jiao: the drawer has no fen coins."""


@dataclass(frozen=True)
class Clerk:
    """Who stands at the counter."""

    name: str
    pin: str


class Till:
    """Everything that a clerk does with money in the week."""

    def __init__(self, hands: Hands, lead: Clerk, painter: Painter) -> None:
        """Nothing is in the drawer but its float."""
        self.hands, self.drive, self.station = hands, hands.drive, hands.station
        self.lead, self.clerk = lead, lead
        self.painter = painter
        self.county = CountyDesk(hands.village.county.url)
        self.cash_fen = FLOAT_CASH_FEN

    # Shifts ----------------------------------------------------------------------------------------------------------

    def open_shift(self) -> None:
        """Count the drawer and answer for it; the sign-in slip prints."""
        self.shift_page()
        self.hands.shot("shift-none", once=True)
        self.drive.click("点钱箱，开班")
        self.count(self.cash_fen)
        self.hands.shot("shift-count", once=True)
        self.drive.click("开班，打印签到单")
        self.drive.await_text("班开了")
        self.hands.shot("shift-opened", once=True)
        self.drive.click("去柜台")

    def close_shift(self) -> None:
        """Count blind, print the Z; it must come out even.

        Raises:
            AssertionError: Over or short.
        """
        self.shift_page()
        self.hands.shot("shift-open", once=True)
        self.drive.click("交班收工")
        self._counted_blind()
        self.hands.shot("shift-sign", once=True)
        self.drive.click("交班，打印交班单")
        self._z_is_even()
        self.hands.shot("shift-closed", once=True)

    def lead_is_back(self) -> None:
        """The second clerk goes home."""
        self._another_clerk()
        self.drive.sign_in(self.lead.name, self.lead.pin)
        self.hands.until(lambda: self.drive.app.session.signedIn, "the lead is back")
        self.clerk = self.lead

    def end_day(self) -> None:
        """Close the shift, tally the day, sign; nothing more is taken today."""
        self.close_shift()
        self.drive.click("日终")
        self.drive.await_text("日终，打印日终单")
        self.hands.shot("day-tally", once=True)
        self.drive.click("日终，打印日终单")
        self.drive.await_text("今天不再收钱")
        self.hands.shot("day-ended", once=True)
        self.drive.click("好了")
        self.hands.open("PaymentsPage")
        self.drive.await_text("今天已经日终")
        self.hands.shot("pay-day-ended", once=True)
        self.hands.story.tell("the shift was closed even, the day ended: nothing more is taken on it")

    def find_forgotten_shift(self) -> None:
        """Yesterday's shift was never closed: today's clerk counts it, and goes on with the same count."""
        self.hands.open("PaymentsPage")
        self.drive.await_text("昨天的班还没交")
        self.hands.shot("pay-forgotten-shift")
        self.drive.click("交班")
        self.drive.click("点钱箱，补交班")
        self._counted_blind()
        self.drive.click("交班，打印交班单")
        self._z_is_even()
        self.hands.shot("shift-forgotten-closed")
        self.drive.click("就按刚才点的数开班")
        self.drive.await_text("班开了")
        self.drive.click("去柜台")
        self.hands.story.tell("a shift that was forgotten over night was counted by the next morning's clerk")

    def hand_over(self) -> None:
        """Both count, somebody looks on, the second clerk types a PIN, and trades at once."""
        self.shift_page()
        self.drive.click("交给下一位")
        self._counted_blind()
        self.drive.write("见证人姓名（有就填）", WITNESS)
        self.drive.click(SECOND_CLERK)
        self.hands.shot("shift-taker")
        self.drive.type(SECOND_PIN)
        self.drive.key(Qt.Key.Key_Return)
        self.drive.await_text(f"{SECOND_CLERK}接班了")
        self._even()
        self.clerk = Clerk(SECOND_CLERK, SECOND_PIN)
        self.hands.shot("shift-handed")
        self.drive.click("去柜台")
        self.hands.story.tell("the drawer was handed to the second clerk before a witness: one count, one slip")

    def second_clerk_has_a_pin(self) -> None:
        """The other clerk signs in for the first time and changes the PIN; the lead comes back."""
        self._another_clerk()
        self.drive.sign_in(SECOND_CLERK, SECOND_FIRST_PIN)
        for _ in range(2):
            for digit in SECOND_PIN:
                self.drive.click(digit)
            self.drive.key(Qt.Key.Key_Return)
            self.drive.settle()
        self.hands.until(lambda: self.drive.app.session.signedIn, "the second clerk's PIN is changed")
        self.clerk = Clerk(SECOND_CLERK, SECOND_PIN)
        self.lead_is_back()

    # Bills -----------------------------------------------------------------------------------------------------------

    def the_first_customers(self) -> None:
        """Water by initials with what else is owed, electricity of several months, a phone that no list knows."""
        self.hands.open("PaymentsPage")
        self.hands.shot("pay-hub")
        self.drive.write(SEARCH, "cqp")
        self.drive.await_text("水费 陈清平")
        self.hands.shot("pay-search")
        self.drive.click("水费 陈清平")
        self.drive.await_text("收现金（元）")
        self.hands.shot("pay-water")
        self.receive("100", 3_150)
        self.hands.shot("pay-water-done")
        self.drive.click("下一笔")
        self.pay("电费", *THREE_MONTHS, "250", shot="pay-three-months")
        self.pay("移动话费", PHONE, 3_000, "50", amount="30", shot="pay-phone")
        self.hands.story.tell("water by initials, three months of electricity, a phone: cash in, change out, slips")

    def too_much_then_allowed(self) -> None:
        """Over the biller's limit: refused, until the county's one-off code is scanned; then a second look."""
        self.begin("燃气费", GAS)
        self.drive.write("交多少（元）", GAS_YUAN)
        self.drive.await_text("请向县中心要一次性授权码")
        self.hands.shot("pay-over-limit")
        today = f"{self.hands.clock.now().local:%Y-%m-%d}"
        code = self.county.allow(self.station.code, "gas", GAS, GAS_YUAN, today)
        self.hands.village.scanner.scan(code)
        self.drive.await_text("县里允许")
        self.drive.write("收现金（元）", GAS_YUAN)
        self.drive.settle(200)
        self.hands.shot("pay-allowed")
        self.drive.click("收下，打印凭证")
        self._taken(int(GAS_YUAN) * 100)
        self.drive.click("下一笔")
        self.hands.story.tell("over the limit: refused, then allowed by a code of the county, after a second look")

    def posted_at_once(self) -> None:
        """With the network the billers have it while the resident is still here: the second slip goes along (G4)."""
        self.hands.hear(lambda: not self.open_ones(), "the billers have all of it")
        self._give_a_second_slip("payment-posted")
        self.hands.story.tell("every bill of the morning is posted; a second slip says so")

    def wrong_and_taken_back(self) -> None:
        """The wrong house's bill, noticed at once, with no network: typed again, allowed by the lead, given back."""
        account, fen = WRONG
        self.begin("水费", account)
        self.receive("50", fen)
        number = next(name.partition("凭证 ")[2] for name in self.drive.names() if " · 凭证 " in name)
        self.drive.click("收错了")
        self.drive.await_text("钱已收下，还没传到县里。")
        self.hands.shot("payment-here")
        self.drive.click("撤销这一笔")
        self.drive.write("再输一次凭证号", number)
        self.drive.write("再输一次户号", account)
        self.drive.write("再输一次金额（元）", yuan(fen))
        self.drive.click("户号输错")
        self.drive.click(self.lead.name)
        self.hands.shot("payment-cancel")
        self.drive.click(f"再输 {self.lead.name} 的密码")
        for digit in self.lead.pin:
            self.drive.click(digit)
        self.drive.click("撤销")
        self.drive.await_text("这一笔已经取消，不会入账。")
        self.cash_fen -= fen
        self.hands.shot("payment-cancelled")
        self.hands.story.tell("a wrong account: taken back at once, because nothing had left for the county")

    def a_stopped_biller(self) -> None:
        """A top-up has waited for three days: that biller stops and says why, the others go on."""
        self.hands.open("PaymentsPage")
        self.drive.await_text("最多 72 小时")
        self.hands.shot("pay-stopped")
        self.hands.story.tell("phones stopped after three days without the county; everything else goes on")

    def pay(self, biller: str, account: str, fen: int, cash: str, *, amount: str = "", shot: str = "") -> None:
        """One payment from the tile to the slip, and back for the next."""
        self.begin(biller, account)
        if amount:
            self.drive.write("交多少（元）", amount)
        self.drive.write("收现金（元）", cash)
        self.drive.settle(150)
        if shot:
            self.hands.shot(shot)
        self.drive.click("收下，打印凭证")
        self._taken(fen)
        self.drive.click("下一笔")

    def begin(self, biller: str, account: str) -> None:
        """Tile and account number."""
        self.hands.clock.advance(seconds=90)
        self.hands.open("PaymentsPage")
        self.drive.click(biller)
        self.drive.write("户号，或住户", account)
        self.drive.key(Qt.Key.Key_Return)
        self.drive.await_text("收现金（元）")

    def receive(self, cash: str, fen: int) -> None:
        """Cash into the box that has the keyboard, and the slip."""
        self.drive.type(cash)
        self.drive.settle(150)
        self.drive.click("收下，打印凭证")
        self._taken(fen)

    def _taken(self, fen: int) -> None:
        """The slip prints; what is unusual is looked at twice first."""
        asked, taken = "停一下，再看一遍", "收好了"
        self.hands.until(lambda: self.drive.sees(asked) or self.drive.sees(taken), "it is taken, or asked about")
        if self.drive.sees(asked):
            self.hands.shot("pay-second-look", once=True)
            self.drive.click("确认无误")
            self.drive.await_text(taken)
        self.cash_fen += fen

    # Safe and bank ---------------------------------------------------------------------------------------------------

    def into_the_safe(self, fen: int) -> None:
        """Two count, two sign."""
        self._move("放进保险柜", fen)
        self.drive.write("见证人姓名（也要签字）", WITNESS)
        self.hands.shot("cash-to-safe")
        self.drive.click("转好了，打印调拨单")
        self.drive.await_text("钱箱 → 保险柜")
        self._moved(fen)
        self.hands.story.tell(f"{yuan(fen)} yuan went into the safe, both signed")

    def to_the_bank(self, fen: int) -> None:
        """The bank's slip is photographed, and travels with the event."""
        self._move("存银行", fen)
        self.drive.write("见证人姓名（也要签字）", WITNESS)
        self.hands.village.camera.show(bank_slip(self.painter, fen, self.hands.clock.now().local))
        self.drive.settle(500)
        self.drive.click("拍银行回单")
        self.drive.await_text("重拍")
        self.hands.village.camera.clear()
        self.hands.shot("cash-to-bank")
        self.drive.click("转好了，打印调拨单")
        self.drive.await_text("钱箱 → 银行")
        self._moved(fen)
        self.hands.story.tell(f"{yuan(fen)} yuan went to the bank, its slip photographed")

    def _move(self, how: str, fen: int) -> None:
        self.shift_page()
        self.drive.click("钱在哪里")
        self.drive.settle(150)
        self.hands.shot("cash", once=True)
        self.drive.click(how)
        self.count(fen)
        self.drive.click("点好了，下一步")

    def _moved(self, fen: int) -> None:
        self.cash_fen -= fen
        self.drive.click("好了")

    # The line is back ------------------------------------------------------------------------------------------------

    def billers_are_told(self) -> None:
        """At the county's page, before the line is back: one refuses, one is silent, one loses answers, one repeats."""
        self.county.tell_biller("cable", "refuse", "closed")
        self.county.tell_biller("gas", "silent")
        self.county.tell_biller("electricity", "lose")
        self.county.tell_biller("mobile", "twice")

    def verdicts_come(self) -> None:
        """Posted, refused, and one of which nobody says anything."""
        silent = {"gas"}
        self.hands.hear(lambda: {one.biller for one in self.open_ones()} == silent, "all billers but one have answered")
        self.hands.stay(660)
        self.hands.hear(lambda: bool(self.of_state(PayState.UNKNOWN)), "the silent biller's payment is unknown")
        self.hands.open("HomePage")
        self.drive.await_text("状态未知 1 笔")
        self.drive.await_text("待退款 1 笔")
        self.hands.shot("home-verdicts")
        self._look_at_the_unknown()
        self._give_a_second_slip("payment-posted-later")
        self._pay_the_refund("refund-refused")
        self.hands.story.tell("verdicts: posted (a second slip), refused (paid back, signed), one unknown, no failure")

    def the_county_settles(self) -> None:
        """The county decides about the unknown one; a biller gives one back after all."""
        unknown = self.of_state(PayState.UNKNOWN)[0]
        self.county.decide_posted(self.station.code, unknown.id, "RQ20261127")
        self.hands.hear(lambda: not self.of_state(PayState.UNKNOWN), "the county's decision about the unknown one")
        posted = next(one for one in self.of_state(PayState.OK) if one.biller == "water")
        self.county.give_back(refs.serial(self.station.code, posted.id))
        self.hands.hear(lambda: bool(self.of_state(PayState.REVERSED)), "a posted payment is given back")
        self._pay_the_refund("refund-reversed")
        self.hands.story.tell("the county settled the unknown one; a biller gave one back, the resident has the cash")

    def look_at_money(self) -> None:
        """Where the money is, and every report; the books are checked on screen."""
        self.hands.open("PaymentsListPage")
        self.hands.shot("payments-list-after")
        self.shift_page()
        self.drive.click("钱在哪里")
        self.drive.settle(200)
        self.hands.shot("cash-after")
        self.shift_page()
        self.drive.click("交班单和报表")
        self.drive.settle(200)
        for tab in ("交班单", "日报", "月报", "登记簿", "备付金", "查账"):
            self.drive.click(tab)
            self.drive.settle(200)
            if tab == "查账":
                self.drive.click("查一遍账")
                self.drive.await_text("账平")
            self.hands.shot(f"till-report-{tab}")

    def _look_at_the_unknown(self) -> None:
        self.drive.click("状态未知 1 笔")
        self.drive.settle(150)
        self.hands.shot("payments-unknown")
        self.drive.app.nav.open("PaymentPage", {"id": self.of_state(PayState.UNKNOWN)[0].id})
        self.drive.await_text("还没有结果：不是失败，不要再收一次。")
        self.hands.shot("payment-unknown")

    def _give_a_second_slip(self, shot: str) -> None:
        one = next(one for one in self.of_state(PayState.OK) if not one.slip_given)
        self.drive.app.nav.open("PaymentPage", {"id": one.id})
        self.drive.await_text("收费单位已经入账。")
        self.drive.click("打印“已到账”凭证")
        self.drive.await_text("给了“已到账”凭证")
        self.hands.shot(shot)

    def _pay_the_refund(self, shot: str) -> None:
        """The one refund that is due: to whom, against a signature."""
        self.hands.open("HomePage")
        self.drive.await_text("待退款 1 笔")
        with self.station.store.read() as db:
            (due,) = refunds.due(db, self.station, self.station.clock.now())
        self.drive.click(f"待退款 1 笔 · {yuan(due.fen)} 元")
        self.drive.await_text("点一下要退给谁")
        self.drive.click(due.who)
        self.drive.await_text("退给他")
        self.drive.write("谁领款签字", due.who)
        self.hands.shot(shot)
        self.drive.click("付款，打印退款单")
        self.drive.await_text(f"退了 {yuan(due.fen)} 元")
        self.cash_fen -= due.fen
        self.hands.shot(f"{shot}-done")

    # Small things ----------------------------------------------------------------------------------------------------

    def of_state(self, state: PayState) -> tuple[PaymentView, ...]:
        """The payments of the week in one state."""
        at = self.station.clock.now()
        with self.station.store.read() as db:
            return looking.of_days(db, self.station, (day_of(0), at.day), at, state=str(state), limit=500).rows

    def open_ones(self) -> tuple[PaymentView, ...]:
        """Those about which the county has not said its last word."""
        return tuple(one for state in sorted(OPEN) for one in self.of_state(state))

    def newest(self) -> PaymentView:
        """The payment that was taken last."""
        at = self.station.clock.now()
        with self.station.store.read() as db:
            return looking.of_days(db, self.station, (day_of(0), at.day), at, limit=1).rows[0]

    def zs_are_checked(self) -> bool:
        """Whether the county has added up every closed shift."""
        with self.station.store.read() as db:
            return all(one.county is not None for one in by_number(db, 1, last_number(db)))

    def bank_has_it(self) -> bool:
        """Whether what went to the bank is float now."""
        with self.station.store.read() as db:
            return ledger.balance_fen(db, Account.BANKED) == 0

    def shift_page(self) -> None:
        """By the pill with the clerk's name."""
        pill = next(name for name in self.drive.names() if name.startswith(f"{self.clerk.name} · "))
        self.drive.click(pill)
        self.drive.click("班次和钱箱")
        self.drive.settle(100)

    def count(self, fen: int) -> None:
        """Notes and coins into the rows of the count, the largest first."""
        left = fen
        for face, name in FACES.items():
            number, left = divmod(left, face)
            if number:
                self.drive.click(name)
                self.drive.type(str(number))

    def _counted_blind(self) -> None:
        self.count(self.cash_fen)
        if self.drive.sees("应有"):
            raise AssertionError("the count is not blind")
        self.drive.click("点好了，下一步")

    def _z_is_even(self) -> None:
        self.drive.await_text("交班单 Z")
        self._even()

    def _even(self) -> None:
        if not self.drive.sees("账实相符"):
            raise AssertionError(f"the drawer holds {self.cash_fen} fen; on screen: {sorted(self.drive.names())[:60]}")

    def _another_clerk(self) -> None:
        pill = next(name for name in self.drive.names() if name.startswith(f"{self.clerk.name} · "))
        self.drive.click(pill)
        self.drive.click("换人")
        self.drive.settle(100)


def bank_slip(painter: Painter, fen: int, at: datetime) -> bytes:
    """A photograph of the bank's slip, as a hand holds it."""
    slip = Document(
        "现金存款回单",
        (
            Title("现金存款回单"), Line("石门农村商业银行 夹山支行"), Row("日期", f"{at:%Y-%m-%d}"),
            Row("流水号", f"{at:%Y%m%d}0417"), Row("金额（元）", yuan(fen)), Line("客户签名：________"),
        ),
    )  # fmt: skip
    paper = Image.open(io.BytesIO(painter.paint(slip))).convert("RGB")
    return labels.file_bytes(labels.photographed(paper, labels.Shot(seed=5, tilt_deg=4, noise=4)))
