"""The parcel counter's front page: one search, every job as a tile, and what stands on the shelves."""

from typing import Any

from PySide6.QtCore import Signal, Slot

from kiosk.parcels.desk import manifests, shelves
from kiosk.parcels.desk.manifests import Progress
from kiosk.parcels.desk.shelves import Stock
from ui import pages
from ui.bridge.facts import Facts, fact, for_qml

_MAIN = (("package-plus", "IntakePage"), ("package-check", "PickupPage"), ("clipboard-list", "ManifestsPage"))
_MORE = (
    ("send", "SendPage"),
    ("truck", "HandoverPage"),
    ("boxes", "StocktakePage"),
    ("package-x", "ExceptionsPage"),
    ("ban", "HoldsPage"),
    ("clock", "RetentionPage"),
    ("megaphone", "CallListPage"),
    ("message-square", "ComplaintsPage"),
    ("eraser", "DestructionPage"),
    ("list-checks", "DutiesPage"),
    ("japanese-yen", "FeesPage"),
)


@for_qml
class ParcelsFacts(Facts):
    """The hub."""

    changed = Signal()
    refresh_on_commit = True

    mains = fact(list, changed)
    others = fact(list, changed)
    shelves = fact(list, changed)
    totalText = fact(str, changed)

    def opened(self) -> None:
        """What can be done here, and what stands where."""
        station = self.app.station
        self.show(mains=self._tiles(_MAIN, ""), others=self._tiles(_MORE, ""))
        self.ask(
            lambda: (shelves.stock(station), manifests.due_today(station)), lambda got: self._say(*got), quietly=True
        )

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A scan here asks for a parcel."""
        self.app.nav.open("PickupPage", {"scan": text})
        return True

    @Slot(str)
    def search(self, typed: str) -> None:
        """Take what was typed to the pickup page."""
        if typed.strip():
            self.app.nav.open("PickupPage", {"find": typed})

    def _tiles(self, of: tuple[tuple[str, str], ...], waits: str) -> list[dict[str, str]]:
        return [
            {
                "icon": icon,
                "page": page,
                "title": self.text(f"parcel-ui.tile.{page}"),
                "subtitle": waits if page == "ManifestsPage" and waits else self.text(f"parcel-ui.tile_how.{page}"),
            }
            for icon, page in of
            if page in pages.PAGES
        ]

    def _say(self, stock: tuple[Stock, ...], due: tuple[Progress, ...]) -> None:
        waits = self.text("parcel-ui.vans", count=len(due)) if due else ""
        self.show(
            mains=self._tiles(_MAIN, waits),
            totalText=str(sum(one.stored for one in stock)),
            shelves=[self._shelf(one) for one in stock],
        )

    def _shelf(self, one: Stock) -> dict[str, Any]:
        share = one.stored / one.capacity if one.capacity else 0.0
        room = max(0, one.capacity - one.stored)
        full = self.text("parcel-ui.shelf_full") if not room else self.text("parcel-ui.shelf_room", count=room)
        return {"name": one.name, "count": str(one.stored), "share": share, "room": full}
