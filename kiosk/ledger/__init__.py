"""Double entry in integer fen: a posting balances by its shape, balances are derived, never stored as truth.

The drawer, its shifts, the vault, the float: whatever service takes money posts it here, and says of its events how a Z
heads them (:func:`total_kind`), what a hand-over lists (:func:`open_matter`) and what is queued (:func:`queued_by`).
"""

from kiosk.ledger import model, projectors
from kiosk.ledger.accounts import Account
from kiosk.ledger.books import Memory, derives
from kiosk.ledger.postings import balance_fen, balances, open_shift, post, turnover
from kiosk.ledger.registry import Matter, open_matter, queued_by, total_kind

__all__ = [
    "Account",
    "Matter",
    "Memory",
    "balance_fen",
    "balances",
    "derives",
    "model",
    "open_matter",
    "open_shift",
    "post",
    "projectors",
    "queued_by",
    "total_kind",
    "turnover",
]
