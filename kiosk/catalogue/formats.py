"""The plain files of a catalogue, as types: what county IT writes by hand and what the county later publishes.

Pure: msgspec and the standard library only, so that the county checks a catalogue with the very types that the station
loads it with. A catalogue is a folder of TOML and CSV files in UTF-8. Every struct accepts keys that it does not know
(a newer county may send them) and gives each figure the default of ``features.md``; the files overrule it.

Amounts are fen, weights gram, lengths characters; a unit ends each name.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct

Code = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$")]
"""A short name that events carry and that never changes: ``SF``, ``damaged``, ``03-02-011``."""
Name = Annotated[str, Meta(min_length=1, max_length=40)]
Sentence = Annotated[str, Meta(max_length=300)]
Fen = Annotated[int, Meta(ge=0, le=10_000_000)]
Days = Annotated[int, Meta(ge=0, le=3_650)]
Pattern = Annotated[str, Meta(min_length=1, max_length=120)]
Colour = Annotated[str, Meta(pattern=r"^(#[0-9A-Fa-f]{6})?$")]


class Certainty(StrEnum):
    """How far a number rule may be trusted; only the first two decide alone."""

    CERTAIN = "certain"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    HISTORIC = "historic"

    @property
    def decides(self) -> bool:
        """Whether the rule may choose the carrier without a touch."""
        return self in (Certainty.CERTAIN, Certainty.HIGH)

    @property
    def rank(self) -> int:
        """0 for the most certain."""
        return list(Certainty).index(self)


class Head(Struct, frozen=True, forbid_unknown_fields=False):
    """``catalogue.toml``: which catalogue this is."""

    id: Code
    version: Annotated[int, Meta(ge=1)]
    valid_from: date
    county: Name
    county_code: Annotated[str, Meta(pattern=r"^\d{6}$")]
    holiday_years: tuple[Annotated[int, Meta(ge=2000, le=2200)], ...] = ()
    note: Sentence = ""


class NumberRule(Struct, frozen=True):
    """One shape of waybill numbers; the pattern matches the whole number.

    Attributes:
        pattern: In the limited dialect of :mod:`kiosk.catalogue.pattern`.
        certainty: ``high`` and ``certain`` decide alone.
        check: ``s10``: the certainty holds only if the check digit does (UPU S10); otherwise the rule is ``low``.
        cut: A pattern at the end of a number which is cut before matching: JD's child parcels ``-1-2-``.
        why: Shown beside the offer.
    """

    pattern: Pattern
    certainty: Certainty
    check: Annotated[str, Meta(pattern="^(s10)?$")] = ""
    cut: Annotated[str, Meta(max_length=120)] = ""
    why: Sentence = ""


class Carrier(Struct, frozen=True):
    """One carrier: how its numbers look and how long its parcels may lie.

    Attributes:
        storage_days: Days that a parcel may lie; the day after, it is on the return list (P27).
        ladder_days: Days of warn, serious, urgent (P16); empty: the catalogue's own.
    """

    code: Code
    name: Name
    name_en: Annotated[str, Meta(max_length=40)] = ""
    colour: Colour = ""
    hotline: Annotated[str, Meta(pattern=r"^[0-9-]{0,20}$")] = ""
    storage_days: Days = 5
    ladder_days: tuple[Days, ...] = ()
    offered: bool = True
    rules: tuple[NumberRule, ...] = ()


class QuestionKind(StrEnum):
    """Why a scan is asked about before it is taken in."""

    PHONE = "phone"
    GOODS = "goods"
    ORDER = "order"
    RUBBISH = "rubbish"


class QuestionRule(Struct, frozen=True):
    """A shape that is probably no waybill: asked about, never refused."""

    kind: QuestionKind
    pattern: Pattern
    check: Annotated[str, Meta(pattern="^(ean13)?$")] = ""


class CarriersFile(Struct, frozen=True):
    """``carriers.toml``."""

    carriers: tuple[Carrier, ...]
    questions: tuple[QuestionRule, ...] = ()


class Numbering(StrEnum):
    """How the number of a pickup code goes on."""

    ROLLING = "rolling"
    DAILY = "daily"


class CodeStyle(Struct, frozen=True):
    """How pickup codes look (P4).

    Attributes:
        parts: ``shelf``, ``layer`` and ``number`` in order, joined by hyphens: 架-层-序.
        digits: Digits of the number, with leading zeros.
        first: The number to begin with, each day or once.
    """

    code: Code
    name: Name
    parts: tuple[Annotated[str, Meta(pattern="^(shelf|layer|number)$")], ...] = ("shelf", "layer", "number")
    digits: Annotated[int, Meta(ge=2, le=6)] = 4
    first: Annotated[int, Meta(ge=0, le=99_999)] = 1
    numbering: Numbering = Numbering.ROLLING


class Shelf(Struct, frozen=True):
    """One shelf of a point; ``layers`` count from 1 at the floor."""

    code: Annotated[str, Meta(pattern=r"^[A-Z0-9]{1,4}$")]
    name: Name
    layers: Annotated[int, Meta(ge=1, le=12)] = 1
    capacity: Annotated[int, Meta(ge=1, le=1000)] = 30
    bulky: bool = False
    style: str = ""


class ShelvesFile(Struct, frozen=True):
    """``shelves.toml``: the shelves that a new point begins with; ``capacity`` is parcels a layer."""

    style: Code
    styles: tuple[CodeStyle, ...]
    shelves: tuple[Shelf, ...]


class Fee(Struct, frozen=True):
    """One chargeable item (G15): what is not listed cannot be charged."""

    code: Code
    name: Name
    fen: Fen
    name_en: Annotated[str, Meta(max_length=60)] = ""
    unit: Annotated[str, Meta(max_length=20)] = ""
    basis: Sentence = ""


class Tariff(Struct, frozen=True):
    """The price of sending: a base weight, then steps (each begun step counts)."""

    code: Code
    name: Name
    base_g: Annotated[int, Meta(ge=1, le=50_000)]
    base_fen: Fen
    step_g: Annotated[int, Meta(ge=1, le=50_000)]
    step_fen: Fen


class FeesFile(Struct, frozen=True):
    """``fees.toml``."""

    fees: tuple[Fee, ...]
    tariffs: tuple[Tariff, ...] = ()


class Mark(Struct, frozen=True):
    """A special mark of one touch (P6); ``spoken`` is said again at pickup."""

    code: Code
    name: Name
    name_en: Annotated[str, Meta(max_length=40)] = ""
    icon: Annotated[str, Meta(max_length=40)] = ""
    spoken: bool = False


class MarksFile(Struct, frozen=True):
    """``marks.toml``."""

    marks: tuple[Mark, ...]


class ReasonGroup(StrEnum):
    """Where a listed reason is asked for."""

    EXCEPTION = "exception"
    RETURN = "return"
    REFUSE = "refuse"
    RETENTION = "retention"
    BATCH = "batch"
    UNDELIVERABLE = "undeliverable"
    COMPLAINT = "complaint"
    CANCEL = "cancel"  # why a payment is taken back (M9)
    DISPUTE = "dispute"  # what a resident disputes (M19)
    DRAWER = "drawer"  # why the drawer is opened without a sale


class Reason(Struct, frozen=True):
    """A listed reason; ``photo`` says that it needs a picture."""

    group: ReasonGroup
    code: Code
    name: Name
    name_en: Annotated[str, Meta(max_length=60)] = ""
    photo: bool = False


class ReasonsFile(Struct, frozen=True):
    """``reasons.toml``."""

    reasons: tuple[Reason, ...]


class Limits(Struct, frozen=True):
    """``limits.toml``: figures that the county sets; the defaults are those of features.md, "Numbers".

    Attributes:
        face_photo: Faces may be photographed at pickup (P10); ``texts.toml`` must then hold :data:`FACE_NOTICE`.
        representatives: Most of a group that petitions (C14; 信访工作条例 2022, art. 20).
        on_behalf_minutes: So long a clerk may act for a resident who was there (C18).
        petition_days: Days after its end, and the county's receipt, that a petition's words are kept here (C6).
        payment_keep_days: Days after its last change that a payment names who made it.
        film_mb: Largest film that is taken, in MiB; 0 for none. At most ``attachment_bytes_max``: it travels whole.
    """

    duplicate_window_s: Annotated[int, Meta(ge=5, le=20)] = 8
    pickup_password_tries: Annotated[int, Meta(ge=1, le=10)] = 3
    ladder_days: tuple[Days, ...] = (3, 5, 7)
    storage_days: Annotated[int, Meta(ge=1, le=60)] = 5
    destruction_days: Annotated[int, Meta(ge=1, le=1095)] = 90
    complaint_days: Annotated[int, Meta(ge=1, le=60)] = 7
    letter_months: Annotated[int, Meta(ge=1, le=24)] = 6
    recent_intakes: Annotated[int, Meta(ge=0, le=2000)] = 200
    cod_fen_max: Fen = 500_000
    declared_value_fen_max: Fen = 500_000
    parcel_g_max: Annotated[int, Meta(ge=1, le=1_000_000)] = 50_000
    face_photo: bool = False
    idle_lock_s: Annotated[int, Meta(ge=30, le=3600)] = 300
    representatives: Annotated[int, Meta(ge=1, le=50)] = 5
    on_behalf_minutes: Annotated[int, Meta(ge=1, le=240)] = 30
    petition_days: Annotated[int, Meta(ge=1, le=1095)] = 90
    film_mb: Annotated[int, Meta(ge=0, le=8)] = 8
    payment_keep_days: Annotated[int, Meta(ge=90, le=3650)] = 1095


class Duty(Struct, frozen=True):
    """A recurring duty of the point (P31)."""

    code: Code
    name: Name
    every_days: Annotated[int, Meta(ge=1, le=1095)]
    name_en: Annotated[str, Meta(max_length=60)] = ""
    basis: Sentence = ""


class DutiesFile(Struct, frozen=True):
    """``duties.toml``."""

    duties: tuple[Duty, ...]


class LegalText(Struct, frozen=True):
    """A legal reference as it is printed: regulations are revised and renumbered, so it is data."""

    code: Code
    zh: Sentence
    en: Sentence = ""
    source: Sentence = ""


FACE_NOTICE = "face_photo"
"""The code of the text that is shown before a face is photographed (个人信息保护法, articles 17, 29 and 30)."""


class TextsFile(Struct, frozen=True):
    """``texts.toml``."""

    texts: tuple[LegalText, ...]


class Notice(Struct, frozen=True):
    """A notice's words; ``{...}`` may be one of :data:`NOTICE_FIELDS`."""

    code: Code
    channel: Annotated[str, Meta(pattern="^(sms|wechat|callout|slip)$")]
    zh: Annotated[str, Meta(min_length=1, max_length=300)]
    en: Sentence = ""


