"""Evidence: small and legible, mute about who took it, black for good where it must be, and nothing that hurts."""

import io
import os
from contextlib import suppress
from math import ceil

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

import resources
from drivers.camera import film
from drivers.camera.evidence import EvidenceRoom, picture_bytes_max
from kiosk.errors import Malformed, Refused
from kiosk.seams import Darkroom, Patch
from tests.drivers.camera.test_files import _chunk

ROOM = EvidenceRoom()
MB = 1 << 20


def page(width: int = 4000, height: int = 3000) -> Image.Image:
    """A written page as a telephone sees it: lines of characters, uneven light, grain."""
    sheet = Image.new("L", (width, height), 225)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(resources.path("fonts", "NotoSansSC-Regular.otf")), 64)
    for line in range(60):
        pen.text((120, 80 + line * 110), "村口路灯坏了三个月，晚上走路看不见，老人摔过两次。请早点修好。" * 2, 50, font)
    chance = np.random.default_rng(3)
    light = np.linspace(0.75, 1.0, width)[None, :]
    pixels = np.asarray(sheet)[..., None] * light[..., None] + chance.normal(0, 5, (height, width, 3))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def test_a_telephones_photograph_is_shrunk_turned_and_knows_no_place(tmp_path) -> None:
    room: Darkroom = ROOM
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "a maker"
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    page().save(tmp_path / "IMG_1.jpg", quality=92, exif=exif)
    assert (tmp_path / "IMG_1.jpg").stat().st_size > 2 * MB
    made = room.picture(tmp_path / "IMG_1.jpg")
    assert len(made) <= picture_bytes_max
    with Image.open(io.BytesIO(made)) as image:
        assert (image.format, dict(image.getexif())) == ("WEBP", {})
        assert image.width < image.height
        assert max(image.size) >= 1280
    for word in (b"a maker", b"EXIF", b"Exif", b"XMP ", b"ICCP"):
        assert word not in made


def test_noise_fits_too(tmp_path) -> None:
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (2000, 3000, 3), np.uint8)).save(tmp_path / "n.png")
    assert len(ROOM.picture(tmp_path / "n.png")) <= picture_bytes_max


def test_a_hundred_megapixels_are_refused_by_their_header(tmp_path) -> None:
    head = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", (10_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0")
    (tmp_path / "x.png").write_bytes(head + _chunk(b"IDAT", b"") + _chunk(b"IEND", b""))
    with pytest.raises(Malformed, match=r"picture\.too_large"):
        ROOM.picture(tmp_path / "x.png")
    with pytest.raises(Malformed, match=r"picture\.too_large"):
        ROOM.black_out((tmp_path / "x.png").read_bytes(), ())


@given(st.binary(max_size=300))
def test_what_is_no_picture(tmp_path_factory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("x") / "x.jpg"
    file.write_bytes(data)
    with pytest.raises(Malformed, match=r"picture\.unreadable"):
        ROOM.picture(file)
    with pytest.raises(Malformed, match=r"picture\.unreadable"):
        ROOM.black_out(data, ())


# ── Black for good ────────────────────────────────────────────────────────────────────────────────────────────────────

_part = st.floats(0, 1, allow_nan=False)


def coloured() -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.random.default_rng(2).integers(120, 255, (300, 400, 3), np.uint8)).save(out, "WEBP", quality=90)
    return out.getvalue()


COLOURED = coloured()


@given(st.lists(st.builds(Patch, _part, _part, _part, _part), max_size=4))
def test_inside_nothing_is_left_and_outside_all_is(patches) -> None:
    with Image.open(io.BytesIO(ROOM.black_out(COLOURED, patches))) as image:
        assert image.size == (400, 300)
        pixels = np.asarray(image.convert("L")).astype(int)
    black = np.zeros((300, 400), bool)
    for one in (one for one in patches if one.width > 0 and one.height > 0):
        left, top = int(one.left * 400), int(one.top * 300)
        right, bottom = ceil((one.left + one.width) * 400), ceil((one.top + one.height) * 300)
        black[top : max(top + 1, bottom), left : max(left + 1, right)] = True  # a touched pixel is a whole one
    inner = ~_grown(~black, 2)  # at a border WebP may blur by a pixel
    outer = ~_grown(black, 12)
    assert not inner.any() or pixels[inner].max() < 40
    assert not outer.any() or pixels[outer].min() > 50


