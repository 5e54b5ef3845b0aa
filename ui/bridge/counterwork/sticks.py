"""Media that are plugged in; asked on the desk thread, for a tired stick answers slowly."""

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_PLACES = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


def plugged_in() -> tuple[QStorageInfo, ...]:
    """Every stick, card or phone that shows itself as a disk."""
    return tuple(one for one in QStorageInfo.mountedVolumes() if one.isReady() and _is_stick(one))


def places(own: Path, here: str) -> list[dict[str, str]]:
    """Where files may go, as choices: this PC, and every medium that can be written.

    Args:
        own: This PC's folder for them.
        here: What this PC is called.
    """
    found = [{"value": str(own), "label": here, "subtitle": str(own), "icon": "hard-drive"}]
    found += [
        {
            "value": one.rootPath(),
            "label": one.displayName() or one.rootPath(),
            "subtitle": one.rootPath(),
            "icon": "usb",
        }
        for one in plugged_in()
        if not one.isReadOnly()
    ]
    return found


def _is_stick(one: QStorageInfo) -> bool:
    if sys.platform == "win32":
        return not one.isRoot()
    return f"{one.rootPath()}/".startswith(_PLACES)
