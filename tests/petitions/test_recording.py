"""A recording is kept while it is spoken: whatever goes wrong, what was safe is there, once and in order."""

import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import resources
from drivers.sound.opus import OpusCodec
from drivers.virtual.microphone import VirtualMicrophone, pcm_of
from kiosk.errors import DeviceGone, NotReady, Refused, StoreFull
from kiosk.petitions import recording, segments
from kiosk.petitions.desk import drafts, filing
from kiosk.petitions.recording import SECOND_BYTES, Recording
from kiosk.seams import Busy
from tests.stations import CLERK, make_station

ROOT = Path(__file__).parents[2]


class OnCall(VirtualMicrophone):
    """The twin without its thread: the test says when something is heard."""

    def start(self, on_sound):
        self.attach(on_sound)

    def stop(self):
        self._on_sound = None


@pytest.fixture
def microphone():
    return OnCall()


class ByHand:
    """A recording without its thread: the test says when a second is sealed away."""

    def __init__(self, station, microphone, draft=None):
        self.station, self.microphone = station, microphone
        self.draft = draft or drafts.begin(station, CLERK).id
        self.it = Recording(station, self.draft, CLERK, microphone, OpusCodec())
        self.it._run = lambda _ending: None
        self.unfinished = self.it.open()

    def hear(self, seconds):
        for _ in range(round(seconds * 10)):
            self.microphone.round()
            self.rounds()

    def rounds(self):
        while isinstance(self.it.round(), Busy):
            pass

    def kept(self):
        with self.station.store.read() as db:
            return segments.of_draft(db, self.draft)


@pytest.fixture
def talk(station, microphone):
    return ByHand(station, microphone)


def attached(station, draft):
    with station.store.read() as db:
        return drafts.get(db, draft, CLERK).attachments


def test_heard_paused_resumed_and_attached(talk, station):
    talk.it.listen()
    talk.hear(3.4)
    talk.it.pause()
    first = talk.it.sound()
    talk.microphone.round()  # nobody listens
    talk.it.listen()
    talk.hear(2)
    draft = talk.it.finish()
    (voice,) = draft.attachments
    assert (voice.role, voice.mime, voice.duration_ms) == ("voice", "audio/ogg", 5_400)
    assert talk.it.sound().startswith(first)
    decoded = OpusCodec().decode(station.attachments.get(voice.digest))
    assert len(decoded) == len(talk.it.sound()) == round(5.4 * SECOND_BYTES)


def test_no_two_seconds_are_further_from_safety(talk):
    talk.it.listen()
    for _ in range(37):
        talk.hear(0.1)
        standing = talk.it.standing()
        assert standing.listening
        assert 0 <= standing.heard_ms - standing.safe_ms <= 1_000
    assert standing.heard_ms == 3_700


def test_continued_on_another_day_it_takes_the_place_of_the_shorter_one(talk, station, microphone):
    talk.it.listen()
    talk.hear(2)
    talk.it.finish()
    talk.it.pause()
    short = attached(station, talk.draft)[0].digest
    again = ByHand(station, microphone, talk.draft)
    assert not again.unfinished
    assert again.it.standing().heard_ms == 2_000
    again.it.listen()
    again.hear(1.5)
    draft = again.it.finish()
    assert [one.duration_ms for one in draft.attachments] == [3_500]
    assert not station.attachments.has(short)


def test_said_again_nothing_of_it_stays(talk, station):
    talk.it.listen()
    talk.hear(2.3)
    talk.it.finish()
    before = {*station.attachments.digests()}
    assert len(before) == 4
    assert talk.it.discard().attachments == ()
    assert not [*station.attachments.digests()]
    assert not talk.kept()
    with pytest.raises(NotReady, match="not_ready"):
        talk.it.finish()
    talk.it.listen()
    talk.hear(1)
    assert [one.duration_ms for one in talk.it.finish().attachments] == [1_000]


def test_what_is_not_attached_yet_cannot_be_left_behind_by_filing(talk, station):
    def missing():
        with station.store.read() as db:
            return {one.key for one in filing.check(db, station, drafts.get(db, talk.draft, CLERK))}

    assert "voice.unfinished" not in missing()
    talk.it.listen()
    talk.hear(2)
    assert "voice.unfinished" in missing()
    talk.it.finish()
    assert "voice.unfinished" not in missing()
    talk.it.listen()
    talk.hear(1.2)
    talk.it.pause()
    assert "voice.unfinished" in missing()


def test_a_draft_takes_its_recording_along(talk, station):
    talk.it.listen()
    talk.hear(2.3)
    talk.it.pause()
    assert len([*station.attachments.digests()]) == 3
    drafts.drop(station, talk.draft, CLERK)
    assert not [*station.attachments.digests()]
    assert not talk.kept()


def test_two_silent_recordings_do_not_share_a_file(station, microphone):
    microphone.set_trouble("silent")
    talks = [ByHand(station, microphone) for _ in range(2)]
    for one in talks:
        one.it.listen()
        one.hear(2)
        one.it.pause()
    drafts.drop(station, talks[0].draft, CLERK)
    assert len(talks[1].it.sound()) == 2 * SECOND_BYTES
    assert talks[1].it.standing().quiet_ms == 2_000


def test_pulled_out_it_pauses_and_keeps_what_it_heard(talk):
    talk.it.listen()
    talk.hear(1.5)
    talk.microphone.set_trouble("unplugged")
    talk.rounds()
    standing = talk.it.standing()
    assert not standing.listening
    assert isinstance(standing.trouble, DeviceGone)
    assert standing.safe_ms == 1_500
    with pytest.raises(DeviceGone):
        talk.it.listen()
    talk.microphone.set_trouble("")
    talk.it.listen()
    assert talk.it.standing().trouble is None


