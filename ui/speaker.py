"""Play a recording back to whoever spoke it: on the thread and the loudspeaker that say the outcomes."""

from collections.abc import Callable

from kiosk.clock import Clock
from kiosk.seams import SOUND_RATE_HZ, DeviceState
from ui.sound import HEADER_BYTES, Output, SoundPlayer


class RecordingSpeaker:
    """Keeps the Speaker seam.

    What has been heard is told by the clock: the system's own count is behind a thread, and both run in real time.
    """

    def __init__(self, clock: Clock, output: Callable[[], Output | None] | None = None) -> None:
        """Keep the clock, and how to open the loudspeaker (by default Qt's)."""
        self._clock = clock
        self._sound = b""
        self._since_ms: int | None = None
        self._player = SoundPlayer(lambda _outcome, _parts: bytes(HEADER_BYTES) + self._sound, output)

    def play(self, sound: bytes) -> None:
        """Begin."""
        self._sound, self._since_ms = sound, self._clock.now().mono_ms
        self._player.start()
        self._player.say("recording")

    def stop(self) -> None:
        """Be silent."""
        if self._since_ms is not None:
            self._sound, self._since_ms = b"", None
            self._player.say("recording")

    def heard_ms(self) -> int | None:
        """By the clock."""
        if self._since_ms is None or self.state() is DeviceState.GONE:
            return None
        heard = self._clock.now().mono_ms - self._since_ms
        if heard * 2 * SOUND_RATE_HZ >= len(self._sound) * 1_000:
            self._since_ms = None
            return None
        return heard

    def state(self) -> DeviceState:
        """GONE once no loudspeaker was found."""
        return DeviceState.GONE if self._player.is_mute else DeviceState.READY

    def close(self) -> None:
        """Be silent, and end the thread."""
        self._player.stop()
