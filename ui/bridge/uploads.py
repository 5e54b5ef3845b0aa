"""Sending (O1, O12): one word with its next step, what waits on each lane, what was set aside, the last meetings."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk.journal import exchanges
from kiosk.journal.exchanges import Exchange
from kiosk.journal.outbox import Outbox, SetAside, aside, outbox
from kiosk.journal.status import Status, status
from kiosk.people import messages
from ui.bridge.counter import RoadState
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.models.rows import RowsModel
from ui.words import age_text, moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App

_LOOKS = {
    Status.SYNCED: ("good", "cloud-check"),
    Status.SYNCING: ("info", "refresh-cw"),
    Status.QUEUED: ("quiet", "cloud-upload"),
    Status.STALE: ("attention", "cloud-alert"),
    Status.BLOCKED: ("danger", "cloud-off"),
    Status.NO_SPACE: ("danger", "hard-drive"),
}
_FRESH_MS = 60_000
_LANE_ICONS = {1: "wallet", 2: "package", 3: "bell", 4: "camera", 5: "zap"}


@dataclass(frozen=True)
class _Seen:
    unsent: Outbox
    aside: tuple[SetAside, ...]
    exchanges: tuple[Exchange, ...]
    messages: int
    road: RoadState
    free_mb: int


@dataclass(frozen=True)
class _Asked:
    """How things stood when somebody pressed 现在就传."""

    count: int
    success_ms: int | None
    failure_ms: int | None


@for_qml
class UploadsFacts(Facts):
    """The page of the road."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    statusText = fact(str, changed)
    tone = fact(str, changed, "quiet")
    icon = fact(str, changed, "cloud-upload")
    nextText = fact(str, changed)
    countText = fact(str, changed)
    oldestText = fact(str, changed)
    count = fact(int, changed)
    lanes = fact(list, changed)
    successText = fact(str, changed)
    failureText = fact(str, changed)
    nextTryText = fact(str, changed)
    sending = fact(bool, changed)
    progress = fact(float, changed)
    resultText = fact(str, changed)
    resultTone = fact(str, changed, "info")
    unread = fact(int, changed)
    asideRows = part(RowsModel)
    exchangeRows = part(RowsModel)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Make the lists."""
        super().__init__(app, args)
        self._asideRows = RowsModel(("id", "title", "subtitle"), parent=self)
        self._exchangeRows = RowsModel(("id", "title", "subtitle", "iconName", "tone"), parent=self)
        self._asked: _Asked | None = None
        self._road: RoadState | None = None

    def opened(self) -> None:
        """Count, in one view of the database."""
        counter = self.app.counter

        def look() -> _Seen:
            with counter.station.store.read() as db:
                waiting, set_aside, meetings, unread = outbox(db), aside(db), exchanges.recent(db), messages.unread(db)
            free_mb = shutil.disk_usage(counter.station.store.file.parent).free // 1_000_000
            return _Seen(waiting, set_aside, meetings, unread, counter.road.state(), free_mb)

        self.ask(look, self._tell, quietly=True)

    @Slot()
    def sendNow(self) -> None:
        """Do not wait for the next try; what comes of it is said here."""
        road = self._road
        if road is None:
            return
        self._asked = _Asked(self.count, road.success_ms, road.failure_ms)
        self.show(resultText=self.text("station-ui.uploads.trying"), resultTone="info")
        self.app.counter.road.send_now()
        self.refresh()

    def _tell(self, seen: _Seen) -> None:
        now_ms, road, texts = self.app.now().county_ms, seen.road, self.app.texts
        self._road = road
        word = status(
            seen.unsent, sending=road.sending, failure_key=road.failure_key, success_ms=road.success_ms, now_ms=now_ms,
            free_mb=seen.free_mb,
        )  # fmt: skip
        tone, icon = _LOOKS[word]
        age_ms = now_ms - seen.unsent.oldest_ms if seen.unsent.oldest_ms is not None else 0
        self.show(
            loaded=True,
            statusText=texts(f"station-ui.status.{word}"),
            nextText=texts(f"station-ui.next.{word}"),
            tone=tone,
            icon=icon,
            count=seen.unsent.count,
            countText=str(seen.unsent.count),
            oldestText=texts("station-ui.uploads.oldest", age=age_text(age_ms, texts)) if age_ms >= _FRESH_MS else "",
            lanes=[
                {
                    "icon": _LANE_ICONS[int(lane)],
                    "label": texts(f"station-ui.lane.{int(lane)}"),
                    "countText": texts("station-ui.lane.count", count=count),
                }
                for lane, count in sorted(seen.unsent.per_lane.items())
            ],
            successText=self._moment(road.success_ms) or texts("station-ui.uploads.never"),
            failureText=self._failure(road),
            nextTryText=self._next_try(road, now_ms),
            sending=road.sending,
            unread=seen.messages,
        )
        self._list(seen)
        self._tell_result(seen)

    def _list(self, seen: _Seen) -> None:
        self._asideRows.replace([self._aside(one) for one in seen.aside])
        self._exchangeRows.replace([self._exchange(n, one) for n, one in enumerate(seen.exchanges)])

    def _tell_result(self, seen: _Seen) -> None:
        asked, road = self._asked, seen.road
        if asked is None:
            return
        gone = max(0, asked.count - seen.unsent.count)
        self.show(progress=gone / asked.count if asked.count else 0.0)
        if road.sending:
            return
        if road.failure_ms != asked.failure_ms and road.failure_key:
            self._asked = None
            why = self.text(f"trouble.{road.failure_key}", **road.failure_values)
            self.show(
                resultText=self.text("station-ui.uploads.not_sent", why=why), resultTone="attention", progress=0.0
            )
        elif road.success_ms != asked.success_ms and not (seen.unsent.count and gone):
            self._asked = None
            self.show(resultText=self.text("station-ui.uploads.sent", count=gone), resultTone="good", progress=0.0)
        elif road.success_ms != asked.success_ms:
            left = seen.unsent.count
            self.show(resultText=self.text("station-ui.uploads.sent_some", count=gone, left=left), resultTone="info")

    def _moment(self, at_ms: int | None) -> str:
        return "" if at_ms is None else moment_text(at_ms, self.app.now().county_ms, self.app.texts)

    def _failure(self, road: RoadState) -> str:
        if road.failure_ms is None:
            return ""
        why = self.text(f"trouble.{road.failure_key}", **road.failure_values) if road.failure_key else ""
        return " · ".join(filter(None, (self._moment(road.failure_ms), why)))

    def _next_try(self, road: RoadState, now_ms: int) -> str:
        if road.next_ms is None or road.sending:
            return ""
        return self.text("station-ui.uploads.next_try", minutes=max(1, -(-(road.next_ms - now_ms) // 60_000)))

    def _aside(self, one: SetAside) -> dict[str, Any]:
        texts = self.app.texts
        what = texts(f"event.{one.kind}") if texts.has(f"event.{one.kind}") else texts("station-ui.aside.record")
        code = f"station-ui.aside.{one.code}"
        why = texts(code) if texts.has(code) else texts("station-ui.aside.other")
        return {
            "id": one.position,
            "title": texts("station-ui.aside.title", what=what, number=one.seq),
            "subtitle": " · ".join(filter(None, (why, one.reason, self._moment(one.at_ms)))),
        }

    def _exchange(self, number: int, one: Exchange) -> dict[str, Any]:
        texts = self.app.texts
        if one.failure_key:
            title, tone, icon = texts(f"trouble.{one.failure_key}", **one.failure_values), "attention", "cloud-alert"
        elif one.sent:
            title, tone, icon = texts("station-ui.uploads.sent", count=one.sent), "good", "cloud-check"
        else:
            title, tone, icon = texts("station-ui.uploads.met"), "quiet", "wifi"
        times = texts("station-ui.uploads.times", count=one.times) if one.times > 1 else ""
        return {
            "id": number,
            "title": title,
            "subtitle": " · ".join(filter(None, (self._moment(one.at_ms), times))),
            "iconName": icon,
            "tone": tone,
        }
