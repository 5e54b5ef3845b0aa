"""Every payment, asked for as people ask: of a day, of an account, a slip or a person, by where it stands (M14)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk import sheets
from kiosk.errors import NotFound
from kiosk.ledger import shifts
from kiosk.payments.desk import disputes, export, looking, second_slips
from kiosk.payments.desk.looking import DayTotals, Page, Tally
from kiosk.payments.model import MoveKind
from kiosk.people import residents
from kiosk.station import Station
from ui.bridge.counterwork import shared
from ui.bridge.counterwork.sticks import places
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.payments import words
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from kiosk.clock import Instant
    from ui.bridge.app import App

_FIELDS = ("id", "title", "subtitle", "amount", "when", "billerIcon", "stateIcon", "stateText", "tone")
_TABS = ("day", "open", "unknown", "refund", "second", "card", "dispute")
_ALWAYS = frozenset({"day", "open", "unknown"})
"""Tabs that stand there also while nothing is in them."""
_PERSONS_MAX = 5
"""A search that finds more people than this is not about a person."""


@dataclass(frozen=True)
class _Shown:
    """What a tab or a search came to."""

    page: Page
    today: date
    counts: Mapping[str, int]
    totals: DayTotals | None = None
    sums_wait: bool = False


@for_qml
class PaymentsListFacts(Facts):
    """The list; opened with a ``tab`` or with what to ``find``."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    empty = fact(bool, changed)
    tab = fact(str, changed, "day")
    """One of the tabs; ``find`` while something is searched."""
    tabs = fact(list, changed)
    heading = fact(str, changed)
    canGoOn = fact(bool, changed)
    emptyTitle = fact(str, changed)
    emptyText = fact(str, changed)
    totals = fact(list, changed)
    folders = fact(list, changed)
    rows = part(RowsModel)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Begin with today, or with what another page asks for."""
        super().__init__(app, args)
        self._rows = RowsModel(_FIELDS, parent=self)
        self._day: date | None = None
        self._today: date | None = None
        self._typed = str(self.args.get("find", ""))
        self._wanted = looking.page_rows
        self._count = 0
        self._asked = 0
        self.show(tab="find" if self._typed else str(self.args.get("tab", "day")))

    def opened(self) -> None:
        """Ask for the tab or the search in front."""
        self._asked += 1
        mine, station = self._asked, self.app.station
        tab, typed, day, limit = self.tab, self._typed, self._day, self._wanted

        def work() -> _Shown:
            at = station.clock.now()
            today = shared.today_of(station)
            with station.store.read() as db:
                shown = min(day or today, today)
                page = (
                    _find(db, station, typed, at, limit)
                    if tab == "find"
                    else _PAGES[tab](db, station, shown, at, limit)
                )
                totals = looking.totals(db, station, shown, shown) if tab == "day" else None
                waits = tab == "day" and shifts.sums_wait(db, station, shown)
                counts = {name: _PAGES[name](db, station, today, at, 0).count for name in _TABS[1:]}
            return _Shown(page, today, counts, totals, waits)

        self.ask(work, lambda found: self._tell(found, mine), quietly=True)

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A slip's code opens its payment."""
        self._by_serial(text)
        return True

    @Slot(str)
    def choose(self, tab: str) -> None:
        """Another tab."""
        self._typed, self._wanted = "", looking.page_rows
        self.show(tab=tab)
        self.opened()

    @Slot(str)
    def find(self, typed: str) -> None:
        """By account, slip number, name, tail, household."""
        self._typed, self._wanted = typed.strip(), looking.page_rows
        self.show(tab="find" if self._typed else "day")
        self.opened()

    @Slot(int)
    def go(self, step: int) -> None:
        """Another day."""
        if self._today is not None:
            self._day = min((self._day or self._today) + timedelta(days=step), self._today)
            self.opened()

    @Slot()
    def more(self) -> None:
        """The list was read to its end."""
        if self._rows.rowCount() < self._count and self._wanted <= self._rows.rowCount():
            self._wanted += looking.page_rows
            self.opened()

    @Slot(str)
    def open(self, payment: str) -> None:
        """One of them."""
        self.app.nav.open("PaymentPage", {"id": int(payment)})

    @Slot()
    def lookForFolders(self) -> None:
        """Where a file may go: this PC, and every stick that is plugged in."""
        own, here = self.app.station.store.file.parent / "exports", self.text("counterwork-ui.this_pc")
        self.ask(lambda: places(own, here), lambda found: self.show(folders=found))

    @Slot(str)
    def save(self, folder: str) -> None:
        """The day's payments as a file for spreadsheets, and as one for paper."""
        if (day := self._day or self._today) is None or self.busy:
            return
        station, by, pdf_of = self.app.station, self.app.by, self.app.counter.pdf_of

        def work() -> list[Path]:
            saved = [sheets.save(export.payments_file(station, day, day, by), Path(folder))]
            if pdf_of is not None:
                with station.store.read() as db:
                    sheet = export.payments_sheet(db, station, day, day, station.clock.now())
                saved.append(sheets.save_as(f"{sheet.name}.pdf", pdf_of((sheet,)), Path(folder)))
            return saved

        def said(saved: list[Path]) -> None:
            names = self.text("payments-ui.and").join(path.name for path in saved)
            self.app.toast(self.text("payments-ui.saved", name=names))

        self.ask(work, said, aside=True)  # a tired stick holds up nobody

    @Slot()
    def printSecond(self) -> None:
        """Every second slip that waits, or as many as are printed at once (G4)."""
        if self.busy:
            return
        station, by = self.app.station, self.app.by

        def work() -> int:
            with station.store.read() as db:
                people = second_slips.waiting(db, station, station.clock.now(), rows_max=second_slips.batch_max)
            waiting = tuple(one.id for person in people for one in person.payments)
            return len(second_slips.give_all(station, waiting, by)) if waiting else 0

        self.ask(work, lambda count: self.app.toast(self.text("payments-ui.second_all", count=count)))

    def _by_serial(self, text: str) -> None:
        station = self.app.station

        def work() -> int:
            with station.store.read() as db:
                return looking.by_serial(db, station, text, station.clock.now()).id

        self.ask(work, lambda found: self.app.nav.open("PaymentPage", {"id": found}))

    def _tell(self, found: _Shown, mine: int) -> None:
        if mine != self._asked:
            return
        station, now_ms, texts = self.app.station, self.app.now().county_ms, self.app.texts
        self._today = found.today
        day = min(self._day or found.today, found.today)
        self._count = found.page.count
        self._rows.replace([words.row(one, station, now_ms, texts) for one in found.page.rows])
        said = words.day_words(day, texts)
        self.show(
            loaded=True,
            empty=not found.page.rows,
            tabs=[
                {"value": name, "label": self.text(f"payments-ui.tab.{name}"), "count": found.counts.get(name, 0)}
                for name in _TABS
                if name in _ALWAYS or name == self.tab or found.counts.get(name)
            ],
            heading=self.text("counterwork-ui.today", day=said) if day == found.today else said,
            canGoOn=day < found.today,
            emptyTitle=self.text("payments-ui.list_none" if self.tab != "find" else "payments-ui.list_not_found"),
            emptyText=self.text("payments-ui.list_find_hint") if self.tab == "find" else "",
            totals=self._totals(found),
        )

    def _totals(self, found: _Shown) -> list[dict[str, str]]:
        """What it comes to; of a day, every kind that happened (M10)."""
        taken, waits = Tally(found.page.count, found.page.fen), found.sums_wait
        lines = [self._total("payments-ui.total", taken, sums_wait=waits)] if found.page.rows else []
        kinds = found.totals.kinds if found.totals else {}
        return lines + [
            self._total(f"payments-ui.kind.{kind.value}", tally, sums_wait=waits)
            for kind, tally in kinds.items()
            if tally.count and kind is not MoveKind.PAY
        ]

    def _total(self, key: str, tally: Tally, *, sums_wait: bool) -> dict[str, str]:
        return {"title": self.text(key), "value": words.tally(tally, self.app.texts, sums_wait=sums_wait)}


