"""What is printed of a payment. Paper is Chinese; every word comes from ``payments.slip.*``.

Every slip says where the money truly is: 已受理(未到账) when it is taken, 已到账 once the county has said so, with the
biller's reference. A slip that cannot name its payment is a bug and is never printed (M12).
"""

from collections.abc import Iterator, Sequence

from kiosk import money
from kiosk.catalogue import Biller
from kiosk.clock import local
from kiosk.errors import Bug, NotFound
from kiosk.journal import Entry
from kiosk.payments.view import DueBill, PaymentView
from kiosk.slips import frame
from kiosk.slips.document import AnyBlock, Banner, Document, Line, OpenDrawer, Row, Rule, SignatureLine
from kiosk.station import Station
from kiosk.wire.payment_events import PaymentCancelled

_bills_on_slip_max = 24


def accepted(station: Station, entry: Entry, one: PaymentView, bills: Sequence[DueBill] = ()) -> Document:
    """The first slip, 已受理(未到账): the cash is here, the biller does not have it yet (G4, M12).

    Args:
        station: Where.
        entry: Of the payment.
        one: The payment.
        bills: What it settles, as they were before it.
    """
    texts = station.texts
    blocks: list[AnyBlock] = [
        *_head(station, entry, one, texts("payments.slip.accepted"), one.by_name),
        *((Banner(texts("payments.slip.unverified"), style="framed"),) if one.unverified else ()),
        *_who(station, one),
        *_bills(station, one, bills),
        Rule(),
        *_amounts(station, one),
        Rule(),
        Line(texts("payments.slip.second_slip"), bold=True),
        *_biller(station, one),
        *_signed(station, entry, "PAID", one, one.amount_fen),
        OpenDrawer(),
    ]
    return Document(_title(station, one, "payments.slip.accepted"), tuple(blocks))


def posted(station: Station, entry: Entry, one: PaymentView) -> Document:
    """The second slip, 已到账, with the biller's reference (G4)."""
    texts = station.texts
    blocks: list[AnyBlock] = [
        *_head(station, entry, one, texts("payments.slip.posted")),
        *_who(station, one),
        Rule(),
        Row(texts("payments.slip.amount"), _yuan(station, one.amount_fen), bold=True, size=2),
        Row(texts("payments.slip.taken_at"), f"{local(one.at_ms):%Y-%m-%d %H:%M}"),
        Row(texts("payments.slip.posted_at"), f"{local(one.posted_ms):%Y-%m-%d %H:%M}"),
        *((Row(texts("payments.slip.biller_ref"), one.biller_ref),) if one.biller_ref else ()),
        *((Row(texts("payments.slip.balance"), _yuan(station, one.balance_fen)),) if one.balance_fen else ()),
        Rule(),
        *_biller(station, one),
        *_signed(station, entry, "POSTED", one, one.amount_fen),
    ]
    return Document(_title(station, one, "payments.slip.posted"), tuple(blocks))


def refunded(station: Station, entry: Entry, one: PaymentView, name: str) -> Document:
    """The refund's slip: why, how much, and the signature of who took it; it opens the drawer."""
    texts = station.texts
    blocks: list[AnyBlock] = [
        *_head(station, entry, one, texts("payments.slip.refund")),
        *_who(station, one),
        *((Line(texts("payments.slip.because", reason=one.reason)),) if one.reason else ()),
        Row(texts("payments.slip.refunded"), _yuan(station, one.refund_fen), bold=True, size=2),
        Rule(),
        SignatureLine(texts("payments.slip.taker", name=name)),
        *_signed(station, entry, "REFUND", one, one.refund_fen),
        OpenDrawer(),
    ]
    return Document(_title(station, one, "payments.slip.refund"), tuple(blocks))


def cancelled(station: Station, entry: Entry, one: PaymentView, fact: PaymentCancelled) -> Document:
    """The slip of a cancel: the cash went back, or the county decides first (M9)."""
    texts = station.texts
    kind = "payments.slip.cancelled" if fact.at_once else "payments.slip.cancelling"
    back = (
        Row(texts("payments.slip.refunded"), _yuan(station, one.cash_fen), bold=True, size=2),
        SignatureLine(texts("payments.slip.taker", name=one.payer or one.holder)),
    )
    asked = (Line(texts("payments.slip.county_decides"), bold=True),)
    blocks: list[AnyBlock] = [
        *_head(station, entry, one, texts(kind)),
        *_who(station, one),
        Row(texts("payments.slip.amount"), _yuan(station, one.amount_fen)),
        Row(texts("payments.slip.reason"), station.catalogue.reason("cancel", fact.reason).name),
        Rule(),
        *(back if fact.at_once else asked),
        *_signed(station, entry, "CANCEL", one, one.cash_fen),
        *((OpenDrawer(),) if fact.at_once else ()),
    ]
    return Document(_title(station, one, kind), tuple(blocks))


def card_written(station: Station, entry: Entry, one: PaymentView) -> Document:
    """The slip of a written card (M11)."""
    texts = station.texts
    blocks: list[AnyBlock] = [
        *_head(station, entry, one, texts("payments.slip.card_written")),
        *_who(station, one),
        Row(texts("payments.slip.card"), one.card),
        Row(texts("payments.slip.amount"), _yuan(station, one.amount_fen), bold=True, size=2),
        *((Row(texts("payments.slip.biller_ref"), one.biller_ref),) if one.biller_ref else ()),
        *_biller(station, one),
        *_signed(station, entry, "CARD", one, one.amount_fen),
    ]
    return Document(_title(station, one, "payments.slip.card_written"), tuple(blocks))


