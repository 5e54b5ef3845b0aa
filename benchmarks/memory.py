"""``memory.intakes`` and ``memory.resident``: what a long day and a look at every page leave in memory.

In a process of its own, because memory that another benchmark has left would hide ours. Hello-world's resident set
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
from kiosk.station import Station

WARM, COUNT = 100, 1_000
GROWTH_MB_MAX, RESIDENT_MB_MAX = 10.0, 350.0
SETTLE_MS = 150


def figures(count: int = COUNT) -> Iterator[Figure]:
    """Both figures."""
    five_years.made()
    ours, hello = _measured("counter", str(count)), _measured("hello")
    more: dict[str, object] = {"intakes": count, "before": ours["before"], "after": ours["after"]}
    yield Figure("memory.intakes", ours["after"] - ours["before"], "MB", None, GROWTH_MB_MAX, more)
    more = {"pages": ours["pages"], "at_start": ours["at_start"]}
    yield Figure("memory.resident", ours["resident"], "MB", hello["resident"], RESIDENT_MB_MAX, more)


def resident_mb() -> float:
    """What this process holds in memory now, shared libraries included."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def counter(count: int) -> dict[str, float]:
    """Take in ``count`` parcels on the screen, then visit every page."""
    from benchmarks import counters, scan  # noqa: PLC0415 - hello-world pays for nothing of ours
    from ui import pages  # noqa: PLC0415

    chance = random.Random(3)
    with counters.open_counter(scan.RAM if scan.RAM.is_dir() else None) as driver, ThreadPoolExecutor(1) as scanner:
        at_start = resident_mb()
        driver.app.nav.open("IntakePage")
        for _ in range(WARM):
            scan.scan(driver, scanner, chance)
        before = resident_mb()
        for _ in range(count):
            scan.scan(driver, scanner, chance)
        after = resident_mb()
        assert driver.app.nav.front is not None
        parcel = str(driver.app.nav.front.shown("code"))
        for page in pages.PAGES:
            driver.app.nav.home()
            driver.app.nav.open(page, _args(page, driver.app.station, parcel))
            driver.settle(SETTLE_MS)
        most = resident_mb()
    return {"at_start": at_start, "before": before, "after": after, "resident": most, "pages": len(pages.PAGES)}


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


def _args(page: str, station: Station, code: str) -> dict[str, object]:
    from kiosk.parcels.desk import find  # noqa: PLC0415

    if page.startswith("Resident"):
        return {"id": "r0001"}
    if page == "ParcelPage":
        return {"id": find.search(station, code).hits[0].parcel.id}
    return {}


def _measured(*what: str) -> dict[str, float]:
    environment = os.environ | {"PYTHONPATH": str(five_years.ROOT)}
    command = [sys.executable, "-m", "benchmarks.memory", *what]
    ran = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    measured: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return measured


if __name__ == "__main__":
    print(json.dumps(counter(int(sys.argv[2])) if sys.argv[1] == "counter" else hello()), flush=True)
    sys.stdout.flush()
    os._exit(0)  # as launch.py ends
