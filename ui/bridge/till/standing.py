"""Who answers for the drawer, on every page: the second line of the clerk's pill."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from kiosk.ledger.shifts import ShiftView


@for_qml
class TillFacts(Facts):
    """The open shift, as the top bar says it."""

    changed = Signal()

    shiftText = fact(str, changed)
    """第12班; 没开班; 唐站长的班; 已日终."""
    tone = fact(str, changed, "quiet")

    def opened(self) -> None:
        """Ask who answers for the drawer; the first screen is there before the ledger is."""
        if not self.app.is_open or not self.app.session.signedIn:
            return
        station = self.app.station

        def look() -> "tuple[ShiftView | None, bool]":
            from kiosk import journal  # noqa: PLC0415
            from kiosk.ledger import day, shifts  # noqa: PLC0415

            at = station.clock.now()
            with station.store.read() as db:
                return shifts.current(db, station, at), day.ended(db, journal.business_day(db, at))

        self.ask(look, lambda found: self._say(*found), quietly=True)

    def _say(self, shift: "ShiftView | None", ended: bool) -> None:  # noqa: FBT001
        if shift is None:
            self.show(shiftText=self.text("till-ui.pill.ended" if ended else "till-ui.pill.none"), tone="quiet")
        elif shift.forgotten:
            self.show(shiftText=self.text("till-ui.pill.forgotten"), tone="attention")
        elif shift.clerk == self.app.by:
            self.show(shiftText=self.text("till-ui.pill.own", number=shift.number), tone="good")
        else:
            self.show(shiftText=self.text("till-ui.pill.other", name=shift.clerk_name), tone="attention")
