"""The till's part of the five years: 60,000 payments, one shift with its Z a day, and the county's word on each."""

import os
import random
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TypeVar

from sqlalchemy.engine import Connection

from kiosk import journal, ledger
from kiosk.clock import day_number
from kiosk.journal.decisions import FeedItem
from kiosk.ledger import Account
from kiosk.ledger.zs import last_number, totals
from kiosk.station import Station
from kiosk.wire import till_decisions as decisions
from kiosk.wire.decisions import RollResident
from kiosk.wire.events import Decision, Event, Lane, encode
from kiosk.wire.payment_events import PaidBill, PaymentCancelled, PaymentTaken, RefundPaid
from kiosk.wire.till_events import CashMoved, DayEnded, ShiftClosed, ShiftOpened

PAYMENTS = int(os.environ.get("CUNKOU_BENCH_PAYMENTS", "60000"))
FLOAT_FEN, CHANGE_FEN = 4_000_000, 50_000
DUE_MAX, OPEN_AT_THE_END = 6, 40
TAKEN_BACK, REFUSED = 0.01, 0.02
_FIRST_NUMBER = 100_000  # in the feed, after the roll
_BILLERS = (("water", 0.3), ("electricity", 0.35), ("mobile", 0.2), ("gas", 0.1), ("cable", 0.05))
_LINES = 200
Line = TypeVar("Line")


