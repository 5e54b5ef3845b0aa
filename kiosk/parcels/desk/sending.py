"""Sending at the counter (寄件, P19–P21): a draft, both ticks, the weight, the listed price, cash, label and receipt.

Nothing waits for the network: a sending without a waybill bears the counter's own tag until the county sends a number.
The identity number is checked here and forgotten at once; its tail and a salted digest stay.
"""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.engine import Connection, Row

from kiosk import journal, limits, media, typed
from kiosk.catalogue import ReasonGroup
from kiosk.clock import day_number, day_of
from kiosk.errors import NotFound, NotReady, Problem, Refused
from kiosk.ledger import shifts
from kiosk.parcels import counter_slips, rules
from kiosk.parcels.counter_model import SENDING_HERE, SENDING_OPEN, SendingState, sending
from kiosk.parcels.counter_projectors import sending_row, tag
from kiosk.people import names
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire import counter_events as facts
from kiosk.wire.parcel_events import ChargedFee, ListPrinted

Form = rules.Sending
"""What the clerk fills in; prices in it are ignored: they come from the list (:func:`quote`)."""

_DIGITS = re.compile(r"\d+")
_TAG = re.compile(r"S(\d{10,18})", re.ASCII)


@dataclass(frozen=True)
class SendingView:
    """One sending as a screen shows it.

    Attributes:
        id: Ref of its draft.
        state: Where it stands.
        number: The waybill, or the counter's own tag while there is none.
        waybill: "" until the county or the clerk gave it one.
        sender: Name; ``recipient`` likewise, ``*_masked`` for eyes that need not know.
        carrier: Code; ``carrier_name`` in words.
        paid_fen: Cash taken, 0 for one that the recipient pays.
        id_tail: Last four of the identity number, or "" before it was seen.
        kept_until: Last day of 暂存, or None.
        reason: Why it was refused, in words, or "".
    """

    id: int
    state: SendingState
    number: str
    waybill: str
    sender: str
    sender_masked: str
    sender_phone: str
    recipient: str
    recipient_masked: str
    recipient_phone: str
    address: str
    carrier: str
    carrier_name: str
    tariff: str
    contents: str
    prepaid: bool
    weight_g: int
    declared_fen: int
    freight_fen: int
    packing_fen: int
    insurance_fen: int
    paid_fen: int
    id_tail: str
    kept_until: date | None
    reason: str
    note: str
    drafted_ms: int
    drafted_day: date

    @property
    def form(self) -> Form:
        """The form to go on with; the ticks and the identity number are asked for again."""
        return Form(
            carrier=self.carrier, tariff=self.tariff, sender_name=self.sender, sender_phone=self.sender_phone,
            recipient_name=self.recipient, recipient_phone=self.recipient_phone, recipient_address=self.address,
            contents=self.contents, prepaid=self.prepaid, weight_g=self.weight_g or None,
            declared_fen=self.declared_fen, note=self.note,
        )  # fmt: skip

    @property
    def open(self) -> bool:
        """Whether it can still be changed, closed, refused or withdrawn."""
        return self.state in SENDING_OPEN

    @property
    def here(self) -> bool:
        """Whether the parcel stands at this point."""
        return self.state in SENDING_HERE


@dataclass(frozen=True)
class Quote:
    """What a sending costs by the county's list, in fen.

    Attributes:
        freight_fen: None while weight or tariff is missing.
        packing: Listed fees with their counts.
        packing_fen: Their sum.
        insurance_fen: For the declared value.
        total_fen: What the sender pays now; 0 when the recipient pays; None while it cannot be said.
    """

    freight_fen: int | None
    packing: tuple[ChargedFee, ...]
    packing_fen: int
    insurance_fen: int
    total_fen: int | None


@dataclass(frozen=True)
class Sent:
    """A closed sending.

    Attributes:
        view: As it now stands.
        change_fen: To give back.
        receipt: Id of the receipt in the spool; ``label`` likewise.
        documents: Receipt and label.
    """

    view: SendingView
    change_fen: int
    receipt: int
    label: int
    documents: tuple[Document, Document]


