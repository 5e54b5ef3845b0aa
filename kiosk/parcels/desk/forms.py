"""What may be wrong with the forms of the parcel counter, every fault at once. A field left empty is seldom one."""

from sqlalchemy.engine import Connection

from kiosk import limits, typed
from kiosk.errors import NotFound, Problem
from kiosk.parcels import rules
from kiosk.people import names, residents
from kiosk.people.residents import Resident
from kiosk.station import Station
from kiosk.wire.parcel_events import Recipient


def person(db: Connection, who: Recipient) -> tuple[Resident | None, tuple[Problem, ...]]:
    """The resident who was chosen, or None; a problem when nobody here has this id."""
    if not who.resident:
        return None, ()
    try:
        return residents.get(db, who.resident), ()
    except NotFound:
        return None, (Problem("recipient", "parcels.no_resident"),)


def recipient_problems(who: Recipient) -> tuple[Problem, ...]:
    """What is wrong with a recipient on a form; all of it may also be empty."""
    problems = list(names.problems_in_name(who.name)) if who.name.strip() else []
    phone = rules.normalise_phone(who.phone)
    if len(who.phone) > limits.phone_chars_max or (phone and not phone.replace("*", "0").isdigit()):
        problems.append(Problem("phone", "phone.digits"))
    return (*problems, *typed.problems("address", who.address, limits.address_chars_max))


def detail_problems(
    station: Station, marks: tuple[str, ...], note: str, cod_fen: int, freight_fen: int, weight_g: int
) -> list[Problem]:
    """What is wrong with marks, note, sums and weight."""
    county, problems = station.catalogue.limits, []
    if len(marks) > limits.marks_max or not all(map(_mark_ok, marks)):
        problems.append(Problem("marks", "parcels.marks", {"most": limits.marks_max}))
    problems += typed.problems("note", note, limits.note_chars_max)
    if not 0 <= cod_fen <= county.cod_fen_max:
        problems.append(Problem("cod_fen", "parcels.amount", {"yuan": county.cod_fen_max // 100}))
    if not 0 <= freight_fen <= limits.amount_fen_max:
        problems.append(Problem("freight_fen", "parcels.amount", {"yuan": limits.amount_fen_max // 100}))
    if not 0 <= weight_g <= county.parcel_g_max:
        problems.append(Problem("weight_g", "parcels.weight", {"kg": county.parcel_g_max // 1000}))
    return problems


def _mark_ok(code: str) -> bool:
    return bool(code) and "," not in code and not typed.problems("marks", code, limits.name_chars_max)


def place_problems(station: Station, shelf: str, layer: int) -> tuple[Problem, ...]:
    """What is wrong with a chosen place; none chosen is no problem."""
    if not shelf and not layer:
        return ()
    if shelf not in {one.code for one in station.catalogue.shelves}:
        return (Problem("shelf", "parcels.no_shelf"),)
    if not 0 <= layer <= station.catalogue.shelf(shelf).layers:
        return (Problem("layer", "parcels.no_layer", {"most": station.catalogue.shelf(shelf).layers}),)
    return ()
