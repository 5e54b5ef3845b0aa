"""The till's front page: one search, every biller, what may still be taken and why, what needs a person, today."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk import money
from kiosk.errors import NotFound, Refused
from kiosk.ledger import limit, shifts
from kiosk.ledger.limit import Figures
from kiosk.payments.desk import enquiry, looking
from kiosk.payments.desk.enquiry import FoundAccount, Tile
from kiosk.payments.desk.looking import DayTotals
from kiosk.station import Station
from kiosk.wire import refs
from ui.bridge import home_payments
from ui.bridge.counterwork import shared
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.payments import words

if TYPE_CHECKING:
    from kiosk.texts import Texts
    from ui.bridge.app import App
    from ui.bridge.home import Task

_GATES = {
    "till.no_shift": ("no_shift", "ShiftPage"),
    "till.shift_of_yesterday": ("shift_of_yesterday", "ShiftPage"),
    "till.shift_of_another": ("shift_of_another", "ShiftPage"),
    "till.opening_first": ("opening_first", "CashPage"),
    "till.day_ended": ("day_ended", ""),
    "till.paused": ("paused", ""),
}
"""Why nothing may be taken now → its words, and the page that changes it."""


@dataclass(frozen=True)
class _Seen:
    gate: Refused | None
    tiles: tuple[Tile, ...]
    figures: Figures
    totals: DayTotals
    sums_wait: bool
    tasks: "tuple[Task, ...]"


@for_qml
class PaymentsFacts(Facts):
    """The hub."""

    changed = Signal()
    searchCleared = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    tiles = fact(list, changed)
    searching = fact(bool, changed)
    found = fact(list, changed)
    emptyTitle = fact(str, changed)
    emptyText = fact(str, changed)
    gateTitle = fact(str, changed)
    """Why nothing may be taken now; empty when all is open."""
    gateText = fact(str, changed)
    gateAction = fact(str, changed)
    limitText = fact(str, changed)
    limitTone = fact(str, changed, "brandDeep")
    limitNote = fact(str, changed)
    limitLines = fact(list, changed)
    tasks = fact(list, changed)
    today = fact(list, changed)
    todayText = fact(str, changed)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Nothing is searched."""
        super().__init__(app, args)
        self._asked = 0
        self._gate_page = ""

    def opened(self) -> None:
        """What can be taken, and what waits."""
        station, texts, by = self.app.station, self.app.texts, self.app.by
        self.ask(lambda: _look(station, texts, by), self._tell, quietly=True)

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A bill's barcode, or a slip's code."""
        self.enter(text)
        return True

    @Slot(str)
    def find(self, typed: str) -> None:
        """Search while somebody types."""
        self._asked += 1
        if not typed.strip():
            self.show(searching=False, found=[])
            return
        station, mine = self.app.station, self._asked

        def work() -> tuple[FoundAccount, ...]:
            with station.store.read() as db:
                return enquiry.find(db, station, typed)

        self.ask(work, lambda found: self._found(found, typed, mine), quietly=True)

    @Slot(str)
    def enter(self, typed: str) -> None:
        """Typed or scanned to the end: what is certain opens."""
        if not typed.strip():
            return
        self._asked += 1
        station, mine = self.app.station, self._asked

        def work() -> tuple[int, tuple[FoundAccount, ...]]:
            with station.store.read() as db:
                return _payment_of(station, typed), enquiry.find(db, station, typed)

        self.ask(work, lambda got: self._entered(got[0], got[1], typed, mine))

    @Slot(str)
    def choose(self, biller: str) -> None:
        """A tile: the account comes next."""
        self.app.nav.open("PayPage", {"biller": biller})

    @Slot(str, str)
    def pay(self, biller: str, account: str) -> None:
        """An account that was found."""
        self._clear()
        self.app.nav.open("PayPage", {"biller": biller, "account": account})

    @Slot()
    def openGate(self) -> None:
        """Where the gate is opened."""
        self.app.nav.open(self._gate_page)

    def _clear(self) -> None:
        self._asked += 1
        self.show(searching=False, found=[])
        self.searchCleared.emit()

    def _entered(self, payment: int, found: tuple[FoundAccount, ...], typed: str, mine: int) -> None:
        if payment:
            self._clear()
            self.app.nav.open("PaymentPage", {"id": payment})
        elif len(found) == 1:
            self.pay(found[0].biller, found[0].account)
        else:
            self._found(found, typed, mine)

    def _found(self, found: tuple[FoundAccount, ...], typed: str, mine: int) -> None:
        if mine == self._asked:
            self.show(
                searching=True,
                found=account_rows(found, self.app.station, self.app.texts),
                emptyTitle=self.text("payments-ui.no_account", text=typed.strip()[:24]),
                emptyText=self.text("payments-ui.no_account_do"),
            )

    def _tell(self, seen: _Seen) -> None:
        gate, self._gate_page = _GATES.get(seen.gate.key, ("", "")) if seen.gate else ("", "")
        texts, taken = self.app.texts, seen.totals.taken
        self.show(
            loaded=True,
            gateTitle=self._gate_words(gate) or (texts.trouble(seen.gate) if seen.gate else ""),
            gateText=self._gate_words(f"{gate}.text"),
            gateAction=texts(f"payments-ui.gate.{gate}.do") if self._gate_page else "",
            tiles=[self._tile(one) for one in seen.tiles],
            tasks=[dict(vars(one)) for one in seen.tasks],
            today=[
                {
                    "title": self._short(one.biller, one.name),
                    "count": texts("payments-ui.count", count=one.taken.count),
                    "yuan": "" if seen.sums_wait else money.yuan(one.taken.fen),
                }
                for one in seen.totals.billers
            ],
            todayText=words.tally(taken, texts, sums_wait=seen.sums_wait) if taken.count else "",
            **limit_facts(seen.figures, self.app.now().county_ms, texts),
        )

    def _gate_words(self, name: str) -> str:
        """Our own words for what is shut, where there are any; otherwise the refusal's own sentence says it."""
        key = f"payments-ui.gate.{name}"
        return self.text(key) if self.app.texts.has(key) else ""

    def _tile(self, one: Tile) -> dict[str, Any]:
        texts = self.app.texts
        biller = words.biller_of(self.app.station, one.biller)
        state = texts("payments-ui.tile.waiting", count=one.waiting) if one.waiting else ""
        if one.stopped:
            state = texts.problem(one.stopped)
        return {
            "biller": one.biller,
            "icon": words.icon_of(biller),
            "colour": one.colour,
            "title": self._short(one.biller, one.short),
            "name": words.name_of(biller, texts) if biller else one.name,
            "state": state,
            "tone": "attention" if one.stopped else "soft",
            "stopped": one.stopped is not None,
        }

    def _short(self, code: str, otherwise: str) -> str:
        biller = words.biller_of(self.app.station, code)
        return words.short_of(biller, self.app.texts) if biller else otherwise


