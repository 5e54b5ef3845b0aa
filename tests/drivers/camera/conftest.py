"""Cameras of every kind over the same picture: a file, a video file and the twin."""

from pathlib import Path

import pytest
from PIL import Image

from drivers.camera.capture import FrameCamera
from drivers.camera.sources import frames_of
from drivers.virtual import labels
from drivers.virtual.camera import VirtualCamera
from kiosk.clock import SystemClock

NUMBER = "YT8012345678901"


@pytest.fixture(scope="session")
def photograph() -> Image.Image:
    return labels.photographed(labels.waybill_label(labels.Waybill(NUMBER)), labels.DIM)


@pytest.fixture(scope="session")
def picture_file(photograph, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("camera") / "label.png"
    photograph.save(path)
    return path


@pytest.fixture(scope="session")
def video_file(photograph, tmp_path_factory) -> Path:
    import cv2  # noqa: PLC0415 - only for those who ask for a video

    path = tmp_path_factory.mktemp("camera") / "label.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, photograph.size)
    for _ in range(5):
        writer.write(labels.pixels(photograph)[:, :, ::-1])
    writer.release()
    return path


@pytest.fixture(params=["picture", "video", "twin"])
def camera(request, picture_file):
    if request.param == "twin":
        made: FrameCamera = VirtualCamera(SystemClock())
        made.show(picture_file.read_bytes())
    elif request.param == "video":
        made = FrameCamera(frames_of(request.getfixturevalue("video_file")), SystemClock())
    else:
        made = FrameCamera(frames_of(picture_file), SystemClock())
    yield made
    made.stop()
