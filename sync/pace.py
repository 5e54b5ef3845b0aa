"""When to try again and how much to send at once: pure, given the chance.

A line's rate is measured on what was really sent. An envelope should take at most four seconds of it, so that a
payment never waits longer behind parcels. After a failure the wait is drawn evenly between nothing and a bound that
doubles (full jitter), so that three hundred stations do not come back in the same second.
"""

from dataclasses import dataclass
from random import Random

from kiosk.limits import envelope_bytes_max

ENVELOPE_S = 4.0
REQUEST_S = 8.0
ENVELOPE_BYTES_MIN = 2 * 1024
REQUEST_BYTES_MAX = 4 * envelope_bytes_max
FIRST_RATE_BYTES_PER_S = 8_000.0  # 64 kbit/s, until the line has shown its own
MEASURED_BYTES_MIN = 2 * 1024  # below this the round trip hides the rate
SLOW_BYTES_PER_S = 4_000.0
SLOW_MS = 3_000
BACKOFF_S_FIRST = 2.0
BACKOFF_S_MAX = 120.0
BACKOFF_S_LEAST = 0.5
HEARTBEAT_S_MIN, HEARTBEAT_S_MAX = 5, 24 * 3600
LATER_S_MAX = 3_600


@dataclass(frozen=True)
class Line:
    """What is known of the line.

    Attributes:
        rate: Bytes per second upwards, smoothed.
        took_ms: Duration of the last round trip.
    """

    rate: float = FIRST_RATE_BYTES_PER_S
    took_ms: int = 0

    @property
    def is_slow(self) -> bool:
        """Worth telling the clerk."""
        return self.took_ms > SLOW_MS or self.rate < SLOW_BYTES_PER_S

    def envelope_bytes(self, wished: int = 0) -> int:
        """Size of the next envelope, sealed; ``wished`` is the county's, 0 for none."""
        most = min(envelope_bytes_max, wished) if wished else envelope_bytes_max
        return max(ENVELOPE_BYTES_MIN, min(most, int(self.rate * ENVELOPE_S)))

    def request_bytes(self) -> int:
        """Size of all envelopes in one request."""
        return max(ENVELOPE_BYTES_MIN, min(REQUEST_BYTES_MAX, int(self.rate * REQUEST_S)))

    def measured(self, sent_bytes: int, took_ms: int) -> "Line":
        """After a round trip."""
        if sent_bytes < MEASURED_BYTES_MIN:
            return Line(self.rate, took_ms)
        return Line((self.rate + sent_bytes * 1000 / max(1, took_ms)) / 2, took_ms)

    def timed_out(self) -> "Line":
        """After a round trip that took too long: half as much next time."""
        return Line(max(self.rate / 2, ENVELOPE_BYTES_MIN / ENVELOPE_S), self.took_ms)


def backoff_s(failures: int, chance: Random) -> float:
    """How long to wait after so many failures in a row (seconds)."""
    most = min(BACKOFF_S_MAX, BACKOFF_S_FIRST * 2.0 ** min(failures - 1, 16))
    return max(BACKOFF_S_LEAST, chance.uniform(0, most))


def heartbeat_s(wished: int) -> int:
    """How long an idle station stays silent, as the county wishes within reason; 60 when it does not say."""
    return max(HEARTBEAT_S_MIN, min(HEARTBEAT_S_MAX, wished)) if wished else 60
