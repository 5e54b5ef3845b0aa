"""Is it the same matter again (C7)? Open petitions that a draft resembles, shown before it is filed.

Only what is here in clear can resemble anything: confidential petitions are never suggested.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.engine import Connection

from kiosk.petitions import rules
from kiosk.petitions.drafted import Draft
from kiosk.petitions.model import Secrecy, petition
from kiosk.petitions.rules import Likeness

_considered_max = 400
_suggested_max = 5


@dataclass(frozen=True)
class Similar:
    """An open petition that may be the same matter.

    Attributes:
        id: Its number as an int; ``number`` as on paper.
        summary: In one line.
        state_word: Key of its state's word.
        filed_ms: When it was taken down.
        likeness: Why it is shown.
    """

    id: int
    number: str
    summary: str
    state_word: str
    filed_ms: int
    likeness: Likeness


def suggest(db: Connection, draft: Draft) -> tuple[Similar, ...]:
    """Open petitions that the draft resembles, the most alike first."""
    content = draft.content
    words = rules.bigrams(f"{content.summary} {content.text}")
    found = []
    for row in _candidates(db, draft):
        likeness = Likeness(
            _same_person(row, draft), row.category == content.category, row.village == content.place.village,
            rules.likeness(words, rules.bigrams(f"{row.summary} {row.text}")),
        )  # fmt: skip
        if likeness.alike:
            state = rules.state_word(row.state)
            found.append(Similar(row.id, row.number, row.summary, state, row.filed_ms, likeness))
    return tuple(sorted(found, key=lambda one: (-one.likeness.rank, -one.id))[:_suggested_max])


def _candidates(db: Connection, draft: Draft) -> list[Any]:
    """Of the same person, and of the same place and class: each a walk along an index, newest first."""
    who, place = draft.content.petitioner, draft.content.place
    open_here = and_(petition.c.is_open == 1, petition.c.secrecy != Secrecy.CONFIDENTIAL.value)
    its_class = draft.content.category.split("-")[0]
    there = and_(petition.c.village == place.village, petition.c.category.startswith(f"{its_class}-", autoescape=True))
    person = petition.c.resident == who.resident if who.resident else petition.c.name == who.name
    same = or_(there, person) if who.resident or who.name else there
    columns = (
        petition.c.id, petition.c.number, petition.c.category, petition.c.village, petition.c.summary, petition.c.text,
        petition.c.state, petition.c.filed_ms, petition.c.name, petition.c.resident, petition.c.phone,
    )  # fmt: skip
    query = select(*columns).where(open_here, same).order_by(petition.c.id.desc()).limit(_considered_max)
    return list(db.execute(query))


def _same_person(row: Any, draft: Draft) -> bool:  # noqa: ANN401 - a row of the table
    who = draft.content.petitioner
    if draft.content.secrecy == Secrecy.ANONYMOUS or not (who.name or who.resident):
        return False
    if who.resident and row.resident:
        return bool(who.resident == row.resident)
    return bool(who.name and row.name == who.name and (not who.phone or not row.phone or who.phone == row.phone))
