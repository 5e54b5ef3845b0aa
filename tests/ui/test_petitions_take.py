"""A petition is taken down as a clerk does it: spoken, with photos, confidential, anonymous; kept, read back, filed."""

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest

from drivers.camera.evidence import EvidenceRoom
from drivers.printer import profiles
from drivers.printer.paint import SlipPainter
from drivers.sound.opus import OpusCodec
from drivers.virtual.camera import VirtualCamera
from drivers.virtual.microphone import VirtualMicrophone
from kiosk.clock import ManualClock
from kiosk.petitions.desk import drafts, on_behalf, views
from kiosk.petitions.desk import list as listing
from kiosk.petitions.desk.on_behalf import Presence
from kiosk.petitions.sealed import CountySealer
from kiosk.petitions.view import PetitionView
from kiosk.station import Station
from tests.petitions.conftest import COUNTY_KEY
from tests.stations import CLERK
from tests.ui.conftest import NAME, PIN, OpenFace
from tests.ui.counters import counter_of
from tests.ui.villagers import LEAD_NAME, LEAD_PIN, faults, go, make_lead, settle_village
from ui.app import Face
from ui.drive import Driver

SEARCH = "首字母、尾号或小名"
WORD = "也可写一个词或首字母：路灯、自来水"
SUMMARY = "一句话写明什么事"


@pytest.fixture
def station(desk: Station) -> Station:
    settle_village(desk, more=4)
    return replace(desk, sealer=CountySealer(COUNTY_KEY.public_key().public_bytes_raw()))


@pytest.fixture
def open_desk(station: Station, face: OpenFace) -> Callable[..., Driver]:
    """Opens the face with a microphone that hums and a darkroom."""

    def open_counter(size: tuple[int, int] = (1366, 768), **fields: object) -> Driver:
        known = {
            "painter": SlipPainter(profiles.load("58mm-raster"), scale=2), "microphone": VirtualMicrophone(),
            "codec": OpusCodec(), "darkroom": EvidenceRoom(),
        }  # fmt: skip
        drive = face(size=size, counter=replace(counter_of(station), **known | fields))
        drive.app.setOnScreenKeyboard(False)
        return drive

    return open_counter


def all_filed(station: Station) -> tuple[PetitionView, ...]:
    """Every petition, with all that belongs to it."""
    at = station.clock.now()
    with station.store.read() as db:
        found = listing.desk(db, station, at, by="state").petitions
        return tuple(views.one(db, station, one.id, at) for one in found)


def kept_drafts(station: Station) -> list[drafts.Draft]:
    with station.store.read() as db:
        return list(drafts.listed(db, CLERK))


def choose_person(drive: Driver, typed: str = "7719", name: str = "覃龑堃") -> None:
    drive.write(SEARCH, typed)
    drive.await_text(name)
    drive.click(name)
    drive.await_text("替他办")


def choose_lamp(drive: Driver) -> None:
    drive.click("哪类事")
    drive.write(WORD, "路灯")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("换一类")


def summarise(drive: Driver, text: str = "三组路灯三个月不亮") -> None:
    drive.click("说一说")
    drive.write(SUMMARY, text)


def written(drive: Driver, secrecy: str = "公开", text: str = "从八月起三组的路灯就没亮过。") -> None:
    """All that a petition needs, for whom the page has been opened already."""
    drive.click("公开程度")
    drive.click(secrecy)
    choose_lamp(drive)
    summarise(drive)
    drive.write("要写的写在这里", text)


def file_it(drive: Driver, confirm: str = "读完，本人说对") -> None:
    drive.click("读给本人听")
    drive.click(confirm)
    drive.click("交上去，打印回执")
    drive.await_text("已收下")


def a_picture(seed: int = 4) -> bytes:
    pixels = np.random.default_rng(seed).integers(100, 255, (600, 800, 3), np.uint8)
    made = io.BytesIO()
    Image.fromarray(pixels).save(made, "JPEG", quality=90)
    return made.getvalue()


