"""A document as a picture of its paper: the preview on the screen, the PNG in a folder, a printer twin's paper.

The dots are the printer's: cells of 12 × 24, lines 30 dots apart, codes where the printer centres them.
"""

import io
from collections.abc import Iterable

import qrcode
from barcode.charsets.code128 import CODES, STOP
from PIL import Image, ImageChops, ImageDraw

from drivers.printer.glyphs import line_dots, run_image
from drivers.printer.profiles import Profile
from kiosk.slips.codes import code128_values
from kiosk.slips.document import Align, Document
from kiosk.slips.layout import Act, BarLine, Laid, Paper, QrLine, TextLine, lay_out

leading_dots = 6
code_gap_dots = 12
bar_dots = 72
margin_dots = 24


class Sheet:
    """Paper that grows downwards as things are put on it."""

    def __init__(self, dots: int, scale: int = 1) -> None:
        """An empty sheet, ``dots`` wide; ``scale`` pixels a dot."""
        self._dots = dots
        self._scale = scale
        self._pieces: list[tuple[Image.Image, int, int]] = []
        self._cuts: list[int] = []
        self.height_dots = 0

    def line(self, runs: Iterable[Image.Image], align: Align, advance_dots: int) -> None:
        """Put runs side by side on their common foot, and go on below them."""
        runs = tuple(runs)
        height = max((run.height for run in runs), default=0)
        left = self._left(sum(run.width for run in runs), align)
        for run in runs:
            self._pieces.append((run, left, self.height_dots * self._scale + height - run.height))
            left += run.width
        self.height_dots += max(advance_dots, height // self._scale)

    def picture(self, image: Image.Image, align: Align) -> None:
        """Put a picture (ink, at this sheet's scale) and go on at its foot."""
        self._pieces.append((image, self._left(image.width, align), self.height_dots * self._scale))
        self.height_dots += image.height // self._scale

    def feed(self, dots: int) -> None:
        """Leave paper empty."""
        self.height_dots += dots

    def cut(self) -> None:
        """Mark where the paper is cut."""
        self._cuts.append(self.height_dots)

    def image(self) -> Image.Image:
        """The paper with its margins, mode ``L``, black on white."""
        margin = margin_dots * self._scale
        size = (self._dots * self._scale + 2 * margin, self.height_dots * self._scale + 2 * margin)
        ink = Image.new("L", size)
        for piece, left, top in self._pieces:
            ink.paste(piece, (margin + left, margin + top))
        for cut in self._cuts:
            _dashes(ink, margin + cut * self._scale)
        return ImageChops.invert(ink)

    def _left(self, width: int, align: Align) -> int:
        room = self._dots * self._scale - width
        return {"left": 0, "center": room // 2, "right": room}[align]


def _dashes(ink: Image.Image, y: int) -> None:
    pen = ImageDraw.Draw(ink)
    for x in range(0, ink.width, 12):
        pen.line((x, y, x + 5, y), fill=110)


def lay_on(sheet: Sheet, lines: Iterable[Laid], paper: Paper, scale: int = 1) -> None:
    """Put laid-out lines on a sheet as the printer would."""
    for line in lines:
        match line:
            case TextLine():
                sheet.line((run_image(run, scale) for run in line.runs), line.align, advance_dots(line))
            case BarLine(text, module_dots):
                sheet.picture(bars(text, module_dots * scale, bar_dots * scale), "center")
                sheet.feed(code_gap_dots)
            case QrLine(text):
                sheet.feed(code_gap_dots)
                sheet.picture(qr(text, qr_module_dots(text, paper.dots) * scale), "center")
                sheet.feed(code_gap_dots)
            case Act(what="cut"):
                sheet.feed(margin_dots)
                sheet.cut()
                sheet.feed(margin_dots)
            case Act():
                pass


def advance_dots(line: TextLine) -> int:
    """From one line of text to the next."""
    return line_dots * line.size + (0 if line.tight else leading_dots)


def bars(text: str, module_px: int, height_px: int) -> Image.Image:
    """A Code 128 (ISO/IEC 15417) as ink, without quiet zones."""
    modules = "".join(CODES[value] for value in code128_values(text)) + STOP + "11"
    image = Image.new("L", (len(modules), 1))
    image.putdata([255 * int(bit) for bit in modules])
    return image.resize((len(modules) * module_px, height_px), Image.Resampling.NEAREST)


def qr(text: str, module_px: int) -> Image.Image:
    """A QR code (model 2, level M) as ink, without quiet zone."""
    matrix = _matrix(text)
    image = Image.new("L", (len(matrix), len(matrix)))
    image.putdata([255 * dot for row in matrix for dot in row])
    return image.resize((len(matrix) * module_px,) * 2, Image.Resampling.NEAREST)


def qr_module_dots(text: str, paper_dots: int) -> int:
    """Dots of a module so that the code takes about half the paper; 3 (0.375 mm) is the least that phones like."""
    return max(3, min(6, paper_dots * 11 // 20 // len(_matrix(text))))


def _matrix(text: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text.encode(), optimize=4)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    return matrix


def paint(document: Document, profile: Profile, scale: int = 1) -> Image.Image:
    """The slip as its paper will look, mode ``L``; ``scale`` pixels a dot, smooth above 1."""
    sheet = Sheet(profile.dots, scale)
    lay_on(sheet, lay_out(document, profile.paper), profile.paper, scale)
    return sheet.image()


def png(image: Image.Image) -> bytes:
    """The picture as a small PNG file."""
    out = io.BytesIO()
    image.quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


class SlipPainter:
    """The preview: a :class:`kiosk.seams.Painter` for one printer's paper."""

    def __init__(self, profile: Profile, scale: int = 1) -> None:
        """Paint for this printer; ``scale`` 2 is crisp on a dense screen."""
        self._profile = profile
        self._scale = scale

    def paint(self, document: Document) -> bytes:
        """A PNG of the slip."""
        return png(paint(document, self._profile, self._scale))
