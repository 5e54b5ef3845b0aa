"""How often one step of the desk makes the disk sync: counted below SQLite, by a shim before the C library."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TIMES = 20


def per_step(name: str) -> float | None:
    """Calls of fsync and fdatasync for one step, or None where there is no C compiler to build the shim.

    Args:
        name: Of the figure, as in ``commit.STEPS``.
    """
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        return None
    with tempfile.TemporaryDirectory() as folder:
        shim = Path(folder) / "syncs.so"
        subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", shim, HERE / "syncs.c", "-ldl"], check=True)
        environment = os.environ | {"LD_PRELOAD": str(shim), "PYTHONPATH": str(HERE.parent)}
        ran = subprocess.run(
            [sys.executable, "-m", "benchmarks.syncs", str(shim), name],
            env=environment,
            check=True,
            capture_output=True,
        )
    return float(json.loads(ran.stdout))


def _count(shim: str, name: str) -> float:
    from benchmarks import commit, five_years  # noqa: PLC0415 - the parent needs none of it

    counter = ctypes.CDLL(shim).cunkou_syncs
    counter.restype = ctypes.c_long
    step = commit.STEPS[name]
    with tempfile.TemporaryDirectory(dir=five_years.made().parent.parent) as folder:
        station = five_years.open_copy(Path(folder))
        step.prepare(station)
        orders = step.orders(TIMES + 5)
        for order in orders[:5]:
            step.take(station, order)
        before = counter()
        for order in orders[5:]:
            step.take(station, order)
        found = float(counter() - before) / TIMES
        station.store.close()
    return found


if __name__ == "__main__":
    print(json.dumps(_count(*sys.argv[1:])))
