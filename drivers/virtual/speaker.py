"""The loudspeaker's twin: it plays by the clock and makes no noise; what it was given can be looked at."""

from kiosk.clock import Clock
from kiosk.seams import SOUND_RATE_HZ, DeviceState


class VirtualSpeaker:
    """Keeps the Speaker seam.

    Attributes:
        played: Everything that it was ever told to play, oldest first.
    """

    def __init__(self, clock: Clock) -> None:
        """Build it silent."""
        self.played: list[bytes] = []
        self._clock = clock
        self._since_ms: int | None = None

    def play(self, sound: bytes) -> None:
        """Begin."""
        self.played.append(sound)
        self._since_ms = self._clock.now().mono_ms

    def stop(self) -> None:
        """Be silent."""
        self._since_ms = None

    def heard_ms(self) -> int | None:
        """By the clock."""
        if self._since_ms is None:
            return None
        heard = self._clock.now().mono_ms - self._since_ms
        if heard * 2 * SOUND_RATE_HZ >= len(self.played[-1]) * 1_000:
            self._since_ms = None
            return None
        return heard

    def state(self) -> DeviceState:
        """Always READY."""
        return DeviceState.READY
