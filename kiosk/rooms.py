"""Every room that has tables or projectors: who opens a store imports this first, so that its schema is whole."""

from kiosk import journal, ledger, media, parcels, payments, people, petitions
from kiosk.slips import spool

__all__ = ["journal", "ledger", "media", "parcels", "payments", "people", "petitions", "spool"]
