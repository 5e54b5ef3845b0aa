"""Play what was composed, on a thread of its own: opening a loudspeaker takes long, or hangs with its sound server.

The newest outcome cuts off the one before: scanning goes on, and what counts is the parcel in hand. A counter without a
loudspeaker stays silent and otherwise notices nothing.
"""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QBuffer, QIODevice, QLoggingCategory, QObject, Qt, QThread, Signal, Slot

log = logging.getLogger(__name__)

Compose = Callable[[str, Sequence[str]], bytes]
"""Outcome and parts → a WAV, mono, 16 bit, 16 kHz."""

HEADER_BYTES = 44
"""Of a WAV as it is composed here."""
_RATE_HZ = 16_000
_SAID_MAX = 200
_LEFT_BEHIND: list[QThread] = []
"""Threads that hang in a sound server: Qt ends the program when one is destroyed while it runs."""


class Output(Protocol):
    """A loudspeaker."""

    def play(self, wav: bytes) -> None:
        """Begin at once, instead of what is playing."""
        ...

    def close(self) -> None:
        """Be silent and let go."""
        ...


class SoundPlayer(QObject):
    """Keeps the Sound seam; may be called from any thread, never blocks, never raises.

    Attributes:
        said: The latest outcomes with their parts, oldest first, whether or not anybody could hear them.
    """

    _asked = Signal(str, tuple)

    def __init__(
        self, compose: Compose, output: Callable[[], Output | None] | None = None, parent: QObject | None = None
    ) -> None:
        """Keep how to compose; :meth:`start` begins.

        Args:
            compose: Called on the player's own thread.
            output: Opens the loudspeaker there, at the first sound; None if there is none. By default Qt's.
            parent: As for any QObject.
        """
        super().__init__(parent)
        self.said: deque[tuple[str, tuple[str, ...]]] = deque(maxlen=_SAID_MAX)
        self._thread = QThread(self)
        self._thread.setObjectName("sound")
        self._voice = _Voice(compose, output or loudspeaker)
        self._voice.moveToThread(self._thread)
        self._asked.connect(self._voice.say, Qt.ConnectionType.QueuedConnection)
        self._thread.finished.connect(self._voice.close, Qt.ConnectionType.DirectConnection)

    def start(self) -> None:
        """Begin; until then outcomes are only counted."""
        self._thread.start()

    def stop(self) -> None:
        """Be silent, and end the thread; a sound server that hangs is left behind after two seconds."""
        self._thread.quit()
        if not self._thread.wait(2_000):
            self._thread.setParent(None)
            _LEFT_BEHIND.append(self._thread)

    @property
    def is_mute(self) -> bool:
        """No loudspeaker was found, or it failed; False until something was to be played."""
        return self._voice.is_mute

    def say(self, outcome: str, *parts: str) -> None:
        """Play the outcome's sound and words, then ``parts``."""
        self.said.append((str(outcome), parts))
        if self._thread.isRunning():
            self._asked.emit(str(outcome), parts)


class _Voice(QObject):
    """Lives on the player's thread."""

    def __init__(self, compose: Compose, output: Callable[[], Output | None]) -> None:
        super().__init__()
        self._compose = compose
        self._open = output
        self._output: Output | None = None
        self.is_mute = False

    @Slot(str, tuple)
    def say(self, outcome: str, parts: tuple[str, ...]) -> None:
        if not self.is_mute:
            self._round(outcome, parts)

    def _round(self, outcome: str, parts: tuple[str, ...]) -> None:
        try:
            self._output = self._output or self._open()
            if self._output is None:
                self.is_mute = True
                log.info("no loudspeaker: outcomes stay silent")
                return
            self._output.play(self._compose(outcome, parts))
        except Exception:  # a device's thread: no sound is worth an interruption at the counter
            self.is_mute = True
            log.exception("the loudspeaker stays silent from here on")

    @Slot()
    def close(self) -> None:
        if self._output is not None:
            self._output.close()
            self._output = None


class _Loudspeaker:
    """The system's default output, by QAudioSink."""

    def __init__(self, device: Any, sink: Any) -> None:  # noqa: ANN401 - QtMultimedia is imported when first needed
        self.device = device
        self._sink = sink
        self._buffer = QBuffer()

    def play(self, wav: bytes) -> None:
        self._sink.reset()
        self._buffer.close()
        self._buffer.setData(wav[HEADER_BYTES:])
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink.start(self._buffer)

    def close(self) -> None:
        self._sink.reset()


def loudspeaker() -> Output | None:
    """The system's default output, or None without one. Imports QtMultimedia (180 ms), so not on Qt's thread."""
    # Qt tells the log of every video library that this PC lacks; none is needed for a WAV.
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices  # noqa: PLC0415 - see above

    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        return None
    wanted = QAudioFormat()
    wanted.setSampleRate(_RATE_HZ)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return _Loudspeaker(device, QAudioSink(device, wanted))
