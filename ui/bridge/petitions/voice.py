"""A spoken petition on screen: record, stop, go on, hear it, say it anew. Stopping attaches it: no step to forget."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.errors import Trouble
from kiosk.limits import voice_s_max
from kiosk.petitions.drafted import Draft
from kiosk.petitions.recording import Recording, Standing
from kiosk.seams import DeviceState
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.worker import Worker

if TYPE_CHECKING:
    from ui.bridge.app import App

_TICK_MS = 100
_QUIET_MS = 4_000
"""Nobody is silent for so long who has just been asked to speak."""
_LOUD = 0.35
"""Of full scale: where the meter is full. Who speaks at arm's length reaches a third."""


@for_qml
class VoiceFacts(Facts):
    """The recording of one draft; the page that owns it says of which (:meth:`begin`)."""

    changed = Signal()

    possible = fact(bool, changed)
    """This counter has a microphone; whether it is plugged in shows when it is asked."""
    state = fact(str, changed, "none")
    """none (no draft yet), empty, listening, kept or playing."""
    timeText = fact(str, changed, "0:00")
    """How long it is; while it is played, how much has been heard."""
    wholeText = fact(str, changed)
    """While it is played: of how much."""
    share = fact(float, changed)
    """While it is played: how far, 0 to 1."""
    level = fact(float, changed)
    """While it listens: how loud, 0 to 1."""
    levelText = fact(str, changed)
    """The level in a word, for those who cannot see it."""
    safeText = fact(str, changed)
    """What a power cut cannot take."""
    hintText = fact(str, changed)
    """What is to be done now, or what is odd."""
    hintTone = fact(str, changed, "soft")

    def __init__(self, app: "App", owner: QObject, attached: Callable[[Draft], None]) -> None:
        """Belong to a page's facts.

        Args:
            app: The app.
            owner: The page's facts.
            attached: Told, on Qt's thread, each time the draft's attachments have changed.
        """
        super().__init__(app)
        self.setParent(owner)
        self._attached = attached
        self._recording: Recording | None = None
        self._whole_ms = 0
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self._tick)
        self.show(possible=app.counter.microphone is not None)
        app.languageChanged.connect(self._reword)

    def begin(self, draft: int) -> None:
        """Take up the recording of a draft; what a power cut has left unfinished is attached."""
        counter, by = self.app.counter, self.app.by
        if counter.codec is None or self._recording is not None:
            return
        made = self._recording = Recording(self.app.station, draft, by, counter.microphone, counter.codec)
        self.app.session.left.connect(self.stop)
        self.destroyed.connect(_Ending(made, self.app.worker))

        def work() -> tuple[Standing, Draft | None]:
            unfinished = made.open()
            return made.standing(), made.finish() if unfinished else None

        self.ask(work, lambda found: self._taken_up(*found))

    @Slot()
    def listen(self) -> None:
        """Record, after what is there already."""
        if (made := self._recording) is None:
            return
        self._be_silent()

        def work() -> Standing:
            made.listen()
            return made.standing()

        self.ask(work, self._listening)

    @Slot()
    def stop(self) -> None:
        """Enough for now: what was said is attached; what is being played falls silent."""
        if self.state == "playing":
            self._be_silent()
        elif (made := self._recording) is not None and self.state == "listening":
            self._ticker.stop()
            self.ask(lambda: (made.finish(), made.standing()), self._stopped, self._failed)

    @Slot()
    def play(self) -> None:
        """Let it be heard, from the beginning."""
        speaker = self.app.counter.speaker
        if (made := self._recording) is None or speaker is None:
            self.show(hintText=self.text("voice-ui.no_speaker"), hintTone="attention")
            return
        if self.state != "kept":
            return

        def work() -> Standing:
            speaker.play(made.sound())
            return made.standing()

        self.ask(work, self._playing)

    @Slot()
    def again(self) -> None:
        """Say it anew: what was recorded is gone."""
        if (made := self._recording) is None:
            return
        self._be_silent()
        self.ask(lambda: (made.discard(), made.standing()), self._stopped, self._failed)

    # Within --------------------------------------------------------------------------------------------------------

    def _taken_up(self, standing: Standing, draft: Draft | None) -> None:
        self._rest(standing)
        if standing.lost_ms:
            lost = self.text("voice-ui.lost", seconds=-(-standing.lost_ms // 1_000))
            self.show(hintText=lost, hintTone="attention")
        if draft is not None:
            self._attached(draft)

    def _listening(self, _: Standing) -> None:
        if not self.app.session.signedIn:  # left, before the microphone was open
            self.show(state="listening")
            self.stop()
            return
        self.show(state="listening", hintText=self.text("voice-ui.speak"), hintTone="soft", safeText="")
        self._ticker.start()

    def _playing(self, standing: Standing) -> None:
        self.show(state="playing", wholeText=clock_text(standing.heard_ms), hintText="", share=0.0, timeText="0:00")
        self._whole_ms = standing.heard_ms
        self._ticker.start()

    def _stopped(self, done: tuple[Draft, Standing]) -> None:
        draft, standing = done
        self._rest(standing)
        self._attached(draft)

    def _failed(self, _trouble: Trouble) -> None:
        if self._recording is not None:
            self._rest(self._recording.standing())

    def _rest(self, standing: Standing) -> None:
        """Nothing moves."""
        self._ticker.stop()
        kept = standing.heard_ms > 0
        self.show(
            state="kept" if kept else "empty", timeText=clock_text(standing.heard_ms), level=0.0, share=0.0,
            levelText="", wholeText="", safeText=self.text("voice-ui.kept") if kept else "",
            hintText="" if kept else self.text("voice-ui.empty", minutes=voice_s_max // 60), hintTone="soft",
        )  # fmt: skip

    @Slot()
    def _reword(self) -> None:
        if self._recording is not None and self.state in {"empty", "kept"}:
            self._rest(self._recording.standing())

    def _be_silent(self) -> None:
        if self.state == "playing" and self.app.counter.speaker is not None and self._recording is not None:
            self.app.counter.speaker.stop()
            self._rest(self._recording.standing())

    @Slot()
    def _tick(self) -> None:
        if self._recording is None:
            return
        if self.state == "playing":
            self._play_on()
            return
        standing = self._recording.standing()
        if not standing.listening:
            self._stopped_itself(standing)
            return
        quiet = standing.quiet_ms >= _QUIET_MS
        if not quiet:
            self.app.idle.touch()  # who speaks is here, though nobody touches the screen
        self.show(
            timeText=clock_text(standing.heard_ms),
            level=min(1.0, standing.level / _LOUD),
            levelText=self.text("voice-ui.level_quiet" if quiet else "voice-ui.level_good"),
            safeText=self.text("voice-ui.safe", time=clock_text(standing.safe_ms)) if standing.safe_ms else "",
            hintText=self.text("voice-ui.quiet" if quiet else "voice-ui.speak"),
            hintTone="attention" if quiet else "soft",
        )

    def _stopped_itself(self, standing: Standing) -> None:
        """The microphone was pulled out, the disk is full, or it is long enough: keep what there is, and say why."""
        trouble = standing.trouble
        self._ticker.stop()
        if (made := self._recording) is None:
            return

        def then(done: tuple[Draft, Standing]) -> None:
            self._stopped(done)
            if trouble is not None:
                self.trouble(trouble)

        self.ask(lambda: (made.finish(), made.standing()), then, self._failed)

    def _play_on(self) -> None:
        speaker = self.app.counter.speaker
        heard_ms = None if speaker is None else speaker.heard_ms()
        if heard_ms is None:
            if self._recording is not None:
                self._rest(self._recording.standing())
            if speaker is None or speaker.state() is DeviceState.GONE:
                self.show(hintText=self.text("voice-ui.no_speaker"), hintTone="attention")
            return
        self.show(timeText=clock_text(heard_ms), share=heard_ms / max(1, self._whole_ms))


class _Ending:
    """The page has closed: what is being said is kept, and the microphone let go."""

    def __init__(self, recording: Recording, worker: Worker) -> None:
        self._recording, self._worker = recording, worker

    def __call__(self) -> None:
        self._worker.ask(self._recording.pause, lambda _: None, lambda _: None)


def clock_text(length_ms: int) -> str:
    """A length as recorders show it: 4:07."""
    return f"{length_ms // 60_000}:{length_ms // 1_000 % 60:02}"
