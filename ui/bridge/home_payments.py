"""The till's part of the home page, and of its own front page: refunds, what nobody knows, second slips, the float."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kiosk import money
from kiosk.journal.append import business_day
from kiosk.ledger import limit, shifts
from kiosk.payments.desk import disputes, looking, refunds, second_slips
from ui.bridge.home import Action, Figure, HomePart, HomeSource, Task

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from kiosk.clock import Instant
    from kiosk.station import Station
    from kiosk.texts import Texts

_NAMES_MAX = 3


def till(station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> HomePart:
    """The main job, today's number, and everything of the till that needs a person."""
    today = business_day(db, now)
    count = looking.totals(db, station, today, today).taken.count
    return HomePart(
        actions=(
            Action(
                "receipt-japanese-yen", texts("payments-ui.home.pay"), texts("payments-ui.home.pay_how"), "PaymentsPage"
            ),
        ),
        tasks=tuple(tasks(station, db, now, texts)),
        figures=(Figure(str(count), texts("payments-ui.home.figure")),),
    )


PARTS: tuple[HomeSource, ...] = (till,)
Finder = Callable[["Station", "Connection", "Instant", "Texts"], Iterator[Task]]


def tasks(station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> Iterator[Task]:
    """What needs a person, the most pressing first."""
    for find in (_refunds, _unknown, _low, _cards, _second, _disputes):
        yield from find(station, db, now, texts)


def _refunds(station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> Iterator[Task]:
    due = refunds.due(db, station, now)
    if due:
        title = texts("payments-ui.task.refunds", count=len(due), yuan=money.yuan(sum(one.fen for one in due)))
        who = _names([one.who for one in due], texts)
        yield Task(
            "hand-coins", "danger", title, texts("payments-ui.task.refunds_do", who=who), "RefundsPage", urgency=90
        )


def _unknown(station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> Iterator[Task]:
    count = looking.unknown(db, station, now, limit=0).count
    if count:
        title = texts("payments-ui.task.unknown", count=count)
        args = {"tab": "unknown"}
        yield Task("circle-question-mark", "attention", title, texts("payments-ui.task.unknown_do"), "PaymentsListPage",
                   args, urgency=85)  # fmt: skip


def _low(station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> Iterator[Task]:
    left = limit.figures(db, station)
    if left.stated_ms is None or left.limit_fen >= left.low_line_fen or shifts.current(db, station, now) is None:
        return
    title = texts("payments-ui.task.low", yuan=money.yuan(max(0, left.limit_fen)))
    yield Task("wallet", "attention", title, texts("payments-ui.task.low_do"), "CashPage", urgency=65)


def _cards(station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> Iterator[Task]:
    count = looking.to_write(db, station, now, limit=0).count
    if count:
        title = texts("payments-ui.task.card", count=count)
        yield Task("credit-card", "attention", title, texts("payments-ui.task.card_do"), "PaymentsListPage",
                   {"tab": "card"}, urgency=75)  # fmt: skip


def _second(station: "Station", db: "Connection", now: "Instant", texts: "Texts") -> Iterator[Task]:
    people = second_slips.waiting(db, station, now)
    if people:
        title = texts("payments-ui.task.second", count=second_slips.count(db))
        who = _names([one.name for one in people], texts)
        yield Task("printer-check", "info", title, texts("payments-ui.task.second_do", who=who), "PaymentsListPage",
                   {"tab": "second"}, urgency=45)  # fmt: skip


def _disputes(_station: "Station", db: "Connection", _now: "Instant", texts: "Texts") -> Iterator[Task]:
    if count := disputes.open_count(db):
        title = texts("payments-ui.task.disputes", count=count)
        yield Task("message-square", "soft", title, texts("payments-ui.task.disputes_do"), "PaymentsListPage",
                   {"tab": "dispute"}, urgency=20)  # fmt: skip


def _names(names: list[str], texts: "Texts") -> str:
    """The first few, and how many more."""
    known = list(dict.fromkeys(name for name in names if name))
    shown = texts("payments-ui.and").join(known[:_NAMES_MAX]) or texts("payments-ui.somebody")
    return texts("payments-ui.and_more", names=shown, count=len(known)) if len(known) > _NAMES_MAX else shown
