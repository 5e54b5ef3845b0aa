"""What a desk step is given: the station with everything that it owns. Built by ``launch.py``, by hand."""

from dataclasses import dataclass

from kiosk.catalogue import Catalogue
from kiosk.clock import Clock
from kiosk.seams import Sealer
from kiosk.slips.seal import SlipSigner
from kiosk.store import Store
from kiosk.store.attachments import Attachments
from kiosk.texts import Texts


@dataclass(frozen=True)
class Station:
    """One village service point.

    Attributes:
        code: Of the station, for example ``430726-0112``; the county knows it by this.
        name: As on screens and slips, for example 三板桥村服务站.
        town: Township, as on slips.
        hotline: The number that slips tell people to call.
        store: Its database.
        clock: Asked once a step.
        catalogue: In force; replaced whole by :mod:`dataclasses.replace` when a new one is activated.
        attachments: Photos and sound.
        signer: Signs the short code on each slip.
        texts: The words of slips: Chinese, whatever the screen shows.
        county_key: The county's public key (32 bytes), to check what it has signed, such as the code for an amount over
            the limit (M6); empty while the station belongs to no county.
        sealer: Seals confidential petitions to the county (C4); None while the station has no key for it, and takes
            none down.
    """

    code: str
    name: str
    town: str
    hotline: str
    store: Store
    clock: Clock
    catalogue: Catalogue
    attachments: Attachments
    signer: SlipSigner
    texts: Texts
    county_key: bytes = b""
    sealer: Sealer | None = None
