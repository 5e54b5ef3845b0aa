"""What may be, for parcels: values in, values out. No session, file, clock or Qt.

Intake never refuses. A number is named by rules of the catalogue, by what this point took in lately, or by the clerk's
touch, which always wins; what does not look like a waybill is asked about, and the answer may still be "yes, it is".
"""

import re
import unicodedata
from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import count

from kiosk import limits, typed
from kiosk.catalogue import (
    OTHER,
    Carrier,
    Certainty,
    CodeStyle,
    NumberRule,
    QuestionKind,
    QuestionRule,
    Shelf,
    Tariff,
    pattern,
)
from kiosk.catalogue import Limits as CountyLimits
from kiosk.catalogue.formats import Numbering
from kiosk.errors import Problem
from kiosk.people import idnumber

# ── Waybill numbers (P5, P25) ─────────────────────────────────────────────────────────────────────────────────────────

waybill_chars_min = 6
prefix_chars = 2
_WAYBILL = re.compile(r"[A-Z0-9][A-Z0-9-]*", re.ASCII)
_WORD = re.compile(rf"(?<![A-Z0-9])[A-Z0-9-]{{8,{limits.waybill_chars_max}}}(?![A-Z0-9])", re.ASCII)
_TRUSTED = Certainty.MEDIUM.rank
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


@dataclass(frozen=True)
class Candidate:
    """A carrier that a number may belong to.

    Attributes:
        carrier: Its code.
        certainty: Of the best rule that fits; ``low`` when only this point's habit speaks for it.
        why: The rule's words for the clerk, or "".
        learned: How many of the recent intakes with this length and prefix were this carrier's.
        check_failed: The shape fits, the check digit does not.
    """

    carrier: str
    certainty: Certainty
    why: str = ""
    learned: int = 0
    check_failed: bool = False


@dataclass(frozen=True)
class Recognition:
    """What a scan is taken for.

    Attributes:
        number: Cleaned: no spaces, upper case, ASCII where an input method widened it, at most ``waybill_chars_max``.
        decided: The carrier's code when a rule decides alone, else None.
        candidates: Best first; empty for a number that nobody knows.
        question: Why to ask "is this the waybill?" first, or None.
    """

    number: str
    decided: str | None = None
    candidates: tuple[Candidate, ...] = ()
    question: QuestionKind | None = None

    @property
    def suggested(self) -> str:
        """The carrier to put under the clerk's finger: decided, first candidate, or 其他."""
        return self.decided or (self.candidates[0].carrier if self.candidates else OTHER)


def recognise(
    raw: str,
    carriers: tuple[Carrier, ...],
    recent: Iterable[tuple[str, str]] = (),
    questions: tuple[QuestionRule, ...] = (),
) -> Recognition:
    """Name the carrier of a scanned or typed number, or offer a choice; never refuse.

    Args:
        raw: As it came from the scanner; any text.
        carriers: The catalogue's, with their number rules.
        recent: This point's last intakes (number, carrier code), at most ``Limits.recent_intakes``.
        questions: The catalogue's shapes that are probably no waybill.
    """
    number, clean = _cleaned(raw)
    if not clean and not (inside := _number_inside(raw, carriers)):
        return Recognition(number, question=QuestionKind.RUBBISH)
    number = number if clean else inside
    candidates = _ranked(number, carriers, recent)
    deciding = {candidate.carrier for candidate in candidates if candidate.certainty.decides}
    question = _question(number, questions)
    decided = deciding.pop() if len(deciding) == 1 and question is None else None
    return Recognition(number, decided, candidates, question)


def clean_number(raw: str) -> str:
    """A number as it is stored and searched: no spaces or control characters, upper case, width folded."""
    return _cleaned(raw)[0]


def s10_holds(number: str) -> bool:
    """Whether the check digit of a 13-character UPU S10 identifier holds.

    Weights 8 6 4 2 3 5 9 7 over the first eight digits; c = 11 − (sum mod 11); 10 → 0, 11 → 5.
    """
    if not re.fullmatch(r"[A-Z]{2}\d{9}[A-Z]{2}", number, re.ASCII):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_S10_WEIGHTS, number[2:10], strict=True))
    check = 11 - total % 11
    return int(number[10]) == {10: 0, 11: 5}.get(check, check)