class TillYears:
    """One clerk's drawer, day after day."""

    def __init__(self, station: Station, people: Sequence[RollResident], chance: random.Random, clerk: str) -> None:
        """Bind the house; :meth:`first_day` writes the first entries."""
        self.station, self.people, self.chance, self.clerk = station, people, chance, clerk
        self._numbers = count(_FIRST_NUMBER)
        self._due: list[int] = []
        self._owed: dict[int, int] = {}
        self._bills = count(1)
        self.made = 0

    def first_day(self, db: Connection) -> None:
        """Float, and what billers know of the village."""
        self.says(db, decisions.FloatMoved("grant", FLOAT_FEN), decisions.FloatStated(FLOAT_FEN, 200_000, 0, 1, 0))
        now_ms = self.station.clock.now().county_ms
        for biller in ("gas", "cable"):
            lines = [decisions.AccountLine(account_of(biller, n), one.name, one.id) for n, one in self._numbered()]
            self.says(
                db,
                *(decisions.AccountsListed(biller, 1, now_ms, tuple(part), whole=not at) for at, part in _parts(lines)),
            )

    def day(self, db: Connection, payments: int, *, last: bool = False) -> None:
        """A day's trade: a shift, its payments, what became of those of the day before, the Z, the bank, the end."""
        number, opening_fen = last_number(db) + 1, ledger.balance_fen(db, Account.TILL)
        counted_fen = opening_fen if number > 1 else CHANGE_FEN
        self._does(db, ShiftOpened(number, self.clerk, (), counted_fen, opening_fen))
        taken = [self._pay(db, number) for _ in range(payments)]
        self._afterwards(db, number, taken, open_at_the_end=OPEN_AT_THE_END if last else 0)
        held_fen = ledger.balance_fen(db, Account.TILL)
        lines = totals(db, number)
        self._does(db, ShiftClosed(number, number, self.clerk, (), held_fen, held_fen, counted_fen, lines))
        banked_fen = max(held_fen - CHANGE_FEN, 0) // 100 * 100
        if banked_fen:
            ref = self._does(db, CashMoved("till", "bank", banked_fen, (), "唐站长", "", f"B{number}"))
            self.says(db, decisions.FloatMoved("deposit", banked_fen, 0, ref))
        day = day_number(self.station.clock.now().day)
        register_fen = sum(line.fen for line in lines)
        self._does(db, DayEnded(day, number, number, register_fen, held_fen - banked_fen, "唐站长"))
        top = journal.top(db, Lane.MONEY)
        journal.offer(db, top[0], Lane.MONEY, top[1])
        journal.acknowledge(db, top[0], Lane.MONEY, top[1])
        if last:
            self._statement(db)
        checked = decisions.TotalsChecked(number, held_fen, differs=False)
        self.says(db, decisions.FloatStated(FLOAT_FEN, 200_000, 0, *top), checked)

    def _pay(self, db: Connection, shift: int) -> int:
        biller = self.chance.choices([code for code, _ in _BILLERS], [share for _, share in _BILLERS])[0]
        at = self.chance.randrange(len(self.people))
        who, fen = self.people[at], self.chance.randrange(10, 250) * 100
        bills = (PaidBill(f"{biller[0]}{next(self._bills)}", fen),) if biller in ("water", "electricity") else ()
        self.station.clock.advance(seconds=40)  # type: ignore[attr-defined]
        ref = self._does(
            db,
            PaymentTaken(
                biller, account_of(biller, at), fen, fen, 0, 1, unverified=False, bills=bills, holder=who.name,
                resident=who.id, shift=shift, commission_fen=50,
            ),
        )  # fmt: skip
        self.made += 1
        self._owed[ref] = fen
        return ref

    def _afterwards(self, db: Connection, shift: int, taken: list[int], open_at_the_end: int) -> None:
        """Some are taken back at once, some are refused and refunded later, the rest posted."""
        words: list[Decision] = []
        for ref in taken[: len(taken) - open_at_the_end]:
            luck, fen = self.chance.random(), self._owed.pop(ref)
            if luck < TAKEN_BACK:
                self._does(db, PaymentCancelled(ref, "wrong_account", self.clerk, at_once=True, shift=shift))
            elif luck < TAKEN_BACK + REFUSED:
                words.append(decisions.PaymentRefused(ref, "closed", "这个户号已经销户。"))
                self._due.append(ref)
                self._owed[ref] = fen
            else:
                ms = self.station.clock.now().county_ms
                words.append(decisions.PaymentPosted(ref, f"B{ref}", ms, 0, 50))
        self.says(db, *words)
        while len(self._due) > DUE_MAX:
            ref = self._due.pop(0)
            self._does(db, RefundPaid(ref, self._owed.pop(ref), "王秀英", shift))

    def _statement(self, db: Connection) -> None:
        """What the village owes on the last day."""
        now = self.station.clock.now()
        today = day_number(now.day)
        for biller in ("water", "electricity"):
            lines = [
                decisions.BillLine(
                    f"{biller[0]}-{n}-{month}", account_of(biller, n), one.name, bill_fen(n),
                    f"2026-{month:02}", today + 10, resident=one.id, readings=("412", "426", "14 吨"),
                    tiers=("一级 14 吨 × 2.757",),
                )
                for n, one in self._numbered()
                for month in (9, 10)
            ]  # fmt: skip
            self.says(
                db,
                *(
                    decisions.BillsIssued(biller, 1, now.county_ms, tuple(part), whole=not at)
                    for at, part in _parts(lines)
                ),
            )

    def _numbered(self) -> Iterator[tuple[int, RollResident]]:
        return enumerate(self.people)

    def _does(self, db: Connection, fact: Event) -> int:
        return journal.append(db, fact, self.station.clock.now(), self.clerk).ref

    def says(self, db: Connection, *facts: Decision) -> None:
        """The county decides, in the order of its feed."""
        at = self.station.clock.now()
        page: list[FeedItem] = [
            (next(self._numbers), one.KIND, one.VERSION, at.county_ms, encode(one)) for one in facts
        ]  # fmt: skip
        if page:
            journal.apply_decisions(db, page, page[-1][0], at)


def account_of(biller: str, number: int) -> str:
    """A resident's account number with a biller; shaped like one, as far as the journal cares."""
    heads = {"water": "0736", "electricity": "43072", "mobile": "199", "gas": "3", "cable": "8073026"}
    lengths = {"water": 12, "electricity": 13, "mobile": 11, "gas": 10, "cable": 16}
    head = heads[biller]
    return head + str(number).zfill(lengths[biller] - len(head))


def bill_fen(number: int) -> int:
    """What each bill of the last statement comes to for a resident (fen)."""
    return 3_000 + 100 * (number % 90)


def _parts(lines: Sequence[Line]) -> Iterator[tuple[int, Sequence[Line]]]:
    return ((start, lines[start : start + _LINES]) for start in range(0, len(lines), _LINES))
