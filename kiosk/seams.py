"""The small Protocols to the outside. Strangers meet through these; ``launch.py`` introduces them.

Each has a virtual twin in ``drivers/virtual`` (or ``sync/twin.py``) that keeps the same contract tests.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from kiosk.clock import Instant
from kiosk.slips.document import Document


class DeviceState(StrEnum):
    """What a device is doing, in words that a clerk can act on."""

    READY = "ready"
    PAPER_NEAR_END = "paper_near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    BUSY = "busy"
    GONE = "gone"
    SILENT = "silent"  # no answer: not the same as fine
    OFF = "off"  # not set up at this point


class Idle:
    """A worker's round found nothing to do."""


class Busy:
    """A worker's round did something; ask again at once."""


Round = Idle | Busy
"""What a worker's ``round()`` returns: called in a loop by its thread, or by hand by a test."""


@dataclass(frozen=True)
class Scan:
    """One code read, whatever the source.

    Attributes:
        text: The payload as text; control characters removed.
        symbology: ``code128``, ``qr``, ``ean13``, ``code39``, ``itf``, ``datamatrix``, or ``""`` where the source
        cannot
            say.
        source: ``wedge``, ``serial``, ``camera``, ``twin`` or ``typed``.
        at: When it was complete.
        raw: The payload's bytes where the source has them.
    """

    text: str
    symbology: str
    source: str
    at: Instant
    raw: bytes = b""


class Printer(Protocol):
    """Turns a document into paper. Called on the spooler's thread only."""

    name: str

    def print(self, document: Document) -> None:
        """Print the whole document and cut.

        Raises:
            DeviceTrouble: PaperOut, CoverOpen, DeviceGone, DeviceSilent; part of it may be on paper.
        """
        ...

    def state(self) -> DeviceState:
        """How the printer is now; never raises."""
        ...

    def open_drawer(self) -> None:
        """Kick the cash drawer.

        Raises:
            DeviceTrouble: It cannot be opened from here: use the key.
        """
        ...


class Painter(Protocol):
    """Shows a document as the paper will look."""

    def paint(self, document: Document) -> bytes:
        """A PNG of the slip, one pixel a dot."""
        ...


class Scanner(Protocol):
    """Gives scans from its own thread."""

    name: str

    def start(self, on_scan: Callable[[Scan], None]) -> None:
        """Begin; ``on_scan`` is called on the device's thread."""
        ...

    def stop(self) -> None:
        """End, promptly."""
        ...

    def state(self) -> DeviceState:
        """How the scanner is now; never raises."""
        ...


class Camera(Protocol):
    """The latest picture, without ever blocking the caller."""

    name: str

    def start(self) -> None:
        """Begin capturing on the camera's own thread."""
        ...

    def stop(self) -> None:
        """End, promptly."""
        ...

    def state(self) -> DeviceState:
        """How the camera is now; never raises."""
        ...

    def preview(self) -> bytes | None:
        """The latest frame as a small JPEG, or None before the first."""
        ...

    def photo(self) -> bytes:
        """The latest frame as a JPEG or WebP fit to be kept: shrunk, without metadata.

        Raises:
            DeviceTrouble: DeviceGone, DeviceSilent.
        """
        ...


@dataclass(frozen=True)
class CardRead:
    """What a prepaid card says.

    Attributes:
        number: Of the card.
        biller: Code of the biller that issued it.
        balance_fen: On it.
        last: Token of the last write; "" on a card without any record.
    """

    number: str
    biller: str
    balance_fen: int
    last: str


class CardReader(Protocol):
    """Reads and writes a biller's prepaid cards (IC卡). Each call ends within seconds, whatever the card does."""

    name: str

    def read(self) -> CardRead:
        """What the card in the reader says.

        Raises:
            DeviceTrouble: DeviceGone, DeviceSilent, no card, a card that cannot be read.
        """
        ...

    def write(self, amount_fen: int, token: str) -> None:
        """Add an amount to the card; its last token is then ``token``. A token that it bears already adds nothing.

        Raises:
            DeviceTrouble: As :meth:`read`, or the write failed; the card alone knows whether it was written.
        """
        ...

    def state(self) -> DeviceState:
        """How the reader is now; never raises."""
        ...


class Sound(Protocol):
    """Says an outcome. Never blocks, never fails loudly."""

    def say(self, outcome: str, *parts: str) -> None:
        """Play the outcome's sound, then its words, then ``parts`` (codes are spelled)."""
        ...


