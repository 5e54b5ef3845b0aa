"""What every Microphone keeps: the twin here, Qt's over a device that a test plays in tests/ui/test_microphone.py."""

import threading

import numpy as np
import pytest

from drivers.sound.composer import write_wav
from drivers.virtual.microphone import STEP_S, TROUBLES, VirtualMicrophone
from drivers.virtual.speaker import VirtualSpeaker
from kiosk.clock import ManualClock
from kiosk.errors import DeviceGone, Malformed
from kiosk.seams import SOUND_RATE_HZ, DeviceState, Microphone, MicrophoneTwin, Speaker


class Ear:
    def __init__(self):
        self.sound, self.sizes, self.enough = b"", [], threading.Event()

    def __call__(self, sound):
        self.sound += sound
        self.sizes.append(len(sound))
        if len(self.sizes) >= 3:
            self.enough.set()


@pytest.fixture
def twin():
    made = VirtualMicrophone()
    yield made
    made.stop()


def test_it_gives_sound_between_start_and_stop(twin):
    microphone: Microphone = twin
    ear = Ear()
    microphone.start(ear)
    assert ear.enough.wait(5)
    microphone.stop()
    microphone.stop()
    given = len(ear.sizes)
    assert not threading.Event().wait(3 * STEP_S)
    assert len(ear.sizes) == given
    assert all(0 < size <= 0.2 * SOUND_RATE_HZ * 2 and size % 2 == 0 for size in ear.sizes)
    assert max(abs(np.frombuffer(ear.sound, "<i2").astype(int))) > 1_000


def test_it_can_be_started_again(twin):
    for _ in range(2):
        ear = Ear()
        twin.start(ear)
        assert ear.enough.wait(5)
        twin.stop()


def test_it_says_a_file_without_a_gap_and_is_silent_then(twin):
    panel: MicrophoneTwin = twin
    said = (np.arange(5_000) % 999).astype(np.int16)
    panel.speak(write_wav(said))
    ear = Ear()
    twin.attach(ear)
    for _ in range(6):
        twin.round()
    heard = np.frombuffer(ear.sound, "<i2")
    assert (heard[:5_000] == said).all()
    assert not heard[5_000:].any()


def test_another_rate_and_rubbish(twin):
    import io  # noqa: PLC0415
    import wave  # noqa: PLC0415

    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", ""))
        file.writeframes(bytes(44_100 * 4))
    twin.speak(out.getvalue())
    assert len(twin._file) == SOUND_RATE_HZ * 2
    with pytest.raises(Malformed, match=r"voice\.unreadable"):
        twin.speak(b"no sound at all")


def test_unplugged_and_silent(twin):
    assert twin.state() is DeviceState.READY
    ear = Ear()
    twin.attach(ear)
    twin.set_trouble("silent")
    twin.round()
    assert ear.sound
    assert not any(ear.sound)
    twin.set_trouble("unplugged")
    assert twin.state() is DeviceState.GONE
    given = len(ear.sound)
    twin.round()
    assert len(ear.sound) == given
    with pytest.raises(DeviceGone, match=r"device\.microphone_gone"):
        twin.start(ear)


def test_the_menu(twin):
    for trouble in TROUBLES:
        twin.set_trouble(trouble)
        assert twin.trouble() == trouble
    with pytest.raises(ValueError, match="flood"):
        twin.set_trouble("flood")


def test_the_speaker_plays_by_the_clock():
    clock = ManualClock()
    speaker: Speaker = VirtualSpeaker(clock)
    assert speaker.heard_ms() is None
    speaker.play(bytes(2 * SOUND_RATE_HZ))
    clock.advance(seconds=0.4)
    assert 400 <= (speaker.heard_ms() or 0) < 410
    clock.advance(seconds=0.7)
    assert speaker.heard_ms() is None
    speaker.play(bytes(2 * SOUND_RATE_HZ))
    speaker.stop()
    assert speaker.heard_ms() is None
    assert speaker.state() is DeviceState.READY
