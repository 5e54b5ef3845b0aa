"""Whatever the link does, each event is at the county once and each decision here once: many small seeded worlds."""

import os
from random import Random

import pytest
import sqlalchemy as sa

from county import feed
from county.store import Store as CountyStore
from kiosk import journal
from kiosk.clock import ManualClock
from kiosk.errors import PortalInTheWay
from kiosk.wire import exchange
from kiosk.wire.decisions import MessageSent
from sync.courier import Courier
from sync.twin import LossyLink
from tests.stations import make_station

from .conftest import make_rig

SEEDS = int(os.environ.get("CUNKOU_SEEDS", "200"))
BLOCK = 20


@pytest.mark.parametrize("block", range(0, SEEDS, BLOCK))
def test_every_event_and_decision_arrives_once(tmp_path, block):
    county = CountyStore(f"sqlite:///{tmp_path / 'county.db'}")
    county.open()
    sa.event.listen(county._opened(), "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF").close())
    for seed in range(block, min(SEEDS, block + BLOCK)):
        live(tmp_path, county, seed)
    county.close()


def live(tmp_path, county, seed):
    """One station's troubled life; then a good line, and the reckoning."""
    chance, clock = Random(seed), ManualClock()
    station = make_station(tmp_path / f"{seed}", clock, clerks_too=False)
    object.__setattr__(station, "code", f"S-{seed}")
    # Power cuts are another test's; without fsync two hundred worlds take seconds.
    station.store._connection().exec_driver_sql("PRAGMA synchronous=OFF")
    rig = make_rig(station, clock, county, tmp_path / "attachments", seed)
    bad = LossyLink(rig.link, chance, trouble=chance.choice((0.2, 0.5, 0.8)))
    rig.courier._link = bad
    decided = []
    for _ in range(chance.randint(5, 25)):
        step = chance.random()
        if step < 0.4:
            rig.do(chance.randint(1, 4), notices=chance.random() < 0.3)
        elif step < 0.5:
            with county.write() as db:
                decided.append(feed.decide(db, MessageSent("t", str(seed)), clock.now().wall_ms, rig.who.station))
        elif step < 0.6:  # the program starts again and knows only what the store knows
            rig.courier = Courier(station, rig.who, bad, chance)
            rig.courier.load()
        else:
            clock.advance(seconds=chance.choice((1, 60, 400)))
            rig.courier.round()
    rig.courier._link = rig.link
    for _ in range(40):
        clock.advance(seconds=4_000)
        rig.rounds()
        if not rig.unsent():
            break
    story = f"seed {seed}: {len(rig.written)} events, {len(bad._past)} requests, state {rig.courier.state()}"
    assert rig.at_county() == rig.written, story
    assert rig.unsent() == 0, story
    with station.store.read() as db:
        here = db.execute(sa.text("SELECT seq FROM journal WHERE origin = 1 ORDER BY position")).scalars().all()
        assert not journal.aside(db), story
    assert here == decided, story
    station.store.close()


def test_the_reckoning_can_fail(tmp_path, monkeypatch):
    """A courier that takes a portal's page for the county's word loses events, and the reckoning sees it."""

    def gullible(self, data, nonce):
        if data.startswith(b"<html>"):
            with self._station.store.write() as db:
                for lane in journal.outbox(db).per_lane:
                    journal.acknowledge(db, 1, lane, 10**9)
            raise PortalInTheWay
        return exchange.hear(data, self._identity.county, exchange.unpack(data[4:-64], exchange.Answer).nonce)

    county = CountyStore(f"sqlite:///{tmp_path / 'county.db'}")
    county.open()
    monkeypatch.setattr(Courier, "_hear", gullible)
    with pytest.raises(AssertionError, match="seed"):
        _live_all(tmp_path, county)
    county.close()


def _live_all(tmp_path, county):
    for seed in range(30):
        live(tmp_path, county, seed)
