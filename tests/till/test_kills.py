"""The power goes at the counter and at the county, at any moment: no payment is debited twice, none is lost.

Both are real processes that are killed (``kill -9``), on real disks, with a socket between them; the billers' file is
nobody's of these. ``CUNKOU_TILL_KILLS`` sets how often; ``make soak`` kills a thousand times.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from threading import Event

import pytest

from county import floats
from county.biller_twin import Mood, Twin
from county.clock import wall_ms
from county.store import Store
from kiosk.clock import CHINA
from kiosk.payments.model import payment
from kiosk.wire import codec
from kiosk.wire.payment_events import PaymentCancelled, RefundPaid
from tests.sync.conftest import COUNTY_KEY
from tests.sync.servers import ROOT
from tests.till import reckoning
from tests.till.reckoning import AT_REST, Hands
from tests.till.world import World, lay_out

STATION = "430726-0112"
KILLS = int(os.environ.get("CUNKOU_TILL_KILLS", "25"))
BLOCK = 50
BILLERS = ("electricity", "mobile", "cable")
MOODS = (Mood.NORMAL, Mood.NORMAL, Mood.LOSE, Mood.TWICE, Mood.REFUSE, Mood.SILENT, Mood.DELAY, Mood.REVERSE)


class Village:
    """Two processes that die, and billers that do not."""

    def __init__(self, folder: Path, chance: Random) -> None:
        lay_out(folder)
        (folder / "county.key").write_bytes(codec.private_raw(COUNTY_KEY))
        self.folder, self.chance = folder, chance
        self.twin = Twin(folder / "twin.db", wall_ms)
        self.twin.open()
        self.port = free_port()
        self.shown: list[list[str]] = []
        self.kills = 0
        store = Store(f"sqlite:///{folder / 'county.db'}")
        store.open()
        with store.write() as db:
            floats.grant(db, STATION, 10**9, wall_ms())
        store.close()
        self.county, self.clerk = self._county(), self._clerk()
        self.county.stdout.readline()

    def _county(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "county", "--data", str(self.folder), "--port", str(self.port)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def _clerk(self) -> subprocess.Popen[str]:
        seed, url = str(self.chance.random()), f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "tests.till.at_work", str(self.folder), url, seed]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def live(self, kills: int) -> None:
        """Work; somebody's power goes; again."""
        while self.kills < kills:
            for biller in BILLERS:
                self.twin.tell(biller, self.chance.choice(MOODS), "no_account", delay_s=self.chance.choice((0, 1)))
            first = self.clerk.stdout.readline()  # the clerk works
            assert first, "the clerk did not come to work"
            self.shown.append(first.split())
            Event().wait(self.chance.random() * 0.5)
            whose = self.chance.choice(("clerk", "county", "both"))
            if whose != "county":
                self.shown += killed(self.clerk)
                self.kills += 1
            if whose != "clerk":
                killed(self.county)
                self.kills += 1
                self.county = self._county()
            if whose != "county":
                self.clerk = self._clerk()
            if whose != "clerk":
                assert self.county.stdout.readline(), "the county did not come back"

    def end(self) -> None:
        self.shown += killed(self.clerk)
        killed(self.county)
        self.twin.close()


def killed(process: subprocess.Popen[str]) -> list[list[str]]:
    """Kill -9; what it had said until then, in whole lines."""
    process.send_signal(signal.SIGKILL)
    said = process.stdout.read()
    process.wait(10)
    process.stdout.close()
    return [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def village(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Village]:
    made = Village(tmp_path / "village", Random(request.node.name))
    yield made
    for process in (made.clerk, made.county):
        if process.poll() is None:
            killed(process)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(0, KILLS, BLOCK))
def test_nothing_is_debited_twice_and_nothing_is_lost(village: Village, block: int) -> None:
    village.live(min(BLOCK, KILLS - block))
    village.end()
    world = World(village.folder, Random(block), begun=datetime.fromtimestamp(wall_ms() / 1000, CHINA))
    world.posting.recover()
    world.settle()
    hands = what_was_shown_is_there(village, world)
    for holds in (reckoning.zs_have_no_gap, reckoning.no_serial_is_debited_twice, reckoning.drawer_adds_up, *AT_REST):
        holds(world)
    reckoning.cash_goes_back_at_most_once(world, hands)
    reckoning.each_is_posted_or_refunded_once(world, hands)
    print(f"{village.kills} kills, {len(hands.came)} payments, {len(hands.went)} given back")
    world.close()


def what_was_shown_is_there(village: Village, world: World) -> Hands:
    """Every line that a screen had shown is a fact; the hands' notes follow from the facts."""
    hands = Hands()
    with world.station.store.read() as db:
        hands.came = {row.id: row.amount_fen + row.fee_fen for row in db.execute(payment.select())}
        for _, fact in reckoning.money_facts(db):
            if isinstance(fact, RefundPaid) or (isinstance(fact, PaymentCancelled) and fact.at_once):
                hands.went.setdefault(fact.payment, []).append(hands.came[fact.payment])
        shifts = db.exec_driver_sql("SELECT number, z FROM shift").all()
    said = {word: {int(line[1]) for line in village.shown if line[0] == word} for word in WORDS}
    assert said["took"] <= set(hands.came)
    assert said["back"] | said["refunded"] <= set(hands.went)
    assert said["z"] <= {row.z for row in shifts}
    assert said["shift"] <= {row.number for row in shifts}
    assert len(said["took"]) > village.kills  # it was not a sleepy village
    return hands


WORDS = ("took", "back", "wished", "refunded", "z", "shift")
