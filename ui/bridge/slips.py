"""Slips: what was printed, what waits, what was spoiled; each seen as paper, printed again, or tried again."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.errors import Trouble
from kiosk.slips import spool
from kiosk.slips.spool import Slip, SlipState
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.models.rows import RowsModel
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App

_LOOKS = {
    SlipState.QUEUED: ("attention", "hourglass"),
    SlipState.PRINTING: ("info", "printer"),
    SlipState.PRINTED: ("good", "printer-check"),
    SlipState.SPOILED: ("quiet", "ban"),
    SlipState.FAILED: ("danger", "circle-x"),
}
_WAITS = frozenset({SlipState.QUEUED, SlipState.PRINTING})


@for_qml
class SlipsFacts(Facts):
    """The list of slips, and the one in hand."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    empty = fact(bool, changed)
    query = fact(str, changed)
    only = fact(str, changed, "all")
    """``all``, ``waiting`` or ``failed``."""
    tabs = fact(list, changed)
    chosen = fact(int, changed)
    picture = fact(str, changed)
    heading = fact(str, changed)
    stateText = fact(str, changed)
    tone = fact(str, changed, "quiet")
    icon = fact(str, changed)
    reasonText = fact(str, changed)
    canReprint = fact(bool, changed)
    canRetry = fact(bool, changed)
    rows = part(RowsModel)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the list."""
        super().__init__(app, args)
        self._rows = RowsModel(("id", "title", "subtitle", "iconName", "tone", "stateText"), parent=self)
        self._known: dict[int, Slip] = {}
        self.show(only=str(self.args.get("only", "all")))

    def opened(self) -> None:
        """Read the list."""
        station, typed, only = self.app.station, self.query, self.only

        def look() -> tuple[tuple[Slip, ...], int, int]:
            with station.store.read() as db:
                if typed.strip():
                    found = spool.find(db, typed)
                elif only == "failed":
                    found = spool.failed(db)
                else:
                    found = spool.recent(db, waiting_only=only == "waiting")
                return found, sum(spool.waiting_counts(db).values()), spool.failed_count(db)

        self.ask(look, lambda found: self._tell(typed, found), quietly=True)

    @Slot(str)
    def search(self, typed: str) -> None:
        """By title or by anything on the paper: a name, a code, a number."""
        self.show(query=typed, only="all")
        self.opened()

    @Slot(str)
    def filter(self, only: str) -> None:
        """All of them, those that wait, or those set aside."""
        self.show(only=only, query="")
        self.opened()

    @Slot(int)
    def choose(self, number: int) -> None:
        """Show one as paper."""
        one = self._known.get(number)
        if one is not None:
            self._show_one(one)
            slips = self.app.slips
            self.ask(lambda: slips.show(one.document), lambda source: self._painted(number, source), quietly=True)

    @Slot()
    def reprint(self) -> None:
        """Print it again; the copy says 补打, which time, and when."""
        station, number, by = self.app.station, self.chosen, self.app.by

        def again() -> None:
            at = station.clock.now()
            with station.store.write() as db:
                spool.reprint(db, number, at, by)

        self.ask(again, lambda _: self.app.toast(self.text("station-ui.slips.reprinting")))

    @Slot()
    def retry(self) -> None:
        """Somebody has seen to it: let the printer try once more."""
        station, number = self.app.station, self.chosen

        def again() -> None:
            with station.store.write() as db:
                spool.retry(db, number)

        self.ask(again, lambda _: self.app.toast(self.text("station-ui.slips.retrying")), self._moved_on)

    def _moved_on(self, _trouble: Trouble) -> bool:
        self.opened()
        return False

    def _tell(self, typed: str, found: tuple[tuple[Slip, ...], int, int]) -> None:
        if typed != self.query:
            return
        listed, waiting, failed = found
        self._known = {one.id: one for one in listed}
        self._rows.replace([self._row(one) for one in listed])
        self.show(
            loaded=True,
            empty=not listed,
            tabs=[
                {"value": "all", "label": self.text("station-ui.slips.all")},
                {"value": "waiting", "label": self.text("station-ui.slips.waiting"), "count": waiting},
                {"value": "failed", "label": self.text("station-ui.slips.failed"), "count": failed},
            ],
        )
        if self.chosen in self._known:
            self._show_one(self._known[self.chosen])
        elif listed:
            self.choose(listed[0].id)
        else:
            self.show(chosen=0, picture="", heading="", stateText="", reasonText="", canReprint=False, canRetry=False)

    def _painted(self, number: int, source: str) -> None:
        if number == self.chosen:
            self.show(picture=source)

    def _show_one(self, one: Slip) -> None:
        tone, icon = _LOOKS[one.state]
        self.show(
            chosen=one.id,
            heading=one.title,
            stateText=self.text(f"station-ui.slip.{one.state}"),
            tone=tone,
            icon=icon,
            reasonText=self._reason(one),
            canReprint=one.state in {SlipState.PRINTED, SlipState.SPOILED},
            canRetry=one.state is SlipState.FAILED,
        )

    def _reason(self, one: Slip) -> str:
        if one.state in _WAITS:
            return self.text("station-ui.slips.waits")
        if not one.reason:
            return self.text("station-ui.slips.copies", count=one.copies) if one.copies else ""
        for key in (f"trouble.{one.reason}", f"event.{one.reason}"):
            if self.app.texts.has(key):
                return self.text(key, device=self.text(f"station-ui.role.{one.printer}"))
        return self.text("trouble.device.trouble", device=self.text(f"station-ui.role.{one.printer}"))

    def _row(self, one: Slip) -> dict[str, Any]:
        tone, icon = _LOOKS[one.state]
        when = moment_text(one.at_ms, self.app.now().county_ms, self.app.texts)
        copies = self.text("station-ui.slips.copies", count=one.copies) if one.copies else ""
        return {
            "id": one.id,
            "title": one.title,
            "subtitle": " · ".join(filter(None, (when, self.text(f"station-ui.role.{one.printer}"), copies))),
            "iconName": icon,
            "tone": tone,
            "stateText": self.text(f"station-ui.slip.{one.state}"),
        }
