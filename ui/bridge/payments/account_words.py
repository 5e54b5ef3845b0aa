"""What is known of an account, in words for the pay page: figures, bills, ages, warnings. Values in, rows out."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kiosk import money
from kiosk.catalogue.formats import Biller, BillModel
from kiosk.clock import local
from kiosk.payments import rules
from kiosk.payments.desk.enquiry import Enquiry
from kiosk.payments.desk.taking import Order, Quote
from kiosk.payments.view import DueBill
from kiosk.people import names
from ui.bridge.payments import words

if TYPE_CHECKING:
    from kiosk.station import Station
    from kiosk.texts import Texts

_OLD_DAYS = 3
"""A statement of so many days is worth a second thought."""
_SPOKEN_DAYS = ("今天", "明天", "后天")
_SPOKEN_STOPS = {"water": "停水", "electricity": "停电", "gas": "停气"}
_TIERS_MAX = 8
_ALSO_MAX = 3


def line(asked: Enquiry, texts: "Texts") -> str:
    """户号 0736 2210 4458 · 王*英 · 三板桥村4组12号."""
    address = next((one.address for one in asked.bills if one.address), "")
    parts = (texts("payments-ui.account", account=asked.account_shown), names.masked(asked.holder), address)
    return " · ".join(filter(None, parts))


def figures(asked: Enquiry, order: Order, quote: Quote, texts: "Texts") -> list[dict[str, Any]]:
    """The sum first and largest; of one bill its readings, its last day and its balance."""
    chosen = picked(asked, order)
    if not asked.bills and not quote.fee_fen:
        return []  # what is typed below says it all
    rows = [_figure(_sum_label(asked, chosen, texts), _sum(asked, order, quote, texts))]
    if len(chosen) == 1:
        one = chosen[0]
        if len(one.readings) > 1:
            rows.append(_figure(texts("payments-ui.figure.readings"), f"{one.readings[0]} – {one.readings[1]}"))
        if one.due:
            tone = "attention" if one.overdue else "ink"
            rows.append(_figure(texts("payments-ui.figure.latest"), words.day_words(one.due, texts), tone))
    if chosen and (rest_fen := order.amount_fen - sum(one.owed_fen for one in chosen)) > 0:
        rows.append(_figure(texts("payments-ui.figure.credited"), words.yuan(rest_fen, texts)))
    if quote.fee_fen:
        rows.append(_figure(texts("payments-ui.figure.fee"), words.yuan(quote.fee_fen, texts)))
    balance = next((one.balance_fen for one in asked.bills if one.balance_fen), 0)
    if balance:
        rows.append(_figure(texts("payments-ui.figure.balance"), words.yuan(balance, texts)))
    return rows


def _sum_label(asked: Enquiry, chosen: Sequence[DueBill], texts: "Texts") -> str:
    if len(asked.bills) > 1:
        return texts("payments-ui.figure.due_many", count=len(chosen))
    if chosen:
        return texts("payments-ui.figure.due_of", period=period(chosen[0], texts))
    return texts("payments-ui.figure.due")


def _sum(asked: Enquiry, order: Order, quote: Quote, texts: "Texts") -> str:
    if asked.bills or order.amount_fen:
        return words.yuan(order.amount_fen + quote.fee_fen, texts)
    return "—"


def _figure(label: str, value: str, tone: str = "ink") -> dict[str, Any]:
    return {"label": label, "value": value, "tone": tone}


def picked(asked: Enquiry, order: Order) -> tuple[DueBill, ...]:
    """The bills that are to be settled."""
    wanted = set(order.bills)
    return tuple(one for one in asked.bills if one.id in wanted)


def bills(asked: Enquiry, order: Order, texts: "Texts") -> list[dict[str, Any]]:
    """Each of several bills, to be taken in or left."""
    wanted = set(order.bills)
    return [
        {
            "id": one.id,
            "title": " ".join(filter(None, (period(one, texts), one.meter))),
            "about": _about(one, texts),
            "amount": words.yuan(one.owed_fen, texts),
            "picked": one.id in wanted,
            "tone": "attention" if one.overdue or one.warn else "soft",
        }
        for one in asked.bills
    ]


def period(one: DueBill, texts: "Texts") -> str:
    """2026-10 as 10月; anything else as the biller writes it."""
    year, _, month = one.period.partition("-")
    if year.isdigit() and month.isdigit():
        return texts("payments-ui.period", month=int(month))
    return one.period


def _about(one: DueBill, texts: "Texts") -> str:
    parts = []
    if one.due:
        key = "payments-ui.bill.about_overdue" if one.overdue else "payments-ui.bill.about_due"
        parts.append(texts(key, day=words.day_words(one.due, texts)))
    if one.late_fen:
        parts.append(texts("payments-ui.bill.about_late", yuan=money.yuan(one.late_fen)))
    if one.paid_fen:
        parts.append(texts("payments-ui.bill.about_part", yuan=money.yuan(one.paid_fen)))
    return " · ".join(parts)


def tiers(asked: Enquiry, order: Order) -> list[str]:
    """How the sum comes about, as the slip prints it."""
    return [text for one in picked(asked, order) for text in one.tiers][:_TIERS_MAX]


def amounts(biller: Biller, order: Order) -> list[dict[str, Any]]:
    """Amounts of one touch."""
    return [
        {"label": words.plain(fen), "value": words.typed(fen), "lit": fen == order.amount_fen} for fen in biller.amounts
    ]


def notes(asked: Enquiry, biller: Biller, now_ms: int, texts: "Texts") -> list[dict[str, Any]]:
    """What must be minded: the cut-off, how old the county's word is, what was paid last."""
    found = []
    if (near := asked.cutoff) is not None:
        found.append(_note("triangle-alert", "danger", _cut_off(near, texts), strong=True))
    found.append(_age(asked, biller, texts))
    if asked.usual_fen and not asked.bills:
        found.append(_note("scale", "soft", texts("payments-ui.usual", yuan=money.yuan(asked.usual_fen))))
    if asked.recent:
        last = asked.recent[0]
        at = words.when(last.at_ms, now_ms, texts)
        text = texts("payments-ui.last_paid", at=at, yuan=money.yuan(last.amount_fen), state=texts(last.state_word))
        found.append(_note("history", "soft", text))
    return found


