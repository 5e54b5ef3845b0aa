"""A clerk at work in another process, until the power goes."""

import select
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def work_until_killed(program: str, folder: Path, start: int, after_ms: int) -> list[list[str]]:
    """What the clerk's screen had shown when the power went: the words of each whole line.

    Args:
        program: Python that works over the station of its first argument, numbering from its second.
        folder: The station's.
        start: Where the numbers begin.
        after_ms: So long after the first line the process dies.
    """
    work = [sys.executable, "-c", program, str(folder), str(start)]
    with subprocess.Popen(work, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first, process.stderr.read().decode() if process.stderr else ""
        select.select([], [], [], after_ms / 1000)
        process.send_signal(signal.SIGKILL)
        shown = (first + process.stdout.read()).decode()
    return [line.split() for line in shown.splitlines(keepends=True) if line.endswith("\n")]