def ean13_holds(number: str) -> bool:
    """Whether 13 digits end in a valid EAN-13 check digit (GS1): goods, not a waybill."""
    if not re.fullmatch(r"\d{13}", number, re.ASCII):
        return False
    return sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(number)) % 10 == 0


def _cleaned(raw: str) -> tuple[str, bool]:
    """The number, and whether it could be a waybill at all."""
    # A terminator of the scanner is no part of the number; any other control character means a misread or a trick.
    text = unicodedata.normalize("NFKC", raw[: limits.scan_chars_max].strip())
    visible = "".join(char for char in text if not char.isspace())
    number = "".join(char for char in visible if unicodedata.category(char)[0] != "C").upper()
    short = len(raw) <= limits.scan_chars_max and waybill_chars_min <= len(number) <= limits.waybill_chars_max
    clean = short and len(number) == len(visible) and _WAYBILL.fullmatch(number) is not None
    return number[: limits.waybill_chars_max], clean


def _number_inside(raw: str, carriers: tuple[Carrier, ...]) -> str:
    """The one number in a QR code's text that a trusted rule knows (carriers print JSON, links, Chinese), or ""."""
    if len(raw) > limits.scan_chars_max or any(unicodedata.category(char) in ("Cc", "Cs") for char in raw.strip()):
        return ""
    words = {word.strip("-") for word in _WORD.findall(unicodedata.normalize("NFKC", raw).upper())}
    known = [word for word in words if any(one.certainty.rank <= _TRUSTED for one in _ranked(word, carriers, ()))]
    return known[0] if len(known) == 1 else ""


def _ranked(number: str, carriers: tuple[Carrier, ...], recent: Iterable[tuple[str, str]]) -> tuple[Candidate, ...]:
    """Deciding rules first, then this point's habit, then certainty, then the county's order."""
    learned = Counter(carrier for other, carrier in recent if _alike(number, other))
    found = [
        candidate
        for carrier in carriers
        if carrier.code != OTHER and (candidate := _candidate(number, carrier, learned[carrier.code]))
    ]
    found.sort(key=lambda one: (not one.certainty.decides, -one.learned, one.certainty.rank))
    return tuple(found)


def _alike(number: str, other: str) -> bool:
    return len(number) == len(other) and number[:prefix_chars] == other[:prefix_chars]


def _candidate(number: str, carrier: Carrier, learned: int) -> Candidate | None:
    """The carrier's best rule that fits the number, or its share of the recent intakes."""
    fits = [
        _judged(number, carrier.code, rule, learned)
        for rule in carrier.rules
        if pattern.matches(rule.pattern, pattern.cut(rule.cut, number))
    ]
    habit = [Candidate(carrier.code, Certainty.LOW, learned=learned)] if learned else []
    return min(fits or habit, key=lambda one: one.certainty.rank, default=None)


def _judged(number: str, code: str, rule: NumberRule, learned: int) -> Candidate:
    failed = rule.check == "s10" and not s10_holds(number)
    return Candidate(code, Certainty.LOW if failed else rule.certainty, rule.why, learned, failed)


def _question(number: str, questions: tuple[QuestionRule, ...]) -> QuestionKind | None:
    for rule in questions:
        if pattern.matches(rule.pattern, number) and (rule.check != "ean13" or ean13_holds(number)):
            return rule.kind
    return None


# ── Shelves and pickup codes (P3, P4) ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Spot:
    """A place on a shelf; layers count from 1 at the floor."""

    shelf: str
    layer: int


@dataclass(frozen=True)
class LastCode:
    """The number last issued at a spot, and on which business day."""

    number: int
    day: date


@dataclass(frozen=True)
class PickupCode:
    """A code as printed, and the number in it, to go on from."""

    text: str
    number: int


