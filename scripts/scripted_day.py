"""A scripted week at the counter, offscreen: the same program, real clicks on its real screens, real bytes on the road.

A morning with the network, bar codes decoded from pictures; then a week without it, a printer out of paper, a slip torn
by a power cut, a drawer that is counted every day; then the link comes back, and the billers say what they think. It
leaves pictures, slips (PNG and raw bytes) and a summary, and answers 0 only when the county holds every event of the
station exactly once, byte for byte, and both ends agree about the money to the fen.
"""

import hashlib
import json
import shutil
import sys
from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from PySide6.QtCore import QSize, Qt

import resources
from county import model as county_model
from drivers.virtual import labels
from kiosk import journal
from kiosk.clock import CHINA, SteppedClock
from kiosk.journal.model import Origin
from kiosk.journal.model import journal as journal_table
from kiosk.money import parse_fen, yuan
from kiosk.parcels.desk import exceptions, find, manifests
from kiosk.parcels.desk.views import ParcelView
from kiosk.slips import spool
from scripts.demo_village import MakeHouse, Village, build_village, photograph
from scripts.hands import PATHS, Hands, Story
from scripts.money_check import MoneyVerdict, compare_money
from scripts.petition_check import PetitionVerdict, compare_petitions
from scripts.scripted_petitions import LAMP, Petitions
from scripts.scripted_till import CABLE, GAS, LIGHT, PHONE, WATER, Clerk, Till
from ui import pages
from ui.app import Face
from ui.bridge.counter import Counter
from ui.drive import Driver, NotThere

OPENS = datetime(2026, 11, 20, 7, 55, tzinfo=CHINA)
LEAD, FIRST_PIN, PIN = "覃小梅", "2580", "730419"
SIZE = QSize(1366 + 380, 800)  # the counter at 1366, the side panel of device twins beside it
WEEK = 7
FORGOTTEN, HAND_OVER = 1, 3  # days of it: nobody closes the shift; the second clerk takes over
PACKING_FEN = 100
SCANS_A_DAY = 10  # of each offline day's manifest; the whole of it only proves the same again

LOOKS: dict[str, labels.Shot] = {
    "plain": labels.Shot(), "tilted": labels.TILTED, "blurred": labels.Shot(seed=3, tilt_deg=3, blur_px=1.0, noise=6),
    "faded": labels.Shot(seed=4, tilt_deg=-6, blur_px=0.5, noise=5, light=0.45), "photo": labels.Shot(seed=7, lean=0.1),
}  # fmt: skip


def walk(
    out: Path,
    make_house: MakeHouse,
    counter_of: Callable[[object], Counter],
    show_twins: Callable[[Face, object], None],
) -> int:
    """Live through the week.

    Args:
        out: Where pictures, slips and the summary go; what an earlier walk left there is removed.
        make_house: ``launch.House``.
        counter_of: What the face is given for a house.
        show_twins: Hangs the side panel into a face.

    Returns:
        0 when the county holds every event once and the money agrees.
    """
    for name in ("village", "shots", "slips", "labels"):
        shutil.rmtree(out / name, ignore_errors=True)
    clock, story = SteppedClock(OPENS), Story()
    village = build_village(out / "village", clock, make_house)
    day = Week(village, clock, out, story, counter_of, show_twins)
    try:
        day.live()
        verdict, money = compare(village), compare_money(village)
        petitions = compare_petitions(village, day.petitions.secrets, LAMP)
    except (AssertionError, NotThere):
        day.shot("stuck")  # where it went wrong, for whoever looks
        raise
    finally:
        day.close()
    collect_slips(village, out)
    return conclude(out, story, verdict, money, petitions)


