"""Hand-over between courier and point (P22): a batch in either direction, scanned one by one and signed by both."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.catalogue import ReasonGroup
from kiosk.errors import Trouble
from kiosk.parcels.counter_model import BatchVerdict, Direction, LineState
from kiosk.parcels.desk import exceptions, handover, manifests, sending
from kiosk.parcels.desk.handover import Batch, BatchLine, Signed
from kiosk.parcels.desk.manifests import Progress
from kiosk.parcels.desk.partial import Partial
from kiosk.parcels.rules import clean_number
from kiosk.seams import Spoken
from kiosk.station import Station
from ui.bridge.counterwork import shared
from ui.bridge.counterwork.shared import PhotoFacts
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App

_LOOKS = {
    LineState.SCANNED: ("circle-check", "good"),
    LineState.ACCEPTED: ("circle-check", "good"),
    LineState.PROBLEM: ("triangle-alert", "attention"),
    LineState.MISSING: ("package-search", "danger"),
}
_VERDICTS = {BatchVerdict.ACCEPTED: "good", BatchVerdict.PART: "attention", BatchVerdict.REFUSED: "danger"}
Waiting = list[dict[str, Any]]


@for_qml
class HandoverFacts(Facts):
    """No batch, an open one, or the signed slip."""

    changed = Signal()

    stage = fact(str, changed)
    """"" while loading, ``start``, ``open`` or ``done``."""
    partner = fact(str, changed)
    readyText = fact(str, changed)
    ready = fact(int, changed)
    vans = fact(list, changed)
    past = fact(list, changed)
    outgoing = fact(bool, changed)
    heading = fact(str, changed)
    countText = fact(str, changed)
    countWord = fact(str, changed)
    lastText = fact(str, changed)
    lastTone = fact(str, changed, "quiet")
    lines = fact(list, changed)
    waiting = fact(list, changed)
    """Still to be loaded, or announced and not seen."""
    waitingText = fact(str, changed)
    problemText = fact(str, changed)
    reasons = fact(list, changed)
    reason = fact(str, changed)
    failures = fact(list, changed)
    verdictText = fact(str, changed)
    verdictTone = fact(str, changed, "good")
    slip = fact(str, changed)
    signatureKept = fact(bool, changed)
    photo = part(PhotoFacts)
    problemNoted = Signal()

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the photo."""
        super().__init__(app, args)
        self._photo = PhotoFacts(app, self)
        self._batch: Batch | None = None
        self._early: list[str] = []
        """Scanned before the batch was open."""

    def opened(self) -> None:
        """Go on with the open batch, also after a restart."""
        if self.stage == "done":
            return
        station, texts = self.app.station, self.app.texts
        self.show(
            reasons=shared.reasons(station, ReasonGroup.BATCH, texts),
            partner=self.partner or self.text("counterwork-ui.town_station", town=station.town),
        )

        def work() -> tuple[tuple[Batch, ...], handover.Ready, tuple[Progress, ...], tuple[Batch, ...]]:
            return (
                handover.open_ones(station), handover.ready(station), manifests.due_today(station),
                handover.recent(station, 8),
            )  # fmt: skip

        self.ask(work, lambda got: self._listed(*got), quietly=True)

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """One thing goes through the hands of both."""
        if self.stage == "start":
            self._early.append(text)
            if not self.busy:
                self._begin(Direction.OUT, self.partner)
            return True
        if self.stage == "open":
            self.enter(text)
            return True
        return False

    @Slot(str)
    def load(self, partner: str) -> None:
        """The van takes things away."""
        if self.busy:  # a second tap of the same finger
            return
        self._begin(Direction.OUT, partner)

    @Slot(str, str)
    def unload(self, partner: str, manifest: str) -> None:
        """The van brings things."""
        if self.busy:  # a second tap of the same finger
            return
        self._begin(Direction.IN, partner, manifest)

    @Slot(str)
    def enter(self, text: str) -> None:
        """Scanned or typed."""
        if self._batch is None or not text.strip():
            return
        station, by, number = self.app.station, self.app.by, self._batch.id
        self.show(failures=[])
        self.ask(
            lambda: _with_waiting(station, handover.scan(station, number, text, by)),
            lambda got: self._scanned(text, *got),
            lambda trouble: self._not_scanned(text, trouble),
        )

    @Slot(str)
    def drop(self, waybill: str) -> None:
        """Take it out again."""
        if self._batch is None:
            return
        station, by, number = self.app.station, self.app.by, self._batch.id

        def back() -> None:
            self.enter(waybill)

        def dropped(got: tuple[Batch, Waiting]) -> None:
            self._tell(*got)
            self.show(lastText=self.text("counterwork-ui.dropped", number=lines.spaced(waybill)), lastTone="quiet")
            self.app.toast(self.text("counterwork-ui.dropped", number=lines.spaced(waybill)), "quiet", undo=back)

        self.ask(lambda: _with_waiting(station, handover.drop(station, number, waybill, by)), dropped)

    @Slot()
    def loadAll(self) -> None:
        """Everything that waits was counted into the van by hand; what cannot go is named."""
        if self._batch is None:
            return
        station, by, number = self.app.station, self.app.by, self._batch.id
        wanted = [str(one["id"]) for one in self.waiting]

        def work() -> tuple[Partial[str], tuple[Batch, Waiting]]:
            done = handover.scan_many(station, number, wanted, by)
            return done, _with_waiting(station, handover.one(station, number))

        def done(got: tuple[Partial[str], tuple[Batch, Waiting]]) -> None:
            self.show(failures=shared.failures(got[0].failed, self.app.texts, lines.spaced))
            self._tell(*got[1])

        self.ask(work, done)

    @Slot(str)
    def setReason(self, reason: str) -> None:
        """What is wrong with a problem item."""
        self.show(reason=reason, problems={}, troubleText="")

    @Slot(str, str)
    def problem(self, waybill: str, note: str) -> None:
        """A problem item (问题件): it stays where it is and stands on the slip."""
        if self.busy:  # a second tap of the same finger
            return
        if self._batch is None:
            return
        station, by, number, reason, photo = (
            self.app.station,
            self.app.by,
            self._batch.id,
            self.reason,
            self._photo.data,
        )

        def noted(got: tuple[Batch, Waiting]) -> None:
            self._photo.drop()
            self.show(reason="")
            self.problemNoted.emit()
            self._tell(*got)

        self.ask(
            lambda: _with_waiting(
                station, handover.note_problem(station, number, waybill, reason, by, photo=photo, note=note)
            ),
            noted,
        )

    @Slot(str)
    def sign(self, courier: str) -> None:
        """Both sign."""
        if self.busy:  # a second tap of the same finger
            return
        self._close(courier, "", refused=False)

    @Slot(str, str)
    def refuse(self, courier: str, note: str) -> None:
        """One side takes nothing; everything stays where it was."""
        if self.busy:  # a second tap of the same finger
            return
        self._close(courier, note, refused=True)

    @Slot()
    def keepSignature(self) -> None:
        """A photo of the signed slip."""
        if self.busy:  # a second tap of the same finger
            return
        if self._batch is None or not self._photo.data:
            return
        station, by, number, photo = self.app.station, self.app.by, self._batch.id, self._photo.data

        def kept(_batch: Batch) -> None:
            self.show(signatureKept=True)
            self.app.toast(self.text("counterwork-ui.signature_kept"))

        self.ask(lambda: handover.keep_signature(station, number, photo, by), kept)

    @Slot()
    def again(self) -> None:
        """Back to the beginning."""
        self._batch = None
        self._photo.drop()
        self.show(stage="", slip="", lastText="", signatureKept=False, failures=[], problems={}, troubleText="")
        self.opened()

    def _begin(self, direction: Direction, partner: str, manifest: str = "") -> None:
        station, by = self.app.station, self.app.by

        def begun(got: tuple[Batch, Waiting]) -> None:
            self.show(lastText=self.text("counterwork-ui.scan_batch"), lastTone="quiet", failures=[])
            self._tell(*got)
            early, self._early = self._early, []
            for text in early:
                self.enter(text)

        self.ask(lambda: _with_waiting(station, handover.begin(station, direction, partner, by, manifest)), begun)

    def _close(self, courier: str, note: str, *, refused: bool) -> None:
        if self._batch is None:
            return
        station, by, number, slips = self.app.station, self.app.by, self._batch.id, self.app.slips

        def work() -> tuple[Signed, str]:
            done = handover.close(station, number, courier, by, refused=refused, note=note)
            return done, slips.show(done.document)

        self.ask(work, lambda got: self._signed(*got))

    def _listed(
        self,
        running: tuple[Batch, ...],
        ready: handover.Ready,
        vans: tuple[Progress, ...],
        recent: tuple[Batch, ...],
    ) -> None:
        count = ready.parcels + ready.sendings
        self.show(
            ready=count,
            readyText=self.text("counterwork-ui.ready", parcels=ready.parcels, sendings=ready.sendings)
            if count
            else self.text("counterwork-ui.ready_none"),
            vans=[
                {
                    "value": one.number,
                    "label": self.text("parcel-ui.manifest", number=one.number),
                    "subtitle": self.text(
                        "parcel-ui.manifest_far", origin=one.origin, arrived=one.arrived, expected=one.expected
                    ),
                    "origin": one.origin,
                }
                for one in vans
            ],
            past=[self._past(one) for one in recent if one.closed_ms is not None],
        )
        if running:
            station = self.app.station
            if not self.lastText:
                self.show(lastText=self.text("counterwork-ui.scan_batch"), lastTone="quiet")
            self.ask(lambda: _with_waiting(station, running[0]), lambda got: self._tell(*got), quietly=True)
        else:
            self.show(stage="start")

    def _tell(self, batch: Batch, waiting: Waiting) -> None:
        self._batch = batch
        out = batch.direction is Direction.OUT
        problems = len(batch.problems)
        self.show(
            stage="open",
            outgoing=out,
            heading=self.text("counterwork-ui.batch_out" if out else "counterwork-ui.batch_in", partner=batch.partner),
            countText=str(len(batch.good)),
            countWord=self.text("counterwork-ui.loaded" if out else "counterwork-ui.unloaded"),
            problemText=self.text("counterwork-ui.problem_items", count=problems) if problems else "",
            lines=[self._line(one) for one in reversed(batch.lines)],
            waiting=waiting,
            waitingText=self.text("counterwork-ui.to_load" if out else "counterwork-ui.unseen", count=len(waiting))
            if waiting
            else "",
        )

    def _line(self, one: BatchLine) -> dict[str, Any]:
        icon, tone = _LOOKS[one.state]
        extra = self.text("counterwork-ui.extra") if one.kind == "extra" else ""
        return {
            "id": one.waybill,
            "title": lines.spaced(one.waybill),
            "subtitle": " · ".join(filter(None, (one.what, extra, one.reason_name, one.note))),
            "icon": icon,
            "tone": tone,
        }

    def _scanned(self, text: str, batch: Batch, waiting: Waiting) -> None:
        self._tell(batch, waiting)
        number = next((one.waybill for one in batch.lines if one.waybill == clean_number(text)), clean_number(text))
        self.show(lastText=self.text("counterwork-ui.passed", number=lines.spaced(number)), lastTone="good")

    def _not_scanned(self, text: str, trouble: Trouble) -> bool:
        again = trouble.key == "counter.scanned_already"
        self.app.counter.sound.say(Spoken.DUPLICATE if again else Spoken.LOOK)
        said = self.app.texts.trouble(trouble)
        clean = text.strip()[:24]
        self.show(lastText=said if clean in said else f"{clean} · {said}", lastTone="attention" if again else "danger")
        return True

    def _signed(self, done: Signed, slip: str) -> None:
        self._batch = done.batch
        self._photo.drop()
        self.show(
            stage="done",
            slip=slip,
            signatureKept=False,
            verdictText=self._verdict(done.batch),
            verdictTone=_VERDICTS[done.batch.verdict],
            countText=str(len(done.batch.good)),
            lines=[self._line(one) for one in done.batch.lines],
        )
        self.app.toast(self.text("counterwork-ui.printing"))

    def _verdict(self, batch: Batch) -> str:
        return self.text(f"counter.verdict.{batch.verdict.value}")

    def _past(self, one: Batch) -> dict[str, str]:
        when = moment_text(one.closed_ms or one.opened_ms, self.app.now().county_ms, self.app.texts)
        out = one.direction is Direction.OUT
        return {
            "icon": "upload" if out else "download",
            "title": self.text("counterwork-ui.batch_out" if out else "counterwork-ui.batch_in", partner=one.partner),
            "subtitle": " · ".join((when, self.text("counterwork-ui.pieces", count=len(one.good)), one.courier)),
            "verdict": self._verdict(one),
            "tone": _VERDICTS[one.verdict],
        }


def _with_waiting(station: Station, batch: Batch) -> tuple[Batch, Waiting]:
    """A batch, and what belongs into it but is not in it yet; on the desk thread."""
    if batch.direction is Direction.IN:
        return batch, [_wait(number, "") for number in batch.unseen]
    found = [
        _wait(one.parcel.waybill, " · ".join(filter(None, (one.parcel.code, one.case.reason_name if one.case else ""))))
        for one in (*exceptions.returns(station).listed, *exceptions.open_exceptions(station))
    ]
    sent = [_wait(one.number, f"{one.sender} · {one.carrier_name}") for one in sending.waiting(station)]
    return batch, found + sent


def _wait(number: str, subtitle: str) -> dict[str, Any]:
    return {"id": number, "title": lines.spaced(number), "subtitle": subtitle}
