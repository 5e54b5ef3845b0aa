"""Names as they are searched, hidden and checked; never as they are stored.

A name is stored as it came, private-use code points included. For search it is normalised, and every reading of every
character counts, because a clerk types the reading that the neighbours use: 单 is shan as a surname, dan in a
dictionary. The readings are read at the first search (``scripts/make_pinyin.py`` makes them), in a few milliseconds.
"""

import gzip
import unicodedata
from bisect import bisect_left
from functools import cache
from itertools import product

import resources
from kiosk import limits
from kiosk.errors import Problem
from kiosk.slips.letters import normalised

keys_max = 48
keyed_chars_max = 12
_readings_base = 256  # as scripts/make_pinyin.py writes the indexes
_products_max = 1024

_SURNAMES = {
    "万俟": ("mo", "qi"), "尉迟": ("yu", "chi"), "长孙": ("zhang", "sun"), "单于": ("chan", "yu"),
    "令狐": ("ling", "hu"), "单": ("shan",), "曾": ("zeng",), "查": ("zha",), "解": ("xie",), "仇": ("qiu",),
    "区": ("ou",), "朴": ("piao",), "盖": ("ge",), "葛": ("ge",), "任": ("ren",), "乐": ("yue",), "华": ("hua",),
    "翟": ("zhai",), "员": ("yun",), "种": ("chong",), "缪": ("miao",), "折": ("she",), "黑": ("he",),
    "秘": ("bi",), "冼": ("xian",), "洗": ("xian",), "覃": ("qin",), "重": ("chong",), "召": ("shao",),
    "祭": ("zhai",), "撒": ("sa",), "么": ("yao",), "隗": ("wei",), "谌": ("chen",), "郇": ("xun",), "纪": ("ji",),
    "宁": ("ning",), "繁": ("po",), "那": ("na",), "阚": ("kan",), "适": ("kuo",), "句": ("gou",), "佴": ("nai",),
    "燕": ("yan",), "应": ("ying",), "车": ("che",), "石": ("shi",), "沈": ("shen",), "郝": ("hao",),
    "尉": ("wei",), "贾": ("jia",), "俞": ("yu",),
}  # fmt: skip


def normalise(text: str) -> str:
    """Text as names are compared: private-use twins replaced, NFC, width and case folded, marks and spaces left out.

    Idempotent. A character with no known twin stays as it is.
    """
    text = unicodedata.normalize("NFC", normalised(text).translate(_WIDTHS))
    return unicodedata.normalize("NFC", "".join(char for char in text.casefold() if _counts(char)))


def readings(char: str) -> tuple[str, ...]:
    """Every reading of one character without tones, most usual first; () for what has none. ü is ``v``."""
    characters, indexes, sets = _table()
    at = bisect_left(characters, char)
    if len(char) != 1 or at == len(characters) or characters[at] != char:
        return ()
    return sets[ord(indexes[at]) - _readings_base]


def search_keys(name: str) -> tuple[str, ...]:
    """What finds a name by its beginning: initials, then full pinyin, in every reading; the most likely first.

    ``单小乐`` → ``sxl dxl cxl … shanxiaole shanxiaoyue …``. Latin letters and digits stand for themselves. At most
    ``keys_max`` keys of each sort, from the first ``keyed_chars_max`` characters; the most likely one is always there.
    """
    sounds = _sounds(normalise(name[: limits.name_chars_max])[:keyed_chars_max])
    if not sounds:
        return ()
    full = _combined(sounds)
    initials = _combined([tuple(dict.fromkeys(sound[:1] for sound in heard)) for heard in sounds])
    return tuple(dict.fromkeys((*initials, *full)))


def masked(name: str) -> str:
    """A name for eyes that need not know it (I3): ``张*三``, ``张*``, ``欧**娜``; the ends stay, if there are three."""
    letters = _letters(name.strip())
    if len(letters) <= 1:
        return "*" * len(letters)
    shown_end = letters[-1] if len(letters) > 2 else ""  # noqa: PLR2004 - 张三 is 张*
    return letters[0] + "*" * (len(letters) - 1 - bool(shown_end)) + shown_end


