"""Residents and households; clerks, PINs, roles, sign-in; the county's messages to the people at the counter.

Importing this package registers its tables and projectors.
"""

from kiosk.people import messages, model

__all__ = ["messages", "model"]
