"""Parcels (快递代收代投): taken in by scanning, kept on shelves, handed out, and brought to one of their ends.

``rules`` values in, values out · ``model`` states and tables · ``projectors`` facts into tables · ``slips`` what is
printed · ``desk`` the counter's steps. Importing this package registers tables and projectors.
"""

from kiosk.parcels import books, counter_model, counter_projectors, model, privacy, projectors

__all__ = ["books", "counter_model", "counter_projectors", "model", "privacy", "projectors"]
