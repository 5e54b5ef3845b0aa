"""How codes, counts and amounts are read aloud in Chinese, as names of clips. Pure.

A voice reads 3-2-4107 as one number, 130.50 without its decimals, and 1 so that it sounds like 7: so we spell.
"""

DIGITS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
UNITS = {"yao": "幺", "liang": "两", "ten": "十", "hundred": "百", "thousand": "千", "wan": "万", "yi": "亿"}
MONEY = {"yuan": "元", "jiao": "角", "fen": "分"}
MARKS = {"dash": "杠", "point": "点"}

WORDS = dict(zip(DIGITS, "零一二三四五六七八九", strict=True)) | UNITS | MONEY | MARKS
"""What each small clip says; letters say themselves."""

NUMBER_MAX = 999_999_999_999

_PLACES = ("", "ten", "hundred", "thousand")
_GROUPS = ("", "wan", "yi")
_SPELLED = {"-": "dash", "—": "dash", ".": "point", "1": "yao"}


def spell(code: str) -> tuple[str, ...]:
    """A code sign by sign, 1 as 幺; signs without a clip (blanks, Han) are left out.

    >>> spell("3-2-41")
    ('3', 'dash', '2', 'dash', '4', 'yao')
    """
    names = (_SPELLED.get(sign, sign) for sign in code.upper())
    return tuple(name for name in names if name in WORDS or name in LETTERS)


def count(number: int) -> tuple[str, ...]:
    """A number before a measure word: 2 alone is 两."""
    return ("liang",) if number == 2 else phrase(number)  # noqa: PLR2004 - the grammar's own number


def phrase(number: int) -> tuple[str, ...]:
    """A whole number as it is said: 一百零五, 十二, 三万零二十.

    Args:
        number: Clamped to 0 … NUMBER_MAX.
    """
    number = min(max(number, 0), NUMBER_MAX)
    if number == 0:
        return ("0",)
    said: list[str] = []
    for place in reversed(range(len(_GROUPS))):
        group = number // 10_000**place % 10_000
        if not group:
            continue
        if said and (group < 1_000 or number // 10_000 ** (place + 1) % 10 == 0):  # noqa: PLR2004
            said.append("0")
        said += [*_under_ten_thousand(group), *([_GROUPS[place]] if place else [])]
    return tuple(said[1:] if said[:2] == ["1", "ten"] else said)


def amount(fen: int) -> tuple[str, ...]:
    """Money as it is said over a counter: 一百三十元五角, 三元零五分, 五分.

    Args:
        fen: Not negative; 100 fen are one yuan.
    """
    yuan, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    said: tuple[str, ...] = (*phrase(yuan), "yuan") if yuan or not fen else ()
    if jiao:
        said += (str(jiao), "jiao")
    elif yuan and rest:
        said += ("0",)
    return (*said, str(rest), "fen") if rest else said


def _under_ten_thousand(group: int) -> list[str]:
    """1 … 9,999; a gap inside is one 零, zeros at the end are silent."""
    said: list[str] = []
    gap = False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        said += ["0"] * gap + [str(digit)] + [_PLACES[place]] * bool(place)
        gap = False
    return said
