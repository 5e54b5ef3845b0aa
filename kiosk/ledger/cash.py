"""Cash that changes its place without a sale: vault, bank, the drawer opened, an older system's balance (M26, M27)."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Column, func, select
from sqlalchemy.engine import Connection

from kiosk import journal, limits, media, typed
from kiosk.catalogue import ReasonGroup
from kiosk.clock import Instant, day_number, day_of
from kiosk.errors import NotReady, Problem, Refused
from kiosk.journal.model import Origin, lane
from kiosk.journal.model import journal as journal_table
from kiosk.ledger import counts as counted
from kiosk.ledger import legs, limit, slips
from kiosk.ledger.accounts import Account
from kiosk.ledger.model import posting
from kiosk.ledger.postings import balance_fen, balances, open_shift
from kiosk.ledger.shifts import opening_wanted
from kiosk.money import yuan
from kiosk.people import clerks, names
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.events import Lane
from kiosk.wire.till_events import CashMoved, Counts, DrawerOpened, OpeningAgreed

__all__ = ["CashView", "DrawerDay", "Moved", "agree_opening", "cash_view", "move", "open_drawer", "opening_wanted"]

ROADS = (("till", "vault"), ("vault", "till"), ("till", "bank"), ("vault", "bank"))
"""From where to where cash can go; what is at the bank comes back only as float."""

_chart_days = 14


@dataclass(frozen=True)
class Moved:
    """Cash is in another place.

    Attributes:
        ref: Of the event.
        fen: How much.
        document: The slip for both signatures.
    """

    ref: int
    fen: int
    document: Document


@dataclass(frozen=True)
class DrawerDay:
    """A day of the drawer's chart: what came in, what went out, what was in it at the end (fen)."""

    day_number: int
    month: int
    date: int
    in_fen: int
    out_fen: int
    end_fen: int


@dataclass(frozen=True)
class CashView:
    """Where the point's money is, and whose it is (fen).

    Attributes:
        drawer_fen: In the drawer by the books; with ``blind`` it is not for the clerk's eyes before the count.
        blind: A shift is open and its count will be blind.
        vault_fen: In the safe.
        banked_fen: At the bank, and not yet float.
        float_fen: Left of the float as the county last said; ``credit_fen`` of the credit line.
        owed_to_billers: Biller's code → collected and not yet posted.
        owed_cod: Carrier's code → collected for senders; ``owed_freight`` and ``owed_sending`` for itself.
        refunds_fen: Owed to residents.
        fees_fen: Of the list, earned so far; ``commission_fen`` likewise; ``commission_due_fen`` not yet paid out.
        suspense_fen: Refunded, and posted after all (挂账).
        unsent: Money events without the county's receipt; ``unsent_fen`` came into the drawer by them.
        drawer_full: More is in it than the county wants there.
        days: The last days of the drawer, the oldest first.
    """

    drawer_fen: int
    blind: bool
    vault_fen: int
    banked_fen: int
    float_fen: int
    credit_fen: int
    owed_to_billers: dict[str, int]
    owed_cod: dict[str, int]
    owed_freight: dict[str, int]
    owed_sending: dict[str, int]
    refunds_fen: int
    fees_fen: int
    commission_fen: int
    commission_due_fen: int
    suspense_fen: int
    unsent: int
    unsent_fen: int
    drawer_full: bool
    days: tuple[DrawerDay, ...]


