"""Sheets on A4 as a PDF (ISO 32000), with the shipped fonts in it: what an office prints, signs and files.

The same sheets give the same bytes: no clock, no chance, and the fonts are subset in a fixed order. A character that
no font has is written by its number, never as ``?``.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from fontTools.ttLib import TTFont
from fpdf import FPDF

import resources
from kiosk.sheets import Cell, Column, Kind, Sheet, shown
from kiosk.slips.letters import cleaned

_REGULAR, _BOLD = "NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf"
_FAMILY = "cunkou"
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # a file must have a date; the sheets' own dates are on them
_margin_mm = 14.0
_text_pt = 9.0
_line_mm = 5.0
_pad_mm = 1.2
_signed_row_mm = 11.0  # room for a thumb
_sign_gap_mm = 16.0
_wide_columns = 9
_WORDS = re.compile(r"[!-~]+ ?|.")


def pdf_of(sheets: Sequence[Sheet]) -> bytes:
    """Every sheet on pages of its own, as the bytes of one PDF."""
    page = _Page()
    for sheet in sheets:
        _write(page, sheet)
    return bytes(page.output())


class _Page(FPDF):
    """An A4 page with our fonts; its foot says what it is and which page."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        self.foot = ""
        self.set_creation_date(_MADE)
        self.set_margin(_margin_mm)
        self.set_auto_page_break(auto=False)
        self.add_font(_FAMILY, "", str(resources.path("fonts", _REGULAR)))
        self.add_font(_FAMILY, "B", str(resources.path("fonts", _BOLD)))
        self.set_line_width(0.15)
        self.set_draw_color(120)
        self.set_fill_color(232, 236, 240)

    def footer(self) -> None:
        """The sheet's name at the left, the page at the right."""
        self.write_at(_margin_mm, self.h - 8, self.foot, size=7.5)
        self.write_at(_margin_mm, self.h - 8, str(self.page_no()), size=7.5, width=self.epw, align="right")

    def write_at(
        self, x: float, y: float, text: str, *, size: float = _text_pt, bold: bool = False, width: float = 0,
        align: str = "left",
    ) -> None:  # fmt: skip
        """One line of text; ``y`` is its baseline (mm). Bold where the bold font has every sign of it."""
        self.set_font(_FAMILY, "B" if bold and set(text) <= _signs(_BOLD) else "", size)
        if align != "left":
            spare = width - self.get_string_width(text)
            x += spare if align == "right" else spare / 2
        self.text(x, y, text)

    def lines(self, text: str, width: float) -> list[str]:
        """Text broken to a width (mm): between words and Chinese characters, inside a word only where it must be."""
        self.set_font(_FAMILY, "", _text_pt)
        found, line, used = [], "", 0.0
        for word in _WORDS.findall(text):
            wide = self.get_string_width(word)
            for part in (word,) if wide <= width else word:
                wide = self.get_string_width(part)
                if line and used + wide > width:
                    found.append(line.rstrip())
                    line, used = "", 0.0
                line, used = line + part, used + wide
        return [*found, line]

    @property
    def room_mm(self) -> float:
        """What is left of the page above its foot."""
        return float(self.h - _margin_mm - self.get_y())


def _write(page: _Page, sheet: Sheet) -> None:
    weight = sum(column.weight for column in sheet.columns)
    turned = len(sheet.columns) >= _wide_columns
    page.add_page(orientation="landscape" if turned else "portrait")  # which writes the last page's foot
    page.foot = _fit(f"{sheet.title}  {'  '.join(sheet.heading)}")
    page.write_at(_margin_mm, page.get_y() + 6, _fit(sheet.title), size=16, bold=True, width=page.epw, align="center")
    page.set_y(page.get_y() + 10)
    for line in sheet.heading:
        page.write_at(_margin_mm, page.get_y() + 3.5, _fit(line), width=page.epw, align="center")
        page.set_y(page.get_y() + _line_mm)
    page.set_y(page.get_y() + 2)
    widths = [page.epw * column.weight / weight for column in sheet.columns]
    _head(page, sheet.columns, widths)
    for row in sheet.rows:
        _row(page, sheet.columns, widths, row)
    _foot(page, sheet)


def _head(page: _Page, columns: Sequence[Column], widths: Sequence[float]) -> None:
    _cells(page, columns, widths, [column.title for column in columns], bold=True)


def _row(page: _Page, columns: Sequence[Column], widths: Sequence[float], row: Sequence[Cell]) -> None:
    texts = [shown(column, cell) for column, cell in zip(columns, row, strict=True)]
    _cells(page, columns, widths, texts)


def _cells(
    page: _Page, columns: Sequence[Column], widths: Sequence[float], texts: Sequence[str], *, bold: bool = False
) -> None:
    """A row with its frame; it begins a page with the headings where it does not fit on this one."""
    broken = [page.lines(_fit(text), width - 2 * _pad_mm) for text, width in zip(texts, widths, strict=True)]
    least = _signed_row_mm if not bold and any(column.kind is Kind.SIGN for column in columns) else 0.0
    height = max(least, max(map(len, broken)) * _line_mm + 2 * _pad_mm)
    if page.room_mm < height and not bold:
        page.add_page(same=True)
        _head(page, columns, widths)
    x, y = _margin_mm, page.get_y()
    for column, lines, width in zip(columns, broken, widths, strict=True):
        page.rect(x, y, width, height, style="DF" if bold else "D")
        top = y + (height - len(lines) * _line_mm) / 2
        align = "right" if column.kind in (Kind.FEN, Kind.COUNT) else "left"
        for number, line in enumerate(lines):
            base = top + number * _line_mm + 3.7
            page.write_at(x + _pad_mm, base, line, bold=bold, width=width - 2 * _pad_mm, align=align)
        x += width
    page.set_y(y + height)


def _foot(page: _Page, sheet: Sheet) -> None:
    """Totals, notes and lines to sign."""
    page.set_y(page.get_y() + 3)
    for label, figure in sheet.totals:
        _line(page, f"{label}：", figure, bold=True)
    for note in sheet.notes:
        for line in page.lines(_fit(note), page.epw):
            _line(page, line, "")
    if sheet.signatures:
        _signatures(page, sheet.signatures)


def _line(page: _Page, left: str, right: str, *, bold: bool = False) -> None:
    _need(page, _line_mm)
    base = page.get_y() + 3.7
    page.write_at(_margin_mm, base, _fit(left), bold=bold)
    page.write_at(_margin_mm, base, _fit(right), bold=bold, width=page.epw / 2, align="right")
    page.set_y(page.get_y() + _line_mm)


def _signatures(page: _Page, labels: Sequence[str]) -> None:
    _need(page, _sign_gap_mm + 2)
    y, width = page.get_y() + _sign_gap_mm, page.epw / len(labels)
    for number, label in enumerate(labels):
        x = _margin_mm + number * width
        page.write_at(x, y, _fit(f"{label}："))
        begin = x + page.get_string_width(_fit(f"{label}：")) + 1
        page.line(begin, y + 1, x + width - 6, y + 1)
    page.set_y(y + 3)


def _need(page: _Page, height: float) -> None:
    if page.room_mm < height:
        page.add_page(same=True)


def _fit(text: str) -> str:
    """Text that the regular font can write; a sign that it lacks by its number."""
    known = _signs(_REGULAR)
    return "".join(sign if sign in known else f"[U+{ord(sign):04X}]" for sign in cleaned(text).replace("\n", " "))


@cache
def _signs(file: str) -> frozenset[str]:
    """Every sign of a font."""
    with TTFont(resources.path("fonts", file), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
