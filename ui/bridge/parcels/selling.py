"""What is sold beside a hand-over: a bag, a box; only what the fee list names can be chosen (G15)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk import limits, money
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.parcels import lines

if TYPE_CHECKING:
    from kiosk.catalogue import Fee
    from ui.bridge.app import App


@for_qml
class Selling(Facts):
    """The listed fees that stay with the point, each with how many were sold."""

    changed = Signal()

    offers = fact(list, changed)
    chosenText = fact(str, changed)
    """What was chosen and its sum, on one line; empty when nothing was."""
    rows = fact(list, changed)
    """What was chosen, each with its price."""

    def __init__(self, app: "App", owner: QObject) -> None:
        """Nothing is sold yet."""
        super().__init__(app)
        self.setParent(owner)
        self._counts: dict[str, int] = {}

    @property
    def chosen(self) -> tuple[tuple[str, int], ...]:
        """Codes of the fee list with their counts."""
        return tuple(self._counts.items())

    @Slot(str, int)
    def add(self, code: str, step: int) -> None:
        """One more of it, or one less."""
        count = min(limits.fee_count_max, max(0, self._counts.pop(code, 0) + step))
        if count:
            self._counts[code] = count
        self.tell()

    def clear(self) -> None:
        """The next person."""
        self._counts = {}
        self.tell()

    def tell(self) -> None:
        """Put it into words."""
        texts, book = self.app.texts, self.app.station.catalogue
        sold = [(book.fee(code), count) for code, count in self._counts.items()]
        rows = [
            {"title": f"{self._name(fee)} ×{count}", "value": lines.yuan(fee.fen * count, texts)} for fee, count in sold
        ]
        total = texts("parcel-ui.sold_sum", yuan=money.yuan(sum(fee.fen * count for fee, count in sold)))
        self.show(
            rows=rows,
            chosenText="、".join((*(row["title"] for row in rows), total)) if rows else "",
            offers=[
                {
                    "value": fee.code, "label": self._name(fee), "price": lines.yuan(fee.fen, texts),
                    "count": str(self._counts.get(fee.code, 0)),
                }
                for fee in book.fees
                if fee.fen and not fee.code.startswith("insurance")  # the carrier's, with the parcel's own money
            ],
        )  # fmt: skip

    def _name(self, fee: "Fee") -> str:
        return fee.name if self.app.texts.language == "zh" else fee.name_en or fee.name
