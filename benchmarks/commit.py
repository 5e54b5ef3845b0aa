"""``commit.intake``: one durable commit at the desk beside the bare transaction that writes the same rows.

The floor is the same SQLite library with the same PRAGMAs and key: every writing statement of the intakes is recorded
once, with its parameters, and run again through the bare driver on an identical copy, in turn with ours.
"""

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from benchmarks import five_years, syncs
from benchmarks.figure import Figure, middle, p99
from kiosk.parcels.desk import intake
from kiosk.parcels.desk.looking import Intake
from kiosk.station import Station
from kiosk.store import backup, prepared
from kiosk.store.engine import PRAGMAS
from kiosk.wire.parcel_events import Recipient

COUNT = 400
WARM = 40
Statement = tuple[str, Any, bool]


def figures() -> Iterator[Figure]:
    """The figure."""
    with tempfile.TemporaryDirectory(dir=five_years.made().parent.parent) as name:
        folder = Path(name)
        bare = _recorded(folder / "recorded")
        station = five_years.open_copy(folder / "ours")
        floor = five_years.open_copy(folder / "floor")
        floor.store.close()
        connection = backup.connect(folder / "floor" / "station.db", five_years.KEY)
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute("PRAGMA " + pragma).fetchall()
        ours_ms: list[float] = []
        bare_ms: list[float] = []
        for number, order in enumerate(orders(COUNT)):
            begun = time.perf_counter()
            take(station, order)
            between = time.perf_counter()
            _run(connection, bare[number])
            ended = time.perf_counter()
            if number >= WARM:
                ours_ms.append((between - begun) * 1000)
                bare_ms.append((ended - between) * 1000)
        connection.close()
        station.store.close()
    more: dict[str, object] = {"p99": round(p99(ours_ms), 3), "p99_floor": round(p99(bare_ms), 3)}
    more["fsyncs"] = syncs.per_intake()
    yield Figure("commit.intake", middle(ours_ms), "ratio", middle(bare_ms), 3.0, more)


def orders(count: int) -> list[Intake]:
    """Intakes as the counter has them: a carrier known, a resident found."""
    chance = random.Random(7)
    return [
        Intake(
            waybill=f"YT8{chance.randrange(10**12):012d}", carrier="YTO", symbology="code128",
            recipient=Recipient(resident=f"r{chance.randrange(five_years.RESIDENTS):04d}"),
        )
        for _ in range(count)
    ]  # fmt: skip


def take(station: Station, order: Intake) -> None:
    """The desk step."""
    intake.take_in(station, order, five_years.CLERK)


def _recorded(folder: Path) -> list[list[Statement]]:
    """The writing statements of each intake, in order, with their parameters."""
    station = five_years.open_copy(folder)
    runs: list[list[Statement]] = []
    current: list[Statement] = []

    def note(_db: object, _cursor: object, text: str, parameters: Any, _context: object, many: bool) -> None:  # noqa: ANN401, FBT001
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
        for order in orders(COUNT):
            take(station, order)
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
