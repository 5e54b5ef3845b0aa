"""The county's pages about money: today, what is unknown, float, over-limit codes, and the billers' twin.

Names and account numbers are masked; whoever must know them asks the point.
"""

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import qrcode
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from county import allowances, billers, floats, model, payments, words
from county.biller_twin import BANK, REASONS, Control, Mood
from county.html import Html, inside, page, table, tag, void
from county.till_desk import OUTCOMES, Form
from county.till_model import OPEN, Deposited, State, allowance, deposit, dispute, payment, shift_z
from kiosk.wire import refs

REFRESH_S = 10
LATE_MS = 600_000  # an open payment this old is shown to people, whatever its state
PAYMENTS_SHOWN = 60
UNKNOWN_SHOWN = 200
ROWS_SHOWN = 40
FIELD_CHARS_MAX = 100
_CHINA = timezone(timedelta(hours=8))
_EPOCH = date(1970, 1, 1)
_EMPTY: Form = {}
_STATES = {
    State.WAITING: ("等着发出", ""), State.SENT: ("核对中", ""), State.DOUBTED: ("状态未知", "amber"),
    State.POSTED: ("已到账", ""), State.REFUSED: ("没有受理，应退款", "red"), State.REVERSED: ("已冲正，应退款", "red"),
    State.CANCELLED: ("已撤销", ""),
}  # fmt: skip
_DEPOSITS = {
    Deposited.WAITING: ("等银行确认", ""), Deposited.ARRIVED: ("已到账", ""), Deposited.DISPUTED: ("银行没有", "red"),
}  # fmt: skip
_MOODS = {
    Mood.NORMAL: "正常", Mood.REFUSE: "拒收", Mood.DELAY: "过一会儿才入账", Mood.LOSE: "入账但答复丢失",
    Mood.TWICE: "答复两次", Mood.REVERSE: "入账后冲正", Mood.SILENT: "没有任何答复", Mood.KEEP: "不肯退回",
}  # fmt: skip
_DISPUTES = {
    "no_service": "缴了没有服务", "not_posted": "没有到账", "late_fee": "收了滞纳金", "wrong_account": "户号错了",
    "duplicate": "重复缴费", "wrong_amount": "金额不对",
}  # fmt: skip
_PLACES = (
    ("/", "总览"), ("/money", "资金"), ("/money/unknown", "待核实"), ("/money/points", "备付金"),
    ("/money/codes", "超限码"), ("/money/twin", "模拟缴费单位"), ("/petitions", "问政"),
)  # fmt: skip


def places(here: str) -> Html:
    """Links to the pages, the one that is shown left out."""
    return tag("nav", *(tag("a", name, href=where) for where, name in _PLACES if where != here))


def render_money(db: Connection, title: str, now_ms: int) -> str:
    """Money today by point, the newest payments, shifts and deposits, and what a person must look at."""
    parts = (*_alarms(db), _points(db, now_ms), _unknown_hint(db, now_ms), _payments(db), _shifts(db), _deposits(db))
    subtitle = f"资金 · {datetime.fromtimestamp(now_ms / 1000, _CHINA):%m-%d %H:%M:%S} · 每 {REFRESH_S} 秒更新"
    return page(title, subtitle, parts, link=places("/money"), refresh_s=REFRESH_S)


def render_unknown(db: Connection, title: str, now_ms: int, token: str, problems: tuple[str, ...] = ()) -> str:
    """Every payment of all points that nobody can vouch for (G14), and open disputes."""
    body = (*_said(problems), _unknown(db, now_ms, token), _disputes(db, token))
    return page(title, "待核实：定一次，结果自己回到站点", body, link=places("/money/unknown"))


def render_points(db: Connection, title: str, token: str, problems: tuple[str, ...] = (), typed: Form = _EMPTY) -> str:
    """Float and credit of every point, with the forms that change them; what was typed stays when it has problems."""
    body = (*_said(problems), _floats(db), _float_forms(db, token, typed))
    return page(title, "备付金和授信", body, link=places("/money/points"))


def render_codes(
    db: Connection, title: str, token: str, problems: tuple[str, ...] = (), typed: Form = _EMPTY, shown: str = ""
) -> str:
    """The form for an over-limit code (M6), the code just given, and those given before."""
    body = (*_said(problems), *_code(db, shown), _code_form(db, token, typed), _codes(db))
    return page(title, "超限码：一个站点、一个户号、一个金额、一天，用一次", body, link=places("/money/codes"))


