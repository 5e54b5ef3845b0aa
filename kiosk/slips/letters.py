"""Letters as paper has them: which may be printed, and how wide they stand.

A thermal printer sets half-width ASCII and full-width everything else that its Chinese ROM knows, so a letter's width
follows from the GB sets first and from Unicode's east-asian width only for the rest, which are drawn. Text is stored as
it came; it is normalised here, on its way to paper, and for search.
"""

import re
import unicodedata
from functools import lru_cache

# Two-byte codes of GBK that Unicode first had to keep in its private-use area, and that Python's codec still reads so:
# the 19 that GB 18030-2005 and -2022 moved (code point, then by row A6, A8 and FE), and six of Extension B.
_LATE = dict(
    zip(
        (*range(0xE78D, 0xE797), 0xE7C7, 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864),
        "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19ḿ龴龵龶龷龸龹龺龻",
        strict=True,
    )
) | {0xE816: "𠂇", 0xE817: "𠂉", 0xE818: "𠃌", 0xE831: "𡗗", 0xE83B: "𢦏", 0xE855: "𤇾"}


def _twins() -> dict[int, str]:
    """Private-use code points of old GBK fonts and cards, each with the character that it stands for."""
    first_pua, codes = 0xE815, [0xFE00 | low for low in range(0x50, 0xA1) if low != 0x7F]  # noqa: PLR2004 - never a trail byte
    found = {}
    for step, code in enumerate(codes):
        char = code.to_bytes(2).decode("gb18030")
        if unicodedata.category(char) != "Co":
            found[first_pua + step] = char
    found |= {0xE7C8: "ǹ", 0xE7E7: "〾"} | {0xE7E8 + step: chr(0x2FF0 + step) for step in range(12)}
    return found | _LATE


_TWINS = _twins()
_TABLE = _TWINS | {0xA5: "￥", 0xA0: " ", 0x09: " ", 0x0D: ""}
_ACCENTED = re.compile("[A-Za-z][\u0300-\u036f]+")


def normalised(text: str) -> str:
    """Private-use twins replaced by the characters that they stand for; nothing else changes."""
    return text.translate(_TWINS)


def cleaned(text: str) -> str:
    """Text fit for paper: one yuan sign, no control or invisible characters (an ESC in a name must reach no printer).

    The narrow yen sign U+00A5 becomes the wide U+FFE5, which every GB set has. Newlines stay; other white space becomes
    a space (U+3000 stays, two columns wide).
    """
    text = _ACCENTED.sub(lambda m: unicodedata.normalize("NFC", m[0]), text.translate(_TABLE))
    return "".join(filter(None, map(_fit, text)))


@lru_cache(maxsize=8192)
def _fit(char: str) -> str:
    category = unicodedata.category(char)
    if char in {"\n", "\u3000"}:
        return char
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cc", "Cf", "Cs"} or char in "\ufe0e\ufe0f" else char


@lru_cache(maxsize=8192)
def char_columns(char: str) -> int:
    """Half-width columns that one printable character takes: 1 or 2."""
    if " " <= char <= "~":
        return 1
    try:
        if len(char.encode("gb18030")) == 2:  # noqa: PLR2004 - full width in every Chinese ROM
            return 2
    except UnicodeEncodeError:
        return 2
    return 2 if unicodedata.east_asian_width(char) in {"W", "F", "A"} else 1


def columns_of(text: str) -> int:
    """Half-width columns of cleaned text without newlines."""
    return sum(map(char_columns, text))


def lacks_code(char: str) -> bool:
    """Whether no GB bytes may be sent for it: private use, or a code that editions of GB 18030 read differently."""
    return char in _MOVED or unicodedata.category(char) in {"Co", "Cn", "Cs"}


_MOVED = frozenset(_LATE.values()) - set("𠂇𠂉𠃌𡗗𢦏𤇾")
