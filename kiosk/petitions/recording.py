"""Keep a spoken petition while it is being spoken: pull the plug at any second, and all but the last two are there.

The microphone's thread only hands sound over. A thread of the recording's own seals it away second by second, and
makes it small meanwhile, so that the end of a long recording costs no more than that of a short one. The seconds stay
until the draft goes: a recording can be continued on another day.
"""

import hashlib
import logging
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.errors import DeviceGone, NotReady, Problem, Refused, Trouble
from kiosk.limits import voice_s_max
from kiosk.petitions import segments
from kiosk.petitions.desk import drafts
from kiosk.petitions.drafted import Draft
from kiosk.petitions.segments import Segment
from kiosk.seams import SOUND_RATE_HZ, Busy, DeviceState, Idle, Microphone, Round, SoundCodec, SoundEncoder
from kiosk.station import Station
from kiosk.wire.petition_events import Attached

log = logging.getLogger(__name__)

SECOND_BYTES = 2 * SOUND_RATE_HZ
_SALT_BYTES = 16  # before the sound, so that two silent seconds have two names, and go one by one
_QUIET = 300  # of 32,767: a room without a voice
_PAUSE_S = 0.25


@dataclass(frozen=True)
class Standing:
    """How a recording stands.

    Attributes:
        listening: The microphone is open.
        heard_ms: How long the recording is.
        safe_ms: How much of it a power cut cannot take.
        lost_ms: What a power cut, or a damaged disk, has taken; at most.
        level: Of the latest sound, 0 to 1.
        quiet_ms: How long no voice has been heard, since it began to listen.
        trouble: Why it stopped by itself, or None.
    """

    listening: bool
    heard_ms: int
    safe_ms: int
    lost_ms: int
    level: float
    quiet_ms: int
    trouble: Trouble | None