def disputed(station: Station, entry: Entry, one: PaymentView, word: str, note: str) -> Document:
    """What the resident takes along who disputes a receipt: what is wrong, and that the county answers (M19)."""
    texts = station.texts
    blocks: list[AnyBlock] = [
        *_head(station, entry, one, texts("payments.slip.disputed")),
        *_who(station, one),
        Row(texts("payments.slip.amount"), _yuan(station, one.amount_fen)),
        Row(texts("payments.slip.taken_at"), f"{local(one.at_ms):%Y-%m-%d %H:%M}"),
        Row(texts("payments.slip.reason"), word, bold=True),
        *((Line(note),) if note else ()),
        Rule(),
        Line(texts("payments.slip.county_answers"), bold=True),
        SignatureLine(texts("payments.slip.resident_signs")),
        *_biller(station, one),
        *_signed(station, entry, "DISPUTE", one, one.amount_fen),
    ]
    return Document(_title(station, one, "payments.slip.disputed"), tuple(blocks))


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _head(station: Station, entry: Entry, one: PaymentView, title: str, by_name: str = "") -> Iterator[AnyBlock]:
    if not one.reference:
        raise Bug("a slip without a reference")
    yield from frame.head(station, entry, title, by_name)
    yield Row(station.texts("payments.slip.reference"), one.reference, bold=True)
    yield Row(station.texts("payments.slip.state"), station.texts(one.state_word), bold=True)


def _title(station: Station, one: PaymentView, key: str) -> str:
    return f"{station.texts(key)} {one.reference}"


def _who(station: Station, one: PaymentView) -> Iterator[AnyBlock]:
    texts = station.texts
    yield Row(texts("payments.slip.service"), one.biller_name)
    yield Row(texts("payments.slip.account"), one.account_shown)
    if one.holder:
        yield Row(texts("payments.slip.holder"), one.holder)
    if one.payer:
        yield Row(texts("payments.slip.payer"), one.payer)


def _bills(station: Station, one: PaymentView, bills: Sequence[DueBill]) -> Iterator[AnyBlock]:
    """Readings and tiers of each bill; where there are several, a line says how many months or meters (M12)."""
    texts, paid = station.texts, {line.id: line.fen for line in one.bills}
    months, meters = len({bill.period for bill in bills}), len({bill.meter for bill in bills if bill.meter})
    if months > 1:
        yield Line(texts("payments.slip.months", count=months), bold=True)
    if meters > 1:
        yield Line(texts("payments.slip.meters", count=meters), bold=True)
    for bill in bills[:_bills_on_slip_max]:
        yield Row(
            f"{_period(station, bill.period)} {bill.meter}".strip(),
            _yuan(station, paid.get(bill.id, bill.owed_fen)),
            bold=True,
        )
        if bill.readings:
            yield Row(texts("payments.slip.readings"), _readings(station, bill.readings))
        for tier in bill.tiers:
            yield Row(texts("payments.slip.tier"), tier)
        if bill.late_fen:
            yield Row(texts("payments.slip.late"), _yuan(station, bill.late_fen))
        if bill.due:
            yield Row(texts("payments.slip.due"), f"{bill.due:%Y-%m-%d}")
        if paid.get(bill.id, bill.owed_fen) < bill.owed_fen:
            yield Line(texts("payments.slip.in_part", yuan=money.yuan(bill.owed_fen - paid[bill.id])))
    balance_fen = next((bill.balance_fen for bill in reversed(bills) if bill.balance_fen), 0)
    if balance_fen:
        yield Row(texts("payments.slip.balance_before"), _yuan(station, balance_fen))


def _period(station: Station, period: str) -> str:
    """``2026-10`` as a month; whatever else a biller calls its periods as it is."""
    year, _, month = period.partition("-")
    if len(year) == len("2026") and len(month) == len("10") and (year + month).isdecimal():
        return station.texts("payments.slip.month", year=year, month=int(month))
    return period


def _readings(station: Station, readings: Sequence[str]) -> str:
    if len(readings) == 3:  # noqa: PLR2004 - from, to, used
        first, last, used = readings
        return station.texts("payments.slip.from_to", first=first, last=last, used=used)
    return " ".join(readings)


def _amounts(station: Station, one: PaymentView) -> Iterator[AnyBlock]:
    texts = station.texts
    yield Row(texts("payments.slip.amount"), _yuan(station, one.amount_fen), bold=True, size=2)
    if rest_fen := one.amount_fen - sum(line.fen for line in one.bills) if one.bills else 0:
        yield Row(texts("payments.slip.rest_credited"), _yuan(station, rest_fen))
    if one.fee_fen:
        yield Row(texts("payments.slip.fee"), _yuan(station, one.fee_fen))
    given = f"{money.yuan(one.received_fen)} / {money.yuan(one.change_fen)}"
    yield Row(texts("payments.slip.received_change"), given)
    if kept_fen := one.change_fen % station.catalogue.till.coin_fen:
        yield Line(texts("payments.slip.no_coin", yuan=money.yuan(kept_fen)))


def _biller(station: Station, one: PaymentView) -> Iterator[AnyBlock]:
    try:
        biller: Biller = station.catalogue.biller(one.biller)
    except NotFound:
        return  # no longer listed; its payments still have their slips
    if biller.hotline:
        yield Line(station.texts("payments.slip.biller_hotline", biller=biller.name, hotline=biller.hotline))


def _signed(station: Station, entry: Entry, kind: str, one: PaymentView, fen: int) -> tuple[AnyBlock, ...]:
    account = "".join(sign for sign in one.account if sign.isascii() and sign.isalnum())[:40]
    return frame.signed(station, entry, kind, account, str(fen))


def _yuan(station: Station, fen: int) -> str:
    return station.texts("payments.slip.yuan", yuan=money.yuan(fen))
