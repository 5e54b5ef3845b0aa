"""``memory.intakes`` and ``memory.resident``: what a long day and a look at every page leave in memory.

Each in a process of its own, because memory that another has left would hide ours. Hello-world's resident set
stands beside it.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks import five_years
from benchmarks.figure import Figure

WARM, COUNT, PARCELS = 100, 1_000, 20
GROWTH_MB_MAX, RESIDENT_MB_MAX = 10.0, 350.0
SETTLE_MS = 150
_FIRST_PETITION = 10**9 + 1  # of the five years


def figures(count: int = COUNT) -> Iterator[Figure]:
    """Both figures."""
    five_years.made()
    day = _measured("intakes", str(count))
    more: dict[str, object] = {"intakes": count, "before": day["before"], "after": day["after"]}
    yield Figure("memory.intakes", day["after"] - day["before"], "MB", None, GROWTH_MB_MAX, more)
    ours, hello = _measured("every_page"), _measured("hello")
    more = {"pages": ours["pages"], "at_start": ours["at_start"]}
    yield Figure("memory.resident", ours["resident"], "MB", hello["resident"], RESIDENT_MB_MAX, more)


def resident_mb() -> float:
    """What this process holds in memory now, shared libraries included."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def intakes(count: int) -> dict[str, float]:
    """Take in ``count`` parcels on the screen."""
    from benchmarks import counters, scan  # noqa: PLC0415 - hello-world pays for nothing of ours

    chance = random.Random(3)
    with counters.open_counter(scan.RAM if scan.RAM.is_dir() else None) as driver, ThreadPoolExecutor(1) as scanner:
        driver.app.nav.open("IntakePage")
        for _ in range(WARM):
            scan.scan(driver, scanner, chance)
        assert driver.app.counter.upkeep is not None
        driver.app.counter.upkeep.back_up()  # the day's: later it would come by itself, a minute after the start
        before = resident_mb()
        for _ in range(count):
            scan.scan(driver, scanner, chance)
        return {"before": before, "after": resident_mb()}


def every_page() -> dict[str, float]:
    """Visit every page, one after the other, as from the home page."""
    from benchmarks import counters, scan  # noqa: PLC0415
    from kiosk.parcels.desk import find  # noqa: PLC0415
    from ui import pages  # noqa: PLC0415

    chance = random.Random(3)
    with counters.open_counter(scan.RAM if scan.RAM.is_dir() else None) as driver, ThreadPoolExecutor(1) as scanner:
        at_start = resident_mb()
        driver.app.nav.open("IntakePage")
        for _ in range(PARCELS):  # so that there are slips to be shown
            scan.scan(driver, scanner, chance)
        parcel = find.in_stock(driver.app.station, 1)[0].id
        for page in pages.PAGES:
            driver.app.nav.home()
            driver.app.nav.open(page, _args(page, parcel))
            driver.settle(SETTLE_MS)
        return {"at_start": at_start, "resident": resident_mb(), "pages": len(pages.PAGES)}


def hello() -> dict[str, float]:
    """Hello-world's first frame."""
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415
    from PySide6.QtQml import QQmlApplicationEngine  # noqa: PLC0415
    from PySide6.QtQuick import QQuickWindow  # noqa: PLC0415

    from benchmarks.started import HELLO  # noqa: PLC0415

    app = QGuiApplication(sys.argv[:1])
    engine = QQmlApplicationEngine()
    engine.loadData(HELLO)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.frameSwapped.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    app.exec()
    return {"resident": resident_mb()}


def _args(page: str, parcel: int) -> dict[str, object]:
    if page.startswith("Resident"):
        return {"id": "r0001"}
    if page in {"ParcelPage", "PetitionPage"}:
        return {"id": parcel if page == "ParcelPage" else _FIRST_PETITION}
    return {}


def _measured(*what: str) -> dict[str, float]:
    environment = os.environ | {"PYTHONPATH": str(five_years.ROOT)}
    command = [sys.executable, "-m", "benchmarks.memory", *what]
    ran = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    measured: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return measured


if __name__ == "__main__":
    runs = {"intakes": lambda: intakes(int(sys.argv[2])), "every_page": every_page, "hello": hello}
    print(json.dumps(runs[sys.argv[1]]()), flush=True)
    sys.stdout.flush()
    os._exit(0)  # as launch.py ends
