"""The program's own counter, open on five years of work, signed in, for the benchmarks that look at the screen."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer

import launch  # noqa: TID251 - the benchmarks measure the program as it is built there
from benchmarks import five_years
from benchmarks.start import data_folder
from kiosk import settings
from kiosk.clock import ManualClock
from kiosk.store.keys import FileKeys
from ui.app import Face
from ui.drive import Driver

NAME = "覃大姐"
SIZE = QSize(1366, 768)
WAIT_MS = 5_000


@contextmanager
def open_counter(where: Path | None = None) -> Iterator[Driver]:
    """A counter on a copy of the five-year database; its clock stands, so it never locks for idleness.

    Args:
        where: The copy's place; None for the disk of the working tree.
    """
    logging.getLogger().setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory(dir=where or five_years.made().parent.parent) as name:
        folder = data_folder(Path(name))
        clock = ManualClock(five_years.LAST_DAY + timedelta(hours=2))
        house = launch.House(folder, settings.load(folder / "station.toml"), clock, FileKeys(folder / "keys"))
        house.open()
        house.attach([], [], None)
        face = Face(launch.counter_of(house), size=SIZE)
        face.open()
        house.start()
        launch.collect_as_usual()
        try:
            driver = Driver(face)
            driver.sign_in(NAME, five_years.PIN)
            driver.app.setOnScreenKeyboard(False)
            yield driver
        finally:
            face.close()
            house.close()


def pump(until: Callable[[], bool], ms: int = WAIT_MS) -> None:
    """Let Qt's loop run until the condition holds, looking every few milliseconds.

    Raises:
        TimeoutError: It does not.
    """
    loop, look, end = QEventLoop(), QTimer(), QTimer()
    look.timeout.connect(lambda: loop.quit() if until() else None)
    end.setSingleShot(True)
    end.timeout.connect(lambda: loop.exit(1))
    look.start(3)
    end.start(ms)
    if loop.exec():
        raise TimeoutError("the counter does not come to rest")


def rest(driver: Driver) -> None:
    """Let everything that was asked be answered and shown."""
    app = driver.app
    pump(lambda: app.worker.waiting == 0 and not app.restless)