# ── Steps ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def draft(station: Station, form: Form, by: str) -> SendingView:
    """Keep what is known so far; it survives a restart.

    Raises:
        NotReady: No sender, or a text beyond its limit.
    """
    if problems := rules.problems_in_draft(form):
        raise NotReady(problems)
    at = station.clock.now()
    with station.store.write() as db:
        entry = journal.append(db, facts.SendingDrafted(_wire(form)), at, by)
        return _view(station, sending_row(db, entry.ref))


def change(station: Station, sending_id: int, form: Form, by: str) -> SendingView:
    """Replace the form of an open sending.

    Raises:
        NotReady: As for :func:`draft`.
        Refused: It is not open any more.
    """
    if problems := rules.problems_in_draft(form):
        raise NotReady(problems)
    return _after(station, facts.SendingChanged(sending_id, _wire(form)), sending_id, by)


def quote(station: Station, form: Form, packing: Mapping[str, int] | None = None) -> Quote:
    """Price a form by the catalogue's list; nothing else can be charged (G15).

    Args:
        station: Its catalogue has the list.
        form: Weight, tariff, declared value and who pays.
        packing: Code of a listed fee → how many.

    Raises:
        Refused: ``catalogue.fee_not_listed``.
    """
    book = station.catalogue
    fees = tuple(ChargedFee(code, count, book.fee(code).fen) for code, count in (packing or {}).items() if count > 0)
    packing_fen = sum(fee.count * fee.each_fen for fee in fees)
    insurance_fen = _insurance_fen(station, form.declared_fen)
    freight_fen = rules.freight_fen(form.weight_g, book.tariff(form.tariff)) if form.weight_g and form.tariff else None
    if not form.prepaid:
        return Quote(freight_fen, fees, packing_fen, insurance_fen, 0)
    total_fen = None if freight_fen is None else freight_fen + packing_fen + insurance_fen
    return Quote(freight_fen, fees, packing_fen, insurance_fen, total_fen)


def problems(
    station: Station, form: Form, packing: Mapping[str, int] | None = None, received_fen: int | None = None
) -> tuple[Problem, ...]:
    """Why a form cannot be closed yet, every reason at once, in the order of the form."""
    price = quote(station, form, packing)
    found = list(rules.problems_in_sending(_priced(form, price), station.catalogue.limits))
    if form.carrier and not any(one.code == form.carrier for one in station.catalogue.carriers):
        found.append(Problem("carrier", "sending.carrier"))
    if form.tariff == "" and not form.prepaid:
        found.append(Problem("tariff", "freight_fen.missing"))
    if price.total_fen and received_fen is None:
        found.append(Problem("received_fen", "paid_fen.missing"))
    elif received_fen is not None and not (price.total_fen or 0) <= received_fen <= limits.amount_fen_max:
        found.append(Problem("received_fen", "counter.received", {"yuan": f"{(price.total_fen or 0) / 100:.2f}"}))
    return tuple(found)


