"""What every Camera keeps, over a picture, a video and the twin."""

import io
import threading

import pytest
from PIL import Image

from drivers.camera.picture import photo_bytes_max
from drivers.scanner.decode import decode_bytes
from kiosk.errors import DeviceGone
from kiosk.seams import DeviceState

from .conftest import NUMBER


def first_frame(camera, seconds=10):
    pause = threading.Event()
    for _ in range(round(seconds / 0.02)):
        if camera.frame():
            return camera.frame()
        pause.wait(0.02)
    raise AssertionError(camera.state())


def test_before_the_start_there_is_nothing_and_it_says_so(camera):
    assert camera.state() is DeviceState.OFF
    assert camera.preview() is None
    with pytest.raises(DeviceGone):
        camera.photo()


def test_frames_come_by_themselves_and_are_numbered(camera):
    camera.start()
    first = first_frame(camera)
    pause = threading.Event()
    for _ in range(500):
        if camera.frame().number >= first.number + 7:  # the video has five: it begins again
            break
        pause.wait(0.01)
    assert camera.frame().number >= first.number + 7
    assert camera.state() is DeviceState.READY
    assert first.pixels.shape == (720, 1280, 3)


def test_a_photo_is_small_says_nothing_more_and_is_still_read(camera):
    camera.start()
    first_frame(camera)
    photo = camera.photo()
    assert len(photo) <= photo_bytes_max
    with Image.open(io.BytesIO(photo)) as image:
        assert not image.getexif()
        assert "exif" not in image.info
    assert {code.text for code in decode_bytes(photo)} == {NUMBER}


def test_the_preview_is_a_jpeg_for_the_screen(camera):
    camera.start()
    first_frame(camera)
    with Image.open(io.BytesIO(camera.preview())) as image:
        assert (image.format, image.size) == ("JPEG", (640, 360))


def test_colours_are_not_exchanged(camera):
    """Cardboard is brown: red above green above blue. OpenCV's order is the reverse."""
    camera.start()
    red, green, blue = first_frame(camera).pixels[400, 5]
    assert red > green > blue


def test_stopped_it_is_off_and_keeps_no_picture(camera):
    camera.start()
    first_frame(camera)
    camera.stop()
    assert camera.state() is DeviceState.OFF
    assert camera.frame() is None
