"""A sheet as data: columns, rows, totals, signatures. The same data give the same sheet, so no sheet asks the time."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk import money
from kiosk.errors import Bug

Cell = str | int


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    FEN = "fen"  # an amount, integer fen
    COUNT = "count"
    SIGN = "sign"  # room to sign or to press a thumb


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        title: Its heading.
        kind: What stands in it.
        weight: Its share of the page's width.
    """

    title: str
    kind: Kind = Kind.TEXT
    weight: int = 2


@dataclass(frozen=True)
class Sheet:
    """A page or several of one table.

    Attributes:
        name: For file names: ASCII, without an ending.
        title: The heading.
        columns: From the left.
        rows: One cell a column; an amount is an int.
        totals: Label and figure, below the table.
        signatures: Lines to sign, with what is to be signed.
        notes: Sentences at the end.
        heading: Lines under the title: whose, of which days.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[str, str], ...] = ()
    signatures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse rows that do not match the columns."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise Bug(f"a row of {len(row)} cells in a sheet of {len(self.columns)} columns")


def shown(column: Column, cell: Cell) -> str:
    """A cell as people read it: ``128640`` fen → ``1,286.40``."""
    if column.kind is Kind.FEN and isinstance(cell, int):
        return money.yuan(cell)
    return str(cell)
