"""What a scan comes to, before anything is stored: carrier, manifest, recipient, duplicate, question (P5, P12, P25)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from kiosk import journal, limits, typed
from kiosk.catalogue import Certainty, QuestionKind
from kiosk.clock import Instant
from kiosk.errors import NotFound
from kiosk.parcels import rules
from kiosk.parcels.desk import holds, manifests, views
from kiosk.parcels.desk.manifests import Announced
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.model import ParcelState, parcel
from kiosk.parcels.projectors import shape_of
from kiosk.parcels.rules import Recognition
from kiosk.people import names, residents
from kiosk.people.residents import Resident
from kiosk.seams import Spoken
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire.parcel_events import Recipient

_candidates_max = 6


class Sight(StrEnum):
    """What a scan at intake comes to."""

    READY = "ready"  # everything is decided: take it in
    CHOOSE = "choose"  # the carrier needs a touch
    ASK = "ask"  # is this the waybill?
    DUPLICATE = "duplicate"  # 重复扫描: within the window; nothing is stored
    IN_STOCK = "in_stock"  # it stands here already


@dataclass(frozen=True)
class Intake:
    """What is to be taken in; a form, so every field may be as a person left it.

    Attributes:
        waybill: Cleaned or as typed.
        raw: As scanned.
        symbology: Of the bar code, or "".
        carrier: Code, or "" for 其他.
        recipient: For whom; with ``resident`` set the rest is looked up.
        shelf: The clerk's own choice of place, or "".
        layer: With ``shelf``; 0 for its first layer.
        bulky: Goes to the place for large things.
        marks: Codes.
        channel: How to tell the recipient; "" for what suits the recipient.
        manifest: The one in hand, or "".
        cod_fen: For the sender.
        freight_fen: For the carrier.
        weight_g: When known.
        letter: Has a letter's end (P28).
        note: For the counter.
    """

    waybill: str
    raw: str = ""
    symbology: str = ""
    carrier: str = ""
    recipient: Recipient = Recipient()  # noqa: RUF009 - a frozen struct
    shelf: str = ""
    layer: int = 0
    bulky: bool = False
    marks: tuple[str, ...] = ()
    channel: str = ""
    manifest: str = ""
    cod_fen: int = 0
    freight_fen: int = 0
    weight_g: int = 0
    letter: bool = False
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """A carrier to offer, the best first."""

    carrier: str
    name: str
    certainty: Certainty | None
    why: str
    learned: int


@dataclass(frozen=True)
class Sighting:
    """What is known of a scan before anything is stored.

    Attributes:
        sight: What it comes to.
        order: The intake, filled in as far as known; changed by the clerk's touches, then taken in.
        choices: Carriers, best first.
        question: ``phone``, ``goods``, ``order``, ``rubbish``, or "" when there is nothing to ask.
        announced: The manifest's line, or None.
        residents: Who it may be for, when the recipient is not certain.
        existing: The parcel that stands here already (duplicate, in stock), or None.
        earlier: The last parcel with this number that has left, or None.
        held: Why the county intercepts this number, or "".
        spoken: What the counter says.
    """

    sight: Sight
    order: Intake
    choices: tuple[Choice, ...] = ()
    question: str = ""
    announced: Announced | None = None
    residents: tuple[Resident, ...] = ()
    existing: ParcelView | None = None
    earlier: ParcelView | None = None
    held: str = ""
    spoken: Spoken = Spoken.LOOK


_LAST_OF = Prepared(
    select(parcel.c.id, parcel.c.here, parcel.c.state_ms, parcel.c.state)
    .where(parcel.c.waybill == bindparam("a_waybill"))
    .order_by(parcel.c.here.desc(), parcel.c.id.desc())
    .limit(1)
)
_RECENT = (
    select(parcel.c.carrier)
    .where(parcel.c.shape == bindparam("a_shape"))
    .order_by(parcel.c.id.desc())
    .limit(bindparam("most"))
)


def look(station: Station, text: str, *, symbology: str = "", manifest_in_hand: str = "") -> Sighting:
    """What a scan comes to; stores nothing."""
    at = station.clock.now()
    with station.store.read() as db:
        today = journal.business_day(db, at)
        known = recognise(db, station, text)
        raw = text[: limits.scan_chars_max].encode(errors="replace").decode()
        order = Intake(_usable(text, known), raw, symbology, known.suggested, manifest=manifest_in_hand)
        if again := repeated(db, station, known.number, at, today):
            sight, existing = again
            return Sighting(sight, order, existing=existing, spoken=Spoken.DUPLICATE)
        return _sighted(db, station, known, order, today)


def recognise(db: Connection, station: Station, text: str) -> Recognition:
    """Name the carrier by the catalogue's rules and this point's last intakes of the same length and beginning (P5)."""
    book, number = station.catalogue, rules.clean_number(text)
    asked = {"a_shape": shape_of(number), "most": book.limits.recent_intakes}
    recent = [(number, carrier) for carrier in db.execute(_RECENT, asked).scalars()] if number else []
    return rules.recognise(text, book.carriers, recent, book.carriers_file.questions)


def repeated(
    db: Connection, station: Station, number: str, at: Instant, today: date
) -> tuple[Sight, ParcelView] | None:
    """The same number within the window, or a parcel that stands here (P12)."""
    last = _LAST_OF(db, a_waybill=number).first() if number else None
    if last is None or last.state == ParcelState.TAKEN_BACK:
        return None
    within = 0 <= at.county_ms - last.state_ms < station.catalogue.limits.duplicate_window_s * 1000
    if not within and not last.here:
        return None
    return Sight.DUPLICATE if within else Sight.IN_STOCK, views.one(db, station, last.id, today)


def _sighted(db: Connection, station: Station, known: Recognition, order: Intake, today: date) -> Sighting:
    item = manifests.announced(db, known.number, order.manifest) if known.number else None
    order, candidates = _filled_in(db, order, item)
    # The manifest's word is the carrier's own: it decides, and no question is left.
    question = known.question.value if known.question and item is None else ""
    sight = Sight.ASK if question else Sight.READY if known.decided or item else Sight.CHOOSE
    return Sighting(
        sight, order, _choices(station, known), question, item, candidates,
        earlier=_earlier(db, station, known.number, today), held=holds.reason_for(db, known.number),
        spoken=Spoken.CODE_WRONG if question else Spoken.LOOK,
    )  # fmt: skip


def _usable(text: str, known: Recognition) -> str:
    """The number to offer; of a rubbish scan longer than any waybill there is none."""
    too_long = known.question is QuestionKind.RUBBISH and len(text.strip()) > limits.waybill_chars_max
    return "" if too_long else known.number


def _choices(station: Station, known: Recognition) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.carrier, station.catalogue.carrier(one.carrier).name, one.certainty, one.why, one.learned)
        for one in known.candidates
    )


def _earlier(db: Connection, station: Station, number: str, today: date) -> ParcelView | None:
    gone = (parcel.c.waybill == number) & (parcel.c.here == 0) & (parcel.c.state != ParcelState.TAKEN_BACK.value)
    found = views.some(db, station, gone, today) if number else ()
    return found[-1] if found else None


def _filled_in(db: Connection, order: Intake, item: Announced | None) -> tuple[Intake, tuple[Resident, ...]]:
    """The order with what the manifest says, and who it may be for."""
    if item is None:
        return order, ()
    who = Recipient(
        typed.cleaned(item.name, limits.name_chars_max), item.phone[: limits.phone_chars_max],
        typed.cleaned(item.address, limits.address_chars_max),
    )  # fmt: skip
    person, candidates = _who(db, item)
    filled = replace(
        order,
        carrier=item.carrier or order.carrier, recipient=as_recipient(person, who) if person else who,
        marks=item.marks[: limits.marks_max], cod_fen=item.cod_fen, freight_fen=item.freight_fen,
    )  # fmt: skip
    return filled, candidates


def _who(db: Connection, item: Announced) -> tuple[Resident | None, tuple[Resident, ...]]:
    """The manifest's resident; else the one whose tail and (masked) name both fit; else candidates."""
    if item.resident:
        try:
            return residents.get(db, item.resident), ()
        except NotFound:
            pass  # the roll here is older than the manifest
    return likely(db, item.name, item.phone)


def likely(db: Connection, name: str, phone: str) -> tuple[Resident | None, tuple[Resident, ...]]:
    """Who a label may mean: one person when tail and (masked) name fit exactly one, and who else comes near."""
    tail = rules.phone_tail(phone)
    by_tail = tuple(one for one in residents.search(db, tail) if one.tail == tail) if tail else ()
    fitting = tuple(one for one in by_tail if names.fits_mask(name, one.name))
    if len(fitting) == 1:
        return fitting[0], ()
    plain = name.strip() if "*" not in name and "＊" not in name else ""
    by_name = tuple(one for one in residents.search(db, plain) if one.name == plain) if plain else ()
    return None, tuple(dict.fromkeys((*fitting, *by_name, *by_tail)))[:_candidates_max]


def as_recipient(person: Resident, label: Recipient) -> Recipient:
    """A resident as the recipient; the label's address stays, its mask does not."""
    phone = person.phone or label.phone
    if rules.phone_ok(label.phone):
        phone = label.phone
    return Recipient(person.name, phone, label.address, person.id, person.household, person.group)
