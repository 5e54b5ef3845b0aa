"""Every kind of event and decision that this program knows, entered in the registries of ``kiosk.wire``."""

from importlib import import_module
from pkgutil import iter_modules

import kiosk.wire


def load() -> None:
    """Import the modules in which kinds are written: ``…_events``, ``decisions`` and ``…_decisions``."""
    for module in iter_modules(kiosk.wire.__path__, "kiosk.wire."):
        if module.name.endswith(("decisions", "_events")):
            import_module(module.name)
