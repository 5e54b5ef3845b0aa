"""Who writes the payment tables: one projector per kind of fact.

What a payment's money does is ``booking``'s to say; here it is written down. A verdict about a payment that this
station does not know, one that comes twice, and one that cannot be from where the payment stands all change nothing.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from sqlalchemy import Table, bindparam, delete, func, insert, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection, Row

from kiosk import journal, ledger, limits
from kiosk.clock import day_number, day_of
from kiosk.errors import Malformed
from kiosk.journal import Entry
from kiosk.ledger import registry
from kiosk.payments import booking, model
from kiosk.payments.booking import Standing
from kiosk.payments.model import OPEN, MoveKind, PayState, Refund, payment
from kiosk.store.prepared import Prepared
from kiosk.wire import payment_events as events
from kiosk.wire import till_decisions as decisions
from kiosk.wire.events import Decision, Event

Line = TypeVar("Line")

_INSERT = Prepared(insert(payment), *payment.c.keys())
_INSERT_BILL = Prepared(insert(model.paid_bill).prefix_with("OR IGNORE"), *model.paid_bill.c.keys())
_INSERT_MOVE = Prepared(insert(model.move), *model.move.c.keys())
_BY_ID = Prepared(select(payment).where(payment.c.id == bindparam("an_id")))


def _tallying() -> Prepared:
    row = upsert(model.tally)
    more = {name: model.tally.c[name] + row.excluded[name] for name in ("count", "fen")}
    statement = row.on_conflict_do_update(index_elements=["biller", "month"], set_=more)
    return Prepared(statement, *model.tally.c.keys())


_TALLY = _tallying()


def row_of(db: Connection, payment_id: int) -> "Row[tuple[object, ...]] | None":
    """A payment's row; None when this station does not know it."""
    row: Row[tuple[object, ...]] | None = _BY_ID(db, an_id=payment_id).first()
    return row


def standing_of(row: "Row[tuple[object, ...]]") -> Standing:
    """How the payment of a row stands."""
    return Standing(
        row.biller, row.amount_fen, row.fee_fen, PayState(row.state), bool(row.posted), bool(row.returned),
        Refund(row.refund), bool(row.card), bool(row.written), row.credit_fen, row.county_commission_fen,
    )  # fmt: skip


def month_of(day: int) -> int:
    """The calendar month of a day number: 202611."""
    date = day_of(day)
    return date.year * 100 + date.month


# ── What the drawer must know ─────────────────────────────────────────────────────────────────────────────────────────

registry.total_kind(events.PaymentTaken, "pay")
registry.total_kind(events.PaymentCancelled, "cancel")
registry.total_kind(events.RefundPaid, "refund")

_QUEUED = Prepared(
    select(func.coalesce(func.sum(payment.c.amount_fen), 0).label("fen")).where(
        payment.c.id > bindparam("covered"), payment.c.returned == 0
    )
)


@registry.queued_by
def _queued_fen(db: Connection, covered: int) -> int:
    """Taken since the county reckoned the float; what was given back at once never goes there."""
    return int(next(_QUEUED(db, covered=covered).scalars()))


@registry.open_matter
def _open_refunds(db: Connection) -> tuple[registry.Matter, ...]:
    due = select(func.count()).select_from(payment).where(payment.c.refund == literal_column("'due'"))
    return (registry.Matter("payments.open.refunds", db.execute(due).scalar_one()),)