# ── Steps ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def move(
    station: Station, source: str, target: str, counts: Counts, by: str, *, witness: str, photo: bytes = b"",
    slip: str = "",
) -> Moved:  # fmt: skip
    """Bring cash from one place to another, as two people have counted it.

    Args:
        station: Of the counter.
        source: ``till`` or ``vault``.
        target: ``till``, ``vault`` or ``bank``.
        counts: Face → how many.
        by: The acting clerk, who signs.
        witness: Name of the second person, who signs too.
        photo: Of the bank's slip, JPEG, PNG or WebP; b"" for none.
        slip: Number on the bank's slip; the bank's word is the photo or the number.

    Raises:
        NotReady: Faults of the form.
        Refused: ``till.opening_first``; ``till.not_enough``: the safe has less.
    """
    problems = _move_problems(station, source, target, counts, witness, slip, has_photo=bool(photo))
    if problems := (*problems, *_other_person(witness, clerks.name_of(station, by))):
        raise NotReady(problems)
    kept, at = media.put(station, photo), station.clock.now()
    counts, fen = counted.tidy(counts), counted.total_fen(counts)
    with station.store.write() as db:
        if opening_wanted(db) is not None:
            raise Refused("till.opening_first")
        # Nobody can be asked about the drawer here: before a blind count that would tell what the books expect.
        if source == "vault" and fen > (has_fen := balance_fen(db, legs.PLACES[source])):
            raise Refused("till.not_enough", yuan=yuan(has_fen))
        fact = CashMoved(source, target, fen, counts, witness.strip(), kept.digest, slip.strip())
        entry = journal.append(db, fact, at, by)
        media.announce(db, kept, entry, at, by)
        document = slips.move_slip(station, entry, fact)
        spool.queue(db, entry, document)
        return Moved(entry.ref, fen, document)


def open_drawer(station: Station, reason: str, by: str) -> Document:
    """Open the drawer without a sale, for a listed reason; the journal keeps who and why.

    Raises:
        NotReady: The reason is not listed.
    """
    if reason not in {one.code for one in station.catalogue.reasons(ReasonGroup.DRAWER)}:
        raise NotReady((Problem("reason", "till_reason"),))
    at = station.clock.now()
    with station.store.write() as db:
        entry = journal.append(db, DrawerOpened(reason), at, by)
        document = slips.drawer_slip(station, entry, station.catalogue.reason(ReasonGroup.DRAWER, reason).name)
        spool.queue(db, entry, document)
        return document


def agree_opening(station: Station, counts: Counts, signed_by: str, witness: str, by: str) -> Document:
    """Count what an older system says is in the drawer, and sign that it is so (M27); then the point may trade.

    Raises:
        NotReady: Faults of the count, or nobody signs.
        Refused: ``till.no_opening``: nothing was imported; ``till.opening_differs``: it is not what was counted.
    """
    signatures = (("signed_by", signed_by), ("witness", witness))
    problems = (*counted.problems(station.catalogue, counts), *_name_problems(*signatures))
    if problems := (*problems, *_other_person(witness, signed_by)):
        raise NotReady(problems)
    at, fen = station.clock.now(), counted.total_fen(counts)
    with station.store.write() as db:
        wanted = opening_wanted(db)
        if wanted is None:
            raise Refused("till.no_opening")
        if wanted != fen:
            raise Refused("till.opening_differs", imported=yuan(wanted), counted=yuan(fen))
        fact = OpeningAgreed(fen, counted.tidy(counts), signed_by.strip(), witness.strip())
        entry = journal.append(db, fact, at, by)
        document = slips.opening_agreed_slip(station, entry, fact)
        spool.queue(db, entry, document)
        return document


def _move_problems(
    station: Station, source: str, target: str, counts: Counts, witness: str, slip: str, *, has_photo: bool
) -> tuple[Problem, ...]:
    found = [*counted.problems(station.catalogue, counts)]
    if (source, target) not in ROADS:
        found.insert(0, Problem("target", "till_road"))
    if not found and not counted.total_fen(counts):
        found.append(Problem("counts", "till_nothing"))
    found += _name_problems(("witness", witness))
    found += typed.problems("slip", slip, limits.bank_slip_chars_max)
    if target == "bank" and not (slip.strip() or has_photo):
        found.append(Problem("slip", "till_bank_slip"))
    return tuple(found)


def _name_problems(*fields: tuple[str, str]) -> tuple[Problem, ...]:
    found: list[Problem] = []
    for field, name in fields:
        if not name.strip():
            found.append(Problem(field, f"till_{field}"))
        found += typed.problems(field, name, limits.name_chars_max)
    return tuple(found)


