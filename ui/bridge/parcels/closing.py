"""Close a manifest: what is missing and what was not announced is said first, then the slip is on the screen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.parcels.desk import manifests
from kiosk.parcels.desk.manifests import Checked, Closed
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.parcels import lines

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class ManifestClosing(Facts):
    """The dialog that ends the unloading of a van."""

    changed = Signal()
    asked = Signal()
    done = Signal()

    number = fact(str, changed)
    arrivedText = fact(str, changed)
    missing = fact(list, changed)
    extra = fact(list, changed)
    missingText = fact(str, changed)
    extraText = fact(str, changed)
    slip = fact(str, changed)
    """The slip as it prints, once it is closed."""

    def __init__(self, app: "App", owner: QObject) -> None:
        """Belong to a page's facts."""
        super().__init__(app)
        self.setParent(owner)

    def begin(self, number: str) -> None:
        """Look once more, line by line, and ask."""
        station = self.app.station
        self.show(number=number, slip="", missing=[], extra=[])
        self.ask(lambda: manifests.check(station, number), self._checked)

    def stop(self) -> None:
        """A scan has come: there is more to unload."""
        self.done.emit()

    @Slot()
    def close(self) -> None:
        """The van is unloaded: write it and print the slip."""
        station, by, number, slips = self.app.station, self.app.by, self.number, self.app.slips

        def work() -> tuple[Closed, str]:
            closed = manifests.close(station, number, by)
            return closed, slips.show(closed.document)

        self.ask(work, lambda done: self._closed(*done))

    def _checked(self, checked: Checked) -> None:
        progress = checked.progress
        names = self.app.station.catalogue
        self.show(
            arrivedText=self.text("parcel-ui.arrived_of", arrived=progress.arrived, expected=progress.expected),
            missingText=self.text("parcel-ui.missing_n", count=len(checked.missing)) if checked.missing else "",
            extraText=self.text("parcel-ui.extra_n", count=len(checked.extra)) if checked.extra else "",
            missing=[
                {"text": lines.spaced(item.waybill), "who": f"{names.carrier(item.carrier).name} {item.name}".strip()}
                for item in checked.missing[:60]
            ],
            extra=[{"text": one.code, "who": f"{one.carrier_name} {one.waybill}"} for one in checked.extra[:60]],
        )
        self.asked.emit()

    def _closed(self, closed: Closed, picture: str) -> None:
        self.show(slip=picture, number=closed.checked.progress.number)
