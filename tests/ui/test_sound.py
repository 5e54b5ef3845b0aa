"""The player keeps the Sound seam: it never blocks, never raises, and says the newest."""

import threading

import pytest
from PySide6.QtCore import QThread

from drivers.sound.composer import Composer, load
from kiosk.seams import Sound, Spoken
from ui.app import qt_app
from ui.sound import SoundPlayer


class Tape:
    """A loudspeaker that keeps what it was given, and on which thread."""

    def __init__(self):
        self.played, self.threads, self.closed = [], [], False
        self.some = threading.Event()

    def play(self, wav):
        self.threads.append(QThread.currentThread().objectName())
        self.played.append(wav)
        self.some.set()

    def close(self):
        self.closed = True


@pytest.fixture
def player_of():
    qt_app()
    made = []

    def make(compose, output):
        made.append(SoundPlayer(compose, output))
        return made[-1]

    yield make
    for player in made:
        player.stop()


def test_what_is_said_is_played_on_its_own_thread(player_of):
    tape, compose = Tape(), Composer(load()).compose
    player: Sound = player_of(compose, lambda: tape)
    player.start()
    player.say(Spoken.TAKEN_IN, "3-2-4107")
    assert tape.some.wait(5)
    assert tape.played == [compose("taken_in", ["3-2-4107"])]
    assert tape.threads == ["sound"]
    player.stop()
    assert tape.closed


def test_without_a_loudspeaker_it_counts(player_of):
    player = player_of(lambda _outcome, _parts: b"", lambda: None)
    player.start()
    player.say(Spoken.HELD)
    player.say(Spoken.MORE_WAITING, "3")
    assert list(player.said) == [("held", ()), ("more_waiting", ("3",))]


def test_a_loudspeaker_that_hangs_holds_nobody(player_of):
    free = threading.Event()

    def hangs():
        free.wait(10)

    player = player_of(lambda _outcome, _parts: b"", hangs)
    player.start()
    for _ in range(300):
        player.say(Spoken.DUPLICATE)  # would take minutes if it waited; the test's own time limit judges
    assert len(player.said) == 200
    free.set()


def test_a_composer_that_fails_silences_and_goes_on(player_of, caplog):
    tape = Tape()

    def fails(_outcome, _parts):
        tape.some.set()
        raise ZeroDivisionError

    player = player_of(fails, lambda: tape)
    player.start()
    player.say(Spoken.SENT)
    assert tape.some.wait(5)
    player.stop()
    assert tape.played == []
    assert "ZeroDivisionError" in caplog.text


def test_before_the_start_and_after_the_end_it_only_counts(player_of):
    tape = Tape()
    player = player_of(lambda _outcome, _parts: b"", lambda: tape)
    player.say(Spoken.SENT)
    player.start()
    player.stop()
    player.say(Spoken.SENT)
    assert len(player.said) == 2
    assert tape.played == []