def render_twin(title: str, controls: dict[str, Control], token: str, problems: tuple[str, ...] = ()) -> str:
    """How the billers' twin behaves."""
    body = (*_said(problems), _twins(controls, token), _twin_later(token))
    return page(title, "模拟缴费单位和银行：演示和测试用", body, link=places("/money/twin"))


def csv(rows: Iterable[payments.Row]) -> str:
    """A day's payments as CSV (UTF-8 with a mark, so that spreadsheets read it), without names."""
    heads = ("流水号", "营业日", "缴费单位", "户号", "金额", "手续费", "酬金", "状态", "单位流水号", "原因")
    out = io.StringIO()
    out.write("\ufeff" + ",".join(heads) + "\r\n")
    for row in rows:
        cells = (
            row.serial, str(_EPOCH + timedelta(days=row.day)), row.biller, row.account, _plain(row.amount_fen),
            _plain(row.fee_fen), _plain(row.own_commission_fen), _STATES[State(row.state)][0], row.biller_ref,
            row.reason,
        )  # fmt: skip
        out.write(",".join(_cell(cell) for cell in cells) + "\r\n")
    return out.getvalue()


def masked_account(account: str) -> str:
    """0736****4458: enough to find it, too little to use it."""
    return account if len(account) <= 4 else f"{account[:4]}****{account[-4:]}"  # noqa: PLR2004 - too short to mask


def _points(db: Connection, now_ms: int) -> Html:
    today = _day(now_ms)
    sums: dict[str, dict[str, tuple[int, int]]] = {}
    counted = sa.select(payment.c.station, payment.c.state, sa.func.count(), sa.func.sum(payment.c.amount_fen))
    counted = counted.where(payment.c.day == today).group_by(payment.c.station, payment.c.state)
    for station, state, count, fen in db.execute(counted):
        sums.setdefault(station, {})[state] = (int(count), int(fen))
    rows = []
    for row in _stations(db):
        here, left = sums.get(row.station, {}), floats.balance(db, row.station)
        rows.append(
            (
                row.name or row.station,
                _sum(here, set(here)),
                _sum(here, {State.POSTED}),
                _sum(here, set(OPEN)),
                _sum(here, {State.REFUSED, State.REVERSED}),
                _money(left.left_fen + left.credit_left_fen),
                tag("a", "明细", href=f"/money/day.csv?station={row.station}&day={_EPOCH + timedelta(days=today)}"),
            )
        )
    heads = ("站点", "今天收的", "已到账", "还没有结果", "应退款", "还可收", "CSV")
    return tag("section", tag("h2", "今天"), table(heads, rows, "还没有站点登记。"))


def _unknown_hint(db: Connection, now_ms: int) -> Html:
    count = len(_unknown_rows(db, now_ms))
    said = f"{count} 笔还不知道结果。" if count else "没有待核实的缴费。"
    return tag("section", tag("div", tag("h2", said), tag("a", "待核实", href="/money/unknown"), class_="line"))


def _payments(db: Connection) -> Html:
    names = _names(db)
    newest = sa.select(payment).order_by(payment.c.received_ms.desc(), payment.c.ref.desc()).limit(PAYMENTS_SHOWN)
    rows = [
        (
            _lines(_moment(row.at_ms), names.get(row.station, row.station)), _serial(row.serial), _whose(row),
            words.masked_name(row.holder), _money(row.amount_fen), _state(row), row.biller_ref or row.reason,
        )
        for row in db.execute(newest)
    ]  # fmt: skip
    heads = ("时间和站点", "流水号", "缴费单位和户号", "户名", "金额", "状态", "单位流水号或原因")
    return tag("section", tag("h2", "最近的缴费"), table(heads, rows, "还没有缴费。"))


def _shifts(db: Connection) -> Html:
    names = _names(db)
    newest = sa.select(shift_z).order_by(shift_z.c.at_ms.desc(), shift_z.c.ref.desc()).limit(ROWS_SHOWN)
    rows = [
        (
            names.get(row.station, row.station), f"Z {row.z}", f"第 {row.shift} 班", row.clerk, _moment(row.at_ms),
            _money(row.expected_fen), _money(row.own_expected_fen), _money(row.counted_fen),
            _money(row.counted_fen - row.expected_fen), _tag("对不上", "red") if row.differs else "一致",
        )
        for row in db.execute(newest)
    ]  # fmt: skip
    heads = ("站点", "编号", "班", "经手", "时间", "站点算的", "县里重算", "清点", "长短款", "核对")
    return tag("section", tag("h2", "交班"), table(heads, rows, "还没有交班。"))


