"""What parcels move in the books, how a Z heads it, and what of parcels the next clerk takes over (G12).

The projectors post by these functions, and the check of the books derives by them again.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kiosk import ledger
from kiosk.journal import Entry
from kiosk.ledger import Account
from kiosk.parcels.counter_model import SENDING_HERE, sending
from kiosk.parcels.model import parcel
from kiosk.wire.counter_events import SendingPaid
from kiosk.wire.parcel_events import PaidParcel, PickupPaid, PickupRefunded

Legs = dict[str, int]


def pickup_paid(fact: PickupPaid) -> Legs:
    """Cash for senders and carriers, and listed fees, which stay with the point."""
    fee_fen = sum(fee.count * fee.each_fen for fee in fact.fees)
    return {**_owed(fact.parcels), Account.FEES: -fee_fen, Account.TILL: fact.due_fen}


def pickup_refunded(fact: PickupRefunded) -> Legs:
    """What was collected for a parcel goes back."""
    return {**{account: -fen for account, fen in _owed(fact.parcels).items()}, Account.TILL: -fact.refund_fen}


def sending_paid(fact: SendingPaid) -> Legs:
    """Postage and insurance are the carrier's, packing stays with the point."""
    postage_fen = fact.freight_fen + fact.insurance_fen
    return {
        Account.SENDING_PAYABLE.of(fact.carrier): -postage_fen,
        Account.FEES: -fact.packing_fen,
        Account.TILL: postage_fen + fact.packing_fen,
    }


def total_fen(paid: PaidParcel) -> int:
    """What was collected for one parcel."""
    return paid.cod_fen + paid.freight_fen + paid.packing_fen + paid.insurance_fen


def _owed(lines: Iterable[PaidParcel]) -> Legs:
    """What each carrier is owed (credit): for senders, and for its own freight, packing and insurance."""
    owed: Legs = {}
    for paid in lines:
        cod, freight = (account.of(paid.carrier) for account in (Account.COD_PAYABLE, Account.FREIGHT_PAYABLE))
        owed[cod] = owed.get(cod, 0) - paid.cod_fen
        owed[freight] = owed.get(freight, 0) - (total_fen(paid) - paid.cod_fen)
    return owed


_LEGS: dict[type[Any], Any] = {PickupPaid: pickup_paid, PickupRefunded: pickup_refunded, SendingPaid: sending_paid}

for _event in _LEGS:
    ledger.total_kind(_event, "parcels")


@ledger.derives(*_LEGS)
def _derive(_memory: ledger.Memory, _entry: Entry, fact: PickupPaid | PickupRefunded | SendingPaid) -> Legs:
    legs: Legs = _LEGS[type(fact)](fact)
    return legs


@ledger.open_matter
def _here(db: Connection) -> tuple[ledger.Matter, ...]:
    parcels = select(func.count()).select_from(parcel).where(parcel.c.here == 1)
    sendings = select(func.count()).select_from(sending).where(sending.c.state.in_(sorted(SENDING_HERE)))
    return (
        ledger.Matter("parcels.slip.in_stock", db.execute(parcels).scalar_one()),
        ledger.Matter("parcels.slip.sendings_here", db.execute(sendings).scalar_one()),
    )
