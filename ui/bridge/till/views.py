"""What the drawer's reports say, finished: each a heading, figures, bars, tables, and a verdict in words.

Asked on the desk thread; the language comes with ``texts``.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from kiosk import journal, money
from kiosk.clock import local
from kiosk.ledger import Account, books, shifts
from kiosk.ledger.books import BooksReport, Fault
from kiosk.ledger.shifts import Z
from kiosk.ledger.slips import party_name
from kiosk.ledger.zs import name_of
from kiosk.office import Punctuality, month_text, yearly
from kiosk.office.punctuality import LateOne, Tally
from kiosk.payments import rules
from kiosk.payments.desk import looking, register, reports
from kiosk.payments.desk.looking import FloatLine
from kiosk.payments.desk.register import Item
from kiosk.station import Station
from kiosk.texts import Texts
from kiosk.wire import refs
from ui.bridge.till import words

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

Row = dict[str, Any]
_MONTHLY = frozenset({"zs", "month", "float"})
_ASSETS = frozenset(
    {Account.TILL, Account.VAULT, Account.BANKED, Account.FLOAT, Account.COMMISSION_DUE, Account.SUSPENSE}
)
_float_rows_max = 400
_late_rows_max = 100
_bars_max = 4  # so many names of classes have room below, on the narrow screen too
_LABELLED = (1, 10, 20)


@dataclass(frozen=True)
class View:
    """One report.

    Attributes:
        day: What it is of; for a month its last day that has come.
        heading: In words.
        can_go_on: There is a later one.
        figures: ``{value, label}``, the first two the largest.
        bars: ``{value, label}``; ``lit`` is the one that is meant, ``bars_text`` says what they are.
        sections: ``{title, lines, note}``.
        rows: Lines of a long list.
        verdict: What came of a comparison, with its tone.
        text: Plain text to take along.
        filters: ``{value, label}`` of the last table; ``parts`` has its lines by filter.
    """

    day: date
    heading: str
    can_go_on: bool
    figures: list[dict[str, str]] = field(default_factory=list)
    bars: list[Row] = field(default_factory=list)
    lit: int = -1
    bars_text: str = ""
    sections: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    verdict: str = ""
    tone: str = "good"
    text: str = ""
    filters: list[Row] = field(default_factory=list)
    parts: dict[str, Row] = field(default_factory=dict)


def view(station: Station, texts: Texts, tab: str, wanted: date | None) -> View:
    """A report of the day, the month or the year that holds a date; of today when none is named."""
    at = station.clock.now()
    with station.store.read() as db:
        today = journal.business_day(db, at)
    when = min(wanted or today, today)
    if tab in _MONTHLY:
        last = min(today, when.replace(day=monthrange(when.year, when.month)[1]))
        heading = texts("counterwork-ui.month", year=when.year, month=when.month)
        return _BUILD[tab](station, texts, View(last, heading, (last.year, last.month) < (today.year, today.month)))
    if tab == "petitions":
        last = min(today, date(when.year, 12, 31))
        return _petitions(station, texts, View(last, texts("till-ui.year", year=last.year), last.year < today.year))
    said = words.day(when, texts)
    heading = texts("counterwork-ui.today", day=said) if when == today else said
    return _BUILD[tab](station, texts, View(when, heading, when < today))


# ── Shift slips ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _zs(station: Station, texts: Texts, of: View) -> View:
    with station.store.read() as db:
        found = shifts.zs(db, of.day.replace(day=1), of.day)
    return _with(of, rows=[_z_row(z, texts) for z in reversed(found)])


def _z_row(z: Z, texts: Texts) -> Row:
    text, tone = words.difference(z.difference_fen, texts)
    opened, closed = local(z.opened_ms), local(z.closed_ms)
    span = f"{opened:%m-%d %H:%M} – {closed:%H:%M}" if opened.date() == closed.date() else (
        f"{opened:%m-%d %H:%M} – {closed:%m-%d %H:%M}"
    )  # fmt: skip
    parts = [span, county_word(z, texts)]
    if z.forgotten:
        parts.insert(1, texts("till-ui.z.forgotten", name=z.closed_by_name))
    return {
        "key": z.number, "title": texts("till-ui.z.title", number=z.number, name=z.clerk_name),
        "subtitle": " · ".join(parts), "value": money.yuan(z.counted_fen), "pillText": text, "pillTone": tone,
        "iconName": "triangle-alert" if z.county is not None and z.county.differs else "receipt-japanese-yen",
        "tone": "danger" if z.county is not None and z.county.differs else "brand",
    }  # fmt: skip


def county_word(z: Z, texts: Texts) -> str:
    """Whether the county, building the Z again from the events, came to the same (M21)."""
    if z.county is None:
        return texts("till-ui.z.not_checked")
    if z.county.differs:
        return texts("till-ui.z.differs", yuan=money.yuan(z.county.expected_fen))
    return texts("till-ui.z.checked")


# ── A day ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _day(station: Station, texts: Texts, of: View) -> View:
    with station.store.read() as db:
        report = reports.day(db, station, of.day)
        month = reports.services(db, station, of.day.replace(day=1), of.day)
        waits = shifts.sums_wait(db, station, of.day)
    say, totals = _sayer(texts, sums_wait=waits), report.totals
    sums: dict[date, int] = {}
    for line in month:
        sums[line.day] = sums.get(line.day, 0) + (0 if waits and line.day == of.day else line.taken.fen)
    return _with(
        of,
        figures=[
            _figure(say(totals.taken.fen), texts("till-ui.report.taken")),
            _figure(str(totals.taken.count), texts("till-ui.report.count")),
            _figure(say(report.register.total_fen), texts("payments-desk.report.drawer")),
            _figure(say(report.commission_fen), texts("payments-desk.report.commission")),
        ],
        bars=_bars(of.day, sums), lit=of.day.day - 1, bars_text=texts("till-ui.report.bars", month=of.day.month),
        sections=[
            _section(texts("till-ui.report.billers"), list(_biller_lines(totals, texts, say)), texts),
            _section(
                texts("till-ui.report.kinds"),
                [
                    _line(texts(f"till.kind.{kind}"), say(one.fen), one.count, texts)
                    for kind, one in totals.kinds.items()
                ],
                texts,
            ),
        ],
    )  # fmt: skip


def _biller_lines(totals: looking.DayTotals, texts: Texts, say: Callable[[int], str]) -> Iterator[Row]:
    """Each biller, and below it where its payments stand."""
    for biller in totals.billers:
        yield _line(biller.name, say(biller.taken.fen), biller.taken.count, texts, strong=True)
        for state, tally in sorted(biller.states.items()):
            yield _line(texts(rules.state_word(state)), say(tally.fen), tally.count, texts)


# ── A month ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _month(station: Station, texts: Texts, of: View) -> View:
    first = of.day.replace(day=1)
    with station.store.read() as db:
        lines = reports.services(db, station, first, of.day)
        earned = reports.commission(db, station, of.day.year, of.day.month, of.day)
        totals, waits = looking.totals(db, station, first, of.day), shifts.sums_wait(db, station, of.day)
    sums: dict[date, int] = {}
    for one in lines:
        sums[one.day] = sums.get(one.day, 0) + (0 if waits and one.day == of.day else one.taken.fen)
    say = _sayer(texts, sums_wait=waits)
    commission = [_line(one.name, say(one.here_fen), one.taken.count, texts) for one in earned.billers]
    commission += [
        words.line(texts("payments-desk.report.booked"), earned.booked_fen),
        words.line(texts("payments-desk.report.due"), earned.due_fen, strong=True),
    ]
    return _with(
        of,
        figures=[
            _figure(say(totals.taken.fen), texts("till-ui.report.taken")),
            _figure(str(totals.taken.count), texts("till-ui.report.count")),
            _figure(say(earned.here_fen), texts("payments-desk.report.commission")),
        ],
        bars=_bars(of.day, sums), bars_text=texts("till-ui.report.bars", month=of.day.month),
        sections=[
            _section(
                texts("till-ui.report.services"),
                [
                    _line(reports.service_word(station, service), say(tally.fen), tally.count, texts)
                    for service, tally in sorted(totals.services.items())
                ],
                texts,
            ),
            _section(texts("till-ui.report.commission"), commission, texts, _settled(earned, texts)),
        ],
        verdict="" if earned.agrees else texts("till-ui.report.commission_differs"), tone="danger",
        text="" if waits else month_text(station, of.day.year, of.day.month),
    )  # fmt: skip


def _settled(earned: reports.CommissionReport, texts: Texts) -> str:
    """Paid out, or why not."""
    word = earned.settled
    if word is None:
        return texts("payments-desk.report.not_settled")
    if word.paid:
        return texts("payments-desk.report.paid", yuan=money.yuan(word.fen))
    return texts("payments-desk.report.not_paid", yuan=money.yuan(word.fen), reason=word.reason)


# ── The register ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _register(station: Station, texts: Texts, of: View) -> View:
    with station.store.read() as db:
        found = register.of_day(db, station, of.day)
    numbers = "、".join(map(str, found.zs)) or "0"
    if found.zs_fen is None:
        verdict, tone = texts("payments-desk.register.open"), "attention"
    elif found.zs_fen == found.total_fen:
        said = texts("payments-desk.register.agrees", zs=numbers, yuan=money.yuan(found.zs_fen))
        verdict, tone = said, "good"
    else:
        said = texts("payments-desk.register.differs", zs=numbers, yuan=money.yuan(found.zs_fen))
        verdict, tone = said, "danger"
    total = _sayer(texts, sums_wait=found.sums_wait)(found.total_fen)
    figures = [
        _figure(total, texts("payments-desk.register.total")),
        _figure(str(len(found.items)), texts("till-ui.report.count")),
    ]
    rows = [_item(one, texts) for one in reversed(found.items)]
    return _with(of, figures=figures, rows=rows, verdict=verdict, tone=tone)


def _item(one: Item, texts: Texts) -> Row:
    what = " ".join(part for part in (texts(f"till.kind.{one.kind}"), one.party) if part)
    about = " · ".join(part for part in (f"{local(one.at_ms):%H:%M}", one.reference, one.account, one.who) if part)
    return {
        "key": one.number, "title": f"{one.number}. {what}", "subtitle": about, "value": money.yuan(one.fen),
        "pillText": "", "pillTone": "quiet", "iconName": "plus" if one.fen > 0 else "minus",
        "tone": "brand" if one.fen > 0 else "attention",
    }  # fmt: skip


# ── The float ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _float(station: Station, texts: Texts, of: View) -> View:
    with station.store.read() as db:
        page = looking.float_ledger(db, of.day.replace(day=1), of.day, limit=_float_rows_max)
    note = texts("till-ui.report.newest", count=len(page.rows)) if page.count > len(page.rows) else ""
    return _with(
        of,
        figures=[
            _figure(money.yuan(page.balance_fen), texts("till-ui.report.float_left")),
            _figure(str(page.count), texts("till-ui.report.count")),
        ],
        rows=[_float_row(station, one, texts) for one in page.rows], verdict=note, tone="info",
    )  # fmt: skip


def _float_row(station: Station, one: FloatLine, texts: Texts) -> Row:
    key = f"payments-desk.float.{one.kind}"
    about = [f"{local(one.at_ms):%m-%d %H:%M}", refs.serial(station.code, one.payment) if one.payment else ""]
    return {
        "key": one.position, "title": texts(key if texts.has(key) else f"event.{one.kind}"),
        "subtitle": " · ".join(part for part in about if part), "value": signed(one.fen),
        "pillText": texts("till-ui.report.left", yuan=money.yuan(one.balance_fen)), "pillTone": "quiet",
        "iconName": "plus" if one.fen > 0 else "minus", "tone": "brand" if one.fen > 0 else "attention",
    }  # fmt: skip


def signed(fen: int) -> str:
    """An amount that says whether it came or went: +38.60, -38.60."""
    return f"+{money.yuan(fen)}" if fen > 0 else money.yuan(fen)


# ── Petitions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _petitions(station: Station, texts: Texts, of: View) -> View:
    """How punctually the year's petitions were answered; the list of late ones names nobody."""
    at = station.clock.now()
    with station.store.read() as db:
        found = yearly(db, station, of.day.year, at)
    total = found.total
    counts = (
        ("filed", total.filed), ("in_time", total.in_time), ("waiting", total.waiting), ("late", total.late),
        ("three_times_late", total.three_times_late), ("transfers", found.transfers),
    )  # fmt: skip
    bars = [{"value": one.filed, "label": one.name} for one in found.classes[:_bars_max]]
    filters = {"late": total.late, "three_times_late": total.three_times_late}
    return _with(
        of,
        figures=[_figure(str(count), texts(f"payments-desk.pack.{name}")) for name, count in counts],
        bars=bars, bars_text=texts("till-ui.report.filed_bars"),
        sections=[
            _section(texts("till-ui.report.classes"), [_tally(one, texts) for one in found.classes], texts),
            _section(texts("till-ui.report.offices"), [_tally(one, texts) for one in found.offices], texts),
        ],
        filters=[
            {"value": name, "label": f"{texts(f'payments-desk.pack.{name}')} {count}"}
            for name, count in filters.items()
        ],
        parts={name: _late_part(found, texts, three_times=name == "three_times_late") for name in filters},
    )  # fmt: skip


