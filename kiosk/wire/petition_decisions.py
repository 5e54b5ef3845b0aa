"""What the county decides about petitions. Kinds 160 to 179."""

from typing import ClassVar

import msgspec

from kiosk.wire.events import Decision
from kiosk.wire.petition_events import Due


class PetitionStep(Decision, frozen=True, array_like=True):
    """One step of the county: steps of a petition are numbered from 1, without a gap.

    Attributes:
        petition: Number of the petition.
        step: Of this petition.
        happening: ``registered``, ``accepted`` (受理), ``transferred``, ``taken_up``, ``asked``, ``scheduled``,
            ``answered``, ``extended``, ``reopened``, ``declined`` (a request to reopen), ``closed``, or
            ``review_asked`` and ``review_answered``. A request to reopen is answered by ``reopened`` or ``declined``
            alone, and a reopened petition is closed only after another answer.
        office: Code (or name) of who is in charge from here on; "" leaves it.
        text: For the resident: question, date, answer, reason. "" where ``sealed`` has it.
        sealed: The text sealed to the query code's key, for a confidential petition.
        day: A day that the step names: of the appointment, of the extension; 0 for none.
        dues: Clocks that run from here; they replace those of the same code.
        ended: Codes of clocks that have stopped.
        review_office: Where to ask for review (C25), or "".
        review_day: Until which day, or 0.
    """

    KIND: ClassVar[int] = 160
    petition: int
    step: int
    happening: str
    office: str = ""
    text: str = ""
    sealed: bytes = b""
    day: int = 0
    dues: tuple[Due, ...] = ()
    ended: tuple[str, ...] = ()
    review_office: str = ""
    review_day: int = 0


class CategoryChanged(Decision, frozen=True, array_like=True):
    """The county files it under another category; its target moves (C3).

    Attributes:
        petition: Number of the petition.
        category: Code of the catalogue's leaf.
        reason: In words.
        dues: Clocks of the new category.
    """

    KIND: ClassVar[int] = 161
    petition: int
    category: str
    reason: str
    dues: tuple[Due, ...] = ()


class CategoryTime(msgspec.Struct, frozen=True, array_like=True):
    """How long answers took.

    Attributes:
        category: First part of the code, or "" for all.
        median_days: Half were quicker.
        late_days: One in ten took longer.
    """

    category: str
    median_days: int
    late_days: int


class ReplyTimes(Decision, frozen=True, array_like=True):
    """What a resident may expect (C24); replaces the last.

    Attributes:
        times: By category.
    """

    KIND: ClassVar[int] = 162
    times: tuple[CategoryTime, ...]


class PetitionMet(Decision, frozen=True, array_like=True):
    """A petition that another station filed may be asked about here as well: its number and check, no content.

    Attributes:
        number: As on the other station's paper.
        station: Who filed it.
        category: Code.
        state: As of the county.
        salt: Of its query code.
        check: Of its query code.
    """

    KIND: ClassVar[int] = 163
    number: str
    station: str
    category: str
    state: str
    salt: bytes
    check: bytes