def close(
    station: Station, sending_id: int, form: Form, by: str, *, packing: Mapping[str, int] | None = None,
    received_fen: int | None = None, photo: bytes = b"",
) -> Sent:  # fmt: skip
    """Take a parcel over for sending: event, payment, receipt and label in one commit.

    Args:
        station: Of the counter.
        sending_id: An open sending.
        form: Complete: both ticks, identity number, weight, carrier, tariff.
        by: The acting clerk's code.
        packing: Code of a listed fee → how many.
        received_fen: Cash in; may be None when the recipient pays.
        photo: Of the contents; b"" without a camera.

    Raises:
        NotReady: Every problem of the form; nothing was written.
        Refused: The sending is not open; a fee is not listed; those of ``shifts.must_trade`` for a prepaid one.
    """
    if found := problems(station, form, packing, received_fen):
        raise NotReady(found)
    at, price = station.clock.now(), quote(station, form, packing)
    kept_photo = media.put(station, photo)
    identity = _identity(form.id_number)  # outside the transaction: it is slow on purpose
    due_fen, cash_fen = price.total_fen or 0, received_fen or 0
    with station.store.write() as db:
        if form.prepaid:
            shifts.must_trade(db, station, at, by)
        accepted = facts.SendingAccepted(
            sending_id, _wire(form), identity, price.freight_fen or 0, price.packing if form.prepaid else (),
            price.insurance_fen, contents_checked=True, photo=kept_photo.digest,
        )  # fmt: skip
        entry = journal.append(db, accepted, at, by)
        media.announce(db, kept_photo, entry, at, by)
        if form.prepaid:
            paid = facts.SendingPaid(
                sending_id, form.carrier, price.freight_fen or 0, price.insurance_fen, price.packing_fen, cash_fen,
                cash_fen - due_fen,
            )  # fmt: skip
            journal.append(db, paid, at, by)
        view = _view(station, sending_row(db, sending_id))
        cash = counter_slips.Cash(accepted.packing, cash_fen, cash_fen - due_fen)
        receipt = counter_slips.sending_receipt(station, entry, _slip(view), cash)
        label = counter_slips.sending_label(station, entry, _slip(view))
        return Sent(
            view, cash_fen - due_fen, spool.queue(db, entry, receipt), spool.queue(db, entry, label, printer="label"),
            (receipt, label),
        )  # fmt: skip


def refuse(station: Station, reason: str, by: str, *, sending_id: int = 0, note: str = "") -> SendingView:
    """Do not take a parcel, for a listed reason (P20).

    Args:
        station: Of the counter.
        reason: Code of the catalogue's group ``refuse``.
        by: The acting clerk's code.
        sending_id: The draft, or 0 when the person would not even give a name.
        note: What was said.

    Raises:
        NotReady: The reason is not listed, the note is too long.
        Refused: The sending is not open.
    """
    found = [*_note_problems(note)]
    if reason not in {one.code for one in station.catalogue.reasons(ReasonGroup.REFUSE)}:
        found.insert(0, Problem("reason", "counter.reason"))
    if found:
        raise NotReady(tuple(found))
    return _after(station, facts.SendingRefused(sending_id, reason, note), sending_id, by)


def withdraw(station: Station, sending_id: int, by: str, note: str = "") -> SendingView:
    """The sender takes the parcel back.

    Raises:
        NotReady: The note is too long.
        Refused: The sending is closed.
    """
    if found := _note_problems(note):
        raise NotReady(found)
    return _after(station, facts.SendingWithdrawn(sending_id, note), sending_id, by)


def keep(station: Station, sending_id: int, until: date, by: str, note: str = "") -> SendingView:
    """暂存: the parcel stays here while the form is open; it is counted in the stock-take (P21).

    Raises:
        NotReady: The day is over, or beyond ``keep_days_max``; the note is too long.
        Refused: The sending is not open.
    """
    with station.store.read() as db:
        today = journal.business_day(db, station.clock.now())
    if found := (*until_problems(until, today), *_note_problems(note)):
        raise NotReady(found)
    return _after(station, facts.SendingKept(sending_id, day_number(until), note), sending_id, by)


def keep_no_more(station: Station, sending_id: int, by: str) -> SendingView:
    """The sender is back: the draft goes on.

    Raises:
        Refused: It was not kept.
    """
    return _after(station, facts.SendingKeptNoMore(sending_id), sending_id, by)


