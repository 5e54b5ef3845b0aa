"""What people at the county do about money: decide what is unknown, answer disputes, give float. Forms end here.

Each step checks everything that was typed and says all of it at once, in Chinese; then it is one transaction.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county import allowances, billers, feed, floats, model, payments
from county.biller_twin import BANK, REASONS, Mood
from county.store import lock_feed
from county.till_model import OPEN, dispute, payment
from kiosk.wire.till_decisions import DisputeAnswered

TEXT_CHARS_MAX = 100
YUAN_MAX = 1_000_000
DELAY_S_MAX = 86_400
DAYS_AHEAD_MAX = 31
OUTCOMES = {"right": "居民有理", "stands": "回执无误", "open": "还在核实"}
_YUAN = re.compile(r"(-?)(\d{1,7})(?:\.(\d{1,2}))?")
_EPOCH = date(1970, 1, 1)

Form = dict[str, str]


class FormFaulty(Exception):
    """A form that cannot be done; nothing was written."""

    def __init__(self, problems: Iterable[str]) -> None:
        """Every problem of it, in Chinese."""
        super().__init__(*problems)
        self.problems = tuple(problems)


def fen_in(text: str) -> int | None:
    """``12.5`` (yuan) as fen; None when it is no amount."""
    if (match := _YUAN.fullmatch(text.strip())) is None:
        return None
    sign, yuan, rest = match.groups()
    fen = int(yuan) * 100 + int((rest or "").ljust(2, "0"))
    return -fen if sign else fen


def decide(db: Connection, form: Form, at_ms: int) -> None:
    """Settle an unknown payment by hand, once (G14); the decision travels back to its point."""
    lock_feed(db)
    row, text = payments.one(db, form.get("station", ""), _number(form.get("ref", ""))), _text(form, "text")
    verdict = form.get("verdict", "")
    found = []
    if row is None:
        found.append("没有这笔缴费。")
    elif row.state not in OPEN:
        found.append("这一笔已经有了结果，不用再定。")
    if verdict not in ("posted", "refused"):
        found.append("请选“已到账”或“没有到账”。")
    found += _text_problems(text, "请写缴费单位的流水号，或没有到账的原因")
    if found or row is None:
        raise FormFaulty(found)
    if verdict == "posted":
        payments.post(db, row, at_ms, biller_ref=text, posted_ms=at_ms)
    else:
        payments.refuse(db, row, at_ms, "other", text)
    floats.state(db, row.station, at_ms)


def answer(db: Connection, form: Form, at_ms: int) -> None:
    """Answer a dispute (M19)."""
    station, text, outcome = form.get("station", ""), _text(form, "text"), form.get("outcome", "")
    ref = _number(form.get("ref", ""))
    found = []
    this = (dispute.c.station == station) & (dispute.c.ref == ref)
    if db.execute(sa.select(dispute.c.ref).where(this)).first() is None:
        found.append("没有这个争议。")
    if outcome not in OUTCOMES:
        found.append("请选一个结论。")
    found += _text_problems(text, "请写给居民的答复")
    if found:
        raise FormFaulty(found)
    feed.decide(db, DisputeAnswered(ref, outcome, text), at_ms, station)


def give_float(db: Connection, form: Form, at_ms: int) -> None:
    """Grant a point float, or take some back."""
    lock_feed(db)
    station, fen = form.get("station", ""), fen_in(form.get("yuan", ""))
    found = _station_problems(db, station)
    if fen is None or not 0 < abs(fen) <= YUAN_MAX * 100:
        found.append(f"金额写元，最多两位小数，不能是零，不超过 {YUAN_MAX} 元；收回写负数。")
    elif not found and fen < 0 and floats.balance(db, station).left_fen < -fen:
        found.append("收回的比还剩的备付金多。")
    if found or fen is None:
        raise FormFaulty(found)
    floats.grant(db, station, fen, at_ms, _text(form, "text")[:TEXT_CHARS_MAX])


def set_line(db: Connection, form: Form, at_ms: int) -> None:
    """Set a point's credit line and the sum below which its clerk is reminded (M2)."""
    lock_feed(db)
    station = form.get("station", "")
    figures = {"授信额度": fen_in(form.get("credit", "")), "提醒线": fen_in(form.get("low", ""))}
    found = _station_problems(db, station)
    for name, fen in figures.items():
        if fen is None or not 0 <= fen <= YUAN_MAX * 100:
            found.append(f"{name}写元，最多两位小数，从 0 到 {YUAN_MAX} 元。")
    credit_fen, low_fen = figures.values()
    if found or credit_fen is None or low_fen is None:
        raise FormFaulty(found)
    floats.set_line(db, station, credit_fen, low_fen, at_ms)