def _tally(one: Tally, texts: Texts) -> Row:
    late = texts("till-ui.pieces_late", count=one.late) if one.late else ""
    return {
        "title": one.name or texts("payments-desk.pack.no_office"), "note": late,
        "value": texts("till-ui.pieces", count=one.filed), "strong": "",
    }  # fmt: skip


def _late_part(found: Punctuality, texts: Texts, *, three_times: bool) -> Row:
    ones = found.late_ones(three_times=three_times)
    note = texts("till-ui.report.latest", count=_late_rows_max) if len(ones) > _late_rows_max else ""
    lines = [_late(one, texts) for one in ones[:_late_rows_max]]
    return _section(texts("payments-desk.pack.late_ones"), lines, texts, note)


def _late(one: LateOne, texts: Texts) -> Row:
    office = one.office or texts("payments-desk.pack.no_office")
    return {
        "title": f"{one.number} · {one.category}", "note": f"{office} · {texts(f'petitions.state.{one.state.value}')}",
        "value": texts("till-ui.report.late_by", days=one.days), "strong": "",
        "tone": "danger" if one.three_times else "attention",
    }  # fmt: skip


# ── The books ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def check_books(station: Station, texts: Texts, step: Callable[[float], None]) -> View:
    """Derive everything again from the journal, and say whether the books agree; ``step`` hears how far it is."""
    at = station.clock.now()
    with station.store.read() as db:
        found, today = books.check(db, step), journal.business_day(db, at)
        faults = [_fault(db, station, one, texts) for one in found.faults]
        balances = [] if shifts.sums_wait(db, station, today) else list(_balances(db, station, found, texts))
    of = View(today, words.day(today, texts), can_go_on=False)
    if found.sound:
        verdict, tone = texts("till-ui.books.sound", count=found.entries), "good"
    else:
        key = "till-ui.books.more" if found.more else "till-ui.books.faults"
        verdict, tone = texts(key, count=len(found.faults)), "danger"
    note = "" if balances else texts("till-ui.after_count")
    sections = [_section(texts("till-ui.books.balances"), balances, texts, note)]
    if faults:
        sections.insert(0, _section(texts("till-ui.books.where"), faults, texts))
    return _with(of, sections=sections, verdict=verdict, tone=tone)