def _deposits(db: Connection) -> Html:
    names = _names(db)
    newest = sa.select(deposit).order_by(deposit.c.at_ms.desc(), deposit.c.ref.desc()).limit(ROWS_SHOWN)
    rows = [
        (
            names.get(row.station, row.station), _moment(row.at_ms), _money(row.fen), row.slip or "—",
            _tag(*_DEPOSITS[Deposited(row.state)]),
        )
        for row in db.execute(newest)
    ]  # fmt: skip
    return tag("section", tag("h2", "存银行"), table(("站点", "时间", "金额", "回单号", "状态"), rows, "没有。"))


def _alarms(db: Connection) -> tuple[Html, ...]:
    """Sums, commissions and codes that do not agree."""
    names = _names(db)
    found: list[tuple[object, ...]] = []
    differing = sa.select(payment).where(payment.c.commission_fen != payment.c.own_commission_fen)
    for row in db.execute(differing.order_by(payment.c.received_ms.desc()).limit(ROWS_SHOWN)):
        told = f"酬金：站点 {words.money(row.commission_fen)}，县里 {words.money(row.own_commission_fen)}"
        found.append((names.get(row.station, row.station), row.serial, told))
    late = sa.select(payment).where(payment.c.at_once, payment.c.state != State.CANCELLED)
    told = "站点已当场退钱，这一笔却已交给缴费单位"
    newest = db.execute(late.order_by(payment.c.received_ms.desc()).limit(ROWS_SHOWN))
    found += [(names.get(row.station, row.station), row.serial, told) for row in newest]
    for row in db.execute(sa.select(shift_z).where(shift_z.c.differs).order_by(shift_z.c.at_ms.desc()).limit(20)):
        told = f"Z 对不上：站点 {words.money(row.expected_fen)}，县里 {words.money(row.own_expected_fen)}"
        found.append((names.get(row.station, row.station), f"Z {row.z}", told))
    given = set(db.execute(sa.select(allowance.c.number)).scalars())
    for number, count in allowances.uses(db).items():
        if count > 1 or number not in given:
            found.append(("", f"超限码 {number}", f"用了 {count} 次" if number in given else "县里没有发过"))
    if not found:
        return ()
    head = tag("h2", "对不上，要有人看")
    return (tag("section", head, table(("站点", "编号", "怎么了"), found, ""), class_="alarm"),)


def _unknown(db: Connection, now_ms: int, token: str) -> Html:
    names = _names(db)
    rows = [
        (
            _lines(_moment(row.at_ms), names.get(row.station, row.station)), _lines(_serial(row.serial), row.reason),
            _whose(row), _money(row.amount_fen), _state(row),
            _form(
                "/money/unknown", token, _field("流水号或原因", "text"),
                tag("button", "已到账", name="verdict", value="posted", class_="plain"),
                tag("button", "没有到账", name="verdict", value="refused", class_="plain"),
                station=row.station, ref=row.ref,
            ),
        )
        for row in _unknown_rows(db, now_ms)
    ]  # fmt: skip
    heads = ("时间和站点", "流水号和说明", "缴费单位和户号", "金额", "状态", "核实后定下")
    return tag("section", tag("h2", "状态未知的缴费"), table(heads, rows, "没有。每一笔都有结果。"))


def _unknown_rows(db: Connection, now_ms: int) -> list[Any]:
    late = payment.c.state.in_(OPEN) & (payment.c.received_ms <= now_ms - LATE_MS)
    found = sa.select(payment).where((payment.c.state == State.DOUBTED) | late)
    return list(
        db.execute(found.order_by(payment.c.received_ms, payment.c.station, payment.c.ref).limit(UNKNOWN_SHOWN))
    )


def _disputes(db: Connection, token: str) -> Html:
    names = _names(db)
    unanswered = sa.select(dispute).where(dispute.c.outcome.in_(("", "open")))
    rows = [
        (
            _lines(_moment(row.at_ms), names.get(row.station, row.station)),
            _lines(_serial(refs.serial(row.station, row.payment)), row.note), _DISPUTES.get(row.code, row.code),
            _form(
                "/money/disputes", token, _select("结论", "outcome", OUTCOMES), _field("给居民的答复", "text"),
                tag("button", "答复", type="submit", class_="plain"), station=row.station, ref=row.ref,
            ),
        )
        for row in db.execute(unanswered.order_by(dispute.c.at_ms).limit(UNKNOWN_SHOWN))
    ]  # fmt: skip
    heads = ("时间和站点", "流水号和说明", "争议", "答复")
    return tag("section", tag("h2", "缴费争议"), table(heads, rows, "没有等答复的争议。"))


