"""Counting the drawer by notes and coins: a finger on a face, figures from the pad or the keys, one running sum."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk import money
from kiosk.limits import face_count_max
from kiosk.wire.till_events import Counts
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.till import words
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class CountFacts(Facts):
    """The count in hand. It knows nothing of what the books expect: a count is blind by being only a count."""

    changed = Signal()
    finished = Signal()
    """The last face is behind."""

    current = fact(int, changed)
    """The face that the next figure is for, fen."""
    totalText = fact(str, changed, "0.00")
    begun = fact(bool, changed)
    lines = fact(list, changed)
    """What was counted, a line for each face that there is."""
    rows = part(RowsModel)

    def __init__(self, app: "App", owner: QObject) -> None:
        """Belong to a page's facts."""
        super().__init__(app)
        self.setParent(owner)
        self._counts: dict[int, int] = {}
        self._fresh = True
        self._rows = RowsModel(("face", "title", "count", "sumText", "lessText", "moreText"), key="face", parent=self)

    @property
    def counts(self) -> Counts:
        """As the desk wants them."""
        return tuple(self._counts.items())

    @property
    def total_fen(self) -> int:
        """What has been counted so far."""
        return sum(face * count for face, count in self._counts.items())

    def begin(self, faces: Iterable[int], counts: Counts = ()) -> None:
        """Start a new count of these faces, the largest first."""
        given = dict(counts)
        self._counts = {face: given.get(face, 0) for face in sorted(faces, reverse=True)}
        self._fresh = True
        self.show(current=next(iter(self._counts), 0))
        self._tell()

    @Slot(int)
    def choose(self, face: int) -> None:
        """This face is next; its first figure replaces what stands there."""
        self._fresh = True
        self.show(current=face)

    @Slot(int)
    def go(self, step: int) -> None:
        """The face after this one, or the one before."""
        faces = list(self._counts)
        at = faces.index(self.current) + step if self.current in faces else 0
        if at == len(faces):
            self.finished.emit()
        self.choose(faces[max(0, min(at, len(faces) - 1))])

    @Slot(str)
    def press(self, figure: str) -> None:
        """A figure for the face in hand."""
        if not (figure.isascii() and figure.isdigit()) or self.current not in self._counts:
            return
        before = 0 if self._fresh else self._counts[self.current]
        if (count := before * 10 + int(figure)) <= face_count_max:
            self._fresh = False
            self._put(self.current, count)

    @Slot()
    def erase(self) -> None:
        """The last figure was wrong."""
        self._fresh = False
        self._put(self.current, self._counts.get(self.current, 0) // 10)

    @Slot()
    def eraseAll(self) -> None:
        """This face again from nothing."""
        self._put(self.current, 0)

    @Slot(int, int)
    def add(self, face: int, step: int) -> None:
        """One more or one less of a face."""
        self.choose(face)
        self._put(face, max(0, min(face_count_max, self._counts.get(face, 0) + step)))

    def refresh(self) -> None:
        """Another language."""
        self._tell()

    def _put(self, face: int, count: int) -> None:
        if face in self._counts:
            self._counts[face] = count
            self._tell()

    def _tell(self) -> None:
        self._rows.replace([self._row(face, count) for face, count in self._counts.items()])
        self.show(
            totalText=money.yuan(self.total_fen), begun=any(self._counts.values()),
            lines=[self._line(face, count) for face, count in self._counts.items() if count],
        )  # fmt: skip

    def _line(self, face: int, count: int) -> dict[str, object]:
        return words.line(words.face(face, self.app.texts), face * count, f"× {count}")

    def _row(self, face: int, count: int) -> dict[str, object]:
        title = words.face(face, self.app.texts)
        return {
            "face": face, "title": title, "count": str(count), "sumText": money.yuan(face * count) if count else "",
            "lessText": self.text("till-ui.less", face=title), "moreText": self.text("till-ui.more", face=title),
        }  # fmt: skip
