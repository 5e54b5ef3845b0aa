"""For whom the clerk acts (代办, C18), on every page, until it is ended or the half hour is over."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from kiosk.petitions.desk.on_behalf import OnBehalf


@for_qml
class ActingFacts(Facts):
    """The banner below the top bar; the first screen is there before the petitions are."""

    changed = Signal()

    acting = fact(bool, changed)
    bannerText = fact(str, changed)

    _current: "OnBehalf | None" = None

    def opened(self) -> None:
        """Ask for whom."""
        if not self.app.is_open or not self.app.session.signedIn:
            return
        station, by = self.app.station, self.app.by

        def look() -> "OnBehalf | None":
            from kiosk.petitions.desk import on_behalf  # noqa: PLC0415

            with station.store.read() as db:
                return on_behalf.current(db, station, by, station.clock.now())

        self.ask(look, self._tell, quietly=True)

    def minute(self) -> None:
        """A minute has passed."""
        if self.acting:
            self.opened()

    def relieved(self) -> None:
        """Another clerk is here: nobody goes on in the other one's name."""
        self._leave_off("signed_out")

    @Slot()
    def end(self) -> None:
        """Enough: the clerk acts for nobody."""
        self._leave_off("asked")

    def _leave_off(self, why: str) -> None:
        if (current := self._current) is None:
            return
        station = self.app.station

        def work() -> None:
            from kiosk.petitions.desk import on_behalf  # noqa: PLC0415

            on_behalf.end(station, current.session, current.by, why)

        self.ask(work, lambda _: self.opened(), quietly=True)

    def _tell(self, found: "OnBehalf | None") -> None:
        before, self._current = self._current, found
        if found is None:
            self.show(acting=False, bannerText="")
            if before is not None and before.by == self.app.by:
                self.app.toast(self.text("petitions-ui.behalf_over", name=before.name), "quiet")
            return
        text = self.text("petitions-ui.behalf", name=found.name, minutes=found.minutes_left)
        self.show(acting=True, bannerText=text)
