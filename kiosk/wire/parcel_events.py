"""Events about parcels from the van's arrival to the hand-over to a resident. Kinds 200 to 229.

A parcel is named by the ``ref`` of the event that took it in. The figures that a later catalogue could change (the last
day of storage, the channel of the notice) are in the event, so that replaying it needs no catalogue.
"""

from typing import ClassVar

import msgspec

from kiosk.wire.events import Event, Lane


class Recipient(msgspec.Struct, frozen=True, array_like=True):
    """For whom a parcel is, as well as it is known.

    Attributes:
        name: As on the label or in the roll; "" when nobody could read it.
        phone: Digits, perhaps masked by the carrier (199****0123), or "".
        address: As on the label.
        resident: Id of a resident, or "" when nobody was found.
        household: Household number (户号) of the resident, or "".
        group: Village group (组) of the resident, 0 when unknown.
    """

    name: str = ""
    phone: str = ""
    address: str = ""
    resident: str = ""
    household: str = ""
    group: int = 0


class ParcelTakenIn(Event, frozen=True, array_like=True):
    """A parcel stands on the shelf (入库, SF's route 657).

    Attributes:
        waybill: The number, cleaned: upper case, without spaces.
        raw: As scanned.
        symbology: Of the bar code, or "" when typed.
        carrier: Code of the catalogue's carrier; ``OTHER`` when nobody knows.
        recipient: For whom.
        shelf: Code of the shelf.
        layer: Layer from the floor, from 1.
        code: Pickup code as on the label, with hyphens.
        number: The number in that code, to go on from.
        storage_due: Last day on which it may lie here, days since 1970-01-01 (P27).
        channel: ``sms``, ``wechat`` or ``call`` (喊).
        marks: Codes of the catalogue's marks.
        manifest: Number of the manifest in hand, or "".
        announced: Whether the waybill is on that manifest; otherwise it is an extra one.
        cod_fen: Cash on delivery for the sender (代收货款).
        freight_fen: Freight to collect (到付).
        weight_g: When known, otherwise 0.
        letter: An unclaimed letter has another end than a parcel (P28).
        note: For the counter.
    """

    KIND: ClassVar[int] = 200
    waybill: str
    raw: str
    symbology: str
    carrier: str
    recipient: Recipient
    shelf: str
    layer: int
    code: str
    number: int
    storage_due: int
    channel: str
    marks: tuple[str, ...] = ()
    manifest: str = ""
    announced: bool = False
    cod_fen: int = 0
    freight_fen: int = 0
    weight_g: int = 0
    letter: bool = False
    note: str = ""


class IntakeUndone(Event, frozen=True, array_like=True):
    """The last scan was a mistake; the parcel was never here."""

    KIND: ClassVar[int] = 201
    parcel: int


class ParcelMoved(Event, frozen=True, array_like=True):
    """A parcel went to another place and so got another code and label."""

    KIND: ClassVar[int] = 202
    parcel: int
    shelf: str
    layer: int
    code: str
    number: int


class RecipientNamed(Event, frozen=True, array_like=True):
    """The recipient was found, or corrected, after intake."""

    KIND: ClassVar[int] = 203
    parcel: int
    recipient: Recipient
    channel: str


class CarrierNamed(Event, frozen=True, array_like=True):
    """The carrier was chosen, or corrected, after intake; the storage period is the new carrier's."""

    KIND: ClassVar[int] = 204
    parcel: int
    carrier: str
    storage_due: int


class ParcelMarked(Event, frozen=True, array_like=True):
    """Special marks, what is to be paid, and the note, the whole set as it now stands."""

    KIND: ClassVar[int] = 205
    parcel: int
    marks: tuple[str, ...]
    note: str = ""
    cod_fen: int = 0
    freight_fen: int = 0
    weight_g: int = 0


class NoticeQueued(Event, frozen=True, array_like=True):
    """The county is to send this message, once; its answer is ``NoticeDelivered`` with the ref of this event.

    Attributes:
        parcel: About which parcel.
        channel: ``sms`` or ``wechat``.
        phone: To whom.
        text: The words, finished here.
        reason: ``arrived``, ``waiting`` or ``returned``: the catalogue's template.
    """

    KIND: ClassVar[int] = 206
    parcel: int
    channel: str
    phone: str
    text: str
    reason: str = "arrived"


class CalledOut(Event, frozen=True, array_like=True):
    """Somebody went, rang or called for a resident about these parcels (喊人).

    Attributes:
        parcels: About which.
        outcome: ``told``, ``not_home``, ``no_answer`` or ``refused``.
        note: What was said.
    """

    KIND: ClassVar[int] = 207
    parcels: tuple[int, ...]
    outcome: str
    note: str = ""


