"""``make bench``: print one JSON line per figure. ``make bench ARGS=commit`` runs one family only."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import clocks, commit, memory, petition_attachment, petitions, scan, search, start, till

FAMILIES = {
    "commit": commit,
    "clocks": clocks,
    "scan": scan,
    "start": start,
    "search": search,
    "till": till,
    "memory": memory,
    "petition_attachment": petition_attachment,
    "petitions": petitions,
}


def main() -> int:
    """Run the families that were asked for."""
    asked = sys.argv[1:] or list(FAMILIES)
    for name in asked:
        for figure in FAMILIES[name].figures():
            print(figure.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
