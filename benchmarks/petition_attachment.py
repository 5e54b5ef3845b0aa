"""``petition.attachment``: a telephone's photo of 3 MB until it is durable, shrunk and mute in the station's keeping.

The floor does the barest of it with the same libraries: decode at the same scale, encode once, write, fsync.
"""

import io
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import resources
from benchmarks.figure import Figure, middle, p99
from drivers.camera.evidence import EvidenceRoom
from kiosk.store.attachments import Attachments

COUNT = 40
WARM = 5
SIDE = 1600


def figures() -> Iterator[Figure]:
    """The figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, room = folder / "IMG_1.jpg", EvidenceRoom()
        attachments = Attachments(folder / "attachments", bytes(range(32)))
        ours_ms: list[float] = []
        bare_ms: list[float] = []
        for number in range(COUNT):
            photograph(number).save(file, quality=92, exif=_somebodys())
            begun = time.perf_counter()
            attachments.put(room.picture(file))
            between = time.perf_counter()
            _bare(file, folder / f"{number}.webp")
            ended = time.perf_counter()
            if number >= WARM:
                ours_ms.append((between - begun) * 1000)
                bare_ms.append((ended - between) * 1000)
        more: dict[str, object] = {
            "p99": round(p99(ours_ms), 1), "p99_floor": round(p99(bare_ms), 1),
            "photo_mb": round(file.stat().st_size / 1e6, 1),
        }  # fmt: skip
    yield Figure("petition.attachment", middle(ours_ms), "ms", middle(bare_ms), 400, more)


def photograph(seed: int) -> Image.Image:
    """A written page of 12 megapixels in uneven light, with grain: never the same twice."""
    height, width = 3000, 4000
    sheet = Image.new("L", (width, height), 225)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(resources.path("fonts", "NotoSansSC-Regular.otf")), 72)
    for line in range(22):
        pen.text(
            (150, 120 + line * 130), f"{seed}村口路灯坏了三个月，晚上走路看不见，老人摔过两次。请早点修好。", 50, font
        )
    chance = np.random.default_rng(seed)
    light = np.linspace(0.75, 1.0, width)[None, :, None]
    grain = chance.normal(0, 5, (height, width, 3)).astype(np.float32)
    return Image.fromarray(np.clip(np.asarray(sheet)[..., None] * light + grain, 0, 255).astype(np.uint8))


def _somebodys() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "a maker"
    return exif


def _bare(file: Path, to: Path) -> None:
    with Image.open(file) as image:
        image.draft("RGB", (SIDE, SIDE * 3 // 4))
        image.load()
        out = io.BytesIO()
        image.resize((SIDE, SIDE * 3 // 4)).save(out, "WEBP", quality=70, method=2)
    with to.open("wb") as written:
        written.write(out.getvalue())
        written.flush()
        os.fsync(written.fileno())
