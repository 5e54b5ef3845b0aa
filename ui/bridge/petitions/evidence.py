"""Photos, papers and films of a draft: taken, chosen from what somebody brought, blacked out, taken off again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.petitions.desk import attaching, drafts
from kiosk.petitions.drafted import Draft
from kiosk.seams import DeviceState
from kiosk.wire.petition_events import Attached
from ui.bridge.counterwork import pictures
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.models.rows import RowsModel
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App

_ICONS = {"photo": "image", "document": "file-text", "video": "tv"}
_FILMS = frozenset({".mp4", ".m4v", ".mov", ".3gp"})


@for_qml
class PetitionEvidenceFacts(Facts):
    """What lies beside the words; its owner hears of each change."""

    changed = Signal()

    rows = fact(list, changed)
    hasCamera = fact(bool, changed)
    canChoose = fact(bool, changed)
    cameraText = fact(str, changed)
    choosing = fact(bool, changed)
    looked = fact(bool, changed)
    files = part(RowsModel)

    def __init__(self, app: "App", owner: QObject, attached: Callable[[Draft], None]) -> None:
        """Belong to a page's facts."""
        super().__init__(app)
        self.setParent(owner)
        self._attached = attached
        self._draft = 0
        self._shown_pictures: dict[str, str] = {}
        self._files = RowsModel(("id", "title", "subtitle", "when", "iconName"), parent=self)
        camera = app.counter.camera
        usable = camera is not None and camera.state() is not DeviceState.OFF
        self.show(
            hasCamera=usable, canChoose=app.counter.darkroom is not None,
            cameraText="" if usable else self.text("petitions-ui.no_camera"),
        )  # fmt: skip

    def begin(self, draft: Draft) -> None:
        """Show what is attached to a draft."""
        self._draft = draft.id
        wanted = [one for one in draft.attachments if one.role in _ICONS]
        self._let_go({one.digest for one in wanted})
        missing = [one for one in wanted if one.role != "video" and one.digest not in self._shown_pictures]
        if not missing:
            self._tell(wanted)
            return
        station, slips = self.app.station, self.app.slips

        def work() -> dict[str, str]:
            there = [one for one in missing if station.attachments.has(one.digest)]
            return {one.digest: slips.keep(station.attachments.get(one.digest)) for one in there}

        def then(sources: dict[str, str]) -> None:
            self._shown_pictures |= sources
            self._tell(wanted)

        self.ask(work, then, quietly=True)

    @Slot(str)
    def take(self, role: str) -> None:
        """Keep what the camera sees now, as ``photo`` or ``document``."""
        if self.busy or (camera := self.app.counter.camera) is None:
            return
        station, draft, by = self.app.station, self._draft, self.app.by
        self.ask(lambda: attaching.photo(station, draft, camera.photo(), by, role), self._attached)

    @Slot(str)
    def remove(self, digest: str) -> None:
        """Not this one: it leaves the disk."""
        if self.busy:
            return
        station, draft, by = self.app.station, self._draft, self.app.by
        self.ask(lambda: drafts.detach(station, draft, digest, by), self._attached)

    @Slot()
    def choose(self) -> None:
        """Show the pictures and films on this PC and on what is plugged in."""
        self.show(choosing=True, looked=False, troubleText="")
        self.look()

    @Slot()
    def look(self) -> None:
        """Look again: a stick has been plugged in."""
        self.ask(lambda: pictures.newest(pictures.folders(), pictures.SUFFIXES | _FILMS), self._listed)

    @Slot()
    def leave(self) -> None:
        """No file after all."""
        self.show(choosing=False)

    @Slot(str)
    def use(self, path: str) -> None:
        """This one: made small, without its metadata."""
        if self.busy or (darkroom := self.app.counter.darkroom) is None:
            return
        station, draft, by, file = self.app.station, self._draft, self.app.by, Path(path)

        def work() -> Draft:
            if _is_film(file):
                return attaching.film(station, darkroom, draft, file, by)
            return attaching.picture(station, darkroom, draft, file, by)

        def then(found: Draft) -> None:
            self.show(choosing=False)
            self._attached(found)

        self.ask(work, then)

    def forget(self) -> None:
        """Show nothing any more: it was filed."""
        self._let_go(set())
        self.show(rows=[])

    def _let_go(self, kept: set[str]) -> None:
        """What was taken off or blacked out is not even in memory."""
        for digest in self._shown_pictures.keys() - kept:
            self.app.slips.let_go(self._shown_pictures.pop(digest))

    def _listed(self, found: tuple[pictures.PictureFile, ...]) -> None:
        now_ms = self.app.now().county_ms
        self._files.replace(
            [
                {
                    "id": str(one.path), "title": one.path.name, "subtitle": "/".join(one.path.parent.parts[-2:]),
                    "when": moment_text(one.at_ms, now_ms, self.app.texts),
                    "iconName": "tv" if _is_film(one.path) else "image",
                }
                for one in found
            ]
        )  # fmt: skip
        self.show(looked=True)

    def _tell(self, attached: list[Attached]) -> None:
        self.show(rows=[self._row(one, place) for place, one in enumerate(attached, 1)])

    def _row(self, one: Attached, place: int) -> dict[str, Any]:
        word = self.text(f"petitions-ui.role.{one.role}")
        length = self.text("petitions.slip.seconds", seconds=-(-one.duration_ms // 1000)) if one.duration_ms else ""
        return {
            "digest": one.digest,
            "title": self.text("petitions-ui.piece", place=place, what=word),
            "subtitle": length or self.text("petitions-ui.kilobytes", size=-(-one.bytes // 1024)),
            "icon": _ICONS[one.role],
            "picture": self._shown_pictures.get(one.digest, ""),
            "canBlack": one.role in attaching.PICTURES,
        }


def _is_film(file: Path) -> bool:
    return file.suffix.lower() in _FILMS
