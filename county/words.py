"""An event in one sentence for the county's page, with nothing in it that a passer-by should read.

The sentences are data (``resources/county/words.json``); a kind without one is called by its name. Names and phones
are masked here, whatever the sentence asks for.
"""

import json
from functools import cache
from typing import Any

import msgspec

import resources
from county import billers
from kiosk.wire import events
from kiosk.wire.codec import Malformed, UnknownVersion

_SENTENCE_CHARS_MAX = 120
_NAMES = ("name", "recipient_name", "sender_name", "responsible")
_PHONES = ("phone", "recipient_phone", "sender_phone")


def say(kind: int, body: bytes) -> str:
    """The sentence for an event.

    Args:
        kind: Of the event.
        body: Its bytes.
    """
    try:
        fact = events.decode_event(kind, body)
    except UnknownVersion:
        return f"新程序的记录（{kind}），先存着"
    except Malformed:
        return "读不出来的记录"
    name = type(fact).__name__
    return _sentences().get(name, name).format_map(_Masked(fact))[:_SENTENCE_CHARS_MAX]


def masked_name(name: str) -> str:
    """张*三 for 张小三, 王* for 王五: enough to ask, too little to gossip."""
    if len(name) < 3:  # noqa: PLR2004 - two characters have no middle
        return name[:1] + "*" * (len(name) > 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def masked_phone(phone: str) -> str:
    """尾号0123: all that a person needs to recognise a number."""
    return f"尾号{phone[-4:]}" if phone else "无电话"


def money(fen: int) -> str:
    """12.50元 for 1250."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}元"


class _Masked(dict[str, str]):
    """The fields of a fact as words."""

    def __init__(self, fact: msgspec.Struct) -> None:
        super().__init__({name: _shown(name, getattr(fact, name)) for name in fact.__struct_fields__})

    def __missing__(self, key: str) -> str:
        return ""


def _shown(name: str, value: Any) -> str:  # noqa: ANN401 - whatever an event holds
    if isinstance(value, msgspec.Struct):
        return masked_name(getattr(value, "name", "")) or "未知"
    if isinstance(value, tuple):
        return f"{len(value)} 件"
    if name in _NAMES:
        return masked_name(str(value))
    if name in _PHONES:
        return masked_phone(str(value))
    if name == "biller":
        return billers.name(str(value))
    return money(value) if name.rpartition("_")[2] == "fen" and isinstance(value, int) else str(value)


@cache
def _sentences() -> dict[str, str]:
    found: dict[str, str] = json.loads(resources.path("county", "words.json").read_text("utf-8"))
    return found
