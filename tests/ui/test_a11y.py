"""Every page that opens without data, in four sizes, two themes, two languages and large type, without a fault."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from kiosk.clock import DAY_MS, ManualClock
from tests.ui.a11y import check
from tests.ui.conftest import OpenFace
from tests.ui.counters import FakeRoadState
from tests.ui.samples import BUSY_DAY
from ui.app import QML
from ui.drive import Driver
from ui.pages import PAGES

SIZES = ((1024, 768), (1366, 768), (1920, 1080), (1080, 1920))

PLAIN, ENGLISH, LARGE = ("zh", False, 1.0), ("en", True, 1.0), ("zh", False, 1.3)
"""Language, high contrast, size of type."""

LOOKS = {(1024, 768): (ENGLISH, LARGE), (1366, 768): (PLAIN,), (1920, 1080): (ENGLISH,), (1080, 1920): (PLAIN, LARGE)}
"""Where each is hardest: long words and large type on the smallest screen, the plain face on the usual one."""

NEED_DATA = {"ParcelPage", "ManifestPage", "ResidentPage", "PayPage", "PaymentPage", "PetitionPage"}
"""Opened with what they are about, in the tests of their area."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_fault(face: OpenFace, size: tuple[int, int]) -> None:
    drive = face(BUSY_DAY, size=size)
    faults = []
    for page in (page for page in PAGES if page not in NEED_DATA):
        drive.app.nav.open(page)
        for look in LOOKS[size]:
            look_like(drive, *look)
            sign = {PLAIN: "", ENGLISH: "-en-contrast", LARGE: "-large"}[look]
            name = f"{page}-{size[0]}x{size[1]}{sign}"
            faults += [f"{name}: {fault}" for fault in check(drive)]
            keep(drive, name)
    assert not faults


def keep(drive: Driver, name: str) -> None:
    """A picture to be looked at; the check has already waited for the page."""
    assert drive.shots is not None
    drive.shots.mkdir(parents=True, exist_ok=True)
    drive.picture().save(str(drive.shots / f"{name}.png"))


def look_like(drive: Driver, language: str, contrast: bool, scale: float) -> None:
    drive.app.setLanguage(language)
    drive.app.setHighContrast(contrast)
    drive.app.setTextScale(scale)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_fault_at_the_door(face: OpenFace, size: tuple[int, int]) -> None:
    drive = face(signed_in=False, size=size)
    for stage in ("choose", "pin"):
        if stage == "pin":
            drive.click("覃大姐")
        for contrast in (False, True):
            drive.app.setHighContrast(contrast)
            assert not [str(fault) for fault in check(drive)]
            drive.shot(f"SignInPage-{stage}-{size[0]}x{size[1]}{'-contrast' if contrast else ''}")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [1024, 1080])
def test_the_fullest_top_bar_fits(face: OpenFace, clock: ManualClock, width: int, language: str) -> None:
    """Old unsent work, a contact yesterday and a failure since, beside a long title and the way back (O1)."""
    drive = face(BUSY_DAY, size=(width, 768))
    drive.app.setLanguage(language)
    clock.advance(days=12)
    now_ms = clock.now().county_ms
    road = FakeRoadState("slow", success_ms=now_ms - 11 * DAY_MS, failure_ms=now_ms, failure_key="link.timed_out")
    drive.app.counter.road.become(road)
    drive.app.nav.open("PeoplePage")
    drive.app.nav.open("ResidentEditPage")
    assert drive.wait(lambda: drive.app.sync.tone == "attention")
    assert not [str(fault) for fault in check(drive)]
    drive.shot(f"TopBar-{width}-{language}")


def test_english_fits(face: OpenFace) -> None:
    drive = face(BUSY_DAY, size=(1024, 768))
    drive.app.setLanguage("en")
    assert not [str(fault) for fault in check(drive)]
    assert drive.sees("To do today")
    drive.shot("HomePage-1024x768-en")


FAULTS = {
    "name": "BigButton { width: 200; height: 64 }",
    "target": 'IconButton { iconName: "x"; text: "small"; width: 30; height: 30 }',
    "contrast": 'Txt { text: "pale words here"; color: "#BBBBBB" }',
    "clipped": 'Txt { text: "cut in the middle"; width: 40; height: 20; wrapMode: Text.NoWrap }',
    "cut": 'Item { clip: true; width: 40; height: 40; Txt { text: "a longer text"; wrapMode: Text.NoWrap } }',
    "overlap": 'Item { BigButton { text: "one" } BigButton { text: "two"; x: 10 } }',
    "overflow": 'Card { width: 300; height: 120; BigButton { text: "one" } BigButton { text: "two" } }',
    "off screen": 'BigButton { text: "gone"; x: 1300; width: 200 }',
    "elided": 'Txt { text: "four"; width: 30; wrapMode: Text.NoWrap; elide: Text.ElideRight }',
}


@pytest.mark.parametrize("rule", FAULTS)
def test_each_rule_fires_on_a_planted_fault(face: OpenFace, rule: str) -> None:
    drive = face()
    assert not check(drive)
    planted = _plant(drive, FAULTS[rule])
    found = {fault.rule for fault in check(drive)}
    planted.setParentItem(None)
    assert rule in found


def _plant(drive: Driver, qml: str) -> QQuickItem:
    engine = drive.face.engine
    component = QQmlComponent(engine)
    sheet = "z: 9; anchors.fill: parent; Rectangle { anchors.fill: parent; color: Theme.surface }"
    source = f"import QtQuick\nimport Cunkou\nItem {{ {sheet} {qml} }}"
    component.setData(source.encode(), QUrl.fromLocalFile(str(QML / "Planted.qml")))
    item = component.create()
    assert isinstance(item, QQuickItem), component.errorString()
    item.setParent(drive.window)
    front = drive.window.contentItem()
    item.setParentItem(front)
    return item
