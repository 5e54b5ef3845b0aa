"""Qt's pinyin keyboard: there when a finger presses into a text box, gone otherwise; Chinese by touch alone."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.conftest import OpenFace
from ui.drive import Driver


def gallery(face: OpenFace) -> Driver:
    drive = face()
    drive.app.nav.open("GalleryPage")
    drive.settle()
    return drive


def key_cap(drive: Driver, text: str) -> QQuickItem:
    def caps() -> list[QQuickItem]:
        return [
            i for i in drive.items() if i.property("keyPanelDelegate") is not None and i.property("displayText") == text
        ]

    assert drive.wait(lambda: bool(caps()), 5000), f"no key {text!r}"
    return caps()[0]


def press(drive: Driver, item: QQuickItem) -> None:
    centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    QTest.mouseClick(
        drive.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(centre.x(), centre.y())
    )
    drive.settle(30)


def write(drive: Driver, letters: str) -> None:
    for letter in letters:
        press(drive, key_cap(drive, letter))


def candidate(drive: Driver, text: str) -> QQuickItem:
    """The word offered; the list slides in, so wait until it stands still."""
    drive.wait(lambda: bool(drive.all_named(text)), 2000)
    before = None
    while before != (now := drive.find(text).mapToScene(QPointF(0, 0))):
        before = now
        drive.settle(120)
    return drive.find(text)


def test_focus_alone_brings_no_keyboard(face: OpenFace) -> None:
    drive = gallery(face)
    assert drive.window.activeFocusItem().property("placeholderText").startswith("扫码")
    assert not QGuiApplication.inputMethod().isVisible()


def test_a_name_by_touch_alone(face: OpenFace) -> None:
    drive = gallery(face)
    drive.click("姓名")
    assert QGuiApplication.inputMethod().isVisible()
    write(drive, "zhangsan")
    press(drive, candidate(drive, "张三"))
    assert drive.value("姓名") == "张三"
    box = drive.find("姓名", pressable=True)
    bottom = box.mapToScene(QPointF(0, box.height())).y()
    keyboard = key_cap(drive, "q").mapToScene(QPointF(0, 0)).y()
    assert bottom < keyboard, "one sees what one writes"
    drive.shot("keyboard")


def test_it_can_be_switched_off(face: OpenFace) -> None:
    drive = gallery(face)
    drive.app.setOnScreenKeyboard(False)
    drive.click("姓名")
    drive.type("wang")
    assert drive.value("姓名") == "wang"
    assert not [item for item in drive.items() if item.property("keyPanelDelegate") is not None]


def test_writing_in_a_dialog(face: OpenFace) -> None:
    """A modal dialog must neither block the keys nor be closed by pressing them."""
    drive = gallery(face)
    drive.click("写一张条")
    drive.click("留言")
    write(drive, "ni")
    press(drive, candidate(drive, "你"))
    assert drive.value("留言") == "你"
    assert drive.sees("留张条子")


def test_a_scan_leaves_a_half_written_word_alone(face: OpenFace) -> None:
    drive = gallery(face)
    drive.click("姓名")
    write(drive, "ni")
    drive.wedge("YT8812345678901")
    assert drive.sees("YT8812345678901 wedge")
    press(drive, candidate(drive, "你"))
    assert drive.value("姓名") == "你"