NOTICE_FIELDS = frozenset({"name", "code", "carrier", "count", "station", "village", "phone", "days", "until", "group"})


class NoticesFile(Struct, frozen=True):
    """``notices.toml``."""

    notices: tuple[Notice, ...]


class HolidayKind(StrEnum):
    """``holiday``: off; ``workday_swap``: a weekend day that is worked (调休)."""

    HOLIDAY = "holiday"
    WORKDAY_SWAP = "workday_swap"


class Holiday(Struct, frozen=True):
    """A row of ``holidays.csv``."""

    date: date
    kind: HolidayKind
    name: Annotated[str, Meta(max_length=20)] = ""


class Category(Struct, frozen=True):
    """A leaf of the petition tree: a row of ``categories.csv``, three levels."""

    code: Code
    level1: Name
    level2: Name
    level3: Name


class Clock(Struct, frozen=True):
    """A term that a happening starts (C2, C3, C23): a row is all that a new channel or target needs.

    Several rows may share a ``code``: the one with the longest category that fits stands for them.

    Attributes:
        days: How many.
        unit: ``working`` or ``calendar``.
        starts: What it runs from: ``filed``, ``registered``, ``transferred``, ``asked``, ``scheduled``, ``answered``,
            ``supplemented``, ``reopen_asked`` …
        stops: What ends it.
        owner: Who owes it: ``county``, ``office``, ``resident`` or ``station``.
        channel: Of the petition; "" for every one.
        category: Beginning of the category's code; "" for every one.
        statutory: A term of the law; otherwise a target of the county.
        basis: Where it is written; printed on slips.
    """

    code: Code
    name: Name
    days: Annotated[int, Meta(ge=1, le=3_650)]
    unit: Annotated[str, Meta(pattern="^(working|calendar)$")]
    starts: Code
    owner: Annotated[str, Meta(pattern="^(county|office|resident|station)$")]
    stops: tuple[Code, ...] = ()
    name_en: Annotated[str, Meta(max_length=60)] = ""
    channel: str = ""
    category: str = ""
    statutory: bool = False
    basis: Sentence = ""


