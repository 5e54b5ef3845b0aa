"""In the middle of the work: killed, the disk full, the county hanging, a bug of ours. The counter goes on."""

import hashlib
import json
import os
import random
import re
import shutil
import socket
import subprocess
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import quantiles

import pytest
import sqlalchemy as sa

from county import model as county_model
from kiosk import journal
from kiosk.journal.model import Origin
from kiosk.journal.model import journal as journal_table
from kiosk.slips import spool
from kiosk.wire import codec
from tests.program.conftest import PARCELS, look_into, set_up
from tests.stations import SEED
from tests.sync.servers import county, rude

ENROL = ("--enrol", f"430726-0112={codec.public_raw(codec.private_key(SEED)).hex()}")
SEEDS = int(os.environ.get("CUNKOU_KILLS", "2"))


class Paper:
    """A network printer: answers that all is well, until it is told to choke on the next slip."""

    def __init__(self) -> None:
        self.got = bytearray()
        self.choking = threading.Event()
        self.choked = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp:127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                wire, _ = self._listening.accept()
            except OSError:
                return
            with wire, suppress(OSError):  # the program is killed in the middle of a word
                self._answer(wire)
            self.choked.clear()

    def _answer(self, wire: socket.socket) -> None:
        while data := wire.recv(4096):
            if b"\x10\x04" not in data and self.choking.is_set():
                self.choked.set()
            if not self.choked.is_set():
                self.got += re.sub(rb"\x10\x04[\x01\x02\x04]", b"", data)
                wire.sendall(b"\x12" * len(re.findall(rb"\x10\x04[\x01\x02\x04]", data)))


@pytest.fixture
def paper():
    printer = Paper()
    yield printer
    printer.close()


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return str(listening.getsockname()[1])


def hashes(rows) -> dict[tuple[int, int, int], str]:
    return {(row.epoch, row.lane, row.seq): hashlib.sha256(row.record).hexdigest() for row in rows}


def at_county(folder: Path) -> dict[tuple[int, int, int], str]:
    engine = sa.create_engine(f"sqlite:///{folder / 'county.db'}")
    with engine.connect() as db:
        found = hashes(db.execute(sa.select(county_model.event)))
    engine.dispose()
    return found


def take_until_killed(program, start: int, after_s: float, *, when=None) -> list[str]:
    """Scan after scan; what the screen had shown as taken in when the power went."""
    numbers = [f"SF14{number:011}" for number in range(start, start + 400)]
    timer = threading.Timer(after_s, program.process.kill) if when is None else None
    killer = timer or threading.Thread(target=lambda: (when.wait(20), program.process.kill()))
    killer.start()
    shown = []
    try:
        for number in numbers:
            program.process.stdin.write(json.dumps(["take", number]) + "\n")
            program.process.stdin.flush()
            if not (line := program.process.stdout.readline()).endswith("\n"):
                break
            assert "ok" in json.loads(line), line
            shown.append(number)
    except BrokenPipeError:
        pass  # killed between two scans
    killer.join()
    program.process.wait()
    return shown


@pytest.mark.parametrize("seed", range(SEEDS))
def test_killed_at_work(paper, start, data, tmp_path, seed):
    """Killed at any moment, and then while a slip is printing; nothing shown is lost, the county has all of it once."""
    chance, port = random.Random(seed), free_port()
    with county(tmp_path / "county", *ENROL, "--port", port) as ready:
        set_up(data, county_url=ready["url"], county_key=bytes.fromhex(ready["key"]), printer=paper.address)
        program = start(data).sign_in()
        program.tell("open", "IntakePage")
        shown = take_until_killed(program, 0, chance.uniform(0.05, 2.5))
    program = start(data)  # and the county is gone too
    program.sees("上次没有正常关机。最后一件事")
    program.sign_in()
    program.tell("open", "IntakePage")
    paper.choking.set()
    shown += take_until_killed(program, 1000, 0, when=paper.choked)
    paper.choking.clear()
    program = start(data)
    program.sees("上次没有正常关机。最后一件事", "张单子", "没打完，作废重打")
    program.sign_in()
    program.tell("open", "IntakePage")
    program.tell("take", "SF1499999999999")
    with county(tmp_path / "county", *ENROL, "--port", port):
        program.tell("open", "UploadsPage")
        program.tell("click", "现在就传")
        program.tell("await_text", "都到县里了")
        assert program.close() == 0
    station = look_into(data)
    with station.store.read() as db:
        assert not list(journal.check_chain(db))
        waybills = set(db.exec_driver_sql("SELECT waybill FROM parcel").scalars())
        ours = hashes(db.execute(sa.select(journal_table).where(journal_table.c.origin == int(Origin.STATION))))
        slips = spool.recent(db, 1000)
    station.store.close()
    assert {*shown, "SF1499999999999"} <= waybills
    assert len(waybills) <= PARCELS + len(shown) + 3, "more than the scans that the two kills cut off"
    theirs = at_county(tmp_path / "county")
    assert {at: record for at, record in theirs.items() if at in ours} == theirs
    assert ours.keys() - theirs.keys() <= {max(ours)}, "all but the sign-out at closing"
    assert [one.state for one in slips].count("spoiled") >= 1
    assert "以上作废".encode("gbk") in paper.got


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 12 MB, where the system lets us mount one; ``fill`` leaves no room on it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


