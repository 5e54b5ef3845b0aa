"""Where the point's money is and whose it is; safe, bank, the drawer without a sale, an older system's balance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk import money
from kiosk.catalogue import ReasonGroup
from kiosk.errors import Trouble
from kiosk.ledger import cash, limit
from kiosk.ledger.cash import CashView, Moved
from kiosk.ledger.limit import Figures
from kiosk.ledger.slips import party_name
from kiosk.slips.document import Document
from kiosk.station import Station
from ui.bridge.counterwork import shared
from ui.bridge.counterwork.shared import PhotoFacts
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.till import words
from ui.bridge.till.count import CountFacts
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App

_ROADS = {"to_vault": ("till", "vault"), "from_vault": ("vault", "till")}
_SHOWN_DAYS = 7


@dataclass(frozen=True)
class _Seen:
    view: CashView
    left: Figures
    opening_fen: int | None


@for_qml
class CashFacts(Facts):
    """The cash page.

    ``stage`` is ``state``, ``count``, ``sign`` or ``done``; ``purpose`` is ``to_vault``, ``from_vault``, ``to_bank`` or
    ``opening``.
    """

    changed = Signal()
    stageChanged = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    stage = fact(str, changed, "state")
    purpose = fact(str, changed)
    drawerText = fact(str, changed)
    drawerNote = fact(str, changed)
    vaultText = fact(str, changed)
    limitText = fact(str, changed)
    limitNote = fact(str, changed)
    limitLow = fact(bool, changed)
    limitLines = fact(list, changed)
    lines = fact(list, changed)
    unsentText = fact(str, changed)
    bars = fact(list, changed)
    barsText = fact(str, changed)
    openingText = fact(str, changed)
    """What an older system says is in the drawer; empty when nothing is asked."""
    reasons = fact(list, changed)
    countTitle = fact(str, changed)
    countHint = fact(str, changed)
    witness = fact(str, changed)
    signedBy = fact(str, changed)
    slipNumber = fact(str, changed)
    source = fact(str, changed, "till")
    """Where money for the bank comes from: ``till`` or ``vault``."""
    sources = fact(list, changed)
    doneTitle = fact(str, changed)
    doneText = fact(str, changed)
    slip = fact(str, changed)
    count = part(CountFacts)
    photo = part(PhotoFacts)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Nothing is counted."""
        super().__init__(app, args)
        self._count = CountFacts(app, self)
        self._photo = PhotoFacts(app, self)

    def opened(self) -> None:
        """Where the money is."""
        station = self.app.station
        self.show(
            reasons=shared.reasons(station, ReasonGroup.DRAWER, self.app.texts),
            sources=[{"value": place, "label": self.text(f"till.place.{place}")} for place in ("till", "vault")],
        )
        self.ask(lambda: _look(station), self._tell, quietly=True)

    def refresh(self) -> None:
        """Something was committed, or another language is spoken."""
        self._count.refresh()
        self._say_count()
        self.opened()

    # Moving cash ----------------------------------------------------------------------------------------------------

    @Slot(str)
    def begin(self, purpose: str) -> None:
        """Count what is to be moved, or what an older system is said to have left."""
        self._count.begin(self.app.station.catalogue.till.faces)
        self._photo.drop()
        self.show(purpose=purpose, witness="", slipNumber="", signedBy=self.app.session.name, source="till")
        self._say_count()
        self._to("count")

    @Slot()
    def counted(self) -> None:
        """Both have counted; now the names."""
        self._to("sign")

    @Slot(str, str)
    def write(self, field: str, text: str) -> None:
        """A name or a number."""
        if field in {"witness", "signedBy", "slipNumber"}:
            self.show(**{field: text}, problems={})

    @Slot(str)
    def chooseSource(self, place: str) -> None:
        """From the drawer or the safe to the bank."""
        self.show(source=place)

    @Slot()
    def back(self) -> None:
        """One step back; nothing has been written."""
        self._to("count" if self.stage == "sign" else "state")

    @Slot()
    def confirm(self) -> None:
        """Signed on paper by both: write it."""
        if self.busy:  # a second tap of the same finger
            return
        if self.purpose == "opening":
            self._agree()
        else:
            self._move()

    @Slot(str)
    def openDrawer(self, reason: str) -> None:
        """Without a sale, for a listed reason."""
        station, by = self.app.station, self.app.by
        self.ask(
            lambda: cash.open_drawer(station, reason, by), lambda _: self.app.toast(self.text("till-ui.drawer_opened"))
        )

    @Slot()
    def leave(self) -> None:
        """Seen."""
        self._photo.drop()
        self._to("state")
        self.opened()

    def _say_count(self) -> None:
        if self.purpose:
            title = self.text(f"till-ui.count.{self.purpose}")
            self.show(countTitle=title, countHint=self.text("till-ui.hint.move"))

    def _move(self) -> None:
        station, by, slips, counts = self.app.station, self.app.by, self.app.slips, self._count.counts
        source, target = _ROADS.get(self.purpose, (self.source, "bank"))
        witness, number, photo = self.witness, self.slipNumber, self._photo.data

        def work() -> tuple[Moved, str]:
            moved = cash.move(station, source, target, counts, by, witness=witness, photo=photo, slip=number)
            return moved, slips.show(moved.document)

        def done(got: tuple[Moved, str]) -> None:
            moved, slip = got
            places = {end: self.text(f"till.place.{place}") for end, place in (("source", source), ("target", target))}
            self._done(self.text("till.slip.road", **places), moved.fen, slip)

        self.ask(work, done, self._back_to_fault)

    def _agree(self) -> None:
        station, by, slips, counts = self.app.station, self.app.by, self.app.slips, self._count.counts
        signed_by, witness, fen = self.signedBy, self.witness, self._count.total_fen

        def work() -> str:
            document: Document = cash.agree_opening(station, counts, signed_by, witness, by)
            return slips.show(document)

        self.ask(work, lambda slip: self._done(self.text("till-ui.opening_agreed"), fen, slip), self._back_to_fault)

    def _done(self, title: str, fen: int, slip: str) -> None:
        self.show(doneTitle=title, doneText=self.text("till-ui.amount", yuan=money.yuan(fen)), slip=slip)
        self._to("done")

    def _back_to_fault(self, trouble: Trouble) -> bool:
        """A fault of the count is mended where it is counted."""
        fields = {problem.field for problem in getattr(trouble, "problems", ())}
        if fields and all(field == "counts" or field.startswith("face.") for field in fields):
            self._to("count")
        return False

    def _to(self, stage: str) -> None:
        self.show(stage=stage, troubleText="", problems={})
        self.stageChanged.emit()

    # What is shown --------------------------------------------------------------------------------------------------

    def _tell(self, seen: _Seen) -> None:
        view = seen.view
        days = view.days[-_SHOWN_DAYS:]
        self.show(
            loaded=True,
            drawerText=self.text("till-ui.after_count") if view.blind else money.yuan(view.drawer_fen),
            drawerNote=self.text("till-ui.drawer_full") if view.drawer_full else "",
            vaultText=money.yuan(view.vault_fen), lines=list(self._lines(view)),
            unsentText=self._unsent(view),
            bars=[
                {"value": 0 if view.blind and one is days[-1] else one.in_fen / 100, "label": str(one.date)}
                for one in days
            ],
            barsText=self.text("till-ui.bars", yuan=money.yuan(sum(one.in_fen for one in days[:-1]))),
            openingText=self.text("till-ui.opening_wanted", yuan=money.yuan(seen.opening_fen))
            if seen.opening_fen is not None else "",
        )  # fmt: skip
        self._tell_limit(seen.left)

    def _unsent(self, view: CashView) -> str:
        if not view.unsent:
            return self.text("till-ui.all_sent")
        if view.blind:  # before a blind count the sum would tell what the books expect
            return self.text("till-ui.unsent_count", count=view.unsent)
        return self.text("till-ui.unsent", count=view.unsent, yuan=money.yuan(view.unsent_fen))

    def _tell_limit(self, left: Figures) -> None:
        if left.stated_ms is None:
            note = self.text("till-ui.never_stated")
        else:
            said = moment_text(left.stated_ms, self.app.now().county_ms, self.app.texts)
            note = self.text("till-ui.stated", moment=said)
        self.show(
            limitText=money.yuan(max(0, left.limit_fen)), limitNote=note, limitLow=left.limit_fen < left.low_line_fen,
            limitLines=[
                words.line(self.text("till.slip.float"), left.float_fen),
                words.line(self.text("till.slip.credit_left"), left.credit_fen),
                words.line(self.text("till-ui.queued"), -left.queued_fen),
                words.line(self.text("till-ui.limit"), max(0, left.limit_fen), strong=True),
            ],
        )  # fmt: skip

    def _lines(self, view: CashView) -> Iterator[dict[str, Any]]:
        """Whose money it is; what is nothing is left out."""
        station = self.app.station
        parties = (
            ("till-ui.owed.biller", view.owed_to_billers), ("till-ui.owed.cod", view.owed_cod),
            ("till-ui.owed.freight", view.owed_freight), ("till-ui.owed.sending", view.owed_sending),
        )  # fmt: skip
        for key, owed in parties:
            for code, fen in owed.items():
                yield words.line(self.text(key, name=party_name(station, code)), fen)
        for key, fen in (
            ("till-ui.owed.refunds", view.refunds_fen), ("till-ui.owed.banked", view.banked_fen),
            ("till-ui.owed.suspense", view.suspense_fen), ("till-ui.owed.fees", view.fees_fen),
            ("till-ui.owed.commission", view.commission_fen), ("till-ui.owed.commission_due", view.commission_due_fen),
        ):  # fmt: skip
            if fen:
                yield words.line(self.text(key), fen)


def _look(station: Station) -> _Seen:
    at = station.clock.now()
    with station.store.read() as db:
        return _Seen(cash.cash_view(db, station, at), limit.figures(db, station), cash.opening_wanted(db))
