"""What does not simply wait (P17, P27, P28): set aside, on the return list, given up; with reason and photo."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.catalogue import ReasonGroup
from kiosk.errors import Refused
from kiosk.parcels.desk import exceptions, find, views
from kiosk.parcels.desk.exceptions import Aside, Returns
from kiosk.parcels.desk.partial import Partial
from kiosk.parcels.desk.views import ParcelView
from kiosk.slips import spool
from ui.bridge.counterwork import shared
from ui.bridge.counterwork.shared import PhotoFacts
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from ui.bridge.app import App

_GROUPS = {
    "exception": ReasonGroup.EXCEPTION,
    "return": ReasonGroup.RETURN,
    "undeliverable": ReasonGroup.UNDELIVERABLE,
}
_KIND_OF = {"due": "return", "listed": "return", "exceptions": "exception", "undeliverable": "undeliverable"}
_TABS = ("due", "listed", "exceptions", "undeliverable")


@for_qml
class ExceptionsFacts(Facts):
    """The four lists and the form."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    tab = fact(str, changed)
    tabs = fact(list, changed)
    rows = part(RowsModel)
    chosen = fact(list, changed)
    """The parcels that the form is about, as rows."""
    kind = fact(str, changed, "exception")
    reasons = fact(list, changed)
    reason = fact(str, changed)
    canKeep = fact(bool, changed)
    waitText = fact(str, changed)
    failures = fact(list, changed)
    slip = fact(str, changed)
    kept = fact(int, changed)
    photo = part(PhotoFacts)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the photo."""
        super().__init__(app, args)
        self._rows = RowsModel(("id", "code", "subtitle", "days", "tone", "picked"), parent=self)
        self._photo = PhotoFacts(app, self)
        self._photo.changed.connect(self._weigh)
        self._parcels: dict[int, ParcelView] = {}
        self._lists: dict[str, list[tuple[ParcelView, exceptions.Case | None]]] = {one: [] for one in _TABS}

    def opened(self) -> None:
        """Read the lists; a parcel in the arguments stands in the form at once."""
        station = self.app.station
        if not self.reasons:
            self.setKind(str(self.args.get("kind", "exception")))
            self.setReason(str(self.args.get("reason", "")))
        parcel, self.args = int(self.args.get("parcel", 0)), {}

        def work() -> tuple[Returns, tuple[Aside, ...], tuple[Aside, ...], ParcelView | None]:
            asked = None
            if parcel:
                with station.store.read() as db:
                    asked = views.one(db, station, parcel, views.business_today(db, station))
            ended = exceptions.undeliverable(station)
            return exceptions.returns(station), exceptions.open_exceptions(station), ended, asked

        self.ask(work, lambda got: self._listed(*got), quietly=True)

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A scan puts a parcel into the form, or back on its shelf if it was set aside."""
        self.enter(text)
        return True

    @Slot(str)
    def enter(self, text: str) -> None:
        """A parcel by whatever is known of it."""
        station = self.app.station
        self.show(slip="", failures=[])

        def look() -> ParcelView:
            found = find.search(station, text)
            one = found.exact or (found.hits[0].parcel if len(found.hits) == 1 else None)
            if one is None:
                raise Refused("counter.scan_unknown")
            return one

        self.ask(look, self._found)

    @Slot(str)
    def choose(self, parcel: str) -> None:
        """A row of the list: into the form, or out of it."""
        for one, _ in self._lists[self.tab]:
            if str(one.id) == parcel:
                self._toggle(one)

    @Slot()
    def chooseAll(self) -> None:
        """Everything that is due goes back together; one photo shows it."""
        self._parcels = {one.id: one for one, _ in self._lists["due"]}
        self.setKind("return")
        self.setReason("expired")
        self._tell()

    @Slot()
    def clear(self) -> None:
        """An empty form."""
        self._parcels = {}
        self._photo.drop()
        self.show(reason="", failures=[], problems={}, troubleText="")
        self._tell()

    @Slot(str)
    def filter(self, tab: str) -> None:
        """Another list."""
        self._parcels = {}
        self.show(tab=tab, slip="", failures=[])
        self._aim(tab)
        self._tell()

    @Slot(str)
    def setKind(self, kind: str) -> None:
        """What is to become of it."""
        station, texts = self.app.station, self.app.texts
        self.show(kind=kind, reason="", reasons=shared.reasons(station, _GROUPS[kind], texts))
        self._weigh()

    @Slot(str)
    def setReason(self, reason: str) -> None:
        """Why."""
        self.show(reason=reason, problems={})
        self._weigh()

    @Slot(str)
    def keep(self, note: str) -> None:
        """Write it down; each parcel that could not be is named."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, kind, reason = self.app.station, self.app.by, self.kind, self.reason
        photo, ids = self._photo.data, tuple(self._parcels)

        def one_by_one(step: Callable[..., object]) -> Partial[int]:
            step(station, ids[0], reason, photo, by, note)
            return Partial((ids[0],), ())

        def work() -> Partial[int]:
            if kind == "return":
                return exceptions.list_returns(station, ids, reason, photo, by, note)
            return one_by_one(exceptions.set_aside if kind == "exception" else exceptions.give_up)

        self.ask(work, self._done)

    @Slot(str)
    def putBack(self, parcel: str) -> None:
        """On the return list by mistake: it stays after all."""
        station, by = self.app.station, self.app.by
        self.ask(lambda: exceptions.unlist_return(station, int(parcel), by), self._back)

    @Slot(str)
    def clearByScan(self, scan: str) -> None:
        """It was put right: only its scan brings it back to the shelf."""
        station, by = self.app.station, self.app.by
        self.ask(lambda: exceptions.clear(station, scan, by), self._back)

    @Slot()
    def printReturns(self) -> None:
        """The return list, for the courier."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, slips = self.app.station, self.app.by, self.app.slips

        def work() -> str:
            number = exceptions.print_returns(station, by)
            with station.store.read() as db:
                return slips.show(spool.get(db, number).document)

        self.ask(work, self._printed)

    def _listed(
        self, returns: Returns, aside: tuple[Aside, ...], ended: tuple[Aside, ...], asked: ParcelView | None
    ) -> None:
        self._lists = {
            "due": [(one, None) for one in returns.due],
            "listed": [(one.parcel, one.case) for one in returns.listed],
            "exceptions": [(one.parcel, one.case) for one in aside],
            "undeliverable": [(one.parcel, one.case) for one in ended],
        }
        if not self.tab:
            first = next((one for one in _TABS[:3] if self._lists[one]), "due")
            self.show(tab="exceptions" if asked else first)
            if not asked:
                self._aim(first)
        if asked:
            self._parcels = {asked.id: asked}
        self._tell()

    def _aim(self, tab: str) -> None:
        """What one usually does on a list: what is due goes back because its storage is over."""
        self.setKind(_KIND_OF[tab])
        if tab == "due":
            self.setReason("expired")

    def _tell(self) -> None:
        self.show(
            loaded=True,
            tabs=[
                {"value": one, "label": self.text(f"counterwork-ui.aside.{one}"), "count": len(self._lists[one])}
                for one in _TABS
            ],
            chosen=[lines.row(one, self.app.texts) for one in self._parcels.values()],
        )
        self._rows.replace([self._row(one, case) for one, case in self._lists[self.tab]])
        self._weigh()

    def _row(self, one: ParcelView, case: exceptions.Case | None) -> dict[str, Any]:
        why = self.text("counterwork-ui.storage_over", day=f"{one.due:%m-%d}")
        if case is not None:
            why = " · ".join(filter(None, (case.reason_name, case.note)))
            if case.destroy_from is not None:
                why = self.text("counterwork-ui.letter_from", reason=why, day=shared.day_text(case.destroy_from))
        texts = self.app.texts
        return {
            "id": str(one.id),
            "code": one.code,
            "subtitle": f"{lines.whose(one, texts)} · {why}",
            "days": lines.days(one, texts),
            "tone": lines.icon_tone(one),
            "picked": one.id in self._parcels,
        }

    def _toggle(self, one: ParcelView) -> None:
        parcels = dict(self._parcels)
        if one.id in parcels:
            del parcels[one.id]
        elif self.kind == "return":
            parcels[one.id] = one
        else:
            parcels = {one.id: one}
        self._parcels = parcels
        if self.tab == "due" and parcels and self.kind != "return":
            self.setKind("return")
        self._tell()

    def _found(self, one: ParcelView) -> None:
        if self.tab == "exceptions" and any(one.id == other.id for other, _ in self._lists["exceptions"]):
            self.clearByScan(one.waybill)
        elif one.id not in self._parcels:
            self._toggle(one)

    @Slot()
    def _weigh(self) -> None:
        wait = ""
        if not self._parcels:
            wait = "counterwork-ui.wait_parcel"
        elif not self.reason:
            wait = "counterwork-ui.wait_reason"
        elif not self._photo.data:
            wait = "counterwork-ui.wait_photo"
        self.show(waitText=self.text(wait) if wait else "", canKeep=not wait)

    def _done(self, done: Partial[int]) -> None:
        codes = {one.id: one.code for one in self._parcels.values()}
        self._parcels = {failed.what: self._parcels[failed.what] for failed in done.failed}
        self._photo.drop()
        said = self.text(f"counterwork-ui.aside_done.{self.kind}", count=len(done.done))
        if done.done:
            self.app.toast(said)
        self.show(
            failures=shared.failures(done.failed, self.app.texts, lambda one: codes.get(one, str(one))),
            reason="" if not done.failed else self.reason,
            kept=self.kept + 1,
            tab={"exception": "exceptions", "return": "listed", "undeliverable": "undeliverable"}[self.kind],
        )
        self.opened()

    def _back(self, one: ParcelView) -> None:
        self.app.toast(self.text("counterwork-ui.back_on_shelf", code=one.code))
        self.opened()

    def _printed(self, slip: str) -> None:
        self.show(slip=slip)
        self.app.toast(self.text("counterwork-ui.printing"))
