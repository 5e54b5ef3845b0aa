"""``python -m drivers.sound``: write an outcome's sound to a file, to hear what the counter will say."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from drivers.sound.composer import Composer, load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when the file is written."""
    clips = load()
    parser = argparse.ArgumentParser(prog="python -m drivers.sound", description=__doc__)
    parser.add_argument("outcome", choices=sorted(clips.plans))
    parser.add_argument(
        "part", nargs="*", help="a count or an amount in fen where the outcome says one; codes to spell"
    )
    parser.add_argument("--to", type=Path, required=True, help="the WAV file to write")
    parser.add_argument("--clips", type=Path, help="a folder of own recordings, which replace ours by name")
    chosen = parser.parse_args(arguments)
    composer = Composer(load(chosen.clips)) if chosen.clips else Composer(clips)
    chosen.to.write_bytes(composer.compose(chosen.outcome, chosen.part))
    print(" ".join(composer.clip_names(chosen.outcome, chosen.part)))  # noqa: T201 - a command's own output
    return 0


if __name__ == "__main__":
    sys.exit(main())
