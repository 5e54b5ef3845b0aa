"""Sheets for the office: a register, a report, an inspection's page; and the file that a spreadsheet opens.

A sheet is what an A4 page says, as a slip's document is what a roll of paper says. Services make them; ``drivers/pdf``
turns them into bytes.
"""

from kiosk.sheets.csv_file import CsvFile, csv_bytes, csv_of, safe_cell, save, save_as
from kiosk.sheets.sheet import Cell, Column, Kind, Sheet, shown

__all__ = ["Cell", "Column", "CsvFile", "Kind", "Sheet", "csv_bytes", "csv_of", "safe_cell", "save", "save_as", "shown"]