class PickupTried(Event, frozen=True, array_like=True):
    """A wrong pickup code was given; the count survives a restart (P13)."""

    KIND: ClassVar[int] = 208
    parcels: tuple[int, ...]
    at_self_service: bool = False


class ParcelPickedUp(Event, frozen=True, array_like=True):
    """A parcel left with a person (出库, SF's route 658).

    Attributes:
        parcel: Which.
        found_by: ``code``, ``tail``, ``name``, ``scan``, ``basket`` …: the way of search.
        taker: ``self`` or ``proxy``.
        name: Of the proxy.
        relation: Of the proxy to the recipient.
        phone_tail: Last four digits of the proxy's phone, or "".
        proof: What showed the right to it: ``code`` or ``known`` (the clerk knows the person).
        inspected: Whether it was opened and looked at first.
        photo: SHA-256 of the label's photo, or "".
        face_photo: SHA-256 of the face's photo, or ""; only where the county allows it and the person has agreed.
        receipt: Groups what left in one go: the id of the first parcel of the basket.
        code: The pickup code that was given, or "".
    """

    KIND: ClassVar[int] = 209
    parcel: int
    found_by: str
    taker: str
    name: str = ""
    relation: str = ""
    phone_tail: str = ""
    proof: str = "code"
    inspected: bool = False
    photo: str = ""
    face_photo: str = ""
    receipt: int = 0
    code: str = ""


class ParcelPutBack(Event, frozen=True, array_like=True):
    """A hand-over was a mistake, or the person gave the parcel back at once; it stands where it stood.

    Attributes:
        parcel: Which.
        shelf: Where it stands.
        layer: Where it stands.
        code: The old one, or a new one when that is in use by now.
        number: The number in a new code, 0 for the old one.
        reason: In the lead clerk's words.
    """

    KIND: ClassVar[int] = 210
    parcel: int
    shelf: str
    layer: int
    code: str
    number: int
    reason: str


class HoldMet(Event, frozen=True, array_like=True):
    """Somebody asked for a parcel that must not be released; it stayed (P14)."""

    KIND: ClassVar[int] = 211
    parcel: int
    waybill: str
    found_by: str


class ManifestClosed(Event, frozen=True, array_like=True):
    """The van's parcels are in (交接完成): what came, what is missing, what was not announced.

    Attributes:
        number: Of the manifest.
        arrived: How many of it.
        missing: Waybills announced and not seen.
        extra: Waybills seen and not announced.
    """

    KIND: ClassVar[int] = 212
    number: str
    arrived: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]


class ChannelChosen(Event, frozen=True, array_like=True):
    """How the recipient of one parcel is to be told: ``sms``, ``wechat`` or ``call``."""

    KIND: ClassVar[int] = 213
    parcel: int
    channel: str


class PaidParcel(msgspec.Struct, frozen=True, array_like=True):
    """What was paid for one parcel at pickup (P18); everything is stated, nothing is assumed.

    Attributes:
        parcel: Which.
        carrier: To whom the money is owed.
        cod_fen: For the sender.
        freight_fen: For the carrier.
        weight_g: As weighed.
        packing_fen: Of packing, 0 when none.
        insurance_fen: Of insurance, 0 when none.
    """

    parcel: int
    carrier: str
    cod_fen: int
    freight_fen: int
    weight_g: int
    packing_fen: int
    insurance_fen: int


class ChargedFee(msgspec.Struct, frozen=True, array_like=True):
    """A listed fee, charged (G15)."""

    code: str
    count: int
    each_fen: int


class PickupPaid(Event, frozen=True, array_like=True):
    """Cash for parcels that left in one go.

    Attributes:
        parcels: What was due for each.
        fees: From the fee list.
        due_fen: Sum of all.
        received_fen: Cash in.
        change_fen: Cash out again.
    """

    KIND: ClassVar[int] = 214
    LANE: ClassVar[Lane] = Lane.MONEY
    parcels: tuple[PaidParcel, ...]
    fees: tuple[ChargedFee, ...]
    due_fen: int
    received_fen: int
    change_fen: int


class PickupRefunded(Event, frozen=True, array_like=True):
    """Cash given back because its parcel was put back.

    Attributes:
        paid: Ref (money lane) of the payment.
        parcels: What is given back for each.
        refund_fen: Sum, cash out.
    """

    KIND: ClassVar[int] = 215
    LANE: ClassVar[Lane] = Lane.MONEY
    paid: int
    parcels: tuple[PaidParcel, ...]
    refund_fen: int


class ListPrinted(Event, frozen=True, array_like=True):
    """A list was put on paper: ``call_out`` for the group leaders, ``fees`` for whoever asks (G15).

    Attributes:
        what: Which list.
        parcels: The parcels on it.
    """

    KIND: ClassVar[int] = 216
    LANE: ClassVar[Lane] = Lane.NOTICES
    what: str
    parcels: tuple[int, ...] = ()
