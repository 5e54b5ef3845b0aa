"""One outcome, one sound: earcon, words, then the code spelled, joined into one WAV.

The clips are files, one a name, in folders of which a later one wins: a station puts its own recordings (dialect too)
beside ours, name by name. Everything is read once; composing touches no disk and never fails: a missing clip is left
out.
"""

import io
import json
import logging
import re
import wave
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import resources
from drivers.sound import speech

log = logging.getLogger(__name__)

RATE_HZ = 16_000
"""Mono, 16 bit. Recordings of another rate or in stereo are brought to it."""

GAP_S = 0.03
CLIP_S_MAX = 10.0
PARTS_MAX = 8
PART_CHARS_MAX = 40

Samples = NDArray[np.int16]

_SLOTS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "{count}": lambda part: speech.count(_whole(part)),
    "{amount}": lambda part: speech.amount(_whole(part)),
}


_DAYS = re.compile(r"(\d{1,4})天", re.ASCII)


@dataclass(frozen=True)
class Clips:
    """The recordings and the plan of each outcome.

    Attributes:
        samples: By clip name; an earcon is ``earcon-<outcome>``.
        plans: By outcome: clip names and slots (``{count}``, ``{amount}``: a part said there), in order.
        words: What each clip says, by name.
    """

    samples: Mapping[str, Samples] = field(repr=False)
    plans: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]


def load(*folders: Path) -> Clips:
    """Read our clips and then those of ``folders``, which replace them name by name.

    A folder that is not there and a file that is no WAV are left out, and logged.
    """
    shipped = resources.path("sounds")
    about = json.loads((shipped / "sounds.json").read_text(encoding="utf-8"))
    samples: dict[str, Samples] = {}
    for path in (path for folder in (shipped, *folders) for path in sorted(folder.glob("*.wav"))):
        try:
            samples[path.stem] = read_wav(path.read_bytes())
        except (OSError, EOFError, wave.Error, ValueError) as error:
            log.warning("sound %s left out: %s", path.name, error)
    plans = {outcome: tuple(plan) for outcome, plan in about["outcomes"].items()}
    return Clips(samples, plans, about["words"])


class Composer:
    """Makes the sound of an outcome."""

    def __init__(self, clips: Clips) -> None:
        """Keep the clips."""
        self._clips = clips
        self._by_words = {words: name for name, words in clips.words.items()}

    def compose(self, outcome: str, parts: Sequence[str] = ()) -> bytes:
        """The WAV of an outcome.

        Args:
            outcome: A :class:`kiosk.seams.Spoken`; an unknown one is only its parts.
            parts: What fills the outcome's slots (a count, fen), then what is spelled after its words. A part which is
                a clip's own words or name, for example 放到 or petition_done, is said as that, and 12天 as a number of
                days.
        """
        names = self.clip_names(outcome, parts)
        gap = np.zeros(round(GAP_S * RATE_HZ), np.int16)
        pieces = [piece for name in names if name in self._clips.samples for piece in (self._clips.samples[name], gap)]
        return write_wav(np.concatenate(pieces) if pieces else gap)

    def clip_names(self, outcome: str, parts: Sequence[str] = ()) -> tuple[str, ...]:
        """The clips that :meth:`compose` joins, in order."""
        rest = [part[:PART_CHARS_MAX] for part in parts[:PARTS_MAX]]
        names = [f"earcon-{outcome}"]
        for step in self._clips.plans.get(outcome, ()):
            if step not in _SLOTS:
                names.append(step)
            elif rest:
                names += _SLOTS[step](rest.pop(0))
        for part in rest:
            names += self._said(part)
        return tuple(names)

    def _said(self, part: str) -> tuple[str, ...]:
        if part in self._by_words:
            return (self._by_words[part],)
        if "_" in part and part in self._clips.words:  # no code has that sign
            return (part,)
        if found := _DAYS.fullmatch(part):
            return (*speech.count(int(found[1])), "days")
        return speech.spell(part)


def read_wav(data: bytes) -> Samples:
    """A WAV file as mono 16-bit samples at RATE_HZ.

    Args:
        data: PCM of 8 or 16 bits, any rate, one or more channels, at most CLIP_S_MAX seconds.

    Raises:
        ValueError: Another width, or too long.
        wave.Error: No WAV.
    """
    with wave.open(io.BytesIO(data)) as file:
        rate, channels, width = file.getframerate(), file.getnchannels(), file.getsampwidth()
        if file.getnframes() > CLIP_S_MAX * rate:
            raise ValueError(f"longer than {CLIP_S_MAX:g} s")
        raw = file.readframes(file.getnframes())
    if width not in (1, 2):
        raise ValueError(f"{8 * width} bits a sample")
    levels = np.frombuffer(raw, "<i2") if width == 2 else (np.frombuffer(raw, np.uint8).astype(np.int16) - 128) * 256  # noqa: PLR2004
    mono = levels.reshape(-1, channels).mean(axis=1)
    return np.clip(resampled(mono, rate), -32768, 32767).astype(np.int16)


def resampled(samples: NDArray[np.float64], rate_hz: int) -> NDArray[np.float64]:
    """Samples brought from ``rate_hz`` to RATE_HZ by cutting the spectrum: exact enough for a counter's loudspeaker."""
    if rate_hz == RATE_HZ or not len(samples):
        return samples
    wanted = max(1, round(len(samples) * RATE_HZ / rate_hz))
    spectrum = np.fft.rfft(samples)
    fitted = np.zeros(wanted // 2 + 1, complex)
    kept = min(len(spectrum), len(fitted))
    fitted[:kept] = spectrum[:kept]
    return np.fft.irfft(fitted, wanted) * (wanted / len(samples))


def write_wav(samples: Samples) -> bytes:
    """Mono 16-bit samples at RATE_HZ as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.astype("<i2").tobytes())
    return out.getvalue()


def _whole(part: str) -> int:
    return int(part) if part.isascii() and part.isdigit() else 0
