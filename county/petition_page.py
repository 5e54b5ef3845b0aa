"""The county's pages about petitions: the list by what is due, and one petition with its steps and forms.

Names are masked until somebody asks for them. What a confidential petition says is shown only while the holder of the
key has it open.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy.engine import Connection

from county import model, petition_desk, petition_rules, petitions, words
from county.html import Html, inside, page, table, tag, void
from county.petition_desk import NEEDS, running
from county.petition_model import NO_DAY, due, petition
from county.petition_rules import is_late, is_three_times_late, rulebook
from county.petitions import CONFIDENTIAL, Row
from county.till_desk import Form
from county.till_page import places
from kiosk.wire import codec, sealed
from kiosk.wire import petition_ladder as ladder
from kiosk.wire.codec import Malformed
from kiosk.wire.petition_events import Attached, Due, PetitionBody, Petitioner
from kiosk.wire.petition_ladder import Side, State

HERE = "/petitions"
SHOWN = 200
_CHINA = timezone(timedelta(hours=8))
_EPOCH = date(1970, 1, 1)
_EMPTY: Form = {}
_STATES = {
    State.FILED: "待登记", State.REGISTERED: "已登记", State.AWAITING: "待回复", State.IN_HAND: "办理中",
    State.SCHEDULED: "已排期", State.WANTED: "需补充", State.SUPPLEMENTED: "已补充", State.TRANSFERRED: "已转办",
    State.DONE: "已办理", State.REOPEN_ASKED: "申请重办", State.REOPENED: "重新办理", State.CLOSED: "已办结",
    State.WITHDRAWN: "已撤回",
}  # fmt: skip
_STEPS = {
    "registered": "登记", "accepted": "受理", "transferred": "转办", "taken_up": "开始办理", "asked": "请居民补充",
    "scheduled": "排期", "extended": "延长办理", "answered": "答复", "reopened": "答应重办", "declined": "不重办",
    "closed": "办结", "review_asked": "收到复查请求", "review_answered": "答复复查",
}  # fmt: skip
_HAPPENED = {
    **_STEPS, ladder.FILED: "收下", ladder.SUPPLEMENTED: "居民补充", ladder.WITHDRAWN: "居民撤回",
    ladder.NOT_SOLVED: "居民说没有解决，申请重办", "rated_yes": "居民说解决了", "rated_partly": "居民说部分解决",
    "followed_up_yes": "回访：解决了", "followed_up_partly": "回访：部分解决", "followed_up_no": "回访：没有解决",
    "followed_up_unsure": "回访：说不准", ladder.CATEGORY: "改类别", petitions.JOINED: "有人跟随",
    petitions.GIVEN: "答复已告诉居民",
}  # fmt: skip
_GIVEN = {"read_out": "读给居民听", "printed": "打印给居民", "seen": "居民自己看", "called": "电话告诉"}
_SECRECIES = {"public": "公开", "confidential": "保密", "anonymous": "匿名"}
_KINDS = {"spoken": "口述", "written": "书面", "typed": "打字", "mixed": "口述和书面", "": "—"}
_CONFIRMED = {"read": "读给他听", "heard": "放给他听", "thumb": "按手印"}
_CONTACTS = {"phone": "打电话", "household": "告诉家里人", "again": "自己再来"}
_OWNERS = {"county": "县里", "office": "承办单位", "resident": "居民", "station": "站点"}
_ROLES = {"voice": "录音", "photo": "照片", "document": "材料", "video": "视频", "proof": "在场证明"}
_SHOWS = {"open": "没办完", "new": "待登记", "asks": "申请重办", "late": "超期", "done": "已办理", "all": "全部"}
_HINTS = {
    "asked": "要居民补充什么", "scheduled": "说明（可不写）", "answered": "答复", "extended": "为什么要延长",
    "declined": "为什么不重办", "review_answered": "复查意见",
}  # fmt: skip


@dataclass(frozen=True)
class View:
    """How one petition is looked at.

    Attributes:
        station: Code.
        number: The petition's.
        token: Against forged forms.
        now_ms: County time.
        key: The petition key, while this browser has it open.
        has_key: This county has one.
        hint: Said beside the field of the passphrase.
        named: Names and phones are not masked.
        problems: Of the form that came.
        typed: What was typed there.
    """

    station: str
    number: int
    token: str
    now_ms: int
    key: X25519PrivateKey | None = None
    has_key: bool = False
    hint: str = ""
    named: bool = False
    problems: tuple[str, ...] = ()
    typed: Form = field(default_factory=dict)

    @property
    def today(self) -> int:
        """Days since 1970-01-01, in China."""
        return petition_desk.today(self.now_ms)


# The list.


def render_list(db: Connection, title: str, now_ms: int, token: str, show: str, problems: tuple[str, ...] = ()) -> str:
    """Petitions, what asks to be reopened first, then by the day on which the county or an office owes something."""
    show = show if show in _SHOWS else "open"
    parts = (*_said(problems), _list(db, petition_desk.today(now_ms), show), _times(db, token))
    return page(title, "问政", parts, link=places(HERE))


def _list(db: Connection, today: int, show: str) -> Html:
    found = sa.select(petition).where(*_shown(show, today))
    order = (petition.c.asks.desc(), petition.c.next_day, petition.c.urgent.desc(), petition.c.received_ms)
    rows = db.execute(found.order_by(*order, petition.c.station, petition.c.petition).limit(SHOWN)).all()
    names = {row.station: row.name or row.station for row in db.execute(sa.select(model.station))}
    dues = _next_dues(db, rows)
    lines = [
        _line(row, names.get(row.station, row.station), dues.get((row.station, row.petition)), today) for row in rows
    ]
    heads = ("编号", "类别", "谁", "状态", "承办单位", "下一个期限")
    tabs = [
        tag("strong", _tab(db, key, word, today)) if key == show
        else tag("a", _tab(db, key, word, today), href=f"{HERE}?show={key}")
        for key, word in _SHOWS.items()
    ]  # fmt: skip
    return tag("section", tag("nav", *tabs, class_="tabs"), table(heads, lines, "没有。"))


def _tab(db: Connection, show: str, word: str, today: int) -> str:
    counted = sa.select(sa.func.count()).select_from(petition).where(*_shown(show, today))
    return f"{word} {db.execute(counted).scalar_one()}"


def _shown(show: str, today: int) -> tuple[sa.ColumnElement[bool], ...]:
    its = petition.c
    return {
        "open": (its.is_open,),
        "new": (its.state == State.FILED,),
        "asks": (its.asks,),
        "late": (its.is_open, its.next_day < today),
        "done": (sa.not_(its.is_open),),
    }.get(show, ())


def _next_dues(db: Connection, rows: Iterable[Row]) -> dict[tuple[str, int], Due]:
    """What county or office owe next, of the petitions of a page."""
    wanted = {row.petition for row in rows if row.next_day != NO_DAY}
    owed = due.c.owner.in_(("county", "office")) & due.c.petition.in_(wanted)
    found: dict[tuple[str, int], Due] = {}
    for row in db.execute(sa.select(due).where(owed).order_by(due.c.day.desc(), due.c.clock)):
        one = Due(row.clock, row.day, row.provisional, row.owner, row.start, row.days, row.unit)
        found[row.station, row.petition] = rulebook().now(one)
    return found


def _line(row: Row, station: str, one: Due | None, today: int) -> tuple[object, ...]:
    number = tag("a", row.number or str(row.petition), href=where(row.station, row.petition))
    marks = [" ", tag("span", "紧急", class_="tag red")] if row.urgent else []
    who = "—" if row.secrecy != petitions.PUBLIC else words.masked_name(petitions.body_of(row).petitioner.name)
    return (
        tag("div", number, *marks, void("br"), station),
        tag("div", rulebook().category_words(row.category), void("br"), tag("small", f"{_day(row.day)} 收下")),
        tag("div", who, void("br"), _secrecy(row.secrecy)),
        _state(row),
        rulebook().office_name(row.office) or "—",
        _due(one, today) if one else "—",
    )


def _times(db: Connection, token: str) -> Html:
    times = petition_desk.reply_times(db)
    rows = [(_class(one.category), one.median_days, one.late_days) for one in times]
    none = f"第一次答复还不到 {petition_desk.ANSWERS_MIN} 件。"
    form = tag(
        "form", *_hidden(token), tag("button", "告诉各站点", type="submit"), method="post", action=f"{HERE}/times"
    )
    head = tag("div", tag("h2", "多久有答复"), form if rows else "", class_="line")
    return tag("section", head, table(("类别", "一半在几天内", "十件里一件超过几天"), rows, none), class_="half")


def _class(part: str) -> str:
    found = (one.level1 for code, one in rulebook().categories.items() if code.startswith(part))
    return next(found, part) if part else "全部"


# One petition.


def render_one(db: Connection, title: str, view: View) -> str:
    """A petition: what it says as far as it may be shown here, its steps, its terms, and what can be done now."""
    row = petitions.one(db, view.station, view.number)
    if row is None:
        return page(title, "没有这件问政", _said(("没有这件问政。",)), link=places(""))
    terms = running(db, row)
    body = _body(row, view.key)
    parts = (
        *_said(view.problems), _facts(db, row, view), _content(row, view, body), *_forms(row, view, terms),
        _steps(db, row, view), _terms(db, row, terms, view.today),
    )  # fmt: skip
    return page(title, f"问政 {row.number}", parts, link=places(""))


def attachment_of(db: Connection, view: View, digest: str) -> Attached | None:
    """An attachment of a petition, if it may be shown to this browser."""
    row = petitions.one(db, view.station, view.number)
    if row is None:
        return None
    body = _body(row, view.key)
    found = [*body.attachments] if body else []
    for step in petitions.steps(db, view.station, view.number):
        more = _opened(bytes(step.sealed), view.key) if step.side == Side.STATION else None
        found += (*petitions.attachments_of(step), *(more.attachments if more else ()))
    return next((one for one in found if one.digest == digest), None)


def _body(row: Row, key: X25519PrivateKey | None) -> PetitionBody | None:
    """What it says; None while it is sealed."""
    return _opened(bytes(row.sealed), key) if row.secrecy == CONFIDENTIAL else petitions.body_of(row)


def _opened(data: bytes, key: X25519PrivateKey | None) -> PetitionBody | None:
    if not data or key is None:
        return None
    try:
        return codec.unpack(sealed.unseal(data, key, sealed.BODY), PetitionBody)
    except Malformed:
        return None


def _facts(db: Connection, row: Row, view: View) -> Html:
    name = db.execute(sa.select(model.station.c.name).where(model.station.c.station == row.station)).scalar()
    linked = codec.unpack(bytes(row.linked), tuple[int, ...])
    facts = {
        "状态": inside((_state(row), " ", f"{_moment(row.since_ms)} 起")),
        "类别": rulebook().category_words(row.category),
        "公开程度": _secrecy(row.secrecy),
        "承办单位": rulebook().office_name(row.office) or "还没有定",
        "收下": f"{_day(row.day)} · {name or row.station} · {row.by}{' · 代办' if row.on_behalf else ''}",
        "怎么说的": f"{_KINDS.get(row.kind, row.kind)} · {_CONFIRMED.get(row.confirmed, row.confirmed)}，居民确认",
    }
    if linked:
        links = (tag("a", str(number), href=where(row.station, number)) for number in linked)
        facts["和这些一起"] = inside(links)
    urgent = [" ", tag("span", "紧急", class_="tag red")] if row.urgent else []
    head = tag("h2", row.number or str(row.petition), *urgent)
    return tag("section", head, _pairs(facts), _category_form(row, view), class_="half")


def _content(row: Row, view: View, body: PetitionBody | None) -> Html:
    if body is None:
        return _sealed(row, view)
    parts: list[Html | str] = [tag("h2", body.summary or "（没有一句话摘要）")]
    if row.secrecy == CONFIDENTIAL:
        parts.append(_mini(view, row, "lock", "锁上"))
    parts += [tag("p", line) for line in body.text.splitlines() if line.strip()]
    facts: dict[str, object] = {"请求": body.request, **_person(body.petitioner, view.named)}
    place = (
        rulebook().place_name(body.place.village or row.village),
        f"{body.place.group}组" if body.place.group else "",
        body.place.grid,
    )
    facts["地点"] = " ".join(filter(None, (*place, body.place.words)))
    facts |= dict(rulebook().asked(*pair) for pair in body.answers)
    facts["代表"] = "、".join(_name(one, view.named) for one in body.representatives)
    parts.append(_pairs({name: value for name, value in facts.items() if value}))
    if row.secrecy != petitions.ANONYMOUS and not view.named:
        parts.append(tag("p", tag("a", "显示姓名和电话", href=where(row.station, row.petition, who=1))))
    parts += [_attachment(row, one) for one in body.attachments]
    return tag("section", *parts, class_="half")


def _sealed(row: Row, view: View) -> Html:
    if not view.has_key:
        return tag(
            "section", tag("h2", "保密"), tag("p", "内容是封好的，这台电脑上没有县里的问政钥匙。"), class_="half"
        )
    if view.key is not None:
        told = "打不开：不是封给这把钥匙的，或传的时候坏了。"
        return tag("section", tag("h2", "保密"), tag("p", told, class_="trouble"), class_="half")
    form = tag(
        "form", *_hidden(view.token, row),
        tag("label", "钥匙口令", void("input", type="password", name="passphrase", required="", autocomplete="off")),
        tag("button", "打开十分钟", type="submit"), method="post", action=f"{HERE}/unlock",
    )  # fmt: skip
    told = "内容是封好的，只有拿问政钥匙的人能打开；打开的内容不存盘。"
    hint = [tag("p", view.hint, class_="empty")] if view.hint else []
    return tag("section", tag("h2", "保密"), tag("p", told), *hint, form, class_="half")


def _person(who: Petitioner, named: bool) -> dict[str, object]:  # noqa: FBT001 - masked or not
    if not who.name:
        return {}
    return {
        "谁": _name(who.name, named),
        "电话": who.phone if named else words.masked_phone(who.phone),
        "住址": who.address if named else "",
        "户号": who.household if named else "",
        "怎么答复": _CONTACTS.get(who.contact, who.contact),
    }


def _attachment(row: Row, one: Attached) -> Html:
    where = f"{HERE}/attachment?" + urlencode({"station": row.station, "petition": row.petition, "digest": one.digest})
    seconds = f" {one.duration_ms // 60_000}:{one.duration_ms // 1000 % 60:02}" if one.duration_ms else ""
    name = f"{_ROLES.get(one.role, one.role)}{seconds}"
    shown: dict[str, Callable[[], Html]] = {
        "audio": lambda: tag("audio", controls="", preload="none", src=where, aria_label=name),
        "image": lambda: void("img", src=where, alt=name, loading="lazy"),
        "video": lambda: tag("video", controls="", preload="none", src=where, aria_label=name),
    }
    show = shown.get(one.mime.partition("/")[0], lambda: Html(""))()
    saved = tag("a", name, href=where)
    proof = tag("small", f"校验 {one.digest[:16].upper()}")  # as on the slip (G2)
    return tag("figure", show, tag("figcaption", saved, " ", proof))


def _steps(db: Connection, row: Row, view: View) -> Html:
    lines = []
    for step in petitions.steps(db, row.station, row.petition):
        ours = step.side == Side.COUNTY
        body = None if ours else _opened(bytes(step.sealed), view.key)
        text = body.text if body else bytes(step.text).decode()
        if step.sealed and not body:
            text = "（封给居民，凭查询码才能看）" if ours else "（封好的）"
        elif step.happening == petitions.JOINED:
            text = _name(text, view.named)
        elif step.happening == petitions.GIVEN:
            text = _GIVEN.get(text, text)
        about = " · ".join(
            filter(None, (text, rulebook().office_name(step.office), _day(step.day) if step.day else ""))
        )
        kept = body.attachments if body else petitions.attachments_of(step)
        later = [_attachment(row, one) for one in kept] if step.happening == ladder.SUPPLEMENTED else []
        who = f"县里 第{step.step}步" if ours and step.happening != ladder.CATEGORY else "县里" if ours else "站点"
        lines.append(
            (_moment(step.at_ms), who, _HAPPENED.get(step.happening, step.happening), tag("div", about, *later))
        )
    return tag("section", tag("h2", "经过"), table(("时间", "谁", "事情", "内容"), lines, ""))


def _terms(db: Connection, row: Row, terms: tuple[Due, ...], today: int) -> Html:
    told = {one.clock: one for one in petitions.dues(db, row.station, row.petition)}
    lines = []
    for one in sorted(terms, key=lambda term: (term.day, term.clock)):
        was = told[one.clock]
        moved = f"节假日表有变，原来是 {_day(was.day)}" if was.day != one.day else ""
        cause = _HAPPENED.get(was.cause, was.cause)
        lines.append(
            (_clock(one.clock), _OWNERS.get(one.owner, one.owner), _due(one, today), f"从“{cause}”算起", moved)
        )
    return tag(
        "section", tag("h2", "期限"), table(("期限", "谁该做", "哪天", "起点", "变动"), lines, "没有在走的期限。")
    )


# Forms.


def _forms(row: Row, view: View, terms: tuple[Due, ...]) -> tuple[Html, ...]:
    offered = petition_rules.offers(State(row.state), terms)
    if not offered:
        return ()
    told = []
    if row.asks:
        told.append(tag("p", "居民说没有解决。答应重办，或说明不重办的理由；在这之前不能做别的。", class_="trouble"))
    forms = [_step_form(row, view, happening) for happening in offered]
    return (tag("section", tag("h2", "现在可以办"), *told, tag("div", *forms, class_="steps")),)


def _step_form(row: Row, view: View, happening: str) -> Html:
    typed = view.typed if view.typed.get("happening") == happening else _EMPTY
    needs = NEEDS.get(happening, ())
    fields = []
    if "office" in needs or happening == "answered":
        fields.append(_office(happening, typed))
    if "day" in needs:
        day = typed.get("day", "")
        fields.append(tag("label", "哪天", void("input", type="date", name="day", value=day, required="")))
    hint = _HINTS.get(happening, "给居民的话（可不写）")
    text = {"required": ""} if "text" in needs else {}
    most = petition_desk.TEXT_CHARS_MAX
    area = tag("textarea", "\n" + typed.get("text", ""), name="text", rows=3, maxlength=most, **text)
    fields.append(tag("label", hint, area, class_="wide"))
    form = tag(
        "form", *_hidden(view.token, row), void("input", type="hidden", name="happening", value=happening), *fields,
        tag("button", _STEPS[happening], type="submit"), method="post", action=f"{HERE}/step",
    )  # fmt: skip
    opened = {"open": ""} if typed else {}
    return tag("details", tag("summary", _STEPS[happening]), form, **opened)


def _office(happening: str, typed: Form) -> Html:
    label, value = ("转给哪个单位", "") if happening == "transferred" else ("向哪里请求复查", rulebook().review_office)
    value = typed.get("office", value)
    options = [tag("option", "请选", value="")] + [
        tag("option", office.name, value=code, **({"selected": ""} if code == value else {}))
        for code, office in rulebook().offices.items()
    ]
    return tag("label", label, tag("select", *options, name="office", required=""))


def _category_form(row: Row, view: View) -> Html | str:
    if row.state in (State.WITHDRAWN, State.CLOSED):
        return ""
    typed = view.typed if "category" in view.typed else _EMPTY
    listed = rulebook().categories
    options = [void("option", value=f"{code} {listed[code].level2} {listed[code].level3}") for code in listed]
    why = tag("label", "为什么改", void("input", name="text", value=typed.get("text", ""), maxlength=200))
    value = typed.get("category", "")
    form = tag(
        "form", *_hidden(view.token, row),
        tag("label", "新的类别", void("input", name="category", value=value, list="categories", required="")),
        "" if row.secrecy == CONFIDENTIAL else why, tag("button", "改类别", type="submit", class_="plain"),
        method="post", action=f"{HERE}/category",
    )  # fmt: skip
    opened = {"open": ""} if typed else {}
    return tag("details", tag("summary", "改类别"), form, tag("datalist", *options, id="categories"), **opened)


def _mini(view: View, row: Row, action: str, word: str) -> Html:
    button = tag("button", word, type="submit", class_="plain")
    return tag("form", *_hidden(view.token, row), button, method="post", action=f"{HERE}/{action}")


def _hidden(token: str, row: Row | None = None) -> Iterable[Html]:
    fields: dict[str, object] = {"token": token}
    if row is not None:
        fields |= {"station": row.station, "petition": row.petition, "seen": row.step}
    return (void("input", type="hidden", name=name, value=value) for name, value in fields.items())


# Words.


def _pairs(facts: dict[str, Any]) -> Html:
    return tag("dl", *(part for name, value in facts.items() for part in (tag("dt", name), tag("dd", value))))


def _said(problems: Collection[str]) -> tuple[Html, ...]:
    lines = [tag("p", problem, class_="trouble", role="alert") for problem in problems]
    return (tag("section", *lines, class_="alarm"),) if lines else ()


def _state(row: Row) -> Html:
    return tag("span", _STATES[State(row.state)], class_="tag amber" if row.asks else "tag")


def _secrecy(word: str) -> Html:
    return tag("span", _SECRECIES.get(word, word), class_="tag" if word == petitions.PUBLIC else "tag amber")


def _due(one: Due, today: int) -> Html:
    late: tuple[Html, ...] = ()
    if is_three_times_late(one, today):
        late = (tag("span", f"超期三倍，{today - one.day} 天", class_="tag red"),)
    elif is_late(one, today):
        late = (tag("span", f"超期 {today - one.day} 天", class_="tag amber"),)
    guess = "预计 " if one.provisional else ""
    return tag(
        "div",
        f"{guess}{_day(one.day)} ",
        *late,
        void("br"),
        tag("small", f"{_clock(one.clock)} · {_OWNERS[one.owner]}"),
    )


def _clock(code: str) -> str:
    return next((clock.name for clock in rulebook().clocks if clock.code == code), code)


def _name(name: str, named: bool) -> str:  # noqa: FBT001 - masked or not
    return name if named else words.masked_name(name)


def where(station: str, number: int, **more: object) -> str:
    """The address of a petition's page."""
    return f"{HERE}/one?" + urlencode({"station": station, "petition": number, **more})


def _day(day: int) -> str:
    try:
        return str(_EPOCH + timedelta(days=day))
    except OverflowError:
        return "日期不明"


def _moment(ms: int) -> str:
    try:
        return f"{datetime.fromtimestamp(ms / 1000, UTC).astimezone(_CHINA):%m-%d %H:%M}"
    except (OverflowError, ValueError, OSError):
        return "时间不明"
