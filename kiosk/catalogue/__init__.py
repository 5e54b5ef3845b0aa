"""What county IT sent: carriers, shelves, fees, reasons, figures, duties, holidays, categories, places, words.

A catalogue is a folder of plain files (:mod:`~kiosk.catalogue.formats`), judged as a whole
(:mod:`~kiosk.catalogue.check`), asked through :class:`Catalogue`.
"""

from kiosk.catalogue.book import OTHER, Catalogue
from kiosk.catalogue.formats import (
    FACE_NOTICE,
    Biller,
    BillModel,
    Carrier,
    Category,
    Certainty,
    Clock,
    CodeStyle,
    Division,
    Duty,
    Fee,
    LegalText,
    Limits,
    Mark,
    Notice,
    Numbering,
    NumberRule,
    QuestionKind,
    QuestionRule,
    Reason,
    ReasonGroup,
    Shelf,
    Tariff,
    Till,
)
from kiosk.catalogue.load import Reloaded, default_folder, load, reload

__all__ = [
    "FACE_NOTICE",
    "OTHER",
    "BillModel",
    "Biller",
    "Carrier",
    "Catalogue",
    "Category",
    "Certainty",
    "Clock",
    "CodeStyle",
    "Division",
    "Duty",
    "Fee",
    "LegalText",
    "Limits",
    "Mark",
    "Notice",
    "NumberRule",
    "Numbering",
    "QuestionKind",
    "QuestionRule",
    "Reason",
    "ReasonGroup",
    "Reloaded",
    "Shelf",
    "Tariff",
    "Till",
    "default_folder",
    "load",
    "reload",
]
