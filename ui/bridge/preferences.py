"""How this counter's screen is set: language, contrast, type size, keyboard, lock. Kept in the store."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.store import Store
    from ui.bridge.app import App

KEY = "ui.preferences"
IDLE_S = (120, 300, 600, 1800)
"""What the lock can be set to, seconds."""


@dataclass(frozen=True)
class Preferences:
    """The screen's settings.

    Attributes:
        language: ``zh`` or ``en``.
        contrast: High contrast.
        scale: Of type: 1.0, 1.15 or 1.3.
        keyboard: The on-screen keyboard comes up by itself.
        idle_s: Seconds without a touch until the counter locks.
    """

    language: str = "zh"
    contrast: bool = False
    scale: float = 1.0
    keyboard: bool = True
    idle_s: int = 300


def read(kept: Any) -> Preferences | None:  # noqa: ANN401 - JSON
    """What is kept under :data:`KEY`; None before anybody has set anything, or if a newer program wrote it."""
    try:
        return Preferences(**kept) if kept else None
    except TypeError:
        return None


def load(store: "Store") -> Preferences | None:
    """What was set here."""
    from kiosk.journal import kv  # noqa: PLC0415 - the first screen is there before

    with store.read() as db:
        return read(kv.get(db, KEY))


def keep(store: "Store", chosen: Preferences) -> None:
    """Remember it."""
    from kiosk.journal import kv  # noqa: PLC0415 - as above

    with store.write() as db:
        kv.put(db, KEY, asdict(chosen))


def current(app: "App") -> Preferences:
    """As the screen is now."""
    look: tuple[bool, float, bool] = app.look
    return Preferences(app.texts.language, *look, app.idle.idle_s)


def apply(app: "App", chosen: Preferences) -> None:
    """Set the screen so."""
    app.setLanguage(chosen.language)
    app.setHighContrast(chosen.contrast)
    app.setTextScale(chosen.scale)
    app.setOnScreenKeyboard(chosen.keyboard)
    app.idle.idle_s = chosen.idle_s if chosen.idle_s in IDLE_S else Preferences().idle_s


def restore(app: "App") -> None:
    """At the start: read on the desk thread, then set."""
    store = app.station.store
    app.worker.ask(lambda: load(store), lambda kept: apply(app, kept) if kept else None, lambda _error: None)
