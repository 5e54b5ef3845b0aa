"""How a document falls on paper of a given width: pure, and the same for screen and printer.

A thermal head sets a grid of half-width columns; Chinese takes two. No name is ever cut: what does not fit wraps. A
line never begins with closing punctuation, and a number or waybill is not broken where it fits on a line of its own.
"""

import re
from dataclasses import dataclass
from typing import Literal, assert_never

from kiosk.slips.codes import code128_modules
from kiosk.slips.document import (
    QR,
    Align,
    AnyBlock,
    Banner,
    Big,
    Code128,
    Cut,
    Document,
    Gap,
    Line,
    OpenDrawer,
    Row,
    Rule,
    SignatureLine,
    Table,
    Title,
)
from kiosk.slips.letters import cleaned, columns_of

cell_dots = 12
"""Dots of one half-width column at 203 dpi; a line of text is 24 dots high."""

big_size_max = 6
quiet_modules = 10


@dataclass(frozen=True)
class Paper:
    """A width of paper: half-width columns and printable dots (8 a millimetre)."""

    columns: int
    dots: int


PAPER_58 = Paper(columns=32, dots=384)
PAPER_80 = Paper(columns=48, dots=576)


@dataclass(frozen=True)
class Run:
    """Text in one style; ``size`` multiplies width and height (1–8)."""

    text: str
    size: int = 1
    bold: bool = False
    inverse: bool = False

    @property
    def columns(self) -> int:
        """Half-width columns at size 1 that the run takes."""
        return columns_of(self.text) * self.size


@dataclass(frozen=True)
class TextLine:
    """One line of runs; empty runs make an empty line, and a ``tight`` one has no leading below it."""

    runs: tuple[Run, ...] = ()
    align: Align = "left"
    tight: bool = False

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(run.text for run in self.runs)

    @property
    def size(self) -> int:
        """The tallest run's size."""
        return max((run.size for run in self.runs), default=1)

    @property
    def columns(self) -> int:
        """Half-width columns that the line takes."""
        return sum(run.columns for run in self.runs)


@dataclass(frozen=True)
class BarLine:
    """A Code 128, centred; ``module_dots`` is the narrowest bar."""

    text: str
    module_dots: int


@dataclass(frozen=True)
class QrLine:
    """A QR code, centred."""

    text: str


@dataclass(frozen=True)
class Act:
    """Something that the printer does."""

    what: Literal["cut", "drawer"]


Laid = TextLine | BarLine | QrLine | Act


def lay_out(document: Document, paper: Paper) -> tuple[Laid, ...]:
    """Lay the whole document out, from the top; the final cut is the printer's."""
    return tuple(laid for block in document.blocks for laid in _block(block, paper))


def as_text(lines: tuple[Laid, ...], paper: Paper) -> str:
    """The layout as plain text, for golden files and logs: one row a line, codes in brackets."""
    return "\n".join(_plain(line, paper) for line in lines)