# ── A payment ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(events.PaymentTaken)
def _taken(db: Connection, entry: Entry, fact: events.PaymentTaken) -> None:
    day, stands = day_number(entry.day), booking.taken(fact)
    _INSERT(
        db, id=entry.ref, position=entry.position, at_ms=entry.at_ms, day=day, by=entry.by, shift=fact.shift,
        biller=fact.biller, account=fact.account, holder=fact.holder, resident=fact.resident, payer=fact.payer,
        received_fen=fact.received_fen, change_fen=fact.change_fen, enquiry=fact.enquiry,
        unverified=int(fact.unverified), allowance=fact.allowance, card=fact.card,
        commission_fen=fact.commission_fen, posted_ms=0, biller_ref="", balance_fen=0, code="", reason="",
        refund_fen=0, refund_name="", slip_given=0, asked_ms=0, wished=0, state_ms=entry.at_ms, **_columns(stands),
        amount_fen=fact.amount_fen, fee_fen=fact.fee_fen,
    )  # fmt: skip
    _INSERT_BILL.many(db, [{"payment": entry.ref, "bill": one.id, "fen": one.fen} for one in fact.bills])
    _move(db, entry, entry.ref, MoveKind.PAY, fact.biller, fact.amount_fen)
    _TALLY(db, biller=fact.biller, month=entry.day.year * 100 + entry.day.month, count=1, fen=fact.amount_fen)
    if fact.allowance:
        used = insert(model.allowance).prefix_with("OR IGNORE")
        db.execute(used, {"number": fact.allowance, "payment": entry.ref})
    ledger.post(db, entry, booking.legs(None, stands), in_shift=fact.shift)


def _columns(stands: Standing) -> dict[str, object]:
    """What of a payment's row its standing decides."""
    return {
        "state": stands.state.value, "is_open": int(stands.state in OPEN), "posted": int(stands.posted),
        "returned": int(stands.returned), "refund": stands.refund.value, "written": int(stands.written),
        "credit_fen": stands.credit_fen, "county_commission_fen": stands.commission_fen,
    }  # fmt: skip


def _move(db: Connection, entry: Entry, payment_id: int, kind: MoveKind, biller: str, fen: int) -> None:
    _INSERT_MOVE(
        db, position=entry.position, payment=payment_id, kind=kind.value, biller=biller, fen=fen,
        day=day_number(entry.day),
    )  # fmt: skip


@dataclass(frozen=True)
class _Moved:
    """A payment that a fact has moved."""

    row: "Row[tuple[object, ...]]"
    now: Standing


def _step(
    db: Connection, entry: Entry, payment_id: int, fact: Event | Decision, in_shift: int | None = None,
    **columns: object,
) -> _Moved | None:  # fmt: skip
    """Move a payment, post what that moves, and keep what the fact says beside; None when it changes nothing."""
    row = row_of(db, payment_id)
    if row is None or (now := booking.after(was := standing_of(row), fact)) is None:
        return None
    since = {"state_ms": entry.at_ms} if now.state is not was.state else {}
    _change(db, payment_id, **since, **columns, **_columns(now), refund_fen=now.cash_fen if now.refund else 0)
    ledger.post(db, entry, booking.legs(was, now), in_shift=in_shift)
    return _Moved(row, now)


def _change(db: Connection, payment_id: int, **columns: object) -> None:
    _changing(*columns)(db, an_id=payment_id, **columns)


@cache
def _changing(*columns: str) -> Prepared:
    return Prepared(update(payment).where(payment.c.id == bindparam("an_id")), *columns)


@journal.projects(events.PaymentCancelled)
def _cancelled(db: Connection, entry: Entry, fact: events.PaymentCancelled) -> None:
    moved = _step(db, entry, fact.payment, fact, fact.shift if fact.at_once else None, code=fact.reason, reason="")
    if moved and fact.at_once:
        _move(db, entry, moved.row.id, MoveKind.CANCEL, moved.row.biller, moved.row.amount_fen)
    _wished(db, fact.payment)


def _wished(db: Connection, payment_id: int) -> None:
    """A payment that was to be taken back no longer counts for the commission of later ones."""
    row = row_of(db, payment_id)
    if row is not None and not row.wished:
        _change(db, payment_id, wished=1)
        _TALLY(db, biller=row.biller, month=month_of(row.day), count=-1, fen=-row.amount_fen)


@journal.projects(events.RefundPaid)
def _refund_paid(db: Connection, entry: Entry, fact: events.RefundPaid) -> None:
    _step(db, entry, fact.payment, fact, fact.shift, refund_name=fact.name)


