"""One petition: where it stands, what is due and who owes it, what the county said, and what the resident says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.people import clerks
from kiosk.petitions.desk import following, rating, views
from kiosk.petitions.desk.following import Told
from kiosk.petitions.desk.rating import Rated
from kiosk.petitions.model import Secrecy
from kiosk.petitions.view import PetitionView, StepView
from kiosk.seams import Spoken
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.petition_ladder import Side, State
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.petitions import record, standing
from ui.bridge.petitions.listening import AttachedFacts
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App

_SOLVED_ICONS = {"yes": "circle-check", "partly": "circle-dot", "no": "circle-x", "unsure": "circle-question-mark"}


@dataclass(frozen=True)
class _After:
    """A petition after a step, and the slip that came of it, painted; "" for none."""

    petition: PetitionView
    picture: str


@for_qml
class PetitionFacts(Facts):
    """The page; opened with the petition's ``id``."""

    changed = Signal()
    done = Signal()
    """A step is through: its dialog closes."""
    refresh_on_commit = True

    loaded = fact(bool, changed)
    number = fact(str, changed)
    title = fact(str, changed)
    pathText = fact(str, changed)
    marks = fact(list, changed)
    """``{text, icon, tone}``: how open it is, urgent, how it was brought."""
    personText = fact(str, changed)
    hasPerson = fact(bool, changed)
    sealed = fact(bool, changed)
    sealedText = fact(str, changed)
    linked = fact(list, changed)

    stateText = fact(str, changed)
    meaningText = fact(str, changed)
    sinceText = fact(str, changed)
    tone = fact(str, changed, "quiet")
    icon = fact(str, changed)

    due = fact(dict, changed)
    """The next day, see :func:`ui.bridge.petitions.standing.due_facts`; empty when nobody owes anything."""
    dues = fact(list, changed)
    """The others."""

    wordTitle = fact(str, changed)
    """The county's last word; empty while there is none."""
    wordText = fact(str, changed)
    wordAbout = fact(str, changed)
    wordSealed = fact(bool, changed)
    untold = fact(bool, changed)
    reviewText = fact(str, changed)

    steps = fact(list, changed)
    lines = fact(list, changed)
    attachments = fact(list, changed)
    attached = part(AttachedFacts)

    asksSolved = fact(bool, changed)
    askTitle = fact(str, changed)
    solvedOptions = fact(list, changed)
    solved = fact(str, changed)
    solvedText = fact(str, changed)
    """What the button does with the choice."""
    ratedText = fact(str, changed)
    sendText = fact(str, changed)
    """Of one that is not at the county: how often it was tried, when last, and why it did not leave (C21)."""
    canSupplement = fact(bool, changed)
    supplementTitle = fact(str, changed)
    canWithdraw = fact(bool, changed)
    canFollow = fact(bool, changed)
    slip = fact(str, changed)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Nothing is known of it yet."""
        super().__init__(app, args)
        self._attached = AttachedFacts(app, self)
        self._view: PetitionView | None = None
        self._step = 0

    @property
    def _id(self) -> int:
        return int(self.args.get("id", 0))

    def opened(self) -> None:
        """Look at it whole."""
        station, petition = self.app.station, self._id

        def work() -> tuple[PetitionView, date, dict[str, str]]:
            at = station.clock.now()
            with station.store.read() as db:
                names = {one.code: one.name for one in clerks.everyone(db)}
                return views.one(db, station, petition, at), views.today(db, at), names

        self.ask(work, lambda found: self._tell(*found), quietly=True)

    # The county's word -----------------------------------------------------------------------------------------------

    @Slot()
    def sayState(self) -> None:
        """Aloud, for whoever cannot read it."""
        if self._view is not None:
            self.app.counter.sound.say(Spoken.PETITION, self._view.sound)

    @Slot(str)
    def told(self, how: str) -> None:
        """The resident has heard it: ``read_out``, ``seen`` or ``called``."""
        station, petition, step, by = self.app.station, self._id, self._step, self.app.by

        def work() -> None:
            if not step:
                return
            following.give(station, petition, step, how, by)
            _the_rest(station, petition, how, by)

        self._do(work, lambda _: self.app.toast(self.text("petition-work-ui.told")))

    @Slot()
    def printWord(self) -> None:
        """On paper, with where to ask for review and until when (C25)."""
        station, petition, step, by = self.app.station, self._id, self._step, self.app.by
        slips = self.app.slips

        def work() -> str:
            given: Told = following.give(station, petition, step, "printed", by)
            _the_rest(station, petition, "seen", by)
            return slips.show(given.document) if given.document else ""

        def printed(picture: str) -> None:
            self.show(slip=picture)
            self.app.toast(self.text("petition-work-ui.printing"))

        self._do(work, printed)

    @Slot()
    def openByCode(self) -> None:
        """The words of a confidential one open with the paper in the resident's hand alone."""
        self.app.nav.open("PetitionAskPage", {"number": self.number})

    # What the resident says ------------------------------------------------------------------------------------------

    @Slot(str)
    def chooseSolved(self, solved: str) -> None:
        """Solved, partly, or not: shown on the button before it counts."""
        key = "petition-work-ui.do_rate_no" if solved == "no" else "petition-work-ui.do_rate"
        self.show(solved=solved, solvedText=self.text(key, solved=self.text(f"petition-work-ui.solved.{solved}")))

    @Slot(str)
    def rate(self, words: str) -> None:
        """The answer is judged (C11), or the question four weeks after it is answered (C12)."""
        one, solved = self._view, self.solved
        if one is None or self.busy:
            return
        station, by, slips = self.app.station, self.app.by, self.app.slips
        judge = rating.rate if one.can_rate else rating.follow_up

        def work() -> _After:
            given: Rated = judge(station, one.id, solved, by, words=words)
            return _After(given.petition, _painted(slips.show, given.document))

        self._do(work, self._judged)

    @Slot(str)
    def supplement(self, text: str) -> None:
        """The resident adds something."""
        station, petition, by = self.app.station, self._id, self.app.by
        said = self.text("petition-work-ui.supplemented")
        self._do(lambda: following.supplement(station, petition, text, by), lambda _: self._through(said))

    @Slot(str)
    def withdraw(self, reason: str) -> None:
        """The resident takes it back."""
        station, petition, by = self.app.station, self._id, self.app.by
        said = self.text("petition-work-ui.withdrawn")
        self._do(lambda: following.withdraw(station, petition, reason, by), lambda _: self._through(said))

    @Slot(str, str)
    def follow(self, name: str, phone: str) -> None:
        """Somebody else wants to hear of it too (C7)."""
        station, petition, by, slips = self.app.station, self._id, self.app.by, self.app.slips
        said = self.text("petition-work-ui.followed")

        def work() -> str:
            given = following.follow(station, petition, by, name=name, phone=phone)
            return _painted(slips.show, given.document)

        def followed(picture: str) -> None:
            self.show(slip=picture)
            self._through(said)

        self._do(work, followed)

    @Slot()
    def forgive(self) -> None:
        """A dialog opens: what was wrong before is gone."""
        self.show(problems={}, troubleText="")

    @Slot()
    def openPerson(self) -> None:
        """The resident's own page."""
        if self._view is not None and self._view.resident:
            self.app.nav.open("ResidentPage", {"id": self._view.resident})

    @Slot(str)
    def openLinked(self, petition: str) -> None:
        """An earlier one."""
        self.app.nav.open("PetitionPage", {"id": int(petition)})

    def _do(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        if not self.busy:
            self.ask(work, then)

    def _through(self, said: str) -> None:
        self.done.emit()
        self.app.toast(said)

    def _judged(self, after: _After) -> None:
        self.show(solved="", slip=after.picture or self.slip)
        self.done.emit()
        reopens = after.petition.state is State.REOPEN_ASKED
        self.app.counter.sound.say(Spoken.PETITION, after.petition.sound)
        said = self.text("petition-work-ui.reopen_asked" if reopens else "petition-work-ui.rated_thanks")
        self.app.toast(said, "attention" if reopens else "good")

    # In words --------------------------------------------------------------------------------------------------------

    def _tell(self, one: PetitionView, today: date, names: Mapping[str, str]) -> None:
        self._view = one
        texts, now_ms = self.app.texts, self.app.now().county_ms
        secret = one.secrecy is Secrecy.CONFIDENTIAL
        dues = [due for due in one.dues if due != one.next_due]
        self.show(
            loaded=True,
            number=one.number,
            title=standing.title(one),
            pathText=" › ".join(one.category_words),
            marks=self._marks(one),
            personText=" · ".join(filter(None, (one.name, one.village_name, one.office))),
            hasPerson=bool(one.resident),
            sealed=secret,
            sealedText=self._sealed(one),
            linked=[{"id": str(number), "label": shown} for number, shown in one.linked],
            stateText=texts(one.state_word),
            meaningText=self._meaning(one),
            sinceText=standing.since(one.state_since_ms, now_ms, texts),
            sendText=self._sending(one, now_ms),
            tone=standing.TONES[one.state],
            icon=one.icon,
            due=standing.due_facts(one.next_due, today, texts) if one.next_due else {},
            dues=[standing.due_facts(due, today, texts) for due in dues],
            steps=[record.rung(step, names.get(step.by, step.by), today, now_ms, texts) for step in one.steps],
            lines=record.lines(one, self.app.station.catalogue, texts),
            attachments=[] if secret else record.attachments(one.attachments, texts),
            canSupplement=one.can_supplement,
            supplementTitle=self.text("petition-work-ui.answer_it" if one.asked_step else "petition-work-ui.add_to_it"),
            canWithdraw=one.can_withdraw,
            canFollow=not secret and one.state not in (State.CLOSED, State.WITHDRAWN),
        )
        self._tell_word(one, today, now_ms)
        self._tell_question(one)

    def _tell_word(self, one: PetitionView, today: date, now_ms: int) -> None:
        step, texts = _word(one), self.app.texts
        self._step = step.step if step else 0
        review = ""
        if step is not None and one.review_day is not None:
            day = standing.day_words(one.review_day, today, texts)
            review = texts("petition-work-ui.review", day=day, office=one.review_office)
        self.show(
            wordTitle=texts(f"petition-work-ui.word.{step.happening}") if step else "",
            wordText=step.text if step else "",
            wordAbout=str(record.rung(step, "", today, now_ms, texts)["about"]) if step else "",
            wordSealed=bool(step and step.is_sealed),
            untold=one.untold_step > 0,
            reviewText=review,
        )

    def _tell_question(self, one: PetitionView) -> None:
        """Is it solved? After the answer, and again four weeks later."""
        choices = rating.FOLLOWED if one.followup_due and not one.can_rate else rating.FOLLOWED[:3]
        asks, rated = one.can_rate or one.followup_due, ""
        if one.solved and not asks:
            rated = self.text("petition-work-ui.rated", solved=self.text(f"petition-work-ui.solved.{one.solved}"))
        self.show(
            asksSolved=asks,
            askTitle=self.text("petition-work-ui.ask_solved" if one.can_rate else "petition-work-ui.ask_later"),
            solvedOptions=[
                {"value": each, "label": self.text(f"petition-work-ui.solved.{each}"), "icon": _SOLVED_ICONS[each]}
                for each in choices
            ],
            ratedText=rated,
        )

    def _marks(self, one: PetitionView) -> list[dict[str, str]]:
        texts = self.app.texts
        found = [
            {"text": texts(f"petitions.secrecy.{one.secrecy.value}"), "icon": standing.SECRECY_ICONS[one.secrecy],
             "tone": "quiet" if one.secrecy is Secrecy.PUBLIC else "info"},
        ]  # fmt: skip
        if one.urgent:
            found.append({"text": texts("petition-work-ui.urgent"), "icon": "siren", "tone": "danger"})
        if one.secrecy is not Secrecy.CONFIDENTIAL:
            found.append({"text": texts(f"petitions.kind.{one.kind}"), "icon": "clipboard-list", "tone": "quiet"})
        if not one.at_county:
            found.append({"text": texts("petition-work-ui.not_sent"), "icon": "cloud-upload", "tone": "attention"})
        return found

    def _sending(self, one: PetitionView, now_ms: int) -> str:
        if one.at_county:
            return ""
        road, texts = self.app.counter.road.state(), self.app.texts
        if road.failure_ms is None or not road.failure_key:
            return texts("petition-work-ui.not_tried")
        why = texts(f"trouble.{road.failure_key}", **road.failure_values)
        return texts(
            "petition-work-ui.tried", count=max(1, road.tries), at=moment_text(road.failure_ms, now_ms, texts), why=why
        )  # fmt: skip

    def _sealed(self, one: PetitionView) -> str:
        if one.secrecy is Secrecy.CONFIDENTIAL:
            return self.text("petition-work-ui.sealed")
        return self.text("petition-work-ui.forgotten") if one.forgotten else ""

    def _meaning(self, one: PetitionView) -> str:
        key = one.state.value
        if one.state is State.FILED and not one.at_county:
            key = "filed_here"
        return self.text(f"petition-work-ui.means.{key}")


def _word(one: PetitionView) -> StepView | None:
    """The county's word that counts now: what was not told yet, else the answer, else the last that says something."""
    said = [step for step in one.steps if step.side is Side.COUNTY and (step.text or step.is_sealed) and step.step]
    for wanted in (one.untold_step, one.answer_step):
        if found := [step for step in said if step.step == wanted > 0]:
            return found[0]
    return max(said, key=lambda step: step.step, default=None)


def _the_rest(station: Station, petition: int, how: str, by: str) -> None:
    """What came after the word that was given says nothing more: it is told with it."""
    at = station.clock.now()
    with station.store.read() as db:
        untold = views.one(db, station, petition, at).untold_step
    if untold:
        following.give(station, petition, untold, how, by)


def _painted(paint: Callable[[Document], str], document: Document | None) -> str:
    return paint(document) if document is not None else ""
