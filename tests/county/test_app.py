"""The county from outside, as a command: its page, its forms, and its manners towards bodies that are too large."""

import os
import re
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
import requests
import sqlalchemy as sa

from county import demo, holds, model, words
from county.html import Html, tag
from county.store import Store
from kiosk.wire import codec, events, exchange
from kiosk.wire.codec import exchange_bytes_max
from kiosk.wire.decisions import ManifestIssued, RollListed
from kiosk.wire.events import decode_decision
from kiosk.wire.parcel_events import ParcelTakenIn, Recipient
from tests.sync.servers import ROOT, county

from .conftest import Station

STATION = Station(code="430726-0112")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("county")


@pytest.fixture(scope="module")
def served(folder):
    with county(folder, "--demo", "--enrol", f"{STATION.code}={STATION.public.hex()}") as ready:
        yield ready


@pytest.fixture
def browser(served):
    with requests.Session() as session:
        session.trust_env = False
        yield session


def facts(folder, kind):
    store = Store(f"sqlite:///{folder / 'county.db'}")
    store.open()
    with store.read() as db:
        rows = db.execute(sa.select(model.decision).where(model.decision.c.kind == kind.KIND)).all()
    store.close()
    return [decode_decision(row.kind, row.body) for row in rows]


def say(url, *envelopes):
    data, nonce = STATION.ask(*envelopes)
    answered = requests.post(url + exchange.PATH, data=data, timeout=10)
    return exchange.hear(answered.content, codec.public_key(bytes.fromhex(KEY["key"])), nonce)


KEY = {}


@pytest.fixture(autouse=True)
def _key(served):
    KEY.update(served)


def test_the_demo_is_entered_once(served, folder, browser):
    assert sum(len(fact.residents) for fact in facts(folder, RollListed)) == 420
    manifests = facts(folder, ManifestIssued)
    assert len(manifests) == demo.DAYS_AHEAD + 1
    assert len({fact.number for fact in manifests}) == len(manifests)
    with county(folder, "--demo"):
        pass
    assert len(facts(folder, ManifestIssued)) == len(manifests)
    text = browser.get(served["url"], timeout=10).text
    for word in ("三板桥服务站", "杨坪服务站", "夹山-07", "寄错地址"):
        assert word in text


def test_the_page_tells_what_happened_without_names(served, browser):
    waybill, who = "SF1385628716739", Recipient("覃<b>小丽", "19900001234")
    fact = ParcelTakenIn(waybill, waybill, "code128", "SF", who, "3", 2, "3-2-1001", 1, 20_800, "sms")
    body = codec.msgspec.Raw(events.encode(fact))
    STATION.add(events.pack_record(events.Record(fact.KIND, 1, STATION_MS, 1, "0", 0, 20_777, "<i>", body)))
    assert say(served["url"], STATION.seal(1, 1)).receipts
    text = browser.get(served["url"], timeout=10).text
    assert "入库 SF1385628716739，覃****丽，放到 3 架" in text
    assert "19900001234" not in text
    assert "<b>" not in text
    assert "&lt;i&gt;" in text
    assert "事项 1" in text


STATION_MS = 1_790_000_000_000


def form(browser, url):
    text = browser.get(f"{url}/holds", timeout=10).text
    return re.search(r'name="token" value="([0-9a-f]{64})"|value="([0-9a-f]{64})"', text).group(0)[-65:-1]


def post(browser, url, path="/holds", **fields):
    return browser.post(url + path, data=fields, timeout=10, allow_redirects=False)


def test_a_hold_is_placed_and_lifted(served, browser, folder):
    url = served["url"]
    token = form(browser, url)
    before = len(facts(folder, holds.HoldPlaced))
    assert post(browser, url, token=token, waybill=" sf 99-1 ", reason='"><script>alert(1)</script>').status_code == 303
    assert [fact.waybill for fact in facts(folder, holds.HoldPlaced)][before:] == ["SF99-1"]
    text = browser.get(url, timeout=10).text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert post(browser, url, "/holds/lift", token=token, waybill="SF99-1").status_code == 303
    assert post(browser, url, "/holds/lift", token=token, waybill="SF99-1").status_code == 303
    assert [fact.waybill for fact in facts(folder, holds.HoldLifted)] == ["SF99-1"]
    assert "SF99-1" not in browser.get(url, timeout=10).text


