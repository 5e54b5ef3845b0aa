"""A parcel in the words of the counter, the same on every page: whose, where, since when, and what to mind."""

from typing import Any

from kiosk import money
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.rules import Stage
from kiosk.station import Station
from kiosk.texts import Texts

_STAGE_TONES = {Stage.FRESH: "soft", Stage.WARN: "attention", Stage.SERIOUS: "attention", Stage.URGENT: "danger"}
_ICONS_HERE = frozenset({"package", "star", "zap", "box"})


def spaced(waybill: str) -> str:
    """A waybill in fours, as one compares it with a label."""
    return " ".join(waybill[at : at + 4] for at in range(0, len(waybill), 4))


def whose(one: ParcelView, texts: Texts) -> str:
    """The recipient's name, or what to say when nobody was found."""
    return one.name or texts("parcel-ui.nobody")


def name_and_tail(one: ParcelView, texts: Texts) -> str:
    """Name and phone tail on one line."""
    return " ".join(word for word in (whose(one, texts), one.tail) if word)


def days(one: ParcelView, texts: Texts) -> str:
    """How long it has lain: today, or so many days."""
    return texts("parcel-ui.days", days=one.days) if one.days else texts("parcel-ui.today")


def icon_tone(one: ParcelView) -> str:
    """The colour of its sign in a worklist: intercepted, waiting too long, or all is well."""
    tone = "danger" if one.held else _STAGE_TONES[one.stage]
    return "brand" if tone == "soft" else tone


def home(one: ParcelView, texts: Texts) -> str:
    """Where the recipient lives, as short as a village says it."""
    group = texts("parcel-ui.group", group=one.group) if one.group else ""
    return one.address or group


def yuan(fen: int, texts: Texts) -> str:
    """An amount with its unit."""
    return texts("parcel-ui.yuan", yuan=money.yuan(fen))


def minded(one: ParcelView, texts: Texts) -> list[dict[str, str]]:
    """What to mind about a parcel, the gravest first: interception, money, the carrier's word, a note."""
    found = []
    if one.held:
        found.append(note("ban", "danger", texts("parcel-ui.held", reason=one.held)))
    if one.cod_fen or one.freight_fen:
        text = texts("parcel-ui.collect", yuan=money.yuan(one.cod_fen + one.freight_fen))
        found.append(note("hand-coins", "attention", text))
    if one.verdict:
        found.append(note("info", "info", texts("parcel-ui.verdict", text=one.verdict)))
    if one.note:
        found.append(note("pencil", "info", one.note))
    return found


def note(icon: str, tone: str, text: str) -> dict[str, str]:
    """One thing to mind."""
    return {"icon": icon, "tone": tone, "text": text}


def row(one: ParcelView, texts: Texts) -> dict[str, Any]:
    """A parcel as a row of a list."""
    held = bool(one.held)
    return {
        "id": str(one.id),
        "code": one.code,
        "name": whose(one, texts),
        "who": name_and_tail(one, texts),
        "carrier": one.carrier_name,
        "waybill": spaced(one.waybill),
        "days": days(one, texts),
        "daysTone": _STAGE_TONES[one.stage],
        "marks": "、".join(one.mark_names),
        "state": texts(f"parcels.state.{one.state}"),
        "held": texts("parcel-ui.held", reason=one.held) if held else "",
        "money": yuan(one.cod_fen + one.freight_fen, texts) if one.cod_fen or one.freight_fen else "",
        "sign": "ban" if held else "circle-check" if one.name else "triangle-alert",
        "tone": "danger" if held else "good" if one.name else "attention",
    }


def mark_chips(station: Station, lit: tuple[str, ...], texts: Texts) -> list[dict[str, Any]]:
    """Every mark of the catalogue, one touch each; those set are lit."""
    chinese = texts.language == "zh"
    return [
        {
            "code": mark.code,
            "label": mark.name if chinese else mark.name_en or mark.name,
            "icon": mark.icon if mark.icon in _ICONS_HERE else "",
            "lit": mark.code in lit,
        }
        for mark in station.catalogue.marks
    ]
