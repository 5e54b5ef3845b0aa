"""The honest pill: what is not yet at the county, since when, and how the line is. Never green over unsent work."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from kiosk.clock import DAY_MS
from ui.bridge.counter import RoadState
from ui.bridge.facts import Facts, fact, for_qml
from ui.words import age_text, moment_text

if TYPE_CHECKING:
    from kiosk.journal.outbox import Outbox
    from kiosk.texts import Texts

_FRESH_MS = 60_000
_LINK_ICONS = {"up": "wifi", "slow": "hourglass", "down": "wifi-off", "unknown": "signal-zero"}


@dataclass(frozen=True)
class SyncView:
    """The pill's words.

    Attributes:
        tone: ``good`` only when nothing is unsent, ``quiet`` for what is fresh, ``attention`` after a day.
    """

    text: str
    tone: str
    icon: str


def sync_view(unsent: "Outbox", road: RoadState, now_ms: int, texts: "Texts") -> SyncView:
    """Judge what the pill says (pure).

    Args:
        unsent: From the database, in the same moment.
        road: The courier's state.
        now_ms: Now, ms since 1970 UTC, corrected by the known offset.
        texts: The language of the screen.
    """
    if unsent.aside:
        return SyncView(texts("ui.sync.aside", count=unsent.aside), "attention", "cloud-alert")
    if unsent.count == 0:
        return SyncView(texts("ui.sync.none"), "good", "cloud-check")
    age_ms = max(0, now_ms - (unsent.oldest_ms if unsent.oldest_ms is not None else now_ms))
    key = "ui.sync.sending" if road.sending else "ui.sync.unsent"
    text = texts(key if age_ms >= _FRESH_MS else f"{key}_fresh", count=unsent.count, age=age_text(age_ms, texts))
    return SyncView(text, "attention" if age_ms >= DAY_MS else "quiet", "cloud-upload")


@for_qml
class SyncFacts(Facts):
    """The state of the road, on every page."""

    changed = Signal()

    pillText = fact(str, changed)
    tone = fact(str, changed, "quiet")
    icon = fact(str, changed, "cloud-upload")
    count = fact(int, changed)
    linkText = fact(str, changed)
    linkIcon = fact(str, changed, "signal-zero")
    lastSuccessText = fact(str, changed)
    lastFailureText = fact(str, changed)
    contactText = fact(str, changed)
    """Last success and a failure since, short enough for the top of every page (O1)."""
    sending = fact(bool, changed)

    def opened(self) -> None:
        """Count what is unsent, and say it."""
        if not self.app.is_open:
            return
        counter = self.app.counter

        def look() -> "tuple[Outbox, RoadState]":
            from kiosk.journal.outbox import outbox  # noqa: PLC0415 - the first screen is there before

            with counter.station.store.read() as db:
                return outbox(db), counter.road.state()

        self.ask(look, self._say, quietly=True)

    @Slot()
    def sendNow(self) -> None:
        """Do not wait for the next try."""
        self.app.counter.road.send_now()
        self.app.toast(self.text("ui.sync.trying"))
        self.refresh()

    def _say(self, found: "tuple[Outbox, RoadState]") -> None:
        unsent, road = found
        now, texts = self.app.now(), self.app.texts
        view = sync_view(unsent, road, now.county_ms, texts)
        self.show(
            pillText=view.text,
            tone=view.tone,
            icon=view.icon,
            count=unsent.count,
            linkText=texts(f"ui.link.{road.link}"),
            linkIcon=_LINK_ICONS.get(road.link, "signal-zero"),
            lastSuccessText=_moment("ui.sync.last_success", "ui.sync.never", road.success_ms, now.county_ms, texts),
            lastFailureText=failure_text(road, now.county_ms, texts),
            contactText=contact_text(road, now.county_ms, texts),
            sending=road.sending,
        )


def failure_text(road: RoadState, now_ms: int, texts: "Texts") -> str:
    """When and why the last exchange failed; empty once one has succeeded (pure)."""
    if road.failure_ms is None or not road.failure_key:
        return ""
    why = texts(f"trouble.{road.failure_key}", **road.failure_values)
    return texts("ui.sync.last_failure", at=moment_text(road.failure_ms, now_ms, texts), why=why)


def contact_text(road: RoadState, now_ms: int, texts: "Texts") -> str:
    """When the county last answered, and whether a later try failed (pure)."""
    success, failure = road.success_ms, road.failure_ms
    parts = [_moment("ui.sync.success_short", "ui.sync.never_short", success, now_ms, texts)]
    if failure is not None and road.failure_key and (success is None or failure > success):
        parts.append(_moment("ui.sync.failure_short", "", failure, now_ms, texts))
    return " · ".join(parts)


def _moment(key: str, without: str, at_ms: int | None, now_ms: int, texts: "Texts") -> str:
    if at_ms is None:
        return texts(without) if without else ""
    return texts(key, at=moment_text(at_ms, now_ms, texts))
