"""What the rest of the parcel counter prints: sending, hand-over, stock-take, destruction, complaints, the day.

Paper is Chinese; every word comes from ``counter.slip.*``. An identity number is on no slip and no label (P20): what is
printed of a sending is :class:`SendingLines`, which has no field for one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk import money
from kiosk.clock import local
from kiosk.errors import NotFound
from kiosk.journal import Entry
from kiosk.parcels.slips import fee_row
from kiosk.people import clerks
from kiosk.slips.document import (
    AnyBlock,
    Banner,
    Big,
    Code128,
    Column,
    Document,
    Gap,
    Line,
    OpenDrawer,
    Row,
    Rule,
    SignatureLine,
    Table,
    Title,
)
from kiosk.slips.frame import head, signed
from kiosk.station import Station
from kiosk.wire.parcel_events import ChargedFee

_rows_on_slip_max = 300


@dataclass(frozen=True)
class SendingLines:
    """What paper says of a sending.

    Attributes:
        number: The waybill, or the counter's own tag.
        waybill: "" while there is none.
    """

    number: str
    waybill: str
    carrier: str
    sender: str
    sender_phone: str
    recipient: str
    recipient_phone: str
    address: str
    contents: str
    prepaid: bool
    weight_g: int
    declared_fen: int
    freight_fen: int
    insurance_fen: int
    paid_fen: int


@dataclass(frozen=True)
class Cash:
    """What was charged beside postage, what was given, what was given back."""

    packing: tuple[ChargedFee, ...]
    received_fen: int
    change_fen: int


def sending_label(station: Station, entry: Entry, what: SendingLines) -> Document:
    """The label that goes on the parcel: number, from, to. No identity number, no price."""
    texts = station.texts
    blocks: list[AnyBlock] = [
        Title(what.carrier),
        *_bar_code(what.number),
        *(() if what.waybill else (Banner(texts("counter.slip.no_waybill"), style="framed"),)),
        Line(texts("counter.slip.to", name=what.recipient, phone=what.recipient_phone), size=2, bold=True),
        Line(what.address, bold=True),
        Rule(),
        Line(texts("counter.slip.from", name=what.sender, phone=what.sender_phone)),
        Row(what.contents[:20], texts("counter.slip.grams", grams=what.weight_g)),
        Row(_pays(station, what), f"{local(entry.at_ms):%m-%d %H:%M}"),
    ]
    title = texts("counter.slip.sending_label", number=what.number)
    return Document(title, tuple(blocks), kind="label", width_hint=32)


def sending_receipt(station: Station, entry: Entry, what: SendingLines, cash: Cash) -> Document:
    """The sender's receipt: what was taken over, for whom, and every listed price in it (G15)."""
    texts = station.texts
    title = texts("counter.slip.sending")
    blocks: list[AnyBlock] = [
        *head(station, entry, title),
        Row(texts("counter.slip.number"), what.waybill or texts("counter.slip.no_waybill")),
        *_bar_code(what.number),
        Row(texts("counter.slip.carrier"), what.carrier),
        Row(texts("counter.slip.sender"), what.sender),
        Row(texts("counter.slip.recipient"), what.recipient),
        Line(what.address),
        Row(texts("counter.slip.contents"), what.contents),
        Row(texts("counter.slip.checked"), texts("counter.slip.checked_both")),
        Row(texts("counter.slip.weight"), texts("counter.slip.grams", grams=what.weight_g)),
        Rule(),
        *_prices(station, what, cash),
        *_legal(station, "real_name"),
        *signed(station, entry, "SENT", _plain(what.number), str(what.weight_g), str(what.paid_fen)),
    ]
    if what.paid_fen:
        blocks.append(OpenDrawer())
    return Document(title, tuple(blocks))


def _prices(station: Station, what: SendingLines, cash: Cash) -> Iterator[AnyBlock]:
    texts = station.texts
    if not what.prepaid:
        yield Banner(_pays(station, what), style="framed")
        yield Row(texts("counter.slip.charged"), texts("counter.slip.yuan", yuan="0"), bold=True)
        return
    yield Row(texts("counter.slip.freight"), money.yuan(what.freight_fen))
    if what.insurance_fen:
        insured = texts("counter.slip.insurance", yuan=money.yuan(what.declared_fen))
        yield Row(insured, money.yuan(what.insurance_fen))
    for fee in cash.packing:
        yield fee_row(station, fee)
    yield Row(texts("counter.slip.charged"), texts("counter.slip.yuan", yuan=money.yuan(what.paid_fen)), bold=True)
    yield Row(texts("counter.slip.received"), money.yuan(cash.received_fen))
    yield Row(texts("counter.slip.change"), money.yuan(cash.change_fen))


