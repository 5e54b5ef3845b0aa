"""Who stands at the counter: sign-in, the first change of a PIN, the lock, and going idle."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from kiosk.errors import Trouble
from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from kiosk.people.clerks import Clerk
    from ui.bridge.app import App
    from ui.bridge.counter import SignsIn


@for_qml
class SessionFacts(Facts):
    """The clerk in charge, and the way in.

    The page is there before the counter behind it is open, and before ``kiosk.people`` is imported: a PIN that is
    entered early waits its turn.

    ``stage`` is ``choose`` (whose counter?), ``pin``, ``change`` and ``repeat`` (a new PIN, twice), or ``in``.
    A clerk who comes back to a locked counter finds the page as it was; another clerk starts at home.
    """

    changed = Signal()
    entered = Signal(bool)
    """Somebody has signed in; true if it is the clerk who had locked the counter."""
    left = Signal()
    tried = Signal()
    """What the pad held has been used: it empties itself."""

    stage = fact(str, changed, "choose")
    tiles = fact(list, changed)
    """Who may sign in: ``{code, name, role, roleText, initial}``."""
    code = fact(str, changed)
    name = fact(str, changed)
    role = fact(str, changed)
    signedIn = fact(bool, changed)
    promptText = fact(str, changed)

    def __init__(self, app: "App") -> None:
        """Belong to the app; :meth:`opened` reads who may sign in."""
        super().__init__(app)
        self._old_pin = ""
        self._new_pin = ""
        self._locked_for = ""
        self._changing = False

    def may(self, *roles: str) -> bool:
        """Whether the clerk in charge has one of the roles."""
        return self.signedIn and self.role in roles

    @property
    def clerk_code(self) -> str:
        """Whose name a step bears: the ``by`` of every desk step."""
        return self.code if self.signedIn else ""

    def opened(self) -> None:
        """Say who may sign in: as the front has it, and once the counter is open, as it is."""
        if not self.app.is_open:
            self._list(self.app.front.clerks)
            return
        station = self.app.station

        def everybody() -> "tuple[Clerk, ...]":
            from kiosk.people import clerks  # noqa: PLC0415

            with station.store.read() as db:
                return tuple(one for one in clerks.everyone(db) if not one.retired)

        self.ask(everybody, self._list, quietly=True)  # nobody who is typing a PIN is disturbed

    def refresh(self) -> None:
        """The language changed: say everything again."""
        self.show(troubleText="")
        self.opened()
        self._say(self.stage)

    @Slot(str, str)
    def choose(self, code: str, name: str) -> None:
        """This is me; now the PIN."""
        if self.busy:  # somebody's PIN is being tried: it must not open the counter to another
            return
        self.show(code=code, name=name, troubleText="")
        self._say("pin")

    @Slot()
    def chooseAgain(self) -> None:
        """That was somebody else's tile."""
        if self.busy:
            return
        self._old_pin = self._new_pin = ""
        self._changing = False
        self.show(troubleText="")
        self._say("choose")

    @Slot(str)
    def enter(self, pin: str) -> None:
        """What the pad says depends on the stage: the PIN, a new one, or the new one again."""
        if self.stage == "pin":
            self.show(busy=True, troubleText="")
            self.app.once_open(lambda: self._sign_in(pin))
        elif self.stage == "change":
            self._new_pin = pin
            self.show(troubleText="")
            self.tried.emit()
            self._say("repeat")
        elif self.stage == "repeat":
            self._change(pin)

    @Slot()
    def lock(self) -> None:
        """Leave the counter as it stands; only a PIN opens it again."""
        if self.signedIn:
            self._locked_for = self.clerk_code
            self._leave("asked")
            self.show(signedIn=False, role="")
            self._say("pin")

    @Slot()
    def beginChange(self) -> None:
        """A clerk wants a new PIN: the old one is asked for first."""
        if self.signedIn:
            self._changing = True
            self.lock()

    @Slot()
    def signOut(self) -> None:
        """The next clerk takes over."""
        self._locked_for = ""
        self._changing = False
        self._leave("asked")
        self.show(signedIn=False, code="", name="", role="")
        self._say("choose")

    def pass_to(self, clerk: "Clerk") -> None:
        """The next clerk has proved it at the open counter, and goes on at once (G12)."""
        self._locked_for = self._old_pin = self._new_pin = ""
        self._changing = False
        self.show(code=clerk.code, name=clerk.name, role=clerk.role, signedIn=True, stage="in")

    def lock_for_idleness(self) -> None:
        """Nobody has touched the counter for a while."""
        if self.signedIn:
            self._locked_for = self.clerk_code
            self._leave("idle")
            self.show(signedIn=False, role="")
            self._say("pin")

    def close(self) -> None:
        """The counter closes for now."""
        if self.signedIn:
            self._leave("closed")

    def _leave(self, why: str) -> None:
        from kiosk.people import clerks  # noqa: PLC0415

        station, code = self.app.station, self.clerk_code
        if code:
            self.ask(lambda: clerks.sign_out(station, code, why), quietly=True)
            self.left.emit()

    def _sign_in(self, pin: str) -> None:
        from kiosk.people import clerks  # noqa: PLC0415

        station, code = self.app.station, self.code

        def arrive(clerk: "Clerk") -> None:
            self.show(name=clerk.name, role=clerk.role)
            if clerk.must_change or self._changing:
                self._old_pin = pin
                self.tried.emit()
                self._say("change")
            else:
                self._enter()

        self.ask(lambda: clerks.sign_in(station, code, pin), arrive, self._again)

    def _change(self, again: str) -> None:
        from kiosk.people import clerks  # noqa: PLC0415

        new, old, code = self._new_pin, self._old_pin, self.code
        if again != new:
            self._back_to_change(self.text("ui.sign_in.differ"))
            return
        station = self.app.station

        def refused(trouble: Trouble) -> bool:
            self._back_to_change(self.app.texts.trouble(trouble))
            return True

        self.ask(lambda: clerks.change_pin(station, code, old, new), lambda _: self._enter(), refused)

    def _back_to_change(self, why: str) -> None:
        self._new_pin = ""
        self.tried.emit()
        self._say("change")
        self.show(troubleText=why)

    def _enter(self) -> None:
        came_back = self._locked_for == self.code
        self._old_pin = self._new_pin = self._locked_for = ""
        self._changing = False
        self.show(signedIn=True, stage="in")
        self.entered.emit(came_back)

    def _again(self, trouble: Trouble) -> bool:
        self.tried.emit()
        self.show(troubleText=self.app.texts.trouble(trouble))
        return True

    def _list(self, people: "tuple[SignsIn, ...]") -> None:
        self.show(
            tiles=[
                {
                    "code": c.code,
                    "name": c.name,
                    "role": c.role,
                    "roleText": self.text(f"ui.role.{c.role}"),
                    "initial": c.name[:1],
                }
                for c in people
            ]
        )
        self._say(self.stage)

    def _say(self, stage: str) -> None:
        self.show(stage=stage, promptText=self.text(f"ui.sign_in.{stage}", name=self.name) if stage != "in" else "")
