"""Make a person known, or keep what the counter has learned of one: phone, nickname, how to tell, a note."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk import limits
from kiosk.errors import Bug, Trouble
from kiosk.people import residents
from kiosk.people.model import Channel
from kiosk.people.residents import Resident
from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class ResidentEditFacts(Facts):
    """The form. ``given`` is what stands in it when it opens; QML keeps what is typed."""

    changed = Signal()

    loaded = fact(bool, changed)
    known = fact(bool, changed)
    """The person is known: the name is the roll's and stays."""
    name = fact(str, changed)
    """Theirs, once they are known."""
    given = fact(dict, changed)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Nobody is known yet."""
        super().__init__(app, args)
        self._before: Resident | None = None

    def opened(self) -> None:
        """Read the person, if there is one."""
        wanted, station = str(self.args.get("id", "")), self.app.station
        self._say(None)
        if wanted:

            def look() -> Resident:
                with station.store.read() as db:
                    return residents.get(db, wanted)

            self.ask(look, self._say)

    def refresh(self) -> None:
        """Nothing: what is being typed stays."""

    @Slot("QVariantMap")
    def save(self, form: dict[str, Any]) -> None:
        """Keep it, say so, and go back."""
        wanted, station, by = str(self.args.get("id", "")), self.app.station, self.app.by

        def text(field: str) -> str:
            return str(form.get(field, "")).strip()

        def keep() -> Resident:
            if wanted:
                return residents.note(
                    station, wanted, by, phone=text("phone"), nickname=text("nickname"),
                    channel=Channel(text("channel") or Channel.CALL), home_service=bool(form.get("homeService")),
                    text=text("note"),
                )  # fmt: skip
            group = text("group")
            return residents.enlist(
                station, text("name"), text("phone"), by, household=text("household"),
                group=int(group) if group.isascii() and group.isdigit() else 0, nickname=text("nickname"),
            )  # fmt: skip

        self.ask(keep, self._kept)

    def _kept(self, person: Resident) -> None:
        app, before = self.app, self._before
        app.nav.back()
        if before is None:
            app.nav.open("ResidentPage", {"id": person.id})
            app.toast(app.texts("people-pages.enlisted", name=person.name))
        else:
            app.toast(app.texts("people-pages.noted", name=person.name), undo=lambda: _put_back(app, before))

    def _say(self, person: Resident | None) -> None:
        self._before = person
        given = {
            "name": person.name if person else str(self.args.get("name", "")),
            "phone": person.phone if person else "",
            "nickname": person.nickname if person else "",
            "household": person.household if person else "",
            "group": str(person.group) if person and person.group else "",
            "channel": str(person.channel if person else Channel.SMS),
            "homeService": bool(person and person.home_service),
            "note": person.note if person else "",
            "nameMax": limits.name_chars_max,
            "nicknameMax": limits.nickname_chars_max,
            "phoneMax": limits.phone_chars_max,
            "noteMax": limits.note_chars_max,
        }
        self.show(
            known=bool(self.args.get("id")),
            name=person.name if person else "",
            given=given,
            loaded=person is not None or not self.args.get("id"),
        )


def _put_back(app: "App", was: Resident) -> None:
    """Undo: note again what stood before; the page that asked for it is gone by then."""
    station, by = app.station, app.by

    def note() -> Resident:
        return residents.note(
            station, was.id, by, phone=was.phone, nickname=was.nickname, channel=was.channel,
            home_service=was.home_service, text=was.note,
        )  # fmt: skip

    def failed(error: Trouble | Bug) -> None:
        app.toast(app.texts.trouble(error) if isinstance(error, Trouble) else app.texts("ui.bug"), "attention")

    app.worker.ask(note, lambda _: app.toast(app.texts("people-pages.put_back", name=was.name), "quiet"), failed)
