"""Every family of ``make bench`` runs and says what it promised; on a small database, so that no figure is judged."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.figure import Figure, p99

ROOT = Path(__file__).resolve().parents[2]

SMALL = """
from benchmarks import clocks, memory, petition_attachment, petitions, scan, search, start, till
search.COUNT, search.WARM = 20, 2
scan.COUNT, scan.WATCHED, scan.WARM, scan.ON_DISK = 3, 3, 1, 2
memory.WARM = 2
start.TURNS = 1
till.ASKED = petitions.ASKED = 2
clocks.COUNT, clocks.TIMES = 40, 2
petition_attachment.COUNT, petition_attachment.WARM = 2, 1
found = {found}
import os
print(*[one.line() for one in found], sep="\\n", flush=True)
os._exit(0)
"""


@pytest.mark.parametrize(
    ("family", "names"),
    [
        ("search.figures()", {"search.pickup", "page.resident"}),
        ("scan.figures(3, 3)", {"scan.to_screen", "scan.ui_block"}),
        ("start.figures()", {"start.usable"}),
        ("till.figures()", {"till.queries", "books.check"}),
        ("petition_attachment.figures()", {"petition.attachment"}),
        ("petitions.figures()", {"petition.queries"}),
        ("clocks.figures()", {"clocks.table"}),
        ("memory.figures(3)", {"memory.intakes", "memory.resident"}),
    ],
)
def test_a_family_runs(family: str, names: set[str]) -> None:
    environment = os.environ | {
        "CUNKOU_BENCH_PARCELS": "1500", "CUNKOU_BENCH_PAYMENTS": "1500",
        "CUNKOU_BENCH_PETITIONS": "300", "QT_QPA_PLATFORM": "offscreen",
        "QT_QUICK_BACKEND": "software", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-c", SMALL.replace("{found}", f"list({family})")],
        env=environment, capture_output=True, text=True, check=False, timeout=85,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    lines = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    assert {line["name"] for line in lines} == names
    assert all(line["limit"] > 0 and "met" in line for line in lines)


def test_a_ratio_is_judged_by_its_floor() -> None:
    assert json.loads(Figure("x", 30.0, "ratio", 10.0, 3.0).line())["met"]
    assert not json.loads(Figure("x", 31.0, "ratio", 10.0, 3.0).line())["met"]
    assert not json.loads(Figure("x", 51.0, "ms", 1.0, 50.0).line())["met"]


def test_the_99th_percentile() -> None:
    assert p99([float(n) for n in range(1, 101)]) == 100.0
    assert p99([float(n) for n in range(1, 201)]) == 199.0