def next_code(
    style: CodeStyle, spot: Spot, in_use: Collection[str], day: date, last: LastCode | None = None
) -> PickupCode:
    """The next free pickup code at a spot.

    Codes are compared without hyphens, because residents say them so: ``1-11-001`` and ``11-1-001`` are the same code.
    Rolling numbers wrap after ``digits`` nines, daily ones begin anew each day; either way a code in stock is passed
    over, and when all are in stock the number grows by a digit rather than refuse.

    Args:
        style: How codes on this shelf look.
        spot: Shelf and layer.
        in_use: Codes of all parcels in stock at the point, in any spelling.
        day: The business date.
        last: The spot's last code; None for the first ever.
    """
    taken = {normalise_code(code) for code in in_use}
    fresh = last is None or (style.numbering is Numbering.DAILY and last.day != day)
    start = style.first if last is None or fresh else last.number + 1
    for number in _numbers(start, style.first, 10**style.digits):
        text = _code(style, spot, number)
        if normalise_code(text) not in taken:
            return PickupCode(text, number)
    raise AssertionError  # _numbers does not end


def normalise_code(text: str) -> str:
    """A pickup code as it is compared: ``６－５－3002``, ``6 5 3002`` and ``653002`` are one."""
    bare = text.replace("-", "")
    if not (
        bare.isascii() and bare.isalnum()
    ):  # the quick way out matters: every code in stock comes by at each intake
        bare = "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
    return bare.upper()[: limits.code_chars_max]


def choose_spot(
    shelves: tuple[Shelf, ...],
    stored: Mapping[Spot, int],
    beside: Iterable[Spot] = (),
    *,
    bulky: bool = False,
) -> Spot:
    """Where to put a parcel: beside the person's others if there is room, else on the emptiest layer.

    Args:
        shelves: The point's shelves in the order of filling; at least one (the catalogue sees to it).
        stored: Parcels now at each spot.
        beside: Spots of the recipient's or household's other parcels, best first.
        bulky: Wants a shelf for large things, if there is one; other parcels keep off it.
    """
    fitting = [shelf for shelf in shelves if shelf.bulky == bulky] or list(shelves)
    capacity = {Spot(shelf.code, layer): shelf.capacity for shelf in fitting for layer in range(1, shelf.layers + 1)}
    for spot in beside:
        if stored.get(spot, 0) < capacity.get(spot, 0):
            return spot
    # The fullest layers overflow last: intake never waits for shelving.
    return min(capacity, key=lambda spot: stored.get(spot, 0) / capacity[spot])


def _numbers(start: int, first: int, wrap: int) -> Iterator[int]:
    """From start to the end of the digits, again from first, then beyond."""
    yield from range(start, wrap)
    yield from range(first, min(start, wrap))
    yield from count(wrap)


def _code(style: CodeStyle, spot: Spot, number: int) -> str:
    words = {"shelf": spot.shelf, "layer": str(spot.layer), "number": f"{number:0{style.digits}}"}
    return "-".join(words[part] for part in style.parts)


# ── Days (P16, P27–P31) ───────────────────────────────────────────────────────────────────────────────────────────────


class Stage(IntEnum):
    """How long a parcel has lain (P16)."""

    FRESH = 0
    WARN = 1
    SERIOUS = 2
    URGENT = 3


def stage(days_stored: int, ladder_days: tuple[int, int, int]) -> Stage:
    """The step of the retention ladder that a parcel has reached; day 0 is the day of intake."""
    return Stage(sum(days_stored >= days for days in ladder_days))


def days_stored(taken_in: date, today: date) -> int:
    """Whole days since intake; a clock that went back gives 0, never less."""
    return max(0, (today - taken_in).days)


def return_due(taken_in: date, storage_days: int) -> date:
    """The first day on the return list: the day after the storage period (P27)."""
    return taken_in + timedelta(days=storage_days + 1)


def letter_due(taken_in: date, months: int) -> date:
    """When an unclaimed letter may be destroyed under supervision: that day of the month, or the month's last (P28)."""
    year, month = divmod(taken_in.year * 12 + taken_in.month - 1 + months, 12)
    return date(year, month + 1, min(taken_in.day, monthrange(year, month + 1)[1]))


