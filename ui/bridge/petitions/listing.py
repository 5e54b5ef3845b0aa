"""The desk's list: by due day, by state, by village, what answers wait for whom, and whom to call on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk import limits
from kiosk.petitions.desk import list as desk
from kiosk.petitions.desk import views
from kiosk.petitions.desk.list import CallLine, Page
from kiosk.petitions.view import PetitionView
from kiosk.station import Station
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.petitions import standing
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from kiosk.clock import Instant
    from ui.bridge.app import App

_TABS = ("due", "state", "village", "answers", "calls")
_FOUND = "find"
_PAGE_ROWS = 60


@dataclass(frozen=True)
class _Shown:
    """What a tab or a search came to."""

    petitions: tuple[PetitionView, ...]
    calls: tuple[CallLine, ...]
    total: int
    page: Page
    calling: int
    today: date


@for_qml
class PetitionListFacts(Facts):
    """The list; opened with a ``tab`` or with what to ``find``."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    empty = fact(bool, changed)
    tab = fact(str, changed, "due")
    """One of the tabs; ``find`` while something is searched."""
    tabs = fact(list, changed)
    countText = fact(str, changed)
    lateText = fact(str, changed)
    emptyTitle = fact(str, changed)
    emptyText = fact(str, changed)
    canPrint = fact(bool, changed)
    slip = fact(str, changed)
    rows = part(RowsModel)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Begin with what is due first, or with what another page asks for."""
        super().__init__(app, args)
        self._rows = RowsModel(standing.FIELDS, parent=self)
        self._typed = str(self.args.get("find", ""))
        self._wanted = _PAGE_ROWS
        self._total = 0
        self._asked = 0
        self.show(tab=_FOUND if self._typed else str(self.args.get("tab", "due")))

    def opened(self) -> None:
        """Ask for the tab or the search in front."""
        self._asked += 1
        mine, station, tab, typed, wanted = self._asked, self.app.station, self.tab, self._typed, self._wanted

        def work() -> _Shown:
            at = station.clock.now()
            with station.store.read() as db:
                return _look(db, station, at, tab, typed, wanted)

        self.ask(work, lambda found: self._tell(found, mine), quietly=True)

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A slip's code: ask about that petition."""
        self.app.nav.open("PetitionAskPage", {"scanned": text})
        return True

    @Slot(str)
    def choose(self, tab: str) -> None:
        """Another tab."""
        self._typed, self._wanted = "", _PAGE_ROWS
        self._rows.replace([])
        self.show(tab=tab, slip="")
        self.opened()

    @Slot(str)
    def find(self, typed: str) -> None:
        """By the number's end, name, line, phone tail."""
        self._typed, self._wanted = typed.strip(), _PAGE_ROWS
        self.show(tab=_FOUND if self._typed else "due", slip="")
        self.opened()

    @Slot()
    def more(self) -> None:
        """The list was read to its end."""
        if self._rows.rowCount() < self._total and self._wanted <= self._rows.rowCount():
            self._wanted += _PAGE_ROWS
            self.opened()

    @Slot(str)
    def open(self, petition: str) -> None:
        """One of them."""
        self.app.nav.open("PetitionPage", {"id": int(petition)})

    @Slot()
    def printCalls(self) -> None:
        """The call-out list on paper (喊人单, G8)."""
        if self.busy:
            return
        station, slips = self.app.station, self.app.slips
        self.ask(lambda: slips.show(desk.print_call_out(station)), lambda picture: self.show(slip=picture))

    @Slot()
    def closeSlip(self) -> None:
        """Back to the list."""
        self.show(slip="")

    def _tell(self, found: _Shown, mine: int) -> None:
        if mine != self._asked:
            return
        texts = self.app.texts
        self._total = found.total
        counts = {"answers": found.page.untold, "calls": found.calling}
        self._rows.replace(self._calls(found.calls) if self.tab == "calls" else self._lines(found))
        self.show(
            loaded=True,
            empty=not self._rows.rowCount(),
            tabs=[
                {"value": name, "label": texts(f"petition-work-ui.tab.{name}"), "count": counts.get(name, 0)}
                for name in _TABS
            ],
            countText=texts("petition-work-ui.count", count=found.total),
            lateText=texts("petition-work-ui.late_count", count=found.page.late) if found.page.late else "",
            emptyTitle=texts(f"petition-work-ui.none.{self.tab}"),
            emptyText=texts(f"petition-work-ui.none_do.{self.tab}"),
            canPrint=self.tab == "calls" and bool(found.calls),
        )

    def _lines(self, found: _Shown) -> list[dict[str, Any]]:
        return [standing.row(one, found.today, self.app.texts, self._section(one, found)) for one in found.petitions]

    def _section(self, one: PetitionView, found: _Shown) -> str:
        texts = self.app.texts
        if self.tab == "state":
            count = dict(found.page.counts).get(one.state, 0)
            return texts("petition-work-ui.section", name=texts(one.state_word), count=count)
        if self.tab == "village":
            return one.village_name or texts("petition-work-ui.no_village")
        return ""

    def _calls(self, calls: Iterable[CallLine]) -> list[dict[str, Any]]:
        texts = self.app.texts
        return [
            {
                "id": str(one.petition),
                "section": " ".join(
                    filter(None, (one.village, texts("petitions.slip.group", group=one.group) if one.group else ""))
                ),
                "title": one.name,
                "subtitle": one.number,
                "stateText": texts("petition-work-ui.ask_whether" if one.followup else one.state_word),
                "stateIcon": "circle-question-mark" if one.followup else "megaphone",
                "tone": "attention",
                "dueText": "",
                "leftText": "",
                "dueTone": "soft",
                "mark": "",
            }
            for one in calls
        ]


def _look(db: "Connection", station: Station, at: "Instant", tab: str, typed: str, wanted: int) -> _Shown:
    calls, today = desk.call_out(db, station, at), views.today(db, at)
    if tab in desk.ORDERS:
        page = desk.desk(db, station, at, by=tab, limit=min(wanted, limits.rows_max))
        rows = list(page.petitions)
        while len(rows) < min(wanted, page.total):
            rows += desk.desk(db, station, at, by=tab, limit=wanted - len(rows), offset=len(rows)).petitions
        return _Shown(tuple(rows), calls, page.total, page, len(calls), today)
    page = desk.desk(db, station, at, limit=0)
    found = desk.search(db, station, typed, at) if tab == _FOUND else ()
    return _Shown(found, calls, len(calls) if tab == "calls" else len(found), page, len(calls), today)
