"""Double entry in integer fen: a posting balances by its shape, balances are derived, never stored as truth.

The drawer, its shifts, the vault, the float: whatever service takes money posts it here.
"""

from kiosk.ledger.accounts import Account
from kiosk.ledger.postings import balance_fen, balances, open_shift, post, turnover

__all__ = ["Account", "balance_fen", "balances", "open_shift", "post", "turnover"]
