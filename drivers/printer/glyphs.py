"""Letters as dots, from the shipped fonts: for the preview, for what a printer's ROM lacks, for printers without one.

A cell is 12 dots wide for a half-width column, 24 high, times the size. Everything that is painted or drawn comes from
here, so the same letter always has the same dots, and a drawn letter can be told by them.
"""

import unicodedata
from functools import cache, lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

import resources
from drivers.printer.profiles import CodeSet
from kiosk.slips.layout import Run, cell_dots
from kiosk.slips.letters import char_columns, lacks_code

line_dots = 24
_FILES = {(False, False): "NotoSansSC-Regular.otf", (False, True): "NotoSansSC-Bold.otf",
          (True, False): "CunkouMono-Regular.otf", (True, True): "CunkouMono-Bold.otf"}  # fmt: skip
_baseline = 0.88  # of the em, where Noto's ideographic box stands on it
_ink_from = 112  # of 255: a little under half, since thermal dots are round and thin strokes fade


def encoded(char: str, code_set: CodeSet) -> bytes | None:
    """The bytes by which a printer with this ROM sets one cleaned character, or None where it must be drawn.

    Python's ``gb18030`` writes some signs by the code that the 2022 edition gave to others; such signs are drawn.
    """
    if " " <= char <= "~":
        return char.encode("ascii")
    if lacks_code(char):
        return None
    data = char.encode("gb18030")
    if len(data) == 4:  # noqa: PLR2004 - a four-byte code; only the full set has those, and only Han is surely wide
        wide_han = code_set == "gb18030" and unicodedata.east_asian_width(char) == "W"
        return data if wide_han else None
    if code_set == "gbk" and _writes(char, "gbk") != data:
        return None
    return data if code_set != "gb2312" or _reads(data, "gb2312") else None


def _writes(char: str, codec: str) -> bytes:
    return char.encode(codec, "ignore")


def _reads(data: bytes, codec: str) -> bool:
    return len(data.decode(codec, "ignore")) == 1


@cache
def _font(px: int, *, mono: bool, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(resources.path("fonts", _FILES[mono, bold]), px, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def cell(char: str, size: int = 1, *, bold: bool = False, scale: int = 1) -> Image.Image:
    """One letter's ink (mode ``L``, 255 is ink); dots are on or off at ``scale`` 1, smooth above (for screens)."""
    columns = char_columns(char)
    px = line_dots * size * scale
    image = Image.new("L", (columns * cell_dots * size * scale, px))
    if char.isspace():
        return image
    font = _font_with(char, px, columns, bold=bold)
    if font is None:
        _draw_unknown(image, char)
    else:
        where = (image.width / 2, round(px * _baseline))
        ImageDraw.Draw(image).text(where, char, fill=255, font=font, anchor="ms")
    return image.point(lambda ink: 255 * (ink >= _ink_from)) if scale == 1 else image


def _font_with(char: str, px: int, columns: int, *, bold: bool) -> ImageFont.FreeTypeFont | None:
    """The font that has the letter: monospaced for half width; regular where the bold one lacks it."""
    choices = [(True, bold)] if columns == 1 else []
    for mono, heavy in [*choices, (False, bold), (False, False)]:
        font = _font(px, mono=mono, bold=heavy)
        # The subset's missing glyph is empty, and spaces never come here.
        if font.getmask(char).getbbox():
            return font
    return None


def _draw_unknown(image: Image.Image, char: str) -> None:
    """No font has it (a private-use code point): a frame with its number, which can be looked up; never a ``?``."""
    pen, digits = ImageDraw.Draw(image), f"{ord(char):04X}"
    half = (len(digits) + 1) // 2
    pen.rectangle((0, 0, image.width - 1, image.height - 1), outline=255)
    font = _font(image.height * 11 // 24, mono=True, bold=False)
    for row, part in enumerate((digits[:half], digits[half:])):
        middle = (image.width / 2, image.height * (1 + 2 * row) / 4)
        pen.text(middle, part, fill=255, font=font, anchor="mm")


def run_image(run: Run, scale: int = 1) -> Image.Image:
    """A run's ink, its cells side by side; inverse ones white on black."""
    cells = [cell(char, run.size, bold=run.bold, scale=scale) for char in run.text]
    image = Image.new("L", (sum(c.width for c in cells), line_dots * run.size * scale))
    left = 0
    for letter in cells:
        image.paste(letter, (left, 0))
        left += letter.width
    return ImageChops.invert(image) if run.inverse else image


def column_bytes(image: Image.Image) -> bytes:
    """A 24-dot-high cell as ``ESC * 33`` wants it: three bytes a column, the top dot in the highest bit."""
    turned = image.transpose(Image.Transpose.TRANSPOSE)
    return turned.point(lambda ink: 255 * (ink > 0)).convert("1").tobytes()


_seen: dict[bytes, str] = {}


@lru_cache(maxsize=4096)
def drawn(char: str, *, bold: bool, inverse: bool) -> bytes:
    """The columns of one letter at size 1, for ``ESC * 33``."""
    dots = column_bytes(run_image(Run(char, 1, bold, inverse)))
    _seen[dots] = char
    return dots


def letter_of(dots: bytes, code_set: CodeSet) -> str | None:
    """Which letter was drawn, for a twin that reads bytes back; None for a picture that is none.

    A letter that this process drew is known at once; otherwise all that the ROM lacks are drawn and compared, once.
    """
    if dots not in _seen:
        _draw_all(code_set)
    return _seen.get(dots)


@cache
def _draw_all(code_set: CodeSet) -> None:
    for char in _repertoire():
        if encoded(char, code_set) is None:
            for bold in (False, True):
                dots = column_bytes(run_image(Run(char, 1, bold)))
                _seen.setdefault(dots, char)
                _seen.setdefault(bytes(255 - byte for byte in dots), char)


def _repertoire() -> str:
    return resources.path("fonts", "repertoire.txt").read_text("utf-8").replace("\n", "")