def allowance_wanted(db: Connection, form: Form, today: date) -> allowances.Wanted:
    """What the form for an over-limit code asks for.

    Raises:
        FormFaulty: With every problem.
    """
    station, biller = form.get("station", ""), form.get("biller", "")
    account, fen = re.sub(r"[\s-]", "", form.get("account", "")).upper(), fen_in(form.get("yuan", ""))
    day = _day(form.get("day", ""))
    found = _station_problems(db, station)
    if biller not in billers.listed():
        found.append("请选一个缴费单位。")
    if not re.fullmatch(r"[0-9A-Z]{1,40}", account):
        found.append("户号最多 40 位，只能是字母和数字。")
    if fen is None or not 0 < fen <= YUAN_MAX * 100:
        found.append(f"金额写元，最多两位小数，不超过 {YUAN_MAX} 元。")
    if day is None or not today <= day <= today + timedelta(days=DAYS_AHEAD_MAX):
        found.append(f"日期从今天起，最多 {DAYS_AHEAD_MAX} 天以后。")
    if found or fen is None or day is None:
        raise FormFaulty(found)
    return allowances.Wanted(station, biller, account, fen, day)


def twin_order(form: Form) -> tuple[str, Mood, str, int]:
    """How a twin is to behave: biller, mood, code of its refusals, delay (seconds).

    Raises:
        FormFaulty: With every problem.
    """
    biller, mood, code = form.get("biller", ""), form.get("mood", ""), form.get("code", "")
    delay_s = _number(form.get("delay", "") or "0")
    found = []
    if biller != BANK and biller not in billers.listed():
        found.append("请选一个缴费单位或银行。")
    if mood not in set(Mood):
        found.append("请选一种表现。")
    if code not in REASONS:
        found.append("请选一个拒收原因。")
    if not 0 <= delay_s <= DELAY_S_MAX:
        found.append(f"延迟写秒，从 0 到 {DELAY_S_MAX}。")
    if found:
        raise FormFaulty(found)
    return biller, Mood(mood), code, delay_s


def day_lines(db: Connection, station: str, day: int) -> tuple[payments.Row, ...]:
    """The payments of one natural day at one point with their states: what a reconciliation file is made of (M16).

    Args:
        db: Any connection.
        station: Code of the point.
        day: Business date, days since 1970-01-01.

    Returns:
        Rows of ``payment`` in the order in which they were taken, cancelled and reversed ones included.
    """
    that_day = (payment.c.station == station) & (payment.c.day == day)
    return tuple(db.execute(sa.select(payment).where(that_day).order_by(payment.c.ref)).all())


def _station_problems(db: Connection, code: str) -> list[str]:
    known = db.execute(sa.select(model.station.c.station).where(model.station.c.station == code)).first()
    return [] if known else ["请选一个站点。"]


def _text(form: Form, name: str) -> str:
    return form.get(name, "").strip()


def _text_problems(text: str, wanted: str) -> list[str]:
    good = 0 < len(text) <= TEXT_CHARS_MAX and text.isprintable()
    return [] if good else [f"{wanted}，最多 {TEXT_CHARS_MAX} 个字。"]


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else -1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