def _books(station: Station, texts: Texts, of: View) -> View:
    """Asked for by a button: five years take seconds."""
    del station
    return _with(of, heading=words.day(of.day, texts), can_go_on=False)


def _fault(db: "Connection", station: Station, one: Fault, texts: Texts) -> Row:
    when = ""
    if one.position:
        entry, _ = journal.entry_at(db, one.position)
        when = f"{local(entry.at_ms):%m-%d %H:%M}"
    booked, derived = (money.yuan(natural(one.account, fen)) for fen in (one.booked_fen, one.derived_fen))
    note = texts("till-ui.books.fault", booked=booked, derived=derived)
    return {
        "title": f"{when} {account(db, station, one.account, texts)}".strip(),
        "note": note,
        "value": "",
        "strong": "",
    }


def _balances(db: "Connection", station: Station, found: BooksReport, texts: Texts) -> Iterator[Row]:
    """Every account; as they sum to zero, one alone cannot be left out."""
    for name, fen in sorted(found.balances.items()):
        yield words.line(account(db, station, name, texts), natural(name, fen))


def account(db: "Connection", station: Station, name: str, texts: Texts) -> str:
    """``应付收费单位 · 水费``, ``长短款 · 覃大姐``."""
    kind, _, party = name.partition(":")
    word = texts(f"payments-desk.account.{kind}")
    if not party:
        return word
    return f"{word} · {name_of(db, party) if kind == Account.OVER_SHORT else party_name(station, party)}"