def _pays(station: Station, what: SendingLines) -> str:
    return station.texts("counter.slip.prepaid") if what.prepaid else station.texts("counter.slip.collect")


# ── Hand-over ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class BatchLines:
    """What paper says of a batch.

    Attributes:
        outgoing: Whether things leave this point.
        verdict: In words.
        accepted: Waybill and what it is (carrier, or 寄件).
        problems: Waybill and reason, in words.
    """

    outgoing: bool
    partner: str
    manifest: str
    courier: str
    verdict: str
    accepted: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str], ...]
    note: str = ""


def batch_slip(station: Station, entry: Entry, what: BatchLines) -> Document:
    """The hand-over slip with every line, the problem items, and room for two signatures (P22)."""
    texts = station.texts
    title = texts("counter.slip.batch_out") if what.outgoing else texts("counter.slip.batch_in")
    blocks: list[AnyBlock] = [
        *head(station, entry, title),
        Row(texts("counter.slip.partner"), what.partner),
        *((Row(texts("counter.slip.manifest"), what.manifest),) if what.manifest else ()),
        Banner(what.verdict, style="framed"),
        Row(texts("counter.slip.accepted"), str(len(what.accepted)), bold=True),
        *_table(what.accepted),
        Row(texts("counter.slip.problems"), str(len(what.problems)), bold=True),
        *_table(what.problems),
        *((Line(what.note),) if what.note else ()),
        Rule(),
        SignatureLine(texts("counter.slip.courier", name=what.courier)),
        SignatureLine(texts("counter.slip.clerk", name=clerks.name_of(station, entry.by))),
        *signed(station, entry, "BATCH", str(len(what.accepted)), str(len(what.problems))),
    ]
    return Document(f"{title} {what.partner}"[:80], tuple(blocks))


# ── Stock-take ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class StocktakeLines:
    """What paper says of a stock-take: the count, and waybill with place or reason for each list."""

    scope: str
    found: int
    missing: tuple[tuple[str, str], ...]
    extra: tuple[tuple[str, str], ...]
    misplaced: tuple[tuple[str, str], ...]
    retained: tuple[tuple[str, str], ...]


def stocktake_slip(station: Station, entry: Entry, what: StocktakeLines) -> Document:
    """The result of a stock-take: missing, extra, misplaced, retained (P15)."""
    texts = station.texts
    title = texts("counter.slip.stocktake")
    blocks: list[AnyBlock] = [
        *head(station, entry, title),
        Row(texts("counter.slip.scope"), what.scope),
        Row(texts("counter.slip.found"), str(what.found), bold=True),
    ]
    lists = (
        (texts("counter.slip.missing"), what.missing),
        (texts("counter.slip.extra"), what.extra),
        (texts("counter.slip.misplaced"), what.misplaced),
        (texts("counter.slip.retained"), what.retained),
    )
    for name, rows in lists:
        blocks += [Row(name, str(len(rows)), bold=True), *_table(rows)]
    figures = (str(what.found), str(len(what.missing)), str(len(what.extra)), str(len(what.retained)))
    blocks += [Rule(), SignatureLine(texts("counter.slip.clerk", name=clerks.name_of(station, entry.by)))]
    blocks += signed(station, entry, "STOCK", *figures)
    return Document(title, tuple(blocks))


# ── Returns, complaints, destruction ──────────────────────────────────────────────────────────────────────────────────


def return_list(station: Station, entry: Entry, rows: Sequence[tuple[str, str, str]]) -> Document:
    """What goes back: pickup code, waybill, why."""
    texts = station.texts
    title = texts("counter.slip.returns")
    columns = (Column(texts("counter.slip.code")), Column(texts("counter.slip.number")), Column("", "right"))
    table = (Table(columns, tuple(rows[:_rows_on_slip_max])),) if rows else ()
    count = Row(texts("counter.slip.count"), str(len(rows)), bold=True)
    blocks = (
        *head(station, entry, title),
        count,
        *table,
        Gap(),
        SignatureLine(texts("counter.slip.clerk", name=clerks.name_of(station, entry.by))),
    )
    return Document(title, blocks)