@journal.projects(events.CardMoved)
def _card_moved(db: Connection, entry: Entry, fact: events.CardMoved) -> None:
    if (row := row_of(db, fact.payment)) is None:
        return
    _step(db, entry, fact.payment, fact)
    if kind := _CARD_KINDS.get(fact.step):
        _move(db, entry, row.id, kind, row.biller, row.amount_fen)
    if fact.step == "cancelled":
        _wished(db, row.id)


_CARD_KINDS = {
    "write": MoveKind.WRITE,
    "written": MoveKind.WRITTEN,
    "failed": MoveKind.WRITE_FAILED,
    "cancelled": MoveKind.WRITE_CANCELLED,
}


@journal.projects(events.PaymentAsked)
def _asked(db: Connection, entry: Entry, fact: events.PaymentAsked) -> None:
    for payment_id in fact.payments:
        _change(db, payment_id, asked_ms=entry.at_ms)


@journal.projects(events.PostedSlipGiven)
def _slip_given(db: Connection, _entry: Entry, fact: events.PostedSlipGiven) -> None:
    _change(db, fact.payment, slip_given=1)


# ── The county's verdicts ─────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(decisions.PaymentPosted)
def _posted(db: Connection, entry: Entry, fact: decisions.PaymentPosted) -> None:
    _step(
        db, entry, fact.payment, fact,
        biller_ref=fact.biller_ref[: limits.account_chars_max], posted_ms=fact.posted_ms, balance_fen=fact.balance_fen,
        code="", reason="",
    )  # fmt: skip


@journal.projects(decisions.PaymentRefused)
def _refused(db: Connection, entry: Entry, fact: decisions.PaymentRefused) -> None:
    _step(db, entry, fact.payment, fact, code=fact.code, reason=fact.reason)


@journal.projects(decisions.PaymentDoubted)
def _doubted(db: Connection, entry: Entry, fact: decisions.PaymentDoubted) -> None:
    _step(db, entry, fact.payment, fact, code="", reason=fact.reason)


@journal.projects(decisions.PaymentReversed)
def _reversed(db: Connection, entry: Entry, fact: decisions.PaymentReversed) -> None:
    moved = _step(db, entry, fact.payment, fact, code="", reason=fact.reason)
    if moved:
        _move(db, entry, moved.row.id, MoveKind.REVERSE, moved.row.biller, moved.row.amount_fen)


@journal.projects(decisions.CancelDecided)
def _cancel_decided(db: Connection, entry: Entry, fact: decisions.CancelDecided) -> None:
    moved = _step(db, entry, fact.payment, fact, code="", reason=fact.reason)
    if moved and fact.accepted:
        _move(db, entry, moved.row.id, MoveKind.CANCEL, moved.row.biller, moved.row.amount_fen)


@journal.projects(decisions.OriginalMissing)
def _missing(db: Connection, entry: Entry, fact: decisions.OriginalMissing) -> None:
    _step(db, entry, fact.payment, fact)


# ── Disputes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(events.DisputeOpened)
def _dispute_opened(db: Connection, entry: Entry, fact: events.DisputeOpened) -> None:
    row = {
        "id": entry.ref, "payment": fact.payment, "code": fact.code, "note": fact.note, "opened_ms": entry.at_ms,
        "by": entry.by, "outcome": "", "text": "", "answered_ms": 0,
    }  # fmt: skip
    db.execute(insert(model.dispute), row)


@journal.projects(decisions.DisputeAnswered)
def _dispute_answered(db: Connection, entry: Entry, fact: decisions.DisputeAnswered) -> None:
    answer = {"outcome": fact.outcome, "text": fact.text, "answered_ms": entry.at_ms}
    db.execute(update(model.dispute).where(model.dispute.c.id == fact.dispute).values(answer))


