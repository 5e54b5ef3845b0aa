"""Slip bytes beside their layouts in tests/slips/golden: a change of one byte is seen and judged."""

import os
from pathlib import Path

import pytest

from drivers.printer import profiles
from drivers.printer.encode import encode
from tests.slips.examples import ALL

GOLDEN = Path(__file__).parents[2] / "slips" / "golden"


@pytest.mark.parametrize("profile", ["58mm-gbk", "80mm-gb18030"])
@pytest.mark.parametrize("name", ALL)
def test_golden_bytes(name: str, profile: str):
    path = GOLDEN / f"{name}-{profile}.bin"
    found = encode(ALL[name], profiles.load(profile))
    if os.environ.get("CUNKOU_REGOLDEN") == "1":
        path.write_bytes(found)
    assert found == path.read_bytes()
