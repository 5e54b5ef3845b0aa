"""The power goes at the county, at any moment, again and again: no payment is debited twice, none is forgotten.

A real county process is killed in the middle of posting (``kill -9``). The billers' twin has a file of its own, so what
it has debited stays debited. A station goes on sending, as stations do.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Event

import pytest
import requests
import sqlalchemy as sa
from msgspec import Raw

from county.biller_twin import Mood, Twin
from county.clock import wall_ms
from county.store import Store
from county.till_model import State, payment
from kiosk.wire import codec, events, exchange, feed, refs
from kiosk.wire.events import decode_decision
from kiosk.wire.payment_events import PaymentAsked, PaymentCancelled, PaymentTaken
from kiosk.wire.till_decisions import PaymentPosted, PaymentRefused
from tests.sync.servers import ROOT

from .conftest import Station
from .tills import rebuilt_alike

KILLS = int(os.environ.get("CUNKOU_KILLS", "30"))
BLOCK = 10
MOODS = (Mood.NORMAL, Mood.NORMAL, Mood.LOSE, Mood.TWICE, Mood.REFUSE, Mood.SILENT, Mood.DELAY)
BILLERS = ("water", "electricity", "cable")
SETTLE_S = 60


class World:
    """A station, a county that dies, and billers that do not."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, Random(seed)
        self.station = Station(code=f"S-{seed}")
        self.twin = Twin(folder / "twin.db", wall_ms)
        self.twin.open()
        self.taken: dict[int, int] = {}
        self.at_once: set[int] = set()
        self.heard: list[events.Decision] = []
        self.cursor = self.sent = 0
        self.url, self.key, self.process = "", None, None

    def start(self) -> None:
        command = [
            sys.executable, "-m", "county", "--data", str(self.folder), "--enrol",
            f"{self.station.code}={self.station.public.hex()}",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.url, self.key = ready["url"], codec.public_key(bytes.fromhex(ready["key"]))

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        self.process.stdout.close()

    def do(self, fact: events.Event) -> int:
        body = Raw(events.encode(fact))
        self.station.add(
            events.pack_record(events.Record(fact.KIND, 1, wall_ms(), 1, "0", 0, 20_777, "c1", body)), lane=1
        )
        return 10**9 + len(self.station.lanes[1])

    def trade(self) -> None:
        for _ in range(self.chance.randint(30, 60)):
            fen = self.chance.randint(1, 50_000)
            ref = self.do(PaymentTaken(self.chance.choice(BILLERS), "073622104458", fen, fen, 0, 0, True))
            self.taken[ref] = fen
            if self.chance.random() < 0.2:
                self.do(PaymentCancelled(ref, "mistake", "c1", at_once=True, shift=1))
                self.at_once.add(ref)
        if self.chance.random() < 0.5:
            self.do(PaymentAsked(20_777, tuple(self.chance.sample(list(self.taken), 2))))

    def talk(self) -> None:
        """One exchange; whatever goes wrong is tried again some other time, as stations do."""
        last = len(self.station.lanes.get(1, []))
        run = [self.station.seal(self.sent + 1, last, lane=1)] if last > self.sent else []
        data, nonce = self.station.ask(*run, cursor=self.cursor, money_top=(1, last))
        with suppress(requests.RequestException):
            told = exchange.hear(
                requests.post(self.url + exchange.PATH, data=data, timeout=10).content, self.key, nonce
            )
            self.sent = last
            if told.page:
                page = feed.open_page(told.page, self.key, station=self.station.code)
                self.heard += [decode_decision(item.kind, item.body) for item in page.items]
                self.cursor = page.cursor

    def states(self) -> dict[int, str]:
        store = Store(f"sqlite:///{self.folder / 'county.db'}")
        store.open()
        with store.read() as db:
            found = {row.ref: row.state for row in db.execute(sa.select(payment))}
        store.close()
        return found


@pytest.mark.slow
@pytest.mark.parametrize("block", range(0, KILLS, BLOCK))
def test_a_county_that_is_killed_debits_nothing_twice(tmp_path, block):
    world = World(tmp_path, block)
    for _ in range(min(BLOCK, KILLS - block)):
        for biller in BILLERS:
            world.twin.tell(biller, world.chance.choice(MOODS), "no_account", delay_s=1)
        world.start()
        world.trade()
        world.talk()
        Event().wait(world.chance.random() * 0.25)
        world.kill()
    for biller in BILLERS:
        world.twin.tell(biller, Mood.NORMAL)
    world.start()
    settle(world)
    world.process.terminate()
    world.process.wait(10)
    world.process.stdout.close()
    reckon(world, f"seed {block}")
    world.twin.close()


def settle(world: World) -> None:
    until = time.monotonic() + SETTLE_S
    final = {State.POSTED, State.REFUSED, State.CANCELLED}
    while time.monotonic() < until:
        world.talk()
        states = world.states()
        if set(states) == set(world.taken) and set(states.values()) <= final:
            world.talk()
            return
        Event().wait(0.2)
    raise AssertionError(f"never settled: {states}")


def reckon(world: World, story: str) -> None:
    debits = {refs.read(serial): fens for serial, fens in world.twin.debits().items()}
    posted = {fact.payment for fact in world.heard if isinstance(fact, PaymentPosted)}
    refused = {fact.payment for fact in world.heard if isinstance(fact, PaymentRefused)}
    assert debits == {ref: [world.taken[ref]] for ref in posted}, story
    assert posted | refused | world.at_once == set(world.taken), story
    assert not posted & refused, story
    assert not (posted | refused) & world.at_once, story
    store = Store(f"sqlite:///{world.folder / 'county.db'}")
    store.open()
    with store.write() as db:
        assert rebuilt_alike(db), story
    store.close()
