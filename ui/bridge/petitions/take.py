"""Take a petition down: one question after the other, kept after every word, read back whole, filed (C1, C8, G2)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import Signal, Slot
from shiboken6 import isValid

from kiosk.errors import Bug, NotFound, NotReady, Trouble
from kiosk.people.model import Channel
from kiosk.people.residents import Resident
from kiosk.petitions import rules
from kiosk.petitions.desk import categories, drafts, filing, following
from kiosk.petitions.desk.filing import Filed
from kiosk.petitions.drafted import Content, Draft
from kiosk.petitions.model import Secrecy
from kiosk.wire.petition_events import Petitioner, Place
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.petitions import category, places, reading
from ui.bridge.petitions.category import PetitionCategoryFacts
from ui.bridge.petitions.evidence import PetitionEvidenceFacts
from ui.bridge.petitions.keeping import Keeper, Kept, look
from ui.bridge.petitions.person import PetitionBehalfFacts, PetitionPersonFacts, place_of
from ui.bridge.petitions.reading import STEPS
from ui.bridge.petitions.redact import RedactFacts
from ui.bridge.petitions.voice import VoiceFacts

if TYPE_CHECKING:
    from ui.bridge.app import App

_SECRECY_ICONS = {Secrecy.PUBLIC: "users", Secrecy.CONFIDENTIAL: "lock", Secrecy.ANONYMOUS: "user-x"}
_CONTACT_ICONS = {"phone": "phone", "household": "house", "again": "door-open"}
_CONFIRM_ICONS = {"read": "book-open", "heard": "volume-2", "thumb": "hand"}
_PETITIONER = frozenset({"name", "address", "phone", "household"})
_PLACE = {"grid": "grid", "place": "words"}


@for_qml
class PetitionTakeFacts(Facts):
    """The page that takes one petition down."""

    changed = Signal()
    filled = Signal()
    """Boxes show what the draft says: it was opened, or a person was chosen."""

    stage = fact(str, changed)
    """Of ``reading.STEPS``; ``filed`` at the end; empty while a draft is being opened."""
    steps = fact(list, changed)
    keptText = fact(str, changed)
    # Who
    nameText = fact(str, changed)
    aboutText = fact(str, changed)
    known = fact(bool, changed)
    making = fact(bool, changed)
    """Somebody whom the roll does not know is being written down."""
    resident = fact(str, changed)
    representatives = fact(list, changed)
    values = fact(dict, changed)
    """What stands in the boxes, by field."""
    # How open
    secrecy = fact(str, changed)
    secrecies = fact(list, changed)
    anonymous = fact(bool, changed)
    # What about
    categoryTitle = fact(str, changed)
    categoryAbout = fact(str, changed)
    officeText = fact(str, changed)
    questions = fact(list, changed)
    stops = fact(list, changed)
    blocked = fact(bool, changed)
    urgent = fact(bool, changed)
    # Where, and to whom the answer goes
    villages = fact(list, changed)
    village = fact(str, changed)
    contacts = fact(list, changed)
    contact = fact(str, changed)
    expectText = fact(str, changed)
    # Read back
    similar = fact(list, changed)
    lines = fact(list, changed)
    missing = fact(list, changed)
    spoken = fact(bool, changed)
    confirms = fact(list, changed)
    confirmed = fact(str, changed)
    # Filed
    number = fact(str, changed)
    code = fact(str, changed)
    notes = fact(list, changed)
    slip = fact(str, changed)

    person = part(PetitionPersonFacts)
    behalf = part(PetitionBehalfFacts)
    about = part(PetitionCategoryFacts)
    voice = part(VoiceFacts)
    evidence = part(PetitionEvidenceFacts)
    redact = part(RedactFacts)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the parts."""
        super().__init__(app, args)
        self._left: set[str] = set()
        self._last: Kept | None = None
        self._keeper = Keeper(self.app, self._kept, self._not_kept)
        self._person = PetitionPersonFacts(self.app, self, self._known)
        self._behalf = PetitionBehalfFacts(self.app, self)
        self._about = PetitionCategoryFacts(self.app, self, self._chosen)
        self._voice = VoiceFacts(self.app, self, self._attached)
        self._evidence = PetitionEvidenceFacts(self.app, self, self._attached)
        self._redact = RedactFacts(self.app, self, self._attached)

    def opened(self) -> None:
        """Begin, or go on with the draft of the arguments."""
        self._words()
        self._about.opened()
        self._behalf.opened()
        number = int(self.args.get("draft", 0))
        if not number:
            own = places.likely(self.app.station, self.app.station.name)
            self._keeper.content = Content(place=Place(own))
            self._restate()
            self._show_step("who")
            if resident := str(self.args.get("resident", "")):
                self._person.choose(resident)
            return
        station, by = self.app.station, self.app.by

        def work() -> Kept:
            with station.store.read() as db:
                draft = drafts.get(db, number, by)
            return look(station, draft)

        self.ask(work, self._taken_up, self._gone)

    def refresh(self) -> None:
        """Another language, or back from another page."""
        self._words()
        self._about.opened()
        if self._last is not None:
            self._tell(self._last)
        else:
            self._restate()

    # The spine -------------------------------------------------------------------------------------------------------

    @Slot(str)
    def go(self, step: str) -> None:
        """Jump to a step; what was left is judged from now on."""
        if self.stage == "filed" or step not in STEPS:
            return
        if self.stage in STEPS:
            self._left.add(self.stage)
        if self.stage in ("say", "read"):
            self._voice.stop()
        if step in ("say", "evidence", "read"):
            self._keeper.when_safe(lambda: self._arrive(step))
        else:
            self._show_step(step)

    @Slot()
    def next(self) -> None:
        """The next question."""
        if self.stage in STEPS[:-1]:
            self.go(STEPS[STEPS.index(self.stage) + 1])

    @Slot()
    def before(self) -> None:
        """The question before."""
        if self.stage in STEPS[1:]:
            self.go(STEPS[STEPS.index(self.stage) - 1])

    @Slot()
    def leave(self) -> None:
        """Later: the draft stays as it is."""
        if self.stage == "say":
            self._voice.stop()
        if self._keeper.id:
            self.app.toast(self.text("petitions-ui.stays"), "quiet")
        self.app.nav.back()

    @Slot()
    def drop(self) -> None:
        """Not at all: the draft goes for good."""
        station, number, by = self.app.station, self._keeper.id, self.app.by
        self._keeper.end()
        if not number:
            self.app.nav.back()
            return
        self.ask(lambda: drafts.drop(station, number, by), lambda _: self.app.nav.back())

    # Filling in ------------------------------------------------------------------------------------------------------

    @Slot(str, str)
    def write(self, field: str, text: str) -> None:
        """A box was written in."""
        content = self._keeper.content
        if field in _PETITIONER:
            self._keeper.change(petitioner=replace(content.petitioner, **{field: text}))
        elif field in _PLACE:
            self._keeper.change(place=replace(content.place, **{_PLACE[field]: text}))
        elif field == "group":
            self._keeper.change(
                place=replace(content.place, group=int(text) if text.isascii() and text.isdigit() else 0)
            )
        elif field.startswith("answer."):
            self.answer(field.removeprefix("answer."), text)
        else:
            self._keeper.change(**{field: text})
        self._restate()

    @Slot()
    def make(self) -> None:
        """Somebody whom the roll does not know."""
        self.show(making=True)

    @Slot()
    def someoneElse(self) -> None:
        """It is somebody else after all."""
        self._keeper.change(petitioner=Petitioner())
        self.show(making=False)
        self._restate()

    @Slot()
    def nameless(self) -> None:
        """No name at all: an anonymous petition."""
        self.chooseSecrecy(Secrecy.ANONYMOUS.value)
        self.go("about")

    @Slot(str)
    def addRepresentative(self, name: str) -> None:
        """One more who came along; at most five are taken (C14)."""
        name, before = name.strip(), self._keeper.content.representatives
        if not name or name in before:
            return
        most = self.app.station.catalogue.limits.representatives
        if len(before) >= most:
            self.show(problems={"representatives": self.text("problem.petitions.representatives", most=most)})
            return
        self._keeper.change(representatives=(*before, name))
        self._restate()

    @Slot(str)
    def removeRepresentative(self, name: str) -> None:
        """Not this one."""
        kept = tuple(one for one in self._keeper.content.representatives if one != name)
        self._keeper.change(representatives=kept)
        self._restate()

    @Slot(str)
    def chooseSecrecy(self, value: str) -> None:
        """Public, confidential or anonymous; of an anonymous one nothing of the person is kept, not even here (C5)."""
        fields: dict[str, object] = {"secrecy": value}
        if value == Secrecy.ANONYMOUS:
            fields |= {"petitioner": Petitioner(), "representatives": ()}
            self.show(making=False)
        self._keeper.change(**fields)
        self._restate()

    @Slot()
    def anotherCategory(self) -> None:
        """It is about something else."""
        self._about.opened()
        self._keeper.change(category="")
        self._restate()

    @Slot(str, str)
    def answer(self, code: str, text: str) -> None:
        """An extra question was answered."""
        given = dict(self._keeper.content.answers) | {code: text}
        self._keeper.change(answers=tuple((key, value) for key, value in given.items() if value))
        self._restate()

    @Slot(bool)
    def setUrgent(self, urgent: bool) -> None:  # noqa: FBT001  a slot
        """It overtakes everything that waits (C15)."""
        self._keeper.change(urgent=urgent)
        self._restate()

    @Slot(str)
    def blackOut(self, digest: str) -> None:
        """A part of this picture must not leave (C9)."""
        self._redact.begin(self._keeper.id, digest)

    @Slot(str)
    def chooseVillage(self, code: str) -> None:
        """Where it is."""
        self._keeper.change(place=replace(self._keeper.content.place, village=code))
        self._restate()

    @Slot(str)
    def chooseContact(self, how: str) -> None:
        """How the answer finds the person."""
        self._keeper.change(petitioner=replace(self._keeper.content.petitioner, contact=how))
        self._restate()

    # The end ---------------------------------------------------------------------------------------------------------

    @Slot(int)
    def link(self, petition: int) -> None:
        """It is like that one, and is filed all the same, linked (C7)."""
        content = self._keeper.content
        self._keeper.change(linked=(*content.linked, petition), considered=(*content.considered, petition))

    @Slot(int)
    def follow(self, petition: int) -> None:
        """It is that one: the resident follows it, and this draft goes."""
        if self.busy:
            return
        station, by, number, who = self.app.station, self.app.by, self._keeper.id, self._keeper.content.petitioner
        self._keeper.end()

        def work() -> None:
            following.follow(station, petition, by, resident=who.resident, name=who.name, phone=who.phone)
            drafts.drop(station, number, by)

        def then(_: None) -> None:
            self.app.toast(self.text("petitions-ui.followed"))
            self.app.nav.back()

        self.ask(work, then)

    @Slot(str)
    def confirm(self, how: str) -> None:
        """The resident has heard it and says that it is right."""
        self.show(confirmed=how)

    @Slot()
    def file(self) -> None:
        """Take it down for good."""
        if self.busy:  # a second tap of the same finger
            return
        self._voice.stop()
        self._keeper.when_safe(self._file)

    @Slot()
    def another(self) -> None:
        """The next petition."""
        self.app.nav.back()
        self.app.nav.open("PetitionTakePage")

    def _file(self) -> None:
        station, by, number, how = self.app.station, self.app.by, self._keeper.id, self.confirmed
        slips = self.app.slips

        def work() -> tuple[Filed, str]:
            filed = filing.file(station, number, by, how)
            return filed, slips.show(filed.documents[0])

        self.ask(work, lambda done: self._filed(*done), self._not_filed)

    def _not_filed(self, trouble: Trouble) -> bool:
        if not isinstance(trouble, NotReady):
            return False
        texts = self.app.texts
        self.show(
            missing=[{"step": reading.step_of(one.field), "text": texts.problem(one)} for one in trouble.problems]
        )
        return True

    def _filed(self, filed: Filed, slip: str) -> None:
        self._keeper.end()
        self._last = None
        hidden = filed.view.secrecy is Secrecy.CONFIDENTIAL
        notes = [{"icon": "clock", "tone": "soft", "text": self.expectText}]
        if filed.view.urgent:
            hotline = self.text("petitions.slip.hotline", hotline=self.app.station.hotline)
            notes.insert(0, {"icon": "siren", "tone": "attention", "text": hotline})
        if hidden:
            notes.insert(0, {"icon": "lock", "tone": "ink", "text": self.text("petitions-ui.sealed_now")})
        if (due := filed.view.next_due) is not None:
            text = self.text("petitions-ui.due", name=due.name, day=f"{due.day:%m-%d}")
            notes.insert(0, {"icon": "calendar-days", "tone": "ink", "text": text})
        self._forget()
        self.show(stage="filed", number=filed.number, code=_spaced(filed.query_code), notes=notes, slip=slip)

    def _forget(self) -> None:
        """Nothing of what was said stays on the page."""
        self._evidence.forget()
        self.show(
            steps=[], lines=[], similar=[], missing=[], questions=[], values={}, representatives=[], nameText="",
            aboutText="", categoryTitle="", categoryAbout="", resident="", keptText="",
        )  # fmt: skip

    # Within ----------------------------------------------------------------------------------------------------------

    def _taken_up(self, found: Kept) -> None:
        self._keeper.take_up(found)
        content = found.draft.content
        self.show(making=bool(content.petitioner.name and not content.petitioner.resident))
        self._tell(found)
        told = reading.values(self.app.station.catalogue, found.draft, self.app.texts)
        first = next((step for step in STEPS if not told[step] and step != "evidence"), "read")
        self._left = set(STEPS[: STEPS.index(first)])
        self.filled.emit()
        self._arrive(first)

    def _gone(self, trouble: Trouble) -> bool:
        if isinstance(trouble, NotFound):
            self.app.toast(self.app.texts.trouble(trouble), "quiet")
            self.app.nav.back()
            return True
        return False

    def _arrive(self, step: str) -> None:
        """There is a draft: what hangs on it can begin."""
        if not isValid(self):
            return
        self._voice.begin(self._keeper.id)
        if self._last is not None:
            self._evidence.begin(self._last.draft)
        if step == "read":
            self._left |= set(STEPS)
            self._rejudge()
        self._show_step(step)

    def _show_step(self, step: str) -> None:
        self.show(stage=step, confirmed="" if step == "read" else self.confirmed, troubleText="", problems={})
        self._restate()
        self.filled.emit()

    def _known(self, one: Resident) -> None:
        """Somebody of the roll: what the village knows need not be written."""
        contact = (
            "phone" if one.phone and one.channel is not Channel.CALL else "household" if one.household else "again"
        )
        who = Petitioner(one.name, one.id, one.phone, place_of(one, self.app) or one.household, one.household, contact)
        content = self._keeper.content
        where = content.place
        village = places.likely(self.app.station, one.village) or where.village
        secrecy = "" if content.secrecy == Secrecy.ANONYMOUS else content.secrecy
        self._keeper.change(
            petitioner=who, secrecy=secrecy, place=replace(where, village=village, group=where.group or one.group)
        )
        self.show(making=False)
        self._restate()
        self.filled.emit()

    def _chosen(self, code: str) -> None:
        self._keeper.change(category=code)
        self._about.opened()
        self._restate()

    def _attached(self, draft: Draft) -> None:
        station = self.app.station
        self._evidence.begin(draft)
        self.ask(lambda: look(station, draft), self._kept, quietly=True)

    def _rejudge(self) -> None:
        station, by, number = self.app.station, self.app.by, self._keeper.id

        def work() -> Kept:
            with station.store.read() as db:
                draft = drafts.get(db, number, by)
            return look(station, draft)

        self.ask(work, self._kept, quietly=True)

    def _kept(self, kept: Kept) -> None:
        if not isValid(self) or self.stage == "filed":
            return
        if kept.cleaned:
            self.app.toast(self.text("petitions.cleaned"), "quiet")
        self._tell(kept)

    def _not_kept(self, error: Trouble | Bug) -> None:
        if not isValid(self):
            return
        if isinstance(error, Bug):
            self.app.worker.reported.emit(error)
            self.show(troubleText=self.text("ui.bug"))
        else:
            self.trouble(error)

    def _words(self) -> None:
        self.show(
            secrecies=[
                {
                    "value": one.value, "icon": icon, "label": self.text(f"petitions.secrecy.{one.value}"),
                    "text": self.text(f"petitions.secrecy.{one.value}_means"),
                }
                for one, icon in _SECRECY_ICONS.items()
            ],
            contacts=[
                {"value": one, "icon": icon, "label": self.text(f"petitions.contact.{one}")}
                for one, icon in _CONTACT_ICONS.items()
            ],
            villages=[{"value": one.code, "label": places.short(one.name)} for one in places.around(self.app.station)],
            confirms=[
                {"value": one, "icon": _CONFIRM_ICONS[one], "label": self.text(f"petitions-ui.confirm.{one}")}
                for one in rules.CONFIRMED
            ],
        )  # fmt: skip

    def _tell(self, kept: Kept) -> None:
        """What is safe, and what is thought of it."""
        self._last = kept
        expect = kept.expectation
        self.show(
            keptText=self.text("petitions-ui.kept"),
            expectText=self.text("petitions.expect", median=expect.median_days, late=expect.late_days),
            similar=[self._similar(one) for one in kept.similar if one.id not in self._keeper.content.linked],
            lines=reading.lines(self.app.station.catalogue, kept.draft, self.app.texts),
            spoken=any(one.role == "voice" for one in kept.draft.attachments),
        )
        self._restate()

    def _similar(self, one: Any) -> dict[str, Any]:  # noqa: ANN401  a Similar
        state = self.text(one.state_word)
        return {"id": one.id, "title": one.summary, "subtitle": f"{one.number} · {state}"}

    def _restate(self) -> None:
        """What is filled in, as it stands this moment."""
        content, book, texts = self._keeper.content, self.app.station.catalogue, self.app.texts
        leaf = book.category(content.category) if content.category else None
        stops = category.stop_rows(book, content, texts)
        who, where = content.petitioner, content.place
        self.show(
            nameText=who.name, resident=who.resident, known=bool(who.resident),
            aboutText=" · ".join(filter(None, (who.address, who.phone))),
            representatives=list(content.representatives),
            values={
                "name": who.name, "address": who.address, "phone": who.phone, "household": who.household,
                "summary": content.summary, "text": content.text, "request": content.request, "grid": where.grid,
                "place": where.words, "group": str(where.group or ""),
            },
            secrecy=content.secrecy, anonymous=content.secrecy == Secrecy.ANONYMOUS,
            categoryTitle=leaf.level3 if leaf else "", categoryAbout=category.branch_of(leaf) if leaf else "",
            officeText=self._office(content), urgent=content.urgent,
            questions=category.question_rows(book, content, texts),
            stops=stops, blocked=any(one["blocks"] for one in stops),
            village=where.village, contact=who.contact,
        )  # fmt: skip
        self._judge()

    def _office(self, content: Content) -> str:
        if not content.category:
            return ""
        book = self.app.station.catalogue
        return self.text("petitions-ui.office", office=book.office_name(categories.office(book, content)))

    def _judge(self) -> None:
        """Which steps are done, and what is missing on those that were left."""
        kept, texts = self._last, self.app.texts
        draft = Draft(0, "", 0, 0, self._keeper.content, kept.draft.attachments if kept else ())
        told = reading.values(self.app.station.catalogue, draft, texts)
        faults = [(reading.step_of(one.field), one) for one in (kept.problems if kept else ())]
        seen = [(step, one) for step, one in faults if step in self._left]
        wrong = {step for step, _ in seen}
        self.show(
            steps=[
                {
                    "step": step, "title": self.text(f"petitions-ui.step.{step}"), "value": told[step], "icon": icon,
                    "state": "wrong" if step in wrong and step != "read"
                    else "done" if told[step] and step not in {place for place, _ in faults} else "open",
                }
                for step, icon in zip(STEPS, reading.ICONS, strict=True)
            ],
            problems={one.field: texts.problem(one) for _, one in reversed(seen)},
            missing=[
                {"step": step, "text": texts.problem(one)} for step, one in seen if one.field != "considered"
            ] if self.stage == "read" else self.missing,
        )  # fmt: skip


def _spaced(code: str) -> str:
    """A query code as one reads it aloud."""
    return f"{code[:4]} {code[4:]}" if len(code) == 8 else code  # noqa: PLR2004
