"""The county's one plain page: which stations speak, what they said, what the county decided, and what is wrong."""

from datetime import UTC, date, datetime, timedelta, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county import holds, model, words
from county.html import Html, inside, page, table, tag, void
from county.model import EventState, Standing
from county.till_page import places
from kiosk.wire import events
from kiosk.wire.codec import Malformed
from kiosk.wire.decisions import ManifestIssued
from kiosk.wire.events import decode_decision

REFRESH_S = 10
EVENTS_SHOWN = 40
MANIFESTS_SHOWN = 20
TROUBLES_SHOWN = 20
SILENT_MS = 24 * 3_600_000
DRIFT_SHOWN_MS = 120_000
_CHINA = timezone(timedelta(hours=8))
_EPOCH = date(1970, 1, 1)
_LANES = {1: "资金", 2: "事项", 3: "查阅", 4: "影像", 5: "紧急"}
_STANDINGS = {Standing.NORMAL: "正常", Standing.PAUSED: "暂停", Standing.REVOKED: "注销"}


def render(db: Connection, title: str, now_ms: int, token: str) -> str:
    """The whole page as HTML.

    Args:
        db: For queries.
        title: Of the county.
        now_ms: County time.
        token: Against forged forms.
    """
    parts = (*_alarms(db), _stations(db, now_ms), _events(db), _holds(db, token), _manifests(db), _aside(db))
    subtitle = f"{_moment(now_ms)} · 每 {REFRESH_S} 秒更新"
    return page(title, subtitle, parts, link=places("/"), refresh_s=REFRESH_S)


def render_hold_form(title: str, token: str, typed: tuple[str, str] = ("", ""), problems: tuple[str, ...] = ()) -> str:
    """The form that places a hold, with what was typed (waybill, reason) and every problem of it."""
    waybill, reason = typed
    form = tag(
        "form",
        void("input", type="hidden", name="token", value=token),
        tag("label", "运单号", void("input", name="waybill", value=waybill, maxlength=60, required="", autofocus="")),
        tag("label", "原因（柜台会看到）", void("input", name="reason", value=reason, maxlength=100, required="")),
        tag("button", "拦下这一件", type="submit"),
        method="post",
        action="/holds",
    )
    said = [tag("p", problem, class_="trouble", role="alert") for problem in problems]
    body = tag("section", tag("h2", "新增拦截"), *said, form)
    return page(title, "拦截后，所有站点下次联网时收到", (body,), link=tag("a", "回到总览", href="/"))


def _stations(db: Connection, now_ms: int) -> Html:
    waters: dict[str, dict[int, int]] = {}
    for row in db.execute(sa.select(model.lane).order_by(model.lane.c.epoch, model.lane.c.lane)):
        waters.setdefault(row.station, {})[row.lane] = row.high_water  # the newest epoch's stays
    rows = [
        (
            tag("strong", row.name or row.station),
            tag("code", row.station),
            _standing(row.standing),
            _contact(row.last_contact_ms, now_ms),
            _unsent(row.unsent, row.oldest_ms, row.last_contact_ms),
            " · ".join(_number(*one) for one in waters.get(row.station, {}).items()) or "—",
            _drift(row.drift_ms) if row.last_contact_ms else "—",
            row.program or "—",
        )
        for row in db.execute(sa.select(model.station).order_by(model.station.c.station))
    ]
    heads = ("站点", "代码", "状态", "最近联系", "还没传上来", "已收到第几条", "时钟", "程序")
    return tag("section", tag("h2", "站点"), table(heads, rows, "还没有站点登记。"))


def _events(db: Connection) -> Html:
    newest = sa.select(model.event).where(model.event.c.state != EventState.ASIDE)
    # The key breaks ties, so that one envelope's events stand in their order.
    keys = (model.event.c.received_ms.desc(), model.event.c.at_ms.desc(), model.event.c.seq.desc())
    rows = [
        (_moment(row.at_ms), row.station, row.by or "程序", _sentence(row.kind, row.record), _number(row.lane, row.seq))
        for row in db.execute(newest.order_by(*keys).limit(EVENTS_SHOWN))
    ]
    count = db.execute(sa.select(sa.func.count()).select_from(model.event)).scalar_one()
    heads = ("发生时间", "站点", "经手", "事情", "编号")
    head = tag("h2", "最近的事", tag("small", f"共 {count} 条"))
    return tag("section", head, table(heads, rows, "还没有收到任何记录。"))


