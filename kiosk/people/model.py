"""Tables of people. The credential table is not derived: a PIN's hash is in no event and never leaves the station."""

from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.people import names
from kiosk.store.schema import DERIVED, metadata
from kiosk.wire.decisions import RollListed, StationListed
from kiosk.wire.people_events import ClerkEnlisted, ClerkRetired, ResidentEnlisted, ResidentNoted


class Role(StrEnum):
    """What a clerk may do."""

    CLERK = "clerk"
    LEAD = "lead"  # also: clerks, corrections, settings, reports
    COUNTY_IT = "county_it"  # also: devices, keys, recovery, catalogue


class Channel(StrEnum):
    """How a resident hears of things."""

    SMS = "sms"
    WECHAT = "wechat"
    CALL = "call"  # 喊: by the group leader's voice


clerk = Table(
    "clerk",
    metadata,
    Column("code", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("retired", Boolean, nullable=False, default=False),
    info=DERIVED,
)

credential = Table(
    "credential",
    metadata,
    Column("clerk", String, primary_key=True),
    Column("pin_hash", String, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("wrong", Integer, nullable=False, default=0),
    Column("locked_until_ms", BigInteger, nullable=False, default=0),
)

resident = Table(
    "resident",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("household", String, nullable=False, default=""),
    Column("phone", String, nullable=False, default=""),
    Column("village", String, nullable=False, default=""),
    Column("group_no", Integer, nullable=False, default=0),
    Column("nickname", String, nullable=False, default=""),
    Column("gender", String, nullable=False, default=""),
    Column("born", Integer, nullable=False, default=0),
    Column("channel", String, nullable=False),
    Column("home_service", Boolean, nullable=False, default=False),
    Column("note", String, nullable=False, default=""),
    info=DERIVED,
)
Index("ix_resident_household", resident.c.household)

resident_key = Table(
    "resident_key",
    metadata,
    Column("key", String, primary_key=True),
    Column("resident", String, primary_key=True),
    info=DERIVED,
)
"""What finds a resident: pinyin initials and full, name, nickname, phone tail, household number."""
Index("ix_resident_key_resident", resident_key.c.resident)

neighbour = Table(
    "neighbour",
    metadata,
    Column("station", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("public_key", String, nullable=False),  # hex
    info=DERIVED,
)


@journal.projects(ClerkEnlisted)
def _clerk_enlisted(db: Connection, _entry: journal.Entry, fact: ClerkEnlisted) -> None:
    row = {"code": fact.clerk, "name": fact.name, "role": fact.role, "retired": False}
    db.execute(upsert(clerk).on_conflict_do_update(index_elements=["code"], set_=row), row)


@journal.projects(ClerkRetired)
def _clerk_retired(db: Connection, _entry: journal.Entry, fact: ClerkRetired) -> None:
    db.execute(update(clerk).where(clerk.c.code == fact.clerk).values(retired=True))


@journal.projects(StationListed)
def _station_listed(db: Connection, _entry: journal.Entry, fact: StationListed) -> None:
    row = {"station": fact.station, "name": fact.name, "public_key": fact.public_key.hex()}
    db.execute(upsert(neighbour).on_conflict_do_update(index_elements=["station"], set_=row), row)


@journal.projects(RollListed)
def _roll_listed(db: Connection, _entry: journal.Entry, fact: RollListed) -> None:
    for line in fact.residents:
        row = {
            "id": line.id, "name": line.name, "household": line.household, "phone": line.phone,
            "village": fact.village, "group_no": line.group, "nickname": line.nickname, "gender": line.gender,
            "born": line.born,
        }  # fmt: skip
        _put_resident(db, row)


@journal.projects(ResidentEnlisted)
def _resident_enlisted(db: Connection, entry: journal.Entry, fact: ResidentEnlisted) -> None:
    row = {
        "id": f"s{entry.ref}", "name": fact.name, "household": fact.household, "phone": fact.phone, "village": "",
        "group_no": fact.group, "nickname": fact.nickname, "gender": "", "born": 0,
    }  # fmt: skip
    _put_resident(db, row)


@journal.projects(ResidentNoted)
def _resident_noted(db: Connection, _entry: journal.Entry, fact: ResidentNoted) -> None:
    noted = {
        "phone": fact.phone, "nickname": fact.nickname, "channel": fact.channel, "home_service": fact.home_service,
        "note": fact.note,
    }  # fmt: skip
    db.execute(update(resident).where(resident.c.id == fact.resident).values(**noted))
    _index(db, fact.resident)


def _put_resident(db: Connection, row: dict[str, object]) -> None:
    # What the counter noted (channel, home service, note) outlives a new roll; the roll's own columns are the county's.
    first = row | {"channel": Channel.SMS if row["phone"] else Channel.CALL, "home_service": False, "note": ""}
    db.execute(upsert(resident).on_conflict_do_update(index_elements=["id"], set_=row), first)
    _index(db, str(row["id"]))


def _index(db: Connection, resident_id: str) -> None:
    db.execute(delete(resident_key).where(resident_key.c.resident == resident_id))
    row = db.execute(select(resident).where(resident.c.id == resident_id)).first()
    if row is None:
        return
    keys = {*names.search_keys(row.name), names.normalise(row.name), row.household.lower(), row.phone, row.phone[-4:]}
    if row.nickname:
        keys |= {*names.search_keys(row.nickname), names.normalise(row.nickname)}
    keys.discard("")
    db.execute(insert(resident_key), [{"key": key, "resident": resident_id} for key in sorted(keys)])
