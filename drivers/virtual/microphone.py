"""The microphone's twin: it says a file each time that it is started, or hums; and it can be pulled out or be deaf."""

import io
from collections.abc import Callable
from threading import Lock

import numpy as np
import soundfile

from drivers.rounds import DeviceThread
from drivers.sound.composer import resampled
from drivers.virtual.scanner import chosen
from kiosk.errors import DeviceGone, Malformed
from kiosk.seams import SOUND_RATE_HZ, Busy, DeviceState, Idle, Round

TROUBLES = ("", "unplugged", "silent")

STEP_S = 0.1
_STEP_BYTES = round(STEP_S * SOUND_RATE_HZ) * 2
_seconds_max = 3_600


class VirtualMicrophone:
    """Keeps the Microphone seam, and MicrophoneTwin for the side panel."""

    def __init__(self, name: str = "模拟话筒") -> None:
        """Build it over a room in which somebody hums."""
        self.name = name
        self._lock = Lock()
        self._file: bytes | None = None  # PCM; None: somebody hums
        self._said = 0  # bytes of it
        self._at = 0  # frames hummed
        self._trouble = ""
        self._on_sound: Callable[[bytes], None] | None = None
        self._thread = DeviceThread(name, self.round, lambda: STEP_S)

    def start(self, on_sound: Callable[[bytes], None]) -> None:
        """Begin on an own thread."""
        self.attach(on_sound)
        self._thread.start()

    def attach(self, on_sound: Callable[[bytes], None]) -> None:
        """Say who listens, without a thread."""
        if self._trouble == "unplugged":
            raise DeviceGone("device.microphone_gone")
        self._said = 0
        self._on_sound = on_sound

    def stop(self) -> None:
        """End, within one step's time."""
        self._thread.stop()
        self._on_sound = None

    def state(self) -> DeviceState:
        """READY, or GONE when unplugged."""
        return DeviceState.GONE if self._trouble == "unplugged" else DeviceState.READY

    def round(self) -> Round:
        """Give one step of sound."""
        if self._on_sound is None or self._trouble == "unplugged":
            return Idle()
        with self._lock:
            sound = self._next()
        self._on_sound(sound)
        return Busy()

    def speak(self, sound: bytes) -> None:
        """Say a sound file at each start from now on, then be silent."""
        pcm = pcm_of(sound)
        with self._lock:
            self._file, self._said = pcm, 0

    def trouble(self) -> str:
        """One of TROUBLES."""
        return self._trouble

    def set_trouble(self, trouble: str) -> None:
        """Choose one of TROUBLES; ``""`` mends it."""
        self._trouble = chosen(trouble, TROUBLES)

    def _next(self) -> bytes:
        if self._file is None:
            sound = self._hum()
        else:
            sound = self._file[self._said : self._said + _STEP_BYTES].ljust(_STEP_BYTES, b"\0")
            self._said += _STEP_BYTES
        return bytes(_STEP_BYTES) if self._trouble == "silent" else sound

    def _hum(self) -> bytes:
        at = (self._at + np.arange(_STEP_BYTES // 2)) / SOUND_RATE_HZ
        self._at += len(at)
        waves = 9_000 * np.sin(2 * np.pi * 196 * at) * np.abs(np.sin(2 * np.pi * 0.9 * at))
        return waves.astype("<i2").tobytes()


def pcm_of(data: bytes) -> bytes:
    """Any sound file that libsndfile reads as PCM, mono, SOUND_RATE_HZ.

    Raises:
        Malformed: ``voice.unreadable``.
    """
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            if file.frames > _seconds_max * file.samplerate:
                raise Malformed("voice.unreadable")
            rate, samples = file.samplerate, file.read(dtype="int16", always_2d=True).mean(axis=1)
    except (soundfile.SoundFileError, RuntimeError, ValueError) as error:
        raise Malformed("voice.unreadable") from error
    return np.clip(resampled(samples, rate), -32_768, 32_767).astype("<i2").tobytes()
