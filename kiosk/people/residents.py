"""Find residents the way a village knows them: initials, tail, nickname, household; keep what the counter learns."""

from dataclasses import dataclass

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.engine import Connection, Row

from kiosk import journal, limits, typed
from kiosk.errors import NotFound, NotReady, Problem
from kiosk.people import names
from kiosk.people.model import Channel, neighbour, resident, resident_key
from kiosk.station import Station
from kiosk.store.prepared import Prepared
from kiosk.wire.people_events import ResidentEnlisted, ResidentNoted


@dataclass(frozen=True)
class Resident:
    """A person of the village.

    Attributes:
        id: ``r…`` from the county's roll, ``s…`` when enlisted here.
        name: As it came, rare characters included.
        household: Household number, or "".
        phone: Digits, or "".
        village: Its name on the roll, or "".
        group: Village group, 0 when unknown.
        nickname: What neighbours say, or "".
        channel: How the person hears of things.
        home_service: Things are brought home.
        note: For the counter.
    """

    id: str
    name: str
    household: str
    phone: str
    village: str
    group: int
    nickname: str
    channel: Channel
    home_service: bool
    note: str

    @property
    def tail(self) -> str:
        """The last four digits of the phone (尾号), or ""."""
        return self.phone[-4:]


_BY_ID = Prepared(select(resident).where(resident.c.id == bindparam("an_id")))


def search(db: Connection, text: str, rows_max: int = limits.search_rows_max) -> tuple[Resident, ...]:
    """Residents whose name, initials, pinyin, nickname, phone, tail or household number begins with ``text``.

    Exact matches come first, then by name. An empty text finds nobody.
    """
    key = names.normalise(text[: limits.search_chars_max])
    if not key:
        return ()
    rank = func.min(func.iif(resident_key.c.key == key, 0, 1)).label("rank")
    found = (
        select(resident_key.c.resident, rank)
        .where(resident_key.c.key >= key, resident_key.c.key < key + "\U0010ffff")
        .group_by(resident_key.c.resident)
        .order_by(rank)
        .limit(rows_max)
        .subquery()
    )
    joined = found.join(resident, resident.c.id == found.c.resident)
    query = select(resident).select_from(joined).order_by(found.c.rank, resident.c.name, resident.c.id)
    return tuple(_resident(row) for row in db.execute(query))


def get(db: Connection, resident_id: str) -> Resident:
    """One resident.

    Raises:
        NotFound: Nobody with this id.
    """
    if (row := _BY_ID(db, an_id=resident_id).first()) is None:
        raise NotFound("people.no_resident")
    return _resident(row)


def household(db: Connection, number: str) -> tuple[Resident, ...]:
    """Everybody of a household; nobody for an unknown or empty number."""
    if not number:
        return ()
    rows = db.execute(select(resident).where(resident.c.household == number).order_by(resident.c.id))
    return tuple(_resident(row) for row in rows)


def those(db: Connection, wanted: Select[tuple[object, ...]]) -> tuple[Resident, ...]:
    """The residents that a query over the table ``resident`` selects, in its order."""
    return tuple(_resident(row) for row in db.execute(wanted))


def count(db: Connection) -> int:
    """How many residents are known here."""
    return db.execute(select(func.count()).select_from(resident)).scalar_one()


def enlist(
    station: Station, name: str, phone: str, by: str, *, household: str = "", group: int = 0, nickname: str = ""
) -> Resident:
    """Make a person known who is not on the roll.

    Raises:
        NotReady: Every problem of the form.
    """
    problems = (
        *_problems(name, phone, nickname), *typed.problems("household", household, limits.household_chars_max),
    )  # fmt: skip
    if problems:
        raise NotReady(problems)
    at = station.clock.now()
    with station.store.write() as db:
        event = ResidentEnlisted(name.strip(), phone, household.strip(), group, nickname.strip())
        entry = journal.append(db, event, at, by)
        return get(db, f"s{entry.ref}")


def note(
    station: Station, resident_id: str, by: str, *, phone: str, nickname: str, channel: Channel,
    home_service: bool = False, text: str = "",
) -> Resident:  # fmt: skip
    """Keep what the counter learned about a resident.

    Raises:
        NotReady: Every problem of the form.
        NotFound: Nobody with this id.
    """
    at = station.clock.now()
    with station.store.write() as db:
        person = get(db, resident_id)
        problems = list(_problems(person.name, phone, nickname))
        if channel is not Channel.CALL and not phone:
            problems.append(Problem("channel", "channel.needs_phone"))
        problems += typed.problems("note", text, limits.note_chars_max)
        if problems:
            raise NotReady(tuple(problems))
        event = ResidentNoted(resident_id, phone, nickname.strip(), channel, home_service, text.strip())
        journal.append(db, event, at, by)
        return get(db, resident_id)


def public_key_of(db: Connection, station_code: str) -> bytes | None:
    """The key of a neighbour station, for verifying its slips."""
    key = db.execute(select(neighbour.c.public_key).where(neighbour.c.station == station_code)).scalar()
    return bytes.fromhex(key) if key else None


def _problems(name: str, phone: str, nickname: str) -> tuple[Problem, ...]:
    problems = list(names.problems_in_name(name))
    if phone and not (phone.isascii() and phone.isdigit() and 5 <= len(phone) <= limits.phone_chars_max):  # noqa: PLR2004
        problems.append(Problem("phone", "phone.digits"))
    return (*problems, *typed.problems("nickname", nickname, limits.nickname_chars_max))


def _resident(row: "Row[tuple[object, ...]]") -> Resident:
    return Resident(
        row.id, row.name, row.household, row.phone, row.village, row.group_no, row.nickname, Channel(row.channel),
        row.home_service, row.note,
    )  # fmt: skip
