"""Golden files: compared, or written anew when CUNKOU_REGOLDEN=1 (then look at the difference before committing it)."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Callable[[str, bytes], None]:
    def check(name: str, found: bytes) -> None:
        path = GOLDEN / name
        if os.environ.get("CUNKOU_REGOLDEN") == "1":
            GOLDEN.mkdir(exist_ok=True)
            path.write_bytes(found)
        assert found == path.read_bytes(), f"{name} differs; CUNKOU_REGOLDEN=1 writes it anew"

    return check
