"""Take a payment: whose account, what is owed, the cash and the change, a second look where it is unusual, done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk import money
from kiosk.catalogue.formats import Biller, BillModel
from kiosk.errors import NotFound, NotReady, Problem, Trouble
from kiosk.payments import rules
from kiosk.payments.desk import cards, enquiry, looking, preview, taking
from kiosk.payments.desk.cards import CardSeen
from kiosk.payments.desk.enquiry import Enquiry, FoundAccount
from kiosk.payments.desk.taking import Order, Quote, Taken
from kiosk.payments.view import DueBill
from kiosk.people import residents
from kiosk.seams import Spoken
from kiosk.station import Station
from ui.bridge.also import AlsoFacts
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.payments import account_words, words
from ui.bridge.payments.hub import account_rows
from ui.slips import SlipGallery

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from kiosk.clock import Instant
    from ui.bridge.app import App

_NEEDS_ALLOWANCE = frozenset({"payments.too_much", "payments.cap_payment"})
_SAID_ELSEWHERE = frozenset({"received_fen", "unverified", "bills", "confirmed"})
"""Fields whose faults the page says in its own place: what is still missing, above the button."""


@dataclass(frozen=True)
class _Asked:
    """What an account number came to: an enquiry, or else the accounts that were found."""

    enquiry: Enquiry | None
    found: tuple[FoundAccount, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Done:
    """A payment that was taken, its picture, and what else the person owes."""

    taken: Taken
    picture: str
    also: tuple[DueBill, ...]


@for_qml
class PayFacts(Facts):
    """The page; opened with a ``biller``, and with an ``account`` and a ``resident`` where they are known."""

    changed = Signal()
    amountSet = Signal(str)
    """The program has written an amount: its box takes it over."""
    receivedSet = Signal(str)
    guardsAsked = Signal()

    stage = fact(str, changed, "account")
    """``account``, ``pay`` or ``done``."""
    titleText = fact(str, changed)
    billerName = fact(str, changed)
    icon = fact(str, changed)
    colour = fact(str, changed)
    modelText = fact(str, changed)
    takesCard = fact(bool, changed)

    accountText = fact(str, changed)
    exampleText = fact(str, changed)
    found = fact(list, changed)
    foundIcon = fact(str, changed, "search")
    foundTitle = fact(str, changed)
    foundText = fact(str, changed)

    accountLine = fact(str, changed)
    figures = fact(list, changed)
    bills = fact(list, changed)
    tiers = fact(list, changed)
    notes = fact(list, changed)
    blockedText = fact(str, changed)
    mayPay = fact(bool, changed)
    startsAt = fact(str, changed, "received")
    """Which box has the keyboard first: ``amount`` or ``received``."""

    amountAsked = fact(bool, changed)
    amountChoices = fact(list, changed)
    holderAsked = fact(bool, changed)
    unverifiedAsked = fact(bool, changed)
    unverified = fact(bool, changed)
    unverifiedText = fact(str, changed)
    payerAsked = fact(bool, changed)
    allowanceAsked = fact(bool, changed)
    allowanceText = fact(str, changed)

    pad = fact(str, changed, "received")
    """Which box the number pad and the touched amounts write into: ``amount`` or ``received``."""
    cashChoices = fact(list, changed)
    changeLabel = fact(str, changed)
    changeText = fact(str, changed)
    short = fact(bool, changed)
    ready = fact(bool, changed)
    waitText = fact(str, changed)
    slip = fact(str, changed)
    guards = fact(list, changed)

    doneText = fact(str, changed)
    doneAbout = fact(str, changed)
    doneLabel = fact(str, changed)
    doneChange = fact(str, changed)
    doneSum = fact(str, changed)
    doneNotes = fact(list, changed)
    alsoDue = fact(list, changed)
    also = part(AlsoFacts)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Nothing is asked yet."""
        super().__init__(app, args)
        self._also = AlsoFacts(app, self)
        self._biller: Biller | None = None
        self._asked: Enquiry | None = None
        self._quote: Quote | None = None
        self._order = Order("", "", 0, 0)
        self._amount = self._received = ""
        self._searches = 0
        self._quoting = self._stale = False
        self._taken = 0

    # Whose account ---------------------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Begin with a biller, and with the account where another page knows it."""
        self._choose(str(self.args.get("biller", "")))
        if account := str(self.args.get("account", "")):
            self.enter(account)
        else:
            self._nothing()

    def refresh(self) -> None:
        """Back from another page: the figures as they are now."""
        if self.stage == "pay":
            self._reckon()

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """The county's code for an amount, a slip, or another bill."""
        if text.startswith("CKA1*") and self.stage == "pay":
            self.allow(text)
        elif text.startswith("CK1*"):
            self._open_slip(text)
        elif self.stage == "pay" and self._received:
            self.app.counter.sound.say(Spoken.PLEASE_WAIT)
            self.app.toast(self.text("payments-ui.finish_first"), "attention")
        else:
            self._clear()
            self.enter(text)
        return True

    @Slot(str)
    def find(self, typed: str) -> None:
        """Search while somebody types."""
        self._searches += 1
        if not typed.strip():
            self.show(problems={})
            self._nothing()
            return
        station, mine, biller = self.app.station, self._searches, self._order.biller
        self.ask(lambda: _find(station, typed, biller), lambda found: self._found(found, typed, mine), quietly=True)

    @Slot(str)
    def enter(self, typed: str) -> None:
        """Typed or scanned to the end."""
        if typed.strip():
            self._searches += 1
            station, biller = self.app.station, self._order.biller
            self.ask(lambda: _enquire(station, biller, typed), lambda asked: self._answered(asked, typed))

    @Slot(str, str)
    def askAccount(self, biller: str, account: str) -> None:
        """An account that was found, perhaps another biller's."""
        if biller != self._order.biller:
            self._choose(biller)
        self._clear()
        self.enter(account)

    @Slot()
    def readCard(self) -> None:
        """The card in the reader names its account (M11)."""
        station, reader = self.app.station, self.app.counter.cards

        def read(seen: CardSeen) -> None:
            self.askAccount(seen.biller.code, seen.account or seen.read.number)

        self.ask(lambda: cards.look(station, words.reader_here(reader)), read)

    @Slot()
    def again(self) -> None:
        """Another account of the same biller."""
        self._clear()
        self.show(stage="account", accountText="", problems={}, troubleText="")
        self._nothing()

    def _choose(self, code: str) -> None:
        biller = words.biller_of(self.app.station, code)
        if biller is None:
            self.trouble(NotFound("catalogue.no_biller", code=code))
            return
        self._biller, texts = biller, self.app.texts
        self._order = Order(code, "", 0, 0, resident=str(self.args.get("resident", "")))
        self.show(
            titleText=texts("payments-ui.title", short=words.short_of(biller, texts)),
            billerName=words.name_of(biller, texts),
            icon=words.icon_of(biller),
            colour=biller.colour,
            modelText=texts(f"payments-ui.model.{biller.model.value}"),
            exampleText=texts("payments-ui.example", example=biller.formats[0].example),
            takesCard=biller.card,
        )

    def _clear(self) -> None:
        """Nothing of the last account stays."""
        self._asked = self._quote = None
        self._order = Order(self._order.biller, "", 0, 0, resident=str(self.args.get("resident", "")))
        self._amount = self._received = ""
        self.show(
            figures=[], bills=[], tiers=[], notes=[], blockedText="", mayPay=False, unverified=False, payerAsked=False,
            allowanceAsked=False, allowanceText="", slip="", ready=False, waitText="", changeText="", cashChoices=[],
        )  # fmt: skip

    def _nothing(self) -> None:
        look = self._biller.formats[0] if self._biller else None
        where = look.hint if look else ""
        self.show(found=[], foundIcon="scan-barcode", foundTitle=where, foundText=self.text("payments-ui.find_hint"))

    def _found(self, found: tuple[FoundAccount, ...], typed: str, mine: int) -> None:
        if mine != self._searches or self.stage != "account":
            return
        self._nothing()
        self.show(found=account_rows(found, self.app.station, self.app.texts))
        if not found:
            self.show(
                foundTitle=self.text("payments-ui.no_account", text=typed.strip()[:24]),
                foundIcon="circle-question-mark",
            )

    def _answered(self, asked: _Asked, typed: str) -> None:
        if asked.enquiry is not None:
            self._begin(asked.enquiry)
            return
        self.app.counter.sound.say(Spoken.NOT_FOUND if not asked.found else Spoken.LOOK)
        self.show(stage="account", accountText=typed)
        self._searches += 1
        self._found(asked.found, typed, self._searches)
        if not asked.found:
            self.show(problems={one.field: self.app.texts.problem(one) for one in asked.problems})

    # What is owed ----------------------------------------------------------------------------------------------------

    @Slot(str)
    def pick(self, bill: str) -> None:
        """Take a bill in, or leave it."""
        picked = self._order.bills
        chosen = set(picked) ^ {bill}
        self._pick(tuple(one.id for one in self._asked.bills if one.id in chosen) if self._asked else ())

    @Slot(str)
    def writeAmount(self, text: str) -> None:
        """How much, as typed."""
        self._amount = text
        self._order = replace(self._order, amount_fen=money.parse_fen(text) or 0, confirmed=())
        self._reckon()

    @Slot(str)
    def writeHolder(self, text: str) -> None:
        """The holder's name, as the person says it."""
        self._order = replace(self._order, holder=text, confirmed=())
        self._reckon()

    @Slot()
    def askPayer(self) -> None:
        """Somebody else pays."""
        self.show(payerAsked=True)

    @Slot(str)
    def writePayer(self, text: str) -> None:
        """Who pays."""
        self._order = replace(self._order, payer=text, confirmed=())
        self._reckon()

    @Slot(bool)
    def setUnverified(self, said: bool) -> None:  # noqa: FBT001
        """The clerk takes it without the county's list."""
        self._order = replace(self._order, unverified=said)
        self.show(unverified=said)
        self._reckon()

    @Slot(str)
    def allow(self, text: str) -> None:
        """The county's one-off code, scanned or pasted (M6)."""
        self._order = replace(self._order, allowance=text.strip())
        self._reckon()

    def _begin(self, asked: Enquiry) -> None:
        """An account is in hand."""
        self._asked = asked
        self._order = replace(self._order, account=asked.account, card=asked.card)
        biller, texts = self._biller, self.app.texts
        if biller is None:
            return
        self._also.look(asked.resident or self._order.resident, account=(biller.code, asked.account))
        first = "received" if asked.bills else "amount"
        self.show(
            stage="pay",
            startsAt=first,
            pad=first,
            problems={},
            accountLine=account_words.line(asked, texts),
            notes=account_words.notes(asked, biller, self.app.now().county_ms, texts),
            blockedText="\n".join(texts.problem(one) for one in asked.problems),
            mayPay=not asked.problems,
            holderAsked=not asked.problems and not asked.holder,
            unverifiedAsked=not asked.problems and asked.unverified and biller.model is not BillModel.DIRECT,
            unverifiedText=texts("payments-ui.unverified_why"),
            amountAsked=not asked.bills or biller.partial,
        )
        if (near := asked.cutoff) is not None:
            self.app.counter.sound.say(Spoken.CUT_OFF, *account_words.cut_off_said(near))
        elif asked.blocked:
            self.app.counter.sound.say(Spoken.STOP)
        self._pick(tuple(one.id for one in asked.bills))

    def _pick(self, bills: tuple[str, ...]) -> None:
        asked = self._asked
        if asked is None:
            return
        owed = sum(one.owed_fen for one in asked.bills if one.id in set(bills))
        if asked.bills:
            amount = self._payable(owed)
            self._amount = words.typed(amount)
            self._order = replace(self._order, bills=bills, amount_fen=amount, confirmed=())
            self.amountSet.emit(self._amount)
        self._reckon()

    def _payable(self, owed_fen: int) -> int:
        """What cash can make of it, where the biller puts the rest to the account's balance."""
        if self._biller is None or not self._biller.credits_rest:
            return owed_fen
        return rules.in_coins(owed_fen, self.app.station.catalogue.till.coin_fen)

    # The cash --------------------------------------------------------------------------------------------------------

    @Slot(str)
    def receive(self, text: str) -> None:
        """Cash in, as typed."""
        self._received = text
        self._order = replace(self._order, received_fen=money.parse_fen(text) or 0)
        self._reckon()

    @Slot(str)
    def chooseNote(self, text: str) -> None:
        """An amount of one touch: its box takes it over; after the amount comes the cash."""
        was = self.pad
        self._write_pad(text)
        if was == "amount":
            self.show(pad="received")

    @Slot(str)
    def padTo(self, field: str) -> None:
        """The number pad writes into the box that had the keyboard last."""
        self.show(pad=field)

    @Slot(str)
    def press(self, key: str) -> None:
        """A key of the number pad."""
        self._write_pad((self._padded + key)[:13])

    @Slot()
    def erase(self) -> None:
        """One sign back."""
        self._write_pad(self._padded[:-1])

    @Slot()
    def eraseAll(self) -> None:
        """Begin again."""
        self._write_pad("")

    @Slot()
    def enterCash(self) -> None:
        """Enter in the cash box: take it when all is there."""
        if self.ready:
            self.take()

    @property
    def _padded(self) -> str:
        return self._amount if self.pad == "amount" else self._received

    def _write_pad(self, text: str) -> None:
        if self.pad == "amount":
            self.amountSet.emit(text)
            self.writeAmount(text)
        else:
            self.receivedSet.emit(text)
            self.receive(text)

    # Reckoning -------------------------------------------------------------------------------------------------------

    def _reckon(self) -> None:
        """Quote the order as it stands and show its slip; what was typed meanwhile is quoted next."""
        if self._asked is None or self._asked.problems:
            return
        if self._quoting:
            self._stale = True
            return
        self._quoting, self._stale = True, False
        station, order, by, slips = self.app.station, self._order, self.app.by, self.app.slips
        self.ask(
            lambda: _quoted(station, slips, order, by),
            lambda got: self._reckoned(order, *got),
            self._unreckoned,
            quietly=True,
        )

    def _unreckoned(self, _trouble: Trouble) -> bool:
        self._quoting = False
        return False

    def _reckoned(self, order: Order, quote: Quote, picture: str) -> None:
        self._quoting = False
        if self.stage == "pay" and order.account == self._order.account:
            self._quote = quote
            self._tell(order, quote, picture)
        if self._stale:
            self._reckon()

    def _tell(self, order: Order, quote: Quote, picture: str) -> None:
        asked, biller, texts = self._asked, self._biller, self.app.texts
        if asked is None or biller is None:
            return
        received = bool(self._received.strip())
        short = quote.change_fen is None
        faults = [one for one in quote.problems if one.field not in _SAID_ELSEWHERE]
        shown = [one for one in faults if one.field != "amount_fen" or self._amount.strip("0. ")]
        wrong_cash = next(
            (one for one in quote.problems if one.field == "received_fen" and one.key == "payments.no_amount"), None
        )
        told = {one.field: texts.problem(one) for one in reversed(shown)}
        if wrong_cash is not None and received:
            told["received_fen"] = texts.problem(wrong_cash)
        stops = [texts.problem(one) for one in shown if one.field in {"biller", "resident"}]
        if not self.amountAsked and "amount_fen" in told:
            stops.append(told["amount_fen"])
        self.show(
            problems=told,
            blockedText="\n".join(stops),
            figures=account_words.figures(asked, order, quote, texts),
            bills=account_words.bills(asked, order, texts) if len(asked.bills) > 1 else [],
            tiers=account_words.tiers(asked, order),
            amountChoices=account_words.amounts(biller, order) if self.amountAsked else [],
            allowanceAsked=self.allowanceAsked or any(one.key in _NEEDS_ALLOWANCE for one in quote.problems),
            allowanceText=self._allowed(order, quote),
            cashChoices=[
                {"label": words.plain(fen), "value": words.typed(fen), "lit": fen == order.received_fen}
                for fen in (quote.suggested if order.amount_fen else ())
            ],
            changeLabel=texts("payments-ui.short" if received and short else "payments-ui.change"),
            changeText=money.yuan(abs(order.received_fen - quote.due_fen)) if received else "",
            short=received and short,
            ready=not quote.problems and received,
            waitText=self._wait(quote, received=received),
            slip=picture,
        )

    def _allowed(self, order: Order, quote: Quote) -> str:
        wrong = any(one.field == "allowance" for one in quote.problems)
        if not order.allowance or wrong:
            return ""
        return self.text("payments-ui.allowed", yuan=money.yuan(order.amount_fen))

    def _wait(self, quote: Quote, *, received: bool) -> str:
        """The first thing that is still missing; what is wrong stands at its field."""
        fields = {one.field for one in quote.problems}
        missing = (
            ("bills", "bills" in fields),
            ("amount", not self._order.amount_fen),
            ("unverified", "unverified" in fields),
            ("", bool(fields - _SAID_ELSEWHERE)),
            ("cash", not received),
            ("short", quote.change_fen is None),
        )
        what = next((name for name, is_missing in missing if is_missing), "")
        short = money.yuan(max(0, quote.due_fen - self._order.received_fen))
        return self.text(f"payments-ui.wait.{what}", yuan=short) if what else ""

    # Taking ----------------------------------------------------------------------------------------------------------

    @Slot()
    def take(self) -> None:
        """Take it (收下), unless something unusual asks for a second look."""
        quote = self._quote
        if self.busy or self._quoting or not self.ready or quote is None:
            return
        open_guards = [one for one in quote.guards if one.code not in self._order.confirmed]
        if open_guards:
            texts = self.app.texts
            self.show(
                guards=[
                    {
                        "title": texts(f"payments-ui.guard.{one.code}"),
                        "text": texts(f"payments.guard.{one.code}", **dict(one.values)),
                    }
                    for one in open_guards
                ]
            )
            self.app.counter.sound.say(Spoken.STOP)
            self.guardsAsked.emit()
            return
        station, order, by, slips = self.app.station, self._order, self.app.by, self.app.slips
        self.ask(lambda: _take(station, slips, order, by), self._took, self._kept)

    @Slot()
    def confirmGuards(self) -> None:
        """Asked, and it is right (确认无误)."""
        if self._quote is not None:
            self._order = replace(self._order, confirmed=tuple(one.code for one in self._quote.guards))
            self.take()

    @Slot()
    def next(self) -> None:
        """The next person."""
        self.app.nav.back()

    @Slot()
    def openTaken(self) -> None:
        """The payment's own page: to take it back, to print it again."""
        self.app.nav.open("PaymentPage", {"id": self._taken})

    def _kept(self, trouble: Trouble) -> bool:
        """It was not taken: perhaps something has changed since the quote, so quote again."""
        self.app.counter.sound.say(Spoken.STOP)
        self._order = replace(self._order, confirmed=())
        if isinstance(trouble, NotReady):
            self._reckon()
        return False

    def _took(self, done: _Done) -> None:
        taken, texts = done.taken, self.app.texts
        one, biller = taken.payment, self._biller
        sound = self.app.counter.sound
        if taken.change_fen:
            sound.say(Spoken.CHANGE, str(one.received_fen), str(taken.change_fen))
        else:
            sound.say(Spoken.PAID, str(one.received_fen))
        self._taken = one.id
        self._also.look(one.resident, bills=False)
        notes, left = account_words.change_in(taken.change_fen, self.app.station.catalogue.till.faces)
        low = taken.low_float
        lines = [
            ("wallet", "brand", texts("payments-ui.drawer")),
            ("printer-check", "soft", texts("payments-ui.second_comes")),
        ]
        if left:
            lines.append(("hand-coins", "attention", texts("payments-ui.no_coin", yuan=money.yuan(left))))
        if low is not None:
            figures = {"left": money.yuan(max(0, low.left_fen)), "line": money.yuan(low.line_fen)}
            lines.append(("triangle-alert", "attention", texts("payments-ui.low_float", **figures)))
        self.show(
            stage="done",
            doneText=texts("payments-ui.taken"),
            doneAbout=texts(
                "payments-ui.taken_about", biller=words.name_of(biller, texts) if biller else one.biller_name,
                reference=one.reference,
            ),
            doneLabel=texts("payments-ui.change") if taken.change_fen else "",
            doneChange=money.yuan(taken.change_fen) if taken.change_fen else texts("payments-ui.taken_exact"),
            doneSum=" · ".join(filter(None, (texts(
                "payments-ui.taken_sum", received=money.yuan(one.received_fen), amount=money.yuan(one.cash_fen)
            ), notes if not left else ""))),
            doneNotes=[{"icon": icon, "tone": tone, "text": text} for icon, tone, text in lines],
            alsoDue=account_words.also(done.also, self.app.station, texts),
            slip=done.picture,
        )  # fmt: skip

    def _open_slip(self, text: str) -> None:
        station = self.app.station

        def work() -> int:
            with station.store.read() as db:
                return looking.by_serial(db, station, text, station.clock.now()).id

        self.ask(work, lambda found: self.app.nav.open("PaymentPage", {"id": found}))


