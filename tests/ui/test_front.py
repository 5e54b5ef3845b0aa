"""The sign-in page of a counter that is still being opened: it works at once, and a PIN waits its turn."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QSize, Qt

from kiosk.errors import StoreDamaged
from tests.ui.conftest import NAME, PIN, ROOT
from tests.ui.counters import counter_of
from ui.app import Face
from ui.bridge.counter import Front
from ui.bridge.preferences import Preferences
from ui.drive import Driver


@dataclass(frozen=True)
class Caller:
    code: str
    name: str
    role: str


@pytest.fixture
def door(desk):
    """``door(preferences)``: the front of the station, with nothing behind it yet."""
    opened: list[Face] = []

    def show(kept: Preferences | None = None, size=(1366, 768)) -> Driver:
        people = (Caller("lead", "唐站长", "lead"), Caller("tan", NAME, "clerk"))
        made = Face(Front(desk.name, desk.clock, people, kept), size=QSize(*size))
        made.open()
        opened.append(made)
        return Driver(made, ROOT / "out" / "shots")

    yield show
    warnings = [warning for made in opened for warning in made.warnings]
    bugs = [bug for made in opened for bug in made.bugs]
    for made in opened:
        made.close()
    assert not bugs
    assert not warnings


def open_behind(drive: Driver, station) -> None:
    drive.face.open_behind(lambda: counter_of(station), drive.face.admit, lambda _error: drive.face.end())


def enter(drive: Driver, pin: str) -> None:
    for digit in pin:
        drive.click(digit)
    drive.key(Qt.Key.Key_Return)


def test_an_early_pin_waits_its_turn(door, desk):
    drive = door()
    assert drive.sees(desk.name)
    assert drive.sees("唐站长")
    drive.click(NAME)
    enter(drive, PIN)
    assert not drive.app.session.signedIn
    assert drive.app.session.busy
    open_behind(drive, desk)
    assert drive.wait(lambda: drive.app.session.signedIn), drive.app.session.troubleText
    assert drive.app.by == "tan"


def test_a_wrong_early_pin_is_a_wrong_pin(door, desk):
    drive = door()
    drive.click(NAME)
    enter(drive, "1111")
    open_behind(drive, desk)
    assert drive.wait(lambda: "4" in drive.app.session.troubleText)
    drive.settle()
    assert drive.sees("已输 0 位")
    enter(drive, PIN)
    assert drive.wait(lambda: drive.app.session.signedIn)


def test_a_waiting_pin_opens_for_nobody_else(door, desk):
    drive = door()
    drive.click(NAME)
    enter(drive, PIN)
    drive.click("换一位")
    assert drive.app.session.code == "tan"
    open_behind(drive, desk)
    assert drive.wait(lambda: drive.app.session.signedIn)
    assert drive.app.by == "tan"


def test_a_pin_half_typed_is_not_disturbed(door, desk):
    drive = door()
    drive.click(NAME)
    for digit in PIN[:2]:
        drive.click(digit)
    open_behind(drive, desk)
    drive.settle(100)
    assert drive.app.is_open
    assert drive.sees("已输 2 位")
    enter(drive, PIN[2:])
    assert drive.wait(lambda: drive.app.session.signedIn)


def test_the_screen_is_set_from_the_first_frame(door):
    drive = door(Preferences("en", contrast=True, scale=1.3))
    assert drive.app.highContrast
    assert drive.app.language == "en"
    assert drive.app.textScale == 1.3
    assert drive.sees("Who")


def test_a_counter_that_does_not_open_ends(door):
    def broken() -> None:
        raise StoreDamaged

    drive = door()
    heard = []

    def failed(error) -> None:
        heard.append(error)
        drive.face.end()

    drive.face.open_behind(broken, drive.face.admit, failed)
    drive.settle()
    assert [type(one) for one in heard] == [StoreDamaged]
    assert drive.face.run() == 0, "it does not wait for a window that nobody can use"


def test_closed_before_anything_was_opened(door):
    drive = door()
    drive.click(NAME)
    enter(drive, PIN)
    assert drive.app.session.busy
