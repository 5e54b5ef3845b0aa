"""A station with five years of work, made once and kept under ``out/bench``.

250,000 parcels, 60,000 payments and 8,000 petitions.

Every entry goes through the real :func:`kiosk.journal.append` and its projector, as at a counter; only the commit is
shared by a few thousand of them. The waits of five years pass on a clock that moves when told.
"""

import hashlib
import inspect
import os
import random
import shutil
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

# These register tables, and the schema must not depend on who asks for it:
import kiosk.rooms  # noqa: F401 - every table and projector
from benchmarks import five_years_petitions, five_years_till
from benchmarks.five_years_petitions import PETITIONS, PetitionYears
from benchmarks.five_years_till import PAYMENTS, TillYears
from kiosk import catalogue, journal
from kiosk.clock import CHINA, ManualClock, day_number
from kiosk.people import clerks
from kiosk.people.model import Role
from kiosk.slips.seal import SlipSigner
from kiosk.station import Station
from kiosk.store import Store, metadata
from kiosk.store.attachments import Attachments
from kiosk.texts import Texts
from kiosk.wire.decisions import RollListed, RollResident
from kiosk.wire.events import encode
from kiosk.wire.parcel_events import NoticeQueued, ParcelPickedUp, ParcelTakenIn, Recipient

