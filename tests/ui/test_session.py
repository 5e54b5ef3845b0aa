"""Signing in, the forced change, the lock, going idle: as a clerk meets them."""

from PySide6.QtCore import Qt

from kiosk.clock import ManualClock
from kiosk.people import clerks
from kiosk.people.model import Role
from kiosk.station import Station
from tests.stations import LEAD
from tests.ui.conftest import NAME, PIN, OpenFace
from tests.ui.samples import BUSY_DAY


def test_a_clerk_signs_in_by_touch(face: OpenFace) -> None:
    drive = face(signed_in=False)
    drive.click(NAME)
    assert drive.sees("请输密码")
    for digit in PIN:
        drive.click(digit)
    drive.click("开柜")
    drive.wait(lambda: drive.app.session.signedIn)
    drive.await_text("今天要做的")
    assert drive.app.by == "tan"
    assert not drive.face.warnings


def test_a_clerk_signs_in_by_keys_alone(face: OpenFace) -> None:
    drive = face(signed_in=False)
    for _ in range(4):
        focused = drive.window.activeFocusItem()
        if focused is not None and focused.property("text") == NAME:
            break
        drive.key(Qt.Key.Key_Tab)
    drive.key(Qt.Key.Key_Return)
    drive.type(PIN)
    drive.key(Qt.Key.Key_Return)
    assert drive.wait(lambda: drive.app.session.signedIn)


def test_a_wrong_pin_says_how_many_tries_are_left(face: OpenFace) -> None:
    drive = face(signed_in=False)
    drive.sign_in(NAME, "1111")
    assert "4" in drive.app.session.troubleText
    assert drive.sees(drive.app.session.troubleText)
    assert drive.sees("已输 0 位"), "the pad empties itself"
    for _ in range(4):
        drive.sign_in(NAME, "1111")
    drive.sign_in(NAME, PIN)
    assert not drive.app.session.signedIn, "locked for a while after the fifth"
    assert drive.app.session.troubleText


def test_a_first_pin_must_be_changed(face: OpenFace, desk: Station) -> None:
    clerks.enlist(desk, "wang", "王新", Role.CLERK, "271829", by=LEAD)
    drive = face(signed_in=False)
    drive.click("王新")
    _enter(drive, "271829")
    drive.await_text("定一个新密码")
    _enter(drive, "1234")
    _enter(drive, "1234")
    assert drive.app.session.stage == "change"
    assert drive.app.session.troubleText, "1234 is refused in words"
    _enter(drive, "9173")
    drive.await_text("再输一遍")
    _enter(drive, "9174")
    assert drive.sees("两遍不一样")
    _enter(drive, "9173")
    _enter(drive, "9173")
    assert drive.wait(lambda: drive.app.session.signedIn)
    assert clerks.sign_in(desk, "wang", "9173").name == "王新"


def test_the_lock_keeps_the_page_for_the_same_clerk(face: OpenFace) -> None:
    drive = face(BUSY_DAY)
    drive.app.nav.open("GalleryPage")
    drive.write("姓名", "tan")
    drive.click("锁定")
    assert not drive.app.session.signedIn
    assert not drive.sees("控件样张"), "nothing of the page shows while it is locked"
    drive.sign_in(NAME, PIN)
    assert drive.value("姓名") == "tan"


def test_another_clerk_starts_at_home(face: OpenFace, desk: Station) -> None:
    clerks.change_pin(desk, LEAD, "271828", "8642")
    drive = face(BUSY_DAY)
    drive.app.nav.open("GalleryPage")
    drive.click("锁定")
    drive.click("换一位")
    drive.sign_in("唐站长", "8642")
    assert drive.app.nav.page == "HomePage"
    assert drive.app.by == LEAD
    assert drive.app.session.may("lead")


def test_a_clerk_changes_the_pin(face: OpenFace, desk: Station) -> None:
    drive = face()
    drive.click(f"{NAME} · 没开班")
    drive.click("改我的密码")
    _enter(drive, PIN)
    _enter(drive, "7391")
    _enter(drive, "7391")
    assert drive.wait(lambda: drive.app.session.signedIn)
    assert clerks.sign_in(desk, "tan", "7391")


def test_going_idle_warns_and_then_locks(face: OpenFace, clock: ManualClock) -> None:
    drive = face(BUSY_DAY)
    clock.advance(seconds=275)
    drive.app.idle.tick()
    drive.await_text("还在吗")
    drive.click("我在")
    assert not drive.sees("还在吗")
    clock.advance(seconds=299)
    drive.app.idle.tick()
    assert drive.app.session.signedIn
    clock.advance(seconds=2)
    drive.app.idle.tick()
    assert not drive.app.session.signedIn


def test_a_scan_counts_as_a_touch_and_opens_nothing_while_locked(face: OpenFace, clock: ManualClock) -> None:
    drive = face()
    clock.advance(seconds=290)
    drive.app.idle.tick()
    drive.scan("YT8812345678901")
    assert drive.app.idleLeft == 0
    drive.click("锁定")
    drive.scan("YT8812345678901")
    assert not drive.sees("YT88")


def _enter(drive, pin: str) -> None:
    drive.type(pin)
    drive.key(Qt.Key.Key_Return)
    drive.settle()
