"""``start.usable``: from process start to a page that shows the clerks of five years of work and has taken a tap.

The floor is a PySide6 Quick hello-world, from its process's start to its first frame. Both are processes of their own,
offscreen, started in turn. Ours is ``launch.py`` itself, as ``make package`` ships it: only the hand is ours, which
taps on a clerk's tile once it is painted, and types the PIN. ``ready`` is when that PIN has opened the counter: argon2,
a commit, and all that is imported and opened behind the page.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import five_years
from benchmarks.figure import Figure, middle
from kiosk import settings
from kiosk.settings import Settings
from kiosk.store.keys import FileKeys

TURNS = 7
RATIO_MAX = 2.5
READY = "ready"
ANSWER_S = 30


def figures() -> Iterator[Figure]:
    """The figure."""
    with tempfile.TemporaryDirectory(dir=five_years.made().parent.parent) as name:
        folder = data_folder(Path(name))
        turns = [
            (*until_ready("counter", str(folder), five_years.PIN, times=2), *until_ready("hello"))
            for _ in range(TURNS + 1)
        ][1:]
    ours, opened, hello = ([turn[part] for turn in turns] for part in range(3))
    more: dict[str, object] = {
        "fastest": round(min(ours)), "slowest": round(max(ours)), "ready": round(middle(opened)), "turns": TURNS,
    }  # fmt: skip
    yield Figure("start.usable", middle(ours), "ratio", middle(hello), RATIO_MAX, more)


def data_folder(folder: Path) -> Path:
    """A counter's data folder around the five-year database, made in ``folder``."""
    five_years.copy_into(folder)
    given = Settings("430726-0112", "三板桥服务站", "夹山镇")
    (folder / "station.toml").write_text(settings.to_toml(given), "utf-8")
    keys = FileKeys(folder / "keys")
    keys.put("store", five_years.KEY)
    keys.put("sign", bytes(32))
    return folder


def until_ready(*what: str, times: int = 1) -> list[float]:
    """Milliseconds from the start of a process of ``benchmarks.started`` until it says that it is ready.

    Args:
        what: Its arguments.
        times: How often it says so; each is timed.
    """
    environment = os.environ | {"CUNKOU_KEYS": "file", "PYTHONPATH": str(five_years.ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
    command = [sys.executable, "-m", "benchmarks.started", *what]
    begun = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as one:
        assert one.stdout is not None
        watchdog = threading.Timer(ANSWER_S, one.kill)
        watchdog.start()
        took = []
        for _ in range(times):
            said = one.stdout.readline().strip()
            took.append((time.perf_counter() - begun) * 1000)
        _, complaint = one.communicate()
        watchdog.cancel()
    if said != READY or one.returncode:
        raise RuntimeError(f"{what[0]} did not start: {said} {complaint[-2000:]}")
    return took
