"""What these pages have in common: a photo as evidence, listed reasons, paper on screen, failures by name."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.catalogue import ReasonGroup
from kiosk.errors import Trouble
from kiosk.parcels.desk import views
from kiosk.parcels.desk.partial import Failure
from kiosk.seams import DeviceState
from kiosk.slips import spool
from kiosk.station import Station
from kiosk.texts import Texts
from ui.bridge.facts import Facts, fact, for_qml
from ui.slips import SlipGallery

if TYPE_CHECKING:
    from ui.bridge.app import App


@for_qml
class PhotoFacts(Facts):
    """A photo that a step wants: taken, looked at, taken again. Without a camera it says so."""

    changed = Signal()

    picture = fact(str, changed)
    hasCamera = fact(bool, changed)
    cameraText = fact(str, changed)

    def __init__(self, app: "App", owner: QObject) -> None:
        """Belong to a page's facts."""
        super().__init__(app)
        self.setParent(owner)
        self.data = b""
        camera = app.counter.camera
        usable = camera is not None and camera.state() is not DeviceState.OFF
        self.show(hasCamera=usable, cameraText="" if usable else self.text("counterwork-ui.no_camera"))

    @Slot()
    def take(self) -> None:
        """Keep what the camera sees now."""
        if (camera := self.app.counter.camera) is None:
            return
        slips = self.app.slips

        def work() -> tuple[bytes, str]:
            data = camera.photo()
            return data, slips.keep(data)

        self.ask(work, lambda done: self._took(*done), self._failed)

    @Slot()
    def drop(self) -> None:
        """That one was not good, or the step is over."""
        self.data = b""
        self.show(picture="")

    def _took(self, data: bytes, picture: str) -> None:
        self.data = data
        self.show(picture=picture, cameraText="")

    def _failed(self, trouble: Trouble) -> bool:
        self.show(cameraText=self.app.texts.trouble(trouble))
        return True


def reasons(station: Station, group: ReasonGroup, texts: Texts) -> list[dict[str, str]]:
    """The catalogue's reasons of a group, as choices."""
    chinese = texts.language == "zh"
    return [
        {"value": one.code, "label": one.name if chinese else one.name_en or one.name}
        for one in station.catalogue.reasons(group)
    ]


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
