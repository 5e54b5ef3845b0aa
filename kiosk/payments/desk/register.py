"""The paper register (M24): every item that moved the drawer for somebody, with room to sign or to press a thumb.

A register is of one business day's shifts, because their Zs are: what its items add up to is what the Zs say that
customers moved the drawer by. Parcels' cash is in it, as in the Z. What only changes its place (the safe, the bank) and
what a count found is in no register.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select, union_all
from sqlalchemy.engine import Connection

from kiosk import journal, money
from kiosk.clock import day_number, local
from kiosk.errors import NotReady, Problem
from kiosk.journal import Entry
from kiosk.ledger import Account
from kiosk.ledger.day import zs_fen
from kiosk.ledger.postings import posting, shift
from kiosk.ledger.registry import kind_of
from kiosk.ledger.shifts import sums_wait
from kiosk.ledger.zs import by_number
from kiosk.payments.model import payment
from kiosk.people import names
from kiosk.sheets import Column, Kind, Sheet
from kiosk.slips import spool
from kiosk.slips.document import AnyBlock, Document, Line, Row, Rule, SignatureLine
from kiosk.slips.frame import head, signed
from kiosk.station import Station
from kiosk.wire import refs
from kiosk.wire.events import Decision, Event
from kiosk.wire.parcel_events import ListPrinted

items_on_paper = 120
"""One roll's length; a longer register is several slips."""
_MOVES = (Account.VAULT.value, Account.BANKED.value, Account.OPENING.value)


@dataclass(frozen=True)
class Item:
    """One line of the register.

    Attributes:
        number: From 1, in the order of the day.
        at_ms: When.
        position: Of its entry in the journal.
        kind: Its heading in the Z: ``pay``, ``cancel``, ``refund``, ``parcels`` …
        reference: What its slip is called; "" where there is none.
        party: The biller, or ""; ``short`` for narrow paper.
        account: Number, or "".
        who: Masked name, or "".
        fen: As it moved the drawer: what came in is positive.
        by: The clerk's code.
    """

    number: int
    at_ms: int
    position: int
    kind: str
    reference: str
    party: str
    short: str
    account: str
    who: str
    fen: int
    by: str


@dataclass(frozen=True)
class Register:
    """A day's register.

    Attributes:
        day: Business date.
        items: In order.
        zs: Numbers of its Zs.
        zs_fen: What they say that customers moved the drawer by; None while a shift of the day is open.
        sums_wait: Its count will be blind: no sum is told before it.
    """

    day: date
    items: tuple[Item, ...]
    zs: tuple[int, ...]
    zs_fen: int | None
    sums_wait: bool = False

    @property
    def total_fen(self) -> int:
        """Of all items."""
        return sum(item.fen for item in self.items)

    @property
    def kinds(self) -> dict[str, tuple[int, int]]:
        """Count and sum (fen) by heading."""
        found: dict[str, tuple[int, int]] = {}
        for item in self.items:
            count, fen = found.get(item.kind, (0, 0))
            found[item.kind] = (count + 1, fen + item.fen)
        return found


def of_day(db: Connection, station: Station, day: date) -> Register:
    """The register of a business day; of today while it goes on."""
    rows = db.execute(select(shift.c.number, shift.c.z).where(shift.c.day == day_number(day))).all()
    numbers = sorted(row.z for row in rows if row.z is not None)
    complete = len(numbers) == len(rows)
    found = tuple(z for number in numbers for z in by_number(db, number, number))
    items = tuple(_items(db, station, day_number(day), [row.number for row in rows]))
    waits = not complete and sums_wait(db, station, day)
    return Register(day, items, tuple(numbers), zs_fen(found) if complete else None, waits)


def print_register(station: Station, day: date, by: str) -> tuple[Document, ...]:
    """Print a day's register, as several slips where it is long.

    Raises:
        NotReady: The day is still to come.
    """
    at = station.clock.now()
    with station.store.write() as db:
        if day > journal.business_day(db, at):
            raise NotReady((Problem("day", "counter.day"),))
        found = of_day(db, station, day)
        entry = journal.append(db, ListPrinted("register"), at, by)
        documents = documents_of(station, entry, found)
        for document in documents:
            spool.queue(db, entry, document)
        return documents


def documents_of(station: Station, entry: Entry, found: Register) -> tuple[Document, ...]:
    """The register for a roll of paper."""
    pages = [found.items[at : at + items_on_paper] for at in range(0, len(found.items), items_on_paper)] or [()]
    return tuple(_document(station, entry, found, page, number, len(pages)) for number, page in enumerate(pages, 1))


def sheet(station: Station, found: Register) -> Sheet:
    """The register for A4 and for a spreadsheet."""
    texts = station.texts
    columns = (
        Column(texts("payments-desk.register.number"), Kind.COUNT, 2),
        Column(texts("payments-desk.register.time"), Kind.TEXT, 3),
        Column(texts("payments-desk.register.what"), Kind.TEXT, 6),
        Column(texts("payments-desk.register.reference"), Kind.TEXT, 9),
        Column(texts("payments-desk.register.account"), Kind.TEXT, 6),
        Column(texts("payments-desk.register.who"), Kind.TEXT, 4),
        Column(texts("payments-desk.register.amount"), Kind.FEN, 5),
        Column(texts("payments-desk.register.sign"), Kind.SIGN, 6),
    )
    rows = tuple(
        (
            one.number,
            f"{local(one.at_ms):%H:%M}",
            _what(station, one, one.party),
            one.reference,
            one.account,
            one.who,
            one.fen,
            "",
        )
        for one in found.items
    )
    return Sheet(
        f"{station.code}_register_{found.day:%Y%m%d}", texts("payments-desk.register.title"), columns, rows,
        tuple(_totals(station, found)), (texts("payments-desk.sign.clerk"), texts("payments-desk.sign.witness")),
        (_verdict(station, found),), (f"{station.town} {station.name}".strip(), f"{found.day:%Y-%m-%d}"),
    )  # fmt: skip


