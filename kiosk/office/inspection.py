"""The inspection pack (R2): one set of sheets on cash, payments, parcels and petitions, with lines to sign.

The same data give the same sheets: nothing in them says when they were made.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy.engine import Connection

from kiosk import ledger, money
from kiosk.clock import Instant, local
from kiosk.errors import NotReady, Problem
from kiosk.ledger.zs import Z, zs
from kiosk.office import punctuality
from kiosk.parcels.desk import complaints, destruction, duties
from kiosk.parcels.desk import reports as parcel_reports
from kiosk.payments.desk import looking, refunds, reports
from kiosk.payments.model import MoveKind
from kiosk.sheets import Column, Kind, Sheet
from kiosk.station import Station

days_max = 366
_rows_max = 5_000


def pack(station: Station, first: date, last: date) -> tuple[Sheet, ...]:
    """The sheets for an inspection of the days from ``first`` to ``last``.

    Raises:
        NotReady: The days are in the wrong order, or more than ``days_max``.
    """
    if not 0 <= (last - first).days < days_max:
        raise NotReady((Problem("days", "payments.days", {"most": days_max}),))
    at = station.clock.now()
    with station.store.read() as db:
        return (
            _cash(db, station, first, last),
            _balances(db, station, first, last),
            _payments(db, station, first, last),
            _open_payments(db, station, first, last, at),
            _parcels(station, first, last),
            _complaints(station, first, last),
            _duties(station, first, last),
            _destroyed(station, first, last),
            _petitions(db, station, first, last),
        )


def _cash(db: Connection, station: Station, first: date, last: date) -> Sheet:
    """Every Z of the days, with its chain value."""
    columns = tuple(
        Column(station.texts(f"payments-desk.pack.{name}"), kind, weight)
        for name, kind, weight in (
            ("z", Kind.COUNT, 1), ("day", Kind.TEXT, 3), ("clerk", Kind.TEXT, 3), ("opening", Kind.FEN, 3),
            ("moved", Kind.FEN, 3), ("expected", Kind.FEN, 3), ("counted", Kind.FEN, 3), ("difference", Kind.FEN, 2),
            ("chain", Kind.TEXT, 4),
        )
    )  # fmt: skip
    found = zs(db, first, last)
    difference_fen = sum(one.difference_fen for one in found)
    totals = ((station.texts("payments-desk.pack.difference"), money.yuan(difference_fen)),)
    return _sheet(station, "cash", (first, last), columns, map(_z, found), totals)


def _z(one: Z) -> tuple[str | int, ...]:
    moved_fen = sum(total.fen for total in one.totals)
    return (
        one.number, f"{one.day:%Y-%m-%d}", one.clerk_name, one.opening_fen, moved_fen, one.expected_fen,
        one.counted_fen, one.difference_fen, one.chain[:16],
    )  # fmt: skip


def _balances(db: Connection, station: Station, first: date, last: date) -> Sheet:
    """Every account of the books as it stands now."""
    texts = station.texts
    columns = (
        Column(texts("payments-desk.pack.account"), Kind.TEXT, 5),
        Column(texts("payments-desk.pack.party"), Kind.TEXT, 5),
        Column(texts("payments-desk.pack.balance"), Kind.FEN, 3),
    )
    rows = []
    for account, fen in sorted(ledger.balances(db).items()):
        name, _, party = account.partition(":")
        rows.append((texts(f"payments-desk.account.{name}"), _party(station, name, party), fen))
    totals = ((texts("payments-desk.register.total"), money.yuan(sum(int(row[2]) for row in rows))),)
    return _sheet(station, "books", (first, last), columns, rows, totals)


def _party(station: Station, account: str, party: str) -> str:
    if account == ledger.Account.BILLER_PAYABLE:
        return station.catalogue.biller_name(party)
    return station.catalogue.carrier(party).name if account.endswith("_payable") else party


def _payments(db: Connection, station: Station, first: date, last: date) -> Sheet:
    """What was taken for each biller and where it stands, and the seven kinds."""
    texts = station.texts
    found = looking.totals(db, station, first, last)
    columns = (
        Column(texts("payments-desk.report.biller"), Kind.TEXT, 5),
        Column(texts("payments-desk.report.state"), Kind.TEXT, 4),
        Column(texts("payments-desk.report.count"), Kind.COUNT, 2),
        Column(texts("payments-desk.report.yuan"), Kind.FEN, 3),
    )
    rows = [
        (one.name, texts(f"payments.state.{state.value}"), tally.count, tally.fen)
        for one in found.billers
        for state, tally in sorted(one.states.items())
    ]
    totals = tuple((texts(f"till.kind.{kind.value}"), money.yuan(found.kinds[kind].fen)) for kind in MoveKind)
    return _sheet(station, "payments", (first, last), columns, rows, totals)


def _open_payments(db: Connection, station: Station, first: date, last: date, at: Instant) -> Sheet:
    """What is still owed: payments without the county's word, and refunds."""
    texts = station.texts
    columns = (
        Column(texts("payments-desk.csv.reference"), Kind.TEXT, 5),
        Column(texts("payments-desk.report.biller"), Kind.TEXT, 5),
        Column(texts("payments-desk.report.date"), Kind.TEXT, 3),
        Column(texts("payments-desk.report.state"), Kind.TEXT, 4),
        Column(texts("payments-desk.report.yuan"), Kind.FEN, 3),
    )
    waiting = looking.waiting(db, station, at, limit=2_000).rows[::-1]
    owed = [one.payment for one in refunds.due(db, station, at)]
    rows = [
        (one.reference, one.biller_name, f"{one.day:%Y-%m-%d}", texts(one.state_word), one.cash_fen)
        for one in (*waiting, *owed)
    ]
    totals = ((texts("payments-desk.register.total"), money.yuan(sum(int(row[4]) for row in rows))),)
    return _sheet(station, "open", (first, last), columns, rows, totals)


