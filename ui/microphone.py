"""The PC's microphone, by Qt Multimedia, on a thread of its own: opening takes long, or hangs with its sound server."""

import logging
import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QIODevice, QLoggingCategory, QObject, Qt, QThread, QTimer, Signal, Slot

from kiosk.errors import DeviceGone
from kiosk.seams import SOUND_RATE_HZ, DeviceState

log = logging.getLogger(__name__)

_OPENS_S = 5.0
_WATCH_MS = 300
_PIECE_BYTES = SOUND_RATE_HZ * 2 // 10
_ROOM_BYTES = SOUND_RATE_HZ * 2 * 3
"""Three seconds that the system keeps for us, should this thread be late."""


class Input(Protocol):
    """What can be listened to."""

    def start(self) -> QIODevice | None:
        """Begin; sound comes from the device, which says so by ``readyRead``. None if it cannot."""
        ...

    def broken(self) -> bool:
        """It gives nothing more by itself: pulled out."""
        ...

    def stop(self) -> None:
        """End."""
        ...


class QtMicrophone(QObject):
    """Keeps the Microphone seam; may be called from any thread but Qt's."""

    _wanted = Signal(bool)

    def __init__(
        self, name: str = "话筒", source: Callable[[], Input | None] | None = None, parent: QObject | None = None
    ) -> None:
        """Keep how to open it; the first :meth:`start` does.

        Args:
            name: As the clerk calls it.
            source: Opens the input on the microphone's thread; None if there is none. By default the system's.
            parent: As for any QObject.
        """
        super().__init__(parent)
        self.name = name
        self._thread = QThread(self)
        self._thread.setObjectName("microphone")
        self._ear = _Ear(source or system_input)
        self._ear.moveToThread(self._thread)
        self._wanted.connect(self._ear.turn, Qt.ConnectionType.QueuedConnection)

    def start(self, on_sound: Callable[[bytes], None]) -> None:
        """Begin; ``on_sound`` is called on the microphone's thread."""
        self._ear.on_sound = on_sound
        if not self._thread.isRunning():
            self._thread.start()
        self._turn(on=True)
        if self._ear.state is not DeviceState.READY:
            raise DeviceGone("device.microphone_gone" if self._ear.was_there else "device.no_microphone")

    def stop(self) -> None:
        """End, with what the system had kept for us."""
        if self._thread.isRunning():
            self._turn(on=False)

    def state(self) -> DeviceState:
        """READY until it could not be opened, or gave nothing more by itself."""
        return self._ear.state

    def close(self) -> None:
        """End the thread; a sound server that hangs is left behind."""
        self.stop()
        self._thread.quit()
        self._thread.wait(2_000)

    def _turn(self, *, on: bool) -> None:
        self._ear.done.clear()
        self._wanted.emit(on)
        if not self._ear.done.wait(_OPENS_S):
            self._ear.state = DeviceState.GONE


class _Ear(QObject):
    """Lives on the microphone's thread.

    Attributes:
        done: What was asked last has been done.
        on_sound: Who listens.
        state: As it was found last.
        was_there: It could be opened once.
    """

    def __init__(self, source: Callable[[], Input | None]) -> None:
        super().__init__()
        self.done = threading.Event()
        self.on_sound: Callable[[bytes], None] | None = None
        self.state = DeviceState.READY
        self.was_there = False
        self._source = source
        self._input: Input | None = None
        self._stream: QIODevice | None = None
        self._watch = QTimer(self)  # one that was pulled out says nothing at all
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self.read)

    @Slot(bool)
    def turn(self, on: bool) -> None:  # noqa: FBT001 - a slot
        try:
            self._open() if on else self._close()
        except Exception:  # a device's thread: the clerk writes instead, the trace is kept
            log.exception("the microphone")
            self.state = DeviceState.GONE
        finally:
            self.done.set()

    def _open(self) -> None:
        self._close()
        self._input = self._source()
        self._stream = None if self._input is None else self._input.start()
        self.state = DeviceState.GONE if self._stream is None else DeviceState.READY
        if self._stream is not None:
            self.was_there = True
            self._stream.readyRead.connect(self.read)
            self._watch.start()

    @Slot()
    def read(self) -> None:
        if self._stream is None or self._input is None:
            return
        data = bytes(self._stream.readAll().data())
        for at in range(0, len(data), _PIECE_BYTES):
            if self.on_sound is not None:
                self.on_sound(data[at : at + _PIECE_BYTES])
        if self._input.broken():
            self.state = DeviceState.GONE

    def _close(self) -> None:
        self._watch.stop()
        if self._input is not None:
            self.read()
            self._input.stop()
        self._input = self._stream = None


class _SystemInput:
    """The system's default microphone, by QAudioSource."""

    def __init__(self, source: Any, stopped: object) -> None:  # noqa: ANN401 - QtMultimedia is imported when first needed
        self._source, self._stopped = source, stopped

    def start(self) -> QIODevice | None:
        stream: QIODevice | None = self._source.start()
        return None if self.broken() else stream

    def broken(self) -> bool:
        return bool(self._source.state() == self._stopped)

    def stop(self) -> None:
        self._source.stop()


def system_input() -> Input | None:
    """The system's default microphone, or None without one."""
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # as ui.sound
    from PySide6.QtMultimedia import QAudio, QAudioFormat, QAudioSource, QMediaDevices  # noqa: PLC0415 - 180 ms

    device = QMediaDevices.defaultAudioInput()
    if device.isNull():
        return None
    wanted = QAudioFormat()
    wanted.setSampleRate(SOUND_RATE_HZ)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    source = QAudioSource(device, wanted)
    source.setBufferSize(_ROOM_BYTES)
    return _SystemInput(source, QAudio.State.StoppedState)