def natural(name: str, fen: int) -> int:
    """A balance as people say it: what is owed or earned is no negative amount."""
    return fen if name.partition(":")[0] in _ASSETS else -fen


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with(of: View, **more: Any) -> View:  # noqa: ANN401 - fields of View
    return View(**(vars(of) | more))


def _figure(value: str, label: str) -> dict[str, str]:
    return {"value": value, "label": label}


def _line(title: str, value: str, count: int, texts: Texts, *, strong: bool = False) -> Row:
    return words.line(title, 0, texts("till-ui.times", count=count), strong=strong) | {"value": value}


def _sayer(texts: Texts, *, sums_wait: bool) -> Callable[[int], str]:
    """How a sum is said: in yuan, or that a blind count comes first."""
    return lambda fen: texts("till-ui.after_count") if sums_wait else money.yuan(fen)


def _section(title: str, lines: list[Row], texts: Texts, note: str = "") -> Row:
    return {"title": title, "lines": lines, "note": note or ("" if lines else texts("till-ui.report.nothing"))}


def _bars(last: date, sums: dict[date, int]) -> list[Row]:
    """A bar for each day of the month up to the last."""
    days = [last.replace(day=number) for number in range(1, last.day + 1)]
    shown = {*_LABELLED, last.day}
    return [{"value": sums.get(one, 0) / 100, "label": str(one.day) if one.day in shown else ""} for one in days]


_BUILD = {"zs": _zs, "day": _day, "month": _month, "register": _register, "float": _float, "books": _books}