def destruction_due(ended: date, days: int) -> date:
    """When the label's stub and the personal data must be gone (P30)."""
    return ended + timedelta(days=days)


def duty_due(last_done: date | None, every_days: int, today: date) -> date:
    """When a recurring duty is due; one never signed is due today (P31)."""
    return today if last_done is None else last_done + timedelta(days=every_days)


@dataclass(frozen=True)
class ComplaintClock:
    """Where a complaint stands (P29).

    Attributes:
        due: The last day for an answer, shown from the first minute.
        days_left: Until then; 0 on the last day, negative after it.
        late: Answered after ``due``, or still open after it: red.
    """

    due: date
    days_left: int
    late: bool


def complaint_clock(made: date, today: date, days: int, answered: date | None = None) -> ComplaintClock:
    """The clock of a complaint: on the eighth day after a term of seven it is red, and a late answer stays late."""
    due = made + timedelta(days=days)
    end = answered or today
    return ComplaintClock(due, (due - end).days, end > due)


# ── People on a form ──────────────────────────────────────────────────────────────────────────────────────────────────

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"0\d{9,11}", re.ASCII)
tail_digits = 4


def normalise_phone(text: str) -> str:
    """A phone number's digits: width folded, ``+86`` and separators gone; a carrier's mask ``*`` is kept."""
    text = unicodedata.normalize("NFKC", text[: limits.search_chars_max])
    digits = "".join(char for char in text if (char.isascii() and char.isdigit()) or char in "+*")
    return digits.removeprefix("+86").removeprefix("0086").replace("+", "")


def phone_ok(text: str) -> bool:
    """Whether it is a whole mobile or landline number of mainland China (with area code)."""
    digits = normalise_phone(text)
    return bool(_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits))


def phone_tail(text: str) -> str:
    """The last four digits (尾号), or "" when they are masked or missing."""
    tail = normalise_phone(text)[-tail_digits:]
    return tail if len(tail) == tail_digits and tail.isdigit() else ""


# ── Money at pickup (P18) ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class DueAtPickup:
    """What the carrier wants collected, in fen: for the goods (代收货款) and for the freight (到付)."""

    cod_fen: int = 0
    freight_fen: int = 0

    @property
    def anything(self) -> bool:
        """Whether money stands between the parcel and its recipient."""
        return self.cod_fen > 0 or self.freight_fen > 0


@dataclass(frozen=True)
class PickupMoney:
    """What the clerk filled in; None is "not filled", 0 is an answer. Weight in gram, the rest in fen."""

    weight_g: int | None = None
    packing_fen: int | None = None
    insurance_fen: int | None = None
    paid_fen: int | None = None


def total_fen(due: DueAtPickup, money: PickupMoney) -> int:
    """What the resident pays: goods, freight, packing and insurance."""
    return due.cod_fen + due.freight_fen + (money.packing_fen or 0) + (money.insurance_fen or 0)


def problems_in_money(due: DueAtPickup, money: PickupMoney, county: CountyLimits) -> tuple[Problem, ...]:
    """Why a parcel with money on it cannot be released yet; () when nothing is due."""
    if not due.anything:
        return ()
    problems = [
        *_amount("weight_g", money.weight_g, county.parcel_g_max, least=1),
        *_amount("packing_fen", money.packing_fen, limits.amount_fen_max),
        *_amount("insurance_fen", money.insurance_fen, limits.amount_fen_max),
        *_amount("paid_fen", money.paid_fen, limits.amount_fen_max),
    ]
    if not problems and money.paid_fen != total_fen(due, money):
        problems.append(Problem("paid_fen", "money.not_the_sum", {"wanted_fen": total_fen(due, money)}))
    return tuple(problems)


def _amount(field: str, value: int | None, most: int, least: int = 0) -> Iterator[Problem]:
    if value is None:
        yield Problem(field, f"{field}.missing")
    elif not least <= value <= most:
        yield Problem(field, f"{field}.out_of_range", {"least": least, "most": most})