def attach_waybill(station: Station, sending_id: int, scan: str, by: str) -> SendingView:
    """Put a pre-printed number of the carrier on the parcel.

    Raises:
        NotReady: It is no number.
        Refused: ``counter.waybill_taken``: another thing here has it; ``counter.has_waybill``: this one has one.
    """
    waybill = rules.clean_number(scan)
    if not rules.waybill_chars_min <= len(waybill) <= limits.waybill_chars_max:
        raise NotReady((Problem("waybill", "counter.waybill"),))
    at = station.clock.now()
    with station.store.write() as db:
        if sending_row(db, sending_id).waybill:
            raise Refused("counter.has_waybill")
        if db.execute(select(sending.c.id).where(sending.c.waybill == waybill)).first():
            raise Refused("counter.waybill_taken", waybill=waybill)
        journal.append(db, facts.WaybillAttached(sending_id, waybill), at, by)
        return _view(station, sending_row(db, sending_id))


def print_label(station: Station, sending_id: int, by: str) -> int:
    """Print the label again, now with its waybill; returns the slip's id.

    Raises:
        Refused: ``counter.not_accepted``: it is not closed.
    """
    at = station.clock.now()
    with station.store.write() as db:
        row = sending_row(db, sending_id)
        if row.accepted_position is None:
            raise Refused("counter.not_accepted")
        entry = journal.append(db, ListPrinted("sending_label"), at, by)
        document = counter_slips.sending_label(station, entry, _slip(_view(station, row)))
        return spool.queue(db, entry, document, printer="label")


# ── Questions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def one(station: Station, sending_id: int) -> SendingView:
    """One sending.

    Raises:
        Refused: ``counter.no_sending``.
    """
    with station.store.read() as db:
        return _view(station, sending_row(db, sending_id))


def open_ones(station: Station) -> tuple[SendingView, ...]:
    """Drafts and kept ones, the oldest first."""
    return _some(station, sending.c.state.in_(sorted(SENDING_OPEN)))


def waiting(station: Station) -> tuple[SendingView, ...]:
    """Closed ones that wait for the van, the oldest first."""
    return _some(station, sending.c.state == SendingState.ACCEPTED.value)


def waiting_for_waybill(station: Station) -> tuple[SendingView, ...]:
    """Closed ones without a number yet, the oldest first."""
    return _some(station, (sending.c.state == SendingState.ACCEPTED.value) & (sending.c.waybill == ""))


def recent(station: Station, rows_max: int = limits.search_rows_max) -> tuple[SendingView, ...]:
    """The last sendings, the newest first."""
    with station.store.read() as db:
        rows = db.execute(select(sending).order_by(sending.c.id.desc()).limit(rows_max)).all()
    return tuple(_view(station, row) for row in rows)


def find(station: Station, scan: str) -> SendingView:
    """The sending of a scanned label.

    Raises:
        NotFound: ``counter.no_sending``.
    """
    with station.store.read() as db:
        if (row := row_by_scan(db, scan)) is None:
            raise NotFound("counter.no_sending")
        return _view(station, row)


def row_by_scan(db: Connection, scan: str) -> "Row[tuple[object, ...]] | None":
    """The sending's row by its waybill or by the counter's own tag, the newest first."""
    number = rules.clean_number(scan)
    if match := _TAG.fullmatch(number):
        found = select(sending).where(sending.c.id == int(match[1]))
    else:
        found = select(sending).where(sending.c.waybill == number, sending.c.waybill != "")
    return db.execute(found.order_by(sending.c.here.desc(), sending.c.id.desc()).limit(1)).first()


def same_person(view_digest: bytes, salt: bytes, id_number: str) -> bool:
    """Whether an identity number is the one that was shown, for an inspector who brings it."""
    return _digest(id_number, salt) == view_digest


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def until_problems(until: date, today: date) -> tuple[Problem, ...]:
    """What is wrong with the last day of a 暂存."""
    if not 0 <= (until - today).days <= limits.keep_days_max:
        return (Problem("until", "counter.until", {"most": limits.keep_days_max}),)
    return ()


def _note_problems(note: str) -> tuple[Problem, ...]:
    return typed.problems("note", note, limits.note_chars_max)


