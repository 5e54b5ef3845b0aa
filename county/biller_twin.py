"""Billers and bank of the demo and of tests: durable, idempotent by serial, and as troublesome as told.

A file of its own, as a biller is a system of its own: what it has booked stays booked, whatever happens to the county.
Each real debit is a row, so that a second one would show.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table
from sqlalchemy.engine import Connection

from county.biller import BillerSilent, Order, Said, Word
from county.store import Store

BANK = "bank"

metadata = MetaData()
booking = Table(
    "booking",
    metadata,
    Column("serial", String, primary_key=True),
    Column("biller", String, nullable=False),
    Column("account", String, nullable=False),
    Column("amount_fen", BigInteger, nullable=False),
    Column("said", String, nullable=False),
    Column("due_ms", BigInteger, nullable=False),  # when a pending one is decided
    Column("at_ms", BigInteger, nullable=False),
    Column("code", String, nullable=False),
    Column("reason", String, nullable=False),
)
debit = Table(
    "debit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("serial", String, nullable=False),
    Column("fen", BigInteger, nullable=False),  # below zero when it was given back
)
news = Table(
    "news",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("serial", String, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("said", String, nullable=False),
    Column("reason", String, nullable=False),
)
control = Table(
    "control",
    metadata,
    Column("biller", String, primary_key=True),
    Column("mood", String, nullable=False),
    Column("code", String, nullable=False),
    Column("delay_s", Integer, nullable=False),
)


class Mood(StrEnum):
    """How a biller behaves until it is told otherwise."""

    NORMAL = "normal"
    REFUSE = "refuse"
    DELAY = "delay"  # pending for some time, then posted
    LOSE = "lose"  # books, and the answer is lost
    TWICE = "twice"  # answers, and says it again later
    REVERSE = "reverse"  # posts, and gives it back some time later (冲正)
    SILENT = "silent"  # hears nothing, says nothing
    KEEP = "keep"  # posts, and takes nothing back


REASONS = {
    "no_account": "没有这个户号。",
    "already_paid": "这一笔已经在别处缴过了。",
    "closed": "这个户号已经销户。",
    "amount": "金额和账单不符。",
    "other": "缴费单位没有受理。",
}


@dataclass(frozen=True)
class Control:
    """What a biller was told."""

    mood: Mood = Mood.NORMAL
    code: str = "other"
    delay_s: int = 0


class Twin:
    """All billers and the bank in one file. Threads and processes may share it."""

    def __init__(self, file: Path, now: Any) -> None:  # noqa: ANN401 - a callable; see county.clock
        """Name the file; :meth:`open` opens it."""
        self._store = Store(f"sqlite:///{file.resolve()}", metadata)
        self._now = now

    def open(self) -> None:
        """Make or open the file."""
        self._store.open()

    def close(self) -> None:
        """Let go of it."""
        self._store.close()

    def tell(self, biller: str, mood: Mood, code: str = "other", delay_s: int = 0) -> None:
        """Say how a biller behaves from now on."""
        row = {"biller": biller, "mood": mood, "code": code, "delay_s": delay_s}
        with self._store.write() as db:
            db.execute(sa.delete(control).where(control.c.biller == biller))
            db.execute(sa.insert(control), row)

    def controls(self) -> dict[str, Control]:
        """How each biller was told to behave; those that are not in it are normal."""
        with self._store.read() as db:
            rows = db.execute(sa.select(control)).all()
        return {row.biller: Control(Mood(row.mood), row.code, row.delay_s) for row in rows}

    def change_mind(self, serial: str, said: Said, reason: str = "") -> bool:
        """Decide again about an order: give a posted one back, or book a refused one after all.

        Returns:
            False when there is no such order, or it stands so already.
        """
        wanted = {Said.REVERSED: Said.POSTED, Said.POSTED: Said.REFUSED}[said]
        with self._store.write() as db:
            row = _find(db, serial)
            if row is None or row.said != wanted:
                return False
            _decide(db, row, said, self._now(), reason)
            db.execute(sa.insert(news), _news(serial, said, self._now(), reason))
        return True

    def debits(self) -> dict[str, list[int]]:
        """Every real debit, by serial, in order (fen)."""
        found: dict[str, list[int]] = {}
        with self._store.read() as db:
            for row in db.execute(sa.select(debit).order_by(debit.c.number)):
                found.setdefault(row.serial, []).append(row.fen)
        return found

    def post(self, order: Order) -> Word:
        """As :class:`~county.biller.Billers`."""
        with self._met(order.biller) as (db, told):
            row = _find(db, order.serial)
            if row is None:
                row = self._take(db, order, told)
            elif told.mood == Mood.REFUSE and row.said == Said.PENDING:
                row = _decide(db, row, Said.REFUSED, self._now(), REASONS[told.code], told.code)
            word = self._word(db, row)
        if told.mood == Mood.LOSE:
            raise BillerSilent
        return word

    def query(self, order: Order) -> Word:
        """As :class:`~county.biller.Billers`."""
        with self._met(order.biller) as (db, _):
            row = _find(db, order.serial)
            return Word(order.serial, Said.MISSING) if row is None else self._word(db, row)

    def cancel(self, order: Order) -> Word:
        """As :class:`~county.biller.Billers`."""
        with self._met(order.biller) as (db, told):
            row = _find(db, order.serial)
            if row is None:
                return Word(order.serial, Said.MISSING)
            if row.said == Said.REVERSED:
                return self._word(db, row)
            if row.said != Said.POSTED or told.mood == Mood.KEEP:
                return Word(order.serial, Said.TOO_LATE)
            word = self._word(db, _decide(db, row, Said.REVERSED, self._now(), ""))
        if told.mood == Mood.LOSE:
            raise BillerSilent
        return word

    def news(self) -> tuple[tuple[int, Word], ...]:
        """As :class:`~county.biller.Billers`."""
        with self._store.write() as db:
            due = db.execute(sa.select(news).where(news.c.due_ms <= self._now()).order_by(news.c.number)).all()
            return tuple((row.number, self._piece(db, row)) for row in due)

    def heard(self, number: int) -> None:
        """As :class:`~county.biller.Billers`."""
        with self._store.write() as db:
            db.execute(sa.delete(news).where(news.c.number == number))

    def arrived(self, serial: str, fen: int) -> bool | None:
        """As :class:`~county.biller.Bank`; a delay begins when the bank is asked first."""
        with self._met(BANK) as (db, told):
            row = _find(db, serial)
            if row is None:
                said = Said.REFUSED if told.mood == Mood.REFUSE else Said.PENDING
                row = _open(db, Order(serial, BANK, "", fen), said, self._now(), told)
            if row.said == Said.REFUSED or row.amount_fen != fen:
                return False
            return True if row.due_ms <= self._now() else None

    @contextmanager
    def _met(self, biller: str) -> Iterator[tuple[Connection, Control]]:
        """A biller that listens, with what it was told."""
        told = self.controls().get(biller, Control())
        if told.mood == Mood.SILENT:
            raise BillerSilent
        with self._store.write() as db:
            yield db, told

    def _take(self, db: Connection, order: Order, told: Control) -> Any:  # noqa: ANN401 - a row of ``booking``
        now_ms = self._now()
        if told.mood == Mood.REFUSE:
            row = _open(db, order, Said.PENDING, now_ms, told)
            return _decide(db, row, Said.REFUSED, now_ms, REASONS[told.code], told.code)
        row = _open(db, order, Said.PENDING, now_ms, told)
        if told.mood == Mood.DELAY:
            db.execute(sa.insert(news), _news(order.serial, Said.POSTED, row.due_ms))
            return row
        if told.mood == Mood.TWICE:
            db.execute(sa.insert(news), _news(order.serial, Said.POSTED, now_ms))
        if told.mood == Mood.REVERSE:
            later_ms = now_ms + told.delay_s * 1000
            db.execute(sa.insert(news), _news(order.serial, Said.REVERSED, later_ms, "缴费单位冲正了这一笔。"))
        return _decide(db, row, Said.POSTED, now_ms)

    def _piece(self, db: Connection, row: Any) -> Word:  # noqa: ANN401 - a row of ``news``
        booked = _find(db, row.serial)
        if row.said == Said.REVERSED and booked.said == Said.POSTED:
            booked = _decide(db, booked, Said.REVERSED, self._now(), row.reason)
        return self._word(db, booked)

    def _word(self, db: Connection, row: Any) -> Word:  # noqa: ANN401 - a row of ``booking``
        if row.said == Said.PENDING and row.due_ms <= self._now():
            row = _decide(db, row, Said.POSTED, self._now())
        ref = (
            ""
            if row.said in (Said.PENDING, Said.REFUSED)
            else f"{row.biller.upper()}{row.serial.replace('-', '')[-11:]}"
        )
        return Word(row.serial, Said(row.said), ref, row.at_ms, row.code, row.reason)


def _find(db: Connection, serial: str) -> Any:  # noqa: ANN401 - a row of ``booking`` or None
    return db.execute(sa.select(booking).where(booking.c.serial == serial)).first()


def _open(db: Connection, order: Order, said: Said, now_ms: int, told: Control) -> Any:  # noqa: ANN401 - a row
    due_ms = now_ms + (told.delay_s * 1000 if told.mood == Mood.DELAY else 0)
    row = {
        "serial": order.serial, "biller": order.biller, "account": order.account, "amount_fen": order.amount_fen,
        "said": said, "due_ms": due_ms, "at_ms": now_ms, "code": "", "reason": "",
    }  # fmt: skip
    db.execute(sa.insert(booking), row)
    return _find(db, order.serial)


def _decide(db: Connection, row: Any, said: Said, now_ms: int, reason: str = "", code: str = "") -> Any:  # noqa: ANN401
    """Change an order's state and move the money that goes with it."""
    values = {"said": said, "at_ms": now_ms, "reason": reason, "code": code}
    db.execute(sa.update(booking).where(booking.c.serial == row.serial).values(values))
    if said in (Said.POSTED, Said.REVERSED):
        fen = row.amount_fen if said == Said.POSTED else -row.amount_fen
        db.execute(sa.insert(debit), {"serial": row.serial, "fen": fen})
    return _find(db, row.serial)


def _news(serial: str, said: Said, due_ms: int, reason: str = "") -> dict[str, Any]:
    return {"serial": serial, "said": said, "due_ms": due_ms, "reason": reason}
