"""Pictures that come as files: as small as the camera's own, without metadata, and nothing that hurts."""

import io
import os
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from drivers.camera import files
from drivers.camera.picture import photo_bytes_max
from drivers.scanner.decode import decode_bytes
from kiosk.errors import Malformed
from tests.drivers.camera.conftest import NUMBER


def test_a_phones_photograph_is_shrunk_turned_and_knows_no_place(photograph, tmp_path) -> None:
    big = photograph.resize((photograph.width * 3, photograph.height * 3)).rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "a maker"
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    big.save(tmp_path / "IMG_1.jpg", quality=92, exif=exif)
    assert b"a maker" in (tmp_path / "IMG_1.jpg").read_bytes()
    made = files.photo_of(tmp_path / "IMG_1.jpg")
    assert len(made) <= photo_bytes_max
    with Image.open(io.BytesIO(made)) as image:
        assert (image.format, dict(image.getexif())) == ("WEBP", {})
        assert (image.width > image.height) == (photograph.width > photograph.height)
    assert b"a maker" not in made
    assert NUMBER in {code.text for code in decode_bytes(made)}


@pytest.mark.parametrize("kind", ["PNG", "BMP", "WEBP", "JPEG"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_every_everyday_format(tmp_path, kind: str, mode: str) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (300, 400, 3), np.uint8)
    Image.fromarray(pixels).convert(mode).save(tmp_path / "x", kind)
    with Image.open(io.BytesIO(files.photo_of(tmp_path / "x"))) as image:
        assert image.size == (400, 300)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png(width: int, height: int) -> bytes:
    """A PNG of any size that is only a few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_000, 10_000, 60_000])
def test_a_hundred_megapixels_are_refused_by_their_header(tmp_path, side: int) -> None:
    (tmp_path / "bomb.png").write_bytes(_png(side, side))
    with pytest.raises(Malformed, match=r"picture\.too_large"):
        files.photo_of(tmp_path / "bomb.png")


def test_two_gigabytes_are_not_even_read(tmp_path) -> None:
    with (tmp_path / "film.jpg").open("wb") as file:
        file.truncate(2 * 1024**3)  # a hole: no disk is filled
    with pytest.raises(Malformed, match=r"picture\.too_large"):
        files.photo_of(tmp_path / "film.jpg")


def test_what_is_no_picture_or_gone(tmp_path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "text.jpg").write_text("这不是图片", "utf-8")
    (tmp_path / "cut.png").write_bytes(_png(40, 40))
    (tmp_path / "folder.jpg").mkdir()
    for name in ("empty.jpg", "text.jpg", "cut.png", "folder.jpg", "gone.jpg"):
        with pytest.raises(Malformed, match=r"picture\.unreadable"):
            files.photo_of(tmp_path / name)


@given(st.data())
def test_damage_never_gets_further_than_a_plain_refusal(tmp_path_factory, data) -> None:
    out = io.BytesIO()
    kind = data.draw(st.sampled_from(["PNG", "JPEG", "WEBP", "BMP"]))
    Image.fromarray(np.full((24, 32, 3), 90, np.uint8)).save(out, kind)
    damaged = bytearray(out.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path_factory.getbasetemp() / f"damaged-{os.getpid()}"
    file.write_bytes(bytes(damaged[: data.draw(st.integers(0, len(damaged)))]))
    try:
        made = files.photo_of(file)
    except Malformed:
        return
    assert len(made) <= photo_bytes_max
