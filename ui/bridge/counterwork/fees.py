"""The fee list (G15): on the screen for whoever asks, and on paper. What is not on it cannot be charged."""

from PySide6.QtCore import Signal, Slot

from kiosk import money
from kiosk.parcels.desk import money as charges
from ui.bridge.facts import Facts, fact, for_qml


@for_qml
class FeesFacts(Facts):
    """The fee list."""

    changed = Signal()

    fees = fact(list, changed)
    tariffs = fact(list, changed)
    slip = fact(str, changed)

    def opened(self) -> None:
        """The catalogue's list, free items first in words: they are what people ask about."""
        book, chinese = self.app.station.catalogue, self.app.texts.language == "zh"
        self.show(
            fees=[
                {
                    "name": one.name if chinese else one.name_en or one.name,
                    "basis": one.basis,
                    "price": self._price(one.fen, one.unit),
                    "free": one.fen == 0,
                }
                for one in book.fees
            ],
            tariffs=[
                {
                    "name": one.name,
                    "base": self.text("counterwork-ui.fee_base", kg=_kg(one.base_g), yuan=money.yuan(one.base_fen)),
                    "step": self.text("counterwork-ui.fee_step", kg=_kg(one.step_g), yuan=money.yuan(one.step_fen)),
                }
                for one in book.tariffs
            ],
        )

    @Slot()
    def printList(self) -> None:
        """On paper, to hang up or to take along."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, slips = self.app.station, self.app.by, self.app.slips
        self.ask(lambda: slips.show(charges.print_fees(station, by)), self._printed)

    def _printed(self, slip: str) -> None:
        self.show(slip=slip)
        self.app.toast(self.text("counterwork-ui.printing"))

    def _price(self, fen: int, unit: str) -> str:
        if not fen:
            return self.text("counterwork-ui.free")
        return self.text("counterwork-ui.fee_price", yuan=money.yuan(fen), unit=unit)


def _kg(grams: int) -> str:
    return f"{grams / 1000:g}"
