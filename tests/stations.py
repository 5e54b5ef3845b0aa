"""A real station in a temporary folder: real SQLCipher, real catalogue, a clock that moves when told."""

from pathlib import Path

from kiosk import catalogue
from kiosk.clock import Clock, ManualClock
from kiosk.people import clerks
from kiosk.people.model import Role
from kiosk.slips.seal import SlipSigner
from kiosk.station import Station
from kiosk.store import Store
from kiosk.store.attachments import Attachments
from kiosk.texts import Texts

KEY = bytes(range(32))
SEED = bytes(range(32, 64))
CLERK = "tan"
LEAD = "lead"


def make_station(folder: Path, clock: Clock | None = None, *, clerks_too: bool = True) -> Station:
    """Open (or open again) the station of ``folder``."""
    import kiosk.rooms  # noqa: F401, PLC0415 - every table and projector

    store = Store(folder / "station.db", KEY)
    fresh = not store.file.exists()
    store.open()
    station = Station(
        code="430726-0112", name="三板桥村服务站", town="夹山镇", hotline="0736-12345", store=store,
        clock=clock or ManualClock(), catalogue=catalogue.load(catalogue.default_folder()),
        attachments=Attachments(folder / "attachments", KEY), signer=SlipSigner("430726-0112", SEED), texts=Texts("zh"),
    )  # fmt: skip
    if fresh and clerks_too:
        clerks.enlist(station, LEAD, "唐站长", Role.LEAD, "271828", by="")
        clerks.enlist(station, CLERK, "覃大姐", Role.CLERK, "314159", by=LEAD)
    return station


def open_shift(station: Station, clerk: str = CLERK) -> int:
    """Let a clerk answer for the drawer from now on, counted as the books say; returns the shift's number.

    A shift that is still open is closed first.
    """
    from kiosk.ledger import shifts  # noqa: PLC0415

    trusted(station)
    with station.store.read() as db:
        before = shifts.current(db, station, station.clock.now())
        counts = in_faces(shifts.expected_fen(db))
    if before:
        shifts.close(station, before.number, counts, before.clerk)
    return shifts.open_shift(station, counts, clerk).shift.number


def in_faces(fen: int) -> tuple[tuple[int, int], ...]:
    """A sum in as few notes and coins as there are; a till test works with multiples of ten fen."""
    counts = []
    for face in (10000, 5000, 2000, 1000, 500, 100, 50, 10):
        counts.append((face, fen // face))
        fen %= face
    return tuple(counts)


def trusted(station: Station) -> None:
    """Every clerk has chosen a PIN of their own; the first ones still open the door."""
    from sqlalchemy import update  # noqa: PLC0415

    from kiosk.people.model import credential  # noqa: PLC0415

    with station.store.write() as db:
        db.execute(update(credential).values(must_change=False))


def tables(station: Station) -> dict[str, list[tuple[object, ...]]]:
    """Every derived table's rows, sorted: what replay must give again."""
    from kiosk.store.schema import derived_tables  # noqa: PLC0415

    with station.store.read() as db:
        return {table.name: sorted(map(tuple, db.execute(table.select())), key=repr) for table in derived_tables()}
