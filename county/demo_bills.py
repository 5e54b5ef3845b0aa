"""What the demo's billers and the county say about money: float, services, bills, accounts, a blacklist.

Read from ``resources/demo`` and dated from the day of the demo.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy.engine import Connection

import resources
from county import feed, floats
from kiosk.wire.events import Decision
from kiosk.wire.till_decisions import (
    AccountLine,
    AccountsListed,
    BillLine,
    BillsIssued,
    BlacklistLine,
    BlacklistSet,
    ServicesGranted,
)

LINES_PER_PART = 200
GRANTED = ("water", "electricity", "power_card", "mobile", "unicom", "telecom", "gas", "cable")
FLOAT_FEN = 500_000
CREDIT_FEN = 200_000

_EPOCH = date(1970, 1, 1)
_STATEMENT = 1
_Row = dict[str, Any]


def enter(db: Connection, station: str, today: date, at_ms: int) -> None:
    """Give a station float and credit, and enter everything else that is decided about its money.

    Args:
        db: Inside ``store.write()``.
        station: Its code.
        today: As for :func:`decisions`.
        at_ms: County time.
    """
    floats.enter(db, station, "grant", FLOAT_FEN, at_ms, text="首次备付金")
    floats.set_line(db, station, CREDIT_FEN, 0, at_ms)
    for fact in decisions(today):
        feed.decide(db, fact, at_ms, station)


def decisions(today: date) -> Iterator[Decision]:
    """What the demo's billers say to its station, in order.

    Args:
        today: Statements were drawn up the evening before; due days and cut-offs are counted from here.
    """
    as_of_ms = (_number(today) * 24 - 14) * 3_600_000  # 18:00 in UTC+8
    yield ServicesGranted(GRANTED)
    for biller, part, first in _parts("bills.json"):
        yield BillsIssued(biller, _STATEMENT, as_of_ms, tuple(_bill(row, today) for row in part), whole=first)
    for biller, part, first in _parts("accounts.json"):
        yield AccountsListed(biller, _STATEMENT, as_of_ms, tuple(AccountLine(**row) for row in part), whole=first)
    yield BlacklistSet(as_of_ms, tuple(_forbidden(row, today) for row in _listed("blacklist.json")))


def _parts(name: str) -> Iterator[tuple[str, Sequence[_Row], bool]]:
    """Rows by biller, in parts that fit a decision, and whether a part begins its biller's statement."""
    rows: dict[str, list[_Row]] = {}
    for row in _listed(name):
        rows.setdefault(row.pop("biller"), []).append(row)
    for biller, theirs in rows.items():
        for start in range(0, len(theirs), LINES_PER_PART):
            yield biller, theirs[start : start + LINES_PER_PART], start == 0


def _bill(row: _Row, today: date) -> BillLine:
    line = {name: value for name, value in row.items() if name not in {"month", "due", "cutoff"}}
    line |= {"readings": tuple(row["readings"]), "tiers": tuple(row["tiers"])}
    line |= {"period": _period(today, row["month"]), "due_day": _number(today) + row["due"]}
    if "cutoff" in row:
        line["cutoff_day"] = _number(today) + row["cutoff"]
    return BillLine(**line)


def _forbidden(row: _Row, today: date) -> BlacklistLine:
    return BlacklistLine(row["biller"], row["account"], row["reason"], _number(today) + row["until"])


def _period(today: date, months: int) -> str:
    """``2026-10`` for the month before a day of November 2026."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return f"{year}-{month + 1:02}"


def _number(day: date) -> int:
    return (day - _EPOCH).days


def _listed(name: str) -> list[_Row]:
    found: list[_Row] = json.loads(resources.path("demo", name).read_text("utf-8"))
    return found