def _floats(db: Connection) -> Html:
    rows = []
    for row in _stations(db):
        here = floats.balance(db, row.station)
        figures = (here.float_fen, here.line_fen, here.used_fen, here.reserved_fen)
        left_fen = here.left_fen + here.credit_left_fen
        said = words.money(left_fen) if left_fen >= 0 else _tag(words.money(left_fen), "red")
        rows.append((row.name or row.station, *(_money(fen) for fen in figures), said, _money(here.low_fen)))
    heads = ("站点", "备付金", "授信额度", "已用授信", "还没有结果的", "还可收", "提醒线")
    return tag("section", tag("h2", "备付金"), table(heads, rows, "还没有站点登记。"))


def _float_forms(db: Connection, token: str, typed: Form) -> Html:
    give = _form(
        "/money/points/float", token, _station_select(db, typed), _typed("金额（元，收回写负数）", "yuan", typed),
        _field("说明（柜台会看到）", "text", typed.get("text", ""), needed=False),
        tag("button", "记入备付金", type="submit"),
    )  # fmt: skip
    line = _form(
        "/money/points/line", token, _station_select(db, typed), _typed("授信额度（元）", "credit", typed),
        _typed("低于多少提醒（元）", "low", typed), tag("button", "设定", type="submit"),
    )  # fmt: skip
    return inside(
        (
            tag("section", tag("h2", "发放或收回备付金"), give, class_="half"),
            tag("section", tag("h2", "授信和提醒线"), line, class_="half"),
        )
    )


def _code_form(db: Connection, token: str, typed: Form) -> Html:
    names = {code: one.name for code, one in billers.listed().items()}
    form = _form(
        "/money/codes", token, _station_select(db, typed),
        _select("缴费单位", "biller", names, typed.get("biller", "")), _typed("户号", "account", typed),
        _typed("金额（元）", "yuan", typed), _typed("哪一天（年-月-日）", "day", typed),
        tag("button", "发一个超限码", type="submit"),
    )  # fmt: skip
    return tag("section", tag("h2", "发超限码"), form)


def _station_select(db: Connection, typed: Form) -> Html:
    return _select("站点", "station", _names(db), typed.get("station", ""))


def _typed(label: str, name: str, typed: Form) -> Html:
    return _field(label, name, typed.get(name, "")[:FIELD_CHARS_MAX])


def _code(db: Connection, number: str) -> tuple[Html, ...]:
    row = db.execute(sa.select(allowance).where(allowance.c.number == number)).first() if number else None
    if row is None:
        return ()
    said = f"{_names(db).get(row.station, row.station)} · {billers.name(row.biller)} · {words.money(row.amount_fen)}"
    text = tag("code", row.code, class_="long")
    return (tag("section", tag("h2", f"超限码 {row.number}"), tag("p", said), _qr(row.code), tag("p", text)),)


def _codes(db: Connection) -> Html:
    names, used = _names(db), allowances.uses(db)
    newest = sa.select(allowance).order_by(allowance.c.number.desc()).limit(ROWS_SHOWN)
    rows = [
        (
            tag("a", row.number, href=f"/money/codes?number={row.number}"), names.get(row.station, row.station),
            billers.name(row.biller), masked_account(row.account), _money(row.amount_fen),
            str(_EPOCH + timedelta(days=row.day)), "已用" if used.get(row.number) else "还没用",
        )
        for row in db.execute(newest)
    ]  # fmt: skip
    return tag(
        "section", tag("h2", "发过的"), table(("编号", "站点", "缴费单位", "户号", "金额", "哪天", ""), rows, "没有。")
    )


