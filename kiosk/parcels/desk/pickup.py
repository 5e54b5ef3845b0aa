"""Handing parcels out (出库): several at once, in one transaction, with all that must be true before (P8–P14, P26).

However a parcel was found, the same checks stand between it and the door: interception, state, the money, who takes it,
the pickup code, and the person's other parcels. A step that is refused leaves nothing behind but what must survive it:
the count of wrong codes, and that somebody asked for an intercepted parcel.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kiosk import journal, limits, typed
from kiosk.clock import Instant, day_number
from kiosk.errors import NotReady, Problem, Refused, Trouble
from kiosk.ledger import shifts
from kiosk.parcels import rules, slips
from kiosk.parcels.desk import company, money, shelving, views
from kiosk.parcels.desk.money import Bill
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.model import RELEASABLE, ParcelState, parcel, pickup
from kiosk.parcels.rules import PickupMoney, Spot
from kiosk.people import clerks
from kiosk.people.model import Role
from kiosk.seams import Spoken
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.events import Lane
from kiosk.wire.media_events import AttachmentKept
from kiosk.wire.parcel_events import (
    HoldMet,
    PaidParcel,
    ParcelPickedUp,
    ParcelPutBack,
    PickupPaid,
    PickupRefunded,
    PickupTried,
)

_named_aloud_max = 3
"""Of many more parcels the screen names all, the voice the first."""


@dataclass(frozen=True)
class Proxy:
    """Somebody who collects for another person (代取).

    Attributes:
        name: Of the one who takes it.
        relation: To the recipient, in a word: 儿子, 邻居.
        phone_tail: Last four digits of the phone, or "" for none.
    """

    name: str
    relation: str
    phone_tail: str = ""


@dataclass(frozen=True)
class Pickup:
    """What is to be handed out.

    Attributes:
        parcels: Ids.
        found_by: The way of search (``find.Way``), ``scan`` or ``basket``.
        codes: Pickup codes that were given, in any spelling; one for each recipient is enough.
        known: The clerk knows the person, or has looked at an identity card; never at self-service.
        proxy: Who takes it for the recipient, or None when the recipient is here.
        inspected: Opened and looked at first.
        left_behind: The person's other parcels, named and left on purpose (P9).
        money: Parcel's id → what the clerk filled in, for those with money on them.
        fees: Codes of the fee list with their counts.
        received_fen: Cash in.
        photo: Of the label, JPEG or WebP; b"" without a camera.
        face_photo: Of the one who takes them; kept only where the county allows it and with ``face_agreed``.
        face_agreed: The person has read the notice (``catalogue.FACE_NOTICE``) and agreed; refusing costs nothing.
        at_self_service: Nobody of the point stands by.
        receipt: Print the receipt.
    """

    parcels: tuple[int, ...]
    found_by: str = "code"
    codes: tuple[str, ...] = ()
    known: bool = False
    proxy: Proxy | None = None
    inspected: bool = False
    left_behind: tuple[int, ...] = ()
    money: Mapping[int, PickupMoney] = field(default_factory=dict)
    fees: tuple[tuple[str, int], ...] = ()
    received_fen: int = 0
    photo: bytes = b""
    face_photo: bytes = b""
    face_agreed: bool = False
    at_self_service: bool = False
    receipt: bool = True


@dataclass(frozen=True)
class Basket:
    """What stands on the counter before the hand-over.

    Attributes:
        parcels: Chosen.
        others: Of the same persons, still on the shelf: "you have N more" (P9).
        household: Of others in their households.
        held: Those of ``parcels`` that must not be released; ``held`` of each says why.
        not_releasable: Those of ``parcels`` that a state keeps here (an exception).
        collect_fen: Cash on delivery and freight together; packing and insurance come on top.
        spoken_marks: Words of marks to be said at the hand-over.
        clerk_only: Too many wrong codes: only the clerk can go on (P13).
        tries_left: Wrong codes that are still allowed.
        spoken: What the counter says, with its first part in ``spoken_count``.
    """

    parcels: tuple[ParcelView, ...]
    others: tuple[ParcelView, ...]
    household: tuple[ParcelView, ...]
    held: tuple[ParcelView, ...]
    not_releasable: tuple[ParcelView, ...]
    collect_fen: int
    spoken_marks: tuple[str, ...]
    clerk_only: bool
    tries_left: int
    spoken: Spoken | None
    spoken_count: int

    @property
    def spoken_parts(self) -> tuple[str, ...]:
        """What the voice says after 您还有…个包裹未取: how many, then the code and days of the first few (P9)."""
        if self.spoken is not Spoken.MORE_WAITING:
            return ()
        named = (
            part
            for one in self.others[:_named_aloud_max]
            for part in (one.code, f"{one.days}天" if one.days else "今天到")
        )
        return (str(self.spoken_count), *named)


@dataclass(frozen=True)
class Released:
    """Parcels that have left.

    Attributes:
        parcels: As they are now.
        others: What the person left behind.
        household: What waits for others of the household.
        due_fen: Cash that was due; ``change_fen`` goes back.
        receipt: The slip, or None when none was asked for; ``slip`` is its number in the spool.
        spoken: What the counter says.
    """

    parcels: tuple[ParcelView, ...]
    others: tuple[ParcelView, ...]
    household: tuple[ParcelView, ...]
    due_fen: int
    change_fen: int
    receipt: Document | None
    slip: int | None
    spoken: Spoken


# ── Before ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def basket(station: Station, parcels: Iterable[int]) -> Basket:
    """What stands on the counter, and what must be said before the hand-over.

    Raises:
        NotFound: One of them is not known here.
    """
    with station.store.read() as db:
        today = views.business_today(db, station)
        chosen = views.these(db, station, parcels, today)
        others = company.left_behind(db, station, chosen, today)
        household = company.household_waits(db, station, chosen, today)
    marks = dict.fromkeys(code for one in chosen for code in one.marks)
    said = (station.catalogue.mark(code) for code in marks)
    held = tuple(one for one in chosen if one.held)
    stuck = tuple(one for one in chosen if one.state not in RELEASABLE)
    tries = station.catalogue.limits.pickup_password_tries - max((one.wrong_tries for one in chosen), default=0)
    return Basket(
        chosen, others, household, held, stuck, sum(one.cod_fen + one.freight_fen for one in chosen),
        tuple(mark.name for mark in said if mark.spoken), tries <= 0, max(0, tries), _before(held, stuck, others),
        len(others),
    )  # fmt: skip


def _before(held: Sequence[ParcelView], stuck: Sequence[ParcelView], others: Sequence[ParcelView]) -> Spoken | None:
    if held:
        return Spoken.HELD
    if stuck:
        return Spoken.PARCEL_PROBLEM if stuck[0].here else Spoken.NOT_IN_STOCK
    return Spoken.MORE_WAITING if others else None


def bill_for(station: Station, order: Pickup) -> Bill:
    """What a basket costs as it is filled in now, for the screen.

    Raises:
        NotFound: A parcel that is not known here.
        Refused: ``catalogue.fee_not_listed``.
    """
    with station.store.read() as db:
        chosen = views.these(db, station, order.parcels, views.business_today(db, station))
    return money.bill(station.catalogue, chosen, order.money, order.fees)


# ── The hand-over ─────────────────────────────────────────────────────────────────────────────────────────────────────


def release(station: Station, order: Pickup, by: str) -> Released:
    """Hand parcels out: gone from stock at once, all of them or none.

    Raises:
        NotReady: Every problem of the form; nothing is written.
        NotFound: A parcel that is not known here.
        Refused: ``parcels.held`` (the county intercepts it), ``parcels.not_releasable``, ``parcels.wrong_code``,
            ``parcels.clerk_only``, ``parcels.money_at_counter``, ``catalogue.fee_not_listed``; with
            money due, those of ``shifts.must_trade``.
    """
    if problems := _problems(order):
        raise NotReady(problems)
    at = station.clock.now()
    photo, face = _kept(station, order)
    with station.store.write() as db:
        day = journal.business_day(db, at)
        chosen = views.these(db, station, order.parcels, day)
        refusal = _refusal(db, chosen, order, at, by)
        if refusal is None:
            owed, others = _ready(db, station, chosen, order, day)
            refusal = _proof_missing(db, station, chosen, order, at, by)
        if refusal is None:
            return _hand_over(db, station, chosen, order, owed, others, (photo, face), at, by)
    raise refusal  # after the commit: what must survive the refusal is written


def _problems(order: Pickup) -> tuple[Problem, ...]:
    """What the form alone can tell."""
    problems = []
    if not order.parcels or len(order.parcels) > limits.basket_parcels_max:
        problems.append(Problem("parcels", "parcels.nothing_chosen"))
    if order.proxy is not None:
        problems += _proxy_problems(order.proxy)
    if not 0 <= order.received_fen <= limits.amount_fen_max:
        problems.append(Problem("received_fen", "parcels.amount", {"yuan": limits.amount_fen_max // 100}))
    return tuple(problems)


def _proxy_problems(proxy: Proxy) -> list[Problem]:
    problems = []
    for name, text in (("proxy_name", proxy.name), ("proxy_relation", proxy.relation)):
        if not text.strip():
            problems.append(Problem(name, f"parcels.{name}"))
        problems += typed.problems(name, text, limits.name_chars_max)
    if proxy.phone_tail and not re.fullmatch(r"\d{4}", proxy.phone_tail, re.ASCII):
        problems.append(Problem("proxy_phone_tail", "parcels.proxy_phone_tail"))
    return problems


def _kept(station: Station, order: Pickup) -> tuple[str, str]:
    """Digests of the photos, durable before the event that names them."""
    may_show_faces = station.catalogue.limits.face_photo and order.face_agreed
    return (
        station.attachments.put(order.photo) if order.photo else "",
        station.attachments.put(order.face_photo) if order.face_photo and may_show_faces else "",
    )


def _refusal(db: Connection, chosen: Sequence[ParcelView], order: Pickup, at: Instant, by: str) -> Trouble | None:
    """Why one of these stays, whoever asks; that somebody asked for an intercepted one is written down."""
    for one in chosen:
        if one.held:
            journal.append(db, HoldMet(one.id, one.waybill, order.found_by), at, by)
            return Refused("parcels.held", code=one.code, reason=one.held)
    for one in chosen:
        if one.state not in RELEASABLE:
            return Refused("parcels.not_releasable", code=one.code, state=one.state.value)
    if order.at_self_service and any(one.money.anything for one in chosen):
        return Refused("parcels.money_at_counter")
    return None


def _ready(
    db: Connection, station: Station, chosen: Sequence[ParcelView], order: Pickup, day: date
) -> tuple[Bill, tuple[ParcelView, ...]]:
    """The bill and what is left behind, when the form is complete."""
    owed = money.bill(station.catalogue, chosen, order.money, order.fees)
    problems = [*owed.problems, *(() if owed.problems else money.problems_in_cash(owed.due_fen, order.received_fen))]
    others = company.left_behind(db, station, chosen, day)
    if not {one.id for one in others} <= set(order.left_behind):
        problems.append(Problem("left_behind", "parcels.left_behind", {"count": len(others)}))
    if problems:
        raise NotReady(tuple(problems))
    return owed, others


def _proof_missing(
    db: Connection, station: Station, chosen: Sequence[ParcelView], order: Pickup, at: Instant, by: str
) -> Trouble | None:
    """Whether a pickup code, or the clerk, speaks for every recipient; a wrong code is counted (P13)."""
    most = station.catalogue.limits.pickup_password_tries
    spent = any(one.wrong_tries >= most for one in chosen)
    vouched = order.known and not order.at_self_service
    if vouched and (spent or order.proxy is None):
        return None
    if spent:
        return Refused("parcels.clerk_only", most=most)
    given = {rules.normalise_code(code) for code in order.codes}
    spoken_for = {_whose(one) for one in chosen if rules.normalise_code(one.code) in given}
    silent = tuple(one for one in chosen if _whose(one) not in spoken_for)
    if not silent:
        return None
    if not order.codes:
        return NotReady((Problem("codes", "parcels.code_needed"),))
    journal.append(db, PickupTried(tuple(one.id for one in silent), order.at_self_service), at, by)
    return Refused("parcels.wrong_code", left=most - 1 - max(one.wrong_tries for one in silent))


def _whose(one: ParcelView) -> str:
    """One code speaks for all parcels of a person; what has no name speaks for itself."""
    return one.resident or (f"{one.name} {one.phone}" if one.name and one.phone else str(one.id))


def _hand_over(  # noqa: PLR0913, PLR0917 - everything that was judged
    db: Connection, station: Station, chosen: Sequence[ParcelView], order: Pickup, owed: Bill,
    others: tuple[ParcelView, ...], photos: tuple[str, str], at: Instant, by: str,
) -> Released:  # fmt: skip
    if owed.parcels:
        shifts.must_trade(db, station, at, by)
    entries = [journal.append(db, _fact(one, chosen[0].id, order, photos), at, by) for one in chosen]
    _append_photos(db, order, photos, entries[0], at, by)
    if paid := money.payment(owed, order.received_fen):
        journal.append(db, paid, at, by)
    # A receipt is also what opens the drawer, so money always has one.
    receipt = _receipt(station, entries[0], chosen, order, paid) if order.receipt or paid else None
    slip = spool.queue(db, entries[0], receipt) if receipt else None
    day = entries[0].day
    return Released(
        views.these(db, station, (one.id for one in chosen), day), others,
        company.household_waits(db, station, chosen, day), owed.due_fen, paid.change_fen if paid else 0, receipt, slip,
        Spoken.MORE_WAITING if others else Spoken.HANDED_OUT,
    )  # fmt: skip


def _fact(one: ParcelView, first: int, order: Pickup, photos: tuple[str, str]) -> ParcelPickedUp:
    proxy = order.proxy or Proxy("", "")
    given = any(rules.normalise_code(code) == rules.normalise_code(one.code) for code in order.codes)
    return ParcelPickedUp(
        one.id, order.found_by, "proxy" if order.proxy else "self", proxy.name.strip(), proxy.relation.strip(),
        proxy.phone_tail, "known" if order.known and not order.codes else "code", order.inspected, photos[0], photos[1],
        first, one.code if given else "",
    )  # fmt: skip


def _append_photos(
    db: Connection, order: Pickup, photos: tuple[str, str], entry: journal.Entry, at: Instant, by: str
) -> None:
    """Each photo follows on the road in its own lane."""
    for digest, data in zip(photos, (order.photo, order.face_photo), strict=True):
        if digest:
            journal.append(db, AttachmentKept(digest, len(data), _mime(data), Lane.MATTERS, entry.ref), at, by)


def _mime(data: bytes) -> str:
    return "image/webp" if data[8:12] == b"WEBP" else "image/png" if data[:4] == b"\x89PNG" else "image/jpeg"


def _receipt(
    station: Station, entry: journal.Entry, chosen: Sequence[ParcelView], order: Pickup, paid: PickupPaid | None
) -> Document:
    handed = [slips.Handed(one.code, one.waybill, one.carrier_name, one.name) for one in chosen]
    taker = station.texts("parcels.slip.self")
    if order.proxy:
        taker = f"{order.proxy.name.strip()}（{order.proxy.relation.strip()}）"
    return slips.receipt(station, entry, handed, taker, paid)


# ── Putting back ──────────────────────────────────────────────────────────────────────────────────────────────────────


def put_back(station: Station, parcel_id: int, reason: str, by: str) -> ParcelView:
    """A hand-over was a mistake: the parcel stands here again, its money goes back. For a lead clerk, the same day.

    Raises:
        NotReady: Without a reason, or with one beyond its limit.
        Refused: ``people.lead_only``; ``parcels.too_late_to_put_back``; ``parcels.already_here``: the same waybill was
            taken in anew; ``parcels.not_from_here``: it was not picked up.
    """
    at = station.clock.now()
    if not reason.strip() or typed.problems("reason", reason, limits.note_chars_max):
        raise NotReady((Problem("reason", "parcels.reason", {"most": limits.note_chars_max}),))
    with station.store.write() as db:
        if (clerk := clerks.get(db, by)) is None or clerk.role is not Role.LEAD:
            raise Refused("people.lead_only")
        day = journal.business_day(db, at)
        one = views.one(db, station, parcel_id, day)
        _may_come_back(db, one, day)
        if refund := _refund(db, one):
            shifts.must_trade(db, station, at, by)
        put = _old_or_new_place(db, station, one, day)
        journal.append(db, ParcelPutBack(one.id, *put, reason.strip()), at, by)
        if refund:
            journal.append(db, refund, at, by)
        return views.one(db, station, parcel_id, day)


def _may_come_back(db: Connection, one: ParcelView, day: date) -> None:
    if one.state is not ParcelState.PICKED_UP:
        raise Refused("parcels.not_from_here", state=one.state.value, act="put_back")
    if db.execute(select(pickup.c.day).where(pickup.c.parcel == one.id)).scalar() != day_number(day):
        raise Refused("parcels.too_late_to_put_back")
    anew = select(parcel.c.code).where(parcel.c.waybill == one.waybill, parcel.c.here == 1)
    if (code := db.execute(anew).scalar()) is not None:
        raise Refused("parcels.already_here", code=code)


def _old_or_new_place(db: Connection, station: Station, one: ParcelView, day: date) -> tuple[str, int, str, int]:
    """Shelf, layer, code, number: the old ones, or a new code when somebody else has the old one by now."""
    if not shelving.is_taken(db, one.code):
        return one.shelf, one.layer, one.code, 0
    put = shelving.assign(db, station, day, wanted=Spot(one.shelf, one.layer))
    return put.spot.shelf, put.spot.layer, put.code.text, put.code.number


def _refund(db: Connection, one: ParcelView) -> PickupRefunded | None:
    """What was collected for it goes back; listed fees (a bag that was sold) do not."""
    row = db.execute(select(pickup).where(pickup.c.parcel == one.id)).one()
    if not row.paid_fen:
        return None
    line = PaidParcel(
        one.id, one.carrier, one.cod_fen, one.freight_fen, one.weight_g, row.packing_fen, row.insurance_fen
    )  # fmt: skip
    return PickupRefunded(row.paid, (line,), row.paid_fen)
