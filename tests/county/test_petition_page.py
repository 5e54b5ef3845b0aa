"""The pages about petitions, from outside: steps by forms, masked names, sealed words for the key's holder only."""

import base64
import re
import time
from datetime import date, timedelta
from hashlib import sha256

import pytest
import requests
from msgspec import Raw
from msgspec.structs import replace

from county import demo
from kiosk.wire import codec, events, exchange, receipt, sealed
from kiosk.wire.events import Event
from kiosk.wire.petition_events import Attached, PetitionRated, PetitionSupplemented
from tests.sync.servers import county

from .conftest import Station
from .petitioning import BODY, FIRST, confidential, filed

CODE = "430726-0112"
TODAY = (date(1970, 1, 1) + timedelta(milliseconds=time.time_ns() // 1_000_000 + 8 * 3_600_000)).toordinal() - date(
    1970, 1, 1
).toordinal()
SOUND = b"OggS" + bytes(range(256)) * 8


def attached(data: bytes, mime: str = "audio/ogg", role: str = "voice", **more: object) -> Attached:
    return Attached(sha256(data).hexdigest(), mime, len(data), role, 61_000, **more)


class Counter:
    """A station over HTTP, and browsers at the county."""

    def __init__(self, ready: dict[str, str], station: Station) -> None:
        self.url, self.station, self.number = ready["url"], station, FIRST
        self.public = bytes.fromhex(ready["petition_key"])
        self.county = codec.public_key(bytes.fromhex(ready["key"]))
        self.browser = browser()

    def do(self, fact: Event) -> None:
        at_ms = time.time_ns() // 1_000_000
        body = Raw(events.encode(fact))
        self.station.add(events.pack_record(events.Record(fact.KIND, 1, at_ms, 1, "0", 0, TODAY, "c01", body)))
        last = len(self.station.lanes[2])
        data, nonce = self.station.ask(self.station.seal(last, last))
        answered = requests.post(self.url + exchange.PATH, data=data, timeout=10)
        assert exchange.hear(answered.content, self.county, nonce).receipts

    def next(self) -> int:
        self.number += 1
        return self.number

    def put(self, data: bytes) -> None:
        digest = sha256(data)
        leave = receipt.issue_pass(receipt.Pass(CODE, digest.digest()), self.station.key)
        headers = {exchange.PASS_HEADER: base64.b64encode(leave).decode()}
        where = self.url + exchange.ATTACHMENT_PATH + digest.hexdigest()
        assert requests.put(where, data=data, headers=headers, timeout=10).status_code == 200

    def one(self, number: int, who: "requests.Session | None" = None, **more: object) -> str:
        return self.get(f"/petitions/one?station={CODE}&petition={number}", who, **more).text

    def get(self, path: str, who: "requests.Session | None" = None, code: int = 200) -> requests.Response:
        answered = (who or self.browser).get(self.url + path, timeout=10)
        assert answered.status_code == code, answered.text
        return answered

    def fill(
        self, path: str, number: int, who: "requests.Session | None" = None, **fields: object
    ) -> requests.Response:
        text = self.one(number, who)
        seen = re.search(r'name="seen" value="(\d+)"', text)
        token = re.search(r'name="token" value="([0-9a-f]{64})"', text)
        known = {"station": CODE, "petition": number, "seen": seen[1] if seen else 0, "token": token[1]}
        return (who or self.browser).post(self.url + path, data={**known, **fields}, timeout=10, allow_redirects=False)

    def take(self, happening: str, number: int, **fields: object) -> requests.Response:
        return self.fill("/petitions/step", number, happening=happening, **fields)


def browser() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    return session


@pytest.fixture(scope="module")
def counter(tmp_path_factory):
    station = Station(code=CODE)
    folder = tmp_path_factory.mktemp("county")
    with county(folder, "--demo", "--enrol", f"{CODE}={station.public.hex()}") as ready:
        found = Counter(ready, station)
        found.folder = folder
        yield found


def test_a_petition_is_worked_by_forms(counter):
    number = counter.next()
    counter.do(filed(number, TODAY))
    listed = counter.get("/petitions").text
    assert f"W0112-2026-{number % 10**9:06}" in listed
    assert "覃*丽" in listed
    assert "覃小丽" not in listed
    for happening, fields, shown in (
        ("registered", {}, "已登记"),
        ("transferred", {"office": "zhujian"}, "石门县住房和城乡建设局"),
        ("asked", {"text": "哪几盏<灯>？"}, "哪几盏&lt;灯&gt;？"),
        ("scheduled", {"day": str(date.today() + timedelta(days=9)), "text": ""}, "已排期"),  # noqa: DTZ011
        ("answered", {"text": "换好了。", "office": "fucha"}, "换好了。"),
        ("closed", {"text": ""}, "已办结"),
    ):
        done = counter.take(happening, number, **fields)
        assert done.status_code == 303, done.text
        assert shown in counter.one(number)
    assert f"petition={number}" not in counter.get("/petitions").text
    assert f"petition={number}" in counter.get("/petitions?show=done").text


def test_faults_are_named_and_what_was_typed_stays(counter):
    number = counter.next()
    counter.do(filed(number, TODAY))
    counter.take("registered", number)
    said = counter.take("extended", number, day="2020-01-01", text="要<b>等材料")
    assert said.status_code == 422
    assert "延长只能到" in said.text
    assert "要&lt;b&gt;等材料" in said.text
    assert '<details open="">' in said.text
    said = counter.fill("/petitions/category", number, category="x", text="")
    assert said.status_code == 422
    assert "请从目录里选" in said.text
    assert counter.take("answered", number, text="字" * 4_000, office="jijian").status_code == 303


def test_not_solved_stands_first_until_it_is_answered(counter):
    number = counter.next()
    counter.do(filed(number, TODAY))
    counter.take("registered", number)
    counter.take("answered", number, text="好了。", office="jijian")
    counter.do(PetitionRated(number, 2, "no", "没有好"))
    assert re.search(r"petition=(\d+)", counter.get("/petitions").text)[1] == str(number)
    text = counter.one(number)
    assert "没有好" in text
    assert set(re.findall(r'name="happening" value="(\w+)"', text)) == {"reopened", "declined"}
    assert counter.take("closed", number).status_code == 422
    assert counter.take("reopened", number).status_code == 303
    assert "重新办理" in counter.one(number)


def test_names_are_shown_to_who_asks(counter):
    number = counter.next()
    counter.do(filed(number, TODAY))
    assert "19900001234" not in counter.one(number)
    assert "尾号1234" in counter.one(number)
    named = counter.get(f"/petitions/one?station={CODE}&petition={number}&who=1").text
    assert "覃小丽" in named
    assert "19900001234" in named


def test_late_ones_are_said_to_be_late(counter):
    late, later = counter.next(), counter.next()
    first, second = filed(late, TODAY - 20), filed(later, TODAY - 70)
    counter.do(first)
    counter.do(second)
    text = counter.get("/petitions?show=late").text
    assert f"超期 {TODAY - min(due.day for due in first.dues)} 天" in text
    assert f"超期三倍，{TODAY - min(due.day for due in second.dues)} 天" in text


def test_a_recording_is_heard_with_strict_headers(counter):
    number, voice = counter.next(), attached(SOUND)
    other = attached(b"<script>alert(1)</script>", "text/html", "document")
    counter.do(filed(number, TODAY, body=replace(BODY, attachments=(voice, other))))
    where = f"/petitions/attachment?station={CODE}&petition={number}&digest={voice.digest}"
    assert voice.digest[:16].upper() in counter.one(number)
    counter.get(where, code=404)
    counter.put(SOUND)
    heard = counter.get(where)
    assert (heard.content, heard.headers["Content-Type"]) == (SOUND, "audio/ogg")
    assert "sandbox" in heard.headers["Content-Security-Policy"]
    assert heard.headers["X-Content-Type-Options"] == "nosniff"
    assert heard.headers["Cache-Control"] == "no-store"
    counter.put(b"<script>alert(1)</script>")
    kept = counter.get(f"/petitions/attachment?station={CODE}&petition={number}&digest={other.digest}")
    assert kept.headers["Content-Disposition"] == "attachment"
    assert kept.headers["Content-Type"] == "application/octet-stream"
    for bad in ("0" * 64, "../../county.key", ""):
        counter.get(f"/petitions/attachment?station={CODE}&petition={number}&digest={bad}", code=404)
    elsewhere = counter.next()
    counter.do(filed(elsewhere, TODAY))
    counter.get(f"/petitions/attachment?station={CODE}&petition={elsewhere}&digest={voice.digest}", code=404)
    refused = counter.browser.get(counter.url + where, headers={"Host": "evil.example:80"}, timeout=10)
    assert refused.status_code == 403


SECRET = replace(BODY, summary="村支书的账", text="修路的钱对不上。")


def test_a_confidential_petition_opens_for_the_key_s_holder_alone(counter):
    number = counter.next()
    hidden = sealed.seal(SOUND + b"!", counter.public, sealed.ATTACHMENT)
    voice = attached(SOUND + b"!", sealed=sha256(hidden).hexdigest())
    counter.put(hidden)
    counter.do(confidential(counter.public, number, replace(SECRET, attachments=(voice,))))
    more = sealed.seal(codec.pack(replace(BODY, summary="", text="还有一张收据")), counter.public, sealed.BODY)
    counter.do(PetitionSupplemented(number, 0, "", more))
    where = f"/petitions/attachment?station={CODE}&petition={number}&digest={voice.digest}"
    shut = counter.one(number)
    assert "对不上" not in shut
    assert "封好的" in shut
    counter.get(where, code=404)

    wrong = counter.fill("/petitions/unlock", number, passphrase="nonsense")
    assert (wrong.status_code, "口令不对" in wrong.text) == (422, True)
    assert "nonsense" not in wrong.text
    holder = browser()
    done = counter.fill("/petitions/unlock", number, holder, passphrase=demo.PETITION_PASSPHRASE)
    assert done.status_code == 303
    opened = counter.one(number, holder)
    assert "修路的钱对不上。" in opened
    assert "还有一张收据" in opened
    assert counter.get(where, holder).content == SOUND + b"!"
    assert "对不上" not in counter.one(number)  # another browser
    counter.get(where, code=404)

    assert counter.take("registered", number).status_code == 303
    assert counter.take("answered", number, text="已经移交纪委", office="jijian").status_code == 303
    assert "已经移交" not in counter.one(number, holder)
    assert counter.fill("/petitions/lock", number, holder).status_code == 303
    assert "对不上" not in counter.one(number, holder)
    for file in counter.folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            for word in ("对不上", "还有一张收据", "已经移交"):
                assert word.encode() not in data, file
            assert SOUND + b"!" not in data, file


def test_wrong_passphrases_are_slowed_down(counter):
    number, holder = counter.next(), browser()
    counter.do(confidential(counter.public, number))
    said = [counter.fill("/petitions/unlock", number, holder, passphrase=f"guess-{n}").text for n in range(6)]
    assert "过一分钟再试" in said[-1]
    right = counter.fill("/petitions/unlock", number, holder, passphrase=demo.PETITION_PASSPHRASE)
    assert "过一分钟再试" in right.text


def test_the_key_lies_under_its_passphrase(counter):
    file = counter.folder / "petition.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"ENCRYPTED" in file.read_bytes()


@pytest.mark.parametrize("path", ["step", "category", "unlock", "lock", "times"])
def test_a_forged_form_is_refused(counter, path):
    counter.get("/petitions")
    for fields in ({}, {"token": "0" * 64}):
        answered = counter.browser.post(f"{counter.url}/petitions/{path}", data=fields, timeout=10)
        assert answered.status_code == 403


def test_a_form_that_is_too_large_is_refused(counter):
    number = counter.next()
    counter.do(filed(number, TODAY))
    assert counter.take("asked", number, text="字" * 8_000).status_code == 413


@pytest.mark.parametrize("query", ["", "?station=x&petition=y", f"?station={CODE}&petition=99999999999999999999"])
def test_what_is_not_there_is_said_not_to_be(counter, query):
    assert "没有这件问政" in counter.get(f"/petitions/one{query}").text


def test_answer_times_need_answers(counter):
    token = re.search(r'name="token" value="([0-9a-f]{64})"', counter.get("/money/twin").text)[1]
    said = counter.browser.post(f"{counter.url}/petitions/times", data={"token": token}, timeout=10)
    assert (said.status_code, "还不到" in said.text) == (422, True)
