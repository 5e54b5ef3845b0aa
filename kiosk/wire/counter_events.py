"""Events of the rest of the parcel counter: from sending and hand-over to complaints and duties. Kinds 230 to 279.

As in ``parcel_events``, a parcel or a sending is named by the ``ref`` of the event that began it, and every figure that
a later catalogue could change is in the event.
"""

from typing import ClassVar

import msgspec

from kiosk.wire.events import Event, Lane
from kiosk.wire.parcel_events import ChargedFee

# ── Sending ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class SendingForm(msgspec.Struct, frozen=True, array_like=True):
    """A parcel on its way out, as far as it is known.

    Attributes:
        sender_name: Who sends.
        sender_phone: Digits.
        recipient_name: For whom.
        recipient_phone: Digits.
        recipient_address: Where to.
        carrier: Code of the catalogue's carrier, or "".
        tariff: Code of the catalogue's price, or "".
        contents: What is in it (内件).
        prepaid: The sender pays (寄付); otherwise the recipient (到付).
        weight_g: As weighed, 0 when not yet.
        declared_fen: Declared value, 0 for none.
        note: For the counter.
    """

    sender_name: str = ""
    sender_phone: str = ""
    recipient_name: str = ""
    recipient_phone: str = ""
    recipient_address: str = ""
    carrier: str = ""
    tariff: str = ""
    contents: str = ""
    prepaid: bool = True
    weight_g: int = 0
    declared_fen: int = 0
    note: str = ""


