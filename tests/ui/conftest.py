"""The real face over a real station, offscreen: each test drives it as a clerk would."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"
os.environ["QT_IM_MODULE"] = "qtvirtualkeyboard"

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QSize

from kiosk.station import Station
from tests.stations import CLERK, make_station
from tests.ui.counters import counter_of
from ui.app import Face
from ui.bridge.counter import Counter
from ui.bridge.home import HomePart
from ui.drive import Driver

PIN = "2580"
NAME = "覃大姐"
ROOT = Path(__file__).resolve().parents[2]


class OpenFace(Protocol):
    def __call__(
        self, *parts: HomePart, size: tuple[int, int] = ..., signed_in: bool = ..., counter: Counter | None = ...
    ) -> Driver: ...


@pytest.fixture(scope="session")
def _seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station whose clerk has her own PIN: made once, because argon2 is slow on purpose."""
    from kiosk.people import clerks  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("station")
    made = make_station(folder)
    clerks.change_pin(made, CLERK, "314159", PIN)
    made.store.close()
    return folder


@pytest.fixture
def desk(_seed: Path, tmp_path: Path, clock) -> Iterator[Station]:
    """A station whose clerk signs in with :data:`PIN`."""
    (tmp_path / "station.db").write_bytes((_seed / "station.db").read_bytes())
    made = make_station(tmp_path, clock)
    yield made
    made.store.close()


@pytest.fixture
def face(desk: Station) -> Iterator[OpenFace]:
    """Opens the face; ``face(part, size=(1024, 768))`` gives its driver, signed in."""
    opened: list[Face] = []

    def open_face(*parts, size=(1366, 768), signed_in=True, counter=None) -> Driver:
        made = Face(counter or counter_of(desk, *parts), size=QSize(*size))
        made.open()
        opened.append(made)
        driver = Driver(made, ROOT / "out" / "shots")
        if signed_in:
            driver.sign_in(NAME, PIN)
            assert made.app.session.signedIn, made.app.session.troubleText
        return driver

    yield open_face
    warnings = [warning for made in opened for warning in made.warnings]
    bugs = [bug for made in opened for bug in made.bugs]
    for made in opened:
        made.close()
    assert not bugs, "a slot has raised"
    assert not warnings, "QML has complained"
