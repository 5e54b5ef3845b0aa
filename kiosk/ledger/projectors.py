"""Facts about the drawer into tables and postings: no clock, no catalogue."""

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import day_number
from kiosk.journal import Entry
from kiosk.journal.entry import REF_EPOCH
from kiosk.ledger import legs
from kiosk.ledger.accounts import Account
from kiosk.ledger.model import cash_move, day_end, float_move, float_state, opening, shift, z_check
from kiosk.ledger.postings import balance_fen, post
from kiosk.ledger.registry import total_kind
from kiosk.wire import till_decisions as decisions
from kiosk.wire import till_events as events

total_kind(events.CashMoved, {"vault": "vault", "banked": "deposit"})
total_kind(events.OpeningAgreed, "opening")


@journal.projects(events.ShiftOpened)
def _opened(db: Connection, entry: Entry, fact: events.ShiftOpened) -> None:
    first = fact.shift == 1 and not was_agreed(db)
    post(db, entry, legs.opened(fact, first=first), in_shift=fact.shift)
    row = {
        "number": fact.shift, "clerk": fact.clerk, "opened": entry.position, "opened_ms": entry.at_ms,
        "day": day_number(entry.day), "opening_fen": fact.counted_fen, "is_open": 1, "closed_by": "",
    }  # fmt: skip
    db.execute(insert(shift), row)


@journal.projects(events.ShiftClosed)
def _closed(db: Connection, entry: Entry, fact: events.ShiftClosed) -> None:
    post(db, entry, legs.closed(fact), in_shift=fact.shift)
    closed = {
        "is_open": 0, "z": fact.z, "closed": entry.position, "closed_ms": entry.at_ms,
        "closed_day": day_number(entry.day), "closed_by": entry.by, "counted_fen": fact.counted_fen,
        "expected_fen": fact.expected_fen,
    }  # fmt: skip
    db.execute(update(shift).where(shift.c.number == fact.shift).values(closed))


@journal.projects(events.DayEnded)
def _day_ended(db: Connection, entry: Entry, fact: events.DayEnded) -> None:
    row = {
        "day": fact.day, "position": entry.position, "at_ms": entry.at_ms, "by": entry.by, "z_first": fact.z_first,
        "z_last": fact.z_last, "register_fen": fact.register_fen, "left_fen": fact.left_fen,
        "tallied_by": fact.tallied_by, "witness": fact.witness,
    }  # fmt: skip
    db.execute(insert(day_end), row)


@journal.projects(events.CashMoved)
def _moved(db: Connection, entry: Entry, fact: events.CashMoved) -> None:
    post(db, entry, legs.moved(fact))
    row = {
        "id": entry.ref, "position": entry.position, "at_ms": entry.at_ms, "day": day_number(entry.day),
        "by": entry.by, "source": fact.source, "target": fact.target, "fen": fact.fen, "witness": fact.witness,
        "photo": fact.photo, "slip": fact.slip, "arrived_ms": 0,
    }  # fmt: skip
    db.execute(insert(cash_move), row)


@journal.projects(events.OpeningAgreed)
def _agreed(db: Connection, entry: Entry, fact: events.OpeningAgreed) -> None:
    post(db, entry, legs.agreed(fact, balance_fen(db, Account.TILL)))
    db.execute(update(opening).where(opening.c.agreed.is_(None)).values(agreed=entry.position))


@journal.projects(events.LowFloatTold)
def _low_float_told(db: Connection, _entry: Entry, _fact: events.LowFloatTold) -> None:
    db.execute(update(shift).where(shift.c.is_open == 1).values(low_told=shift.c.low_told + 1))


@journal.projects(events.DrawerOpened)
def _drawer_opened(db: Connection, _entry: Entry, _fact: events.DrawerOpened) -> None:
    db.execute(update(shift).where(shift.c.is_open == 1).values(drawer_opened=shift.c.drawer_opened + 1))


# ── What the county says ──────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(decisions.OpeningImported)
def _imported(db: Connection, entry: Entry, fact: decisions.OpeningImported) -> None:
    """A correction before the agreement replaces the figure; afterwards nothing is imported any more."""
    if was_agreed(db):
        return
    row = {"position": entry.position, "at_ms": entry.at_ms, "fen": fact.fen, "note": fact.note, "agreed": None}
    db.execute(insert(opening), row)


@journal.projects(decisions.FloatStated)
def _float_stated(db: Connection, entry: Entry, fact: decisions.FloatStated) -> None:
    row = {
        "id": 1, "float_fen": fact.float_fen, "credit_fen": fact.credit_fen, "used_fen": fact.used_fen,
        "covers": fact.covers_epoch * REF_EPOCH + fact.covers_seq, "low_fen": fact.low_fen, "stated_ms": entry.at_ms,
    }  # fmt: skip
    db.execute(upsert(float_state).on_conflict_do_update(index_elements=["id"], set_=row), row)


@journal.projects(decisions.FloatMoved)
def _float_moved(db: Connection, entry: Entry, fact: decisions.FloatMoved) -> None:
    post(db, entry, legs.float_moved(fact))
    row = {
        "position": entry.position, "at_ms": entry.at_ms, "day": day_number(entry.day), "kind": fact.kind,
        "float_fen": fact.float_fen, "credit_fen": fact.credit_fen, "cash": fact.cash, "text": fact.text,
    }  # fmt: skip
    db.execute(insert(float_move), row)
    db.execute(update(cash_move).where(cash_move.c.id == fact.cash).values(arrived_ms=entry.at_ms))


@journal.projects(decisions.TotalsChecked)
def _totals_checked(db: Connection, entry: Entry, fact: decisions.TotalsChecked) -> None:
    row = {"z": fact.z, "expected_fen": fact.expected_fen, "differs": int(fact.differs), "at_ms": entry.at_ms}
    db.execute(upsert(z_check).on_conflict_do_update(index_elements=["z"], set_=row), row)


def was_agreed(db: Connection) -> bool:
    """Whether the balance of an older system was counted and signed."""
    return db.execute(select(opening.c.position).where(opening.c.agreed.is_not(None)).limit(1)).first() is not None
