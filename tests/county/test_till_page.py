"""The pages about money, from outside: decided once by people, and nothing personal on them."""

import csv
import io
import re
import time
from datetime import date, timedelta
from threading import Event

import pytest
import requests
from msgspec import Raw

from kiosk.wire import codec, events, exchange, feed, refs
from kiosk.wire.allowance import read
from kiosk.wire.events import decode_decision
from kiosk.wire.payment_events import DisputeOpened, PaymentTaken
from kiosk.wire.till_decisions import (
    DisputeAnswered,
    FloatMoved,
    FloatStated,
    PaymentDoubted,
    PaymentPosted,
    PaymentRefused,
    PaymentReversed,
)
from tests.sync.servers import county

from .conftest import Station

CODE = "430726-0112"
WATER = "073622104458"
WAIT_S = 20
TODAY = date(1970, 1, 1) + timedelta(milliseconds=time.time_ns() // 1_000_000 + 8 * 3_600_000)  # in China


class Counter:
    """A station over HTTP, and a browser at the county."""

    def __init__(self, ready: dict[str, str], station: Station) -> None:
        self.url, self.key, self.station = ready["url"], codec.public_key(bytes.fromhex(ready["key"])), station
        self.browser = requests.Session()
        self.browser.trust_env = False
        self.cursor, self.heard, self.sent = 0, [], 0

    def take(self, fen: int, **more: object) -> int:
        return self.do(PaymentTaken("water", WATER, fen, fen, 0, 0, True, **more))

    def do(self, fact: events.Event) -> int:
        day, at_ms = (TODAY - date(1970, 1, 1)).days, time.time_ns() // 1_000_000
        body = Raw(events.encode(fact))
        self.station.add(events.pack_record(events.Record(fact.KIND, 1, at_ms, 1, "0", 0, day, "c01", body)), lane=1)
        self.talk()
        return 10**9 + len(self.station.lanes[1])

    def talk(self) -> None:
        last = len(self.station.lanes.get(1, []))
        run = [self.station.seal(self.sent + 1, last, lane=1)] if last > self.sent else []
        data, nonce = self.station.ask(*run, cursor=self.cursor, money_top=(1, last))
        answered = exchange.hear(
            requests.post(self.url + exchange.PATH, data=data, timeout=10).content, self.key, nonce
        )
        self.sent = last
        if answered.page:
            page = feed.open_page(answered.page, self.key, station=self.station.code)
            self.heard += [decode_decision(item.kind, item.body) for item in page.items]
            self.cursor = page.cursor

    def wait(self, kind: type, count: int = 1) -> list:
        """Ask until so many decisions of a kind have come."""
        until = time.monotonic() + WAIT_S
        while time.monotonic() < until:
            self.talk()
            if len(found := [fact for fact in self.heard if isinstance(fact, kind)]) >= count:
                return found
            Event().wait(0.1)
        raise AssertionError(f"no {kind.__name__}: {self.heard}")

    def read(self, path: str) -> str:
        answered = self.browser.get(self.url + path, timeout=10)
        assert answered.status_code == 200, answered.text
        return answered.text

    def fill(self, path: str, **fields: object) -> requests.Response:
        token = re.search(r'name="token" value="([0-9a-f]{64})"', self.read("/money/twin"))[
            1
        ]  # the browser's, on every page
        return self.browser.post(self.url + path, data={"token": token, **fields}, timeout=10, allow_redirects=False)

    def mood(self, mood: str, biller: str = "water", code: str = "other", delay: int = 0) -> None:
        done = self.fill("/money/twin", biller=biller, mood=mood, code=code, delay=delay)
        assert done.status_code == 303, done.text


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    station = Station(code=CODE)
    folder = tmp_path_factory.mktemp("county")
    with county(folder, "--demo", "--doubt-s", "0", "--enrol", f"{CODE}={station.public.hex()}") as ready:
        yield Counter(ready, station)


@pytest.fixture
def counter(served):
    served.mood("normal")
    served.talk()
    served.heard.clear()
    return served


def test_a_payment_is_posted_and_shown_without_its_holder(counter):
    ref = counter.take(1_250, holder="覃<b>小丽")
    assert counter.wait(PaymentPosted)[0].payment == ref
    text = counter.read("/money")
    assert refs.serial(CODE, ref) in text
    assert "12.50元" in text
    assert "已到账" in text
    assert "小丽" not in text
    assert WATER not in text
    assert "0736****4458" in text


def test_an_unknown_payment_is_decided_once(counter):
    counter.mood("silent")
    ref = counter.take(700)
    counter.wait(PaymentDoubted)
    assert refs.serial(CODE, ref) in counter.read("/money/unknown")
    verdict = {"station": CODE, "ref": ref, "verdict": "posted", "text": "SZ2026112000417"}
    assert counter.fill("/money/unknown", **verdict).status_code == 303
    assert counter.wait(PaymentPosted)[0].biller_ref == "SZ2026112000417"
    again = counter.fill("/money/unknown", **{**verdict, "verdict": "refused"})
    assert again.status_code == 422
    assert "已经有了结果" in again.text
    assert refs.serial(CODE, ref) not in counter.read("/money/unknown")


def test_an_unknown_payment_can_turn_out_not_to_have_arrived(counter):
    counter.mood("silent")
    ref = counter.take(700)
    counter.wait(PaymentDoubted)
    done = counter.fill("/money/unknown", station=CODE, ref=ref, verdict="refused", text="水务公司查无此笔")
    assert done.status_code == 303
    assert counter.wait(PaymentRefused)[0].reason == "水务公司查无此笔"


def test_a_verdict_with_faults_names_them_all(counter):
    said = counter.fill("/money/unknown", station="x", ref="9" * 40, verdict="maybe", text="\x07")
    assert said.status_code == 422
    for word in ("没有这笔缴费", "请选", "流水号"):
        assert word in said.text


def test_a_dispute_is_answered(counter):
    ref = counter.take(700)
    asked = counter.do(DisputeOpened(ref, "not_posted", "三天了"))
    text = counter.read("/money/unknown")
    assert "三天了" in text
    fields = {"station": CODE, "ref": asked, "outcome": "stands", "text": "11月20日已到账"}
    assert counter.fill("/money/disputes", **fields).status_code == 303
    assert counter.wait(DisputeAnswered) == [DisputeAnswered(asked, "stands", "11月20日已到账")]
    assert "三天了" not in counter.read("/money/unknown")
    wrong = counter.fill("/money/disputes", station=CODE, ref=1, outcome="?", text="")
    assert wrong.status_code == 422


def test_float_and_credit_are_set_and_told(counter):
    line = {"station": CODE, "credit": "1234.50", "low": "300"}
    assert counter.fill("/money/points/line", **line).status_code == 303
    fields = {"station": CODE, "yuan": "12.3", "text": "月初"}
    assert counter.fill("/money/points/float", **fields).status_code == 303
    moved = counter.wait(FloatMoved)[-1]
    assert (moved.kind, moved.float_fen, moved.text) == ("topup", 1_230, "月初")
    stated = counter.wait(FloatStated)[-1]
    assert (stated.credit_fen, stated.low_fen) == (123_450, 30_000)
    assert "1234.50元" in counter.read("/money/points")


@pytest.mark.parametrize("yuan", ["", "0", "1.234", "１２x", "99999999", "-99999", "nan", "1e3"])
def test_float_with_faults_is_refused(counter, yuan):
    said = counter.fill("/money/points/float", station="", yuan=yuan)
    assert said.status_code == 422
    assert "请选一个站点" in said.text


@pytest.mark.parametrize("credit", ["-1", "x", "1000000.01"])
def test_credit_with_faults_is_refused(counter, credit):
    said = counter.fill("/money/points/line", station=CODE, credit=credit, low="y")
    assert said.status_code == 422
    assert "授信额度" in said.text
    assert "提醒线" in said.text


def test_an_over_limit_code_is_the_countys(counter):
    day = TODAY + timedelta(days=1)
    fields = {"station": CODE, "biller": "water", "account": " 0736-2210 4458", "yuan": "3000", "day": day}
    done = counter.fill("/money/codes", **fields)
    assert done.status_code == 303
    text = counter.read(done.headers["Location"])
    given = read(re.search(r"CKA1\*[^<]+", text)[0], counter.key)
    assert (given.station, given.account, given.fen, given.day) == (CODE, WATER, 300_000, day)
    assert "<svg" in text
    again = counter.fill("/money/codes", **fields)
    assert again.headers["Location"] != done.headers["Location"]
    counter.take(700, allowance="nobody-gave")
    assert "县里没有发过" in counter.read("/money")


def test_an_over_limit_code_with_faults_names_them_all(counter):
    said = counter.fill("/money/codes", station="", biller="", account="'", yuan="x", day="2020-01-01")
    assert said.status_code == 422
    for word in ("站点", "缴费单位", "户号", "金额", "日期"):
        assert word in said.text


def test_a_biller_can_change_its_mind(counter):
    ref = counter.take(700)
    counter.wait(PaymentPosted)
    done = counter.fill("/money/twin/later", serial=refs.serial(CODE, ref), said="reversed")
    assert done.status_code == 303
    assert counter.wait(PaymentReversed)[0].payment == ref
    for fields in ({"serial": "x", "said": "posted"}, {"serial": refs.serial(CODE, ref), "said": "?"}, {}):
        assert counter.fill("/money/twin/later", **fields).status_code == 422


def test_a_twin_told_nonsense_says_so(counter):
    said = counter.fill("/money/twin", biller="?", mood="?", code="?", delay="-1")
    assert said.status_code == 422
    for word in ("单位", "表现", "原因", "延迟"):
        assert word in said.text


def test_the_day_is_a_file_without_names_and_without_formulas(counter):
    ref = counter.do(PaymentTaken("cable", "=1+1", 800, 800, 0, 0, True, holder="覃小丽"))
    counter.wait(PaymentPosted)
    answered = counter.browser.get(f"{counter.url}/money/day.csv?station={CODE}&day={TODAY}", timeout=10)
    rows = list(csv.DictReader(io.StringIO(answered.content.decode("utf-8-sig"))))
    mine = next(row for row in rows if row["流水号"] == refs.serial(CODE, ref))
    assert (mine["金额"], mine["户号"], mine["状态"]) == ("8.00", "'=1+1", "已到账")
    assert "覃小丽" not in answered.text
    assert counter.browser.get(f"{counter.url}/money/day.csv?day=x", timeout=10).status_code == 400


PAGES = ("/money", "/money/unknown", "/money/points", "/money/codes", "/money/twin")
FORMS = ("/money/unknown", "/money/disputes", "/money/points/float", "/money/points/line", "/money/codes",
         "/money/twin", "/money/twin/later")  # fmt: skip


@pytest.mark.parametrize("path", [*PAGES, "/money/day.csv"])
def test_pages_answer_only_to_their_own_name(counter, path):
    refused = counter.browser.get(counter.url + path, headers={"Host": "evil.example:80"}, timeout=10)
    assert refused.status_code == 403


@pytest.mark.parametrize("path", FORMS)
def test_a_forged_form_is_refused(counter, path):
    counter.read("/money/twin")
    for fields in ({}, {"token": "0" * 64}):
        assert counter.browser.post(counter.url + path, data=fields, timeout=10).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_linked_to_one_another(counter, path):
    text = counter.read(path)
    assert all(f'href="{other}"' in text for other in ("/", *PAGES) if other != path)
