"""Hand payments to their billers, one at a time, so that a crash costs a question and never a second debit.

The intent is committed before the biller hears of a payment. After a crash, or a silence, the biller is asked first
(末笔查询, M8); what it does not know is sent again under the same serial. Silence for long makes a payment 状态未知,
and a word that comes later still counts.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county import floats, payments
from county.biller import Bank, Billers, BillerSilent, Order, Said, Word
from county.payments import Row
from county.store import Store, insert_missing, lock_feed
from county.till_model import OPEN, Deposited, State, denied, deposit, handed, payment
from kiosk.wire import refs

log = logging.getLogger(__name__)

LEASE_MS = 60_000  # an order under way is left alone so long, then asked about
RETRY_MS_MAX = 300_000
BANK_MS = 30_000
PAUSE_S = 0.5
SILENT = "缴费单位一直没有答复，是否到账还不知道。"
LATE = "缴费单位不能退回这一笔。"


class Posting:
    """The county's one errand-runner. Rounds belong to one thread."""

    def __init__(
        self, store: Store, doors: tuple[Billers, Bank], now: Callable[[], int], doubt_ms: int = 600_000
    ) -> None:
        """Bind what it needs; nothing is sent.

        Args:
            store: Opened by the caller.
            doors: To the billers and to the bank.
            now: County time, ms since 1970 UTC.
            doubt_ms: Without a word for so long a payment is 状态未知.
        """
        self._store = store
        self._billers, self._bank = doors
        self._now = now
        self._doubt_ms = doubt_ms
        self._bank_ms = 0  # when the bank is asked again

    def recover(self) -> None:
        """After a start: whatever was under way is asked about at once."""
        with self._store.write() as db:
            lock_feed(db)
            db.execute(sa.update(handed).where(handed.c.next_ms > self._now()).values(next_ms=self._now()))

    def round(self) -> bool:
        """One errand.

        Returns:
            Whether there may be another.
        """
        return self._hear_news() or self._run_order() or self._take_back() or self._ask_bank()

    def _run_order(self) -> bool:
        with self._store.write() as db:
            lock_feed(db)
            if (row := _due(db, self._now())) is None:
                return False
            known = _intend(db, row, self._now())
        try:
            word = self._send(_order(row), known=known)
        except BillerSilent:
            word = None
        with self._store.write() as db:
            lock_feed(db)
            self._heed(db, row.station, row.ref, word)
        return True

    def _send(self, order: Order, *, known: bool) -> Word:
        if known and (word := self._billers.query(order)).said != Said.MISSING:
            return word
        return self._billers.post(order)

    def _heed(self, db: Connection, station: str, ref: int, word: Word | None) -> None:
        """Enter what a biller said, or that it said nothing."""
        row, at_ms = payments.one(db, station, ref), self._now()
        if row is None:
            return
        if word is None or word.said in (Said.PENDING, Said.MISSING, Said.TOO_LATE):
            self._wait(db, row, at_ms)
            return
        _enter(db, row, word, at_ms)
        db.execute(sa.update(handed).where(handed.c.serial == row.serial).values(next_ms=at_ms))  # no longer under way
        floats.state(db, station, at_ms)

    def _wait(self, db: Connection, row: Row, at_ms: int) -> None:
        intent = db.execute(sa.select(handed).where(handed.c.serial == row.serial)).one()
        pause_ms = min(RETRY_MS_MAX, 1_000 << min(intent.tries, 20))
        db.execute(sa.update(handed).where(handed.c.serial == row.serial).values(next_ms=at_ms + pause_ms))
        if row.state == State.SENT and at_ms - intent.first_ms >= self._doubt_ms:
            payments.doubt(db, row, at_ms, SILENT)

    def _hear_news(self) -> bool:
        try:
            news = self._billers.news()
        except BillerSilent:
            return False
        for number, word in news:
            with self._store.write() as db:
                lock_feed(db)
                if row := payments.of_serial(db, word.serial):
                    _enter(db, row, word, self._now())
                    floats.state(db, row.station, self._now())
                else:
                    log.warning("a biller speaks of %s, which nobody knows", word.serial)
            self._billers.heard(number)
        return bool(news)

    def _take_back(self) -> bool:
        """A posted payment that the counter wants back: its biller decides."""
        with self._store.write() as db:
            lock_feed(db)
            wanted = (payment.c.state == State.POSTED) & (payment.c.asked > payment.c.declined)
            due = sa.select(payment).outerjoin(handed, handed.c.serial == payment.c.serial)
            due = due.where(wanted, sa.func.coalesce(handed.c.next_ms, 0) <= self._now())
            if (row := db.execute(due.order_by(payment.c.station, payment.c.ref).limit(1)).first()) is None:
                return False
            _intend(db, row, self._now())
        try:
            word = self._billers.cancel(_order(row))
        except BillerSilent:
            word = None
        with self._store.write() as db:
            lock_feed(db)
            row = payments.one(db, row.station, row.ref)
            if row is not None and row.state == State.POSTED:
                self._answer_wish(db, row, word)
        return True

    def _answer_wish(self, db: Connection, row: Row, word: Word | None) -> None:
        if word is None or word.said == Said.PENDING:
            self._wait(db, row, self._now())
            return
        if word.said == Said.REVERSED:
            payments.reverse(db, row, self._now(), payments.WITHDRAWN)
            floats.state(db, row.station, self._now())
        else:
            payments.answer_cancel(db, row, self._now(), accepted=False, reason=word.reason or LATE)
        db.execute(sa.update(handed).where(handed.c.serial == row.serial).values(next_ms=self._now()))

    def _ask_bank(self) -> bool:
        """Cash on its way: float once the bank has it."""
        if self._now() < self._bank_ms:
            return False
        self._bank_ms = self._now() + BANK_MS
        with self._store.read() as db:
            still = sa.select(deposit).where(deposit.c.state != Deposited.ARRIVED)
            waiting = db.execute(still.order_by(deposit.c.station, deposit.c.ref)).all()
        try:
            for row in waiting:
                self._settle_deposit(row, arrived=self._bank.arrived(refs.serial(row.station, row.ref), row.fen))
        except BillerSilent:
            log.info("the bank says nothing")
        return False

    def _settle_deposit(self, row: Any, *, arrived: bool | None) -> None:  # noqa: ANN401 - a row of ``deposit``
        if arrived is None:
            return
        with self._store.write() as db:
            lock_feed(db)
            this = (deposit.c.station == row.station) & (deposit.c.ref == row.ref)
            if not arrived:
                insert_missing(db, denied, [{"station": row.station, "ref": row.ref}])
                db.execute(sa.update(deposit).where(this).values(state=Deposited.DISPUTED))
            elif db.execute(sa.select(deposit.c.state).where(this)).scalar() != Deposited.ARRIVED:
                floats.enter(db, row.station, "deposit", row.fen, self._now(), cash=row.ref, text=row.slip)
                floats.state(db, row.station, self._now())