def complaint_slip(station: Station, entry: Entry, waybill: str, reason: str, due: date) -> Document:
    """What the person takes home: that the complaint stands, and until when there is an answer (P29)."""
    texts = station.texts
    title = texts("counter.slip.complaint")
    blocks = (
        *head(station, entry, title),
        Row(texts("counter.slip.number"), waybill),
        Row(texts("counter.slip.about"), reason),
        Row(texts("counter.slip.due"), f"{due:%Y-%m-%d}", bold=True, size=2),
        *_legal(station, "complaint_term"),
        *signed(station, entry, "COMPLAINT", _plain(waybill), due.strftime("%Y%m%d")),
    )
    return Document(title, blocks)


@dataclass(frozen=True)
class DestructionLines:
    """What paper says of a line in the destruction ledger."""

    letters: bool
    from_day: date
    to_day: date
    count: int
    witness: str
    method: str


def destruction_slip(station: Station, entry: Entry, what: DestructionLines) -> Document:
    """A line of the destruction ledger, for the signatures of two (P30)."""
    texts = station.texts
    title = texts("counter.slip.letters_destroyed") if what.letters else texts("counter.slip.labels_destroyed")
    span = f"{what.from_day:%Y-%m-%d} – {what.to_day:%m-%d}" if what.from_day != what.to_day else f"{what.to_day}"
    blocks = (
        *head(station, entry, title),
        Row(texts("counter.slip.count"), str(what.count), bold=True),
        *(() if what.letters else (Row(texts("counter.slip.ended"), span),)),
        Row(texts("counter.slip.method"), what.method),
        *_legal(station, "letter_term" if what.letters else "label_destruction"),
        SignatureLine(texts("counter.slip.clerk", name=clerks.name_of(station, entry.by))),
        SignatureLine(texts("counter.slip.witness", name=what.witness)),
        *signed(station, entry, "DESTROYED", str(what.count)),
    )
    return Document(title, blocks)


# ── The day ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class DayLines:
    """What paper says of a day: figures by name, a row per carrier, and the cash."""

    day: date
    figures: tuple[tuple[str, int], ...]
    carriers: tuple[tuple[str, int, int], ...]
    cash: tuple[tuple[str, int], ...]
    till_fen: int


def day_slip(station: Station, entry: Entry, what: DayLines) -> Document:
    """The day's report: counts, carriers (taken in, handed out), money."""
    texts = station.texts
    title = texts("counter.slip.day")
    rows = tuple((name, str(taken_in), str(picked_up)) for name, taken_in, picked_up in what.carriers)
    columns = (
        Column(texts("counter.slip.carrier")),
        Column(texts("counter.slip.in"), "right"),
        Column(texts("counter.slip.out"), "right"),
    )
    blocks: list[AnyBlock] = [
        *head(station, entry, title),
        Line(f"{what.day:%Y-%m-%d}", size=2, bold=True, align="center"),
        *(Row(name, str(count)) for name, count in what.figures),
        Rule(),
        *((Table(columns, rows),) if rows else ()),
        Rule(),
        *(Row(name, money.yuan(fen)) for name, fen in what.cash),
        Row(texts("counter.slip.till"), money.yuan(what.till_fen), bold=True),
        SignatureLine(texts("counter.slip.clerk", name=clerks.name_of(station, entry.by))),
        *signed(station, entry, "DAY", what.day.strftime("%Y%m%d"), *(str(count) for _, count in what.figures[:3])),
    ]
    return Document(f"{title} {what.day:%Y-%m-%d}", tuple(blocks))


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(rows: Sequence[tuple[str, str]]) -> Iterator[AnyBlock]:
    if rows:
        yield Table((Column(""), Column("", "right")), tuple(rows[:_rows_on_slip_max]))


def _bar_code(number: str) -> Iterator[AnyBlock]:
    if number.isascii() and number.isprintable():
        yield Code128(number)
    else:
        yield Big(number)


def _legal(station: Station, code: str) -> Iterator[AnyBlock]:
    """A legal reference of the catalogue; one that the county withdrew is not printed."""
    try:
        yield Line(station.catalogue.text(code).zh)
    except NotFound:
        return


def _plain(number: str) -> str:
    """A number as a slip's signed code can carry it."""
    return "".join(char for char in number if char.isascii() and char.isalnum()).upper()[:40]
