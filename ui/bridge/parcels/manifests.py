"""The vans' manifests: which are open, how far each is, and one of them line by line."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.parcels.desk import manifests
from kiosk.parcels.desk.manifests import Announced, Checked, Progress
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines
from ui.bridge.parcels.closing import ManifestClosing
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.parcels.desk.views import ParcelView
    from ui.bridge.app import App

_LINE = ("id", "parcel", "heading", "about", "owed", "sign", "mood")


def far(one: Progress, app: "App") -> dict[str, Any]:
    """A manifest's figures in words."""
    missing = "parcel-ui.missing_n" if not one.is_open else "parcel-ui.to_come_n"
    return {
        "number": one.number,
        "about": app.texts("parcel-ui.from_on", origin=one.origin, month=one.day.month, day=one.day.day),
        "arrived": f"{one.arrived} / {one.expected}",
        "share": one.arrived / one.expected if one.expected else 1.0,
        "missing": app.texts(missing, count=one.missing) if one.missing else "",
        "extra": app.texts("parcel-ui.extra_n", count=one.extra) if one.extra else "",
        "isOpen": one.is_open,
        "state": app.texts("parcel-ui.unloading" if one.is_open else "parcel-ui.unloaded"),
    }


@for_qml
class ManifestsFacts(Facts):
    """The list of manifests."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    manifests = fact(list, changed)

    def opened(self) -> None:
        """Open ones first, then what was closed lately."""
        station = self.app.station
        self.ask(lambda: manifests.recent_manifests(station), self._say, quietly=True)

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """The number of a manifest opens it."""
        if any(one["number"] == text for one in self.manifests):
            self.app.nav.open("ManifestPage", {"number": text})
            return True
        return False

    def _say(self, found: tuple[Progress, ...]) -> None:
        ordered = sorted(found, key=lambda one: not one.is_open)
        self.show(loaded=True, manifests=[far(one, self.app) for one in ordered])


@for_qml
class ManifestFacts(Facts):
    """One manifest."""

    changed = Signal()
    refresh_on_commit = True

    number = fact(str, changed)
    head = fact(dict, changed, {"about": "", "arrived": "", "share": 0.0, "missing": "", "extra": "", "isOpen": False,
                                "state": "", "number": ""})  # fmt: skip
    tab = fact(str, changed, "missing")
    tabs = fact(list, changed)
    emptyText = fact(str, changed)

    rows = part(RowsModel)
    closing = part(ManifestClosing)

    def __init__(self, app: "App", args: "Mapping[str, Any] | None" = None) -> None:
        """Nothing is known of it yet."""
        super().__init__(app, args)
        self._rows = RowsModel(_LINE, parent=self)
        self._closing = ManifestClosing(app, self)
        self._checked: Checked | None = None

    def opened(self) -> None:
        """Look at it line by line."""
        station, number = self.app.station, str(self.args.get("number", ""))
        self.show(number=number)
        self.ask(lambda: manifests.check(station, number), self._say, quietly=True)

    @Slot(str)
    def turn(self, tab: str) -> None:
        """Another part of it."""
        self.show(tab=tab)
        if self._checked is not None:
            self._fill(self._checked)

    @Slot(str)
    def look(self, parcel: str) -> None:
        """One parcel of it, if it is here."""
        if parcel:
            self.app.nav.open("ParcelPage", {"id": int(parcel)})

    @Slot()
    def unload(self) -> None:
        """Go on scanning this van."""
        self.app.nav.open("IntakePage", {"manifest": self.number})

    @Slot()
    def close(self) -> None:
        """The van is unloaded."""
        self._closing.begin(self.number)

    def _say(self, checked: Checked) -> None:
        self._checked = checked
        opened = checked.progress.is_open
        counts = {"missing": len(checked.missing), "arrived": len(checked.arrived), "extra": len(checked.extra)}
        self.show(
            head=far(checked.progress, self.app),
            tabs=[
                {"value": tab, "label": self.text(f"parcel-ui.tab.{'to_come' if tab == 'missing' and opened else tab}"),
                 "count": counts.get(tab, checked.progress.expected)}
                for tab in ("missing", "arrived", "extra", "all")
            ],
        )  # fmt: skip
        self._fill(checked)

    def _fill(self, checked: Checked) -> None:
        if self.tab == "extra":
            rows = [self._extra(one) for one in checked.extra]
        else:
            of = {"missing": checked.missing, "arrived": checked.arrived}.get(
                self.tab, (*checked.missing, *checked.arrived)
            )
            rows = [self._line(one) for one in of]
        self._rows.replace(rows)
        self.show(emptyText=self.text(f"parcel-ui.tab_empty.{self.tab}"))

    def _line(self, one: Announced) -> dict[str, Any]:
        carrier = self.app.station.catalogue.carrier(one.carrier).name
        here = one.parcel is not None
        owed = one.cod_fen + one.freight_fen
        return {
            "id": one.waybill,
            "parcel": str(one.parcel or ""),
            "heading": lines.spaced(one.waybill),
            "about": " ".join(word for word in (carrier, one.name, one.phone[-4:]) if word),
            "owed": lines.yuan(owed, self.app.texts) if owed else "",
            "sign": "circle-check" if here else "package",
            "mood": "good" if here else "soft" if self.head["isOpen"] else "attention",
        }

    def _extra(self, one: "ParcelView") -> dict[str, Any]:
        row = lines.row(one, self.app.texts)
        return {
            "id": one.waybill, "parcel": str(one.id), "heading": f"{one.code}  {row['waybill']}",
            "about": f"{one.carrier_name} {row['who']}", "owed": "", "sign": "package-plus", "mood": "attention",
        }  # fmt: skip
