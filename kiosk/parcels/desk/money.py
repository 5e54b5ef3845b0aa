"""Money at pickup: what a carrier wants collected, what a listed fee costs, what the drawer gives back (P18, G15).

Cash on delivery, freight, packing and insurance are the carrier's; fees of the list stay with the point. The postings
are the projector's (``kiosk.parcels.projectors``), so that the books are a function of the journal as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk import journal, limits
from kiosk.catalogue import Catalogue, Fee
from kiosk.errors import Problem
from kiosk.parcels import rules, slips
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.rules import PickupMoney
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.parcel_events import ChargedFee, ListPrinted, PaidParcel, PickupPaid

_NOTHING = PickupMoney()


@dataclass(frozen=True)
class Bill:
    """What a basket costs.

    Attributes:
        parcels: What is collected for each; empty when nothing is.
        fees: Listed fees.
        due_fen: Sum.
        problems: Everything that keeps the money from being taken.
    """

    parcels: tuple[PaidParcel, ...]
    fees: tuple[ChargedFee, ...]
    due_fen: int
    problems: tuple[Problem, ...]


def bill(
    book: Catalogue,
    parcels: Sequence[ParcelView],
    filled: Mapping[int, PickupMoney],
    fees: Sequence[tuple[str, int]] = (),
) -> Bill:
    """Add up a basket.

    Args:
        book: The catalogue in force: caps and the fee list.
        parcels: What leaves.
        filled: Parcel's id → what the clerk filled in for it.
        fees: Codes of the fee list with their counts.

    Raises:
        Refused: ``catalogue.fee_not_listed``; it cannot be charged.
    """
    lines, problems = [], []
    for one in parcels:
        money = filled.get(one.id, _NOTHING)
        problems += _tagged(one, rules.problems_in_money(one.money, money, book.limits))
        problems += _tagged(one, _unlisted(book, money))
        lines.append(_line(one, money))
    charged = tuple(ChargedFee(code, count, book.fee(code).fen) for code, count in fees)
    problems += [
        Problem(f"fee.{fee.code}", "parcels.fee_count", {"most": limits.fee_count_max})
        for fee in charged
        if not 1 <= fee.count <= limits.fee_count_max
    ]
    due_fen = sum(map(_sum, lines)) + sum(fee.count * fee.each_fen for fee in charged)
    return Bill(tuple(lines) if due_fen or charged else (), charged, due_fen, tuple(problems))


def problems_in_cash(due_fen: int, received_fen: int) -> tuple[Problem, ...]:
    """Whether the cash is enough and not absurd."""
    if received_fen > limits.amount_fen_max:
        return (Problem("received_fen", "parcels.amount", {"yuan": limits.amount_fen_max // 100}),)
    return (Problem("received_fen", "parcels.cash_short", {"fen": due_fen}),) if received_fen < due_fen else ()


def payment(owed: Bill, received_fen: int) -> PickupPaid | None:
    """The event for a bill that has no problems; None when nothing is charged."""
    if not owed.parcels:
        return None
    return PickupPaid(owed.parcels, owed.fees, owed.due_fen, received_fen, received_fen - owed.due_fen)


def print_fees(station: Station, by: str) -> Document:
    """Print the whole fee list for whoever asks (G15)."""
    at = station.clock.now()
    with station.store.write() as db:
        entry = journal.append(db, ListPrinted("fees"), at, by)
        document = slips.fee_list(station, entry, station.catalogue.fees)
        spool.queue(db, entry, document)
        return document


def _line(one: ParcelView, money: PickupMoney) -> PaidParcel:
    return PaidParcel(
        one.id, one.carrier, one.cod_fen, one.freight_fen, money.weight_g or one.weight_g, money.packing_fen or 0,
        money.insurance_fen or 0,
    )  # fmt: skip


def _sum(line: PaidParcel) -> int:
    return line.cod_fen + line.freight_fen + line.packing_fen + line.insurance_fen


def _unlisted(book: Catalogue, money: PickupMoney) -> tuple[Problem, ...]:
    """Packing and insurance are whole multiples of a listed fee; anything else cannot be charged."""
    asked = {"packing": money.packing_fen or 0, "insurance": money.insurance_fen or 0}
    return tuple(
        Problem(f"{kind}_fen", "parcels.fee_not_listed")
        for kind, fen in asked.items()
        if fen and not any(_covers(fee, kind, fen) for fee in book.fees)
    )


def _covers(fee: Fee, kind: str, fen: int) -> bool:
    return fee.code.startswith(kind) and fee.fen > 0 and fen > 0 and fen % fee.fen == 0


def _tagged(one: ParcelView, problems: Sequence[Problem]) -> list[Problem]:
    """Name the parcel with the field, so that a form of several shows each fault at its place."""
    return [Problem(f"{one.id}.{problem.field}", problem.key, problem.values) for problem in problems]
