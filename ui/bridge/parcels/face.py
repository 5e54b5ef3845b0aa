"""The face's photo at a hand-over (P10): only where the county allows it, after its notice, and never against a no."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.catalogue import FACE_NOTICE
from kiosk.errors import Trouble
from ui.bridge.counterwork import pictures
from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from ui.bridge.app import App

_PREVIEW_MS = 700


@for_qml
class FacePhoto(Facts):
    """The notice, the answer, the photo."""

    changed = Signal()

    allowed = fact(bool, changed)
    """The county has turned it on, and there is a camera."""
    asking = fact(bool, changed)
    """The notice is in front."""
    notice = fact(str, changed)
    law = fact(str, changed)
    keptText = fact(str, changed)
    """For how long."""
    preview = fact(str, changed)
    picture = fact(str, changed)
    refused = fact(bool, changed)

    def __init__(self, app: "App", owner: QObject) -> None:
        """Nobody was asked yet."""
        super().__init__(app)
        self.setParent(owner)
        self.data = b""
        self._looking = False
        self._ticker = QTimer(self)
        self._ticker.setInterval(_PREVIEW_MS)
        self._ticker.timeout.connect(self._look)

    def tell(self, *, has_camera: bool) -> None:
        """Say whether a face may be photographed here, and what the person reads first."""
        book, chinese = self.app.station.catalogue, self.app.texts.language == "zh"
        if not (book.limits.face_photo and has_camera):
            self.show(allowed=False)
            return
        text = book.text(FACE_NOTICE)
        self.show(
            allowed=True,
            notice=text.zh if chinese else text.en or text.zh,
            law=text.source,
            keptText=self.text("parcel-ui.face_kept", days=book.limits.destruction_days),
        )

    @Slot()
    def begin(self) -> None:
        """Show the notice, with what the camera sees."""
        self.show(asking=True, refused=False, preview="", troubleText="")
        self._ticker.start()
        self._look()

    @Slot()
    def leave(self) -> None:
        """Neither yes nor no."""
        self._ticker.stop()
        self.show(asking=False, preview="")

    @Slot()
    def refuse(self) -> None:
        """No: nothing is taken, and what was taken before is gone."""
        self.leave()
        self.drop()
        self.show(refused=True)

    @Slot()
    def agree(self) -> None:
        """Yes: take it."""
        if self.busy or (camera := self.app.counter.camera) is None:
            return
        slips = self.app.slips
        self.ask(lambda: pictures.photograph(camera, slips), lambda done: self._took(*done), self._failed)

    @Slot()
    def drop(self) -> None:
        """They have thought again, or it is not a good one."""
        self.data = b""
        self.show(picture="")

    def clear(self) -> None:
        """The next person has not been asked."""
        self.leave()
        self.drop()
        self.show(refused=False)

    def _took(self, data: bytes, picture: str) -> None:
        if self.asking:  # otherwise the answer has changed meanwhile
            self.data = data
            self.leave()
            self.show(picture=picture)

    def _failed(self, trouble: Trouble) -> bool:
        self.show(troubleText=self.app.texts.trouble(trouble))
        return True

    def _look(self) -> None:
        camera = self.app.counter.camera
        if camera is None or self._looking:
            return
        self._looking, slips = True, self.app.slips

        def work() -> str:
            frame = camera.preview()
            return slips.keep(frame) if frame else ""

        self.ask(work, self._looked, quietly=True)

    def _looked(self, picture: str) -> None:
        self._looking = False
        if self.asking:
            self.show(preview=picture)
