"""The program as a process of its own over a data folder, worked and looked at from outside."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import kiosk.media  # noqa: F401  its tables
from kiosk import settings
from kiosk.clock import SystemClock
from kiosk.parcels.desk import intake
from kiosk.parcels.desk.intake import Intake
from kiosk.people import clerks
from kiosk.settings import Settings
from kiosk.slips import spool
from kiosk.station import Station
from kiosk.store import backup
from kiosk.store.keys import FileKeys
from tests.stations import CLERK, KEY, SEED, make_station

ROOT = Path(__file__).resolve().parents[2]
NAME, PIN = "覃大姐", "2580"
ANSWER_S = 40
PARCELS = 60
ENVIRONMENT = {
    "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "QT_IM_MODULE": "qtvirtualkeyboard",
    "CUNKOU_KEYS": "file", "PYTHONDONTWRITEBYTECODE": "1",
}  # fmt: skip


class Program:
    """A running program and its clerk."""

    def __init__(self, folder: Path, *, at: str = "", prefix: tuple[str, ...] = (), root: Path = ROOT) -> None:
        command = [*prefix, sys.executable, "-m", "tests.program.clerk", str(folder), *(("--at", at) if at else ())]
        self.folder = folder
        self._complaints = (folder.parent / f"{folder.name}.log").open("a+", encoding="utf-8")
        self.process = subprocess.Popen(
            command, cwd=root, env=os.environ | ENVIRONMENT | {"PYTHONPATH": str(root)}, text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints,
        )  # fmt: skip
        self.window = self._hear()["window"]

    def tell(self, *order):
        """Give an order and hear what came of it."""
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = self._hear()
        assert "error" not in answer, answer["error"]
        return answer.get("ok")

    def next_window(self) -> str:
        """The window that opens after this one."""
        self.window = self._hear()["window"]
        return self.window

    def sign_in(self) -> "Program":
        assert self.window == "counter", self.tell("names")
        self.tell("sign_in", NAME, PIN)
        return self

    def sees(self, *texts: str) -> None:
        """All of these are on the screen."""
        names = self.tell("names")
        missing = [text for text in texts if not any(text in name for name in names)]
        assert not missing, f"{missing} not among {names}"

    def close(self) -> int:
        self.process.stdin.write('["close"]\n')
        self.process.stdin.close()
        return self.process.wait(ANSWER_S)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def complaints(self) -> str:
        self._complaints.seek(0)
        return self._complaints.read()

    def end(self) -> None:
        self.kill()
        for stream in (self.process.stdin, self.process.stdout, self._complaints):
            try:
                stream.close()
            except BrokenPipeError:
                continue  # an order that nobody heard any more

    def _hear(self) -> dict:
        watchdog = threading.Timer(ANSWER_S, self.process.kill)
        watchdog.start()
        line = self.process.stdout.readline()
        watchdog.cancel()
        assert line, f"the program has ended ({self.process.wait()}): {self.complaints()[-4000:]}"
        return json.loads(line)


@pytest.fixture(scope="session")
def _seed(tmp_path_factory) -> Path:
    """A data folder with some work in it and a backup, made once."""
    folder = tmp_path_factory.mktemp("seed")
    clock = SystemClock()
    station = make_station(folder, clock)
    clerks.change_pin(station, CLERK, "314159", PIN)
    for number in range(PARCELS):
        intake.take_in(station, Intake(f"SF13{number:011}", carrier="SF"), CLERK)
    with station.store.write() as db:  # a start with sixty labels to print is for one test only
        for one in spool.recent(db, 1000):
            spool.finish(db, one.id, clock.now())
    backup.make(station.store.file, KEY, folder / "backups", clock.now())
    station.store.close()
    keys = FileKeys(folder / "keys")
    keys.put("store", KEY)
    keys.put("sign", SEED)
    (folder / "station.toml").write_text(settings.to_toml(given()), "utf-8")
    return folder


def given(**more) -> Settings:
    return replace(Settings("430726-0112", "三板桥村服务站", "夹山镇"), **more)


@pytest.fixture
def data(_seed: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own."""
    return Path(shutil.copytree(_seed, tmp_path / "data"))


def set_up(folder: Path, **more) -> None:
    """Settings in the data folder."""
    (folder / "station.toml").write_text(settings.to_toml(given(**more)), "utf-8")


def look_into(folder: Path) -> Station:
    """The data folder's station, for looking at what is really there; the program must have ended."""
    return make_station(folder)


@pytest.fixture
def start() -> Iterator:
    """Starts the program: ``start(folder)``, until its first window is there."""
    running: list[Program] = []

    def begin(folder: Path, **more) -> Program:
        program = Program(folder, **more)
        running.append(program)
        return program

    yield begin
    for program in running:
        program.end()
