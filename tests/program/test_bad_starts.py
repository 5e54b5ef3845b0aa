"""However bad the start: the counter or its recovery opens, says so in plain words, and throws nothing away."""

import os
import random
import re
import shutil
from pathlib import Path

import pytest

from kiosk.store import Store
from kiosk.store.schema import SCHEMA
from tests.program.conftest import PARCELS, ROOT, look_into, set_up
from tests.stations import KEY

PAGE_BYTES = 4096


def database(data: Path) -> Path:
    return data / "station.db"


def parcels(data: Path) -> int:
    station = look_into(data)
    with station.store.read() as db:
        count = db.exec_driver_sql("SELECT count(*) FROM parcel").scalar()
    station.store.close()
    return count


@pytest.mark.parametrize("at", ["1970-01-01T08:00", "2099-11-20T08:00"])
def test_a_clock_that_lies(start, data, at):
    program = start(data, at=at).sign_in()
    program.sees(f"日期对不上：电脑 {at[:10]}")
    program.tell("open", "IntakePage")
    program.tell("take", "SF1385628716739")
    assert program.close() == 0
    station = look_into(data)
    with station.store.read() as db:
        days = db.exec_driver_sql("SELECT count(DISTINCT day) FROM journal").scalar()
    station.store.close()
    assert days == 1, "the books went to the clock's day"


def test_a_read_only_database(start, data):
    """Root may write anywhere, so the program is started without that power."""
    before = database(data).read_bytes()
    for path in (database(data), data):
        path.chmod(0o500 if path.is_dir() else 0o400)
    prefix = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    if prefix and not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed")
    try:
        program = start(data, prefix=prefix)
        assert program.window == "recovery"
        program.sees("程序不能写自己的文件夹", "权限")
    finally:
        data.chmod(0o700)
    assert database(data).read_bytes() == before
    database(data).chmod(0o600)
    program.tell("click", "再试一次")
    assert program.next_window() == "counter"


def test_a_folder_instead_of_the_database(start, data):
    database(data).unlink()
    database(data).mkdir()
    program = start(data)
    assert program.window == "recovery"
    program.sees("柜台打不开")