class ClocksFile(Struct, frozen=True):
    """``clocks.toml``."""

    clocks: tuple[Clock, ...]


class TileGroup(Struct, frozen=True):
    """A picture tile of the first page of categories (C16).

    Attributes:
        classes: Beginnings of the codes behind it, of the first level: ``("03", "04")``.
    """

    name: Name
    classes: tuple[Code, ...]
    icon: Annotated[str, Meta(max_length=40)]
    name_en: Annotated[str, Meta(max_length=60)] = ""


class CategoryIcon(Struct, frozen=True):
    """The picture of all categories whose code begins so; the longest beginning counts."""

    category: Code
    icon: Annotated[str, Meta(min_length=1, max_length=40)]


class PlainWords(Struct, frozen=True):
    """What residents say, and the leaves that it finds: the tree has no word for a street lamp."""

    words: tuple[Name, ...]
    categories: tuple[Code, ...]


class TilesFile(Struct, frozen=True):
    """``tiles.toml``: how the petition tree is shown and found."""

    tiles: tuple[TileGroup, ...]
    icons: tuple[CategoryIcon, ...] = ()
    words: tuple[PlainWords, ...] = ()


class Office(Struct, frozen=True):
    """Who may receive a petition.

    Attributes:
        kind: What routes name: ``town``, ``police`` …
        villages: Beginnings of the divisions' codes that it serves; () for all.
        phone: Printed on slips.
    """

    code: Code
    kind: Code
    name: Name
    villages: tuple[Annotated[str, Meta(pattern=r"^\d{6,12}$")], ...] = ()
    phone: Annotated[str, Meta(pattern=r"^[0-9-]{0,20}$")] = ""
    address: Sentence = ""


