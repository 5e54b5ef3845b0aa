"""A catalogue in force: asked, never searched by hand.

Answers are values of :mod:`kiosk.catalogue.formats`. What the station stored under an older catalogue must stay
readable, so a carrier, mark or reason that is no longer listed answers with its own code for a name; a fee that is not
listed is refused, because it cannot be charged (G15).
"""

from dataclasses import dataclass
from functools import cached_property

from kiosk.catalogue.calendar import Calendar
from kiosk.catalogue.formats import (
    Biller,
    BillersFile,
    Carrier,
    CarriersFile,
    Category,
    Clock,
    ClocksFile,
    CodeStyle,
    Division,
    DutiesFile,
    Duty,
    Fee,
    FeesFile,
    Head,
    Holiday,
    LegalText,
    Limits,
    Mark,
    MarksFile,
    Notice,
    NoticesFile,
    Office,
    OfficesFile,
    PlainWords,
    Question,
    QuestionsFile,
    Reason,
    ReasonGroup,
    ReasonsFile,
    Shelf,
    ShelvesFile,
    Stopper,
    Tariff,
    TextsFile,
    TilesFile,
    Till,
)
from kiosk.catalogue.tiles import Tile, build
from kiosk.errors import NotFound, Refused

OTHER = "OTHER"
"""The carrier of a number that no rule knows (其他): always in a catalogue, so that intake never refuses."""


