"""A store that does not open: said in plain words, and mended in a few touches, with no network (O9)."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt

from kiosk.clock import ManualClock
from kiosk.errors import StoreBusy, StoreDamaged, StoreFull, StoreKeyMissing, StoreNewer, StoreReadOnly, Trouble
from kiosk.people import residents
from kiosk.store import backup
from tests.stations import CLERK, KEY, make_station
from tests.ui.conftest import ROOT
from tests.ui.villagers import faults
from ui.drive import Driver
from ui.recovery import RecoveryFace


@pytest.fixture
def window() -> Iterator:
    opened: list[RecoveryFace] = []

    def show(trouble: Trouble, folder, key=KEY, language="zh") -> tuple[RecoveryFace, Driver]:
        face = RecoveryFace(trouble, folder, key, ManualClock(), language=language, size=QSize(1024, 768))
        face.open()
        opened.append(face)
        return face, Driver(face, ROOT / "out" / "shots")

    yield show
    warnings = [warning for face in opened for warning in face.warnings]
    for face in opened:
        face.close()
    assert not warnings


@pytest.fixture
def damaged(tmp_path):
    """A station with a backup, two people since then, and a database whose middle is gone."""
    station = make_station(tmp_path)
    for number in range(30):
        residents.enlist(station, f"王{number}", "", CLERK)
    backup.make(station.store.file, KEY, tmp_path / "backups", station.clock.now())
    residents.enlist(station, "赵六", "", CLERK)
    residents.enlist(station, "钱七", "", CLERK)
    station.store.close()
    file = tmp_path / "station.db"
    data = bytearray(file.read_bytes())
    data[4096 * 3 : 4096 * 6] = bytes(4096 * 3)
    file.write_bytes(bytes(data))
    return tmp_path


def test_back_in_three_touches(window, damaged):
    face, drive = window(StoreDamaged(), damaged)
    drive.await_text("数据文件坏了")
    drive.await_text("有 1 份备份")
    assert faults(drive, "Recovery-damaged") == []
    drive.click("找回数据")
    drive.await_text("数据找回来了")
    drive.await_text("坏文件留着")
    assert faults(drive, "Recovery-done", ((1024, 768), (1080, 1920))) == []
    drive.click("开柜")
    assert face.run() is True
    station = make_station(damaged)
    with station.store.read() as db:
        assert residents.search(db, "王29")
    station.store.close()
    assert len(list(damaged.glob("station-damaged-*.db"))) == 1
    assert len(list((damaged / "backups").glob("*.db"))) == 1


def test_nothing_can_be_read(window, tmp_path):
    (tmp_path / "station.db").write_bytes(b"\x00" * 8192)
    _, drive = window(StoreDamaged(), tmp_path)
    drive.click("找回数据")
    drive.await_text("请不要动这台电脑")
    assert (tmp_path / "station.db").exists()
    assert not drive.sees("找回数据")


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (StoreNewer(found="0002", known="0001"), "请县里技术员装上新版程序"),
        (StoreReadOnly(), "文件夹的权限"),
        (StoreFull(), "硬盘只剩"),
        (StoreKeyMissing(), "没有钥匙，谁也打不开"),
        (StoreBusy(), "关掉另一个村口程序"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Trouble) else "",
)
def test_what_a_restore_cannot_mend(window, tmp_path, trouble, said):
    face, drive = window(trouble, tmp_path, None if isinstance(trouble, StoreKeyMissing) else KEY)
    drive.await_text(said)
    assert not drive.sees("找回数据")
    assert faults(drive, f"Recovery-{trouble.key}", ((1024, 768),)) == []
    drive.click("关掉")
    assert face.run() is False


def test_by_keyboard_and_in_english(window, damaged):
    face, drive = window(StoreDamaged(), damaged)
    drive.click("English")
    drive.await_text("The counter does not open")
    assert faults(drive, "Recovery-en", ((1024, 768),)) == []
    for _ in range(6):
        drive.key(Qt.Key.Key_Tab)
        item = drive.window.activeFocusItem()
        if item is not None and item.property("text") == "Get the data back":
            break
    drive.key(Qt.Key.Key_Return)
    drive.await_text("The data is back")
    drive.click("Open the counter")
    assert face.again is True