class Route(Struct, frozen=True):
    """Which kind of office receives a category; the village says which one of that kind.

    Attributes:
        categories: Beginnings of codes; ``""`` is every category.
        to: Kind of office.
    """

    categories: tuple[Annotated[str, Meta(max_length=32)], ...]
    to: Code


class OfficesFile(Struct, frozen=True):
    """``offices.toml``."""

    offices: tuple[Office, ...]
    routes: tuple[Route, ...]


class AnswerKind(StrEnum):
    """How an extra question is answered."""

    YES_NO = "yes_no"  # yes, no
    CHOICE = "choice"  # the code of a choice
    NUMBER = "number"  # digits
    DATE = "date"  # 2026-11-20
    TEXT = "text"


class Choice(Struct, frozen=True):
    """One of the answers that a question offers."""

    code: Code
    name: Name
    name_en: Annotated[str, Meta(max_length=60)] = ""


class When(Struct, frozen=True):
    """A condition: an earlier question has one of these answers."""

    question: Code
    answers: tuple[Code, ...]


class Question(Struct, frozen=True):
    """What is asked beside the words, for some categories (C20).

    Attributes:
        categories: Beginnings of codes; () for every category.
        when: All of them must hold, else it is not asked.
        needed: Without an answer nothing is filed.
    """

    code: Code
    zh: Annotated[str, Meta(min_length=1, max_length=100)]
    kind: AnswerKind
    en: Annotated[str, Meta(max_length=200)] = ""
    categories: tuple[Code, ...] = ()
    choices: tuple[Choice, ...] = ()
    when: tuple[When, ...] = ()
    needed: bool = False


