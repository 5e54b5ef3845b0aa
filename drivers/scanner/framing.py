"""Cut a serial scanner's bytes into scans: a terminator where the scanner sends one, else a silence.

Pure: the caller brings the time. CR, LF and CRLF all end a scan, whatever the scanner was set to; a scanner without a
terminator is understood by 50 ms of silence. Noise on the wire must never become a parcel, so what was odd about a
frame travels with it.
"""

from dataclasses import dataclass

from drivers.scanner import payload
from drivers.scanner.payload import Fault

SILENCE_MS = 50
FRAME_BYTES_MAX = 8 * 1024  # the largest QR holds 2,953 bytes; more than this is no scan


@dataclass(frozen=True)
class Frame:
    """One scan as the wire gave it.

    Attributes:
        text: Cleaned, see :func:`payload.read`; never empty.
        raw: The bytes before the terminator, at most FRAME_BYTES_MAX.
        faults: Why to ask about it; ``()`` is the normal case.
    """

    text: str
    raw: bytes
    faults: tuple[Fault, ...] = ()


class Framer:
    """Collects bytes and gives frames."""

    def __init__(self, silence_ms: int = SILENCE_MS) -> None:
        """Start with an empty frame.

        Args:
            silence_ms: How long nothing must come before an open frame counts as ended.
        """
        self._silence_ms = silence_ms
        self._open = bytearray()
        self._overflow = False
        self._last_ms = 0

    @property
    def is_open(self) -> bool:
        """Whether a frame has begun and not ended."""
        return bool(self._open)

    def feed(self, data: bytes, now_ms: int) -> tuple[Frame, ...]:
        """Take bytes as they came.

        Args:
            data: What the port gave, any number of bytes.
            now_ms: A monotonic time in milliseconds.

        Returns:
            The frames that ended, in order. A silence before ``data`` ends the frame before it.
        """
        frames = list(self.silence(now_ms))
        self._last_ms = now_ms
        lines = data.replace(b"\r", b"\n").split(b"\n")
        for line in lines[:-1]:
            self._gather(line)
            frames += self._close()
        self._gather(lines[-1])
        return tuple(frames)

    def silence(self, now_ms: int) -> tuple[Frame, ...]:
        """Ask whether the open frame has ended by silence; call it when the port has nothing."""
        if self._open and now_ms - self._last_ms >= self._silence_ms:
            return self._close()
        return ()

    def drop(self) -> None:
        """Forget an open frame: the device went away in the middle of it."""
        self._open.clear()
        self._overflow = False

    def _gather(self, data: bytes) -> None:
        room = FRAME_BYTES_MAX - len(self._open)
        self._open += data[:room]
        self._overflow |= len(data) > room

    def _close(self) -> tuple[Frame, ...]:
        raw, overflow = bytes(self._open), self._overflow
        self.drop()
        text, faults = payload.read(raw)
        if overflow and Fault.LONG not in faults:
            faults = (*faults, Fault.LONG)
        return (Frame(text, raw, faults),) if text else ()
