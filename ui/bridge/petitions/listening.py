"""What was attached, heard and seen again: one recording at a time, pictures as they were kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.errors import DeviceGone
from kiosk.seams import DeviceState
from ui.bridge.facts import Facts, fact, for_qml

if TYPE_CHECKING:
    from ui.bridge.app import App

_LOOK_MS = 300


@for_qml
class AttachedFacts(Facts):
    """A part of a page that shows attachments."""

    changed = Signal()

    playing = fact(str, changed)
    """Digest of the recording that plays, or empty."""
    picture = fact(str, changed)
    """Source of the picture in front; empty hides it."""
    pictureTitle = fact(str, changed)

    def __init__(self, app: "App", owner: QObject) -> None:
        """Belong to a page's facts."""
        super().__init__(app)
        self.setParent(owner)
        self._ticker = QTimer(self)
        self._ticker.setInterval(_LOOK_MS)
        self._ticker.timeout.connect(self._look)
        self.destroyed.connect(app.counter.speaker.stop if app.counter.speaker else lambda: None)

    @Slot(str)
    def listen(self, digest: str) -> None:
        """Play a recording, or stop the one that plays."""
        speaker, codec, station = self.app.counter.speaker, self.app.counter.codec, self.app.station
        if self.playing:
            was = self.playing
            self.stop()
            if was == digest:
                return

        def work() -> None:
            if speaker is None or codec is None or speaker.state() is DeviceState.GONE:
                raise DeviceGone("petition-work-ui.no_speaker")
            speaker.play(codec.decode(station.attachments.get(digest)))

        def begun(_: None) -> None:
            self.show(playing=digest)
            self._ticker.start()

        self.ask(work, begun)

    @Slot()
    def stop(self) -> None:
        """Be silent."""
        self._ticker.stop()
        self.show(playing="")
        if self.app.counter.speaker is not None:
            self.app.counter.speaker.stop()

    @Slot(str, str)
    def see(self, digest: str, title: str) -> None:
        """Show a picture."""
        station, slips = self.app.station, self.app.slips
        self.ask(
            lambda: slips.keep(station.attachments.get(digest)),
            lambda picture: self.show(picture=picture, pictureTitle=title),
        )

    @Slot()
    def close(self) -> None:
        """Put the picture away."""
        self.app.slips.let_go(self.picture)
        self.show(picture="")

    def _look(self) -> None:
        speaker = self.app.counter.speaker
        if speaker is None or speaker.heard_ms() is None:
            self._ticker.stop()
            self.show(playing="")
