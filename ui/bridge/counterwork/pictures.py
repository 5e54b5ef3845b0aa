"""Picture files that somebody may have brought: on this PC and on what is plugged in, the newest first."""

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from kiosk.seams import Camera
from ui.bridge.counterwork.sticks import plugged_in
from ui.slips import SlipGallery

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})
_shown_max = 60
_looked_at_max = 5_000
"""Entries of folders: a stick full of films must not keep the counter waiting."""
_depth_max = 3
"""DCIM/100APPLE/…"""
_PLACES = (
    QStandardPaths.StandardLocation.PicturesLocation,
    QStandardPaths.StandardLocation.DownloadLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
)


@dataclass(frozen=True)
class PictureFile:
    """A file that has a picture's name.

    Attributes:
        path: Where it is.
        at_ms: When it was last written, by its own file system.
    """

    path: Path
    at_ms: int


def photograph(camera: Camera, slips: SlipGallery) -> tuple[bytes, str]:
    """What the camera sees now, and the text for a ``SlipPreview``; on the desk thread.

    Raises:
        DeviceTrouble: No picture comes.
    """
    data = camera.photo()
    return data, slips.keep(data)


def folders() -> tuple[Path, ...]:
    """Where pictures usually are: this person's folders, and every plugged-in medium."""
    own = [Path(where) for place in _PLACES for where in QStandardPaths.standardLocations(place)]
    return tuple(dict.fromkeys((*(Path(one.rootPath()) for one in plugged_in()), *own)))


def newest(within: Iterable[Path], suffixes: Collection[str] = SUFFIXES) -> tuple[PictureFile, ...]:
    """The newest pictures of these folders and theirs; reads names only, and of a huge medium not all."""
    found: dict[Path, PictureFile] = {}
    for folder in within:
        for one in _walk(folder, suffixes):
            found.setdefault(one.path, one)
    return tuple(sorted(found.values(), key=lambda one: -one.at_ms)[:_shown_max])


def _walk(folder: Path, suffixes: Collection[str]) -> Iterator[PictureFile]:
    """Breadth first, so that what lies on top is seen before the bound is reached."""
    ahead, left = [(folder, 0)], _looked_at_max
    for place, depth in ahead:
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    left -= 1
                    if left < 0:
                        return
                    if entry.name.startswith(".") or entry.is_symlink():
                        continue
                    if entry.is_dir():
                        if depth < _depth_max:
                            ahead.append((Path(entry.path), depth + 1))
                    elif Path(entry.name).suffix.lower() in suffixes:
                        yield PictureFile(Path(entry.path), int(entry.stat().st_mtime * 1000))
        except OSError:
            continue  # not ours to read, or pulled out: the rest may still be there