def test_a_form_with_faults_names_them_all_and_keeps_what_was_typed(served, browser):
    answered = post(browser, served["url"], token=form(browser, served["url"]), waybill="a'b\"", reason="  ")
    assert answered.status_code == 422
    assert "运单号要 5 到 40 位" in answered.text
    assert "请写原因" in answered.text
    assert "A&#x27;B&quot;" in answered.text


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_a_forged_form_is_refused(served, browser, token):
    browser.get(served["url"], timeout=10)
    assert post(browser, served["url"], token=token, waybill="SF12345", reason="x").status_code == 403


def test_a_token_of_another_browser_is_refused(served, browser):
    token = form(browser, served["url"])
    browser.cookies.clear()
    assert post(browser, served["url"], token=token, waybill="SF12345", reason="x").status_code == 403


@pytest.mark.parametrize("data", [b"\xff=1", b"a=%ff&token=1", b"a&" * 30])
def test_a_form_of_rubbish_is_refused(served, browser, data):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.post(served["url"] + "/holds", data=data, headers=headers, timeout=10).status_code in (400, 403)


def test_the_page_answers_only_to_its_own_name(served, browser):
    assert browser.get(served["url"], headers={"Host": "evil.example:80"}, timeout=10).status_code == 403
    answered = browser.get(served["url"], timeout=10)
    assert "default-src 'none'" in answered.headers["Content-Security-Policy"]
    assert "HttpOnly" in answered.headers["Set-Cookie"]
    assert "http" not in re.sub(r'http-equiv="refresh"', "", answered.text)


def test_a_body_that_says_it_is_too_large_is_refused_unread(served):
    where = urlsplit(served["url"])
    with socket.create_connection((where.hostname, where.port), 5) as wire:
        head = f"POST {exchange.PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {exchange_bytes_max + 1}\r\n\r\n"
        wire.sendall(head.encode())
        assert b" 413 " in wire.recv(100)


def test_a_body_that_grows_too_large_is_refused_on_the_way(served):
    where = urlsplit(served["url"])
    chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"
    with socket.create_connection((where.hostname, where.port), 5) as wire:
        wire.sendall(f"POST {exchange.PATH} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        sent = 0
        try:
            while sent < 4 * exchange_bytes_max:
                wire.sendall(chunk)
                sent += len(chunk)
        except OSError:
            pass
        assert sent < 4 * exchange_bytes_max
    assert requests.get(served["url"], timeout=10).status_code == 200


@pytest.mark.parametrize("data", [b"", b"x", b"CKQ\1" + bytes(200), b"CKQ\2" + bytes(200), os.urandom(5000)])
def test_rubbish_is_refused_and_the_county_goes_on(served, data):
    assert requests.post(served["url"] + exchange.PATH, data=data, timeout=10).status_code in (400, 403)
    assert say(served["url"]).refusal == ""


def test_an_attachment_needs_a_pass(served):
    url = f"{served['url']}/v1/attachments/{'0' * 64}"
    for leave in ("", "!!", "AAAA"):
        headers = {"Cunkou-Pass": leave}
        assert requests.put(url, data=b"x", headers=headers, timeout=10).status_code == 403
        assert requests.head(url, headers=headers, timeout=10).status_code == 403


def test_the_key_is_kept_and_private(served, folder):
    assert (folder / "county.key").stat().st_mode & 0o777 == 0o600
    with county(folder) as again:
        assert again["key"] == served["key"]


def test_the_command_explains_itself():
    command = [sys.executable, "-m", "county", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "--demo" in told.stdout


MASKED = {"": "", "王": "王", "王五": "王*", "张小三": "张*三", "欧阳小三": "欧**三", "王𠮷": "王*"}


@pytest.mark.parametrize(("name", "masked"), MASKED.items())
def test_names_are_masked(name, masked):
    assert words.masked_name(name) == masked


def test_every_sentence_belongs_to_a_kind_and_every_kind_has_one():
    known = {kind.__name__ for kind in events.event_kinds().values() if kind.__module__.startswith("kiosk.wire.")}
    assert not known - set(words._sentences()), "give each new kind its sentence in resources/county/words.json"
    assert not set(words._sentences()) - known
    for kind in events.event_kinds().values():
        if kind.__name__ in known:
            wanted = set(re.findall(r"\{(\w+)\}", words._sentences()[kind.__name__]))
            assert wanted <= set(kind.__struct_fields__), kind.__name__


def test_money_reads_as_money():
    assert [words.money(fen) for fen in (0, 5, 1250, -1)] == ["0.00元", "0.05元", "12.50元", "-0.01元"]


def test_what_is_put_into_a_tag_is_escaped():
    assert tag("p", "<&", Html("<b>"), title='"') == '<p title="&quot;">&lt;&amp;<b></p>'
