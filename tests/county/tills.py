"""A station that trades, its county's errand-runner and the billers' twin, with a clock that tests move."""

from pathlib import Path

import sqlalchemy as sa
from msgspec import Raw

from county import floats, model, payments, projections
from county.biller_twin import Twin
from county.centre import Centre
from county.posting import Posting
from county.till_model import dispute
from kiosk.wire import events, refs
from kiosk.wire.events import Event, decode_decision
from kiosk.wire.payment_events import PaymentTaken

from .conftest import AT_MS, Station, Told

WATER = "073622104458"
DAY = 20_777


def taken(fen: int, biller: str = "water", **more: object) -> PaymentTaken:
    return PaymentTaken(biller, WATER, fen, fen, 0, 1, False, **{"shift": 1, "commission_fen": 50, **more})


class Till:
    """One station and everything behind it."""

    def __init__(self, centre: Centre, station: Station, twin_file: Path) -> None:
        self.centre, self.station, self.now_ms = centre, station, AT_MS
        centre._now = lambda: self.now_ms
        self.twin = Twin(twin_file, lambda: self.now_ms)
        self.twin.open()
        self.posting = Posting(centre.store, (self.twin, self.twin), lambda: self.now_ms)
        self.heard: list[events.Decision] = []
        self.cursor = 0
        self.sent = 0

    def close(self) -> None:
        self.twin.close()

    def do(self, fact: Event, day: int = DAY, by: str = "c01") -> int:
        records = self.station.lanes.setdefault(1, [])
        at_ms = AT_MS + len(records)
        body = Raw(events.encode(fact))
        self.station.add(events.pack_record(events.Record(fact.KIND, 1, at_ms, 1, "0", 0, day, by, body)), lane=1)
        return self.station.epoch * 10**9 + len(records)

    def talk(self, upto: int = 0) -> Told:
        last = len(self.station.lanes.get(1, []))
        until = upto or last
        run = [self.station.seal(self.sent + 1, until, lane=1)] if until > self.sent else []
        told = self.station.talk(self.centre, *run, cursor=self.cursor, money_top=(self.station.epoch, last))
        self.sent = until
        self._hear(told)
        return told

    def do_and_talk(self, fact: Event, **more: object) -> int:
        ref = self.do(fact, **more)
        self.talk()
        return ref

    def rounds(self) -> None:
        while self.posting.round():
            pass

    def later(self, seconds: int) -> None:
        self.now_ms += seconds * 1000

    def told(self, *kinds: type[events.Decision]) -> list[events.Decision]:
        """What the station hears when it asks now."""
        self._hear(self.station.talk(self.centre, cursor=self.cursor))
        return [fact for fact in self.heard if isinstance(fact, kinds)]

    def grant(self, fen: int, line_fen: int | None = None) -> None:
        with self.centre.store.write() as db:
            if line_fen is not None:
                floats.set_line(db, self.station.code, line_fen, 0, self.now_ms)
            floats.grant(db, self.station.code, fen, self.now_ms)

    def float(self) -> floats.Balance:
        with self.centre.store.read() as db:
            return floats.balance(db, self.station.code)

    def row(self, ref: int):
        with self.centre.store.read() as db:
            return payments.one(db, self.station.code, ref)

    def state(self, ref: int) -> str:
        return self.row(ref).state

    def serial(self, ref: int) -> str:
        return refs.serial(self.station.code, ref)

    def debits(self) -> dict[int, list[int]]:
        return {refs.read(serial): fens for serial, fens in self.twin.debits().items()}

    def disputes(self) -> list[tuple[int, str, str, str]]:
        with self.centre.store.read() as db:
            rows = db.execute(sa.select(dispute)).all()
        return [(row.payment, row.code, row.note, row.outcome) for row in rows]

    def _hear(self, told: Told) -> None:
        if told.page is not None:
            self.heard += [decode_decision(item.kind, item.body) for item in told.page.items]
            self.cursor = told.page.cursor


def derived(db: sa.Connection) -> dict[str, list[tuple[object, ...]]]:
    """What stands in every derived table."""
    tables = [table for table in model.metadata.sorted_tables if table.info.get("derived")]
    return {
        table.name: [tuple(row) for row in db.execute(sa.select(table).order_by(*table.primary_key.columns))]
        for table in tables
    }


def rebuilt_alike(db: sa.Connection) -> bool:
    """Whether the tables, built again from events and decisions, are what they were."""
    before = derived(db)
    projections.rebuild(db)
    after = derived(db)
    assert after == before
    return True


def rows(till: Till, table: sa.Table) -> list[sa.Row]:
    with till.centre.store.read() as db:
        return list(db.execute(sa.select(table)))
