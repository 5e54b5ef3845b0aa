"""Clerks sign in with a PIN, offline: argon2id, throttled, the count survives a restart (I1)."""

from dataclasses import dataclass
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from kiosk import journal, limits
from kiosk.clock import Instant
from kiosk.errors import NotReady, Problem, Refused
from kiosk.people import idnumber, names
from kiosk.people.model import Role, clerk, credential
from kiosk.station import Station
from kiosk.wire.people_events import (
    ClerkEnlisted,
    ClerkRetired,
    ClerkSignedIn,
    ClerkSignedOut,
    PinChanged,
    PinReset,
    SignInLocked,
)

# OWASP's second choice for argon2id (19 MiB, 2 passes): about 30 ms here, some 150 ms on the slow PC we have in mind.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True)
class Clerk:
    """A clerk's account.

    Attributes:
        code: Short, unique at the station.
        name: As on slips.
        role: What the clerk may do.
        must_change: The PIN is a first one; nothing can be done before it is changed.
        retired: Cannot sign in any more.
    """

    code: str
    name: str
    role: Role
    must_change: bool
    retired: bool = False


def everyone(db: Connection) -> tuple[Clerk, ...]:
    """All accounts, by name; retired ones last."""
    joined = clerk.outerjoin(credential, credential.c.clerk == clerk.c.code)
    rows = db.execute(
        select(clerk, credential.c.must_change).select_from(joined).order_by(clerk.c.retired, clerk.c.code)
    )
    return tuple(Clerk(row.code, row.name, Role(row.role), row.must_change is not False, row.retired) for row in rows)


def get(db: Connection, code: str) -> Clerk | None:
    """One account, or None."""
    return next((one for one in everyone(db) if one.code == code), None)


def leads(db: Connection, code: str) -> bool:
    """Whether this is a lead clerk or county IT, who answer for the whole point."""
    role = db.execute(select(clerk.c.role).where(clerk.c.code == code, clerk.c.retired.is_(False))).scalar()
    return role is not None and role != Role.CLERK


def name_of(station: Station, code: str) -> str:
    """What a clerk is called, for a slip; the code where there is no such account."""
    with station.store.read() as db:
        name = db.execute(select(clerk.c.name).where(clerk.c.code == code)).scalar()
    return str(name or code)


def enlist(station: Station, code: str, name: str, role: Role, pin: str, by: str) -> None:
    """Open an account with a first PIN, which must be changed before anything else.

    Raises:
        NotReady: Code, name or PIN is not fit.
        Refused: The acting clerk is no lead clerk.
    """
    at = station.clock.now()
    faults = pin_problems(pin, "pin")
    hashed = "" if faults else _HASHER.hash(pin)  # outside the transaction: it is slow on purpose
    with station.store.write() as db:
        _must_lead(db, by)
        if problems := (*_name_problems(db, code, name), *faults):
            raise NotReady(problems)
        journal.append(db, ClerkEnlisted(code, name, role), at, by)
        _keep(db, code, hashed, must_change=True)


def retire(station: Station, code: str, by: str) -> None:
    """Close an account.

    Raises:
        Refused: By somebody who is no lead, of oneself, or of the last lead clerk.
    """
    at = station.clock.now()
    with station.store.write() as db:
        _must_lead(db, by)
        leads = [one for one in everyone(db) if one.role is not Role.CLERK and not one.retired]
        if code == by or [one.code for one in leads] == [code]:
            raise Refused("people.last_lead")
        journal.append(db, ClerkRetired(code), at, by)