# ── Items ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _items(db: Connection, station: Station, day: int, shifts: Sequence[int]) -> Iterable[Item]:
    lines = union_all(
        select(posting.c.position, posting.c.credit.label("other"), posting.c.fen).where(
            posting.c.debit == Account.TILL.value, posting.c.day >= day, posting.c.shift.in_(shifts)
        ),
        select(posting.c.position, posting.c.debit.label("other"), (-posting.c.fen).label("fen")).where(
            posting.c.credit == Account.TILL.value, posting.c.day >= day, posting.c.shift.in_(shifts)
        ),
    ).subquery()
    rows = [row for row in db.execute(select(lines).order_by(lines.c.position)) if _is_trade(row.other)]
    for number, (position, some) in enumerate(groupby(rows, key=lambda row: int(row.position)), 1):
        sides = [(str(row.other), int(row.fen)) for row in some]
        yield _item(db, station, number, position, sides)


def _is_trade(account: str) -> bool:
    return account not in _MOVES and not account.startswith(f"{Account.OVER_SHORT}:")


def _item(db: Connection, station: Station, number: int, position: int, sides: list[tuple[str, int]]) -> Item:
    entry, fact = journal.entry_at(db, position)
    row = db.execute(select(payment).where(payment.c.id == _payment_of(entry, fact))).first()
    reference, party, short, account, who = "", "", "", "", ""
    if row is not None:
        reference, account = refs.serial(station.code, row.id), row.account
        party, who = station.catalogue.biller_name(row.biller), names.masked(row.payer or row.holder)
        short = next((one.short for one in station.catalogue.billers if one.code == row.biller), "") or party
    return Item(
        number, entry.at_ms, position, kind_of(fact.KIND, sides[0][0].partition(":")[0]), reference, party, short,
        account, who, sum(fen for _, fen in sides), entry.by,
    )  # fmt: skip


def _payment_of(entry: Entry, fact: Event | Decision) -> int:
    """The payment that an entry is about; 0 for none."""
    named = getattr(fact, "payment", 0)
    return int(named) if named else entry.ref if type(fact).__name__ == "PaymentTaken" else 0


# ── Paper ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _document(
    station: Station, entry: Entry, found: Register, page: Sequence[Item], number: int, count: int
) -> Document:
    texts = station.texts
    title = texts("payments-desk.register.title")
    blocks: list[AnyBlock] = [
        *head(station, entry, title),
        Line(f"{found.day:%Y-%m-%d}", size=2, bold=True, align="center"),
    ]
    if count > 1:
        blocks.append(Line(texts("payments-desk.register.page", number=number, count=count), align="center"))
    for one in page:
        blocks += [
            Row(
                f"{one.number}. {local(one.at_ms):%H:%M} {_what(station, one, one.short)}",
                money.yuan(one.fen),
                bold=True,
            ),
            Line(" ".join(part for part in (one.reference[-8:], one.account, one.who) if part)),
            SignatureLine(texts("payments-desk.register.sign")),
        ]
    if number == count:
        blocks.append(Rule("double"))
        blocks += [Row(label, figure, bold=True) for label, figure in _totals(station, found)]
        blocks += [Line(_verdict(station, found)), SignatureLine(texts("payments-desk.sign.clerk"))]
    total = () if found.sums_wait else (str(found.total_fen),)
    figures = (found.day.strftime("%Y%m%d"), str(len(found.items)), *total)
    blocks.extend(signed(station, entry, "REGISTER", *figures))
    return Document(f"{title} {found.day:%Y-%m-%d}", tuple(blocks))


def _what(station: Station, one: Item, party: str) -> str:
    return f"{station.texts(f'till.kind.{one.kind}')} {party}".strip()


def _totals(station: Station, found: Register) -> Iterable[tuple[str, str]]:
    for kind, (count, fen) in sorted(found.kinds.items()):
        word = station.texts("payments-desk.register.kind", kind=station.texts(f"till.kind.{kind}"), count=count)
        yield word, _sum(station, found, fen)
    yield station.texts("payments-desk.register.total"), _sum(station, found, found.total_fen)


def _sum(station: Station, found: Register, fen: int) -> str:
    return station.texts("payments-desk.after_count") if found.sums_wait else money.yuan(fen)


def _verdict(station: Station, found: Register) -> str:
    """Whether the Zs say the same."""
    texts = station.texts
    if found.zs_fen is None:
        return texts("payments-desk.register.open")
    zs = "、".join(map(str, found.zs)) or "0"
    if found.zs_fen == found.total_fen:
        return texts("payments-desk.register.agrees", zs=zs, yuan=money.yuan(found.zs_fen))
    return texts("payments-desk.register.differs", zs=zs, yuan=money.yuan(found.zs_fen))