def _grown(mask, by):
    return cv2.dilate(mask.astype(np.uint8), np.ones((2 * by + 1, 2 * by + 1), np.uint8)).astype(bool)


def test_two_pictures_that_differ_only_under_the_patch_become_one_and_the_same() -> None:
    """Then nothing of what was under it can be in the file, whatever one looks for."""
    made = set()
    for seed in range(3):
        pixels = np.random.default_rng(1).integers(120, 255, (300, 400, 3), np.uint8)
        pixels[60:120, 100:200] = np.random.default_rng(seed).integers(0, 255, (60, 100, 3), np.uint8)
        out = io.BytesIO()
        Image.fromarray(pixels).save(out, "PNG")
        made.add(ROOM.black_out(out.getvalue(), [Patch(0.25, 0.2, 0.25, 0.2)]))
    assert len(made) == 1


# ── Films ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def box(kind: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def a_film(brand: bytes = b"isom") -> bytes:
    mvhd = box(b"mvhd", bytes(12), (600).to_bytes(4, "big"), (600 * 7).to_bytes(4, "big"), bytes(80))
    place = box(b"udta", box(b"\xa9xyz", b"+29.5845+111.3802/"))
    track = box(b"trak", box(b"tkhd", bytes(84)), box(b"meta", b"somebody's telephone"))
    return (
        box(b"ftyp", brand, bytes(4))
        + box(b"moov", mvhd, track, place)
        + box(b"uuid", b"maker's own")
        + box(b"mdat", b"pictures and sound")
    )


def written(tmp_path, data: bytes):
    (tmp_path / "x.mp4").write_bytes(data)
    return tmp_path / "x.mp4"


@pytest.mark.parametrize(
    ("brand", "mime"), [(b"isom", "video/mp4"), (b"qt  ", "video/quicktime"), (b"3gp5", "video/3gpp")]
)
def test_a_film_keeps_its_pictures_and_loses_its_place(tmp_path, brand, mime) -> None:
    before = a_film(brand)
    made = ROOM.film(written(tmp_path, before), MB)
    assert (made.mime, made.duration_ms, len(made.data)) == (mime, 7_000, len(before))
    assert made.data.index(b"pictures and sound") == before.index(b"pictures and sound")
    for word in (b"111.3802", b"telephone", b"maker"):
        assert word in before
        assert word not in made.data


def test_a_real_film_still_plays(tmp_path) -> None:
    file = str(tmp_path / "real.mp4")
    out = cv2.VideoWriter(file, cv2.VideoWriter_fourcc(*"mp4v"), 10, (160, 120))
    for shade in range(20):
        out.write(np.full((120, 160, 3), shade * 10, np.uint8))
    out.release()
    made = ROOM.film(tmp_path / "real.mp4", MB)
    assert made.duration_ms == 2_000
    (tmp_path / "mute.mp4").write_bytes(made.data)
    played = cv2.VideoCapture(str(tmp_path / "mute.mp4"))
    frames = 0
    while played.read()[0]:
        frames += 1
    assert frames == 20


def test_two_gigabytes_are_refused_before_they_are_read(tmp_path) -> None:
    file = tmp_path / "x.mp4"
    with file.open("wb") as out:
        out.write(a_film())
        os.ftruncate(out.fileno(), 2 << 30)  # a hole: it has the size and takes no room
    with pytest.raises(Refused, match=r"film\.too_large") as refused:
        ROOM.film(file, 8 * MB)
    assert refused.value.values == {"megabytes": 2048, "most": 8}


@given(st.data())
def test_a_broken_film_is_refused_or_read_but_never_hangs(data) -> None:
    broken = bytearray(a_film())
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(broken)))
    with suppress(Malformed):
        film.silenced(broken[:cut] if data.draw(st.booleans()) else broken)


@pytest.mark.parametrize("rubbish", [b"", b"no film", a_film()[:200], box(b"ftyp", b"isom"), os.urandom(4_000)])
def test_what_is_no_film(tmp_path, rubbish) -> None:
    with pytest.raises(Malformed, match=r"film\.unreadable"):
        ROOM.film(written(tmp_path, rubbish), MB)


def test_a_film_that_is_gone(tmp_path) -> None:
    with pytest.raises(Malformed, match=r"film\.unreadable"):
        ROOM.film(tmp_path / "gone.mp4", MB)
