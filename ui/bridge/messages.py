"""What the county says to the counter; opening a message is reading it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.people import clerks, messages
from kiosk.people.messages import Message
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.models.rows import RowsModel
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App

Found = tuple[tuple[Message, ...], dict[str, str]]


@for_qml
class MessagesFacts(Facts):
    """The list, and the message in hand."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    empty = fact(bool, changed)
    chosen = fact(int, changed)
    heading = fact(str, changed)
    bodyText = fact(str, changed)
    whenText = fact(str, changed)
    urgent = fact(bool, changed)
    rows = part(RowsModel)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the list."""
        super().__init__(app, args)
        self._rows = RowsModel(("id", "title", "subtitle", "iconName", "tone", "unread"), parent=self)
        self._known: dict[int, Message] = {}

    def opened(self) -> None:
        """Read the list."""
        station = self.app.station

        def look() -> Found:
            with station.store.read() as db:
                return messages.recent(db), {one.code: one.name for one in clerks.everyone(db)}

        self.ask(look, self._tell, quietly=True)

    @Slot(int)
    def choose(self, number: int) -> None:
        """Show one; it counts as read by this clerk."""
        one = self._known.get(number)
        if one is None:
            return
        self._show_one(one)
        if one.read_ms is None:
            station, by = self.app.station, self.app.by
            self.ask(lambda: messages.read(station, number, by), quietly=True)

    def _tell(self, found: Found) -> None:
        listed, names = found
        self._known = {one.id: one for one in listed}
        self._rows.replace([self._row(one, names) for one in listed])
        self.show(loaded=True, empty=not listed)
        if self.chosen in self._known:
            self._show_one(self._known[self.chosen])

    def _row(self, one: Message, names: dict[str, str]) -> dict[str, Any]:
        when = moment_text(one.at_ms, self.app.now().county_ms, self.app.texts)
        read = self.text("station-ui.messages.read_by", name=names.get(one.read_by, one.read_by)) if one.read_ms else ""
        unread = one.read_ms is None
        return {
            "id": one.id,
            "title": one.title,
            "subtitle": " · ".join(filter(None, (when, read))),
            "iconName": "octagon-alert" if one.urgent else "message-square",
            "tone": "danger" if one.urgent and unread else "info" if unread else "soft",
            "unread": unread,
        }

    def _show_one(self, one: Message) -> None:
        self.show(
            chosen=one.id,
            heading=one.title,
            bodyText=one.text,
            urgent=one.urgent,
            whenText=moment_text(one.at_ms, self.app.now().county_ms, self.app.texts),
        )
