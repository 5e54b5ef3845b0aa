"""Finding a parcel: by pickup code, phone tail, waybill, scan, name, initials, nickname or household (P8).

Only parcels that are here are indexed, so five years of work cost nothing. What has left is found by its whole waybill.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection, Row

from kiosk import limits
from kiosk.errors import NotFound
from kiosk.parcels import rules
from kiosk.parcels.desk import company, notices, views
from kiosk.parcels.desk.notices import Message
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.model import ParcelState, parcel, parcel_key, pickup
from kiosk.people import names, residents
from kiosk.seams import Spoken
from kiosk.station import Station

digits_min = 3
"""A part of a code or number shorter than this would find half the shelf."""


class Way(StrEnum):
    """How a parcel was found, the best way first."""

    WAYBILL = "waybill"
    CODE = "code"
    TAIL = "tail"
    CODE_END = "code_end"
    WAYBILL_END = "waybill_end"
    NAME = "name"
    HOUSEHOLD = "household"


_WAYS = tuple(Way)


@dataclass(frozen=True)
class Hit:
    """A parcel and how it was found."""

    parcel: ParcelView
    way: Way


@dataclass(frozen=True)
class Found:
    """What a search comes to.

    Attributes:
        hits: Parcels here, best first.
        exact: The one parcel that a whole waybill or code means, or None.
        gone: When nothing is here: the parcel with this waybill that has left, the latest, or None.
        spoken: What the counter says when nothing is here; None when something is.
    """

    hits: tuple[Hit, ...]
    exact: ParcelView | None
    gone: ParcelView | None
    spoken: Spoken | None


@dataclass(frozen=True)
class Left:
    """How a parcel left.

    Attributes:
        at_ms: When.
        by: The clerk's code.
        taker: ``self`` or ``proxy``; then ``name``, ``relation``, ``phone_tail``.
        proof: ``code`` or ``known``.
        inspected: It was opened and looked at first.
        photo: SHA-256 of the label's photo, or "".
        face_photo: SHA-256, or "".
        receipt: Id of the first parcel that left in the same go.
        paid_fen: Cash taken for it.
    """

    at_ms: int
    by: str
    taker: str
    name: str
    relation: str
    phone_tail: str
    proof: str
    inspected: bool
    photo: str
    face_photo: str
    receipt: int
    paid_fen: int


@dataclass(frozen=True)
class ParcelPage:
    """Everything about one parcel.

    Attributes:
        parcel: As it is.
        others: More here for the same person.
        household: Here for others of the household.
        left: How it left, or None while it is here.
        messages: What was sent about it.
    """

    parcel: ParcelView
    others: tuple[ParcelView, ...]
    household: tuple[ParcelView, ...]
    left: Left | None
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class PersonParcels:
    """A resident's parcels.

    Attributes:
        here: To be collected, oldest first.
        household: Here for others of the household.
        before: What has left, the latest first.
    """

    here: tuple[ParcelView, ...]
    household: tuple[ParcelView, ...]
    before: tuple[ParcelView, ...]


def search(station: Station, text: str, rows_max: int = limits.search_rows_max) -> Found:
    """Find parcels by whatever a resident says or a scanner reads.

    Args:
        station: This one.
        text: A code with or without hyphens, a tail, a waybill or its end, a name, initials, pinyin, a nickname, a
            household number. Any text.
        rows_max: At most so many.
    """
    whole = text[: limits.scan_chars_max].encode(errors="ignore").decode()  # half a character finds nothing
    text = unicodedata.normalize("NFKC", whole).strip()
    with station.store.read() as db:
        today = views.business_today(db, station)
        ways = _ways(db, text)
        best = sorted(ways, key=lambda an_id: (_WAYS.index(ways[an_id]), an_id))[:rows_max]
        hits = tuple(Hit(one, ways[one.id]) for one in views.these(db, station, best, today))
        if hits:
            certain = [hit.parcel for hit in hits if hit.way in (Way.WAYBILL, Way.CODE)]
            return Found(hits, certain[0] if len(certain) == 1 else None, None, None)
        gone = _gone(db, text)
        left = views.one(db, station, gone, today) if gone is not None else None
    return Found((), None, left, Spoken.NOT_IN_STOCK if left else Spoken.NOT_FOUND)


def page(station: Station, parcel_id: int) -> ParcelPage:
    """Everything about one parcel.

    Raises:
        NotFound: Not known here.
    """
    with station.store.read() as db:
        today = views.business_today(db, station)
        one = views.one(db, station, parcel_id, today)
        return ParcelPage(
            one, company.left_behind(db, station, (one,), today), company.household_waits(db, station, (one,), today),
            left(db, parcel_id), notices.messages(db, parcel_id),
        )  # fmt: skip


def left(db: Connection, parcel_id: int) -> Left | None:
    """How a parcel left, or None."""
    row = db.execute(select(pickup).where(pickup.c.parcel == parcel_id)).first()
    return _left(row) if row else None


def photo(station: Station, waybill: str, *, of_face: bool = False) -> bytes:
    """The label's photo that was taken at pickup, or the face's, found again by waybill (P10).

    Raises:
        NotFound: No such parcel, or no photo of it.
    """
    number, column = rules.clean_number(waybill), pickup.c.face_photo if of_face else pickup.c.photo
    wanted = select(column).join(parcel, parcel.c.id == pickup.c.parcel).where(parcel.c.waybill == number)
    with station.store.read() as db:
        digest = db.execute(wanted.where(column != "").order_by(parcel.c.id.desc()).limit(1)).scalar()
    if not digest:
        raise NotFound("attachment.missing")
    return station.attachments.get(digest)


def of_resident(station: Station, resident_id: str, before_max: int = 20) -> PersonParcels:
    """A resident's parcels, for the resident's page (G1).

    Raises:
        NotFound: Nobody with this id.
    """
    with station.store.read() as db:
        today = views.business_today(db, station)
        person = residents.get(db, resident_id)
        here = company.here_by_key(db, "r:" + resident_id)
        home = tuple(one for one in company.of_household(db, person.household) if one not in here)
        gone = (parcel.c.resident == resident_id) & (parcel.c.here == 0)
        latest = (
            select(parcel.c.id)
            .where(gone, parcel.c.state != ParcelState.TAKEN_BACK.value)
            .order_by(parcel.c.id.desc())
            .limit(before_max)
        )
        before = tuple(db.execute(latest).scalars())
        return PersonParcels(*(views.these(db, station, ids, today) for ids in (here, home, before)))


def in_stock(station: Station, rows_max: int = limits.rows_max) -> tuple[ParcelView, ...]:
    """Everything on the shelves, oldest first."""
    with station.store.read() as db:
        return views.some(db, station, parcel.c.here == 1, views.business_today(db, station), rows_max)


def recent(station: Station, rows_max: int = 20) -> tuple[ParcelView, ...]:
    """The last intakes, the latest first; those that were undone are left out."""
    with station.store.read() as db:
        today = views.business_today(db, station)
        latest = select(parcel.c.id).where(parcel.c.state != ParcelState.TAKEN_BACK.value)
        ids = tuple(db.execute(latest.order_by(parcel.c.id.desc()).limit(rows_max)).scalars())
        return views.these(db, station, ids, today)


# ── The keys of a text ────────────────────────────────────────────────────────────────────────────────────────────────

_RANGE = (
    select(parcel_key.c.parcel, parcel_key.c.key)
    .where(parcel_key.c.key >= bindparam("low"), parcel_key.c.key < bindparam("high"))
    .limit(limits.rows_max)
)
_GONE = (
    select(parcel.c.id)
    .where(parcel.c.waybill == bindparam("a_waybill"), parcel.c.state != ParcelState.TAKEN_BACK.value)
    .order_by(parcel.c.id.desc())
    .limit(1)
)


def _ways(db: Connection, text: str) -> dict[int, Way]:
    """Parcel's id → the best way in which the text means it."""
    found: dict[int, Way] = {}
    for key, whole, part in _asked(text):
        for row in db.execute(_RANGE, {"low": key, "high": key + "\U0010ffff"}):
            way = whole if row.key == key else part
            if way is not None and (row.parcel not in found or _WAYS.index(way) < _WAYS.index(found[row.parcel])):
                found[row.parcel] = way
    for an_id in _of_residents(db, text):
        found.setdefault(an_id, Way.NAME)
    return found


