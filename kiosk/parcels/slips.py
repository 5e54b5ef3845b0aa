"""What the parcel counter prints. Paper is Chinese; every word comes from ``parcels.slip.*``.

A label is seen by everybody at the shelf: surname and tail are on it, never the whole name or phone (I3).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kiosk import limits, money
from kiosk.catalogue import Fee
from kiosk.clock import local
from kiosk.journal import Entry
from kiosk.parcels import rules
from kiosk.people import names
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
)
from kiosk.slips.frame import head, signed
from kiosk.station import Station
from kiosk.wire.parcel_events import ChargedFee, ParcelTakenIn, PickupPaid, Recipient

_rows_on_slip_max = 300


@dataclass(frozen=True)
class Labelled:
    """What a label says.

    Attributes:
        waybill: Cleaned number.
        carrier: In words.
        code: Pickup code.
        recipient: For whom.
        marks: In words.
        due_fen: Cash to collect, 0 for none.
    """

    waybill: str
    carrier: str
    code: str
    recipient: Recipient
    marks: tuple[str, ...] = ()
    due_fen: int = 0


@dataclass(frozen=True)
class Handed:
    """One parcel on a pickup receipt."""

    code: str
    waybill: str
    carrier: str
    name: str


@dataclass(frozen=True)
class Differences:
    """Missing lines (waybill, carrier, name) and extra parcels (waybill, carrier, code) of a manifest."""

    missing: tuple[tuple[str, str, str], ...]
    extra: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Called:
    """One person on the call-out list: who, where the parcels lie, since how many days."""

    name: str
    nickname: str
    household: str
    codes: tuple[str, ...]
    days: int


def label_of(station: Station, fact: ParcelTakenIn) -> Labelled:
    """What the label of a parcel says that was just taken in."""
    book = station.catalogue
    return Labelled(
        fact.waybill, book.carrier(fact.carrier).name, fact.code, fact.recipient,
        tuple(book.mark(code).name for code in fact.marks), fact.cod_fen + fact.freight_fen,
    )  # fmt: skip


def label(station: Station, entry: Entry, what: Labelled) -> Document:
    """The label of a parcel on its shelf: the pickup code as large as the paper allows."""
    texts = station.texts
    blocks: list[AnyBlock] = [Big(what.code), Line(whose(station, what.recipient), size=2, bold=True, align="center")]
    if what.marks:
        blocks.append(Banner(" ".join(what.marks), style="framed"))
    if what.due_fen:
        blocks.append(Banner(texts("parcels.slip.collect", yuan=money.yuan(what.due_fen))))
    blocks.append(Row(what.carrier, f"{local(entry.at_ms):%m-%d %H:%M}"))
    blocks.extend(_bar_code(what.waybill))
    return Document(texts("parcels.slip.label", code=what.code), tuple(blocks), kind="label", width_hint=32)


def whose(station: Station, who: Recipient) -> str:
    """For eyes at the shelf: ``覃* 尾号7719``; where nobody knows, it says so."""
    name = names.masked(who.name) if who.name else station.texts("parcels.slip.nobody")
    tail = rules.phone_tail(who.phone)
    return f"{name} {station.texts('parcels.slip.tail', tail=tail)}" if tail else name


def _bar_code(waybill: str) -> Iterator[AnyBlock]:
    """Code 128 where it fits; any other text that was taken in as a number is printed as it is."""
    if waybill.isascii() and waybill.isprintable():
        yield Code128(waybill)
    else:
        yield Line(waybill, align="center")


def receipt(station: Station, entry: Entry, parcels: Sequence[Handed], taker: str, paid: PickupPaid | None) -> Document:
    """The pickup receipt: what left, to whom, and what it cost, which is usually nothing (收费0元, G15)."""
    texts = station.texts
    due_fen = paid.due_fen if paid else 0
    blocks: list[AnyBlock] = [*head(station, entry, texts("parcels.slip.receipt"))]
    for one in parcels:
        blocks += [Row(one.code, f"{one.carrier} {names.masked(one.name)}".strip(), bold=True), Line(one.waybill)]
    blocks += [Rule(), Row(texts("parcels.slip.taker"), taker)]
    blocks.extend(_paid(station, paid))
    blocks.append(Row(texts("parcels.slip.charged"), texts("parcels.slip.yuan", yuan=_plain(due_fen)), bold=True))
    first = "".join(char for char in parcels[0].waybill if char.isascii() and char.isalnum())
    blocks.extend(signed(station, entry, "PICKUP", str(len(parcels)), first, str(due_fen)))
    if paid:
        blocks.append(OpenDrawer())
    return Document(texts("parcels.slip.receipt"), tuple(blocks))


def _paid(station: Station, paid: PickupPaid | None) -> Iterator[AnyBlock]:
    if paid is None:
        return
    words = {
        "cod": sum(one.cod_fen for one in paid.parcels),
        "freight": sum(one.freight_fen for one in paid.parcels),
        "packing": sum(one.packing_fen for one in paid.parcels),
        "insurance": sum(one.insurance_fen for one in paid.parcels),
    }
    for word, fen in words.items():
        if fen:
            yield Row(station.texts("parcels.slip." + word), money.yuan(fen))
    for fee in paid.fees:
        yield fee_row(station, fee)
    yield Row(station.texts("parcels.slip.received"), money.yuan(paid.received_fen))
    yield Row(station.texts("parcels.slip.change"), money.yuan(paid.change_fen))


def fee_row(station: Station, fee: ChargedFee) -> Row:
    """A charged fee with its count."""
    return Row(f"{station.catalogue.fee(fee.code).name} ×{fee.count}", money.yuan(fee.count * fee.each_fen))


def _plain(fen: int) -> str:
    """``0`` rather than ``0.00``: the slip says 收费0元."""
    return money.yuan(fen) if fen else "0"


def manifest_slip(
    station: Station, entry: Entry, origin: str, number: str, arrived: int, lists: Differences
) -> Document:
    """The hand-over slip of a van (交接单), with what is missing and what was not announced, for two signatures."""
    texts = station.texts
    blocks: list[AnyBlock] = [
        *head(station, entry, texts("parcels.slip.manifest")),
        Row(texts("parcels.slip.number"), number),
        Row(texts("parcels.slip.origin"), origin),
        Row(texts("parcels.slip.arrived"), str(arrived), bold=True),
        Row(texts("parcels.slip.missing"), str(len(lists.missing)), bold=True),
        Row(texts("parcels.slip.extra"), str(len(lists.extra)), bold=True),
    ]
    for title, rows in ((texts("parcels.slip.missing"), lists.missing), (texts("parcels.slip.extra"), lists.extra)):
        if rows:
            columns = (Column(title), Column(""), Column("", "right"))
            blocks += [Rule(), Table(columns, rows[:_rows_on_slip_max])]
    blocks += [Rule(), SignatureLine(texts("parcels.slip.driver")), SignatureLine(texts("parcels.slip.clerk"))]
    figures = (str(arrived), str(len(lists.missing)), str(len(lists.extra)))
    blocks.extend(signed(station, entry, "MANIFEST", *figures))
    return Document(f"{texts('parcels.slip.manifest')} {number}", tuple(blocks))


def call_list(station: Station, entry: Entry, groups: Iterable[tuple[int, Sequence[Called]]]) -> Document:
    """The call-out list (喊人单), by village group, for the group leaders (G8)."""
    texts = station.texts
    blocks: list[AnyBlock] = [*head(station, entry, texts("parcels.slip.call_list"))]
    for group, people in groups:
        blocks += [Rule(), Line(group_name(station, group), size=2, bold=True)]
        for one in people:
            name = f"{one.name}（{one.nickname}）" if one.nickname else one.name
            blocks += [
                Row(name, texts("parcels.slip.pieces", count=len(one.codes)), bold=True),
                Row("、".join(one.codes), texts("parcels.slip.days", days=one.days)),
            ]
    blocks += [Gap(), SignatureLine(texts("parcels.slip.leader"))]
    return Document(texts("parcels.slip.call_list"), tuple(blocks[: limits.slip_blocks_max]))


def group_name(station: Station, group: int) -> str:
    """A village group in words."""
    return station.texts("parcels.slip.group", group=group) if group else station.texts("parcels.slip.no_group")


def fee_list(station: Station, entry: Entry, fees: Sequence[Fee]) -> Document:
    """Everything that may be charged (G15)."""
    texts = station.texts
    rows = [Row(f"{fee.name}{'/' + fee.unit if fee.unit else ''}", money.yuan(fee.fen)) for fee in fees]
    title = texts("parcels.slip.fees")
    blocks = (*head(station, entry, title), *rows, Rule(), Line(texts("parcels.slip.only_these")))
    return Document(title, blocks)
