"""Clerks' accounts: who there is, open one, close one, give a first PIN again. For a lead, who proves it (I1, I2)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk import limits
from kiosk.errors import Trouble
from kiosk.people import clerks
from kiosk.people.clerks import Clerk
from kiosk.people.model import Role
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class ClerksFacts(Facts):
    """The page of accounts. ``stage`` is ``list``, ``new`` or ``reset``."""

    changed = Signal()
    cleared = Signal()

    gate = fact(str, changed, "pin")
    gateText = fact(str, changed)
    stage = fact(str, changed, "list")
    who = fact(str, changed)
    """Whose PIN is given again."""
    heading = fact(str, changed)
    roles = fact(list, changed)
    nameMax = fact(int, changed, limits.name_chars_max)
    pinMax = fact(int, changed, limits.pin_digits_max)
    rows = part(RowsModel)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the list."""
        super().__init__(app, args)
        fields = ("id", "title", "subtitle", "iconName", "retired", "me", "resetName", "closeName")
        self._rows = RowsModel(fields, parent=self)
        self._code = ""
        self._proven = False

    def opened(self) -> None:
        """Read the accounts, once the PIN has been given."""
        lead = self.app.session.may("lead", "county_it")
        gate = "closed" if not lead else "open" if self._proven else "pin"
        self.show(
            gate=gate,
            gateText=self.text("station-ui.gate.closed" if gate == "closed" else "station-ui.gate.pin"),
            roles=[{"value": str(one), "label": self.text(f"ui.role.{one}")} for one in Role],
        )
        if gate == "open":
            self._list()

    @Slot(str)
    def prove(self, pin: str) -> None:
        """The lead's PIN, again."""
        station, code = self.app.station, self.app.by
        self.ask(lambda: clerks.prove(station, code, pin), lambda _: self._unlocked(), self._locked)

    @Slot()
    def begin(self) -> None:
        """Open an account."""
        self.show(stage="new", heading=self.text("station-ui.clerks.new"), troubleText="", problems={})

    @Slot(str, str)
    def beginReset(self, code: str, name: str) -> None:
        """Give somebody a first PIN again."""
        self._code = code
        heading = self.text("station-ui.clerks.reset", name=name)
        self.show(stage="reset", who=name, heading=heading, troubleText="", problems={})

    @Slot()
    def cancel(self) -> None:
        """Back to the list; nothing is kept."""
        self.show(stage="list", troubleText="", problems={})

    @Slot("QVariantMap")
    def open(self, form: dict[str, str]) -> None:
        """Open the account of the form: ``code``, ``name``, ``role``, ``pin``."""
        station, by, name = self.app.station, self.app.by, form["name"]
        role = Role(form["role"])
        self.ask(
            lambda: clerks.enlist(station, form["code"].strip(), name.strip(), role, form["pin"], by),
            lambda _: self._done(self.text("station-ui.clerks.opened", name=name)),
        )

    @Slot("QVariantMap")
    def reset(self, form: dict[str, str]) -> None:
        """Give the PIN of the form: ``pin``, ``responsible``, ``idNumber``."""
        station, by, code, name = self.app.station, self.app.by, self._code, self.who
        self.ask(
            lambda: clerks.reset_pin(station, code, form["pin"], form["responsible"], form["idNumber"], by),
            lambda _: self._done(self.text("station-ui.clerks.was_reset", name=name)),
        )

    @Slot(str, str)
    def close(self, code: str, name: str) -> None:
        """Close an account; its history stays."""
        station, by = self.app.station, self.app.by
        self.ask(
            lambda: clerks.retire(station, code, by),
            lambda _: self._done(self.text("station-ui.clerks.closed", name=name)),
        )

    def _done(self, said: str) -> None:
        self.show(stage="list")
        self.app.toast(said)
        self.app.session.opened()
        self._list()

    def _unlocked(self) -> None:
        self._proven = True
        self.opened()

    def _locked(self, trouble: Trouble) -> bool:
        self.cleared.emit()
        self.show(gateText=self.app.texts.trouble(trouble))
        return True

    def _list(self) -> None:
        station = self.app.station

        def everybody() -> tuple[Clerk, ...]:
            with station.store.read() as db:
                return clerks.everyone(db)

        self.ask(everybody, self._tell, quietly=True)

    def _tell(self, people: tuple[Clerk, ...]) -> None:
        self._rows.replace([self._row(one) for one in people])

    def _row(self, one: Clerk) -> dict[str, Any]:
        said = [self.text(f"ui.role.{one.role}"), one.code]
        if one.retired:
            said.append(self.text("station-ui.clerks.retired"))
        elif one.must_change:
            said.append(self.text("station-ui.clerks.must_change"))
        return {
            "id": one.code,
            "title": one.name,
            "subtitle": " · ".join(said),
            "iconName": "user-round",
            "retired": one.retired,
            "me": one.code == self.app.by,
            "resetName": self.text("station-ui.clerks.reset_button", name=one.name),
            "closeName": self.text("station-ui.clerks.close_button", name=one.name),
        }
