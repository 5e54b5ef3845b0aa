"""The layout keeps to its paper, loses nothing, and breaks lines as a Chinese reader expects."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.slips.codes import code128_modules, code128_plan
from kiosk.slips.document import Banner, Big, Code128, Column, Document, Line, Row, SignatureLine, Table, Title
from kiosk.slips.layout import PAPER_58, PAPER_80, BarLine, Paper, QrLine, TextLine, as_text, lay_out, wrap
from kiosk.slips.letters import cleaned, columns_of, normalised
from tests.slips.examples import ALL

PAPERS = (PAPER_58, PAPER_80)
texts = st.text(max_size=80) | st.text(
    alphabet="村口服务点，。、）》（《“”¥￥0123456789ABC-. \n𠮷䶮é\ue863\x1b", max_size=120
)


def bare(text: str) -> str:
    return re.sub(r"\s", "", cleaned(text))


@given(texts, st.integers(2, 48))
def test_wrapping_keeps_the_width_and_every_letter(text: str, columns: int):
    lines = wrap(text, columns)
    assert lines
    assert all(columns_of(line) <= columns for line in lines)
    assert bare("".join(lines)) == bare(text)


@given(st.text(alphabet="村口服务点0123ABCab ", min_size=1, max_size=30).map(str.strip), st.integers(0, 2**30))
def test_no_line_begins_with_closing_punctuation(words: str, seed: int):
    text = "".join(char + "，。）"[seed >> i & 3 :][:1] for i, char in enumerate(words))
    for line in wrap(text, 10)[1:]:
        assert not line.startswith(("，", "。", "）"))


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("单号SF1234567890123请取", 16, ("单号", "SF1234567890123", "请取")),
        ("收到￥1204.50元", 10, ("收到", "￥1204.50", "元")),
        ("你好（在吗）好", 6, ("你好", "（在", "吗）好")),
        ("一二三四，", 8, ("一二三", "四，")),
        ("12345678901234567890", 8, ("12345678", "90123456", "7890")),
        ("a\n\nb", 8, ("a", "", "b")),
        ("", 8, ("",)),
    ],
)
def test_breaks_as_a_reader_expects(text: str, columns: int, lines: tuple[str, ...]):
    assert wrap(text, columns) == lines


names = st.text(alphabet="欧阳𠮷䶮㛃买提·abc 王é", max_size=40)
blocks = st.one_of(
    st.builds(Line, texts, st.sampled_from([1, 2, 3]), st.booleans(), st.sampled_from(["left", "center", "right"])),
    st.builds(Title, texts, st.sampled_from([1, 2, 3])),
    st.builds(Row, names, texts, st.booleans(), st.sampled_from([1, 2, 3])),
    st.builds(Banner, texts, st.sampled_from(["inverse", "framed"])),
    st.builds(Big, texts),
    st.builds(SignatureLine, names),
    st.lists(st.tuples(names, texts, names), max_size=3).map(
        lambda rows: Table((Column("单号"), Column("收件人"), Column("金额", "right")), tuple(rows))
    ),
)


@given(st.lists(blocks, max_size=5), st.sampled_from(PAPERS))
def test_no_line_is_wider_than_the_paper(parts: list[Line], paper: Paper):
    for line in lay_out(Document("x", tuple(parts)), paper):
        assert isinstance(line, TextLine)
        assert line.columns <= paper.columns


@given(names, names, st.sampled_from(PAPERS), st.sampled_from([1, 2, 3]))
def test_a_row_loses_no_letter_of_a_name(left: str, right: str, paper: Paper, size: int):
    laid = lay_out(Document("x", (Row(left, right, size=size),)), paper)
    found = "".join(line.text for line in laid)
    assert sorted(bare(found)) == sorted(bare(left) + bare(right))


@pytest.mark.parametrize("paper", PAPERS)
def test_values_and_sums_stand_flush_right(paper: Paper):
    rows = (Row("取件人", "张𠮷"), Table((Column("单号"), Column("金额", "right")), (("SF1", "￥1.00"),)))
    for line in lay_out(Document("x", rows), paper):
        assert line.columns == paper.columns


def test_a_table_keeps_waybills_whole_where_it_can():
    table = Table(
        (Column("单号"), Column("收件人"), Column("金额", "right")), (("SF1234567890123", "买买提·吐尔逊", "￥0"),)
    )
    assert "SF1234567890123" in as_text(lay_out(Document("x", (table,)), PAPER_58), PAPER_58)


def test_an_empty_table_without_headings_takes_no_paper():
    assert lay_out(Document("x", (Table((Column(""), Column("")), ()),)), PAPER_58) == ()


def test_a_pickup_code_is_as_large_as_the_paper_allows():
    [small] = lay_out(Document("x", (Big("3-2-4107"),)), PAPER_58)
    [large] = lay_out(Document("x", (Big("3-2-4107"),)), PAPER_80)
    assert (small.size, large.size) == (4, 6)


def test_a_bar_code_too_wide_to_be_read_becomes_a_qr_code():
    narrow, wide = Code128("SF1234567890123"), Code128("WAYBILL-THAT-IS-FAR-TOO-LONG")
    assert lay_out(Document("x", (narrow,)), PAPER_58)[0] == BarLine("SF1234567890123", 2)
    assert lay_out(Document("x", (wide,)), PAPER_58)[0] == QrLine("WAYBILL-THAT-IS-FAR-TOO-LONG")


@given(st.text(alphabet=[chr(c) for c in range(32, 127)] + list("0123456789") * 9, min_size=1, max_size=30))
def test_a_bar_code_plan_carries_the_text(text: str):
    plan = code128_plan(text)
    assert "".join(part for _, part in plan) == text
    assert all(len(part) % 2 == 0 and part.isdigit() for code_set, part in plan if code_set == "C")
    assert code128_modules(text) <= 11 * (len(text) + 2) + 13


def test_control_and_invisible_characters_never_reach_paper():
    assert cleaned("a\x1b@\x00b\u200bc\u202ed\ufe0f") == "a@bcd"
    assert cleaned("¥1\u00a02\t3\r\n4") == "￥1 2 3\n4"


def test_private_twins_become_the_characters_they_stand_for():
    assert normalised("龚\ue863 \ue81e\ue816") == "龚䶮 龴𠂇"
    assert normalised("\ue170") == "\ue170"


@pytest.mark.parametrize("paper", PAPERS, ids=["58", "80"])
@pytest.mark.parametrize("name", ALL)
def test_golden_layout(name: str, paper: Paper, golden):
    golden(f"{name}-{paper.columns}.txt", (as_text(lay_out(ALL[name], paper), paper) + "\n").encode())
