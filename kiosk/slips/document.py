"""A slip as a document: what it says, not how a printer does it.

Documents are written by the services, stored as JSON in the spool, laid out for any paper (layout.py), shown on the
screen and printed from the same data, so that what a clerk sees is what a resident holds. They are frozen: a reprint is
a new document that says so.
"""

from datetime import datetime
from typing import Literal, Self

import msgspec

from kiosk import limits
from kiosk.errors import Bug, Malformed

Align = Literal["left", "center", "right"]
Size = Literal[1, 2, 3]

table_columns_max = 6
table_rows_max = 400
code128_chars_max = 60
qr_bytes_max = 600
_mark_blocks_max = 20  # room for the marks of a copy of the longest slip


class Block(msgspec.Struct, frozen=True, tag=True, omit_defaults=True):
    """One piece of a slip; the tag in JSON is the class's name."""


def _check(text: str, most: int = limits.slip_text_chars_max) -> None:
    if len(text) > most:
        raise Bug(f"a slip's text has {len(text)} characters, at most {most}")  # not the text: it may name a person


class Title(Block, frozen=True):
    """The heading, bold and centred."""

    text: str
    size: Size = 2

    def __post_init__(self) -> None:
        """Refuse a text beyond the limit."""
        _check(self.text)


class Line(Block, frozen=True):
    """A paragraph; it wraps, and a newline in it breaks the line."""

    text: str
    size: Size = 1
    bold: bool = False
    align: Align = "left"

    def __post_init__(self) -> None:
        """Refuse a text beyond the limit."""
        _check(self.text)


class Row(Block, frozen=True):
    """A label and its value, the value flush right; ``bold`` and ``size`` are the value's and the line's."""

    left: str
    right: str
    bold: bool = False
    size: Size = 1

    def __post_init__(self) -> None:
        """Refuse a text beyond the limit."""
        _check(self.left)
        _check(self.right)


class Column(msgspec.Struct, frozen=True, omit_defaults=True):
    """A table's column: its heading and where its cells stand."""

    title: str
    align: Align = "left"


class Table(Block, frozen=True):
    """Columns that find their own widths; long cells wrap. Headings are left out where all are empty."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Refuse what no paper can hold, and rows that do not match the columns."""
        if not 1 <= len(self.columns) <= table_columns_max or len(self.rows) > table_rows_max:
            raise Bug(f"a table of {len(self.columns)} columns and {len(self.rows)} rows")
        for row in (tuple(c.title for c in self.columns), *self.rows):
            if len(row) != len(self.columns):
                raise Bug(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")
            for cell in row:
                _check(cell)


class Rule(Block, frozen=True):
    """A line across the paper."""

    style: Literal["thin", "double"] = "thin"


class Gap(Block, frozen=True):
    """Empty lines."""

    lines: int = 1

    def __post_init__(self) -> None:
        """Refuse to feed a roll of paper."""
        if not 1 <= self.lines <= 10:  # noqa: PLR2004 - a hand's width
            raise Bug(f"a gap of {self.lines} lines")


class Code128(Block, frozen=True):
    """A bar code of printable ASCII, with its text below. Where the paper is too narrow it becomes a QR code."""

    text: str

    def __post_init__(self) -> None:
        """Refuse what the symbology cannot carry."""
        _check(self.text, code128_chars_max)
        if not self.text or not all(" " <= c <= "~" for c in self.text):
            raise Bug("Code 128 carries printable ASCII")


class QR(Block, frozen=True):
    """A QR code of UTF-8 text, with an optional caption below."""

    text: str
    caption: str = ""

    def __post_init__(self) -> None:
        """Refuse more than a thermal head can print legibly."""
        _check(self.caption)
        if not 0 < len(self.text.encode()) <= qr_bytes_max:
            raise Bug(f"a QR code carries 1 to {qr_bytes_max} bytes")


class Big(Block, frozen=True):
    """One text as large as the paper allows: a pickup code, readable at arm's length."""

    text: str

    def __post_init__(self) -> None:
        """Refuse a text beyond the limit."""
        _check(self.text)


class Banner(Block, frozen=True):
    """A word that changes what the slip is worth (作废, 补打): white on black, or framed."""

    text: str
    style: Literal["inverse", "framed"] = "inverse"

    def __post_init__(self) -> None:
        """Refuse a text beyond the limit."""
        _check(self.text)


class SignatureLine(Block, frozen=True):
    """Room to sign or to press a thumb."""

    label: str

    def __post_init__(self) -> None:
        """Refuse a text beyond the limit."""
        _check(self.label)


class Cut(Block, frozen=True):
    """Cut here and go on; the end of a document is always cut."""


class OpenDrawer(Block, frozen=True):
    """Kick the cash drawer, where the printer has one."""


AnyBlock = Title | Line | Row | Table | Rule | Gap | Code128 | QR | Big | Banner | SignatureLine | Cut | OpenDrawer
Kind = Literal["slip", "label"]


class Document(msgspec.Struct, frozen=True, omit_defaults=True):
    """One slip or label.

    Attributes:
        title: What it is, for lists and file names; not printed.
        blocks: What is printed, from the top.
        kind: Which printer it is for.
        width_hint: Columns that its author had in mind, 0 for any; every paper can print it.
    """

    title: str
    blocks: tuple[AnyBlock, ...]
    kind: Kind = "slip"
    width_hint: int = 0

    def __post_init__(self) -> None:
        """Refuse a slip without end."""
        _check(self.title)
        if len(self.blocks) > limits.slip_blocks_max + _mark_blocks_max:
            raise Bug(f"a slip of {len(self.blocks)} blocks, at most {limits.slip_blocks_max}")

    def to_bytes(self) -> bytes:
        """The document as the spool keeps it: UTF-8 JSON."""
        return _encoder.encode(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read a document back.

        Raises:
            Malformed: Not a document, or beyond its limits.
        """
        try:
            return msgspec.json.decode(data, type=cls)
        except (msgspec.DecodeError, Bug, UnicodeDecodeError) as error:
            raise Malformed("slips.malformed") from error


_encoder = msgspec.json.Encoder()


def spoiled(document: Document, reason: str) -> Document:
    """The same slip again after a half-printed one: first what voids the paper above it, and why; a cut; then the slip.

    The mark comes out on the strip that hangs from the printer, so the half slip itself bears it.
    """
    mark = (Banner("以上作废"), Line(document.title, bold=True, align="center"), Line(reason, align="center"), Cut())
    return _marked(document, mark)


def reprint(document: Document, times: int, at: datetime, *, offline: bool = False) -> Document:
    """The same slip once more, which says so (M13): that it is a reprint, which one, when, and whether offline.

    Args:
        document: The slip as it was first printed.
        times: 1 for the first reprint.
        at: When it was asked for, in China's zone.
        offline: The county has not the record behind it yet.
    """
    words = f"补打 第{times}次" + (" 离线" if offline else "")
    mark = (Banner(words, style="framed"), Line(f"补打时间 {at:%Y-%m-%d %H:%M}", align="center"))
    return _marked(document, mark)


def _marked(document: Document, mark: tuple[AnyBlock, ...]) -> Document:
    # A drawer opens for the payment, not for its copy.
    kept = tuple(block for block in document.blocks if not isinstance(block, OpenDrawer))
    return msgspec.structs.replace(document, blocks=(*mark, *kept))
