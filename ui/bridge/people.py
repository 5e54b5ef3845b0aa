"""The village's people: found by whatever one knows of them, or leafed through group by group."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from sqlalchemy.engine import Connection

from kiosk.parcels.desk import find
from kiosk.people import browse, residents
from kiosk.people.browse import Group
from kiosk.people.model import Channel
from kiosk.people.residents import Resident
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from kiosk.texts import Texts
    from ui.bridge.app import App

_ICONS = {Channel.CALL: "volume-2", Channel.SMS: "phone", Channel.WECHAT: "message-square"}


@for_qml
class PeopleFacts(Facts):
    """The list, and what it lists: a search, a group, or those who are told by voice."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    query = fact(str, changed)
    shelf = fact(str, changed)
    """What is leafed through: ``group:<village>:<number>``, ``voice``, or empty."""
    groups = fact(list, changed)
    listTitle = fact(str, changed)
    emptyTitle = fact(str, changed)
    emptyText = fact(str, changed)
    totalText = fact(str, changed)
    rows = part(RowsModel)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the list."""
        super().__init__(app, args)
        self._rows = RowsModel(("id", "title", "subtitle", "iconName", "tailText"), parent=self)
        self._wanted = ""

    def opened(self) -> None:
        """Read the groups, and list again what was listed."""
        station = self.app.station

        def look() -> tuple[tuple[Group, ...], int]:
            with station.store.read() as db:
                return browse.groups(db), residents.count(db)

        self.ask(look, self._tell_groups, quietly=True)
        self._list()

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A parcel's number or a pickup code leads to its recipient; anything else is searched for."""
        station = self.app.station

        def whose() -> str:
            hits = find.search(station, text).hits
            owners = {hit.parcel.resident for hit in hits}
            return owners.pop() if len(owners) == 1 else ""

        def go(owner: str) -> None:
            if owner:
                self.open(owner)
            else:
                self.search(text)

        self.ask(whose, go)
        return True

    @Slot(str)
    def search(self, typed: str) -> None:
        """Search as it is typed."""
        self.show(query=typed, shelf="" if typed.strip() else self.shelf)
        self._list()

    @Slot(str)
    def browse(self, shelf: str) -> None:
        """Leaf through a group, or those told by voice; the same again closes it."""
        self.show(query="", shelf="" if shelf == self.shelf else shelf)
        self._list()

    @Slot(str)
    def open(self, resident_id: str) -> None:
        """One person's page."""
        self.app.nav.open("ResidentPage", {"id": resident_id})

    @Slot()
    def add(self) -> None:
        """Somebody who is not on the roll."""
        name = self.query if self.query and not self.query.isascii() else ""
        self.app.nav.open("ResidentEditPage", {"name": name})

    def _list(self) -> None:
        station, typed, shelf = self.app.station, self.query.strip(), self.shelf
        key = self._wanted = f"{typed}|{shelf}"
        look = _look(typed, shelf)

        def read() -> tuple[Resident, ...]:
            with station.store.read() as db:
                return look(db)

        self.ask(read, lambda found: self._tell(key, found), quietly=True)

    def _tell(self, key: str, found: tuple[Resident, ...]) -> None:
        if key != self._wanted:
            return  # somebody has typed on
        typed, _, shelf = key.partition("|")
        self._rows.replace([self._row(one) for one in found])
        title = self.text("people-pages.found", count=len(found)) if typed or shelf else ""
        if shelf == "voice":
            title = self.text("people-pages.voice", count=len(found))
        self.show(
            loaded=True,
            listTitle=title if found else "",
            emptyTitle=self.text("people-pages.nobody" if typed or shelf else "people-pages.start"),
            emptyText=self.text("people-pages.nobody_hint" if typed else "people-pages.start_hint"),
        )

    def _row(self, one: Resident) -> dict[str, str]:
        texts = self.app.texts
        return {
            "id": one.id,
            "title": f"{one.name}（{one.nickname}）" if one.nickname else one.name,
            "subtitle": place_of(one, texts),
            "iconName": _ICONS[one.channel],
            "tailText": one.tail or texts("people-pages.no_phone"),
        }

    def _tell_groups(self, found: tuple[tuple[Group, ...], int]) -> None:
        groups, count = found
        several = len({one.village for one in groups if one.village}) > 1
        self.show(
            groups=[
                {
                    "value": f"group:{one.village}:{one.number}",
                    "label": self._group(one, several),
                    "count": one.residents,
                }
                for one in groups
            ],
            totalText=self.text("people-pages.total", count=count),
        )

    def _group(self, one: Group, several: bool) -> str:  # noqa: FBT001
        if not one.village and not one.number:
            return self.text("people-pages.group.here")
        name = self.text("people-pages.group.number", number=one.number) if one.number else one.village
        return f"{one.village} {name}" if several and one.village and one.number else name


def place_of(one: Resident, texts: "Texts") -> str:
    """Where somebody lives, in a line: group and household."""
    group = texts("people-pages.group.number", number=one.group) if one.group else ""
    household = texts("people-pages.household", number=one.household) if one.household else ""
    return " · ".join(filter(None, (one.village, group, household)))


def _look(typed: str, shelf: str) -> Callable[[Connection], tuple[Resident, ...]]:
    if typed:
        return lambda db: residents.search(db, typed)
    if shelf == "voice":
        return browse.by_voice
    if shelf.startswith("group:"):
        _, village, number = shelf.split(":")
        return lambda db: browse.of_group(db, village, int(number))
    return lambda _: ()