class Link(Protocol):
    """One round trip to the county, whatever carries it."""

    def exchange(self, request: bytes) -> bytes:
        """Send the request's bytes, return the answer's.

        Raises:
            LinkTrouble: NoLink, LinkTimedOut, PortalInTheWay, CountyBusy, CountyRefused.
        """
        ...

    def put_attachment(self, digest: str, data: bytes) -> None:
        """Bring one attachment (sha256 hex, bytes) to the county; again is harmless.

        Raises:
            LinkTrouble: As for :meth:`exchange`.
        """
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


SOUND_RATE_HZ = 16_000
"""Of recorded speech: mono, signed 16 bit, little-endian (PCM). A frame is one sample, two bytes."""


class Microphone(Protocol):
    """Gives sound from its own thread, between ``start`` and ``stop``."""

    name: str

    def start(self, on_sound: Callable[[bytes], None]) -> None:
        """Begin; ``on_sound`` gets PCM (SOUND_RATE_HZ), at most 200 ms at a time and without a gap, on its thread.

        Raises:
            DeviceTrouble: DeviceGone.
        """
        ...

    def stop(self) -> None:
        """End; what was heard has been given when this returns, and nothing comes afterwards. Again is harmless."""
        ...

    def state(self) -> DeviceState:
        """READY, or GONE; never raises. Pulled out while it listens, it is GONE and gives nothing more."""
        ...


class Speaker(Protocol):
    """Plays a recording so that the person can hear it; never blocks, never raises."""

    def play(self, sound: bytes) -> None:
        """Begin at once, instead of what is playing. PCM (SOUND_RATE_HZ)."""
        ...

    def stop(self) -> None:
        """Be silent."""
        ...

    def heard_ms(self) -> int | None:
        """How much of it has been played; None when nothing plays: it has ended, or nobody can hear it."""
        ...

    def state(self) -> DeviceState:
        """READY, GONE without a loudspeaker; never raises."""
        ...


class SoundEncoder(Protocol):
    """Makes one recording small while it grows."""

    def write(self, sound: bytes) -> None:
        """Append PCM (SOUND_RATE_HZ), any length of whole frames."""
        ...

    def finish(self) -> bytes:
        """The whole recording as a file; nothing can be written afterwards."""
        ...


class SoundCodec(Protocol):
    """Speech as small files and back."""

    mime: str

    def encoder(self) -> SoundEncoder:
        """For one recording."""
        ...

    def decode(self, data: bytes) -> bytes:
        """A file as PCM, to the frame as long as what was recorded.

        Raises:
            Malformed: ``voice.unreadable``.
        """
        ...


@dataclass(frozen=True)
class Patch:
    """A part of a picture, as fractions (0 to 1) of the upright picture's width and height."""

    left: float
    top: float
    width: float
    height: float


class Darkroom(Protocol):
    """Makes evidence of pictures and films that somebody brought; slow, so never on Qt's thread."""

    def picture(self, file: Path) -> bytes:
        """A picture file as a small WebP: upright, readable, without a word of metadata.

        Raises:
            Malformed: ``picture.unreadable``, ``picture.too_large``.
        """
        ...

    def film(self, file: Path, bytes_max: int) -> "Film":
        """A film file without the words and places that a telephone writes into it.

        Raises:
            Malformed: ``film.unreadable``: none that telephones make.
            Refused: ``film.too_large``; judged before it is read.
        """
        ...

    def black_out(self, picture: bytes, patches: Sequence[Patch]) -> bytes:
        """The picture with these parts black for good; nothing of what was there is in the file.

        Raises:
            Malformed: ``picture.unreadable``.
        """
        ...


@dataclass(frozen=True)
class Film:
    """A film that may be kept."""

    data: bytes
    mime: str
    duration_ms: int


class Sealer(Protocol):
    """Seals what only the county may read (C4)."""

    def seal(self, data: bytes, info: bytes) -> bytes:
        """Seal for a purpose; what comes out is of no use here.

        Args:
            data: In clear; it is written nowhere.
            info: The purpose, as ``kiosk.wire.sealed`` names it.
        """
        ...


