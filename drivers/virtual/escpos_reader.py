"""Reads ESC/POS back: what a printer with given abilities would do with bytes.

Strict, unlike a real printer: an unknown or truncated order, a letter that the declared ROM lacks, a line wider than
the paper are errors, since they are junk or lost text on somebody's paper. It knows the orders that our encoder uses.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from drivers.printer import glyphs, paint
from drivers.printer.profiles import Profile
from kiosk.errors import Bug
from kiosk.slips.document import Align
from kiosk.slips.layout import Run

_reset_spacing_dots = 30
_wide_columns = 24
_ALIGNS: tuple[Align, ...] = ("left", "center", "right")


@dataclass(frozen=True)
class Reading:
    """What came out of the printer.

    Attributes:
        text: One row a line, codes in brackets as in ``kiosk.slips.layout.as_text``, pictures as ``[picture W×H]``.
        image: The paper.
        cuts: How often paper was cut, torn or fed to a mark.
        kicks: How often the drawer was opened.
        complete: Whether the bytes ended where an order ended, and the last line was out.
    """

    text: tuple[str, ...]
    image: Image.Image
    cuts: int
    kicks: int
    complete: bool


def read(data: bytes, profile: Profile, *, torn: bool = False) -> Reading:
    """Do as the bytes say.

    Args:
        data: What was sent, from the first byte.
        profile: What the printer can do.
        torn: Bytes may break off anywhere: whatever was whole is on the paper.

    Raises:
        Bug: Unknown or truncated order, or text that this printer cannot set; with the offset.
    """
    reader = _Reader(profile, data)
    try:
        while reader.at < len(data):
            reader.step()
    except _Short:
        if not torn:
            raise Bug(f"ESC/POS breaks off at byte {reader.began} of {len(data)}") from None
        return reader.done(complete=False)
    return reader.done(complete=not reader.pending)


class _Short(Exception):
    """The bytes end inside an order."""


@dataclass
class _Style:
    """What is in force; ``ESC @`` makes it new."""

    chinese: bool = False
    align: Align = "left"
    spacing: int = _reset_spacing_dots
    size: int = 1
    bold: bool = False
    inverse: bool = False
    bar_height: int = 162
    bar_module: int = 3
    qr: dict[int, bytes] = field(default_factory=dict)


class _Reader:
    def __init__(self, profile: Profile, data: bytes) -> None:
        self._profile = profile
        self._data = data
        self._sheet = paint.Sheet(profile.dots)
        self._style = _Style()
        self._line: list[Image.Image] = []
        self._words = ""
        self._text: list[str] = []
        self._cuts = self._kicks = 0
        self.at = self.began = 0
        self._orders: dict[bytes, Callable[[], None]] = {
            b"\n": self._feed_line, b"\x1b@": self._reset, b"\x1c&": self._chinese_on, b"\x1ba": self._align,
            b"\x1b3": self._spacing, b"\x1bE": self._bold, b"\x1d!": self._size, b"\x1dB": self._inverse,
            b"\x1bJ": self._feed_dots, b"\x1bd": self._feed_lines, b"\x1b*": self._draw, b"\x1dv": self._raster,
            b"\x1dh": self._bar_height, b"\x1dw": self._bar_module, b"\x1dH": self._bar_text, b"\x1dk": self._bars,
            b"\x1d(": self._qr, b"\x1dV": self._cut, b"\x1d\x0c": self._form_feed, b"\x1bp": self._kick,
        }  # fmt: skip

    @property
    def pending(self) -> bool:
        return bool(self._line)

    def step(self) -> None:
        self.began = self.at
        first = self._data[self.at]
        if first >= 0x20:  # noqa: PLR2004 - below are orders
            self._letter()
            return
        order = self._take(1 if first == ord("\n") else 2)
        if order not in self._orders:
            raise Bug(f"ESC/POS order {order.hex(' ')} at byte {self.began} is unknown")
        self._orders[order]()

    def done(self, *, complete: bool) -> Reading:
        if self._line:  # a real head leaves the half line in its buffer; show what was sent
            self._feed_line()
        return Reading(tuple(self._text), self._sheet.image(), self._cuts, self._kicks, complete)

    def _take(self, count: int) -> bytes:
        if self.at + count > len(self._data):
            raise _Short
        self.at += count
        return self._data[self.at - count : self.at]

    def _byte(self, low: int, high: int) -> int:
        value = self._take(1)[0]
        self._must(low <= value <= high, f"value {value} is not within {low}–{high}")
        return value

    def _word(self) -> int:
        return int.from_bytes(self._take(2), "little")

    def _must(self, fine: bool, what: str) -> None:  # noqa: FBT001 - it reads as a sentence
        if not fine:
            raise Bug(f"ESC/POS at byte {self.began}: {what}")

    def _letter(self) -> None:
        lead = self._take(1)
        if lead >= b"\x80":
            self._must(self._style.chinese, "Chinese text before FS &")
            lead += self._take(1)
            if 0x30 <= lead[1] <= 0x39:  # noqa: PLR2004 - a digit here makes it a four-byte code
                lead += self._take(2)
        try:
            char = lead.decode("gb18030")
        except UnicodeDecodeError:
            self._must(False, f"{lead.hex()} is no GB code")  # noqa: FBT003
            return
        known = self._profile.text == "rom" and glyphs.encoded(char, self._profile.code_set) == lead
        self._must(known, f"{char!r} ({lead.hex()}) is not in this printer's {self._profile.code_set}")
        style = self._style
        self._put(glyphs.run_image(Run(char, style.size, style.bold, style.inverse)), char)

    def _put(self, ink: Image.Image, char: str) -> None:
        self._line.append(ink)
        self._words += char
        width = sum(image.width for image in self._line)
        self._must(width <= self._profile.dots, f"a line of {width} dots: {self._words}")

    def _feed_line(self) -> None:
        self._sheet.line(self._line, self._style.align, self._style.spacing)
        self._text.append(self._words.rstrip())
        self._line, self._words = [], ""

    def _alone(self, what: str) -> None:
        self._must(not self._line, f"{what} inside a line")

    def _reset(self) -> None:
        self._alone("reset")
        self._style = _Style()

    def _chinese_on(self) -> None:
        self._style.chinese = True

    def _align(self) -> None:
        self._alone("alignment")
        self._style.align = _ALIGNS[self._byte(0, 2)]

    def _spacing(self) -> None:
        self._style.spacing = self._byte(0, 255)

    def _bold(self) -> None:
        self._style.bold = self._byte(0, 1) == 1

    def _inverse(self) -> None:
        self._style.inverse = self._byte(0, 1) == 1

    def _size(self) -> None:
        value = self._byte(0, 0x77)
        self._must(value >> 4 == value & 15, "width and height differ")
        self._style.size = (value & 15) + 1

    def _feed_dots(self) -> None:
        self._alone("a feed")
        self._sheet.feed(self._byte(0, 255))

    def _draw(self) -> None:
        self._must(self._take(1) == b"\x21", "only ESC * 33 is known")
        self._must(self._style.size == 1, "drawn letters do not grow")
        columns = self._word()
        dots = self._take(3 * columns)
        char = glyphs.letter_of(dots, self._profile.code_set) or ("▯" if columns == _wide_columns else "▫")
        turned = Image.frombytes("1", (glyphs.line_dots, columns), dots).convert("L")
        self._put(turned.transpose(Image.Transpose.TRANSPOSE), char)

    def _raster(self) -> None:
        self._alone("raster")
        self._must(self._take(2) == b"0\x00", "only GS v 0, mode 0, is known")
        width, height = self._word() * 8, self._word()
        self._must(width <= self._profile.dots + 7, f"raster of {width} dots")
        ink = Image.frombytes("1", (width, height), self._take(width // 8 * height)).convert("L")
        self._sheet.picture(ink, self._style.align)
        self._text.append(f"[picture {width}×{height}]")

    def _bar_height(self) -> None:
        self._style.bar_height = self._byte(1, 255)

    def _bar_module(self) -> None:
        self._style.bar_module = self._byte(2, 6)

    def _bar_text(self) -> None:
        self._byte(0, 0)

    def _bars(self) -> None:
        self._alone("a bar code")
        self._must(self._profile.code128 == "native", "this printer makes no bar codes")
        self._must(self._take(1) == b"I", "only Code 128 is known")
        text = _code128_text(self._take(self._byte(1, 255)))
        image = paint.bars(text, self._style.bar_module, self._style.bar_height)
        self._must(image.width <= self._profile.dots, f"a bar code of {image.width} dots")
        self._sheet.picture(image, self._style.align)
        self._text.append(f"[code128 {text}]")

    def _qr(self) -> None:
        self._alone("a QR code")
        self._must(self._profile.qr == "native", "this printer makes no QR codes")
        self._must(self._take(1) == b"k", "only GS ( k is known")
        order = self._take(self._word())
        self._must(order[:1] == b"1" and order[1:2] in {b"A", b"C", b"E", b"P", b"Q"}, f"QR order {order[:2]!r}")
        self._style.qr[order[1]] = order[2:]
        if order[1:2] == b"Q":
            text = self._style.qr[ord("P")][1:].decode()
            self._sheet.picture(paint.qr(text, self._style.qr[ord("C")][0]), self._style.align)
            self._text.append(f"[qr {text}]")

    def _cut(self) -> None:
        self._alone("a cut")
        self._must(self._profile.end == "cut", "this printer has no cutter")
        self._must(self._take(1) == b"B", "only GS V 66 is known")
        self._byte(0, 255)
        self._end()

    def _feed_lines(self) -> None:
        self._alone("a feed")
        self._must(self._profile.end == "tear", "feeding to tear")
        self._byte(0, 255)
        self._end()

    def _form_feed(self) -> None:
        self._alone("a form feed")
        self._must(self._profile.end == "form_feed", "this printer has no marked paper")
        self._end()

    def _end(self) -> None:
        self._cuts += 1
        self._text.append("[cut]")
        if self.at < len(self._data):  # the last cut is the picture's own edge
            self._sheet.feed(paint.margin_dots)
            self._sheet.cut()
            self._sheet.feed(paint.margin_dots)

    def _kick(self) -> None:
        self._must(self._profile.drawer, "this printer has no drawer")
        self._must(self._byte(0, 1) == 0, "the drawer hangs on pin 2")
        self._take(2)
        self._kicks += 1
        self._text.append("[drawer]")


_PARTS = re.compile(rb"\{([BC])((?:[^{]|\{\{)*)", re.DOTALL)


def _code128_text(data: bytes) -> str:
    parts = _PARTS.findall(data)
    if b"".join(b"{" + code_set + part for code_set, part in parts) != data:
        raise Bug(f"Code 128 data {data!r} does not begin with a code set")
    texts = (
        part.replace(b"{{", b"{").decode("ascii") if code_set == b"B" else "".join(f"{pair:02d}" for pair in part)
        for code_set, part in parts
    )
    return "".join(texts)