def test_a_written_one_from_the_first_touch_to_the_slip(open_desk, station: Station) -> None:
    drive = open_desk()
    drive.app.nav.jump("PetitionsPage")
    drive.settle(50)
    drive.click("新诉求")
    choose_person(drive)
    written(drive)
    drive.click("读给本人听")
    drive.await_text("从八月起三组的路灯就没亮过。")
    assert not drive.find("交上去，打印回执", pressable=True).isEnabled(), "nothing is filed before it is confirmed"
    drive.click("读完，本人说对")
    drive.click("交上去，打印回执")
    drive.await_text("已收下")
    (one,) = all_filed(station)
    assert (one.name, one.confirmed, one.secrecy) == ("覃龑堃", "read", "public")
    assert (one.contact, one.phone, one.group) == ("phone", "19900007719", 6)
    assert drive.sees(one.number)
    assert not kept_drafts(station)
    assert not faults(drive, "petition-filed")
    drive.click("好了")
    drive.await_text("没有草稿")
    drive.shot("petition-hub-filed")
    drive.await_text(one.summary)


def test_by_keys_alone_to_the_second_question(open_desk, station: Station) -> None:
    drive = open_desk()
    go(drive, "PetitionTakePage")
    drive.type("7719")
    drive.await_text("覃龑堃")
    drive.shot("petition-who-search")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("替他办")
    drive.key(Qt.Key.Key_PageDown)
    drive.await_text("谁能知道？")
    drive.key(Qt.Key.Key_PageUp)
    drive.await_text("谁来反映？")


def test_a_spoken_one(open_desk, station: Station) -> None:
    drive = open_desk()
    go(drive, "PetitionTakePage")
    choose_person(drive)
    drive.click("公开程度")
    drive.click("公开")
    choose_lamp(drive)
    drive.click("说一说")
    drive.click("开始说")
    drive.settle(1_300)
    drive.click("说完了，停")
    drive.await_text("听一遍")
    drive.write(SUMMARY, "路灯不亮")
    drive.click("读给本人听")
    drive.await_text("录音 0:0")
    drive.click("放完录音，说对")
    drive.click("交上去，打印回执")
    drive.await_text("已收下")
    (one,) = all_filed(station)
    (voice,) = one.attachments
    assert (voice.role, voice.mime, one.kind, one.confirmed) == ("voice", "audio/ogg", "spoken", "heard")
    assert voice.duration_ms >= 1_000


