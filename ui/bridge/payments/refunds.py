"""Money that goes back: to whom, why and since when; paid once, against a signature, from the open drawer."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.payments.desk import refunds
from kiosk.payments.desk.refunds import Paid, RefundTask
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.payments import words
from ui.words import age_text

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class RefundsFacts(Facts):
    """The list of refunds; opened with a ``payment`` it begins with that one."""

    changed = Signal()
    nameSet = Signal(str)
    """Another refund is in hand: its holder's name stands in the box."""
    refresh_on_commit = True

    loaded = fact(bool, changed)
    stage = fact(str, changed, "list")
    """``list``, ``one`` or ``done``."""
    tasks = fact(list, changed)
    chosen = fact(str, changed)
    whoText = fact(str, changed)
    aboutText = fact(str, changed)
    amountText = fact(str, changed)
    reasonText = fact(str, changed)
    nameText = fact(str, changed)
    ready = fact(bool, changed)
    doneText = fact(str, changed)
    slip = fact(str, changed)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Nothing is chosen, unless another page says which."""
        super().__init__(app, args)
        self._tasks: dict[str, RefundTask] = {}
        self._wanted = str(self.args.get("payment", ""))

    def opened(self) -> None:
        """Who waits for money."""
        station = self.app.station

        def work() -> tuple[RefundTask, ...]:
            with station.store.read() as db:
                return refunds.due(db, station, station.clock.now())

        self.ask(work, self._tell, quietly=True)

    @Slot(str)
    def choose(self, payment: str) -> None:
        """This one."""
        if (task := self._tasks.get(payment)) is None:
            return
        one, texts = task.payment, self.app.texts
        why = one.reason or texts(f"payments-ui.means.{one.state.value}")
        account = texts("payments-ui.account", account=one.account_shown)
        self.show(
            stage="one",
            chosen=payment,
            whoText=task.who or texts("payments-ui.somebody"),
            aboutText=f"{one.biller_name} · {account} · {one.reference}",
            amountText=words.yuan(task.fen, texts),
            reasonText=f"{texts(one.state_word)}：{why}"
            if texts.language == "zh"
            else f"{texts(one.state_word)}: {why}",
            nameText=task.who,
            ready=bool(task.who),
            problems={},
            troubleText="",
        )
        self.nameSet.emit(task.who)

    @Slot(str)
    def write(self, name: str) -> None:
        """Who signs."""
        self.show(nameText=name, ready=bool(name.strip()))

    @Slot()
    def pay(self) -> None:
        """Pay it out; the drawer opens and the slip prints."""
        if self.busy or not self.ready or self.stage != "one":
            return
        station, by, slips = self.app.station, self.app.by, self.app.slips
        payment, name = int(self.chosen), self.nameText

        def work() -> tuple[Paid, str]:
            done = refunds.pay(station, payment, name, by)
            return done, slips.show(done.document)

        self.ask(work, lambda done: self._paid(*done))

    @Slot()
    def next(self) -> None:
        """Somebody else's."""
        self.show(stage="list", chosen="", slip="")
        self.opened()

    @Slot()
    def openPayment(self) -> None:
        """What it was about."""
        if self.chosen:
            self.app.nav.open("PaymentPage", {"id": int(self.chosen)})

    def _tell(self, found: tuple[RefundTask, ...]) -> None:
        self._tasks = {str(task.payment.id): task for task in found}
        self.show(loaded=True, tasks=[self._row(task) for task in found])
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.choose(wanted)
        elif self.stage == "one" and self.chosen not in self._tasks:
            self.show(stage="list", chosen="")

    def _row(self, task: RefundTask) -> dict[str, str]:
        one, texts = task.payment, self.app.texts
        age = age_text(self.app.now().county_ms - task.since_ms, texts)
        biller = words.biller_of(self.app.station, one.biller)
        return {
            "id": str(one.id),
            "icon": words.icon_of(biller) or "hand-coins",
            "title": task.who or texts("payments-ui.somebody"),
            "subtitle": " · ".join(filter(None, (one.biller_name, texts(one.state_word), one.reason, age))),
            "amount": words.yuan(task.fen, texts),
        }

    def _paid(self, done: Paid, picture: str) -> None:
        said = self.text(
            "payments-ui.refunded", yuan=words.yuan(done.fen, self.app.texts), name=done.payment.refund_name
        )
        self.show(stage="done", chosen="", doneText=said, slip=picture)
        self.opened()
