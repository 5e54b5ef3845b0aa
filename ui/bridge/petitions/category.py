"""What is it about: picture tiles, any leaf in three touches (C16), or a word as people say it; what it asks (C20)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.catalogue import Catalogue, Category, asking
from kiosk.catalogue.formats import AnswerKind, Question, Stopper
from kiosk.petitions.desk import categories
from kiosk.petitions.drafted import Content
from kiosk.petitions.finding import Finder
from kiosk.texts import Texts
from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from ui.bridge.app import App

_WORDS = {"yes": "petitions-ui.yes", "no": "petitions-ui.no"}


@for_qml
class PetitionCategoryFacts(Facts):
    """The chooser; the page that owns it says what becomes of the answer."""

    changed = Signal()

    tiles = fact(list, changed)
    path = fact(list, changed)
    """The tiles that were touched, as titles."""
    found = fact(list, changed)
    searching = fact(bool, changed)
    emptyText = fact(str, changed)

    def __init__(self, app: "App", owner: QObject, chosen: Callable[[str], None]) -> None:
        """Belong to a page's facts; ``chosen`` gets the code of a leaf."""
        super().__init__(app)
        self.setParent(owner)
        self._chosen = chosen
        self._touched: tuple[int, ...] = ()
        self._finder: Finder | None = None
        self._asked = 0

    def opened(self) -> None:
        """The first page of tiles."""
        self._touched = ()
        self._asked += 1
        self.show(searching=False, found=[])
        self._tell()

    @Slot(int)
    def touch(self, place: int) -> None:
        """A tile: its page, or the leaf that it is."""
        tile = self.app.station.catalogue.tiles(self._touched)[place]
        if tile.category:
            self._chosen(tile.category)
            return
        self._touched = (*self._touched, place)
        self._tell()

    @Slot()
    def back(self) -> None:
        """One page up."""
        self._touched = self._touched[:-1]
        self._tell()

    @Slot(str)
    def find(self, typed: str) -> None:
        """Search while somebody types."""
        self._asked += 1
        if not typed.strip():
            self.show(searching=False, found=[])
            return
        mine, book = self._asked, self.app.station.catalogue

        def work() -> tuple[Finder, tuple[Category, ...]]:
            finder = self._finder or Finder(book)
            return finder, finder.find(typed)

        self.ask(work, lambda got: self._found(got[0], got[1], typed, mine), quietly=True)

    @Slot(str)
    def choose(self, code: str) -> None:
        """One that was found."""
        self._chosen(code)

    def _found(self, finder: Finder, found: tuple[Category, ...], typed: str, mine: int) -> None:
        self._finder = finder
        if mine == self._asked:
            empty = self.text("petitions-ui.no_category", text=typed.strip()[:24])
            rows = [{"code": one.code, "title": one.level3, "subtitle": branch_of(one)} for one in found]
            self.show(searching=True, found=rows, emptyText="" if found else empty)

    def _tell(self) -> None:
        book, chinese = self.app.station.catalogue, self.app.texts.language == "zh"
        above = [book.tiles(self._touched[:depth])[place] for depth, place in enumerate(self._touched)]
        self.show(
            path=[(tile.title if chinese else tile.title_en or tile.title) for tile in above],
            tiles=[
                {
                    "title": tile.title if chinese else tile.title_en or tile.title,
                    "hint": tile.hint,
                    "icon": tile.icon,
                }
                for tile in book.tiles(self._touched)
            ],
        )


def branch_of(one: Category) -> str:
    """Where a leaf hangs."""
    return " · ".join(dict.fromkeys(filter(None, (one.level1, one.level2))))


def question_rows(book: Catalogue, content: Content, texts: Texts) -> list[dict[str, Any]]:
    """The extra questions of the chosen category, each with how it is answered and what was."""
    given = dict(content.answers)
    return [
        _question(one, given.get(one.code, ""), texts) for one in asking.asked(book.questions, content.category, given)
    ]


def _question(one: Question, answer: str, texts: Texts) -> dict[str, Any]:
    return {
        "code": one.code,
        "text": question_text(one, texts),
        "answer": answer,
        "options": [{"value": value, "label": _answer(one, value, texts)} for value in asking.possible(one)],
        "digits": one.kind in (AnswerKind.NUMBER, AnswerKind.DATE),
        "example": "2026-11-20" if one.kind is AnswerKind.DATE else "",
    }


def question_text(one: Question, texts: Texts) -> str:
    """A question in the language of the screen."""
    return one.zh if texts.language == "zh" else one.en or one.zh


def answer_lines(book: Catalogue, content: Content, texts: Texts) -> list[tuple[str, str]]:
    """What was answered, to be read back."""
    by_code = {one.code: one for one in book.questions}
    return [
        (question_text(by_code[code], texts), _answer(by_code[code], answer, texts))
        for code, answer in categories.answered(book, content)
    ]


def _answer(one: Question, value: str, texts: Texts) -> str:
    if one.kind is AnswerKind.YES_NO:
        return texts(_WORDS[value]) if value in _WORDS else value
    named = next((choice for choice in one.choices if choice.code == value), None)
    if named is None:
        return value
    return named.name if texts.language == "zh" else named.name_en or named.name


def stop_rows(book: Catalogue, content: Content, texts: Texts) -> list[dict[str, Any]]:
    """Whom to call before anything else."""
    return [_stop(one, texts) for one in categories.stops(book, content)]


def _stop(one: Stopper, texts: Texts) -> dict[str, Any]:
    return {"call": one.call, "text": one.zh if texts.language == "zh" else one.en or one.zh, "blocks": one.blocks}
