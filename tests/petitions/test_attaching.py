"""What was brought is attached small and mute; what was blacked out is in no file any more."""

import io
import os

import numpy as np
import pytest
from PIL import Image

from drivers.camera.evidence import EvidenceRoom
from kiosk.errors import Malformed, NotFound, NotReady, Refused
from kiosk.petitions.desk import attaching, drafts
from kiosk.seams import Patch
from tests.drivers.camera.test_evidence import a_film
from tests.stations import CLERK

ROOM = EvidenceRoom()


@pytest.fixture
def draft(station):
    return drafts.begin(station, CLERK).id


@pytest.fixture
def photograph(tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "a maker"
    pixels = np.random.default_rng(4).integers(100, 255, (900, 1200, 3), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "x.jpg", quality=90, exif=exif)
    return tmp_path / "x.jpg"


def test_a_picture_file(station, draft, photograph):
    (one,) = attaching.picture(station, ROOM, draft, photograph, CLERK, "document").attachments
    assert (one.mime, one.role) == ("image/webp", "document")
    data = station.attachments.get(one.digest)
    assert len(data) == one.bytes < photograph.stat().st_size
    assert b"a maker" not in data


def test_blacked_out_it_stands_where_the_picture_stood_and_the_picture_is_gone(station, draft, photograph, tmp_path):
    first = attaching.picture(station, ROOM, draft, photograph, CLERK).attachments[0]
    attaching.photo(station, draft, b"RIFF another", CLERK)
    file = next((tmp_path / "attachments").rglob(first.digest))
    os.link(file, tmp_path / "undeleted")  # what an undelete would bring back
    made = attaching.black_out(station, ROOM, draft, first.digest, [Patch(0.25, 0.25, 0.5, 0.5)], CLERK).attachments
    assert [one.digest == first.digest for one in made] == [False, False]
    assert len(made) == 2
    assert made[0].role == "photo"
    with Image.open(io.BytesIO(station.attachments.get(made[0].digest))) as image:
        pixels = np.asarray(image.convert("L"))
    height, width = pixels.shape
    assert pixels[height // 4 + 4 : height * 3 // 4 - 4, width // 4 + 4 : width * 3 // 4 - 4].max() < 8
    assert pixels[: height // 5].mean() > 100
    assert not file.exists()
    folder = file.parent
    folder.mkdir(exist_ok=True)
    (tmp_path / "undeleted").rename(file)
    with pytest.raises(Exception, match="store"):
        station.attachments.get(first.digest)


def test_nothing_chosen_or_not_there(station, draft, photograph):
    one = attaching.picture(station, ROOM, draft, photograph, CLERK).attachments[0]
    with pytest.raises(NotReady):
        attaching.black_out(station, ROOM, draft, one.digest, (), CLERK)
    with pytest.raises(NotFound):
        attaching.black_out(station, ROOM, draft, "0" * 64, [Patch(0, 0, 1, 1)], CLERK)
    assert station.attachments.has(one.digest)


def test_films_up_to_the_countys_size(station, draft, tmp_path):
    (tmp_path / "x.mp4").write_bytes(a_film())
    (one,) = attaching.film(station, ROOM, draft, tmp_path / "x.mp4", CLERK).attachments
    assert (one.mime, one.role, one.duration_ms) == ("video/mp4", "video", 7_000)
    os.truncate(tmp_path / "x.mp4", 2 << 30)
    with pytest.raises(Refused, match=r"film\.too_large"):
        attaching.film(station, ROOM, draft, tmp_path / "x.mp4", CLERK)


def test_what_is_neither_leaves_the_draft_as_it_was(station, draft, tmp_path):
    (tmp_path / "x").write_bytes(os.urandom(999))
    with pytest.raises(Malformed):
        attaching.picture(station, ROOM, draft, tmp_path / "x", CLERK)
    with pytest.raises(Malformed):
        attaching.film(station, ROOM, draft, tmp_path / "x", CLERK)
    with station.store.read() as db:
        assert drafts.get(db, draft, CLERK).attachments == ()
