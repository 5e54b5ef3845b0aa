"""The courier forgets nothing, believes nobody but the county, waits in good manners, and says how things stand."""

import shutil
from random import Random

import pytest
import sqlalchemy as sa

from county import feed, model
from kiosk import journal
from kiosk.errors import CountyBusy, CountyRefused, LinkTimedOut, NoLink
from kiosk.journal import kv
from kiosk.limits import envelope_bytes_max
from kiosk.seams import Busy, Idle
from kiosk.wire import codec, envelope, events, exchange
from kiosk.wire.decisions import HoldPlaced, MessageSent
from kiosk.wire.people_events import ClerkEnlisted
from sync.courier import OFFSET_KEY, Courier, LinkState


class Bent:
    """A link whose next round trips go as listed; afterwards like the real one."""

    def __init__(self, link, *plan):
        self.link, self.plan = link, list(plan)
        self.heard = 0

    def exchange(self, request):
        self.heard += 1
        step = self.plan.pop(0) if self.plan else None
        if isinstance(step, Exception):
            raise step
        return step(request) if step else self.link.exchange(request)

    def put_attachment(self, digest, data):
        step = self.plan.pop(0) if self.plan else None
        if step:
            raise step
        self.link.put_attachment(digest, data)

    def close(self):
        pass


def bend(rig, *plan):
    link = Bent(rig.link, *plan)
    rig.courier._link = link
    return link


def test_what_happened_reaches_the_county_and_is_known_to_be_there(rig):
    rig.do(5)
    rig.do(3, notices=True)
    assert rig.unsent() == 8
    rig.rounds()
    assert rig.at_county() == rig.written
    assert rig.unsent() == 0
    state = rig.courier.state()
    assert (state.link, state.failure_key, state.tries, state.sending) == (LinkState.UP, "", 0, False)
    assert state.success_ms == pytest.approx(rig.clock.now().county_ms, abs=100)


def test_lanes_go_in_their_order(rig):
    rig.do(2, notices=True)
    rig.do(2)
    rig.courier.round()
    sent = exchange.peek_question(rig.link.requests[0]).envelopes
    assert [envelope.read_header(one).lane for one in sent] == [2, 3]


def test_an_idle_station_keeps_quiet_until_its_heartbeat(rig):
    rig.rounds()
    assert len(rig.link.requests) == 1
    rig.clock.advance(seconds=59)
    assert isinstance(rig.courier.round(), Idle)
    rig.clock.advance(seconds=2)
    rig.courier.round()
    assert len(rig.link.requests) == 2
    assert max(map(len, rig.link.requests)) < 300


def test_something_new_goes_at_once(rig):
    rig.rounds()
    rig.do(1)
    rig.rounds()
    assert rig.unsent() == 0


def test_an_envelope_is_sent_again_as_it_was(rig):
    rig.do(3)

    def lose_the_answer(request):
        rig.link.exchange(request)
        raise LinkTimedOut

    bend(rig, NoLink(), NoLink())
    rig.courier.round()
    first = next(iter(rig.courier._sealed.values())).data
    rig.do(2)
    rig.clock.advance(seconds=300)
    bend(rig, lose_the_answer)
    rig.courier.round()
    assert exchange.peek_question(rig.link.requests[-1]).envelopes[0] == first
    assert rig.unsent() == 5
    rig.clock.advance(seconds=300)
    rig.rounds()
    assert (rig.unsent(), rig.at_county()) == (0, rig.written)


def test_only_the_countys_signature_counts(rig):
    rig.do(2)
    thief = codec.new_key()

    def forged(request):
        asked = exchange.peek_question(request)
        return exchange.answer(exchange.Answer(asked.nonce, 1), thief)

    def old(_request):
        return exchange.answer(exchange.Answer(bytes(16), 1), codec.private_key(b"\5" * 32))

    for step in (lambda _: b"<html>200 OK</html>", forged, old, lambda _: b""):
        bend(rig, step)
        rig.courier.round()
        assert rig.courier.state().failure_key == "link.portal"
        assert rig.courier.state().link is LinkState.DOWN
        assert rig.unsent() == 2
        rig.clock.advance(seconds=300)
    rig.rounds()
    assert rig.unsent() == 0


def test_failures_wait_longer_and_a_touch_tries_at_once(rig):
    rig.do(1)
    link = bend(rig, *[NoLink()] * 50)
    for _ in range(20):
        rig.courier.round()
        rig.clock.advance(seconds=121)
    assert rig.courier.state().tries == 20
    tries = link.heard
    assert isinstance(rig.courier.round(), Idle)
    before = link.heard
    for _ in range(5):
        rig.courier.round()
    assert link.heard <= before + 5
    rig.courier.send_now()
    rig.courier.round()
    assert link.heard > tries


def test_waits_are_drawn_and_bounded(rig):
    waits = []
    for _ in range(40):
        bend(rig, NoLink())
        rig.courier.send_now()
        rig.courier.round()
        state = rig.courier.state()
        waits.append(state.next_ms - state.failure_ms)
    assert min(waits) >= 500
    assert max(waits) <= 120_000
    assert len(set(waits[10:])) > 20


