"""What leaves the counter for the office, over all services: the inspection pack and the month's text.

It stands above the services, because it asks all of them.
"""

from kiosk.office.inspection import pack
from kiosk.office.monthly import month_text

__all__ = ["month_text", "pack"]
