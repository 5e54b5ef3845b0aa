"""What a person at the counter does again and again: goes to a page, waits, keeps a picture, tells the story."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt

from kiosk.clock import SteppedClock
from scripts.demo_village import Village
from ui.drive import Driver

ARRIVE_S = 60.0
HEAR_MS = 300
HEAR_STEP_S = 20
TOUCH_S = 120

PATHS: dict[str, tuple[str, ...]] = {
    "HomePage": ("首页",), "ParcelsPage": ("快递",), "PeoplePage": ("村民",), "UploadsPage": ("上传",),
    "DevicesPage": ("设备",), "ReportsPage": ("报表",), "SettingsPage": ("设置",), "IntakePage": ("首页", "入库"),
    "PickupPage": ("首页", "取件"), "SendPage": ("首页", "寄件"), "HandoverPage": ("首页", "交车"),
    "ManifestsPage": ("快递", "到件单"), "StocktakePage": ("快递", "盘库"), "ExceptionsPage": ("快递", "异常退件"),
    "RetentionPage": ("快递", "滞留"), "CallListPage": ("快递", "喊人单"), "ComplaintsPage": ("快递", "投诉"),
    "DestructionPage": ("快递", "面单销毁"), "DutiesPage": ("快递", "值日"), "FeesPage": ("快递", "收费表"),
    "SlipsPage": ("设备", "单子"), "VerifyPage": ("设备", "验单子真假"), "ClerksPage": ("设置", "操作员"),
    "MessagesPage": ("上传", "县里的通知"), "PaymentsPage": ("缴费",), "PaymentsListPage": ("缴费", "缴费记录"),
}  # fmt: skip
"""Where a clerk presses to come to a page."""


@dataclass
class Story:
    """What happened, for the summary."""

    lines: list[str] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def tell(self, text: str) -> None:
        """Say it on the terminal and keep it."""
        self.lines.append(text)
        print(f"[{time.monotonic() - self.begun:6.1f} s] {text}", flush=True)


class Hands:
    """Somebody's hands and eyes at the counter of a village.

    Attributes:
        village: The demo: the house, its twins, its county.
        station: The house's core, for looking at what became of a press.
        clock: The village's time.
        story: What happened so far.
        drive: On the open face.
        out: Pictures go to its ``shots``.
    """

    def __init__(self, village: Village, clock: SteppedClock, story: Story, drive: Driver, out: Path) -> None:
        """Take an open face in hand."""
        self.village, self.clock, self.story, self.drive, self.out = village, clock, story, drive, out
        self.station = village.house.station
        self._shots = 0

    def open(self, page: str) -> None:
        """Go to a page by its name."""
        for name in PATHS[page]:
            self.drive.click(name)
            self.drive.settle(100)

    def shot(self, name: str, *, once: bool = False) -> None:
        """Keep a numbered picture; with ``once``, only the first of this name."""
        if once and list((self.out / "shots").glob(f"*-{name}.png")):
            return
        self._shots += 1
        self.drive.shot(f"{self._shots:03d}-{name}")

    def until(self, reached: Callable[[], bool], what: str) -> None:
        """Let the program run until something is so.

        Raises:
            AssertionError: It does not become so; the last picture shows why.
        """
        if not self.drive.wait(reached, int(ARRIVE_S * 1000)):
            self._missed(what)

    def hear(self, reached: Callable[[], bool], what: str) -> None:
        """Let time pass at both ends, and the road be walked, until the county's word is here.

        Raises:
            AssertionError: It does not come.
        """
        for _ in range(int(ARRIVE_S * 1000 / HEAR_MS)):
            if self.drive.wait(reached, HEAR_MS):
                return
            self.stay(HEAR_STEP_S)
            self.village.house.send_now()
        self._missed(what)

    def stay(self, seconds: int) -> None:
        """Let time pass with somebody at the counter: it does not lock itself."""
        for passed in range(0, seconds, TOUCH_S):
            self.drive.key(Qt.Key.Key_Shift)
            self.clock.advance(seconds=min(TOUCH_S, seconds - passed))
        self.drive.key(Qt.Key.Key_Shift)

    def _missed(self, what: str) -> None:
        raise AssertionError(f"waited for: {what}; on screen: {sorted(self.drive.names())[:40]}")
