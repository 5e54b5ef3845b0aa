"""Sheets as PDF: same sheets, same bytes; every character of a name, headings on every page, room to sign."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from drivers.pdf import pdf_of
from kiosk.sheets import Column, Kind, Sheet

COLUMNS = (Column("序号", Kind.COUNT), Column("姓名"), Column("金额", Kind.FEN), Column("签名", Kind.SIGN, 4))
RARE = "覃龚堃㐂𬀩𣒍≒龴"


def sheet(rows: int = 3, name: str = "王秀英", columns: tuple[Column, ...] = COLUMNS) -> Sheet:
    body = tuple((number, name, number * 100 + 5, "", *([""] * (len(columns) - 4))) for number in range(1, rows + 1))
    return Sheet("r", "收支登记簿", columns, body, (("合计", "1,286.40"),), ("经办人签名",), ("账平。",), ("三板桥村",))


def read(data: bytes) -> list[str]:
    """The text of every page."""
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)
    document.load(buffer)
    assert document.error() is QPdfDocument.Error.None_
    pages = [document.getAllText(number).text() for number in range(document.pageCount())]
    document.close()
    return pages


def test_the_same_sheets_give_the_same_bytes() -> None:
    assert pdf_of((sheet(), sheet(40))) == pdf_of((sheet(), sheet(40)))
    assert pdf_of((sheet(),)) != pdf_of((sheet(name="王秀兰"),))


def test_everything_is_on_it() -> None:
    (page,) = read(pdf_of((sheet(),)))
    for text in ("收支登记簿", "三板桥村", "序号", "王秀英", "3.05", "合计", "1,286.40", "账平。", "经办人签名"):
        assert text in page


def test_headings_on_every_page_and_no_row_lost() -> None:
    pages = read(pdf_of((sheet(120),)))
    assert len(pages) > 3
    assert all("签名" in page for page in pages)
    words = [word for page in pages for word in page.split()]
    assert [words.count(f"{number}.05") for number in range(1, 121)] == [1] * 120
    assert "合计" in pages[-1]


def test_each_sheet_begins_a_page() -> None:
    pages = read(pdf_of((sheet(), replace(sheet(), title="营业日报"), sheet())))
    assert [page.count("营业日报") for page in pages] == [0, 2, 0], "its title and its foot, and no other page's"


@pytest.mark.parametrize("name", [RARE, "阿依古丽·买买提", "王\x1b小", "\ue000", "长" * 200, "A" * 300, ""])
def test_a_name_is_never_degraded(name: str) -> None:
    text = "".join(read(pdf_of((sheet(1, name),)))).replace("\n", "").replace("\r", "")
    shown = {"\ue000": "[U+E000]", "王\x1b小": "王小"}.get(name, name)
    assert shown.replace("·", "·") in text
    assert "?" not in text


def test_many_columns_lie_across() -> None:
    wide = COLUMNS + tuple(Column(f"列{number}") for number in range(6))
    data = pdf_of((sheet(2, columns=wide),))
    assert "列5" in read(data)[0]


def test_an_empty_sheet_is_a_page() -> None:
    (page,) = read(pdf_of((sheet(0),)))
    assert "序号" in page
