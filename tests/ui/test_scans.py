"""Scans that come as keystrokes, told from people by event timestamps; and the hub for all other sources."""

import threading

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from kiosk.seams import Scan
from tests.ui.conftest import OpenFace
from ui.drive import Driver

CODE = "YT8812345678901"


def gallery(face: OpenFace) -> Driver:
    drive = face()
    drive.app.nav.open("GalleryPage")
    drive.settle()
    return drive


def test_fast_keys_are_a_scan_whatever_has_the_focus(face: OpenFace) -> None:
    drive = gallery(face)
    drive.click("姓名")
    drive.wedge(CODE)
    assert drive.sees(f"{CODE} wedge")
    assert drive.value("姓名") == ""


def test_a_scan_without_enter_ends_in_silence(face: OpenFace) -> None:
    drive = gallery(face)
    drive.wedge(CODE, end=None)
    assert drive.sees(f"{CODE} wedge")


def test_tab_ends_a_scan_and_does_not_move_the_focus(face: OpenFace) -> None:
    drive = gallery(face)
    drive.click("姓名")
    before = drive.window.activeFocusItem()
    drive.wedge(CODE, end=Qt.Key.Key_Tab)
    assert drive.sees(CODE)
    assert drive.window.activeFocusItem() == before


def test_a_persons_keys_reach_the_field_in_order(face: OpenFace) -> None:
    drive = gallery(face)
    drive.click("姓名")
    drive.wedge("zhangsan88", gap_ms=80, end=None)
    assert drive.value("姓名") == "zhangsan88"
    assert not drive.sees("wedge")


def test_five_fast_keys_are_no_scan(face: OpenFace) -> None:
    drive = gallery(face)
    drive.click("姓名")
    drive.wedge("12345", end=None)
    assert drive.value("姓名") == "12345"


def test_keys_without_a_timestamp_never_count(face: OpenFace) -> None:
    drive = gallery(face)
    drive.click("姓名")
    for character in CODE:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(
                drive.window, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
            )
    drive.settle(150)
    assert drive.value("姓名") == CODE
    assert not drive.sees("wedge")


def test_a_held_key_is_no_scan(face: OpenFace) -> None:
    drive = gallery(face)
    drive.click("姓名")
    for at in range(12):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier, "7", at > 0)
        event.setTimestamp(5_000 + at * 30)
        QCoreApplication.sendEvent(drive.window, event)
    drive.settle(150)
    assert drive.value("姓名") == "7" * 12


def test_a_stall_does_not_turn_typing_into_a_scan(face: OpenFace) -> None:
    """All keys arrive at once after a stall; their timestamps still say 60 ms."""
    drive = gallery(face)
    drive.click("姓名")
    for at, character in enumerate("zhangsanfeng"):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
        event.setTimestamp(9_000 + at * 60)
        QCoreApplication.sendEvent(drive.window, event)
    drive.settle(150)
    assert drive.value("姓名") == "zhangsanfeng"


def test_scans_from_a_devices_thread_arrive_on_qts(face: OpenFace) -> None:
    drive = gallery(face)
    here: list[int] = []
    drive.app.scans.scanned.connect(lambda *_: here.append(threading.get_ident()))
    scan = Scan(CODE, "code128", "serial", drive.app.now())
    thread = threading.Thread(target=drive.app.scans.feed, args=(scan,))
    thread.start()
    thread.join()
    assert drive.wait(lambda: drive.sees(f"{CODE} code128 serial"))
    assert here == [threading.get_ident()]


def test_a_scan_that_no_page_wants_is_said(face: OpenFace) -> None:
    drive = face()
    drive.scan(CODE)
    assert drive.sees("这一页用不上")
