"""What the drawer prints: sign-in, the numbered Z, the hand-over, vault and bank, the end of the day.

Paper is Chinese; every word comes from ``till.slip.*`` and ``till.kind.*``.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kiosk.clock import day_of, local
from kiosk.journal import Entry
from kiosk.ledger.registry import Matter
from kiosk.ledger.zs import Z
from kiosk.money import yuan
from kiosk.people import clerks
from kiosk.slips.document import (
    AnyBlock,
    Banner,
    Column,
    Document,
    Line,
    OpenDrawer,
    Row,
    Rule,
    SignatureLine,
    Table,
)
from kiosk.slips.frame import head, signed
from kiosk.station import Station
from kiosk.wire.till_events import CashMoved, Counts, DayEnded, OpeningAgreed, ShiftOpened, Total

if TYPE_CHECKING:
    from kiosk.ledger.day import RegisterCheck

_half_chain = 32
"""A chain value has 64 hex digits; a field of the code carries 40."""


def opening_slip(
    station: Station, entry: Entry, fact: ShiftOpened, yesterday: "RegisterCheck | None", *, first: bool
) -> Document:
    """The sign-in slip: what is left of float and credit, and what the county has not yet (M3).

    The very first count is what the drawer begins with, and no difference.
    """
    texts = station.texts
    title = texts("till.slip.opening")
    blocks = (
        *head(station, entry, title),
        Row(texts("till.slip.shift"), str(fact.shift), bold=True),
        *_counted(station, fact.counts, fact.counted_fen, None if first else fact.expected_fen),
        Rule(),
        *_float(station, fact),
        *_yesterday(station, yesterday),
        SignatureLine(texts("till.slip.clerk", name=clerks.name_of(station, fact.clerk))),
        *signed(station, entry, "OPEN", str(fact.shift), str(fact.counted_fen), str(fact.expected_fen)),
    )
    return Document(f"{title} {fact.shift}", blocks)


def _float(station: Station, fact: ShiftOpened) -> Iterator[AnyBlock]:
    texts = station.texts
    yield Row(texts("till.slip.float"), yuan(fact.float_fen), bold=True)
    yield Row(texts("till.slip.credit_used"), yuan(fact.used_fen))
    yield Row(texts("till.slip.credit_left"), yuan(fact.credit_fen))
    yield Row(texts("till.slip.unsent"), texts("till.slip.records", count=fact.unsent))


def _yesterday(station: Station, check: "RegisterCheck | None") -> Iterator[AnyBlock]:
    if check is not None:
        verdict = "till.slip.agrees" if check.agrees else "till.slip.differs"
        yield Row(station.texts("till.slip.yesterday", day=f"{check.day:%m-%d}"), station.texts(verdict), bold=True)


def z_slip(station: Station, entry: Entry, z: Z) -> Document:
    """The Z: numbered, with the chain value, so that no figure on it can be another one later (M22, R1, G5)."""
    title = station.texts("till.slip.z", number=z.number)
    blocks = (
        *head(station, entry, title),
        *_z_lines(station, z),
        *_signatures(station, z),
        *_sealed(station, entry, z),
    )
    return Document(title, blocks)


def hand_over_slip(station: Station, entry: Entry, z: Z, begun: ShiftOpened, matters: Sequence[Matter]) -> Document:
    """One slip for both: the Z, the float, what is open, and two signatures (G12)."""
    texts = station.texts
    title = texts("till.slip.hand_over", number=z.number)
    blocks = (
        *head(station, entry, title),
        *_z_lines(station, z),
        Rule(),
        Row(texts("till.slip.next_shift"), str(begun.shift), bold=True),
        *_float(station, begun),
        *(Row(texts(matter.key), str(matter.count), bold=matter.count > 0) for matter in matters),
        *_signatures(station, z),
        *_sealed(station, entry, z),
    )
    return Document(title, blocks)


def _z_lines(station: Station, z: Z) -> Iterator[AnyBlock]:
    texts = station.texts
    if z.forgotten:
        yield Banner(texts("till.slip.forgotten", name=z.clerk_name, day=f"{z.opened_day:%m-%d}"), style="framed")
    yield Row(texts("till.slip.shift"), f"{z.shift}  {z.clerk_name}")
    yield Row(texts("till.slip.span"), f"{local(z.opened_ms):%m-%d %H:%M} – {local(z.closed_ms):%m-%d %H:%M}")
    yield Row(texts("till.slip.began_with"), yuan(z.opening_fen))
    yield from totals_table(station, z.totals)
    yield from _counted(station, z.counts, z.counted_fen, z.expected_fen)
    if z.note:
        yield Line(texts("till.slip.note", note=z.note))


def totals_table(station: Station, totals: Sequence[Total]) -> Iterator[AnyBlock]:
    """A row for each heading and party."""
    if totals:
        texts = station.texts
        columns = (Column(""), Column(texts("till.slip.times"), "right"), Column(texts("till.slip.amount"), "right"))
        rows = tuple((heading(station, one), str(one.count), yuan(one.fen)) for one in totals)
        yield Table(columns, rows)


def heading(station: Station, total: Total) -> str:
    """``缴费 水费``; what has no party but stays with the point is a listed fee."""
    word = station.texts("till.kind." + total.kind)
    return f"{word} {party_name(station, total.party)}" if total.party else word


def party_name(station: Station, code: str) -> str:
    """A biller or carrier as people call it."""
    billers = (one.short or one.name for one in station.catalogue.billers if one.code == code)
    return next(billers, None) or station.catalogue.carrier(code).name


def _counted(station: Station, counts: Counts, counted_fen: int, expected_fen: int | None) -> Iterator[AnyBlock]:
    """Faces, their sum, what the books said, and the difference by its name (长款, 短款)."""
    texts = station.texts
    for face, count in counts:
        yield Row(texts("till.slip.face", yuan=_face(face), count=count), yuan(face * count))
    yield Row(texts("till.slip.counted"), yuan(counted_fen), bold=True)
    if expected_fen is None:
        return
    yield Row(texts("till.slip.expected"), yuan(expected_fen))
    more_fen = counted_fen - expected_fen
    word = "till.slip.over" if more_fen > 0 else "till.slip.short" if more_fen < 0 else "till.slip.even"
    yield Row(texts(word), yuan(abs(more_fen)), bold=True)


def _face(face: int) -> str:
    return str(face // 100) if face % 100 == 0 else f"{face / 100:.2f}".rstrip("0")


def _signatures(station: Station, z: Z) -> Iterator[AnyBlock]:
    texts = station.texts
    yield SignatureLine(texts("till.slip.clerk", name=z.closed_by_name))
    if z.handed_to:
        yield SignatureLine(texts("till.slip.taker", name=z.handed_to_name))
    if z.witness:
        yield SignatureLine(texts("till.slip.witness", name=z.witness))


def _sealed(station: Station, entry: Entry, z: Z) -> tuple[AnyBlock, ...]:
    chain = z.chain.upper()
    figures = (str(z.number), str(z.expected_fen), str(z.counted_fen), chain[:_half_chain], chain[_half_chain:])
    grouped = " ".join(chain[at : at + 8] for at in range(0, len(chain), 8))
    return (Line(station.texts("till.slip.chain", chain=grouped)), *signed(station, entry, "Z", *figures))


def move_slip(station: Station, entry: Entry, fact: CashMoved) -> Document:
    """Cash from one place to another, with both signatures (M26)."""
    texts = station.texts
    title = texts("till.slip.move")
    road = texts("till.slip.road", source=texts("till.place." + fact.source), target=texts("till.place." + fact.target))
    faces = (Row(texts("till.slip.face", yuan=_face(face), count=n), yuan(face * n)) for face, n in fact.counts)
    blocks: list[AnyBlock] = [
        *head(station, entry, title),
        Line(road, size=2, bold=True, align="center"),
        *faces,
        Row(texts("till.slip.amount"), yuan(fact.fen), bold=True, size=2),
        *((Row(texts("till.slip.bank_slip"), fact.slip),) if fact.slip else ()),
        SignatureLine(texts("till.slip.clerk", name=clerks.name_of(station, entry.by))),
        SignatureLine(texts("till.slip.witness", name=fact.witness)),
        *signed(station, entry, "CASH", str(fact.fen)),
    ]
    if "till" in {fact.source, fact.target}:
        blocks.append(OpenDrawer())
    return Document(f"{title} {yuan(fact.fen)}", tuple(blocks))


def drawer_slip(station: Station, entry: Entry, reason: str) -> Document:
    """The drawer was opened without a sale: the slip is what opens it."""
    texts = station.texts
    title = texts("till.slip.drawer")
    return Document(title, (*head(station, entry, title), Row(texts("till.slip.reason"), reason), OpenDrawer()))


def opening_agreed_slip(station: Station, entry: Entry, fact: OpeningAgreed) -> Document:
    """What the older system said and what was counted are the same, signed by two (M27)."""
    texts = station.texts
    title = texts("till.slip.opening_agreed")
    blocks = (
        *head(station, entry, title),
        *_counted(station, fact.counts, fact.fen, fact.fen),
        Line(texts("till.slip.opening_words")),
        SignatureLine(texts("till.slip.responsible", name=fact.signed_by)),
        SignatureLine(texts("till.slip.witness", name=fact.witness)),
        *signed(station, entry, "OPENING", str(fact.fen)),
    )
    return Document(title, blocks)


def day_slip(station: Station, entry: Entry, fact: DayEnded, zs: Sequence[Z], *, agrees: bool) -> Document:
    """The end of the day: each Z, the register's total, whether it is theirs, what stays, and the signatures."""
    texts = station.texts
    day = day_of(fact.day)
    title = texts("till.slip.day")
    columns = (Column("Z"), Column(texts("till.slip.counted"), "right"), Column(texts("till.slip.variance"), "right"))
    rows = tuple((f"{z.number} {z.clerk_name}", yuan(z.counted_fen), yuan(z.difference_fen)) for z in zs)
    blocks = (
        *head(station, entry, title),
        Line(f"{day:%Y-%m-%d}", size=2, bold=True, align="center"),
        *((Table(columns, rows),) if rows else (Line(texts("till.slip.no_shift")),)),
        Rule(),
        Row(texts("till.slip.register"), yuan(fact.register_fen), bold=True),
        Row(texts("till.slip.left"), yuan(fact.left_fen), bold=True),
        Line(texts("till.slip.day_agrees" if agrees else "till.slip.day_differs"), bold=not agrees),
        SignatureLine(texts("till.slip.tallied_by", name=fact.tallied_by)),
        *((SignatureLine(texts("till.slip.witness", name=fact.witness)),) if fact.witness else ()),
        *signed(station, entry, "DAYEND", day.strftime("%Y%m%d"), str(fact.register_fen), str(fact.left_fen)),
    )
    return Document(f"{title} {day:%Y-%m-%d}", blocks)
