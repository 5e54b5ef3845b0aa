"""One payment: where it truly stands, what that means, what happened to it, its slips, and what may be done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk import journal, money
from kiosk.catalogue import ReasonGroup
from kiosk.payments.desk import cancelling, cards, disputes, second_slips, trail, views
from kiosk.payments.desk.cancelling import Cancelled, Retyped
from kiosk.payments.desk.cards import Written
from kiosk.payments.desk.disputes import DisputeView
from kiosk.payments.desk.trail import Step
from kiosk.payments.model import OPEN, PayState, Refund
from kiosk.payments.view import PaymentView
from kiosk.people import clerks
from kiosk.people.model import Role
from kiosk.seams import Spoken
from kiosk.slips import spool
from kiosk.slips.spool import Slip, SlipState
from kiosk.station import Station
from kiosk.wire import payment_events as events
from kiosk.wire import till_decisions as decisions
from ui.bridge.counterwork import shared
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.payments import words
from ui.bridge.payments.words import reader_here
from ui.slips import SlipGallery

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from kiosk.texts import Texts
    from kiosk.wire.events import Decision, Event
    from ui.bridge.app import App

_TO_WRITE = frozenset({PayState.CARD_WAITING, PayState.CARD_FAILED})
_WITH_ITS_SLIP = frozenset({PayState.OK, PayState.FAILED_THEN_OK})


@dataclass(frozen=True)
class _Seen:
    view: PaymentView
    steps: tuple[Step, ...]
    slips: tuple[tuple[Slip, str], ...]
    disputes: tuple[DisputeView, ...]
    may_cancel: bool
    leads: tuple[tuple[str, str], ...]
    offered: bool
    """It may have left for the county, receipt or not."""


@for_qml
class PaymentFacts(Facts):
    """One payment's page; opened with its ``id``."""

    changed = Signal()
    cancelled = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    stateText = fact(str, changed)
    meaningText = fact(str, changed)
    tone = fact(str, changed, "quiet")
    icon = fact(str, changed)
    billerName = fact(str, changed)
    billerIcon = fact(str, changed)
    colour = fact(str, changed)
    accountLine = fact(str, changed)
    amountText = fact(str, changed)
    cashText = fact(str, changed)
    lines = fact(list, changed)
    """``{label, value}``: reference, biller's reference, bills, who paid."""
    steps = fact(list, changed)
    disputes = fact(list, changed)

    slipTabs = fact(list, changed)
    slipChosen = fact(str, changed)
    slip = fact(str, changed)
    slipTitle = fact(str, changed)
    slipText = fact(str, changed)
    canReprint = fact(bool, changed)

    canCancel = fact(bool, changed)
    canDispute = fact(bool, changed)
    canRefund = fact(bool, changed)
    canSecondSlip = fact(bool, changed)
    canRewrite = fact(bool, changed)
    """The card is still to be written: 写卡, 补写卡 or 取消写卡."""

    disputeCodes = fact(list, changed)
    cancelText = fact(str, changed)
    cancelReasons = fact(list, changed)
    cancelReason = fact(str, changed)
    authorities = fact(list, changed)
    authority = fact(str, changed)
    authorityName = fact(str, changed)
    cancelReady = fact(bool, changed)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Nothing is known of it yet."""
        super().__init__(app, args)
        self._view: PaymentView | None = None
        self._slips: dict[str, tuple[Slip, str]] = {}
        self._typed: dict[str, str] = {}
        self._newest = ""

    @property
    def _id(self) -> int:
        return int(self.args.get("id", 0))

    def opened(self) -> None:
        """Look at it whole."""
        station, slips, payment, by = self.app.station, self.app.slips, self._id, self.app.by
        self.ask(lambda: _look(station, slips, payment, by), self._say, quietly=True)

    # Its slips -------------------------------------------------------------------------------------------------------

    @Slot(str)
    def chooseSlip(self, slip: str) -> None:
        """Another of its papers."""
        if found := self._slips.get(slip):
            one, picture = found
            copies = self.text("station-ui.slips.copies", count=one.copies) if one.copies else ""
            state = self.text(f"station-ui.slip.{one.state}")
            self.show(
                slipChosen=slip,
                slip=picture,
                slipTitle=one.title,
                slipText=" · ".join(filter(None, (state, copies))),
                canReprint=one.state in {SlipState.PRINTED, SlipState.SPOILED},
            )

    @Slot()
    def reprint(self) -> None:
        """Once more; the copy says 补打, which time, and when (M13)."""
        if self.busy or not self.slipChosen:
            return
        station, by, slip = self.app.station, self.app.by, int(self.slipChosen)

        def again() -> None:
            at = station.clock.now()
            with station.store.write() as db:
                spool.reprint(db, slip, at, by)

        self.ask(again, lambda _: self.app.toast(self.text("station-ui.slips.reprinting")))

    @Slot()
    def secondSlip(self) -> None:
        """The paper that proves that the biller has the money (G4)."""
        if self.busy:
            return
        station, by, payment = self.app.station, self.app.by, self._id
        said = self.text("payments-ui.second_printing")
        self.ask(lambda: second_slips.give(station, payment, by), lambda _: self.app.toast(said))

    # What may be done ------------------------------------------------------------------------------------------------

    @Slot()
    def openRefund(self) -> None:
        """To the page that pays it out."""
        self.app.nav.open("RefundsPage", {"payment": self._id})

    @Slot(str, str)
    def dispute(self, code: str, note: str) -> None:
        """One touch (M19)."""
        if self.busy:
            return
        station, by, payment = self.app.station, self.app.by, self._id
        said = self.text("payments-ui.disputed")
        self.ask(
            lambda: disputes.open_dispute(station, payment, code, by, note=note), lambda _: self.app.toast(said)
        )  # fmt: skip

    @Slot()
    def beginCancel(self) -> None:
        """The form begins empty."""
        self._typed = {}
        self.show(cancelReason="", problems={}, troubleText="")
        self._weigh()

    @Slot(str, str)
    def retype(self, field: str, text: str) -> None:
        """``serial``, ``account`` or ``amount``, as typed."""
        self._typed[field] = text.strip()
        self._weigh()

    @Slot(str)
    def chooseCancelReason(self, code: str) -> None:
        """Why."""
        self.show(cancelReason=code)
        self._weigh()

    @Slot(str)
    def chooseAuthority(self, code: str) -> None:
        """Who allows it."""
        self.show(authority=code)
        self._weigh()

    @Slot(str)
    def cancel(self, pin: str) -> None:
        """Take it back (撤销), with the PIN of the one who allows it; or give up its card (取消写卡)."""
        if self.busy or not self.cancelReady:
            return
        station, by, payment, reader = self.app.station, self.app.by, self._id, self.app.counter.cards
        typed, reason, authority = self._typed, self.cancelReason, self.authority
        if self.canRewrite:
            self.ask(
                lambda: cards.cancel_write(station, payment, reader_here(reader), authority, pin, by), self._cancelled
            )  # fmt: skip
            return
        retyped = Retyped(typed["serial"], typed["account"], money.parse_fen(typed["amount"]) or 0)
        self.ask(
            lambda: cancelling.cancel(station, payment, retyped, reason, authority, pin, by), self._cancelled
        )  # fmt: skip

    @Slot()
    def writeCard(self) -> None:
        """Write the card (写卡), or again after a failure (补写卡)."""
        if self.busy:
            return
        station, by, payment, reader = self.app.station, self.app.by, self._id, self.app.counter.cards
        self.ask(lambda: cards.write(station, payment, reader_here(reader), by), self._written)

    def _written(self, done: Written) -> None:
        sound = self.app.counter.sound
        if done.trouble is not None:
            sound.say(Spoken.STOP)
            self.trouble(done.trouble)
        else:
            sound.say(Spoken.SENT)
            self.app.toast(self.text("payments-ui.card_written"))
        self.opened()

    def _weigh(self) -> None:
        filled = all(self._typed.get(field) for field in ("serial", "account", "amount")) and bool(self.cancelReason)
        self.show(
            cancelReady=bool(self.authority) and (filled or self.canRewrite),
            authorityName=next((one["label"] for one in self.authorities if one["value"] == self.authority), ""),
        )

    def _cancelled(self, done: Cancelled) -> None:
        self._typed = {}
        self.cancelled.emit()
        self.app.counter.sound.say(Spoken.UNDONE if done.at_once else Spoken.PLEASE_WAIT)
        if done.at_once:
            said = self.text("payments-ui.cancelled_now", yuan=words.yuan(done.payment.cash_fen, self.app.texts))
        else:
            said = self.text("payments-ui.cancel_asked")
        self.app.toast(said, "good" if done.at_once else "attention")
        self.opened()

    # In words --------------------------------------------------------------------------------------------------------

    def _say(self, seen: _Seen) -> None:
        one, texts = seen.view, self.app.texts
        self._view = one
        biller = words.biller_of(self.app.station, one.biller)
        yuan = words.yuan(one.amount_fen, texts)
        self.show(
            loaded=True,
            stateText=texts(one.state_word),
            meaningText=self._meaning(one),
            tone=words.STATE_TONES[one.state],
            icon=words.STATE_ICONS[one.state],
            billerName=words.name_of(biller, texts) if biller else one.biller_name,
            billerIcon=words.icon_of(biller),
            colour=biller.colour if biller else "",
            accountLine=" · ".join(
                filter(None, (texts("payments-ui.account", account=one.account_shown), one.holder_masked))
            ),
            amountText=yuan,
            cashText=texts(
                "payments-ui.cash", received=money.yuan(one.received_fen), change=money.yuan(one.change_fen)
            ),
            lines=self._lines(one),
            steps=[self._step(step) for step in seen.steps] + self._to_come(one),
            disputes=[self._dispute(dispute) for dispute in seen.disputes],
            canCancel=seen.may_cancel,
            canDispute=True,
            canRefund=one.refund is Refund.DUE,
            canSecondSlip=one.posted and not one.slip_given and one.state in _WITH_ITS_SLIP,
            canRewrite=one.state in _TO_WRITE,
            disputeCodes=shared.reasons(self.app.station, ReasonGroup.DISPUTE, texts),
            cancelReasons=shared.choices(cancelling.reasons(self.app.station, one), texts),
            cancelText=self._cancel_text(seen),
            authorities=[{"value": code, "label": name} for code, name in seen.leads],
            authority=self.authority or next((code for code, _ in seen.leads), ""),
        )
        self._tell_slips(seen.slips)

    def _cancel_text(self, seen: _Seen) -> str:
        one = seen.view
        if one.state in _TO_WRITE:
            return self.text("payments-ui.cancel_card")
        key = "payments-ui.cancel_how" if seen.offered else "payments-ui.cancel_how_here"
        return self.text(key, yuan=words.yuan(one.cash_fen, self.app.texts))

    def _meaning(self, one: PaymentView) -> str:
        """The state in one sentence, with what the county gave as its reason."""
        key = f"payments-ui.means.{one.state.value}"
        if one.state is PayState.ACCEPTED and not one.at_county:
            key = "payments-ui.means.here"
        refund = {
            Refund.DUE: self.text("payments-ui.refund_due", yuan=words.yuan(one.refund_fen, self.app.texts)),
            Refund.PAID: self.text("payments-ui.refund_paid", yuan=words.yuan(one.refund_fen, self.app.texts),
                                   name=one.refund_name),
            Refund.NONE: "",
        }[one.refund]  # fmt: skip
        return " ".join(filter(None, (self.text(key), one.reason, refund)))

    def _lines(self, one: PaymentView) -> list[dict[str, str]]:
        texts = self.app.texts
        values = {
            "reference": one.reference,
            "biller_ref": one.biller_ref,
            "bills": "、".join(paid.id for paid in one.bills),
            "payer": one.payer,
            "card": one.card,
            "fee": words.yuan(one.fee_fen, texts) if one.fee_fen else "",
            "verified": texts("payments-ui.unverified") if one.unverified else "",
            "balance": words.yuan(one.balance_fen, texts) if one.balance_fen else "",
        }
        return [{"label": texts(f"payments-ui.line.{name}"), "value": value} for name, value in values.items() if value]

    def _step(self, step: Step) -> dict[str, Any]:
        fact, texts = step.fact, self.app.texts
        title, icon, tone = self._did(fact)
        said = str(getattr(fact, "reason", "") if not isinstance(fact, events.PaymentCancelled) else "")
        at = words.when(step.at_ms, self.app.now().county_ms, texts)
        return {
            "title": title, "about": " · ".join(filter(None, (at, step.by, said))), "tone": tone, "done": True,
            "icon": icon,
        }  # fmt: skip

    def _did(self, fact: "Event | Decision") -> tuple[str, str, str]:
        """What a fact was, its icon and its tone."""
        name, values = _named(fact, self.app.texts)
        icon, tone = _STEP_LOOKS.get(type(fact), ("circle-dot", "brand"))
        return self.text(f"payments-ui.step.{name}", **values), icon, tone

    def _to_come(self, one: PaymentView) -> list[dict[str, Any]]:
        """The rungs that are still ahead, hollow."""
        texts, ahead = self.app.texts, []
        if one.state in OPEN and one.state is not PayState.CANCELLING:
            if not one.at_county:
                ahead.append(("cloud-upload", "to_county"))
            ahead.append(("circle-check", "to_post"))
        if (one.state in OPEN or one.state in _WITH_ITS_SLIP) and not one.slip_given:
            ahead.append(("printer-check", "to_slip"))
        if one.state is PayState.CANCELLING:
            ahead.append(("undo-2", "to_decide"))
        if one.refund is Refund.DUE:
            ahead.append(("hand-coins", "to_refund"))
        return [
            {"title": texts(f"payments-ui.step.{name}"), "about": "", "tone": "quiet", "done": False, "icon": icon}
            for icon, name in ahead
        ]

    def _dispute(self, one: DisputeView) -> dict[str, str]:
        texts = self.app.texts
        at = words.when(one.opened_ms, self.app.now().county_ms, texts)
        answer = one.text or texts(f"payments-ui.dispute.{one.outcome or 'sent'}")
        return {
            "icon": "message-square",
            "tone": "attention" if one.is_open else "info",
            "title": one.word,
            "about": " · ".join(filter(None, (at, one.note, answer))),
        }

    def _tell_slips(self, slips: tuple[tuple[Slip, str], ...]) -> None:
        self._slips = {str(slip.id): (slip, picture) for slip, picture in slips}
        tabs = [{"value": number, "label": slip.title.split(" ")[0]} for number, (slip, _) in self._slips.items()]
        self.show(slipTabs=tabs)
        newest = next(reversed(self._slips), "")
        known = self.slipChosen if self.slipChosen in self._slips and newest == self._newest else newest
        self._newest = newest
        if known:
            self.chooseSlip(known)


_STEP_LOOKS: dict[type, tuple[str, str]] = {
    events.PaymentTaken: ("banknote", "brand"),
    events.PaymentCancelled: ("undo-2", "attention"),
    events.RefundPaid: ("hand-coins", "good"),
    events.CardMoved: ("credit-card", "brand"),
    events.PaymentAsked: ("circle-question-mark", "brand"),
    events.DisputeOpened: ("message-square", "attention"),
    events.PostedSlipGiven: ("printer-check", "good"),
    decisions.PaymentPosted: ("circle-check", "good"),
    decisions.PaymentRefused: ("circle-x", "danger"),
    decisions.PaymentDoubted: ("circle-question-mark", "attention"),
    decisions.PaymentReversed: ("rotate-ccw", "attention"),
    decisions.OriginalMissing: ("search-x", "attention"),
    decisions.CancelDecided: ("undo-2", "info"),
    decisions.DisputeAnswered: ("message-square", "info"),
}


def _named(fact: "Event | Decision", texts: "Texts") -> tuple[str, dict[str, object]]:
    """The key of a step's words, and what they mention."""
    name = str(fact.KIND)
    values: dict[str, object] = {}
    match fact:
        case events.PaymentTaken():
            name, values = "taken", {"yuan": words.yuan(fact.amount_fen, texts)}
        case events.PaymentCancelled():
            name = "cancelled_now" if fact.at_once else "cancel_asked"
        case events.RefundPaid():
            name, values = "refunded", {"yuan": words.yuan(fact.fen, texts), "name": fact.name}
        case events.CardMoved():
            name = f"card_{fact.step}"
        case decisions.PaymentPosted():
            name, values = "posted", {"ref": fact.biller_ref}
        case decisions.CancelDecided():
            name = "cancel_accepted" if fact.accepted else "cancel_declined"
        case decisions.DisputeAnswered():
            name = f"answered_{fact.outcome}"
    return name, values


def _look(station: Station, slips: SlipGallery, payment: int, by: str) -> _Seen:
    at = station.clock.now()
    with station.store.read() as db:
        view = views.one(db, station, payment, at)
        leads = [(one.code, one.name) for one in clerks.everyone(db) if one.role is not Role.CLERK]
        steps = trail.trail(db, station, payment)
        return _Seen(
            view, steps, tuple(_papers(db, slips, steps)),
            disputes.of_payment(db, station, payment, at), cancelling.may_cancel(db, station, payment, by, at),
            tuple(leads), journal.offered(db, payment),
        )  # fmt: skip


def _papers(db: "Connection", slips: SlipGallery, steps: tuple[Step, ...]) -> Iterator[tuple[Slip, str]]:
    """Its slips, the first first, each painted; what only opens the drawer is no paper."""
    for step in steps:
        for slip in spool.of_entry(db, step.position) if step.by else ():
            if slip.printer == "receipt":
                yield slip, slips.show(slip.document)
