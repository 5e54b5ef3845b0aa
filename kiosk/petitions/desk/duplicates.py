"""Is it the same matter again (C7)? Open petitions that a draft resembles, shown before it is filed.

Only what is here in clear can resemble anything: confidential petitions are never suggested.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, literal_column, select
from sqlalchemy.engine import Connection

from kiosk.petitions import rules
from kiosk.petitions.drafted import Draft
from kiosk.petitions.model import Secrecy, petition
from kiosk.petitions.rules import Likeness
from kiosk.store.prepared import Prepared

_considered_max = 200
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


_COLUMNS = (
    petition.c.id, petition.c.number, petition.c.category, petition.c.village, petition.c.summary, petition.c.text,
    petition.c.state, petition.c.filed_ms, petition.c.name, petition.c.resident, petition.c.phone,
)  # fmt: skip


def _open(*where: ColumnElement[bool]) -> Prepared:
    is_open = petition.c.is_open == literal_column("1")  # as the partial indexes say it
    hidden = petition.c.secrecy == literal_column(f"'{Secrecy.CONFIDENTIAL.value}'")
    newest = select(petition.c.id).where(is_open, ~hidden, *where).order_by(petition.c.id.desc()).limit(_considered_max)
    return Prepared(select(*_COLUMNS).where(petition.c.id.in_(newest.scalar_subquery())))


_THERE = _open(
    petition.c.village == bindparam("a_village"),
    petition.c.category >= bindparam("a_class"),
    petition.c.category < bindparam("next_class"),
)
_OF_RESIDENT = _open(petition.c.resident == bindparam("a_resident"))
_OF_NAME = _open(petition.c.name == bindparam("a_name"))


def _candidates(db: Connection, draft: Draft) -> list[Any]:
    """Of the same place and class, and of the same person: each a walk along an index, newest first."""
    who, place = draft.content.petitioner, draft.content.place
    its_class = draft.content.category.split("-")[0] + "-"
    rows = list(_THERE(db, a_village=place.village, a_class=its_class, next_class=its_class + "\U0010ffff"))
    if who.resident:
        rows += _OF_RESIDENT(db, a_resident=who.resident)
    elif who.name:
        rows += _OF_NAME(db, a_name=who.name)
    return list({row.id: row for row in rows}.values())


def _same_person(row: Any, draft: Draft) -> bool:  # noqa: ANN401 - a row of the table
    who = draft.content.petitioner
    if draft.content.secrecy == Secrecy.ANONYMOUS or not (who.name or who.resident):
        return False
    if who.resident and row.resident:
        return bool(who.resident == row.resident)
    return bool(who.name and row.name == who.name and (not who.phone or not row.phone or who.phone == row.phone))