@dataclass(frozen=True)
class Catalogue:
    """One county's catalogue, checked as a whole.

    Attributes:
        digest: SHA-256 (hex) of its files: events cite it.
        head: Id, version, first day.
        limits: Every county-set figure.
    """

    digest: str
    head: Head
    carriers_file: CarriersFile
    shelves_file: ShelvesFile
    fees_file: FeesFile
    marks_file: MarksFile
    reasons_file: ReasonsFile
    limits: Limits
    duties_file: DutiesFile
    texts_file: TextsFile
    notices_file: NoticesFile
    billers_file: BillersFile
    till: Till
    clocks_file: ClocksFile
    tiles_file: TilesFile
    offices_file: OfficesFile
    questions_file: QuestionsFile
    holidays: tuple[Holiday, ...]
    categories: tuple[Category, ...]
    divisions: tuple[Division, ...]

    # Carriers

    @property
    def carriers(self) -> tuple[Carrier, ...]:
        """Every carrier in the county's order, OTHER among them."""
        return self.carriers_file.carriers

    def carrier(self, code: str) -> Carrier:
        """The carrier of a code; one that is no longer listed has its code for a name."""
        return self._carriers.get(code) or Carrier(
            code, code or OTHER, storage_days=self.limits.storage_days, offered=False
        )

    def retention(self, carrier_code: str) -> tuple[int, int, int]:
        """Days of warn, serious and urgent for a carrier's parcels (P16)."""
        warn, serious, urgent = self.carrier(carrier_code).ladder_days or self.limits.ladder_days
        return warn, serious, urgent

    def storage_days(self, carrier_code: str) -> int:
        """Days that a carrier's parcel may lie (P27)."""
        return self.carrier(carrier_code).storage_days

    # Shelves and codes

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """The shelves of a point, in the order of filling."""
        return self.shelves_file.shelves

    def shelf(self, code: str) -> Shelf:
        """The shelf of a code; an unlisted one is a single layer."""
        return next((shelf for shelf in self.shelves if shelf.code == code), None) or Shelf(code, code)

    def style(self, shelf_code: str) -> CodeStyle:
        """How pickup codes on a shelf look: its own style or the county's."""
        wanted = self.shelf(shelf_code).style or self.shelves_file.style
        return next(style for style in self.shelves_file.styles if style.code == wanted)

    # Money

    @property
    def fees(self) -> tuple[Fee, ...]:
        """The whole fee list, as it is shown and printed (G15)."""
        return self.fees_file.fees

    def fee(self, code: str) -> Fee:
        """A listed fee.

        Raises:
            Refused: ``catalogue.fee_not_listed``; it cannot be charged.
        """
        for fee in self.fees:
            if fee.code == code:
                return fee
        raise Refused("catalogue.fee_not_listed", code=code)

    @property
    def billers(self) -> tuple[Biller, ...]:
        """Every biller in the county's order."""
        return self.billers_file.billers

    def biller(self, code: str) -> Biller:
        """A listed biller.

        Raises:
            NotFound: ``catalogue.no_biller``; nothing can be taken for it.
        """
        for biller in self.billers:
            if biller.code == code:
                return biller
        raise NotFound("catalogue.no_biller", code=code)

    def biller_name(self, code: str) -> str:
        """What a biller is called; one that is no longer listed by its own code."""
        return next((biller.name for biller in self.billers if biller.code == code), code)

    @property
    def tariffs(self) -> tuple[Tariff, ...]:
        """Prices of sending."""
        return self.fees_file.tariffs

    def tariff(self, code: str) -> Tariff:
        """A sending price.

        Raises:
            Refused: ``catalogue.fee_not_listed``.
        """
        for tariff in self.tariffs:
            if tariff.code == code:
                return tariff
        raise Refused("catalogue.fee_not_listed", code=code)

    # Words and lists

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Special marks of one touch (P6)."""
        return self.marks_file.marks

    def mark(self, code: str) -> Mark:
        """A mark; one that is no longer listed has its code for a name."""
        return next((mark for mark in self.marks if mark.code == code), None) or Mark(code, code)

    def reasons(self, group: ReasonGroup | str) -> tuple[Reason, ...]:
        """The listed reasons of a group, in the county's order."""
        return tuple(reason for reason in self.reasons_file.reasons if reason.group == group)

    def reason(self, group: ReasonGroup | str, code: str) -> Reason:
        """A reason; one that is no longer listed has its code for a name."""
        found = next((reason for reason in self.reasons(group) if reason.code == code), None)
        return found or Reason(ReasonGroup(group), code, code)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What the point must do again and again (P31)."""
        return self.duties_file.duties

    def text(self, code: str) -> LegalText:
        """A legal reference.

        Raises:
            NotFound: ``catalogue.text``.
        """
        for text in self.texts_file.texts:
            if text.code == code:
                return text
        raise NotFound("catalogue.text", code=code)

    def notice(self, code: str, channel: str) -> Notice:
        """A notice's template for a channel.

        Raises:
            NotFound: ``catalogue.notice``.
        """
        for notice in self.notices_file.notices:
            if (notice.code, notice.channel) == (code, channel):
                return notice
        raise NotFound("catalogue.notice", code=code)

    # Petitions

    def category(self, code: str) -> Category:
        """A leaf of the petition tree; one that is no longer listed has its code for a name."""
        return self._categories.get(code) or Category(code, code, "", "")

    def is_category(self, code: str) -> bool:
        """Whether a petition can be filed under this code."""
        return code in self._categories

    def tiles(self, path: tuple[int, ...] = ()) -> tuple[Tile, ...]:
        """A page of picture tiles (C16).

        Args:
            path: Which tile was touched on the first page, then on the second; () for the first page.
        """
        page = self._tiles
        for touched in path:
            page = page[touched].page
        return page

    @property
    def plain_words(self) -> tuple[PlainWords, ...]:
        """What residents say, and the leaves that it finds."""
        return self.tiles_file.words

    @property
    def questions(self) -> tuple[Question, ...]:
        """Extra questions, in the order of asking; see :mod:`kiosk.catalogue.asking`."""
        return self.questions_file.questions

    @property
    def stoppers(self) -> tuple[Stopper, ...]:
        """Who must hear of it before the county does."""
        return self.questions_file.stoppers

    def office(self, category: str, village: str) -> Office:
        """Who receives a petition: the category says which kind of office, the village says which one of that kind.

        Args:
            category: Code of the leaf.
            village: Code of the division, or "".
        """
        starts = [(start, route.to) for route in self.offices_file.routes for start in route.categories]
        kinds = [kind for start, kind in sorted(starts, key=lambda one: -len(one[0])) if category.startswith(start)]
        return next(filter(None, (self._office(kind, village) for kind in kinds)))

    def _office(self, kind: str, village: str) -> Office | None:
        """Of one kind the office whose villages are named most closely."""
        found: tuple[int, Office] | None = None
        for office in self.offices_file.offices:
            for start in office.villages or ("",):
                fits = office.kind == kind and village.startswith(start)
                if fits and (found is None or len(start) > found[0]):
                    found = len(start), office
        return found[1] if found else None

    def office_name(self, code: str) -> str:
        """What an office is called; one that is no longer listed by its own code."""
        return next((office.name for office in self.offices_file.offices if office.code == code), code)

    # Days

    @cached_property
    def calendar(self) -> Calendar:
        """Which days are worked, and terms (G3)."""
        return Calendar(self.holidays, self.head.holiday_years)

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """Every term that runs at a petition."""
        return self.clocks_file.clocks

    def clock_name(self, code: str) -> str:
        """What a term is called; one that is no longer listed by its own code."""
        return next((clock.name for clock in self.clocks if clock.code == code), code)

    # Places

    @cached_property
    def towns(self) -> tuple[Division, ...]:
        """Towns of the county, by code."""
        return tuple(row for row in self.divisions if row.level == "town")

    def villages(self, town_code: str) -> tuple[Division, ...]:
        """Villages of a town, by code; names are not unique, so show the town beside them."""
        return tuple(row for row in self.divisions if row.parent_code == town_code and row.level == "village")

    def place(self, code: str) -> str:
        """A place in words: ``夹山镇三板桥社区居委会``; an unknown code is its own name."""
        if (row := self._divisions.get(code)) is None:
            return code
        return (self._divisions[row.parent_code].name if row.level == "village" else "") + row.name

    @cached_property
    def _tiles(self) -> tuple[Tile, ...]:
        return build(self.tiles_file, self.categories)

    @cached_property
    def _carriers(self) -> dict[str, Carrier]:
        return {carrier.code: carrier for carrier in self.carriers}

    @cached_property
    def _categories(self) -> dict[str, Category]:
        return {row.code: row for row in self.categories}

    @cached_property
    def _divisions(self) -> dict[str, Division]:
        return {row.code: row for row in self.divisions}