class Recording:
    """The recording of one draft. Its methods are for the desk thread; :meth:`standing` may be asked from any."""

    def __init__(self, station: Station, draft: int, by: str, microphone: Microphone | None, codec: SoundCodec) -> None:
        """Remember what belongs together; :meth:`open` begins.

        Args:
            station: Where it is kept.
            draft: To which it belongs.
            by: The acting clerk.
            microphone: None where there is none: what was recorded elsewhere can still be heard.
            codec: Makes it small.
        """
        self._station, self._draft, self._by = station, draft, by
        self._microphone, self._codec = microphone, codec
        self._encoder: SoundEncoder | None = None
        self._encoded = 0  # pieces
        self._pieces: list[Segment] = []
        self._lost = 0  # bytes
        self._next = 0  # number of the next piece
        self._heard = bytearray()  # what is not safe yet
        self._level = self._quiet_ms = 0
        self._listening = False
        self._trouble: Trouble | None = None
        self._hearing = threading.Lock()  # over _heard, _level, _quiet_ms
        self._keeping = threading.RLock()  # over everything else
        self._ending = threading.Event()  # of the thread that keeps what is heard now
        self._awake = threading.Event()

    def open(self) -> bool:
        """Find what is kept already.

        Returns:
            Whether there is something that is not attached yet: a power cut came before :meth:`finish`.

        Raises:
            NotFound: ``petitions.no_draft``.
        """
        with self._station.store.read() as db:
            voices = [one for one in drafts.get(db, self._draft, self._by).attachments if one.role == "voice"]
            rows = segments.of_draft(db, self._draft)
        self._pieces = [one for one in rows if self._station.attachments.has(one.digest)]
        self._lost = sum(one.bytes for one in rows) - sum(one.bytes for one in self._pieces)
        self._next = rows[-1].number + 1 if rows else 0
        # A file tells its length in whole milliseconds.
        return bool(self._pieces) and self._length() + self._lost >= _bytes_of(voices) + SECOND_BYTES // 1_000

    def listen(self) -> None:
        """Record, after what is there already.

        Raises:
            DeviceGone: ``device.no_microphone``, ``device.microphone_gone``.
            Refused: ``voice.too_long``.
        """
        if self._microphone is None:
            raise DeviceGone("device.no_microphone")
        with self._keeping:
            if self._listening:
                return
            if self._length() >= voice_s_max * SECOND_BYTES:
                raise Refused("voice.too_long", minutes=voice_s_max // 60)
            with self._hearing:
                self._level = self._quiet_ms = 0
            self._trouble = None
            self._microphone.start(self._hear)
            self._listening = True
            self._ending = threading.Event()
            threading.Thread(target=self._run, args=(self._ending,), name="recording", daemon=True).start()

    def pause(self) -> None:
        """Listen no more; what was heard is safe when this returns.

        Raises:
            StoreTrouble: It could not be kept; it is still in memory, and the next pause tries again.
        """
        with self._keeping:
            self._hush()
            while self._heard:
                self._keep(self._take(least=1))

    def sound(self) -> bytes:
        """All of it, to be heard: PCM."""
        with self._keeping:
            return b"".join(self._read(one) for one in self._pieces) + bytes(self._heard)

    def discard(self) -> Draft:
        """Say it again from the beginning: what was recorded leaves the draft, and the disk."""
        with self._keeping:
            self._hush()
            with self._hearing:
                self._heard.clear()
            with self._station.store.write() as db:
                draft = drafts.get(db, self._draft, self._by)
                drafts.shred_later(db, segments.clear(db, self._draft))
            self._pieces, self._encoder, self._encoded, self._lost, self._trouble = [], None, 0, 0, None
            for digest in _voices(draft):
                draft = drafts.detach(self._station, self._draft, digest, self._by)
            drafts.tidy(self._station)
            return draft

    def finish(self) -> Draft:
        """Listen no more, and attach the recording to its draft, in place of a shorter version of it.

        Raises:
            NotReady: ``voice.nothing``: nothing was recorded; or too many attachments.
            StoreTrouble: It could not be kept.
        """
        with self._keeping:
            self.pause()
            if not self._pieces:
                raise NotReady((Problem("voice", "voice.nothing"),))
            data, length_ms = self._small(), _ms(self._length())
            with self._station.store.write() as db:
                old = _voices(drafts.get(db, self._draft, self._by))
                segments.keep_only(db, self._draft, {one.number for one in self._pieces})

            def fresh(digest: str) -> Attached:
                return Attached(digest, self._codec.mime, len(data), "voice", length_ms)

            return drafts.exchange(self._station, self._draft, old, data, fresh, self._by)

    def standing(self) -> Standing:
        """How it stands now; quick."""
        with self._hearing:
            level, quiet_ms, waiting = self._level, self._quiet_ms, len(self._heard)
        safe = sum(one.bytes for one in tuple(self._pieces))
        return Standing(
            self._listening, _ms(safe + waiting), _ms(safe), _ms(self._lost), level / 32_768, quiet_ms, self._trouble
        )

    def round(self) -> Round:
        """Seal the next full second, or make one small; see whether the microphone is still there."""
        with self._keeping:
            try:
                if piece := self._take(least=SECOND_BYTES):
                    self._keep(piece)
                    return Busy()
                if self._listening:
                    self._watch()
                return Busy() if self._encode_next() else Idle()
            except Trouble as trouble:
                log.warning("the recording paused by itself: %s", trouble.key)
                self._hush()
                self._trouble = trouble
                return Idle()

    # ── Within ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _run(self, ending: threading.Event) -> None:
        while not ending.is_set():
            self._awake.clear()
            try:
                if isinstance(self.round(), Busy):
                    continue
            except Exception:  # the second in hand is tried again; the trace is kept
                log.exception("round of a recording")
            self._awake.wait(_PAUSE_S)

    def _hear(self, sound: bytes) -> None:
        """On the microphone's thread."""
        loudest = max(map(abs, memoryview(sound).cast("h")), default=0)
        with self._hearing:
            self._heard += sound
            self._level = loudest
            self._quiet_ms = self._quiet_ms + _ms(len(sound)) if loudest < _QUIET else 0
            full = len(self._heard) >= SECOND_BYTES
        if full:
            self._awake.set()

    def _watch(self) -> None:
        """Stop by itself where there is nothing more to hear, or no room."""
        if self._microphone is not None and self._microphone.state() is DeviceState.GONE:
            self.pause()
            raise DeviceGone("device.microphone_gone")
        if self._length() >= voice_s_max * SECOND_BYTES:
            raise Refused("voice.too_long", minutes=voice_s_max // 60)

    def _hush(self) -> None:
        if self._listening and self._microphone is not None:
            self._microphone.stop()
        self._listening = False
        self._ending.set()
        self._awake.set()
        self._level = 0

    def _take(self, *, least: int) -> bytes:
        with self._hearing:
            return bytes(self._heard[:SECOND_BYTES]) if len(self._heard) >= least else b""

    def _keep(self, sound: bytes) -> None:
        data = os.urandom(_SALT_BYTES) + sound
        piece = Segment(self._next, hashlib.sha256(data).hexdigest(), len(sound))
        with self._station.store.write() as db:
            drafts.get(db, self._draft, self._by)
            segments.add(db, self._draft, piece)
        self._next += 1
        self._station.attachments.put(data)
        self._pieces.append(piece)
        with self._hearing:
            del self._heard[: len(sound)]  # only now: what could not be kept is still here

    def _read(self, piece: Segment) -> bytes:
        return self._station.attachments.get(piece.digest)[_SALT_BYTES:]

    def _encode_next(self) -> bool:
        if self._encoded >= len(self._pieces):
            return False
        self._encoder = self._encoder or self._codec.encoder()
        self._encoder.write(self._read(self._pieces[self._encoded]))
        self._encoded += 1
        return True

    def _small(self) -> bytes:
        """All pieces as one file; most of them have been encoded while the next was spoken."""
        while self._encode_next():
            pass
        encoder, self._encoder, self._encoded = self._encoder, None, 0
        return encoder.finish() if encoder else b""

    def _length(self) -> int:
        return sum(one.bytes for one in self._pieces) + len(self._heard)


def _voices(draft: Draft) -> tuple[str, ...]:
    return tuple(one.digest for one in draft.attachments if one.role == "voice")


def _bytes_of(voices: Iterable[Attached]) -> int:
    return sum(one.duration_ms for one in voices) * SECOND_BYTES // 1_000


def _ms(sound_bytes: int) -> int:
    return sound_bytes * 1_000 // SECOND_BYTES
