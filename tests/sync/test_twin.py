"""The switch on the road, and the thread: pulled, slow, plugged in again, and over a real socket to a real county."""

import threading
from random import Random

import pytest

from kiosk.errors import LinkTimedOut, NoLink
from kiosk.store.keys import MemoryKeys
from sync import identity
from sync.courier import Courier, LinkState
from sync.transport import HttpLink
from sync.twin import LinkMode, SwitchedLink
from sync.worker import CourierThread
from tests.stations import SEED

from .servers import county, enrolled


class Echo:
    """A link that answers what it was asked."""

    def __init__(self):
        self.asked = []

    def exchange(self, request):
        self.asked.append(request)
        return request

    def put_attachment(self, digest, data):
        self.asked.append(data)

    def close(self):
        self.asked.append("closed")


def test_the_switch():
    echo, turned = Echo(), []
    link = SwitchedLink(echo, lambda: turned.append(link.mode()))
    assert link.mode() == "on"
    assert link.exchange(b"a") == b"a"
    link.set_mode("off")
    for step in (lambda: link.exchange(b"b"), lambda: link.put_attachment("00", b"c")):
        with pytest.raises(NoLink):
            step()
    assert echo.asked == [b"a"]
    link.set_mode(LinkMode.DOUBLED)
    link.exchange(b"d")
    assert echo.asked == [b"a", b"d", b"d"]
    link.set_mode("on")
    link.put_attachment("00", b"e")
    link.close()
    assert echo.asked[-2:] == [b"e", "closed"]
    assert turned == ["off", "doubled", "on"]
    with pytest.raises(ValueError, match="sideways"):
        link.set_mode("sideways")


def test_a_lossy_link_loses_answers_after_the_deed():
    link = SwitchedLink(Echo())
    link.exchange(b"0")
    link.set_mode("lossy")
    outcomes = []
    for n in range(6):
        try:
            outcomes.append(link.exchange(bytes([n])))
        except LinkTimedOut:
            outcomes.append(None)
    assert outcomes.count(None) == 3
    assert len(link._link.asked) == 7


def test_turning_the_switch_ends_a_slow_transfer():
    link = SwitchedLink(Echo())
    link.set_mode("slow")
    caught = []

    def send():
        try:
            link.exchange(bytes(10_000_000))
        except NoLink as error:
            caught.append(error)

    thread = threading.Thread(target=send)
    thread.start()
    thread.join(0.3)
    assert thread.is_alive()
    link.set_mode("off")
    thread.join(5)
    assert not thread.is_alive()
    assert len(caught) == 1


def test_a_day_with_the_cable_out(rig, tmp_path):
    """Thread, switch, socket and county as they ship: out, work, in, everything there."""
    keys = MemoryKeys()
    keys.put(identity.SIGNING_KEY, SEED)
    who = identity.load(keys, rig.station.code, bytes(32))
    with county(tmp_path / "served", *enrolled(who)) as ready:
        who = identity.load(keys, rig.station.code, bytes.fromhex(ready["key"]))
        switch = SwitchedLink(HttpLink(ready["url"], who))
        courier = Courier(rig.station, who, switch, Random(1))
        courier.load()
        changed = threading.Event()
        courier.on_change(changed.set)
        thread = CourierThread(courier)
        switch.on_change = thread.send_now
        rig.station.store.on_commit(thread.wake)
        switch.set_mode("off")
        thread.start()
        rig.do(10)
        wait(changed, lambda: courier.state().link is LinkState.DOWN)
        assert rig.unsent() == 10
        assert courier.state().failure_key == "link.none"
        switch.set_mode("on")
        wait(changed, lambda: courier.state().success_ms and rig.unsent() == 0)
        assert courier.state().link is LinkState.UP
        rig.do(1)
        wait(changed, lambda: rig.unsent() == 0)
        thread.stop()
        switch.close()


def wait(changed, done):
    for _ in range(100):
        if done():
            return
        changed.wait(0.2)
        changed.clear()
    raise AssertionError("it did not come to pass")
