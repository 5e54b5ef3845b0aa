"""The slip of an order that is not taken yet: as it will print, but for the code that makes it genuine."""

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kiosk.clock import Instant
from kiosk.journal import Entry
from kiosk.journal.append import business_day
from kiosk.journal.model import lane
from kiosk.payments import rules, slips
from kiosk.payments.desk import enquiry
from kiosk.payments.desk.enquiry import Enquiry
from kiosk.payments.desk.taking import Order, Quote
from kiosk.payments.model import PayState, Refund
from kiosk.payments.view import PaymentView
from kiosk.people import clerks, names
from kiosk.slips.document import QR, AnyBlock, Document, Line, OpenDrawer
from kiosk.station import Station
from kiosk.wire import refs
from kiosk.wire.events import Lane


def preview(db: Connection, station: Station, order: Order, quote: Quote, at: Instant, by: str) -> Document:
    """The slip as :func:`taking.take` will print it if nothing else is booked before.

    Its code is left out: a photo of the screen must never pass for a receipt.
    """
    asked = enquiry.ask(db, station, order.biller, order.account, at)
    entry = _next_entry(db, at, by)
    one = _as_if_taken(station, entry, order, quote, asked)
    chosen = tuple(bill for bill in asked.bills if bill.id in set(order.bills))
    document = slips.accepted(station, entry, one, chosen)
    blocks: list[AnyBlock] = []
    for block in document.blocks:
        if isinstance(block, QR):
            blocks.append(Line(station.texts("payments.slip.code_comes"), align="center"))
        elif not isinstance(block, OpenDrawer):
            blocks.append(block)
    return Document(document.title, tuple(blocks), document.kind)


def _next_entry(db: Connection, at: Instant, by: str) -> Entry:
    """The place in the money lane that comes next."""
    newest = select(lane).where(lane.c.lane == int(Lane.MONEY)).order_by(lane.c.epoch.desc()).limit(1)
    row = db.execute(newest).first()
    epoch, seq = (row.epoch, row.last_seq + 1) if row else (1, 1)
    return Entry(0, epoch, int(Lane.MONEY), seq, at.county_ms, business_day(db, at), by)


def _as_if_taken(station: Station, entry: Entry, order: Order, quote: Quote, asked: Enquiry) -> PaymentView:
    enough = quote.change_fen is not None
    chosen = [(bill.id, bill.owed_fen) for bill in asked.bills if bill.id in set(order.bills)]
    holder = asked.holder or order.holder.strip()
    return PaymentView(
        id=entry.ref, position=0, reference=refs.serial(station.code, entry.ref), biller=asked.biller,
        biller_name=asked.biller_name, service="", account=asked.account, account_shown=asked.account_shown,
        holder=holder, holder_masked=names.masked(holder), payer=order.payer.strip(), resident=order.resident,
        amount_fen=order.amount_fen, fee_fen=quote.fee_fen, received_fen=order.received_fen if enough else 0,
        change_fen=quote.change_fen or 0, state=PayState.ACCEPTED, state_word=rules.state_word(PayState.ACCEPTED),
        since_ms=entry.at_ms, at_ms=entry.at_ms, day=entry.day, by=entry.by,
        by_name=clerks.name_of(station, entry.by), shift=0, unverified=quote.unverified,
        bills=rules.share(chosen, order.amount_fen), biller_ref="", posted=False, posted_ms=0, balance_fen=0,
        refund=Refund.NONE, refund_fen=0, refund_name="", code="", reason="", commission_fen=0, card=asked.card,
        slip_given=False, at_county=False,
    )  # fmt: skip
