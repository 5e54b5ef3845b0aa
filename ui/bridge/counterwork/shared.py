"""What these pages have in common: a photo as evidence, listed reasons, paper on screen, failures by name."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.catalogue import Reason, ReasonGroup
from kiosk.errors import Trouble
from kiosk.parcels.desk import views
from kiosk.parcels.desk.partial import Failure
from kiosk.seams import DeviceState
from kiosk.slips import spool
from kiosk.station import Station
from kiosk.texts import Texts
from ui.bridge.counterwork import pictures
from ui.bridge.counterwork.pictures import PictureFile
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.models.rows import RowsModel
from ui.slips import SlipGallery
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class PhotoFacts(Facts):
    """A photo that a step wants: taken, looked at, taken again, or chosen from the files that somebody brought."""

    changed = Signal()

    picture = fact(str, changed)
    hasCamera = fact(bool, changed)
    canChoose = fact(bool, changed)
    possible = fact(bool, changed)
    """By the camera or from a file."""
    cameraText = fact(str, changed)
    choosing = fact(bool, changed)
    """The list of files is in front."""
    looked = fact(bool, changed)
    files = part(RowsModel)

    def __init__(self, app: "App", owner: QObject) -> None:
        """Belong to a page's facts."""
        super().__init__(app)
        self.setParent(owner)
        self.data = b""
        self._files = RowsModel(("id", "title", "subtitle", "when"), parent=self)
        camera = app.counter.camera
        usable, choice = camera is not None and camera.state() is not DeviceState.OFF, app.counter.photo_of is not None
        missing = "counterwork-ui.no_camera_choose" if choice else "counterwork-ui.no_camera"
        self.show(
            hasCamera=usable, canChoose=choice, possible=usable or choice,
            cameraText="" if usable else self.text(missing),
        )  # fmt: skip

    @Slot()
    def take(self) -> None:
        """Keep what the camera sees now."""
        if (camera := self.app.counter.camera) is None:
            return
        slips = self.app.slips
        self.ask(lambda: pictures.photograph(camera, slips), lambda done: self._took(*done), self._failed)

    @Slot()
    def choose(self) -> None:
        """Show the pictures on this PC and on what is plugged in."""
        self.show(choosing=True, looked=False, troubleText="")
        self.look()

    @Slot()
    def look(self) -> None:
        """Look again: a stick has been plugged in."""
        self.ask(lambda: pictures.newest(pictures.folders()), self._listed)

    @Slot()
    def leave(self) -> None:
        """No file after all."""
        self.show(choosing=False)

    @Slot(str)
    def use(self, path: str) -> None:
        """This one: made as small as a photo of our own, without its metadata."""
        if self.busy or (photo_of := self.app.counter.photo_of) is None:
            return
        slips = self.app.slips

        def work() -> tuple[bytes, str]:
            data = photo_of(Path(path))
            return data, slips.keep(data)

        self.ask(work, lambda done: self._took(*done))

    @Slot()
    def drop(self) -> None:
        """That one was not good, or the step is over."""
        self.data = b""
        self.show(picture="")

    def _took(self, data: bytes, picture: str) -> None:
        self.data = data
        self.show(picture=picture, cameraText="", choosing=False)

    def _listed(self, found: tuple[PictureFile, ...]) -> None:
        now_ms = self.app.now().county_ms
        self._files.replace(
            [
                {
                    "id": str(one.path), "title": one.path.name, "subtitle": "/".join(one.path.parent.parts[-2:]),
                    "when": moment_text(one.at_ms, now_ms, self.app.texts),
                }
                for one in found
            ]
        )  # fmt: skip
        self.show(looked=True)

    def _failed(self, trouble: Trouble) -> bool:
        self.show(cameraText=self.app.texts.trouble(trouble))
        return True


def reasons(station: Station, group: ReasonGroup, texts: Texts) -> list[dict[str, str]]:
    """The catalogue's reasons of a group, as choices."""
    return choices(station.catalogue.reasons(group), texts)


def choices(listed: Iterable[Reason], texts: Texts) -> list[dict[str, str]]:
    """Reasons as choices."""
    chinese = texts.language == "zh"
    return [{"value": one.code, "label": one.name if chinese else one.name_en or one.name} for one in listed]


def newest_slip(station: Station, slips: SlipGallery) -> str:
    """The slip that a step has just queued, painted; on the desk thread."""
    with station.store.read() as db:
        found = spool.recent(db, 1)
    return slips.show(found[0].document) if found else ""


def today_of(station: Station) -> date:
    """The business date; on the desk thread."""
    with station.store.read() as db:
        return views.business_today(db, station)


def failures(
    failed: Iterable[Failure[Any]], texts: Texts, name: Callable[[Any], str] = str
) -> list[dict[str, str]]:  # fmt: skip
    """What was not done, each with its reason."""
    return [{"title": name(one.what), "subtitle": texts.trouble(one.trouble)} for one in failed]


def day_text(day: date) -> str:
    """A day as slips write it."""
    return f"{day:%Y-%m-%d}"
