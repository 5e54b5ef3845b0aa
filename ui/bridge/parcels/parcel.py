"""Everything about one parcel: where it stands, whose it is, who was told, what happened, and what may be done."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.clock import day_of
from kiosk.errors import NotFound
from kiosk.parcels.desk import complaints, corrections, exceptions, find, intake, notices, trail, views
from kiosk.parcels.desk.corrections import Relabelled
from kiosk.parcels.desk.find import ParcelPage
from kiosk.parcels.desk.trail import Step
from kiosk.parcels.model import RELEASABLE, ParcelState
from kiosk.wire import counter_events as counter
from kiosk.wire import parcel_events as parcels
from kiosk.wire.parcel_events import Recipient
from ui import pages
from ui.bridge.counterwork.complaints import due_text, icon_of, tone_of
from ui.bridge.counterwork.shared import day_text
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines
from ui.bridge.parcels.picker import RecipientPicker
from ui.words import moment_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.parcels.desk.complaints import Complaint
    from kiosk.parcels.desk.views import ParcelView
    from kiosk.wire.events import Event
    from ui.bridge.app import App

_STATE_TONES = {
    ParcelState.IN_STOCK: "good",
    ParcelState.PICKED_UP: "quiet",
    ParcelState.EXCEPTION: "attention",
    ParcelState.AWAITING_RETURN: "attention",
    ParcelState.HELD: "info",
}
_KEEP_DAYS = (3, 7, 15, 30)


@dataclass(frozen=True)
class _Seen:
    page: ParcelPage
    steps: tuple[Step, ...]
    complaints: "tuple[Complaint, ...]"
    picture: str
    face: str


@for_qml
class ParcelFacts(Facts):
    """One parcel's page; opened with its ``id``."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    code = fact(str, changed)
    stateText = fact(str, changed)
    stateTone = fact(str, changed)
    whereText = fact(str, changed)
    carrierText = fact(str, changed)
    waybillText = fact(str, changed)
    nameText = fact(str, changed)
    isKnown = fact(bool, changed)
    aboutText = fact(str, changed)
    """Tail and home of the recipient."""
    resident = fact(str, changed)
    notes = fact(list, changed)
    marks = fact(list, changed)
    channelText = fact(str, changed)
    messages = fact(list, changed)
    steps = fact(list, changed)
    others = fact(list, changed)
    complaints = fact(list, changed)
    picture = fact(str, changed)
    """Of the label, at the hand-over; ``face`` of who took it."""
    face = fact(str, changed)

    isHere = fact(bool, changed)
    canHandOut = fact(bool, changed)
    canKeep = fact(bool, changed)
    isKept = fact(bool, changed)
    canExcept = fact(bool, changed)
    places = fact(list, changed)
    carriers = fact(list, changed)
    channels = fact(list, changed)
    keeps = fact(list, changed)

    picker = part(RecipientPicker)

    def __init__(self, app: "App", args: "Mapping[str, Any] | None" = None) -> None:
        """Nothing is known of it yet."""
        super().__init__(app, args)
        self._picker = RecipientPicker(app, self)
        self._parcel: ParcelView | None = None

    @property
    def _id(self) -> int:
        return int(self.args.get("id") or self.args.get("parcel") or 0)

    def opened(self) -> None:
        """Look at it whole."""
        station, slips, parcel = self.app.station, self.app.slips, self._id

        def look() -> _Seen:
            page = find.page(station, parcel)
            left = page.left
            pictures = [shown(digest) for digest in ((left.photo, left.face_photo) if left else ("", ""))]
            return _Seen(page, trail.trail(station, parcel), complaints.of_parcel(station, parcel), *pictures)

        def shown(digest: str) -> str:
            try:
                return slips.keep(station.attachments.get(digest)) if digest else ""
            except NotFound:
                return ""  # it has left with its person's data

        self.ask(look, self._say, quietly=True)

    # What may be done ------------------------------------------------------------------------------------------------

    @Slot()
    def handOut(self) -> None:
        """To the pickup page, with this one in the basket."""
        self.app.nav.open("PickupPage", {"parcels": [self._id]})

    @Slot(str)
    def move(self, place: str) -> None:
        """Put it elsewhere: ``shelf/layer``."""
        station, by, parcel = self.app.station, self.app.by, self._id
        shelf, _, layer = place.partition("/")
        self.ask(lambda: corrections.move_to(station, parcel, shelf, int(layer), by), self._relabelled)

    @Slot()
    def pickRecipient(self) -> None:
        """Whose is it after all."""
        if self._parcel is not None:
            self._picker.begin(self._parcel.name, self._parcel.phone, self._named)

    @Slot(str)
    def nameCarrier(self, carrier: str) -> None:
        """Correct the carrier."""
        station, by, parcel = self.app.station, self.app.by, self._id
        self.ask(lambda: corrections.name_carrier(station, parcel, carrier, by), self._relabelled)

    @Slot(str)
    def mark(self, code: str) -> None:
        """Set or take away one mark."""
        if (one := self._parcel) is None:
            return
        station, by = self.app.station, self.app.by
        marks = tuple(m for m in one.marks if m != code) if code in one.marks else (*one.marks, code)
        self.ask(
            lambda: corrections.mark(
                station, one.id, by, marks=marks, note=one.note, cod_fen=one.cod_fen, freight_fen=one.freight_fen,
                weight_g=one.weight_g,
            )
        )  # fmt: skip

    @Slot(str)
    def tellBy(self, channel: str) -> None:
        """How the recipient is to be told."""
        station, by, parcel = self.app.station, self.app.by, self._id
        self.ask(lambda: notices.choose_channel(station, parcel, channel, by))

    @Slot()
    def reprint(self) -> None:
        """The label again."""
        station, by, parcel = self.app.station, self.app.by, self._id
        said = self.text("parcel-ui.label_again", code=self.code)
        self.ask(lambda: corrections.reprint_label(station, parcel, by), lambda _: self.app.toast(said))

    @Slot(str)
    def keep(self, days: str) -> None:
        """Keep it longer because its recipient asked (暂存)."""
        station, by, parcel = self.app.station, self.app.by, self._id

        def work() -> None:
            with station.store.read() as db:
                today = views.business_today(db, station)
            exceptions.keep(station, parcel, today + timedelta(days=int(days)), by)

        self.ask(work)

    @Slot()
    def keepNoMore(self) -> None:
        """It waits as others do."""
        station, by, parcel = self.app.station, self.app.by, self._id
        self.ask(lambda: exceptions.keep_no_more(station, parcel, by))

    @Slot()
    def exception(self) -> None:
        """Something is wrong with it."""
        self.app.nav.open("ExceptionsPage", {"parcel": self._id})

    @Slot()
    def undo(self) -> None:
        """Its intake was a mistake."""
        station, by, parcel = self.app.station, self.app.by, self._id
        said = self.text("parcel-ui.undone", code=self.code)
        self.ask(lambda: intake.undo(station, parcel, by), lambda _: self.app.toast(said, "quiet"))

    @Slot(str)
    def openComplaint(self, complaint: str) -> None:
        """What was complained of, and what was done."""
        self.app.nav.open("ComplaintsPage", {"complaint": int(complaint)})

    @Slot()
    def openResident(self) -> None:
        """The recipient's own page."""
        self.app.nav.open("ResidentPage", {"id": self.resident})

    def _named(self, who: Recipient) -> None:
        station, by, parcel = self.app.station, self.app.by, self._id
        self.ask(lambda: corrections.name_recipient(station, parcel, who, by), self._relabelled)

    def _relabelled(self, done: Relabelled) -> None:
        self.app.toast(self.text("parcel-ui.label_again", code=done.parcel.code))

    # In words --------------------------------------------------------------------------------------------------------

    def _say(self, seen: _Seen) -> None:
        one, texts = seen.page.parcel, self.app.texts
        self._parcel = one
        about = (texts("parcel-ui.tail", tail=one.tail) if one.tail else "", lines.home(one, texts))
        self.show(
            loaded=True,
            code=one.code,
            stateText=texts(f"parcels.state.{one.state}"),
            stateTone="danger" if one.held else _STATE_TONES.get(one.state, "quiet"),
            whereText=self._where(one),
            carrierText=one.carrier_name,
            waybillText=lines.spaced(one.waybill),
            nameText=lines.whose(one, texts),
            isKnown=bool(one.name),
            aboutText=" · ".join(word for word in about if word),
            resident=one.resident if "ResidentPage" in pages.PAGES else "",
            notes=lines.minded(one, texts) if one.here else [],
            marks=lines.mark_chips(self.app.station, one.marks, texts),
            channelText=texts("parcel-ui.told_by", channel=texts(f"parcels.channel.{one.channel}")),
            messages=[self._message(message) for message in seen.page.messages],
            steps=[self._step(step) for step in reversed(seen.steps)],
            others=[lines.row(other, texts) for other in (*seen.page.others, *seen.page.household)],
            complaints=[self._complaint(one) for one in seen.complaints],
            picture=seen.picture,
            face=seen.face,
            isHere=one.here,
            canHandOut=one.state in RELEASABLE and not one.held,
            canKeep=one.state is ParcelState.IN_STOCK,
            isKept=one.state is ParcelState.HELD,
            canExcept="ExceptionsPage" in pages.PAGES and one.here,
        )
        self._offer()

    def _where(self, one: "ParcelView") -> str:
        texts = self.app.texts
        if not one.here:
            return moment_text(one.state_ms, self.app.now().county_ms, texts)
        shelf = self.app.station.catalogue.shelf(one.shelf).name
        where = texts("parcel-ui.where", shelf=shelf, layer=one.layer)
        due = texts("parcel-ui.due", month=one.due.month, day=one.due.day)
        return " · ".join((where, lines.days(one, texts), due))

    def _message(self, message: notices.Message) -> dict[str, str]:
        texts = self.app.texts
        state = texts(f"parcel-ui.notice.{message.state}")
        return {
            "icon": "phone-off" if message.state == "failed" else "message-square",
            "tone": "attention" if message.state == "failed" else "info",
            "title": texts("parcel-ui.message", channel=texts(f"parcels.channel.{message.channel}"), state=state),
            "text": message.text,
            "at": moment_text(message.at_ms, self.app.now().county_ms, texts),
        }

    def _complaint(self, one: "Complaint") -> dict[str, str]:
        due = self.text("counterwork-ui.due_until", day=day_text(one.clock.due))
        return {
            "id": str(one.id),
            "icon": icon_of(one),
            "tone": tone_of(one),
            "title": due_text(one, self.app.texts),
            "about": " · ".join(filter(None, (due, one.reason, one.name))),
        }

    def _step(self, step: Step) -> dict[str, str]:
        at = moment_text(step.at_ms, self.app.now().county_ms, self.app.texts)
        return {"title": self._did(step.event), "about": " · ".join(word for word in (at, step.by) if word)}

    def _did(self, event: "Event") -> str:
        """What an event was, with the one thing that one wants to know of it."""
        detail, texts = "", self.app.texts
        match event:
            case parcels.ParcelTakenIn() | parcels.ParcelMoved() | parcels.ParcelPutBack():
                detail = event.code
            case parcels.RecipientNamed():
                detail = event.recipient.name
                if event.recipient.resident and self._parcel and event.recipient.resident == self._parcel.resident:
                    detail = self._parcel.name
            case parcels.CarrierNamed():
                detail = self.app.station.catalogue.carrier(event.carrier).name
            case parcels.ParcelPickedUp(taker="proxy"):
                detail = texts("parcel-ui.by_proxy", name=event.name, relation=event.relation)
            case parcels.PickupPaid():
                detail = lines.yuan(event.due_fen, texts)
            case parcels.CalledOut():
                detail = texts(f"parcels.called.{event.outcome}")
            case parcels.NoticeQueued() | parcels.ChannelChosen():
                detail = texts(f"parcels.channel.{event.channel}")
            case counter.ParcelKept():
                day = day_of(event.until)
                detail = texts("parcel-ui.due", month=day.month, day=day.day)
        return " ".join(word for word in (texts(f"event.{event.KIND}"), detail) if word)

    def _offer(self) -> None:
        """What the dialogs offer."""
        book, texts = self.app.station.catalogue, self.app.texts
        self.show(
            places=[
                {"value": f"{shelf.code}/{layer}", "icon": "layers",
                 "label": texts("parcel-ui.where", shelf=shelf.name, layer=layer)}
                for shelf in book.shelves
                for layer in range(1, shelf.layers + 1)
            ],
            carriers=[{"value": one.code, "label": one.name, "icon": "truck"} for one in book.carriers],
            channels=[
                {"value": channel, "label": texts(f"parcels.channel.{channel}"), "icon": icon}
                for channel, icon in (("sms", "message-square"), ("wechat", "message-square"), ("call", "megaphone"))
            ],
            keeps=[
                {"value": str(days), "label": texts("parcel-ui.keep_days", days=days), "icon": "calendar"}
                for days in _KEEP_DAYS
            ],
        )  # fmt: skip