_PageOf = Callable[["Connection", Station, date, "Instant", int], Page]
_PAGES: dict[str, _PageOf] = {
    "day": lambda db, station, day, at, limit: looking.of_days(db, station, (day, day), at, limit=limit),
    "open": lambda db, station, _day, at, limit: looking.waiting(db, station, at, limit=limit),
    "unknown": lambda db, station, _day, at, limit: looking.unknown(db, station, at, limit=limit),
    "refund": lambda db, station, _day, at, limit: looking.to_refund(db, station, at, limit=limit),
    "second": lambda db, station, _day, at, limit: _second(db, station, at, limit),
    "card": lambda db, station, _day, at, limit: looking.to_write(db, station, at, limit=limit),
    "dispute": lambda db, station, _day, at, limit: _disputed(db, station, at, limit),
}


def _second(db: "Connection", station: Station, at: "Instant", limit: int) -> Page:
    rows = [one for person in second_slips.waiting(db, station, at) for one in person.payments]
    return Page(tuple(rows[:limit]), second_slips.count(db), sum(one.amount_fen for one in rows))


def _disputed(db: "Connection", station: Station, at: "Instant", limit: int) -> Page:
    rows = {one.payment.id: one.payment for one in disputes.listed(db, station, at, only_open=True, limit=limit)}
    return Page(tuple(rows.values()), disputes.open_count(db), sum(one.amount_fen for one in rows.values()))


def _find(db: "Connection", station: Station, typed: str, at: "Instant", limit: int) -> Page:
    """By a slip's number, else by account, else of the person that the words find."""
    try:
        one = looking.by_serial(db, station, typed, at)
    except NotFound:
        pass
    else:
        return Page((one,), 1, one.amount_fen)
    page = looking.of_account(db, station, typed, at, limit=limit)
    if page.rows:
        return page
    people = residents.search(db, typed, _PERSONS_MAX + 1)
    if len(people) > _PERSONS_MAX:
        return page
    pages = [looking.of_resident(db, station, person.id, at, limit=limit) for person in people]
    rows = sorted((one for found in pages for one in found.rows), key=lambda one: -one.id)
    return Page(tuple(rows[:limit]), sum(p.count for p in pages), sum(p.fen for p in pages))
