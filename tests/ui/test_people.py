"""People: found by anything one knows, seen with all that waits, added and noted."""

import pytest
from PySide6.QtCore import Qt

from kiosk.people import residents
from kiosk.people.model import Channel
from tests.ui.villagers import counter_with_everything, faults, go, settle_village, take_in


@pytest.fixture
def village(face, desk, tmp_path):
    settle_village(desk)
    take_in(desk, "463431409940372", "r1")
    take_in(desk, "SF1385628716739", "r1", "SF", marks=("fragile",))
    take_in(desk, "YT8962646785389", "r2", "YTO")
    drive = face(counter=counter_with_everything(desk, tmp_path))
    go(drive, "PeoplePage")
    drive.settle()
    return drive


def titles(drive):
    return [row["title"] for row in drive.app.nav.front.rows.rows]


BOX = "姓名、首字母、尾号、外号或户号"


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("qyk", "覃龑堃"),
        ("7719", "覃龑堃"),
        ("堃伢子", "覃龑堃"),
        ("0303", "唐德胜"),
        ("shanxiu", "单秀英"),
        ("胜爹", "唐德胜"),
    ],
)
def test_found_by_anything(village, typed, who):
    village.write(BOX, typed)
    assert any(who in title for title in titles(village))
    assert len(titles(village)) < 10


def test_a_search_that_was_typed_over_does_not_come_back(village):
    village.write(BOX, "zzzz")
    assert titles(village) == []
    village.await_text("没有找到")
    village.click("清空“姓名、首字母、尾号、外号或户号”")
    village.await_text("找哪位村民？")


def test_by_group_and_by_voice(village):
    village.click("3 组")
    assert "唐德胜（胜爹）" in titles(village)
    village.click("要喊的")
    assert {"覃小乐（乐乐）", "唐德胜（胜爹）"} <= set(titles(village))
    assert "覃龑堃（堃伢子）" not in titles(village)
    village.click("要喊的")
    assert titles(village) == []


def test_one_resident_with_all_that_waits(village):
    village.write(BOX, "qyk")
    village.click("覃龑堃（堃伢子）")
    village.await_text("3 个包裹等着取")
    for text in ("韵达", "家里人 覃小乐", "今天到", "覃小乐", "19900007719"):
        village.await_text(text)
    village.click("覃小乐")
    village.await_text("喊一声")
    village.key(Qt.Key.Key_Escape)
    assert village.app.nav.front.name == "覃龑堃"


def test_a_scanned_parcel_leads_to_its_person(village):
    village.scan("463431409940372")
    assert village.app.nav.page_name == "ResidentPage"
    village.await_text("覃龑堃")
    village.key(Qt.Key.Key_Escape)
    village.scan("99999999")
    assert village.app.nav.page_name == "PeoplePage"
    village.await_text("没有找到")


def test_what_the_counter_learns_is_kept(village, desk):
    go(village, "ResidentPage", {"id": "r4"})
    village.settle()
    village.click("改电话、外号、备注")
    village.click("发短信")
    village.click("记下")
    village.await_text("没有电话，只能喊人通知。")
    village.click("送上门")
    village.write("电话", "1990000")
    village.write("备注", "耳背，大点声")
    village.click("记下")
    village.await_text("唐德胜 的情况记下了")
    village.await_text("耳背，大点声")
    with desk.store.read() as db:
        person = residents.get(db, "r4")
    assert (person.phone, person.channel, person.home_service) == ("1990000", Channel.SMS, True)
    village.click("撤销")
    village.await_text("唐德胜 改回原样了")
    with desk.store.read() as db:
        person = residents.get(db, "r4")
    assert (person.phone, person.channel, person.home_service, person.note) == ("", Channel.CALL, False, "")


def test_from_the_person_to_the_hand_over(village):
    go(village, "ResidentPage", {"id": "r1"})
    village.click("取件")
    assert village.app.nav.page_name == "PickupPage"
    village.await_text("1-1-1002")


def test_somebody_new(village, desk):
    village.write(BOX, "彭大嫂")
    village.click("加一位村民")
    assert village.value("姓名") == "彭大嫂"
    village.write("电话", "12")
    village.click("记下")
    village.await_text("电话只能是数字，5 位以上。")
    village.write("电话", "13811112222")
    village.write("第几组", "5")
    village.click("记下")
    village.await_text("彭大嫂 记下了")
    assert village.app.nav.page_name == "ResidentPage"
    with desk.store.read() as db:
        assert [one.group for one in residents.search(db, "pds")] == [5]


def test_pages_without_a_fault(village):
    assert faults(village, "PeoplePage-start") == []
    village.click("3 组")
    assert faults(village, "PeoplePage-group", ((1024, 768), (1080, 1920))) == []
    village.write(BOX, "zzzz")
    assert faults(village, "PeoplePage-nobody", ((1366, 768),)) == []
    go(village, "ResidentPage", {"id": "r1"})
    assert faults(village, "ResidentPage") == []
    village.click("改电话、外号、备注")
    village.write("电话", "12")
    village.click("记下")
    assert faults(village, "ResidentEditPage-problems") == []
    go(village, "ResidentEditPage", {})
    assert faults(village, "ResidentEditPage-new", ((1366, 768), (1080, 1920))) == []


def test_by_keyboard_alone(village):
    village.key(Qt.Key.Key_F3)
    village.type("qyk")
    for _ in range(30):
        village.key(Qt.Key.Key_Tab)
        focused = village.window.activeFocusItem()
        if focused is not None and "ListRow" in focused.metaObject().className():
            break
    village.key(Qt.Key.Key_Return)
    assert village.app.nav.page_name == "ResidentPage"


def test_in_english(village):
    village.app.setLanguage("en")
    go(village, "ResidentPage", {"id": "r1"})
    village.await_text("3 parcels to collect")
    assert faults(village, "ResidentPage-en", ((1024, 768),)) == []


def test_a_half_written_form_changes_its_language(village):
    village.app.nav.open("ResidentEditPage")
    village.settle()
    assert village.sees("加一位村民")
    village.write("姓名", "向小春")
    village.app.setLanguage("en")
    village.await_text("Add a person")
    assert not village.sees("加一位村民")
    assert village.value("Name") == "向小春"
