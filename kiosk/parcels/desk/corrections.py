"""Correcting a parcel that is here: recipient, carrier, marks, place. Each is a new event; nothing is edited."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.errors import NotFound, NotReady, Problem, Refused
from kiosk.parcels import slips
from kiosk.parcels.desk import company, forms, intake, notices, shelving, views
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.projectors import row_of
from kiosk.parcels.rules import Spot
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.parcel_events import CarrierNamed, ParcelMarked, ParcelMoved, Recipient, RecipientNamed


@dataclass(frozen=True)
class Relabelled:
    """A parcel with a new label in the spool."""

    parcel: ParcelView
    label: Document
    slip: int


def name_recipient(station: Station, parcel_id: int, who: Recipient, by: str) -> Relabelled:
    """Say for whom a parcel is, after all; it gets a new label and, where that suits, a notice.

    Raises:
        NotReady: Every problem of the form.
        NotFound: No such parcel.
        Refused: ``parcels.not_here``.
    """
    at = station.clock.now()
    with station.store.write() as db:
        person, unknown = forms.person(db, who)
        if problems := (*forms.recipient_problems(who), *unknown):
            raise NotReady(problems)
        _must_be_here(db, parcel_id)
        named = intake.resolved(who, person)
        entry = journal.append(db, RecipientNamed(parcel_id, named, notices.channel_for(named, person)), at, by)
        done = _relabel(db, station, entry, parcel_id)
        notices.queue(db, station, done.parcel, at, by)
        return done


def name_carrier(station: Station, parcel_id: int, carrier: str, by: str) -> Relabelled:
    """Correct the carrier; the storage period follows, the label is printed again.

    Raises:
        NotReady: The catalogue has no such carrier.
        NotFound: No such parcel.
        Refused: ``parcels.not_here``.
    """
    at = station.clock.now()
    with station.store.write() as db:
        if carrier not in {one.code for one in station.catalogue.carriers}:
            raise NotReady((Problem("carrier", "parcels.no_carrier"),))
        _must_be_here(db, parcel_id)
        was = views.one(db, station, parcel_id, journal.business_day(db, at))
        due = intake.due_number(station, carrier, was.taken_in_day)
        entry = journal.append(db, CarrierNamed(parcel_id, carrier, due), at, by)
        return _relabel(db, station, entry, parcel_id)


def mark(
    station: Station, parcel_id: int, by: str, *, marks: tuple[str, ...], note: str, cod_fen: int, freight_fen: int,
    weight_g: int,
) -> ParcelView:  # fmt: skip
    """Set marks, note and what is to be collected, the whole set (P6).

    Raises:
        NotReady: Every problem of the form.
        NotFound: No such parcel.
        Refused: ``parcels.not_here``.
    """
    at = station.clock.now()
    with station.store.write() as db:
        if problems := forms.detail_problems(station, marks, note, cod_fen, freight_fen, weight_g):
            raise NotReady(tuple(problems))
        _must_be_here(db, parcel_id)
        fact = ParcelMarked(parcel_id, marks, note.strip(), cod_fen, freight_fen, weight_g)
        entry = journal.append(db, fact, at, by)
        return views.one(db, station, parcel_id, entry.day)


def move_to(station: Station, parcel_id: int, shelf: str, layer: int, by: str) -> Relabelled:
    """Put a parcel elsewhere: a new code and a new label.

    Raises:
        NotReady: No such place.
        NotFound: No such parcel.
        Refused: ``parcels.not_here``.
    """
    at = station.clock.now()
    with station.store.write() as db:
        if problems := forms.place_problems(station, shelf, layer) or (
            () if shelf else (Problem("shelf", "parcels.no_shelf"),)
        ):
            raise NotReady(problems)
        _must_be_here(db, parcel_id)
        put = shelving.assign(db, station, journal.business_day(db, at), wanted=Spot(shelf, max(1, layer)))
        fact = ParcelMoved(parcel_id, put.spot.shelf, put.spot.layer, put.code.text, put.code.number)
        entry = journal.append(db, fact, at, by)
        return _relabel(db, station, entry, parcel_id)


def reprint_label(station: Station, parcel_id: int, by: str) -> int:
    """Print a parcel's label again (补打标签).

    Returns:
        The slip's number in the spool.

    Raises:
        NotFound: No such parcel, or its label is no longer kept.
    """
    at = station.clock.now()
    with station.store.write() as db:
        labels = [one for one in spool.of_entry(db, row_of(db, parcel_id).position) if one.printer == "label"]
        if not labels:
            raise NotFound("slip.missing")
        return spool.reprint(db, labels[0].id, at, by)


def _must_be_here(db: Connection, parcel_id: int) -> None:
    if not row_of(db, parcel_id).here:
        raise Refused("parcels.not_here")


def _relabel(db: Connection, station: Station, entry: journal.Entry, parcel_id: int) -> Relabelled:
    now = views.one(db, station, parcel_id, entry.day)
    who, due_fen = company.recipient_of(now), now.cod_fen + now.freight_fen
    words = slips.Labelled(now.waybill, now.carrier_name, now.code, who, now.mark_names, due_fen)
    label = slips.label(station, entry, words)
    return Relabelled(now, label, spool.queue(db, entry, label, printer="label"))