@contextmanager
def full(disk: Path):
    """No byte of room inside the block."""
    junk = disk / "junk"
    with junk.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    yield
    junk.unlink()


def test_the_disk_is_full_at_the_start(start, data, small_disk):
    place = small_disk / "data"
    shutil.copytree(data, place)
    with full(small_disk):
        before = (place / "station.db").read_bytes()
        program = start(place)
        assert program.window == "recovery"
        program.sees("硬盘满了", "硬盘只剩 0 兆")
        assert (place / "station.db").read_bytes() == before
    program.tell("click", "再试一次")
    assert program.next_window() == "counter"
    program.sign_in()
    assert program.close() == 0


def test_the_disk_fills_up_at_work(start, data, small_disk):
    place = small_disk / "data"
    shutil.copytree(data, place)
    program = start(place).sign_in()
    program.tell("open", "IntakePage")
    program.tell("take", "SF1385628716731")
    with full(small_disk):
        program.tell("scan", "SF1385628716732")
        program.sees("硬盘满了，刚才这一笔没有存")
    program.tell("take", "SF1385628716732")
    program.tell("take", "SF1385628716733")
    assert program.close() == 0
    station = look_into(place)
    with station.store.read() as db:
        assert not list(journal.check_chain(db))
        waybills = db.exec_driver_sql("SELECT waybill FROM parcel WHERE waybill LIKE 'SF138%' ORDER BY id").scalars()
        assert list(waybills) == ["SF1385628716731", "SF1385628716732", "SF1385628716733"]
        assert db.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    station.store.close()


def test_the_county_hangs(start, data):
    """A county that accepts and never answers: no page waits, and a scan is on the screen as fast as ever."""
    with rude(b"", hang=True) as url:
        set_up(data, county_url=url, county_key=bytes(range(32)), printer="tcp:10.255.255.1:9100")
        program = start(data).sign_in()
        program.tell("open", "UploadsPage")
        program.sees("正在上传")
        pages = {page: program.tell("open", page) for page in ("PickupPage", "DevicesPage", "HomePage", "IntakePage")}
        scans = [program.tell("take", f"SF15{number:011}") for number in range(40)]
        program.kill()
    print(pages, sorted(round(ms) for ms in scans))
    # Other programs of this machine only add to what is measured, so the quick ones say what the counter itself takes.
    assert quantiles(scans, n=4)[0] < 100
    assert max(*scans, *pages.values()) < 3000, "something waited for what hangs"


def test_bugs_of_ours(start, data):
    """In a slot and in a step: said, reported once without a word about anybody, and the work goes on."""
    program = start(data).sign_in()
    program.tell("open", "IntakePage")
    program.tell("trip_slot")
    program.sees("程序出了错，已经记下来")
    program.tell("trip_slot")
    program.tell("trip_step")
    program.sees("程序出了错，已经记下来")
    program.tell("take", "SF1385628716739")
    assert program.close() == 0
    reports = sorted((data / "reports").iterdir())
    assert [file.stat().st_mode & 0o777 for file in reports] == [0o600, 0o600], "one bug, one report"
    texts = [file.read_text("utf-8") for file in reports]
    for kind in ("builtins.KeyError", "builtins.ValueError"):
        assert [text for text in texts if kind in text and "program/clerk.py:" in text and "cunkou 0.1.0" in text]
    assert not [text for text in texts if "138000" in text or str(data.parent.parent) in text]