def _look(station: Station, texts: "Texts", by: str) -> _Seen:
    at = station.clock.now()
    day = shared.today_of(station)
    with station.store.read() as db:
        gate = None
        try:
            shifts.must_trade(db, station, at, by)
        except Refused as refusal:
            gate = refusal
        tasks = home_payments.tasks(station, db, at, texts)
        return _Seen(
            gate, enquiry.tiles(db, station, at), limit.figures(db, station), looking.totals(db, station, day, day),
            shifts.sums_wait(db, station, day), tuple(tasks),
        )  # fmt: skip


def _payment_of(station: Station, text: str) -> int:
    """The payment that a whole reference or a slip's code names; 0 for none. A bare number is an account."""
    if not text.startswith("CK1*") and refs.read(text) is None:
        return 0
    with station.store.read() as db:
        try:
            return looking.by_serial(db, station, text, station.clock.now()).id
        except NotFound:
            return 0


def account_rows(found: tuple[FoundAccount, ...], station: Station, texts: "Texts") -> list[dict[str, str]]:
    """Accounts as rows: the holder by name where the county tells it, what is owed at the right."""
    return [_account_row(one, station, texts) for one in found]


def _account_row(one: FoundAccount, station: Station, texts: "Texts") -> dict[str, str]:
    biller = words.biller_of(station, one.biller)
    due = texts("payments-ui.due", yuan=money.yuan(one.due_fen)) if one.due_fen else texts("payments-ui.due_none")
    return {
        "biller": one.biller,
        "account": one.account,
        "icon": words.icon_of(biller) or "receipt-japanese-yen",
        "title": " ".join(filter(None, (words.short_of(biller, texts) if biller else one.biller_name, one.holder))),
        "subtitle": texts("payments-ui.account", account=one.account_shown),
        "due": due if one.bills or one.holder else texts("payments-ui.due_unknown"),
        "tone": "attention" if one.due_fen else "soft",
    }


def limit_facts(figures: Figures, now_ms: int, texts: "Texts") -> dict[str, Any]:
    """The limit in words, and how it is reckoned (M1)."""
    if figures.stated_ms is None:
        none = {"limitText": texts("payments-ui.limit_none"), "limitTone": "attention", "limitLines": []}
        return none | {"limitNote": texts("payments-ui.limit_none_text")}
    low = figures.limit_fen < figures.low_line_fen
    line = money.yuan(figures.low_line_fen)
    as_of = texts("payments-ui.limit_as_of", at=words.when(figures.stated_ms, now_ms, texts))
    parts = (
        ("", "float", figures.float_fen), ("+", "credit", figures.credit_fen), ("−", "queued", figures.queued_fen),
        ("=", "left", max(0, figures.limit_fen)),
    )  # fmt: skip
    return {
        "limitText": words.yuan(max(0, figures.limit_fen), texts),
        "limitTone": "attention" if low else "brandDeep",
        "limitNote": texts("payments-ui.limit_low", yuan=line) if low else as_of,
        "limitLines": [
            {"sign": sign, "title": texts(f"payments-ui.limit.{name}"), "yuan": money.yuan(fen), "total": sign == "="}
            for sign, name, fen in parts
        ],
    }
