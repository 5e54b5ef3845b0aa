"""What the face is given: the station, and small Protocols for the strangers. ``launch.py`` fills it in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kiosk.seams import Camera, DeviceState, Painter, Scanner, Sound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from kiosk.station import Station
    from ui.bridge.home import HomePart


@dataclass(frozen=True)
class RoadState:
    """How things stand between here and the county.

    Attributes:
        link: ``up``, ``slow``, ``down`` or ``unknown``.
        sending: An exchange is running.
        success_ms: The last answer of the county, ms since 1970 UTC; None if never.
        failure_ms: The last failure; None if never.
        failure_key: Its text, ``trouble.<failure_key>``.
    """

    link: str = "unknown"
    sending: bool = False
    success_ms: int | None = None
    failure_ms: int | None = None
    failure_key: str = ""


class Road(Protocol):
    """The courier, as the screen sees it. Both may be called from any thread."""

    def state(self) -> RoadState:
        """How things stand."""

    def send_now(self) -> None:
        """Do not wait for the next try."""


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
        home: What each service adds to the home page.
    """

    station: "Station"
    title: str
    road: Road
    devices: Callable[[], tuple[DeviceLine, ...]]
    painter: Painter
    sound: Sound
    camera: Camera | None = None
    scanners: tuple[Scanner, ...] = ()
    home: "tuple[Callable[[Station, Connection], HomePart], ...]" = field(default=())