_PARCELS = ("taken_in", "picked_up", "returned", "exceptions", "undeliverable", "destroyed", "sent")


def _parcels(station: Station, first: date, last: date) -> Sheet:
    """Parcels day by day; days without work are left out."""
    texts = station.texts
    columns = (
        Column(texts("payments-desk.report.date"), Kind.TEXT, 3),
        *(Column(texts(f"payments-desk.parcels.{name}"), Kind.COUNT) for name in _PARCELS),
        Column(texts("payments-desk.parcels.cash"), Kind.FEN, 3),
    )
    days = parcel_reports.days(station, last, (last - first) // timedelta(days=1) + 1)
    empty = parcel_reports.Figures()
    rows: list[tuple[str | int, ...]] = [
        (f"{one.day:%Y-%m-%d}", *(int(getattr(one.figures, name)) for name in _PARCELS), one.figures.cash_fen)
        for one in days
        if one.figures != empty
    ]
    total = sum((one.figures for one in days), empty)
    totals = tuple((texts(f"payments-desk.parcels.{name}"), str(getattr(total, name))) for name in _PARCELS)
    return _sheet(station, "parcels", (first, last), columns, rows, totals)


def _complaints(station: Station, first: date, last: date) -> Sheet:
    """Complaints of the days: when each was due, and when it was answered; nobody's name."""
    rows = [
        (local(one.made_ms).date().isoformat(), one.waybill, one.reason, f"{one.clock.due:%Y-%m-%d}",
         "" if one.answered_ms is None else local(one.answered_ms).date().isoformat())
        for one in complaints.recent(station, rows_max=_rows_max)[::-1]
        if first <= local(one.made_ms).date() <= last
    ]  # fmt: skip
    columns = _texts(station, "made", "waybill", "reason", "due", "answered")
    return _sheet(station, "complaints", (first, last), columns, rows, ())


def _duties(station: Station, first: date, last: date) -> Sheet:
    """When each duty of the catalogue was signed in these days, and by whom."""
    rows = [
        (duty.name, f"{signed.day:%Y-%m-%d}", signed.by, signed.note)
        for duty in station.catalogue.duties
        for signed in duties.history(station, duty.code, rows_max=_rows_max)[::-1]
        if first <= signed.day <= last
    ]
    return _sheet(station, "duties", (first, last), _texts(station, "duty", "day", "clerk", "note"), rows, ())


def _destroyed(station: Station, first: date, last: date) -> Sheet:
    """Labels and letters that were destroyed in these days, before whom."""
    rows = [
        (local(one.at_ms).date().isoformat(), station.texts(f"payments-desk.pack.{one.kind}"), str(one.count),
         one.method, one.by, one.witness)
        for one in destruction.ledger(station, rows_max=_rows_max)[::-1]
        if first <= local(one.at_ms).date() <= last
    ]  # fmt: skip
    columns = _texts(station, "day", "what", "count", "method", "clerk", "witness")
    return _sheet(station, "destroyed", (first, last), columns, rows, ())


def _petitions(db: Connection, station: Station, first: date, last: date) -> Sheet:
    """Petitions filed in these days: by state, class and office, and how many are late; nobody's name."""
    found = punctuality.of_days(db, station, first, last, punctuality.last_day(db))
    totals = punctuality.totals(station, found)
    return _sheet(
        station, "petitions", (first, last), punctuality.columns(station), punctuality.rows(station, found), totals
    )


def _texts(station: Station, *names: str) -> tuple[Column, ...]:
    return tuple(Column(station.texts(f"payments-desk.pack.{name}")) for name in names)


def _sheet(
    station: Station, name: str, days: tuple[date, date], columns: tuple[Column, ...],
    rows: Iterable[tuple[str | int, ...]], totals: tuple[tuple[str, str], ...],
) -> Sheet:  # fmt: skip
    texts, lines = station.texts, tuple(rows)
    span = f"{days[0]:%Y-%m-%d} – {days[1]:%Y-%m-%d}"
    return Sheet(
        f"{station.code}_inspection_{days[0]:%Y%m%d}-{days[1]:%Y%m%d}_{name}", texts(f"payments-desk.pack.of_{name}"),
        columns, lines, totals,
        (texts("payments-desk.sign.responsible"), texts("payments-desk.sign.inspector")),
        () if lines else (texts("payments-desk.pack.none"),),
        reports.heading(station, span),
    )  # fmt: skip