def test_later_is_obeyed_even_when_asked(rig):
    rig.do(1)
    link = bend(rig, CountyBusy(90))
    rig.courier.round()
    assert rig.courier.state().failure_key == "link.county_busy"
    assert rig.courier.state().failure_values == {"seconds": 90}
    rig.courier.send_now()
    rig.clock.advance(seconds=80)
    rig.courier.round()
    assert link.heard == 1
    rig.clock.advance(seconds=15)
    rig.rounds()
    assert rig.unsent() == 0


def test_decisions_are_applied_once_and_in_order(rig):
    with rig.centre.store.write() as db:
        for n in range(700):
            feed.decide(db, HoldPlaced(f"SF{n}", "寄件人要求"), 5)
    rig.rounds()
    with rig.station.store.read() as db:
        rows = db.execute(sa.text("SELECT seq FROM journal WHERE origin = 1 ORDER BY position")).scalars().all()
        assert journal.cursor(db) == 700
    assert rows == list(range(1, 701))


def test_a_page_that_does_not_fit_is_left(rig):
    with rig.centre.store.write() as db:
        feed.decide(db, MessageSent("a", "b"), 5)
    rig.do(1)

    def meanwhile(request):
        answer = rig.link.exchange(request)
        with rig.station.store.write() as db:
            journal.apply_decisions(db, (), 40, rig.clock.now())
        return answer

    bend(rig, meanwhile)
    rig.courier.round()
    with rig.station.store.read() as db:
        assert journal.cursor(db) == 40


class OddClerk(events.Event, frozen=True, array_like=True):
    """What a faulty program might write: a known kind with a body that nobody can read."""

    odd: int


def test_poison_is_shown_here_and_holds_nothing_up(rig):
    rig.do(2)
    OddClerk.KIND = 10
    rig.write(OddClerk(5))
    rig.do(2)
    rig.rounds()
    assert rig.unsent() == 0
    with rig.station.store.read() as db:
        aside = journal.aside(db)
    assert [(one.seq, one.code, one.reason) for one in aside] == [(3, "set-aside", "body")]


def test_one_bad_record_in_a_thousand(rig):
    """S7: 999 arrive at the first try; the bad one is named here and there, and travels once."""
    rig.station.store._connection().exec_driver_sql("PRAGMA synchronous=OFF")  # a power cut is another test's
    OddClerk.KIND = 10
    rig.do(600)
    rig.write(OddClerk(5))
    rig.do(399)
    rig.rounds()
    assert rig.unsent() == 0
    with rig.station.store.read() as db:
        assert [(one.seq, one.reason) for one in journal.aside(db)] == [(601, "body")]
    with rig.centre.store.read() as db:
        states = db.execute(sa.select(model.event.c.state, sa.func.count()).group_by(model.event.c.state)).all()
    assert dict(map(tuple, states)) == {model.EventState.STORED: 999, model.EventState.ASIDE: 1}
    assert rig.at_county() == rig.written


def test_a_county_restored_from_an_old_copy_gets_everything_again(rig):
    rig.do(30)
    rig.rounds()
    with rig.centre.store.write() as db:
        db.execute(sa.delete(model.event).where(model.event.c.seq > 12))
        head = db.execute(sa.select(model.event.c.hash).where(model.event.c.seq == 12)).scalar_one()
        db.execute(sa.update(model.lane).values(high_water=12, head=head))
    rig.courier._line = rig.courier._line.timed_out()
    rig.do(1)
    rig.rounds()
    assert rig.at_county() == rig.written
    assert rig.unsent() == 0
    assert rig.courier._missing == {}


def test_a_cloned_disk_is_told_and_loses_nothing(rig, tmp_path):
    rig.do(3)
    rig.rounds()
    with rig.centre.store.write() as db:  # another PC with this name has sent a fourth event and a fifth
        db.execute(sa.update(model.lane).values(high_water=5, head=b"\1" * 32))
        row = dict(db.execute(sa.select(model.event).where(model.event.c.seq == 3)).mappings().one())
        for seq in (4, 5):
            db.execute(sa.insert(model.event), {**row, "seq": seq, "hash": bytes([seq]) * 32})
    rig.do(1)
    rig.do(1, notices=True)
    rig.rounds()
    assert rig.courier.state().forked == ((1, 2),)
    assert rig.unsent() == 1  # the notice went; the parcel's event is still ours to keep
    rig.do(1)
    rig.rounds()
    assert rig.unsent() == 2
    again = Courier(rig.station, rig.who, rig.link, Random(1))
    again.load()
    assert again.state().forked == ((1, 2),)