def _asked(text: str) -> Iterator[tuple[str, Way | None, Way | None]]:
    """Keys to look up: the key's beginning, what it means when it is the whole key, and when it is a part of it."""
    number, code = rules.clean_number(text), rules.normalise_code(text)
    if len(number) >= digits_min:
        yield "w:" + number[::-1], Way.WAYBILL, Way.WAYBILL_END if len(number) >= rules.tail_digits else None
    if len(code) >= digits_min and len(text) <= limits.code_chars_max:
        yield "c:" + code[::-1], Way.CODE, Way.CODE_END
    if re.fullmatch(r"\d{4,20}", digits := rules.normalise_phone(text)) and not re.search(r"[^\d\s+-]", text):
        yield "p:" + digits[::-1], Way.TAIL, Way.TAIL
    if name := names.normalise(text[: limits.search_chars_max]):
        yield "n:" + name, Way.NAME, Way.NAME
        yield "h:" + text, Way.HOUSEHOLD, None


def _of_residents(db: Connection, text: str) -> tuple[int, ...]:
    """Parcels of residents whom the text means: name, initials, nickname, phone, household."""
    if text.isdecimal() and len(text) < digits_min:
        return ()  # half the village's phones begin so
    people = residents.search(db, text)
    return company.here_by_key(db, *("r:" + person.id for person in people)) if people else ()


def _gone(db: Connection, text: str) -> int | None:
    return db.execute(_GONE, {"a_waybill": rules.clean_number(text)}).scalar()


def _left(row: "Row[tuple[object, ...]]") -> Left:
    return Left(
        row.at_ms, row.by, row.taker, row.name, row.relation, row.phone_tail, row.proof, bool(row.inspected), row.photo,
        row.face_photo, row.receipt, row.paid_fen,
    )  # fmt: skip
