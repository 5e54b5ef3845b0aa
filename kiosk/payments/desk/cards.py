"""Prepaid electricity cards (IC卡购电, M11): read, buy, write, confirm.

A card is written once the county says that the biller has the money, because only the biller's word carries the right
to write; its reference is the write's token. What the card says it holds decides, not what we remember: a write that
reached the card although its confirmation was lost is found on the card and never made twice.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.catalogue import Biller
from kiosk.clock import Instant
from kiosk.errors import DeviceTrouble, NotReady, Refused
from kiosk.payments import slips
from kiosk.payments.desk import cancelling, looking, views
from kiosk.payments.desk.views import PaymentView
from kiosk.payments.model import PayState, account
from kiosk.people import clerks
from kiosk.seams import CardRead, CardReader
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.payment_events import CardMoved, PaymentCancelled

_WAITS = (PayState.CARD_WAITING, PayState.CARD_FAILED)


@dataclass(frozen=True)
class CardSeen:
    """A card in the reader.

    Attributes:
        read: What is on it.
        biller: Whose it is.
        account: The account that the county's list has for it; "" when it has none.
        holder: Of that account.
        waiting: Payments that are to be written to it, the oldest first.
    """

    read: CardRead
    biller: Biller
    account: str
    holder: str
    waiting: tuple[PaymentView, ...]


@dataclass(frozen=True)
class Written:
    """What came of a write.

    Attributes:
        payment: As it stands now.
        trouble: Why the card could not be written; None when it was.
        slip: Number of the slip in the spool; 0 for none.
        document: The slip of a written card, or None.
    """

    payment: PaymentView
    trouble: DeviceTrouble | None = None
    slip: int = 0
    document: Document | None = None


def look(station: Station, reader: CardReader) -> CardSeen:
    """Read the card in the reader, before anything is bought.

    Raises:
        DeviceTrouble: No card, no reader.
        Refused: ``payments.card_of_nobody``; ``payments.card_no_record`` sends the resident to the biller's office.
    """
    read, at = reader.read(), station.clock.now()
    biller = _biller_of(station, read)
    if not read.last:
        raise _no_record(station, biller)
    with station.store.read() as db:
        this = (account.c.biller == biller.code) & (account.c.card == read.number)
        row = db.execute(select(account).where(this)).first()
        waiting = looking.to_write(db, station, at, card=read.number).rows
        number, holder = (row.account, row.holder) if row else ("", "")
        return CardSeen(read, biller, number, holder, waiting[::-1])


def write(station: Station, payment_id: int, reader: CardReader, by: str) -> Written:
    """Write a posted payment to its card (写卡), or again after a failure (补写卡).

    Raises:
        DeviceTrouble: The card cannot even be read: nothing has happened.
        NotFound: ``payments.missing``.
        Refused: Nothing to write, another card, no earlier record.
    """
    at = station.clock.now()
    with station.store.read() as db:
        view = _waiting(db, station, payment_id, at)
    read = reader.read()
    _must_fit(station, view, read)
    if read.last != _token(view):  # else it is on the card already, and only the confirmation is missing
        with station.store.write() as db:
            _waiting(db, station, payment_id, at)
            journal.append(db, CardMoved(payment_id, "write", read.number), at, by)
        try:
            reader.write(view.amount_fen, _token(view))
        except DeviceTrouble as trouble:
            return _failed(station, payment_id, read.number, trouble, by)
    return _confirmed(station, payment_id, read.number, by)


def cancel_write(
    station: Station, payment_id: int, reader: CardReader, authority: str, pin: str, by: str
) -> cancelling.Cancelled:
    """Give up the write (取消写卡): the county is asked to take the payment back.

    Args:
        station: Where.
        payment_id: Which.
        reader: With the card in it, to see that it was not written after all.
        authority: Code of the lead clerk who stands by.
        pin: Of that clerk.
        by: Who asks.

    Raises:
        DeviceTrouble: The card cannot be read: nobody knows whether it was written.
        NotReady: ``authority`` is no lead clerk.
        NotFound: ``payments.missing``.
        Refused: Nothing to write, another card, it was written after all, a wrong PIN.
    """
    at = station.clock.now()
    with station.store.read() as db:
        view = _waiting(db, station, payment_id, at)
        if problems := cancelling.authority_problems(db, authority):
            raise NotReady(problems)
    read = reader.read()
    if read.number != view.card:
        raise Refused("payments.other_card", card=view.card)
    if read.last == _token(view):
        raise Refused("payments.card_written")
    clerks.prove(station, authority, pin)
    with station.store.write() as db:
        _waiting(db, station, payment_id, at)
        journal.append(db, CardMoved(payment_id, "cancelled", read.number), at, by)
        fact = PaymentCancelled(payment_id, cancelling.REASON_CARD, authority, at_once=False)
        entry = journal.append(db, fact, at, by)
        now = views.one(db, station, payment_id, at)
        document = slips.cancelled(station, entry, now, fact)
        return cancelling.Cancelled(now, at_once=False, slip=spool.queue(db, entry, document), document=document)


def _biller_of(station: Station, read: CardRead) -> Biller:
    for biller in station.catalogue.billers:
        if biller.card and biller.code == read.biller:
            return biller
    raise Refused("payments.card_of_nobody")


def _token(view: PaymentView) -> str:
    """What the card says once this payment is on it: the biller's reference, by which the biller knows the write."""
    return view.biller_ref or view.reference


def _waiting(db: Connection, station: Station, payment_id: int, at: Instant) -> PaymentView:
    view = views.one(db, station, payment_id, at)
    if view.state not in _WAITS:
        raise Refused("payments.no_write", state=station.texts(view.state_word))
    return view


def _must_fit(station: Station, view: PaymentView, read: CardRead) -> None:
    if read.number != view.card:
        raise Refused("payments.other_card", card=view.card)
    if not read.last:
        raise _no_record(station, _biller_of(station, read))


def _no_record(station: Station, biller: Biller) -> Refused:
    office = biller.office or station.texts("payments-desk.office", biller=biller.name)
    return Refused("payments.card_no_record", office=office)


def _failed(station: Station, payment_id: int, card: str, trouble: DeviceTrouble, by: str) -> Written:
    at = station.clock.now()
    with station.store.write() as db:
        journal.append(db, CardMoved(payment_id, "failed", card), at, by)
        return Written(views.one(db, station, payment_id, at), trouble)


def _confirmed(station: Station, payment_id: int, card: str, by: str) -> Written:
    at = station.clock.now()
    with station.store.write() as db:
        entry = journal.append(db, CardMoved(payment_id, "written", card), at, by)
        now = views.one(db, station, payment_id, at)
        document = slips.card_written(station, entry, now)
        return Written(now, None, spool.queue(db, entry, document), document)
