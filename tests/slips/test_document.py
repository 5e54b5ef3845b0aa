"""Documents survive the spool, keep their limits, and copies say what they are."""

from collections.abc import Callable

import pytest

from kiosk import limits
from kiosk.errors import Bug, Malformed
from kiosk.slips.document import (
    QR,
    Banner,
    Code128,
    Column,
    Document,
    Gap,
    Line,
    OpenDrawer,
    Row,
    Table,
    reprint,
    spoiled,
)
from kiosk.slips.layout import PAPER_58, as_text, lay_out
from tests.slips.examples import ALL, AT, handover, pickup


@pytest.mark.parametrize("name", ALL)
def test_comes_back_from_bytes_as_it_was(name: str):
    assert Document.from_bytes(ALL[name].to_bytes()) == ALL[name]


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"\xff\xfe", b'{"title":"x","blocks":[{"type":"Nonsense"}]}', pickup.to_bytes()[:-5]]
)
def test_bytes_that_are_no_document_are_named(data: bytes):
    with pytest.raises(Malformed):
        Document.from_bytes(data)


def test_limits_hold_also_on_the_way_back():
    long = b'{"title":"x","blocks":[{"type":"Line","text":"' + b"a" * (limits.slip_text_chars_max + 1) + b'"}]}'
    with pytest.raises(Malformed):
        Document.from_bytes(long)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Line("x" * (limits.slip_text_chars_max + 1)),
        lambda: Row("x", "y" * (limits.slip_text_chars_max + 1)),
        lambda: Code128("中文"),
        lambda: Code128(""),
        lambda: QR("x" * 601),
        lambda: Gap(1000),
        lambda: Table((Column("a"), Column("b")), (("one cell",),)),
        lambda: Table((), ()),
        lambda: Document("x", (Gap(),) * 500),
    ],
)
def test_beyond_the_limits_is_a_bug(make: Callable[[], object]):
    with pytest.raises(Bug):
        make()


def test_a_reprint_says_so_and_opens_no_drawer():
    copy = reprint(handover, 2, AT, offline=True)
    assert copy.blocks[0] == Banner("补打 第2次 离线", style="framed")
    assert "2026-11-20 10:24" in as_text(lay_out(copy, PAPER_58), PAPER_58)
    assert not any(isinstance(block, OpenDrawer) for block in copy.blocks)
    assert copy.blocks[2:] == tuple(b for b in handover.blocks if not isinstance(b, OpenDrawer))


def test_a_spoiled_slip_voids_the_paper_above_and_comes_whole():
    text = as_text(lay_out(spoiled(pickup, "缺纸"), PAPER_58), PAPER_58)
    void, fresh = text.split("[cut]")
    assert "以上作废" in void
    assert "缺纸" in void
    assert fresh.strip() == as_text(lay_out(pickup, PAPER_58), PAPER_58).strip()


def test_the_longest_slip_can_still_be_marked():
    longest = Document("x", (Gap(),) * limits.slip_blocks_max)
    assert len(spoiled(longest, "x").blocks) > limits.slip_blocks_max
