"""A petition before it is filed: what the pages fill in, kept as it stands after every change."""

from dataclasses import dataclass

import msgspec

from kiosk.wire.petition_events import Attached, Petitioner, Place


class Content(msgspec.Struct, frozen=True):
    """What is being taken down; by name, so that a newer program still reads an older draft.

    Attributes:
        category: Code of the catalogue's leaf, "" while none is chosen.
        secrecy: ``public``, ``confidential`` or ``anonymous``; "" while the resident has not chosen.
        summary: One line, in the clerk's words (G2).
        text: As written or typed; may be empty where a recording speaks.
        request: What the resident asks for.
        petitioner: Who, and how the answer finds them; ignored for an anonymous one.
        place: Where.
        answers: Of the category's extra questions: (code, answer).
        representatives: Names, for a group (C14).
        urgent: It overtakes (C15).
        linked: Petitions that it is filed beside.
        considered: Open ones that were shown as alike, and the resident wants this filed all the same (C7).
        channel: ``counter``, or another that the catalogue's clocks name (C23).
    """

    category: str = ""
    secrecy: str = ""
    summary: str = ""
    text: str = ""
    request: str = ""
    petitioner: Petitioner = Petitioner()
    place: Place = Place()
    answers: tuple[tuple[str, str], ...] = ()
    representatives: tuple[str, ...] = ()
    urgent: bool = False
    linked: tuple[int, ...] = ()
    considered: tuple[int, ...] = ()
    channel: str = "counter"


@dataclass(frozen=True)
class Draft:
    """A draft as it is kept.

    Attributes:
        id: Its number here.
        by: The clerk who began it.
        begun_ms: When; ``changed_ms`` the last change.
        content: What is filled in.
        attachments: What is attached, durable already, in the order of attaching.
    """

    id: int
    by: str
    begun_ms: int
    changed_ms: int
    content: Content
    attachments: tuple[Attached, ...]
