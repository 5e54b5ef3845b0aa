"""The printer's twin: gets the same bytes as a printer, does what they say, keeps its paper, and has every trouble.

:class:`Mechanism` is the box behind the wire: it answers status queries and turns bytes into paper.
:class:`VirtualPrinter` is the real driver on a wire of memory to such a box; tests put the same box behind a pty or a
socket.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock

from drivers.printer import paint, profiles
from drivers.printer.device import EscposPrinter, ask_offline_cause, ask_online, ask_paper
from drivers.printer.encode import drawer_kick
from drivers.printer.profiles import Profile
from drivers.virtual.escpos_reader import Reading, read
from kiosk.errors import DeviceGone, PaperOut
from kiosk.slips.document import Document

_fine, _paper_near_end, _paper_out, _offline, _cover = 0x12, 0x1E, 0x72, 0x08, 0x04
slow_bytes_per_s = 960  # 9600 baud, 8N1
slips_max = 500


@dataclass(frozen=True)
class PrintedSlip:
    """One piece of paper.

    Attributes:
        number: From 1, in the order of printing.
        title: The document's, where the twin was told; otherwise its first line.
        data: The bytes as they came.
        text: What the bytes say, one row a line.
        png: A picture of the paper.
        complete: False where it tore half way.
        opened_drawer: Whether it kicked the drawer.
    """

    number: int
    title: str
    data: bytes
    text: str
    png: bytes
    complete: bool
    opened_drawer: bool


class Mechanism:
    """The box: paper, cover, drawer, a cable, and their troubles, which a side panel may set from its own thread.

    Attributes:
        profile: What it can do.
        on_slip: Called with each piece of paper, on the thread that printed it.
        drawer_opened: How often.
        cover_open: The cover is open.
        paper_out: No paper.
        paper_near_end: The roll is thin; it prints all the same.
        unplugged: The cable is out.
        mute: Gives no answer.
        slow: Takes its bytes at 9600 baud.
    """

    def __init__(self, profile: Profile, folder: Path | None = None) -> None:
        """A box in order.

        Args:
            profile: What it can do.
            folder: Where each slip is left as ``001-title.png`` and ``.bin``; made when needed.
        """
        self.profile = profile
        self.on_slip: Callable[[PrintedSlip], None] | None = None
        self.drawer_opened = 0
        self.cover_open = False
        self.paper_out = False
        self.paper_near_end = False
        self.unplugged = False
        self.mute = False
        self.slow = False
        self._tear_after: int | None = None
        self._folder = folder
        self._slips: list[PrintedSlip] = []
        self._printed = 0
        self._pending = bytearray()
        self._lock = Lock()
        self._closing = Event()

    @property
    def slips(self) -> tuple[PrintedSlip, ...]:
        """The paper so far, the oldest first; the last 500."""
        with self._lock:
            return tuple(self._slips)

    def repair(self) -> None:
        """End every trouble: paper in, cover shut, cable in."""
        self.cover_open = self.paper_out = self.paper_near_end = self.unplugged = self.mute = self.slow = False
        self._tear_after = None

    def tears_mid_slip(self, after_bytes: int) -> None:
        """The paper ends after so many more bytes of a slip; the rest of that slip is lost."""
        self._tear_after = after_bytes

    def stop(self) -> None:
        """Let a slow print end at once."""
        self._closing.set()

    def answer(self, query: bytes) -> int | None:
        """The status byte that a ``DLE EOT`` query gets, or None from a mute box."""
        if self.mute:
            return None
        offline = self.cover_open or self.paper_out
        return {
            ask_online: _fine | (_offline if offline else 0),
            ask_offline_cause: _fine | (_cover if self.cover_open else 0) | (0x20 if self.paper_out else 0),
            ask_paper: _paper_out if self.paper_out else _paper_near_end if self.paper_near_end else _fine,
        }.get(query)

    def feed(self, data: bytes) -> None:
        """Bytes of a slip arrive; :meth:`end` is for when they have paused, since only the driver knows where it ends.

        Raises:
            PaperOut: The paper ended within them; what came before is a torn slip.
        """
        if data == drawer_kick():
            self.drawer_opened += 1
            return
        if self._tear_after is not None and len(data) > self._tear_after:
            kept, self._tear_after, self.paper_out = data[: self._tear_after], None, True
            self._pending += kept
            self.end()
            raise PaperOut(sent_bytes=len(kept))
        if self._tear_after is not None:
            self._tear_after -= len(data)
        if self.slow:
            self._closing.wait(len(data) / slow_bytes_per_s)
        self._pending += data

    def end(self, title: str = "") -> PrintedSlip | None:
        """The bytes so far are one slip: read them and keep the paper.

        Raises:
            Bug: They are not what this printer understands.
        """
        data, self._pending = bytes(self._pending), bytearray()
        if not data:
            return None
        slip = self._slip(data, read(data, self.profile, torn=self.paper_out), title)
        with self._lock:
            self._slips = [*self._slips, slip][-slips_max:]
        if self._folder is not None:
            _leave(self._folder, slip)
        if self.on_slip is not None:
            self.on_slip(slip)
        return slip

    def _slip(self, data: bytes, reading: Reading, title: str) -> PrintedSlip:
        self._printed += 1
        self.drawer_opened += reading.kicks
        words = title or next((line.strip() for line in reading.text if line.strip()), "")
        picture = paint.png(reading.image)
        complete = reading.complete and not self.paper_out
        return PrintedSlip(
            self._printed, words, data, "\n".join(reading.text), picture, complete, opened_drawer=reading.kicks > 0
        )


class _MemoryPort:
    """A wire of memory to a box."""

    def __init__(self, box: Mechanism) -> None:
        self._box = box

    def send(self, data: bytes) -> None:
        if self._box.unplugged:
            raise DeviceGone(device="twin")
        if data:
            self._box.feed(data)

    def ask(self, query: bytes) -> int | None:
        if self._box.unplugged:
            raise DeviceGone(device="twin")
        return self._box.answer(query)

    def close(self) -> None:
        pass


class VirtualPrinter(EscposPrinter):
    """The real driver with a twin behind it; ``box`` is its paper and its menu of troubles."""

    def __init__(
        self, folder: Path | None = None, profile: Profile | str = "58mm-gbk", name: str = "模拟打印机"
    ) -> None:
        """A printer in order.

        Args:
            folder: Where slips are left as PNG and bytes; None keeps them in memory only.
            profile: A profile, or the name of one that ships.
            name: What the clerk reads.
        """
        known = profiles.load(profile) if isinstance(profile, str) else profile
        self.box = Mechanism(known, folder)
        super().__init__(name, known, _MemoryPort(self.box))

    @property
    def slips(self) -> tuple[PrintedSlip, ...]:
        """The paper so far, the oldest first."""
        return self.box.slips

    def print(self, document: Document) -> None:
        """Print as any printer; then the paper is there to look at.

        Raises:
            DeviceTrouble: As set in the box.
        """
        try:
            super().print(document)
        finally:  # paper that ended meanwhile leaves a torn slip, never the head of the next one
            self.box.end(document.title)


def _leave(folder: Path, slip: PrintedSlip) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    title = "".join(char if char.isalnum() else "-" for char in slip.title)[:30].strip("-") or "slip"
    stem = folder / f"{slip.number:03d}-{title}"
    stem.with_suffix(".png").write_bytes(slip.png)
    stem.with_suffix(".bin").write_bytes(slip.data)
