"""``python -m drivers.camera``: take one photograph as the counter would, and say what codes it shows."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from drivers.camera.capture import FrameCamera
from drivers.camera.sources import frames_of
from drivers.scanner.decode import decode_bytes
from kiosk.clock import SystemClock
from kiosk.errors import Trouble


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 with a photograph taken, 2 with a reason on the error output."""
    parser = argparse.ArgumentParser(prog="python -m drivers.camera", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    capture = commands.add_parser("capture", help="one JSON line: bytes, width, height, codes")
    source = capture.add_mutually_exclusive_group()
    source.add_argument("--from", dest="file", type=Path, help="a picture or a video file instead of a device")
    source.add_argument("--device", type=int, default=0, help="the camera's number, from 0")
    capture.add_argument("--to", type=Path, help="where to keep the photograph (WebP)")
    capture.add_argument("--skip", type=int, default=0, help="frames to let pass first: exposure settles")
    return _capture(parser.parse_args(arguments))


def _capture(chosen: argparse.Namespace) -> int:
    camera = FrameCamera(frames_of(chosen.file or chosen.device), SystemClock())
    try:
        for _ in range(chosen.skip + 1):
            camera.round()
        data = camera.photo()
    except Trouble as trouble:
        print(f"{trouble.key}: {trouble.values}", file=sys.stderr)  # noqa: T201 - a command's own output
        return 2
    finally:
        frame = camera.frame()
        camera.stop()
    if chosen.to:
        chosen.to.write_bytes(data)
    codes = [{"format": code.symbology, "text": code.text} for code in decode_bytes(data)]
    size = frame.pixels.shape if frame else (0, 0)
    found = {"bytes": len(data), "frame_width": size[1], "frame_height": size[0], "codes": codes}
    print(json.dumps(found, ensure_ascii=False))  # noqa: T201 - a command's own output
    return 0


if __name__ == "__main__":
    sys.exit(main())