# ── Sending (P19, P20) ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Sending:
    """A parcel on its way out, as the form holds it; what is not filled yet is "" or None.

    Attributes:
        id_number: The sender's document; on no label and no waybill.
        identity_checked: 实名: the clerk saw the document.
        contents_checked: 验视: the clerk saw the contents.
        prepaid: The sender pays (寄付); otherwise the recipient (到付), and no money is taken here.
        declared_fen: Declared value for insurance, 0 for none.
    """

    carrier: str = ""
    tariff: str = ""
    sender_name: str = ""
    sender_phone: str = ""
    id_number: str = ""
    identity_checked: bool = False
    recipient_name: str = ""
    recipient_phone: str = ""
    recipient_address: str = ""
    contents: str = ""
    contents_checked: bool = False
    prepaid: bool = True
    weight_g: int | None = None
    freight_fen: int | None = None
    packing_fen: int | None = None
    insurance_fen: int | None = None
    paid_fen: int | None = None
    declared_fen: int = 0
    note: str = ""


def problems_in_draft(sending: Sending) -> tuple[Problem, ...]:
    """Why a sending cannot even be kept as a draft: nobody to ask, or a text beyond its limit."""
    problems = [] if sending.sender_name.strip() else [Problem("sender_name", "sending.sender_name")]
    for field, most in _TEXT_LIMITS.items():
        problems += typed.problems(field, getattr(sending, field), most)
    return tuple(problems)


def problems_in_sending(sending: Sending, county: CountyLimits) -> tuple[Problem, ...]:
    """Why a sending cannot be closed, every reason at once, in the order of the form."""
    return (*problems_in_draft(sending), *_people(sending), *_checks(sending), *_sums(sending, county))


def freight_fen(weight_g: int, tariff: Tariff) -> int:
    """The price of a weight: the base, and a step for each begun one beyond it (fen)."""
    beyond_g = max(0, weight_g - tariff.base_g)
    return tariff.base_fen + -(-beyond_g // tariff.step_g) * tariff.step_fen


_TEXT_LIMITS = {
    "sender_name": limits.name_chars_max,
    "sender_phone": limits.phone_chars_max,
    "recipient_name": limits.name_chars_max,
    "recipient_phone": limits.phone_chars_max,
    "recipient_address": limits.address_chars_max,
    "contents": limits.note_chars_max,
    "note": limits.note_chars_max,
}


def _people(sending: Sending) -> Iterator[Problem]:
    if not phone_ok(sending.sender_phone):
        yield Problem("sender_phone", "sending.phone")
    yield from idnumber.problems(sending.id_number, "id_number")
    if not sending.recipient_name.strip():
        yield Problem("recipient_name", "sending.recipient_name")
    if not phone_ok(sending.recipient_phone):
        yield Problem("recipient_phone", "sending.phone")
    if not sending.recipient_address.strip():
        yield Problem("recipient_address", "sending.address")


def _checks(sending: Sending) -> Iterator[Problem]:
    if not sending.carrier:
        yield Problem("carrier", "sending.carrier")
    if not sending.identity_checked:
        yield Problem("identity_checked", "sending.identity_checked")
    if not sending.contents.strip():
        yield Problem("contents", "sending.contents")
    if not sending.contents_checked:
        yield Problem("contents_checked", "sending.contents_checked")


def _sums(sending: Sending, county: CountyLimits) -> Iterator[Problem]:
    yield from _amount("weight_g", sending.weight_g, county.parcel_g_max, least=1)
    yield from _amount("declared_fen", sending.declared_fen, county.declared_value_fen_max)
    if not sending.prepaid:
        return
    fees = {field: getattr(sending, field) for field in ("freight_fen", "packing_fen", "insurance_fen", "paid_fen")}
    problems = [problem for field, value in fees.items() for problem in _amount(field, value, limits.amount_fen_max)]
    yield from problems
    if not problems and 2 * fees["paid_fen"] != sum(fees.values()):
        yield Problem("paid_fen", "money.not_the_sum", {"wanted_fen": sum(fees.values()) - fees["paid_fen"]})
