"""What the county decides and sends down by the feed. Kinds from 100 on; new fields only at the end, with a default."""

from typing import ClassVar

import msgspec

from kiosk.wire.events import Decision


class RollResident(msgspec.Struct, frozen=True, array_like=True):
    """One line of a village's roll.

    Attributes:
        id: Stable id of the roll, for example ``r0123``.
        name: As in the household register; may hold rare or private-use characters.
        household: Household number (户号).
        phone: Digits, or "" for none.
        group: Village group (组), 0 when unknown.
        nickname: What neighbours call the person, or "".
        gender: ``m``, ``f`` or "".
        born: Year of birth, 0 when unknown.
    """

    id: str
    name: str
    household: str
    phone: str = ""
    group: int = 0
    nickname: str = ""
    gender: str = ""
    born: int = 0


class RollListed(Decision, frozen=True, array_like=True):
    """A part of a village's roll; a resident listed again replaces the earlier line."""

    KIND: ClassVar[int] = 101
    village: str
    residents: tuple[RollResident, ...]


class StationListed(Decision, frozen=True, array_like=True):
    """A neighbour station and its public key, so that its slips can be verified here with no network."""

    KIND: ClassVar[int] = 103
    station: str
    name: str
    public_key: bytes


class ManifestItem(msgspec.Struct, frozen=True, array_like=True):
    """One announced parcel.

    Attributes:
        waybill: Number as the carrier gave it.
        carrier: Code of the catalogue's carrier.
        name: Recipient as on the label, often masked by the carrier (张**).
        phone: Recipient's phone, perhaps masked (199****0123), or "".
        resident: Id of the roll when the county knows the person, or "".
        address: As on the label.
        marks: Codes of special marks (``fragile``, ``urgent`` …).
        cod_fen: Cash on delivery for the sender (代收货款).
        freight_fen: Freight to collect (到付).
    """

    waybill: str
    carrier: str
    name: str = ""
    phone: str = ""
    resident: str = ""
    address: str = ""
    marks: tuple[str, ...] = ()
    cod_fen: int = 0
    freight_fen: int = 0


class ManifestIssued(Decision, frozen=True, array_like=True):
    """What a van brings: announced before it arrives, ticked off by scanning.

    Attributes:
        number: Of the manifest, for example ``1120-夹山-07``.
        origin: Township station that loads the van.
        day: Days since 1970-01-01 of the expected arrival.
        items: Announced parcels.
    """

    KIND: ClassVar[int] = 110
    number: str
    origin: str
    day: int
    items: tuple[ManifestItem, ...]


class HoldPlaced(Decision, frozen=True, array_like=True):
    """A waybill that must not be released (拦截)."""

    KIND: ClassVar[int] = 111
    waybill: str
    reason: str


class HoldLifted(Decision, frozen=True, array_like=True):
    """The hold on a waybill has ended."""

    KIND: ClassVar[int] = 112
    waybill: str


class CarrierVerdict(Decision, frozen=True, array_like=True):
    """What the carrier says of a number, later than the local rule; stock is unchanged by it.

    Attributes:
        waybill: The number.
        carrier: The carrier's code, or "" when the carrier does not know the number.
        text: The carrier's words, for the parcel's page.
    """

    KIND: ClassVar[int] = 113
    waybill: str
    carrier: str
    text: str = ""


class WaybillIssued(Decision, frozen=True, array_like=True):
    """The waybill number for a parcel that was accepted for sending while offline.

    Attributes:
        sending: Ref of the station's draft event, in its lane.
        waybill: The number now on it.
    """

    KIND: ClassVar[int] = 114
    sending: int
    waybill: str


class NoticeDelivered(Decision, frozen=True, array_like=True):
    """What became of a notice that the county sent (SMS, WeChat).

    Attributes:
        notice: Ref of the station's notice event.
        outcome: ``delivered`` or ``failed``.
        reason: The gateway's words for a failure.
    """

    KIND: ClassVar[int] = 115
    notice: int
    outcome: str
    reason: str = ""


class ComplaintForwarded(Decision, frozen=True, array_like=True):
    """A complaint about a parcel that reached the county (P29).

    Attributes:
        number: The county's number of it.
        waybill: Which parcel.
        at_ms: When it was made; the clock runs from here.
        text: What is complained about.
    """

    KIND: ClassVar[int] = 116
    number: str
    waybill: str
    at_ms: int
    text: str


class MessageSent(Decision, frozen=True, array_like=True):
    """A message from the county to the counter."""

    KIND: ClassVar[int] = 120
    title: str
    text: str
    urgent: bool = False
