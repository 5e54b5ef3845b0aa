"""Speech made small: nothing is lost of its length, it stays within the line's means, and rubbish is refused."""

import io

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.sound.composer import load
from drivers.sound.opus import OpusCodec
from kiosk.errors import Malformed
from kiosk.seams import SOUND_RATE_HZ, SoundCodec

BITS_A_SECOND_MAX = 16_000
SECONDS = 20


def encoded(sound: bytes, piece: int = 3_200) -> bytes:
    encoder = OpusCodec().encoder()
    for at in range(0, len(sound), piece):
        encoder.write(sound[at : at + piece])
    return encoder.finish()


def speech(seconds: int) -> bytes:
    """What our own recordings say, one after another."""
    clips = [clip for name, clip in sorted(load().samples.items()) if not name.startswith("earcon")]
    joined = np.concatenate(clips)
    return np.resize(joined, seconds * SOUND_RATE_HZ).astype("<i2").tobytes()


def tone(seconds: int) -> bytes:
    at = np.arange(seconds * SOUND_RATE_HZ) / SOUND_RATE_HZ
    return (12_000 * np.sin(2 * np.pi * 440 * at)).astype("<i2").tobytes()


def noise(seconds: int) -> bytes:
    return np.random.default_rng(7).normal(0, 6_000, seconds * SOUND_RATE_HZ).astype("<i2").tobytes()


def test_it_keeps_the_seam() -> None:
    codec: SoundCodec = OpusCodec()
    assert codec.mime == "audio/ogg"
    assert encoded(tone(1))[:4] == b"OggS"


@pytest.mark.parametrize("sound", [speech(SECONDS), tone(SECONDS), noise(SECONDS), bytes(SECONDS * SOUND_RATE_HZ * 2)])
def test_no_louder_on_the_line_than_16_kbit(sound: bytes) -> None:
    assert len(encoded(sound)) * 8 / SECONDS <= BITS_A_SECOND_MAX


@given(frames=st.integers(1, 3 * SOUND_RATE_HZ), piece=st.integers(1, 20_000))
@settings(max_examples=25, deadline=None)
def test_not_a_frame_is_lost_or_added(frames: int, piece: int) -> None:
    sound = tone(3)[: frames * 2]
    assert len(OpusCodec().decode(encoded(sound, piece * 2))) == len(sound)


def test_what_was_said_is_still_there_when_it_was_said() -> None:
    said = np.frombuffer(speech(SECONDS), "<i2").astype(float)
    heard = np.frombuffer(OpusCodec().decode(encoded(said.astype("<i2").tobytes())), "<i2").astype(float)
    loud = [np.abs(one).reshape(-1, 1_600).mean(axis=1) for one in (said, heard)]  # tenths of a second
    assert np.corrcoef(*loud)[0, 1] > 0.97


def wav_of(rate: int, channels: int) -> bytes:
    out = io.BytesIO()
    soundfile.write(out, np.zeros((rate, channels), np.int16), rate, format="WAV")
    return out.getvalue()


@pytest.mark.parametrize("rubbish", [b"", b"OggS", b"x" * 5_000, encoded(tone(2))[:900], wav_of(44_100, 2)])
def test_what_is_no_recording_is_refused(rubbish: bytes) -> None:
    with pytest.raises(Malformed, match=r"voice\.unreadable"):
        OpusCodec().decode(rubbish)
