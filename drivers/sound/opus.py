"""Speech as Ogg Opus: a minute in some 100 KB, and to the frame as long as what was recorded.

libsndfile (by soundfile) encodes at 16 kHz directly and notes the length that counts in the file, so a decoder gives
back every frame and not one more. FFmpeg by PyAV could do the same for ten times the size.
"""

import io
import weakref

import numpy as np
import soundfile

from kiosk.errors import Bug, Malformed
from kiosk.seams import SOUND_RATE_HZ

_SMALL = 0.97
"""libsndfile's "compression": 6 to 256 kbit/s along a line. This gave at most 14 kbit/s, for tones and noise too;
0.965 reached 16."""

seconds_max = 4 * 3600
"""Of what is decoded: a file of kilobytes may claim to last for years."""


class OpusCodec:
    """Keeps the SoundCodec seam."""

    mime = "audio/ogg"

    def encoder(self) -> "OpusEncoder":
        """For one recording."""
        return OpusEncoder()

    def decode(self, data: bytes) -> bytes:
        """A file as PCM; what was recorded elsewhere is not taken.

        Raises:
            Malformed: ``voice.unreadable``: none of ours, or a broken one.
        """
        try:
            with soundfile.SoundFile(io.BytesIO(data)) as file:
                if (file.samplerate, file.channels) != (SOUND_RATE_HZ, 1) or file.frames > seconds_max * SOUND_RATE_HZ:
                    raise Malformed("voice.unreadable")
                sound: bytes = file.read(dtype="int16").astype("<i2").tobytes()
                return sound
        except (soundfile.SoundFileError, RuntimeError, ValueError) as error:
            raise Malformed("voice.unreadable") from error


class OpusEncoder:
    """Keeps the SoundEncoder seam; its memory grows with the small file only."""

    def __init__(self) -> None:
        """Begin an empty file in memory."""
        self._out = io.BytesIO()
        self._file = soundfile.SoundFile(
            self._out, "w", SOUND_RATE_HZ, 1, format="OGG", subtype="OPUS", compression_level=_SMALL
        )
        weakref.finalize(self, self._file.close)  # given up half way, it would write when its memory is gone already

    def write(self, sound: bytes) -> None:
        """Append PCM.

        Raises:
            Bug: libsndfile does not take it.
        """
        try:
            self._file.write(np.frombuffer(sound, "<i2"))
        except (soundfile.SoundFileError, RuntimeError, ValueError) as error:
            raise Bug("the encoder does not take the sound") from error

    def finish(self) -> bytes:
        """Close and give the file."""
        self._file.close()
        return self._out.getvalue()