def test_photos_taken_blacked_out_and_taken_off(open_desk, station: Station, clock: ManualClock) -> None:
    camera = VirtualCamera(clock)
    camera.show(a_picture())
    camera.start()
    drive = open_desk(camera=camera)
    try:
        go(drive, "PetitionTakePage")
        choose_person(drive)
        written(drive)
        drive.click("照片材料")
        drive.click("拍照片")
        drive.await_text("照片1")
        camera.show(a_picture(5))
        drive.settle(600)
        drive.click("拍材料")
        drive.await_text("材料2")
        (before,) = [one for one in kept_drafts(station)[0].attachments if one.role == "photo"]
        assert not faults(drive, "petition-photos")
        drive.click("涂黑照片1的一块")
        drive.settle(300)
        sheet = drive.find("用手指划", pressable=True)
        a, b = (sheet.mapToScene(sheet.boundingRect().center() * share) for share in (0.5, 1.5))
        points = [QPoint(int(one.x()), int(one.y())) for one in (a, b)]
        QTest.mousePress(drive.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
        QTest.mouseMove(drive.window, points[1])
        QTest.mouseRelease(drive.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[1])
        drive.settle(50)
        drive.click("涂黑")
        drive.settle(200)
        digests = {one.digest for one in kept_drafts(station)[0].attachments}
        assert before.digest not in digests
        assert not station.attachments.has(before.digest)
        drive.click("去掉材料2")
        file_it(drive)
        (one,) = all_filed(station)
        (photo,) = one.attachments
        with Image.open(io.BytesIO(station.attachments.get(photo.digest))) as image:
            pixels = np.asarray(image.convert("L"))
        height, width = pixels.shape
        assert pixels[height // 2 - 9 : height // 2 + 9, width // 2 - 9 : width // 2 + 9].max() < 8
    finally:
        camera.stop()


def test_a_confidential_one_leaves_nothing_to_be_seen(open_desk, station: Station) -> None:
    drive = open_desk()
    go(drive, "PetitionTakePage")
    choose_person(drive)
    written(drive, "保密", "是我们组长拿走的。")
    file_it(drive)
    assert drive.sees("内容已封好")
    for word in ("覃龑堃", "路灯", "组长"):
        assert not drive.sees(word), word
    (one,) = all_filed(station)
    assert (one.name, one.summary, one.text) == ("", "", "")
    assert not faults(drive, "petition-filed-confidential", ((1366, 768),))


def test_an_anonymous_one_asks_for_no_name(open_desk, station: Station) -> None:
    drive = open_desk()
    go(drive, "PetitionTakePage")
    choose_person(drive)
    drive.click("换一位")
    drive.click("不留名（匿名）")
    choose_lamp(drive)
    summarise(drive)
    drive.write("要写的写在这里", "河边有人倒垃圾。")
    drive.click("怎么答复")
    assert drive.sees("凭单子上的查询码来站里问")
    file_it(drive)
    (one,) = all_filed(station)
    assert (one.secrecy, one.name, one.resident, one.phone) == ("anonymous", "", "", "")


def test_a_draft_is_there_again(open_desk, station: Station) -> None:
    """Every word is safe at once: the window goes without a goodbye, and another takes the draft up."""
    first = Face(counter_of(station), size=QSize(1366, 768))
    first.open()
    drive = Driver(first)
    drive.sign_in(NAME, PIN)
    drive.app.setOnScreenKeyboard(False)
    go(drive, "PetitionTakePage")
    choose_person(drive)
    summarise(drive, "水渠堵了")
    first.close()
    again = open_desk()
    again.app.nav.jump("PetitionsPage")
    again.settle(50)
    again.await_text("水渠堵了")
    assert again.sees("还差")
    again.click("水渠堵了")
    again.await_text("谁能知道？")
    again.click("说一说")
    assert again.value(SUMMARY) == "水渠堵了"
    again.click("先存着")
    again.await_text("水渠堵了")


def test_an_emergency_is_told_the_number_first(open_desk, station: Station) -> None:
    drive = open_desk()
    go(drive, "PetitionTakePage")
    choose_person(drive)
    drive.click("哪类事")
    drive.write(WORD, "消防")
    drive.await_text("消防")
    drive.key(Qt.Key.Key_Return)
    drive.await_text("现在正在着火吗")
    drive.click("是", nth=0)
    drive.await_text("119")
    assert not drive.find("下一步", pressable=True).isEnabled()
    drive.shot("petition-stopper")
    drive.click("否", nth=0)
    drive.click("否", nth=1)
    assert not drive.sees("先打电话")
    assert drive.find("下一步", pressable=True).isEnabled()


def test_any_leaf_by_three_touches(open_desk, station: Station) -> None:
    drive = open_desk()
    go(drive, "PetitionTakePage")
    drive.click("哪类事")
    book = station.catalogue
    for place in (0, 0, 0):
        touched = drive.app.nav.front.about.tiles[place]["title"]
        drive.click(touched)
        if drive.sees("换一类"):
            break
    assert kept_drafts(station)[0].content.category in {leaf.code for leaf in book.categories}


def test_the_same_matter_is_followed_or_filed_beside_it(open_desk, station: Station, clock: ManualClock) -> None:
    drive = open_desk()
    for _ in range(2):
        clock.advance(seconds=60)
        go(drive, "PetitionTakePage")
        choose_person(drive)
        written(drive)
        drive.click("读给本人听")
        if drive.sees("是不是同一件事"):
            break
        file_it(drive)
        drive.click("好了")
    assert drive.sees("是不是同一件事")
    assert not faults(drive, "petition-similar")
    drive.click("另外交，关联上")
    file_it(drive)
    newest, first = sorted(all_filed(station), key=lambda one: -one.id)
    assert [number for _, number in newest.linked] == [first.number]
    drive.click("再来一件")
    choose_person(drive)
    written(drive)
    drive.click("读给本人听")
    drive.click("是同一件，跟进它", nth=0)
    drive.settle(50)
    assert len(all_filed(station)) == 2
    assert not kept_drafts(station)
    assert any("覃龑堃" in one.followers for one in all_filed(station))


def test_a_sixth_representative_is_refused(open_desk, station: Station) -> None:
    drive = open_desk()
    go(drive, "PetitionTakePage")
    choose_person(drive)
    for name in ("王甲", "王乙", "王丙", "王丁", "王戊", "王己"):
        drive.write("一起来的代表，最多五人", name)
        drive.key(Qt.Key.Key_Return)
    assert drive.sees("代表最多 5 人")
    assert kept_drafts(station)[0].content.representatives == ("王甲", "王乙", "王丙", "王丁", "王戊")
    drive.click("王戊")
    assert len(kept_drafts(station)[0].content.representatives) == 4


def test_what_is_missing_leads_to_where_it_is_mended(open_desk, station: Station) -> None:
    drive = open_desk()
    go(drive, "PetitionTakePage")
    choose_person(drive)
    drive.click("读给本人听")
    drive.await_text("请用一句话写明什么事。")
    drive.click("请用一句话写明什么事。")
    assert drive.sees("一句话写明什么事")
    assert not all_filed(station)


def test_a_clerk_acts_for_somebody_who_is_there(open_desk, station: Station, clock: ManualClock) -> None:
    drive = open_desk()
    go(drive, "PetitionTakePage")
    choose_person(drive)
    drive.click("本人在场，替他办（代办）")
    drive.click("开始代办，半小时")
    drive.await_text("请选怎么核对身份的")
    assert not faults(drive, "petition-behalf-asked")
    drive.click("认得本人")
    drive.write("或者写见证人姓名", "单秀英")
    drive.click("开始代办，半小时")
    drive.await_text("正在替覃龑堃代办，还剩 30 分钟")
    drive.shot("petition-behalf")
    drive.app.nav.home()
    drive.settle(50)
    assert drive.sees("正在替覃龑堃代办"), "it stands on every page"
    clock.advance(seconds=31 * 60)
    assert drive.wait(lambda: not drive.sees("正在替")), "and ends by itself"


def test_nobody_goes_on_in_another_clerks_name(open_desk, station: Station) -> None:
    make_lead(station)
    drive = open_desk()
    who = Presence("覃龑堃", "r1", "known", witness="单秀英")
    on_behalf.begin(station, who, CLERK)
    drive.await_text("正在替覃龑堃代办")
    drive.app.session.signOut()
    drive.sign_in(LEAD_NAME, LEAD_PIN)
    assert not drive.sees("正在替")
    with station.store.read() as db:
        (one,) = on_behalf.log(db, station, station.clock.now())
    assert one.why == "signed_out"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_step_in_every_size(open_desk, station: Station, language: str) -> None:
    drive = open_desk()
    go(drive, "PetitionTakePage")
    found = faults(drive, f"petition-empty-{language}", ((1366, 768),))
    choose_person(drive)
    drive.click("哪类事")
    found += faults(drive, f"petition-tiles-{language}")
    written(drive)
    drive.click("说一说")
    drive.app.setLanguage(language)
    drive.settle(50)
    for step in ("who", "open", "about", "say", "evidence", "where", "answer", "read"):
        drive.app.nav.front.go(step)
        drive.settle(50)
        found += faults(drive, f"petition-{step}-{language}")
    drive.app.setTextScale(1.3)
    for step in ("who", "open", "about", "say", "evidence", "where", "answer", "read"):
        drive.app.nav.front.go(step)
        drive.settle(50)
        found += faults(drive, f"petition-large-{step}-{language}", ((1024, 768),))
    drive.app.nav.jump("PetitionsPage")
    drive.settle(50)
    found += faults(drive, f"petition-hub-large-{language}", ((1024, 768),))
    drive.app.setTextScale(1.0)
    found += faults(drive, f"petition-hub-{language}")
    assert not found, "\n".join(found)
