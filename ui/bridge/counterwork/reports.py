"""The day, the month, and files for the carriers and the office (G9); the day's slip on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk import money
from kiosk.parcels.desk import export, reports
from kiosk.parcels.desk.reports import DayReport, Figures, MonthReport, OfCarrier
from kiosk.sheets import CsvFile, save
from ui.bridge.counterwork import shared
from ui.bridge.counterwork.sticks import places
from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from ui.bridge.app import App

_LABELLED = (1, 10, 20)
_COUNTED = ("taken_in", "picked_up", "returned", "exceptions", "sent")


@dataclass(frozen=True)
class _Shown:
    """What was asked for; today's date with it."""

    today: date
    day: DayReport
    month: MonthReport


@for_qml
class ReportsFacts(Facts):
    """The day or the month in front."""

    changed = Signal()

    loaded = fact(bool, changed)
    span = fact(str, changed, "day")
    """``day`` or ``month``."""
    heading = fact(str, changed)
    canGoOn = fact(bool, changed)
    figures = fact(list, changed)
    cash = fact(list, changed)
    cashText = fact(str, changed)
    bars = fact(list, changed)
    barsText = fact(str, changed)
    lit = fact(int, changed)
    carriers = fact(list, changed)
    slip = fact(str, changed)
    folders = fact(list, changed)
    files = fact(list, changed)
    filesText = fact(str, changed)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Begin with today."""
        super().__init__(app, args)
        self._day: date | None = None

    def opened(self) -> None:
        """Read the counters of the day and its month."""
        station, wanted = self.app.station, self._day

        def work() -> _Shown:
            today = shared.today_of(station)
            day = min(wanted or today, today)
            return _Shown(today, reports.day_report(station, day), reports.month_report(station, day.year, day.month))

        self.ask(work, self._listed, quietly=True)

    @Slot(str)
    def choose(self, span: str) -> None:
        """Day or month."""
        self.show(span=span, slip="", files=[], filesText="")
        self.opened()

    @Slot(int)
    def go(self, step: int) -> None:
        """Back or on by one."""
        if self._day is None:
            return
        if self.span == "day":
            self._day += timedelta(days=step)
        else:
            first = self._day.replace(day=1)
            self._day = (first + timedelta(days=31)).replace(day=1) if step > 0 else first - timedelta(days=1)
        self.show(slip="", files=[], filesText="")
        self.opened()

    @Slot()
    def printDay(self) -> None:
        """The day's slip."""
        if self.busy:  # a second tap of the same finger
            return
        if (day := self._day) is None:
            return
        station, by, slips = self.app.station, self.app.by, self.app.slips

        def printed(slip: str) -> None:
            self.show(slip=slip, files=[], filesText="")
            self.app.toast(self.text("counterwork-ui.printing"))

        self.ask(lambda: slips.show(reports.print_day(station, day, by)), printed)

    @Slot()
    def lookForFolders(self) -> None:
        """Where files may go: this PC, and every stick that is plugged in."""
        own, here = self.app.station.store.file.parent / "exports", self.text("counterwork-ui.this_pc")
        self.ask(lambda: places(own, here), lambda folders: self.show(folders=folders))

    @Slot(str)
    def export(self, folder: str) -> None:
        """A file for each carrier with anything in that time, and the month's figures."""
        if self.busy:  # a second tap of the same finger
            return
        if (day := self._day) is None:
            return
        station, by, month = self.app.station, self.app.by, self.span == "month"
        first, last = (day.replace(day=1), _end_of_month(day)) if month else (day, day)

        def work() -> list[tuple[CsvFile, Path]]:
            made = list(export.carrier_files(station, first, last, by))
            if month:
                made.append(export.month_file(station, day.year, day.month))
            return [(one, save(one, Path(folder))) for one in made]

        self.ask(work, lambda saved: self._saved(saved, folder))

    def _listed(self, got: _Shown) -> None:
        self._day = got.day.day
        month = self.span == "month"
        total = got.month.total if month else got.day.total
        stock = (
            [] if month else [self._figure("in_stock", got.day.in_stock), self._figure("retained", got.day.retained)]
        )
        days = got.month.days
        self.show(
            loaded=True,
            heading=self.text("counterwork-ui.month", year=got.month.year, month=got.month.month)
            if month
            else self._day_heading(got.day.day, got.today),
            canGoOn=(days[-1].day < got.today) if month else got.day.day < got.today,
            figures=[self._figure(name, getattr(total, name)) for name in _COUNTED] + stock,
            cash=self._cash(total),
            cashText=self.text("parcel-ui.yuan", yuan=money.yuan(total.cash_fen)),
            bars=[
                {"value": float(one.figures.taken_in), "label": str(one.day.day) if _labelled(one.day) else ""}
                for one in days
            ],
            barsText=self.text("counterwork-ui.bars", month=got.month.month),
            lit=got.day.day.day - 1,
            carriers=[self._carrier(one) for one in (got.month.carriers if month else got.day.carriers)],
        )

    def _day_heading(self, day: date, today: date) -> str:
        said = shared.day_text(day)
        return self.text("counterwork-ui.today", day=said) if day == today else said

    def _figure(self, name: str, count: int) -> dict[str, str]:
        return {"value": str(count), "label": self.text(f"counterwork-ui.figure.{name}")}

    def _cash(self, total: Figures) -> list[dict[str, str]]:
        sums = {
            "cod": total.cod_fen, "freight": total.freight_fen, "postage": total.postage_fen,
            "fees": total.fee_fen + total.packing_fen,
        }  # fmt: skip
        return [
            {"title": self.text(f"counterwork-ui.figure.{name}"), "value": money.yuan(fen)}
            for name, fen in sums.items()
        ]

    def _carrier(self, one: OfCarrier) -> dict[str, str]:
        f = one.figures
        return {
            "name": one.name or self.text("counterwork-ui.no_carrier"), "taken_in": str(f.taken_in),
            "picked_up": str(f.picked_up), "returned": str(f.returned), "sent": str(f.sent),
            "cash": money.yuan(f.cash_fen),
        }  # fmt: skip

    def _saved(self, saved: list[tuple[CsvFile, Path]], folder: str) -> None:
        self.show(
            slip="",
            files=[
                {
                    "title": path.name,
                    "subtitle": self.text("counterwork-ui.rows", count=file.rows)
                    + (self.text("counterwork-ui.rows_refused", count=file.refused) if file.refused else ""),
                }
                for file, path in saved
            ],
            filesText=self.text("counterwork-ui.saved_in", folder=folder)
            if saved
            else self.text("counterwork-ui.nothing_to_save"),
        )


def _labelled(day: date) -> bool:
    return day.day in _LABELLED or day == _end_of_month(day)


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