def test_without_a_microphone_what_is_there_can_be_heard(talk, station):
    talk.it.listen()
    talk.hear(1)
    talk.it.pause()
    deaf = ByHand(station, None, talk.draft)
    assert deaf.unfinished
    assert len(deaf.it.sound()) == SECOND_BYTES
    with pytest.raises(DeviceGone, match=r"device\.no_microphone"):
        deaf.it.listen()


def test_a_full_disk_loses_nothing_that_was_heard(talk, station, monkeypatch):
    talk.it.listen()
    talk.hear(1.2)
    put = station.attachments.put

    def full(_data):
        raise StoreFull

    monkeypatch.setattr(station.attachments, "put", full)
    talk.hear(1)
    standing = talk.it.standing()
    assert isinstance(standing.trouble, StoreFull)
    assert not standing.listening
    assert (standing.heard_ms, standing.safe_ms) == (2_000, 1_000)
    monkeypatch.setattr(station.attachments, "put", put)
    assert [one.duration_ms for one in talk.it.finish().attachments] == [2_000]


def test_the_limit(talk, monkeypatch):
    monkeypatch.setattr(recording, "voice_s_max", 3)
    talk.it.listen()
    talk.hear(5)
    standing = talk.it.standing()
    assert isinstance(standing.trouble, Refused)
    assert standing.heard_ms == 3_000
    with pytest.raises(Refused, match=r"voice\.too_long"):
        talk.it.listen()
    assert [one.duration_ms for one in talk.it.finish().attachments] == [3_000]


def test_a_second_that_the_disk_lost_is_said_and_the_rest_is_there(talk, station, microphone):
    talk.it.listen()
    talk.hear(4)
    talk.it.pause()
    station.attachments.forget(talk.kept()[1].digest)
    again = ByHand(station, microphone, talk.draft)
    standing = again.it.standing()
    assert (standing.heard_ms, standing.lost_ms) == (3_000, 1_000)
    assert [one.duration_ms for one in again.it.finish().attachments] == [3_000]
    assert len(again.kept()) == 3


SPEAKER = """
import sys, threading
from pathlib import Path
from drivers.sound.opus import OpusCodec
from kiosk.petitions.desk import drafts
from kiosk.petitions.recording import SECOND_BYTES, Recording
from kiosk.seams import DeviceState
from tests.stations import CLERK, make_station

class Counting:
    '''A microphone whose every sample is the time at which it is spoken, in tenths of a second; in real time.'''
    name = "count"
    def start(self, on_sound):
        self.on_sound, self.ending = on_sound, threading.Event()
        threading.Thread(target=self.run, daemon=True).start()
    def run(self):
        tenth = 0
        while not self.ending.wait(0.1):
            self.on_sound(tenth.to_bytes(2, "little") * (SECOND_BYTES // 20))
            tenth += 1
            print(tenth, flush=True)
    def stop(self): self.ending.set()
    def state(self): return DeviceState.READY

station = make_station(Path(sys.argv[1]))
draft = drafts.begin(station, CLERK).id
it = Recording(station, draft, CLERK, Counting(), OpusCodec())
it.open()
it.listen()
threading.Event().wait()
"""


@pytest.mark.slow
@pytest.mark.parametrize("after_s", [0.4, 2.7, 5.3])
def test_the_plug_is_pulled_while_somebody_speaks(tmp_path, after_s):
    folder = tmp_path / "cut"
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", SPEAKER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout.readline(), process.stderr.read().decode()
        select.select([], [], [], after_s)
        process.send_signal(signal.SIGKILL)
        spoken = 1 + len([line for line in process.stdout.read().splitlines(keepends=True) if line.endswith(b"\n")])
    station = make_station(folder)
    try:
        with station.store.read() as db:
            (draft,) = drafts.listed(db, CLERK)
        it = Recording(station, draft.id, CLERK, None, OpusCodec())
        assert it.open() or spoken <= 20
        sound = it.sound()
        tenths = np.frombuffer(sound, "<i2")[:: SECOND_BYTES // 20]
        assert list(tenths) == list(range(len(tenths)))  # from the first tenth on, without a gap
        assert spoken - 20 <= len(tenths) <= spoken + 1
        assert it.standing().lost_ms <= 1_000
        if len(tenths):
            assert it.finish().attachments[0].duration_ms == len(tenths) * 100
    finally:
        station.store.close()


@pytest.mark.slow
def test_five_minutes_end_as_quickly_as_five_seconds(talk, station):
    """What is spoken is made small while the next second is spoken; nothing of it is lost, and little of it travels."""
    said = np.tile(np.frombuffer(spoken_words(), "<i2"), 40)[: 301 * 16_000 + 777].tobytes()
    talk.it.listen()
    for at in range(0, len(said), 3_200):
        talk.it._hear(said[at : at + 3_200])
        talk.rounds()
    begun = time.process_time()
    (voice,) = talk.it.finish().attachments
    assert time.process_time() - begun < 1
    assert voice.duration_ms == len(said) * 1_000 // SECOND_BYTES
    assert voice.bytes * 8 / 301 <= 16_000
    assert len(OpusCodec().decode(station.attachments.get(voice.digest))) == len(said)
    begun = time.process_time()
    drafts.drop(station, talk.draft, CLERK)
    assert time.process_time() - begun < 2
    assert not [*station.attachments.digests()]


def spoken_words():
    return pcm_of(resources.path("demo", "spoken.ogg").read_bytes())
