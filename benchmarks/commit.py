"""``commit.intake``, ``.payment``, ``.petition``: one durable commit at the desk beside the bare one of the same rows.

The floor is the same SQLite library with the same PRAGMAs and key: every writing statement of the steps is recorded
once, with its parameters, and run again through the bare driver on an identical copy, in turn with ours.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import event
from sqlalchemy.engine import Engine

from benchmarks import five_years, syncs
from benchmarks.figure import Figure, middle, p99
from benchmarks.five_years_till import account_of, bill_fen
from kiosk import journal
from kiosk.ledger import shifts
from kiosk.parcels.desk import intake
from kiosk.parcels.desk.looking import Intake
from kiosk.payments.desk import taking
from kiosk.payments.desk.taking import Order
from kiosk.petitions.desk import filing
from kiosk.petitions.drafted import Content
from kiosk.petitions.model import draft
from kiosk.station import Station
from kiosk.store import backup, prepared
from kiosk.store.engine import PRAGMAS
from kiosk.wire.events import encode
from kiosk.wire.parcel_events import Recipient
from kiosk.wire.petition_events import Attached, Petitioner, Place
from kiosk.wire.till_decisions import CapsSet

COUNT = 400
WARM = 40
Statement = tuple[str, Any, bool]


@dataclass(frozen=True)
class Step:
    """A step of the desk that is measured.

    Attributes:
        name: Of the figure.
        orders: So many orders, the same ones at every call.
        take: The step.
        prepare: What must be done at the station before.
    """

    name: str
    orders: Callable[[int], list[Any]]
    take: Callable[[Station, Any], object]
    prepare: Callable[[Station], object] = lambda _station: None


def figures() -> Iterator[Figure]:
    """Every figure."""
    for step in STEPS.values():
        yield _figure(step)


def _figure(step: Step) -> Figure:
    with tempfile.TemporaryDirectory(dir=five_years.made().parent.parent) as name:
        folder = Path(name)
        bare = _recorded(folder / "recorded", step)
        station = _ready(folder / "ours", step)
        floor = _ready(folder / "floor", step)
        floor.store.close()
        connection = backup.connect(folder / "floor" / "station.db", five_years.KEY)
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute("PRAGMA " + pragma).fetchall()
        ours_ms: list[float] = []
        bare_ms: list[float] = []
        for number, order in enumerate(step.orders(COUNT)):
            begun = time.perf_counter()
            step.take(station, order)
            between = time.perf_counter()
            _run(connection, bare[number])
            ended = time.perf_counter()
            if number >= WARM:
                ours_ms.append((between - begun) * 1000)
                bare_ms.append((ended - between) * 1000)
        connection.close()
        station.store.close()
    more: dict[str, object] = {"p99": round(p99(ours_ms), 3), "p99_floor": round(p99(bare_ms), 3)}
    more["fsyncs"] = syncs.per_step(step.name)
    return Figure(step.name, middle(ours_ms), "ratio", middle(bare_ms), 3.0, more)


def _intakes(count: int) -> list[Intake]:
    """Intakes as the counter has them: a carrier known, a resident found."""
    chance = random.Random(7)
    return [
        Intake(
            waybill=f"YT8{chance.randrange(10**12):012d}", carrier="YTO", symbology="code128",
            recipient=Recipient(resident=f"r{chance.randrange(five_years.RESIDENTS):04d}"),
        )
        for _ in range(count)
    ]  # fmt: skip


def _payments(count: int) -> list[Order]:
    """Payments as the counter has them: by turns a bill of water and one of electricity, paid to the fen."""
    chance = random.Random(7)
    people = chance.sample(range(five_years.RESIDENTS), -(-count // 2))
    return [
        Order(
            biller, account_of(biller, who), bill_fen(who), bill_fen(who), (f"{biller[0]}-{who}-9",),
            confirmed=("same_bill", "unusual", "other_name", "again"),
        )
        for who in people
        for biller in ("water", "electricity")
    ][:count]  # fmt: skip


def _take_in(station: Station, order: Intake) -> None:
    intake.take_in(station, order, five_years.CLERK)


def _pay(station: Station, order: Order) -> None:
    taking.take(station, order, five_years.CLERK)


def _open_shift(station: Station) -> None:
    with station.store.read() as db:
        held_fen = shifts.expected_fen(db)
    shifts.open_shift(station, ((100, held_fen // 100),), five_years.CLERK)
    at, wide = station.clock.now(), CapsSet("", count=10 * COUNT, total_fen=10**9)  # nobody answers here
    with station.store.write() as db:
        number = journal.cursor(db) + 1
        journal.apply_decisions(db, [(number, wide.KIND, wide.VERSION, at.county_ms, encode(wide))], number, at)


def _petitions(count: int) -> list[int]:
    """Numbers of the drafts that :func:`_draft_petitions` leaves."""
    return list(range(1, count + 1))


def _draft_petitions(station: Station) -> None:
    """Complete drafts as real ones are: 190 characters (the median of 2,816 petitions), spoken as well."""
    chance, said = random.Random(7), [chr(0x4E00 + number) for number in range(3_000)]
    digest = station.attachments.put(chance.randbytes(61_440))
    voice = msgspec.msgpack.encode((Attached(digest, "audio/ogg", 61_440, "voice", 41_000),))
    villages = [one.code for one in station.catalogue.divisions if one.level == "village"]
    rows = []
    for number in range(1, COUNT + 1):
        who = Petitioner(f"村民{number}", f"r{number % five_years.RESIDENTS:04d}", "19900000000", "三组12号")
        text = "".join(chance.choices(said, k=190))
        content = Content(
            "01-02-004", "public", f"第{number}件事", text, "请修好", who, Place(chance.choice(villages), 3)
        )
        rows.append({
            "id": number, "by": five_years.CLERK, "begun_ms": 1, "changed_ms": 1, "attachments": voice,
            "content": msgspec.msgpack.encode(content), "code": "7K4M92QX", "salt": bytes(16), "check": bytes(32),
            "reply_key": bytes(32),
        })  # fmt: skip
    with station.store.write() as db:
        db.execute(draft.insert(), rows)


def _file(station: Station, draft_id: int) -> None:
    filing.file(station, draft_id, five_years.CLERK, "read")


STEPS = {
    one.name: one
    for one in (
        Step("commit.intake", _intakes, _take_in),
        Step("commit.payment", _payments, _pay, _open_shift),
        Step("commit.petition", _petitions, _file, _draft_petitions),
    )
}


def _ready(folder: Path, step: Step) -> Station:
    station = five_years.open_copy(folder)
    step.prepare(station)
    return station


def _recorded(folder: Path, step: Step) -> list[list[Statement]]:
    """The writing statements of each step, in order, with their parameters."""
    station = _ready(folder, step)
    runs: list[list[Statement]] = []
    current: list[Statement] = []

    def note(_db: object, _cursor: object, text: str, parameters: Any, _context: object, many: bool) -> None:  # noqa: ANN401, FBT001
        if text == "BEGIN":  # of a reader
            return
        if text.split(None, 1)[0] in {"INSERT", "UPDATE", "DELETE", "BEGIN", "COMMIT", "REPLACE"}:
            current.append((text, parameters, many))

    class Noting:
        """The driver's connection, heard."""

        def __init__(self, real: Any) -> None:  # noqa: ANN401
            self._real = real

        def execute(self, text: str, parameters: Any) -> Any:  # noqa: ANN401
            note(None, None, text, parameters, None, many=False)
            return self._real.execute(text, parameters)

        def executemany(self, text: str, rows: Any) -> Any:  # noqa: ANN401
            note(None, None, text, rows, None, many=True)
            return self._real.executemany(text, rows)

    unheard = prepared._driver  # noqa: SLF001 - the benchmark listens where nobody else may
    prepared._driver = lambda db: Noting(unheard(db))  # noqa: SLF001
    event.listen(Engine, "before_cursor_execute", note)
    try:
        for order in step.orders(COUNT):
            step.take(station, order)
            runs.append(list(current))
            current.clear()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        prepared._driver = unheard  # noqa: SLF001
        station.store.close()
    return runs


def _run(connection: Any, statements: list[Statement]) -> None:  # noqa: ANN401 - the driver has no types
    for text, parameters, many in statements:
        if many:
            connection.executemany(text, parameters)
        else:
            connection.execute(text, parameters)
