"""Leaf through the village: by group, by household, and those who are told by voice."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kiosk import limits
from kiosk.people.model import Channel, resident
from kiosk.people.residents import Resident, those


@dataclass(frozen=True)
class Group:
    """A village group.

    Attributes:
        village: Its village's name, or "".
        number: 0 where the roll names none.
        residents: How many are known here.
    """

    village: str
    number: int
    residents: int


def groups(db: Connection) -> tuple[Group, ...]:
    """The groups of the village, in their order; people enlisted here stand under the village ""."""
    people = func.count().label("residents")
    query = select(resident.c.village, resident.c.group_no, people).group_by(resident.c.village, resident.c.group_no)
    rows = db.execute(query.order_by(resident.c.village.desc(), resident.c.group_no))
    return tuple(Group(row.village, row.group_no, row.residents) for row in rows)


def of_group(db: Connection, village: str, number: int, rows_max: int = limits.rows_max) -> tuple[Resident, ...]:
    """The people of a group, household by household."""
    wanted = select(resident).where(resident.c.village == village, resident.c.group_no == number)
    return those(db, wanted.order_by(resident.c.household, resident.c.id).limit(rows_max))


def by_voice(db: Connection, rows_max: int = limits.rows_max) -> tuple[Resident, ...]:
    """Those who hear of things by the group leader's voice (喊), group by group."""
    wanted = select(resident).where(resident.c.channel == Channel.CALL.value)
    order = (resident.c.village, resident.c.group_no, resident.c.name, resident.c.id)
    return those(db, wanted.order_by(*order).limit(rows_max))
