"""What a resident and the household still have to pay, and what waits to be handed to them (G1)."""

from typing import TYPE_CHECKING

from kiosk import money
from kiosk.payments.desk import enquiry, looking, refunds, second_slips
from kiosk.payments.model import Refund
from kiosk.payments.view import DueBill, PaymentView
from kiosk.people import residents
from ui.bridge.payments import account_words, words
from ui.bridge.queues import QueuePart, QueueRow

if TYPE_CHECKING:
    from kiosk.clock import Instant
    from kiosk.people.residents import Resident
    from kiosk.station import Station
    from kiosk.texts import Texts

_BEFORE_MAX = 5


def bills(station: "Station", person: "Resident", texts: "Texts") -> QueuePart:
    """A :data:`~ui.bridge.queues.QueueSource`."""
    at = station.clock.now()
    with station.store.read() as db:
        home = tuple(one.id for one in residents.household(db, person.household))
        everybody = tuple(dict.fromkeys((person.id, *home)))
        due = enquiry.due_for(db, station, everybody, at)
        second = [one for who in second_slips.waiting(db, station, at, resident=person.id) for one in who.payments]
        back = [task.payment for task in refunds.due(db, station, at) if task.payment.resident == person.id]
        paid = looking.of_resident(db, station, person.id, at, limit=_BEFORE_MAX).rows
    rows = (
        *(_waits(one, "refund", station, texts) for one in back),
        *(_waits(one, "second", station, texts) for one in second),
        *(_due(one, person, station, texts) for one in due),
    )
    return QueuePart(
        title=texts("payments-ui.queue.title"),
        count=texts("payments-ui.queue.count", count=len(rows)) if rows else "",
        empty=texts("payments-ui.queue.empty"),
        rows=rows,
        before=tuple(_before(one, station, at, texts) for one in paid),
        before_title=texts("payments-ui.queue.before"),
    )


def _due(one: DueBill, person: "Resident", station: "Station", texts: "Texts") -> QueueRow:
    biller = words.biller_of(station, one.biller)
    short = words.short_of(biller, texts) if biller else one.biller_name
    when = words.day_words(one.due, texts) if one.due else ""
    about = [
        one.holder if one.holder != person.name else "",
        texts("payments-ui.bill.about_overdue" if one.overdue else "payments-ui.bill.about_due", day=when)
        if when
        else "",
        texts("payments-ui.account", account=one.account),
    ]
    return QueueRow(
        icon=words.icon_of(biller) or "receipt-japanese-yen",
        tone="danger" if one.warn else "attention" if one.overdue else "brand",
        title=" ".join(filter(None, (short, account_words.period(one, texts), one.meter))),
        subtitle=" · ".join(filter(None, about)),
        trailing=texts("payments-ui.pay_this", yuan=money.yuan(one.owed_fen)),
        page="PayPage",
        args={"biller": one.biller, "account": one.account, "resident": person.id},
    )


def _waits(one: PaymentView, what: str, station: "Station", texts: "Texts") -> QueueRow:
    refund = what == "refund"
    biller = words.biller_of(station, one.biller)
    return QueueRow(
        icon="hand-coins" if refund else "printer-check",
        tone="danger" if refund else "info",
        title=texts(f"payments-ui.queue.{what}"),
        subtitle=" · ".join((words.short_of(biller, texts) if biller else one.biller_name, one.reference)),
        trailing=words.yuan(one.refund_fen if one.refund is Refund.DUE else one.amount_fen, texts),
        page="RefundsPage" if refund else "PaymentPage",
        args={"payment": one.id} if refund else {"id": one.id},
    )


def _before(one: PaymentView, station: "Station", at: "Instant", texts: "Texts") -> QueueRow:
    biller = words.biller_of(station, one.biller)
    short = words.short_of(biller, texts) if biller else one.biller_name
    return QueueRow(
        icon=words.STATE_ICONS[one.state],
        tone="soft",
        title=f"{short} {words.yuan(one.amount_fen, texts)}",
        subtitle=" · ".join((texts(one.state_word), words.when(one.at_ms, at.county_ms, texts))),
        page="PaymentPage",
        args={"id": one.id},
    )
