"""Double entry in integer fen: every event's postings sum to zero, balances are derived, never stored as truth.

The parcel counter posts cash on delivery, freight and sending fees here; the till of the payments issue joins the
same accounts.
"""

from kiosk.ledger.accounts import Account
from kiosk.ledger.postings import balance_fen, post, turnover

__all__ = ["Account", "balance_fen", "post", "turnover"]
