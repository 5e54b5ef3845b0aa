"""How the drawer's pages say things: faces, differences, lines of a Z."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kiosk import money
from kiosk.ledger.slips import party_name
from kiosk.ledger.zs import Z
from kiosk.station import Station
from kiosk.texts import Texts
from kiosk.wire.till_events import Total

if TYPE_CHECKING:
    from datetime import date

_YUAN = 100
_JIAO = 10


def face(fen: int, texts: Texts) -> str:
    """A note or coin by its name: 100 元, 5 角."""
    if fen % _YUAN:
        return texts("till-ui.face_jiao", n=fen // _JIAO)
    return texts("till-ui.face_yuan", n=fen // _YUAN)


def difference(fen: int, texts: Texts) -> tuple[str, str]:
    """What a count found beyond the books, in words, with its tone."""
    if not fen:
        return texts("till-ui.even"), "good"
    key = "till-ui.over" if fen > 0 else "till-ui.short"
    return texts(key, yuan=money.yuan(abs(fen))), "attention" if fen > 0 else "danger"


def totals(station: Station, found: Sequence[Total], texts: Texts, *, amounts: bool = True) -> list[dict[str, str]]:
    """Headings of a Z; without amounts while the count is still to come."""
    return [
        {
            "title": heading(station, one, texts),
            "count": texts("till-ui.times", count=one.count),
            "value": money.yuan(one.fen) if amounts else "",
        }
        for one in found
    ]


def heading(station: Station, total: Total, texts: Texts) -> str:
    """``缴费 · 石门水务``."""
    word = texts(f"till.kind.{total.kind}")
    return f"{word} · {party_name(station, total.party)}" if total.party else word


def z_lines(station: Station, z: Z, texts: Texts) -> list[dict[str, str]]:
    """How the expected sum comes about, line by line, and what was found."""
    return [
        line(texts("till.slip.began_with"), z.opening_fen),
        *({"title": one["title"], "note": one["count"], "value": one["value"], "strong": ""}
          for one in totals(station, z.totals, texts)),
        line(texts("till.slip.expected"), z.expected_fen, strong=True),
        line(texts("till.slip.counted"), z.counted_fen, strong=True),
    ]  # fmt: skip


def line(title: str, fen: int, note: str = "", *, strong: bool = False) -> dict[str, Any]:
    """One figure with its word."""
    return {"title": title, "note": note, "value": money.yuan(fen), "strong": "yes" if strong else ""}


def day(one: "date", texts: Texts) -> str:
    """11月20日 周五."""
    weekday = texts(f"ui.weekday.{one.isoweekday()}")
    return texts("ui.clock", month=one.month, day=one.day, weekday=weekday)
