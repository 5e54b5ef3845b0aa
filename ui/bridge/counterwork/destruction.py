"""Labels and unclaimed letters destroyed before a witness (P28, P30), and the ledger of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.parcels.desk import destruction
from kiosk.parcels.desk.destruction import LabelsDue, LedgerLine
from kiosk.parcels.desk.exceptions import Aside
from kiosk.parcels.desk.partial import Partial
from ui.bridge.counterwork import shared
from ui.bridge.counterwork.shared import PhotoFacts
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class DestructionFacts(Facts):
    """What is due, the signature, the ledger."""

    changed = Signal()

    loaded = fact(bool, changed)
    what = fact(str, changed, "labels")
    """``labels`` or ``letters``."""
    labelsCount = fact(str, changed)
    labelsText = fact(str, changed)
    anyDue = fact(bool, changed)
    letters = fact(list, changed)
    lettersText = fact(str, changed)
    ledger = fact(list, changed)
    failures = fact(list, changed)
    slip = fact(str, changed)
    signed = fact(int, changed)
    photo = part(PhotoFacts)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the photo."""
        super().__init__(app, args)
        self._photo = PhotoFacts(app, self)
        self._left_out: set[int] = set()
        self._due: tuple[Aside, ...] = ()
        self._labels = 0

    def opened(self) -> None:
        """What is due, and what was done."""
        station = self.app.station
        self.ask(
            lambda: (
                destruction.labels_due(station),
                destruction.letters_due(station),
                destruction.ledger(station, 60),
            ),
            lambda got: self._listed(*got),
            quietly=True,
        )

    @Slot(str)
    def choose(self, what: str) -> None:
        """Labels or letters."""
        self.show(what=what, slip="", failures=[], problems={}, troubleText="")
        self._tell()

    @Slot(str)
    def toggle(self, parcel: str) -> None:
        """This letter is not destroyed today, or is."""
        self._left_out ^= {int(parcel)}
        self._tell()

    @Slot(str, str)
    def sign(self, witness: str, method: str) -> None:
        """Both have seen it destroyed."""
        if self.busy:  # a second tap of the same finger
            return
        station, by, slips, photo = self.app.station, self.app.by, self.app.slips, self._photo.data
        ids = tuple(one.parcel.id for one in self._due if one.parcel.id not in self._left_out)
        letters = self.what == "letters"

        def work() -> tuple[Partial[int], str]:
            done: Partial[int] = Partial((), ())
            if letters:
                done = destruction.destroy_letters(station, ids, witness, method, by, photo)
            else:
                destruction.destroy_labels(station, witness, method, by, photo)
            return done, shared.newest_slip(station, slips) if done.done or not letters else ""

        self.ask(work, lambda done: self._signed(*done))

    def _listed(self, labels: LabelsDue, letters: tuple[Aside, ...], ledger: tuple[LedgerLine, ...]) -> None:
        self._labels, self._due = labels.count, letters
        if not labels.count and letters and not self.loaded:
            self.show(what="letters")
        self.show(
            loaded=True,
            labelsCount=str(labels.count),
            labelsText=self.text(
                "counterwork-ui.labels_due", first=shared.day_text(labels.from_day), last=shared.day_text(labels.to_day)
            )
            if labels.count
            else self.text("counterwork-ui.labels_none", days=self.app.station.catalogue.limits.destruction_days),
            ledger=[self._line(one) for one in ledger],
        )
        self._tell()

    def _tell(self) -> None:
        chosen = [one for one in self._due if one.parcel.id not in self._left_out]
        self.show(
            letters=[
                {
                    "id": str(one.parcel.id),
                    "title": f"{one.parcel.code} · {lines.whose(one.parcel, self.app.texts)}",
                    "subtitle": lines.spaced(one.parcel.waybill),
                    "picked": one.parcel.id not in self._left_out,
                }
                for one in self._due
            ],
            lettersText=self.text("counterwork-ui.letters_due", count=len(chosen))
            if self._due
            else self.text("counterwork-ui.letters_none"),
            anyDue=bool(chosen) if self.what == "letters" else self._labels > 0,
        )

    def _line(self, one: LedgerLine) -> dict[str, str]:
        span = f"{shared.day_text(one.from_day)} – {shared.day_text(one.to_day)}"
        return {
            "title": self.text(f"counterwork-ui.destroyed.{one.kind}", count=one.count),
            "subtitle": " · ".join((span, self.text("counterwork-ui.witnessed", name=one.witness), one.method)),
        }

    def _signed(self, done: Partial[int], slip: str) -> None:
        codes = {one.parcel.id: one.parcel.code for one in self._due}
        self._photo.drop()
        self._left_out = set()
        self.show(
            slip=slip, signed=self.signed + 1,
            failures=shared.failures(done.failed, self.app.texts, lambda one: codes.get(one, str(one))),
        )  # fmt: skip
        self.app.toast(self.text("counterwork-ui.printing"))
        self.opened()