class Week(Hands):
    """The station's week, told in scenes."""

    def __init__(
        self, village: Village, clock: SteppedClock, out: Path, story: Story,
        counter_of: Callable[[object], Counter], show_twins: Callable[[Face, object], None],
    ) -> None:  # fmt: skip
        """Open the counter."""
        counter = counter_of(village.house)
        self.face = Face(counter, size=SIZE)
        show_twins(self.face, village.twins)
        self.face.open()
        village.house.start()
        super().__init__(village, clock, story, Driver(self.face, out / "shots"), out)
        self.drive.app.setOnScreenKeyboard(False)
        self.till = Till(self, Clerk(LEAD, PIN), counter.painter)
        self.petitions = Petitions(self, self.till.county)

    def live(self) -> None:
        """Every scene, in order."""
        self.first_morning()
        self.pictures_are_scanned()
        self.the_van_is_unloaded(limit=30)
        self.residents_come()
        self.bills_are_paid()
        self.the_network_goes()
        for number in range(1, WEEK + 1):
            self.a_day_without_network(number)
        self.a_parcel_is_sent()
        self.the_van_takes_things_along()
        self.round_the_counter()
        self.the_network_is_back()
        self.the_money_comes_home()
        self.the_county_answers()

    def close(self) -> None:
        """Close the counter and the county."""
        self.face.close()
        self.village.house.close()
        self.village.county.stop()

    # Scenes --------------------------------------------------------------------------------------------------------

    def first_morning(self) -> None:
        """The first PIN is changed; the roll and the manifests come down."""
        self.shot("sign-in")
        self.drive.sign_in(LEAD, FIRST_PIN)
        self.shot("first-pin")
        for _ in range(2):
            for digit in PIN:
                self.drive.click(digit)
            self.drive.key(Qt.Key.Key_Return)
            self.drive.settle()
        self.until(lambda: self.drive.app.session.signedIn, "the counter opens")
        self.until(lambda: bool(manifests.open_manifests(self.station)), "the county's manifests arrive")
        self.until(lambda: not self.unsent(), "the morning's events arrive")
        self.drive.app.refresh()
        self.shot("home-online")
        self.story.tell("signed in, first PIN changed; the roll and the manifests of the week came down the feed")
        self.open("PaymentsPage")
        self.drive.await_text("还没开班")
        self.shot("pay-before-the-shift")
        self.till.open_shift()
        self.story.tell("the drawer was counted and the shift opened; the sign-in slip says what may be taken")

    def pictures_are_scanned(self) -> None:
        """Eight label pictures, tilted, blurred and faded, Code 128 and QR, UTF-8 and GBK."""
        self.open("IntakePage")
        self.shot("intake-empty")
        read = 0
        for one in json.loads(resources.path("demo", "labels.json").read_text("utf-8")):
            read += self.scanned(picture_of(one), one["waybill"])
        self.shot("intake-pictures")
        self.story.tell(f"{read} bar codes decoded from pictures and taken in")

    def the_van_is_unloaded(self, limit: int) -> None:
        """The rest of today's manifest, scan after scan, with the label printer out of paper for a while."""
        due = manifests.due_today(self.station)[0]
        missing = [item.waybill for item in manifests.check(self.station, due.number).missing][:limit]
        for number, waybill in enumerate(missing):
            if number == limit // 3:
                self.village.label.box.paper_out = True
            if number == 2 * limit // 3:
                self.shot("intake-paper-out")
                self.village.label.box.paper_out = False
            self.take(waybill)
        self.take("SF1999999999990")  # nobody announced it
        self.shot("intake-extra")
        self.scan_again("SF1999999999990")
        self.story.tell(
            f"{len(missing)} more of manifest {due.number}, one extra; labels waited while the paper was out"
        )

    def residents_come(self) -> None:
        """By code, by tail, with more waiting, with money, and one whose parcel must stay."""
        stock = find.in_stock(self.station)
        free = [one for one in stock if not (one.held or one.cod_fen or one.freight_fen) and one.resident]
        for one in free[:3]:
            self.hand_out(one.code)
        self.pay_at_pickup(next((one for one in stock if one.cod_fen or one.freight_fen), None))
        self.met_by_a_hold(next((one for one in stock if one.held), None))

    def bills_are_paid(self) -> None:
        """With the network: bills of several kinds, one over the limit; a second slip within the minute."""
        self.till.the_first_customers()
        self.till.too_much_then_allowed()
        self.till.posted_at_once()

    def the_network_goes(self) -> None:
        """The cable is pulled; the screen says so in grey, because it is no error."""
        self.drive.click("断开")
        self.open("HomePage")
        self.until(lambda: self.drive.sees("无网络"), "the screen notices")
        self.shot("home-offline")
        self.story.tell("the network is gone; the counter goes on")
        self.till.end_day()

    def a_day_without_network(self, number: int) -> None:
        """A night passes; the drawer is counted, the next van is unloaded, residents come and pay."""
        self.next_morning()
        self.money_in_the_morning(number)
        due = manifests.due_today(self.station)
        waiting = [item.waybill for one in due for item in manifests.check(self.station, one.number).missing]
        self.open("IntakePage")
        for waybill in waiting[-SCANS_A_DAY:]:
            self.take(waybill)
        free = [one for one in find.in_stock(self.station) if not (one.held or one.cod_fen or one.freight_fen)]
        for one in free[:4]:
            self.hand_out(one.code)
        if number == WEEK // 2:
            self.a_slip_tears()
            self.shot("intake-offline")
        for manifest in manifests.due_today(self.station):
            self.close_manifest(manifest.number)
        self.somebody_has_a_word(number)
        self.money_in_the_evening(number)
        self.story.tell(f"day {number} without network: {self.unsent()} events wait here")

    def money_in_the_morning(self, number: int) -> None:
        """The drawer before the first customer of a day, and one bill."""
        till = self.till
        if number == FORGOTTEN + 1:
            till.find_forgotten_shift()
        else:
            till.open_shift()
        if number == 1:
            till.pay("移动话费", PHONE, 5_000, "100", amount="50")
            till.pay("有线电视", CABLE, 6_000, "60", amount="60")
        elif number == WEEK:
            till.pay("燃气费", GAS, 10_000, "100", amount="100")
        elif number == WEEK - 1:
            till.pay("电费", *LIGHT, "100")
        else:
            till.pay("水费", *WATER[number - 2], "100", shot="pay-offline" if number == HAND_OVER else "")

    def money_in_the_evening(self, number: int) -> None:
        """What a day's end brings: a hand-over, the safe, the bank; once nobody thinks of the drawer."""
        till = self.till
        if number == HAND_OVER:
            till.second_clerk_has_a_pin()
            till.hand_over()
            till.wrong_and_taken_back()
            till.close_shift()
            till.lead_is_back()
        elif number == HAND_OVER + 1:
            till.into_the_safe(50_000)
        elif number == HAND_OVER + 2:
            till.a_stopped_biller()
            till.to_the_bank(100_000)
        if number == WEEK - 1:
            till.end_day()
        elif number not in {FORGOTTEN, HAND_OVER, WEEK}:
            till.close_shift()

    def somebody_has_a_word(self, number: int) -> None:
        """On some days somebody comes with a petition."""
        scenes = self.petitions
        brought = (scenes.somebody_speaks, scenes.somebody_shows_photos, scenes.somebody_confides)
        of_day = dict(enumerate((*brought, scenes.somebody_without_a_name), start=1))
        if number in of_day:
            of_day[number]()

    def a_parcel_is_sent(self) -> None:
        """Identity shown, contents seen, weighed, paid; the waybill comes later."""
        drive = self.drive
        self.open("SendPage")
        drive.click("寄一件")
        drive.write("寄件人姓名", "覃龚堃")
        drive.write("寄件人电话", "19900007719")
        drive.write("身份证号，不上面单", "43072619900101001X")  # nobody's
        drive.click("看过证件，是本人")
        drive.write("收件人姓名", "覃小军")
        drive.write("收件人电话", "19900001234")
        drive.write("详细地址", "湖南省长沙市岳麓区麓山南路1号")
        self.shot("send-people")
        drive.click("下一步：寄什么")
        drive.write("里面是什么", "腊肉")
        drive.click("开箱看过，没有禁寄物品")
        drive.click("中通")
        drive.write("重量（公斤）", "2.3")
        self.shot("send-parcel")
        drive.click("下一步：收钱")
        drive.write("收现金（元）", "20")
        drive.settle(200)
        self.shot("send-pay")
        front = drive.app.nav.front
        self.till.cash_fen += 2_000 - (parse_fen(str(front.shown("changeText"))) or 0) if front else 0
        drive.click("收下，打印")
        drive.await_text("运单号稍后到")
        self.shot("send-done")
        drive.click("好了")
        self.story.tell("a parcel was sent offline: identity and contents seen, paid, its waybill comes later")

    def the_van_takes_things_along(self) -> None:
        """Who has no phone is called out, what lay too long is listed for return and loaded, the stock is counted."""
        drive = self.drive
        self.open("CallListPage")
        drive.click("打印喊人单")
        drive.settle(300)
        self.shot("call-list-printed")
        drive.click("回到名单")
        drive.click("告诉了")
        self.open("ExceptionsPage")
        old = exceptions.returns(self.station).due[0]
        drive.click("退回")
        self.village.scanner.scan(old.waybill)
        drive.await_text("收件人拒收")
        drive.click("收件人拒收")
        self.village.camera.show(photograph(old.waybill))
        drive.settle(600)
        drive.click("拍照")
        drive.await_text("重拍")
        self.shot("return-with-photo")
        self.village.camera.clear()
        drive.click("列入退件")
        drive.await_text("1 件列入退件清单")
        self.open("HandoverPage")
        self.village.scanner.scan(old.waybill)
        drive.await_text("过手了")
        drive.write("对方谁签字", "向师傅")
        self.shot("van-loaded")
        drive.click("双方签字，打印")
        drive.await_text("全部接收")
        self.shot("van-signed")
        drive.click("好了")
        self.story.tell("the call-out list is printed; an overdue parcel went back with the van, both signed")
        self.a_shelf_is_counted()

    def a_shelf_is_counted(self) -> None:
        """Stock-take: some are seen, the others are missing, each by name."""
        self.open("StocktakePage")
        self.drive.click("开始盘")
        self.drive.await_text("扫架上的包裹")
        for one in find.in_stock(self.station)[:6]:
            self.village.scanner.scan(one.waybill)
            self.drive.settle(60)
        self.drive.click("盘完了")
        self.drive.await_text("完成并打印")
        self.shot("stock-counted")
        self.drive.click("完成并打印")
        self.drive.await_text("好了")
        self.drive.click("好了")
        self.story.tell("the stock was counted, what was not seen is named on the slip")

    def round_the_counter(self) -> None:
        """Every page once, as a clerk would look around before the van leaves."""
        self.open("HomePage")
        self.shot("home-after-a-week")
        for page in pages.PAGES:
            if page not in {"HomePage", "GalleryPage", "ResidentEditPage"}:
                if page in PATHS:
                    self.open(page)
                else:  # a page of one thing, which is reached from a list
                    self.drive.app.nav.open(page, self.sample(page))
                self.drive.settle(150)
                self.shot(page.removesuffix("Page").lower())
        self.drive.app.setHighContrast(True)
        self.open("HomePage")
        self.shot("home-high-contrast")
        self.drive.app.setHighContrast(False)
        self.drive.app.setLanguage("en")
        self.shot("home-english")
        self.drive.app.setLanguage("zh")

    def the_network_is_back(self) -> None:
        """Everything leaves by itself; nobody presses anything."""
        self.till.billers_are_told()
        waited = self.unsent()
        self.drive.click("在线")
        self.until(lambda: not self.unsent(), "every event is at the county")
        self.until(lambda: not self.photos_waiting(), "every photo is at the county")
        self.open("UploadsPage")
        self.shot("uploads-after")
        self.open("HomePage")
        self.shot("home-back-online")
        self.story.tell(f"the network is back: {waited} events of a week left by themselves")

    def the_money_comes_home(self) -> None:
        """What the billers said, what is given back, and the last count."""
        self.till.verdicts_come()
        self.till.the_county_settles()
        self.till.look_at_money()
        self.till.end_day()
        self.hear(lambda: not self.unsent(), "the last shift is at the county")
        self.hear(self.till.zs_are_checked, "the county has added up every shift")
        self.hear(self.till.bank_has_it, "the bank's word is here")

    def the_county_answers(self) -> None:
        """Petitions: what the county says, and what the residents say to that."""
        self.petitions.the_county_works()
        self.petitions.they_come_again()
        self.petitions.the_county_must_answer()

    # What a clerk does ---------------------------------------------------------------------------------------------

    def take(self, waybill: str) -> None:
        """Scan, and touch what the screen asks."""
        before = self.here()
        self.clock.advance(seconds=20)
        self.village.scanner.scan(waybill)
        if not self.drive.wait(lambda: self.here() > before, 2500):
            self.drive.settle()
            if self.drive.sees("是哪家快递？"):
                self.drive.key(Qt.Key.Key_1)
            self.until(lambda: self.here() > before, f"{waybill} is taken in")

    def close_manifest(self, number: str) -> None:
        """The van leaves: what is missing and what is extra goes on the slip, both sign."""
        self.drive.app.nav.open("IntakePage", {"manifest": number})
        self.drive.settle(100)
        self.drive.click("交接完成，打印交接单")
        self.drive.await_text("完成并打印")
        self.shot("manifest-close", once=True)
        self.drive.click("完成并打印")
        self.drive.await_text("交接单正在打，双方签字")
        self.shot("manifest-closed", once=True)
        self.drive.click("好了")

    def scan_again(self, waybill: str) -> None:
        """The same number within the window stores nothing."""
        before = self.here()
        self.village.scanner.scan(waybill)
        self.drive.await_text("重复扫描")
        self.shot("intake-duplicate")
        if self.here() != before:
            raise AssertionError("a duplicate was stored")

    def hand_out(self, code: str) -> None:
        """Find by code, tell about the others, hand over."""
        self.clock.advance(seconds=45)
        self.open("PickupPage")
        self.drive.write("取件码或尾号", code)
        self.drive.key(Qt.Key.Key_Return)
        self.drive.await_text("交给他")
        if self.drive.all_named("告诉了，下次拿", pressable=True):
            self.shot("pickup-more", once=True)
            self.drive.click("告诉了，下次拿")
        else:
            self.shot("pickup", once=True)
        self.drive.click("交给他")
        self.drive.await_text("件交出了")
        self.shot("pickup-done", once=True)
        self.drive.key(Qt.Key.Key_Return)

    def pay_at_pickup(self, one: ParcelView | None) -> None:
        """Cash on delivery: weight, packing, insurance, cash, change."""
        if one is None:
            return
        self.open("PickupPage")
        self.drive.write("取件码或尾号", one.code)
        self.drive.key(Qt.Key.Key_Return)
        self.drive.await_text("去收钱")
        if self.drive.all_named("告诉了，下次拿", pressable=True):
            self.drive.click("告诉了，下次拿")
        self.drive.click("去收钱")
        self.drive.write("重量（公斤）", "1.5")
        self.drive.write("包装（元）", yuan(PACKING_FEN))
        self.drive.write("保价（元）", "0")
        self.drive.write("收现金（元）", str(one.cod_fen // 100 + one.freight_fen // 100 + 50))
        self.drive.settle(200)
        self.shot("pickup-money")
        self.drive.click("钱收了，交给他")
        self.drive.await_text("件交出了")
        self.till.cash_fen += one.cod_fen + one.freight_fen + PACKING_FEN
        self.shot("pickup-change")
        self.story.tell(f"cash on delivery {(one.cod_fen + one.freight_fen) / 100:.2f} yuan through the ledger")

    def met_by_a_hold(self, one: ParcelView | None) -> None:
        """A waybill on the hold list stays, whatever one tries."""
        if one is None:
            return
        self.open("PickupPage")
        self.village.scanner.scan(one.waybill)
        self.drive.await_text(one.held)
        self.shot("pickup-held")
        self.story.tell(f"an intercepted parcel stayed: {one.held}")

    def a_slip_tears(self) -> None:
        """The paper ends in the middle of a label: it is void, and printed again when there is paper."""
        self.village.label.box.tears_mid_slip(60)
        self.open("IntakePage")
        self.take("YT8111111111111")
        self.until(lambda: self.village.label.box.paper_out or self.spoiled(), "a label tears")
        self.village.label.box.repair()
        self.until(lambda: not self.labels_waiting(), "it is printed again")
        self.story.tell("a label tore half way: marked void and printed again")

    def next_morning(self) -> None:
        """The counter is locked over night; the clerk signs in again."""
        self.drive.app.session.lock()
        self.clock.advance(days=1)
        now = self.clock.now().local
        self.clock.advance(seconds=(now.replace(hour=8, minute=0, second=0) - now).total_seconds())
        self.drive.settle(100)
        self.drive.sign_in(LEAD, PIN)
        self.until(lambda: self.drive.app.session.signedIn, "the clerk is back")

    # Small things --------------------------------------------------------------------------------------------------

    def sample(self, page: str) -> dict[str, object]:
        """What a page of one thing is opened with."""
        some = find.recent(self.station, 1)[0]
        number = manifests.recent_manifests(self.station)[0].number
        arguments: dict[str, dict[str, object]] = {
            "ParcelPage": {"id": some.id}, "ManifestPage": {"number": number},
            "ResidentPage": {"id": some.resident or "r0001"}, "PayPage": {"biller": "water"},
            "PaymentPage": {"id": self.till.newest().id},
            "PetitionPage": {"id": self.petitions.papers["voice"].petition.number},
        }  # fmt: skip
        return arguments.get(page, {})

    def scanned(self, picture: bytes, waybill: str) -> int:
        """Hold a picture before the scanner and wait for its parcel; how many codes were read."""
        before = self.here()
        codes = self.village.scanner.scan_picture(picture)
        self.until(lambda: self.here() > before, f"{waybill} is taken in")
        return codes

    def here(self) -> int:
        """How many parcels were ever taken in."""
        with self.station.store.read() as db:
            return int(db.exec_driver_sql("SELECT count(*) FROM parcel").scalar_one())

    def unsent(self) -> int:
        """Events without the county's receipt."""
        with self.station.store.read() as db:
            return journal.outbox(db).count

    def photos_waiting(self) -> int:
        """Photos without the county's receipt."""
        from kiosk import media  # noqa: PLC0415

        with self.station.store.read() as db:
            return media.waiting(db).count

    def labels_waiting(self) -> int:
        """Labels in the spool."""
        with self.station.store.read() as db:
            return spool.waiting_counts(db).get("label", 0)

    def spoiled(self) -> bool:
        """Whether a slip was spoiled."""
        with self.station.store.read() as db:
            return any(one.state is spool.SlipState.SPOILED for one in spool.recent(db))


def picture_of(listed: dict[str, str]) -> bytes:
    """The picture file of a line of ``labels.json``."""
    payload = listed["text"] if listed["encoding"] == "utf-8" else listed["text"].encode(listed["encoding"])
    if listed["symbology"] == "qr":
        label = labels.qr_label(payload, listed["waybill"])
    else:
        label = labels.waybill_label(labels.Waybill(listed["waybill"]))
    return labels.file_bytes(labels.photographed(label, LOOKS[listed["look"]]))


# What is at the county -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """The comparison of both ends.

    Attributes:
        events: Of the station.
        missing: Not at the county.
        different: There with other bytes.
        extra: At the county and not here.
        doubled: There more than once.
        aside: Set aside at either end.
        slips: By state.
    """

    events: int
    missing: int
    different: int
    extra: int
    doubled: int
    aside: int
    slips: dict[str, int]

    @property
    def good(self) -> bool:
        """Every event once, byte for byte."""
        return self.events > 0 and not (self.missing or self.different or self.extra or self.doubled or self.aside)


def compare(village: Village) -> Verdict:
    """Hold the station's journal against the county's table, record by record."""
    station = village.house.station
    table = journal_table
    with station.store.read() as db:
        ours = {
            (row.epoch, row.lane, row.seq): hashlib.sha256(row.record).hexdigest()
            for row in db.execute(sa.select(table).where(table.c.origin == int(Origin.STATION)))
        }
        aside = len(journal.aside(db))
        slips = Tally(str(one.state) for one in spool.recent(db, 100_000))
    event = county_model.event
    with village.county.centre.store.read() as db:
        rows = db.execute(sa.select(event).where(event.c.station == station.code)).all()
    theirs = {(row.epoch, row.lane, row.seq): hashlib.sha256(row.record).hexdigest() for row in rows}
    aside += sum(row.state == county_model.EventState.ASIDE for row in rows)
    both = ours.keys() & theirs.keys()
    return Verdict(
        len(ours), len(ours.keys() - theirs.keys()), sum(ours[key] != theirs[key] for key in both),
        len(theirs.keys() - ours.keys()), len(rows) - len(theirs), aside, dict(slips),
    )  # fmt: skip


def collect_slips(village: Village, out: Path) -> None:
    """Bring the paper of both printers, pictures and bytes, to ``out/slips``."""
    (out / "slips").mkdir(parents=True, exist_ok=True)
    for kind, printer in (("receipt", village.receipt), ("label", village.label)):
        for slip in printer.slips:
            name = f"{kind}-{slip.number:03d}"
            (out / "slips" / f"{name}.png").write_bytes(slip.png)
            (out / "slips" / f"{name}.bin").write_bytes(slip.data)


def conclude(out: Path, story: Story, verdict: Verdict, money: MoneyVerdict, petitions: PetitionVerdict) -> int:
    """Write the summary and say it."""
    shots = len(list((out / "shots").glob("*.png")))
    slips = len(list((out / "slips").glob("*.bin")))
    good = verdict.good and money.good and petitions.good
    facts = vars(verdict) | {"good": good, "shots": shots, "slip_files": slips, "story": story.lines}
    facts |= {"money": vars(money) | {"good": money.good}, "petitions": vars(petitions) | {"good": petitions.good}}
    (out / "summary.json").write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(
        f"county: {verdict.events} events of the station, {verdict.missing} missing, {verdict.different} different, "
        f"{verdict.doubled} doubled, {verdict.extra} not ours, {verdict.aside} set aside\n"
        f"{said(money)}\n{told(petitions)}\n{shots} pictures, {slips} slips, summary.json under {out}"
    )
    if not verdict.good:
        print("NOT every event is at the county exactly once", file=sys.stderr)
    for one in money.differing:
        print(f"NOT the same money: {one}", file=sys.stderr)
    for one in petitions.differing:
        print(f"NOT the same petitions: {one}", file=sys.stderr)
    for one in petitions.leaked:
        print(f"NOT sealed: {one}", file=sys.stderr)
    return 0 if good else 1


def said(money: MoneyVerdict) -> str:
    """The money in two lines."""
    states = ", ".join(f"{count} {state} {yuan(money.states_fen[state])}" for state, count in money.states.items())
    verdict = "the same at both ends, to the fen" if money.good else f"{len(money.differing)} figures differ"
    return f"payments (yuan): {states}\n{money.shifts} shifts, books derived from {money.entries} facts: {verdict}"


def told(petitions: PetitionVerdict) -> str:
    """The petitions in a line."""
    states = ", ".join(f"{count} {state}" for state, count in petitions.states.items())
    sealed = "nothing of the confidential one on the disk" if not petitions.leaked else "the confidential one LEAKED"
    return f"petitions: {states}; {petitions.at_county} at the county, {petitions.attachments} attachments; {sealed}"
