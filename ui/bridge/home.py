"""The home page is a to-do list: what waits, for whom, and what to do about it. Each service adds its own part."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from kiosk.seams import DeviceState
from ui import pages
from ui.bridge.counter import DeviceLine
from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from kiosk.clock import Instant
    from kiosk.station import Station
    from kiosk.texts import Texts

DEVICE_ICONS = {
    "printer": "printer",
    "label_printer": "tag",
    "scanner": "scan-barcode",
    "camera": "camera",
    "drawer": "wallet",
    "scale": "weight",
}
DEVICE_TONES = {
    DeviceState.READY: "good",
    DeviceState.BUSY: "quiet",
    DeviceState.OFF: "quiet",
    DeviceState.PAPER_NEAR_END: "attention",
    DeviceState.SILENT: "attention",
}


@dataclass(frozen=True)
class Action:
    """One of the counter's main jobs, as a large tile.

    Attributes:
        icon: A Lucide name.
        title: Two to four characters.
        subtitle: How it is done.
        page: What it opens, with ``args``.
    """

    icon: str
    title: str
    subtitle: str
    page: str
    args: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Task:
    """Something that waits for a person.

    Attributes:
        icon: A Lucide name.
        tone: ``danger`` (something is wrong), ``attention`` (waits), ``info`` (an answer came), ``brand``, ``soft``.
        title: What waits, and how many.
        subtitle: What to do about it.
        page: Where; empty if nowhere.
        urgency: Higher stands higher.
    """

    icon: str
    tone: str
    title: str
    subtitle: str
    page: str = ""
    args: dict[str, Any] = field(default_factory=dict, hash=False)
    urgency: int = 0


@dataclass(frozen=True)
class Figure:
    """One of today's numbers, as text, and its word."""

    value: str
    label: str


@dataclass(frozen=True)
class Bar:
    """One day of the chart: its value and its short label (most are empty)."""

    value: float
    label: str = ""


@dataclass(frozen=True)
class HomePart:
    """What one service puts on the home page; ``bars_text`` says what the bars are."""

    actions: tuple[Action, ...] = ()
    tasks: tuple[Task, ...] = ()
    figures: tuple[Figure, ...] = ()
    bars: tuple[Bar, ...] = ()
    bars_text: str = ""


HomeSource = Callable[["Station", "Connection", "Instant", "Texts"], HomePart]
"""A service's part, asked on the desk thread with one consistent view of the database."""


@for_qml
class HomeFacts(Facts):
    """The home page."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    actions = fact(list, changed)
    tasks = fact(list, changed)
    figures = fact(list, changed)
    bars = fact(list, changed)
    barsText = fact(str, changed)
    devices = fact(list, changed)

    def opened(self) -> None:
        """Ask every service for its part."""
        counter, texts = self.app.counter, self.app.texts

        def look() -> tuple[list[HomePart], tuple[DeviceLine, ...]]:
            now = counter.station.clock.now()
            with counter.station.store.read() as db:
                parts = [source(counter.station, db, now, texts) for source in counter.home]
            return parts, counter.devices()

        self.ask(look, self._say, quietly=True)

    def _say(self, found: tuple[list[HomePart], tuple[DeviceLine, ...]]) -> None:
        parts, devices = found
        charted = next((part for part in parts if part.bars), HomePart())
        tasks = sorted((task for part in parts for task in part.tasks), key=lambda task: -task.urgency)
        self.show(
            loaded=True,
            actions=[_row(a) for part in parts for a in part.actions if a.page in pages.PAGES],
            tasks=[_row(task) for task in tasks],
            figures=[_row(figure) for part in parts for figure in part.figures],
            bars=[_row(bar) for bar in charted.bars],
            barsText=charted.bars_text,
            devices=self._devices(devices),
        )

    def _devices(self, lines: tuple[DeviceLine, ...]) -> list[dict[str, Any]]:
        """Only what needs somebody; one line when all is well."""
        here = [line for line in lines if line.state is not DeviceState.OFF]
        bad = [line for line in here if DEVICE_TONES.get(line.state) not in {"good", "quiet"}]
        wanting = [line for line in lines if line.waiting or line in bad]
        if here and not wanting:
            return [{"icon": "circle-check", "name": self.text("ui.device.all_ready"), "stateText": "", "tone": "good"}]
        return [self._device(line) for line in wanting]

    def _device(self, line: DeviceLine) -> dict[str, Any]:
        waiting = self.text("ui.device.waiting", count=line.waiting) if line.waiting else ""
        return {
            "icon": DEVICE_ICONS.get(line.kind, "monitor"),
            "name": line.name,
            "stateText": waiting or self.text(f"ui.device.{line.state}"),
            "tone": DEVICE_TONES.get(line.state, "danger"),
        }


def _row(part: Action | Task | Figure | Bar) -> dict[str, Any]:
    return dict(vars(part))
