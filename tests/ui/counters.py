"""A counter for the face: a real station, a road and devices that say what a test tells them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kiosk.seams import DeviceState
from kiosk.slips.document import Document
from kiosk.station import Station
from ui.bridge.counter import Counter, DeviceLine
from ui.bridge.home import HomePart


@dataclass(frozen=True)
class FakeRoadState:
    link: str = "down"
    sending: bool = False
    success_ms: int | None = None
    failure_ms: int | None = None
    failure_key: str = ""
    failure_values: Mapping[str, object] = field(default_factory=dict)
    tries: int = 0
    next_ms: int | None = None


@dataclass
class FakeRoad:
    now: FakeRoadState = field(default_factory=FakeRoadState)
    asked: int = 0
    listeners: list[Callable[[], None]] = field(default_factory=list)

    def state(self) -> FakeRoadState:
        return self.now

    def become(self, now: FakeRoadState) -> None:
        self.now = now
        for listener in self.listeners:
            listener()

    def on_change(self, listener: Callable[[], None]) -> None:
        self.listeners.append(listener)

    def send_now(self) -> None:
        self.asked += 1


@dataclass
class FakeDevices:
    lines: tuple[DeviceLine, ...] = (
        DeviceLine("printer", "票据打印机", DeviceState.READY),
        DeviceLine("label_printer", "标签打印机", DeviceState.PAPER_OUT, waiting=2),
        DeviceLine("scanner", "扫码枪", DeviceState.READY),
    )

    def __call__(self) -> tuple[DeviceLine, ...]:
        return self.lines


class FakePainter:
    def paint(self, document: Document) -> bytes:
        return b""


@dataclass
class FakeSound:
    said: list[tuple[str, ...]] = field(default_factory=list)

    def say(self, outcome: str, *parts: str) -> None:
        self.said.append((outcome, *parts))


def counter_of(station: Station, *parts: HomePart) -> Counter:
    """The station's counter; ``parts`` stand on the home page."""
    return Counter(
        station=station,
        title=station.name,
        road=FakeRoad(),
        devices=FakeDevices(),
        painter=FakePainter(),
        sound=FakeSound(),
        home=tuple(lambda *_, part=part: part for part in parts),
    )
