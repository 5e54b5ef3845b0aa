"""One resident (G1): who it is, the household, and every queue that waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.people import residents
from kiosk.people.model import Channel
from kiosk.people.residents import Resident
from kiosk.station import Station
from kiosk.texts import Texts
from ui.bridge import queues
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.people import place_of
from ui.bridge.queues import QueuePart, QueueRow, QueueSource

if TYPE_CHECKING:
    from ui.bridge.app import App


@dataclass(frozen=True)
class Seen:
    """A person, the others of the household, and every queue."""

    person: Resident
    household: tuple[Resident, ...]
    parts: tuple[QueuePart, ...]


def look(station: Station, wanted: str, sources: tuple[QueueSource, ...], texts: Texts) -> Seen:
    """Ask for everything that the page shows; on the desk thread.

    Raises:
        NotFound: Nobody with the id ``wanted``.
    """
    with station.store.read() as db:
        person = residents.get(db, wanted)
        home = tuple(one for one in residents.household(db, person.household) if one.id != person.id)
    return Seen(person, home, tuple(source(station, person, texts) for source in sources))


@for_qml
class ResidentFacts(Facts):
    """The resident's page."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    name = fact(str, changed)
    nickname = fact(str, changed)
    placeText = fact(str, changed)
    phoneText = fact(str, changed)
    channelText = fact(str, changed)
    channelIcon = fact(str, changed, "phone")
    homeService = fact(bool, changed)
    note = fact(str, changed)
    family = fact(list, changed)
    """The others of the household: ``{id, name, tail}``."""
    queues = fact(list, changed)
    """``{title, count, empty, rows, before, beforeTitle}``; a row is ``{icon, tone, title, subtitle, trailing}``."""
    waitingText = fact(str, changed)
    """How many parcels: what one wants to know first."""
    waiting = fact(int, changed)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Nothing is known yet."""
        super().__init__(app, args)
        self._ready: tuple[int, ...] = ()

    def opened(self) -> None:
        """Ask every queue."""
        station, texts, wanted = self.app.station, self.app.texts, str(self.args.get("id", ""))
        sources = (queues.parcels, *self.app.counter.queues)
        self.ask(lambda: look(station, wanted, sources, texts), self._tell, quietly=True)

    @Slot()
    def edit(self) -> None:
        """What the counter knows of this person."""
        self.app.nav.open("ResidentEditPage", {"id": self.args.get("id", "")})

    @Slot(str)
    def openResident(self, resident_id: str) -> None:
        """Somebody of the household."""
        self.app.nav.open("ResidentPage", {"id": resident_id})

    @Slot()
    def handOut(self) -> None:
        """To the page that hands out, with this person's parcels on the counter."""
        if self._ready:
            self.app.nav.open("PickupPage", {"parcels": list(self._ready)})

    def _tell(self, seen: Seen) -> None:
        person = seen.person
        waiting = len(seen.parts[0].rows)
        self._ready = seen.parts[0].ready
        self.show(
            loaded=True,
            name=person.name,
            nickname=person.nickname,
            placeText=place_of(person, self.app.texts),
            phoneText=person.phone or self.text("people-pages.no_phone"),
            channelText=self.text(f"people-pages.channel.{person.channel}"),
            channelIcon=CHANNEL_ICONS[person.channel],
            homeService=person.home_service,
            note=person.note,
            family=[{"id": one.id, "name": one.name, "tail": one.tail} for one in seen.household],
            queues=[_part(part) for part in seen.parts],
            waiting=waiting,
            waitingText=self.text("people-pages.waiting", count=waiting)
            if waiting
            else self.text("people-pages.nothing"),
        )


CHANNEL_ICONS = {Channel.CALL: "volume-2", Channel.SMS: "phone", Channel.WECHAT: "message-square"}


def _part(part: QueuePart) -> dict[str, Any]:
    return {
        "title": part.title,
        "count": part.count,
        "empty": part.empty,
        "rows": [_row(row) for row in part.rows],
        "before": [_row(row) for row in part.before],
        "beforeTitle": part.before_title,
    }


def _row(row: QueueRow) -> dict[str, Any]:
    return dict(vars(row))
