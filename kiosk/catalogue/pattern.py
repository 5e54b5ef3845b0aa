r"""Number patterns in a dialect too small to hang: catalogue data must never stop the counter.

Python's regular expressions can take years on a crafted input (nested repeats). The dialect has no groups, no
alternation and no unbounded repeat: literals ``A-Z 0-9 -``, ``\d``, classes like ``[34568A-Z]``, each with an optional
``{n}`` or ``{m,n}``. With at most three varying repeats within 40 characters, matching is bounded by a few thousand
steps. A choice is written as two rules.
"""

import re
from functools import lru_cache

chars_max = 40
varying_max = 3

_ATOM = re.compile(
    r"(?P<atom>\\d|[A-Z0-9-]|\[(?:[A-Z0-9]-[A-Z0-9]|[A-Z0-9])+\])(?:\{(?P<low>\d{1,2})(?:,(?P<high>\d{1,2}))?\})?"
)


def fault_in(pattern: str) -> str:
    """Why a pattern is outside the dialect: ``dialect``, ``varying``, ``length``; "" for a good one."""
    parts = _parts(pattern)
    if not parts or any(low > high or _backwards(atom) for atom, low, high in parts):
        return "dialect"
    if sum(low != high for _, low, high in parts) > varying_max:
        return "varying"
    return "length" if sum(high for _, _, high in parts) > chars_max else ""


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text has the pattern's shape (ASCII digits only)."""
    return _compiled(pattern).fullmatch(text) is not None


def cut(pattern: str, text: str) -> str:
    """The text without an ending of the pattern's shape; an empty pattern cuts nothing."""
    if not pattern:
        return text
    found = re.search(f"(?:{pattern})$", text[-chars_max:], re.ASCII)
    return text[: len(text) - len(found.group())] if found else text


def _parts(pattern: str) -> tuple[tuple[str, int, int], ...]:
    """Atoms with their least and most repeats; empty when something else is in the pattern."""
    parts, at = [], 0
    while at < len(pattern):
        if not (match := _ATOM.match(pattern, at)):
            return ()
        low = int(match["low"] or 1)
        parts.append((match["atom"], low, int(match["high"] or low)))
        at = match.end()
    return tuple(parts)


def _backwards(atom: str) -> bool:
    return any(low > high for low, high in re.findall(r"([A-Z0-9])-([A-Z0-9])", atom[1:-1]))


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)
