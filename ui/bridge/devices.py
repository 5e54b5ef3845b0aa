"""The devices: how each is, what to do about it, and a test of each."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal, Slot

from kiosk.seams import DeviceState
from kiosk.slips import proof
from ui.bridge.counter import DeviceLine
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.home import DEVICE_ICONS, DEVICE_TONES
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from ui.bridge.app import App

_LOOK_AGAIN_MS = 2000
_ROLES = {"printer": "receipt", "label_printer": "label"}
_WELL = frozenset({DeviceState.READY, DeviceState.BUSY})


@for_qml
class DevicesFacts(Facts):
    """The page of devices; it looks again by itself while it is in front."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    allWell = fact(bool, changed)
    headline = fact(str, changed)
    headlineTone = fact(str, changed, "quiet")
    headlineIcon = fact(str, changed, "hourglass")
    waiting = fact(int, changed)
    scanText = fact(str, changed)
    rows = part(RowsModel)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the list and its clock."""
        super().__init__(app, args)
        fields = ("id", "kind", "iconName", "name", "stateText", "todoText", "tone", "waitingText", "testable")
        self._rows = RowsModel(fields, parent=self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look_again)
        self._timer.start()

    def opened(self) -> None:
        """Ask every device how it is."""
        self.ask(self.app.counter.devices, self._tell, quietly=True)

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A scan proves the scanner."""
        where = self.text(f"station-ui.scan.{source}")
        self.show(scanText=self.text("station-ui.scan.read", text=text[:40], where=where))
        return True

    @Slot(str)
    def test(self, kind: str) -> None:
        """Print a test page on that printer."""
        station, role = self.app.station, _ROLES[kind]
        self.ask(
            lambda: proof.print_proof(station, role), lambda _: self.app.toast(self.text("station-ui.devices.testing"))
        )

    @Slot()
    def _look_again(self) -> None:
        if self.app.nav.front is self and self.app.session.signedIn:
            self.opened()

    def _tell(self, lines: tuple[DeviceLine, ...]) -> None:
        here = [line for line in lines if line.state is not DeviceState.OFF]
        bad = [line for line in here if line.state not in _WELL]
        self._rows.replace([self._row(n, line) for n, line in enumerate(lines)])
        if bad:
            headline, tone, icon = (
                self.text("station-ui.devices.trouble", count=len(bad)),
                "attention",
                "triangle-alert",
            )
        elif here:
            headline, tone, icon = self.text("station-ui.devices.well"), "good", "circle-check"
        else:
            headline, tone, icon = self.text("station-ui.devices.none"), "quiet", "info"
        self.show(
            loaded=True,
            allWell=bool(here) and not bad,
            headline=headline,
            headlineTone=tone,
            headlineIcon=icon,
            waiting=sum(line.waiting for line in lines),
        )

    def _row(self, number: int, line: DeviceLine) -> dict[str, Any]:
        well = line.state in _WELL
        return {
            "id": number,
            "kind": line.kind,
            "iconName": DEVICE_ICONS.get(line.kind, "monitor"),
            "name": line.name,
            "stateText": self.text(f"ui.device.{line.state}"),
            "todoText": self.text(f"station-ui.ready.{line.kind}" if well else f"station-ui.todo.{line.state}"),
            "tone": DEVICE_TONES.get(line.state, "danger"),
            "waitingText": self.text("ui.device.waiting", count=line.waiting) if line.waiting else "",
            "testable": line.kind in _ROLES,
        }
