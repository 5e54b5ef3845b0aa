"""Account numbers of billers: brought to one spelling, and judged by the biller's own formats (M18).

Pure. A number is kept, sent and compared as :func:`clean` leaves it; everything else takes cleaned numbers.
"""

import unicodedata
from collections.abc import Callable

from kiosk.catalogue import pattern
from kiosk.catalogue.formats import AccountFormat, Biller

SHAPE, CHECK = "shape", "check"
_MOD11_WEIGHTS = (2, 3, 4, 5, 6, 7)


def clean(text: str) -> str:
    """A number as typed, pasted or scanned, in one spelling: NFKC, upper case, without spaces, dashes and marks."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if not _is_gap(sign)).upper()


def fault_in(account: str, biller: Biller) -> str:
    """What is wrong with a cleaned number.

    Returns:
        "" if a format of the biller fits; ``check`` if one fits but for its check digit, so that a digit is probably
        mistyped; else ``shape``.
    """
    found = {fault_in_format(account, look) for look in biller.formats}
    return next((fault for fault in ("", CHECK) if fault in found), SHAPE)


def fault_in_format(account: str, look: AccountFormat) -> str:
    """As :func:`fault_in`, by one format."""
    if not pattern.matches(look.pattern, account):
        return SHAPE
    return CHECK if look.check and not _CHECKS[look.check](account) else ""


def luhn(number: str) -> bool:
    """Whether the last digit is right by ISO/IEC 7812-1 annex B."""
    if not (number.isascii() and number.isdigit()):
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0  # noqa: PLR2004 - the sum of two digits


def mod11(number: str) -> bool:
    """Whether the last sign is right: weights 2 to 7 from the right over the rest; a check of 10 is written ``X``."""
    body, check = number[:-1], number[-1:]
    if not (body.isascii() and body.isdigit()) or check not in tuple("0123456789X"):
        return False
    total = sum(int(digit) * _MOD11_WEIGHTS[place % 6] for place, digit in enumerate(reversed(body)))
    return (total + (10 if check == "X" else int(check))) % 11 == 0


_CHECKS: dict[str, Callable[[str], bool]] = {"luhn": luhn, "mod11": mod11}


def _is_gap(sign: str) -> bool:
    """A space, a dash or a sign without ink, as they come with a paste."""
    return sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Pd", "Zs"} or sign == "\u2212"
