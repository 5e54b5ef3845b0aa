"""Sending at the counter (寄件, P19, P20): drafts, the form with two ticks, the listed price, cash, paper."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk import money
from kiosk.catalogue import ReasonGroup
from kiosk.errors import NotFound, Problem, Trouble
from kiosk.parcels.counter_model import SendingState
from kiosk.parcels.desk import sending
from kiosk.parcels.desk.sending import Form, Quote, SendingView, Sent
from kiosk.seams import Spoken
from ui.bridge.counterwork import shared
from ui.bridge.counterwork.shared import PhotoFacts
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App

_TEXTS = frozenset(
    {
        "sender_name", "sender_phone", "id_number", "recipient_name", "recipient_phone", "recipient_address",
        "contents",
    }
)  # fmt: skip
_CASH_FEN = (1_000, 2_000, 5_000, 10_000)
_ICONS = {
    SendingState.DRAFT: "pencil",
    SendingState.KEPT: "clock",
    SendingState.ACCEPTED: "package-check",
}
_STEPS = ("people", "parcel", "pay")
_OF_STEP = {
    "people": ("sender_name", "sender_phone", "id_number", "identity_checked", "recipient_name", "recipient_phone",
               "recipient_address"),
    "parcel": ("contents", "contents_checked", "carrier", "tariff", "weight_g", "declared_fen"),
}  # fmt: skip
"""Which step of the form a fault belongs to; everything else is about the money."""


@for_qml
class SendFacts(Facts):
    """The list, the form in three steps, the result."""

    changed = Signal()
    refresh_on_commit = True
    waybillAsked = Signal()
    waybillDone = Signal()

    stage = fact(str, changed, "list")
    """``list``, ``people``, ``parcel``, ``pay`` or ``done``."""
    loaded = fact(bool, changed)
    drafts = fact(list, changed)
    waiting = fact(list, changed)
    waitingText = fact(str, changed)
    refusals = fact(list, changed)
    form = fact(dict, changed)
    carriers = fact(list, changed)
    tariffs = fact(list, changed)
    packing = fact(list, changed)
    prepaid = fact(bool, changed, default=True)
    identityChecked = fact(bool, changed)
    contentsChecked = fact(bool, changed)
    prices = fact(list, changed)
    totalText = fact(str, changed)
    totalWord = fact(str, changed)
    receivedText = fact(str, changed)
    changeText = fact(str, changed)
    changeWord = fact(str, changed)
    cashChoices = fact(list, changed)
    missing = fact(list, changed)
    """What the form still lacks, in sentences."""
    canClose = fact(bool, changed)
    isDraft = fact(bool, changed)
    isKept = fact(bool, changed)
    keptText = fact(str, changed)
    doneText = fact(str, changed)
    doneChange = fact(str, changed)
    slip = fact(str, changed)
    labelSlip = fact(str, changed)
    inHand = fact(str, changed)
    """The closed sending that the waybill dialog is about."""
    inHandText = fact(str, changed)
    inHandNumber = fact(str, changed)
    needsWaybill = fact(bool, changed)
    photo = part(PhotoFacts)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """An empty form."""
        super().__init__(app, args)
        self._photo = PhotoFacts(app, self)
        self._form = Form()
        self._id = 0
        self._packing: dict[str, int] = {}
        self._received = ""
        self._asked = 0

    def opened(self) -> None:
        """The list; the form that is in front stays as it is."""
        station = self.app.station
        self._choices()
        self.ask(
            lambda: (sending.open_ones(station), sending.waiting(station)), lambda got: self._listed(*got), quietly=True
        )

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """In the list: the sending of this label; in the waybill dialog: the carrier's number."""
        if self.inHand:
            self.attach(text)
            return True
        if self.stage not in {"list", "done"}:
            return False
        station = self.app.station
        self.ask(lambda: sending.find(station, text), self._take_in_hand)
        return True

    # The list --------------------------------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """Somebody wants to send something."""
        self._fill(0, Form(tariff=next((one.code for one in self.app.station.catalogue.tariffs), "")))

    @Slot(str)
    def goOn(self, number: str) -> None:
        """Go on with a draft."""
        station = self.app.station
        self.ask(lambda: sending.one(station, int(number)), self._take_in_hand)

    @Slot(str)
    def refuse(self, reason: str) -> None:
        """Not taken, for a listed reason; the draft ends with it, if there is one."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, number, note = self.app.station, self.app.by, self._id, ""

        def refused(one: SendingView) -> None:
            self.app.toast(self.text("counterwork-ui.not_taken", reason=one.reason), "quiet")
            self.toList()

        self.ask(lambda: sending.refuse(station, reason, by, sending_id=number, note=note), refused)

    @Slot(str)
    def attach(self, scan: str) -> None:
        """The carrier's own number, scanned from its label."""
        station, by, number, slips = self.app.station, self.app.by, int(self.inHand or 0), self.app.slips

        def work() -> str:
            sending.attach_waybill(station, number, scan, by)
            sending.print_label(station, number, by)
            return shared.newest_slip(station, slips)

        def attached(_slip: str) -> None:
            self.show(inHand="")
            self.waybillDone.emit()
            self.app.toast(self.text("counterwork-ui.label_again"))
            self.opened()

        self.ask(work, attached)

    @Slot()
    def labelAgain(self) -> None:
        """The label is gone or unreadable."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, number = self.app.station, self.app.by, int(self.inHand or 0)
        self.ask(
            lambda: sending.print_label(station, number, by),
            lambda _: self.app.toast(self.text("counterwork-ui.label_again")),
        )

    @Slot()
    def putDown(self) -> None:
        """The waybill dialog is closed."""
        self.show(inHand="", troubleText="", problems={})

    # The form --------------------------------------------------------------------------------------------------------

    @Slot(str, str)
    def write(self, field: str, text: str) -> None:
        """A field of the form; weight in kilograms and the declared value in yuan, as typed."""
        if field == "weight":
            self._form = replace(self._form, weight_g=_grams(text))
        elif field == "declared":
            self._form = replace(self._form, declared_fen=money.parse_fen(text) or 0 if text.strip() else 0)
        elif field in _TEXTS:
            self._form = _with(self._form, field, text)
        self._weigh()

    @Slot(str, bool)
    def tick(self, field: str, on: bool) -> None:  # noqa: FBT001
        """实名 or 验视: the clerk has seen it with their own eyes."""
        self._form = _with(self._form, field, on)
        self.show(identityChecked=self._form.identity_checked, contentsChecked=self._form.contents_checked)
        self._weigh()

    @Slot(str)
    def chooseCarrier(self, carrier: str) -> None:
        """Who carries it."""
        self._form = replace(self._form, carrier=carrier)
        self._choices()
        self._weigh()

    @Slot(str)
    def chooseTariff(self, tariff: str) -> None:
        """How far it goes."""
        self._form = replace(self._form, tariff=tariff)
        self._choices()
        self._weigh()

    @Slot(bool)
    def setPrepaid(self, prepaid: bool) -> None:  # noqa: FBT001
        """The sender pays now, or the recipient later."""
        self._form = replace(self._form, prepaid=prepaid)
        self.show(prepaid=prepaid)
        self._weigh()

    @Slot(str, int)
    def pack(self, fee: str, step: int) -> None:
        """One more box, or one less."""
        self._packing[fee] = min(99, max(0, self._packing.get(fee, 0) + step))
        self._choices()
        self._weigh()

    @Slot(str)
    def receive(self, text: str) -> None:
        """Cash in, as typed."""
        self._received = text
        self._weigh()

    @Slot(str)
    def toStep(self, step: str) -> None:
        """Another step of the form; what is known so far is kept, so that a power cut loses nothing."""
        self.show(stage=step, problems={}, troubleText="")
        if self._form.sender_name.strip() and not self.busy:
            station, by, form, number = self.app.station, self.app.by, self._form, self._id

            def kept(one: SendingView) -> None:
                self._id = one.id
                self.show(isDraft=True)

            self.ask(
                lambda: sending.change(station, number, form, by) if number else sending.draft(station, form, by), kept
            )  # fmt: skip

    @Slot()
    def lay(self) -> None:
        """Not finished today: the draft stays in the list."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, form, number = self.app.station, self.app.by, self._form, self._id
        self.ask(
            lambda: sending.change(station, number, form, by) if number else sending.draft(station, form, by),
            lambda _: self._laid("counterwork-ui.draft_kept"),
        )

    @Slot(int)
    def keepHere(self, days: int) -> None:
        """暂存: the parcel stays on the shelf of the point while the form is open."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, form, number = self.app.station, self.app.by, self._form, self._id

        def work() -> SendingView:
            one = sending.change(station, number, form, by) if number else sending.draft(station, form, by)
            until: date = shared.today_of(station) + timedelta(days=days)
            return sending.keep(station, one.id, until, by)

        self.ask(work, lambda _: self._laid("counterwork-ui.kept_here"))

    @Slot()
    def withdraw(self) -> None:
        """The sender takes it back."""
        if self.busy:  # a second tap of the same finger
            return
        if not self._id:
            self.toList()
            return
        station, by, number = self.app.station, self.app.by, self._id
        self.ask(lambda: sending.withdraw(station, number, by), lambda _: self._laid("counterwork-ui.withdrawn"))

    @Slot()
    def close(self) -> None:
        """Everything is there: take it over, take the money, print label and receipt."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, slips, photo = self.app.station, self.app.by, self.app.slips, self._photo.data
        form, number, packing = self._form, self._id, dict(self._packing)
        received = money.parse_fen(self._received) if form.prepaid else None

        def work() -> tuple[Sent, str, str]:
            known = number or sending.draft(station, form, by).id
            sent = sending.close(station, known, form, by, packing=packing, received_fen=received, photo=photo)
            return sent, slips.show(sent.documents[0]), slips.show(sent.documents[1])

        self.ask(work, lambda got: self._sent(*got))

    @Slot()
    def toList(self) -> None:
        """Back to the list."""
        self._id, self._packing, self._received = 0, {}, ""
        self._form = Form()
        self._photo.drop()
        self.show(stage="list", slip="", labelSlip="", problems={}, troubleText="", form={}, inHand="")
        self.opened()

    # Telling ---------------------------------------------------------------------------------------------------------

    def _listed(self, drafts: tuple[SendingView, ...], waiting: tuple[SendingView, ...]) -> None:
        nameless = sum(not one.waybill for one in waiting)
        self.show(
            loaded=True,
            drafts=[self._row(one) for one in drafts],
            waiting=[self._row(one) for one in waiting],
            waitingText=self.text("counterwork-ui.no_waybill_yet", count=nameless) if nameless else "",
        )

    def _row(self, one: SendingView) -> dict[str, str]:
        when = moment_text(one.drafted_ms, self.app.now().county_ms, self.app.texts)
        to = self.text("counterwork-ui.send_to", name=one.recipient) if one.recipient else ""
        state = ""
        if one.state is SendingState.KEPT and one.kept_until:
            state = self.text("counterwork-ui.kept_until", day=f"{one.kept_until:%m-%d}")
        elif one.state is SendingState.ACCEPTED and not one.waybill:
            state = self.text("counterwork-ui.waits_for_waybill")
        number = lines.spaced(one.waybill) if one.waybill else ""
        return {
            "id": str(one.id),
            "title": " ".join(filter(None, (one.sender, to))),
            "subtitle": " · ".join(filter(None, (one.carrier_name, number, one.contents, when))),
            "icon": _ICONS.get(one.state, "package"),
            "state": state,
        }

    def _take_in_hand(self, one: SendingView) -> None:
        if one.open:
            self._fill(one.id, one.form, one)
        elif one.state is SendingState.ACCEPTED:
            self.show(
                inHand=str(one.id),
                inHandText=" · ".join(filter(None, (one.sender, one.carrier_name))),
                inHandNumber=lines.spaced(one.number),
                needsWaybill=not one.waybill,
                problems={},
                troubleText="",
            )
            self.waybillAsked.emit()
        else:
            self.trouble(NotFound("counter.no_sending"))

    def _fill(self, number: int, form: Form, one: SendingView | None = None) -> None:
        self._id, self._form, self._packing, self._received = number, form, {}, ""
        self._photo.drop()
        self._choices()
        kept = one is not None and one.state is SendingState.KEPT
        self.show(
            form={
                "sender_name": form.sender_name, "sender_phone": form.sender_phone, "id_number": "",
                "recipient_name": form.recipient_name, "recipient_phone": form.recipient_phone,
                "recipient_address": form.recipient_address, "contents": form.contents,
                "weight": f"{form.weight_g / 1000:g}" if form.weight_g else "",
                "declared": f"{form.declared_fen / 100:g}" if form.declared_fen else "",
            },
            stage="people", prepaid=form.prepaid, identityChecked=False, contentsChecked=False, receivedText="",
            isDraft=bool(number), isKept=kept, problems={}, troubleText="", slip="",
            keptText=self.text("counterwork-ui.kept_until", day=f"{one.kept_until:%m-%d}")
            if kept and one and one.kept_until
            else "",
        )  # fmt: skip
        self._weigh()

    def _choices(self) -> None:
        book, texts, form = self.app.station.catalogue, self.app.texts, self._form
        chinese = texts.language == "zh"
        self.show(
            refusals=shared.reasons(self.app.station, ReasonGroup.REFUSE, texts),
            carriers=[
                {
                    "value": one.code, "label": one.name if chinese else one.name_en or one.name,
                    "lit": one.code == form.carrier,
                }
                for one in book.carriers
                if one.offered
            ],
            tariffs=[{"value": one.code, "label": one.name, "lit": one.code == form.tariff} for one in book.tariffs],
            packing=[
                {
                    "value": one.code, "label": one.name if chinese else one.name_en or one.name,
                    "price": lines.yuan(one.fen, texts), "count": str(self._packing.get(one.code, 0)),
                }
                for one in book.fees
                if one.code.startswith("packing")
            ],
        )  # fmt: skip

    def _weigh(self) -> None:
        """Price and faults anew, off Qt's thread; an answer that is overtaken is dropped."""
        if self.stage in {"list", "done"}:
            return
        self._asked += 1
        station, form, packing, mine = self.app.station, self._form, dict(self._packing), self._asked
        received = money.parse_fen(self._received) if form.prepaid else None

        def work() -> tuple[Quote, tuple[Problem, ...]]:
            return sending.quote(station, form, packing), sending.problems(station, form, packing, received)

        def weighed(got: tuple[Quote, tuple[Problem, ...]]) -> None:
            if mine == self._asked:
                self._weighed(*got)

        self.ask(work, weighed, self._unpriced, quietly=True)

    def _unpriced(self, trouble: Trouble) -> bool:
        self.show(canClose=False)
        self.trouble(trouble)
        return True

    def _weighed(self, price: Quote, problems: tuple[Problem, ...]) -> None:
        texts, form = self.app.texts, self._form
        received = money.parse_fen(self._received)
        total = price.total_fen
        rows = [(self.text("counterwork-ui.price.freight"), price.freight_fen)]
        if form.prepaid:
            rows += [(self.text("counterwork-ui.price.packing"), price.packing_fen)] if price.packing_fen else []
            rows += [(self.text("counterwork-ui.price.insurance"), price.insurance_fen)] if price.insurance_fen else []
        change = (received or 0) - (total or 0)
        others = [one for one in problems if one.field != "received_fen"]
        self.show(
            prices=[
                {"title": word, "value": self.text("counterwork-ui.not_yet") if fen is None else money.yuan(fen)}
                for word, fen in rows
            ],
            totalWord=self.text("counterwork-ui.to_take" if form.prepaid else "counterwork-ui.recipient_pays"),
            totalText="—" if total is None else money.yuan(total),
            receivedText=self._received,
            changeWord=self.text("parcel-ui.short" if change < 0 else "parcel-ui.change"),
            changeText=money.yuan(abs(change)) if self._received and received is not None and total else "",
            cashChoices=[
                {"text": money.yuan(fen).removesuffix(".00"), "value": f"{fen / 100:.2f}"}
                for fen in dict.fromkeys((total or 0, *(cash for cash in _CASH_FEN if cash > (total or 0))))
                if fen
            ][:4],
            missing=[
                {"text": texts.problem(one), "step": _step_of(one.field)} for one in dict.fromkeys(others or problems)
            ],
            canClose=not problems,
        )

    def _laid(self, said: str) -> None:
        self.app.toast(self.text(said), "quiet")
        self.toList()

    def _sent(self, sent: Sent, receipt: str, label: str) -> None:
        self.app.counter.sound.say(Spoken.SENT)
        one = sent.view
        self.show(
            stage="done",
            slip=receipt,
            labelSlip=label,
            doneText=one.number if one.waybill else self.text("counterwork-ui.sent_no_waybill"),
            doneChange=money.yuan(sent.change_fen) if one.prepaid else "",
        )
        self.app.toast(self.text("counterwork-ui.printing"))


def _with(form: Form, field: str, value: Any) -> Form:  # noqa: ANN401  the form knows its own types
    return replace(form, **{field: value})


def _step_of(field: str) -> str:
    return next((step for step, of in _OF_STEP.items() if field in of), "pay")


def _grams(text: str) -> int | None:
    """Kilograms as typed → grams; None for what is no weight."""
    hundredths = money.parse_fen(text)  # the same shape: two decimals at most
    return hundredths * 10 if hundredths else None
