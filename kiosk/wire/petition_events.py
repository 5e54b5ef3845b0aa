"""Events about petitions (问政). Kinds 360 to 389.

A petition is named by a number of its own, ``epoch × 10⁹ + running number``, because its filing may travel in another
lane than what follows it: an urgent one overtakes (C15).

What ends a clock is said by the fact that ends it (``ended``), because projectors ask no catalogue.
"""

from typing import ClassVar

import msgspec

from kiosk.wire.events import Event, Lane


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where it is about.

    Attributes:
        village: Code of the divisions, or "".
        group: Village group (组), 0 when unknown.
        grid: Name of the grid (网格), or "".
        words: As the resident says it.
    """

    village: str = ""
    group: int = 0
    grid: str = ""
    words: str = ""


class Petitioner(msgspec.Struct, frozen=True, array_like=True):
    """Who speaks; empty for an anonymous petition.

    Attributes:
        name: As in the roll.
        resident: Id of the roll, or "".
        phone: Digits, or "".
        address: As the resident says it.
        household: Household number, or "".
        contact: How the answer finds the person: ``phone``, ``household`` or ``again`` ("I will come again").
    """

    name: str = ""
    resident: str = ""
    phone: str = ""
    address: str = ""
    household: str = ""
    contact: str = "again"


class Attached(msgspec.Struct, frozen=True, array_like=True):
    """A recording, photo, document or film that belongs to a petition; its bytes follow in the lane of media.

    Attributes:
        digest: SHA-256 in hex: its name here and at the county, and on the slip.
        mime: ``audio/ogg``, ``image/webp``, ``application/pdf``, ``video/mp4`` …
        bytes: Its size.
        role: ``voice``, ``photo``, ``document``, ``video`` or ``proof`` (of presence).
        duration_ms: Of sound and film, otherwise 0.
        sealed: SHA-256 in hex of the sealed bytes, which travel in place of these; "" where it travels in clear.
    """

    digest: str
    mime: str
    bytes: int
    role: str
    duration_ms: int = 0
    sealed: str = ""


class Due(msgspec.Struct, frozen=True, array_like=True):
    """A day on which somebody owes something.

    Attributes:
        clock: Code of the catalogue's clock.
        day: Days since 1970-01-01.
        provisional: Reckoned without a table of that year's holidays: 预计.
        owner: Who owes it: ``county``, ``office``, ``resident`` or ``station``.
        start: What it runs from, days since 1970-01-01; not counted.
        days: How many were reckoned; 0 for a day that somebody has named, which no calendar moves.
        unit: What was counted: ``working`` or ``calendar``.
    """

    clock: str
    day: int
    provisional: bool = False
    owner: str = "county"
    start: int = 0
    days: int = 0
    unit: str = "calendar"


class PetitionBody(msgspec.Struct, frozen=True, array_like=True):
    """What a petition says, and who says it: the part that a confidential one seals.

    Attributes:
        summary: One line, in the clerk's words, read back to the resident.
        text: As written or typed; "" when spoken only.
        request: What the resident asks for.
        petitioner: Who.
        place: Where.
        answers: Of the category's extra questions: (code, answer).
        representatives: Names, at most five, for a group (C14).
        attachments: What belongs to it.
        linked: As in :class:`PetitionFiled`, for a sealed one.
        on_behalf: As in :class:`PetitionFiled`, for a sealed one.
    """

    summary: str = ""
    text: str = ""
    request: str = ""
    petitioner: Petitioner = Petitioner()
    place: Place = Place()
    answers: tuple[tuple[str, str], ...] = ()
    representatives: tuple[str, ...] = ()
    attachments: tuple[Attached, ...] = ()
    linked: tuple[int, ...] = ()
    on_behalf: int = 0


class PetitionFiled(Event, frozen=True, array_like=True):
    """A petition was read back, confirmed and taken down for good.

    Attributes:
        petition: Its number.
        category: Code of the catalogue's leaf.
        secrecy: ``public``, ``confidential`` or ``anonymous``.
        kind: ``spoken``, ``written``, ``typed``, as it was brought mostly.
        body: In clear; empty where ``sealed`` has it.
        sealed: The body of a confidential petition, sealed to the county; b"" otherwise.
        confirmed: How the resident confirmed: ``read``, ``heard`` or ``thumb``.
        office: Code of the receiving office.
        village: Where it counts for lists, also for a confidential one.
        dues: Clocks that run from here.
        urgent: It overtakes.
        salt: Of the query code.
        check: Drawn from query code and salt (``kiosk.wire.query_code``): who has the slip may ask.
        on_behalf: Number of the clerk's on-behalf session, 0 for none (C18).
        linked: Earlier petitions that it is filed beside (C7).
        channel: ``counter``; a county may name others (C23).
        number: As on paper.
        reply_key: X25519 public key to which the answer to a confidential petition is sealed; only the query code
            opens it. b"" for others.
    """

    KIND: ClassVar[int] = 360
    MAY_OVERTAKE: ClassVar[bool] = True
    petition: int
    category: str
    secrecy: str
    kind: str
    body: PetitionBody
    sealed: bytes
    confirmed: str
    office: str
    village: str
    dues: tuple[Due, ...]
    urgent: bool = False
    salt: bytes = b""
    check: bytes = b""
    on_behalf: int = 0
    linked: tuple[int, ...] = ()
    channel: str = "counter"
    number: str = ""
    reply_key: bytes = b""


class PetitionSupplemented(Event, frozen=True, array_like=True):
    """The resident added something, asked or not.

    Attributes:
        petition: Its number.
        step: Number of the county's step that asked for it, 0 for none.
        text: In clear; "" where ``sealed`` has it.
        sealed: A :class:`PetitionBody` sealed to the county, for a confidential petition.
        attachments: What came with it; () where sealed.
        dues: Clocks that run from here.
        ended: Codes of clocks that have stopped.
        known: Number of the county's last step that was known at the counter: it stands behind that one.
    """

    KIND: ClassVar[int] = 361
    petition: int
    step: int
    text: str
    sealed: bytes = b""
    attachments: tuple[Attached, ...] = ()
    dues: tuple[Due, ...] = ()
    ended: tuple[str, ...] = ()
    known: int = 0


class PetitionRated(Event, frozen=True, array_like=True):
    """The resident says whether it is solved (C11).

    Attributes:
        petition: Its number.
        step: Number of the county's answer.
        solved: ``yes``, ``partly`` or ``no``; ``no`` asks to reopen.
        words: Own words; "" where ``sealed`` has them.
        dues: Clocks that run from a request to reopen.
        ended: Codes of clocks that have stopped.
        sealed: The words sealed to the county, for a confidential petition.
    """

    KIND: ClassVar[int] = 362
    petition: int
    step: int
    solved: str
    words: str = ""
    dues: tuple[Due, ...] = ()
    ended: tuple[str, ...] = ()
    sealed: bytes = b""


class PetitionFollowedUp(Event, frozen=True, array_like=True):
    """Four weeks after the answer: is it solved (C12)?

    Attributes:
        petition: Its number.
        solved: ``yes``, ``partly``, ``no`` or ``unsure``.
        words: Own words; "" where ``sealed`` has them.
        ended: Codes of clocks that have stopped.
        sealed: The words sealed to the county, for a confidential petition.
        known: Number of the county's last step that was known at the counter: it stands behind that one.
    """

    KIND: ClassVar[int] = 363
    petition: int
    solved: str
    words: str = ""
    ended: tuple[str, ...] = ()
    sealed: bytes = b""
    known: int = 0


class PetitionWithdrawn(Event, frozen=True, array_like=True):
    """The resident takes it back.

    Attributes:
        petition: Its number.
        reason: In the resident's words; "" for a confidential one.
        ended: Codes of clocks that have stopped.
        known: Number of the county's last step that was known at the counter: it stands behind that one.
    """

    KIND: ClassVar[int] = 364
    petition: int
    reason: str = ""
    ended: tuple[str, ...] = ()
    known: int = 0


class PetitionJoined(Event, frozen=True, array_like=True):
    """Somebody follows an open petition instead of filing the same again (C7).

    Attributes:
        petition: Its number.
        name: Who.
        resident: Id of the roll, or "".
        phone: Digits, or "".
    """

    KIND: ClassVar[int] = 365
    petition: int
    name: str = ""
    resident: str = ""
    phone: str = ""


class AnswerGiven(Event, frozen=True, array_like=True):
    """The resident heard, read or took the county's answer.

    Attributes:
        petition: Its number.
        step: Number of the county's step.
        how: ``read_out``, ``printed``, ``seen`` or ``called``.
    """

    KIND: ClassVar[int] = 366
    LANE: ClassVar[Lane] = Lane.NOTICES
    petition: int
    step: int
    how: str


class DuesMoved(Event, frozen=True, array_like=True):
    """Days moved because the calendar changed, and why: no due day moves without a cause.

    Attributes:
        cause: ``holidays``: a table of holidays came or changed.
        catalogue: Digest of the catalogue that caused it.
        moved: Petition, clock, its new day, whether provisional.
    """

    KIND: ClassVar[int] = 367
    cause: str
    catalogue: str
    moved: tuple[tuple[int, str, int, bool], ...]


class OnBehalfBegan(Event, frozen=True, array_like=True):
    """A clerk acts for a resident (代办): whom, how the identity was shown, that the person was there (C18).

    Attributes:
        session: Its number, ``epoch × 10⁹ + running number``.
        name: For whom.
        resident: Id of the roll, or "".
        identity: ``known``, ``id_card``, ``household_book`` or ``phone_code``.
        id_tail: Last four of the document, or "".
        proof: Photo of the presence: SHA-256 in hex, or "".
        witness: Name of a witness, or "".
    """

    KIND: ClassVar[int] = 368
    session: int
    name: str
    resident: str
    identity: str
    id_tail: str = ""
    proof: str = ""
    witness: str = ""


class OnBehalfEnded(Event, frozen=True, array_like=True):
    """It ended.

    Attributes:
        session: Its number.
        why: ``asked``, ``time`` (30 minutes), ``signed_out`` or ``restart``.
    """

    KIND: ClassVar[int] = 369
    session: int
    why: str


class PetitionsForgotten(Event, frozen=True, array_like=True):
    """The local copy of what these petitions say and of who spoke was removed (C6); number, category and dates stay.

    Attributes:
        petitions: Their numbers.
        sessions: Of acting for a resident, whose petitions are all forgotten.
    """

    KIND: ClassVar[int] = 370
    petitions: tuple[int, ...]
    sessions: tuple[int, ...] = ()