def fits_mask(mask: str, name: str) -> bool:
    """Whether a name may be the one that a carrier masked: ``张**`` fits 张三丰, not 张三; no mask: equal."""
    mask, letters = mask.strip().replace("＊", "*"), _letters(normalise(name))
    if "*" not in mask:
        return bool(letters) and normalise(mask) == "".join(letters)
    # Normalising drops punctuation, the stars too: they stand aside as a private sign of their own.
    signs = [sign if sign == "*" else normalise(sign) for sign in _letters(mask)]
    signs = [sign for sign in signs if sign]
    return len(signs) == len(letters) and all(sign in ("*", char) for sign, char in zip(signs, letters, strict=True))


def problems_in_name(name: str, field: str = "name") -> tuple[Problem, ...]:
    """What is wrong with a name on a form: missing, beyond ``name_chars_max``, or with control characters."""
    problems = []
    if not name.strip():
        problems.append(Problem(field, "name.missing"))
    if len(name) > limits.name_chars_max:
        problems.append(Problem(field, "too_long", {"most": limits.name_chars_max}))
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in name[: limits.name_chars_max]):
        problems.append(Problem(field, "name.control"))
    return tuple(problems)


_WIDTHS = {0xFF01 + step: 0x21 + step for step in range(94)} | {0x3000: " "}


def _counts(char: str) -> bool:
    """Letters, digits, marks of letters and private-use signs; no spaces, dots (·), punctuation or selectors."""
    category = unicodedata.category(char)
    return (category[0] in "LN" or category in ("Mn", "Mc", "Co", "So")) and not _is_selector(char)


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _letters(text: str) -> list[str]:
    """What a reader counts as one letter: marks and variation selectors stay with their base."""
    letters: list[str] = []
    for char in text:
        if letters and unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"):
            letters[-1] += char
        else:
            letters.append(char)
    return letters


def _sounds(name: str) -> list[tuple[str, ...]]:
    """For each character its readings, the surname's own first; what has no reading is passed over."""
    known = _SURNAMES.get(name[:2]) or _SURNAMES.get(name[:1]) or ()
    heard = []
    for place, char in enumerate(name):
        sounds = (char,) if char.isascii() else readings(char)
        if place < len(known):
            sounds = (known[place], *sounds)
        # 吕 is typed lv, and lu by those who do not know the trick.
        both = [form for sound in sounds for form in ((sound, "lu" + sound[2:]) if sound[:2] == "lv" else (sound,))]
        heard.append(tuple(dict.fromkeys(both)))
    return [sounds for sounds in heard if sounds]


def _combined(sounds: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Every way to read the whole, those nearest to the most usual first; capped."""
    depth = max(map(len, sounds))
    while depth > 1 and _count(sounds, depth) > _products_max:
        depth -= 1
    ways = product(*(range(min(len(heard), depth)) for heard in sounds))
    nearest = sorted(ways, key=lambda way: (sum(map(bool, way)), sum(way)))
    words = ("".join(heard[pick] for heard, pick in zip(sounds, way, strict=True)) for way in nearest)
    return tuple(dict.fromkeys(words))[:keys_max]


def _count(sounds: list[tuple[str, ...]], depth: int) -> int:
    total = 1
    for heard in sounds:
        total *= min(len(heard), depth)
    return total


@cache
def _table() -> tuple[str, str, tuple[tuple[str, ...], ...]]:
    """Characters in order of code points, the index of each one's set, and the sets of readings."""
    text = gzip.decompress(resources.path("pinyin", "readings.txt.gz").read_bytes()).decode()
    _, sets, characters, indexes = text.split("\n")
    return characters, indexes, tuple(tuple(one.split(",")) for one in sets.split(" "))
