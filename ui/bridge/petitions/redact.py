"""Black out a part of a picture before it leaves (C9): a finger draws, a button makes it so for good."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.petitions.desk import attaching
from kiosk.petitions.drafted import Draft
from kiosk.seams import Patch
from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from ui.bridge.app import App

_PATCHES_MAX = 40
_SIDE_MIN = 0.01
"""Of the picture: less is a slip of the finger."""


@for_qml
class RedactFacts(Facts):
    """One picture of a draft, and the black on it."""

    changed = Signal()

    showing = fact(bool, changed)
    source = fact(str, changed)
    """The picture as it is now."""
    patches = fact(list, changed)
    """{left, top, width, height}, each 0 to 1."""
    countText = fact(str, changed)

    def __init__(self, app: "App", owner: QObject, attached: Callable[[Draft], None]) -> None:
        """Belong to a page's facts.

        Args:
            app: The app.
            owner: The page's facts.
            attached: Told, on Qt's thread, when the blacked-out picture stands in the draft.
        """
        super().__init__(app)
        self.setParent(owner)
        self._attached = attached
        self._draft, self._digest = 0, ""

    def begin(self, draft: int, digest: str) -> None:
        """Show a picture of a draft."""
        station, slips = self.app.station, self.app.slips
        self._draft, self._digest = draft, digest
        self.ask(
            lambda: slips.keep(station.attachments.get(digest)),
            lambda source: self._restate([], source=source, showing=True),
        )

    @Slot(float, float, float, float)
    def cover(self, left: float, top: float, width: float, height: float) -> None:
        """One more black patch; a fraction outside the picture is cut off."""
        right, bottom = min(1.0, left + width), min(1.0, top + height)
        left, top = max(0.0, left), max(0.0, top)
        if right - left < _SIDE_MIN or bottom - top < _SIDE_MIN or len(self.patches) >= _PATCHES_MAX:
            return
        self._restate([*self.patches, {"left": left, "top": top, "width": right - left, "height": bottom - top}])

    @Slot()
    def undo(self) -> None:
        """Take the last patch away."""
        self._restate(self.patches[:-1])

    @Slot()
    def confirm(self) -> None:
        """For good: the picture is replaced, and nobody gets the old one back."""
        if (darkroom := self.app.counter.darkroom) is None or self.busy:
            return
        station, by, draft, digest = self.app.station, self.app.by, self._draft, self._digest
        patches = [Patch(**one) for one in self.patches]

        def then(done: Draft) -> None:
            self.leave()
            self.app.toast(self.text("voice-ui.blacked_out"))
            self._attached(done)

        self.ask(lambda: attaching.black_out(station, darkroom, draft, digest, patches, by), then)

    @Slot()
    def leave(self) -> None:
        """Close; without :meth:`confirm` the picture stays as it was."""
        self.app.slips.let_go(self.source)
        self._restate([], source="", showing=False, troubleText="")

    def _restate(self, patches: list[dict[str, float]], **facts: object) -> None:
        count = self.text("voice-ui.patches", count=len(patches)) if patches else self.text("voice-ui.no_patches")
        self.show(patches=patches, countText=count, **facts)
