"""Stock-take (盘库, P15): scan what stands there; what is missing, misplaced or not of this stock shows at once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.errors import Trouble
from kiosk.parcels.counter_model import Seen
from kiosk.parcels.desk import shelves, stocktake
from kiosk.parcels.desk.sending import SendingView
from kiosk.parcels.desk.shelves import Stock
from kiosk.parcels.desk.stocktake import Counted, SeenLine, Stocktake
from kiosk.parcels.desk.views import ParcelView
from kiosk.seams import Spoken
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines
from ui.models.rows import RowsModel
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App

_TONES = {Seen.FOUND: "good", Seen.MISPLACED: "attention", Seen.EXTRA: "danger"}
_ICONS = {Seen.FOUND: "circle-check", Seen.MISPLACED: "triangle-alert", Seen.EXTRA: "package-plus"}
_LISTS = ("missing", "misplaced", "extra", "retained", "seen")


@for_qml
class StocktakeFacts(Facts):
    """The count: none yet, running, or done."""

    changed = Signal()

    stage = fact(str, changed)
    """"" while loading, ``start``, ``count`` or ``done``."""
    shelves = fact(list, changed)
    scopeText = fact(str, changed)
    past = fact(list, changed)
    here = fact(str, changed)
    """The shelf at which the clerk stands."""
    hereChoices = fact(list, changed)
    foundText = fact(str, changed)
    expectedText = fact(str, changed)
    share = fact(float, changed)
    lastText = fact(str, changed)
    lastWhy = fact(str, changed)
    lastTone = fact(str, changed, "quiet")
    lastIcon = fact(str, changed, "scan-barcode")
    tab = fact(str, changed, "missing")
    tabs = fact(list, changed)
    summary = fact(str, changed)
    slip = fact(str, changed)
    rows = part(RowsModel)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the list."""
        super().__init__(app, args)
        self._rows = RowsModel(("id", "title", "subtitle", "iconName", "tone", "trailingText"), parent=self)
        self._scope: set[str] = set()
        self._count: Stocktake | None = None
        self._stock: tuple[Stock, ...] = ()

    def opened(self) -> None:
        """Go on with the open one, also after a restart."""
        if self.stage == "done":
            return
        station = self.app.station
        self.ask(
            lambda: (stocktake.open_one(station), shelves.stock(station), stocktake.recent(station, 6)),
            lambda got: self._listed(*got),
            quietly=True,
        )

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """One thing was seen."""
        if self.stage != "count":
            return False
        self.enter(text)
        return True

    @Slot(str)
    def toggle(self, shelf: str) -> None:
        """Count this shelf, or not; none chosen is all."""
        self._scope ^= {shelf}
        self._tell_shelves()

    @Slot()
    def begin(self) -> None:
        """Start."""
        if self.busy:  # a second tap of the same finger
            return
        station, by = self.app.station, self.app.by
        scope = [one.shelf for one in self._stock if one.shelf in self._scope]
        self.ask(lambda: stocktake.begin(station, by, scope), self._counting)

    @Slot(str)
    def standAt(self, shelf: str) -> None:
        """Which shelf is being scanned: what belongs elsewhere is misplaced."""
        self.show(here="" if shelf == self.here else shelf)
        self._tell_here()

    @Slot(str)
    def enter(self, text: str) -> None:
        """Scanned or typed."""
        if self._count is None or not text.strip():
            return
        station, by, number, shelf = self.app.station, self.app.by, self._count.id, self.here

        def work() -> tuple[SeenLine, Stocktake]:
            line = stocktake.scan(station, number, text, by, shelf)
            return line, stocktake.one(station, number)

        self.ask(work, lambda got: self._seen(*got), lambda trouble: self._unseen(text, trouble))

    @Slot(str)
    def filter(self, tab: str) -> None:
        """Another list."""
        self.show(tab=tab)
        self._tell()

    @Slot()
    def finish(self) -> None:
        """The end: the slip with the lists."""
        if self.busy:  # a second tap of the same finger
            return
        if self._count is None:
            return
        station, by, number, slips = self.app.station, self.app.by, self._count.id, self.app.slips

        def work() -> tuple[Counted, str]:
            done = stocktake.close(station, number, by)
            return done, slips.show(done.document)

        self.ask(work, lambda got: self._finished(*got))

    @Slot()
    def again(self) -> None:
        """Back to the beginning."""
        self._count = None
        self.show(stage="", slip="", lastText="", lastWhy="")
        self.opened()

    def _listed(self, running: Stocktake | None, stock: tuple[Stock, ...], past: tuple[Stocktake, ...]) -> None:
        self._stock = stock
        self._tell_shelves()
        self.show(past=[self._past(one) for one in past if one.closed_ms is not None])
        if running is None:
            self.show(stage="start")
        else:
            self._counting(running)

    def _counting(self, running: Stocktake) -> None:
        self._count = running
        if not self.lastText:
            self.show(
                lastText=self.text("counterwork-ui.scan_shelf"), lastWhy="", lastTone="quiet", lastIcon="scan-barcode"
            )
        self.show(stage="count")
        self._tell_here()
        self._tell()

    def _tell_shelves(self) -> None:
        chosen = [one for one in self._stock if one.shelf in self._scope]
        count = sum(one.stored for one in chosen or self._stock)
        scope = "、".join(one.name for one in chosen) or self.text("counterwork-ui.all_shelves")
        self.show(
            shelves=[
                {"value": one.shelf, "label": f"{one.name} · {one.stored}", "lit": one.shelf in self._scope}
                for one in self._stock
            ],
            scopeText=self.text("counterwork-ui.scope", scope=scope, count=count),
        )

    def _tell_here(self) -> None:
        scope = self._count.shelves if self._count else ()
        self.show(
            hereChoices=[
                {"value": one.shelf, "label": one.name, "lit": one.shelf == self.here}
                for one in self._stock
                if not scope or one.shelf in scope
            ]
        )

    def _seen(self, line: SeenLine, now: Stocktake) -> None:
        self._count = now
        if line.verdict is not Seen.FOUND:  # the rule is silence: the scanner's own beep is enough
            self.app.counter.sound.say(Spoken.LOOK)
        self.show(
            lastText=line.parcel.code if line.parcel and line.parcel.here else lines.spaced(line.waybill),
            lastWhy=self._why(line),
            lastTone=_TONES[line.verdict],
            lastIcon=_ICONS[line.verdict],
        )
        self._tell()

    def _unseen(self, text: str, trouble: Trouble) -> bool:
        self.app.counter.sound.say(Spoken.DUPLICATE if trouble.key == "counter.scanned_already" else Spoken.CODE_WRONG)
        self.show(
            lastText=text[:24], lastWhy=self.app.texts.trouble(trouble), lastTone="attention", lastIcon="triangle-alert"
        )
        return True

    def _tell(self) -> None:
        if (now := self._count) is None:
            return
        counts = {
            "missing": now.missing, "misplaced": len(now.misplaced), "extra": len(now.extra),
            "retained": len(now.retained), "seen": len(now.seen),
        }  # fmt: skip
        self.show(
            foundText=str(now.found),
            expectedText=str(now.expected),
            share=now.found / now.expected if now.expected else 0.0,
            tabs=[
                {"value": one, "label": self.text(f"counterwork-ui.seen.{one}"), "count": counts[one]} for one in _LISTS
            ],
            summary=" · ".join(
                self.text("counterwork-ui.seen_n", what=self.text(f"counterwork-ui.seen.{one}"), count=counts[one])
                for one in _LISTS[:4]
                if counts[one]
            )
            or self.text("counterwork-ui.all_there"),
        )
        self._rows.replace(self._list(now))

    def _list(self, now: Stocktake) -> list[dict[str, Any]]:
        if self.tab == "missing":
            parcels = [self._missing(one) for one in now.missing_parcels]
            return parcels + [self._missing_sending(one) for one in now.missing_sendings]
        seen = {"misplaced": now.misplaced, "extra": now.extra, "retained": now.retained, "seen": now.seen}[self.tab]
        return [self._line(one) for one in seen]

    def _missing(self, one: ParcelView) -> dict[str, Any]:
        texts = self.app.texts
        return {
            "id": f"p{one.id}", "title": one.code, "iconName": "package-search", "tone": "attention",
            "subtitle": f"{lines.whose(one, texts)} · {lines.spaced(one.waybill)}",
            "trailingText": lines.days(one, texts),
        }  # fmt: skip

    def _missing_sending(self, one: SendingView) -> dict[str, Any]:
        return {
            "id": f"s{one.id}", "title": lines.spaced(one.number), "iconName": "send", "tone": "attention",
            "subtitle": self.text("counterwork-ui.sent_by", name=one.sender), "trailingText": "",
        }  # fmt: skip

    def _line(self, one: SeenLine) -> dict[str, Any]:
        here = one.parcel is not None and one.parcel.here
        return {
            "id": one.waybill, "iconName": _ICONS[one.verdict], "tone": _TONES[one.verdict],
            "title": one.parcel.code if one.parcel and here else lines.spaced(one.waybill),
            "subtitle": self._why(one),
            "trailingText": lines.days(one.parcel, self.app.texts) if one.parcel and here else "",
        }  # fmt: skip

    def _why(self, line: SeenLine) -> str:
        texts = self.app.texts
        who = lines.whose(line.parcel, texts) if line.parcel else ""
        if line.sending:
            who = self.text("counterwork-ui.sent_by", name=line.sending.sender)
        if line.verdict is Seen.MISPLACED and line.parcel:
            return self.text("counterwork-ui.belongs", who=who, shelf=self._shelf(line.parcel.shelf))
        if line.verdict is Seen.EXTRA:
            state = self.text("counterwork-ui.nobody_knows")
            if line.parcel:
                state = self.text(f"parcels.state.{line.parcel.state}")
            elif line.sending:
                state = self.text(f"counter.sending_state.{line.sending.state}")
            return " · ".join(filter(None, (who, state)))
        return who

    def _shelf(self, code: str) -> str:
        return next((one.name for one in self._stock if one.shelf == code), code)

    def _past(self, one: Stocktake) -> dict[str, str]:
        when = moment_text(one.closed_ms or one.opened_ms, self.app.now().county_ms, self.app.texts)
        counts = (("missing", one.missing), ("extra", len(one.extra)))
        words = [
            self.text("counterwork-ui.seen_n", what=self.text(f"counterwork-ui.seen.{what}"), count=count)
            for what, count in counts
            if count
        ]
        found = self.text("counterwork-ui.found_of", found=one.found, expected=one.expected)
        return {"title": f"{when} · {one.by}", "subtitle": " · ".join((found, *words))}

    def _finished(self, done: Counted, slip: str) -> None:
        self._count = done.stocktake
        self._tell()
        self.show(stage="done", slip=slip)
        self.app.toast(self.text("counterwork-ui.printing"))