def _twins(controls: dict[str, Control], token: str) -> Html:
    names = {**{code: one.name for code, one in billers.listed().items()}, BANK: "银行"}
    rows = []
    for code, name in names.items():
        told = controls.get(code, Control())
        form = _form(
            "/money/twin", token, _select("表现", "mood", _MOODS, told.mood),
            _select("拒收原因", "code", REASONS, told.code), _field("延迟（秒）", "delay", str(told.delay_s)),
            tag("button", "照办", type="submit", class_="plain"), biller=code,
        )  # fmt: skip
        rows.append((name, _tag(_MOODS[told.mood], "" if told.mood == Mood.NORMAL else "amber"), form))
    return tag("section", tag("h2", "每个单位怎样表现"), table(("单位", "现在", ""), rows, ""))


def _twin_later(token: str) -> Html:
    form = _form(
        "/money/twin/later", token, _field("流水号", "serial"),
        tag("button", "冲正这一笔", name="said", value="reversed", class_="plain"),
        tag("button", "拒收后又入账", name="said", value="posted", class_="plain"),
    )  # fmt: skip
    return tag("section", tag("h2", "事后变卦"), form)


def _state(row: Any) -> Html:  # noqa: ANN401 - a row of ``payment``
    name, colour = _STATES[State(row.state)]
    cancelling = row.asked > row.declined and row.state not in (State.CANCELLED, State.REFUSED, State.REVERSED)
    return inside((_tag(name, colour), *((" ", _tag("撤销中", "amber")) if cancelling else ())))


def _whose(row: Any) -> Html:  # noqa: ANN401 - a row of ``payment``
    return _lines(billers.name(row.biller), _whole(masked_account(row.account)))


def _lines(*parts: object) -> Html:
    """One below the other in a cell."""
    return inside(tag("div", part) for part in parts if part)


def _sum(here: dict[str, tuple[int, int]], states: Iterable[str]) -> str:
    count = sum(here[state][0] for state in states if state in here)
    fen = sum(here[state][1] for state in states if state in here)
    return f"{count} 笔 {words.money(fen)}" if count else "—"


def _said(problems: tuple[str, ...]) -> tuple[Html, ...]:
    return (tag("section", *(tag("p", one, class_="trouble", role="alert") for one in problems)),) if problems else ()


def _form(action: str, token: str, *children: object, **hidden: object) -> Html:
    kept = [void("input", type="hidden", name=name, value=value) for name, value in hidden.items()]
    return tag(
        "form", void("input", type="hidden", name="token", value=token), *kept, *children, method="post", action=action
    )


def _field(label: str, name: str, value: str = "", *, needed: bool = True) -> Html:
    must = {"required": ""} if needed else {}
    return tag(
        "label", label, void("input", name=name, value=value, maxlength=FIELD_CHARS_MAX, autocomplete="off", **must)
    )


def _select(label: str, name: str, choices: dict[Any, str], chosen: str = "") -> Html:
    options = (
        tag("option", said, value=code, **({"selected": ""} if code == chosen else {}))
        for code, said in choices.items()
    )
    return tag("label", label, tag("select", *options, name=name))


def _qr(text: str) -> Html:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text.encode())
    code.make(fit=True)
    matrix = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, line in enumerate(matrix) for x, dark in enumerate(line) if dark)
    drawn = tag("path", d=path)
    return tag("svg", drawn, viewBox=f"0 0 {len(matrix)} {len(matrix)}", class_="qr", role="img", aria_label="二维码")


def _stations(db: Connection) -> list[Any]:
    return list(db.execute(sa.select(model.station.c.station, model.station.c.name).order_by(model.station.c.station)))


def _names(db: Connection) -> dict[str, str]:
    return {row.station: row.name or row.station for row in _stations(db)}


def _tag(name: str, colour: str = "") -> Html:
    return tag("span", name, class_=f"tag {colour}".strip())


def _plain(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02}"


def _cell(text: str) -> str:
    """Quoted, and never a formula to a spreadsheet."""
    safe = "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_amount(text) else text
    return '"' + safe.replace('"', '""') + '"'


def _is_amount(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()


def _day(ms: int) -> int:
    return (ms + 8 * 3_600_000) // 86_400_000


def _moment(ms: int) -> Html:
    try:
        return _whole(f"{datetime.fromtimestamp(ms / 1000, UTC).astimezone(_CHINA):%m-%d %H:%M:%S}")
    except (OverflowError, ValueError, OSError):
        return _whole("时间不明")


def _money(fen: int) -> Html:
    return _whole(words.money(fen))


def _serial(text: str) -> Html:
    return tag("code", text, class_="whole")


def _whole(text: str) -> Html:
    """Text that is never broken over two lines."""
    return tag("span", text, class_="whole")
