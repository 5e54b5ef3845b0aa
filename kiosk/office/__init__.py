"""What leaves the counter for the office, over all services: the inspection pack, the month's text, punctuality.

It stands above the services, because it asks all of them.
"""

from kiosk.office.inspection import pack
from kiosk.office.monthly import month_text
from kiosk.office.punctuality import Punctuality, yearly
from kiosk.office.punctuality import sheets as punctuality_sheets

__all__ = ["Punctuality", "month_text", "pack", "punctuality_sheets", "yearly"]
