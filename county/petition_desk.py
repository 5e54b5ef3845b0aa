"""What people at the county do about petitions: each step is checked whole, then it is one decision (C2, C10, C11).

Steps of a petition are numbered without a gap. A form names the last step that its reader saw, so that two people
never decide about the same petition unawares.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from msgspec.structs import replace
from sqlalchemy.engine import Connection

from county import feed, petition_rules, petitions
from county.petition_model import petition, step
from county.petition_rules import rulebook
from county.petitions import CONFIDENTIAL, Row
from county.store import lock_feed
from county.till_desk import Form, FormFaulty
from kiosk.wire import codec, sealed
from kiosk.wire.petition_decisions import CategoryChanged, CategoryTime, PetitionStep, ReplyTimes
from kiosk.wire.petition_events import Due
from kiosk.wire.petition_ladder import State

TEXT_CHARS_MAX = 4_000
DAYS_AHEAD_MAX = 365
ANSWERS_MIN = 10  # fewer tell nothing about how long answers take
NEEDS = {
    "transferred": ("office",), "asked": ("text",), "scheduled": ("day",), "answered": ("text",),
    "extended": ("day", "text"), "declined": ("text",), "review_answered": ("text",),
}  # fmt: skip
"""What a step cannot do without; every step may have a text."""
_EPOCH = date(1970, 1, 1)
_DAY_MS = 86_400_000
_CHINA_MS = 8 * 3_600_000
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


@dataclass(frozen=True)
class _Typed:
    """A form's fields, read."""

    happening: str
    text: str
    office: str
    day: int


def today(at_ms: int) -> int:
    """The day in China, days since 1970-01-01."""
    return (at_ms + _CHINA_MS) // _DAY_MS


def running(db: Connection, row: Row) -> tuple[Due, ...]:
    """The terms that run, by the tables of holidays in force."""
    found = petitions.dues(db, row.station, row.petition)
    book = rulebook()
    return tuple(
        book.now(Due(one.clock, one.day, one.provisional, one.owner, one.start, one.days, one.unit)) for one in found
    )


def take(db: Connection, form: Form, at_ms: int) -> None:
    """Take one step.

    Args:
        db: Inside ``store.write()``.
        form: ``station``, ``petition``, ``seen`` (the last step that was shown), ``happening``, ``text``, ``office``,
            ``day``.
        at_ms: County time.

    Raises:
        FormFaulty: With everything that is wrong; nothing was decided.
    """
    row = _petition(db, form)
    typed = _Typed(form.get("happening", ""), _text(form, "text"), _text(form, "office"), _day(form.get("day", "")))
    terms = running(db, row)
    found = [*_state_problems(row, typed.happening, terms), *_typed_problems(row, typed, terms, today(at_ms))]
    if found:
        raise FormFaulty(found)
    feed.decide(db, _step(row, typed, terms, at_ms), at_ms, row.station)


def change_category(db: Connection, form: Form, at_ms: int) -> None:
    """File it under another category; its target moves, and the reason says why (C3).

    Raises:
        FormFaulty: With everything that is wrong.
    """
    row, book = _petition(db, form), rulebook()
    category, reason = _text(form, "category").split(" ")[0], _text(form, "text")
    found = []
    if row.state in (State.WITHDRAWN, State.CLOSED):
        found.append("这件已经结束，不用再改类别。")
    if category not in book.categories:
        found.append("请从目录里选一个类别。")
    elif category == row.category:
        found.append("已经是这个类别。")
    if row.secrecy == CONFIDENTIAL:
        reason = ""  # at the point there is no word about it
    else:
        found += _words_problems(reason, "请写改类别的原因")
    if found:
        raise FormFaulty(found)
    dues = book.moved(running(db, row), category, row.channel)
    feed.decide(db, CategoryChanged(row.petition, category, reason, dues), at_ms, row.station)


def publish_times(db: Connection, _form: Form, at_ms: int) -> None:
    """Tell every point how long answers really take (C24).

    Raises:
        FormFaulty: There are too few answers to say.
    """
    lock_feed(db)
    times = reply_times(db)
    if not times:
        raise FormFaulty([f"答复还不到 {ANSWERS_MIN} 件，先按默认的说。"])
    feed.decide(db, ReplyTimes(times), at_ms)