def _age(asked: Enquiry, biller: Biller, texts: "Texts") -> dict[str, Any]:
    """How old the county's word is, and that the slip says 未到账 whatever the road."""
    offline = texts("payments-ui.offline")
    if biller.model is BillModel.DIRECT and not asked.as_of_ms:
        return _note("info", "attention", texts("payments-ui.direct_why"))
    if not asked.as_of_ms:
        return _note("info", "attention", texts("payments-ui.age_none") + offline)
    day = words.day_words(local(asked.as_of_ms).date(), texts)
    kind = "bills" if biller.model is BillModel.FETCH else "list"
    key = f"payments-ui.age_{kind}" if asked.age_days else f"payments-ui.age_{kind}_today"
    said = texts(key, day=day, days=asked.age_days) if asked.age_days else texts(key)
    return _note("info", "attention" if asked.age_days >= _OLD_DAYS else "soft", said + offline)


def _cut_off(one: DueBill, texts: "Texts") -> str:
    days = one.cutoff_days or 0
    what = texts(f"payments-ui.what.{one.service if one.service in _SPOKEN_STOPS else 'other'}")
    key = f"payments-ui.cutoff_{days}" if days < len(_SPOKEN_DAYS) else "payments-ui.cutoff_n"
    return texts(key, what=what, days=days) if days >= len(_SPOKEN_DAYS) else texts(key, what=what)


def cut_off_said(one: DueBill) -> tuple[str, ...]:
    """后天 停电, as the voice says it (G4)."""
    days, what = one.cutoff_days or 0, _SPOKEN_STOPS.get(one.service, "停机")
    return (_SPOKEN_DAYS[days], what) if days < len(_SPOKEN_DAYS) else (f"{days}天", "后", what)


def _note(icon: str, tone: str, text: str, *, strong: bool = False) -> dict[str, Any]:
    return {"icon": icon, "tone": tone, "text": text, "strong": strong}


def change_in(change_fen: int, faces: Iterable[int]) -> tuple[str, int]:
    """The change in notes and coins, 50×1 10×1, and what no face can pay (fen)."""
    parts, left = rules.change_in(change_fen, faces)
    return "  ".join(f"{words.plain(face)}×{count}" for face, count in parts), left


def also(due: Sequence[DueBill], station: "Station", texts: "Texts") -> list[dict[str, str]]:
    """Other accounts of the household that still owe something, the most urgent first."""
    sums: dict[tuple[str, str], int] = {}
    for one in due:
        sums[one.biller, one.account] = sums.get((one.biller, one.account), 0) + one.owed_fen
    rows = []
    for (code, account), fen in list(sums.items())[:_ALSO_MAX]:
        biller = words.biller_of(station, code)
        short = words.short_of(biller, texts) if biller else code
        label = texts("payments-ui.also", short=short, yuan=money.yuan(fen))
        rows.append({"biller": code, "account": account, "icon": words.icon_of(biller), "label": label})
    return rows
