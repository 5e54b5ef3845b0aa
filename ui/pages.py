"""Which pages there are, whose facts they own, and what stands in the rail: the face's table of contents.

A page is ``qml/Cunkou/pages/<Name>.qml``; its facts are imported when it first opens, so that the start pays for no
page that nobody has asked for.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.bridge.facts import Facts

PAGES: dict[str, str] = {
    "HomePage": "ui.bridge.home:HomeFacts",
    "ParcelsPage": "ui.bridge.parcels.hub:ParcelsFacts",
    "IntakePage": "ui.bridge.parcels.intake:IntakeFacts",
    "PickupPage": "ui.bridge.parcels.pickup:PickupFacts",
    "ManifestsPage": "ui.bridge.parcels.manifests:ManifestsFacts",
    "ManifestPage": "ui.bridge.parcels.manifests:ManifestFacts",
    "ParcelPage": "ui.bridge.parcels.parcel:ParcelFacts",
    "HoldsPage": "ui.bridge.parcels.holds:HoldsFacts",
    "SendPage": "ui.bridge.counterwork.send:SendFacts",
    "HandoverPage": "ui.bridge.counterwork.handover:HandoverFacts",
    "StocktakePage": "ui.bridge.counterwork.stocktake:StocktakeFacts",
    "ExceptionsPage": "ui.bridge.counterwork.exceptions:ExceptionsFacts",
    "RetentionPage": "ui.bridge.counterwork.retention:RetentionFacts",
    "CallListPage": "ui.bridge.counterwork.calls:CallListFacts",
    "ComplaintsPage": "ui.bridge.counterwork.complaints:ComplaintsFacts",
    "DestructionPage": "ui.bridge.counterwork.destruction:DestructionFacts",
    "DutiesPage": "ui.bridge.counterwork.duties:DutiesFacts",
    "FeesPage": "ui.bridge.counterwork.fees:FeesFacts",
    "ReportsPage": "ui.bridge.counterwork.reports:ReportsFacts",
    "PaymentsPage": "ui.bridge.payments.hub:PaymentsFacts",
    "PayPage": "ui.bridge.payments.pay:PayFacts",
    "PaymentPage": "ui.bridge.payments.payment:PaymentFacts",
    "PaymentsListPage": "ui.bridge.payments.listing:PaymentsListFacts",
    "RefundsPage": "ui.bridge.payments.refunds:RefundsFacts",
    "PetitionsPage": "ui.bridge.petitions.hub:PetitionsFacts",
    "PetitionTakePage": "ui.bridge.petitions.take:PetitionTakeFacts",
    "ShiftPage": "ui.bridge.till.shift:ShiftFacts",
    "CashPage": "ui.bridge.till.cash:CashFacts",
    "TillReportsPage": "ui.bridge.till.reports:TillReportsFacts",
    "PetitionPage": "ui.bridge.petitions.petition:PetitionFacts",
    "PetitionListPage": "ui.bridge.petitions.listing:PetitionListFacts",
    "PetitionAskPage": "ui.bridge.petitions.asking:PetitionAskFacts",
    "PeoplePage": "ui.bridge.people:PeopleFacts",
    "ResidentPage": "ui.bridge.people_resident:ResidentFacts",
    "ResidentEditPage": "ui.bridge.people_edit:ResidentEditFacts",
    "UploadsPage": "ui.bridge.uploads:UploadsFacts",
    "MessagesPage": "ui.bridge.messages:MessagesFacts",
    "DevicesPage": "ui.bridge.devices:DevicesFacts",
    "SlipsPage": "ui.bridge.slips:SlipsFacts",
    "VerifyPage": "ui.bridge.slips_verify:VerifyFacts",
    "SettingsPage": "ui.bridge.settings:SettingsFacts",
    "ClerksPage": "ui.bridge.settings_clerks:ClerksFacts",
    "GalleryPage": "ui.bridge.gallery:GalleryFacts",
}
"""Page → its facts, as ``module:class``. One line a page; keep the areas together."""


@dataclass(frozen=True)
class RailEntry:
    """One place in the rail.

    Attributes:
        name: Its word is ``ui.rail.<name>`` in ``resources/i18n``.
        icon: A Lucide name.
        page: What it opens.
        family: Other pages that light it up too, by the start of their names.
    """

    name: str
    icon: str
    page: str
    family: tuple[str, ...] = ()


_PARCELS = (
    *("Parcel", "Intake", "Pickup", "Manifest", "Stock", "Send", "Handover", "Exceptions", "Retention", "Call"),
    *("Complaint", "Destruction", "Duties", "Fees", "Holds"),
)

RAIL: tuple[RailEntry, ...] = (
    RailEntry("home", "house", "HomePage"),
    RailEntry("parcels", "package", "ParcelsPage", _PARCELS),
    RailEntry("payments", "receipt-japanese-yen", "PaymentsPage", ("Pay", "Refund", "Shift", "Cash", "Till")),
    RailEntry("petitions", "message-square", "PetitionsPage", ("Petition",)),
    RailEntry("people", "users", "PeoplePage", ("People", "Resident", "Household")),
    RailEntry("uploads", "cloud-upload", "UploadsPage", ("Upload", "Sync", "Message")),
    RailEntry("devices", "printer", "DevicesPage", ("Device", "Spool", "Slip", "Verify")),
    RailEntry("reports", "chart-column", "ReportsPage", ("Report", "Day", "Month")),
    RailEntry("settings", "settings", "SettingsPage", ("Setting", "Clerk")),
)
"""Shown in this order; an entry whose page is not in :data:`PAGES` yet stays hidden."""


def facts_class(page: str) -> "type[Facts]":
    """The class of a page's facts, imported now.

    Raises:
        KeyError: Nobody has registered the page.
    """
    module, _, name = PAGES[page].partition(":")
    found: type[Facts] = getattr(import_module(module), name)
    return found


def rail_place(page: str) -> str:
    """The name of the rail entry that a page belongs to; an empty text if none."""
    return next((e.name for e in RAIL if page == e.page or page.startswith(e.family or ("\0",))), "")