ROOT = Path(__file__).resolve().parents[1]
PARCELS = int(os.environ.get("CUNKOU_BENCH_PARCELS", "250000"))
DAYS = 5 * 365
PARCELS_A_DAY = -(-PARCELS // DAYS)
RESIDENTS = 1_500
STOCK = 400  # still on the shelves at the end
KEY = bytes(range(32))
CLERK, PIN = "01", "271828"
LAST_DAY = datetime(2026, 11, 20, 8, 0, tzinfo=CHINA)
_BATCH = 4_000
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕覃龚单解"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文德春梅海燕小龙荣生福贵堃"
_CARRIERS = (
    ("ZTO", "73", 14),
    ("YTO", "YT8", 15),
    ("STO", "773", 15),
    ("YUNDA", "46", 15),
    ("JT", "JT5", 15),
    ("SF", "SF1", 15),
)


def open_copy(folder: Path) -> Station:
    """A copy of the five-year station in ``folder``, open."""
    copy_into(folder)
    return open_station(folder)


def copy_into(folder: Path) -> None:
    """Put a copy of the five-year database into ``folder``, on the disk: or its writing back would be measured too."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "station.db"
    shutil.copyfile(made(), copy)
    with copy.open("rb+") as written:
        os.fsync(written.fileno())


def open_station(folder: Path, clock: ManualClock | None = None) -> Station:
    """The station of ``folder``, open; its clock stands on the last day."""
    store = Store(folder / "station.db", KEY)
    store.open()
    return Station(
        code="430726-0112", name="三板桥服务站", town="夹山镇", hotline="0736-0000112", store=store,
        clock=clock or ManualClock(LAST_DAY + timedelta(hours=2)), catalogue=catalogue.load(),
        attachments=Attachments(folder / "attachments", KEY), signer=SlipSigner("430726-0112", bytes(32)),
        texts=Texts("zh"),
    )  # fmt: skip


def made() -> Path:
    """The database's file, made now if this schema's is not there yet (some minutes, said on stderr)."""
    schema = repr([(table.name, [str(column.type) for column in table.columns]) for table in metadata.sorted_tables])
    filling = "".join(
        inspect.getsource(part) for part in (_fill, _roll, _taken_in, five_years_till, five_years_petitions)
    )
    digest = hashlib.sha256(f"{schema}{PARCELS} {PAYMENTS} {PETITIONS}{filling}".encode()).hexdigest()[:12]
    file = ROOT / "out" / "bench" / f"five-years-{digest}" / "station.db"
    if not file.exists():
        file.parent.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(suffix=".half", dir=file.parent.parent))  # others may be making one too
        station = open_station(half, ManualClock(LAST_DAY - timedelta(days=-(-PARCELS // PARCELS_A_DAY))))
        _fill(station)
        station.store.close()
        try:
            half.rename(file.parent)
        except OSError:
            shutil.rmtree(half)
            if not file.exists():
                raise  # else somebody was quicker with the same
    return file


def _fill(station: Station) -> None:
    chance = random.Random(1)
    clerks.enlist(station, CLERK, "覃大姐", Role.LEAD, "314159", by="")
    clerks.change_pin(station, CLERK, "314159", PIN)
    people = _roll(station, chance)
    till = TillYears(station, people, random.Random(2), CLERK)
    desk = PetitionYears(station, people, random.Random(3), CLERK, till.says)
    with station.store.write() as db:
        till.first_day(db)
    spots: list[tuple[str, int, str]] = [
        (shelf.code, layer, f"{shelf.code}-{layer}")
        for shelf in station.catalogue.shelves
        for layer in range(1, shelf.layers + 1)
    ]
    clock, waiting = station.clock, []
    assert isinstance(clock, ManualClock)
    payments_a_day = -(-PAYMENTS // DAYS)
    days = -(-PARCELS // PARCELS_A_DAY)
    day = 0
    made_parcels = number = 0
    while made_parcels < PARCELS:
        with station.store.write() as db:
            written = 0
            while written < _BATCH and made_parcels < PARCELS:
                for _ in range(PARCELS_A_DAY):
                    shelf, layer, stem = spots[number % len(spots)]
                    number = (number + 1) % 90_000
                    fact = _taken_in(
                        chance, people, shelf, layer, f"{stem}-{number:05d}", number, day_number(clock.now().day) + 7
                    )
                    entry = journal.append(db, fact, clock.now(), CLERK)
                    journal.append(
                        db, NoticeQueued(entry.ref, "sms", fact.recipient.phone, "您有包裹到了"), clock.now(), CLERK
                    )
                    waiting.append(entry.ref)
                    clock.advance(seconds=90)
                made_parcels += PARCELS_A_DAY
                till.day(db, payments_a_day, last=made_parcels >= PARCELS)
                day += 1
                desk.day(db, PETITIONS * day // days - PETITIONS * (day - 1) // days)
                written += 3 * PARCELS_A_DAY + 2 * payments_a_day
                while len(waiting) > STOCK:
                    ref = waiting.pop(chance.randrange(min(200, len(waiting))))
                    journal.append(db, ParcelPickedUp(ref, "code", "self", receipt=ref), clock.now(), CLERK)
                    clock.advance(seconds=30)
                clock.jump((clock.now().local + timedelta(days=1)).replace(hour=8, minute=0))
        print(f"\rfive years: {made_parcels} of {PARCELS} parcels", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _roll(station: Station, chance: random.Random) -> tuple[RollResident, ...]:
    people = tuple(
        RollResident(
            f"r{n:04d}", chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2)))),
            f"{n % 8 + 1:02d}{n // 3:03d}", f"1990000{n:04d}" if n % 7 else "", n % 8 + 1,
        )
        for n in range(RESIDENTS)
    )  # fmt: skip
    with station.store.write() as db:
        page = tuple(
            (start + 1, RollListed.KIND, 1, 0, encode(RollListed("三板桥社区", people[start : start + 100])))
            for start in range(0, RESIDENTS, 100)
        )
        journal.apply_decisions(db, page, page[-1][0], station.clock.now())
    return people


def _taken_in(
    chance: random.Random, people: tuple[RollResident, ...], shelf: str, layer: int, code: str, number: int, due: int
) -> ParcelTakenIn:
    carrier, head, length = chance.choice(_CARRIERS)
    waybill = head + "".join(chance.choices("0123456789", k=length - len(head)))
    who = chance.choice(people)
    to = Recipient(who.name, who.phone, "夹山镇三板桥社区", who.id, who.household, who.group)
    channel = "sms" if who.phone else "call"
    return ParcelTakenIn(waybill, waybill, "code128", carrier, to, shelf, layer, code, number, due, channel)


if __name__ == "__main__":
    print(made())
