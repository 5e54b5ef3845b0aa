"""``scan.to_screen`` and ``scan.ui_block``: a scan's way to the screen, and how long Qt's thread stands still for it.

Scans come from a thread of their own, as a scanner's do. On the screen means: the frame that shows the new parcel has
been painted (offscreen, software renderer). The floor is one label's new text, painted in a window of its own in turn
with ours.

The database lies in memory, where this PC has such a place, so that the figure is ours and not that of whoever else
keeps the disk busy; ``on_disk`` is the same on the disk, ``sync`` what that disk takes to sync 4 KB, in turn with it.

A stretch is the time between two beats of a fine timer on Qt's thread, without the renderer's own polishing,
synchronising and painting. On a busy PC the wall's time holds other programs too; ``cpu`` is this thread's own.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryFile

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from benchmarks import counters, five_years
from benchmarks.figure import Figure, middle, p99
from kiosk.seams import Scan
from ui.bridge.parcels import lines
from ui.drive import Driver

COUNT, WATCHED, WARM, ON_DISK = 200, 100, 20, 60
RAM = Path("/dev/shm")  # noqa: S108 - a place in memory, not a secret
SCREEN_MS_MAX, BLOCK_MS_MAX = 50.0, 16.0
BEAT_MS = 1
BARE = b"""
import QtQuick
Window {
    property string said
    width: 1366; height: 768; visible: true
    Text { anchors.centerIn: parent; font.pixelSize: 96; text: said }
}
"""


def figures(count: int = COUNT, watched: int = WATCHED) -> Iterator[Figure]:
    """Both figures."""
    chance = random.Random(5)
    on_disk, sync = disk(min(count, ON_DISK), chance)
    with counters.open_counter(RAM if RAM.is_dir() else None) as driver, ThreadPoolExecutor(1) as scanner:
        driver.app.nav.open("IntakePage")
        counters.rest(driver)
        engine, label = bare_window()
        for _ in range(WARM):
            scan(driver, scanner, chance)
        ours, floor = [], []
        for number in range(count):
            ours.append(scan(driver, scanner, chance))
            floor.append(relabel(label, f"A-{number:05d}"))
        ours_block, cpu = watch(driver.window, lambda: [scan(driver, scanner, chance) for _ in range(watched)])
        bare_block, _ = watch(label, lambda: [relabel(label, f"B-{n:05d}") for n in range(watched)])
        label.close()
        engine.deleteLater()
    more: dict[str, object] = {"median": round(middle(ours), 2), "longest": round(max(ours), 2), "scans": count}
    more |= {"on_disk": round(p99(on_disk), 2), "on_disk_median": round(middle(on_disk), 2)}
    more |= {"sync": round(p99(sync), 2), "sync_median": round(middle(sync), 2)}
    yield Figure("scan.to_screen", p99(ours), "ms", p99(floor), SCREEN_MS_MAX, more)
    more = {"cpu": round(max(cpu), 2), "p99": round(p99(ours_block), 2), "scans": watched}
    yield Figure("scan.ui_block", max(ours_block), "ms", max(bare_block), BLOCK_MS_MAX, more)


def disk(count: int, chance: random.Random) -> tuple[list[float], list[float]]:
    """Milliseconds of scans with the database on the disk, and of a bare sync of 4 KB after each."""
    ours, bare = [], []
    with (
        counters.open_counter() as driver,
        ThreadPoolExecutor(1) as scanner,
        TemporaryFile(dir=five_years.made().parent) as file,
    ):
        driver.app.nav.open("IntakePage")
        for _ in range(count):
            ours.append(scan(driver, scanner, chance))
            begun = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            bare.append((time.perf_counter() - begun) * 1000)
    return ours, bare


def scan(driver: Driver, scanner: Executor, chance: random.Random) -> float:
    """Milliseconds from a scan to the frame that shows it; the counter is at rest again afterwards."""
    waybill = f"YT8{chance.randrange(10**12):012d}"
    facts, shown = driver.app.nav.front, lines.spaced(waybill)
    assert facts is not None
    sent = Scan(waybill, "code128", "serial", driver.app.now())
    took = until_painted(
        driver.window, lambda: scanner.submit(driver.app.scans.feed, sent),
        lambda: facts.shown("waybillText") == shown,
    )  # fmt: skip
    if facts.shown("stage") != "taken":
        raise RuntimeError(f"{waybill} was not taken in: {facts.shown('stage')} {facts.shown('troubleText')}")
    counters.rest(driver)
    return took


def relabel(window: QQuickWindow, text: str) -> float:
    """Milliseconds from a label's new text to its frame."""
    return until_painted(window, lambda: window.setProperty("said", text), lambda: True)


def until_painted(window: QQuickWindow, begin: Callable[[], object], is_due: Callable[[], bool]) -> float:
    """Milliseconds from ``begin`` to the end of the first frame that was begun when ``is_due``."""
    ends: list[float] = []
    due: list[bool] = []

    def synchronising() -> None:
        if is_due():
            due.append(True)

    def painted() -> None:
        if due and not ends:
            ends.append(time.perf_counter())

    window.beforeSynchronizing.connect(synchronising)
    window.frameSwapped.connect(painted)
    begun = time.perf_counter()
    begin()
    counters.pump(lambda: bool(ends))
    window.beforeSynchronizing.disconnect(synchronising)
    window.frameSwapped.disconnect(painted)
    return (ends[0] - begun) * 1000


def bare_window() -> tuple[QQmlApplicationEngine, QQuickWindow]:
    """A window with one label."""
    engine = QQmlApplicationEngine()
    engine.loadData(BARE)
    window = engine.rootObjects()[0]
    if not isinstance(window, QQuickWindow):
        raise TypeError("the bare window does not load")
    relabel(window, "ready")
    return engine, window


class Beats(QObject):
    """Counts what lies between two beats on Qt's thread, and takes off what the renderer of one window used of it."""

    def __init__(self, window: QQuickWindow) -> None:
        """Beat from now on."""
        super().__init__()
        self.wall_ms: list[float] = []
        self.cpu_ms: list[float] = []
        self._window = window
        self._frame_at: tuple[float, float] | None = None
        self._frames = (0.0, 0.0)
        self._at = _now()
        window.installEventFilter(self)
        window.frameSwapped.connect(self._painted)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        """No more."""
        self._timer.stop()
        self._window.removeEventFilter(self)
        self._window.frameSwapped.disconnect(self._painted)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The renderer begins to polish."""
        if event.type() == QEvent.Type.UpdateRequest:
            self._frame_at = _now()
        return False

    def _painted(self) -> None:
        if self._frame_at is not None:
            now, at = _now(), self._frame_at
            self._frames = (self._frames[0] + now[0] - at[0], self._frames[1] + now[1] - at[1])
            self._frame_at = None

    def _beat(self) -> None:
        now = _now()
        self.wall_ms.append(max(0.0, now[0] - self._at[0] - self._frames[0] - BEAT_MS))
        self.cpu_ms.append(max(0.0, now[1] - self._at[1] - self._frames[1]))
        self._at, self._frames = now, (0.0, 0.0)


def watch(window: QQuickWindow, work: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Every stretch of Qt's thread while ``work`` runs: by the wall's clock and by the thread's own time, in ms."""
    beats = Beats(window)
    work()
    beats.stop()
    return beats.wall_ms, beats.cpu_ms


def _now() -> tuple[float, float]:
    return time.perf_counter() * 1000, time.thread_time() * 1000