def _other_person(witness: str, name: str) -> tuple[Problem, ...]:
    """Two signatures are those of two people."""
    same = bool(witness.strip()) and names.normalise(witness) == names.normalise(name)
    return (Problem("witness", "till_same_person"),) if same else ()


# ── The view ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def cash_view(db: Connection, station: Station, at: Instant) -> CashView:
    """Everything about the point's money on one page."""
    books, stated = balances(db), limit.figures(db, station)
    drawer_fen = books.get(Account.TILL, 0)
    unsent, unsent_fen = _unsent(db)
    return CashView(
        drawer_fen=drawer_fen, blind=station.catalogue.till.blind_count and open_shift(db) > 0,
        vault_fen=books.get(Account.VAULT, 0), banked_fen=books.get(Account.BANKED, 0),
        float_fen=stated.float_fen, credit_fen=stated.credit_fen,
        owed_to_billers=_owed(books, Account.BILLER_PAYABLE), owed_cod=_owed(books, Account.COD_PAYABLE),
        owed_freight=_owed(books, Account.FREIGHT_PAYABLE), owed_sending=_owed(books, Account.SENDING_PAYABLE),
        refunds_fen=-books.get(Account.REFUND_DUE, 0), fees_fen=-books.get(Account.FEES, 0),
        commission_fen=-books.get(Account.COMMISSION, 0), commission_due_fen=books.get(Account.COMMISSION_DUE, 0),
        suspense_fen=books.get(Account.SUSPENSE, 0), unsent=unsent, unsent_fen=unsent_fen,
        drawer_full=drawer_fen > station.catalogue.till.drawer_fen_max, days=_days(db, at, drawer_fen),
    )  # fmt: skip


def _owed(books: dict[str, int], account: Account) -> dict[str, int]:
    prefix = account.of("")
    return {name.removeprefix(prefix): -fen for name, fen in sorted(books.items()) if name.startswith(prefix)}


def _unsent(db: Connection) -> tuple[int, int]:
    """How many money events the county has not, and what came into the drawer by them."""
    money, count, came_fen = int(Lane.MONEY), 0, 0
    waits = select(lane).where(lane.c.lane == money, lane.c.last_seq > lane.c.acked_seq)
    for row in db.execute(waits).all():
        late = (journal_table.c.epoch == row.epoch) & (journal_table.c.seq > row.acked_seq)
        mine = (journal_table.c.origin == int(Origin.STATION)) & (journal_table.c.lane == money) & late
        came = (
            select(func.coalesce(func.sum(posting.c.fen), 0))
            .select_from(journal_table.join(posting, posting.c.position == journal_table.c.position))
            .where(mine, posting.c.debit == str(Account.TILL))
        )
        count += row.last_seq - row.acked_seq
        came_fen += int(db.execute(came).scalar_one())
    return count, came_fen


def _days(db: Connection, at: Instant, now_fen: int) -> tuple[DrawerDay, ...]:
    """The last days backwards from what is in the drawer now."""
    today = journal.business_day(db, at)
    first = day_number(today - timedelta(days=_chart_days - 1))
    came, went = (_by_day(db, side, first) for side in (posting.c.debit, posting.c.credit))
    found, end_fen = [], now_fen
    for number in range(day_number(today), first - 1, -1):
        day, in_fen, out_fen = day_of(number), came.get(number, 0), went.get(number, 0)
        found.append(DrawerDay(number, day.month, day.day, in_fen, out_fen, end_fen))
        end_fen -= in_fen - out_fen
    return tuple(reversed(found))


def _by_day(db: Connection, side: Column[str], first: int) -> dict[int, int]:
    query = select(posting.c.day, func.sum(posting.c.fen)).where(side == str(Account.TILL), posting.c.day >= first)
    return {day: int(fen) for day, fen in db.execute(query.group_by(posting.c.day))}