@journal.projects(decisions.CommissionSettled)
def _commission_settled(db: Connection, entry: Entry, fact: decisions.CommissionSettled) -> None:
    row = {
        "month": fact.month, "fen": fact.fen, "paid": int(fact.paid), "reason": fact.reason, "at_ms": entry.at_ms,
    }  # fmt: skip
    _put(db, model.settled, ("month",), [row])


# ── What the county told ──────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(decisions.BillsIssued)
def _bills_issued(db: Connection, entry: Entry, fact: decisions.BillsIssued) -> None:
    if not _is_news(db, f"bills:{fact.biller}", fact.statement, len(fact.bills)):
        return
    if fact.whole:
        _no_longer_owed(db, fact.biller, model.bill.c.statement < fact.statement)
    lines = _sound(fact.bills, lambda line: line.id, _bill_is_sound)
    _put(db, model.bill, ("biller", "id"), [_bill_row(fact, line) for line in lines])
    if fact.gone:
        gone = [{"a_biller": fact.biller, "an_id": bill_id} for bill_id in fact.gone]
        this = (model.bill.c.biller == bindparam("a_biller")) & (model.bill.c.id == bindparam("an_id"))
        db.execute(update(model.bill).where(this).values(is_owed=0), gone)
    left_out = len(fact.bills) - len(lines)
    _told(db, entry, f"bills:{fact.biller}", fact.statement, fact.as_of_ms, left_out=left_out)


def _is_news(db: Connection, name: str, statement: int, lines: int) -> bool:
    """Whether a part belongs to the newest statement or a newer one.

    Raises:
        Malformed: Longer than any part may be: it is set aside as a whole.
    """
    if lines > limits.statement_lines_max:
        raise Malformed(what="statement")
    known = db.execute(select(model.told.c.statement).where(model.told.c.name == name)).scalar()
    return known is None or statement >= known


def _no_longer_owed(db: Connection, biller: str, which: object) -> None:
    """Bills leave the list; those that a payment names stay as history."""
    bill = model.bill
    named = select(model.paid_bill.c.bill).where(model.paid_bill.c.bill == bill.c.id).exists()
    db.execute(delete(bill).where(bill.c.biller == biller, which, ~named))  # type: ignore[arg-type]
    db.execute(update(bill).where(bill.c.biller == biller, which).values(is_owed=0))  # type: ignore[arg-type]


def _sound(lines: Iterable[Line], key: Callable[[Line], str], is_sound: Callable[[Line], bool]) -> list[Line]:
    """The lines that can be; of two with one key the first. The rest of the statement stands."""
    kept: dict[str, Line] = {}
    for line in lines:
        if is_sound(line):
            kept.setdefault(key(line), line)
    return list(kept.values())


def _bill_is_sound(line: decisions.BillLine) -> bool:
    texts = (line.id, line.account, line.holder, line.period, line.address, line.meter, line.resident)
    amounts = 0 < line.fen <= limits.amount_fen_max and 0 <= line.late_fen <= line.fen
    rows = (*line.readings, *line.tiers)
    short = all(len(text) <= limits.statement_text_chars_max for text in (*texts, *rows))
    return bool(line.id and line.account) and amounts and short and len(rows) <= limits.statement_rows_max


def _bill_row(fact: decisions.BillsIssued, line: decisions.BillLine) -> dict[str, object]:
    return {
        "biller": fact.biller, "id": line.id, "statement": fact.statement, "account": line.account,
        "holder": line.holder, "fen": line.fen, "period": line.period, "due_day": line.due_day,
        "cutoff_day": line.cutoff_day, "late_fen": line.late_fen,
        "readings": json.dumps(line.readings, ensure_ascii=False),
        "tiers": json.dumps(line.tiers, ensure_ascii=False), "balance_fen": line.balance_fen,
        "resident": line.resident, "address": line.address, "meter": line.meter, "is_owed": 1,
    }  # fmt: skip