def _find(station: Station, typed: str, biller: str) -> tuple[FoundAccount, ...]:
    """Accounts, this biller's first."""
    with station.store.read() as db:
        found = enquiry.find(db, station, typed)
    return tuple(sorted(found, key=lambda one: one.biller != biller))


def _enquire(station: Station, biller: str, typed: str) -> _Asked:
    """The account that was typed; or the one that a person's name, card or meter leads to."""
    at = station.clock.now()
    with station.store.read() as db:
        asked = enquiry.ask(db, station, biller, typed, at)
        wrong = rules.problems_in_account(station.catalogue.biller(biller), asked.account)
        if not wrong:
            return _Asked(asked)
        found = enquiry.find(db, station, typed)
        mine = [one for one in found if one.biller == biller]
        if len(mine) == 1:
            return _Asked(enquiry.ask(db, station, biller, mine[0].account, at))
        return _Asked(None, tuple(sorted(found, key=lambda one: one.biller != biller)), wrong)


def _quoted(station: Station, slips: SlipGallery, order: Order, by: str) -> tuple[Quote, str]:
    at = station.clock.now()
    with station.store.read() as db:
        quote = taking.quote(db, station, order, at)
        document = preview.preview(db, station, order, quote, at, by)
    return quote, slips.show(document)


def _take(station: Station, slips: SlipGallery, order: Order, by: str) -> _Done:
    taken = taking.take(station, order, by)
    at = station.clock.now()
    with station.store.read() as db:
        also = _also(db, station, taken.payment.resident, at)
    return _Done(taken, slips.show(taken.document), also)


def _also(db: "Connection", station: Station, resident: str, at: "Instant") -> tuple[DueBill, ...]:
    """What the person and the household still owe (G1)."""
    if not resident:
        return ()
    person = residents.get(db, resident)
    home = (one.id for one in residents.household(db, person.household))
    return enquiry.due_for(db, station, dict.fromkeys((resident, *home)), at)
