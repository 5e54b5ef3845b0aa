"""``launch.py`` as its command starts it, with a clerk whose orders come by lines of JSON and who tells what is seen.

Only the end of ``run`` is ours: instead of handing the thread to Qt for good, it works the window as it is told.
"""

import argparse
import json
import sys
import threading
import time
from datetime import datetime
from queue import SimpleQueue

from PySide6.QtCore import QSize, QTimer

import launch  # noqa: TID251  the program is what is tested
import ui.app
import ui.recovery
from kiosk.clock import CHINA, SteppedClock
from ui.drive import Driver, NotThere

ORDERS: SimpleQueue[list] = SimpleQueue()
SIZE = QSize(1366, 768)


def say(**what) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


def listen() -> None:
    for line in sys.stdin:
        ORDERS.put(json.loads(line))
    ORDERS.put(["close"])


class Clerk:
    """Obeys: each order is a method here, or of the driver."""

    def __init__(self, drive: Driver) -> None:
        self.drive = drive

    def names(self) -> list[str]:
        self.drive.settle(100)
        return sorted(self.drive.names())

    def open(self, page: str, args: dict | None = None) -> float:
        """Milliseconds until the page has been asked for, answered and painted."""
        begun = time.perf_counter()
        self.drive.app.nav.open(page, args or {})
        self.drive.settle()
        return (time.perf_counter() - begun) * 1000

    def take(self, waybill: str) -> float:
        """Scan on the intake page; milliseconds until the screen has painted where it goes."""
        facts = self.drive.app.nav.front
        begun = time.perf_counter()
        self.drive.app.scans.feed(scan(waybill, self.drive))
        if not self.drive.wait(lambda: facts.waybillText.replace(" ", "") == waybill and facts.stage == "taken", 5000):
            raise NotThere(f"{waybill} is not taken in: {sorted(self.drive.names())}")
        self.drive.window.grabWindow()
        return (time.perf_counter() - begun) * 1000

    def picture_to(self, file: str) -> bool:
        self.drive.settle(200)
        return self.drive.picture().save(file)

    def wait_ms(self, ms: int) -> None:
        self.drive.settle(ms)

    def tell(self, fact: str) -> object:
        return self.drive.app.nav.front.shown(fact)

    def trip_slot(self) -> None:
        """A bug of ours in a slot, with somebody's name in its message."""
        name = "覃龚堃 1380000" + "0000"
        self.timer = QTimer(interval=0, singleShot=True)
        self.timer.timeout.connect(lambda: {}[name])
        self.timer.start()
        self.drive.settle(100)

    def trip_step(self) -> None:
        """The same on the desk thread."""
        name = "覃龚堃 1380000" + "0000"
        self.drive.app.nav.front.ask(lambda: int(name))
        self.drive.settle()


def scan(waybill: str, drive: Driver):
    from kiosk.seams import Scan  # noqa: PLC0415

    return Scan(waybill, "code128", "twin", drive.app.now())


def serve(window: str, face, ended) -> None:
    drive = Driver(face)
    clerk = Clerk(drive)
    say(window=window)
    while not ended():
        if not drive.wait(lambda: ended() or not ORDERS.empty(), 600_000) or ended():
            break
        verb, *args = ORDERS.get()
        if verb == "close":
            say(ok=True)
            break
        try:
            act = getattr(clerk, verb, None) or getattr(drive, verb)
            say(ok=act(*args))
        except NotThere as error:
            say(error=str(error))


class Face(ui.app.Face):
    def __init__(self, counter, *, language="zh", size=None) -> None:
        super().__init__(counter, language=language, size=SIZE)

    def run(self) -> int:
        self.app.setOnScreenKeyboard(False)
        serve("counter", self, lambda: self.ended)
        return 0


class RecoveryFace(ui.recovery.RecoveryFace):
    def run(self) -> bool:
        serve("recovery", self, lambda: self.again is not None)
        return bool(self.again)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--at", default="")
    given = parser.parse_args()
    ui.app.Face, ui.recovery.RecoveryFace = Face, RecoveryFace
    if given.at:
        start = datetime.fromisoformat(given.at).replace(tzinfo=CHINA)
        launch.SystemClock = lambda: SteppedClock(start)
    threading.Thread(target=listen, daemon=True).start()
    launch.leave(launch.main(["--data", given.data]))
