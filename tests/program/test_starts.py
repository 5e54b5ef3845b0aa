"""The ordinary start: who may sign in is on the screen first; whatever is met behind it still leads somewhere."""

import subprocess
import sys

from kiosk.door import RUNNING
from kiosk.journal import kv
from kiosk.store.bare import looked_into
from tests.program.conftest import ROOT, look_into
from tests.stations import KEY

HEAVY = ("sqlalchemy", "alembic", "cryptography", "argon2", "requests", "numpy", "cv2", "PIL", "kiosk.rooms")
PAGE_BYTES = 4096


def test_the_first_screen_waits_for_nothing_heavy():
    """What these cost, the clerk would wait: docs/adr/0008."""
    code = f"import sys, launch, ui.app; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


def closed_in_order(data) -> None:
    station = look_into(data)
    with station.store.write() as db:
        kv.put(db, RUNNING, value=False)
    station.store.close()


def test_an_ordinary_start(start, data):
    """And the one after it is ordinary again: the counter behind the door has been closed in order."""
    closed_in_order(data)
    for _ in range(2):
        program = start(data).sign_in()
        program.tell("open", "IntakePage")
        assert program.close() == 0
        with looked_into(data / "station.db", KEY) as db:
            assert db.execute("SELECT value FROM kv WHERE key = 'running'").fetchone() == ("false",)


def test_damage_behind_the_door(start, data):
    """The clerks can be read, the spool cannot: the counter's first page gives way to recovery."""
    closed_in_order(data)
    file = data / "station.db"
    with looked_into(file, KEY) as db:
        pages = db.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'slip' AND rootpage > 0").fetchall()
    whole = bytearray(file.read_bytes())
    for (page,) in pages:
        whole[(page - 1) * PAGE_BYTES : page * PAGE_BYTES] = bytes(PAGE_BYTES)
    file.write_bytes(whole)
    program = start(data)
    assert program.window == "counter"
    assert program.next_window() == "recovery"
    program.sees("数据文件坏了", "找回数据")
    program.tell("click", "找回数据")
    program.tell("await_text", "数据找回来了")
    program.tell("click", "开柜")
    assert program.next_window() == "counter"
    program.sign_in()
    assert program.close() == 0


def test_nobody_else_has_the_database_meanwhile(start, data):
    closed_in_order(data)
    first = start(data)
    assert start(data).window == "recovery"
    assert first.sign_in().close() == 0