class IdentityShown(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of an identity document (实名): enough to confirm a number, not to learn it.

    Attributes:
        tail: Last four characters of the number.
        salt: Random, for this sending only.
        digest: scrypt of the number with the salt.
    """

    tail: str
    salt: bytes
    digest: bytes


class SendingDrafted(Event, frozen=True, array_like=True):
    """Somebody wants to send a parcel (SF's route 655); its ref is the sending's id. Nothing is promised yet."""

    KIND: ClassVar[int] = 230
    form: SendingForm


class SendingChanged(Event, frozen=True, array_like=True):
    """The form as it now stands."""

    KIND: ClassVar[int] = 231
    sending: int
    form: SendingForm


class SendingAccepted(Event, frozen=True, array_like=True):
    """The parcel was taken over for sending (route 656): identity and contents seen, weighed, priced.

    Attributes:
        sending: Which.
        form: As closed.
        identity: What is kept of the document.
        freight_fen: By the tariff; also for a parcel that the recipient pays.
        packing: From the fee list.
        insurance_fen: By the fee list.
        contents_checked: 验视: always true, said so that the record says it.
        photo: SHA-256 of a photo of the contents, or "".
    """

    KIND: ClassVar[int] = 232
    sending: int
    form: SendingForm
    identity: IdentityShown
    freight_fen: int
    packing: tuple[ChargedFee, ...] = ()
    insurance_fen: int = 0
    contents_checked: bool = True
    photo: str = ""


class SendingPaid(Event, frozen=True, array_like=True):
    """Cash for a prepaid sending.

    Attributes:
        sending: Which.
        carrier: To whom freight and insurance are owed.
        freight_fen: Postage.
        insurance_fen: For the declared value.
        packing_fen: Stays with the point.
        received_fen: Cash in.
        change_fen: Cash out again.
    """

    KIND: ClassVar[int] = 233
    LANE: ClassVar[Lane] = Lane.MONEY
    sending: int
    carrier: str
    freight_fen: int
    insurance_fen: int
    packing_fen: int
    received_fen: int
    change_fen: int


class SendingRefused(Event, frozen=True, array_like=True):
    """Not taken: a listed reason (no identity, no inspection, forbidden goods …).

    Attributes:
        sending: The draft, or 0 when the person left before there was one.
        reason: Code of the catalogue's group ``refuse``.
        note: What was said.
    """

    KIND: ClassVar[int] = 234
    sending: int
    reason: str
    note: str = ""


class SendingWithdrawn(Event, frozen=True, array_like=True):
    """The sender took the parcel back before it was closed."""

    KIND: ClassVar[int] = 235
    sending: int
    note: str = ""


class SendingKept(Event, frozen=True, array_like=True):
    """暂存 on the sending side: the parcel stands here, the sending is not closed yet.

    Attributes:
        sending: Which.
        until: Day until which, days since 1970-01-01.
        note: Why.
    """

    KIND: ClassVar[int] = 236
    sending: int
    until: int
    note: str = ""


class SendingKeptNoMore(Event, frozen=True, array_like=True):
    """The sender is back; the draft goes on."""

    KIND: ClassVar[int] = 237
    sending: int


class WaybillAttached(Event, frozen=True, array_like=True):
    """A pre-printed number of the carrier was put on the parcel here."""

    KIND: ClassVar[int] = 238
    sending: int
    waybill: str


# ── A parcel that does not simply wait ────────────────────────────────────────────────────────────────────────────────


class ParcelKept(Event, frozen=True, array_like=True):
    """暂存 on the delivery side (route 410): the recipient asked to leave it here longer.

    Attributes:
        parcel: Which.
        until: Day until which, days since 1970-01-01: its storage ends then.
        note: Who asked, and why.
    """

    KIND: ClassVar[int] = 239
    parcel: int
    until: int
    note: str = ""


class ParcelKeptNoMore(Event, frozen=True, array_like=True):
    """The wish to keep it ended (route 210); it waits as others do."""

    KIND: ClassVar[int] = 240
    parcel: int


class ParcelSetAside(Event, frozen=True, array_like=True):
    """Something is wrong with it (异常, route 659).

    Attributes:
        parcel: Which.
        reason: Code of the catalogue's group ``exception``.
        photo: SHA-256 of the photo.
        note: What was seen.
    """

    KIND: ClassVar[int] = 241
    parcel: int
    reason: str
    photo: str
    note: str = ""


class ParcelCleared(Event, frozen=True, array_like=True):
    """It was put right and, scanned, went back to the shelf.

    Attributes:
        parcel: Which.
        scan: What the scanner read off it.
        note: What was done.
    """

    KIND: ClassVar[int] = 242
    parcel: int
    scan: str
    note: str = ""


class ReturnListed(Event, frozen=True, array_like=True):
    """It is to go back to the sender (退件).

    Attributes:
        parcel: Which.
        reason: Code of the catalogue's group ``return``.
        photo: SHA-256 of the photo.
        note: For the courier.
    """

    KIND: ClassVar[int] = 243
    parcel: int
    reason: str
    photo: str
    note: str = ""


class ReturnUnlisted(Event, frozen=True, array_like=True):
    """It stays after all."""

    KIND: ClassVar[int] = 244
    parcel: int
    note: str = ""


class ParcelGivenUp(Event, frozen=True, array_like=True):
    """It can be neither delivered nor returned (无着): registered so (P28).

    Attributes:
        parcel: Which.
        reason: Code of the catalogue's group ``undeliverable``.
        photo: SHA-256 of the photo.
        destroy_from: For a letter the first day of its supervised destruction, days since 1970-01-01; 0 for a parcel.
        note: What was tried.
    """

    KIND: ClassVar[int] = 245
    parcel: int
    reason: str
    photo: str
    destroy_from: int = 0
    note: str = ""


class ReminderMade(Event, frozen=True, array_like=True):
    """Somebody was reminded of parcels that have waited long (P16).

    Attributes:
        parcels: Which.
        channel: ``call``, ``sms``, ``wechat`` or ``visit``.
        stage: 1 warn, 2 serious, 3 urgent, when it was made.
        outcome: Code of the catalogue's group ``retention``, or ``queued`` for a message without an answer yet.
        note: What was said.
    """

    KIND: ClassVar[int] = 246
    parcels: tuple[int, ...]
    channel: str
    stage: int
    outcome: str
    note: str = ""


# ── Hand-over ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class BatchOpened(Event, frozen=True, array_like=True):
    """The van is here; its ref is the batch's id.

    Attributes:
        direction: ``out`` (returns and sendings leave) or ``in`` (parcels arrive).
        partner: Township station, courier or van.
        manifest: Number of the manifest of an arriving batch, or "".
    """

    KIND: ClassVar[int] = 250
    direction: str
    partner: str
    manifest: str = ""


class BatchScanned(Event, frozen=True, array_like=True):
    """One thing went through the hands of both.

    Attributes:
        batch: Which.
        waybill: Number, or the counter's own tag of a sending without one.
        kind: ``parcel``, ``sending``, ``announced`` (arriving, on the manifest) or ``extra`` (arriving, not on it).
        ref: Of the parcel or sending, otherwise 0.
    """

    KIND: ClassVar[int] = 251
    batch: int
    waybill: str
    kind: str
    ref: int = 0


class BatchItemDropped(Event, frozen=True, array_like=True):
    """Taken out of the batch again before it was signed."""

    KIND: ClassVar[int] = 252
    batch: int
    waybill: str


class BatchProblemNoted(Event, frozen=True, array_like=True):
    """A problem item (问题件): it stays on its side.

    Attributes:
        batch: Which.
        waybill: Of the item.
        reason: Code of the catalogue's group ``batch``.
        photo: SHA-256 of the photo, or "" where the reason asks for none.
        note: What both saw.
    """

    KIND: ClassVar[int] = 253
    batch: int
    waybill: str
    reason: str
    photo: str = ""
    note: str = ""


class BatchClosed(Event, frozen=True, array_like=True):
    """Both signed (批次交接).

    Attributes:
        batch: Which.
        verdict: ``accepted``, ``part`` or ``refused``.
        accepted: Waybills that changed hands.
        missing: Waybills on the manifest that nobody saw.
        courier: Name of the other side's person.
        signature: SHA-256 of a photo of the signed slip, or "".
        note: Of either side.
    """

    KIND: ClassVar[int] = 254
    batch: int
    verdict: str
    accepted: tuple[str, ...]
    missing: tuple[str, ...]
    courier: str
    signature: str = ""
    note: str = ""


class BatchSignatureKept(Event, frozen=True, array_like=True):
    """The signed slip was photographed after the batch was closed."""

    KIND: ClassVar[int] = 255
    batch: int
    signature: str


# ── Stock-take ────────────────────────────────────────────────────────────────────────────────────────────────────────


class StocktakeOpened(Event, frozen=True, array_like=True):
    """A stock-take began (盘库, route 600); its ref is the stock-take's id.

    Attributes:
        shelves: Codes of the shelves that are counted; empty for all, sendings among them.
    """

    KIND: ClassVar[int] = 256
    shelves: tuple[str, ...] = ()


class StocktakeScanned(Event, frozen=True, array_like=True):
    """One thing was seen.

    Attributes:
        stocktake: Which.
        waybill: As scanned and cleaned.
        verdict: ``found``, ``misplaced`` or ``extra``.
        kind: ``parcel``, ``sending`` or "".
        ref: Of the parcel or sending, otherwise 0.
        shelf: Where it was seen, or "" when nobody said.
    """

    KIND: ClassVar[int] = 257
    stocktake: int
    waybill: str
    verdict: str
    kind: str = ""
    ref: int = 0
    shelf: str = ""


class StocktakeClosed(Event, frozen=True, array_like=True):
    """A stock-take ended.

    Attributes:
        stocktake: Which.
        found: How many were where they should be, or on another shelf.
        missing_parcels: Should be here and were not seen.
        missing_sendings: Likewise, of the sending side.
        retained: Parcels seen that have reached the retention ladder (滞留件).
        note: Of the clerk.
    """

    KIND: ClassVar[int] = 258
    stocktake: int
    found: int
    missing_parcels: tuple[int, ...]
    missing_sendings: tuple[int, ...]
    retained: tuple[int, ...]
    note: str = ""


# ── Complaints, destruction, duties ───────────────────────────────────────────────────────────────────────────────────


class ComplaintMade(Event, frozen=True, array_like=True):
    """A resident complained here about a parcel (P29); its ref is the complaint's id.

    Attributes:
        waybill: About which number, as known.
        parcel: The parcel, or 0 when it was never here.
        reason: Code of the catalogue's group ``complaint``.
        text: In the resident's words.
        name: Who complains.
        phone: Where to answer.
        term_days: Days for the answer, as then in force.
    """

    KIND: ClassVar[int] = 260
    waybill: str
    parcel: int
    reason: str
    text: str
    name: str
    phone: str
    term_days: int


class ComplaintNoted(Event, frozen=True, array_like=True):
    """Something was done about a complaint."""

    KIND: ClassVar[int] = 261
    complaint: int
    text: str


class ComplaintAnswered(Event, frozen=True, array_like=True):
    """The person has the answer.

    Attributes:
        complaint: Which.
        text: The answer.
        due: Last day for it, days since 1970-01-01.
        late: It came after that day, and this stays.
    """

    KIND: ClassVar[int] = 262
    complaint: int
    text: str
    due: int
    late: bool


class LabelsDestroyed(Event, frozen=True, array_like=True):
    """Waybill labels were destroyed before a witness (面单销毁, P30).

    Attributes:
        from_day: First day on which one of these parcels ended, days since 1970-01-01.
        to_day: Last such day.
        count: How many labels.
        witness: Name of the second person.
        method: How.
        photo: SHA-256 of a photo, or "".
    """

    KIND: ClassVar[int] = 265
    from_day: int
    to_day: int
    count: int
    witness: str
    method: str
    photo: str = ""


class LettersDestroyed(Event, frozen=True, array_like=True):
    """Unclaimed letters were destroyed under supervision (P28)."""

    KIND: ClassVar[int] = 266
    parcels: tuple[int, ...]
    witness: str
    method: str
    photo: str = ""


class PersonalDataForgotten(Event, frozen=True, array_like=True):
    """The retention period is over and the county has its receipt: names, phones and addresses left the database.

    Attributes:
        parcels: Ended long enough ago.
        sendings: Likewise.
        complaints: Answered long enough ago.
        manifests: Numbers of manifests that are as old.
    """

    KIND: ClassVar[int] = 267
    parcels: tuple[int, ...] = ()
    sendings: tuple[int, ...] = ()
    complaints: tuple[int, ...] = ()
    manifests: tuple[str, ...] = ()


class DutySigned(Event, frozen=True, array_like=True):
    """A recurring duty was done (P31).

    Attributes:
        duty: Code of the catalogue's duty.
        note: What was done, who took part.
        photo: SHA-256 of a photo, or "".
    """

    KIND: ClassVar[int] = 268
    duty: str
    note: str = ""
    photo: str = ""


class RecordsPurged(Event, frozen=True, array_like=True):
    """Records of this journal were replaced by stubs without the person; their chain values stand.

    Attributes:
        count: How many.
        digest: SHA-256 over their chain values in the order of epoch, lane, sequence: a record that is blank but not
            covered by such an event is a broken chain.
    """

    KIND: ClassVar[int] = 269
    LANE: ClassVar[Lane] = Lane.NOTICES
    count: int
    digest: bytes


class ExportMade(Event, frozen=True, array_like=True):
    """A file with what happened to a carrier's parcels left this PC.

    Attributes:
        carrier: Its code.
        from_day: First day, days since 1970-01-01.
        to_day: Last day.
        rows: How many lines.
        digest: SHA-256 of the file.
    """

    KIND: ClassVar[int] = 271
    LANE: ClassVar[Lane] = Lane.NOTICES
    carrier: str
    from_day: int
    to_day: int
    rows: int
    digest: bytes
