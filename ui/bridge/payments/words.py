"""How payments look and sound on screen: each of the states with its own icon, tone and word (M7), amounts, ages."""

from datetime import date
from typing import TYPE_CHECKING

from kiosk import money
from kiosk.catalogue.formats import Biller
from kiosk.errors import DeviceGone
from kiosk.payments.desk.looking import Tally
from kiosk.payments.model import PayState
from kiosk.seams import CardReader
from ui.words import moment_text

if TYPE_CHECKING:
    from kiosk.payments.desk.views import PaymentView
    from kiosk.station import Station
    from kiosk.texts import Texts

STATE_ICONS = {
    PayState.ACCEPTED: "hourglass",
    PayState.OK: "circle-check",
    PayState.FAILED: "circle-x",
    PayState.NOT_FOUND: "search-x",
    PayState.CANCELLED: "undo-2",
    PayState.REVERSED: "rotate-ccw",
    PayState.FAILED_THEN_OK: "badge-check",
    PayState.CARD_FAILED: "credit-card",
    PayState.CANCELLING: "refresh-cw",
    PayState.CARD_WAITING: "zap",
    PayState.UNKNOWN: "circle-question-mark",
}
STATE_TONES = {
    PayState.ACCEPTED: "info",
    PayState.OK: "good",
    PayState.FAILED: "danger",
    PayState.NOT_FOUND: "attention",
    PayState.CANCELLED: "quiet",
    PayState.REVERSED: "quiet",
    PayState.FAILED_THEN_OK: "good",
    PayState.CARD_FAILED: "danger",
    PayState.CANCELLING: "attention",
    PayState.CARD_WAITING: "attention",
    PayState.UNKNOWN: "attention",
}
"""A state is never told by its colour alone: icon and word differ too."""

SERVICE_ICONS = {
    "water": "droplet",
    "electricity": "zap",
    "phone": "smartphone",
    "gas": "flame",
    "cable": "tv",
}
"""Where a biller of the catalogue names no icon."""


def yuan(fen: int, texts: "Texts") -> str:
    """With its unit: 38.60 元."""
    return texts("payments-ui.yuan", yuan=money.yuan(fen))


def plain(fen: int) -> str:
    """As one says it on a button: 100, 38.60."""
    return money.yuan(fen).removesuffix(".00")


def typed(fen: int) -> str:
    """As it stands in a text box: no comma."""
    return f"{fen // 100}.{fen % 100:02d}"


def name_of(biller: Biller, texts: "Texts") -> str:
    """Its whole name, in the language of the screen."""
    return biller.name if texts.language == "zh" else biller.name_en or biller.name


def short_of(biller: Biller, texts: "Texts") -> str:
    """What one calls it: 水费; in English its name."""
    return (biller.short or biller.name) if texts.language == "zh" else biller.name_en or biller.name


def icon_of(biller: Biller | None) -> str:
    """Its own, or its service's."""
    return (biller.icon or SERVICE_ICONS.get(biller.service, "")) if biller else ""


def biller_of(station: "Station", code: str) -> Biller | None:
    """A biller of the catalogue in force; None for one that is no longer listed."""
    return next((one for one in station.catalogue.billers if one.code == code), None)


def day_words(day: date, texts: "Texts") -> str:
    """11月25日."""
    return texts("payments-ui.day", month=day.month, day=day.day)


def reader_here(reader: CardReader | None) -> CardReader:
    """The counter's card reader.

    Raises:
        DeviceGone: There is none here.
    """
    if reader is None:
        raise DeviceGone("payments-ui.no_reader")
    return reader


def when(at_ms: int, now_ms: int, texts: "Texts") -> str:
    """今天 10:42."""
    return moment_text(at_ms, now_ms, texts)


def row(one: "PaymentView", station: "Station", now_ms: int, texts: "Texts") -> dict[str, str]:
    """A payment as a line of a list."""
    biller = biller_of(station, one.biller)
    marks = [one.holder_masked, one.reference, texts("payments-ui.unverified") if one.unverified else ""]
    return {
        "id": str(one.id),
        "title": f"{short_of(biller, texts) if biller else one.biller_name} {one.account_shown}",
        "subtitle": " · ".join(filter(None, marks)),
        "amount": money.yuan(one.amount_fen),
        "when": when(one.at_ms, now_ms, texts),
        "billerIcon": icon_of(biller) or "receipt-japanese-yen",
        "stateIcon": STATE_ICONS[one.state],
        "stateText": texts(one.state_word),
        "tone": STATE_TONES[one.state],
    }


def tally(some: Tally, texts: "Texts", *, sums_wait: bool = False) -> str:
    """``2 笔 58.60 元``; only how many while a blind count is still to come."""
    if sums_wait:
        return texts("payments-ui.tally_count", count=some.count)
    return texts("payments-ui.tally", count=some.count, yuan=money.yuan(some.fen))
