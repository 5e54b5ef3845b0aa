"""What a fact about the drawer moves in the books: account → fen, debit positive, in sum zero.

The projectors post these, and the check of the books (``books``) derives them again: one function for both.
"""

from collections.abc import Mapping

from kiosk.ledger.accounts import Account
from kiosk.wire.till_decisions import FloatMoved
from kiosk.wire.till_events import CashMoved, OpeningAgreed, ShiftClosed, ShiftOpened

Legs = Mapping[str, int]

PLACES = {"till": Account.TILL, "vault": Account.VAULT, "bank": Account.BANKED}
"""Where cash can be, as events name it."""

_AGAINST = {"deposit": Account.BANKED, "commission": Account.COMMISSION_DUE}
"""What a change of the float is settled with; everything else with the county."""


def opened(fact: ShiftOpened, *, first: bool) -> Legs:
    """A count that differs is the new clerk's; the very first one is what the drawer began with."""
    return _against(Account.OPENING if first else Account.OVER_SHORT.of(fact.clerk), fact.counted_fen, fact)


def closed(fact: ShiftClosed) -> Legs:
    """长短款 is the clerk's whose shift it was, whoever counted."""
    return _against(Account.OVER_SHORT.of(fact.clerk), fact.counted_fen, fact)


def _against(account: str, counted_fen: int, fact: ShiftOpened | ShiftClosed) -> Legs:
    more_fen = counted_fen - fact.expected_fen
    return {Account.TILL: more_fen, account: -more_fen}


def moved(fact: CashMoved) -> Legs:
    """Cash changed its place."""
    return {PLACES[fact.target]: fact.fen, PLACES[fact.source]: -fact.fen}


def agreed(fact: OpeningAgreed, till_fen: int) -> Legs:
    """The drawer holds what was imported and counted; what the books already knew of it is in that sum."""
    return {Account.TILL: fact.fen - till_fen, Account.OPENING: till_fen - fact.fen}


def float_moved(fact: FloatMoved) -> Legs:
    """Float and credit line changed otherwise than by a payment."""
    against = _AGAINST.get(fact.kind, Account.COUNTY)
    return {Account.FLOAT: fact.float_fen, Account.CREDIT: fact.credit_fen, against: -fact.float_fen - fact.credit_fen}
