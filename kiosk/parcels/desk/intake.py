"""Taking parcels in: scan after scan, never refusing, one durable commit each.

:func:`scan` is the counter's loop: what a rule or the manifest decides goes in at once; what needs a person comes back
as a :class:`Sighting` with everything filled in that is known. The clerk's touch always wins.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kiosk import journal, limits
from kiosk.catalogue import OTHER
from kiosk.clock import Instant, day_number
from kiosk.errors import NotReady, Problem, Refused
from kiosk.parcels import rules, slips
from kiosk.parcels.desk import company, forms, manifests, notices, shelving, views
from kiosk.parcels.desk.looking import Choice, Intake, Sight, Sighting, as_recipient, look, repeated
from kiosk.parcels.desk.manifests import Announced, Progress
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.model import ParcelState, parcel
from kiosk.parcels.projectors import row_of
from kiosk.parcels.rules import Spot
from kiosk.people.residents import Resident
from kiosk.seams import Spoken
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.parcel_events import IntakeUndone, ParcelTakenIn, Recipient

__all__ = [
    "Choice", "Intake", "Sight", "Sighting", "TakenIn", "last_intake", "look", "scan", "take_in", "undo", "undo_last",
]  # fmt: skip


@dataclass(frozen=True)
class TakenIn:
    """A parcel on its shelf.

    Attributes:
        parcel: As the screen shows it.
        label: The label, in the spool already; ``slip`` is its number there.
        others: More parcels here for the same person.
        household: Parcels here for others of the household.
        extra: The manifest in hand does not announce it.
        progress: Of its manifest, or None.
        spoken: What the counter says.
    """

    parcel: ParcelView
    label: Document
    slip: int
    others: tuple[ParcelView, ...]
    household: tuple[ParcelView, ...]
    extra: bool
    progress: Progress | None
    spoken: Spoken


def scan(
    station: Station, text: str, by: str, *, symbology: str = "", manifest_in_hand: str = "", bulky: bool = False
) -> TakenIn | Sighting:
    """One scan of continuous intake: taken in when everything is decided, else what to ask.

    Args:
        station: This one.
        text: As scanned; any text.
        by: The clerk's code.
        symbology: Of the bar code, or "".
        manifest_in_hand: Number of the manifest that is being unloaded, or "".
        bulky: The clerk said: a large one.
    """
    seen = look(station, text, symbology=symbology, manifest_in_hand=manifest_in_hand)
    if seen.sight is not Sight.READY:
        return seen
    return take_in(station, replace(seen.order, bulky=bulky), by)


def take_in(station: Station, order: Intake, by: str) -> TakenIn:
    """Put a parcel on its shelf: event, tables, label and notice in one durable commit.

    Raises:
        NotReady: Every problem of the form; nothing is written.
        Refused: ``parcels.already_here``, ``parcels.duplicate``; nothing is written.
    """
    at, number = station.clock.now(), rules.clean_number(order.waybill)
    with station.store.write() as db:
        day = journal.business_day(db, at)
        person, unknown = forms.person(db, order.recipient)
        item = manifests.announced(db, number, order.manifest)
        if problems := (*_problems(station, order, number, item), *unknown):
            raise NotReady(problems)
        if again := repeated(db, station, number, at, day):
            raise _refused(*again)
        fact, others = _fact(db, station, replace(order, waybill=number), item, person, day)
        entry = journal.append(db, fact, at, by)
        label = slips.label(station, entry, slips.label_of(station, fact))
        slip = spool.queue(db, entry, label, printer="label")
        taken = views.one(db, station, entry.ref, day)
        notices.queue(db, station, taken, at, by)
        return _taken_in(db, station, taken, label, slip, others, day)


def _taken_in(
    db: Connection, station: Station, taken: ParcelView, label: Document, slip: int, others: tuple[int, ...], day: date
) -> TakenIn:
    mine = views.these(db, station, others, day)
    family = set(company.of_household(db, taken.household)) - {taken.id, *others}
    theirs = views.these(db, station, sorted(family), day)
    progress = manifests.figures(db, taken.manifest) if taken.manifest else None
    extra = progress is not None and not taken.announced
    return TakenIn(taken, label, slip, mine, theirs, extra, progress, _spoken(taken, extra=extra))


def _spoken(taken: ParcelView, *, extra: bool) -> Spoken:
    if taken.held:
        return Spoken.HELD
    if extra:
        return Spoken.EXTRA
    return Spoken.TAKEN_IN if taken.phone or taken.resident else Spoken.PHONE_MISSING


def _refused(sight: Sight, existing: ParcelView) -> Refused:
    if sight is Sight.DUPLICATE:
        return Refused("parcels.duplicate", code=existing.code)
    return Refused("parcels.already_here", code=existing.code)


def _fact(
    db: Connection, station: Station, order: Intake, item: Announced | None, person: Resident | None, day: date
) -> tuple[ParcelTakenIn, tuple[int, ...]]:
    """The event, and the person's other parcels."""
    who = resolved(order.recipient, person)
    others = company.of_person(db, who)
    beside = others or company.of_household(db, who.household)
    wanted = Spot(order.shelf, max(1, order.layer)) if order.shelf else None
    bulky = order.bulky or "bulky" in order.marks
    put = shelving.assign(db, station, day, beside=beside, wanted=wanted, bulky=bulky)
    carrier = order.carrier or OTHER
    raw = (order.raw or order.waybill)[: limits.scan_chars_max]
    fact = ParcelTakenIn(
        order.waybill, raw, order.symbology, carrier, who, put.spot.shelf, put.spot.layer,
        put.code.text, put.code.number, due_number(station, carrier, day),
        order.channel or notices.channel_for(who, person), order.marks, item.manifest if item else order.manifest,
        item is not None, order.cod_fen, order.freight_fen, order.weight_g, order.letter, order.note.strip(),
    )  # fmt: skip
    return fact, others


