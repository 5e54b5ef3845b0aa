"""Events about clerks and residents. Kinds 10 to 29.

A PIN, or anything a PIN could be found from, is in none of them.
"""

from typing import ClassVar

from kiosk.wire.events import Event, Lane


class ClerkEnlisted(Event, frozen=True, array_like=True):
    """A clerk's account was opened.

    Attributes:
        clerk: Short code, unique at the station.
        name: As on slips.
        role: ``clerk``, ``lead`` or ``county_it``.
    """

    KIND: ClassVar[int] = 10
    clerk: str
    name: str
    role: str


class ClerkRetired(Event, frozen=True, array_like=True):
    """A clerk's account was closed; its history stays."""

    KIND: ClassVar[int] = 11
    clerk: str


class ClerkSignedIn(Event, frozen=True, array_like=True):
    """A clerk began to work."""

    KIND: ClassVar[int] = 12
    LANE: ClassVar[Lane] = Lane.NOTICES
    clerk: str


class ClerkSignedOut(Event, frozen=True, array_like=True):
    """A clerk ended, or the screen was locked.

    Attributes:
        clerk: Who.
        why: ``asked``, ``idle`` or ``closed``.
    """

    KIND: ClassVar[int] = 13
    LANE: ClassVar[Lane] = Lane.NOTICES
    clerk: str
    why: str


class PinChanged(Event, frozen=True, array_like=True):
    """A clerk chose a new PIN."""

    KIND: ClassVar[int] = 14
    LANE: ClassVar[Lane] = Lane.NOTICES
    clerk: str


class PinReset(Event, frozen=True, array_like=True):
    """A lead clerk gave somebody a first PIN again; it cannot trade until it is changed.

    Attributes:
        clerk: Whose PIN.
        responsible: Name of the person responsible for the point.
        id_tail: Last four characters of that person's ID number.
    """

    KIND: ClassVar[int] = 15
    clerk: str
    responsible: str
    id_tail: str


class SignInLocked(Event, frozen=True, array_like=True):
    """Too many wrong PINs in a row."""

    KIND: ClassVar[int] = 16
    LANE: ClassVar[Lane] = Lane.NOTICES
    clerk: str
    tries: int


class ResidentEnlisted(Event, frozen=True, array_like=True):
    """A person who is not on the county's roll became known at the counter.

    Attributes:
        name: As said or written.
        phone: Digits, or "".
        household: Household number, or "".
        group: Village group, 0 when unknown.
        nickname: What neighbours say, or "".
    """

    KIND: ClassVar[int] = 20
    name: str
    phone: str = ""
    household: str = ""
    group: int = 0
    nickname: str = ""


class ResidentNoted(Event, frozen=True, array_like=True):
    """What the counter learned about a resident; the whole set as it now stands.

    Attributes:
        resident: Id.
        phone: Digits, or "".
        nickname: What neighbours say, or "".
        channel: How to reach the person: ``sms``, ``wechat`` or ``call`` (喊).
        home_service: Whether things are brought home (送上门).
        note: For the counter, shown on the resident's page.
    """

    KIND: ClassVar[int] = 21
    resident: str
    phone: str
    nickname: str
    channel: str
    home_service: bool = False
    note: str = ""


class DayConfirmed(Event, frozen=True, array_like=True):
    """A person confirmed today's date after the PC's clock had jumped.

    Attributes:
        day: Days since 1970-01-01.
    """

    KIND: ClassVar[int] = 28
    day: int


class NoticeRead(Event, frozen=True, array_like=True):
    """A clerk has read a message of the county.

    Attributes:
        message: Its number in the feed.
    """

    KIND: ClassVar[int] = 29
    LANE: ClassVar[Lane] = Lane.NOTICES
    message: int
