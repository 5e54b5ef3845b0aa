"""A document as ESC/POS bytes, our own way, because libraries print ``?`` for what they cannot encode.

``ESC @ FS &`` opens a slip, text goes by the printer's GB set, ``GS !`` sizes Chinese too (``ESC !`` does not), and
what the ROM lacks is drawn in the line by ``ESC * 33``: 77 bytes a letter, where raster would cost 57 times the text.
"""

from PIL import Image

from drivers.printer import glyphs, paint
from drivers.printer.profiles import Profile
from kiosk.slips.codes import code128_plan
from kiosk.slips.document import Align, Document
from kiosk.slips.layout import Act, BarLine, Laid, QrLine, Run, TextLine, lay_out

ESC, FS, GS = b"\x1b", b"\x1c", b"\x1d"
raster_rows_max = 128  # a chunk: longer ones overflow buffers without flow control
feed_to_cutter_dots = 96
lines_to_tear_bar = 3
_ALIGN: dict[Align, int] = {"left": 0, "center": 1, "right": 2}


def encode(document: Document, profile: Profile) -> bytes:
    """The whole slip, from reset to cut."""
    stream = _Stream(profile)
    for line in lay_out(document, profile.paper):
        stream.add(line)
    stream.cut()
    return bytes(stream.out)


def drawer_kick() -> bytes:
    """The pulse that opens a cash drawer on pin 2: 50 ms on, 500 ms off."""
    return ESC + b"p\x00\x19\xfa"


class _Stream:
    """Bytes so far, and the styles in force, so that only changes are sent."""

    def __init__(self, profile: Profile) -> None:
        self.out = bytearray(ESC + b"@" + FS + b"&")
        self._profile = profile
        self._now = {"align": 0, "size": 1, "bold": 0, "inverse": 0, "spacing": 0}

    def add(self, line: Laid) -> None:
        match line:
            case TextLine():
                self._text_line(line)
            case BarLine():
                self._bars(line)
            case QrLine(text):
                self._qr(text)
            case Act(what="cut"):
                self.cut()
            case Act():
                self.out += drawer_kick() if self._profile.drawer else b""

    def cut(self) -> None:
        self._style(align=0, size=1, bold=0, inverse=0)
        if self._profile.end == "cut":
            self.out += GS + b"VB" + bytes([feed_to_cutter_dots])
        elif self._profile.end == "tear":
            self.out += ESC + b"d" + bytes([lines_to_tear_bar])
        else:
            self.out += GS + b"\x0c"

    def _style(self, **wanted: int) -> None:
        orders = {
            "align": lambda n: ESC + b"a" + bytes([n]),
            "size": lambda n: GS + b"!" + bytes([(n - 1) * 0x11]),
            "bold": lambda n: ESC + b"E" + bytes([n]),
            "inverse": lambda n: GS + b"B" + bytes([n]),
            "spacing": lambda n: ESC + b"3" + bytes([n]),
        }
        for name, value in wanted.items():
            if self._now[name] != value:
                self._now[name] = value
                self.out += orders[name](value)

    def _text_line(self, line: TextLine) -> None:
        self._style(align=_ALIGN[line.align])
        if self._must_raster(line):
            self._raster(_in_one(line), line.align)
            return
        self._style(spacing=paint.advance_dots(line))
        for run in line.runs:
            self._style(size=run.size, bold=int(run.bold), inverse=int(run.inverse))
            for char in run.text:
                self.out += glyphs.encoded(char, self._profile.code_set) or _drawn(char, run)
        self.out += b"\n"

    def _must_raster(self, line: TextLine) -> bool:
        """No ROM, or a letter to be drawn larger than ``ESC *`` can: the line goes as a picture of its own width."""
        if self._profile.text == "raster":
            return bool(line.text.strip()) or any(run.inverse for run in line.runs)
        code_set = self._profile.code_set
        return any(run.size > 1 and glyphs.encoded(c, code_set) is None for run in line.runs for c in run.text)

    def _raster(self, ink: Image.Image, align: Align) -> None:
        """``GS v 0``: rows of whole bytes; the odd dots go where the alignment does not see them."""
        width = -(-ink.width // 8) * 8
        spare = {"left": 0, "center": (width - ink.width) // 2, "right": width - ink.width}[align]
        whole = Image.new("L", (width, ink.height))
        whole.paste(ink, (spare, 0))
        bits = whole.point(lambda dot: 255 * (dot > 0)).convert("1")
        for top in range(0, ink.height, raster_rows_max):
            part = bits.crop((0, top, width, min(top + raster_rows_max, ink.height)))
            head = (width // 8).to_bytes(2, "little") + part.height.to_bytes(2, "little")
            self.out += GS + b"v0\x00" + head + part.tobytes()

    def _bars(self, line: BarLine) -> None:
        self._style(align=_ALIGN["center"])
        if self._profile.code128 == "raster":
            self._raster(paint.bars(line.text, line.module_dots, paint.bar_dots), "center")
        else:
            data = b"".join(_code128_part(code_set, part) for code_set, part in code128_plan(line.text))
            self.out += GS + b"h" + bytes([paint.bar_dots]) + GS + b"w" + bytes([line.module_dots]) + GS + b"H\x00"
            self.out += GS + b"kI" + bytes([len(data)]) + data
        self._feed(paint.code_gap_dots)

    def _qr(self, text: str) -> None:
        module = paint.qr_module_dots(text, self._profile.dots)
        self._feed(paint.code_gap_dots)
        self._style(align=_ALIGN["center"])
        if self._profile.qr == "raster":
            self._raster(paint.qr(text, module), "center")
        else:
            for order in (b"A2\x00", b"C" + bytes([module]), b"E1", b"P0" + text.encode(), b"Q0"):
                self.out += GS + b"(k" + (len(order) + 1).to_bytes(2, "little") + b"1" + order
        self._feed(paint.code_gap_dots)

    def _feed(self, dots: int) -> None:
        self.out += ESC + b"J" + bytes([dots])


def _in_one(line: TextLine) -> Image.Image:
    """A text line as one picture, with the leading below it."""
    runs = [glyphs.run_image(run) for run in line.runs]
    foot = max(run.height for run in runs)
    image = Image.new("L", (sum(run.width for run in runs), paint.advance_dots(line)))
    left = 0
    for run in runs:
        image.paste(run, (left, foot - run.height))
        left += run.width
    return image


def _drawn(char: str, run: Run) -> bytes:
    """One letter in the line: ``ESC * 33``, 24 dots high, then three bytes a column."""
    dots = glyphs.drawn(char, bold=run.bold, inverse=run.inverse)
    return ESC + b"*\x21" + (len(dots) // 3).to_bytes(2, "little") + dots


def _code128_part(code_set: str, part: str) -> bytes:
    if code_set == "B":
        return b"{B" + part.replace("{", "{{").encode("ascii")
    return b"{C" + bytes(int(part[i : i + 2]) for i in range(0, len(part), 2))
