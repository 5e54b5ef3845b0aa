"""Troubles, small pictures, and a camera as a scanner."""

import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from drivers.camera import __main__ as command
from drivers.camera.capture import Frame, FrameCamera
from drivers.camera.picture import photo_bytes_max, shrink
from drivers.camera.scanning import AWAY_MS, CameraScanner
from drivers.camera.sources import frames_of
from drivers.scanner.decode import decode_bytes
from drivers.virtual import labels
from drivers.virtual.camera import VirtualCamera
from kiosk.clock import ManualClock
from kiosk.errors import DeviceGone, DeviceSilent, Malformed
from kiosk.seams import Busy, DeviceState, Idle

from .conftest import NUMBER


def label_picture(number=NUMBER, shot=labels.STRAIGHT):
    return labels.photographed(labels.waybill_label(labels.Waybill(number)), shot)


def test_unplugged_and_back(clock):
    camera = VirtualCamera(clock)
    camera.round()
    assert camera.state() is DeviceState.READY
    camera.set_trouble("unplugged")
    assert isinstance(camera.round(), Idle)
    assert camera.state() is DeviceState.GONE
    with pytest.raises(DeviceGone):
        camera.photo()
    camera.set_trouble("")
    assert isinstance(camera.round(), Busy)
    assert camera.state() is DeviceState.READY


def test_the_number_of_frames_never_goes_back(clock):
    camera = VirtualCamera(clock)
    numbers = []
    for trouble in ("", "unplugged", ""):
        camera.set_trouble(trouble)
        camera.round()
        camera.preview()
        numbers += [frame.number] if (frame := camera.frame()) else []
    assert numbers == sorted(set(numbers))


def test_a_picture_that_has_stood_still_is_not_a_photo_of_now(clock: ManualClock):
    camera = VirtualCamera(clock)
    camera.round()
    clock.advance(seconds=3)
    with pytest.raises(DeviceSilent):
        camera.photo()


def test_dark_is_seen_but_not_read(clock):
    camera = VirtualCamera(clock)
    camera.show(labels.file_bytes(label_picture()))
    camera.set_trouble("dark")
    camera.round()
    assert camera.frame().pixels.max() < 16
    camera.set_trouble("")
    camera.round()
    assert camera.frame().pixels.max() > 200


def test_no_picture_under_the_lens_is_refused_and_the_old_one_stays(clock, tmp_path):
    camera = VirtualCamera(clock)
    camera.show(labels.file_bytes(label_picture()))
    with pytest.raises(Malformed):
        camera.show(b"no picture")
    with pytest.raises(DeviceGone):
        camera.show_file(str(tmp_path / "none.avi"))
    camera.round()
    assert {code.text for code in decode_bytes(camera.photo())} == {NUMBER}


def test_a_camera_index_that_does_not_exist_is_gone_not_a_crash(clock):
    camera = FrameCamera(frames_of(63), clock)
    camera.round()
    assert camera.state() is DeviceState.GONE


@pytest.mark.parametrize("shot", ["STRAIGHT", "TILTED", "DIM", "BLURRED"])
def test_a_twelve_megapixel_photograph_shrinks_and_stays_readable(shot):
    large = label_picture(shot=getattr(labels, shot)).resize((4000, 2250))
    data = shrink(labels.pixels(large))
    assert len(data) <= photo_bytes_max
    assert {code.text for code in decode_bytes(data)} == {NUMBER}


def test_noise_without_a_code_still_fits():
    noise = np.random.default_rng(1).integers(0, 255, (1080, 1920, 3), dtype=np.uint8)
    assert len(shrink(noise)) <= photo_bytes_max
    assert len(shrink(noise, 4_096)) <= 4_096


class Lens:
    """A camera that shows what the test puts there."""

    def __init__(self, clock):
        self._clock, self._number = clock, 0
        self.pixels = None

    def frame(self):
        if self.pixels is None:
            return None
        self._number += 1
        return Frame(self._number, self.pixels, self._clock.now())

    def state(self):
        return DeviceState.READY


def scans_of(clock, *views):
    """What is heard when each view (pixels, ms to stay, 100 ms a frame) passes under the lens."""
    lens, heard = Lens(clock), []
    scanner = CameraScanner(lens, clock)
    scanner.attach(lambda scan: heard.append(scan.text))
    for pixels, stay_ms in views:
        lens.pixels = pixels
        for _ in range(stay_ms // 100):
            clock.advance(100)
            scanner.round()
    return heard


def test_a_parcel_that_stays_is_one_scan(clock):
    view = labels.pixels(label_picture())
    assert scans_of(clock, (view, 5_000)) == [NUMBER]


def test_away_and_back_is_another_scan_but_a_flicker_is_not(clock):
    view, nothing = labels.pixels(label_picture()), np.zeros((720, 1280, 3), np.uint8)
    assert scans_of(clock, (view, 500), (nothing, 800), (view, 500)) == [NUMBER]
    assert scans_of(clock, (view, 500), (nothing, AWAY_MS + 300), (view, 500)) == [NUMBER, NUMBER]


def test_a_tilted_parcel_is_read_within_half_a_second(clock):
    view = labels.pixels(label_picture(shot=labels.TILTED))
    assert scans_of(clock, (view, 500)) == [NUMBER]


def test_two_labels_in_view_are_two_scans(clock):
    one, two = label_picture("73610555582883"), label_picture("YT8962646785389")
    both = Image.new("RGB", (1280, 1440))
    both.paste(one, (0, 0))
    both.paste(two, (0, 720))
    assert sorted(scans_of(clock, (labels.pixels(both), 800))) == ["73610555582883", "YT8962646785389"]


def test_a_weak_code_needs_two_frames_that_agree(clock):
    import zxingcpp  # noqa: PLC0415

    ean = np.array(zxingcpp.create_barcode("5030159003930", zxingcpp.EAN13).to_image(scale=4))
    nothing = np.zeros((720, 1280), np.uint8)
    assert scans_of(clock, (ean, 100), (nothing, 3_000)) == []
    assert scans_of(clock, (ean, 300), (nothing, 3_000)) == ["5030159003930"]


def test_the_command_takes_a_photograph_from_a_file(picture_file, video_file, tmp_path, capsys):
    for source in (picture_file, video_file):
        to = tmp_path / "photo.webp"
        assert command.main(["capture", "--from", str(source), "--to", str(to), "--skip", "2"]) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["codes"] == [{"format": "code128", "text": NUMBER}]
        assert (said["frame_width"], said["frame_height"], said["bytes"]) == (1280, 720, to.stat().st_size)
    assert command.main(["capture", "--from", str(tmp_path / "none.png")]) == 2
    assert "device.camera_gone" in capsys.readouterr().err


def test_a_still_picture_never_loads_opencv(picture_file):
    code = (
        "import sys, drivers.camera.__main__ as c;"
        f"c.main(['capture', '--from', {str(picture_file)!r}]);"
        "sys.exit('cv2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
