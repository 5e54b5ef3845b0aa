"""Keep a draft as it stands, after every change (C8): begun at the first word, one save in flight, none forgotten.

What is typed while a save runs is saved by the next one. It outlives its page: a clerk who leaves in the middle of a
word loses nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.errors import Bug, Problem, Trouble
from kiosk.petitions.desk import drafts, duplicates, filing
from kiosk.petitions.desk.duplicates import Similar
from kiosk.petitions.desk.filing import Expectation
from kiosk.petitions.drafted import Content, Draft
from kiosk.station import Station

if TYPE_CHECKING:
    from ui.bridge.app import App


@dataclass(frozen=True)
class Kept:
    """A draft as it lies in the store, and what is thought of it.

    Attributes:
        draft: As it is kept.
        cleaned: Marks without a place on paper were taken out of it.
        problems: What keeps it from being filed.
        similar: Open petitions that are perhaps the same matter.
        expectation: How long answers of its category take.
    """

    draft: Draft
    cleaned: bool
    problems: tuple[Problem, ...]
    similar: tuple[Similar, ...]
    expectation: Expectation


def look(station: Station, draft: Draft, *, cleaned: bool = False) -> Kept:
    """Judge a draft; on the desk thread."""
    with station.store.read() as db:
        return Kept(
            draft, cleaned, filing.check(db, station, draft), duplicates.suggest(db, draft),
            filing.expectation(db, draft.content.category),
        )  # fmt: skip


class Keeper:
    """The draft of one page."""

    def __init__(self, app: "App", kept: Callable[[Kept], None], failed: Callable[[Trouble | Bug], None]) -> None:
        """Nothing is begun.

        Args:
            app: For the desk thread.
            kept: Told, on Qt's thread, whenever the draft is safe as it stands.
            failed: Told that it could not be kept.
        """
        self._app, self._kept, self._failed = app, kept, failed
        self._station, self._by = app.station, app.by
        self.id = 0
        self.content = Content()
        self._sent = Content()
        self._asking = False
        self._over = False
        self._waiting: list[Callable[[], None]] = []

    def take_up(self, found: Kept) -> None:
        """Go on with a draft that is kept."""
        self.id, self.content, self._sent = found.draft.id, found.draft.content, found.draft.content

    def change(self, **fields: object) -> None:
        """Something was filled in: keep it."""
        self.content = replace(self.content, **fields)
        self._save()

    def when_safe(self, then: Callable[[], None]) -> None:
        """Go on once there is a draft and all that was filled in is kept; not at all if it cannot be kept."""
        if self.id and not self._asking and self._sent == self.content:
            then()
            return
        self._waiting.append(then)
        self._save(begin=not self.id)

    def end(self) -> None:
        """It was filed or dropped: nothing is saved any more, and nothing of it is remembered."""
        self._over, self.content = True, Content()

    def _save(self, *, begin: bool = False) -> None:
        if self._asking or self._over or (self._sent == self.content and not begin):
            return
        self._asking, self._sent = True, self.content
        station, by, wanted, number = self._station, self._by, self.content, self.id

        def work() -> Kept:
            if not number:
                return look(station, drafts.begin(station, by, wanted))
            saved = drafts.save(station, number, wanted, by)
            return look(station, saved.draft, cleaned=saved.cleaned)

        self._app.worker.ask(work, self._saved, self._not_saved)

    def _saved(self, kept: Kept) -> None:
        self._asking, self.id = False, kept.draft.id
        self._kept(kept)
        self._save()
        if not self._asking:
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then()

    def _not_saved(self, error: Trouble | Bug) -> None:
        self._asking, self._waiting = False, []
        self._failed(error)
        self._save()