class Stopper(Struct, frozen=True):
    """Somebody else must hear of it first: told before anything else (C20).

    Attributes:
        call: The number.
        categories: Beginnings of codes; () for every category.
        when: All of them must hold.
        blocks: An emergency: nothing is filed while the answers stand. Otherwise it is said, and filing goes on.
    """

    code: Code
    call: Annotated[str, Meta(pattern=r"^[0-9-]{3,20}$")]
    zh: Annotated[str, Meta(min_length=1, max_length=100)]
    en: Annotated[str, Meta(max_length=200)] = ""
    categories: tuple[Code, ...] = ()
    when: tuple[When, ...] = ()
    blocks: bool = False


class QuestionsFile(Struct, frozen=True):
    """``questions.toml``."""

    questions: tuple[Question, ...] = ()
    stoppers: tuple[Stopper, ...] = ()


class Division(Struct, frozen=True):
    """A row of ``divisions.csv``: county, town or village, by the codes of the statistics bureau."""

    code: Annotated[str, Meta(pattern=r"^\d{6}(\d{3}){0,2}$")]
    name: Name
    level: Annotated[str, Meta(pattern="^(county|town|village)$")]
    parent_code: Annotated[str, Meta(pattern=r"^(\d{6}|\d{9})?$")] = ""


class BillModel(StrEnum):
    """How a biller is paid, as in India's Bharat Bill Payment System (M18)."""

    FETCH = "fetch"  # a bill of the last statement is paid
    VALIDATE = "validate"  # the account must be in the last list of accounts
    DIRECT = "direct"  # the number's own shape is all that can be checked


class AccountFormat(Struct, frozen=True):
    """What an account number looks like.

    Attributes:
        pattern: In the limited dialect of :mod:`kiosk.catalogue.pattern`; matches the whole cleaned number.
        example: Shown in the empty field.
        check: ``luhn`` (ISO/IEC 7812-1) or ``mod11`` (weights 2 to 7 from the right); "" for none.
        hint: Where the number stands on the bill or meter.
    """

    pattern: Pattern
    example: Annotated[str, Meta(min_length=1, max_length=40)]
    check: Annotated[str, Meta(pattern="^(luhn|mod11)?$")] = ""
    hint: Sentence = ""


class Caps(Struct, frozen=True):
    """What may be taken without the county's word (M20); reaching one stops this biller, others go on.

    Attributes:
        payment_fen: Most for one payment.
        count: Most payments that wait.
        total_fen: Most money that waits.
        age_h: Hours that the oldest may wait.
    """

    payment_fen: Fen = 50_000
    count: Annotated[int, Meta(ge=1, le=100_000)] = 200
    total_fen: Annotated[int, Meta(ge=1, le=100_000_000)] = 2_000_000
    age_h: Annotated[int, Meta(ge=1, le=8_760)] = 168


class CommissionBand(Struct, frozen=True):
    """What a payment earns from so many (or so much) of the month on (M15).

    Attributes:
        above: Payments of the month before this one, or their fen, as the package's ``by`` says; the first band has 0.
        permille: Of the amount; what is below a fen is left off.
        each_fen: For the payment.
    """

    above: Annotated[int, Meta(ge=0)] = 0
    permille: Annotated[int, Meta(ge=0, le=200)] = 0
    each_fen: Annotated[int, Meta(ge=0, le=10_000)] = 0


class Commission(Struct, frozen=True):
    """A commission package (酬金): bands by the month's count or amount."""

    by: Annotated[str, Meta(pattern="^(count|amount)$")] = "count"
    bands: tuple[CommissionBand, ...] = ()

    def fen(self, amount_fen: int, before: int) -> int:
        """What one payment earns.

        Args:
            amount_fen: Of the payment.
            before: Payments of this biller taken earlier in the calendar month, or their fen, as ``by`` says; without
                those that were to be taken back earlier in the journal, whatever became of that.
        """
        reached = [band for band in self.bands if band.above <= before]
        return amount_fen * reached[-1].permille // 1000 + reached[-1].each_fen if reached else 0


