"""What the drawer's work comes to: shift slips, day, month, register, float ledger, petitions, books (R1–R5, M24)."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from kiosk import office, sheets
from kiosk.errors import Refused, Trouble
from kiosk.ledger import shifts
from kiosk.payments.desk import export, register, reports
from kiosk.sheets import Sheet
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from ui.bridge.counterwork.sticks import places
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.till import views
from ui.bridge.till.views import Row, View
from ui.bridge.worker import Cancelled, Long
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from ui.bridge.app import App

_TABS = ("zs", "day", "month", "register", "float", "petitions", "books")
_BY_DAY = frozenset({"day", "register"})
_ACTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "zs": (("reprint", "printer"),),
    "day": (("day_pdf", "file-text"), ("payments_csv", "download")),
    "month": (
        ("copy", "copy"), ("month_txt", "file-text"), ("pack_pdf", "clipboard-check"), ("commission_pdf", "file-text"),
        ("payments_csv", "download"),
    ),
    "register": (("print", "printer"), ("register_pdf", "file-text"), ("register_csv", "download")),
    "float": (),
    "petitions": (("punctuality_pdf", "file-text"), ("punctuality_csv", "download")),
    "books": (("check", "list-checks"),),
}  # fmt: skip
"""What can be done with each report, with its icon."""
_FILES = ("_pdf", "_csv", "_txt")
_SUMS = frozenset({"month_txt", "pack_pdf", "commission_pdf"})
"""Files that are nothing but sums: not while a blind count is still to come."""
_PULSE_MS = 300


@for_qml
class TillReportsFacts(Facts):
    """The report in front."""

    changed = Signal()
    foldersFound = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    tab = fact(str, changed, "zs")
    tabs = fact(list, changed)
    byDay = fact(bool, changed)
    byYear = fact(bool, changed)
    heading = fact(str, changed)
    canGoOn = fact(bool, changed)
    figures = fact(list, changed)
    bars = fact(list, changed)
    lit = fact(int, changed, -1)
    barsText = fact(str, changed)
    sections = fact(list, changed)
    filters = fact(list, changed)
    """Which of the late petitions are listed."""
    filter = fact(str, changed, "late")
    filtered = fact(list, changed)
    """The section that :attr:`filter` leaves, or none."""
    verdict = fact(str, changed)
    verdictTone = fact(str, changed, "good")
    empty = fact(bool, changed)
    emptyText = fact(str, changed)
    monthText = fact(str, changed)
    actions = fact(list, changed)
    chosen = fact(int, changed)
    slip = fact(str, changed)
    kinds = fact(list, changed)
    """Which files there can be."""
    folders = fact(list, changed)
    filesText = fact(str, changed)
    asked = fact(str, changed)
    """The file that waits for its folder."""
    checking = fact(bool, changed)
    """All books are being read; everything else goes on."""
    checkedShare = fact(float, changed)
    checkingText = fact(str, changed)
    rows = part(RowsModel)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Begin with this month's shift slips, or with the report that was asked for."""
        super().__init__(app, args)
        fields = ("key", "title", "subtitle", "value", "pillText", "pillTone", "iconName", "tone")
        self._rows = RowsModel(fields, key="key", parent=self)
        self._day: date | None = None
        self._read: Long | None = None
        self._turn = 0
        self._parts: dict[str, Row] = {}
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE_MS)
        self._pulse.timeout.connect(self._tell_share)
        self.show(tab=str(self.args.get("tab", "zs")))

    def opened(self) -> None:
        """Read the report in front."""
        station, texts, tab, wanted = self.app.station, self.app.texts, self.tab, self._day
        self.show(
            tabs=[{"value": one, "label": self.text(f"till-ui.tab.{one}")} for one in _TABS],
            byDay=tab in _BY_DAY,
            byYear=tab == "petitions",
            actions=self._choices(files=False),
            kinds=self._choices(files=True),
        )
        if tab == "books" and (self._read is not None or (self.loaded and self.sections)):
            return  # what is checked, or was, stays until it is checked again
        self._turn += 1
        turn = self._turn

        def seen(view: View) -> None:
            if turn == self._turn:  # a later question, or a check of the books, may have been quicker
                self._tell(tab, view)

        self.ask(lambda: views.view(station, texts, tab, wanted), seen, quietly=True)

    @Slot(str)
    def choose(self, tab: str) -> None:
        """Another report."""
        if tab not in _TABS:
            return
        self._rows.replace([])
        self.show(
            tab=tab, chosen=0, slip="", filesText="", sections=[], figures=[], bars=[], verdict="", monthText="",
            troubleText="", empty=False, filters=[], filtered=[],
        )  # fmt: skip
        self.opened()

    @Slot(int)
    def go(self, step: int) -> None:
        """Back or on by a day, a month or a year."""
        if self._day is None:
            return
        if self.tab in _BY_DAY:
            self._day += timedelta(days=step)
        elif self.byYear:
            self._day = date(self._day.year + step, 12, 31)
        else:
            first = self._day.replace(day=1)
            self._day = (first + timedelta(days=31)).replace(day=1) if step > 0 else first - timedelta(days=1)
        self.show(slip="", chosen=0, filesText="")
        self.opened()

    @Slot(int)
    def pick(self, key: int) -> None:
        """Show a Z as the slip that was printed."""
        station, slips = self.app.station, self.app.slips

        def work() -> str:
            with station.store.read() as db:
                found = shifts.z(db, key)
            return slips.show(found.document) if found.document else ""

        self.show(chosen=key)
        self.ask(work, lambda source: self.show(slip=source) if self.chosen == key else None, quietly=True)

    @Slot(str)
    def sift(self, name: str) -> None:
        """One of :attr:`filters`."""
        part_of = self._parts.get(name)
        self.show(filter=name, filtered=[part_of] if part_of else [])

    @Slot(str)
    def act(self, name: str) -> None:
        """One of :attr:`actions`."""
        if self.busy or self.checking:  # a second tap of the same finger
            return
        steps: dict[str, Callable[[], None]] = {
            "reprint": self._reprint, "print": self._print, "check": self._check, "copy": self._copy,
        }  # fmt: skip
        if name in steps:
            steps[name]()
        elif name.endswith(_FILES):
            self._look_for_folders(name)

    @Slot()
    def stopCheck(self) -> None:
        """Nobody wants to wait for it."""
        if self._read is not None:
            self._read.cancel()

    @Slot(str)
    def export(self, folder: str) -> None:
        """Write the file that was asked for."""
        day, name = self._day, self.asked
        if day is None or not name or self.busy:
            return
        station, by, pdf_of, first = self.app.station, self.app.by, self.app.counter.pdf_of, day.replace(day=1)
        span = (first, day) if self.tab == "month" else (day, day)

        def work() -> Path:
            if name in _SUMS:
                _must_be_counted(station, day)
            if name == "payments_csv":
                return sheets.save(export.payments_file(station, *span, by), Path(folder))
            if name == "month_txt":
                text = office.month_text(station, day.year, day.month)
                return sheets.save_as(f"{station.code}_month_{day:%Y%m}.txt", text.encode("utf-8-sig"), Path(folder))
            made = _sheets(station, name, first, day)
            if name.endswith("_csv"):
                return sheets.save(sheets.csv_of(made[0]), Path(folder))
            data = pdf_of(made) if pdf_of else b""
            stem = made[0].name if len(made) == 1 else made[0].name.rpartition("_")[0]
            return sheets.save_as(f"{stem}.pdf", data, Path(folder))

        def saved(path: Path) -> None:
            self.show(asked="", filesText=self.text("till-ui.saved", file=path.name, folder=folder))

        self.ask(work, saved, aside=True)  # a tired stick holds up nobody

    def _choices(self, *, files: bool) -> list[dict[str, str]]:
        """What can be done with the report in front, or which files it becomes."""
        return [
            {"value": name, "label": self.text(f"till-ui.act.{name}"), "icon": icon}
            for name, icon in _ACTIONS[self.tab]
            if name.endswith(_FILES) == files and (self.app.counter.pdf_of or not name.endswith("_pdf"))
        ]

    # Steps ----------------------------------------------------------------------------------------------------------

    def _reprint(self) -> None:
        """Once more, marked 补打: the same figures, and nothing else can be."""
        station, by, number = self.app.station, self.app.by, self.chosen
        if not number:
            return

        def work() -> None:
            at = station.clock.now()
            with station.store.write() as db:
                slip = spool.of_entry(db, shifts.z(db, number).position)[0]
                spool.reprint(db, slip.id, at, by)

        self.ask(work, lambda _: self.app.toast(self.text("till-ui.reprinting", number=number)))

    def _print(self) -> None:
        station, by, day, slips = self.app.station, self.app.by, self._day, self.app.slips
        if day is None:
            return

        def work() -> str:
            documents: tuple[Document, ...] = register.print_register(station, day, by)
            return slips.show(documents[0])

        def printed(slip: str) -> None:
            self.show(slip=slip)
            self.app.toast(self.text("counterwork-ui.printing"))

        self.ask(work, printed)

    def _check(self) -> None:
        """Aside: five years take seconds, and somebody may want to pay meanwhile."""
        station, texts, read = self.app.station, self.app.texts, self.app.aside.long()

        def told(seen: View | None) -> None:
            self._checked()
            if seen is not None:
                self._tell("books", seen)

        def failed(trouble: Trouble) -> bool:
            self._checked()
            return isinstance(trouble, Cancelled)

        self._read = read
        self._turn += 1
        self.destroyed.connect(read.cancel)
        self._pulse.start()
        self._tell_share()
        self.ask(lambda: views.check_books(station, texts, read.step), told, failed, aside=True, quietly=True)

    def _checked(self) -> None:
        self._read = None
        self._pulse.stop()
        self._tell_share()

    def _tell_share(self) -> None:
        share = self._read.share if self._read else 0
        text = self.text("till-ui.books.checking", percent=int(share * 100)) if self._read else ""
        self.show(checking=self._read is not None, checkedShare=share, checkingText=text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.monthText)
        self.app.toast(self.text("till-ui.copied"))

    def _look_for_folders(self, name: str) -> None:
        own, here = self.app.station.store.file.parent / "exports", self.text("counterwork-ui.this_pc")
        self.ask(lambda: places(own, here), lambda folders: self._found(folders, name))

    def _found(self, folders: list[dict[str, str]], name: str) -> None:
        self.show(folders=folders, asked=name)
        self.foldersFound.emit()

    def _tell(self, tab: str, seen: View) -> None:
        if tab != self.tab:  # somebody was quicker
            return
        self._day = seen.day
        self._rows.replace(seen.rows)
        self._parts = seen.parts
        self.sift(self.filter)
        listed = tab in {"zs", "register", "float"}
        self.show(
            loaded=True, filters=seen.filters, heading=seen.heading, canGoOn=seen.can_go_on,
            figures=seen.figures, bars=seen.bars,
            lit=seen.lit, barsText=seen.bars_text, sections=seen.sections, verdict=seen.verdict,
            verdictTone=seen.tone, monthText=seen.text, empty=listed and not seen.rows,
            emptyText=self.text(f"till-ui.empty.{tab}") if listed else "",
        )  # fmt: skip
        if tab == "zs" and seen.rows and self.chosen not in {row["key"] for row in seen.rows}:
            self.pick(int(seen.rows[0]["key"]))


def _must_be_counted(station: Station, last: date) -> None:
    with station.store.read() as db:
        if shifts.sums_wait(db, station, last):
            raise Refused("till-ui.after_count")


def _sheets(station: Station, name: str, first: date, last: date) -> tuple[Sheet, ...]:
    """The sheets of a file; those of a month end with its last day that has come."""
    if name == "pack_pdf":
        return office.pack(station, first, last)
    with station.store.read() as db:
        if name.startswith("punctuality"):
            return office.punctuality_sheets(station, office.yearly(db, station, last.year, station.clock.now()))
        if name == "day_pdf":
            return (reports.day_sheet(station, reports.day(db, station, last)),)
        if name == "commission_pdf":
            return (
                reports.commission_sheet(station, reports.commission(db, station, last.year, last.month, last)),
                reports.service_sheet(station, first, last, reports.services(db, station, first, last)),
            )
        return (register.sheet(station, register.of_day(db, station, last)),)
