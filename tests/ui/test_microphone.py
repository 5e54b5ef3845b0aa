"""Qt's microphone and loudspeaker keep their seams over devices that a test plays."""

import threading
from contextlib import suppress

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QThread, QTimer

from kiosk.clock import ManualClock
from kiosk.errors import DeviceGone
from kiosk.seams import SOUND_RATE_HZ, DeviceState, Microphone, Speaker
from ui.app import qt_app
from ui.microphone import QtMicrophone, system_input
from ui.speaker import RecordingSpeaker


class Room:
    """An input in which somebody speaks: 50 ms of sound every 10 ms, until it is pulled out."""

    def __init__(self):
        self.said, self.given, self.pulled, self.threads = 0, QBuffer(), False, set()

    def start(self):
        self.given.open(QIODevice.OpenModeFlag.ReadWrite)
        self.timer = QTimer()
        self.timer.timeout.connect(self.speak)
        self.timer.start(10)
        return self.given

    def speak(self):
        if not self.pulled:
            at = self.given.pos()
            sound = bytes([self.said % 251, 0]) * (SOUND_RATE_HZ // 20)
            self.said += 1
            self.given.buffer().append(QByteArray(sound))
            self.given.seek(at)
            self.threads.add(QThread.currentThread().objectName())
            self.given.readyRead.emit()

    def broken(self):
        return self.pulled

    def stop(self):
        self.timer.stop()


class Ear:
    def __init__(self, enough=8):
        self.heard, self.enough, self.some = [], enough, threading.Event()

    def __call__(self, sound):
        self.heard.append(sound)
        if len(self.heard) >= self.enough:
            self.some.set()


@pytest.fixture
def microphone_of():
    qt_app()
    made = []

    def make(source):
        made.append(QtMicrophone("话筒", source))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_it_gives_sound_without_a_gap_on_its_own_thread(microphone_of):
    room, ear = Room(), Ear()
    microphone: Microphone = microphone_of(lambda: room)
    microphone.start(ear)
    assert ear.some.wait(5)
    microphone.stop()
    given = len(ear.heard)
    assert not threading.Event().wait(0.1)
    assert len(ear.heard) == given
    assert all(0 < len(piece) <= 0.2 * SOUND_RATE_HZ * 2 for piece in ear.heard)
    sound = b"".join(ear.heard)
    step = SOUND_RATE_HZ // 20 * 2
    assert [sound[at] for at in range(0, len(sound), step)] == [n % 251 for n in range(len(sound) // step)]
    assert room.threads == {"microphone"}
    assert microphone.state() is DeviceState.READY


def test_pulled_out_it_is_gone_until_it_is_back(microphone_of):
    room, ear = Room(), Ear()
    microphone = microphone_of(lambda: room)
    microphone.start(ear)
    assert ear.some.wait(5)
    room.pulled = True
    for _ in range(100):
        if microphone.state() is DeviceState.GONE:
            break
        threading.Event().wait(0.02)
    assert microphone.state() is DeviceState.GONE
    microphone.stop()
    again = Ear()
    room.pulled = False
    microphone.start(again)
    assert again.some.wait(5)
    assert microphone.state() is DeviceState.READY


def test_without_a_microphone(microphone_of):
    microphone = microphone_of(lambda: None)
    with pytest.raises(DeviceGone, match=r"device\.no_microphone"):
        microphone.start(Ear())
    assert microphone.state() is DeviceState.GONE
    microphone.stop()


def test_a_system_without_sound_is_no_error(microphone_of):
    """Here there is no sound device; where there is one, it must open."""
    microphone = microphone_of(system_input)
    with suppress(DeviceGone):
        microphone.start(Ear())
    assert microphone.state() in {DeviceState.READY, DeviceState.GONE}


class Tape:
    def __init__(self):
        self.played, self.some = [], threading.Event()

    def play(self, wav):
        self.played.append(wav)
        self.some.set()

    def close(self):
        pass


def test_a_recording_is_played_back_and_can_be_stopped():
    qt_app()
    clock, tape = ManualClock(), Tape()
    made = RecordingSpeaker(clock, lambda: tape)
    speaker: Speaker = made
    speaker.play(b"\x01\x02" * SOUND_RATE_HZ)
    assert tape.some.wait(5)
    assert tape.played[0][44:] == b"\x01\x02" * SOUND_RATE_HZ
    clock.advance(seconds=0.5)
    assert 500 <= (speaker.heard_ms() or 0) < 510
    tape.some.clear()
    speaker.stop()
    assert tape.some.wait(5)
    assert len(tape.played[1]) == 44
    assert speaker.heard_ms() is None
    made.close()


def test_without_a_loudspeaker_nothing_plays():
    qt_app()
    made = RecordingSpeaker(ManualClock(), lambda: None)
    made.play(bytes(SOUND_RATE_HZ))
    for _ in range(100):
        if made.state() is DeviceState.GONE:
            break
        threading.Event().wait(0.02)
    assert made.state() is DeviceState.GONE
    assert made.heard_ms() is None
    made.close()
