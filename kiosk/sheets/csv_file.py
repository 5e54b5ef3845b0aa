"""CSV for WPS and Excel: UTF-8 with a mark, and no cell that they would run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kiosk.errors import StoreFull, StoreReadOnly
from kiosk.sheets.sheet import Cell, Column, Kind, Sheet
from kiosk.store.files import write_durably

_FORMULA = tuple("=+-@\t\r＝＋－＠")
_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?")


@dataclass(frozen=True)
class CsvFile:
    """A file, not yet written.

    Attributes:
        name: As it is to be called.
        data: UTF-8 with a byte order mark, lines end with CR LF.
        rows: Lines below the heading.
        refused: How many of them the county set aside.
    """

    name: str
    data: bytes
    rows: int
    refused: int = 0


def csv_of(sheet: Sheet) -> CsvFile:
    """A sheet's table as a file; its totals stand below. Amounts are yuan without a thousands comma."""
    head = [one.title for one in sheet.columns]
    rows = [[_cell(*pair) for pair in zip(sheet.columns, row, strict=True)] for row in sheet.rows]
    totals = [[label, _figure(text)] for label, text in sheet.totals]
    return CsvFile(f"{sheet.name}.csv", csv_bytes([head, *rows, *totals]), len(rows))


def _cell(column: Column, cell: Cell) -> str | int | Decimal:
    return Decimal(cell).scaleb(-2) if column.kind is Kind.FEN and isinstance(cell, int) else cell


def _figure(text: str) -> str | Decimal:
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else text


def csv_bytes(rows: Iterable[Sequence[str | int | Decimal]]) -> bytes:
    """Rows of cells as bytes; a number is a number, also a negative one."""
    out = io.StringIO(newline="")
    safe = ([safe_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    csv.writer(out, lineterminator="\r\n").writerows(safe)
    return out.getvalue().encode("utf-8-sig")


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet runs as a formula: one that begins like a formula gets an apostrophe in front."""
    return "'" + text if text.lstrip().startswith(_FORMULA) or text.startswith(("\t", "\r", "\n")) else text


def save(file: CsvFile, folder: Path) -> Path:
    """Write a file durably, for example on a stick; one of the same name is replaced.

    Raises:
        StoreTrouble: StoreFull, StoreReadOnly.
    """
    return save_as(file.name, file.data, folder)


def save_as(name: str, data: bytes, folder: Path) -> Path:
    """Write bytes durably under a name, as :func:`save` does."""
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_durably(path, data)
    except OSError as error:
        raise (StoreFull if error.errno == 28 else StoreReadOnly) from error  # noqa: PLR2004 - ENOSPC
    return path
