"""How does it stand (C13)? Number and phone tail, or query code; what is known here, and as of when."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.errors import NotReady, Trouble
from kiosk.petitions.desk import following, query
from kiosk.petitions.desk.query import Known, Said
from kiosk.petitions.model import Secrecy
from kiosk.seams import Spoken
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.petitions import standing
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App

_SLIP = "CK1*"


@for_qml
class PetitionAskFacts(Facts):
    """The page; opened with a ``number`` or with a slip's code (``scanned``) where they are known."""

    changed = Signal()
    asked = Signal()
    """Something is known, or not: the boxes give the keyboard on."""

    number = fact(str, changed)
    """What the number's box takes over."""
    numberSet = Signal(str)
    known = fact(bool, changed)
    shownNumber = fact(str, changed)
    categoryText = fact(str, changed)
    stateText = fact(str, changed)
    icon = fact(str, changed)
    tone = fact(str, changed, "quiet")
    sinceText = fact(str, changed)
    knownText = fact(str, changed)
    """The date of that knowledge."""
    said = fact(list, changed)
    """``{title, text, about}``, the newest first."""
    sealedText = fact(str, changed)
    wordText = fact(str, changed)
    """The newest word, for reading out and for paper."""
    canOpen = fact(bool, changed)
    canPrint = fact(bool, changed)
    slip = fact(str, changed)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Nothing is asked yet."""
        super().__init__(app, args)
        self._known: Known | None = None
        self._word: Said | None = None

    def opened(self) -> None:
        """A number may come along from another page, or from paper."""
        if number := str(self.args.get("number", "")):
            self._take(number)
        elif text := str(self.args.get("scanned", "")):
            self.scanned(text, "", "")

    def refresh(self) -> None:
        """What was opened with a code is not asked again: it stands as it was told."""
        if self._known is not None:
            self._tell(self._known)

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A slip's code, or a printed number."""
        number = number_on(text)
        if not number:
            return False
        self.again()
        self._take(number)
        return True

    @Slot(str, str)
    def enter(self, number: str, code: str) -> None:
        """Ask; wrong ones are counted."""
        if self.busy:
            return
        station = self.app.station
        self.ask(lambda: query.ask(station, number, code), self._found, self._refused)

    @Slot()
    def again(self) -> None:
        """The next person: nothing of the last one stays on the screen."""
        self._known = self._word = None
        self.show(
            known=False, said=[], wordText="", sealedText="", slip="", number="", shownNumber="", problems={},
            troubleText="",
        )  # fmt: skip
        self.numberSet.emit("")

    @Slot()
    def open(self) -> None:
        """The petition's own page."""
        if self._known is not None and self._known.petition is not None:
            self.app.nav.open("PetitionPage", {"id": self._known.petition.id})

    @Slot()
    def sayState(self) -> None:
        """Aloud."""
        if self._known is not None:
            self.app.counter.sound.say(Spoken.PETITION, self._known.sound)

    @Slot(str)
    def told(self, how: str) -> None:
        """The newest word was read out, or is printed; what the code has opened is on paper once and kept nowhere."""
        known, word = self._known, self._word
        if known is None or known.petition is None or word is None or self.busy:
            return
        station, by, slips, petition = self.app.station, self.app.by, self.app.slips, known.petition

        def work() -> str:
            opened = word.text if petition.secrecy is Secrecy.CONFIDENTIAL else ""
            given = following.give(station, petition.id, word.step, how, by, opened=opened)
            return slips.show(given.document) if given.document else ""

        def done(picture: str) -> None:
            self.show(slip=picture or self.slip)
            self.app.toast(self.text("petition-work-ui.printing" if picture else "petition-work-ui.told"))

        self.ask(work, done)

    def _take(self, number: str) -> None:
        self.show(number=number)
        self.numberSet.emit(number)

    def _found(self, known: Known) -> None:
        self._known = known
        self.app.counter.sound.say(Spoken.PETITION, known.sound)
        self._tell(known)
        self.asked.emit()

    def _refused(self, trouble: Trouble) -> bool:
        self._known = self._word = None
        self.show(known=False, said=[], wordText="", slip="")
        if not isinstance(trouble, NotReady):
            self.app.counter.sound.say(Spoken.NOT_FOUND)
        return False

    def _tell(self, known: Known) -> None:
        texts, now_ms = self.app.texts, self.app.now().county_ms
        told = [one for one in known.said if one.text]
        self._word = told[-1] if told else None
        self.show(
            known=True,
            shownNumber=known.number,
            categoryText=" › ".join(filter(None, known.category_words)),
            stateText=texts(known.state_word),
            icon=known.icon,
            tone=standing.TONES[known.state],
            sinceText=standing.since(known.since_ms, now_ms, texts),
            knownText=texts("petition-work-ui.known", when=moment_text(known.known_ms, now_ms, texts)),
            said=[
                {
                    "title": texts(f"petitions.happening.{one.happening}"),
                    "text": one.text,
                    "about": moment_text(one.at_ms, now_ms, texts),
                }
                for one in reversed(told)
            ],
            sealedText=texts("petition-work-ui.sealed_words") if known.sealed else "",
            wordText=self._word.text if self._word else "",
            canOpen=known.petition is not None,
            canPrint=known.petition is not None and self._word is not None,
        )


def number_on(text: str) -> str:
    """The petition's number that a scanned text names: of a slip's code, or itself; "" for something else."""
    text = text.strip()
    parts = text.split("*") if text.startswith(_SLIP) else [text]
    return next((one for one in parts if one.startswith("W") and one.count("-") in (2, 3)), "")