def due_number(station: Station, carrier: str, taken_in: date) -> int:
    """The last day on which a parcel may lie (P27), as the wire counts days."""
    return day_number(taken_in + timedelta(days=station.catalogue.storage_days(carrier)))


def resolved(who: Recipient, person: Resident | None) -> Recipient:
    """The recipient with what the village knows of a resident; phones as digits."""
    label = Recipient(who.name.strip(), rules.normalise_phone(who.phone), who.address.strip())
    return as_recipient(person, label) if person else label


def _problems(station: Station, order: Intake, number: str, item: Announced | None) -> tuple[Problem, ...]:
    problems = [*forms.recipient_problems(order.recipient), *forms.place_problems(station, order.shelf, order.layer)]
    if not number:
        problems.append(Problem("waybill", "parcels.waybill_missing"))
    if len("".join(order.waybill.split())) > limits.waybill_chars_max:
        problems.append(Problem("waybill", "too_long", {"most": limits.waybill_chars_max}))
    # What the carrier's own list says is to be collected is no typing mistake, however much: intake never refuses it.
    told = item is not None and (order.cod_fen, order.freight_fen) == (item.cod_fen, item.freight_fen)
    cod_fen, freight_fen = (0, 0) if told else (order.cod_fen, order.freight_fen)
    problems += forms.detail_problems(station, order.marks, order.note, cod_fen, freight_fen, order.weight_g)
    if order.channel and order.channel not in notices.CHANNELS:
        problems.append(Problem("channel", "parcels.channel"))
    return tuple(problems)


def last_intake(station: Station) -> ParcelView | None:
    """The parcel that "undo" would take back now, or None."""
    at = station.clock.now()
    with station.store.read() as db:
        latest = select(parcel.c.id).where(parcel.c.state != ParcelState.TAKEN_BACK.value)
        parcel_id = db.execute(latest.order_by(parcel.c.id.desc()).limit(1)).scalar()
        last = views.one(db, station, parcel_id, journal.business_day(db, at)) if parcel_id else None
    return last if last and _undoable(last, at) else None


def undo(station: Station, parcel_id: int, by: str) -> ParcelView:
    """Take an intake back that was a mistake (撤销这一件), within ``undo_window_s``.

    Raises:
        NotFound: No such parcel.
        Refused: ``parcels.too_late_to_undo``; ``parcels.not_from_here`` when it is not in stock.
    """
    at = station.clock.now()
    with station.store.write() as db:
        day = journal.business_day(db, at)
        row_of(db, parcel_id)
        was = views.one(db, station, parcel_id, day)
        if was.here and not _undoable(was, at):
            raise Refused("parcels.too_late_to_undo", minutes=limits.undo_window_s // 60)
        journal.append(db, IntakeUndone(parcel_id), at, by)
        return views.one(db, station, parcel_id, day)


def undo_last(station: Station, by: str) -> ParcelView:
    """Take the last intake back.

    Raises:
        Refused: ``parcels.nothing_to_undo``.
    """
    if (last := last_intake(station)) is None:
        raise Refused("parcels.nothing_to_undo")
    return undo(station, last.id, by)


def _undoable(one: ParcelView, at: Instant) -> bool:
    recently = abs(at.county_ms - one.taken_in_ms) < limits.undo_window_s * 1000
    return one.state is ParcelState.IN_STOCK and recently