def sign_in(station: Station, code: str, pin: str) -> Clerk:
    """Check a PIN and begin to work.

    Raises:
        Refused: ``people.wrong_pin`` with how many tries are ``left``; ``people.locked`` with the ``seconds`` to wait;
            ``people.unknown_clerk``.
    """
    at = station.clock.now()
    with station.store.read() as db:
        one = get(db, code)
        row = db.execute(select(credential).where(credential.c.clerk == code)).first()
    if one is None or one.retired or row is None:
        raise Refused("people.unknown_clerk")
    if (wait_ms := _wait_ms(row.locked_until_ms, at)) > 0:
        raise Refused("people.locked", seconds=-(-wait_ms // 1000))
    right = _matches(row.pin_hash, pin)  # outside the transaction: it is slow on purpose
    with station.store.write() as db:
        if not right:
            left = _count_wrong(db, code, row.wrong + 1, at)
        else:
            db.execute(update(credential).where(credential.c.clerk == code).values(wrong=0, locked_until_ms=0))
            journal.append(db, ClerkSignedIn(code), at, code)
    if not right:
        raise Refused("people.wrong_pin", left=left)
    return one


def prove(station: Station, code: str, pin: str) -> None:
    """Ask a signed-in clerk for the PIN again, before something that only that clerk may do (I2).

    Raises:
        Refused: As :func:`sign_in`; wrong tries count together with those at the door.
    """
    at = station.clock.now()
    with station.store.read() as db:
        row = db.execute(select(credential).where(credential.c.clerk == code)).first()
    if row is None:
        raise Refused("people.unknown_clerk")
    if (wait_ms := _wait_ms(row.locked_until_ms, at)) > 0:
        raise Refused("people.locked", seconds=-(-wait_ms // 1000))
    right = _matches(row.pin_hash, pin)
    with station.store.write() as db:
        if right:
            db.execute(update(credential).where(credential.c.clerk == code).values(wrong=0, locked_until_ms=0))
            return
        left = _count_wrong(db, code, row.wrong + 1, at)
    raise Refused("people.wrong_pin", left=left)


def sign_out(station: Station, code: str, why: str) -> None:
    """Keep when and why a clerk ended (``asked``, ``idle``, ``closed``)."""
    at = station.clock.now()
    with station.store.write() as db:
        journal.append(db, ClerkSignedOut(code, why), at, code)


def change_pin(station: Station, code: str, old: str, new: str) -> None:
    """Choose a new PIN.

    Raises:
        NotReady: The new one is too short, too simple, or the old one again.
        Refused: The old one is wrong.
    """
    at = station.clock.now()
    problems = pin_problems(new, "new")
    if new == old:
        problems = (*problems, Problem("new", "pin.same"))
    if problems:
        raise NotReady(problems)
    with station.store.read() as db:
        row = db.execute(select(credential).where(credential.c.clerk == code)).first()
    if row is None:
        raise Refused("people.unknown_clerk")
    if (wait_ms := _wait_ms(row.locked_until_ms, at)) > 0:
        raise Refused("people.locked", seconds=-(-wait_ms // 1000))
    right, hashed = _matches(row.pin_hash, old), _HASHER.hash(new)
    with station.store.write() as db:
        if right:
            _keep(db, code, hashed, must_change=False)
            journal.append(db, PinChanged(code), at, code)
        else:
            left = _count_wrong(db, code, row.wrong + 1, at)
    if not right:
        raise Refused("people.wrong_pin", left=left)


def reset_pin(station: Station, code: str, pin: str, responsible: str, id_number: str, by: str) -> None:
    """Give a clerk a first PIN again; needs the responsible person's name and ID number (I1).

    Raises:
        NotReady: The PIN, the name or the ID number is not fit.
        Refused: The acting clerk is no lead clerk.
    """
    at = station.clock.now()
    problems = [*pin_problems(pin, "pin"), *idnumber.problems(id_number, "id_number")]
    problems += names.problems_in_name(responsible, "responsible")
    if problems:
        raise NotReady(tuple(problems))
    hashed = _HASHER.hash(pin)
    with station.store.write() as db:
        _must_lead(db, by)
        if get(db, code) is None:
            raise Refused("people.unknown_clerk")
        journal.append(db, PinReset(code, responsible.strip(), id_number.strip()[-4:]), at, by)
        _keep(db, code, hashed, must_change=True)


def pin_problems(pin: str, field: str) -> tuple[Problem, ...]:
    """What is wrong with a new PIN: digits only, not too short, not one that everybody tries first."""
    if not (pin.isascii() and pin.isdigit()):
        return (Problem(field, "pin.digits"),)
    if not limits.pin_digits_min <= len(pin) <= limits.pin_digits_max:
        return (Problem(field, "pin.length", {"least": limits.pin_digits_min, "most": limits.pin_digits_max}),)
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return (Problem(field, "pin.simple"),) if steps in ({0}, {1}, {9}) else ()


def _name_problems(db: Connection, code: str, name: str) -> tuple[Problem, ...]:
    problems = []
    if not (code.isascii() and code.isalnum() and len(code) <= 8):  # noqa: PLR2004 - fits a slip's line
        problems.append(Problem("code", "clerk.code"))
    elif get(db, code) is not None:
        problems.append(Problem("code", "clerk.taken"))
    return (*problems, *names.problems_in_name(name))


def _wait_ms(locked_until_ms: int, at: Instant) -> int:
    # A clock that was set back must not lock anybody out for years.
    return min(locked_until_ms - at.wall_ms, limits.pin_lock_s * 1000)


def _matches(pin_hash: str, pin: str) -> bool:
    if not pin.isascii():
        return False  # no PIN has ever been set so
    try:
        return _HASHER.verify(pin_hash, pin)
    except (Argon2Error, InvalidHashError):
        return False


def _count_wrong(db: Connection, code: str, wrong: int, at: Instant) -> int:
    """Count one more wrong PIN, lock when it was the last; returns how many tries are left."""
    left = limits.pin_tries_max - wrong
    values: dict[str, int] = {"wrong": wrong}
    if left <= 0:
        values = {"wrong": 0, "locked_until_ms": at.wall_ms + limits.pin_lock_s * 1000}
        journal.append(db, SignInLocked(code, wrong), at, "")
    db.execute(update(credential).where(credential.c.clerk == code).values(**values))
    return max(left, 0)


def _must_lead(db: Connection, by: str) -> None:
    """Only a lead clerk or county IT may; the very first account is opened by the program itself."""
    people = everyone(db)
    acting = next((one for one in people if one.code == by), None)
    if people and (acting is None or acting.role is Role.CLERK):
        raise Refused("people.lead_only")


def _keep(db: Connection, code: str, pin_hash: str, *, must_change: bool) -> None:
    row = {"clerk": code, "pin_hash": pin_hash, "must_change": must_change, "wrong": 0, "locked_until_ms": 0}
    db.execute(upsert(credential).on_conflict_do_update(index_elements=["clerk"], set_=row), row)
