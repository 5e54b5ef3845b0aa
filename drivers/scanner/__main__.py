"""``python -m drivers.scanner``: read codes from pictures, or watch a serial scanner, without the counter."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

from drivers.scanner.decode import THOROUGH, decode_file
from drivers.scanner.serial_port import SerialScanner, Wiring
from kiosk.clock import SystemClock
from kiosk.errors import Trouble
from kiosk.seams import Scan


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when every picture gave a code, 1 when one gave none, 2 when one could not be read."""
    parser = argparse.ArgumentParser(prog="python -m drivers.scanner", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    pictures = commands.add_parser("decode", help="one JSON line per code found: file, format, text")
    pictures.add_argument("image", nargs="+", type=Path)
    port = commands.add_parser("listen", help="one JSON line per scan of a serial scanner, until interrupted")
    port.add_argument("port", help="/dev/ttyACM0, COM4 or USB:vvvv:pppp")
    port.add_argument("--baud", type=int, default=9600)
    chosen = parser.parse_args(arguments)
    if chosen.command == "listen":
        return _listen(Wiring(chosen.port, chosen.baud))
    return max(_decode(path) for path in chosen.image)


def _decode(path: Path) -> int:
    try:
        codes = decode_file(path, THOROUGH)
    except Trouble as trouble:
        print(f"{path}: {trouble.key}", file=sys.stderr)  # noqa: T201 - a command's own output
        return 2
    for code in codes:
        _say(file=path.name, format=code.symbology, text=code.text)
    return 0 if codes else 1


def _listen(wiring: Wiring) -> int:
    def show(scan: Scan) -> None:
        _say(text=scan.text, raw=scan.raw.hex(" "))

    scanner = SerialScanner(wiring, SystemClock())
    scanner.start(show)
    try:
        Event().wait()
    except KeyboardInterrupt:
        scanner.stop()
    return 0


def _say(**values: str) -> None:
    print(json.dumps(values, ensure_ascii=False), flush=True)  # noqa: T201 - a command's own output


if __name__ == "__main__":
    sys.exit(main())