def reply_times(db: Connection) -> tuple[CategoryTime, ...]:
    """Days from filing to the first answer: half came sooner, one in ten later; for all, then by class."""
    first = (
        sa.select(step.c.station, step.c.petition, sa.func.min(step.c.at_ms).label("at_ms"))
        .where(step.c.happening == "answered", step.c.lane == petitions.OURS)
        .group_by(step.c.station, step.c.petition)
        .subquery()
    )
    its = (first.c.station == petition.c.station) & (first.c.petition == petition.c.petition)
    spans: dict[str, list[int]] = {"": []}
    for row in db.execute(sa.select(petition.c.category, petition.c.day, first.c.at_ms).join(first, its)):
        days = max(0, today(row.at_ms) - row.day)
        spans[""].append(days)
        spans.setdefault(row.category.partition("-")[0] + "-", []).append(days)
    return tuple(
        CategoryTime(category, _quantile(days, 50), _quantile(days, 90))
        for category, days in sorted(spans.items())
        if len(days) >= ANSWERS_MIN
    )


def _quantile(days: list[int], percent: int) -> int:
    return sorted(days)[-(-len(days) * percent // 100) - 1]


def _petition(db: Connection, form: Form) -> Row:
    lock_feed(db)
    row = petitions.one(db, form.get("station", ""), number_in(form.get("petition", "")))
    if row is None:
        raise FormFaulty(["没有这件问政。"])
    if number_in(form.get("seen", "")) != row.step:
        raise FormFaulty(["这件刚有了新的进展，请看一遍再办。"])
    return row


def _state_problems(row: Row, happening: str, terms: tuple[Due, ...]) -> list[str]:
    if happening in petition_rules.offers(State(row.state), terms):
        return []
    if row.asks:
        return ["居民申请重办，请先答应或说明不重办的理由。"]
    return ["这件现在不能这样办。"]


def _typed_problems(row: Row, typed: _Typed, terms: tuple[Due, ...], now: int) -> list[str]:
    needs = NEEDS.get(typed.happening, ())
    found = []
    if typed.text or "text" in needs:
        found += _words_problems(typed.text, "请写给居民的话")
    if typed.office or "office" in needs:
        found += [] if typed.office in rulebook().offices else ["请选一个单位。"]
    if "day" in needs:
        found += _day_problems(typed, terms, now)
    if row.secrecy == CONFIDENTIAL and typed.text and not row.reply_key:
        found.append("这件保密问政没有带答复用的钥匙，话传不回去；请约居民当面说。")
    return found


def _day_problems(typed: _Typed, terms: tuple[Due, ...], now: int) -> list[str]:
    if typed.happening == "extended":
        until = next((due.day for due in terms if due.clock == petition_rules.DECIDE), now)
        last = until + petition_rules.EXTENSION_DAYS_MAX
        return [] if until < typed.day <= last else [f"延长只能到 {_date(until + 1)} 至 {_date(last)} 之间的一天。"]
    return [] if now <= typed.day <= now + DAYS_AHEAD_MAX else ["请选今天起一年内的一天。"]


def _step(row: Row, typed: _Typed, terms: tuple[Due, ...], at_ms: int) -> PetitionStep:
    book, happening = rulebook(), typed.happening
    dues = book.dues(happening, row.category, row.channel, today(at_ms))
    if happening == "extended":
        dues = tuple(replace(due, day=typed.day, days=0, provisional=False) for due in terms if _decides(due))
    review = next((due.day for due in dues if due.clock == petition_rules.REVIEW), 0) if happening == "answered" else 0
    # For an answer the office is where to ask for review; who is in charge stays.
    fact = PetitionStep(
        row.petition, row.step + 1, happening, "" if review else typed.office, typed.text, b"",
        typed.day if "day" in NEEDS.get(happening, ()) else 0, dues, book.ended(happening),
        (typed.office or book.review_office) if review else "", review,
    )  # fmt: skip
    if row.secrecy == CONFIDENTIAL and typed.text:
        hidden = sealed.seal(codec.pack(typed.text), bytes(row.reply_key), sealed.ANSWER)
        return replace(fact, text="", sealed=hidden)
    return fact


def _decides(due: Due) -> bool:
    return due.clock == petition_rules.DECIDE


def _words_problems(text: str, wanted: str) -> list[str]:
    return [] if 0 < len(text) <= TEXT_CHARS_MAX else [f"{wanted}，最多 {TEXT_CHARS_MAX} 个字。"]


def _text(form: Form, name: str) -> str:
    """As typed, without what has no place on a slip: control characters and marks that turn the writing round."""
    text = form.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char == "\n" or not _is_odd(char)).strip()


def _is_odd(char: str) -> bool:
    return char in _TURNING or unicodedata.category(char) in ("Cc", "Cs")


def number_in(text: str) -> int:
    """A number of a form; -1 when it is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else -1


def _day(text: str) -> int:
    try:
        return (date.fromisoformat(text) - _EPOCH).days
    except ValueError:
        return -1


def _date(day: int) -> str:
    return str(date.fromordinal(_EPOCH.toordinal() + day))
