"""Where the clerk is: a stack of pages, each with its facts. QML follows; it decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui import pages
from ui.bridge.facts import Facts

if TYPE_CHECKING:
    from ui.bridge.app import App


@dataclass(frozen=True)
class _Place:
    page: str
    facts: Facts


class Nav(QObject):
    """Opens pages and goes back. ``HomePage`` is always at the bottom."""

    changed = Signal()
    pushed = Signal(str, QObject)
    """A page's name and its facts."""
    popped = Signal()
    restarted = Signal(str, QObject)
    """Everything but home is closed, and this page stands in front."""
    closed = Signal()
    """Nothing is open any more."""

    def __init__(self, app: "App") -> None:
        """Belong to the app; nothing is open yet."""
        super().__init__(app)
        self._app = app
        self._stack: list[_Place] = []

    @property
    def front(self) -> Facts | None:
        """The facts of the page in front."""
        return self._stack[-1].facts if self._stack else None

    @property
    def page_name(self) -> str:
        """The name of the page in front."""
        return self._stack[-1].page if self._stack else ""

    @Slot(str)
    @Slot(str, "QVariantMap")
    def open(self, page: str, args: Mapping[str, Any] | None = None) -> None:
        """Open a page on top of this one, with what it needs to know."""
        if page not in pages.PAGES:
            self._app.toast(self._app.texts("ui.no_page"), "quiet")
            return
        place = self._make(page, args)
        self._stack.append(place)
        self.pushed.emit(page, place.facts)
        self._arrive(place)

    @Slot(str)
    def jump(self, page: str) -> None:
        """Open a page from the rail: home stays below it, everything else closes."""
        if page == self.page_name:
            self.refresh()
            return
        if page not in pages.PAGES:
            self._app.toast(self._app.texts("ui.no_page"), "quiet")
            return
        old = self._stack
        place = self._make(page, None)
        home = old[:1] if page != "HomePage" and old and old[0].page == "HomePage" else []
        self._stack = [*home, place]
        self.restarted.emit(page, place.facts)
        self._forget(old[len(home) :])
        self._arrive(place)

    @Slot()
    def home(self) -> None:
        """Close everything down to the home page."""
        self.jump("HomePage")

    @Slot()
    def back(self) -> None:
        """Close the page in front; at the bottom nothing happens."""
        if len(self._stack) > 1:
            gone = self._stack.pop()
            back_to = self._stack[-1]
            self.popped.emit()
            self._forget([gone])
            back_to.facts.refresh()
            self.changed.emit()

    def refresh(self) -> None:
        """Let the page in front ask again."""
        if self.front is not None:
            self.front.refresh()

    def close_all(self) -> None:
        """Nobody is signed in any more: no page of the last clerk stays."""
        old, self._stack = self._stack, []
        self.closed.emit()
        self._forget(old)
        self.changed.emit()

    def _make(self, page: str, args: Mapping[str, Any] | None) -> _Place:
        return _Place(page, pages.facts_class(page)(self._app, dict(args or {})))

    def _arrive(self, place: _Place) -> None:
        self.changed.emit()
        place.facts.opened()

    def _forget(self, places: list[_Place]) -> None:
        # Later, not now: QML still lets go of its bindings to them.
        for place in places:
            place.facts.deleteLater()

    def _page(self) -> str:
        return self.page_name

    def _place(self) -> str:
        return pages.rail_place(self.page_name)

    def _can_go_back(self) -> bool:
        return len(self._stack) > 1

    def _rail(self) -> list[dict[str, str]]:
        return [
            {"name": e.name, "icon": e.icon, "page": e.page, "label": self._app.texts(f"ui.rail.{e.name}")}
            for e in pages.RAIL
            if e.page in pages.PAGES
        ]

    page = Property(str, _page, notify=changed)
    place = Property(str, _place, notify=changed)
    canGoBack = Property(bool, _can_go_back, notify=changed)
    rail = Property(list, _rail, notify=changed)
