"""Interceptions in force (P14): what must not leave, why, since when, and where it stands if it is here."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.parcels.desk import holds
from kiosk.parcels.desk.holds import Hold
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines
from ui.models.rows import RowsModel
from ui.words import moment_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.bridge.app import App


@for_qml
class HoldsFacts(Facts):
    """The list of interceptions; those whose parcel is here first."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    countText = fact(str, changed)
    rows = part(RowsModel)

    def __init__(self, app: "App", args: "Mapping[str, Any] | None" = None) -> None:
        """An empty list."""
        super().__init__(app, args)
        self._rows = RowsModel(("id", "title", "subtitle", "place", "tone", "here"), parent=self)

    def opened(self) -> None:
        """Ask what the county forbids to release."""
        station = self.app.station
        self.ask(lambda: holds.in_force(station), self._say, quietly=True)

    @Slot(str)
    def open(self, waybill: str) -> None:
        """The parcel's own page."""
        self.app.nav.open("ParcelPage", {"id": self._parcels[waybill]})

    def _say(self, found: tuple[Hold, ...]) -> None:
        self._parcels = {one.waybill: one.parcel.id for one in found if one.parcel}
        self._rows.replace([self._row(one) for one in found])
        count = self.text("parcel-ui.holds", count=len(found), here=len(self._parcels)) if found else ""
        self.show(loaded=True, countText=count)

    def _row(self, one: Hold) -> dict[str, Any]:
        texts = self.app.texts
        since = texts("parcel-ui.hold_since", at=moment_text(one.placed_ms, self.app.now().county_ms, texts))
        parcel, waybill = one.parcel, lines.spaced(one.waybill)
        if parcel is None:
            words = {"title": waybill, "subtitle": f"{one.reason} · {since}", "place": texts("parcel-ui.hold_away")}
            return words | {"id": one.waybill, "tone": "soft", "here": False}
        shelf = self.app.station.catalogue.shelf(parcel.shelf).name
        return {
            "id": one.waybill,
            "title": f"{parcel.code}  {lines.whose(parcel, texts)}",
            "subtitle": " · ".join((one.reason, f"{parcel.carrier_name} {waybill}", since)),
            "place": texts("parcel-ui.where", shelf=shelf, layer=parcel.layer),
            "tone": "danger",
            "here": True,
        }
