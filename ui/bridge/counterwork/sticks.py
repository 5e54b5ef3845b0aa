"""Media that are plugged in; asked on the desk thread, for a tired stick answers slowly."""

import sys

from PySide6.QtCore import QStorageInfo

_PLACES = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


def plugged_in() -> tuple[QStorageInfo, ...]:
    """Every stick, card or phone that shows itself as a disk."""
    return tuple(one for one in QStorageInfo.mountedVolumes() if one.isReady() and _is_stick(one))


def _is_stick(one: QStorageInfo) -> bool:
    if sys.platform == "win32":
        return not one.isRoot()
    return f"{one.rootPath()}/".startswith(_PLACES)