def _after(
    station: Station,
    fact: facts.SendingChanged | facts.SendingRefused | facts.SendingWithdrawn | facts.SendingKept
    | facts.SendingKeptNoMore,
    sending_id: int,
    by: str,
) -> SendingView:  # fmt: skip
    at = station.clock.now()
    with station.store.write() as db:
        entry = journal.append(db, fact, at, by)
        return _view(station, sending_row(db, sending_id or entry.ref))


def _wire(form: Form) -> facts.SendingForm:
    return facts.SendingForm(
        form.sender_name.strip(), rules.normalise_phone(form.sender_phone), form.recipient_name.strip(),
        rules.normalise_phone(form.recipient_phone), form.recipient_address.strip(), form.carrier, form.tariff,
        form.contents.strip(), form.prepaid, form.weight_g or 0, form.declared_fen, form.note,
    )  # fmt: skip


def _priced(form: Form, price: Quote) -> Form:
    return replace(
        form, freight_fen=price.freight_fen, packing_fen=price.packing_fen, insurance_fen=price.insurance_fen,
        paid_fen=price.total_fen,
    )  # fmt: skip


def _insurance_fen(station: Station, declared_fen: int) -> int:
    """The listed fee for each begun step of the declared value; the step is the figure in its unit (每200元)."""
    if declared_fen <= 0:
        return 0
    fee = station.catalogue.fee("insurance")
    found = _DIGITS.search(fee.unit)
    step_fen = int(found[0]) * 100 if found and int(found[0]) else declared_fen
    return -(-declared_fen // step_fen) * fee.fen


def _identity(id_number: str) -> facts.IdentityShown:
    salt = os.urandom(16)
    return facts.IdentityShown(id_number.strip().upper()[-4:], salt, _digest(id_number, salt))


def _digest(id_number: str, salt: bytes) -> bytes:
    # A citizen number has some 40 bits: only a slow hash keeps a stolen record from telling it.
    return hashlib.scrypt(id_number.strip().upper().encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def _some(station: Station, where: ColumnElement[bool]) -> tuple[SendingView, ...]:
    with station.store.read() as db:
        rows = db.execute(select(sending).where(where).order_by(sending.c.id).limit(limits.rows_max)).all()
    return tuple(_view(station, row) for row in rows)


def view_of(station: Station, row: "Row[tuple[object, ...]]") -> SendingView:
    """A row of ``sending`` as a screen shows it."""
    return _view(station, row)


def _view(station: Station, row: "Row[tuple[object, ...]]") -> SendingView:
    book = station.catalogue
    return SendingView(
        id=row.id, state=SendingState(row.state), number=row.waybill or tag(row.id), waybill=row.waybill,
        sender=row.sender_name, sender_masked=names.masked(row.sender_name), sender_phone=row.sender_phone,
        recipient=row.recipient_name, recipient_masked=names.masked(row.recipient_name),
        recipient_phone=row.recipient_phone, address=row.recipient_address, carrier=row.carrier,
        carrier_name=book.carrier(row.carrier).name if row.carrier else "", tariff=row.tariff,
        contents=row.contents, prepaid=bool(row.prepaid), weight_g=row.weight_g, declared_fen=row.declared_fen,
        freight_fen=row.freight_fen, packing_fen=row.packing_fen, insurance_fen=row.insurance_fen,
        paid_fen=row.paid_fen, id_tail=row.id_tail,
        kept_until=None if row.kept_until is None else day_of(row.kept_until),
        reason=book.reason(ReasonGroup.REFUSE, row.reason).name if row.reason else "", note=row.note,
        drafted_ms=row.drafted_ms, drafted_day=day_of(row.drafted_day),
    )  # fmt: skip


def _slip(view: SendingView) -> counter_slips.SendingLines:
    """What paper says of a sending; nothing of the identity document is among it."""
    return counter_slips.SendingLines(
        view.number, view.waybill, view.carrier_name, view.sender, view.sender_phone, view.recipient,
        view.recipient_phone, view.address, view.contents, view.prepaid, view.weight_g, view.declared_fen,
        view.freight_fen, view.insurance_fen, view.paid_fen,
    )  # fmt: skip