def random_pages(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    for page in random.Random(5).sample(range(1, len(whole) // PAGE_BYTES), 12):
        whole[page * PAGE_BYTES : (page + 1) * PAGE_BYTES] = os.urandom(PAGE_BYTES)
    file.write_bytes(whole)


def first_page_gone(file: Path) -> None:
    file.write_bytes(bytes(PAGE_BYTES) + file.read_bytes()[PAGE_BYTES:])


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 3)


def emptied(file: Path) -> None:
    os.truncate(file, 0)


def removed(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("harm", [random_pages, first_page_gone, cut_short, emptied, removed])
def test_a_malformed_database(start, data, harm):
    harm(database(data))
    harmed = database(data).read_bytes() if database(data).exists() else b""
    program = start(data)
    if program.window == "counter":  # bad pages show when they are read: the counter works, then says so
        program.sign_in()
        program.tell("open", "IntakePage")
        program.sees("把程序关掉再打开，就能找回数据")
        program.close()
        harmed = database(data).read_bytes()
        program = start(data)
    assert program.window == "recovery"
    program.sees("数据文件坏了", "找回数据", "有 1 份备份")
    program.tell("click", "找回数据")
    program.tell("await_text", "数据找回来了")
    program.tell("click", "开柜")
    assert program.next_window() == "counter"
    assert program.close() == 0
    kept = list(data.glob("station-damaged-*.db"))
    assert [file.read_bytes() for file in kept] == [harmed] * len(kept)
    assert kept or not harmed
    assert parcels(data) == PARCELS


def test_a_newer_programs_database(start, data):
    store = Store(database(data), KEY)
    store.open()
    with store.write() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    before = database(data).read_bytes()
    program = start(data)
    assert program.window == "recovery"
    program.sees("更新版本的程序", "数据一点没动")
    program.tell("click", "关掉")
    assert program.process.wait(20) == 1
    assert database(data).read_bytes() == before


@pytest.mark.parametrize("key", [b"short", bytes(31) + b"x"], ids=["short", "wrong"])
def test_another_key(start, data, key):
    before = database(data).read_bytes()
    (data / "keys" / "store.key").write_bytes(key)
    program = start(data)
    assert program.window == "recovery"
    program.tell("click", "找回数据")
    program.tell("await_text", "请不要动这台电脑")
    assert database(data).read_bytes() == before
    (data / "keys" / "store.key").write_bytes(KEY)
    program.tell("click", "再试一次")
    assert program.next_window() == "counter"


def test_no_key(start, data):
    before = database(data).read_bytes()
    (data / "keys" / "store.key").unlink()
    program = start(data)
    assert program.window == "recovery"
    program.sees("找不到这份数据的钥匙", "没有钥匙，谁也打不开")
    assert not (data / "keys" / "store.key").exists(), "another key took its place"
    assert database(data).read_bytes() == before


def test_a_second_program(start, data):
    first = start(data).sign_in()
    second = start(data)
    assert second.window == "recovery"
    second.sees("另一个村口程序正开着")
    first.tell("open", "IntakePage")
    first.tell("take", "SF1385628716739")
    assert first.close() == 0
    second.tell("click", "再试一次")
    assert second.next_window() == "counter"


def test_no_fonts(start, data, tmp_path):
    """The program without its fonts' files: a tree of links to this one, but for them."""
    root = tmp_path / "program"
    (root / "resources").mkdir(parents=True)
    for name in ("kiosk", "drivers", "sync", "county", "tests", "launch.py"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "ui", root / "ui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "resources" / "__init__.py", root / "resources" / "__init__.py")
    for one in (ROOT / "resources").iterdir():
        if one.name not in {"fonts", "__init__.py"}:
            (root / "resources" / one.name).symlink_to(one)
    program = start(data, root=root)
    program.sees("字体文件缺了")
    program.sign_in()
    program.sees("字体文件缺了")


def test_no_printer(start, data):
    program = start(data).sign_in()
    program.tell("open", "IntakePage")
    program.tell("take", "SF1385628716739")
    program.tell("open", "HomePage")
    program.sees("标签打印机", "1 张等着打")
    program.tell("open", "DevicesPage")
    program.sees("没设置", "要用时请县里技术员来接")


def test_devices_with_wrong_settings(start, data):
    set_up(data, printer="serial:/dev/ttyS9", printer_profile="typewriter", label_printer="carrier-pigeon:7")
    program = start(data).sign_in()
    program.sees("没有名为“typewriter”的打印机型号", "其他照常办理")
    program.tell("click", "关掉这条提示")
    program.sees("看不懂打印机地址“carrier-pigeon:7”")
    program.tell("open", "IntakePage")
    program.tell("take", "SF1385628716739")


def test_devices_that_are_not_there(start, data):
    wiring = {"printer": "file:/dev/nowhere", "label_printer": "tcp:127.0.0.1:1"}
    set_up(data, **wiring, scanner="/dev/ttyNowhere", camera="/nowhere.avi")
    program = start(data).sign_in()
    program.tell("wait_ms", 300)
    program.tell("open", "DevicesPage")
    program.sees("5 样要看一下", "没接上")
    program.tell("open", "IntakePage")
    program.tell("take", "SF1385628716739")


def test_the_first_start(start, data):
    """Without a database the program makes one, with every table: none depends on what happens to be imported."""
    shutil.rmtree(data / "backups")
    database(data).unlink()
    program = start(data)
    assert program.window == "counter"
    assert program.close() == 0
    store = Store(database(data), KEY)
    store.open()
    with store.read() as db:
        made = set(db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    store.close()
    golden = (ROOT / "tests" / "architecture" / "golden" / f"schema-{SCHEMA}.sql").read_text("utf-8")
    assert made - {"alembic_version", "sqlite_sequence"} == set(re.findall(r'CREATE TABLE "?(\w+)', golden))


def test_a_broken_catalogue(start, data):
    shutil.copytree(ROOT / "resources" / "catalogue", data / "catalogue")
    (data / "catalogue" / "carriers.toml").write_text("= {")
    program = start(data).sign_in()
    program.sees("县里的目录有 1 处错误，没有启用")
    program.tell("open", "IntakePage")
    program.tell("take", "SF1385628716739")


@pytest.mark.parametrize(
    ("text", "said"),
    [(None, "还没有设置成站点"), ("= {", "站点设置文件有错")],
    ids=["missing", "broken"],
)
def test_settings_missing_or_broken(start, data, text, said):
    good = (data / "station.toml").read_text("utf-8")
    (data / "station.toml").unlink() if text is None else (data / "station.toml").write_text(text)
    before = database(data).read_bytes()
    program = start(data)
    assert program.window == "recovery"
    program.sees("柜台打不开", said)
    assert database(data).read_bytes() == before
    (data / "station.toml").write_text(good, "utf-8")
    program.tell("click", "再试一次")
    assert program.next_window() == "counter"