@journal.projects(decisions.AccountsListed)
def _accounts_listed(db: Connection, entry: Entry, fact: decisions.AccountsListed) -> None:
    if not _is_news(db, f"accounts:{fact.biller}", fact.statement, len(fact.accounts)):
        return
    table = model.account
    if fact.whole:
        db.execute(delete(table).where(table.c.biller == fact.biller, table.c.statement < fact.statement))
    lines = _sound(fact.accounts, lambda line: line.account, _account_is_sound)
    rows: list[dict[str, object]] = [
        {
            "biller": fact.biller, "account": line.account, "statement": fact.statement, "holder": line.holder,
            "resident": line.resident, "usual_fen": line.usual_fen, "card": line.card,
        }
        for line in lines
    ]  # fmt: skip
    _put(db, table, ("biller", "account"), rows)
    left_out = len(fact.accounts) - len(lines)
    _told(db, entry, f"accounts:{fact.biller}", fact.statement, fact.as_of_ms, left_out=left_out)


def _account_is_sound(line: decisions.AccountLine) -> bool:
    short = all(len(text) <= limits.statement_text_chars_max for text in (line.account, line.holder, line.card))
    return bool(line.account) and short and 0 <= line.usual_fen <= limits.amount_fen_max


@journal.projects(decisions.ServicesGranted)
def _services_granted(db: Connection, entry: Entry, fact: decisions.ServicesGranted) -> None:
    db.execute(delete(model.granted))
    _put(db, model.granted, ("biller",), [{"biller": code} for code in dict.fromkeys(fact.billers)])
    _told(db, entry, "services", entry.seq, entry.at_ms)


@journal.projects(decisions.CapsSet)
def _caps_set(db: Connection, _entry: Entry, fact: decisions.CapsSet) -> None:
    row = {
        "biller": fact.biller, "payment_fen": fact.payment_fen, "count": fact.count, "total_fen": fact.total_fen,
        "age_h": fact.age_h,
    }  # fmt: skip
    _put(db, model.cap, ("biller",), [row])


@journal.projects(decisions.BlacklistSet)
def _blacklist_set(db: Connection, entry: Entry, fact: decisions.BlacklistSet) -> None:
    if len(fact.lines) > limits.statement_lines_max:
        raise Malformed(what="statement")
    db.execute(delete(model.blacklist))
    rows: list[dict[str, object]] = [
        {"biller": line.biller, "account": line.account, "reason": line.reason, "until_day": line.until_day}
        for line in fact.lines
    ]
    _put(db, model.blacklist, ("biller", "account"), rows)
    _told(db, entry, "blacklist", entry.seq, fact.as_of_ms)


def _told(db: Connection, entry: Entry, name: str, statement: int, as_of_ms: int, *, left_out: int = 0) -> None:
    """Keep how old a list is; the parts of one statement add up what was left out of them."""
    this = model.told.c.name == name
    before = db.execute(select(model.told).where(this)).first()
    if before and before.statement == statement:
        left_out += before.left_out
    row = {
        "name": name, "statement": statement, "number": entry.seq, "as_of_ms": as_of_ms, "left_out": left_out,
    }  # fmt: skip
    _put(db, model.told, ("name",), [row])


def _put(db: Connection, table: Table, key: tuple[str, ...], rows: list[dict[str, object]]) -> None:
    """Insert rows, or replace those of the same key."""
    if rows:
        row = upsert(table)
        new = {name: row.excluded[name] for name in rows[0] if name not in key}
        conflict = row.on_conflict_do_update(index_elements=key, set_=new) if new else row.on_conflict_do_nothing()
        db.execute(conflict, rows)


# ── Forgetting ────────────────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(events.PaymentsForgotten)
def _forgotten(db: Connection, _entry: Entry, fact: events.PaymentsForgotten) -> None:
    """Leave what replaying the stubs of ``privacy`` gives: amounts, accounts, dates and states."""
    blank = dict.fromkeys(("holder", "resident", "payer", "reason", "refund_name"), "")
    db.execute(update(payment).where(payment.c.id.in_(fact.payments)).values(**blank))
    db.execute(update(model.dispute).where(model.dispute.c.payment.in_(fact.payments)).values(note="", text=""))