class Biller(Struct, frozen=True):
    """One biller: a new one works from this alone (M18).

    Attributes:
        service: ``water``, ``electricity``, ``phone``, ``gas``, ``cable`` or another word: groups tiles and reports.
        model: How it is paid.
        formats: Shapes of its account numbers; a number must match one.
        least_fen: Less is refused.
        most_fen: More needs a one-off county code (M6).
        step_fen: Amounts are multiples of this.
        amounts: Amounts of one touch, fen.
        partial: A part of a bill may be paid.
        credits_rest: What cash cannot give back, less than the smallest coin, goes to the account's balance.
        fee: Code of the fee list that the payer bears, or "".
        unverified: May be taken without a bill or account of the last statement: 离线未核 (M5).
        caps: Without the county's word.
        commission: What the point earns.
        card: A prepaid card is written after the payment (M11).
        office: Where to go when the card has no earlier record.
        cutoff_warn_days: A supply that ends within so many days is spoken (G4).
        unknown_days: Without a verdict for so long a payment is 状态未知.
        hotline: Of the biller; printed.
        offered: Has a tile where the county has said nothing else (M4).
    """

    code: Code
    name: Name
    service: Code
    model: BillModel
    formats: tuple[AccountFormat, ...]
    name_en: Annotated[str, Meta(max_length=60)] = ""
    short: Annotated[str, Meta(max_length=8)] = ""
    icon: Annotated[str, Meta(max_length=40)] = ""
    colour: Colour = ""
    least_fen: Fen = 1
    most_fen: Fen = 200_000
    step_fen: Annotated[int, Meta(ge=1, le=100_000)] = 1
    amounts: tuple[Fen, ...] = ()
    partial: bool = False
    credits_rest: bool = False
    fee: str = ""
    unverified: bool = False
    caps: Caps = Caps()
    commission: Commission = Commission()
    card: bool = False
    office: Sentence = ""
    cutoff_warn_days: Days = 3
    unknown_days: Annotated[int, Meta(ge=1, le=90)] = 3
    hotline: Annotated[str, Meta(pattern=r"^[0-9-]{0,20}$")] = ""
    offered: bool = True


class BillersFile(Struct, frozen=True):
    """``billers.toml``."""

    billers: tuple[Biller, ...]


class Till(Struct, frozen=True):
    """``till.toml``: how the drawer is kept.

    Attributes:
        faces: Notes and coins that are counted, fen, the largest first.
        blind_count: The expected sum is not shown before the count (M22).
        low_float_fen: Below it the clerk is reminded (M2).
        low_float_times: So many times a shift.
        unusual_times: An amount so many times the usual one is asked about (G13).
        empty_at_day_end: The day ends only with an empty drawer (M23).
        drawer_fen_max: More in the drawer is for the vault or the bank: shown, never refused.
    """

    faces: tuple[Annotated[int, Meta(ge=1, le=100_000)], ...] = (10000, 5000, 2000, 1000, 500, 100, 50, 10)
    blind_count: bool = True
    low_float_fen: Fen = 50_000
    low_float_times: Annotated[int, Meta(ge=0, le=20)] = 3
    unusual_times: Annotated[int, Meta(ge=2, le=100)] = 3
    empty_at_day_end: bool = False
    drawer_fen_max: Fen = 500_000

    @property
    def coin_fen(self) -> int:
        """The smallest face: less than this nobody can hand over."""
        return min(self.faces, default=1)


TOML_FILES: dict[str, type[Any]] = {
    "catalogue.toml": Head,
    "carriers.toml": CarriersFile,
    "shelves.toml": ShelvesFile,
    "fees.toml": FeesFile,
    "marks.toml": MarksFile,
    "reasons.toml": ReasonsFile,
    "limits.toml": Limits,
    "duties.toml": DutiesFile,
    "texts.toml": TextsFile,
    "notices.toml": NoticesFile,
    "billers.toml": BillersFile,
    "till.toml": Till,
    "clocks.toml": ClocksFile,
    "tiles.toml": TilesFile,
    "offices.toml": OfficesFile,
    "questions.toml": QuestionsFile,
}
CSV_FILES: dict[str, type[Any]] = {
    "holidays.csv": Holiday,
    "categories.csv": Category,
    "divisions.csv": Division,
}
FILES = (*TOML_FILES, *CSV_FILES)
"""Every file of a catalogue; all must be there, so that half a catalogue is never taken for a whole one."""
