"""Every control in every state on one page: for whoever builds pages, and for the checks that walk over all of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from ui.bridge.facts import Facts, fact, for_qml, part
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class GalleryFacts(Facts):
    """Samples; nothing here touches the store."""

    changed = Signal()

    scanText = fact(str, changed)
    typedText = fact(str, changed)
    rows = part(RowsModel)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the list model: parts are there before the page is."""
        super().__init__(app, args)
        self._rows = RowsModel(("id", "title", "subtitle", "icon", "tone"), parent=self)

    def opened(self) -> None:
        """Fill the sample list."""
        self._rows.replace(
            [
                {"id": 1, "title": "3-2-1024", "subtitle": "覃龑堃 7719", "icon": "circle-check", "tone": "good"},
                {
                    "id": 2,
                    "title": "3-2-1022",
                    "subtitle": "未找到收件人",
                    "icon": "triangle-alert",
                    "tone": "attention",
                },
            ]
        )

    def scanned(self, text: str, symbology: str, source: str) -> bool:
        """Show what was scanned."""
        self.show(scanText=" ".join(filter(None, (text, symbology, source))))
        return True

    @Slot(str)
    def typed(self, text: str) -> None:
        """Show what was typed."""
        self.show(typedText=text)

    @Slot()
    def fail(self) -> None:
        """A step that ends in a Bug: the page says so and goes on."""
        self.ask(self._break)

    @staticmethod
    def _break() -> None:
        raise ValueError("on purpose")

    @Slot()
    def sayToast(self) -> None:
        """A toast with a way back."""
        self.app.toast(
            self.text("ui.gallery.toast"), undo=lambda: self.app.toast(self.text("ui.gallery.undone"), "quiet")
        )
