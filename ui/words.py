"""Times and figures as people say them: "2 天前", "今天 10:42", "1,286.40". Pure; the language comes with ``texts``."""

from dataclasses import dataclass

from kiosk.clock import DAY_MS, local
from kiosk.texts import Texts

_MINUTE_MS = 60_000
_HOUR_MS = 60 * _MINUTE_MS


def age_text(age_ms: int, texts: Texts) -> str:
    """How long ago, in the largest unit that says it: 刚刚, 12 分钟前, 3 小时前, 2 天前."""
    if age_ms < _MINUTE_MS:
        return texts("ui.age.now")
    for unit_ms, key in ((DAY_MS, "ui.age.days"), (_HOUR_MS, "ui.age.hours"), (_MINUTE_MS, "ui.age.minutes")):
        if age_ms >= unit_ms:
            return texts(key, n=age_ms // unit_ms)
    return ""


def span_text(span_ms: int, texts: Texts) -> str:
    """A length of time in its largest unit: 3 天, 5 小时, 12 分钟."""
    for unit_ms, key in ((DAY_MS, "ui.span.days"), (_HOUR_MS, "ui.span.hours")):
        if span_ms >= unit_ms:
            return texts(key, n=span_ms // unit_ms)
    return texts("ui.span.minutes", n=span_ms // _MINUTE_MS)


def moment_text(at_ms: int, now_ms: int, texts: Texts) -> str:
    """A past moment, as short as it can be said: 今天 10:42, 昨天 18:05, 11月3日 09:30."""
    at, now = local(at_ms), local(now_ms)
    days = (now.date() - at.date()).days
    if days in {0, 1}:
        return texts("ui.moment.today" if days == 0 else "ui.moment.yesterday", time=f"{at:%H:%M}")
    return texts("ui.moment.date", month=at.month, day=at.day, time=f"{at:%H:%M}")


@dataclass(frozen=True)
class ClockText:
    """The wall clock in words: 11月20日 周五, 10:42, and both together."""

    date: str
    time: str
    both: str


def clock_text(now_ms: int, texts: Texts) -> ClockText:
    """The top bar's clock."""
    at = local(now_ms)
    date = texts("ui.clock", month=at.month, day=at.day, weekday=texts(f"ui.weekday.{at.isoweekday()}"))
    return ClockText(date, f"{at:%H:%M}", f"{date} {at:%H:%M}")