def _plain(line: Laid, paper: Paper) -> str:
    if isinstance(line, TextLine):
        room = (paper.columns - line.columns) // max(line.size, 1)
        lead = {"left": 0, "center": room // 2, "right": room}[line.align]
        marks = f"  «×{line.size}»" if line.size > 1 else ""
        return (" " * lead + line.text).rstrip() + marks
    if isinstance(line, Act):
        return f"[{line.what}]"
    return f"[{'code128' if isinstance(line, BarLine) else 'qr'} {line.text}]"


def _block(block: AnyBlock, paper: Paper) -> tuple[Laid, ...]:  # noqa: C901, PLR0911, PLR0912 - a table
    match block:
        case Title(text, size):
            return _lines(text, paper, size=size, bold=True, align="center")
        case Line(text, size, bold, align):
            return _lines(text, paper, size=size, bold=bold, align=align)
        case Row():
            return _row(block, paper)
        case Table():
            return _table(block, paper)
        case Rule(style):
            return (_rule(style, paper),)
        case Gap(lines):
            return (TextLine(),) * lines
        case Code128(text):
            return _bars(text, paper)
        case QR(text, caption):
            return (QrLine(text), *(_lines(caption, paper, align="center") if caption else ()))
        case Big(text):
            return _big(text, paper)
        case Banner():
            return _banner(block, paper)
        case SignatureLine(label):
            return _signature(label, paper)
        case Cut():
            return (Act("cut"),)
        case OpenDrawer():
            return (Act("drawer"),)
    assert_never(block)


def _lines(
    text: str, paper: Paper, *, size: int = 1, bold: bool = False, align: Align = "left"
) -> tuple[TextLine, ...]:
    columns = paper.columns // size
    parts = _evenly(text, columns) if align == "center" else wrap(text, columns)
    return tuple(TextLine((Run(part, size, bold),), align) for part in parts)


def _evenly(text: str, columns: int) -> tuple[str, ...]:
    """Break centred text into as few lines as wrap() would, of like length, at spaces if it can."""
    fewest = wrap(text, columns)
    if len(fewest) == 1:
        return fewest
    widths = range(-(-sum(map(columns_of, fewest)) // len(fewest)), columns)
    tries = [lines for width in (*widths, columns) if len(lines := wrap(text, width)) == len(fewest)]
    at_spaces = (lines for lines in tries if " ".join(lines).split() == text.split())
    return next(at_spaces, tries[0])


def _rule(style: str, paper: Paper) -> TextLine:
    return TextLine((Run("─" * (paper.columns // 2) if style == "thin" else "=" * paper.columns),))


def _row(row: Row, paper: Paper) -> tuple[TextLine, ...]:
    """Label left, value right; a long value wraps in its own column, or below the label where that is too narrow."""
    columns = paper.columns // row.size
    label, value = wrap(row.left, columns), wrap(row.right, columns)
    room = columns - columns_of(label[0]) - 1
    if len(label) == 1 and len(value) == 1 and columns_of(value[0]) <= room:
        return (_pair(label[0], value[0], columns, row),)
    if len(label) == 1 and room >= columns // 2:
        column = wrap(row.right, room)
        # Wrapped lines stand flush left in their column: a ragged left edge is hard to read.
        return tuple(
            _pair(text if i == 0 else "", pad(part, room, "left"), columns, row)
            for i, (text, part) in enumerate(zip((label[0], *column[1:]), column, strict=True))
        )
    heads = tuple(TextLine((Run(text, row.size),)) for text in label)
    return heads + tuple(TextLine((Run(text, row.size, row.bold),), "right") for text in value)


def _pair(left: str, right: str, columns: int, row: Row) -> TextLine:
    space = " " * (columns - columns_of(left) - columns_of(right))
    return TextLine((Run(left + space, row.size), Run(right, row.size, row.bold)))


def _table(table: Table, paper: Paper) -> tuple[TextLine, ...]:
    """Cells side by side; on paper too narrow for that the first cell stands on a line of its own above the others."""
    titles = tuple(c.title for c in table.columns)
    headed = any(titles)
    rows = [tuple(map(cleaned, row)) for row in ((titles, *table.rows) if headed else table.rows)]
    if not rows:
        return ()
    stacked = len(titles) > 2 and sum(_wishes(rows)) > paper.columns - len(titles) + 1  # noqa: PLR2004 - two are a Row
    own = int(stacked)
    columns, indent = table.columns[own:], "  " * own
    widths = _widths([row[own:] for row in rows], paper.columns - len(indent))
    if columns[-1].align == "right":
        # Sums stand flush right on every slip.
        widths[0] += paper.columns - len(indent) - sum(widths) - len(widths) + 1
    laid: list[TextLine] = []
    for number, row in enumerate(rows):
        lines = list(wrap(row[0], paper.columns)) if stacked else []
        cells = [wrap(text, width) for text, width in zip(row[own:], widths, strict=True)]
        for height in range(max(map(len, cells))):
            parts = [
                pad(cell[height] if height < len(cell) else "", width, column.align)
                for cell, width, column in zip(cells, widths, columns, strict=True)
            ]
            lines.append((indent + " ".join(parts)).rstrip())
        laid += [TextLine((Run(line, bold=headed and number == 0),)) for line in lines]
    return tuple(laid)


def _wishes(rows: list[tuple[str, ...]], enough: int = 10) -> list[int]:
    """What each column wants: its longest number or word whole, and the rest up to ``enough``, five Chinese letters."""
    wishes = []
    for cells in zip(*rows, strict=True):
        want = max((2, *(columns_of(part) for text in cells for part in text.split("\n"))))
        word = max((2, *(columns_of(atom) for text in cells for atom in _ATOM.findall(text))))
        wishes.append(max(word, min(want, enough)))
    return wishes


def _widths(rows: list[tuple[str, ...]], columns: int) -> list[int]:
    """Share the columns of a line: first whole numbers and words, then evenly whatever wants more.

    On paper too narrow even for that, numbers break.
    """
    wants, room = _wishes(rows, enough=columns), columns - (len(rows[0]) - 1)
    floors = _wishes(rows, enough=4)
    widths = floors if sum(floors) <= room else [2] * len(floors)
    spare = room - sum(widths)
    while spare and (hungry := [i for i, want in enumerate(wants) if widths[i] < want]):
        widths[min(hungry, key=lambda i: widths[i])] += 1
        spare -= 1
    return widths


def _bars(text: str, paper: Paper) -> tuple[Laid, ...]:
    fit = paper.dots // (code128_modules(text) + 2 * quiet_modules)
    caption = _lines(text, paper, align="center")
    # Cheap scanners miss bars of one dot (0.125 mm): a QR code of the same text reads better.
    code: Laid = BarLine(text, min(fit, 3)) if fit > 1 else QrLine(text)
    return (code, *caption)


def _big(text: str, paper: Paper) -> tuple[TextLine, ...]:
    widest = max((columns_of(line) for line in cleaned(text).split("\n")), default=1)
    size = max(1, min(big_size_max, paper.columns // max(widest, 1)))
    return _lines(text, paper, size=size, bold=True, align="center")


def _banner(banner: Banner, paper: Paper) -> tuple[TextLine, ...]:
    if banner.style == "inverse":
        room = paper.columns // 2
        return tuple(
            TextLine((Run(pad(t, room, "center"), 2, bold=True, inverse=True),)) for t in wrap(banner.text, room)
        )
    room = paper.columns - 4
    bar = "─" * (room // 2)
    words = (f"│{pad(t, room, 'center')}│" for t in wrap(banner.text, room))
    middle = tuple(TextLine((Run(t, bold=True),), tight=True) for t in words)
    return (TextLine((Run(f"┌{bar}┐"),), tight=True), *middle, TextLine((Run(f"└{bar}┘"),)))


def _signature(label: str, paper: Paper) -> tuple[TextLine, ...]:
    *above, last = wrap(label, paper.columns)
    room = paper.columns - columns_of(last)
    if room < paper.columns // 3:
        above, last, room = [*above, last], "", paper.columns
    heads = tuple(TextLine((Run(text),)) for text in above)
    return (TextLine(), *heads, TextLine((Run(last + "_" * room),)), TextLine())


def pad(text: str, columns: int, align: Align) -> str:
    """Fill cleaned text with spaces to exactly ``columns``, if it is shorter."""
    room = max(0, columns - columns_of(text))
    lead = {"left": 0, "center": room // 2, "right": room}[align]
    return " " * lead + text + " " * (room - lead)


_OPENING = "（《〈「『【〔〖“‘￥＄"
_CLOSING = "，。、；：？！）》〉」』】〕〗”’％…—～·％℃,.;:?!)]}%"
_ATOM = re.compile(rf"\s|[{_OPENING}]*(?:[!-~]+|[^\s])(?:\s*[{re.escape(_CLOSING)}])*")
_PIECE = re.compile(r"[0-9A-Za-z]+[^0-9A-Za-z]*|[^0-9A-Za-z]+")


def wrap(text: str, columns: int) -> tuple[str, ...]:
    """Break text into lines of at most ``columns`` half-width columns; never none: without letters one empty line.

    Args:
        text: Cleaned here (see :func:`kiosk.slips.letters.cleaned`); newlines are kept as breaks.
        columns: At least 2, the width of one Chinese character.
    """
    columns = max(columns, 2)
    return tuple(line for paragraph in cleaned(text).split("\n") for line in _wrap(paragraph, columns))


def _wrap(paragraph: str, columns: int) -> list[str]:
    lines, line, used = [], "", 0
    for whole in _ATOM.findall(paragraph):
        for atom in _pieces(whole, columns):
            if used + columns_of(atom) > columns:
                if line.strip():
                    lines.append(line.rstrip())
                line, used = "", 0
                if atom.isspace():
                    continue
            line += atom
            used += columns_of(atom)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(atom: str, columns: int) -> list[str]:
    """The atom whole where a line can hold it; else broken at its signs, and only then inside a word or number."""
    if columns_of(atom) <= columns:
        return [atom]
    pieces = _PIECE.findall(atom)
    return pieces if all(columns_of(p) <= columns for p in pieces) else list(atom)
