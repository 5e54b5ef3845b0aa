"""Petitions (问政): taken down faithfully, sealed where the resident wants it, followed to their answer and rated.

``rules`` values in, values out · ``model`` tables · ``kiosk.wire.petition_ladder`` where a petition stands ·
``projectors`` facts into tables · ``sealed`` what nobody here can read · ``slips`` what is printed · ``desk`` the
counter's steps.
Importing this package registers tables and projectors.
"""

from kiosk.petitions import model, privacy, projectors, segments

__all__ = ["model", "privacy", "projectors", "segments"]