class Runner:
    """A thread that calls rounds until it is stopped."""

    def __init__(self, posting: Posting) -> None:
        """Bind; :meth:`start` starts."""
        self._posting = posting
        self._wake = Event()
        self._stopped = False
        self._thread = Thread(target=self._loop, name="posting", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Something has come: look now."""
        self._wake.set()

    def close(self) -> None:
        """End after the errand under way."""
        self._stopped = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def _loop(self) -> None:
        while not self._stopped:
            try:
                more = self._posting.round()
            except Exception:  # the errand is tried again; the trace is kept
                log.exception("posting")
                more = False
            if not more:
                self._wake.wait(PAUSE_S)
                self._wake.clear()


def _due(db: Connection, now_ms: int) -> Row | None:
    """What was handed over and has no answer yet, when its time has come; then what waits and is whole."""
    again = sa.select(payment).join(handed, handed.c.serial == payment.c.serial)
    again = again.where(payment.c.state.in_((State.SENT, State.DOUBTED)), handed.c.next_ms <= now_ms)
    if row := db.execute(again.order_by(handed.c.next_ms, payment.c.serial).limit(1)).first():
        return row
    whole = payments.is_whole(payment.c.station, payment.c.ref)
    first = sa.select(payment).where(payment.c.state == State.WAITING, whole)
    return db.execute(first.order_by(payment.c.received_ms, payment.c.station, payment.c.ref).limit(1)).first()


def _intend(db: Connection, row: Row, at_ms: int) -> bool:
    """Write down that a payment is about to be handed over.

    Returns:
        Whether it may have been handed over before.
    """
    made = {"serial": row.serial, "first_ms": at_ms, "last_ms": at_ms, "tries": 0, "next_ms": 0}
    insert_missing(db, handed, [made])
    tries = db.execute(sa.select(handed.c.tries).where(handed.c.serial == row.serial)).scalar_one()
    values = {"tries": tries + 1, "last_ms": at_ms, "next_ms": at_ms + LEASE_MS}
    db.execute(sa.update(handed).where(handed.c.serial == row.serial).values(values))
    if row.state == State.WAITING:
        db.execute(sa.update(payment).where(payment.c.serial == row.serial).values(state=State.SENT))
    return bool(tries)


def _enter(db: Connection, row: Row, word: Word, at_ms: int) -> None:
    """A biller's verdict, once: what it repeats, or cannot say of such a payment, changes nothing."""
    match word.said:
        case Said.POSTED if row.state not in (State.POSTED, State.REVERSED):
            _post(db, row, word, at_ms)
        case Said.REFUSED if row.state in OPEN:
            payments.refuse(db, row, at_ms, word.code or "other", word.reason)
        case Said.REVERSED if row.state not in (State.REVERSED, State.REFUSED, State.CANCELLED):
            if row.state != State.POSTED:  # booked and given back while we did not hear: both are told
                _post(db, row, word, at_ms)
            payments.reverse(db, row, at_ms, word.reason)


def _post(db: Connection, row: Row, word: Word, at_ms: int) -> None:
    payments.post(db, row, at_ms, biller_ref=word.ref, posted_ms=word.at_ms or at_ms, balance_fen=word.balance_fen)


def _order(row: Row) -> Order:
    return Order(row.serial, row.biller, row.account, row.amount_fen)
