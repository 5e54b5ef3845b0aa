"""Utility payments (代缴): bills and accounts as the county last sent them, cash in, honest states, refunds.

``rules`` values in, values out · ``model`` states and tables · ``booking`` where a payment's money is · ``books``
reckons it again · ``projectors`` facts into tables · ``slips`` what is printed · ``desk`` the counter's steps.
Importing this package registers tables and projectors.
"""

from kiosk.payments import booking, books, model, privacy, projectors

__all__ = ["booking", "books", "model", "privacy", "projectors"]
