"""The small Protocols to the outside. Strangers meet through these; ``launch.py`` introduces them.

Each has a virtual twin in ``drivers/virtual`` (or ``sync/twin.py``) that keeps the same contract tests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kiosk.clock import Instant
from kiosk.slips.document import Document


class DeviceState(StrEnum):
    """What a device is doing, in words that a clerk can act on."""

    READY = "ready"
    PAPER_NEAR_END = "paper_near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    BUSY = "busy"
    GONE = "gone"
    SILENT = "silent"  # no answer: not the same as fine
    OFF = "off"  # not set up at this point


class Idle:
    """A worker's round found nothing to do."""


class Busy:
    """A worker's round did something; ask again at once."""


Round = Idle | Busy
"""What a worker's ``round()`` returns: called in a loop by its thread, or by hand by a test."""


@dataclass(frozen=True)
class Scan:
    """One code read, whatever the source.

    Attributes:
        text: The payload as text; control characters removed.
        symbology: ``code128``, ``qr``, ``ean13``, ``code39``, ``itf``, ``datamatrix``, or ``""`` where the source cannot say.
        source: ``wedge``, ``serial``, ``camera``, ``twin`` or ``typed``.
        at: When it was complete.
        raw: The payload's bytes where the source has them.
    """

    text: str
    symbology: str
    source: str
    at: Instant
    raw: bytes = b""


class Printer(Protocol):
    """Turns a document into paper. Called on the spooler's thread only."""

    name: str

    def print(self, document: Document) -> None:
        """Print the whole document and cut.

        Raises:
            DeviceTrouble: PaperOut, CoverOpen, DeviceGone, DeviceSilent; part of it may be on paper.
        """
        ...

    def state(self) -> DeviceState:
        """How the printer is now; never raises."""
        ...

    def open_drawer(self) -> None:
        """Kick the cash drawer.

        Raises:
            DeviceTrouble: It cannot be opened from here: use the key.
        """
        ...


class Painter(Protocol):
    """Shows a document as the paper will look."""

    def paint(self, document: Document) -> bytes:
        """A PNG of the slip, one pixel a dot."""
        ...


class Scanner(Protocol):
    """Gives scans from its own thread."""

    name: str

    def start(self, on_scan: Callable[[Scan], None]) -> None:
        """Begin; ``on_scan`` is called on the device's thread."""
        ...

    def stop(self) -> None:
        """End, promptly."""
        ...

    def state(self) -> DeviceState:
        """How the scanner is now; never raises."""
        ...


class Camera(Protocol):
    """The latest picture, without ever blocking the caller."""

    name: str

    def start(self) -> None:
        """Begin capturing on the camera's own thread."""
        ...

    def stop(self) -> None:
        """End, promptly."""
        ...

    def state(self) -> DeviceState:
        """How the camera is now; never raises."""
        ...

    def preview(self) -> bytes | None:
        """The latest frame as a small JPEG, or None before the first."""
        ...

    def photo(self) -> bytes:
        """The latest frame as a JPEG or WebP fit to be kept: shrunk, without metadata.

        Raises:
            DeviceTrouble: DeviceGone, DeviceSilent.
        """
        ...


class Sound(Protocol):
    """Says an outcome. Never blocks, never fails loudly."""

    def say(self, outcome: str, *parts: str) -> None:
        """Play the outcome's sound, then its words, then ``parts`` (codes are spelled)."""
        ...


class Link(Protocol):
    """One round trip to the county, whatever carries it."""

    def exchange(self, request: bytes) -> bytes:
        """Send the request's bytes, return the answer's.

        Raises:
            LinkTrouble: NoLink, LinkTimedOut, PortalInTheWay, CountyBusy, CountyRefused.
        """
        ...

    def put_attachment(self, digest: str, data: bytes) -> None:
        """Bring one attachment (sha256 hex, bytes) to the county; again is harmless.

        Raises:
            LinkTrouble: As for :meth:`exchange`.
        """
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...