def _holds(db: Connection, token: str) -> Html:
    def lift(waybill: str) -> Html:
        return tag(
            "form",
            void("input", type="hidden", name="token", value=token),
            void("input", type="hidden", name="waybill", value=waybill),
            tag("button", "解除", type="submit", class_="plain", aria_label=f"解除 {waybill}"),
            method="post",
            action="/holds/lift",
        )

    rows = [(tag("code", one.waybill), one.reason, _moment(one.at_ms), lift(one.waybill)) for one in holds.standing(db)]
    head = tag("div", tag("h2", "拦截"), tag("a", "新增拦截", href="/holds", class_="button"), class_="line")
    return tag("section", head, table(("运单号", "原因", "开始", ""), rows, "没有拦截。"), class_="half")


def _manifests(db: Connection) -> Html:
    newest = sa.select(model.decision).where(model.decision.c.kind == ManifestIssued.KIND)
    rows = []
    for row in db.execute(newest.order_by(model.decision.c.number.desc()).limit(MANIFESTS_SHOWN)):
        fact = decode_decision(row.kind, row.body)
        if isinstance(fact, ManifestIssued):
            day = _EPOCH + timedelta(days=fact.day)
            rows.append((fact.number, fact.origin, f"{day:%m-%d}", len(fact.items), row.station or "全部站点"))
    heads = ("到件单", "发出", "哪天到", "件数", "给")
    return tag("section", tag("h2", "到件单"), table(heads, rows, "没有到件单。"), class_="half")


def _aside(db: Connection) -> Html:
    newest = sa.select(model.quarantine).order_by(model.quarantine.c.at_ms.desc()).limit(TROUBLES_SHOWN)
    rows = [
        (row.station, _number(row.lane, row.seq), "先存着" if row.outcome == "held" else "搁置", row.reason)
        for row in db.execute(newest)
    ]
    heads = ("站点", "编号", "怎么办了", "原因")
    return tag("section", tag("h2", "搁置的记录"), table(heads, rows, "没有。每一条都读懂了。"))


def _alarms(db: Connection) -> tuple[Html, ...]:
    """Two histories under one name, and gaps: the things that a person must look at."""
    forks = db.execute(sa.select(model.fork).order_by(model.fork.c.id.desc()).limit(TROUBLES_SHOWN)).all()
    gaps = db.execute(sa.select(model.waiting).order_by(model.waiting.c.at_ms).limit(TROUBLES_SHOWN)).all()
    found = []
    if forks:
        clashes = [(row.station, _number(row.lane, row.seq), _moment(row.at_ms)) for row in forks]
        told = "同一个编号，两种内容：有电脑被复制或恢复过。两边的记录都留着，没有采用后来的。"
        heads = ("站点", "从哪一条起", "发现时间")
        found.append(
            tag("section", tag("h2", "站点身份冲突"), tag("p", told), table(heads, clashes, ""), class_="alarm")
        )
    if gaps:
        holes = [(row.station, f"{_number(row.lane, row.first)} 之前", _moment(row.at_ms)) for row in gaps]
        heads = ("站点", "缺", "收到时间")
        found.append(tag("section", tag("h2", "中间缺号，后面的先等着"), table(heads, holes, ""), class_="alarm"))
    return tuple(found)


def _sentence(kind: int, data: bytes) -> str:
    try:
        return words.say(kind, bytes(events.unpack_record(data).body))
    except Malformed:
        return "读不出来的记录"


def _number(lane: int, seq: int) -> str:
    return f"{_LANES.get(lane, lane)} {seq}"


def _standing(standing: str) -> Html:
    colour = {Standing.PAUSED: "tag amber", Standing.REVOKED: "tag red"}.get(Standing(standing), "tag")
    return tag("span", _STANDINGS[Standing(standing)], class_=colour)


def _contact(at_ms: int, now_ms: int) -> Html:
    if not at_ms:
        return tag("span", "从未联系", class_="tag amber")
    old = now_ms - at_ms > SILENT_MS
    return inside((_moment(at_ms), " ", tag("span", "久未联系", class_="tag amber")) if old else (_moment(at_ms),))


def _unsent(count: int, oldest_ms: int, contact_ms: int) -> str:
    if not contact_ms:
        return "—"
    return f"{count} 件，最早 {_moment(oldest_ms)}" if count else "没有"


def _drift(ms: int) -> object:
    if abs(ms) < DRIFT_SHOWN_MS:
        return "准"
    minutes = abs(ms) // 60_000
    span = f"{minutes // 1440} 天" if minutes >= 1440 else f"{minutes} 分钟"  # noqa: PLR2004 - minutes of a day
    return tag("span", f"{'快' if ms > 0 else '慢'}了 {span}", class_="tag amber")


def _moment(ms: int) -> str:
    try:
        return f"{datetime.fromtimestamp(ms / 1000, UTC).astimezone(_CHINA):%m-%d %H:%M:%S}"
    except (OverflowError, ValueError, OSError):
        return "时间不明"
