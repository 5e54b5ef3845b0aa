"""What the face is given: first the front, then the station and small Protocols for the strangers.

``launch.py`` fills both in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kiosk.seams import (
    Camera,
    CardReader,
    Darkroom,
    DeviceState,
    Microphone,
    Painter,
    Scanner,
    Sound,
    SoundCodec,
    Speaker,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.clock import Clock
    from kiosk.sheets import Sheet
    from kiosk.station import Station
    from ui.bridge.home import HomeSource
    from ui.bridge.preferences import Preferences
    from ui.bridge.queues import QueueSource
    from ui.bridge.upkeep import Upkeep


class RoadState(Protocol):
    """How things stand between here and the county; times are ms since 1970 UTC, None for never."""

    @property
    def link(self) -> str:
        """``up``, ``slow``, ``down`` or ``unknown``."""

    @property
    def sending(self) -> bool:
        """An exchange is running."""

    @property
    def success_ms(self) -> int | None:
        """The county's last answer."""

    @property
    def failure_ms(self) -> int | None:
        """The last failure."""

    @property
    def failure_key(self) -> str:
        """Its text, ``trouble.<failure_key>``; empty once an exchange has succeeded."""

    @property
    def failure_values(self) -> Mapping[str, object]:
        """What that text mentions."""

    @property
    def tries(self) -> int:
        """Failures in a row."""

    @property
    def next_ms(self) -> int | None:
        """When the courier tries again by itself; None while it may at once."""


class Road(Protocol):
    """The courier, as the screen sees it. All may be called from any thread."""

    def state(self) -> RoadState:
        """How things stand."""

    def send_now(self) -> None:
        """Do not wait for the next try."""

    def on_change(self, listener: Callable[[], None], /) -> None:
        """Call ``listener`` whenever the state has changed, on the courier's thread."""


@dataclass(frozen=True)
class DeviceLine:
    """One device, for the list.

    Attributes:
        kind: ``printer``, ``label_printer``, ``scanner``, ``camera``, ``drawer``, ``scale``.
        name: As the clerk calls it.
        state: How it is now.
        waiting: Slips that wait for it.
    """

    kind: str
    name: str
    state: DeviceState
    waiting: int = 0


class SignsIn(Protocol):
    """Somebody who may sign in: what a tile shows."""

    @property
    def code(self) -> str:
        """Of the account."""

    @property
    def name(self) -> str:
        """As on slips."""

    @property
    def role(self) -> str:
        """``clerk``, ``lead`` …, as in ``ui.role.<role>``."""


@dataclass(frozen=True)
class Front:
    """A counter as it is seen while what is behind it is still being opened: enough for the sign-in page.

    Attributes:
        title: As the counter's.
        clock: The station's.
        clerks: Who may sign in.
        preferences: How the screen was set last; None before anybody has set anything.
    """

    title: str
    clock: "Clock"
    clerks: tuple[SignsIn, ...] = ()
    preferences: "Preferences | None" = None


@dataclass(frozen=True)
class Counter:
    """Everything that the face is given.

    Attributes:
        station: The core: store, clock, catalogue, identity, attachments.
        title: What stands atop the home page, for example 三板桥村服务站.
        road: The courier.
        devices: How every device is now; quick, called on the desk thread.
        painter: Shows a slip as it will print.
        sound: Says an outcome.
        camera: The counter's camera; None without one.
        scanners: Scanners with a thread of their own.
        home: What each service puts on the home page.
        queues: What waits for a resident besides parcels: bills, petitions.
        cards: The reader of prepaid cards; None without one.
        upkeep: The installation, for the settings page; None in tests that need none.
        pdf_of: Sheets for the office as the bytes of a PDF; None where there is nobody to make one.
        microphone: Hears spoken petitions; None without one.
        speaker: Plays them back; None where nobody could hear them.
        codec: Makes them small; None where none are taken.
        darkroom: Makes evidence of pictures and films; None where none is taken.
        photo_of: A picture file as a photo of the camera's own kind, or a Trouble; None where files are not taken.
    """

    station: "Station"
    title: str
    road: Road
    devices: Callable[[], tuple[DeviceLine, ...]]
    painter: Painter
    sound: Sound
    camera: Camera | None = None
    scanners: tuple[Scanner, ...] = ()
    home: "tuple[HomeSource, ...]" = ()
    queues: "tuple[QueueSource, ...]" = ()
    cards: CardReader | None = None
    upkeep: "Upkeep | None" = None
    pdf_of: "Callable[[Sequence[Sheet]], bytes] | None" = None
    photo_of: "Callable[[Path], bytes] | None" = None
    microphone: Microphone | None = None
    speaker: Speaker | None = None
    codec: SoundCodec | None = None
    darkroom: Darkroom | None = None

    @property
    def front(self) -> Front:
        """What is seen of it first; who may sign in is read when it opens."""
        return Front(self.title, self.station.clock)
