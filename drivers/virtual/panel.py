"""The printer twin as the side panel handles it: paper to look at, and one trouble at a time from a menu."""

from drivers.virtual.printer import VirtualPrinter
from drivers.virtual.scanner import chosen
from kiosk.seams import Paper

TROUBLES = ("", "paper_out", "cover_open", "unplugged", "tears_mid_slip")

TEAR_AFTER_BYTES = 160  # a few lines into any slip


class PrinterOnPanel:
    """Keeps PrinterTwin over a virtual printer."""

    def __init__(self, printer: VirtualPrinter) -> None:
        """Stand beside the printer; whoever prints goes on using it."""
        self.name = printer.name
        self._box = printer.box
        self._tears = False

    def papers(self, after: int = 0) -> tuple[Paper, ...]:
        """The pieces numbered above ``after``, oldest first."""
        return tuple(
            Paper(slip.number, slip.title, slip.text, slip.png, slip.complete)
            for slip in self._box.slips
            if slip.number > after
        )

    def trouble(self) -> str:
        """One of TROUBLES."""
        for trouble in ("unplugged", "cover_open", "paper_out"):
            if getattr(self._box, trouble):
                self._tears = False
                return trouble
        return "tears_mid_slip" if self._tears else ""

    def set_trouble(self, trouble: str) -> None:
        """Choose one of TROUBLES; ``""`` mends everything."""
        chosen(trouble, TROUBLES)
        self._box.repair()
        self._tears = trouble == "tears_mid_slip"
        if self._tears:
            self._box.tears_mid_slip(TEAR_AFTER_BYTES)
        elif trouble:
            setattr(self._box, trouble, True)
