"""What may be wrong with a text that a person typed, pasted or scanned, whatever the field."""

import unicodedata
from itertools import islice

from kiosk.errors import Problem

_PLAIN = "\n\t"


def problems(field: str, text: str, most: int) -> tuple[Problem, ...]:
    """Every fault of a text field; () for an empty one, which is another's question.

    Args:
        field: As the form names it.
        text: As typed. A field on the screen cuts by UTF-16 units, so half of a rare character (𠮷) may be in it, and
            a scanner in the wrong place leaves control characters.
        most: So many characters are allowed.
    """
    found = []
    if len(text) > most:
        found.append(Problem(field, "too_long", {"most": most}))
    if not all(map(_readable, islice(text, most))):
        found.append(Problem(field, "text.broken"))
    return tuple(found)


def cleaned(text: str, most: int) -> str:
    """A text from a carrier's label or list, which nobody here can send back: cut, and without what cannot be read."""
    return "".join(filter(_readable, text[:most]))


def _readable(char: str) -> bool:
    return char in _PLAIN or unicodedata.category(char) not in ("Cc", "Cs")
