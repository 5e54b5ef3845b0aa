"""The installation as the settings page sees it; ``launch.py`` fills it in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.store.backup import Backup


@dataclass(frozen=True)
class Upkeep:
    """What this PC's installation is and can do for itself.

    Attributes:
        version: Of the program.
        key_kind: Where the keys are kept: ``system``, ``file`` or ``memory``.
        backups: The folder with the backups.
        catalogue: The folder that a new catalogue is read from.
        back_up: Makes one now; called on the desk thread. Raises StoreTrouble.
    """

    version: str
    key_kind: str
    backups: Path
    catalogue: Path
    back_up: Callable[[], Backup]
