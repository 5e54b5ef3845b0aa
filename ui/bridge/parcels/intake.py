"""Take the van's parcels in, scan after scan: what is certain needs no touch, what is not needs one."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import Signal, Slot

from kiosk.errors import Trouble
from kiosk.parcels.desk import corrections, find, intake, manifests
from kiosk.parcels.desk.corrections import Relabelled
from kiosk.parcels.desk.find import ParcelPage
from kiosk.parcels.desk.intake import Intake, Sight, Sighting, TakenIn
from kiosk.parcels.desk.manifests import Progress
from kiosk.parcels.desk.views import ParcelView
from kiosk.people import residents
from kiosk.seams import Spoken
from kiosk.wire.parcel_events import Recipient
from ui import pages
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines
from ui.bridge.parcels.closing import ManifestClosing
from ui.bridge.parcels.picker import RecipientPicker
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.station import Station
    from ui.bridge.app import App

_UNDECIDED: "WeakKeyDictionary[App, dict[str, Sighting]]" = WeakKeyDictionary()
"""Scanned, and their carrier not chosen yet: they outlive the page, so that nobody loses one by leaving it."""
_RECENT_ROWS = 14
_CHOICES_MAX = 4
_ROW = ("id", "code", "who", "carrier", "sign", "tone", "front")


@for_qml
class IntakeFacts(Facts):
    """The intake page: the parcel in hand, the manifest, what went in before."""

    changed = Signal()
    refresh_on_commit = True

    stage = fact(str, changed, "empty")
    """``empty``, ``taken``, ``choose``, ``ask``, ``repeated``."""
    headText = fact(str, changed)
    """What the big figure is: 放到, 已经在."""
    code = fact(str, changed)
    carrierText = fact(str, changed)
    waybillText = fact(str, changed)
    nameText = fact(str, changed)
    isKnown = fact(bool, changed)
    tailText = fact(str, changed)
    homeText = fact(str, changed)
    notes = fact(list, changed)
    marks = fact(list, changed)
    canCorrect = fact(bool, changed)
    canExcept = fact(bool, changed)
    questionText = fact(str, changed)
    canTakeAnyway = fact(bool, changed)
    choices = fact(list, changed)
    carriers = fact(list, changed)
    """Every carrier, for the one touch that is not among the candidates."""
    waiting = fact(list, changed)
    """Scanned, and their carrier not chosen yet."""

    manifest = fact(str, changed)
    manifestText = fact(str, changed)
    manifestShare = fact(float, changed)
    arrivedText = fact(str, changed)
    missingText = fact(str, changed)
    extraText = fact(str, changed)
    manifests = fact(list, changed)

    recents = part(RowsModel)
    picker = part(RecipientPicker)
    closing = part(ManifestClosing)

    def __init__(self, app: "App", args: "Mapping[str, Any] | None" = None) -> None:
        """Nothing is in hand yet."""
        super().__init__(app, args)
        self._recents = RowsModel(_ROW, parent=self)
        self._picker = RecipientPicker(app, self)
        self._closing = ManifestClosing(app, self)
        self._parcel: ParcelView | None = None
        self._seen: Sighting | None = None
        self._undecided = _UNDECIDED.setdefault(app, {})
        self._hand: str | None = str(self.args["manifest"]) if self.args.get("manifest") else None
        self._recent: tuple[ParcelView, ...] = ()

    # What stands beside the parcel in hand ---------------------------------------------------------------------------

    def opened(self) -> None:
        """Take the van's manifest in hand, and say that the counter is ready."""
        book = self.app.station.catalogue
        chinese = self.app.texts.language == "zh"
        self.show(
            carriers=[
                {"value": one.code, "label": one.name if chinese else one.name_en or one.name} for one in book.carriers
            ],
            canExcept="ExceptionsPage" in pages.PAGES,
        )
        self._tell()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the last intakes and the manifest again."""
        station, hand = self.app.station, self._hand

        def look() -> tuple[tuple[ParcelView, ...], tuple[Progress, ...], str]:
            opened = manifests.open_manifests(station)
            chosen = hand
            if chosen is None:
                due = manifests.due_today(station)
                chosen = due[0].number if due else ""
            return find.recent(station, _RECENT_ROWS), opened, chosen

        self.ask(look, lambda found: self._looked(*found), quietly=True)

    def _looked(self, recent: tuple[ParcelView, ...], opened: tuple[Progress, ...], hand: str) -> None:
        in_hand = next((one for one in opened if one.number == hand), None)
        self._hand = in_hand.number if in_hand else ""
        self._recent = recent
        self._list()
        self._tell_manifest(in_hand)
        none = {"value": "", "label": self.text("parcel-ui.no_manifest"), "icon": "package"}
        self.show(
            manifests=[
                *({"value": one.number, "label": one.number, "icon": "truck", "subtitle": self._far(one)}
                  for one in opened),
                none,
            ]
        )  # fmt: skip

    def _far(self, one: Progress) -> str:
        return self.text("parcel-ui.manifest_far", origin=one.origin, arrived=one.arrived, expected=one.expected)

    def _tell_manifest(self, one: Progress | None) -> None:
        if one is None:
            self.show(manifest="", manifestText=self.text("parcel-ui.no_manifest"), manifestShare=0.0)
            return
        self.show(
            manifest=one.number,
            manifestText=self.text("parcel-ui.manifest", number=one.number),
            manifestShare=one.arrived / one.expected if one.expected else 1.0,
            arrivedText=f"{one.arrived} / {one.expected}",
            missingText=self.text("parcel-ui.missing_n", count=one.missing) if one.missing else "",
            extraText=self.text("parcel-ui.extra_n", count=one.extra) if one.extra else "",
        )

    def _list(self) -> None:
        front = self._parcel.id if self._parcel else 0
        self._recents.replace([lines.row(p, self.app.texts) | {"front": p.id == front} for p in self._recent])

    # Scans and touches -----------------------------------------------------------------------------------------------

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A scan always means the next parcel."""
        self._scan(text, symbology)
        return True

    @Slot(str)
    def enter(self, typed: str) -> None:
        """A number by hand; the same as a scan."""
        if typed.strip():
            self._scan(typed, "")

    @Slot(str)
    def choose(self, carrier: str) -> None:
        """The carrier, by one touch: of the parcel in hand, or corrected afterwards."""
        station, by = self.app.station, self.app.by
        if self._seen is not None:
            order = replace(self._seen.order, carrier=carrier)
            self.ask(lambda: intake.take_in(station, order, by), self._taken, self._not_taken)
        elif self._parcel is not None:
            parcel = self._parcel.id
            self.ask(lambda: corrections.name_carrier(station, parcel, carrier, by), self._corrected)

    @Slot(int)
    def chooseNth(self, nth: int) -> None:
        """A candidate by its number."""
        if 0 < nth <= len(self.choices):
            self.choose(self.choices[nth - 1]["carrier"])

    @Slot()
    def takeAnyway(self) -> None:
        """It is the waybill after all: take it in, or choose its carrier first."""
        if self._seen is None:
            return
        if self._seen.choices:
            self._hold(replace(self._seen, sight=Sight.CHOOSE, question=""))
            self._tell()
        else:
            self.choose(self._seen.order.carrier)

    @Slot()
    def letGo(self) -> None:
        """Not this one: nothing is stored."""
        if self._seen is not None:
            self._undecided.pop(self._seen.order.waybill, None)
        self._seen = None
        self._next()

    @Slot(str)
    def resume(self, waybill: str) -> None:
        """Back to a parcel whose carrier is not chosen yet."""
        if waybill in self._undecided:
            self._seen, self._parcel = self._undecided[waybill], None
            self._tell()

    @Slot(str)
    def mark(self, code: str) -> None:
        """Set or take away one mark."""
        if self._seen is not None:
            marks = _toggled(self._seen.order.marks, code)
            self._hold(replace(self._seen, order=replace(self._seen.order, marks=marks)))
            self._tell()
        elif (one := self._parcel) is not None:
            station, by, marks = self.app.station, self.app.by, _toggled(one.marks, code)
            self.ask(
                lambda: corrections.mark(
                    station, one.id, by, marks=marks, note=one.note, cod_fen=one.cod_fen, freight_fen=one.freight_fen,
                    weight_g=one.weight_g,
                ),
                self._changed,
            )  # fmt: skip

    @Slot()
    def pickRecipient(self) -> None:
        """Open the question whose it is."""
        if self._seen is not None:
            who = self._seen.order.recipient
            self._picker.begin(who.name, who.phone, self._named)
        elif self._parcel is not None:
            self._picker.begin(self._parcel.name, self._parcel.phone, self._named)

    @Slot()
    def undo(self) -> None:
        """Take this intake back (撤销这一件)."""
        if (one := self._parcel) is None:
            return
        station, by = self.app.station, self.app.by
        self.ask(lambda: intake.undo(station, one.id, by), self._undone)

    @Slot()
    def reprint(self) -> None:
        """Print this label again (补打标签)."""
        if (one := self._parcel) is None:
            return
        station, by = self.app.station, self.app.by
        said = self.text("parcel-ui.label_again", code=one.code)
        self.ask(lambda: corrections.reprint_label(station, one.id, by), lambda _: self.app.toast(said))

    @Slot()
    def exception(self) -> None:
        """Something is wrong with this parcel: its own page."""
        if self._parcel is not None:
            self.app.nav.open("ExceptionsPage", {"parcel": self._parcel.id})

    @Slot(str)
    def bring(self, parcel: str) -> None:
        """Take an earlier intake in hand again."""
        station = self.app.station
        self._seen = None
        self.ask(lambda: find.page(station, int(parcel)), self._brought)

    @Slot(str)
    def takeManifest(self, number: str) -> None:
        """Another manifest in hand, or none."""
        self._hand = number
        self.refresh()

    @Slot()
    def closeManifest(self) -> None:
        """The van is unloaded."""
        if self.manifest:
            self._closing.begin(self.manifest)

    # What came of them -----------------------------------------------------------------------------------------------

    def _scan(self, text: str, symbology: str) -> None:
        self._picker.stop()
        self._closing.stop()
        station, by, hand = self.app.station, self.app.by, self._hand or ""
        self.ask(
            lambda: intake.scan(station, text, by, symbology=symbology, manifest_in_hand=hand),
            self._came,
            self._not_taken,
        )

    def _came(self, came: TakenIn | Sighting) -> None:
        if isinstance(came, TakenIn):
            self._taken(came)
            return
        repeated = came.sight in {Sight.DUPLICATE, Sight.IN_STOCK}
        self._seen, self._parcel = None, came.existing
        if not repeated:
            self._hold(came)
        self._say(came.spoken)
        self._tell(repeated=came.sight if repeated else None)

    def _taken(self, done: TakenIn) -> None:
        self._seen, self._parcel = None, done.parcel
        self._undecided.pop(done.parcel.waybill, None)
        self._say(done.spoken, *([done.parcel.code] if done.spoken is Spoken.TAKEN_IN else []))
        self._tell(others=len(done.others), household=len(done.household), extra=done.extra)

    def _not_taken(self, _trouble: Trouble) -> None:
        self._say(Spoken.LOOK)

    def _corrected(self, done: Relabelled) -> None:
        # Its new label is heard at the printer; words over the next touch would be in the way.
        self._changed(done.parcel)

    def _changed(self, one: ParcelView) -> None:
        self._parcel = one
        self._tell()

    def _named(self, who: Recipient) -> None:
        station, by = self.app.station, self.app.by
        if self._seen is not None:
            order = replace(self._seen.order, recipient=who)
            self._hold(replace(self._seen, order=order))
            self.ask(lambda: _resolved(self.app.station, order), self._filled, quietly=True)
        elif (one := self._parcel) is not None:
            self.ask(lambda: corrections.name_recipient(station, one.id, who, by), self._corrected)

    def _filled(self, order: Intake) -> None:
        if self._seen is not None and self._seen.order.waybill == order.waybill:
            self._hold(replace(self._seen, order=order))
            self._tell()

    def _undone(self, one: ParcelView) -> None:
        self._say(Spoken.UNDONE)
        self.app.toast(self.text("parcel-ui.undone", code=one.code), "quiet")
        self._parcel = None
        self._next()

    def _brought(self, page: ParcelPage) -> None:
        self._seen, self._parcel = None, page.parcel
        self._tell(others=len(page.others), household=len(page.household))

    def _hold(self, seen: Sighting) -> None:
        """Take a sighting in hand; if the clerk goes on scanning it waits in the list, nothing is lost."""
        self._seen = seen
        if not seen.question:
            self._undecided[seen.order.waybill] = seen

    def _next(self) -> None:
        if self._seen is None and self._undecided:
            self._seen, self._parcel = next(iter(self._undecided.values())), None
        self._tell()

    def _say(self, spoken: Spoken, *parts: str) -> None:
        self.app.counter.sound.say(spoken, *parts)

    # In words --------------------------------------------------------------------------------------------------------

    def _tell(self, *, others: int = 0, household: int = 0, extra: bool = False, repeated: Sight | None = None) -> None:
        self.show(
            waiting=[
                {"waybill": one.order.waybill, "text": lines.spaced(one.order.waybill)}
                for one in self._undecided.values()
                if self._seen is None or one.order.waybill != self._seen.order.waybill
            ]
        )
        if self._seen is not None:
            self._tell_seen(self._seen)
        elif self._parcel is not None:
            self._tell_parcel(self._parcel, others, household, extra=extra, repeated=repeated)
        else:
            self.show(stage="empty", canCorrect=False, code="", choices=[], notes=[])
        self._list()

    def _tell_parcel(
        self, one: ParcelView, others: int, household: int, *, extra: bool, repeated: Sight | None
    ) -> None:
        texts = self.app.texts
        notes = lines.minded(one, texts)
        if repeated:
            key = "parcel-ui.again" if repeated is Sight.DUPLICATE else "parcel-ui.already"
            notes.insert(0, lines.note("copy", "attention", texts(key)))
        if extra:
            notes.append(lines.note("package-plus", "attention", texts("parcel-ui.is_extra")))
        if others or household:
            notes.append(lines.note("bell", "attention", self._more(others, household)))
        if one.channel == "call" and one.name and not one.held:
            notes.append(lines.note("megaphone", "info", texts("parcel-ui.will_call")))
        self.show(
            stage="repeated" if repeated else "taken",
            headText=texts("parcel-ui.stands_at" if repeated else "parcel-ui.put_on"),
            code=one.code,
            carrierText=one.carrier_name,
            waybillText=lines.spaced(one.waybill),
            nameText=lines.whose(one, texts),
            isKnown=bool(one.name),
            tailText=texts("parcel-ui.tail", tail=one.tail) if one.tail else "",
            homeText=lines.home(one, texts),
            notes=notes,
            marks=lines.mark_chips(self.app.station, one.marks, texts),
            canCorrect=one.here,
            choices=[],
        )

    def _more(self, others: int, household: int) -> str:
        """「本人还有 1 件，家里还有 2 件没取」."""
        if others and household:
            return self.text("parcel-ui.more_both", others=others, household=household)
        key = "parcel-ui.more_own" if others else "parcel-ui.more_home"
        return self.text(key, count=others or household)

    def _tell_seen(self, seen: Sighting) -> None:
        texts, who = self.app.texts, seen.order.recipient
        notes = []
        if seen.held:
            notes.append(lines.note("ban", "danger", texts("parcel-ui.held", reason=seen.held)))
        if seen.earlier is not None:
            state = texts(f"parcels.state.{seen.earlier.state}")
            notes.append(lines.note("history", "info", texts("parcel-ui.was_here", state=state)))
        question = texts(f"parcels.question.{seen.question}") if seen.question else ""
        self.show(
            stage="ask" if question else "choose",
            code="",
            carrierText="",
            waybillText=lines.spaced(seen.order.waybill),
            nameText=who.name or texts("parcel-ui.nobody"),
            isKnown=bool(who.name),
            tailText="",
            homeText="",
            notes=notes,
            marks=lines.mark_chips(self.app.station, seen.order.marks, texts),
            questionText=question,
            canTakeAnyway=bool(seen.order.waybill),
            canCorrect=False,
            choices=[self._choice(at, one) for at, one in enumerate(seen.choices[:_CHOICES_MAX], 1)],
        )

    def _choice(self, number: int, one: intake.Choice) -> dict[str, str]:
        learned = self.text("parcel-ui.learned", count=one.learned) if one.learned else ""
        return {"carrier": one.carrier, "name": one.name, "why": learned or one.why, "number": str(number)}


def _toggled(marks: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(mark for mark in marks if mark != code) if code in marks else (*marks, code)


def _resolved(station: "Station", order: Intake) -> Intake:
    """The intake with what the village knows of its recipient, for the screen."""
    who = order.recipient
    with station.store.read() as db:
        return replace(order, recipient=intake.resolved(who, residents.get(db, who.resident) if who.resident else None))
