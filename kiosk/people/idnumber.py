"""The 18-character citizen number: its form and check character (GB 11643-1999). Nothing here stores one."""

import re
from datetime import date

from kiosk.errors import Problem

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def problems(number: str, field: str) -> tuple[Problem, ...]:
    """What is wrong with an ID number as typed; () when its form, birth date and check character hold."""
    number = number.strip().upper()
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return (Problem(field, "id_number.form"),)
    try:
        date.fromisoformat(number[6:14])
    except ValueError:
        return (Problem(field, "id_number.date"),)
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return () if _CHECKS[total % 11] == number[17] else (Problem(field, "id_number.check"),)