class Spoken(StrEnum):
    """What a sound can say. Each has its own earcon and its own words, told apart with eyes shut."""

    TAKEN_IN = "taken_in"  # 已入库; parts: the shelf code
    HANDED_OUT = "handed_out"  # 已出库
    NOT_IN_STOCK = "not_in_stock"  # 未入库
    HAND_OUT_FAILED = "hand_out_failed"  # 出库失败
    DUPLICATE = "duplicate"  # 重复扫描
    PHONE_MISSING = "phone_missing"  # 手机号为空
    PARCEL_PROBLEM = "parcel_problem"  # 包裹异常
    CODE_WRONG = "code_wrong"  # 条码错误
    NOT_FOUND = "not_found"  # 查无此件
    EXTRA = "extra"  # 到件单外
    HELD = "held"  # 拦截件
    MORE_WAITING = "more_waiting"  # 您还有…个包裹未取; first part: how many
    PLEASE_WAIT = "please_wait"  # 请让顾客稍等
    LOOK = "look"  # 请看屏幕
    TAKEN_BACK = "taken_back"  # 已退件
    SENT = "sent"  # 已寄出
    UNDONE = "undone"  # 已撤销
    PAID = "paid"  # 已收款; first part: the amount in fen
    CHANGE = "change"  # 已收款…找您…; parts: received and change in fen
    STOP = "stop"  # 停一下: something is unusual about the payment in hand
    CUT_OFF = "cut_off"  # 注意; parts: when and what, 后天 停电
    PETITION = "petition"  # 您的诉求; part: the clip of its state, petition_registered


@dataclass(frozen=True)
class Paper:
    """One piece of paper as a printer twin holds it.

    Attributes:
        number: From 1, in the order of printing.
        title: Its document's.
        text: What is on it, for those who cannot see the picture.
        png: The picture.
        complete: False where it tore half way.
    """

    number: int
    title: str
    text: str
    png: bytes
    complete: bool


class PrinterTwin(Protocol):
    """What the side panel needs of the printer twin."""

    name: str

    def papers(self, after: int = 0) -> tuple[Paper, ...]:
        """The pieces numbered above ``after``, oldest first; quick, may be called from any thread."""
        ...

    def trouble(self) -> str:
        """What is set in the menu: ``""``, ``paper_out``, ``cover_open``, ``unplugged``, ``tears_mid_slip``.

        A tear mends itself into ``paper_out`` when it has happened.
        """
        ...

    def set_trouble(self, trouble: str) -> None:
        """Choose from the menu; ``""`` mends it."""
        ...


class ScannerTwin(Protocol):
    """What the side panel needs of the scanner twin."""

    name: str

    def scan(self, text: str) -> None:
        """Read a code that says ``text``."""
        ...

    def scan_picture(self, picture: bytes) -> int:
        """Read every code of an encoded picture; how many there were.

        Raises:
            Malformed: It is no picture.
        """
        ...

    def trouble(self) -> str:
        """What is set in the menu: ``""``, ``unplugged``, ``noise``."""
        ...

    def set_trouble(self, trouble: str) -> None:
        """Choose from the menu; ``""`` mends it."""
        ...


class CameraTwin(Protocol):
    """What the side panel needs of the camera twin."""

    name: str

    def show(self, picture: bytes) -> None:
        """Put an encoded picture under the lens.

        Raises:
            Malformed: It is no picture.
        """
        ...

    def show_file(self, path: str) -> None:
        """Put a picture or video file under the lens.

        Raises:
            DeviceGone: It cannot be opened.
        """
        ...

    def preview(self) -> bytes | None:
        """What the lens sees now, as a JPEG."""
        ...

    def trouble(self) -> str:
        """What is set in the menu: ``""``, ``unplugged``, ``dark``."""
        ...

    def set_trouble(self, trouble: str) -> None:
        """Choose from the menu; ``""`` mends it."""
        ...


class CardTwin(Protocol):
    """What the side panel needs of the card reader's twin."""

    name: str

    def insert(self, number: str) -> None:
        """Put the card of this number into the reader; "" takes it out."""
        ...

    def inside(self) -> str:
        """Number of the card in the reader; "" for none."""
        ...

    def cards(self) -> tuple[str, ...]:
        """Numbers of the cards that lie beside it."""
        ...

    def trouble(self) -> str:
        """What is set in the menu: ``""``, ``unplugged``, ``write_fails``, ``pulled_in_write``."""
        ...

    def set_trouble(self, trouble: str) -> None:
        """Choose from the menu; ``""`` mends it."""
        ...


class MicrophoneTwin(Protocol):
    """What the side panel needs of the microphone twin."""

    name: str

    def speak(self, sound: bytes) -> None:
        """Say this sound file at each start from now on, then be silent.

        Raises:
            Malformed: ``voice.unreadable``: none.
        """
        ...

    def trouble(self) -> str:
        """What is set in the menu: ``""``, ``unplugged``, ``silent``."""
        ...

    def set_trouble(self, trouble: str) -> None:
        """Choose from the menu; ``""`` mends it."""
        ...


class LinkTwin(Protocol):
    """The switch on the road to the county."""

    def mode(self) -> str:
        """``on``, ``off`` or ``slow``."""
        ...

    def set_mode(self, mode: str) -> None:
        """Turn it."""
        ...
