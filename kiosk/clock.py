"""What time is it? PC clocks in villages lie, so one place asks, and every event keeps what it heard.

An :class:`Instant` carries the wall time, a monotonic reading, the boot that the reading belongs to, and the offset
to the county last known. Order comes from sequence numbers, never from these; they are data, corrected for display
only.
"""

import time
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "UTC+8")
"""China has one time zone and no daylight saving since 1991; no zone database is needed."""

DAY_MS = 86_400_000


@dataclass(frozen=True)
class Instant:
    """One reading of the station's clock.

    Attributes:
        wall_ms: The PC's clock, milliseconds since 1970 UTC. May be wrong by years.
        mono_ms: A monotonic reading in milliseconds; comparable within one ``boot`` only.
        boot: Eight hex digits, drawn at each start of the program.
        offset_ms: County time minus wall time as last measured; 0 when never measured.
    """

    wall_ms: int
    mono_ms: int = 0
    boot: str = "00000000"
    offset_ms: int = 0

    @property
    def county_ms(self) -> int:
        """The wall time corrected by the last known offset (ms since 1970 UTC)."""
        return self.wall_ms + self.offset_ms

    @property
    def local(self) -> datetime:
        """The corrected time in China's zone."""
        return local(self.county_ms)

    @property
    def day(self) -> date:
        """The calendar day at the counter. The business date is the journal's (it never goes back)."""
        return self.local.date()


class Clock(Protocol):
    """Asked for the time; told what the county's clock says."""

    def now(self) -> Instant:
        """Read the clock."""
        ...

    def set_offset(self, offset_ms: int) -> None:
        """Remember county time minus wall time (ms)."""
        ...


class SystemClock:
    """The PC's own clocks."""

    def __init__(self, offset_ms: int = 0) -> None:
        """Start with the offset that the store remembers."""
        self._offset_ms = offset_ms
        self._boot = uuid.uuid4().hex[:8]

    def now(self) -> Instant:
        """Read both clocks."""
        return Instant(time.time_ns() // 1_000_000, time.monotonic_ns() // 1_000_000, self._boot, self._offset_ms)

    def set_offset(self, offset_ms: int) -> None:
        """Remember county time minus wall time (ms)."""
        self._offset_ms = offset_ms


class SteppedClock(SystemClock):
    """Real time that can be moved on: a demo village lives through a week in minutes."""

    def __init__(self, start: datetime) -> None:
        """Begin at ``start`` and go on at the pace of real time."""
        super().__init__()
        self._ahead_ms = 0
        self._ahead_ms = int(start.timestamp() * 1000) - super().now().wall_ms
        self._stepped_ms = 0

    def now(self) -> Instant:
        """Read both clocks, moved on."""
        real = super().now()
        return Instant(real.wall_ms + self._ahead_ms, real.mono_ms + self._stepped_ms, real.boot, real.offset_ms)

    def advance(self, *, seconds: float = 0, days: float = 0) -> None:
        """Let time pass at once, on both clocks."""
        step = round(seconds * 1000) + round(days * DAY_MS)
        self._ahead_ms += step
        self._stepped_ms += step


class ManualClock:
    """The twin: a clock that moves when told. Used by tests, simulations and the scripted day."""

    def __init__(self, start: datetime | None = None, boot: str = "00000001") -> None:
        """Start at a given time, by default 2026-11-20 08:00 in China."""
        start = start or datetime(2026, 11, 20, 8, 0, tzinfo=CHINA)
        self._wall_ms = int(start.timestamp() * 1000)
        self._mono_ms = 0
        self._offset_ms = 0
        self._boot = boot

    def now(self) -> Instant:
        """Read the clock; each reading is one millisecond later, so that events can be told apart."""
        self.advance(1)
        return Instant(self._wall_ms, self._mono_ms, self._boot, self._offset_ms)

    def set_offset(self, offset_ms: int) -> None:
        """Remember county time minus wall time (ms)."""
        self._offset_ms = offset_ms

    def advance(self, ms: int = 0, *, seconds: float = 0, days: float = 0) -> None:
        """Let time pass on both clocks."""
        step = ms + round(seconds * 1000) + round(days * DAY_MS)
        self._wall_ms += step
        self._mono_ms += step

    def jump(self, to: datetime) -> None:
        """Set the wall clock as a dead battery or a helpful visitor would; the monotonic clock goes on."""
        self._wall_ms = int(to.timestamp() * 1000)

    def reboot(self, boot: str) -> None:
        """Begin a new boot: the monotonic reading starts again."""
        self._boot, self._mono_ms = boot, 0


def local(ms: int) -> datetime:
    """Milliseconds since 1970 UTC as a time in China's zone; absurd values are clamped to years 1–9999."""
    try:
        return datetime.fromtimestamp(ms / 1000, CHINA)
    except (OverflowError, ValueError, OSError):
        return datetime(1, 1, 1, tzinfo=CHINA) if ms < 0 else datetime(9999, 12, 31, tzinfo=CHINA)


def day_number(day: date) -> int:
    """Days since 1970-01-01, the wire's form of a date."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


def day_of(number: int) -> date:
    """The date of a :func:`day_number`."""
    return date.fromordinal(number + date(1970, 1, 1).toordinal())


def utc_stamp(ms: int) -> str:
    """A sortable UTC time for logs and file names, like ``20261120T024200Z``."""
    return local(ms).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
