"""The billers as the catalogue lists them: what a point earns by each, and how they are called."""

from datetime import date, timedelta
from functools import cache

import msgspec

import resources
from kiosk.catalogue.formats import Biller, BillersFile

_EPOCH = date(1970, 1, 1)


@cache
def listed() -> dict[str, Biller]:
    """Every biller, by code."""
    data = resources.path("catalogue", "billers.toml").read_bytes()
    return {one.code: one for one in msgspec.toml.decode(data, type=BillersFile).billers}


def name(code: str) -> str:
    """What people call a biller; its code when it is not listed."""
    return listed()[code].name if code in listed() else code


def month_of(day: int) -> tuple[int, int]:
    """First and last day of the calendar month of a business date, all in days since 1970-01-01."""
    first = (_EPOCH + timedelta(days=day)).replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return (first - _EPOCH).days, (following - _EPOCH).days - 1