def test_a_disk_restored_from_an_old_copy_goes_on_in_a_new_epoch(rig, tmp_path):
    store = rig.station.store
    rig.do(5)
    rig.rounds()
    rig.do(3)
    store.close()
    copy = tmp_path / "copy.db"
    shutil.copy(store.file, copy)
    store.open()
    rig.rounds()
    rig.do(2)
    rig.rounds()
    store.close()
    for suffix in ("-wal", "-shm"):
        store.file.with_name(store.file.name + suffix).unlink(missing_ok=True)
    shutil.copy(copy, store.file)
    store.open()
    with store.write() as db:
        kv.put(db, "epoch", 2)
    rig.do(2)
    assert rig.unsent() == 5  # three of the old life, which the county has already, and two of the new
    rig.courier = Courier(rig.station, rig.who, rig.link, Random(1))
    rig.courier.load()
    rig.rounds()
    assert rig.unsent() == 0
    assert rig.at_county() == rig.written
    assert {(epoch, seq) for epoch, _, seq in rig.at_county()} == {(1, n) for n in range(1, 11)} | {(2, 1), (2, 2)}


def test_a_refusal_is_kept_and_shown(rig):
    rig.do(1)
    with rig.centre.store.write() as db:
        db.execute(sa.update(model.station).values(epoch=7))
    rig.rounds()
    state = rig.courier.state()
    assert (state.failure_key, state.refusal, rig.unsent()) == ("link.county_refused", "wire.old_epoch", 1)
    assert state.link is not LinkState.DOWN


def test_an_answer_that_moves_nothing_is_a_failure(rig):
    rig.do(1)
    for _ in range(3):
        bend(rig, lambda request: exchange.answer(
            exchange.Answer(exchange.peek_question(request).nonce, 1, faults=(exchange.Fault(0, "wire.malformed"),)),
            codec.private_key(b"\5" * 32),
        ))  # fmt: skip
        assert isinstance(rig.courier.round(), Idle)
        assert rig.courier.state().failure_values == {"reason": "wire.malformed"}
        rig.clock.advance(seconds=300)


def test_the_state_survives_a_restart(rig):
    rig.rounds()
    rig.do(1)
    bend(rig, CountyBusy(5))
    rig.courier.round()
    before = rig.courier.state()
    rig.clock.set_offset(0)
    again = Courier(rig.station, rig.who, rig.link, Random(1))
    again.load()
    after = again.state()
    assert (after.success_ms, after.failure_ms, after.failure_key) == (
        before.success_ms,
        before.failure_ms,
        "link.county_busy",
    )
    assert after.link is LinkState.UNKNOWN
    assert 59_000 < rig.clock.now().offset_ms < 61_000


def test_the_clocks_offset_is_measured_and_kept(rig):
    rig.rounds()
    assert 59_000 < rig.clock.now().offset_ms < 61_000
    with rig.station.store.read() as db:
        assert kv.get(db, OFFSET_KEY) == rig.clock.now().offset_ms


def test_a_revoked_station_is_told(rig):
    rig.do(1)
    rig.centre.set_standing(rig.who.station, model.Standing.REVOKED)
    rig.rounds()
    assert (rig.courier.state().standing, rig.unsent()) == ("revoked", 0)


def test_envelopes_keep_to_the_size_of_the_line(rig):
    rig.courier._line = rig.courier._line.timed_out().timed_out().timed_out().timed_out()
    most = rig.courier._line.envelope_bytes()
    chance = Random(1)
    rig.write(*(ClerkEnlisted(f"c{n}", chance.randbytes(30).hex(), "clerk") for n in range(300)))
    rig.rounds()
    assert rig.at_county() == rig.written
    sizes = [len(one) for data in rig.link.requests for one in exchange.peek_question(data).envelopes]
    assert max(sizes) <= envelope_bytes_max
    assert sizes[0] <= most == 2048
    assert len(sizes) > 2


def test_a_week_needs_few_requests(rig):
    rig.do(600)
    rig.rounds()
    assert len(rig.link.requests) <= 2


class Photos:
    """Media that wait, in a list."""

    def __init__(self, *digests):
        self.waiting, self.gone = list(digests), {}

    def next(self, _db):
        return self.waiting[0] if self.waiting else None

    def done(self, _db, digest, outcome, _at):
        self.waiting.remove(digest)
        self.gone[digest] = outcome


def test_photos_go_when_every_lane_is_empty(rig):
    photo = b"\xff\xd8 a photo" * 100
    photos = Photos(rig.station.attachments.put(photo), "ab" * 32)
    rig.courier._media = photos
    rig.do(2)
    assert isinstance(rig.courier.round(), Busy)
    assert len(photos.waiting) == 2
    rig.rounds()
    assert list(photos.gone.values()) == ["", "attachment.missing"]
    with rig.centre.store.read() as db:
        assert db.execute(sa.select(model.attachment.c.size_bytes)).scalar_one() == len(photo)


def test_a_photo_that_the_county_refuses_is_given_up_after_three_tries(rig):
    photos = Photos(rig.station.attachments.put(b"bad"), rig.station.attachments.put(b"good"))
    rig.courier._media = photos
    bend(rig, None, CountyRefused(), None, CountyRefused(), None, CountyRefused())
    for _ in range(3):
        assert photos.gone == {}
        rig.clock.advance(seconds=200)
        rig.rounds()
    assert list(photos.gone.values()) == ["link.county_refused", ""]
